//! What the desk answered.

use crate::desk::{Done, Found, Headway};
use crate::model::{Document, Recommendation, RowId, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use crate::tui::exporting;
use crate::tui::fit::{columns, cut, fitted, safe, safe_start, thousands};
use crate::tui::layers::Layer;
use crate::tui::requests::{Reply, Request, Step};
use crate::tui::state::{Aim, Asked, Effect, State, Status, Tone};
use crate::tui::update::filtering::query;
use crate::tui::update::{afterwards, choosing, marking, moving, reading};
use std::sync::Arc;

/// Columns of a recommendation's words that the status line repeats.
const NAMED: usize = 48;
/// What stands before them.
const QUOTE: &str = " · “";

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

/// Adds to what was said. Where there is no room for both, the quoted words go.
fn add_to_status(state: &mut State, aside: &str) {
    let Status { words, tone } = std::mem::take(&mut state.status);
    let quote = words.rfind(QUOTE).filter(|_| columns(&words) + columns(aside) + 3 > room(state));
    let kept = words[..quote.unwrap_or(words.len())].to_string();
    let between = if kept.is_empty() { "" } else { " · " };
    state.tell(tone, format!("{kept}{between}{aside}"));
}

/// Columns of the status line.
fn room(state: &State) -> usize {
    usize::from(state.size.0).saturating_sub(4)
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
    let Some(done) = done else {
        if sent_letter.is_some() {
            state.tell(Tone::Told, "will not be taken; its letter takes it again");
            return;
        }
        let words = match step {
            Step::Decide => "nothing to change",
            Step::Mend => "nothing to change: it is so already",
            Step::Undo => "nothing to undo",
            Step::Redo => "nothing to redo",
        };
        state.tell(Tone::Told, words);
        return;
    };
    let mut done = done;
    let bare = kept_bare(step, &done, &now);
    if let (Some(what), [_]) = (bare, now.as_slice()) {
        done.words += &format!(", {what}");
    }
    let turned = turned(state, step, &mut done, &now);
    let passed_over = passed_over(state, step, &now).filter(|_| sent_letter.is_none());
    let words = in_words(state, step, turned, &done, now.first());
    state.tell(Tone::Saved, words);
    if let Some(words) = passed_over {
        add_to_status(state, &words);
    }
    if let (Some(_), [_, _, ..]) = (bare, now.as_slice()) {
        let count = now.iter().filter(|card| card.tags_in(CLUSTER).is_empty()).count();
        add_to_status(state, &format!("{} without a cluster", thousands(count)));
    }
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

/// What was done to what. Where the line is short, first the quoted words give way, then labels; no tag is left out.
fn in_words(
    state: &State,
    step: Step,
    turned: Option<Turned>,
    done: &Done,
    first: Option<&Recommendation>,
) -> String {
    let begin = match (step, turned) {
        (Step::Undo, Some(Turned::On)) => "put on again: ",
        (Step::Redo, Some(Turned::Off)) => "taken off again: ",
        (Step::Decide | Step::Mend, _) => "saved: ",
        (Step::Undo, _) => "undone: ",
        (Step::Redo, _) => "done again: ",
    };
    let room = room(state);
    let parts = labelled(&common(done));
    let what = begin.to_string() + &fitted(&parts, 2, room.saturating_sub(begin.len()), "…").join(", ");
    let left = room.saturating_sub(columns(&what) + columns(QUOTE) + 1).min(NAMED);
    let quoted = |words: &str| match left {
        0..12 => what.clone(),
        _ => format!("{what}{QUOTE}{}”", cut(&safe_start(words, left), left, "…")),
    };
    match (done.rows.as_slice(), done.documents.as_slice(), first) {
        ([], [document], _) => {
            let known = state.documents.iter().flatten().find(|d| d.id == *document);
            quoted(known.map_or(document.as_str(), Document::name))
        }
        ([], documents @ [_, _, ..], _) => format!("{what} · {} documents", documents.len()),
        ([] | [_], _, Some(first)) => quoted(&first.text),
        ([] | [_], _, None) => what,
        (_, _, Some(first)) if done.whole().is_some() => quoted(&first.text),
        (rows, ..) => format!("{what} · {} recommendations", thousands(rows.len())),
    }
}

/// What taking a step back, or doing it again, did to the tags of one recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turned {
    On,
    Off,
}

/// Whether going back or forth put tags of one scheme on or took them off. The journal tells all tags of the scheme; of those
/// only the ones that came or went are then called what was done.
fn turned(state: &State, step: Step, done: &mut Done, now: &[Recommendation]) -> Option<Turned> {
    let ([now], Step::Undo | Step::Redo) = (now, step) else { return None };
    let before = state.cards.get(&now.row)?;
    let (scheme, _) = done.words.split_once(' ')?;
    let only_tags = before.verdict == now.verdict && before.note == now.note;
    let others = before.tags.keys().chain(now.tags.keys()).filter(|id| *id != scheme);
    if !only_tags || others.into_iter().any(|id| before.tags_in(id) != now.tags_in(id)) {
        return None;
    }
    let (was, is) = (before.tags_in(scheme), now.tags_in(scheme));
    let without = |of: &[String], others: &[String]| -> Vec<String> {
        of.iter().filter(|notation| !others.contains(notation)).cloned().collect()
    };
    let (on, off) = (without(is, was), without(was, is));
    let (notations, turned) = match (on.is_empty(), off.is_empty()) {
        (false, true) => (on, Turned::On),
        (true, false) => (off, Turned::Off),
        _ => return None,
    };
    done.words = format!("{scheme} {}", notations.join(", "));
    Some(turned)
}

/// Which suggestions stood ready and are not taken any more, since others were chosen in their place, and the keys that put
/// them on.
fn passed_over(state: &State, step: Step, now: &[Recommendation]) -> Option<String> {
    let ([now], Step::Decide) = (now, step) else { return None };
    let before = state.cards.get(&now.row).filter(|before| before.verdict == now.verdict)?;
    let mut left = Vec::new();
    for (scheme, prefix) in [(CLUSTER, ""), (OBJECTIVE, "obj ")] {
        let stood = state.taking.standing(before, scheme).into_iter();
        let gone =
            stood.filter(|n| !now.tags_in(scheme).is_empty() && !now.tags_in(scheme).iter().any(|t| t == n));
        left.extend(gone.map(|n| {
            let letter =
                state.taking.letter(scheme, n).map_or(String::new(), |letter| format!(" ({letter} adds it)"));
            format!("{prefix}{n}{letter}")
        }));
    }
    (!left.is_empty()).then(|| format!("in the place of {}", left.join(", ")))
}

/// What is missing where something was kept that stands under no cluster: an annex has no place for it.
fn kept_bare(step: Step, done: &Done, now: &[Recommendation]) -> Option<&'static str> {
    let keeps = done.words.split(", ").next() == Some(Verdict::Keep.word());
    let mut bare = now.iter().filter(|card| card.tags_in(CLUSTER).is_empty());
    let one = bare.next().filter(|_| step == Step::Decide && keeps)?;
    Some(if one.tags_in(OBJECTIVE).is_empty() { "without tags" } else { "no cluster" })
}

