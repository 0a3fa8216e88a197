//! Footnotes at the bottom of pages, and the marks that refer to them.

use super::lines::{Joiner, Line, Page};
use std::borrow::Cow;
use std::collections::HashSet;

/// Lines looked at from the bottom of a page upwards: an endless page must not cost more than a long one.
const REACH: usize = 250;

/// A note at the bottom of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub label: String,
    pub words: String,
}

/// Takes the notes off the bottom of a page. `last` is the number of the last note before this page.
pub(super) fn take_notes(page: &mut Page, joiner: &Joiner, last: &mut u32) -> Vec<Note> {
    let Some(from) = begin(page, *last) else { return Vec::new() };
    let mut notes: Vec<Note> = Vec::new();
    for line in &page.lines[from..] {
        if line.is_blank() || line.is_rule() && label(line.text).is_none() {
            continue;
        }
        match (label(line.text), notes.last_mut()) {
            (Some((label, words)), last) if last.as_ref().is_none_or(|n| follows(&n.label, label)) => {
                notes.push(Note { label: label.to_owned(), words: words.to_owned() });
            }
            (_, Some(note)) => joiner.join(&mut note.words, line.text),
            (_, None) => {}
        }
    }
    if let Some(n) = notes.iter().rev().find_map(|n| number(&n.label)) {
        *last = n;
    }
    page.lines.truncate(from);
    notes
}

fn follows(before: &str, label: &str) -> bool {
    match (number(before), number(label)) {
        (Some(a), Some(b)) => b > a && b <= a + 3,
        _ => true,
    }
}

/// The line at which the notes of a page begin.
fn begin(page: &Page, last: u32) -> Option<usize> {
    let mut found = None;
    let mut expected: Option<u32> = None;
    for (at, line) in page.lines.iter().enumerate().rev().take(REACH) {
        let Some((text, words)) = label(line.text) else {
            // Notes stand below everything else: an unlabelled paragraph between two of them ends the search.
            if line.is_rule() && found.is_some() {
                return found;
            }
            continue;
        };
        let after_rule =
            page.lines[..at].iter().rev().take(3).find(|l| !l.is_blank()).is_some_and(Line::is_rule);
        let set_off = at > 0 && (page.lines[at - 1].is_blank() || page.lines[at - 1].is_rule());
        let n = number(text);
        let in_order = match (n, expected) {
            (Some(n), Some(next)) => n + 1 == next,
            (Some(_), None) => true,
            (None, _) => true,
        };
        if !in_order {
            break;
        }
        let known = after_rule
            || is_superscript(text)
            || text.starts_with('[')
            || n.is_some_and(|n| {
                refers(&page.lines[at.saturating_sub(REACH)..at], n) || n == last + 1 && found.is_some()
            })
            || n.is_none()
                && text.starts_with('*')
                && refers_star(&page.lines[at.saturating_sub(REACH)..at], text);
        if !known || words.is_empty() && page.lines.get(at + 1).is_none_or(Line::is_blank) {
            if found.is_some() {
                break;
            }
            continue;
        }
        if set_off || found.is_some() || is_superscript(text) {
            found = Some(at);
            expected = n.or(expected);
        }
        if after_rule {
            return page.lines[..at].iter().rposition(Line::is_rule);
        }
    }
    // Notes that begin in the upper half of a full page are rather a list.
    found.filter(|at| page.number.is_none() || at * 3 >= page.lines.len() || page.lines.len() < 12)
}

/// The mark of a note at the beginning of a line: "3 Words", "³ Words", "[3] Words", "* Words", a lone "3".
fn label(line: &str) -> Option<(&str, &str)> {
    let sign = |c: char| c.is_ascii_digit() || superscript(c).is_some();
    let (inner, open) = match line.strip_prefix('[') {
        Some(rest) => (rest, true),
        None => (line, false),
    };
    let len = inner.find(|c: char| !sign(c)).unwrap_or(inner.len());
    if len > 0 {
        let (n, tail) = inner.split_at(len);
        if n.chars().count() > 3 || n.starts_with('0') {
            return None;
        }
        let tail = if open { tail.strip_prefix(']')? } else { tail };
        let glued = is_superscript(n) || open;
        let fits = tail.is_empty() || glued || tail.starts_with(char::is_whitespace);
        let words = tail.trim_start();
        let worded = words.is_empty()
            || words.starts_with(|c: char| c.is_uppercase() || "\"“«‘(¿/".contains(c))
            || glued
            || words.starts_with("http")
            || words.starts_with("www");
        let end = line.len() - tail.len();
        return (fits && worded).then_some((&line[..end], words));
    }
    let stars = line.find(|c| c != '*').unwrap_or(line.len());
    let words = line[stars..].trim_start();
    ((1..=3).contains(&stars) && !words.starts_with('*')).then_some((&line[..stars], words))
}

