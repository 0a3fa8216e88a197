//! Every key, made from the table of actions.

use super::status::draw_field;
use super::{from_column, put, put_line, row, span};
use crate::model::text::fold;
use crate::tui::action::Context;
use crate::tui::fit::{columns, wrap};
use crate::tui::key::sequence_in_words;
use crate::tui::keymap::Keymap;
use crate::tui::layers::Help;
use crate::tui::state::State;
use crate::tui::table::table;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Columns of the keys.
const KEYS: usize = 20;

/// Draws the lines in sight over the whole screen; where the caret stands.
pub fn draw(state: &State, help: &Help, buffer: &mut Buffer) -> Option<Position> {
    let area = *buffer.area();
    let first = from_column(row(area, 0), 1);
    let used = put(buffer, first, "Keys", state.theme.style(Role::Title));
    let field = from_column(first, used + 2);
    let caret = draw_field(help.line.text(), help.line.before_caret(), state, field, buffer);
    let dim = state.theme.style(Role::Dim);
    if help.line.text().is_empty() {
        put(buffer, from_column(field, 1), "type to find", dim);
    }
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(3), ..area };
    let lines = lines(&state.keymap, &state.theme, area.width, help);
    if lines.is_empty() {
        put(buffer, from_column(row(body, 0), 3), "nothing found", dim);
    }
    for (n, line) in lines.iter().skip(help.top).take(usize::from(body.height)).enumerate() {
        put_line(buffer, row(body, n), line);
    }
    super::hints::draw(state, row(area, usize::from(area.height) - 1), buffer);
    Some(caret)
}

/// All lines for a width that answer what is written, every word of it; scrolling counts them. What means something
/// where the help was opened stands first.
pub fn lines(keymap: &Keymap, theme: &Theme, width: u16, help: &Help) -> Vec<Line<'static>> {
    let query = fold(help.line.text());
    let mut lines = Vec::new();
    let near = help.from.chain();
    let others = Context::ALL.into_iter().filter(|context| !near.contains(context));
    for context in near.iter().copied().chain(others) {
        let heading = heading(context);
        let mut of_context = Vec::new();
        for entry in table() {
            let keys: Vec<String> = keymap.keys_in(context, entry.action).map(sequence_in_words).collect();
            let named = fold(&format!("{heading} {} {} {}", entry.name, entry.description, keys.join(" ")));
            if !keys.is_empty() && query.split(' ').all(|word| named.contains(word)) {
                of_context.extend(lines_of(&entry.description, &keys.join("  "), theme, width));
            }
        }
        if !of_context.is_empty() {
            lines.push(Line::from(span(format!(" {heading}"), theme.style(Role::Title))));
            lines.extend(of_context);
            lines.push(Line::default());
        }
    }
    lines
}

fn lines_of(description: &str, keys: &str, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let (bold, dim) = (theme.style(Role::Key), theme.style(Role::Dim));
    let gap = KEYS.saturating_sub(columns(keys)).max(2);
    let room = usize::from(width).saturating_sub(KEYS + 4);
    let line = |(n, range): (usize, std::ops::Range<usize>)| {
        let left = if n == 0 { format!("   {keys}{}", " ".repeat(gap)) } else { " ".repeat(KEYS + 3) };
        Line::from(vec![span(left, bold), span(&description[range], dim)])
    };
    wrap(description, room).into_iter().enumerate().map(line).collect()
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
        Context::Progress => "In the progress",
        Context::Everywhere => "Everywhere",
    }
}
