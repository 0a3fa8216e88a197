//! A form that is being filled in.

use super::status::draw_field;
use super::{beside_details, draw_box, from_column, put, row};
use crate::tui::exporting;
use crate::tui::fit::cut;
use crate::tui::form::{About, Form};
use crate::tui::layout::centred;
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Columns of the labels.
const LABEL: u16 = 12;

/// Draws the form; where the caret stands.
pub fn draw(state: &State, form: &Form, buffer: &mut Buffer) -> Option<Position> {
    let lines = form.fields.len() as u16 + 4;
    let title = match form.about {
        About::Export { .. } => format!("{} ({})", form.title(), exporting::extent(state)),
        _ => form.title().to_string(),
    };
    let inside = draw_box(state, centred(beside_details(state, buffer), 74, lines), &title, buffer);
    if inside.is_empty() {
        return None;
    }
    // In a low box the field under the cursor stays in sight.
    let top = (form.cursor + 1).saturating_sub(usize::from(inside.height));
    let mut caret = None;
    for (n, field) in form.fields.iter().enumerate().skip(top) {
        let line = row(inside, n - top);
        let selected = n == form.cursor;
        let role = if selected { Role::Title } else { Role::Dim };
        let label = LABEL.min(inside.width / 2);
        let shown = cut(field.label, usize::from(label).saturating_sub(1), state.signs.ellipsis);
        put(buffer, Rect { width: label, ..line }, &shown, state.theme.style(role));
        let room = from_column(line, label);
        let before = if selected { field.line.before_caret() } else { "" };
        if !room.is_empty() {
            let at = draw_field(field.line.text(), before, state, room, buffer);
            caret = selected.then_some(at).or(caret);
        }
    }
    let hint = form.fields.get(form.cursor).map_or("", |field| field.hint);
    let below = row(inside, form.fields.len() + 1);
    let room = from_column(below, LABEL.min(inside.width / 2));
    put(
        buffer,
        room,
        &cut(hint, usize::from(room.width), state.signs.ellipsis),
        state.theme.style(Role::Dim),
    );
    caret
}
