//! The picker of objectives, or of the concepts of every scheme.

use super::palette::{draw_line, in_sight};
use super::{begin_selected, beside_details, draw_box, end_selected, from_column, put, put_right, row};
use crate::model::{Concept, Recommendation};
use crate::taxonomy::{OBJECTIVE, in_use};
use crate::tui::fit::{cut, safe, safe_start, wrap};
use crate::tui::layers::Picker;
use crate::tui::layout::centred;
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Rows under the list for the official title.
const TITLE: u16 = 3;

/// Draws the picker; where the caret stands.
pub fn draw(state: &State, picker: &Picker, buffer: &mut Buffer) -> Option<Position> {
    // Where the details do not stay in sight, the words stand in the box.
    let (aside, is_wide) = (beside_details(state, buffer), super::stand_aside(state));
    let card = state.cards.get(&picker.row);
    let inside = draw_box(state, centred(aside, 84, 32), picker.name, buffer);
    let inside = match card.filter(|_| !is_wide && inside.height >= 16) {
        Some(card) => draw_words(state, card, inside, buffer),
        None => inside,
    };
    let (caret, mut list) = draw_line(state, &picker.menu, inside, buffer)?;
    if list.height > 10 {
        list.height -= TITLE;
        draw_title(state, picker, Rect { y: list.bottom(), height: TITLE, ..list }, buffer);
    }
    for (line, at, selected) in in_sight(&picker.menu, list) {
        let Some((scheme, notation)) = picker.concepts.get(at) else { continue };
        if selected {
            begin_selected(state, line, Role::Selected, buffer);
        }
        let room = if picker.is_of_all() { draw_scheme(state, scheme, line, buffer) } else { line };
        draw_concept(state, card, (scheme, notation), room, buffer);
        if selected {
            end_selected(line, buffer);
        }
    }
    Some(caret)
}

/// The beginning of the recommendation's words; the area below them.
fn draw_words(state: &State, card: &Recommendation, inside: Rect, buffer: &mut Buffer) -> Rect {
    let text = safe_start(&card.text, 3 * usize::from(inside.width));
    let mut lines = wrap(&text, usize::from(inside.width));
    lines.truncate(3);
    for (n, range) in lines.iter().enumerate() {
        put(buffer, row(inside, n), &text[range.clone()], state.theme.style(Role::Dim));
    }
    let below = lines.len() as u16 + 1;
    Rect { y: inside.y + below, height: inside.height - below, ..inside }
}

/// The scheme before the concept, where several are chosen from; the room behind it.
fn draw_scheme(state: &State, scheme: &str, line: Rect, buffer: &mut Buffer) -> Rect {
    /// Columns that schemes stand in.
    const SCHEME: u16 = 10;
    let style = state.theme.style(Role::Dim);
    put(buffer, from_column(line, 1), &cut(scheme, usize::from(SCHEME), state.signs.ellipsis), style);
    from_column(line, SCHEME + 1)
}

fn draw_concept(
    state: &State,
    card: Option<&Recommendation>,
    (scheme, notation): (&str, &str),
    line: Rect,
    buffer: &mut Buffer,
) {
    let name = in_use().concept(scheme, notation).map_or_else(|| notation.to_string(), Concept::name);
    let tagged = card.is_some_and(|c| c.tags_in(scheme).iter().any(|t| t == notation));
    let suggestion = card.and_then(|c| c.suggested.of(scheme).iter().find(|s| s.notation == notation));
    let mut room = from_column(line, 1);
    if tagged {
        put(buffer, room, state.signs.picked, state.theme.style(Role::Tag));
    }
    room = from_column(room, 2);
    room.width = room.width.saturating_sub(1);
    if let Some(suggestion) = suggestion {
        let score = format!("  {:.0}%", suggestion.score.clamp(0.0, 1.0) * 100.0);
        let words = safe(&suggestion.evidence.join(", "));
        let most = (usize::from(room.width) / 2).saturating_sub(8);
        let evidence = format!("  {}{score}", cut(&words, most, state.signs.ellipsis));
        room = put_right(buffer, room, &evidence, state.theme.style(Role::Dim));
    }
    // One digit stands under the second of two.
    let name = if scheme == OBJECTIVE && notation.len() == 1 { format!(" {name}") } else { name };
    let role = if tagged { Role::Tag } else { Role::Text };
    put(buffer, room, &cut(&name, usize::from(room.width), state.signs.ellipsis), state.theme.style(role));
}

/// The official title of the concept under the cursor.
fn draw_title(state: &State, picker: &Picker, area: Rect, buffer: &mut Buffer) {
    let Some(concept) = picker.chosen().and_then(|(s, n)| in_use().concept(s, n)) else { return };
    for (n, range) in wrap(&concept.title, usize::from(area.width)).into_iter().take(2).enumerate() {
        put(buffer, row(area, n + 1), &concept.title[range], state.theme.style(Role::Dim));
    }
}
