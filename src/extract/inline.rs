//! Lists inside a sentence.

use super::Found;
use super::cues::{CUES, Cue, Words};
use super::listed::{Call, lead_call, without_joints};
use super::sections::{Outline, Promise};
use super::sentences::sentences;
use crate::model::{Kind, Reading};
use std::ops::Range;

/// "…: (i) one; (ii) two; and (iii) three" inside a paragraph, after words that announce. Takes its parts; says whether it did.
pub(super) fn take(reading: &Reading, outline: &Outline, n: usize, found: &mut Vec<Found>) -> bool {
    let block = &reading.blocks[n];
    let text = &reading.text[block.range()];
    if !text.contains(';') || outline.place(n).promise == Promise::Mutes {
        return false;
    }
    let mut any = false;
    for sentence in sentences(text) {
        let words = &text[sentence.clone()];
        let Some((lead, parts)) = parts(words) else { continue };
        if lead_call(&words[..lead]) != Call::Announces || parts.len() < 2 {
            continue;
        }
        let language = &CUES.languages[outline.language(n)];
        let asks = |r: &Range<usize>| {
            let w = Words::new(&words[r.clone()]);
            language.begins_with_verb(&w) || CUES.asks.any(&w, Cue::Ask)
        };
        let asking = parts.iter().filter(|r| asks(r)).count();
        if asking * 3 < parts.len() * 2 {
            continue;
        }
        let base = block.start + sentence.start;
        for part in parts {
            let range = without_joints(&reading.text, base + part.start..base + part.end);
            any = true;
            found.push(Found {
                kind: Kind::Listed,
                range,
                block: n,
                lead_in: Some(words[..lead].trim().to_owned()),
                response: outline.place(n).response,
                confidence: 0.85,
                reason: "a part of a list inside a sentence that announces recommendations".to_owned(),
            });
        }
    }
    any
}

/// The words before a list inside a sentence (up to and with the colon), and its parts without their marks.
fn parts(sentence: &str) -> Option<(usize, Vec<Range<usize>>)> {
    let first_mark = sentence.find("(i)").or_else(|| sentence.find("(a)")).or_else(|| sentence.find("(1)"));
    let colon = sentence.find(':').map(|at| at + 1);
    let lead = match (colon, first_mark) {
        (Some(colon), _) if sentence[colon..].matches(';').count() >= 1 => colon,
        (_, Some(mark)) if mark > 0 => mark,
        _ => return None,
    };
    let mut parts = Vec::new();
    let mut from = lead;
    for at in sentence[lead..].match_indices(';').map(|(at, _)| lead + at).chain([sentence.len()]) {
        let piece = &sentence[from..at];
        let start = from + unmarked(piece);
        if start < at && sentence[start..at].split_whitespace().count() >= 2 {
            parts.push(start..at);
        }
        from = at + 1;
    }
    (parts.len() >= 2).then_some((lead, parts))
}

/// The length of white space, "and" and a mark before the words of a part.
fn unmarked(piece: &str) -> usize {
    let mut rest = piece.trim_start();
    for joint in ["and ", "et ", "y ", "or ", "ou ", "o "] {
        rest = rest.strip_prefix(joint).unwrap_or(rest);
    }
    if let Some(close) = rest.find(')').filter(|at| *at <= 5) {
        let mark = rest[..close].trim_start_matches('(');
        if !mark.is_empty() && mark.chars().all(char::is_alphanumeric) {
            rest = &rest[close + 1..];
        }
    } else if rest.get(1..3) == Some(". ") && rest.starts_with(|c: char| c.is_ascii_lowercase()) {
        rest = &rest[2..];
    }
    rest = rest.trim_start();
    piece.len() - rest.len()
}
