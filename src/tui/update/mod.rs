//! What happened to what changes: `update` is a function of the state and one message; it asks for effects and does none.

mod afterwards;
mod alike;
mod choosing;
pub mod deciding;
mod filtering;
mod layers;
mod marking;
mod mending;
mod moving;
mod overview;
mod pointing;
pub mod reading;
mod replies;
mod told;

pub use alike::SHOWN as ALIKE_SHOWN;

use super::action::{Action, Context};
use super::chooser::Choosing;
use super::clipboard::quotation;
use super::events::Message;
use super::exporting;
use super::fit::{cut, safe_start};
use super::key::{Code, Key, sequence_in_words};
use super::keymap::Meaning;
use super::possible::hindrance;
use super::requests::Request;
use super::settings::Settings;
use super::source::Around;
use super::state::{Details, Effect, Focus, State, Tone};
use crate::desk::{Draft, Written};
use crate::model::RowId;

pub use filtering::in_words;

/// What is asked before the first key: a first page to look at, everything with its counts, and all documents.
pub fn begin(state: &mut State) -> Vec<Effect> {
    let mut effects = vec![Effect::Ask(Request::First)];
    filtering::query(state, &mut effects, false);
    effects.push(Effect::Ask(Request::Documents));
    effects.push(Effect::Ask(Request::Progress { parts: false }));
    effects.push(Effect::Ask(Request::Searches));
    effects.push(Effect::Ask(Request::Drafts));
    effects
}

/// Takes one message.
///
/// Keys that come before an answer which says what they are about wait for it: what is decided must not depend on how quick
/// the desk is.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    match message {
        Message::Key(_) | Message::Pointer(_) | Message::Paste(_) => state.held.push_back(message),
        other => effects = happen(state, other),
    }
    while state.awaited.is_none()
        && let Some(message) = state.held.pop_front()
    {
        arrive(state);
        effects.extend(happen(state, message));
    }
    effects
}

fn happen(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut changed = true;
    match message {
        Message::Key(key) => changed = press(state, key, &mut effects),
        Message::Pointer(pointer) => changed = pointing::point(state, pointer, &mut effects),
        Message::Paste(text) => changed = layers::paste(state, &text, &mut effects),
        Message::Resize(columns, rows) => {
            state.size = (columns, rows);
            // Back at the size of the last frame, what the terminal lost in between would stay lost.
            effects.push(Effect::Repaint);
        }
        Message::Reply(reply) => changed = replies::take(state, reply, &mut effects),
        Message::Replies(all) => {
            changed = false;
            all.into_iter().for_each(|reply| changed |= replies::take(state, reply, &mut effects));
        }
        Message::Edited(outside, ended) => mending::edited(state, outside, ended, &mut effects),
        Message::Suspend => effects.push(Effect::Suspend),
        Message::Resumed => effects.push(Effect::Resume),
        Message::NoSettings(path) => {
            state.tell(Tone::Told, format!("there is no config file; it would be {path}"));
        }
        Message::Settings(read) => take_settings(state, read, &mut effects),
        Message::Terminate(_) | Message::InputLost(_) => {
            layers::keep_what_is_written(state);
            leave(state);
        }
    }
    state.changed |= changed;
    settle(state, &mut effects);
    effects
}

/// Whoever is at work already is not led to another place by an answer that took longer.
fn arrive(state: &mut State) {
    state.led = false;
    if std::mem::take(&mut state.arriving) {
        state.go_to = None;
    }
}

/// A text field is offered the key first, then the key map of the context. False where the key means nothing.
fn press(state: &mut State, key: Key, effects: &mut Vec<Effect>) -> bool {
    if state.pending.is_empty() && layers::write(state, key, effects) {
        return true;
    }
    let context = state.context();
    state.pending.push(key);
    let warned = std::mem::take(&mut state.warned);
    match state.keymap.meaning(context, &state.pending) {
        Meaning::Action(action) => {
            state.pending.clear();
            state.warned = warned && action == Action::Quit;
            act(state, action, context, effects);
            true
        }
        Meaning::Beginning => true,
        Meaning::Nothing => {
            let keys = std::mem::take(&mut state.pending);
            (keys.len() == 1 && layers::edit(state, key, effects)) || means_nothing(state, &keys)
        }
    }
}

/// Says that keys mean nothing where the keyboard is; false where there is nothing to say. Keys that write no letter
/// are passed over: terminals send them for many reasons.
fn means_nothing(state: &mut State, keys: &[Key]) -> bool {
    let abandoned = keys.len() > 1 && keys.last().is_some_and(|key| key.code == Code::Esc);
    let silent = keys.len() == 1 && keys.iter().all(|key| key.typed().is_none());
    if abandoned || silent {
        return abandoned;
    }
    let keys = sequence_in_words(keys);
    let words = match state.context() {
        Context::Facets => format!("{keys} means nothing in the facets; esc goes back to the list"),
        _ => format!("{keys} means nothing here; ? shows every key"),
    };
    let before = state.status.clone();
    state.tell(Tone::Told, words);
    state.status != before
}

