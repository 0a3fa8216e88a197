//! Every key, made from the table of actions.

use super::{from_column, put, put_line, row, span};
use crate::tui::action::Context;
use crate::tui::fit::{columns, wrap};
use crate::tui::key::sequence_in_words;
use crate::tui::keymap::Keymap;
use crate::tui::state::State;
use crate::tui::table::table;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns of the keys.
const KEYS: usize = 20;

/// Draws the lines in sight over the whole screen.
pub fn draw(state: &State, top: usize, buffer: &mut Buffer) {
    let area = *buffer.area();
    put(buffer, from_column(row(area, 0), 1), "Keys", state.theme.style(Role::Title));
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(3), ..area };
    let lines = lines(&state.keymap, &state.theme, area.width);
    for (n, line) in lines.iter().skip(top).take(usize::from(body.height)).enumerate() {
        put_line(buffer, row(body, n), line);
    }
    super::hints::draw(state, row(area, usize::from(area.height) - 1), buffer);
}

/// All lines for a width; scrolling counts them.
pub fn lines(keymap: &Keymap, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let (bold, dim) = (theme.style(Role::Key), theme.style(Role::Dim));
    for context in Context::ALL {
        lines.push(Line::from(span(format!(" {}", heading(context)), theme.style(Role::Title))));
        for entry in table() {
            let keys: Vec<String> = keymap.keys_in(context, entry.action).map(sequence_in_words).collect();
            if keys.is_empty() {
                continue;
            }
            let keys = keys.join("  ");
            let gap = KEYS.saturating_sub(columns(&keys)).max(2);
            let room = usize::from(width).saturating_sub(KEYS + 4);
            for (n, range) in wrap(&entry.description, room).into_iter().enumerate() {
                let left =
                    if n == 0 { format!("   {keys}{}", " ".repeat(gap)) } else { " ".repeat(KEYS + 3) };
                lines.push(Line::from(vec![span(left, bold), span(&entry.description[range], dim)]));
            }
        }
        lines.push(Line::default());
    }
    lines
}

fn heading(context: Context) -> &'static str {
    match context {
        Context::List => "Deciding (list and details)",
        Context::Screen => "On the screen",
        Context::Panes => "Moving",
        Context::Facets => "In the facets",
        Context::Picker => "Choosing concepts",
        Context::Search => "Searching",
        Context::Chooser => "Going somewhere",
        Context::Naming => "Naming filters",
        Context::Note => "Writing a note or words",
        Context::Reader => "Reading the source",
        Context::Overview => "In the overview",
        Context::Marking => "Choosing a passage, its boundaries, or where it is split",
        Context::Form => "Filling in a form",
        Context::Palette => "Finding an action",
        Context::Help => "On this page",
        Context::Everywhere => "Everywhere",
    }
}
