//! Going to what was chosen, and filters saved under a name.

use crate::facets::{Facet, Filter, Pick};
use crate::model::{DocumentId, RowId};
use crate::tui::action::{Action, Context};
use crate::tui::chooser::{Chooser, Choosing, Goal, Target};
use crate::tui::layers::{Layer, Naming};
use crate::tui::requests::Request;
use crate::tui::state::{Aim, Effect, State, Tone};
use crate::tui::update::filtering::query;

/// Opens a list to choose from and asks for what it shows.
pub fn open(state: &mut State, choosing: Choosing, context: Context, effects: &mut Vec<Effect>) {
    state.status = Default::default();
    state.layer = Some(Layer::Chooser(Chooser::new(state, choosing, context)));
    effects.push(Effect::Ask(Request::SavedFilters));
    if choosing == Choosing::Anything {
        effects.push(Effect::Ask(Request::Headings(state.card().map(|card| card.document.id.clone()))));
    }
}

/// Shows in an open list what became known.
pub fn renew(state: &mut State) {
    if let Some(Layer::Chooser(mut chooser)) = state.layer.take_if(|layer| matches!(layer, Layer::Chooser(_)))
    {
        chooser.renew(state);
        state.layer = Some(Layer::Chooser(chooser));
    }
}

/// Goes to what is under the cursor.
pub fn accept(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Chooser(chooser)) = &state.layer else { return };
    let (target, from) = (chooser.chosen().cloned(), chooser.from);
    let Some(Target { goal, .. }) = target else { return };
    state.layer = None;
    match goal {
        Goal::Action(action) => super::act(state, action, from, effects),
        Goal::Heading(row) => go_to(state, row, effects),
        Goal::Document(document) => go_to_document(state, document, effects),
        Goal::Concept(scheme, notation) => {
            let mut filter = Filter::default();
            filter.pick(Facet::Concept(scheme.into()), Pick::Either(notation));
            show(state, filter, effects);
        }
        Goal::Saved(_, filter) => show(state, filter, effects),
    }
}

fn show(state: &mut State, filter: Filter, effects: &mut Vec<Effect>) {
    state.filter = filter;
    query(state, effects, false);
}

/// Puts the cursor on a recommendation; where the filter does not let it through, everything is shown again.
pub fn go_to(state: &mut State, row: RowId, effects: &mut Vec<Effect>) {
    if let Some(place) = state.found.rows.iter().position(|shown| *shown == row) {
        state.cursor = place;
        return;
    }
    state.go_to = Some(Aim::at(row));
    if !state.filter.is_empty() {
        state.tell(Tone::Told, "outside the filters: everything is shown again");
    }
    show(state, Filter::default(), effects);
}

fn go_to_document(state: &mut State, document: DocumentId, effects: &mut Vec<Effect>) {
    match state.headings.iter().find(|heading| heading.document == document) {
        Some(heading) => go_to(state, heading.row, effects),
        None => {
            let mut filter = Filter::default();
            filter.pick(Facet::Document, Pick::Is(document.to_string()));
            show(state, filter, effects);
        }
    }
}

/// Opens the line that names the filters as they are; under the name they were saved under, where they were.
pub fn name(state: &mut State) {
    let known = state.saved.iter().find(|saved| saved.filter == state.filter);
    let line = crate::tui::line::Line::selected(known.map_or("", |saved| &saved.name));
    state.layer = Some(Layer::Naming(Naming { line }));
    state.status = Default::default();
}

/// Saves the filters under the name that was written.
pub fn save(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Naming(naming)) = &state.layer else { return };
    let name = naming.line.text().trim().to_string();
    if name.is_empty() {
        return;
    }
    state.layer = None;
    effects.push(Effect::Ask(Request::SaveFilter(name, state.filter.clone())));
}

/// Removes the saved filter under the cursor.
pub fn remove(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let Some(Layer::Chooser(chooser)) = &state.layer else { return };
    match chooser.chosen().map(|target| &target.goal) {
        Some(Goal::Saved(name, _)) if action == Action::RemoveFilter => {
            effects.push(Effect::Ask(Request::RemoveFilter(name.clone())));
        }
        _ => state.tell(Tone::Told, "only a saved filter can be removed"),
    }
}

/// Shows what is most like the recommendation under the cursor; again: everything.
pub fn like_this(state: &mut State, effects: &mut Vec<Effect>) {
    let id = state.card().map(|card| card.id.to_string());
    state.go_to = state.row().map(Aim::at);
    state.status = Default::default();
    let filter = match state.filter.like {
        Some(_) => Filter { like: None, ..state.filter.clone() },
        None => Filter { like: id, ..Filter::default() },
    };
    show(state, filter, effects);
}