/// Does an action where `context` has the keyboard.
fn act(state: &mut State, action: Action, context: Context, effects: &mut Vec<Effect>) {
    use Action::*;
    if let Some(why) = hindrance(state, action, context) {
        return state.tell(Tone::Told, why);
    }
    if context == Context::Reader && reading::is_about_one(action) && !reading::brings_in_sight(state) {
        return;
    }
    match action {
        Overview => overview::open(state, effects),
        _ if overview::act(state, action, effects) => {}
        Down | Up if context == Context::Search => layers::recall(state, action == Up, effects),
        Down => moving::go(state, moving::By::Lines(1)),
        Up => moving::go(state, moving::By::Lines(-1)),
        PageDown => moving::go(state, moving::By::Pages(1)),
        PageUp => moving::go(state, moving::By::Pages(-1)),
        Top => moving::go(state, moving::By::Lines(isize::MIN)),
        Bottom => moving::go(state, moving::By::Lines(isize::MAX)),
        NextUnreviewed => moving::seek_unreviewed(state, effects),
        DetailsDown => moving::scroll_details(state, 1),
        DetailsUp => moving::scroll_details(state, -1),
        NextFacet => state.facets.go_facet(true),
        PreviousFacet => state.facets.go_facet(false),
        NextPane => moving::turn(state, true),
        PreviousPane => moving::turn(state, false),
        ToggleFacets => moving::toggle_facets(state),
        KeepSuggested | Keep | Drop | Later | Unreview | TagCluster(_) | Repeat
            if context == Context::Reader =>
        {
            reading::decide(state, action, effects);
        }
        KeepSuggested | Keep | Drop | Later | Unreview | TagCluster(_) | Suggestion(_) | Repeat | Undo
        | Redo => {
            deciding::act(state, action, effects);
        }
        Mark | MarkRange | MarkAll | MarkSection => marking::act(state, action, effects),
        Mouse => pointing::switch(state, effects),
        Copy => copy(state, effects),
        Export => exporting::open(state),
        Progress => {
            layers::open(state, action, context);
            effects.push(Effect::Ask(Request::Progress { parts: true }));
        }
        Spread | NextAlike => alike::act(state, action, effects),
        Order(by) => filtering::order(state, by, effects),
        FilterCluster(_) | FilterVerdict(_) | FilterUntagged | FilterDocument | FilterSaid | FilterAlike
        | ClearFilters | Pick => {
            filtering::act(state, action, effects);
        }
        Objectives | Concepts | Note | Search | Palette | Help | Reader => {
            layers::open(state, action, context)
        }
        NextTable | PreviousTable | Left | Right => {}
        NextPassage | PreviousPassage | Outline | FindHere | NextHit | PreviousHit | Choose | Go(..)
        | Turn => {
            reading::act(state, action, effects);
        }
        EditText | EditOutside | MoveBounds | Split | Join | EditNames | EditDocument => {
            mending::act(state, action, effects);
        }
        Jump => choosing::open(state, Choosing::Anything, context, effects),
        SavedFilters => choosing::open(state, Choosing::Saved, context, effects),
        SaveFilter => choosing::name(state),
        RemoveFilter => choosing::remove(state, action, effects),
        LikeThis => choosing::like_this(state, effects),
        Accept if context == Context::Chooser => choosing::accept(state, effects),
        Accept if context == Context::Naming => choosing::save(state, effects),
        Toggle | Accept | NewLine => layers::act(state, action, effects),
        Cancel => cancel(state, effects),
        Suspend => effects.push(Effect::Suspend),
        ReadSettings => effects.push(Effect::ReadSettings),
        Repaint => effects.push(Effect::Repaint),
        Quit => quit(state, effects),
    }
}

/// Copies the words of the recommendation under the cursor and where they stand.
fn copy(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(text) = state.subject().map(quotation) {
        effects.push(Effect::Copy(text));
        state.tell(Tone::Told, "copied, with its source, if the terminal allows it");
    }
}

/// Takes what the config file says now; where something is wrong with it, what it said before stays.
fn take_settings(state: &mut State, read: Result<Box<Settings>, String>, effects: &mut Vec<Effect>) {
    match read {
        Ok(settings) => {
            state.theme = settings.theme;
            state.signs = settings.signs;
            state.keymap = settings.keymap;
            // What the key switched stays until the file says otherwise.
            if std::mem::replace(&mut state.mouse_wanted, settings.mouse) != settings.mouse
                && state.mouse != settings.mouse
            {
                state.mouse = settings.mouse;
                effects.push(Effect::Mouse(settings.mouse));
            }
            state.pending.clear();
            state.tell(Tone::Told, "the config was read again");
        }
        Err(words) => state.tell(Tone::Failed, format!("{words}; what was set before stays")),
    }
}

