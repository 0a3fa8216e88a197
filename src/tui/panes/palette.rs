//! The palette: every action by its name, with its key.

use super::{begin_selected, beside_reader, draw_box, end_selected, from_column, put, put_right, row};
use crate::tui::fit::cut;
use crate::tui::layers::{Menu, Palette};
use crate::tui::layout::centred;
use crate::tui::panes::status::draw_field;
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the palette; where the caret stands.
pub fn draw(state: &State, palette: &Palette, buffer: &mut Buffer) -> Option<Position> {
    let area = centred(beside_reader(state, buffer), 78, 20);
    let inside = draw_box(state, area, "Actions", buffer);
    let (caret, list) = draw_line(state, &palette.menu, inside, buffer)?;
    for (line, at, selected) in in_sight(&palette.menu, list) {
        let Some(offer) = palette.offers.get(at) else { continue };
        if selected {
            begin_selected(state, line, Role::Selected, buffer);
        }
        let (aside, role) = match offer.hindrance {
            None => (state.keymap.first_key(palette.from, offer.entry.action), Role::Text),
            Some(why) => (state.signs.words(why), Role::Dim),
        };
        let room = Rect { width: line.width.saturating_sub(1), ..line };
        let aside = cut(&aside, usize::from(room.width) / 2, state.signs.ellipsis);
        let room = put_right(buffer, room, &format!("  {aside}"), state.theme.style(Role::Dim));
        let room = from_column(room, 2);
        let name = cut(&offer.entry.description, usize::from(room.width), state.signs.ellipsis);
        put(buffer, room, &name, state.theme.style(role));
        if selected {
            end_selected(line, buffer);
        }
    }
    Some(caret)
}

/// Draws the line of a menu; where the caret stands, and the area for the names.
pub fn draw_line(state: &State, menu: &Menu, inside: Rect, buffer: &mut Buffer) -> Option<(Position, Rect)> {
    if inside.is_empty() {
        return None;
    }
    let line = row(inside, 0);
    put(buffer, line, state.signs.crumb, state.theme.style(Role::Title));
    let field = from_column(line, 2);
    let caret = draw_field(menu.line.text(), menu.line.before_caret(), state, field, buffer);
    let below = 1 + u16::from(inside.height > 8);
    let list = Rect { y: inside.y + below, height: inside.height.saturating_sub(below), ..inside };
    if menu.found.is_empty() {
        put(buffer, from_column(row(list, 0), 2), "nothing found", state.theme.style(Role::Dim));
    }
    Some((caret, list))
}

/// The names in sight: the line each stands on, its place, and whether it is under the cursor.
pub fn in_sight(menu: &Menu, list: Rect) -> impl Iterator<Item = (Rect, usize, bool)> {
    let height = usize::from(list.height);
    let top = (menu.cursor + 1).saturating_sub(height);
    let shown = menu.found.iter().enumerate().skip(top).take(height);
    shown.map(move |(n, at)| (row(list, n - top), *at, n == menu.cursor))
}
