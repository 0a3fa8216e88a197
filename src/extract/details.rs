//! What is said of a recommendation beside its words: "Addressed to: … Priority: high. Deadline: 2026.", as names and
//! values after it, below it, or in the cells of its row.

use super::cues::{CUES, Cue, Words};
use crate::model::Response;
use std::ops::Range;

/// What is said of a recommendation beside its words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Details {
    /// Whom it asks, as the document names them.
    pub addressees: Vec<String>,
    /// What was answered.
    pub response: Option<Response>,
}

impl Details {
    /// Adds what others say; what stands keeps its place.
    pub fn add(&mut self, other: Details) {
        for name in other.addressees {
            if !self.addressees.contains(&name) {
                self.addressees.push(name);
            }
        }
        self.response = self.response.or(other.response);
    }

    /// Adds the value of a name.
    pub fn say(&mut self, name: Cue, value: &str) {
        match name {
            Cue::Addressee => self.add(Details { addressees: names(value), response: None }),
            Cue::Answer => self.response = self.response.or_else(|| answer(value)),
            _ => {}
        }
    }
}

/// No name of a detail is longer, in bytes.
const LONGEST: usize = 60;

/// What a name stands for, if it is one of a detail: "Addressed to", « Échéance ».
pub(super) fn name(words: &str) -> Option<Cue> {
    let words = Some(words.trim()).filter(|w| w.len() < LONGEST && w.starts_with(char::is_alphabetic))?;
    let words = Words::new(words);
    let longest = CUES.details.find(&words).filter(|f| f.from == 0).max_by_key(|f| f.to)?;
    (words.len() <= longest.to + 3 && words.len() <= 5).then_some(longest.cue)
}

/// The cue and the value of words that are one detail: "Priority: high".
pub(super) fn named(words: &str) -> Option<(Cue, &str)> {
    // Names are short: a long text is not searched from every sign in it.
    let colon = words.bytes().take(2 * LONGEST).position(|b| b == b':')?;
    let (before, value) = (&words[..colon], &words[colon + 1..]);
    let upper = before.trim_start().starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    name(before).filter(|_| upper).map(|cue| (cue, value.trim()))
}

/// The range without such details at its end, and what they say.
pub(super) fn without(text: &str, range: Range<usize>) -> (Range<usize>, Details) {
    let words = &text[range.clone()];
    let cut = words.match_indices(['.', ';', '\n', '(', '[', '|', '—', '–']).find_map(|(at, sign)| {
        let after = &words[at + sign.len()..];
        // A full stop ends the words and stays with them.
        named(after).map(|_| (if sign == "." { at + 1 } else { at }, at + sign.len()))
    });
    let Some((end, from)) = cut else { return (range, Details::default()) };
    (range.start..range.start + words[..end].trim_end().len(), read(&words[from..]))
}

/// What a line of names and values says: "Addressed to: States; mayors. Priority: high."
pub(super) fn read(words: &str) -> Details {
    let mut details = Details::default();
    let mut rest = words;
    while let Some((cue, value)) = named(rest) {
        let next = value.match_indices(['.', ';', '\n', '|', ')', ',']).find(|(at, sign)| {
            let after = value[at + sign.len()..].trim_start_matches([' ', '*', '(']);
            named(after).is_some()
        });
        // A name may follow without a sign: "Destinataires : OIM Priorité : haute".
        let (value, after) = match next {
            Some((at, sign)) => (&value[..at], value[at + sign.len()..].trim_start_matches([' ', '*', '('])),
            None => next_name(value).map_or((value, ""), |at| (&value[..at], &value[at..])),
        };
        details.say(cue, value);
        // "Source of position: Add.1, para. 3 Supported": the answer may close the line.
        let last = value.rsplit(' ').next().unwrap_or("");
        if cue == Cue::Detail && matches!(last, "Supported" | "Noted") {
            details.say(Cue::Answer, last);
        }
        rest = after;
    }
    details
}

