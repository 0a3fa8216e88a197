//! Drawing: a pure function of the state. Only what is in sight is made.

pub mod chips;
pub mod chooser;
pub mod details;
pub mod evidence;
pub mod facets;
pub mod foot;
pub mod form;
pub mod frame;
pub mod help;
pub mod hints;
pub mod list;
pub mod note;
pub mod overview;
pub mod palette;
pub mod picker;
pub mod progress;
pub mod reader;
pub mod sought;
pub mod status;

use super::fit::{columns, cut, is_plain};
use super::layers::Layer;
use super::state::State;
use super::theme::Role;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// Draws the whole screen.
pub fn draw(state: &State, frame: &mut Frame) {
    let buffer = frame.buffer_mut();
    if state.is_too_small() {
        return too_small(state, buffer);
    }
    let layers: Vec<&Layer> = state.beneath.iter().chain(&state.layer).collect();
    // What lies under a whole page is not seen.
    let whole = layers.iter().rposition(|layer| layer.is_whole());
    if whole.is_none() {
        panes(state, buffer);
    }
    let mut caret = None;
    for layer in layers.into_iter().skip(whole.unwrap_or(0)) {
        caret = draw_layer(state, layer, buffer);
    }
    if let Some(at) = caret {
        frame.set_cursor_position(at);
    }
}

fn panes(state: &State, buffer: &mut Buffer) {
    let areas = state.areas();
    chips::draw(state, areas.header, buffer);
    frame::draw(state, &areas, buffer);
    facets::draw(state, areas.facets, buffer);
    list::draw(state, &areas, buffer);
    details::draw(state, areas.details, buffer);
    status::draw(state, areas.status, buffer);
    hints::draw(state, areas.hints, buffer);
}

/// What lies over the panes; where the caret stands.
fn draw_layer(state: &State, layer: &Layer, buffer: &mut Buffer) -> Option<Position> {
    match layer {
        Layer::Reader(page) => reader::draw(state, page, buffer),
        Layer::Overview(page) => {
            overview::draw(state, page, buffer);
            None
        }
        Layer::Help(help) => help::draw(state, help, buffer),
        Layer::Search(search) => status::draw_search(state, search, state.areas().status, buffer),
        Layer::Picker(picker) => picker::draw(state, picker, buffer),
        Layer::Palette(palette) => palette::draw(state, palette, buffer),
        Layer::Chooser(chooser) => chooser::draw(state, chooser, buffer),
        Layer::Naming(naming) => chooser::draw_naming(state, naming, state.areas().status, buffer),
        Layer::Note(note) => note::draw(state, note, buffer),
        Layer::Progress(top) => {
            progress::draw(state, *top, buffer);
            None
        }
        Layer::Form(form) => form::draw(state, form, buffer),
    }
}

fn too_small(state: &State, buffer: &mut Buffer) {
    let area = *buffer.area();
    let words = format!("too small: needs {}x{}", super::layout::SMALLEST.0, super::layout::SMALLEST.1);
    put(buffer, area, &words, state.theme.style(Role::Text));
}

/// Writes a text into the first row of an area, cut to it; how many columns it took.
pub fn put(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(*buffer.area());
    if area.is_empty() {
        return 0;
    }
    if !is_plain(text) {
        let (after, _) = buffer.set_stringn(area.x, area.y, text, usize::from(area.width), style);
        return after - area.x;
    }
    let mut x = area.x;
    for c in text.chars().take(usize::from(area.width)) {
        buffer[(x, area.y)].set_char(c).set_style(style);
        x += 1;
    }
    x - area.x
}

/// Writes a line of several styles into the first row of an area, cut to it.
pub fn put_line(buffer: &mut Buffer, area: Rect, line: &Line) {
    let mut rest = area;
    for span in &line.spans {
        let used = put(buffer, rest, &span.content, line.style.patch(span.style));
        rest = Rect { x: rest.x + used, width: rest.width - used, ..rest };
    }
}

