//! What the desk answered.

use crate::desk::{Done, Found, Headway};
use crate::model::{Recommendation, RowId};
use crate::tui::exporting;
use crate::tui::fit::{cut, safe, safe_start, thousands};
use crate::tui::layers::Layer;
use crate::tui::requests::{Reply, Request, Step};
use crate::tui::state::{Aim, Asked, Effect, State, Tone};
use crate::tui::update::filtering::query;
use crate::tui::update::told::{NAMED, add_to_status, say, say_nothing_done};
use crate::tui::update::{afterwards, choosing, marking, moving, reading};
use std::sync::Arc;

/// Takes an answer; false where it is outdated.
pub fn take(state: &mut State, reply: Reply, effects: &mut Vec<Effect>) -> bool {
    match reply {
        Reply::First(_) if state.answered => return false,
        Reply::First(cards) => {
            state.found.rows = cards.iter().map(|card| card.row).collect();
            state.keep_cards(cards);
        }
        Reply::Documents(documents) => {
            let first_time = state.documents.is_none();
            state.standing = documents.iter().filter(|document| !document.withdrawn).count();
            state.documents = Some(documents);
            rebuild_facets(state);
            if first_time {
                tell_of_none(state);
            }
        }
        Reply::Found(generation, found) if generation == state.generation => {
            let first_time = !state.answered;
            let may_lead = std::mem::take(&mut state.arriving) && state.go_to.is_none();
            land(state, found);
            if first_time {
                tell_of_none(state);
                // Those shown until now came before anything was learned.
                ask_anew(state, effects);
                if !state.tally().is_begun() {
                    effects.push(Effect::Ask(Request::Others));
                }
            }
            // Who comes back goes on where there is something left to decide; who brings a report, where it begins.
            if may_lead && state.tally().is_begun() {
                moving::lead_to_unreviewed(state, effects);
            }
        }
        Reply::Unreviewed(rows) => return moving::go_unreviewed(state, &rows),
        Reply::Found(..) => return false,
        Reply::Rows(cards) => {
            let seen = cards.iter().any(|card| state.is_in_sight(card.row));
            state.keep_cards(cards);
            return seen;
        }
        Reply::Source(document, source) => {
            state.asked.source = None;
            state.keep_source(document, source);
        }
        Reply::Places(document, placed) => return reading::take_places(state, &document, &placed),
        Reply::Splits(row, points) => return reading::take_splits(state, row, points),
        Reply::History(row, decisions) if state.subject_row() == Some(row) => {
            state.details.history = Some(decisions);
        }
        Reply::History(..) => return false,
        Reply::Alike(row, first, all) if state.subject_row() == Some(row) => {
            state.details.alike = Some((first, all))
        }
        Reply::Alike(..) => return false,
        Reply::Headings(headings) => {
            state.headings = headings;
            choosing::renew(state);
        }
        Reply::Searches(searches) => {
            state.searches = searches;
            return false;
        }
        Reply::Others(others) => return tell_of_others(state, &others),
        Reply::Section(rows) => {
            state.awaited = None;
            marking::section(state, &rows);
        }
        Reply::Drafts(kept) if kept.is_empty() => return false,
        Reply::Drafts(kept) => {
            state.drafts.take(kept);
            if let Some(draft) = state.drafts.all().first() {
                let about = safe_start(&draft.about, NAMED);
                let what = state.drafts.in_words();
                let words = format!("{what} not saved yet, on “{}”", cut(&about, NAMED, "…"));
                add_to_status(state, &words);
            }
        }
        Reply::SavedFilters(saved, said) => {
            state.saved = saved;
            if let Some(said) = said {
                state.tell(Tone::Saved, said);
            }
            choosing::renew(state);
        }
        Reply::Overview(overview) => match state.overview_mut() {
            Some(page) => page.take(*overview),
            None => return false,
        },
        Reply::Exported(done) => exporting::tell(state, &done),
        Reply::IsThere(order) => exporting::ask_again(state, &order),
        Reply::Stepped(step, done, now) => stepped(state, step, done, now, effects),
        Reply::Afterwards(seen) => afterwards::take(state, *seen, effects),
        Reply::Progress(progress) => {
            let same = state.progress.as_ref() == Some(&progress);
            // The parts stay until newer ones come.
            let parts = state.progress.take().filter(|_| progress.documents.is_empty());
            let (clusters, documents) = parts.map_or_else(Default::default, |p| (p.clusters, p.documents));
            state.progress = Some(match progress.documents.is_empty() {
                true => Headway { clusters, documents, ..progress },
                false => progress,
            });
            return !same;
        }
        Reply::Behind(left) if left == state.behind => return false,
        Reply::Behind(left) => {
            let caught_up = left.is_nothing();
            state.behind = left;
            if caught_up {
                state.asked.alike = None;
                let near: Vec<RowId> = state.window().collect();
                effects.push(Effect::Ask(Request::Rows(near)));
                query(state, effects, true);
            }
        }
        Reply::WorksAgain => {
            state.tell(Tone::Told, "the store works again");
            // What was asked meanwhile was not answered.
            state.asked = Asked::default();
            take(state, Reply::ChangedElsewhere, effects);
        }
        Reply::ChangedElsewhere => {
            let rows: Vec<RowId> = state.window().collect();
            state.forget_cards(&rows);
            state.asked.history = None;
            state.asked.alike = None;
            let parts = matches!(state.layer, Some(Layer::Progress(_)));
            effects.extend([
                Effect::Ask(Request::Documents),
                Effect::Ask(Request::Rows(rows)),
                Effect::Ask(Request::Progress { parts }),
            ]);
            super::overview::ask(state, effects);
            query(state, effects, true);
            return false;
        }
        Reply::Failed { step, words } => failed(state, step, &words, effects),
    }
    true
}

