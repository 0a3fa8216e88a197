//! Text from documents is data: folding it for comparison, and making it safe to show.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, with runs of white space as one space and typographic quotes and dashes as
/// their ASCII likes. Two texts that fold alike are the same words to a reader; ids and searches rest on this.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    if text.is_ascii() {
        // The same without asking Unicode.
        for c in text.chars() {
            if c.is_whitespace() {
                gap = !out.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push(c.to_ascii_lowercase());
        }
        return out;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        if c.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' => out.push('\''),
            '\u{201c}'..='\u{201e}' | '\u{00ab}' | '\u{00bb}' => out.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            _ => out.extend(c.to_lowercase()),
        }
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
    for c in text.chars() {
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
        fn ascii_folds_as_all_text_does(text in "[ -~\t\n\r\u{b}\u{1c}]{0,40}") {
            // A letter with an accent takes the long way, and folds to one that is known.
            proptest::prop_assert_eq!(fold(&format!("{text}é")), format!("{}e", fold(&format!("{text}x")).strip_suffix('x').unwrap_or_default()));
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

    #[test]
    fn one_line_keeps_no_control_character() {
        assert_eq!(one_line("a\u{1b}[31m\tb\n\u{202e}c \r\n"), "a[31m b c");
        assert_eq!(one_line("\0\u{9b}2Jx"), "2Jx");
    }
}
