//! How far the work is: today, by cluster, by document. Opened by key, never by itself.

use super::{draw_box, filled, put_line, row, span};
use crate::desk::{Part, time_for};
use crate::facets::Facet;
use crate::model::Verdict;
use crate::taxonomy::CLUSTER;
use crate::tui::facet_list::label;
use crate::tui::fit::{brief, cut, thousands};
use crate::tui::layout::centred;
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns of a bar, where there is room for names beside it.
const BAR: usize = 16;
/// Columns of a bar where there is little.
const SHORT: usize = 6;
/// In fewer columns there is little room.
const NARROW: usize = 50;

/// Draws the lines in sight.
pub fn draw(state: &State, top: usize, buffer: &mut Buffer) {
    let inside = draw_box(state, area(state), "Progress", buffer);
    let lines = lines(state, usize::from(inside.width));
    for (n, line) in lines.iter().skip(top).take(usize::from(inside.height)).enumerate() {
        put_line(buffer, row(inside, n), line);
    }
}

/// How far the lines can be scrolled.
pub fn last_top(state: &State) -> usize {
    let area = area(state);
    let height = usize::from(area.height.saturating_sub(2));
    lines(state, usize::from(area.width.saturating_sub(4))).len().saturating_sub(height)
}

fn area(state: &State) -> Rect {
    let (width, height) = state.size;
    let body = Rect { x: 0, y: 1, width, height: height.saturating_sub(3) };
    centred(body, 76, 24)
}

fn lines(state: &State, width: usize) -> Vec<Line<'static>> {
    let Some(progress) = &state.progress else { return Vec::new() };
    let style = |role| state.theme.style(role);
    let tally = state.tally();
    let mut first = vec![format!("{} decided today", thousands(progress.today))];
    first.extend(progress.pace.map(|pace| match pace.round() {
        ..=1.0 => "a second each lately".to_string(),
        pace => format!("{pace:.0} seconds each lately"),
    }));
    let left = tally.left();
    first.extend(
        progress
            .pace
            .filter(|_| left > 0)
            .map(|pace| format!("{} for the {} left here", time_for(left, pace), thousands(left))),
    );
    if tally.is_reviewed() {
        let well_done = if left == 0 { ": well done" } else { "" };
        first.push(tally.end_in_words() + well_done);
    }
    let dot = format!(" {} ", state.signs.dot);
    let mut lines: Vec<Line> = first
        .join(&dot)
        .split(&dot)
        .map(|words| Line::from(span(words.to_string(), style(Role::Text))))
        .collect();
    let groups = [
        ("Cluster", Facet::Concept(CLUSTER.into()), &progress.clusters),
        ("Document", Facet::Document, &progress.documents),
    ];
    let all = groups.iter().flat_map(|(_, _, parts)| parts.iter());
    let widest = |count: fn(&Part) -> usize| all.clone().map(count).max().unwrap_or(0);
    let widths = Widths::of(widest(|part| part.tally.of), widest(|part| part.tally.later), width);
    for (name, facet, parts) in groups {
        lines.push(Line::default());
        lines.push(Line::from(span(name, style(Role::Key))));
        lines.extend(parts.iter().map(|part| bar(state, &facet, part, widths, width)));
    }
    lines
}

/// Columns of numbers, so that they stand under each other.
#[derive(Debug, Clone, Copy)]
struct Widths {
    /// Of a bar.
    bar: usize,
    /// Of a count.
    count: usize,
    /// Of what is said of those left for later; none where there are none, or no room.
    later: usize,
}

impl Widths {
    /// For the greatest number in all and for later, in so many columns.
    fn of(most: usize, most_later: usize, width: usize) -> Widths {
        let later =
            if most_later == 0 { 0 } else { thousands(most_later).len() + " · later".chars().count() + 1 };
        let count = thousands(most).len();
        if width < NARROW {
            Widths { bar: SHORT, count, later: 0 }
        } else {
            Widths { bar: BAR, count, later }
        }
    }
}

/// A name, how much of it is decided as a bar and as a number, and what is left for later.
fn bar(state: &State, facet: &Facet, part: &Part, widths: Widths, width: usize) -> Line<'static> {
    let tally = part.tally;
    let documents = state.documents.as_deref().unwrap_or_default();
    let ellipsis = state.signs.ellipsis;
    let name = label(facet, &part.value, documents);
    let counts = format!(
        " {:>count$} of {:>count$}",
        thousands(tally.decided),
        thousands(tally.of),
        count = widths.count
    );
    let room = width.saturating_sub(2 + 1 + widths.bar + counts.len() + widths.later);
    let name = match facet {
        Facet::Document => cut(&name, room, ellipsis).into_owned(),
        _ => brief(&name, room, ellipsis).into_owned(),
    };
    let share = |count: usize| (count * widths.bar).checked_div(tally.of).unwrap_or(0);
    let (done, seen) = (share(tally.decided), share(tally.decided + tally.later));
    let (full, empty) = (state.signs.full.repeat(done), state.signs.empty.repeat(widths.bar - seen));
    let between = state.signs.part(Verdict::Later).repeat(seen - done);
    let sign = if tally.left() == 0 { state.signs.verdict(Verdict::Keep) } else { " " };
    let later = match (tally.later, widths.later) {
        (0, _) | (_, 0) => String::new(),
        (n, _) => format!(" {} {} later", state.signs.dot, thousands(n)),
    };
    let (keep, dim) = (state.theme.style(Role::Keep), state.theme.style(Role::Dim));
    Line::from(vec![
        span(format!("{sign} "), keep),
        span(filled(&name, room, ellipsis), state.theme.style(Role::Text)),
        span(" ", dim),
        span(full, keep),
        span(between, state.theme.verdict(Verdict::Later)),
        span(empty, dim),
        span(counts, dim),
        span(later, state.theme.verdict(Verdict::Later)),
    ])
}
