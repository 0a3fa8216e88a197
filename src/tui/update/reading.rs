//! The reader: moving over a document, deciding and mending in it.

use crate::desk::{Edit, Mend, Placed};
use crate::model::{DocumentId, RowId, Verdict};
use crate::taxonomy::CLUSTER;
use crate::tui::action::Action;
use crate::tui::layers::Layer;
use crate::tui::line::Line;
use crate::tui::reader::{Mode, Outline, Over, Reader, Wish};
use crate::tui::requests::{Mending, Request, Step};
use crate::tui::state::{Effect, Sent, State, Tone};
use crate::tui::update::{deciding, mending};

/// Lines of the page in sight.
pub fn height(state: &State) -> usize {
    usize::from(state.reader_areas().page.height)
}

/// Opens the reader at the recommendation under the cursor; where it was left with it in sight, it shows the same place.
pub fn open(state: &mut State, wish: Option<Wish>) {
    // What was said before belongs to what was done before.
    state.status = Default::default();
    let height = height(state);
    let left = state.left.take();
    let Some(card) = state.card() else { return };
    let again = left.filter(|left| {
        let same = left.row == card.row && left.document == card.document.id;
        wish.is_none() && same && left.is_in_sight(left.own_bytes(), height)
    });
    let mut reader = again.unwrap_or_else(|| Box::new(Reader::new(card)));
    (reader.returns, reader.wish, reader.asked) = (wish.is_some(), wish, false);
    state.layer = Some(Layer::Reader(reader));
}

/// Leaves the reader; the cursor of the list goes to what was read last.
pub fn leave(state: &mut State) {
    let Some(Layer::Reader(mut reader)) = state.layer.take() else { return };
    if let Some(at) = state.found.rows.iter().position(|row| *row == reader.row) {
        state.cursor = at;
    }
    (reader.mode, reader.over, reader.wish) = (Mode::Reading, None, None);
    state.left = Some(reader);
    if state.status.tone == Tone::Told {
        state.status = Default::default();
    }
}

/// Goes one step back in the reader: closes what lies over the page, ends choosing, leaves.
pub fn cancel(state: &mut State) {
    let Some(Layer::Reader(reader)) = &mut state.layer else { return };
    if reader.over.take().is_some() {
        return;
    }
    let choosing = std::mem::replace(&mut reader.mode, Mode::Reading) != Mode::Reading;
    if !choosing || reader.returns {
        leave(state);
    } else {
        state.status = Default::default();
    }
}

/// Does an action of the reader.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let height = height(state);
    let Some(Layer::Reader(reader)) = &mut state.layer else { return };
    match action {
        Action::NextPassage | Action::PreviousPassage => {
            if let Some(row) = reader.neighbour(action == Action::NextPassage, height) {
                reader.go_to(row, height);
            }
        }
        Action::Outline => {
            let byte = reader.place;
            let outline = reader.source.as_ref().map(|source| Outline::new(source, byte));
            reader.over = outline.map(Over::Outline);
        }
        Action::FindHere => {
            let words = reader.found.as_ref().map_or("", |(words, _)| words);
            reader.over = Some(Over::Find(Line::selected(words)));
        }
        Action::NextHit | Action::PreviousHit => next_hit(state, action == Action::NextHit),
        Action::Choose => {
            reader.choose(height);
            if reader.mode != Mode::Reading {
                state.tell(Tone::Told, "w, ) and } choose a word, sentence or item; v lets the end move");
            }
        }
        Action::Go(unit, forward) => reader.go(unit, forward, height),
        Action::Turn => reader.turn(),
        Action::MoveBounds => reader.wish = Some(Wish::MoveBounds),
        Action::Split => {
            reader.wish = Some(Wish::Split(None));
            let row = reader.row;
            effects.push(Effect::Ask(Request::Splits(row)));
        }
        _ => {}
    }
}

fn next_hit(state: &mut State, forward: bool) {
    let height = height(state);
    let Some(Layer::Reader(reader)) = &mut state.layer else { return };
    let Some((words, _)) = reader.found.clone() else { return };
    let told = match reader.hit(forward, height) {
        None => format!("‘{words}’ does not stand in this document"),
        Some((at, count)) => format!("‘{words}’ {at} of {count}"),
    };
    state.tell(Tone::Told, told);
}

/// Takes what is written, under the cursor or chosen.
pub fn accept(state: &mut State, effects: &mut Vec<Effect>) {
    let height = height(state);
    let Some(Layer::Reader(reader)) = &mut state.layer else { return };
    match reader.over.take() {
        Some(Over::Find(line)) => {
            reader.find(line.text());
            // What is in sight already is the first to go to.
            reader.seen = reader.place.saturating_sub(1);
            if reader.found.is_some() {
                next_hit(state, true);
            }
            return;
        }
        Some(Over::Outline(outline)) => {
            let chosen = outline.menu.chosen().and_then(|at| outline.headings.get(at));
            if let Some((byte, _)) = chosen {
                reader.bring(*byte, height);
            }
            return;
        }
        None => {}
    }
    let mode = std::mem::replace(&mut reader.mode, Mode::Reading);
    let document = reader.document.clone();
    let mend = match &mode {
        Mode::Reading => return,
        Mode::Choosing { range, .. } | Mode::Selecting { range, row: None, .. } => {
            reader.span_of(range).map(|span| Mending::Mark(document, span))
        }
        Mode::Selecting { range, row: Some(row), .. } => {
            reader.span_of(range).map(|span| Mending::Mend(*row, vec![Mend::Span(span)]))
        }
        Mode::Splitting { row, at, range, .. } => {
            reader.span_of(&(*at..range.end)).map(|span| Mending::Split(*row, span.start))
        }
    };
    let returns = reader.returns;
    if let Some(mend) = mend {
        mending::send(state, mend, effects);
    }
    if returns {
        leave(state);
    }
}

