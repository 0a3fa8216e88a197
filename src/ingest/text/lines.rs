//! Lines and pages of a plain text, and how its lines were broken.

use std::collections::HashMap;

/// A line without the white space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its words; empty for a blank line.
    pub text: &'a str,
    /// Columns before the first word.
    pub indent: usize,
    /// Columns up to the last word.
    pub end: usize,
}

impl<'a> Line<'a> {
    pub fn new(raw: &'a str) -> Self {
        let text = raw.trim();
        let before = &raw[..raw.len() - raw.trim_start().len()];
        let indent: usize = before.chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
        Line { text, indent, end: indent + text.chars().count() }
    }

    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it only draws a line: ____, -----, =====, * * *.
    pub fn is_rule(&self) -> bool {
        let signs = self.text.bytes().filter(|b| *b != b' ').count();
        signs >= 3 && self.text.bytes().all(|b| matches!(b, b'_' | b'-' | b'=' | b'*' | b'~' | b' '))
            || self.text.chars().count() >= 3
                && self.text.chars().all(|c| matches!(c, '─' | '━' | '═' | '—' | '–' | '_'))
    }
}

/// The lines of one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page<'a> {
    /// Its number, from 1; none where the text has no pages.
    pub number: Option<u32>,
    pub lines: Vec<Line<'a>>,
}

/// The text as pages: form feeds divide them. Without one, all is one page without a number.
pub(super) fn pages(text: &str) -> Vec<Page<'_>> {
    let text = text.strip_suffix('\u{c}').unwrap_or(text);
    let paged = text.contains('\u{c}');
    text.split('\u{c}')
        .zip(1u32..)
        .map(|(page, n)| Page { number: paged.then_some(n), lines: lines(page) })
        .collect()
}

/// The lines of a text, whatever ends them.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
        .map(Line::new)
        .collect()
}

/// How the lines of a text were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// The column that full lines reach.
    pub width: usize,
    /// Whether paragraphs are broken into lines; else each line is a paragraph.
    pub wrapped: bool,
}

/// Finds out whether paragraphs were broken into lines, and at which width.
pub(super) fn shape(pages: &[Page]) -> Shape {
    let mut ends: Vec<usize> =
        pages.iter().flat_map(|p| &p.lines).filter(|l| l.text.len() > 20).map(|l| l.end).collect();
    ends.sort_unstable();
    let width = ends.get(ends.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(80).max(40);
    if width > 180 {
        return Shape { width, wrapped: false };
    }
    let (mut full, mut pairs) = (0usize, 0usize);
    for page in pages {
        for pair in page.lines.windows(2) {
            if pair.iter().any(Line::is_blank) || pair[0].text.len() < 20 {
                continue;
            }
            pairs += 1;
            // A full line that ends a sentence may as well end a paragraph.
            let ended =
                pair[0].text.ends_with(['.', ':', '!', '?']) && !pair[1].text.starts_with(char::is_lowercase);
            full += usize::from(!ended && !would_fit(&pair[0], &pair[1], width));
        }
    }
    Shape { width, wrapped: pairs > 0 && full * 4 >= pairs }
}

/// Whether the first word of `next` had room on `line`: then the break was made on purpose.
pub(super) fn would_fit(line: &Line, next: &Line, width: usize) -> bool {
    let first = next.text.split(' ').next().unwrap_or("").chars().count();
    line.end + 1 + first < width.saturating_sub(width / 12)
}

/// Joins the words of lines, mending words that were broken with a hyphen.
pub(in crate::ingest) struct Joiner {
    /// For each (left, right) broken at a line end: seen as one word, seen with its hyphen.
    seen: HashMap<(String, String), (bool, bool)>,
}

/// First parts of compounds that keep their hyphen where nothing else tells.
const COMPOUNDING: [&str; 20] = [
    "cross", "self", "non", "well", "inter", "intra", "ex", "anti", "counter", "multi", "post", "pre", "co",
    "socio", "follow", "long", "short", "human", "gender", "evidence",
];

impl Joiner {
    /// Learns from the whole text how words broken at its line ends are written elsewhere.
    pub fn new<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut seen = HashMap::new();
        let mut last = "";
        for line in lines.clone().filter(|l| !l.is_empty()) {
            if let Some((left, right)) = broken(last, line) {
                seen.insert((left.to_lowercase(), right.to_lowercase()), (false, false));
            }
            last = line;
        }
        if !seen.is_empty() {
            let joined: HashMap<String, (String, String)> =
                seen.keys().map(|(l, r)| (format!("{l}{r}"), (l.clone(), r.clone()))).collect();
            for word in lines.flat_map(words) {
                let lower = word.to_lowercase();
                if let Some(key) = joined.get(&lower) {
                    seen.entry(key.clone()).or_default().0 = true;
                } else if let Some((l, r)) = lower.split_once('-')
                    && let Some(found) = seen.get_mut(&(l.to_owned(), r.to_owned()))
                {
                    found.1 = true;
                }
            }
        }
        Joiner { seen }
    }

    /// Adds a line to the words before it.
    pub fn join(&self, words: &mut String, line: &str) {
        if words.is_empty() {
            words.push_str(line);
            return;
        }
        if let Some((left, right)) = broken(words, line) {
            let soft = !words.ends_with('-');
            let key = (left.to_lowercase(), right.to_lowercase());
            let (whole, hyphened) = self.seen.get(&key).copied().unwrap_or_default();
            let keep = !soft && !whole && (hyphened || COMPOUNDING.contains(&key.0.as_str()));
            if !keep {
                words.pop();
            }
        } else if !ends_open(words, line) {
            words.push(' ');
        }
        words.push_str(line);
    }
}

