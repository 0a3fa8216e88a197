//! The reader: the source as a page.

use super::{from_column, put, put_line, put_right, row, span};
use crate::model::BlockKind;
use crate::tui::fit::{cut, safe};
use crate::tui::reader::{PageLine, Reader};
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns left of the page: page number and bar.
const MARGIN: u16 = 7;

/// Draws the lines in sight over the whole screen.
pub fn draw(state: &State, reader: &Reader, buffer: &mut Buffer) {
    let area = *buffer.area();
    let style = |role| state.theme.style(role);
    let height = usize::from(area.height.saturating_sub(3));
    let header = row(area, 0);
    let percent = match reader.lines.len().saturating_sub(height) {
        0 => String::new(),
        last => format!(" {}% ", reader.top * 100 / last),
    };
    let header = put_right(buffer, header, &percent, style(Role::Dim));
    let title = state.cards.get(&reader.row).map_or(String::new(), |c| safe(c.document.name()));
    let header = from_column(header, 1);
    put(buffer, header, &cut(&title, usize::from(header.width), state.signs.ellipsis), style(Role::Title));
    let body = Rect { y: area.y + 1, height: height as u16, ..area };
    for (n, line) in reader.lines.iter().skip(reader.top).take(height).enumerate() {
        draw_line(state, line, row(body, n), buffer);
    }
    super::status::draw(state, row(area, height + 1), buffer);
    super::hints::draw(state, row(area, height + 2), buffer);
}

fn draw_line(state: &State, line: &PageLine, area: Rect, buffer: &mut Buffer) {
    let style = |role| state.theme.style(role);
    if let Some(page) = line.page {
        put(buffer, area, &format!("{:>5}", format!("p{page}")), style(Role::Dim));
    }
    if !line.marked.is_empty() {
        put(buffer, from_column(area, MARGIN - 1), state.signs.bar, style(Role::Bar));
    }
    let role = match line.kind {
        BlockKind::Heading { .. } => Role::Title,
        BlockKind::Footnote | BlockKind::Caption => Role::Dim,
        _ => Role::Text,
    };
    let marked = line.marked.clone();
    let spans = vec![
        span(" ".repeat(line.indent), style(role)),
        span(&line.text[..marked.start], style(role)),
        span(&line.text[marked.clone()], style(Role::Quoted)),
        span(&line.text[marked.end..], style(role)),
    ];
    put_line(buffer, from_column(area, MARGIN + 1), &Line::from(spans));
}
