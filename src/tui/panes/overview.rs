//! The overview: a heat map of clusters and objectives, and tables of verdicts with a bar for each line.

use super::{filled, from_column, put, put_right, row};
use crate::desk::{By, Heat, Line, Progress};
use crate::facets::Cell;
use crate::model::Verdict;
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use crate::tui::fit::{brief, columns, cut, safe, thousands, wrap};
use crate::tui::overview::{Page, VERDICTS, count};
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns that a line's name needs at least, and takes at most.
const NAME: (u16, u16) = (10, 56);
/// Columns of a number of the heat map at least and at most.
const HEAT: (u16, u16) = (5, 13);
/// Columns of a number of the heat map where there is room for the heads over them.
const WIDE: u16 = 20;
/// Columns of a number in a table of verdicts at least and at most, and where the verdicts stand over them in words.
const NUMBER: (u16, u16) = (5, 7);
const WORDED: u16 = 13;
/// From so many columns on a bar is of use.
const BAR: u16 = 8;

/// Draws the overview over the whole screen.
pub fn draw(state: &State, page: &Page, buffer: &mut Buffer) {
    let area = *buffer.area();
    tabs(state, page, row(area, 0), buffer);
    let heading = Rect { y: area.y + 1, height: page.heading(area.height), ..area };
    let body = Rect { y: heading.bottom(), height: page.height(area.height) as u16, ..area };
    match (page.heat(), page.progress()) {
        (Some(heat), _) => draw_heat(state, page, heat, heading, body, buffer),
        (None, Some(table)) => draw_table(state, page, table, row(area, 1), body, buffer),
        (None, None) => {
            put(buffer, from_column(row(body, 0), 2), "counting", state.theme.style(Role::Dim));
        }
    }
    let last = usize::from(area.height);
    let line = row(area, last.saturating_sub(2));
    if state.status.words.is_empty() {
        let (words, line) = (state.signs.words(&safe(&in_words(page))), from_column(line, 1));
        put(buffer, line, &cut(&words, usize::from(line.width), state.signs.ellipsis), Style::new());
    } else {
        super::status::draw(state, line, buffer);
    }
    super::hints::draw(state, row(area, last.saturating_sub(1)), buffer);
}

/// The names of the tables, the one shown in brackets; what the filter says at the right.
fn tabs(state: &State, page: &Page, area: Rect, buffer: &mut Buffer) {
    let style = |role| state.theme.style(role);
    let chips = super::chips::chips(state).join(&format!(" {} ", state.signs.dot));
    let mut names = vec!["Heat map".to_string()];
    let tables = page.overview.iter().flat_map(|o| &o.progress);
    names.extend(tables.map(|table| plural(table.by)));
    let wide: usize = names.iter().map(|name| columns(name) + 3).sum();
    let area = from_column(area, 1);
    let mut room = area;
    if !chips.is_empty() {
        let most = usize::from(area.width / 2).min(usize::from(area.width).saturating_sub(wide).max(16));
        let chips =
            format!(" {} {}", state.signs.picked, cut(&chips, most.saturating_sub(4), state.signs.ellipsis));
        room = put_right(buffer, area, &chips, style(Role::Chip));
    }
    let narrow = wide > usize::from(room.width);
    for (n, name) in names.iter().enumerate() {
        let shown = n == page.place.table;
        if narrow && !shown {
            continue;
        }
        let (words, role) = match (shown, narrow) {
            (true, true) => (format!("[{name}] {}/{}", n + 1, names.len()), Role::Title),
            (true, false) => (format!("[{name}]"), Role::Title),
            (false, _) => (format!(" {name} "), Role::Dim),
        };
        let used = put(buffer, room, &words, style(role));
        room = from_column(room, used + 1);
    }
}

fn plural(by: By) -> String {
    let word = by.word();
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}s", letters.as_str())
}

/// What the cell under the cursor counts, in words.
fn in_words(page: &Page) -> String {
    if let Some(heat) = page.heat() {
        let objective = heat.objectives.get(page.place.line);
        let cluster = heat.clusters.get(page.place.column);
        let (Some(objective), Some(cluster)) = (objective, cluster) else { return String::new() };
        let cell = cell_of(heat, page.place.line, page.place.column);
        return format!("{} · {}: {}", name(OBJECTIVE, objective), name(CLUSTER, cluster), tagged(cell));
    }
    let Some(table) = page.progress() else { return String::new() };
    let Some(line) = table.lines.get(page.place.line) else { return String::new() };
    let verdict = VERDICTS.get(page.place.column).copied().flatten();
    let cell = count(line, verdict);
    let what = verdict.map_or("in all", |verdict| verdict.word());
    let counted = match table.by.shows_silence() {
        true => format!("{what}: {}", tagged(cell)),
        false => format!("{} {what}", thousands(cell.either())),
    };
    let silent = match (table.by.shows_silence(), table.silent().count()) {
        (true, n) if n > 0 => {
            format!(" · {n} of {} without a kept recommendation", table.lines.len())
        }
        _ => String::new(),
    };
    let between = if table.by.shows_silence() { " ·" } else { ":" };
    format!("{}{between} {counted}{silent}", line.label)
}

