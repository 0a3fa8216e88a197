//! Notes of transcriptions: they follow the last words of their page without a break.

use super::titles::binds;

/// Takes the notes off the end of a page, and their marks out of its words. The notes begin at the second place of the
/// number of the first of them.
pub(super) fn take_notes(words: &mut Vec<&str>, next: &mut u32) -> Vec<(u32, String)> {
    for n in *next..*next + 4 {
        let at = places(words, n);
        let marked = at.len() > 1 || words.iter().any(|w| ends_with_mark(w, n));
        let begins = |at: &usize| {
            let after = words.get(at + 1).and_then(|w| w.chars().next());
            after.is_some_and(|c| c.is_uppercase() || matches!(c, '\u{201c}' | '"')) && *at * 3 > words.len()
        };
        let Some(from) = at
            .iter()
            .rfind(|at| begins(at))
            .copied()
            .filter(|at| marked || breaks_in(words, *at, n == *next))
        else {
            continue;
        };
        let mut notes: Vec<(u32, String)> = Vec::new();
        for at in from..words.len() {
            let following = notes.last().map_or(n, |(last, _)| last + 1);
            let first = words.get(at + 1).is_some_and(|w| w.starts_with(|c: char| !c.is_lowercase()));
            let set_off = at == from || words[at - 1].ends_with(['.', ')', '”', '"']) && first;
            match notes.last_mut() {
                Some((_, text)) if !set_off || words[at] != following.to_string() => {
                    text.push(' ');
                    text.push_str(words[at]);
                }
                _ => notes.push((following, String::new())),
            }
        }
        words.truncate(from);
        for (n, _) in &notes {
            if let Some(mark) = places(words, *n).first() {
                words.remove(*mark);
            }
        }
        *next = notes.last().map_or(n, |(last, _)| *last) + 1;
        return notes;
    }
    Vec::new()
}

/// Whether the note that is due breaks into an open sentence: "labour inspectors, 10 Eleven pairs were formed."
fn breaks_in(words: &[&str], at: usize, due: bool) -> bool {
    let before = words[at - 1];
    let open = before.starts_with(char::is_lowercase)
        && !before.ends_with(['.', ';', ':', '?', '!'])
        && !binds(before);
    due && open && at * 2 > words.len()
}

/// Where a number stands as a word of its own and is no part of a name.
fn places(words: &[&str], n: u32) -> Vec<usize> {
    let digits = n.to_string();
    let alone = |at: &usize| {
        let next_is_number = words.get(at + 1).is_some_and(|w| w.starts_with(char::is_numeric));
        words[*at] == digits && *at > 0 && !acronym(words[*at - 1]) && !next_is_number
    };
    (0..words.len()).filter(alone).collect()
}

/// Whether a word ends with the mark of a note stuck to it: "inspectors,10".
fn ends_with_mark(word: &str, n: u32) -> bool {
    let core = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    core.strip_suffix(&n.to_string())
        .is_some_and(|w| w.len() > 2 && w.ends_with(|c: char| c.is_alphabetic() || ".,;:)”".contains(c)))
}

/// Words that take a number as part of their name: "GRCP 7", "Annex 2", "page 3".
fn acronym(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    core.len() > 1 && core.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        || matches!(
            core.to_lowercase().as_str(),
            "annex"
                | "para"
                | "paragraph"
                | "article"
                | "art"
                | "page"
                | "no"
                | "phase"
                | "session"
                | "figure"
                | "table"
                | "target"
                | "goal"
                | "objective"
                | "level"
                | "appendix"
                | "target."
        )
}
