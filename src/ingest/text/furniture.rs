//! Running heads and page numbers: found because they repeat at the edges of pages, and dropped.

use super::lines::{Line, Page};
use std::collections::{HashMap, HashSet};

/// Lines at each edge of a page that may be a running head or a page number.
const EDGE: usize = 4;

/// Drops running heads and page numbers from pages. A text without form feeds is first divided at its page numbers.
pub(super) fn drop_furniture(pages: Vec<Page<'_>>) -> Vec<Page<'_>> {
    let mut pages = if pages.len() == 1 { at_numbers(pages) } else { pages };
    if pages.len() < 2 {
        return pages;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        let mut keys: Vec<String> = edges(page).into_iter().map(|i| key(page.lines[i].text)).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let few = pages.len();
    let repeats = |line: &Line| {
        let key = key(line.text);
        // Twice is enough where there are no more pages, or where a number changes with the page.
        let needed = if few <= 3 || few <= 6 && key.contains('#') { 2 } else { 3 };
        key.chars().filter(|c| c.is_alphabetic()).count() > 2 && seen.get(&key).is_some_and(|n| *n >= needed)
    };
    for page in &mut pages {
        let drop = |line: &Line| page_number(line.text).is_some() || repeats(line);
        let (mut from, mut to) = (0, page.lines.len());
        let mut left = EDGE;
        while from < to && left > 0 && (page.lines[from].is_blank() || drop(&page.lines[from])) {
            left -= usize::from(!page.lines[from].is_blank());
            from += 1;
        }
        left = EDGE;
        while to > from && left > 0 && (page.lines[to - 1].is_blank() || drop(&page.lines[to - 1])) {
            left -= usize::from(!page.lines[to - 1].is_blank());
            to -= 1;
        }
        page.lines.truncate(to);
        page.lines.drain(..from);
    }
    pages
}

fn edges(page: &Page) -> Vec<usize> {
    let filled: Vec<usize> = (0..page.lines.len()).filter(|i| !page.lines[*i].is_blank()).collect();
    let from_end = filled.len().saturating_sub(EDGE).max(EDGE);
    let mut at: Vec<usize> = filled.iter().copied().take(EDGE).collect();
    at.extend(filled.iter().copied().skip(from_end));
    at
}

/// A line with its digits masked: heads that differ in the page number are one.
fn key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    for c in line.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        let doubled = c == '#' && key.ends_with('#') || c.is_whitespace() && key.ends_with(' ');
        if !doubled {
            key.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    key
}

/// The number on a line that holds nothing but a page number: "7", "- 7 -", "Page 7 of 20", "iv" (as 0).
pub(super) fn page_number(line: &str) -> Option<u32> {
    if line.is_empty() || line.len() > 40 {
        return None;
    }
    let mut number = None;
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let lower = word.to_lowercase();
        if let Ok(n) = lower.parse::<u32>() {
            if n > 9999 {
                return None;
            }
            number.get_or_insert(n);
        } else if lower.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) && lower.len() < 6 {
            number.get_or_insert(0);
        } else if !matches!(
            lower.as_str(),
            "page"
                | "p"
                | "pg"
                | "pag"
                | "pág"
                | "pagina"
                | "página"
                | "of"
                | "de"
                | "sur"
                | "seite"
                | "صفحة"
        ) {
            return None;
        }
    }
    // "(iv)" and "3." begin items; page numbers are set off with dashes or bars at most.
    let plain = line.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-–—|/~".contains(c));
    number.filter(|_| plain || line.to_lowercase().starts_with("p"))
}

