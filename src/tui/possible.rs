//! What can be done now: the palette offers it, and a key that cannot do its action says why in the same words.

use super::action::{Action, Context};
use super::state::State;
use super::table::{Entry, table};
use super::update::deciding::decides_on_marks;
use super::update::reading;
use crate::model::Verdict;

/// What keys are about is not there.
const NONE: &str = "there is no recommendation here";
/// It is there, and its words are not.
const UNSEEN: &str = "not loaded yet: nothing was decided";

/// An action as palette and list of goals offer it.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// Its row of the table.
    pub entry: &'static Entry,
    /// Why it cannot be done now; none where it can.
    pub hindrance: Option<&'static str>,
}

/// The actions that have keys where a context has the keyboard: first those that can be done now.
pub fn offers(state: &State, from: Context) -> Vec<Offer> {
    let has_keys = |entry: &&Entry| {
        !matches!(entry.action, Action::Palette | Action::Cancel)
            && entry.keys.iter().any(|(context, _)| from.chain().contains(context))
    };
    let offer = |entry: &'static Entry| Offer { entry, hindrance: hindrance(state, entry.action, from) };
    let mut offers: Vec<Offer> = table().iter().filter(has_keys).map(offer).collect();
    offers.sort_by_key(|offer| offer.hindrance.is_some());
    offers
}

/// Why an action cannot be done where a context has the keyboard; none where it can. What only the store knows, such as
/// whether there is a step to undo, hinders nothing here.
pub fn hindrance(state: &State, action: Action, context: Context) -> Option<&'static str> {
    use Action::*;
    match action {
        // What is chosen or written in a layer is that layer's own.
        _ if !context.chain().contains(&Context::Panes) => None,
        Reader if context == Context::Reader => None,
        KeepSuggested | Keep | Drop | Later | Unreview | TagCluster(_) if decides_on_marks(state) => None,
        Unreview => unseen(state).or_else(|| without_verdict(state)),
        KeepSuggested | Keep | Drop | Later | TagCluster(_) | Objectives | Concepts | Note | Reader
        | EditText | EditOutside | MoveBounds | Split | Join | EditNames | EditDocument | FilterDocument
        | Copy => unseen(state),
        Suggestion(n) => unseen(state).or_else(|| {
            state.taking.named(usize::from(n)).is_none().then_some("no suggestion has this letter here")
        }),
        Export => state.row().is_none().then_some("there is nothing to export"),
        Repeat => repeating(state),
        Mark | MarkRange | MarkAll | MarkSection | NextUnreviewed => state.row().is_none().then_some(NONE),
        Spread | NextAlike => alike(state, action),
        FilterAlike if state.filter.said.is_none() => alike(state, action),
        LikeThis if state.filter.like.is_none() => unseen(state),
        ClearFilters => state.filter.is_empty().then_some("no filter is set"),
        SaveFilter => state.filter.is_empty().then_some("no filter is set: there is nothing to save"),
        Pick => state.facets.under_cursor().is_none().then_some("there is no value here"),
        NextPassage | PreviousPassage | Outline | FindHere | Choose | NextHit | PreviousHit => {
            in_the_source(state, action)
        }
        _ => None,
    }
}

fn unseen(state: &State) -> Option<&'static str> {
    match (state.subject_row(), state.subject()) {
        (None, _) => Some(NONE),
        (Some(_), None) => Some(UNSEEN),
        (Some(_), Some(_)) => None,
    }
}

fn without_verdict(state: &State) -> Option<&'static str> {
    let card = state.subject()?;
    (state.is_settled(card.row) && card.verdict == Verdict::Unreviewed)
        .then_some("there is no verdict to take back")
}

fn repeating(state: &State) -> Option<&'static str> {
    match state.last_decided {
        None => Some("nothing was decided yet that could be repeated"),
        Some(_) if decides_on_marks(state) => None,
        Some(last) if state.subject_row() == Some(last) => {
            Some("this is the one that would be repeated: move on first")
        }
        Some(_) => unseen(state),
    }
}

/// What stands in the way of what is done with others that say the same.
fn alike(state: &State, action: Action) -> Option<&'static str> {
    let Some(card) = state.subject() else { return unseen(state) };
    match &card.alike {
        None => Some("not compared with the others yet"),
        Some(others) if others.is_empty() => Some("nothing else says the same"),
        Some(_) => {
            let is_bare = card.verdict == Verdict::Unreviewed && card.tags.values().all(Vec::is_empty);
            (action == Action::Spread && is_bare).then_some(
                "decide on this one first; then the same key gives its verdict and tags to the others",
            )
        }
    }
}

fn in_the_source(state: &State, action: Action) -> Option<&'static str> {
    let reader = state.reader()?;
    let Some(source) = &reader.source else { return Some("not loaded yet") };
    match action {
        Action::NextPassage | Action::PreviousPassage => {
            let neighbour = reader.neighbour(action == Action::NextPassage, reading::height(state));
            neighbour.is_none().then_some("no further recommendation in this document")
        }
        Action::Outline => {
            let has_headings = source.blocks.iter().any(|block| block.heading_level().is_some());
            (!has_headings).then_some("this document has no headings")
        }
        Action::NextHit | Action::PreviousHit => {
            reader.found.is_none().then_some("nothing is looked for: / finds words in this document")
        }
        _ => None,
    }
}
