//! Lists inside a sentence.

use super::Found;
use super::cues::{CUES, Cue, Words};
use super::details::Details;
use super::listed::{Call, lead_call, without_joints};
use super::sections::{Outline, Promise};
use super::sentences::sentences;
use crate::model::{Kind, Reading};
use std::ops::Range;

/// "…: (i) one; (ii) two; and (iii) three" inside a paragraph, after words that announce. Takes its parts; says whether it did.
pub(super) fn take(reading: &Reading, outline: &Outline, n: usize, found: &mut Vec<Found>) -> bool {
    let block = &reading.blocks[n];
    let text = &reading.text[block.range()];
    if !(text.contains(';') || text.contains("(ii)") || text.contains("(b)") || text.contains("(2)"))
        || outline.place(n).promise == Promise::Mutes
    {
        return false;
    }
    let mut any = false;
    for sentence in sentences(text) {
        let words = &text[sentence.clone()];
        let Some((lead, parts)) = parts(words) else { continue };
        // "To Governments: …; …; …" under words that announce.
        let addressed = outline.place(n).promise == Promise::Announces
            && parts.len() >= 3
            && words[..lead].split_whitespace().count() <= 8
            && words[..lead].ends_with(':');
        if lead_call(&words[..lead]) != Call::Announces && !addressed || parts.len() < 2 {
            continue;
        }
        let language = &CUES.languages[outline.language(n)];
        let asks = |r: &Range<usize>| {
            let w = Words::new(&words[r.clone()]);
            language.begins_with_verb(&w) || CUES.asks.any(&w, Cue::Ask)
        };
        let asking = parts.iter().filter(|r| asks(r)).count();
        // Marks in order after words that announce are sign enough where one part asks or most begin without an article.
        let marked = marked(words).is_some_and(|(at, found)| at >= lead && found.len() == parts.len());
        if asking * 3 < parts.len() * if marked { 1 } else { 2 } && !addressed {
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
                details: Details::default(),
                confidence: 0.85,
                reason: "a part of a list inside a sentence that announces recommendations".to_owned(),
            });
        }
    }
    any
}

/// The words before a list inside a sentence (up to and with the colon), and its parts without their marks.
fn parts(sentence: &str) -> Option<(usize, Vec<Range<usize>>)> {
    if let Some((lead, parts)) = marked(sentence).filter(|(lead, _)| *lead > 0) {
        return Some((lead, parts));
    }
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

/// The place of the first of marks in order, "(a) …, (b) … and (c) …", and the words after each.
fn marked(sentence: &str) -> Option<(usize, Vec<Range<usize>>)> {
    const ORDERS: [[&str; 9]; 3] = [
        ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)", "(ix)"],
        ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
    ];
    let in_order = |marks: &[&str; 9]| {
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut from = 0;
        for mark in marks {
            let Some(at) = sentence[from..].find(mark).map(|at| from + at) else { break };
            from = at + mark.len();
            places.push((at, from));
        }
        places
    };
    let places = ORDERS.iter().map(in_order).max_by_key(Vec::len).filter(|places| places.len() >= 2)?;
    let ends = places.iter().skip(1).map(|(at, _)| *at).chain([sentence.len()]);
    let part = |((_, from), end): (&(usize, usize), usize)| {
        let piece = &sentence[*from..end];
        let start = from + piece.len() - piece.trim_start().len();
        let mut kept = piece.trim_end();
        for joint in [" and", " or", " et", " ou", " y", " e"] {
            kept = kept.strip_suffix(joint).map_or(kept, str::trim_end);
        }
        let kept = kept.trim_end_matches([',', ';']);
        start..(from + kept.len()).max(start)
    };
    let parts: Vec<Range<usize>> = places.iter().zip(ends).map(part).collect();
    let said = parts.iter().all(|r| sentence[r.clone()].split_whitespace().take(2).count() == 2);
    said.then_some((places[0].0, parts))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_order_divide_a_sentence() {
        let text = "States should (i) share data, (ii) train guards, and (iii) open schools.";
        let (lead, parts) = parts(text).unwrap();
        assert_eq!(&text[..lead], "States should ");
        let words: Vec<&str> = parts.into_iter().map(|r| &text[r]).collect();
        assert_eq!(words, ["share data", "train guards", "open schools."]);
        assert_eq!(marked("See annex (ii) and (i)."), None);
    }
}
