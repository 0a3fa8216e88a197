//! The last line: what the keys do here, made from the table of actions.

use super::{from_column, put, put_line, span};
use crate::tui::action::{Action, Context};
use crate::tui::fit::columns;
use crate::tui::key::{Key, sequence_in_words};
use crate::tui::layers::Layer;
use crate::tui::possible::hindrance;
use crate::tui::reader::Mode;
use crate::tui::state::State;
use crate::tui::table::{Entry, entry, table};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// A key or range of keys, and what it does.
type Hint = (String, &'static str);

/// Draws as many hints as fit; the way to all of them stands last and always. What may follow keys that were begun takes
/// the row above too, so that all of it finds room.
pub fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    let dim = state.theme.style(Role::Dim);
    let key = state.theme.style(Role::Key);
    let hints = if state.pending.is_empty() { here(state) } else { after(state) };
    let help = state.keymap.keys_of(state.context(), Action::Help).next();
    let in_help = matches!(state.layer, Some(Layer::Help(_)));
    let last = help.filter(|_| !in_help).map(|keys| (sequence_in_words(keys), "help"));
    if !state.pending.is_empty() {
        return draw_after(state, area, &hints, buffer);
    }
    let mut room = from_column(area, 1);
    if let Some((keys, word)) = last {
        let width = (columns(&keys) + word.len() + 2) as u16;
        let width = width.min(room.width);
        let place = Rect { x: room.right() - width, width, ..room };
        put_line(buffer, place, &Line::from(vec![span(keys, key), span(format!(" {word}"), dim)]));
        room.width = room.width.saturating_sub(width + 1);
    }
    for (keys, word) in hints {
        let width = (columns(&keys) + columns(word) + 1) as u16;
        if width > room.width {
            break;
        }
        let used = put_hint(&keys, word, room, buffer, state);
        room = from_column(room, used + 2);
    }
}

/// Draws what may follow, on the row above and on the last one.
fn draw_after(state: &State, area: Rect, hints: &[Hint], buffer: &mut Buffer) {
    let above = Rect { y: area.y.saturating_sub(1), ..area };
    for x in above.x..above.right() {
        buffer[(x, above.y)].reset();
    }
    let mut rest = hints.iter().peekable();
    for line in [above, area] {
        let mut room = from_column(line, 1);
        while let Some((keys, word)) = rest.peek() {
            let width = (columns(keys) + columns(word) + 1) as u16;
            // Room for a sign that there is more is kept at the end.
            if width > room.width.saturating_sub(2) && room.x > line.x + 1 {
                break;
            }
            let used = put_hint(keys, word, room, buffer, state);
            room = from_column(room, used + 2);
            rest.next();
        }
        if line == area && rest.peek().is_some() {
            put(buffer, room, state.signs.ellipsis, state.theme.style(Role::Dim));
        }
    }
}

/// One line that leads a newcomer.
pub fn first_line(state: &State) -> String {
    let key = |action| {
        let mut keys = state.keymap.keys_of(Context::List, action);
        keys.next().map_or(String::new(), sequence_in_words)
    };
    let (keep, undo, help) = (key(Action::KeepSuggested), key(Action::Undo), key(Action::Help));
    format!("{keep} keeps with the suggested tags, {undo} takes back, {help} shows every key")
}

fn put_hint(keys: &str, word: &str, room: Rect, buffer: &mut Buffer, state: &State) -> u16 {
    let used = put(buffer, room, keys, state.theme.style(Role::Key));
    used + put(buffer, from_column(room, used), &format!(" {word}"), state.theme.style(Role::Dim))
}

/// What the keys do in the context that has the keyboard, the nearest context's first.
fn here(state: &State) -> Vec<Hint> {
    let context = state.context();
    let chain = context.chain();
    let mut hints: Vec<(usize, Hint)> = Vec::new();
    for entry in table().iter().filter(|e| !e.hint.is_empty() && e.action != Action::Help) {
        if matches!(
            (entry.action, context),
            (Action::Cancel, Context::List)
                | (Action::Reader, Context::Reader)
                | (Action::Overview, Context::Overview)
        ) {
            continue;
        }
        let Some(keys) = state.keymap.keys_of(context, entry.action).next() else { continue };
        if hindrance(state, entry.action, context).is_some() {
            continue;
        }
        let near = |c: &Context| entry.keys.iter().any(|(bound, _)| bound == c);
        let distance = chain.iter().position(near).unwrap_or(chain.len());
        let hint = match keys {
            [first, _, ..] if mends(entry.action) => (first.to_string(), "edit"),
            [first, _, ..] if matches!(entry.action, Action::Order(_)) => (first.to_string(), "order"),
            [first, _, ..] => (first.to_string(), "filter"),
            _ => (
                sequence_in_words(keys),
                in_mode(state, entry.action).unwrap_or_else(|| word(entry, context)),
            ),
        };
        hints.push((distance + in_reader(entry.action, context), hint));
    }
    hints.sort_by_key(|(distance, _)| *distance);
    let moving = scrolling(state, context);
    grouped(moving.into_iter().chain(hints.into_iter().map(|(_, hint)| hint)))
}

