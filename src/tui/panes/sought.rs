//! The words that the search looks for, marked where they stand.

use crate::facets::query::Marks;
use crate::tui::fit::columns;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::ops::Range;

/// Lays a style over what is sought in a text that begins at the left of an area and was cut to it.
pub fn mark(marks: &Marks, text: &str, area: Rect, style: Style, buffer: &mut Buffer) {
    for range in marks.find(text) {
        let before = columns(&text[..range.start]).min(usize::from(area.width)) as u16;
        let width = columns(&text[range]).min(usize::from(area.width - before)) as u16;
        buffer.set_style(Rect { x: area.x + before, width, height: 1, ..area }, style);
    }
}

/// The pieces of a line of a text, each marked or not; `marked` are ranges of the text, in order and apart.
pub fn pieces(line: Range<usize>, marked: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut pieces = Vec::new();
    let mut at = line.start;
    for range in marked {
        let (from, to) = (range.start.clamp(at, line.end), range.end.clamp(at, line.end));
        if from < to {
            pieces.push((at..from, false));
            pieces.push((from..to, true));
            at = to;
        }
    }
    pieces.push((at..line.end, false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_where_marks_begin_and_end() {
        let check = |line: Range<usize>, marked: &[Range<usize>], pieces_of: &[(Range<usize>, bool)]| {
            assert_eq!(pieces(line.clone(), marked), pieces_of, "{line:?} {marked:?}");
        };
        check(0..5, &[], &[(0..5, false)]);
        check(0..5, &[1..3, 7..9], &[(0..1, false), (1..3, true), (3..5, false)]);
        check(4..9, &[1..5, 8..12], &[(4..5, true), (5..8, false), (8..9, true)]);
        check(4..9, &[0..2, 10..12], &[(4..9, false)]);
        check(4..4, &[0..3, 4..9], &[]);
    }
}
