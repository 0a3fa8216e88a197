//! Lists in running words that are told by the order of their marks: (a) … (b) …, R1. … R2. …, Recommendation 1: ….

use super::segments::{join, paragraphs};
use crate::ingest::text::draft::{Draft, Drafts, Sort as DraftSort};
use crate::ingest::text::headings::Gap;
use crate::ingest::text::marks::{Set, Sort, mark};

/// No item has more words.
const LONGEST: usize = 150;

/// A mark in the words.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    kind: Kind,
    number: u32,
    /// How many words it is.
    len: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// "R1.": the letters, whose number makes a code.
    Code(char),
    /// "Recommendation 1".
    Named,
    Letter(Set),
    Roman(Set),
    Number(Set),
}

/// Whether the first mark of a series stands there: the second follows within the length of an item.
pub(super) fn begins(words: &[(&str, u32)], at: usize) -> bool {
    let found = place(words, at).filter(|p| p.number == 1);
    found.is_some_and(|p| next(words, at + p.len, p).is_some())
}

/// Whether a dotted number stands there and the next one follows within the length of an item.
pub(super) fn goes_on(words: &[(&str, u32)], at: usize) -> bool {
    let found = place(words, at).filter(|p| p.kind == Kind::Number(Set::Dot));
    found.is_some_and(|p| next(words, at + p.len, p).is_some())
}

/// Reads the items of the series that begins there; answers where it ends and its last dotted number.
pub(super) fn read(words: &[(&str, u32)], mut at: usize, drafts: &mut Drafts) -> (usize, Option<u32>) {
    let mut last = None;
    while let Some(found) = place(words, at) {
        last = Some(found.number).filter(|_| found.kind == Kind::Number(Set::Dot));
        let body = at + found.len;
        let following = next(words, body, found);
        let end = following.unwrap_or(words.len().min(body + LONGEST));
        let sentence = (body..end).find(|n| words[*n].0.ends_with('.')).map_or(end, |n| n + 1);
        // Before the next mark what follows the last sentence is a heading that the mark stands under.
        let said = match following {
            Some(_) if ends_item(words[end - 1].0) => end,
            Some(_) => (body + 1..=end).rev().find(|n| words[n - 1].0.ends_with(['.', ';'])).unwrap_or(end),
            None => sentence,
        };
        push(words, at, found, said, drafts);
        match following {
            Some(next) => {
                heading(&words[said..next], drafts);
                at = next;
            }
            None => return (said, last),
        }
    }
    (at, last)
}

fn push(words: &[(&str, u32)], at: usize, found: Place, end: usize, drafts: &mut Drafts) {
    let coded = matches!(found.kind, Kind::Code(_) | Kind::Named);
    let dotted = found.kind == Kind::Number(Set::Dot);
    let body = if coded { at } else { at + found.len };
    let sort = if coded || dotted { DraftSort::Paragraph } else { DraftSort::Item };
    let mut draft = Draft::new(sort, Some(words[at].1), join(&words[body..end]));
    if !coded {
        let label = words[at].0;
        draft.mark = mark(label).map(|m| m.sort).filter(|_| !dotted);
        draft.label = Some(label.to_owned());
    }
    draft.gap = Gap::Blank;
    drafts.push(draft);
}

fn heading(words: &[(&str, u32)], drafts: &mut Drafts) {
    if !words.is_empty() {
        paragraphs(words, drafts);
    }
}

fn ends_item(word: &str) -> bool {
    word.ends_with(['.', ';', ',', ':']) || matches!(word, "and" | "or" | "et" | "ou" | "y")
}

/// Where the mark after this one stands, if it comes soon.
fn next(words: &[(&str, u32)], from: usize, last: Place) -> Option<usize> {
    (from + 1..words.len().min(from + LONGEST)).find(|at| {
        let before = words[at - 1].0;
        let told = matches!(last.kind, Kind::Code(_) | Kind::Named | Kind::Number(Set::Dot));
        let free = ends_item(before) || told;
        free && place(words, *at).is_some_and(|p| p.kind == last.kind && p.number == last.number + 1)
    })
}

fn place(words: &[(&str, u32)], at: usize) -> Option<Place> {
    let word = words.get(at)?.0;
    let upper = |n: usize| words.get(at + n).is_some_and(|w| w.0.starts_with(char::is_uppercase));
    if let Some(number) = code(word).filter(|_| upper(1)) {
        return Some(Place { kind: Kind::Code('R'), number, len: 1 });
    }
    if matches!(
        word,
        "Recommendation" | "Recommandation" | "Recomendación" | "RECOMMENDATION" | "RECOMMANDATION"
    ) {
        let next = words.get(at + 1)?.0;
        let bare = next.trim_end_matches([':', '.', ')']);
        let sign = words.get(at + 2).is_some_and(|w| matches!(w.0, ":" | "–" | "-" | "—"));
        let set_off = bare.len() < next.len() || sign;
        let number = bare.parse().ok().filter(|_| set_off)?;
        return Some(Place { kind: Kind::Named, number, len: if sign { 3 } else { 2 } });
    }
    let found = mark(word).filter(|m| m.rest.is_empty())?;
    let (kind, number) = match found.sort {
        Sort::Letter(n, set @ (Set::Closed | Set::Enclosed)) => (Kind::Letter(set), n),
        Sort::Roman(n, set @ (Set::Closed | Set::Enclosed)) => (Kind::Roman(set), n),
        Sort::Number(n, Set::Dot) if upper(1) => (Kind::Number(Set::Dot), n),
        Sort::Number(n, set @ (Set::Closed | Set::Enclosed)) => (Kind::Number(set), n),
        _ => return None,
    };
    Some(Place { kind, number, len: 1 })
}

/// "R12.", "R12:" and "R12" in front of a capital.
fn code(word: &str) -> Option<u32> {
    word.strip_prefix('R')?.trim_end_matches(['.', ':', ')']).parse().ok()
}
