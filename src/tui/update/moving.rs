//! Moving and scrolling.

use crate::model::{RowId, Verdict};
use crate::tui::action::{Action, Context};
use crate::tui::key::sequence_in_words;
use crate::tui::layers::Layer;
use crate::tui::panes;
use crate::tui::reader::Over;
use crate::tui::requests::Request;
use crate::tui::state::{Awaited, Effect, Focus, State, Tone};

/// How far to move.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// So many lines.
    Lines(isize),
    /// So many pages.
    Pages(isize),
}

impl By {
    fn lines(self, page: usize) -> isize {
        match self {
            By::Lines(lines) => lines,
            By::Pages(pages) => pages.saturating_mul(page.max(2) as isize - 1),
        }
    }
}

/// Moves in whatever has the keyboard.
pub fn go(state: &mut State, by: By) {
    let areas = state.areas();
    let full = usize::from(state.size.1.saturating_sub(3));
    let page = super::reading::height(state);
    match (&mut state.layer, state.focus) {
        (Some(Layer::Reader(reader)), _) => match &mut reader.over {
            Some(Over::Outline(outline)) => outline.menu.go(by.lines(10)),
            _ => reader.scroll(by.lines(page), page),
        },
        (Some(Layer::Form(form)), _) => form.go(by.lines(1)),
        (Some(Layer::Help(help)), _) => {
            let lines = panes::help::lines(&state.keymap, &state.theme, state.size.0, help).len();
            help.top = help.top.saturating_add_signed(by.lines(full)).min(lines.saturating_sub(full));
        }
        (Some(Layer::Progress(top)), _) => {
            let to = top.saturating_add_signed(by.lines(16));
            let last = panes::progress::last_top(state);
            state.layer = Some(Layer::Progress(to.min(last)));
        }
        (Some(Layer::Picker(picker)), _) => picker.menu.go(by.lines(10)),
        (Some(Layer::Palette(palette)), _) => palette.menu.go(by.lines(10)),
        (Some(Layer::Chooser(chooser)), _) => chooser.menu.go(by.lines(10)),
        (Some(Layer::Search(_) | Layer::Naming(_) | Layer::Note(_) | Layer::Overview(_)), _) => {}
        (None, Focus::List) => {
            let last = state.found.rows.len().saturating_sub(1);
            let lines = by.lines(areas.listed());
            state.cursor = state.cursor.saturating_add_signed(lines).min(last);
            if let By::Pages(_) = by {
                state.top = state.top.saturating_add_signed(lines);
            }
        }
        (None, Focus::Facets) => {
            let page = usize::from(areas.facets.height);
            state.facets.go(by.lines(page));
        }
        (None, Focus::Details) => scroll_details(state, by.lines(usize::from(areas.details.height))),
    }
}

/// Looks for the next recommendation without a verdict.
pub fn seek_unreviewed(state: &mut State, effects: &mut Vec<Effect>) {
    state.awaited = Some(Awaited::Unreviewed);
    ask_unreviewed(state, effects);
}

/// Looks for the first recommendation without a verdict, without having been asked: nobody waits for it.
pub fn lead_to_unreviewed(state: &mut State, effects: &mut Vec<Effect>) {
    state.led = true;
    ask_unreviewed(state, effects);
}

fn ask_unreviewed(state: &State, effects: &mut Vec<Effect>) {
    effects.push(Effect::Ask(Request::Unreviewed(state.filter.clone(), state.order)));
}

/// Goes to the next recommendation without a verdict, else to the first of all; false where nothing is looked for any more.
pub fn go_unreviewed(state: &mut State, unreviewed: &[RowId]) -> bool {
    let led = std::mem::take(&mut state.led);
    let awaited = state.awaited.take_if(|awaited| *awaited == Awaited::Unreviewed);
    if !led && awaited.is_none() {
        return false;
    }
    let from = if led { 0 } else { state.cursor + 1 };
    let (mut first, mut next, mut left) = (None, None, unreviewed.iter().peekable());
    // Both are in the same order: one walk finds every place.
    for (place, row) in state.found.rows.iter().enumerate() {
        if left.next_if_eq(&row).is_some() {
            first = first.or(Some(place));
            if place >= from {
                next = Some(place);
                break;
            }
        }
    }
    match next.or(first) {
        Some(place) => {
            state.cursor = place;
            if led && place > 0 {
                let next =
                    state.keymap.keys_of(Context::List, Action::NextUnreviewed).next().map(sequence_in_words);
                let next = next.map_or(String::new(), |key| format!("; {key} goes to the next"));
                state.tell(Tone::Told, format!("this is the first that is unreviewed{next}"));
            }
        }
        None => state.tell(Tone::Told, end_in_words(state)),
    }
    true
}

/// What is said where nothing is without a verdict; with the key to what is left for later.
pub fn end_in_words(state: &State) -> String {
    let tally = state.tally();
    let later = Action::FilterVerdict(Verdict::Later);
    let key = state.keymap.keys_of(Context::List, later).next().map(sequence_in_words);
    match key.filter(|_| tally.later > 0) {
        Some(key) => format!("{}: {key} shows what", tally.end_in_words()),
        None => tally.end_in_words(),
    }
}

/// Scrolls the details by so many lines.
pub fn scroll_details(state: &mut State, by: isize) {
    let area = state.details_area();
    let (lines, takes) = panes::details::lines(state, usize::from(area.width));
    let last = panes::details::last_top(lines.len(), takes, usize::from(area.height));
    state.details.top = state.details.top.saturating_add_signed(by).min(last);
}

/// Gives the keyboard to the next pane or the one before.
pub fn turn(state: &mut State, forward: bool) {
    use Focus::{Details, Facets, List};
    let details = !state.areas().details.is_empty();
    state.focus = match (state.focus, forward) {
        (List, true) if details => Details,
        (List, true) | (Details, true) => Facets,
        (Facets, true) => List,
        (List, false) => Facets,
        (Facets, false) if details => Details,
        (Facets, false) | (Details, false) => List,
    };
}

/// Shows the facets or hides them. The list has the keyboard after it, but where facets find room only instead of it.
pub fn toggle_facets(state: &mut State) {
    state.facets_wanted = state.areas().facets.is_empty();
    state.focus = Focus::List;
    if state.facets_wanted && state.areas().facets.is_empty() {
        state.focus = Focus::Facets;
    }
}

/// Keeps cursors on what is there and in sight, with a little room around.
pub fn follow(state: &mut State) {
    let areas = state.areas();
    let (listed, count) = (areas.listed().max(1), state.found.rows.len());
    state.cursor = state.cursor.min(count.saturating_sub(1));
    let room = 2.min((listed - 1) / 2);
    let (first, last) = ((state.cursor + room + 1).saturating_sub(listed), state.cursor.saturating_sub(room));
    state.top = state.top.clamp(first.min(last), last).min(count.saturating_sub(listed));
    let facets = state.facets.shown(usize::from(areas.facets.height));
    state.facets.follow(facets.max(1));
}
