//! Decisions: sent to the desk in the order of the keys, on what the reviewer saw.

use crate::desk::Edit;
use crate::model::{RowId, TagEdit, Verdict};
use crate::taxonomy::CLUSTER;
use crate::tui::action::Action;
use crate::tui::state::{Effect, Sent, State, Tone};
use crate::tui::worker::{Request, Step};

/// Does an action that decides, undoes or redoes.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::KeepSuggested => {
            // What is shown is taken: suggestions learn in the meantime.
            let edit = state.card().map_or(Edit::KeepSuggested, Edit::keep_shown);
            under_cursor(state, edit, true, effects);
        }
        Action::Keep => verdict(state, Verdict::Keep, effects),
        Action::Drop => verdict(state, Verdict::Drop, effects),
        Action::Later => verdict(state, Verdict::Later, effects),
        Action::Unreview => under_cursor(state, Edit::Verdict(Verdict::Unreviewed), false, effects),
        Action::TagCluster(n) => {
            let edit = toggle(CLUSTER, &n.to_string());
            under_cursor(state, edit, false, effects);
        }
        Action::Undo => {
            send(state, Request::Undo, Sent { step: Step::Undo, row: None, moved_on: false }, effects)
        }
        Action::Redo => {
            send(state, Request::Redo, Sent { step: Step::Redo, row: None, moved_on: false }, effects)
        }
        _ => {}
    }
}

/// The edit that puts a concept on, or takes it off.
pub fn toggle(scheme: &str, notation: &str) -> Edit {
    Edit::Tags { scheme: scheme.into(), edit: TagEdit::Toggle, notations: vec![notation.into()] }
}

/// Decides on one recommendation and leaves the cursor where it is.
pub fn on(state: &mut State, row: RowId, edit: Edit, effects: &mut Vec<Effect>) {
    let sent = Sent { step: Step::Decide, row: Some(row), moved_on: false };
    send(state, Request::Decide { rows: vec![row], edits: vec![edit] }, sent, effects);
}

fn verdict(state: &mut State, verdict: Verdict, effects: &mut Vec<Effect>) {
    under_cursor(state, Edit::Verdict(verdict), true, effects);
}

/// Decides on the recommendation under the cursor. The cursor moves on at once; what was decided is shown when it is on disk.
fn under_cursor(state: &mut State, edit: Edit, moved_on: bool, effects: &mut Vec<Effect>) {
    let Some(row) = state.row() else {
        state.tell(Tone::Told, "there is no recommendation here");
        return;
    };
    if state.card().is_none() {
        state.tell(Tone::Told, "not loaded yet: nothing was decided");
        return;
    }
    let sent = Sent { step: Step::Decide, row: Some(row), moved_on };
    send(state, Request::Decide { rows: vec![row], edits: vec![edit] }, sent, effects);
    if moved_on {
        state.cursor = (state.cursor + 1).min(state.found.rows.len().saturating_sub(1));
    }
}

/// Sends a step to the desk.
pub fn send(state: &mut State, request: Request, sent: Sent, effects: &mut Vec<Effect>) {
    state.sent.push_back(sent);
    effects.push(Effect::Ask(request));
}
