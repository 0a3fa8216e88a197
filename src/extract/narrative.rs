//! Sentences that recommend, told apart from what was done, what an event was for, and mere mentions.

use super::Found;
use super::cues::{CUES, Cue, Words};
use super::details::Details;
use super::sections::{Outline, Promise};
use super::sentences::sentences;
use crate::model::{Kind, Reading};
use std::ops::Range;

/// Sentences that recommend less surely than this are not taken, unless a user says otherwise.
pub const THRESHOLD: f32 = 0.5;

/// Takes the recommending sentences of a block that lie outside what was `taken` there as listed.
pub(super) fn find(
    reading: &Reading,
    outline: &Outline,
    n: usize,
    taken: &[Range<usize>],
    threshold: f32,
    found: &mut Vec<Found>,
) {
    let block = &reading.blocks[n];
    let text = &reading.text[block.range()];
    let (context, why) = context(outline, n);
    for sentence in sentences(text) {
        let words = &text[sentence.clone()];
        let length = words.split_whitespace().count();
        let range = block.start + sentence.start..block.start + sentence.end;
        let after = taken.partition_point(|t| t.end <= range.start);
        let apart = taken.get(after).is_none_or(|t| t.start >= range.end);
        if length < 4 || words.ends_with(':') || !apart || spells_out(words) {
            continue;
        }
        let (score, reason) = score(words);
        let score = score * context;
        if score < threshold {
            continue;
        }
        found.push(Found {
            kind: Kind::Narrative,
            range,
            block: n,
            lead_in: None,
            response: None,
            details: Details::default(),
            confidence: score.min(0.97),
            reason: format!("a sentence that {reason}{why}"),
        });
    }
}

/// Whether a text is a line of a list of abbreviations: letters, and then the words that they stand for.
fn spells_out(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(short) = words.next().map(|word| word.trim_end_matches([':', '.', '–', '-'])) else {
        return false;
    };
    let letters: Vec<char> = short.chars().collect();
    if !(3..=10).contains(&letters.len()) || !letters.iter().all(|c| c.is_uppercase()) {
        return false;
    }
    // "Regional Forum on Safe Mobility": small words stand between, as many as letters at most.
    let parts = words.flat_map(|word| word.split(['-', '’', '\'']));
    let initials = parts.filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let mut wanted = letters.iter().peekable();
    for (place, initial) in initials.take(2 * letters.len()).enumerate() {
        let is_next = wanted.peek().is_some_and(|letter| initial.to_uppercase().eq([**letter]));
        if is_next {
            wanted.next();
        } else if place == 0 {
            return false;
        }
    }
    wanted.peek().is_none()
}

/// What the headings above a block make of the score of its sentences, and what to say of it.
pub(super) fn context(outline: &Outline, n: usize) -> (f32, &'static str) {
    match outline.place(n).promise {
        Promise::Announces => (1.1, ", under a heading that announces recommendations"),
        Promise::MayAnnounce => (1.03, ""),
        Promise::Silent => (1.0, ""),
        Promise::Excludes => (0.98, ""),
        Promise::Mutes => (0.5, ""),
    }
}

/// A phrase that speaks for or against a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// Its words, without case and accents.
    pub words: String,
    /// What it does, a phrase for people.
    pub reason: String,
    /// How sure it is alone, for a phrase that recommends; what remains of the score, for one that does not.
    pub weight: f32,
    /// Whether it speaks for the sentence.
    pub recommends: bool,
}

/// The phrases that speak for and against a sentence.
pub(super) fn signs(sentence: &str) -> Vec<Sign> {
    let words = Words::new(sentence);
    let sign = |found: super::cues::Found| {
        let (weight, reason, recommends) = match found.cue {
            Cue::Recommend(weight, reason) => (weight, reason, true),
            Cue::Weaken(factor, reason) => (factor, reason, false),
            _ => return None,
        };
        let said: Vec<&str> = (found.from..found.to).filter_map(|n| words.get(n)).collect();
        Some(Sign { words: said.join(" "), reason: CUES.reason_of(reason).to_owned(), weight, recommends })
    };
    CUES.sentences.find(&words).filter_map(sign).collect()
}

/// How surely a sentence recommends, and by what it does.
pub(super) fn score(sentence: &str) -> (f32, &'static str) {
    let words = Words::new(sentence);
    let cues = &*CUES;
    let mut best: Vec<(usize, f32)> = Vec::new();
    let mut factor = 1.0f32;
    let mut weakened: Vec<usize> = Vec::new();
    for found in cues.sentences.find(&words) {
        match found.cue {
            Cue::Recommend(weight, reason) => match best.iter_mut().find(|(r, _)| *r == reason) {
                Some((_, w)) => *w = w.max(weight),
                None => best.push((reason, weight)),
            },
            Cue::Weaken(f, reason) if !weakened.contains(&reason) => {
                weakened.push(reason);
                factor *= f;
            }
            _ => {}
        }
    }
    let Some((reason, _)) = best.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a }) else {
        return (0.0, "");
    };
    let miss: f32 = best.iter().map(|(_, w)| 1.0 - w).product();
    // "It was noted that … must …": several strong signs outweigh a frame that only tells.
    if miss <= 0.08 && (0.4..1.0).contains(&factor) {
        factor = factor.max(0.55);
    }
    if sentence.trim_end().ends_with('?') {
        factor *= 0.3;
    }
    ((1.0 - miss) * factor, cues.reason_of(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_what_they_stand_for_are_no_sentence() {
        let check = |text: &str, expected: bool| assert_eq!(spells_out(text), expected, "{text}");
        check("RFM Regional Forum on Mobility", true);
        check("PFM: Pacte des fleuves et des mers CONTEXTE", true);
        check("CFT Comité des ferries et du transport", true);
        check("IOM should help ferry towns to open more offices.", false);
        check("RFM members should publish their fees.", false);
        check("We ask every town to open an office.", false);
        check("STATES should share their registers.", false);
        check("EU", false);
    }

    #[test]
    fn past_wishes_courtesies_and_workers_are_told_apart() {
        let check = |sentence: &str, recommends: bool| {
            let (found, _) = score(sentence);
            assert_eq!(found >= THRESHOLD, recommends, "{sentence}: {found}");
        };
        check("The mayor had hoped that more towns would come.", false);
        check("She had wished that every ferry took part.", false);
        check("She hoped that every ferry would take part.", true);
        check("Il avait souhaité que chaque ville participe.", false);
        check("El alcalde había deseado que todos participaran.", false);
        check(
            "She drew attention to a display of maps, which she invited all delegates to visit after lunch.",
            false,
        );
        check("He invited all States to visit the centre and to open others like it.", true);
        check("A nurse who finds a better post should be allowed to take it.", true);
        check("They debated who among the towns should pay.", false);
        check("Who should pay was not clear.", false);
    }
}
