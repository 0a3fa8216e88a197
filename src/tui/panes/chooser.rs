//! The list to go anywhere from, and the line that names a filter.

use super::palette::{draw_line, in_sight};
use super::status::draw_field;
use super::{begin_selected, draw_box, end_selected, from_column, put, put_right, row};
use crate::tui::chooser::{Chooser, Choosing};
use crate::tui::fit::cut;
use crate::tui::layers::Naming;
use crate::tui::layout::centred;
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Columns for what a target is.
const KIND: u16 = 10;

/// Draws the list; where the caret stands.
pub fn draw(state: &State, chooser: &Chooser, buffer: &mut Buffer) -> Option<Position> {
    let (title, rows) = match chooser.choosing {
        Choosing::Anything => ("Go to", 24),
        // As high as it needs: few save many.
        Choosing::Saved => ("Saved filters", (chooser.targets.len() + 6).min(24) as u16),
    };
    let inside = draw_box(state, centred(*buffer.area(), 90, rows), title, buffer);
    let (caret, list) = draw_line(state, &chooser.menu, inside, buffer)?;
    let dim = state.theme.style(Role::Dim);
    let every_kind = chooser.choosing == Choosing::Anything && list.width >= 40;
    for (line, at, selected) in in_sight(&chooser.menu, list) {
        let Some(target) = chooser.targets.get(at) else { continue };
        if selected {
            begin_selected(state, line, Role::Selected, buffer);
        }
        let room = Rect { width: line.width.saturating_sub(1), ..line };
        let aside = cut(&target.aside, usize::from(room.width) / 2, state.signs.ellipsis);
        let mut room = from_column(put_right(buffer, room, &format!("  {aside}"), dim), 2);
        if every_kind {
            put(buffer, room, target.kind, dim);
            room = from_column(room, KIND);
        }
        let label = cut(&target.label, usize::from(room.width), state.signs.ellipsis);
        let role = if target.is_possible { Role::Text } else { Role::Dim };
        let used = put(buffer, room, &label, state.theme.style(role));
        let room = from_column(room, used + 2);
        put(buffer, room, &cut(&target.under, usize::from(room.width), state.signs.ellipsis), dim);
        if selected {
            end_selected(line, buffer);
        }
    }
    if chooser.choosing == Choosing::Saved && chooser.targets.is_empty() {
        put(buffer, from_column(row(list, 0), 2), "none saved yet", dim);
    }
    Some(caret)
}

/// Draws the line that names a filter over the status line; where the caret stands.
pub fn draw_naming(state: &State, naming: &Naming, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    for x in area.x..area.right() {
        buffer[(x, area.y)].reset();
    }
    let used = put(buffer, from_column(area, 1), "save these filters as ", state.theme.style(Role::Title));
    let room = from_column(area, 1 + used);
    Some(draw_field(naming.line.text(), naming.line.before_caret(), state, room, buffer))
}
