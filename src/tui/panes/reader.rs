//! The reader: the source as a page, with its recommendations in the margin and in the text.

use super::palette::{draw_line as draw_menu_line, in_sight};
use super::status::draw_field;
use super::{
    begin_selected, beside_reader, draw_box, end_selected, from_column, put, put_line, put_right, row, span,
};
use crate::model::{BlockKind, Verdict};
use crate::tui::fit::{cut, safe};
use crate::tui::layout::centred;
use crate::tui::page::PageLine;
use crate::tui::reader::{Outline, Over, Passage, Reader};
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use std::ops::Range;

/// Columns left of the page: page number, verdict and bar.
const MARGIN: u16 = 8;

/// Draws the lines in sight over the whole screen; where the caret stands.
pub fn draw(state: &State, reader: &Reader, buffer: &mut Buffer) -> Option<Position> {
    let areas = state.reader_areas();
    let height = usize::from(areas.page.height);
    draw_header(state, reader, height, areas.header, buffer);
    for (n, line) in reader.page.lines.iter().skip(reader.top).take(height).enumerate() {
        draw_line(state, reader, line, row(areas.page, n), buffer);
    }
    draw_rule(state, areas.rule, buffer);
    super::details::draw(state, areas.details, buffer);
    if let Some(card) = state.cards.get(&reader.row) {
        super::foot::draw(state, card, areas.foot, buffer);
    }
    super::hints::draw(state, areas.hints, buffer);
    let status = areas.status;
    match &reader.over {
        Some(Over::Find(line)) => {
            put(buffer, from_column(status, 1), "/", state.theme.style(Role::Title));
            Some(draw_field(line.text(), line.before_caret(), state, from_column(status, 3), buffer))
        }
        Some(Over::Outline(outline)) => {
            super::status::draw(state, status, buffer);
            draw_outline(state, outline, buffer)
        }
        None => {
            super::status::draw(state, status, buffer);
            None
        }
    }
}

/// The line between the page and what is known of the recommendation that is read.
fn draw_rule(state: &State, area: Rect, buffer: &mut Buffer) {
    let sign = if area.width > 1 { state.signs.across } else { state.signs.down };
    let style = state.theme.style(Role::Rule);
    for n in 0..usize::from(area.height) {
        put(buffer, row(area, n), &sign.repeat(usize::from(area.width)), style);
    }
}

fn draw_header(state: &State, reader: &Reader, height: usize, area: Rect, buffer: &mut Buffer) {
    let style = |role| state.theme.style(role);
    let percent = match reader.page.lines.len().saturating_sub(height) {
        0 => String::new(),
        last => format!(" {}% ", reader.top * 100 / last),
    };
    let area = put_right(buffer, area, &percent, style(Role::Dim));
    let count = reader.count().map_or(String::new(), |(own, all)| format!(" {own}/{all} "));
    let area = from_column(put_right(buffer, area, &count, style(Role::Dim)), 1);
    let title = state.cards.get(&reader.row).map_or(String::new(), |card| safe(card.document.name()));
    let title = cut(&title, usize::from(area.width), state.signs.ellipsis);
    put(buffer, area, &title, style(Role::Title));
}

fn draw_line(state: &State, reader: &Reader, line: &PageLine, area: Rect, buffer: &mut Buffer) {
    let style = |role| state.theme.style(role);
    if let Some(page) = line.page {
        put(buffer, area, &format!("{:>5}", format!("p{page}")), style(Role::Dim));
    }
    let here: Vec<(&Passage, Range<usize>)> = passages_on(reader, line);
    if let Some((passage, _)) =
        here.iter().find(|(p, _)| line.range.contains(&p.bytes.start)).or(here.first())
    {
        let own = passage.row == reader.row;
        let verdict = state.theme.verdict(passage.verdict);
        if line.range.contains(&passage.bytes.start) {
            put(buffer, from_column(area, MARGIN - 2), state.signs.verdict(passage.verdict), verdict);
        }
        let (sign, sign_style) =
            if own { (state.signs.bar, style(Role::Bar)) } else { (state.signs.down, verdict) };
        put(buffer, from_column(area, MARGIN - 1), sign, sign_style);
    }
    let role = match line.kind {
        BlockKind::Heading { .. } => Role::Title,
        BlockKind::Footnote | BlockKind::Caption => Role::Dim,
        _ => Role::Text,
    };
    let mut layers: Vec<(Range<usize>, Style)> = Vec::new();
    layers.extend(here.iter().map(|(p, shown)| (shown.clone(), in_text(state, p, p.row == reader.row))));
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    layers.extend(hits_on(reader, line).map(|(hit, seen)| {
        let style = style(Role::Chip).add_modifier(Modifier::UNDERLINED);
        (hit, if seen { style.patch(reversed) } else { style })
    }));
    layers.extend(reader.chosen().map(|chosen| (line.showing(&chosen), reversed)));
    let mut spans = vec![span(" ".repeat(line.indent), style(role))];
    spans.extend(pieces(&line.text, style(role), &layers));
    put_line(buffer, from_column(area, MARGIN + 1), &Line::from(spans));
}