/// "3 tagged, 8 more suggested".
fn tagged(cell: Cell) -> String {
    let more = match cell.suggested {
        0 => String::new(),
        n => format!(", {} more suggested", thousands(n)),
    };
    format!("{} tagged{more}", thousands(cell.having))
}

fn name(scheme: &str, notation: &str) -> String {
    in_use().concept(scheme, notation).map_or_else(|| notation.to_string(), |c| c.name())
}

fn cell_of(heat: &Heat, line: usize, column: usize) -> Cell {
    heat.cells.get(line).and_then(|cells| cells.get(column)).copied().unwrap_or_default()
}

fn draw_heat(state: &State, page: &Page, heat: &Heat, header: Rect, body: Rect, buffer: &mut Buffer) {
    let across = heat.clusters.len().max(1) as u16;
    // Where every name is whole, what room there is more is for the heads.
    let longest = heat.objectives.iter().map(|o| columns(&name(OBJECTIVE, o))).max().unwrap_or(0) as u16;
    let wide = (body.width.saturating_sub(longest + 3) / across).min(WIDE);
    let width = (body.width.saturating_sub(NAME.0 + 14) / across).clamp(HEAT.0, HEAT.1).max(wide);
    let names = body.width.saturating_sub(width * across + 1).min(NAME.1);
    let place =
        |column: usize, area: Rect| Rect { width, ..from_column(area, names + column as u16 * width) };
    for (column, cluster) in heat.clusters.iter().enumerate() {
        let role = if column == page.place.column { Role::Title } else { Role::Dim };
        let lines = heading_lines(
            &name(CLUSTER, cluster),
            usize::from(width) - 1,
            header.height,
            state.signs.ellipsis,
        );
        for (n, line) in lines.iter().enumerate() {
            let gap = " ".repeat(usize::from(width).saturating_sub(columns(line)));
            put(buffer, place(column, row(header, n)), &format!("{gap}{line}"), state.theme.style(role));
        }
    }
    let most = heat.cells.iter().flatten().map(Cell::either).max().unwrap_or(0);
    for (n, at) in (page.place.top..heat.objectives.len()).take(usize::from(body.height)).enumerate() {
        let (area, here) = (row(body, n), at == page.place.line);
        let empty = heat.cells.get(at).is_none_or(|cells| cells.iter().all(|cell| cell.either() == 0));
        let label = heat.objectives.get(at).map_or(String::new(), |o| name(OBJECTIVE, o));
        draw_name(state, &label, here, empty, Rect { width: names, ..area }, buffer);
        for column in 0..heat.clusters.len() {
            let cell = cell_of(heat, at, column);
            let style = match cell.either() {
                0 => state.theme.style(Role::Dim),
                n => state.theme.style(Role::Heat(level(n, most))),
            };
            let words = cell_in_short(cell, usize::from(width) - 2, state.signs.dot);
            let under = here && column == page.place.column;
            draw_number(state, &words, under, style, place(column, area), buffer);
        }
    }
}

/// A name on one line or two, in so many columns. A number stays with the word behind it, though that is cut then.
fn heading_lines(name: &str, width: usize, rows: u16, ellipsis: &str) -> Vec<String> {
    let cut = |part: &str| brief(part.trim(), width, ellipsis).into_owned();
    match wrap(name, width).as_slice() {
        [first, second, ..] if rows > 1 => {
            let alone = !name[first.clone()].contains(char::is_alphabetic);
            let word = name[second.start..].find(' ').map_or(name.len(), |end| second.start + end);
            let (first, second) = name.split_at(if alone { word } else { second.start });
            [first, second].into_iter().map(cut).filter(|line| !line.is_empty()).collect()
        }
        _ => vec![cut(name)],
    }
}

/// What is tagged, and with a plus, as in the facets, what is suggested; of that only the plus where there is no room.
fn cell_in_short(cell: Cell, width: usize, none: &str) -> String {
    match (cell.having, cell.suggested) {
        (0, 0) => none.to_string(),
        (0, n) => format!("+{}", short(n)),
        (n, 0) => short(n),
        (n, more) => {
            let both = format!("{}+{}", short(n), short(more));
            if columns(&both) <= width { both } else { format!("{}+", short(n)) }
        }
    }
}

/// How strong a number stands out among those up to `most`: 1 to 4, few more numbers at the top than at the bottom.
fn level(number: usize, most: usize) -> u8 {
    let share = (number as f64 / most.max(1) as f64).sqrt();
    (share * 4.0).ceil().clamp(1.0, 4.0) as u8
}

/// A number in at most five columns.
fn short(number: usize) -> String {
    match number {
        0..=9_999 => number.to_string(),
        10_000..=999_999 => format!("{}k", number / 1000),
        _ => format!("{}M", number / 1_000_000),
    }
}

