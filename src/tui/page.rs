//! A document laid out as a page: lines that know which bytes of the source they show.

use super::fit::wrap;
use crate::desk::Source;
use crate::model::text::{is_hostile, is_invisible};
use crate::model::{Block, BlockKind};
use std::ops::Range;

/// Lines are no longer than people like to read.
const COLUMNS: usize = 88;
/// How many bytes are laid out before and after a place: all of a report; of a book, what one can scroll through.
const REACH: usize = 2_000_000;

/// One line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// Safe words.
    pub text: String,
    /// Columns left of it.
    pub indent: usize,
    /// What kind of block it belongs to.
    pub kind: BlockKind,
    /// The page that begins with it.
    pub page: Option<u32>,
    /// The bytes of the source that it shows.
    pub range: Range<usize>,
    /// Where words of the line and bytes of the source run in step: places in both, rising.
    runs: Vec<(usize, usize)>,
}

impl PageLine {
    /// The bytes of its text that show a range of the source; empty where they show none of it.
    pub fn showing(&self, range: &Range<usize>) -> Range<usize> {
        if self.range.is_empty() || range.start >= self.range.end || range.end <= self.range.start {
            return 0..0;
        }
        self.shown(range.start)..self.shown(range.end)
    }

    /// The byte of its text that shows a byte of the source, or the next that is shown.
    fn shown(&self, source: usize) -> usize {
        let after = self.runs.partition_point(|(_, at)| *at <= source);
        let next = self.runs.get(after).map_or(self.text.len(), |(shown, _)| *shown);
        match after.checked_sub(1).and_then(|n| self.runs.get(n)) {
            Some((shown, at)) => (shown + (source - at)).min(next),
            None => next,
        }
    }
}

/// The lines of a document, or of its part around a place.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The lines.
    pub lines: Vec<PageLine>,
    /// The bytes of the source that were laid out.
    pub reach: Range<usize>,
}

impl Page {
    /// Lays out what stands around a byte of the source, in lines for a screen of this width.
    pub fn new(source: &Source, around: usize, width: u16) -> Page {
        let reach = around.saturating_sub(REACH)..around.saturating_add(REACH);
        let mut lines: Vec<PageLine> = Vec::new();
        let mut page = None;
        let near = source.blocks.iter().filter(|b| b.end > reach.start && b.start < reach.end);
        for block in near {
            let first = lines.is_empty();
            let follows = block.kind == BlockKind::ListItem
                && block.label.is_some()
                && lines.last().is_some_and(|line| line.kind == BlockKind::ListItem);
            if !first && !follows {
                lines.push(gap(block.start));
            }
            let begins = block.page.filter(|_| page != block.page);
            page = block.page.or(page);
            let from = lines.len();
            lay_out(block, &source.text, &reach, columns_for(width), &mut lines);
            if let Some(line) = lines.get_mut(from) {
                line.page = begins;
            }
        }
        Page { lines, reach }
    }

    /// The line that shows a byte of the source, or the last before it.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.range.start <= byte).saturating_sub(1)
    }
}

/// The columns that lines have on a screen of this width.
pub fn columns_for(width: u16) -> usize {
    usize::from(width).saturating_sub(10).clamp(8, COLUMNS)
}

/// An empty line before a block.
fn gap(start: usize) -> PageLine {
    let (text, kind) = (String::new(), BlockKind::Paragraph);
    PageLine { text, indent: 0, kind, page: None, range: start..start, runs: Vec::new() }
}

