//! What lies over the panes: opened, written in, accepted, closed.

use crate::desk::Draft;
use crate::tui::action::{Action, Context};
use crate::tui::key::{Code, Key, sequence_in_words};
use crate::tui::layers::{Help, Layer, NoteEditor, Palette, Picker, Search, Written};
use crate::tui::reader::Over;
use crate::tui::requests::Request;
use crate::tui::state::{Aim, Effect, State, Tone};
use crate::tui::update::{deciding, filtering, mending, reading};
use ratatui_textarea as textarea;

/// Opens a layer from a context.
pub fn open(state: &mut State, action: Action, context: Context) {
    if let (Action::Reader, Some(Layer::Reader(_))) = (action, &state.layer) {
        return reading::leave(state);
    }
    // The same key leaves the help.
    if let (Action::Help, Some(Layer::Help(_))) = (action, &state.layer) {
        return leave(state);
    }
    if action == Action::Reader {
        return reading::open(state, None);
    }
    let card = state.subject();
    let opened = match (action, card) {
        (Action::Objectives, Some(card)) => Some(Layer::Picker(Picker::of_objectives(card))),
        (Action::Concepts, Some(card)) => Some(Layer::Picker(Picker::of_all(card))),
        (Action::Note, Some(card)) => {
            let draft = state.drafts.of(card.row, Written::Note);
            Some(Layer::Note(Box::new(NoteEditor::new(card, Written::Note, draft))))
        }
        (Action::Search, _) => Some(Layer::Search(Search::new(&state.filter, state.row()))),
        (Action::Palette, _) => Some(Layer::Palette(Palette::new(state, context))),
        (Action::Help, _) => Some(Layer::Help(Help { from: context, line: Default::default(), top: 0 })),
        (Action::Progress, _) => Some(Layer::Progress(0)),
        _ => None,
    };
    if let Some(layer) = opened {
        state.open_over(layer);
    }
    // What was said before belongs to what was done before.
    state.status = Default::default();
}

/// Closes the layer and leaves things as they were before it.
pub fn close(state: &mut State, effects: &mut Vec<Effect>) {
    match state.layer.take() {
        Some(Layer::Search(search)) if search.before != state.filter => {
            state.filter = search.before;
            state.go_to = search.row.map(Aim::at);
            filtering::query(state, effects, false);
        }
        Some(Layer::Note(note)) => keep_draft(state, &note),
        Some(Layer::Overview(page)) => state.overview = page.place,
        Some(reader @ Layer::Reader(_)) => {
            state.layer = Some(reader);
            reading::cancel(state);
        }
        _ => leave(state),
    }
}

/// Keeps what was written of a note and not saved, and says so.
fn keep_draft(state: &mut State, note: &NoteEditor) {
    leave(state);
    if !put_draft(state, note) {
        return;
    }
    let (action, what) = match note.what {
        Written::Note => (Action::Note, "note"),
        Written::Text => (Action::EditText, "edit"),
    };
    let key = state
        .keymap
        .keys_of(state.deciding_context(), action)
        .next()
        .map_or(String::new(), sequence_in_words);
    state.tell(Tone::Told, format!("the {what} is not saved; its draft is kept: {key} here shows it again"));
}

/// Keeps what was written; false where it is what is saved.
fn put_draft(state: &mut State, note: &NoteEditor) -> bool {
    let card = state.cards.get(&note.row);
    let saved = card.map_or("", |card| note.what.now(card));
    let words = note.note().unwrap_or_default();
    if words == saved {
        state.drafts.remove(note.row, note.what);
        return false;
    }
    let about = card.map_or_else(String::new, |card| card.text.clone());
    state.drafts.put(Draft { row: note.row, written: note.what, about, words });
    true
}

/// Keeps what is being written: the program ends before anybody can say what is to become of it.
pub fn keep_what_is_written(state: &mut State) {
    if let Some(Layer::Note(note)) = state.layer.take_if(|layer| matches!(layer, Layer::Note(_))) {
        put_draft(state, &note);
    }
}

/// Closes the layer; what was only told in it goes with it.
fn leave(state: &mut State) {
    state.layer = None;
    if state.status.tone == Tone::Told {
        state.status = Default::default();
    }
}

