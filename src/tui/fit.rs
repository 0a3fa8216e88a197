//! Text from documents made to fit: safe for a terminal, cut and wrapped to columns.

use crate::model::text::{is_invisible, one_line};
use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text on one line as the screen may show it. Beside what could steer the terminal, joiners and variation
/// selectors go: terminals disagree on how wide they make a character, and a row would spill over its pane.
pub fn safe(text: &str) -> String {
    let mut line = one_line(text);
    line.retain(|c| !is_invisible(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}'));
    line
}

/// The beginning of a text, safe and on one line, long enough for a row of this many columns: a row never pays
/// for the length of what it cuts.
pub fn safe_start(text: &str, columns: usize) -> String {
    let most = columns.saturating_mul(4).saturating_add(16);
    match text.char_indices().nth(most) {
        Some((at, _)) => safe(&text[..at]) + "…",
        None => safe(text),
    }
}

/// A number as people read it: 100,000.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Whether every character is one of Latin script that takes one column and joins with none beside it. Most texts are,
/// and need not be asked of Unicode, which takes many times longer.
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…')
    })
}

/// The graphemes of a text, each with where it begins.
fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let plain = is_plain(text);
    let chars = plain.then(|| text.char_indices().map(|(at, c)| (at, &text[at..at + c.len_utf8()])));
    let others = (!plain).then(|| text.grapheme_indices(true));
    chars.into_iter().flatten().chain(others.into_iter().flatten())
}

/// How many columns a grapheme takes.
fn breadth(grapheme: &str) -> usize {
    if grapheme.len() == 1 && grapheme >= " " { 1 } else { grapheme.width() }
}

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    if is_plain(text) { text.chars().count() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The text in at most so many columns, ended by `ellipsis` where something was cut off.
pub fn cut<'a>(text: &'a str, most: usize, ellipsis: &str) -> Cow<'a, str> {
    if columns(text) <= most {
        return Cow::Borrowed(text);
    }
    let room = most.saturating_sub(columns(ellipsis));
    let mut out = head(text, room).trim_end().to_string();
    if columns(ellipsis) <= most {
        out.push_str(ellipsis);
    }
    Cow::Owned(out)
}

/// A label in at most so many columns: at the end of a word where that leaves enough of it, else cut.
pub fn brief<'a>(label: &'a str, most: usize, ellipsis: &str) -> Cow<'a, str> {
    const SMALL: &[&str] = &["and", "of", "to", "the", "et", "de", "y"];
    if columns(label) <= most {
        return Cow::Borrowed(label);
    }
    let mut words: Vec<&str> = Vec::new();
    for word in label.split(' ') {
        let so_far: usize = words.iter().map(|w| columns(w) + 1).sum();
        if so_far + columns(word) > most {
            break;
        }
        words.push(word);
    }
    // “Regular pathways and decent” says less than “Regular pathways”.
    let joint = words.iter().rposition(|w| SMALL.contains(w)).filter(|at| *at > 0);
    if let Some(before) = joint.map(|at| words[..at].join(" ")).filter(|b| columns(b) * 5 >= most * 2) {
        return Cow::Owned(before);
    }
    let whole = words.join(" ");
    if columns(&whole) * 4 >= most * 3 { Cow::Owned(whole) } else { cut(label, most, ellipsis) }
}

/// Labels, each a sign and its words, with their words shortened alike until all of them, with so many columns
/// between two, take at most so many columns; what room is left then is the first one's, then the next one's. The signs are
/// always whole.
pub fn fitted(labels: &[(String, String)], between: usize, most: usize, ellipsis: &str) -> Vec<String> {
    let gaps = between * labels.len().saturating_sub(1);
    let one = |(sign, words): &(String, String), words_most: usize| match words_most {
        0..4 => sign.clone(),
        _ if words.is_empty() => sign.clone(),
        most => format!("{sign} {}", brief(words, most, ellipsis)),
    };
    let shortened =
        |words_most: usize| -> Vec<String> { labels.iter().map(|label| one(label, words_most)).collect() };
    let longest = labels.iter().map(|(_, words)| columns(words)).max().unwrap_or(0);
    let fits = |all: &Vec<String>| all.iter().map(|label| columns(label)).sum::<usize>() + gaps <= most;
    let mut shown = (4..=longest).rev().map(shortened).find(fits).unwrap_or_else(|| shortened(0));
    let used = shown.iter().map(|label| columns(label)).sum::<usize>() + gaps;
    let mut left = most.saturating_sub(used);
    for (label, shown) in labels.iter().zip(&mut shown) {
        let now = columns(shown);
        let longer = (4..=columns(&label.1)).rev().map(|words_most| one(label, words_most));
        if let Some(longer) = longer.take_while(|l| columns(l) > now).find(|l| columns(l) <= now + left) {
            left -= columns(&longer) - now;
            *shown = longer;
        }
    }
    shown
}

/// The longest beginning of a text that takes at most so many columns.
fn head(text: &str, most: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in graphemes(text) {
        used += breadth(grapheme);
        if used > most {
            return &text[..at];
        }
    }
    text
}

