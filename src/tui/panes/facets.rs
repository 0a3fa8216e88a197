//! The facets: every value with its live counts.

use super::{begin_selected, end_selected, from_column, put, put_right, row};
use crate::facets::Facet;
use crate::model::Verdict;
use crate::taxonomy::OBJECTIVE;
use crate::tui::facet_list::{FacetRow, FacetValue};
use crate::tui::fit::{brief, cut};
use crate::tui::state::{Focus, State};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the rows in sight.
pub fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    let (rows, top) = (&state.facets.rows, state.facets.top);
    let height = state.facets.shown(usize::from(area.height));
    let shown = rows.iter().enumerate().skip(top).take(height);
    let numbers = numbers_width(state);
    for (n, (at, facet_row)) in shown.enumerate() {
        let line = row(area, n);
        match facet_row {
            FacetRow::Gap => {}
            FacetRow::More(more) => {
                let words = format!("{} {more} more", state.signs.ellipsis);
                put(buffer, from_column(line, 3), &words, state.theme.style(Role::Dim));
            }
            FacetRow::Heading(name) => {
                put(buffer, from_column(line, 1), name, state.theme.style(Role::Key));
            }
            FacetRow::Value(value) => {
                let under_cursor = at == state.facets.cursor && state.focus == Focus::Facets;
                draw_value(state, value, under_cursor, numbers, line, buffer);
            }
        }
    }
    if height < usize::from(area.height) && rows.len() > height {
        let words = match rows.len().saturating_sub(top + height) {
            0 => format!("{} {top} more", state.signs.above),
            below => format!("{} {below} more", state.signs.below),
        };
        put(buffer, from_column(row(area, height), 3), &words, state.theme.style(Role::Dim));
    }
}

fn numbers_width(state: &State) -> usize {
    state.found.counts.total.max(1).to_string().len().max(2)
}

fn draw_value(
    state: &State,
    value: &FacetValue,
    under_cursor: bool,
    numbers: usize,
    line: Rect,
    buffer: &mut Buffer,
) {
    let style = |role| state.theme.style(role);
    if under_cursor {
        begin_selected(state, line, Role::Selected, buffer);
    }
    let sign = if value.picked { state.signs.picked } else { " " };
    put(buffer, from_column(line, 1), sign, style(Role::Chip));
    let empty = value.having + value.suggested == 0;
    let counts = from_column(line, 3);
    let counts = Rect { width: counts.width.saturating_sub(1), ..counts };
    // Only concepts are suggested; where there is little room, other values keep theirs.
    let suggested = match value.suggested {
        0 if line.width < 26 && !matches!(value.facet, Facet::Concept(_)) => String::new(),
        0 => " ".repeat(numbers + 2),
        n => format!("{:>width$}", format!("+{n}"), width = numbers + 2),
    };
    let room = put_right(buffer, counts, &suggested, style(Role::Dim));
    let having = match value.having {
        0 => format!("{:>numbers$}", state.signs.dot),
        n => format!("{n:>numbers$}"),
    };
    let room =
        put_right(buffer, room, &having, style(if value.having == 0 { Role::Dim } else { Role::Text }));
    let mut room = Rect { width: room.width.saturating_sub(1), ..room };
    if let Some(verdict) = (value.facet == Facet::Verdict).then(|| Verdict::from_word(&value.value)).flatten()
    {
        put(buffer, room, state.signs.verdict(verdict), state.theme.verdict(verdict));
        room = from_column(room, 2);
    }
    let width = usize::from(room.width);
    let aligned;
    let label = match &value.facet {
        Facet::Concept(scheme) if scheme == OBJECTIVE && value.value.len() == 1 => {
            aligned = format!(" {}", value.label);
            brief(&aligned, width, state.signs.ellipsis)
        }
        Facet::Concept(_) => brief(&value.label, width, state.signs.ellipsis),
        _ => cut(&value.label, width, state.signs.ellipsis),
    };
    let role = match (value.picked, empty) {
        (true, _) => Role::Chip,
        (false, true) => Role::Dim,
        (false, false) => Role::Text,
    };
    put(buffer, room, &label, style(role));
    if under_cursor {
        end_selected(line, buffer);
    }
}