/// How the words of a recommendation stand in the text: by verdict, its own sign beside a colour.
fn in_text(state: &State, passage: &Passage, own: bool) -> Style {
    let style = state.theme.verdict(passage.verdict).remove_modifier(Modifier::DIM);
    let style = if passage.verdict == Verdict::Drop { style.add_modifier(Modifier::DIM) } else { style };
    // A page of underlined words is hard to read: only where a sentence ends amid others must it be shown.
    let style = if passage.is_whole { style } else { style.add_modifier(Modifier::UNDERLINED) };
    if own { style.patch(state.theme.style(Role::Quoted)).remove_modifier(Modifier::DIM) } else { style }
}

fn passages_on<'a>(reader: &'a Reader, line: &PageLine) -> Vec<(&'a Passage, Range<usize>)> {
    let from = reader.passages.partition_point(|passage| passage.bytes.start < line.range.start);
    // One that began before may reach here; recommendations seldom overlap, so a few back are enough.
    let near = reader.passages.iter().skip(from.saturating_sub(8));
    near.take_while(|passage| passage.bytes.start < line.range.end)
        .map(|passage| (passage, line.showing(&passage.bytes)))
        .filter(|(_, shown)| !shown.is_empty())
        .collect()
}

/// What is found on a line, and whether it was last gone to.
fn hits_on<'a>(reader: &'a Reader, line: &'a PageLine) -> impl Iterator<Item = (Range<usize>, bool)> + 'a {
    let hits = reader.found.as_ref().map_or(&[][..], |(_, hits)| hits);
    let from = hits.partition_point(|hit| hit.end <= line.range.start);
    let near = hits.iter().skip(from).take_while(|hit| hit.start < line.range.end);
    near.map(|hit| (line.showing(hit), hit.start == reader.seen)).filter(|(shown, _)| !shown.is_empty())
}

/// A text in pieces, each in the style of all that lies over it, the later over the earlier.
fn pieces(text: &str, base: Style, layers: &[(Range<usize>, Style)]) -> Vec<Span<'static>> {
    let mut bounds = vec![0, text.len()];
    bounds.extend(layers.iter().flat_map(|(range, _)| [range.start, range.end]));
    bounds.sort_unstable();
    bounds.dedup();
    let piece = |pair: &[usize]| {
        let (from, to) = (pair[0], pair[1]);
        let over = layers.iter().filter(|(range, _)| range.start <= from && to <= range.end);
        let style = over.fold(base, |style, (_, over)| style.patch(*over));
        span(text.get(from..to).unwrap_or_default(), style)
    };
    bounds.windows(2).map(piece).collect()
}

fn draw_outline(state: &State, outline: &Outline, buffer: &mut Buffer) -> Option<Position> {
    let inside = draw_box(state, centred(beside_reader(state, buffer), 78, 20), "Headings", buffer);
    let (caret, list) = draw_menu_line(state, &outline.menu, inside, buffer)?;
    for (line, at, selected) in in_sight(&outline.menu, list) {
        let Some((_, name)) = outline.headings.get(at) else { continue };
        if selected {
            begin_selected(state, line, Role::Selected, buffer);
        }
        let room = from_column(line, 2);
        let name = cut(name, usize::from(room.width), state.signs.ellipsis);
        put(buffer, room, &name, state.theme.style(Role::Text));
        if selected {
            end_selected(line, buffer);
        }
    }
    Some(caret)
}
