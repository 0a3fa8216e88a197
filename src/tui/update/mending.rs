//! Mends: sent to the desk; what they changed is shown when it is on disk.

use crate::desk::{Edit, Mend};
use crate::model::RowId;
use crate::tui::action::Action;
use crate::tui::exporting;
use crate::tui::form::{About, Form};
use crate::tui::layers::{Layer, NoteEditor, Written};
use crate::tui::reader::Wish;
use crate::tui::requests::{Mending, Request, Step};
use crate::tui::state::{Effect, Outside, Sent, State, Tone};
use crate::tui::update::{deciding, reading};

/// Sends a mend.
pub fn send(state: &mut State, mending: Mending, effects: &mut Vec<Effect>) {
    let row = match &mending {
        Mending::Mend(row, _) | Mending::Split(row, _) | Mending::Join(row) => Some(*row),
        Mending::Mark(..) | Mending::Correct(..) => None,
    };
    let sent = Sent { row, ..Sent::of(Step::Mend) };
    deciding::send(state, Request::Mend(mending), sent, effects);
}

/// Does an action that mends.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    if action == Action::EditOutside && matches!(state.layer, Some(Layer::Note(_))) {
        return edit_outside_what_is_written(state, effects);
    }
    let Some(card) = state.subject().cloned() else { return };
    state.status = Default::default();
    match action {
        Action::EditText => {
            let editor = NoteEditor::new(&card, Written::Text, state.drafts.of(card.row, Written::Text));
            state.open_over(Layer::Note(Box::new(editor)));
        }
        Action::EditNames => state.open_over(Layer::Form(Box::new(Form::names(&card)))),
        Action::EditDocument => state.open_over(Layer::Form(Box::new(Form::document(&card.document)))),
        Action::EditOutside => {
            let text = state.drafts.of(card.row, Written::Text).unwrap_or(&card.text).to_string();
            effects.push(Effect::Edit(Outside { row: card.row, what: Written::Text, text }));
        }
        Action::Join => send(state, Mending::Join(card.row), effects),
        Action::MoveBounds | Action::Split if matches!(state.layer, Some(Layer::Reader(_))) => {
            reading::act(state, action, effects);
        }
        Action::MoveBounds => reading::open(state, Some(Wish::MoveBounds)),
        Action::Split => {
            reading::open(state, Some(Wish::Split(None)));
            effects.push(Effect::Ask(Request::Splits(card.row)));
        }
        _ => {}
    }
}

/// What was written in the editor of the screen goes on outside.
fn edit_outside_what_is_written(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Note(editor)) = &state.layer else { return };
    let text = editor.area.lines().join("\n");
    effects.push(Effect::Edit(Outside { row: editor.row, what: editor.what, text }));
}

/// Takes what was edited outside; where that failed, nothing changed.
pub fn edited(state: &mut State, outside: Outside, ended: Result<String, String>, effects: &mut Vec<Effect>) {
    let text = match ended {
        Ok(text) => text,
        Err(words) => return state.tell(Tone::Failed, words),
    };
    if matches!(&state.layer, Some(Layer::Note(editor)) if editor.row == outside.row) {
        state.layer = None;
    }
    save(state, outside.row, outside.what, &text, effects);
}

/// Saves what was written.
pub fn save(state: &mut State, row: RowId, what: Written, text: &str, effects: &mut Vec<Effect>) {
    let text = text.trim();
    state.drafts.remove(row, what);
    match what {
        Written::Note => {
            let note = (!text.is_empty()).then(|| text.to_string());
            deciding::on(state, row, Edit::Note(note), effects);
        }
        Written::Text if text.is_empty() => {
            state.tell(
                Tone::Told,
                "a recommendation cannot be without words: nothing was changed; d drops it",
            );
        }
        Written::Text => {
            send(state, Mending::Mend(row, vec![Mend::Text(text.to_string())]), effects);
        }
    }
}

/// Takes a form that was filled in; what is wrong in it is said, and it stays open.
pub fn accept_form(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Form(form)) = &state.layer else { return };
    if let About::Export { .. } = form.about {
        return exporting::accept(state, effects);
    }
    match form.mending() {
        Ok(mending) => {
            state.layer = None;
            send(state, mending, effects);
        }
        Err(error) => state.tell(Tone::Failed, error.to_string()),
    }
}
