//! What follows from a step: asked for with it, shown in one frame.

use crate::model::RowId;
use crate::tui::afterwards::{Afterwards, View};
use crate::tui::layers::Layer;
use crate::tui::requests::{Reply, Request, Step};
use crate::tui::state::{Effect, State};
use crate::tui::update::{filtering, replies};

/// Where a step is sent, asks for what will be seen once it is done.
pub fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    let step = |effect: &Effect| if let Effect::Ask(request) = effect { request.step() } else { None };
    let Some((at, step)) = effects.iter().enumerate().rev().find_map(|(at, e)| Some((at, step(e)?))) else {
        return;
    };
    let sent = state.sent.back();
    let stays = sent.is_some_and(|sent| sent.marks.is_none() && !sent.moved_on);
    let subject = state.subject_row();
    // What is decided on the subject alone changes nothing about the others.
    let alone = sent.is_some_and(|sent| sent.marks.is_none() && sent.row.is_some() && sent.row == subject)
        && effects.get(at).is_some_and(|effect| matches!(effect, Effect::Ask(Request::Decide { .. })));
    let alike = !(alone && state.asked.alike == subject);
    (state.asked.history, state.asked.alike) = (subject, subject);
    let (generation, filter, order) = filtering::begin_query(state, step == Step::Decide && stays);
    let rows: Vec<RowId> = state.in_sight().collect();
    if let Some(sent) = state.sent.back_mut() {
        sent.renewed.clone_from(&rows);
    }
    let view = View {
        generation,
        filter,
        order,
        rows,
        subject,
        alike,
        parts: matches!(state.layer, Some(Layer::Progress(_))),
    };
    effects.insert(at + 1, Effect::Ask(Request::Afterwards(Box::new(view))));
}

/// Shows what was seen.
pub fn take(state: &mut State, seen: Afterwards, effects: &mut Vec<Effect>) {
    let Afterwards { generation, found, progress, rows, about } = seen;
    replies::take(state, Reply::Progress(progress), effects);
    state.keep_cards(rows);
    replies::take(state, Reply::Found(generation, found), effects);
    let Some(about) = about.filter(|about| state.subject_row() == Some(about.row)) else { return };
    state.details.history = Some(about.history);
    state.asked.history = Some(about.row);
    if let Some((first, all)) = about.alike {
        state.details.alike = (!all.is_empty()).then_some((first, all));
    }
    state.asked.alike = Some(about.row);
}