/// Breaks a text into lines of at most so many columns, between words where it can; byte ranges without the
/// spaces at the breaks. An empty text is one empty line.
pub fn wrap(text: &str, most: usize) -> Vec<Range<usize>> {
    let most = most.max(1);
    let (mut lines, mut line) = (Vec::new(), 0..0);
    let mut used = 0;
    for piece in pieces(text) {
        let (at, word) = (piece.start, &text[piece.clone()]);
        let width = columns(word);
        if is_gap(word) {
            used += width;
            continue;
        }
        if used + width > most && !line.is_empty() {
            lines.push(std::mem::replace(&mut line, at..at));
            used = 0;
        } else if line.is_empty() {
            line.start = at;
            used = 0;
        }
        if width <= most {
            used += width;
            line.end = at + word.len();
            continue;
        }
        for (offset, grapheme) in graphemes(word) {
            let (start, width) = (at + offset, breadth(grapheme));
            if used + width > most && !line.is_empty() {
                lines.push(std::mem::replace(&mut line, start..start));
                used = 0;
            }
            used += width;
            line.end = start + grapheme.len();
        }
    }
    lines.push(line);
    lines
}

fn is_gap(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Pieces of a text that stay on one line: words, gaps between them, parts of hyphenated words, and single wide
/// characters, which have no gaps.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut graphemes = graphemes(text).peekable();
    std::iter::from_fn(move || {
        let (start, first) = graphemes.next()?;
        let gap = is_gap(first);
        let (mut end, mut last) = (start + first.len(), first);
        while let Some((at, next)) = graphemes.peek() {
            let wide = breadth(last) > 1 || breadth(next) > 1;
            let hyphen = matches!(last, "-" | "–" | "—" | "/") && next.starts_with(char::is_alphanumeric);
            if is_gap(next) != gap || wide || hyphen {
                break;
            }
            (end, last) = (at + next.len(), next);
            graphemes.next();
        }
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, words) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(thousands(number), words);
        }
    }

    #[test]
    fn cutting_counts_columns() {
        for (text, most, cut_to) in [
            ("short", 5, "short"),
            ("longer", 5, "long…"),
            ("ab cd", 4, "ab…"),
            ("移民移民", 5, "移民…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(cut(text, most, "…"), cut_to, "{text} {most}");
        }
    }

    #[test]
    fn labels_end_at_a_word() {
        for (label, most, short) in [
            ("Drivers of migration", 20, "Drivers of migration"),
            ("Drivers of migration", 12, "Drivers"),
            ("Smuggling and trafficking", 16, "Smuggling"),
            ("International cooperation", 6, "Inter…"),
            ("2 Regular pathways and decent work", 29, "2 Regular pathways"),
            ("2 Regular pathways and decent work", 16, "2 Regular pathw…"),
            ("3 International cooperation", 16, "3 International"),
        ] {
            assert_eq!(brief(label, most, "…"), short, "{label} {most}");
        }
    }

    #[test]
    fn labels_give_way_alike_and_signs_stay() {
        let labels =
            [("3", "International cooperation"), ("obj 1", "Data"), ("obj 23", "Cooperation"), ("keep", "")]
                .map(|(sign, words)| (sign.to_string(), words.to_string()));
        for (most, joined) in [
            (80, "3 International cooperation, obj 1 Data, obj 23 Cooperation, keep"),
            (60, "3 International coope…, obj 1 Data, obj 23 Cooperation, keep"),
            (45, "3 Interna…, obj 1 Data, obj 23 Coopera…, keep"),
            (20, "3, obj 1, obj 23, keep"),
        ] {
            assert_eq!(fitted(&labels, 2, most, "…").join(", "), joined, "{most}");
        }
    }

    #[test]
    fn lines_break_between_words() {
        let check = |text: &str, most: usize, lines: &[&str]| {
            let found: Vec<&str> = wrap(text, most).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found, lines);
        };
        check("", 5, &[""]);
        check("one two three", 7, &["one two", "three"]);
        check("  one", 7, &["one"]);
        check("abcdefgh ij", 3, &["abc", "def", "gh", "ij"]);
        check("移民 移民", 4, &["移民", "移民"]);
        check("移民移民 a", 5, &["移民", "移民", "a"]);
        check("to meet. It's (so)", 8, &["to meet.", "It's", "(so)"]);
        check("cross-border -5", 7, &["cross-", "border", "-5"]);
    }

    #[test]
    fn joiners_and_selectors_do_not_reach_the_screen() {
        assert_eq!(safe("👩\u{200d}🌾 ❤\u{fe0f}\u{202e}\tx"), "👩🌾 ❤ x");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn nothing_is_wider_than_asked(text in "\\PC{0,80}", most in 2usize..40) {
            let text = safe(&text);
            prop_assert!(columns(&cut(&text, most, "…")) <= most);
            prop_assert!(columns(&brief(&text, most, "…")) <= most);
            let lines = wrap(&text, most);
            for line in &lines {
                let line = &text[line.clone()];
                // One character may be wider than the line; drawing leaves it out.
                prop_assert!(columns(line) <= most || line.graphemes(true).count() == 1, "{:?}", line);
            }
            let letters = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let together: String = lines.into_iter().map(|r| letters(&text[r])).collect();
            prop_assert_eq!(together, letters(&text));
        }

        /// What is taken for plain is as wide, and divided, as Unicode says.
        #[test]
        fn plain_texts_are_as_they_seem(text in "[ -~¡-ɏ–—‘’“”…]{0,60}", most in 0usize..40) {
            let text: String = text.chars().filter(|c| *c != '\u{ad}').collect();
            prop_assert!(is_plain(&text));
            prop_assert_eq!(columns(&text), text.graphemes(true).map(UnicodeWidthStr::width).sum::<usize>());
            prop_assert!(graphemes(&text).eq(text.grapheme_indices(true)));
            prop_assert!(graphemes(&text).all(|(_, one)| breadth(one) == one.width()));
            prop_assert!(columns(head(&text, most)) == most.min(columns(&text)));
        }
    }
}