/// What a step did to all of its recommendations: where they got different tags, only what all of them got.
fn common(done: &Done) -> String {
    let alike = done.each.iter().all(|each| *each == done.words);
    let Some(verdict) = done.words.split(", ").next().filter(|_| !alike && done.rows.len() > 1) else {
        return done.words.clone();
    };
    let is_common = |each: &String| each.split(", ").next() == Some(verdict);
    match done.words.as_str() {
        words if done.whole().is_some() => words.to_string(),
        _ if done.each.iter().all(is_common) => format!("{verdict}, each with its own tags"),
        _ => in_common(&done.each).unwrap_or_else(|| "each in its own way".to_string()),
    }
}

/// The concepts of a scheme that all have after a step that gave tags of it alone: "cluster 2".
fn in_common(each: &[String]) -> Option<String> {
    let scheme = each.first()?.split(' ').next().filter(|scheme| !scheme.ends_with(','))?;
    let tags = |words: &String| -> Option<Vec<String>> {
        let tags = words.strip_prefix(scheme)?.strip_prefix(' ')?;
        Some(tags.split(", ").map(str::to_string).collect())
    };
    let mut all = each.iter().map(tags);
    let mut shared = all.next()??;
    for tags in all {
        let tags = tags?;
        shared.retain(|tag| tags.contains(tag));
    }
    (!shared.is_empty()).then(|| format!("{scheme} {}", shared.join(", ")))
}

/// A digit never stands without its label: "cluster 3" is followed by "International cooperation and governance".
fn labelled(words: &str) -> Vec<(String, String)> {
    let mut scheme = None;
    let mut label = |part: &str| {
        let (named, notation) = part.rsplit_once(' ').unwrap_or(("", part));
        scheme = if named.is_empty() { scheme.take() } else { Some(named.to_string()) };
        let concept = in_use().concept(scheme.as_deref()?, notation)?;
        // A notation that is a word says what its label says.
        Some(if concept.name() == concept.short { String::new() } else { concept.short.clone() })
    };
    words.split(", ").map(|part| (part.to_string(), label(part).unwrap_or_default())).collect()
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
            ("group women, disability, element v", "group women, disability, element v Disaggregated data"),
        ] {
            assert_eq!(fitted(&labelled(words), 2, 200, "…").join(", "), shown);
        }
    }

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