/// The two halves of a word broken with a hyphen between two lines: the second begins in lower case.
fn broken<'a>(words: &'a str, line: &'a str) -> Option<(&'a str, &'a str)> {
    let head = words.strip_suffix(['-', '\u{2010}', '\u{ad}'])?;
    let left = head.rsplit(|c: char| !c.is_alphabetic()).next().filter(|l| l.chars().count() > 1)?;
    let right =
        line.split(|c: char| !c.is_alphabetic()).next().filter(|r| r.starts_with(char::is_lowercase))?;
    // "two- and three-year" is no broken word.
    (!matches!(right, "and" | "or" | "et" | "ou" | "y" | "o" | "to" | "e")).then_some((left, right))
}

/// Whether the next line goes on without a space: after the hyphen of a compound or a slash.
fn ends_open(words: &str, line: &str) -> bool {
    let mut back = words.chars().rev();
    matches!(back.next(), Some('-' | '\u{2010}' | '/'))
        && back.next().is_some_and(char::is_alphanumeric)
        && line.starts_with(char::is_uppercase)
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphabetic() || c == '-')).filter(|w| w.len() > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_mended_and_compounds_spared() {
        for (text, joined) in [
            ("the coordi-\nnation of", "the coordination of"),
            ("a cross-regional view, cross-\nregional", "a cross-regional view, cross-regional"),
            ("a self-\nreliant", "a self-reliant"),
            ("the follow-\nup", "the follow-up"),
            ("Inter-\nRegional", "Inter-Regional"),
            ("two-\nand three-year", "two- and three-year"),
            ("coopé\u{ad}\nration", "coopération"),
        ] {
            let lines: Vec<&str> = text.split('\n').collect();
            let joiner = Joiner::new(lines.iter().copied());
            let mut words = String::new();
            for line in lines {
                joiner.join(&mut words, line);
            }
            assert_eq!(words, joined);
        }
    }

    #[test]
    fn a_text_tells_how_its_lines_were_made() {
        let wrapped = "The delegates who met in the old harbour town for two days spoke of\nwork, of homes and of the sea, and they said that nobody should have to\nwait a year for a paper that takes an hour.\n";
        let free = "The delegates met.\nThey spoke of work, of homes and of the sea, and they said much more than that.\nShort.\nThey left again on the next morning with the first train to the capital.\n";
        assert!(shape(&pages(wrapped)).wrapped);
        assert!(!shape(&pages(free)).wrapped);
        assert_eq!(pages("a\u{c}b\u{c}").len(), 2);
    }
}
