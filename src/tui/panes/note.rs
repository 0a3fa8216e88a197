//! The note or the words that are being written.

use super::{beside_details, draw_box};
use crate::tui::layers::{NoteEditor, Written};
use crate::tui::layout::centred;
use crate::tui::state::State;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::widgets::Widget;

/// Draws the editor; where the caret stands.
pub fn draw(state: &State, note: &NoteEditor, buffer: &mut Buffer) -> Option<Position> {
    let (rows, title) = match note.what {
        Written::Note => (9, "Note"),
        Written::Text => (14, "Words"),
    };
    let inside = draw_box(state, centred(beside_details(state, buffer), 74, rows), title, buffer);
    if inside.is_empty() {
        return None;
    }
    note.area.render(inside, buffer);
    let (caret, (top, left)) = (note.area.screen_cursor(), note.area.scroll_offset());
    let row = (caret.row as u16).checked_sub(top)?.min(inside.height - 1);
    let column = (caret.col as u16).checked_sub(left)?.min(inside.width - 1);
    Some(Position::new(inside.x + column, inside.y + row))
}
