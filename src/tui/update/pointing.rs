//! What the mouse does: a click goes there or picks, the wheel scrolls, edges are dragged.

use super::{filtering, moving};
use crate::tui::action::Action;
use crate::tui::facet_list::FacetRow;
use crate::tui::layers::Layer;
use crate::tui::pointer::{Edge, Pointer};
use crate::tui::state::{Effect, Focus, State, Tone};
use ratatui::layout::{Position, Rect};

/// Lines that the wheel scrolls.
const WHEEL: isize = 3;

/// Switches the mouse on or off. Off is the beginning: the terminal's own selecting works then.
pub fn switch(state: &mut State, effects: &mut Vec<Effect>) {
    state.mouse = !state.mouse;
    state.dragging = None;
    effects.push(Effect::Mouse(state.mouse));
    let words = match state.mouse {
        true => "the mouse clicks, scrolls and drags edges; with shift the terminal selects text",
        false => "the mouse is the terminal's again",
    };
    state.tell(Tone::Told, words);
}

/// Takes what the mouse did; false where it changes nothing.
pub fn point(state: &mut State, pointer: Pointer, effects: &mut Vec<Effect>) -> bool {
    match pointer {
        Pointer::Down(x, y) if state.layer.is_none() => press(state, Position { x, y }, effects),
        Pointer::Drag(x, y) => drag(state, x, y),
        Pointer::Up => state.dragging.take().is_some(),
        Pointer::Wheel { down, x, y } => {
            let lines = if down { WHEEL } else { -WHEEL };
            wheel(state, lines, Position { x, y })
        }
        Pointer::Down(..) => false,
    }
}

fn press(state: &mut State, at: Position, effects: &mut Vec<Effect>) -> bool {
    let areas = state.areas();
    if areas.facets_rule.contains(at) {
        state.dragging = Some(Edge::Facets);
    } else if areas.rule.contains(at) {
        state.dragging = Some(Edge::Details);
    } else if areas.list.contains(at) {
        state.focus = Focus::List;
        let place = state.top + usize::from((at.y - areas.list.y) / areas.rows_each());
        if place < state.found.rows.len() {
            state.cursor = place;
        }
    } else if areas.facets.contains(at) {
        state.focus = Focus::Facets;
        pick(state, at, areas.facets, effects);
    } else if areas.details.contains(at) {
        state.focus = Focus::Details;
    } else {
        return false;
    }
    true
}

/// Filters by the value that was clicked on.
fn pick(state: &mut State, at: Position, facets: Rect, effects: &mut Vec<Effect>) {
    let line = usize::from(at.y - facets.y);
    let row = state.facets.top + line;
    let in_sight = line < state.facets.shown(usize::from(facets.height));
    if in_sight && matches!(state.facets.rows.get(row), Some(FacetRow::Value(_))) {
        state.facets.cursor = row;
        filtering::act(state, Action::Pick, effects);
    }
}

fn drag(state: &mut State, x: u16, y: u16) -> bool {
    let areas = state.areas();
    match state.dragging {
        Some(Edge::Facets) => state.splits.facets = Some(x),
        Some(Edge::Details) if areas.is_wide() => {
            state.splits.details = Some(areas.details.right().saturating_sub(x + 1));
        }
        Some(Edge::Details) => state.splits.list = Some(y.saturating_sub(areas.list.y)),
        None => return false,
    }
    true
}

fn wheel(state: &mut State, lines: isize, at: Position) -> bool {
    let by = moving::By::Lines(lines);
    let areas = state.areas();
    match &state.layer {
        Some(Layer::Search(_) | Layer::Note(_)) => return false,
        Some(_) => moving::go(state, by),
        None if areas.details.contains(at) => moving::scroll_details(state, lines),
        None if areas.facets.contains(at) => state.facets.go(lines),
        None => {
            let focus = std::mem::replace(&mut state.focus, Focus::List);
            moving::go(state, by);
            state.focus = focus;
        }
    }
    true
}
