//! Pieces to lines, in the order of reading.

use super::page::{Rule, Tag};
use super::pieces::{Piece, is_right_to_left};
use crate::ingest::text::marks::{Mark, Sort, mark};

/// What a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    /// Running text.
    #[default]
    Body,
    /// The notes at the foot of a page.
    Note,
    /// A row of a table, cells separated by tabs.
    Row,
}

/// A line of one column.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub text: String,
    /// From 1.
    pub page: u32,
    /// Counts the columns of the document: lines of one column follow each other on the page.
    pub column: u32,
    /// The edges of the column.
    pub left: f32,
    pub right: f32,
    /// Whether it is read from the right: its own places are then mirrored within the column.
    pub from_right: bool,
    pub x: f32,
    pub end_x: f32,
    /// Where the words begin after a number or bullet that stands apart from them.
    pub words_x: Option<f32>,
    pub y: f32,
    pub size: f32,
    /// Whether all its letters are bold.
    pub bold: bool,
    /// The raised number or sign at its beginning.
    pub raised: Option<String>,
    pub tag: Option<Tag>,
    pub part: Part,
    /// Its words, divided where wide gaps are.
    pub stretches: Vec<super::aligned::Stretch>,
    /// The cells of a row.
    pub cells: Vec<String>,
    /// Which row it is in a tagged file.
    pub row: Option<u32>,
    /// Whether a rule stands right above it.
    pub ruled: bool,
    /// Whether that rule is a short one at the edge of the column, as it divides notes from text.
    pub divided: bool,
    /// Whether a mark drawn as a shape stands before it.
    pub dotted: bool,
}

/// The lines of pieces that lie in one column, from the top.
pub(super) fn lines(mut pieces: Vec<Piece>, page: u32, column: u32, rules: &[Rule]) -> Vec<Line> {
    let left = pieces.iter().map(|p| p.x).fold(f32::INFINITY, f32::min);
    let right = right_edge(&pieces);
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut out: Vec<Line> = Vec::new();
    let mut row: Vec<Piece> = Vec::new();
    for piece in pieces {
        let same = row.last().is_some_and(|p| {
            let near = if row.len() == 1 && is_bullet(&p.text) {
                0.6 * piece.size
            } else {
                0.35 * piece.size.min(p.size)
            };
            piece.y - p.y <= near || is_bullet(&piece.text) && piece.y - p.y <= 0.6 * p.size
        });
        if !same && !row.is_empty() {
            out.push(line(std::mem::take(&mut row), page, column));
        }
        row.push(piece);
    }
    if !row.is_empty() {
        out.push(line(row, page, column));
    }
    for at in 0..out.len() {
        let above = if at == 0 { out[at].y - 4.0 * out[at].size } else { out[at - 1].y };
        let this = &mut out[at];
        (this.left, this.right) = (left, right);
        if this.from_right {
            (this.x, this.end_x) = (left + right - this.end_x, left + right - this.x);
        }
        let over = |r: &&Rule| {
            let between = r.y0 > above + 0.2 && r.y0 < this.y - 0.3 * this.size;
            r.across() && between && r.x0 < this.x + 40.0 && r.x1 > this.x + 20.0
        };
        let short = |r: &Rule| {
            let long = r.x1 - r.x0;
            // What lies closer to the line above is drawn under its words.
            let apart = r.y0 > above + 0.45 * this.size;
            apart && (r.x0 - left).abs() < 6.0 && (20.0..0.45 * (right - left).max(50.0)).contains(&long)
        };
        let found: Vec<&Rule> = rules.iter().filter(over).collect();
        let (ruled, divided) = (!found.is_empty(), found.iter().any(|r| short(r)));
        (this.ruled, this.divided) = (ruled, divided);
    }
    out
}

