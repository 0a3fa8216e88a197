//! The status line: what was done and saved, or the search that is being written.

use super::{from_column, put, put_right, row};
use crate::model::Verdict;
use crate::tui::fit::{columns, cut, wrap};
use crate::tui::layers::Search;
use crate::tui::layout::STATUS_INDENT;
use crate::tui::state::{State, Tone};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

/// Draws what was said last.
pub fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    let (sign, role) = match state.status.tone {
        Tone::Told => (" ", Role::Dim),
        Tone::Saved => (state.signs.verdict(Verdict::Keep), Role::Good),
        Tone::Failed => (state.signs.verdict(Verdict::Drop), Role::Bad),
    };
    let style = state.theme.style(role);
    put(buffer, from_column(row(area, 0), 1), sign, style);
    let (words, room) = (&state.status.words, from_column(area, STATUS_INDENT));
    let width = usize::from(room.width.saturating_sub(1));
    let last = usize::from(area.height.saturating_sub(1));
    for (n, line) in wrap(words, width).into_iter().take(last + 1).enumerate() {
        // What finds no room at all is cut where it ends.
        let line = if n == last { &words[line.start..] } else { &words[line] };
        put(buffer, row(room, n), &cut(line, width, state.signs.ellipsis), style);
    }
}

/// What is wrong with a query in fewer columns says nothing.
const LEAST: usize = 20;

/// Draws the search line; where the caret stands.
pub fn draw_search(state: &State, search: &Search, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    buffer.set_style(area, Style::reset());
    for x in area.x..area.right() {
        buffer[(x, area.y)].reset();
    }
    let refused = search.is_refused();
    let found = match state.found.rows.len() {
        _ if refused || state.filter.search.is_none() => String::new(),
        0 => " nothing found ".to_string(),
        n => format!(" {n} found "),
    };
    put(buffer, from_column(area, 1), "/", state.theme.style(Role::Title));
    let dim = state.theme.style(Role::Dim);
    let mut room = put_right(buffer, from_column(area, 3), &found, dim);
    if let Some(wrong) = search.trouble(refused) {
        let words = if refused { wrong.to_string() } else { wrong.words };
        let written = columns(search.line.text()) + 2;
        let left = usize::from(room.width).saturating_sub(written).min(columns(&words) + 2);
        // Once refused, the field gives way: it goes along with the caret.
        let left = if refused { left.max(usize::from(room.width) / 2) } else { left };
        if left >= LEAST || refused {
            let style = if refused { state.theme.style(Role::Bad) } else { dim };
            let words = cut(&words, left.saturating_sub(2), state.signs.ellipsis).into_owned();
            room = put_right(buffer, room, &format!(" {} ", state.signs.words(&words)), style);
        }
    }
    let caret = draw_field(search.line.text(), search.line.before_caret(), state, room, buffer);
    if search.line.is_selected() {
        let selected = Rect { width: caret.x.saturating_sub(room.x), ..room };
        buffer.set_style(selected, Style::new().add_modifier(Modifier::REVERSED));
    }
    Some(caret)
}

/// Draws a line that is being written so that its caret is in sight; where the caret stands.
pub fn draw_field(text: &str, before: &str, state: &State, area: Rect, buffer: &mut Buffer) -> Position {
    let width = usize::from(area.width.max(1));
    let mut skip = 0;
    let mut caret = columns(before);
    for (at, c) in before.char_indices() {
        if caret < width {
            break;
        }
        skip = at + c.len_utf8();
        caret = columns(&before[skip..]);
    }
    put(buffer, area, &text[skip..], state.theme.style(Role::Text));
    Position::new(area.x + caret as u16, area.y)
}
