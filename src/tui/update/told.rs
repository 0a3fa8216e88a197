//! What a step did, in the words of the status line.

use crate::desk::Done;
use crate::model::{Document, Recommendation, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use crate::tui::fit::{columns, cut, fitted, safe_start, thousands};
use crate::tui::requests::Step;
use crate::tui::state::{State, Status, Tone};

/// Columns of a recommendation's words that the status line repeats.
pub const NAMED: usize = 48;
/// What stands before them.
const QUOTE: &str = " · “";

/// Adds to what was said. Where there is no room for both, the quoted words go.
pub fn add_to_status(state: &mut State, aside: &str) {
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

/// Says that a step is on disk: what it did, and what is missing or was passed over. `by_letter` says that a letter put a
/// suggestion on or took it off.
pub fn say(state: &mut State, step: Step, done: &mut Done, now: &[Recommendation], by_letter: bool) {
    let bare = kept_bare(step, done, now);
    if let (Some(what), [_]) = (bare, now) {
        done.words += &format!(", {what}");
    }
    let turned = turned(state, step, done, now);
    let passed_over = passed_over(state, step, now).filter(|_| !by_letter);
    let words = in_words(state, step, turned, done, now.first());
    state.tell(Tone::Saved, words);
    if let Some(words) = passed_over {
        add_to_status(state, &words);
    }
    if let (Some(_), [_, _, ..]) = (bare, now) {
        let count = now.iter().filter(|card| card.tags_in(CLUSTER).is_empty()).count();
        add_to_status(state, &format!("{} without a cluster", thousands(count)));
    }
}

/// Says that a step changed nothing on disk.
pub fn say_nothing_done(state: &mut State, step: Step, by_letter: bool) {
    let words = match step {
        _ if by_letter => "will not be taken; its letter takes it again",
        Step::Decide => "nothing to change",
        Step::Mend => "nothing to change: it is so already",
        Step::Undo => "nothing to undo",
        Step::Redo => "nothing to redo",
    };
    state.tell(Tone::Told, words);
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
    /// Put some on.
    On,
    /// Took some off.
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
}
