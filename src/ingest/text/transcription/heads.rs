//! Running heads of transcriptions: they stand between the words, and only repeating tells them.

use super::Page;
use std::collections::HashMap;

/// Drops running heads: words that stand with the printed page number on several pages.
pub(super) fn drop_heads(pages: &mut [Page]) {
    let Some(offset) = printed_offset(pages) else { return };
    let mut contexts: Vec<(usize, usize)> = Vec::new();
    for (n, page) in pages.iter().enumerate() {
        let Some(printed) = page.number.checked_add_signed(offset).filter(|p| *p > 0) else { continue };
        let printed = printed.to_string();
        contexts.extend(page.words.iter().enumerate().filter(|(_, w)| **w == printed).map(|(at, _)| (n, at)));
    }
    // How many words before the number agree with those before the number of another page.
    let before =
        |(n, at): (usize, usize)| pages[n].words[..at].iter().rev().take(40).copied().collect::<Vec<_>>();
    let mut by_last: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, context) in contexts.iter().enumerate() {
        if let Some(word) = before(*context).first() {
            by_last.entry(word).or_default().push(i);
        }
    }
    let mut cuts: Vec<(usize, usize, usize)> = Vec::new();
    for (i, context) in contexts.iter().enumerate() {
        let own = before(*context);
        let Some(others) = own.first().and_then(|w| by_last.get(w)) else { continue };
        let common = |j: usize| own.iter().zip(before(contexts[j])).take_while(|(a, b)| **a == *b).count();
        let best = others
            .iter()
            .take(60)
            .filter(|j| contexts[**j].0 != contexts[i].0)
            .map(|j| common(*j))
            .max()
            .unwrap_or(0);
        let (n, at) = *context;
        let last = at + 1 == pages[n].words.len();
        if best >= 2 {
            cuts.push((n, at - best, at + 1));
        } else if let Some(len) = repeated_before(pages, n, at) {
            cuts.push((n, at - len, at + 1));
        } else if last {
            cuts.push((n, at - lone_head(&pages[n].words[..at]), at + 1));
        }
    }
    for (n, from, to) in cuts.into_iter().rev() {
        if to <= pages[n].words.len() {
            pages[n].words.drain(from..to);
        }
    }
}

/// Drops words that begin or end three pages or more in the same way.
pub(super) fn drop_edges(pages: &mut [Page]) {
    const LONGEST: usize = 24;
    let mut seen: HashMap<Vec<&str>, usize> = HashMap::new();
    let edges = |words: &[&str]| {
        let longest = words.len().min(LONGEST);
        let mut edges: Vec<(bool, usize)> = (3..=longest).map(|n| (true, n)).collect();
        edges.extend((3..=longest).map(|n| (false, n)));
        edges
    };
    for page in pages.iter() {
        for (front, n) in edges(&page.words) {
            *seen.entry(edge(&page.words, front, n)).or_default() += 1;
        }
    }
    let mut cuts = Vec::new();
    for page in pages.iter() {
        let longest = |front: bool| {
            edges(&page.words)
                .into_iter()
                .filter(|(f, n)| {
                    *f == front && seen.get(&edge(&page.words, front, *n)).is_some_and(|c| *c >= 3)
                })
                .map(|(_, n)| n)
                .max()
                .unwrap_or(0)
        };
        cuts.push((longest(true), longest(false)));
    }
    for (page, (front, back)) in pages.iter_mut().zip(cuts) {
        if front + back <= page.words.len() {
            page.words.truncate(page.words.len() - back);
            page.words.drain(..front);
        }
    }
}

/// The first or last words of a page, with a sign for which they are.
fn edge<'a>(words: &[&'a str], front: bool, n: usize) -> Vec<&'a str> {
    let mut key = vec![if front { "<" } else { ">" }];
    key.extend(if front { &words[..n] } else { &words[words.len() - n..] });
    key
}

/// Words of a head that stands alone at the end of a page, after the end of a sentence: "Conclusions 16".
fn lone_head(words: &[&str]) -> usize {
    let tail = words.iter().rev().take_while(|w| !w.ends_with(['.', ':', ';', '?', '!', ')'])).count();
    let titled = words[words.len() - tail..].first().is_some_and(|w| w.starts_with(char::is_uppercase));
    if tail <= 6 && titled { tail } else { 0 }
}

/// The length of a phrase of four words or more, capital first, before `at` that stands elsewhere too: the heading of
/// the part, as a running head.
fn repeated_before(pages: &[Page], n: usize, at: usize) -> Option<usize> {
    let words = &pages[n].words;
    (4..=14.min(at)).rev().find(|len| {
        let phrase = &words[at - len..at];
        let stands = at == *len || words[at - len - 1].ends_with(['.', ';', ':', '?', ')']);
        phrase[0].starts_with(char::is_uppercase)
            && stands
            && pages.iter().take(300).enumerate().any(|(m, p)| {
                p.words.windows(*len).enumerate().any(|(k, w)| w == phrase && !(m == n && k == at - len))
            })
    })
}

/// The difference between printed page numbers and places, by vote of the numbers at the ends of pages.
fn printed_offset(pages: &[Page]) -> Option<i32> {
    let mut votes: HashMap<i32, usize> = HashMap::new();
    for page in pages {
        let ends = page.words.iter().rev().take(1).chain(page.words.iter().take(1));
        for n in ends.filter_map(|w| w.parse::<i32>().ok()) {
            *votes.entry(n - page.number as i32).or_default() += 1;
        }
    }
    votes
        .into_iter()
        .filter(|(_, v)| *v >= 3)
        .max_by_key(|(offset, v)| (*v, -offset.abs()))
        .map(|(offset, _)| offset)
}
