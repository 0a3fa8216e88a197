//! What a person marks: its words and what stands around it, and where a recommendation may be split in two.

use super::cues::{CUES, Words};
use super::sections::Outline;
use super::sentences::sentences;
use super::{Found, Points};
use crate::model::{Block, BlockKind, Candidate, Kind, Reading};
use std::ops::Range;

/// The passage at a range of bytes as a candidate of kind manual; none where no words stand there.
pub fn passage(reading: &Reading, range: Range<usize>) -> Option<Candidate> {
    let range = trimmed(&reading.text, range)?;
    let block = reading.blocks.iter().position(|b| b.end > range.start && b.start < range.end)?;
    let words = words_at(reading, &range);
    let outline = Outline::new(reading);
    let found = Found {
        kind: Kind::Manual,
        range,
        block,
        lead_in: lead_in(reading, block),
        response: outline.place(block).response,
        details: super::details::Details::default(),
        confidence: 1.0,
        reason: "marked by hand".to_owned(),
    };
    let candidate = found.candidate(reading, &outline, &mut Points::new(&reading.text));
    Some(Candidate { text: words, confidence: 1.0, ..candidate })
}

/// The words of a range on one line, without the bullets, numbers and notes between its blocks.
fn words_at(reading: &Reading, range: &Range<usize>) -> String {
    let inside: Vec<&Block> =
        reading.blocks.iter().filter(|b| b.end > range.start && b.start < range.end).collect();
    let last = inside.len().saturating_sub(1);
    let read = |(n, block): (usize, &&Block)| {
        let aside = matches!(block.kind, BlockKind::Footnote | BlockKind::Caption) && n > 0 && n < last;
        let from = if n == 0 { range.start } else { block.start };
        let to = if n == last { range.end } else { block.end };
        if aside { None } else { reading.text.get(from..to.max(from)) }
    };
    let words = inside.iter().enumerate().filter_map(read);
    words.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The words before the list that a block is an item of: the end of the paragraph over it, where that ends in a colon.
fn lead_in(reading: &Reading, block: usize) -> Option<String> {
    let is_item = |b: &Block| b.kind == BlockKind::ListItem;
    if !is_item(reading.blocks.get(block)?) {
        return None;
    }
    let over = reading.blocks[..block].iter().rev().find(|b| !is_item(b))?;
    let words = reading.text.get(over.range())?.trim_end();
    if over.kind != BlockKind::Paragraph || !words.ends_with(':') {
        return None;
    }
    let sentence = sentences(words).pop()?;
    Some(words[sentence].split_whitespace().collect::<Vec<_>>().join(" "))
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + words.len() - words.trim_start().len();
    let end = range.start + words.trim_end().len();
    (start < end).then_some(start..end)
}

/// Where words may be split in two: ends of the first part and beginnings of the second, in bytes, the most sensible
/// first. Sentences are divided first, then what a semicolon divides, then a second call after "and to", « et de », "y".
pub fn splits(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(u32, usize, usize)> = Vec::new();
    let ends = sentences(text);
    for (one, next) in ends.iter().zip(ends.iter().skip(1)) {
        found.push((3, one.end, next.start));
    }
    for (at, _) in text.match_indices(';') {
        let next = at + 1 + joint(&text[at + 1..]);
        found.push((2, text[..at].trim_end().len(), next));
    }
    for (at, word) in words(text) {
        let rest = &text[at + word.len()..];
        if AND.contains(&word) && calls(rest) {
            let end = text[..at].trim_end().trim_end_matches(',').len();
            found.push((1, end, at + word.len() + rest.len() - rest.trim_start().len()));
        }
    }
    let enough = |words: &str| words.split_whitespace().nth(2).is_some();
    found.retain(|(_, end, next)| enough(&text[..*end]) && enough(&text[*next..]));
    // Of two that divide alike, the one nearer the middle leaves two parts that each say something.
    let off_middle = |at: usize| at.abs_diff(text.len() / 2);
    found.sort_by_key(|(rank, end, next)| (std::cmp::Reverse(*rank), off_middle(*next), *end));
    found.dedup_by_key(|(_, _, next)| *next);
    found.into_iter().map(|(_, end, next)| (end, next)).collect()
}

/// The words that join two calls.
const AND: [&str; 6] = ["and", "et", "y", "e", "as well as", "ainsi que"];

/// The length of white space and a joining word at the beginning.
fn joint(text: &str) -> usize {
    let rest = text.trim_start();
    let joined =
        AND.iter().find_map(|and| rest.strip_prefix(and).filter(|r| r.starts_with([' ', ',', '\u{a0}'])));
    let rest = joined.unwrap_or(rest).trim_start_matches([' ', ',', '\u{a0}']);
    text.len() - rest.len()
}

/// Words and the pairs of words that join, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    AND.iter().flat_map(|and| text.match_indices(and)).filter(|(at, word)| {
        let before = text[..*at].ends_with(char::is_whitespace);
        before && text[at + word.len()..].starts_with(char::is_whitespace)
    })
}