/// Offers a key that writes to the text field that has the keyboard; false where none has, or it is no letter for it.
pub fn write(state: &mut State, key: Key, effects: &mut Vec<Effect>) -> bool {
    if key.typed().is_none() {
        return false;
    }
    // With nothing written, the keys that lead out of the help do so.
    if let Some(Layer::Help(help)) = &state.layer
        && help.line.text().is_empty()
        && state.keymap.keys_in(Context::Help, Action::Cancel).any(|keys| keys == [key])
    {
        return false;
    }
    if let Some(Layer::Picker(picker)) = &state.layer
        && key.code == Code::Char(' ')
        && !picker.menu.line.text().chars().any(char::is_alphabetic)
    {
        return false;
    }
    edit(state, key, effects)
}

/// Gives a key to the text field that has the keyboard; false where it changes nothing.
pub fn edit(state: &mut State, key: Key, effects: &mut Vec<Effect>) -> bool {
    match &mut state.layer {
        Some(Layer::Picker(picker)) => {
            let taken = picker.menu.line.press(key);
            if taken {
                picker.menu.refine();
            }
            taken
        }
        Some(Layer::Palette(palette)) => {
            let taken = palette.menu.line.press(key);
            if taken {
                palette.menu.refine();
            }
            taken
        }
        Some(Layer::Search(search)) => {
            let taken = search.line.press(key);
            if taken {
                search_now(state, effects);
            }
            taken
        }
        Some(Layer::Chooser(chooser)) => {
            let taken = chooser.menu.line.press(key);
            if taken {
                chooser.menu.refine();
            }
            taken
        }
        Some(Layer::Naming(naming)) => naming.line.press(key),
        Some(Layer::Help(help)) => {
            help.top = 0;
            help.line.press(key)
        }
        Some(Layer::Note(note)) => {
            note.area.input(input_of(key));
            true
        }
        Some(Layer::Form(form)) => form.line().is_some_and(|line| line.press(key)),
        Some(Layer::Reader(reader)) => match &mut reader.over {
            Some(Over::Find(line)) => line.press(key),
            Some(Over::Outline(outline)) => {
                let taken = outline.menu.line.press(key);
                if taken {
                    outline.menu.refine();
                }
                taken
            }
            None => false,
        },
        _ => false,
    }
}

/// A paste is one event and goes into text fields only: it never runs an action.
pub fn paste(state: &mut State, text: &str, effects: &mut Vec<Effect>) -> bool {
    match &mut state.layer {
        Some(Layer::Picker(picker)) => {
            picker.menu.line.paste(text);
            picker.menu.refine();
        }
        Some(Layer::Palette(palette)) => {
            palette.menu.line.paste(text);
            palette.menu.refine();
        }
        Some(Layer::Search(search)) => {
            search.line.paste(text);
            search_now(state, effects);
        }
        Some(Layer::Chooser(chooser)) => {
            chooser.menu.line.paste(text);
            chooser.menu.refine();
        }
        Some(Layer::Naming(naming)) => naming.line.paste(text),
        Some(Layer::Help(help)) => {
            help.top = 0;
            help.line.paste(text);
        }
        Some(Layer::Note(note)) => note.paste(text),
        Some(Layer::Form(form)) => form.line().into_iter().for_each(|line| line.paste(text)),
        Some(Layer::Reader(reader)) => match &mut reader.over {
            Some(Over::Find(line)) => line.paste(text),
            Some(Over::Outline(outline)) => {
                outline.menu.line.paste(text);
                outline.menu.refine();
            }
            None => state.tell(Tone::Told, "pasted text was left out: / finds words in the document"),
        },
        _ => state.tell(Tone::Told, "pasted text was left out: / searches, n writes a note"),
    }
    true
}