/// Divides a text without form feeds after the lines that hold rising page numbers.
fn at_numbers(pages: Vec<Page<'_>>) -> Vec<Page<'_>> {
    let Some(only) = pages.first() else { return pages };
    let heads = heads(&only.lines);
    let by_head = |at: usize| {
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        near.filter_map(|n| only.lines.get(n)).any(|l| heads.contains(&key(l.text)))
    };
    let mut chain: Vec<(usize, u32)> = Vec::new();
    for (at, line) in only.lines.iter().enumerate() {
        let apart = |n: Option<usize>| n.and_then(|n| only.lines.get(n)).is_none_or(Line::is_blank);
        let lone = apart(at.checked_sub(1)) || apart(Some(at + 1)) || by_head(at);
        if let Some(n) = page_number(line.text).filter(|n| *n > 0 && lone) {
            match chain.last() {
                None => chain.push((at, n)),
                // A page without a number does not end the count.
                Some((_, last)) if n == last + 1 || by_head(at) && (last + 2..last + 4).contains(&n) => {
                    chain.push((at, n));
                }
                Some(_) if chain.len() < 3 && n <= 2 => chain = vec![(at, n)],
                Some(_) => {}
            }
        }
    }
    if chain.len() < 3 {
        return pages;
    }
    let mut out = Vec::with_capacity(chain.len() + 1);
    let mut from = 0;
    for (at, n) in &chain {
        out.push(Page { number: Some(*n), lines: only.lines[from..=*at].to_vec() });
        from = at + 1;
    }
    let last = chain.last().map_or(1, |(_, n)| n + 1);
    if only.lines[from..].iter().any(|l| !l.is_blank()) {
        out.push(Page { number: Some(last), lines: only.lines[from..].to_vec() });
    }
    out
}

/// Lines that stand beside a page number three times at least, their digits masked.
fn heads(lines: &[Line]) -> HashSet<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, _) in lines.iter().enumerate().filter(|(_, l)| page_number(l.text).is_some()) {
        for near in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
            let line = lines.get(near).filter(|l| !l.is_blank() && page_number(l.text).is_none());
            if let Some(line) = line.filter(|l| l.text.len() < 120) {
                *seen.entry(key(line.text)).or_default() += 1;
            }
        }
    }
    seen.into_iter().filter(|(_, n)| *n >= 3).map(|(key, _)| key).collect()
}

/// Whether a text without form feeds is divided by page numbers.
pub(super) fn is_paged(text: &str) -> bool {
    at_numbers(vec![Page { number: None, lines: super::lines::lines(text) }]).len() > 1
}

#[cfg(test)]
mod tests {
    use super::super::lines::pages;
    use super::*;

    #[test]
    fn page_numbers_and_what_is_none() {
        for (line, n) in [("7", 7), ("- 7 -", 7), ("Page 7 of 20", 7), ("7/20", 7), ("iv", 0), ("p. 12", 12)]
        {
            assert_eq!(page_number(line), Some(n), "{line}");
        }
        for line in ["7 States", "(iv)", "3.", "", "12345", "Page one"] {
            assert_eq!(page_number(line), None, "{line}");
        }
    }

    #[test]
    fn heads_of_both_sides_go_and_the_words_stay() {
        let page = |n: usize, words: &str| match n % 2 {
            0 => format!("{n}    Report of the meeting\n\n{words}\n{words} more\n"),
            _ => format!("Harbour dialogue    {n}\n\n{words}\n{words} more\n"),
        };
        let text: Vec<String> = ["alpha", "beta", "gamma", "delta", "eps", "zeta"]
            .iter()
            .enumerate()
            .map(|(n, w)| page(n + 1, w))
            .collect();
        let text = text.join("\u{c}");
        let left = drop_furniture(pages(&text));
        for page in &left {
            assert_eq!(page.lines.len(), 2, "{page:?}");
        }
        assert_eq!(left[2].lines[0].text, "gamma");
    }

    #[test]
    fn page_numbers_alone_divide_a_text() {
        let text = "one\n\n1\nHead of it\n\ntwo\n\n2\nHead of it\n\nthree\n\n3\nHead of it\n\nfour\n";
        let left = drop_furniture(pages(text));
        let words: Vec<_> = left.iter().flat_map(|p| &p.lines).map(|l| l.text).collect();
        assert_eq!(words, ["one", "two", "three", "four"]);
        assert_eq!(left[3].number, Some(4));
    }

    #[test]
    fn a_running_head_beside_a_number_divides_a_text_too() {
        let text = "one\nHead of it\n1\ntwo\nHead of it\n2\nthree\nHead of it\n4\nfour\n";
        let left = drop_furniture(pages(text));
        let words: Vec<_> = left.iter().flat_map(|p| &p.lines).map(|l| l.text).collect();
        assert_eq!(words, ["one", "two", "three", "four"]);
    }
}
