//! Text from documents is data: folding it for comparison, and making it safe to show.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Lower case, without accents, with runs of white space as one space and typographic quotes and dashes as
/// their ASCII likes. Two texts that fold alike are the same words to a reader; ids and searches rest on this.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char| {
        if c.is_whitespace() {
            gap = !out.is_empty();
            return;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        match c {
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' => out.push('\''),
            '\u{201c}'..='\u{201e}' | '\u{00ab}' | '\u{00bb}' => out.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            _ => out.extend(c.to_lowercase()),
        }
    };
    for c in text.chars() {
        if c.is_ascii() {
            push(c);
            continue;
        }
        // Characters are folded one by one: only marks, which go, would change their order when all are decomposed.
        decompose_compatible(c, |c| {
            if !is_combining_mark(c) && !is_invisible(c) {
                push(c);
            }
        });
    }
    out
}

/// Whether a character has no width and no words of its own: soft hyphens, joiners, bidirectional controls, marks of order.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{061c}')
}

/// Whether a character could steer a terminal or turn the direction of what follows it: control characters
/// other than tab and line feed, and bidirectional overrides. No such character enters a canonical text or leaves for a screen.
pub fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The text on one line, safe for a terminal: white space of any kind becomes one space, hostile characters go.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (plain, after) = rest.split_at(plain_words(rest, out.is_empty() || out.ends_with(' ')));
        out.push_str(plain);
        let mut chars = after.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        if c.is_whitespace() || c == '\0' {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else if !is_hostile(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// How many bytes of a text's beginning stay as they are on one line: visible ASCII and single spaces. With `after_gap` a space
/// stands before it or nothing, and it begins with none. Most of a text is of this kind, and quicker to copy than to look at
/// character by character.
pub fn plain_words(text: &str, after_gap: bool) -> usize {
    let mut gap = after_gap;
    let stays = |byte: &&u8| {
        let is_space = **byte == b' ';
        let was_gap = std::mem::replace(&mut gap, is_space);
        byte.is_ascii_graphic() || (is_space && !was_gap)
    };
    text.as_bytes().iter().take_while(stays).count()
}

/// JSON with every hostile character escaped: it means the same to who reads it, and nothing to a terminal.
pub fn harmless_json(json: String) -> String {
    use std::fmt::Write;
    if !json.chars().any(is_hostile) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        // All of them are below U+10000, which JSON writes as one escape. They can stand in strings only.
        let _ = if is_hostile(c) { write!(out, "\\u{:04x}", u32::from(c)) } else { out.write_char(c) };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn folding_makes_words_comparable() {
        for (text, folded) in [
            ("Évaluation  des\n besoins", "evaluation des besoins"),
            ("the “Compact” – it’s", "the \"compact\" - it's"),
            ("co\u{00ad}operation\u{200b}", "cooperation"),
            ("ﬁnance", "finance"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    proptest::proptest! {
        #[test]
        fn characters_fold_as_whole_texts_do(text in "([ -~\t\n\r\u{b}\u{1c}é–’ﬁ\u{301}\u{323}\u{345}\u{ad}İΣ가]|\\PC){0,40}") {
            let whole: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
            proptest::prop_assert_eq!(fold(&text), fold(&whole));
        }
    }

    #[test]
    fn json_means_the_same_without_hostile_characters() {
        for text in ["plain", "\u{202e}a\u{9b}31m\u{feff}\u{2069}é\u{7}\"\\", "سلام"] {
            let json = harmless_json(serde_json::json!([text, { text: 1 }]).to_string());
            assert!(!json.chars().any(is_hostile), "{json}");
            let back: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!((&back[0], &back[1][text]), (&text.into(), &1.into()));
        }
    }

    proptest::proptest! {
        #[test]
        fn one_line_is_words_parted_by_single_spaces(text in "([a-z ]|[\t\n\0\u{1b}\u{a0}\u{202e}é]){0,30}") {
            let harmless: String = text.chars().filter(|c| *c == '\0' || !is_hostile(*c)).collect();
            let words = harmless.split(|c: char| c.is_whitespace() || c == '\0').filter(|word| !word.is_empty());
            proptest::prop_assert_eq!(one_line(&text), words.collect::<Vec<_>>().join(" "));
        }
    }

    #[test]
    fn one_line_keeps_no_control_character() {
        assert_eq!(one_line("a\u{1b}[31m\tb\n\u{202e}c \r\n"), "a[31m b c");
        assert_eq!(one_line("\0\u{9b}2Jx"), "2Jx");
    }
}