/// Whether what follows a joining word begins another call: a verb that asks, "to" and a verb, "that", « de », "a que".
fn calls(rest: &str) -> bool {
    const BEFORE: [&str; 12] =
        ["to", "that", "should", "must", "also", "further", "de", "à", "que", "a", "doit", "debe"];
    let rest = rest.trim_start();
    let (first, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let after = if BEFORE.contains(&first) { after } else { rest };
    let words = Words::beginning(after);
    let asks = CUES.languages.iter().any(|language| language.begins_with_verb(&words));
    asks || matches!(first, "that" | "should" | "must" | "que" | "doit" | "debe") || {
        // "called for … and urged …": a second call in reported speech.
        let clause = rest.split([',', ';']).next().unwrap_or(rest);
        first.len() > 3 && super::narrative::score(clause).0 >= super::THRESHOLD && begins_reporting(first)
    }
}

/// "urged", "called", « a appelé », "instó": a verb of reported speech by its ending.
fn begins_reporting(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with('ó') || word.ends_with("ait") || word.ends_with("aron")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Details, Format, ReadState};

    #[test]
    fn two_calls_are_offered_apart() {
        let check = |text: &str, parts: Option<(&str, &str)>| {
            let found = splits(text).first().map(|(end, next)| (&text[..*end], &text[*next..]));
            assert_eq!(found, parts, "{text}");
        };
        check(
            "Open the harbour office on Sundays; and train its staff in first aid.",
            Some(("Open the harbour office on Sundays", "train its staff in first aid.")),
        );
        check(
            "She asked cities to share their data and to open schools to all children.",
            Some(("She asked cities to share their data", "to open schools to all children.")),
        );
        check(
            "Strengthen labour inspection on farms, and ensure that wages are paid.",
            Some(("Strengthen labour inspection on farms", "ensure that wages are paid.")),
        );
        check(
            "The islands need ferries. Ports should be lit at night.",
            Some(("The islands need ferries.", "Ports should be lit at night.")),
        );
        check(
            "Renforcer les guichets communs et de former leurs agents à l’écoute.",
            Some(("Renforcer les guichets communs", "de former leurs agents à l’écoute.")),
        );
        check(
            "Fortalecer los consulados móviles y promover los acuerdos laborales.",
            Some(("Fortalecer los consulados móviles", "promover los acuerdos laborales.")),
        );
        check("Protect women and children on the move.", None);
        check("Go; and act.", None);
        check("", None);
    }

    fn reading() -> Reading {
        let text = "Annex\nThe towns met. States should:\n- open offices in Rivertown\n- train staff\nnote one\n- and pay them.\n";
        let block = |kind, words: &str| {
            let start = text.find(words).unwrap();
            Block { kind, start, end: start + words.len(), page: Some(2), label: None, depth: 0 }
        };
        let blocks = vec![
            block(BlockKind::Heading { level: 1 }, "Annex"),
            block(BlockKind::Paragraph, "The towns met. States should:"),
            block(BlockKind::ListItem, "open offices in Rivertown"),
            block(BlockKind::ListItem, "train staff"),
            block(BlockKind::Footnote, "note one"),
            block(BlockKind::ListItem, "and pay them."),
        ];
        Reading {
            format: Format::Text,
            state: ReadState::Whole,
            text: text.into(),
            blocks,
            details: Details::default(),
            pages: None,
        }
    }

    #[test]
    fn a_passage_is_told_with_what_stands_around_it() {
        let reading = reading();
        let at = |from: &str, to: &str| {
            let start = reading.text.find(from).unwrap();
            start..reading.text.find(to).unwrap() + to.len()
        };
        let item = passage(&reading, at(" open offices", "Rivertown\n")).unwrap();
        assert_eq!((item.kind, item.text.as_str()), (Kind::Manual, "open offices in Rivertown"));
        assert_eq!(item.lead_in.as_deref(), Some("States should:"));
        assert_eq!((item.section, item.page), (vec!["Annex".to_string()], Some(2)));
        assert_eq!(item.span.of(&reading.text), Some("open offices in Rivertown"));
        let over_blocks = passage(&reading, at("train staff", "pay them.")).unwrap();
        assert_eq!(over_blocks.text, "train staff and pay them.", "without bullets and notes");
        assert_eq!(passage(&reading, 6..6), None);
        assert_eq!(passage(&reading, 0..9_999), None);
    }
}
