//! The same thing said twice: going there, and deciding on all of it together.

use super::deciding;
use crate::model::RowId;
use crate::tui::action::Action;
use crate::tui::requests::{Request, Step};
use crate::tui::state::{Effect, Sent, State, Tone};
use std::collections::HashSet;

/// How many others are shown with their words: those are read from all over the store.
pub const SHOWN: usize = 12;

/// Does an action on what says the same as the recommendation under the cursor.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::NextAlike => next(state),
        _ => spread(state, effects),
    }
}

/// Asks where else it is said, once for each recommendation that comes under the cursor.
pub fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(row) =
        state.subject().filter(|card| is_said_elsewhere(card.alike.as_deref())).map(|card| card.row)
    else {
        return;
    };
    if state.asked.alike != Some(row) {
        state.asked.alike = Some(row);
        effects.push(Effect::Ask(Request::Alike(row)));
    }
}

fn is_said_elsewhere<T>(others: Option<&[T]>) -> bool {
    others.is_some_and(|others| !others.is_empty())
}

/// Goes to the next that says the same in the order of the list, from the last to the first.
fn next(state: &mut State) {
    let Some((_, others)) = &state.details.alike else {
        return state.tell(Tone::Told, "not loaded yet");
    };
    let others: HashSet<RowId> = others.iter().copied().collect();
    let listed = |at: &usize| state.found.rows.get(*at).is_some_and(|row| others.contains(row));
    let count = state.found.rows.len();
    match (state.cursor + 1..count).chain(0..state.cursor.min(count)).find(listed) {
        Some(at) => state.cursor = at,
        None => state.tell(Tone::Told, "what says the same is outside this filter: c shows everything"),
    }
}

fn spread(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(row) = state.subject_row() else { return };
    let sent = Sent { row: Some(row), moved_on: state.reader().is_some(), ..Sent::of(Step::Decide) };
    deciding::send(state, Request::Spread(row), sent, effects);
}
