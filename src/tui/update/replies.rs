//! What the desk answered.

use crate::desk::{Done, Found};
use crate::model::{Recommendation, RowId};
use crate::taxonomy::built_in;
use crate::tui::fit::{cut, safe_start};
use crate::tui::state::{Aim, Effect, State, Tone};
use crate::tui::update::filtering::query;
use crate::tui::update::moving;
use crate::tui::worker::{Reply, Request, Step};
use std::sync::Arc;

/// Columns of a recommendation's words that the status line repeats.
const NAMED: usize = 48;

/// Takes an answer; false where it is outdated.
pub fn take(state: &mut State, reply: Reply, effects: &mut Vec<Effect>) -> bool {
    match reply {
        Reply::Documents(documents) => {
            state.documents = Some(documents);
            rebuild_facets(state);
        }
        Reply::Found(generation, found) if generation == state.generation => {
            let first_time = !state.answered;
            land(state, found);
            // Who comes back goes on where there is something left to decide.
            if first_time && state.reviewed().0 > 0 {
                moving::seek_unreviewed(state, 0, effects);
            }
        }
        Reply::Unreviewed(rows) => return moving::go_unreviewed(state, &rows),
        Reply::Found(..) => return false,
        Reply::Rows(cards) => state.keep_cards(cards),
        Reply::Source(document, source) => {
            state.asked.source = None;
            state.keep_source(document, source);
        }
        Reply::History(row, decisions) if state.row() == Some(row) => {
            state.details.history = Some(decisions);
        }
        Reply::History(..) => return false,
        Reply::Stepped(step, done, now) => stepped(state, step, done, now, effects),
        Reply::ChangedElsewhere => {
            let rows: Vec<RowId> = state.window().collect();
            state.cards.retain(|row, _| rows.contains(row));
            state.asked.history = None;
            effects.extend([Effect::Ask(Request::Documents), Effect::Ask(Request::Rows(rows))]);
            query(state, effects, true);
            return false;
        }
        Reply::Failed { step, words } => failed(state, step, &words, effects),
    }
    true
}

/// Shows what was found. The cursor stays on its recommendation, or goes to the next one that is still there.
fn land(state: &mut State, found: Found) {
    let was_done = is_done(state);
    let old = std::mem::replace(&mut state.found, found);
    let offset = state.cursor.saturating_sub(state.top);
    let under_cursor = old.rows.get(state.cursor).copied();
    let wanted = state.go_to.take();
    let rows = &state.found.rows;
    let place = |row: RowId| rows.iter().position(|r| *r == row);
    let aimed = wanted.and_then(|aim| place(aim.row));
    let missed = wanted.is_some_and(|aim| aim.tell) && aimed.is_none();
    state.cursor = match (aimed, under_cursor) {
        (Some(at), _) => at,
        (None, None) => 0,
        (None, Some(row)) => match place(row) {
            Some(at) => at,
            None => {
                let at = next_place(&old.rows[state.cursor..], rows);
                if state.holding {
                    let mut held = rows.to_vec();
                    held.insert(at.min(held.len()), row);
                    state.found.rows = Arc::from(held);
                }
                at
            }
        },
    };
    if missed {
        let words = format!("{} · outside this filter", state.status.words);
        state.tell(state.status.tone, words);
    }
    if is_done(state) && !was_done && state.status.tone == Tone::Saved {
        let words = format!("{} · everything here has a verdict", state.status.words);
        state.tell(Tone::Saved, words);
    }
    state.top = state.cursor.saturating_sub(offset);
    state.answered = true;
    rebuild_facets(state);
}

fn is_done(state: &State) -> bool {
    let (reviewed, of) = state.reviewed();
    reviewed == of && of > 0
}

/// The place of the first of the rows from the cursor on that is still there. Rows are in reading order, and so,
/// nearly always, are their numbers: where none of the next ones is left, that comes near enough.
fn next_place(from_cursor: &[RowId], rows: &[RowId]) -> usize {
    let near = from_cursor.iter().skip(1).take(8).find_map(|next| rows.iter().position(|r| r == next));
    near.unwrap_or_else(|| from_cursor.first().map_or(0, |row| rows.partition_point(|r| r < row)))
}

fn rebuild_facets(state: &mut State) {
    let documents = state.documents.as_deref().unwrap_or_default();
    state.facets.rebuild(&state.found, documents, &state.filter);
}