/// Says how reports come in where there is none yet.
fn tell_of_none(state: &mut State) {
    if state.answered && state.documents.as_ref().is_some_and(Vec::is_empty) {
        state.tell(Tone::Told, "no reports yet: q leaves; rapporteur import FILE or FOLDER brings them in");
    }
}

/// Says who gave verdicts where the reviewer gave none yet: a name that is another today hides the work of yesterday.
fn tell_of_others(state: &mut State, others: &[(String, usize)]) -> bool {
    let gave = |(name, count): &(String, usize)| format!("{} by {}", thousands(*count), safe(name));
    let others: Vec<String> = others.iter().map(gave).collect();
    if !others.is_empty() {
        let words = format!("{} decided nothing yet; decided {}", state.reviewer, others.join(", "));
        add_to_status(state, &words);
    }
    !others.is_empty()
}

/// Shows what was found. The cursor stays on its recommendation, or goes to the next one that is still there.
fn land(state: &mut State, found: Found) {
    let was_done = state.tally().is_reviewed();
    let old = std::mem::replace(&mut state.found, found);
    let offset = state.cursor.saturating_sub(state.top);
    let under_cursor = old.rows.get(state.cursor).copied();
    let wanted = state.go_to.take();
    let rows = &state.found.rows;
    let place = |row: RowId| rows.iter().position(|r| *r == row);
    let aim = wanted.as_ref().and_then(|aim| aim.rows.first().copied());
    let aimed = wanted.as_ref().and_then(|aim| aim.rows.iter().find_map(|row| place(*row)));
    let missed = wanted.is_some_and(|aim| aim.tell) && aimed.is_none() && !state.filter.is_empty();
    // After a search without an answer the cursor goes back to where it stood.
    let under_cursor = under_cursor.or_else(|| state.stood.take().filter(|row| place(*row).is_some()));
    if rows.is_empty() {
        state.stood = aim.or(under_cursor);
    }
    state.cursor = match (aimed, under_cursor) {
        (Some(at), _) => at,
        (None, None) => 0,
        (None, Some(row)) => match place(row) {
            Some(at) => at,
            None => {
                let from = old.rows.get(state.cursor..).unwrap_or_default();
                let at = next_place(from, rows, state.order.is_reading());
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
        add_to_status(state, "outside this filter");
    }
    let tally = state.tally();
    if tally.is_reviewed() && !was_done && state.status.tone == Tone::Saved {
        add_to_status(state, &tally.end_in_words());
    }
    state.top = state.cursor.saturating_sub(offset);
    state.answered = true;
    // Nobody decides on what is not shown. A search that is still written may be given up again.
    if !matches!(state.layer, Some(Layer::Search(_))) {
        let rows = state.found.rows.clone();
        state.marks.keep(&rows);
    }
    rebuild_facets(state);
}

/// The place of the first of the rows from the cursor on that is still there. In reading order the numbers of rows, too,
/// nearly always rise: where none of the next ones is left, that comes near enough.
fn next_place(from_cursor: &[RowId], rows: &[RowId], reading: bool) -> usize {
    let near = from_cursor.iter().skip(1).take(8).find_map(|next| rows.iter().position(|r| r == next));
    if !reading {
        return near.unwrap_or(0);
    }
    near.unwrap_or_else(|| from_cursor.first().map_or(0, |row| rows.partition_point(|r| r < row)))
}

fn rebuild_facets(state: &mut State) {
    let documents = state.documents.as_deref().unwrap_or_default();
    state.facets.rebuild(&state.found, documents, &state.filter);
}

/// A step is on disk: what it changed is shown and said. What follows from it was asked for when it was sent.
fn stepped(
    state: &mut State,
    step: Step,
    done: Option<Done>,
    now: Vec<Recommendation>,
    effects: &mut Vec<Effect>,
) {
    let sent = state.sent.pop_front();
    state.over |= state.leaving && state.sent.is_empty();
    let sent_letter = sent.as_ref().and_then(|sent| Some((sent.row?, sent.letter.clone()?)));
    if let Some((row, scheme)) = &sent_letter {
        let bare = now.first().is_none_or(|card| card.tags_in(scheme).is_empty());
        state.taking.left(*row, scheme, bare);
    }
    let Some(mut done) = done else { return say_nothing_done(state, step, sent_letter.is_some()) };
    say(state, step, &mut done, &now, sent_letter.is_some());
    if !done.documents.is_empty() {
        effects.push(Effect::Ask(Request::Documents));
    }
    if done.rows.is_empty() && done.documents.is_empty() {
        effects.push(Effect::Ask(Request::SavedFilters));
    }
    if let Some(reader) = state.reader_mut() {
        reader.asked = false;
        if step != Step::Decide {
            reader.row = done.rows.first().copied().unwrap_or(reader.row);
        }
    }
    if step != Step::Decide {
        // Words and boundaries may be others now.
        state.details.around = None;
        /// A split or a join changes so many. What changed more, changed none in particular: the cursor stays.
        const PARTS: usize = 3;
        if done.rows.len() <= PARTS {
            // What stands first in the document, of those that are there now.
            let mut placed: Vec<_> = now.iter().map(|card| (card.span.start, card.row)).collect();
            placed.sort_unstable();
            let rows = placed.into_iter().map(|(_, row)| row).collect();
            state.go_to = Some(Aim { rows, tell: true }).filter(|aim| !aim.rows.is_empty());
        }
    }
    if now.len() == done.rows.len() {
        // What was decided may have taught something about the others: those in sight then come anew.
        state.forget_cards(sent.as_ref().map_or(&[], |sent| &sent.renewed));
        state.keep_cards(now);
    } else {
        state.forget_cards(&[]);
    }
    state.asked.history = None;
    state.asked.alike = None;
}

/// Asks anew for what is in sight, and forgets the rest.
fn ask_anew(state: &mut State, effects: &mut Vec<Effect>) {
    let in_sight: Vec<RowId> = state.in_sight().collect();
    state.forget_cards(&in_sight);
    if !in_sight.is_empty() {
        effects.push(Effect::Ask(Request::Rows(in_sight)));
    }
}

/// A step failed and changed nothing, or a question failed: said with the way out. The cursor goes back to what is still undecided.
fn failed(state: &mut State, step: Option<Step>, words: &str, effects: &mut Vec<Effect>) {
    state.tell(Tone::Failed, words);
    if step.is_none() {
        state.awaited = None;
        return;
    }
    let sent = state.sent.pop_front();
    state.leaving = false;
    if let Some(marks) = sent.as_ref().and_then(|sent| sent.marks.clone()) {
        state.marks = marks;
    }
    if let Some(row) = sent.and_then(|s| s.row) {
        // At once: the next key may come before the answer, and is meant for it.
        if let Some(place) = state.found.rows.iter().position(|shown| *shown == row) {
            state.cursor = place;
        }
        state.go_to = Some(Aim::at(row));
        query(state, effects, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_goes_to_the_next_that_is_left() {
        let check = |from_cursor: &[i64], rows: &[i64], place: usize| {
            let own = |rows: &[i64]| rows.iter().map(|r| RowId(*r)).collect::<Vec<_>>();
            assert_eq!(next_place(&own(from_cursor), &own(rows), true), place, "{from_cursor:?} {rows:?}");
        };
        check(&[3, 4, 5], &[1, 2, 4, 5], 2);
        check(&[3, 4, 5], &[1, 2, 5], 2);
        check(&[3, 4, 5], &[1, 2], 2);
        check(&[3], &[], 0);
        check(&[3, 20], &[9, 2, 20], 2);
        check(&[], &[1], 0);
    }
}
