//! The source of a document as a page to read, with every recommendation in it.

mod choosing;
mod finding;
#[cfg(test)]
mod tests;

pub use choosing::{Mode, Wish};

use super::fit::safe;
use super::fuzzy::Named;
use super::layers::Menu;
use super::line::Line;
use super::page::{Page, columns_for};
use super::source::bytes_of;
use crate::desk::{Placed, Source};
use crate::model::{Block, DocumentId, Recommendation, RowId, Span, Verdict};
use std::ops::Range;
use std::sync::Arc;

/// Lines kept over what is brought in sight, where there is room.
const ABOVE: usize = 4;

/// A recommendation where it stands in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Which one.
    pub row: RowId,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// The reviewer's verdict.
    pub verdict: Verdict,
    /// Whether it is all of its paragraph or item, so that the margin alone tells where it ends.
    pub is_whole: bool,
}

/// What lies over the page and has the keyboard.
#[derive(Debug, Clone)]
pub enum Over {
    /// The line of words to find.
    Find(Line),
    /// The headings.
    Outline(Outline),
}

/// The headings of a document, to jump to.
#[derive(Debug, Clone)]
pub struct Outline {
    /// The line and what answers it.
    pub menu: Menu,
    /// Where each heading begins, in bytes, and its words, set in by its level.
    pub headings: Vec<(usize, String)>,
}

impl Outline {
    /// The headings of a source, the cursor on the one above a byte.
    pub fn new(source: &Source, byte: usize) -> Outline {
        let heading = |block: &Block| {
            let level = usize::from(block.heading_level()?);
            let label = block.label.as_deref().map(|label| safe(label) + " ").unwrap_or_default();
            let words = safe(source.text.get(block.range()).unwrap_or_default());
            let indent = "  ".repeat(level.saturating_sub(1).min(6));
            Some((block.start, format!("{indent}{label}{words}")))
        };
        let headings: Vec<(usize, String)> = source.blocks.iter().filter_map(heading).collect();
        let mut menu = Menu::new(headings.iter().map(|(_, words)| Named::new("", [words.trim()])).collect());
        menu.cursor = headings.partition_point(|(start, _)| *start <= byte).saturating_sub(1);
        Outline { menu, headings }
    }
}

/// The reader.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The recommendation that is read: what is decided and mended.
    pub row: RowId,
    /// Which document it shows.
    pub document: DocumentId,
    /// Where that recommendation stands, in code points.
    pub span: Span,
    /// The source, once known.
    pub source: Option<Arc<Source>>,
    /// The page, once the source is there.
    pub page: Page,
    /// Every recommendation, in reading order, once known.
    pub passages: Vec<Passage>,
    /// Whether the places were asked for since they last changed.
    pub asked: bool,
    /// First line shown.
    pub top: usize,
    /// The byte that was last scrolled to the top; a new size brings it there again.
    pub place: usize,
    /// The columns and lines it is laid out for.
    pub room: (usize, usize),
    /// The byte of the hit that was last gone to, or of the top of the screen after a scroll.
    pub seen: usize,
    /// What the keys do.
    pub mode: Mode,
    /// What lies over the page.
    pub over: Option<Over>,
    /// The words that are looked for, folded, and where they stand.
    pub found: Option<(String, Vec<Range<usize>>)>,
    /// What is to be done once the source is there.
    pub wish: Option<Wish>,
    /// Whether it was opened only to mend, and closes after.
    pub returns: bool,
}

impl Reader {
    /// A reader of the source around a recommendation, not yet laid out.
    pub fn new(card: &Recommendation) -> Self {
        Reader::at(card.row, card.document.id.clone(), card.span)
    }

    fn at(row: RowId, document: DocumentId, span: Span) -> Self {
        Reader {
            row,
            document,
            span,
            source: None,
            page: Page::default(),
            passages: Vec::new(),
            asked: false,
            top: 0,
            place: 0,
            room: (0, 0),
            seen: 0,
            mode: Mode::Reading,
            over: None,
            found: None,
            wish: None,
            returns: false,
        }
    }

    /// Whether the page must be laid out for a screen of this width and so many lines.
    pub fn needs_layout(&self, width: u16, height: usize) -> bool {
        self.source.is_some() && self.room != (columns_for(width), height)
    }

    /// Lays the page out: at first with the recommendation in sight, later with the same words at the top. What was
    /// in sight of the recommendation stays in sight.
    pub fn lay_out(&mut self, width: u16, height: usize) {
        let Some(source) = self.source.clone() else { return };
        let first_time = self.room == (0, 0);
        let was_in_sight = first_time || self.is_in_sight(self.own_bytes(), self.room.1);
        let own = self.own_bytes();
        let around = if first_time { own.start } else { self.place };
        if self.room.0 != columns_for(width) || !self.page.reach.contains(&around) {
            self.page = Page::new(&source, around, width);
        }
        self.room = (columns_for(width), height);
        if first_time {
            return self.bring(own.start, height);
        }
        self.top = self.page.line_of(self.place).min(self.last_top(height));
        if was_in_sight && !self.is_in_sight(own.clone(), height) {
            self.top =
                self.page.line_of(own.start).saturating_sub(ABOVE.min(height / 4)).min(self.last_top(height));
        }
    }

    /// The bytes of the recommendation that is read.
    pub fn own_bytes(&self) -> Range<usize> {
        let known = self.passages.iter().find(|passage| passage.row == self.row);
        let stated = || bytes_of(self.span, &self.source.as_ref()?.text);
        known.map(|passage| passage.bytes.clone()).or_else(stated).unwrap_or(0..0)
    }