/// Whether an action is about the recommendation that is read.
pub fn is_about_one(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        KeepSuggested
            | Keep
            | Drop
            | Later
            | Unreview
            | TagCluster(_)
            | Suggestion(_)
            | Repeat
            | Spread
            | Objectives
            | Concepts
            | Note
            | Copy
            | EditText
            | EditOutside
            | MoveBounds
            | Split
            | Join
            | EditNames
    )
}

/// Nothing is decided unseen: whether the recommendation that is read is in sight. Where it is not, it is brought there.
pub fn brings_in_sight(state: &mut State) -> bool {
    let height = height(state);
    let Some(Layer::Reader(reader)) = &mut state.layer else { return true };
    let own = reader.own_bytes();
    if reader.is_in_sight(own.clone(), height) {
        return true;
    }
    reader.bring(own.start, height);
    state.tell(Tone::Told, "this is the one that was read: again, to do it; tab goes to the next");
    false
}

/// Decides on the recommendation that is read and goes to the next one of the document, as in the list.
pub fn decide(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let Some(card) = state.subject() else { return };
    let row = card.row;
    let (edit, moves_on) = match action {
        Action::Repeat => match state.last_decided {
            Some(last) => (Edit::Same(last), true),
            None => return,
        },
        Action::KeepSuggested => (state.taking.keep(card), true),
        Action::Keep => (Edit::Verdict(Verdict::Keep), true),
        Action::Drop => (Edit::Verdict(Verdict::Drop), true),
        Action::Later => (Edit::Verdict(Verdict::Later), true),
        Action::Unreview => (Edit::Verdict(Verdict::Unreviewed), false),
        Action::TagCluster(n) => (deciding::toggle(CLUSTER, &n.to_string()), false),
        _ => return,
    };
    // The cursor of the list stays: the reader has its own.
    let sent = Sent { row: Some(row), moved_on: true, ..Sent::of(Step::Decide) };
    deciding::remember(state, row, &edit);
    deciding::send(state, Request::Decide { rows: vec![row], edits: vec![edit] }, sent, effects);
    let height = height(state);
    if let Some(reader) = state.reader_mut().filter(|_| moves_on)
        && let Some(next) = reader.neighbour(true, height)
    {
        reader.go_to(next, height);
    }
}

/// Takes the places of a document's recommendations; false where no reader shows it.
pub fn take_places(state: &mut State, document: &DocumentId, placed: &[Placed]) -> bool {
    let height = height(state);
    let Some(reader) = state.reader_mut().filter(|reader| reader.document == *document) else { return false };
    reader.take_places(placed);
    if reader.wish.is_none() && reader.room != (0, 0) && reader.mode == Mode::Reading {
        let row = reader.row;
        reader.go_to(row, height);
    }
    true
}

/// Takes the places where a recommendation may be split.
pub fn take_splits(state: &mut State, row: RowId, points: Vec<usize>) -> bool {
    let Some(reader) = state.reader_mut().filter(|reader| reader.row == row) else { return false };
    let waits = reader.wish == Some(Wish::Split(None));
    if waits {
        let none = points.is_empty();
        reader.wish = Some(Wish::Split(Some(points)));
        let words = match none {
            true => "one call, as it seems: w and b choose where to split it",
            false => "enter splits here; tab: the next place offered; w, b: elsewhere",
        };
        state.tell(Tone::Told, words);
    }
    waits
}

/// Has the reader show what it has: the source and the places asked for, the page laid out, wishes fulfilled.
pub fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    let (width, height) = (state.reader_areas().page.width, height(state));
    let Some(document) = state.reader().map(|reader| reader.document.clone()) else { return };
    let source = state.source(&document).cloned();
    let Some(reader) = state.reader_mut() else { return };
    if reader.source.is_none() {
        reader.source = source;
    }
    if reader.source.is_some() && !reader.asked {
        reader.asked = true;
        effects.push(Effect::Ask(Request::Places(document)));
    }
    if reader.needs_layout(width, height) {
        reader.lay_out(width, height);
    }
    if reader.wish.is_some() && reader.mode == Mode::Reading {
        reader.fulfil();
        let own = reader.own_bytes();
        if reader.mode != Mode::Reading && !reader.is_in_sight(own.clone(), height) {
            reader.bring(own.start, height);
        }
    }
}
