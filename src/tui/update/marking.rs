//! Marking recommendations to decide on them together.

use crate::tui::action::Action;
use crate::tui::fit::thousands;
use crate::tui::state::{State, Tone};

/// Does an action that marks.
pub fn act(state: &mut State, action: Action) {
    let Some(row) = state.row() else { return };
    match action {
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
    match state.marks.len() {
        0 => state.tell(Tone::Told, "nothing is marked any more"),
        n => state.tell(
            Tone::Told,
            format!("{} marked: what you decide now, you decide on all of them; esc unmarks", thousands(n)),
        ),
    }
}

/// Takes all marks off.
pub fn clear(state: &mut State) {
    state.tell(Tone::Told, format!("{} unmarked", thousands(state.marks.len())));
    state.marks = Default::default();
}