/// A step is on disk: what it changed is shown, said, counted anew.
fn stepped(
    state: &mut State,
    step: Step,
    done: Option<Done>,
    now: Vec<Recommendation>,
    effects: &mut Vec<Effect>,
) {
    let sent = state.sent.pop_front();
    state.over |= state.leaving && state.sent.is_empty();
    let Some(done) = done else {
        let words = match step {
            Step::Decide => "nothing to change",
            Step::Undo => "nothing to undo",
            Step::Redo => "nothing to redo",
        };
        state.tell(Tone::Told, words);
        return;
    };
    let words = in_words(step, &done, now.first());
    state.tell(Tone::Saved, words);
    if !done.documents.is_empty() {
        effects.push(Effect::Ask(Request::Documents));
    }
    if step != Step::Decide {
        state.go_to = done.rows.first().map(|row| Aim { row: *row, tell: true });
    }
    if now.len() == done.rows.len() {
        state.keep_cards(now);
        // What was decided may have taught something about the others.
        let near: Vec<RowId> = state.window().collect();
        state.cards.retain(|row, _| near.contains(row));
        if !near.is_empty() {
            effects.push(Effect::Ask(Request::Rows(near)));
        }
    } else {
        state.cards.clear();
    }
    state.asked.history = None;
    query(state, effects, step == Step::Decide && !sent.is_some_and(|s| s.moved_on));
}

/// A step failed and changed nothing, or a question failed: said with the way out. The cursor goes back to what is still undecided.
fn failed(state: &mut State, step: Option<Step>, words: &str, effects: &mut Vec<Effect>) {
    state.tell(Tone::Failed, words);
    if step.is_none() {
        return;
    }
    let sent = state.sent.pop_front();
    state.leaving = false;
    if let Some(row) = sent.and_then(|s| s.row) {
        state.go_to = Some(Aim { row, tell: false });
        query(state, effects, true);
    }
}

fn in_words(step: Step, done: &Done, first: Option<&Recommendation>) -> String {
    let what = labelled(&done.words);
    let begin = match step {
        Step::Decide => String::from("saved: "),
        Step::Undo => String::from("undone: "),
        Step::Redo => String::from("done again: "),
    };
    match (done.rows.len(), first) {
        (0 | 1, Some(first)) => {
            let start = safe_start(&first.text, NAMED);
            format!("{begin}{what} · “{}”", cut(&start, NAMED, "…"))
        }
        (0 | 1, None) => begin + &what,
        (n, _) => format!("{begin}{what} · {n} recommendations"),
    }
}

/// A digit never stands without its label: "cluster 3" becomes "cluster 3 International cooperation and governance".
fn labelled(words: &str) -> String {
    let mut scheme = None;
    let label = |part: &str| {
        let (named, notation) = part.rsplit_once(' ').unwrap_or(("", part));
        scheme = if named.is_empty() { scheme.take() } else { Some(named.to_string()) };
        let concept = built_in().concept(scheme.as_deref()?, notation)?;
        Some(format!("{part} {}", concept.short))
    };
    let mut label = label;
    let parts: Vec<String> =
        words.split(", ").map(|part| label(part).unwrap_or_else(|| part.to_string())).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_get_their_labels() {
        for (words, shown) in [
            ("keep", "keep"),
            ("cluster none", "cluster none"),
            (
                "keep, cluster 5, objective 8, 20",
                "keep, cluster 5 Drivers of migration, objective 8 Save lives, 20 Remittances",
            ),
            ("note removed", "note removed"),
        ] {
            assert_eq!(labelled(words), shown);
        }
    }

    #[test]
    fn the_cursor_goes_to_the_next_that_is_left() {
        let check = |from_cursor: &[i64], rows: &[i64], place: usize| {
            let own = |rows: &[i64]| rows.iter().map(|r| RowId(*r)).collect::<Vec<_>>();
            assert_eq!(next_place(&own(from_cursor), &own(rows)), place, "{from_cursor:?} {rows:?}");
        };
        check(&[3, 4, 5], &[1, 2, 4, 5], 2);
        check(&[3, 4, 5], &[1, 2, 5], 2);
        check(&[3, 4, 5], &[1, 2], 2);
        check(&[3], &[], 0);
        check(&[3, 20], &[9, 2, 20], 2);
        check(&[], &[1], 0);
    }
}
