//! The source of a document as a page to read, with every recommendation in it, and what is chosen there.

use super::fit::safe;
use super::fuzzy::Named;
use super::layers::Menu;
use super::line::Line;
use super::motion::{self, Unit};
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

/// What the keys do in the reader.
#[derive(Debug, Clone, PartialEq)]
pub enum Mode {
    /// Read and decide.
    Reading,
    /// Choose a word, sentence or item to mark.
    Choosing {
        /// What is chosen.
        range: Range<usize>,
        /// What it is.
        unit: Unit,
    },
    /// Move the ends of a passage.
    Selecting {
        /// The passage.
        range: Range<usize>,
        /// Whether the end moves, or the beginning.
        at_end: bool,
        /// The recommendation whose boundaries they are; none for a new one.
        row: Option<RowId>,
    },
    /// Choose where a recommendation is split.
    Splitting {
        /// Which one.
        row: RowId,
        /// Its bytes.
        range: Range<usize>,
        /// The places that are offered, the most sensible first.
        offered: Vec<usize>,
        /// Where the second part begins.
        at: usize,
    },
}

/// What is to be done in the reader once the source is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Move the boundaries of the recommendation that is read.
    MoveBounds,
    /// Split it, at these places in code points once they are known.
    Split(Option<Vec<usize>>),
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
        Reader {
            row: card.row,
            document: card.document.id.clone(),
            span: card.span,
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

    /// Begins to choose a passage to mark: the first sentence in the middle of what is in sight that is none yet.
    pub fn choose(&mut self, height: usize) {
        let Some(source) = self.source.clone() else { return };
        let middle = self.top + height.min(self.page.lines.len().saturating_sub(self.top)) / 3;
        let Some(line) = self.page.lines.get(middle) else { return };
        let is_free = |range: &Range<usize>| {
            self.passages.iter().all(|p| p.bytes.end <= range.start || range.end <= p.bytes.start)
        };
        let bottom = self.page.lines.get(self.top + height).map_or(usize::MAX, |line| line.range.start);
        let first = motion::at(&source, line.range.start, Unit::Sentence);
        let mut range = first.clone();
        while let Some(taken) = range.clone().filter(|range| !is_free(range) && range.end < bottom) {
            range = motion::next(&source, taken.start, Unit::Sentence);
        }
        let range = range.filter(|range| range.end <= bottom).or(first);
        self.mode = match range {
            Some(range) => Mode::Choosing { range, unit: Unit::Sentence },
            None => Mode::Reading,
        };
    }

    /// Finds words, accents and case aside, and where they stand.
    pub fn find(&mut self, words: &str) {
        let Some(source) = &self.source else { return };
        let folded = crate::model::text::fold(words);
        self.found = (!folded.is_empty()).then(|| (folded.clone(), hits(&source.text, &folded)));
    }

    /// The hit after what is at the top of the screen or was last gone to, or the one before; the other end follows.
    pub fn hit(&mut self, forward: bool, height: usize) -> Option<(usize, usize)> {
        let (_, hits) = self.found.as_ref()?;
        let count = hits.len();
        let after = hits.partition_point(|hit| hit.start <= self.seen);
        let at = if forward {
            after % count.max(1)
        } else {
            hits.partition_point(|hit| hit.start < self.seen).checked_sub(1).unwrap_or(count.checked_sub(1)?)
        };
        let byte = hits.get(at)?.start;
        self.keep_in_sight(byte, height);
        self.seen = byte;
        Some((at + 1, count))
    }

    /// Does what was wished, as soon as everything for it is there.
    pub fn fulfil(&mut self) {
        let (Some(source), Some(wish)) = (self.source.clone(), &self.wish) else { return };
        let range = self.own_bytes();
        match wish {
            Wish::MoveBounds => {
                self.mode = Mode::Selecting { range, at_end: true, row: Some(self.row) };
                self.wish = None;
            }
            Wish::Split(Some(points)) => {
                let byte = |point: &usize| {
                    let at = source.text.char_indices().map(|(at, _)| at).nth(*point)?;
                    (range.start < at && at < range.end).then_some(at)
                };
                let offered: Vec<usize> = points.iter().filter_map(byte).collect();
                let middle = range.start + range.len() / 2;
                let middle =
                    (middle..range.end).find(|at| source.text.is_char_boundary(*at)).unwrap_or(range.start);
                let elsewhere = || motion::at(&source, middle, Unit::Word).map_or(middle, |word| word.start);
                let at = offered.first().copied().unwrap_or_else(elsewhere);
                self.mode = Mode::Splitting { row: self.row, range, offered, at };
                self.wish = None;
            }
            Wish::Split(None) => {}
        }
    }

    /// Moves what is chosen, or the end that moves, by one word, sentence or item.
    pub fn go(&mut self, unit: Unit, forward: bool, height: usize) {
        let Some(source) = self.source.clone() else { return };
        let go = if forward { motion::next } else { motion::previous };
        let sight = match &mut self.mode {
            Mode::Reading => return self.scroll(if forward { 1 } else { -1 }, height),
            Mode::Choosing { range, unit: now } => {
                // Another kind of step begins where the last one stands.
                let there = if *now == unit {
                    go(&source, range.start, unit)
                } else {
                    motion::at(&source, range.start, unit)
                };
                if let Some(there) = there {
                    (*range, *now) = (there, unit);
                }
                range.start
            }
            Mode::Selecting { range, at_end: true, .. } => {
                let end = if forward { motion::next_end } else { motion::previous_end };
                range.end =
                    end(&source, range.end, unit).filter(|end| *end > range.start).unwrap_or(range.end);
                range.end
            }
            Mode::Selecting { range, .. } => {
                let there = go(&source, range.start, unit).map(|there| there.start);
                range.start = there.filter(|start| *start < range.end).unwrap_or(range.start);
                range.start
            }
            Mode::Splitting { range, at, .. } => {
                let there = go(&source, *at, unit).map(|there| there.start);
                *at = there.filter(|at| range.start < *at && *at < range.end).unwrap_or(*at);
                *at
            }
        };
        self.keep_in_sight(sight, height);
    }

    /// Fixes what is chosen so that its end moves; or lets the other end move; or goes to the next offered place.
    pub fn turn(&mut self) {
        self.mode = match std::mem::replace(&mut self.mode, Mode::Reading) {
            Mode::Choosing { range, .. } => Mode::Selecting { range, at_end: true, row: None },
            Mode::Selecting { range, at_end, row } => Mode::Selecting { range, at_end: !at_end, row },
            Mode::Splitting { row, range, offered, at } => {
                let now = offered.iter().position(|place| *place == at);
                let next = now.map_or(0, |now| now + 1) % offered.len().max(1);
                let at = offered.get(next).copied().unwrap_or(at);
                Mode::Splitting { row, range, offered, at }
            }
            Mode::Reading => Mode::Reading,
        };
    }

    /// The bytes that are chosen, where something is.
    pub fn chosen(&self) -> Option<Range<usize>> {
        match &self.mode {
            Mode::Choosing { range, .. } | Mode::Selecting { range, .. } => Some(range.clone()),
            Mode::Splitting { range, at, .. } => Some(*at..range.end),
            Mode::Reading => None,
        }
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

/// Where folded words stand in a text, in bytes. A letter and the marks on it are found together.
fn hits(text: &str, folded: &str) -> Vec<Range<usize>> {
    // The text folded letter by letter, with the place that each byte comes from.
    let (mut flat, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut gap = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            gap = !flat.is_empty();
            continue;
        }
        if c.is_ascii() {
            if std::mem::take(&mut gap) {
                flat.push(' ');
                places.push(at);
            }
            flat.push(c.to_ascii_lowercase());
            places.push(at);
            continue;
        }
        let letter = crate::model::text::fold(c.encode_utf8(&mut [0; 4]));
        if !letter.is_empty() && std::mem::take(&mut gap) {
            flat.push(' ');
            places.push(at);
        }
        places.extend(std::iter::repeat_n(at, letter.len()));
        flat.push_str(&letter);
    }
    places.push(text.len());
    let place = |at: usize| places.get(at).copied().unwrap_or(text.len());
    let hit = |(at, _): (usize, &str)| {
        let last = place((at + folded.len()).saturating_sub(1));
        let end = text.get(last..).and_then(|rest| rest.chars().next()).map_or(last, |c| last + c.len_utf8());
        place(at)..end
    };
    flat.match_indices(folded).map(hit).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind};
    use proptest::prelude::*;

    /// One paragraph of numbered words, the recommendation in the middle.
    fn long() -> Reader {
        let text: String = (10_000..14_000).map(|n| format!("w{n} ")).collect();
        let block =
            |start, end| Block { kind: BlockKind::Paragraph, start, end, page: None, label: None, depth: 0 };
        let blocks = vec![block(0, 13_999), block(14_000, text.len())];
        Reader {
            row: RowId(1),
            document: DocumentId::of(b"x"),
            span: Span { start: 14_000, end: 14_006 },
            source: Some(Arc::new(Source { text, blocks })),
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

    fn first_word(reader: &Reader) -> &str {
        reader.page.lines[reader.top].text.split(' ').next().unwrap_or_default()
    }

    #[test]
    fn a_new_size_keeps_the_words_at_the_top() {
        let mut reader = long();
        reader.lay_out(80, 20);
        assert!(reader.is_in_sight(reader.own_bytes(), 20));
        reader.scroll(60, 20);
        let word = first_word(&reader).to_string();
        for (width, height) in [(40, 20), (61, 7), (33, 50), (80, 20)] {
            reader.lay_out(width, height);
            assert!(reader.page.lines[reader.top].text.contains(&word), "{width}x{height}");
        }
        assert_eq!(first_word(&reader), word, "the way there and back ends where it began");
        reader.scroll(isize::MAX, 20);
        assert_eq!(reader.top, reader.page.lines.len() - 20);
    }

    #[test]
    fn a_new_size_keeps_the_recommendation_in_sight() {
        let mut reader = long();
        for (width, height) in [(120, 60), (80, 20), (30, 3), (18, 1), (200, 12)] {
            reader.lay_out(width, height);
            assert!(reader.is_in_sight(reader.own_bytes(), height), "{width}x{height}");
        }
    }

    #[test]
    fn ends_move_and_never_pass_each_other() {
        let mut reader = long();
        reader.lay_out(80, 20);
        let words = |reader: &Reader| {
            let text = &reader.source.as_ref().unwrap().text;
            reader.chosen().map(|range| text[range].to_string()).unwrap_or_default()
        };
        reader.mode = Mode::Selecting { range: 14_000..14_006, at_end: true, row: Some(RowId(1)) };
        assert_eq!(words(&reader), "w12000");
        reader.go(Unit::Word, true, 20);
        reader.go(Unit::Word, true, 20);
        assert_eq!(words(&reader), "w12000 w12001 w12002");
        reader.turn();
        reader.go(Unit::Word, true, 20);
        assert_eq!(words(&reader), "w12001 w12002");
        (0..9).for_each(|_| reader.go(Unit::Word, true, 20));
        assert_eq!(words(&reader), "w12002");
        reader.go(Unit::Item, false, 20);
        assert_eq!(words(&reader), "w12000 w12001 w12002");
        reader.turn();
        (0..9).for_each(|_| reader.go(Unit::Word, false, 20));
        assert_eq!(words(&reader), "w12000");
    }

    #[test]
    fn words_are_found_without_accents_and_over_line_ends() {
        let text = "Données et\n échanges. DONNEES";
        let check = |words: &str, found: &[&str]| {
            let hits: Vec<&str> = hits(text, words).into_iter().map(|hit| &text[hit]).collect();
            assert_eq!(hits, found, "{words}");
        };
        check("donnees", &["Données", "DONNEES"]);
        check("et echanges", &["et\n échanges"]);
        check("zebra", &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn spans_are_found_in_one_way(text in "[aé移 ]{0,40}", spans in prop::collection::vec((0usize..45, 0usize..9), 0..9)) {
            let spans: Vec<Span> = spans.into_iter().map(|(start, length)| Span { start, end: start + length }).collect();
            let one_by_one: Vec<_> = spans.iter().map(|span| bytes_of(*span, &text)).collect();
            prop_assert_eq!(bytes_of_all(spans.into_iter(), &text), one_by_one);
        }
    }
}
