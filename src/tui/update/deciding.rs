//! Decisions: sent to the desk in the order of the keys, on what the reviewer saw.

use crate::desk::{Edit, Letter};
use crate::model::{RowId, TagEdit, Verdict};
use crate::taxonomy::CLUSTER;
use crate::tui::action::Action;
use crate::tui::fit::thousands;
use crate::tui::requests::{Request, Step};
use crate::tui::state::{Effect, Sent, State, Tone};

/// Does an action that decides, undoes or redoes.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::KeepSuggested => {
            // What is shown is taken: suggestions learn in the meantime. Of many, not all are shown.
            let edit = match state.card().filter(|_| state.marks.is_empty()) {
                Some(card) => state.taking.keep(card),
                None => Edit::KeepSuggested,
            };
            decide(state, edit, Then::MoveOn, effects);
        }
        Action::Keep => verdict(state, Verdict::Keep, effects),
        Action::Drop => verdict(state, Verdict::Drop, effects),
        Action::Later => verdict(state, Verdict::Later, effects),
        Action::Unreview => decide(state, Edit::Verdict(Verdict::Unreviewed), Then::Stay, effects),
        Action::TagCluster(n) => decide(state, toggle(CLUSTER, &n.to_string()), Then::Stay, effects),
        Action::Suggestion(n) => letter(state, usize::from(n), effects),
        Action::Repeat => repeat(state, effects),
        Action::Undo => send(state, Request::Undo, Sent::of(Step::Undo), effects),
        Action::Redo => send(state, Request::Redo, Sent::of(Step::Redo), effects),
        _ => {}
    }
}

/// The edit that puts a concept on, or takes it off.
pub fn toggle(scheme: &str, notation: &str) -> Edit {
    Edit::Tags { scheme: scheme.into(), edit: TagEdit::Toggle, notations: vec![notation.into()] }
}

/// Decides on one recommendation, or on all that are marked, and leaves the cursor where it is.
pub fn on(state: &mut State, row: RowId, edit: Edit, effects: &mut Vec<Effect>) {
    if decides_on_marks(state) {
        return on_marked(state, edit, Then::Stay, effects);
    }
    let sent = Sent { row: Some(row), ..Sent::of(Step::Decide) };
    remember(state, row, &edit);
    send(state, Request::Decide { rows: vec![row], edits: vec![edit] }, sent, effects);
}

/// Whether what is marked is decided on. In the reader one recommendation is read, and decided on.
pub fn decides_on_marks(state: &State) -> bool {
    !state.marks.is_empty() && state.reader().is_none()
}

/// What the cursor does when a decision was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Stay,
    MoveOn,
}

fn verdict(state: &mut State, verdict: Verdict, effects: &mut Vec<Effect>) {
    decide(state, Edit::Verdict(verdict), Then::MoveOn, effects);
}

/// Decides on what is marked, else on the recommendation under the cursor. The cursor moves on at once; what was decided
/// is shown when it is on disk.
fn decide(state: &mut State, edit: Edit, then: Then, effects: &mut Vec<Effect>) {
    if !state.marks.is_empty() {
        return on_marked(state, edit, then, effects);
    }
    let Some(row) = state.row() else { return };
    let sent = Sent { row: Some(row), moved_on: then == Then::MoveOn, ..Sent::of(Step::Decide) };
    remember(state, row, &edit);
    send(state, Request::Decide { rows: vec![row], edits: vec![edit] }, sent, effects);
    if then == Then::MoveOn {
        move_on(state);
    }
}

fn move_on(state: &mut State) {
    state.cursor = (state.cursor + 1).min(state.found.rows.len().saturating_sub(1));
}

/// Decides on all that are marked, in one step. A verdict takes the marks off; they come back where it fails.
fn on_marked(state: &mut State, edit: Edit, then: Then, effects: &mut Vec<Effect>) {
    let rows = state.marks.of(&state.found.rows);
    let Some(first) = rows.first().copied() else { return };
    remember(state, first, &edit);
    let marks = match then {
        Then::MoveOn => std::mem::take(&mut state.marks),
        Then::Stay => state.marks.clone(),
    };
    state.tell(Tone::Told, format!("deciding on {} recommendations…", thousands(rows.len())));
    let sent = Sent { marks: Some(marks), ..Sent::of(Step::Decide) };
    send(state, Request::Decide { rows, edits: vec![edit] }, sent, effects);
}

/// Puts the suggestion of a letter on, or takes it off.
fn letter(state: &mut State, n: usize, effects: &mut Vec<Effect>) {
    if decides_on_marks(state) {
        let named = state.taking.named(n).map(|(scheme, notation)| toggle(scheme, notation));
        return named.into_iter().for_each(|edit| on_marked(state, edit, Then::Stay, effects));
    }
    let Some(row) = state.subject_row() else { return };
    let moved_on = state.reader().is_some();
    let settled = state.is_settled(row);
    let Some(card) = state.cards.get(&row) else { return };
    match state.taking.press(card, n, settled) {
        Letter::Unknown => {}
        Letter::Declined { scheme, notation } => {
            state.tell(
                Tone::Told,
                format!("{scheme} {notation} will not be taken; its letter takes it again"),
            );
        }
        Letter::Edit { scheme, edit } => {
            remember(state, row, &edit);
            let sent = Sent { row: Some(row), letter: Some(scheme), moved_on, ..Sent::of(Step::Decide) };
            send(state, Request::Decide { rows: vec![row], edits: vec![edit] }, sent, effects);
        }
    }
}

/// Gives the recommendation under the cursor, or those marked, the verdict and the tags of the one decided last.
fn repeat(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(last) = state.last_decided {
        decide(state, Edit::Same(last), Then::MoveOn, effects);
    }
}

/// Remembers what was decided last, to be repeated.
pub fn remember(state: &mut State, row: RowId, edit: &Edit) {
    if !matches!(edit, Edit::Note(_) | Edit::Same(_) | Edit::Verdict(Verdict::Unreviewed)) {
        state.last_decided = Some(row);
    }
}

/// Sends a step to the desk.
pub fn send(state: &mut State, request: Request, sent: Sent, effects: &mut Vec<Effect>) {
    state.sent.push_back(sent);
    effects.push(Effect::Ask(request));
}