fn draw_name(state: &State, label: &str, here: bool, silent: bool, area: Rect, buffer: &mut Buffer) {
    let role = match (here, silent) {
        (true, _) => Role::Title,
        (false, true) => Role::Dim,
        (false, false) => Role::Text,
    };
    if here {
        put(buffer, area, state.signs.bar, state.theme.style(Role::Bar));
    }
    let words = from_column(area, 1);
    let label = filled(&safe(label), usize::from(words.width.saturating_sub(1)), state.signs.ellipsis);
    put(buffer, words, &label, state.theme.style(role));
}

/// A number at the right of its place; under the cursor between brackets, so that it is found without colour.
fn draw_number(state: &State, words: &str, under: bool, style: Style, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width);
    let gap = " ".repeat(width.saturating_sub(columns(words) + 2));
    let (words, style) = match under {
        true => (format!("{gap}[{words}]"), state.theme.style(Role::Selected)),
        false => (format!("{gap} {words} "), style),
    };
    put(buffer, area, &words, style);
}

fn draw_table(state: &State, page: &Page, table: &Progress, header: Rect, body: Rect, buffer: &mut Buffer) {
    let columns_of_numbers = VERDICTS.len() as u16;
    let room = body.width.saturating_sub(NAME.0) / (columns_of_numbers + 5);
    let number_width = if room >= WORDED { WORDED } else { room.clamp(NUMBER.0, NUMBER.1) };
    let numbers = number_width * columns_of_numbers;
    let names = (body.width.saturating_sub(numbers) * 11 / 20).clamp(NAME.0, NAME.1);
    let bar = body.width.saturating_sub(numbers + names + 8);
    // A name takes what no bar is worth standing on.
    let (names, bar) = if bar < BAR { (body.width.saturating_sub(numbers + 1), 0) } else { (names, bar) };
    let place = |column: usize, area: Rect| Rect {
        width: number_width,
        ..from_column(area, names + column as u16 * number_width)
    };
    for (column, verdict) in VERDICTS.iter().enumerate() {
        let style = state.theme.style(if column == page.place.column { Role::Title } else { Role::Dim });
        let label = heading(state, *verdict, number_width);
        let gap = usize::from(number_width).saturating_sub(columns(&label) + 1);
        put(buffer, place(column, header), &format!("{}{label}", " ".repeat(gap)), style);
    }
    if bar > 0 {
        let share = Rect { width: bar + 6, ..from_column(header, names + numbers) };
        put_right(buffer, share, "decided", state.theme.style(Role::Dim));
    }
    let most = table.lines.iter().map(Line::total).max().unwrap_or(0);
    for (n, at) in (page.place.top..table.lines.len()).take(usize::from(body.height)).enumerate() {
        let (Some(line), area, here) = (table.lines.get(at), row(body, n), at == page.place.line) else {
            continue;
        };
        draw_name(state, &line.label, here, line.is_silent(), Rect { width: names, ..area }, buffer);
        for (column, verdict) in VERDICTS.iter().enumerate() {
            let cell = count(line, *verdict);
            let words = cell_in_short(cell, usize::from(number_width) - 2, state.signs.dot);
            let style = match (cell.having, verdict) {
                (0, _) => state.theme.style(Role::Dim),
                (_, Some(verdict)) => state.theme.verdict(*verdict),
                (_, None) => Style::new(),
            };
            let under = here && column == page.place.column;
            draw_number(state, &words, under, style, place(column, area), buffer);
        }
        draw_bar(state, line, most, Rect { width: bar, ..from_column(area, names + numbers + 1) }, buffer);
        if bar > 0 && line.total() > 0 {
            let share = line.decided() * 100 / line.total();
            let percent = from_column(area, names + numbers + bar + 2);
            put(buffer, percent, &format!("{share:>3}%"), state.theme.style(Role::Dim));
        }
    }
}

/// The verdict of a column: its sign, with the word where there is room.
fn heading(state: &State, verdict: Option<Verdict>, width: u16) -> String {
    match verdict {
        None => "all".to_string(),
        Some(verdict) if width < WORDED => state.signs.verdict(verdict).to_string(),
        Some(verdict) => format!("{} {}", state.signs.verdict(verdict), verdict.word()),
    }
}

/// A bar as long as the line's part of the longest, in it each verdict's part.
fn draw_bar(state: &State, line: &Line, most: usize, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() || most == 0 {
        return;
    }
    let (mut sum, mut from) = (0, 0);
    for verdict in VERDICTS.iter().flatten() {
        sum += line.of(*verdict);
        // Whatever is there is seen: ends are rounded up.
        let to = (sum * usize::from(area.width)).div_ceil(most) as u16;
        let part = state.signs.part(*verdict).repeat(usize::from(to.saturating_sub(from)));
        put(buffer, from_column(area, from), &part, state.theme.verdict(*verdict));
        from = to.max(from);
    }
}
