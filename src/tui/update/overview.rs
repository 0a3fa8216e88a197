//! The overview: opened, moved in, and the list behind a cell.

use crate::tui::action::Action;
use crate::tui::layers::Layer;
use crate::tui::overview::Page;
use crate::tui::requests::Request;
use crate::tui::state::{Effect, State};
use crate::tui::update::filtering;

/// Opens the overview where it was left, or closes it.
pub fn open(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(Layer::Overview(_)) = state.layer {
        return close(state);
    }
    state.layer = Some(Layer::Overview(Page::at(state.overview)));
    state.status = Default::default();
    ask(state, effects);
}

/// Counts anew what the overview shows, where it is open.
pub fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    if state.overview_mut().is_some() {
        effects.push(Effect::Ask(Request::Overview(state.filter.clone())));
    }
}

/// Closes the overview and remembers where the cursor stood.
pub fn close(state: &mut State) {
    if let Some(Layer::Overview(page)) = state.layer.take() {
        state.overview = page.place;
    }
}

/// Does an action that means something in the overview; false where the overview is not open.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    let (rows, filter) = (state.size.1, state.filter.clone());
    let Some(Layer::Overview(page)) = &mut state.layer else { return false };
    let height = page.height(rows);
    // What was said gives way to what the cell under the cursor counts.
    state.status = Default::default();
    let pages = height.saturating_sub(1).max(1) as isize;
    match action {
        Action::Down => page.go(1, 0),
        Action::Up => page.go(-1, 0),
        Action::PageDown => page.go(pages, 0),
        Action::PageUp => page.go(-pages, 0),
        Action::Top => page.go(isize::MIN, 0),
        Action::Bottom => page.go(isize::MAX, 0),
        Action::Left => page.go(0, -1),
        Action::Right => page.go(0, 1),
        Action::NextTable => page.turn(true),
        Action::PreviousTable => page.turn(false),
        Action::Accept => {
            if let Some(behind) = page.behind(&filter) {
                close(state);
                state.filter = behind;
                state.status = Default::default();
                filtering::query(state, effects, false);
            }
        }
        _ => return false,
    }
    true
}

/// Brings what is in sight in line with the cursor.
pub fn settle(state: &mut State) {
    let rows = state.size.1;
    if let Some(page) = state.overview_mut() {
        page.follow(page.height(rows));
    }
}
