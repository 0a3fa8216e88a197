//! The source of a document as a page to read, scrolled to one recommendation.

use super::fit::{safe, wrap};
use super::source::bytes_of;
use crate::desk::Source;
use crate::model::{BlockKind, DocumentId, Recommendation, RowId, Span};
use std::ops::Range;

/// Lines are no longer than people like to read.
const COLUMNS: usize = 88;
/// How many bytes are laid out before and after the recommendation.
const REACH: usize = 400_000;
/// Lines kept over the recommendation where there is room.
const ABOVE: usize = 4;

/// One line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// Safe words.
    pub text: String,
    /// Columns left of it.
    pub indent: usize,
    /// What kind of block it belongs to.
    pub kind: BlockKind,
    /// Bytes of it that belong to the recommendation.
    pub marked: Range<usize>,
    /// The page that begins with it.
    pub page: Option<u32>,
    /// Which words it begins with, whatever the width: number of the block, and byte in it.
    pub place: (usize, usize),
}

/// The reader.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Which recommendation it was opened from.
    pub row: RowId,
    /// Which document it shows.
    pub document: DocumentId,
    /// Where the recommendation stands.
    pub span: Span,
    /// The page, once the source is there.
    pub lines: Vec<PageLine>,
    /// First line shown.
    pub top: usize,
    /// The words that were last scrolled to the top; a new size brings them there again.
    pub place: (usize, usize),
    /// The columns and lines it is laid out for.
    pub room: (usize, usize),
}

impl Reader {
    /// A reader of the source around a recommendation, not yet laid out.
    pub fn new(card: &Recommendation) -> Self {
        Reader {
            row: card.row,
            document: card.document.id.clone(),
            span: card.span,
            lines: Vec::new(),
            top: 0,
            place: (0, 0),
            room: (0, 0),
        }
    }

    /// Whether the page must be laid out for a screen of this width and so many lines.
    pub fn needs_layout(&self, width: u16, height: usize) -> bool {
        self.room != (columns_for(width), height)
    }

    /// Lays the page out: at first with the recommendation in sight, later with the same words at the top. What was
    /// in sight of the recommendation stays in sight.
    pub fn lay_out(&mut self, source: &Source, width: u16, height: usize) {
        let first_time = self.room == (0, 0);
        let was_in_sight = first_time || self.marked_in_sight(self.room.1);
        self.room = (columns_for(width), height);
        self.lines = lay_out(source, self.span, self.room.0);
        let over_marked = self.first_marked().saturating_sub(ABOVE.min(height / 4));
        if first_time {
            self.top = over_marked;
            self.scroll(0, height);
            return;
        }
        let last = self.lines.len().saturating_sub(height);
        self.top = self.lines.partition_point(|l| l.place <= self.place).saturating_sub(1).min(last);
        if was_in_sight && !self.marked_in_sight(height) {
            self.top = over_marked.min(last);
        }
    }

    /// Scrolls by so many lines.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.lines.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(last);
        self.place = self.lines.get(self.top).map_or((0, 0), |line| line.place);
    }

    fn first_marked(&self) -> usize {
        self.lines.iter().position(|l| !l.marked.is_empty()).unwrap_or(0)
    }

    fn marked_in_sight(&self, height: usize) -> bool {
        self.lines.iter().skip(self.top).take(height).any(|l| !l.marked.is_empty())
    }
}

fn columns_for(width: u16) -> usize {
    usize::from(width).saturating_sub(10).clamp(8, COLUMNS)
}

fn lay_out(source: &Source, span: Span, columns: usize) -> Vec<PageLine> {
    let marked = bytes_of(span, &source.text).unwrap_or(0..0);
    let (from, to) = (marked.start.saturating_sub(REACH), marked.end.saturating_add(REACH));
    let (mut lines, mut page) = (Vec::new(), None);
    let near = source.blocks.iter().filter(|b| b.end > from && b.start < to);
    for (number, block) in near.enumerate() {
        let inside = block.start.max(from)..block.end.min(to);
        let inside = boundary(&source.text, inside.start)..boundary(&source.text, inside.end);
        let cut = |at: usize| boundary(&source.text, at).clamp(inside.start, inside.end);
        let (start, end) = (cut(marked.start), cut(marked.end));
        let piece = |range: Range<usize>| source.text.get(range).unwrap_or_default();
        let mut text = block.label.as_deref().map_or_else(String::new, |l| safe(l) + " ");
        let label = text.len();
        let mut add = |raw: &str| {
            let words = safe(raw);
            let gap = raw.starts_with(char::is_whitespace) && !text.is_empty() && !text.ends_with(' ');
            text.push_str(if gap { " " } else { "" });
            let from = text.len();
            text.push_str(&words);
            if raw.ends_with(char::is_whitespace) && !words.is_empty() {
                text.push(' ');
            }
            from..from + words.len()
        };
        add(piece(inside.start..start));
        let quoted = add(piece(start..end));
        add(piece(end..inside.end));
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        let item = matches!(block.kind, BlockKind::ListItem);
        let follows = item && label > 0 && last_is_item(&lines);
        if !lines.is_empty() && !follows {
            lines.push(gap_line(number));
        }
        let indent = if item { 2 + 2 * usize::from(block.depth.min(6)) } else { 0 };
        for range in wrap(&text, columns.saturating_sub(indent)) {
            let begins = block.page.filter(|_| page != block.page);
            page = block.page.or(page);
            let within = quoted.start.clamp(range.start, range.end)..quoted.end.clamp(range.start, range.end);
            lines.push(PageLine {
                text: text[range.clone()].to_string(),
                indent,
                kind: block.kind,
                marked: within.start - range.start..within.end - range.start,
                page: begins,
                place: (number, range.start),
            });
        }
        if heading && lines.len() == 1 {
            lines.push(gap_line(number + 1));
        }
    }
    lines
}