/// Goes one step back: closes what is open, then leaves the pane; never the program.
fn cancel(state: &mut State, effects: &mut Vec<Effect>) {
    if state.layer.is_some() {
        layers::close(state, effects);
    } else if state.focus != Focus::List {
        state.focus = Focus::List;
    } else if !state.marks.is_empty() {
        marking::clear(state);
    } else if !state.filter.is_empty() {
        state.tell(Tone::Told, "c shows everything again, q leaves");
    } else {
        state.tell(Tone::Told, "q leaves the program; everything is saved");
    }
}

/// Leaves, but not at the first time where something that was written is not saved: the cursor goes to it.
fn quit(state: &mut State, effects: &mut Vec<Effect>) {
    let listed = |draft: &&Draft| state.found.rows.contains(&draft.row);
    let drafts = state.drafts.all();
    let Some(draft) = drafts.iter().find(listed).or(drafts.first()).cloned() else { return leave(state) };
    if std::mem::replace(&mut state.warned, true) {
        return leave(state);
    }
    choosing::go_to(state, draft.row, effects);
    let keys = |action| state.keymap.keys_of(Context::List, action).next().map(sequence_in_words);
    let editing = if draft.written == Written::Note { Action::Note } else { Action::EditText };
    let (quit, goes_on) = (keys(Action::Quit).unwrap_or_default(), keys(editing).unwrap_or_default());
    let about = safe_start(&draft.about, DRAFT);
    let about = cut(&about, DRAFT, "…");
    let what = state.drafts.in_words();
    let words = format!(
        "{what} not saved: {goes_on} goes on with it here, on “{about}”; {quit} again leaves, the draft is kept"
    );
    state.tell(Tone::Failed, words);
}

/// Columns of the words of a recommendation that a draft is told of with.
const DRAFT: usize = 40;

/// Ends the program as soon as every step is on disk.
fn leave(state: &mut State) {
    state.leaving = true;
    state.over = state.sent.is_empty();
    if !state.over {
        state.tell(Tone::Told, "saving…");
    }
}

/// Brings everything that follows from the state in line with it, and asks for what is missing.
fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    if state.layer.is_none() {
        state.close_layer();
    }
    if state.drafts.tell() {
        effects.push(Effect::Ask(Request::KeepDrafts(state.drafts.all().to_vec())));
    }
    moving::follow(state);
    overview::settle(state);
    reading::settle(state, effects);
    // What is read is what the details are about, and what letters are for.
    let row = state.subject_row();
    if state.details.row != row {
        state.details = Details { row, ..Details::default() };
        state.asked.history = None;
        state.asked.alike = None;
    }
    if let Some(card) = row.and_then(|row| state.cards.get(&row)) {
        state.taking.settle(card);
    }
    afterwards::ask(state, effects);
    ask_rows(state, effects);
    ask_history(state, effects);
    alike::ask(state, effects);
    ask_source(state, effects);
}

/// Asks for the recommendations around those shown, before the cursor comes to one that is not there.
fn ask_rows(state: &mut State, effects: &mut Vec<Effect>) {
    let page = state.areas().listed().max(8);
    let without = |row: &RowId| !state.cards.contains_key(row);
    // What is in sight comes first, and alone: a key is answered sooner.
    let read = state.reader().map(|reader| reader.row);
    let missing: Vec<RowId> = state.in_sight().chain(read).filter(without).collect();
    if !missing.is_empty() {
        if missing != state.asked.rows {
            state.asked.rows.clone_from(&missing);
            effects.push(Effect::Ask(Request::Rows(missing)));
        }
        return;
    }
    let near = state.found.rows.iter().skip(state.top.saturating_sub(page / 2)).take(page * 2);
    if near.copied().all(|row| !without(&row)) {
        return;
    }
    let missing: Vec<RowId> = state.window().filter(without).take(page).collect();
    // What was asked for comes piece by piece.
    if missing.iter().any(|row| !state.asked.ahead.contains(row)) {
        state.asked.ahead.clone_from(&missing);
        effects.push(Effect::Ask(Request::Ahead(missing)));
    }
}

fn ask_history(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(row) = state.subject_row() else { return };
    if state.asked.history != Some(row) {
        state.asked.history = Some(row);
        effects.push(Effect::Ask(Request::History(row)));
    }
}

fn ask_source(state: &mut State, effects: &mut Vec<Effect>) {
    let Some((document, span)) = state.subject().map(|c| (c.document.id.clone(), c.span)) else { return };
    match state.source(&document) {
        Some(source) if state.details.around.is_none() => {
            let around = Around::of(source, span);
            state.details.around = Some(around.unwrap_or_default());
        }
        None if state.asked.source.as_ref() != Some(&document) => {
            state.asked.source = Some(document.clone());
            effects.push(Effect::Ask(Request::Source(document)));
        }
        _ => {}
    }
}