/// Does what Enter, or a key for more, does in a layer.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match (&mut state.layer, action) {
        (Some(Layer::Picker(_)), Action::Toggle) => {
            toggle_concept(state, effects);
        }
        (Some(Layer::Picker(picker)), Action::Accept) => {
            let done = picker.touched && picker.menu.line.text().is_empty();
            if done || toggle_concept(state, effects) {
                state.layer = None;
            }
        }
        (Some(Layer::Palette(palette)), Action::Accept) => {
            let (chosen, from) = (palette.chosen(), palette.from);
            if let Some(action) = chosen {
                state.close_layer();
                super::act(state, action, from, effects);
            }
        }
        (Some(Layer::Search(search)), Action::Accept) => {
            if search.refuse() {
                return;
            }
            state.layer = None;
            remember_search(state, effects);
            let rows = state.found.rows.clone();
            state.marks.keep(&rows);
            if state.filter.search.is_some() && state.found.rows.is_empty() {
                state.tell(Tone::Told, "nothing found: c shows everything again, / changes the search");
            } else if let Some(words) =
                state.filter.search.as_deref().and_then(|s| told_of_or(s, state.found.rows.len()))
            {
                state.tell(Tone::Told, words);
            }
        }
        (Some(Layer::Note(note)), Action::Accept) => {
            let (row, what, written) = (note.row, note.what, note.note());
            state.layer = None;
            mending::save(state, row, what, &written.unwrap_or_default(), effects);
        }
        (Some(Layer::Form(_)), Action::Accept) => mending::accept_form(state, effects),
        (Some(Layer::Reader(_)), Action::Accept) => reading::accept(state, effects),
        (Some(Layer::Note(note)), Action::NewLine) => note.area.insert_newline(),
        _ => {}
    }
}

/// That `or` finds either, where both together are found in few: who writes “women and children” often means that.
fn told_of_or(search: &str, found: usize) -> Option<String> {
    const FEW: usize = 5;
    let words: Vec<&str> = search.split_whitespace().collect();
    let ands: Vec<usize> = (0..words.len()).filter(|at| words[*at].eq_ignore_ascii_case("and")).collect();
    let plain = !search.contains(['"', '(', ':']);
    let [at] = ands.as_slice() else { return None };
    let either = [words[..*at].join(" "), words[at + 1..].join(" ")].join(" or ");
    (plain && found < FEW && *at > 0 && *at + 1 < words.len())
        .then(|| format!("{found} with both; “{either}” finds either"))
}

fn toggle_concept(state: &mut State, effects: &mut Vec<Effect>) -> bool {
    let Some(Layer::Picker(picker)) = &mut state.layer else { return false };
    let Some((scheme, notation)) = picker.chosen().cloned() else { return false };
    picker.touched = true;
    if !picker.menu.line.text().is_empty() {
        picker.menu.line.clear();
        picker.menu.refine();
    }
    let row = picker.row;
    deciding::on(state, row, deciding::toggle(&scheme, &notation), effects);
    true
}

/// Remembers what was searched for, also for the next time that the program is started.
fn remember_search(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(search) = state.filter.search.clone() {
        let search = search.trim_end().to_string();
        state.searches.retain(|earlier| *earlier != search);
        state.searches.push(search.clone());
        effects.push(Effect::Ask(Request::Searched(search)));
    }
}

/// Puts an earlier search, or a later one, in the search line.
pub fn recall(state: &mut State, older: bool, effects: &mut Vec<Effect>) {
    if let Some(Layer::Search(search)) = &mut state.layer
        && search.recall(&state.searches, older)
    {
        search_now(state, effects);
    }
}

/// Every key of the search line asks anew; the newest answer wins.
fn search_now(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Search(search)) = &state.layer else { return };
    // A space after the last word says that it is whole.
    let words = search.line.text().trim_start();
    let words = if words.trim().is_empty() { "" } else { words };
    state.filter.search = (!words.is_empty()).then(|| words.to_string());
    state.go_to = search.row.map(Aim::at);
    filtering::query(state, effects, false);
}

fn input_of(key: Key) -> textarea::Input {
    let code = match key.code {
        Code::Char(c) => textarea::Key::Char(c),
        Code::F(n) => textarea::Key::F(n),
        Code::Enter => textarea::Key::Enter,
        Code::Esc => textarea::Key::Esc,
        Code::Tab => textarea::Key::Tab,
        Code::Backspace => textarea::Key::Backspace,
        Code::Delete => textarea::Key::Delete,
        Code::Insert => textarea::Key::Null,
        Code::Up => textarea::Key::Up,
        Code::Down => textarea::Key::Down,
        Code::Left => textarea::Key::Left,
        Code::Right => textarea::Key::Right,
        Code::Home => textarea::Key::Home,
        Code::End => textarea::Key::End,
        Code::PageUp => textarea::Key::PageUp,
        Code::PageDown => textarea::Key::PageDown,
    };
    textarea::Input { key: code, ctrl: key.ctrl, alt: key.alt, shift: key.shift }
}
