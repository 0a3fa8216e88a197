//! The list of recommendations.

use super::sought::mark;
use super::{begin_selected, end_selected, from_column, put, put_line, put_right, row, span};
use crate::facets::OrderBy;
use crate::model::{Recommendation, Suggestion, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use crate::tui::action::{Action, Context};
use crate::tui::fit::{brief, columns, cut, fitted, safe, safe_start, thousands};
use crate::tui::key::sequence_in_words;
use crate::tui::layout::Areas;
use crate::tui::state::{Focus, State};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Draws the recommendations in sight, or what to do where there is none.
pub fn draw(state: &State, areas: &Areas, buffer: &mut Buffer) {
    let area = areas.list;
    if state.found.rows.is_empty() {
        return draw_nothing(state, area, buffer);
    }
    let each = areas.rows_each();
    let shown = state.found.rows.iter().enumerate().skip(state.top).take(areas.listed());
    for (n, (at, id)) in shown.enumerate() {
        let lines = Rect { y: area.y + n as u16 * each, height: each, ..area };
        let selected = at == state.cursor;
        if selected {
            let role = if state.focus == Focus::List { Role::Selected } else { Role::Marked };
            begin_selected(state, lines, role, buffer);
        }
        match state.cards.get(id) {
            Some(card) if each == 2 => draw_two(state, card, lines, buffer),
            Some(card) => draw_one(state, card, lines, buffer),
            None => {
                put(buffer, from_column(lines, 5), state.signs.ellipsis, state.theme.style(Role::Dim));
            }
        }
        if selected {
            end_selected(lines, buffer);
        }
    }
}

fn draw_signs(state: &State, card: &Recommendation, line: Rect, buffer: &mut Buffer) -> Rect {
    if state.marks.has(card.row) {
        put(buffer, line, state.signs.picked, state.theme.style(Role::Chip));
    }
    put(buffer, from_column(line, 1), state.signs.verdict(card.verdict), state.theme.verdict(card.verdict));
    // What the reviewer wrote says more than that it is said elsewhere too.
    if card.note.is_some() || state.drafts.written_of(card.row).is_some() {
        put(buffer, from_column(line, 2), state.signs.note, state.theme.style(Role::Key));
    } else if card.alike.as_ref().is_some_and(|others| !others.is_empty()) {
        put(buffer, from_column(line, 2), state.signs.alike, state.theme.style(Role::Dim));
    }
    put(buffer, from_column(line, 3), state.signs.kind(card.kind), state.theme.style(Role::Dim));
    from_column(line, 5)
}

fn draw_text(state: &State, card: &Recommendation, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width);
    let text = safe_start(&card.text, width);
    let dropped = card.verdict == Verdict::Drop;
    let role = if dropped { Role::Dim } else { Role::Text };
    let shown = cut(&text, width, state.signs.ellipsis);
    put(buffer, area, &shown, state.theme.style(role));
    mark(&state.sought, &shown, area, state.theme.style(Role::Sought), buffer);
}

fn draw_one(state: &State, card: &Recommendation, line: Rect, buffer: &mut Buffer) {
    let ellipsis = state.signs.ellipsis;
    let mut area = draw_signs(state, card, line, buffer);
    area.width = area.width.saturating_sub(1);
    if line.width >= 60 {
        area = put_right(buffer, area, &format!("{:>5}", aside(state, card)), state.theme.style(Role::Dim));
    }
    let mut column = |scheme: &str, width: u16| {
        let place = Rect { x: area.right() - width, width, ..area };
        area.width -= width + 2;
        let labels = concepts(state, card, scheme);
        if let Some(((sign, words), style)) = labels.first() {
            let label = format!("{sign} {words}");
            let label = label.trim_end();
            let more = if labels.len() > 1 { format!(" &{}", labels.len() - 1) } else { String::new() };
            let room = usize::from(place.width).saturating_sub(columns(&more));
            let used = put(buffer, place, &brief(label, room, ellipsis), *style);
            put(buffer, from_column(place, used), &more, state.theme.style(Role::Dim));
        }
    };
    if line.width >= 84 {
        column(OBJECTIVE, line.width / 4);
    }
    if line.width >= 48 {
        column(CLUSTER, (line.width / 4).clamp(15, 30));
    }
    draw_text(state, card, area, buffer);
}

