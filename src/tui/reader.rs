//! The source of a document as a page to read, scrolled to one recommendation.

use super::fit::{safe, wrap};
use super::source::bytes_of;
use crate::desk::Source;
use crate::model::{BlockKind, DocumentId, RowId, Span};
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
    /// The columns it is laid out for.
    pub columns: usize,
    /// Where to begin, when the page is laid out: at this line, or else at the recommendation.
    pub begin_at: Option<usize>,
}

impl Reader {
    /// Whether the page must be laid out for a screen of this width.
    pub fn needs_layout(&self, width: u16) -> bool {
        self.columns != columns_for(width)
    }

    /// Lays the page out. The recommendation, or what was at the top, stays in sight.
    pub fn lay_out(&mut self, source: &Source, width: u16, height: usize) {
        let share = |line: usize, of: usize, to: usize| (line * to).checked_div(of).unwrap_or(0);
        let (before, first_time) = (self.lines.len(), self.columns == 0);
        self.columns = columns_for(width);
        self.lines = lay_out(source, self.span, self.columns);
        let marked = self.lines.iter().position(|l| !l.marked.is_empty()).unwrap_or(0);
        self.top = match (self.begin_at.take(), first_time) {
            (Some(line), _) => line,
            (None, true) => marked.saturating_sub(ABOVE),
            (None, false) => share(self.top, before, self.lines.len()),
        };
        self.scroll(0, height);
    }

    /// Scrolls by so many lines.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.lines.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

fn columns_for(width: u16) -> usize {
    usize::from(width).saturating_sub(10).clamp(8, COLUMNS)
}

fn lay_out(source: &Source, span: Span, columns: usize) -> Vec<PageLine> {
    let marked = bytes_of(span, &source.text).unwrap_or(0..0);
    let (from, to) = (marked.start.saturating_sub(REACH), marked.end.saturating_add(REACH));
    let (mut lines, mut page) = (Vec::new(), None);
    for block in source.blocks.iter().filter(|b| b.end > from && b.start < to) {
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
            lines.push(gap_line());
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
            });
        }
        if heading && lines.len() == 1 {
            lines.push(gap_line());
        }
    }
    lines
}

fn gap_line() -> PageLine {
    PageLine { text: String::new(), indent: 0, kind: BlockKind::Paragraph, marked: 0..0, page: None }
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

    #[test]
    fn a_new_width_keeps_the_place() {
        let mut long = source();
        long.text = "word ".repeat(4000);
        long.blocks = vec![Block {
            kind: BlockKind::Paragraph,
            start: 0,
            end: 19_999,
            page: None,
            label: None,
            depth: 0,
        }];
        let row = RowId(1);
        let mut reader = Reader {
            row,
            document: DocumentId::of(b"x"),
            span: Span { start: 10_000, end: 10_004 },
            lines: Vec::new(),
            top: 0,
            columns: 0,
            begin_at: None,
        };
        reader.lay_out(&long, 80, 20);
        let middle = reader.top as f64 / reader.lines.len() as f64;
        assert!((0.4..0.6).contains(&middle), "{middle}");
        reader.lay_out(&long, 40, 20);
        let after = reader.top as f64 / reader.lines.len() as f64;
        assert!((middle - after).abs() < 0.05, "{middle} {after}");
        reader.scroll(isize::MAX, 20);
        assert_eq!(reader.top, reader.lines.len() - 20);
    }
}