fn lay_out(block: &Block, text: &str, reach: &Range<usize>, columns: usize, lines: &mut Vec<PageLine>) {
    let bound = |at: usize| (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let (start, end) = (bound(block.start.max(reach.start)), bound(block.end.min(reach.end)));
    let indent = match block.kind {
        BlockKind::ListItem => 2 + 2 * usize::from(block.depth.min(6)),
        _ => 0,
    };
    let label = block.label.as_deref().map_or_else(String::new, |label| super::fit::safe(label) + " ");
    let words = Words::of(label, text.get(start..end).unwrap_or_default(), start);
    for range in wrap(&words.text, columns.saturating_sub(indent)) {
        lines.push(PageLine {
            text: words.text[range.clone()].to_string(),
            indent,
            kind: block.kind,
            page: None,
            range: words.source(range.start)..words.source(range.end).max(words.source(range.start)),
            runs: words.runs_in(&range),
        });
    }
}

/// Words made safe, with the places they come from.
struct Words {
    text: String,
    runs: Vec<(usize, usize)>,
    end: usize,
}

impl Words {
    /// A label that stands for no bytes, and the words of the source that begin at `start`.
    fn of(label: String, source: &str, start: usize) -> Words {
        let mut words = Words { text: label, runs: Vec::new(), end: start };
        let begin = words.text.len();
        for (at, c) in source.char_indices() {
            let shown = match c {
                c if c.is_whitespace() || c == '\0' => ' ',
                c if is_hostile(c) || is_invisible(c) || is_selector(c) => continue,
                c => c,
            };
            if shown == ' ' && (words.text.len() == begin || words.text.ends_with(' ')) {
                continue;
            }
            let in_step =
                words.runs.last().is_some_and(|(to, from)| words.text.len() - to == start + at - from);
            if !in_step {
                words.runs.push((words.text.len(), start + at));
            }
            words.text.push(shown);
            words.end = start + at + c.len_utf8();
            // A wide space shown as a plain one takes more bytes of the source than of the line.
            if shown.len_utf8() != c.len_utf8() {
                words.runs.push((words.text.len(), words.end));
            }
        }
        words
    }

    /// The byte of the source that a byte of the words comes from.
    fn source(&self, shown: usize) -> usize {
        let after = self.runs.partition_point(|(to, _)| *to <= shown);
        match after.checked_sub(1).and_then(|n| self.runs.get(n)) {
            Some((to, from)) => (from + shown - to).min(self.end),
            None => self.runs.first().map_or(self.end, |(_, from)| *from),
        }
    }

    /// The runs of a part of the words, counted from its beginning.
    fn runs_in(&self, range: &Range<usize>) -> Vec<(usize, usize)> {
        let first = self.runs.partition_point(|(to, _)| *to <= range.start);
        let within = self.runs.iter().skip(first).take_while(|(to, _)| *to < range.end);
        let within = within.map(|(to, from)| (to - range.start, *from));
        let begun = first > 0;
        begun.then(|| (0, self.source(range.start))).into_iter().chain(within).collect()
    }
}

/// Selectors of a character's look: terminals disagree on how wide they make it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn source(text: &str, blocks: &[(BlockKind, Range<usize>, Option<&str>, u32)]) -> Source {
        let block = |(kind, range, label, page): &(BlockKind, Range<usize>, Option<&str>, u32)| Block {
            kind: *kind,
            start: range.start,
            end: range.end,
            page: Some(*page),
            label: label.map(str::to_string),
            depth: 0,
        };
        Source { text: text.to_string(), blocks: blocks.iter().map(block).collect() }
    }

    fn report() -> Source {
        source(
            "Report\nThe hall was full. Ministers agreed to meet. Tea followed.\n• first\n• second\n",
            &[
                (BlockKind::Heading { level: 1 }, 0..6, None, 1),
                (BlockKind::Paragraph, 7..65, None, 1),
                (BlockKind::ListItem, 70..75, Some("•"), 2),
                (BlockKind::ListItem, 80..86, Some("•"), 2),
            ],
        )
    }

    #[test]
    fn a_document_becomes_lines() {
        let page = Page::new(&report(), 0, 36);
        let lines: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            lines,
            [
                "Report",
                "",
                "The hall was full.",
                "Ministers agreed to meet.",
                "Tea followed.",
                "",
                "• first",
                "• second"
            ]
        );
        let pages: Vec<u32> = page.lines.iter().filter_map(|line| line.page).collect();
        assert_eq!(pages, [1, 2]);
        let words = |byte: usize| page.lines[page.line_of(byte)].text.as_str();
        assert_eq!(
            (words(0), words(30), words(70), words(999)),
            ("Report", "Ministers agreed to meet.", "• first", "• second")
        );
    }

    #[test]
    fn a_line_shows_what_it_has_of_a_range() {
        let page = Page::new(&report(), 0, 36);
        let shown: Vec<&str> = page.lines.iter().map(|line| &line.text[line.showing(&(21..55))]).collect();
        assert_eq!(shown.concat(), "ull.Ministers agreed to meet.Tea");
        assert_eq!(
            page.lines.iter().map(|line| &line.text[line.showing(&(70..75))]).collect::<String>(),
            "first"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        /// However a text is made safe and broken, every letter of the source is found where it is shown.
        #[test]
        fn every_letter_is_found_again(text in "([a-d]{1,9}|[ \t\n\u{a0}]|é|移|\u{200b}|\u{ad}|e\u{301}|\u{3000}){1,60}", width in 18u16..60) {
            let source = source(&text, &[(BlockKind::ListItem, 0..text.len(), Some("1."), 1)]);
            let page = Page::new(&source, 0, width);
            for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let range = at..at + c.len_utf8();
                let shown: String = page.lines.iter().map(|line| &line.text[line.showing(&range)]).collect();
                prop_assert_eq!(shown, c.to_string(), "at {}", at);
            }
        }
    }
}