/// What a key does while something is chosen, in the reader or in a picker.
fn in_mode(state: &State, action: Action) -> Option<&'static str> {
    if let (Some(Layer::Picker(picker)), Action::Accept) = (&state.layer, action) {
        let done = picker.touched && picker.menu.line.text().is_empty();
        return Some(if done { "done" } else { "take this one" });
    }
    Some(match (&state.reader()?.mode, action) {
        (Mode::Choosing { .. }, Action::Turn) => "extend",
        (Mode::Splitting { .. }, Action::Turn) => "next place",
        (Mode::Choosing { .. } | Mode::Selecting { row: None, .. }, Action::Accept) => "mark",
        (Mode::Selecting { .. }, Action::Accept) => "save",
        (Mode::Splitting { .. }, Action::Accept) => "split here",
        _ => return None,
    })
}

/// In the reader what moves over the document stands before what decides, and the way back before both.
fn in_reader(action: Action, context: Context) -> usize {
    match (action, context) {
        (Action::Cancel, Context::Reader) => 0,
        (Action::NextPassage | Action::Choose | Action::FindHere | Action::Outline, Context::Reader) => 1,
        (_, Context::Reader) => 2,
        // What was chosen is to be taken: how, is told first.
        (Action::Accept, Context::Marking) => 0,
        (_, Context::Marking) => 1,
        _ => 0,
    }
}

/// Whether an action mends what was found: those stand behind one key.
fn mends(action: Action) -> bool {
    use Action::{EditDocument, EditNames, EditOutside, EditText, Join, MoveBounds, Split};
    matches!(action, EditText | EditOutside | MoveBounds | Split | Join | EditNames | EditDocument)
}

/// What a key does, in the words of the place: leaving the picker keeps what it toggled, leaving a note its draft.
fn word(entry: &Entry, context: Context) -> &'static str {
    match (entry.action, context) {
        (Action::Cancel, Context::Picker) => "close",
        (Action::Cancel, Context::Note) => "close, keep draft",
        (Action::Accept, Context::Overview) => "list these",
        (Action::Accept, Context::Note | Context::Form) => "save",
        (Action::Cancel, Context::Form) => "close",
        _ => entry.hint,
    }
}

/// How to move on a page that has little else to do.
fn scrolling(state: &State, context: Context) -> Vec<Hint> {
    let first = |action| {
        // In the help letters are what is looked for.
        let moves = |keys: &&[Key]| context != Context::Help || keys.iter().all(|key| key.typed().is_none());
        state.keymap.keys_of(context, action).find(moves).map_or(String::new(), sequence_in_words)
    };
    let pair = |one, two, word| (format!("{} {}", first(one), first(two)), word);
    match context {
        Context::Reader => vec![pair(Action::Down, Action::Up, "scroll")],
        Context::Help => {
            vec![pair(Action::Down, Action::Up, "scroll"), pair(Action::PageDown, Action::PageUp, "page")]
        }
        _ => Vec::new(),
    }
}

/// What the next key may be after those typed.
fn after(state: &State) -> Vec<Hint> {
    let typed = state.pending.len();
    let next = |keys: &[Key]| sequence_in_words(&keys[typed.min(keys.len())..]);
    let bindings = state.keymap.beginning_with(state.context(), &state.pending);
    let hint = |(keys, action): (&[Key], Action)| {
        let found = entry(action)?;
        let word = match action {
            Action::FilterCluster(_) => "cluster",
            _ if found.hint.is_empty() => found.description.as_str(),
            _ => found.hint,
        };
        Some((next(keys), word))
    };
    let mut hints = vec![(sequence_in_words(&state.pending), state.signs.ellipsis)];
    hints.extend(grouped(bindings.filter_map(hint)));
    hints
}

/// Neighbours that do the same become a range: `1` … `6` cluster is `1-6` cluster.
fn grouped(hints: impl Iterator<Item = Hint>) -> Vec<Hint> {
    let mut groups: Vec<(String, String, &'static str)> = Vec::new();
    for (keys, word) in hints {
        match groups.last_mut() {
            Some((_, last, same)) if *same == word => *last = keys,
            _ => groups.push((keys.clone(), keys, word)),
        }
    }
    let range = |first: String, last: String| if first == last { first } else { format!("{first}-{last}") };
    groups.into_iter().map(|(first, last, word)| (range(first, last), word)).collect()
}