fn number(label: &str) -> Option<u32> {
    let digits: String =
        label.chars().filter_map(|c| if c.is_ascii_digit() { Some(c) } else { superscript(c) }).collect();
    digits.parse().ok()
}

fn is_superscript(label: &str) -> bool {
    label.chars().next().is_some_and(|c| superscript(c).is_some())
}

fn superscript(c: char) -> Option<char> {
    const SIGNS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    SIGNS.iter().position(|s| *s == c).and_then(|n| char::from_digit(n as u32, 10))
}

/// Whether lines carry the mark of note `n`: its digits right after a word or a punctuation mark.
fn refers(lines: &[Line], n: u32) -> bool {
    let plain = n.to_string();
    lines.iter().any(|line| {
        line.text.match_indices(&plain).any(|(at, _)| {
            let before = line.text[..at].chars().next_back();
            let after = line.text[at + plain.len()..].chars().next();
            before.is_some_and(|c| c.is_alphabetic() || ".,;:)]”\"»’'!?[^".contains(c))
                && after.is_none_or(|c| !c.is_alphanumeric() && c != '%')
        }) || line.text.chars().any(|c| superscript(c).is_some())
    })
}

fn refers_star(lines: &[Line], stars: &str) -> bool {
    lines.iter().any(|l| {
        !l.is_rule() && l.text.len() > stars.len() && l.text.trim_end_matches(stars).len() < l.text.len()
    })
}

/// The words without the marks of notes. `known` are the numbers of the document's notes.
pub(in crate::ingest) fn without_marks<'a>(words: &'a str, known: &HashSet<u32>) -> Cow<'a, str> {
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    while at < words.len() {
        let Some(c) = words[at..].chars().next() else { break };
        let len = if superscript(c).is_some() || c.is_ascii_digit() || c == '[' {
            mark_len(words, at, known)
        } else {
            0
        };
        if len > 0 {
            out.push_str(&words[kept..at]);
            at += len;
            kept = at;
        } else if c.is_ascii_digit() {
            at += words[at..].bytes().take_while(u8::is_ascii_digit).count();
        } else {
            at += c.len_utf8();
        }
    }
    if kept == 0 {
        return Cow::Borrowed(words);
    }
    out.push_str(&words[kept..]);
    Cow::Owned(out)
}

/// The words without stars that refer to a note: at the end of a word.
pub(super) fn without_stars(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('*') {
        let run = rest[at..].bytes().take_while(|b| *b == b'*').count();
        let before = rest[..at].trim_end_matches(' ').chars().next_back().or_else(|| out.chars().next_back());
        let after = rest[at + run..].chars().next();
        let mark = before.is_some_and(|c| c.is_alphanumeric() || ".,;:)”\"»’".contains(c))
            && after.is_none_or(|c| !c.is_alphanumeric());
        out.push_str(if mark { rest[..at].trim_end_matches(' ') } else { &rest[..at + run] });
        rest = &rest[at + run..];
    }
    out.push_str(rest);
    out
}

