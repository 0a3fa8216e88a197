//! The lines between the panes, and their titles.

use super::{put, put_right, row};
use crate::tui::layout::Areas;
use crate::tui::state::{Focus, State};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Draws all lines and titles.
pub fn draw(state: &State, areas: &Areas, buffer: &mut Buffer) {
    let (signs, rule) = (&state.signs, state.theme.style(Role::Rule));
    across(buffer, areas.titles, signs.across, rule);
    down(buffer, areas.facets_rule, signs.down, rule);
    if areas.is_wide() {
        down(buffer, areas.rule, signs.down, rule);
    } else {
        across(buffer, areas.rule, signs.across, rule);
    }
    if !areas.titles.is_empty() {
        let tee = |buffer: &mut Buffer, x: u16| {
            put(buffer, Rect { x, width: 1, ..areas.titles }, signs.tee_down, rule);
        };
        if !areas.facets_rule.is_empty() {
            tee(buffer, areas.facets_rule.x);
        }
        if areas.is_wide() {
            tee(buffer, areas.rule.x);
        }
    }
    if !areas.is_wide() && !areas.facets_rule.is_empty() && !areas.rule.is_empty() {
        put(buffer, Rect { x: areas.facets_rule.x, width: 1, ..areas.rule }, signs.tee_right, rule);
    }
    titles(state, areas, buffer);
}

fn titles(state: &State, areas: &Areas, buffer: &mut Buffer) {
    let over = |pane: Rect| Rect { x: pane.x, width: pane.width, ..areas.titles };
    if !areas.facets.is_empty() {
        title(state, over(areas.facets), "Facets", Focus::Facets, buffer);
    }
    if !areas.list.is_empty() {
        let space = over(areas.list);
        if !areas.titles.is_empty() && !state.found.rows.is_empty() {
            let count = if state.answered { state.found.rows.len().to_string() } else { String::new() };
            let place = format!(" {}/{count} ", state.cursor + 1);
            let end = Rect { width: space.width.saturating_sub(1), ..space };
            put_right(buffer, end, &place, state.theme.style(Role::Dim));
        }
        title(state, space, "Recommendations", Focus::List, buffer);
    }
    let details = if areas.is_wide() { over(areas.details) } else { row(areas.rule, 0) };
    if !areas.details.is_empty() {
        let end = Rect { width: details.width.saturating_sub(1), ..details };
        put_right(buffer, end, &more(state, areas.details), state.theme.style(Role::Dim));
        title(state, details, "Details", Focus::Details, buffer);
    }
}

/// That there is more of the details below, or above where the end is in sight.
fn more(state: &State, details: Rect) -> String {
    match super::details::out_of_sight(state, details) {
        (0, 0) => String::new(),
        (above, 0) => format!(" {} {above} ", state.signs.above),
        (_, below) => format!(" {} {below} more ", state.signs.below),
    }
}

fn title(state: &State, area: Rect, name: &str, focus: Focus, buffer: &mut Buffer) {
    let role = if state.focus == focus { Role::Title } else { Role::Dim };
    let room = Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(1), ..area };
    // The title stands on a dimmed line and must not be dimmed by it.
    let style = state.theme.style(role);
    let style = if role == Role::Title { style.remove_modifier(Modifier::DIM) } else { style };
    put(buffer, room, &format!(" {name} "), style);
}

fn across(buffer: &mut Buffer, area: Rect, sign: &str, style: Style) {
    for x in area.x..area.right() {
        put(buffer, Rect { x, width: 1, ..area }, sign, style);
    }
}

fn down(buffer: &mut Buffer, area: Rect, sign: &str, style: Style) {
    for y in area.y..area.bottom() {
        put(buffer, Rect { y, height: 1, ..area }, sign, style);
    }
}