/// An empty line that goes with a block.
fn gap_line(block: usize) -> PageLine {
    let (text, kind, place) = (String::new(), BlockKind::Paragraph, (block, 0));
    PageLine { text, indent: 0, kind, marked: 0..0, page: None, place }
}

fn last_is_item(lines: &[PageLine]) -> bool {
    lines.last().is_some_and(|l| l.kind == BlockKind::ListItem)
}

fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    fn source() -> Source {
        let text = "Report\nThe hall was full. Ministers agreed to meet. Tea followed.\n• first\n• second\n";
        let block = |kind, start, end, label: Option<&str>, page| Block {
            kind,
            start,
            end,
            page: Some(page),
            label: label.map(Into::into),
            depth: 0,
        };
        let blocks = vec![
            block(BlockKind::Heading { level: 1 }, 0, 6, None, 1),
            block(BlockKind::Paragraph, 7, 65, None, 1),
            block(BlockKind::ListItem, 70, 75, Some("•"), 2),
            block(BlockKind::ListItem, 80, 86, Some("•"), 2),
        ];
        Source { text: text.to_string(), blocks }
    }

    #[test]
    fn the_recommendation_is_marked_over_line_breaks() {
        let lines = lay_out(&source(), Span { start: 26, end: 51 }, 24);
        let marked: Vec<&str> =
            lines.iter().filter(|l| !l.marked.is_empty()).map(|l| &l.text[l.marked.clone()]).collect();
        assert_eq!(marked.join(" "), "Ministers agreed to meet.");
        assert!(marked.len() > 1);
        let items: Vec<&str> =
            lines.iter().filter(|l| l.kind == BlockKind::ListItem).map(|l| l.text.as_str()).collect();
        assert_eq!(items, ["• first", "• second"]);
        assert_eq!(lines.iter().filter_map(|l| l.page).collect::<Vec<_>>(), [1, 2]);
    }

    /// One paragraph of numbered words, the recommendation in the middle.
    fn long() -> (Source, Reader) {
        let text: String = (10_000..14_000).map(|n| format!("w{n} ")).collect();
        let block =
            |start, end| Block { kind: BlockKind::Paragraph, start, end, page: None, label: None, depth: 0 };
        let blocks = vec![block(0, 13_999), block(14_000, text.len())];
        let reader = Reader {
            row: RowId(1),
            document: DocumentId::of(b"x"),
            span: Span { start: 14_000, end: 14_006 },
            lines: Vec::new(),
            top: 0,
            place: (0, 0),
            room: (0, 0),
        };
        (Source { text, blocks }, reader)
    }

    fn first_word(reader: &Reader) -> &str {
        reader.lines[reader.top].text.split(' ').next().unwrap_or_default()
    }

    #[test]
    fn a_new_size_keeps_the_words_at_the_top() {
        let (source, mut reader) = long();
        reader.lay_out(&source, 80, 20);
        assert!(reader.marked_in_sight(20));
        reader.scroll(60, 20);
        let word = first_word(&reader).to_string();
        for (width, height) in [(40, 20), (61, 7), (33, 50), (80, 20)] {
            reader.lay_out(&source, width, height);
            assert!(reader.lines[reader.top].text.contains(&word), "{width}x{height}");
        }
        assert_eq!(first_word(&reader), word, "the way there and back ends where it began");
        reader.scroll(isize::MAX, 20);
        assert_eq!(reader.top, reader.lines.len() - 20);
    }

    #[test]
    fn a_new_size_keeps_the_recommendation_in_sight() {
        let (source, mut reader) = long();
        for (width, height) in [(120, 60), (80, 20), (30, 3), (18, 1), (200, 12)] {
            reader.lay_out(&source, width, height);
            assert!(reader.marked_in_sight(height), "{width}x{height}");
        }
    }
}