/// Writes a text at the right end of an area's first row; the area that is left of it.
pub fn put_right(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> Rect {
    let width = columns(text).min(usize::from(area.width)) as u16;
    put(buffer, Rect { x: area.right() - width, width, ..area }, text, style);
    Rect { width: area.width - width, ..area }
}

/// Marks rows as those under the cursor, before anything is written on them.
pub fn begin_selected(state: &State, area: Rect, role: Role, buffer: &mut Buffer) {
    buffer.set_style(area, state.theme.style(role));
    for n in 0..usize::from(area.height) {
        put(buffer, row(area, n), state.signs.bar, state.theme.style(Role::Bar));
    }
}

/// Lifts what was dimmed on rows under the cursor: on their ground it would be hard to read.
pub fn end_selected(area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, Style::new().remove_modifier(Modifier::DIM));
}

/// Where a box may lie: left of the details where they stand aside, so that the words stay in sight.
pub fn beside_details(state: &State, buffer: &Buffer) -> Rect {
    let (details, screen) = (state.details_area(), *buffer.area());
    // On the lowest screens a box takes all there is: what has the keyboard is seen.
    let body = match screen.height {
        0..8 => screen,
        height => Rect { y: screen.y + 1, height: height - 3, ..screen },
    };
    if stand_aside(state) { Rect { width: details.x.saturating_sub(2), ..body } } else { body }
}

/// Where a box over the reader may lie: on the page; elsewhere anywhere.
pub fn beside_reader(state: &State, buffer: &Buffer) -> Rect {
    if state.reader().is_some() { beside_details(state, buffer) } else { *buffer.area() }
}

/// Whether the details stand beside what is listed or read.
pub fn stand_aside(state: &State) -> bool {
    if state.reader().is_some() { !state.details_area().is_empty() } else { state.areas().is_wide() }
}

/// The n-th row of an area; empty where it has none.
pub fn row(area: Rect, n: usize) -> Rect {
    match u16::try_from(n) {
        Ok(n) if n < area.height => Rect { y: area.y + n, height: 1, ..area },
        _ => Rect::default(),
    }
}

/// An area without so many columns at its left.
pub fn from_column(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

/// A piece of a line.
pub fn span(text: impl Into<String>, style: Style) -> Span<'static> {
    Span::styled(text.into(), style)
}

/// A text cut to so many columns and filled up to them with spaces.
pub fn filled(text: &str, width: usize, ellipsis: &str) -> String {
    let text = cut(text, width, ellipsis);
    let gap = width.saturating_sub(columns(&text));
    format!("{text}{}", " ".repeat(gap))
}

/// An empty box with a title in the middle of the screen; the area inside it.
pub fn draw_box(state: &State, area: Rect, title: &str, buffer: &mut Buffer) -> Rect {
    let area = area.intersection(*buffer.area());
    if area.width < 4 || area.height < 3 {
        return Rect::default();
    }
    let (rule, signs) = (state.theme.style(Role::Rule), &state.signs);
    for y in area.y..area.bottom() {
        let [top_left, top_right, bottom_left, bottom_right] = signs.corners;
        let (left, fill, right) = match y {
            y if y == area.y => (top_left, signs.across, top_right),
            y if y == area.bottom() - 1 => (bottom_left, signs.across, bottom_right),
            _ => (signs.down, " ", signs.down),
        };
        for x in area.x..area.right() {
            let sign = match x {
                x if x == area.x => left,
                x if x == area.right() - 1 => right,
                _ => fill,
            };
            buffer[(x, y)].reset();
            buffer[(x, y)].set_symbol(sign);
            if sign != " " {
                buffer[(x, y)].set_style(rule);
            }
        }
        // A free column beside the box keeps its border apart from what it covers.
        let right = (area.right() < buffer.area().right()).then_some(area.right());
        for x in area.x.checked_sub(1).into_iter().chain(right) {
            buffer[(x, y)].reset();
        }
    }
    let name = format!(" {title} ");
    let bold = state.theme.style(Role::Title).remove_modifier(Modifier::DIM);
    put(buffer, Rect { x: area.x + 2, y: area.y, width: area.width - 4, height: 1 }, &name, bold);
    Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
}
