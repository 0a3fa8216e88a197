//! Under the page of the reader, where its details find no room beside it: verdict and tags, suggestions with their
//! letters, note.

use super::{put_line, row, span};
use crate::desk::LETTERS;
use crate::model::Recommendation;
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use crate::tui::fit::{columns, cut, fitted, safe_start};
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// A sign and its words.
type Label = (String, String);

/// Draws what there is room for: on one line, or on one each.
pub fn draw(state: &State, card: &Recommendation, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width).saturating_sub(2);
    match area.height {
        0 => {}
        1 => put_line(buffer, area, &short(state, card, width)),
        _ => {
            put_line(buffer, row(area, 0), &decided(state, card, width));
            // The note stands where else the schemes beside clusters and objectives would.
            let (mut first, others) = (lettered(state, card), others(card));
            let shares = card.note.is_some() || first.is_empty();
            let last = match &card.note {
                Some(words) => note(state, words, width),
                None if shares || others.is_empty() => Line::default(),
                None => suggested(state, &others, Role::Dim, width),
            };
            if shares {
                first.extend(others);
            }
            put_line(buffer, row(area, 1), &suggested(state, &first, Role::Text, width));
            put_line(buffer, row(area, 2), &last);
        }
    }
}

/// Verdict and tags.
fn decided(state: &State, card: &Recommendation, width: usize) -> Line<'static> {
    let verdict = format!(" {} {}", state.signs.verdict(card.verdict), card.verdict);
    let room = width.saturating_sub(columns(&verdict) + 2);
    let tags = fitted(&tags(state, card), 2, room, state.signs.ellipsis).join("  ");
    let tags = cut(&tags, room, state.signs.ellipsis).into_owned();
    Line::from(vec![
        span(verdict, state.theme.verdict(card.verdict)),
        span(format!("  {tags}"), state.theme.style(Role::Tag)),
    ])
}

/// What is suggested and no tag yet.
fn suggested(state: &State, labels: &[Label], role: Role, width: usize) -> Line<'static> {
    if labels.is_empty() {
        return Line::from(span("   nothing more is suggested", state.theme.style(Role::Dim)));
    }
    let room = width.saturating_sub(2);
    let words = fitted(labels, 2, room, state.signs.ellipsis).join("  ");
    let words = cut(&words, room, state.signs.ellipsis).into_owned();
    Line::from(span(format!("   {words}"), state.theme.style(role)))
}

fn note(state: &State, note: &str, width: usize) -> Line<'static> {
    let dim = state.theme.style(Role::Dim);
    let room = width.saturating_sub(7);
    let words = cut(&safe_start(note, room), room, state.signs.ellipsis).into_owned();
    Line::from(vec![span("   note ", dim), span(words, state.theme.style(Role::Text))])
}

/// Tags and what one key would take on one line, and that there is a note.
fn short(state: &State, card: &Recommendation, width: usize) -> Line<'static> {
    let verdict = format!(" {}", state.signs.verdict(card.verdict));
    let note = if card.note.is_some() { " note" } else { "" };
    let mut labels = tags(state, card);
    labels.extend(lettered(state, card).into_iter().filter(|(sign, _)| sign.contains('+')));
    let room = width.saturating_sub(columns(&verdict) + 1 + note.len());
    let words = fitted(&labels, 1, room, state.signs.ellipsis).join(" ");
    let words = cut(&words, room, state.signs.ellipsis).into_owned();
    Line::from(vec![
        span(verdict, state.theme.verdict(card.verdict)),
        span(format!(" {words}"), state.theme.style(Role::Text)),
        span(note, state.theme.style(Role::Dim)),
    ])
}

fn tags(state: &State, card: &Recommendation) -> Vec<Label> {
    let known = in_use().schemes.iter().map(|scheme| scheme.id.as_str());
    let label = |scheme: &str, notation: &String| {
        let letter = state.taking.letter(scheme, notation).map_or(String::new(), String::from);
        named(scheme, notation, &format!("{letter}{}", state.signs.picked))
    };
    known.flat_map(|id| card.tags_in(id).iter().map(move |notation| label(id, notation))).collect()
}

/// Suggestions with their letters; a plus marks what one key would take.
fn lettered(state: &State, card: &Recommendation) -> Vec<Label> {
    let mut labels = Vec::new();
    for (n, letter) in LETTERS.into_iter().enumerate() {
        let Some((scheme, notation)) = state.taking.named(n) else { continue };
        if card.tags_in(scheme).iter().any(|tag| tag == notation) {
            continue;
        }
        let stands = state.taking.standing(card, scheme).contains(&notation);
        let sign = format!("{letter}{}", if stands { "+" } else { "" });
        labels.push(named(scheme, notation, &sign));
    }
    labels
}

/// Likely suggestions of the schemes that have no letters.
fn others(card: &Recommendation) -> Vec<Label> {
    let others = in_use().schemes.iter().filter(|s| ![CLUSTER, OBJECTIVE].contains(&s.id.as_str()));
    let of = |id: &'static str| {
        let tags = card.tags_in(id);
        let likely = card.suggested.standing(id).filter(|notation| tags.iter().all(|tag| tag != notation));
        likely.map(|notation| named(id, notation, "")).collect::<Vec<_>>()
    };
    others.flat_map(|scheme| of(&scheme.id)).collect()
}

/// A concept as sign and words: a digit never stands without its scheme or its label.
fn named(scheme: &str, notation: &str, sign: &str) -> Label {
    let words = in_use().concept(scheme, notation).map_or("", |concept| concept.short.as_str());
    let notation = crate::tui::fit::safe(notation);
    // A notation that is a word says what its label says.
    let is_word = words.eq_ignore_ascii_case(&notation);
    let named = match scheme {
        CLUSTER => notation,
        OBJECTIVE => format!("obj {notation}"),
        _ if is_word => words.to_string(),
        _ => format!("{scheme} {notation}"),
    };
    let words = if is_word { "" } else { words };
    (format!("{sign} {named}").trim_start().to_string(), words.to_string())
}