/// Marks the lines that begin after a bullet drawn as a figure.
pub(super) fn see_dots(lines: &mut [Line], dots: &[(f32, f32)]) {
    if dots.is_empty() {
        return;
    }
    for line in lines {
        let level = |y: f32| (y - (line.y - 0.3 * line.size)).abs() < 0.45 * line.size;
        let before = |x: f32| {
            let x = if line.from_right { line.left + line.right - x + 3.0 } else { x };
            x < line.x + 1.0 && x > line.x - 3.5 * line.size
        };
        line.dotted = dots.iter().any(|(x, y)| level(*y) && before(*x));
    }
}

/// Where full lines end: the far end, unless only one or two lines stick out.
fn right_edge(pieces: &[Piece]) -> f32 {
    let mut ends: Vec<f32> = pieces.iter().map(|p| p.end_x).collect();
    ends.sort_by(f32::total_cmp);
    let far = ends.last().copied().unwrap_or(0.0);
    let most = ends.get(ends.len() * 9 / 10).copied().unwrap_or(far);
    if far - most > 30.0 && ends.len() >= 10 { most } else { far }
}

/// Whether a piece is a bullet that stands apart from its words.
fn is_bullet(text: &str) -> bool {
    let text = text.trim();
    matches!(mark(text), Some(Mark { sort: Sort::Bullet(_), rest, .. }) if rest.is_empty())
}

fn line(mut row: Vec<Piece>, page: u32, column: u32) -> Line {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let letters: usize = row.iter().map(|p| p.letters).sum();
    let right_to_left = row.iter().filter(|p| p.text.chars().any(is_right_to_left)).count() * 2 > row.len();
    let main = row.iter().max_by_key(|p| (p.letters, p.text.len()));
    let (size, y, tag) = main.map_or((1.0, 0.0, None), |p| (p.size, p.y, p.tag));
    let (x, end_x) = row.iter().fold((f32::INFINITY, 0f32), |(x, end), p| (x.min(p.x), end.max(p.end_x)));
    let words_x = row.get(1).filter(|_| !right_to_left).map(|p| p.x);
    let bold: usize = row.iter().map(|p| p.bold).sum();
    let raised = row.first_mut().and_then(|p| p.raised.take());
    let mut stretches: Vec<super::aligned::Stretch> = Vec::new();
    for piece in row.iter().filter(|_| row.len() > 1 && !right_to_left) {
        match stretches.last_mut().filter(|s| piece.x - s.1 < 1.2 * piece.size) {
            Some(stretch) => {
                stretch.1 = piece.end_x;
                stretch.2 = format!("{} {}", stretch.2.trim_end(), piece.text.trim());
            }
            None => stretches.push((piece.x, piece.end_x, piece.text.trim().to_owned())),
        }
    }
    if stretches.is_empty() {
        stretches.extend(row.first().map(|p| (p.x, end_x, String::new())));
    }
    let mut text = String::new();
    let mut before = f32::NEG_INFINITY;
    for piece in &row {
        // Letters of right-to-left scripts may reach over their neighbours.
        let apart = !right_to_left || piece.x - before > 0.15 * piece.size;
        before = piece.end_x;
        if apart
            && !text.is_empty()
            && !text.ends_with(char::is_whitespace)
            && !piece.text.starts_with(char::is_whitespace)
        {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    if right_to_left {
        text = super::order::logical(&text);
    }
    text.truncate(text.trim_end().len());
    let lead = text.len() - text.trim_start().len();
    text.drain(..lead);
    // A bullet of a font that does not say what its signs mean.
    if let Some(rest) = text.strip_prefix(['\u{fffd}', '\u{7f}'])
        && rest.starts_with(char::is_whitespace)
    {
        text = format!("•{rest}");
    }
    if let [(_, _, words)] = stretches.as_mut_slice() {
        words.clone_from(&text);
    }
    let bold = letters > 0 && bold * 10 >= letters * 9;
    Line {
        text,
        stretches,
        page,
        column,
        x,
        end_x,
        words_x,
        y,
        size,
        bold,
        raised,
        tag,
        from_right: right_to_left,
        ..Line::default()
    }
}
