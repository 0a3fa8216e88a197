//! The same thing said twice: going there, and deciding on all of it together.

use super::deciding;
use crate::model::{RowId, Verdict};
use crate::tui::action::Action;
use crate::tui::state::{Effect, Sent, State, Tone};
use crate::tui::worker::{Request, Step};

/// How many others are shown, and gone through by key.
pub const SHOWN: usize = 50;

/// Does an action on what says the same as the recommendation under the cursor.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let others = state.card().map(|card| card.alike.as_ref().map(Vec::len));
    match others {
        None => state.tell(Tone::Told, "there is no recommendation here"),
        Some(None) => state.tell(Tone::Told, "not compared with the others yet"),
        Some(Some(0)) => state.tell(Tone::Told, "nothing else says the same"),
        Some(Some(_)) if action == Action::NextAlike => next(state),
        Some(Some(_)) => spread(state, effects),
    }
}

/// Asks where else it is said, once for each recommendation that comes under the cursor.
pub fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(row) = state.card().filter(|card| is_said_elsewhere(card.alike.as_deref())).map(|card| card.row)
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
    let Some((others, _)) = &state.details.alike else {
        return state.tell(Tone::Told, "not loaded yet");
    };
    let others: Vec<RowId> = others.iter().map(|other| other.recommendation.row).collect();
    let listed = |at: &usize| state.found.rows.get(*at).is_some_and(|row| others.contains(row));
    let count = state.found.rows.len();
    match (state.cursor + 1..count).chain(0..state.cursor.min(count)).find(listed) {
        Some(at) => state.cursor = at,
        None => state.tell(Tone::Told, "what says the same is outside this filter: c shows everything"),
    }
}

fn spread(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(card) = state.card() else { return };
    if card.verdict == Verdict::Unreviewed && card.tags.values().all(Vec::is_empty) {
        return state.tell(
            Tone::Told,
            "decide on this one first; then the same key gives its verdict and tags to the others",
        );
    }
    let row = card.row;
    let sent = Sent { row: Some(row), ..Sent::of(Step::Decide) };
    deciding::send(state, Request::Spread(row), sent, effects);
}