fn draw_two(state: &State, card: &Recommendation, lines: Rect, buffer: &mut Buffer) {
    let area = draw_signs(state, card, row(lines, 0), buffer);
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    draw_text(state, card, area, buffer);
    let below = Rect { y: area.y + 1, ..area };
    let below = put_right(buffer, below, &format!(" {}", aside(state, card)), state.theme.style(Role::Dim));
    let both = concepts(state, card, CLUSTER).into_iter().chain(concepts(state, card, OBJECTIVE));
    let (labels, styles): (Vec<Label>, Vec<Style>) = both.unzip();
    let gap = format!(" {} ", state.signs.dot);
    // Words give way alike: a long cluster leaves the objectives in sight.
    let shown = fitted(&labels, columns(&gap), usize::from(below.width), state.signs.ellipsis);
    let mut line: Vec<Span> = Vec::new();
    for (n, (label, style)) in shown.into_iter().zip(styles).enumerate() {
        line.extend((n > 0).then(|| span(gap.clone(), state.theme.style(Role::Dim))));
        line.push(span(label, style));
    }
    put_line(buffer, below, &Line::from(line));
}

/// What stands at the right: the page, or where that is what the list is put in order by, how certain the suggestions are.
fn aside(state: &State, card: &Recommendation) -> String {
    match state.order.by {
        OrderBy::Certainty => {
            let best = |of: &[Suggestion]| of.first().map_or(0.0, |best| best.score);
            let certain = best(&card.suggested.clusters).min(best(&card.suggested.objectives));
            format!("{:.0}%", certain.clamp(0.0, 1.0) * 100.0)
        }
        _ => card.page.map_or(String::new(), |p| format!("p{p}")),
    }
}

/// A concept's sign, which is always whole, and its words.
type Label = (String, String);

/// Labels of a scheme: the tags, else, dimmed and with a plus, what stands ready to be taken. Once there is a verdict,
/// what was not taken is no longer shown: it would look like a tag.
fn concepts(state: &State, card: &Recommendation, scheme: &str) -> Vec<(Label, Style)> {
    // Cluster 5 and objective 5 are not to be taken for each other.
    let prefix = if scheme == OBJECTIVE { "obj " } else { "" };
    let label = |plus: &str, notation: &str| match in_use().concept(scheme, notation) {
        Some(concept) => (format!("{plus}{prefix}{notation}"), concept.short.clone()),
        None => (format!("{plus}{}", safe(notation)), String::new()),
    };
    let tags = card.tags_in(scheme);
    if tags.is_empty() && card.verdict != Verdict::Unreviewed {
        // In an annex it stands under none.
        let words = if card.verdict == Verdict::Keep { "no cluster" } else { state.signs.dot };
        let nothing = ((words.to_string(), String::new()), state.theme.style(Role::Dim));
        return if scheme == CLUSTER { vec![nothing] } else { Vec::new() };
    }
    if tags.is_empty() {
        let standing = state.taking.standing(card, scheme).into_iter();
        return standing.map(|n| (label("+", n), state.theme.style(Role::Dim))).collect();
    }
    tags.iter().map(|n| (label("", n), state.theme.style(Role::Tag))).collect()
}

/// An empty list leads on.
fn draw_nothing(state: &State, area: Rect, buffer: &mut Buffer) {
    if !state.answered {
        return;
    }
    let key = |action| {
        let mut keys = state.keymap.keys_of(Context::List, action);
        keys.next().map_or(String::new(), sequence_in_words)
    };
    let no_documents = state.documents.is_some() && state.standing == 0;
    let lines = if no_documents {
        vec![
            "No documents yet.".to_string(),
            String::new(),
            "Import reports with".to_string(),
            "  rapporteur import PATH…".to_string(),
            format!("and they appear here. {} leaves.", key(Action::Quit)),
        ]
    } else if state.filter.is_empty() {
        vec!["No recommendations were found in these documents.".to_string()]
    } else {
        let tally = state.tally();
        let again = format!("{} shows everything again.", key(Action::ClearFilters));
        match tally.is_reviewed() {
            true if tally.later == 0 => {
                vec!["Everything here has a verdict. Well done.".to_string(), String::new(), again]
            }
            true => {
                let is = if tally.later == 1 { "One is" } else { &format!("{} are", thousands(tally.later)) };
                let shows = key(Action::FilterVerdict(Verdict::Later));
                vec![
                    "Nothing here is unreviewed.".to_string(),
                    format!("{is} left for later: {shows} shows what."),
                    again,
                ]
            }
            false => vec!["Nothing matches.".to_string(), String::new(), again],
        }
    };
    for (n, text) in lines.iter().enumerate() {
        let role = if n == 0 { Role::Text } else { Role::Dim };
        put(buffer, from_column(row(area, n + 1), 3), &state.signs.words(text), state.theme.style(role));
    }
}