/// The length of the note mark at `at`; 0 where there is none.
fn mark_len(words: &str, at: usize, known: &HashSet<u32>) -> usize {
    let (before, here) = words.split_at(at);
    let Some(last) = before.chars().next_back() else { return 0 };
    if here.starts_with("[^") {
        return here.find(']').filter(|n| *n < 40).map_or(0, |n| n + 1);
    }
    if let Some(inner) = here.strip_prefix('[') {
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let closed = (1..=3).contains(&digits) && inner[digits..].starts_with(']');
        let n = inner[..digits].parse().unwrap_or(0);
        return if closed && (known.contains(&n) || !last.is_whitespace()) { digits + 2 } else { 0 };
    }
    let sign = |c: char| {
        if superscript(here.chars().next().unwrap_or(' ')).is_some() {
            superscript(c).is_some()
        } else {
            c.is_ascii_digit()
        }
    };
    let run: String = here.chars().take_while(|c| sign(*c)).collect();
    let after = here[run.len()..].chars().next();
    if is_superscript(&run) {
        let unit = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let measure = matches!(unit, "m" | "km" | "cm" | "mm" | "dm" | "CO" | "x" | "N" | "H");
        return if measure || last.is_ascii_digit() || last.is_whitespace() { 0 } else { run.len() };
    }
    if run.len() > 3 || after.is_some_and(|c| c.is_alphanumeric() || "-–%/".contains(c)) {
        return 0;
    }
    let n: u32 = run.parse().unwrap_or(0);
    if n == 0 || after == Some('.') && here[run.len() + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let stop = ".,;:)”\"»’'!?".contains(last);
    let word = before
        .trim_end_matches(|c: char| ".,;:)”\"»’'!?".contains(c))
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    let long = word.chars().count() >= 3;
    let lower = word.chars().skip(1).all(char::is_lowercase) && word.chars().count() >= 4;
    let sentence_end = last == '.'
        && lower
        && (after.is_none() || here[run.len()..].trim_start().starts_with(char::is_uppercase));
    let glued = last.is_alphabetic()
        && long
        && !(word.chars().all(char::is_uppercase) && word.chars().count() <= 6 && !known.contains(&n));
    let cited = matches!(
        word.to_lowercase().as_str(),
        "art" | "para" | "par" | "párr" | "sec" | "fig" | "vol" | "cap" | "num" | "annex"
    );
    if cited {
        return 0;
    }
    if stop && long && known.contains(&n) || sentence_end || glued && known.contains(&n) {
        run.len()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::{lines, pages};
    use super::*;

    #[test]
    fn note_marks_go_and_numbers_stay() {
        let known = HashSet::from([3, 12]);
        for (words, clean) in [
            ("for all migrants.3 The next", "for all migrants. The next"),
            ("for migrants3 and", "for migrants and"),
            ("for migrants³ and", "for migrants and"),
            ("for migrants,[3] and[12]", "for migrants, and"),
            ("for migrants[^n1] and", "for migrants and"),
            ("saves lives.2 Objective", "saves lives. Objective"),
            ("30 km² of SDG 10.7 in 2018", "30 km² of SDG 10.7 in 2018"),
            ("the G20 and COP28, art.3", "the G20 and COP28, art.3"),
            ("see annex 3.", "see annex 3."),
            ("COVID-19", "COVID-19"),
        ] {
            assert_eq!(without_marks(words, &known), clean);
        }
    }

    fn check(text: &str, body: usize, notes: &[(&str, &str)]) {
        let joiner = Joiner::new(std::iter::empty());
        let mut page = Page { number: Some(1), lines: lines(text) };
        let found = take_notes(&mut page, &joiner, &mut 0);
        let found: Vec<_> = found.iter().map(|n| (n.label.as_str(), n.words.as_str())).collect();
        assert_eq!(found, notes, "{text}");
        assert_eq!(page.lines.iter().filter(|l| !l.is_blank()).count(), body, "{text}");
    }

    #[test]
    fn notes_are_taken_off_the_bottom() {
        check(
            "They met in May.1\nThey spoke.\n\n1 In the old town\nhall.\n",
            2,
            &[("1", "In the old town hall.")],
        );
        check("They met.\n_______\n1 See it.\n2 And that.\n", 1, &[("1", "See it."), ("2", "And that.")]);
        check("They met.¹\n\n¹ See it.\n", 1, &[("¹", "See it.")]);
        check("1. Share data.\n\n2. Keep it.\n", 2, &[]);
        check("There were\n\n3 States and\n", 2, &[]);
        check("The review*\n\n* Not edited.\n", 1, &[("*", "Not edited.")]);
        check("- Share\n\n* Keep\n", 2, &[]);
    }

    #[test]
    fn every_page_keeps_its_own() {
        let joiner = Joiner::new(std::iter::empty());
        let mut last = 0;
        let mut all = Vec::new();
        for mut page in pages("a word1 here\n\n1 One.\u{c}a word.2\n\n2 Two.\n") {
            all.extend(take_notes(&mut page, &joiner, &mut last));
        }
        assert_eq!((all.len(), last), (2, 2));
    }
}
