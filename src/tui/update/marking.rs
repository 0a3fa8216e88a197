//! Marking recommendations to decide on them together.

use crate::model::RowId;
use crate::tui::action::{Action, Context};
use crate::tui::fit::thousands;
use crate::tui::key::sequence_in_words;
use crate::tui::requests::Request;
use crate::tui::state::{Awaited, Effect, State, Tone};

/// Does an action that marks.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let Some(row) = state.row() else { return };
    match action {
        // The desk knows what stands where.
        Action::MarkSection => {
            state.awaited = Some(Awaited::Section);
            return effects.push(Effect::Ask(Request::Section(row)));
        }
        Action::Mark => {
            state.marks.toggle(row);
            state.cursor = (state.cursor + 1).min(state.found.rows.len().saturating_sub(1));
        }
        Action::MarkRange => {
            let rows = state.found.rows.clone();
            let from = state.marks.last.and_then(|last| rows.iter().position(|r| *r == last));
            let from = from.unwrap_or(state.cursor);
            state.marks.add(&rows[from.min(state.cursor)..=from.max(state.cursor)]);
        }
        _ if state.marks.len() == state.found.rows.len() => return clear(state),
        _ => {
            let rows = state.found.rows.clone();
            state.marks.add(&rows);
        }
    }
    tell(state);
}

/// Marks what stands under one heading, of that what is shown; where all of it is marked, takes the marks off.
pub fn section(state: &mut State, rows: &[RowId]) {
    let mut under = crate::tui::marks::Marks::default();
    under.add(rows);
    let shown = under.of(&state.found.rows);
    match shown.iter().all(|row| state.marks.has(*row)) {
        true => shown.iter().for_each(|row| state.marks.toggle(*row)),
        false => state.marks.add(&shown),
    }
    tell(state);
}

/// Says how many are marked, what is done with them, and which keys mark more.
fn tell(state: &mut State) {
    let marked = match state.marks.len() {
        0 => return state.tell(Tone::Told, "nothing is marked any more"),
        n => thousands(n),
    };
    let key = |action, what: &str| {
        let keys = state.keymap.keys_of(Context::List, action).next();
        keys.map(|keys| format!("{} {what}", sequence_in_words(keys)))
    };
    let more = [
        key(Action::MarkRange, "to here"),
        key(Action::MarkSection, "section"),
        key(Action::MarkAll, "all"),
        key(Action::Cancel, "none"),
    ];
    let more = more.into_iter().flatten().collect::<Vec<_>>().join(", ");
    state.tell(Tone::Told, format!("{marked} marked, decided together: {more}"));
}

/// Takes all marks off.
pub fn clear(state: &mut State) {
    state.tell(Tone::Told, format!("{} unmarked", thousands(state.marks.len())));
    state.marks = Default::default();
}
