//! Marks of notes that were typed, not set by the word processor.

/// The words without raised digits after a word or its punctuation: "the pilot.⁴" but not "40 m²".
pub(super) fn without_raised_digits(words: &str) -> String {
    if !words.contains(is_raised) {
        return words.to_string();
    }
    let mut out = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        if is_raised(c)
            && (may_carry_mark(&words[..at]) || words[..at].ends_with(is_raised) && !ends_raised(&out))
        {
            continue;
        }
        out.push(c);
    }
    out
}

/// Whether a raised number after these words is the mark of a note, not a power or a unit.
pub(in crate::ingest) fn may_carry_mark(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let word = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
    word >= 3
        || word > 0 && last.is_uppercase()
        || matches!(last, '.' | ',' | ';' | ':' | ')' | '”' | '’' | '"' | '»' | '!' | '?')
}

fn ends_raised(out: &str) -> bool {
    out.ends_with(is_raised)
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_go_and_powers_stay() {
        for (words, without) in [
            ("the pilot.⁴ Next", "the pilot. Next"),
            ("of the GCM¹² and", "of the GCM and"),
            ("rooms of 40 m² each", "rooms of 40 m² each"),
            ("10⁶ people", "10⁶ people"),
            ("no mark", "no mark"),
        ] {
            assert_eq!(without_raised_digits(words), without);
        }
    }
}
