//! Filters: what is shown, and the queries that follow.

use crate::desk::query_so_far;
use crate::facets::query::Marks;
use crate::facets::{Facet, Filter, Order, OrderBy, Said};
use crate::taxonomy::CLUSTER;
use crate::tui::action::{Action, Context};
use crate::tui::facet_list::{only, toggle};
use crate::tui::key::sequence_in_words;
use crate::tui::requests::Request;
use crate::tui::state::{Effect, State, Tone};

/// Does an action that changes the filter.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::FilterCluster(n) => only(&mut state.filter, &Facet::Concept(CLUSTER.into()), &n.to_string()),
        Action::FilterVerdict(verdict) => only(&mut state.filter, &Facet::Verdict, verdict.word()),
        Action::FilterUntagged => {
            if !state.filter.untagged.remove(CLUSTER) {
                state.filter.untagged.insert(CLUSTER.into());
            }
        }
        Action::FilterDocument => {
            let Some(document) = state.card().map(|card| card.document.id.clone()) else { return };
            only(&mut state.filter, &Facet::Document, document.as_str());
        }
        Action::FilterSaid => said(state, Said::MoreThanOnce),
        Action::FilterAlike => {
            let Some(card) = state.card() else { return };
            let id = card.id.clone();
            said(state, Said::With(id));
        }
        Action::Pick => {
            let Some(value) = state.facets.under_cursor().cloned() else { return };
            toggle(&mut state.filter, &value.facet, &value.value);
        }
        _ => state.filter = Default::default(),
    }
    state.status = Default::default();
    query(state, effects, false);
}

/// Shows everything in an order, or that order the other way round. The cursor stays on its recommendation.
pub fn order(state: &mut State, by: OrderBy, effects: &mut Vec<Effect>) {
    // Of certainty, the sure ones first: they are quickest to decide.
    let first = Order { by, descending: by == OrderBy::Certainty };
    let other = Order { descending: !first.descending, ..first };
    state.order = if state.order == first { other } else { first };
    let top = state.keymap.keys_of(Context::List, Action::Top).next().map(sequence_in_words);
    let to_top = top.map_or(String::new(), |keys| format!("; {keys}: the first"));
    let how = match by {
        OrderBy::Certainty => ", by cluster and objective",
        _ => "",
    };
    state.tell(Tone::Told, format!("{}{how}{to_top}", in_words(state.order)));
    query(state, effects, false);
}

/// What an order is called.
pub fn in_words(order: Order) -> String {
    match (order.by, order.descending) {
        (OrderBy::Reading, false) => "in reading order".to_string(),
        (OrderBy::Reading, true) => "in reading order, last first".to_string(),
        (OrderBy::Certainty, true) => "most certain first".to_string(),
        (OrderBy::Certainty, false) => "least certain first".to_string(),
        (OrderBy::Decided, false) => "first decided first".to_string(),
        (OrderBy::Decided, true) => "last decided first".to_string(),
        (by, false) => format!("by {}", by.word()),
        (by, true) => format!("by {}, last first", by.word()),
    }
}

/// Shows only what is said elsewhere too; where that was so before, everything.
fn said(state: &mut State, said: Said) {
    let same_kind = |now: &Said| std::mem::discriminant(now) == std::mem::discriminant(&said);
    let again = state.filter.said.as_ref().is_some_and(same_kind);
    state.filter.said = (!again).then_some(said);
}

/// Asks for what the filter lets through. With `holding` the recommendation under the cursor stays, whatever is found.
pub fn query(state: &mut State, effects: &mut Vec<Effect>, holding: bool) {
    let (generation, filter, order) = begin_query(state, holding);
    effects.push(Effect::Ask(Request::Find { generation, filter, order }));
}

/// Begins a query: its number, and what it asks for.
pub fn begin_query(state: &mut State, holding: bool) -> (u64, Filter, Order) {
    state.generation += 1;
    state.sought = state.filter.search.as_deref().map_or(Marks::default(), |s| Marks::of(&query_so_far(s)));
    state.holding = holding;
    (state.generation, state.filter.clone(), state.order)
}