    /// Scrolls by so many lines.
    pub fn scroll(&mut self, by: isize, height: usize) {
        self.top = self.top.saturating_add_signed(by).min(self.last_top(height));
        self.place = self.page.lines.get(self.top).map_or(0, |line| line.range.start);
        self.seen = self.place;
    }

    /// Brings a byte of the source in sight, with a little over it.
    pub fn bring(&mut self, byte: usize, height: usize) {
        if let Some(source) = self.source.as_ref().filter(|_| !self.page.reach.contains(&byte)) {
            // Lines are asked for by their columns; a page remembers only how many.
            self.page = Page::new(source, byte, self.room.0 as u16 + 10);
        }
        self.top = self.page.line_of(byte).saturating_sub(ABOVE.min(height / 4));
        self.scroll(0, height);
    }

    /// Brings a range in sight only where it is not.
    pub fn keep_in_sight(&mut self, byte: usize, height: usize) {
        let line = self.page.line_of(byte);
        if !(self.top..self.top + height).contains(&line) || !self.page.reach.contains(&byte) {
            self.bring(byte, height);
        }
    }

    /// Takes the places of all recommendations. The one that is read may be gone: then the nearest takes its place.
    pub fn take_places(&mut self, placed: &[Placed]) {
        let Some(source) = &self.source else { return };
        let standing = || placed.iter().filter(|placed| placed.stands());
        let bytes = bytes_of_all(standing().map(|placed| placed.span), &source.text);
        let own = self.own_bytes();
        self.passages = standing()
            .zip(bytes)
            .filter_map(|(placed, bytes)| {
                let bytes = bytes?;
                let is_whole = is_whole(source, &bytes);
                Some(Passage { row: placed.row, bytes, verdict: placed.verdict, is_whole })
            })
            .collect();
        if !self.passages.is_empty() && self.passages.iter().all(|passage| passage.row != self.row) {
            let at = self.passages.partition_point(|passage| passage.bytes.end <= own.start);
            self.row = self.passages[at.min(self.passages.len() - 1)].row;
        }
        if let Some(own) = standing().find(|placed| placed.row == self.row) {
            self.span = own.span;
        }
    }

    /// Goes to a recommendation.
    pub fn go_to(&mut self, row: RowId, height: usize) {
        let Some(passage) = self.passages.iter().find(|passage| passage.row == row) else { return };
        let bytes = passage.bytes.clone();
        self.row = row;
        if !self.is_in_sight(bytes.clone(), height) {
            self.bring(bytes.start, height);
        }
    }

    /// The recommendation so many further on, from what is in sight where the one that is read is not.
    pub fn neighbour(&self, forward: bool, height: usize) -> Option<RowId> {
        let own = self.passages.iter().position(|passage| passage.row == self.row);
        let own = own.filter(|_| self.is_in_sight(self.own_bytes(), height));
        let at = match (own, forward) {
            (Some(own), true) => own + 1,
            (Some(own), false) => own.checked_sub(1)?,
            (None, true) => self.passages.partition_point(|passage| passage.bytes.start < self.place),
            (None, false) => {
                self.passages.partition_point(|passage| passage.bytes.start < self.place).checked_sub(1)?
            }
        };
        self.passages.get(at).map(|passage| passage.row)
    }

    /// The place of the one that is read among all, from 1.
    pub fn count(&self) -> Option<(usize, usize)> {
        let own = self.passages.iter().position(|passage| passage.row == self.row)?;
        Some((own + 1, self.passages.len()))
    }

    /// A range of bytes in code points.
    pub fn span_of(&self, bytes: &Range<usize>) -> Option<Span> {
        let text = &self.source.as_ref()?.text;
        let start = text.get(..bytes.start)?.chars().count();
        Some(Span { start, end: start + text.get(bytes.clone())?.chars().count() })
    }

    /// Whether any of a range is in sight.
    pub fn is_in_sight(&self, range: Range<usize>, height: usize) -> bool {
        let mut lines = self.page.lines.iter().skip(self.top).take(height);
        lines.any(|line| !line.showing(&range).is_empty())
    }

    fn last_top(&self, height: usize) -> usize {
        self.page.lines.len().saturating_sub(height)
    }
}

/// Whether a passage leaves nothing of its blocks but signs.
fn is_whole(source: &Source, bytes: &Range<usize>) -> bool {
    let first = source.blocks.partition_point(|block| block.end <= bytes.start);
    let own = source.blocks.iter().skip(first).take_while(|block| block.start < bytes.end);
    let says = |range: Range<usize>| {
        source.text.get(range).is_some_and(|words| words.contains(char::is_alphanumeric))
    };
    own.clone().all(|block| {
        let (start, end) = (bytes.start.max(block.start), bytes.end.min(block.end));
        !says(block.start..start) && !says(end..block.end)
    })
}

/// The bytes of spans that begin in rising order; none for one that does not lie in the text. One way through the text.
fn bytes_of_all(spans: impl Iterator<Item = Span>, text: &str) -> Vec<Option<Range<usize>>> {
    let spans: Vec<Span> = spans.collect();
    let mut bounds: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let mut next = 0;
    let bytes: Vec<Option<usize>> = bounds
        .iter()
        .map(|bound| {
            let at = places.nth(bound - next);
            next = bound + 1;
            at
        })
        .collect();
    let byte = |point: usize| bytes.get(bounds.binary_search(&point).ok()?).copied().flatten();
    spans.iter().map(|span| Some(byte(span.start)?..byte(span.end)?)).collect()
}