/// Where the next name begins in a value that no sign ends: at the last words with a capital before a colon.
fn next_name(value: &str) -> Option<usize> {
    let colon = value.find(':')?;
    let starts = value[..colon].match_indices(' ').map(|(at, _)| at + 1).rev().take(4);
    starts.filter(|at| value[*at..].starts_with(char::is_uppercase)).find(|at| named(&value[*at..]).is_some())
}

/// Names between commas, semicolons and strokes; "n/a" and the like name nobody.
pub(super) fn names(value: &str) -> Vec<String> {
    const MOST_WORDS: usize = 10;
    let value = value.trim().trim_end_matches('.');
    let value = value.strip_suffix(')').filter(|v| !v.contains('(')).unwrap_or(value);
    let is_name = |n: &&str| {
        let letters = n.chars().filter(|c| c.is_alphabetic()).count();
        let folded = n.to_lowercase();
        letters > 1
            && n.split_whitespace().count() <= MOST_WORDS
            && !matches!(
                folded.as_str(),
                "n/a" | "na" | "none" | "tbd" | "tbc" | "sans objet" | "aucun" | "s/o"
            )
    };
    if !is_name(&value) && !value.contains([',', ';']) {
        return Vec::new();
    }
    value
        .split([',', ';', '•', '·'])
        .flat_map(|n| n.split(" / "))
        .map(str::trim)
        .filter(is_name)
        .map(upper_first)
        .collect()
}

fn upper_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The response that a cell or value names: "Supported", « Acceptée », "Rejected: the budget …"; none for one in part.
fn answer(value: &str) -> Option<Response> {
    let words = Words::beginning(value);
    let first = words.get(0)?;
    let in_part = words.iter().take(3).any(|w| w.starts_with("part") || w.starts_with("parc"));
    let starts = |these: &[&str]| these.iter().any(|t| first.starts_with(t));
    if in_part || words.len() > 25 {
        return None;
    }
    if starts(&["not", "non", "no", "reject", "refus", "rejet", "rechaz", "noted", "noté", "notee", "pris"])
    {
        return (first != "no" || words.len() > 1).then_some(Response::Noted);
    }
    starts(&["support", "accept", "agreed", "agree", "acept", "apoy", "appuy", "aceit"])
        .then_some(Response::Supported)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, addressees: &[&str], response: Option<Response>) {
        let (range, details) = without(text, 0..text.len());
        assert_eq!(&text[range], words, "{text}");
        assert_eq!(details.addressees, addressees, "{text}");
        assert_eq!(details.response, response, "{text}");
    }

    #[test]
    fn details_are_no_words_of_a_recommendation() {
        check(
            "Open schools. Addressed to: the States. Priority: high.",
            "Open schools.",
            &["The States"],
            None,
        );
        check(
            "Ouvrir des écoles. Destinataires : OIM, mairies. Échéance : 2026.",
            "Ouvrir des écoles.",
            &["OIM", "Mairies"],
            None,
        );
        check("Open schools (Deadline: June)", "Open schools", &[], None);
        check(
            "Open schools: all of them. Then close none.",
            "Open schools: all of them. Then close none.",
            &[],
            None,
        );
        check("Ratify it (Chad); Position: Supported", "Ratify it (Chad)", &[], Some(Response::Supported));
        check("Ouvrir. Destinataires : OIM Priorité : haute", "Ouvrir.", &["OIM"], None);
    }

    #[test]
    fn answers_are_read_and_those_in_part_are_not() {
        for (value, want) in [
            ("Accepted", Some(Response::Supported)),
            ("Acceptée", Some(Response::Supported)),
            ("Partially accepted", None),
            ("Acceptée en partie", None),
            ("Rejected. The budget is closed.", Some(Response::Noted)),
            ("Not accepted", Some(Response::Noted)),
            ("Noted", Some(Response::Noted)),
            ("Ongoing", None),
            ("No", None),
        ] {
            assert_eq!(answer(value), want, "{value}");
        }
    }

    #[test]
    fn nobody_is_named_by_a_dash() {
        assert_eq!(names("n/a"), [""; 0]);
        assert_eq!(names("–"), [""; 0]);
        assert_eq!(names("Finance unit; IOM / donors"), ["Finance unit", "IOM", "Donors"]);
    }
}
