//! What a recommendation says of itself after its words: "Addressed to: … Priority: high. Deadline: 2026."

use super::cues::{CUES, Cue, Words};
use std::ops::Range;

/// The range without such details at its end.
pub(super) fn without(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let cut = words.match_indices(['.', ';', '\n', '(', '[', '|', '—', '–']).find_map(|(at, sign)| {
        let after = &words[at + sign.len()..];
        let (name, _) = after.split_once(':').filter(|(name, _)| name.len() < 60)?;
        let name_words = Words::new(name);
        let named = name_words.len() <= 4
            && name.trim_start().starts_with(char::is_uppercase)
            && CUES.details.find(&name_words).any(|f| f.cue == Cue::Detail && f.from == 0);
        // A full stop ends the words and stays with them.
        named.then_some(if sign == "." { at + 1 } else { at })
    });
    range.start..cut.map_or(range.end, |at| range.start + words[..at].trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_no_words_of_a_recommendation() {
        for (text, words) in [
            ("Open schools. Addressed to: the States. Priority: high.", "Open schools."),
            ("Ouvrir des écoles. Destinataires : OIM. Échéance : 2026.", "Ouvrir des écoles."),
            ("Open schools (Deadline: June)", "Open schools"),
            ("Open schools: all of them. Then close none.", "Open schools: all of them. Then close none."),
        ] {
            assert_eq!(&text[without(text, 0..text.len())], words);
        }
    }
}
