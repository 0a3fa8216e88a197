//! Sentences of a paragraph: Unicode's rules, mended for abbreviations, initials and quotations.

use super::cues::CUES;
use crate::model::text::fold;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text as byte ranges without the white space around them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, piece) in text.split_sentence_bound_indices() {
        // A closing quotation mark set off by a space belongs to what it closes.
        let closed = piece.len() - piece.trim_start_matches(['”', '»', ' ', '\u{a0}', '\u{202f}']).len();
        for piece in [at..at + closed, at + closed..at + piece.len()] {
            match out.last_mut() {
                _ if piece.is_empty() => {}
                Some(last) if joins(ending(&text[last.clone()]), &text[piece.clone()]) => {
                    last.end = piece.end
                }
                _ => out.push(piece),
            }
        }
    }
    out.into_iter()
        .flat_map(|range| quotation(text, range))
        .filter_map(|range| trimmed(text, range))
        .collect()
}

/// The last words of a sentence: enough to tell whether it goes on.
fn ending(words: &str) -> &str {
    const ENOUGH: usize = 300;
    let from = (words.len().saturating_sub(ENOUGH)..words.len()).find(|at| words.is_char_boundary(*at));
    from.map_or(words, |at| &words[at..])
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    let end = range.start + piece.trim_end().len();
    (start < end).then_some(start..end)
}

/// Whether two pieces are one sentence.
fn joins(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let after_words = after.trim_start();
    let Some(first) = after_words.chars().next() else { return true };
    if first.is_lowercase() || matches!(first, '”' | '»' | ')' | ',' | ';' | ':' | ']') {
        return true;
    }
    // A label alone ("3.", "a.") belongs to what follows.
    if before.chars().count() <= 4 && before.chars().next().is_some_and(char::is_alphanumeric) {
        return true;
    }
    let open = before.rfind('(').is_some_and(|at| before.len() - at < 240 && !before[at..].contains(')'));
    if open && after_words.find(')').is_some_and(|at| at < 200 && !after_words[..at].contains('(')) {
        return true;
    }
    let Some(bare) = before.strip_suffix('.') else { return false };
    let tail: &str = bare.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = tail.trim_start_matches(['(', '[', '«', '“', '"', '\'', '’']);
    let word = word.rsplit(['\'', '’']).next().unwrap_or(word);
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let folded = fold(word);
    let short = CUES.languages.iter().any(|l| l.abbreviations.contains(&folded));
    // "etc." and the like end a sentence where a capital follows; titles and "No." never do.
    if short && matches!(folded.as_str(), "etc" | "al") {
        return false;
    }
    // A single letter after a number ("annex A.") may end a sentence; a name's initial does not.
    initial && bare.len() > 1 && !bare.ends_with(char::is_numeric) || short || dotted(word)
}

/// "U.S", "p.ex": letters and full stops in turn.
fn dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|p| (1..=2).contains(&p.chars().count()) && p.chars().all(char::is_alphabetic))
}

/// A speech after a colon is a sentence of its own: She said: “It is time to act.”
fn quotation(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let piece = &text[range.clone()];
    for open in [": “", ": \"", ": «", ":“", ":\"", ":«"] {
        if let Some(at) = piece.find(open) {
            let words = piece[at..].split_whitespace().count();
            let speech = range.start + at + 1;
            if at > 0 && words >= 6 {
                return vec![range.start..speech, speech..range.end];
            }
        }
    }
    vec![range]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, parts: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, parts);
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        check("Mr. Lee spoke. He left.", &["Mr. Lee spoke.", "He left."]);
        check("See para. 4 and No. 12. It says so.", &["See para. 4 and No. 12.", "It says so."]);
        check(
            "The U.S. Government met J. K. Rao. They agreed.",
            &["The U.S. Government met J. K. Rao.", "They agreed."],
        );
        check("Use tools (e.g. maps. And more) now. Go.", &["Use tools (e.g. maps. And more) now.", "Go."]);
        check("M. Diallo a parlé. Il est parti.", &["M. Diallo a parlé.", "Il est parti."]);
        check("Voir l’art. 4, par. 2. Merci.", &["Voir l’art. 4, par. 2.", "Merci."]);
        check(
            "El Sr. Ruiz habló (véase el párr. 12). Se fue.",
            &["El Sr. Ruiz habló (véase el párr. 12).", "Se fue."],
        );
        check("¿Cómo seguir? Con datos.", &["¿Cómo seguir?", "Con datos."]);
        check("« Il faut agir. » Elle est partie.", &["« Il faut agir. »", "Elle est partie."]);
        check(
            "She said: “We must act now, all of us.” Then she left.",
            &["She said:", "“We must act now, all of us.”", "Then she left."],
        );
        check("Work, homes, etc. The rest follows.", &["Work, homes, etc.", "The rest follows."]);
        check("", &[]);
    }
}
