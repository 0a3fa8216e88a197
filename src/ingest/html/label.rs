//! Bullets and numbers of list items, given by the page's list elements or typed into its text.

use crate::model::BlockKind;

/// Gives the items of one list their labels.
#[derive(Debug)]
pub(super) struct ListMarks {
    ordered: bool,
    style: char,
    next: i64,
}

impl ListMarks {
    /// A list's marks from its `type` and `start`.
    pub fn new(ordered: bool, style: Option<&str>, start: Option<&str>) -> Self {
        let style =
            style.and_then(|s| s.trim().chars().next()).filter(|c| "1aAiI".contains(*c)).unwrap_or('1');
        ListMarks { ordered, style, next: start.and_then(|s| s.trim().parse().ok()).unwrap_or(1) }
    }

    /// The label of the next item, which may set its own number.
    pub fn next(&mut self, value: Option<i64>) -> String {
        if !self.ordered {
            return "•".into();
        }
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(1);
        let written = match self.style {
            'a' => letters(number),
            'A' => letters(number).map(|l| l.to_ascii_uppercase()),
            'i' => roman(number),
            'I' => roman(number).map(|r| r.to_ascii_uppercase()),
            _ => None,
        };
        format!("{}.", written.unwrap_or_else(|| number.to_string()))
    }
}

fn letters(number: i64) -> Option<String> {
    let mut rest = u32::try_from(number).ok().filter(|n| (1..=18_278).contains(n))?;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    Some(out.iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const PARTS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = Some(number).filter(|n| (1..4000).contains(n))?;
    let mut out = String::new();
    for (value, digits) in PARTS {
        while rest >= value {
            out.push_str(digits);
            rest -= value;
        }
    }
    Some(out)
}

/// Takes a typed bullet or number off the beginning: the label, what the piece then is, and the rest.
pub(super) fn split_label(kind: BlockKind, words: &str) -> (Option<String>, BlockKind, &str) {
    let none = (None, kind, words);
    if matches!(kind, BlockKind::TableRow | BlockKind::Caption) {
        return none;
    }
    let Some((first, rest)) = words.split_once(char::is_whitespace) else { return none };
    let rest = rest.trim_start();
    let is_item = is_bullet(first) || is_bracketed(first);
    let label = || Some(first.to_string());
    match kind {
        _ if rest.is_empty() => none,
        BlockKind::Heading { .. } if is_number(kind, first) => (label(), kind, rest),
        BlockKind::Heading { .. } => none,
        BlockKind::Paragraph if is_item => (label(), BlockKind::ListItem, rest),
        _ if is_item || is_number(kind, first) => (label(), kind, rest),
        _ => none,
    }
}

fn is_bullet(word: &str) -> bool {
    let mut chars = word.chars();
    let bullet = chars.next().is_some_and(|c| "•·▪▫◦‣⁃●○■□➢➤►✓✔–—-*\u{f0b7}\u{f0a7}\u{f0d8}".contains(c));
    bullet && chars.next().is_none()
}

/// "(a)", "a)", "(iv)", "3)".
fn is_bracketed(word: &str) -> bool {
    let Some(inner) = word.strip_suffix(')') else { return false };
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    is_ordinal(inner)
}

/// "1.", "2.1", "2.1.", "IV."; a letter with a full stop only where it cannot be a name's ("M. Diallo", "A. Silva").
fn is_number(kind: BlockKind, word: &str) -> bool {
    let inner = word.strip_suffix('.').unwrap_or(word);
    let digits = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if let Some((first, rest)) = inner.split_once('.') {
        return is_ordinal(first) && rest.split('.').all(digits);
    }
    let letter = match kind {
        BlockKind::Heading { .. } => inner != "M",
        BlockKind::ListItem => inner.bytes().all(|b| b.is_ascii_lowercase()),
        _ => false,
    };
    word.ends_with('.') && is_ordinal(inner) && (inner.len() > 1 || digits(inner) || letter)
}

fn is_ordinal(word: &str) -> bool {
    let digits = (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let roman = (1..=6).contains(&word.len())
        && (word.bytes().all(|b| b"ivxlc".contains(&b)) || word.bytes().all(|b| b"IVXLC".contains(&b)));
    digits || letter || roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_numbered_as_the_page_says() {
        let check = |style, start, labels: [&str; 3]| {
            let mut marks = ListMarks::new(true, style, start);
            assert_eq!([marks.next(None), marks.next(None), marks.next(None)], labels);
        };
        check(None, None, ["1.", "2.", "3."]);
        check(Some("1"), Some("9"), ["9.", "10.", "11."]);
        check(Some("a"), Some("26"), ["z.", "aa.", "ab."]);
        check(Some("I"), Some("3"), ["III.", "IV.", "V."]);
        check(Some("i"), Some("0"), ["0.", "i.", "ii."]);
        check(Some("a"), Some("9999999999999999999"), ["a.", "b.", "c."]);
        let mut marks = ListMarks::new(true, None, None);
        assert_eq!([marks.next(Some(7)), marks.next(None)], ["7.", "8."]);
        assert_eq!(ListMarks::new(false, Some("a"), None).next(None), "•");
    }

    #[test]
    fn typed_labels_come_off() {
        let heading = BlockKind::Heading { level: 2 };
        for (kind, words, label, then, rest) in [
            (BlockKind::Paragraph, "• Share data", Some("•"), BlockKind::ListItem, "Share data"),
            (BlockKind::Paragraph, "(b)  Share data", Some("(b)"), BlockKind::ListItem, "Share data"),
            (BlockKind::Paragraph, "iv) Share data", Some("iv)"), BlockKind::ListItem, "Share data"),
            (BlockKind::Paragraph, "12. The meeting", Some("12."), BlockKind::Paragraph, "The meeting"),
            (BlockKind::Paragraph, "A meeting", None, BlockKind::Paragraph, "A meeting"),
            (BlockKind::Paragraph, "2018 was a year", None, BlockKind::Paragraph, "2018 was a year"),
            (BlockKind::ListItem, "2.1 Share data", Some("2.1"), BlockKind::ListItem, "Share data"),
            (BlockKind::Paragraph, "M. Diallo a dit", None, BlockKind::Paragraph, "M. Diallo a dit"),
            (BlockKind::Paragraph, "U.S. ports", None, BlockKind::Paragraph, "U.S. ports"),
            (BlockKind::ListItem, "b. Share data", Some("b."), BlockKind::ListItem, "Share data"),
            (heading, "C. Findings", Some("C."), heading, "Findings"),
            (heading, "II. Findings", Some("II."), heading, "Findings"),
            (heading, "- Findings", None, heading, "- Findings"),
        ] {
            assert_eq!(split_label(kind, words), (label.map(String::from), then, rest), "{words}");
        }
    }
}
