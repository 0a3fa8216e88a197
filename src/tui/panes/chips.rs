//! The first line: what is shown, and how far it is done.

use super::{from_column, put, put_line, put_right, span};
use crate::desk::{Tally, time_for};
use crate::facets::{Facet, Pick, Said};
use crate::tui::facet_list::label;
use crate::tui::fit::{brief, columns, cut, safe, safe_start, thousands};
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::update::in_words;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns that one picked value may take.
const WIDEST: usize = 34;

/// Draws chips and progress.
pub fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    let style = |role| state.theme.style(role);
    let progress = progress(state);
    let area = put_right(buffer, area, &format!(" {progress} "), style(Role::Dim));
    let mut line = Line::default();
    if area.width >= 50 {
        line.push_span(span(" rapporteur ", style(Role::Title)));
    }
    let chips = chips(state);
    if chips.is_empty() {
        let words = match state.standing {
            0 => String::new(),
            1 => " one document".to_string(),
            n => format!(" {n} documents"),
        };
        if line.width() + columns(&words) <= usize::from(area.width) {
            line.push_span(span(words, style(Role::Dim)));
        }
    }
    put_line(buffer, area, &line);
    put_chips(state, &chips, from_column(area, line.width() as u16), buffer);
}

/// Chips as far as they fit; an ellipsis stands for what does not.
fn put_chips(state: &State, chips: &[String], mut room: Rect, buffer: &mut Buffer) {
    /// A chip in fewer columns says nothing.
    const LEAST: usize = 10;
    let (style, ellipsis) = (state.theme.style(Role::Chip), state.signs.ellipsis);
    for (at, chip) in chips.iter().enumerate() {
        let after = if at + 1 < chips.len() { 2 } else { 0 };
        let width = usize::from(room.width).saturating_sub(after);
        let chip = format!(" {} {chip}", state.signs.picked);
        if columns(&chip) > width && width < LEAST {
            put(buffer, room, &format!(" {ellipsis}"), style);
            return;
        }
        let used = put(buffer, room, &format!("{} ", cut(&chip, width, ellipsis)), style);
        room = from_column(room, used);
    }
}

fn progress(state: &State) -> String {
    let tally = state.tally();
    let (place, shown) = (state.cursor + 1, state.found.rows.len());
    if !state.answered || tally.of == 0 {
        return String::new();
    }
    if state.size.1 >= 16 {
        let name = if state.size.0 >= 100 { format!("  {}", state.reviewer) } else { String::new() };
        let more = cheer(state, tally.left());
        return format!("{}{}{more}{name}", pending(state), so_far(state, tally));
    }
    let place = if shown == 0 { String::new() } else { format!("{place}/{shown} {} ", state.signs.dot) };
    format!("{place}{} decided", tally.decided)
}

/// "8 of 53 decided · 1 later".
fn so_far(state: &State, tally: Tally) -> String {
    let later = match tally.later {
        0 => String::new(),
        n => format!(" {} {} later", state.signs.dot, thousands(n)),
    };
    format!("{} of {} decided{later}", thousands(tally.decided), thousands(tally.of))
}

/// What was decided today and how long the rest will take, where there is room.
fn cheer(state: &State, left: usize) -> String {
    let dot = state.signs.dot;
    let Some(progress) = state.progress.as_ref().filter(|p| p.today > 0) else { return String::new() };
    let mut words = String::new();
    if state.size.0 >= 100 || (state.size.0 >= 72 && chips(state).is_empty()) {
        words += &format!(" {dot} {} today", thousands(progress.today));
    }
    if let Some(pace) = progress.pace.filter(|_| left > 0 && state.size.0 >= 100) {
        words += &format!(" {dot} {} left", time_for(left, pace));
    }
    words
}

/// What is being done in the background, where there is room to say so.
fn pending(state: &State) -> String {
    let behind = state.behind;
    match (behind.suggestions, behind.comparisons) {
        _ if state.size.0 < 80 => String::new(),
        (0, 0) => String::new(),
        (0, left) => format!("comparing, {left} left  "),
        (left, _) => format!("suggesting, {left} left  "),
    }
}

/// Every condition of the filter in words; picks of one facet in one chip.
pub fn chips(state: &State) -> Vec<String> {
    let filter = &state.filter;
    let documents = state.documents.as_deref().unwrap_or_default();
    let ellipsis = state.signs.ellipsis;
    let value = |facet: &Facet, pick: &Pick| {
        let name = label(facet, pick.value(), documents);
        let name = match facet {
            Facet::Document => cut(&name, WIDEST, ellipsis),
            _ => brief(&name, WIDEST, ellipsis),
        };
        match (facet, pick) {
            (Facet::Concept(_), Pick::Is(_)) => format!("tagged {name}"),
            (Facet::Concept(_), Pick::Suggested(_)) => format!("suggested {name}"),
            _ => name.into_owned(),
        }
    };
    let mut chips: Vec<String> = Vec::new();
    for (facet, picks) in &filter.picks {
        let mut chip = String::new();
        for (at, pick) in picks.iter().enumerate() {
            let value = value(facet, pick);
            if at > 0 && columns(&chip) + columns(&value) > 2 * WIDEST {
                chip += &format!(" or {} more", picks.len() - at);
                break;
            }
            chip += if at > 0 { " or " } else { "" };
            chip += &value;
        }
        chips.push(chip);
    }
    chips.extend(filter.untagged.iter().map(|scheme| format!("no {scheme} tag")));
    chips.extend(filter.since.iter().map(|day| format!("since {day}")));
    chips.extend(filter.until.iter().map(|day| format!("until {day}")));
    chips.extend(filter.said.iter().map(|said| match said {
        Said::MoreThanOnce => "said more than once".to_string(),
        Said::With(id) => format!("alike {}", id.short()),
    }));
    chips.extend(filter.search.iter().map(|query| format!("“{}”", cut(&safe(query), 2 * WIDEST, ellipsis))));
    chips.extend(filter.like.iter().map(|id| {
        let card = state.cards.values().find(|card| card.id.as_str() == id);
        let words = card.map_or_else(|| id.chars().take(8).collect(), |card| safe_start(&card.text, WIDEST));
        format!("like “{}”", brief(&words, WIDEST, ellipsis))
    }));
    if !state.order.is_reading() {
        chips.push(in_words(state.order));
    }
    if !state.marks.is_empty() {
        chips.insert(0, format!("{} marked", thousands(state.marks.len())));
    }
    chips.iter().map(|chip| state.signs.words(chip)).collect()
}
