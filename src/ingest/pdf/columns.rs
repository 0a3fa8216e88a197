//! The order of reading on a page: where text stands in columns, one column is read whole before the next.
//! Found from where the words stand, not from the order they were drawn in, which some producers write row by row.

use super::pieces::{Piece, is_right_to_left};

/// Half the narrowest gutter.
const HALF: f32 = 3.0;
/// Columns within columns.
const DEPTH: u8 = 4;

/// Divides the pieces of a page into runs that are read one after another.
pub(super) fn columns(pieces: Vec<Piece>, known: Option<f32>) -> Vec<Vec<Piece>> {
    let mut out = Vec::new();
    divide(pieces, DEPTH, known, &mut out);
    out
}

fn divide(mut pieces: Vec<Piece>, depth: u8, known: Option<f32>, out: &mut Vec<Vec<Piece>>) {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let sorted: Vec<&Piece> = pieces.iter().collect();
    let Some(gutter) = (depth > 0).then(|| known.or_else(|| best_gutter(&sorted))).flatten() else {
        if !pieces.is_empty() {
            out.push(pieces);
        }
        return;
    };
    let mut plain: Vec<Piece> = Vec::new();
    for zone in zones(pieces, gutter) {
        if !is_columns(&zone, gutter, known.is_some()) {
            plain.extend(zone);
            continue;
        }
        // What stands between two stretches of columns may itself be in columns of another width.
        divide(std::mem::take(&mut plain), depth - 1, None, out);
        let (left, right): (Vec<_>, Vec<_>) = zone.into_iter().partition(|p| p.x < gutter);
        let from_right =
            left.iter().filter(|p| p.text.chars().any(is_right_to_left)).count() * 2 > left.len();
        let (first, second) = if from_right { (right, left) } else { (left, right) };
        divide(first, depth - 1, None, out);
        divide(second, depth - 1, None, out);
    }
    divide(plain, depth - 1, None, out);
}

fn crosses(piece: &Piece, gutter: f32) -> bool {
    piece.x < gutter + HALF && piece.end_x > gutter - HALF
}

/// Stretches of the page in which no piece crosses the gutter, and what lies between them.
fn zones(pieces: Vec<Piece>, gutter: f32) -> Vec<Vec<Piece>> {
    let mut out: Vec<Vec<Piece>> = Vec::new();
    let mut crossed = false;
    let mut bar = f32::NEG_INFINITY;
    for piece in pieces {
        let this = crosses(&piece, gutter);
        let level = piece.y - bar < 0.35 * piece.size;
        let with = crossed && level || !out.is_empty() && this == crossed;
        if this {
            bar = piece.y;
        }
        match out.last_mut().filter(|_| with) {
            Some(zone) => zone.push(piece),
            None => {
                crossed = this;
                out.push(vec![piece]);
            }
        }
    }
    out
}

/// The place that most lines leave free with columns to both sides.
fn best_gutter(pieces: &[&Piece]) -> Option<f32> {
    let left = pieces.iter().map(|p| p.x).fold(f32::INFINITY, f32::min);
    let right = pieces.iter().map(|p| p.end_x).fold(f32::NEG_INFINITY, f32::max);
    let width = right - left;
    if !(100.0..20_000.0).contains(&width) || pieces.len() < 6 {
        return None;
    }
    let steps = 120;
    let place = |i: u32| left + width * (0.2 + 0.6 * i as f32 / steps as f32);
    // The best score, and the first and last of the places side by side that reach it.
    let mut best = (0, 0.0, 0.0);
    let mut open = false;
    for i in 0..=steps {
        let gutter = place(i);
        let score = score(pieces, gutter);
        if score > best.0 {
            best = (score, gutter, gutter);
            open = true;
        } else if open && score == best.0 {
            best.2 = gutter;
        } else {
            open = false;
        }
    }
    (best.0 > 0).then_some((best.1 + best.2) / 2.0)
}

/// How many lines stand side by side to both sides of a place, in stretches that no piece crosses.
fn score(pieces: &[&Piece], gutter: f32) -> usize {
    let (mut score, mut left, mut right) = (0, 0usize, 0usize);
    let stretch = |l: usize, r: usize| if l >= 3 && r >= 3 { l.min(r) } else { 0 };
    for piece in pieces {
        if crosses(piece, gutter) {
            score += stretch(left, right);
            (left, right) = (0, 0);
        } else if piece.x < gutter {
            left += 1;
        } else {
            right += 1;
        }
    }
    score + stretch(left, right)
}

/// Whether a stretch that leaves the gutter free reads as two columns of text and not as a list with labels, a
/// table, or short lines. Where the document is known to have its gutter here, less is asked.
fn is_columns(zone: &[Piece], gutter: f32, known: bool) -> bool {
    if zone.iter().any(|p| crosses(p, gutter)) {
        return false;
    }
    let (l, r) = (Side::of(zone, gutter, true), Side::of(zone, gutter, false));
    if known && l.rows.min(r.rows) >= 1 && l.rows.max(r.rows) >= 3 {
        return true;
    }
    let rows = l.rows >= 3 && r.rows >= 3 || l.rows.min(r.rows) >= 1 && l.rows.max(r.rows) >= 6;
    let wide = l.width.min(r.width) > 0.35 * l.width.max(r.width);
    rows && wide && [l, r].iter().all(|s| s.usual > 0.55 * s.width && s.letters >= 14)
}

/// What stands to one side of a gutter.
struct Side {
    rows: usize,
    width: f32,
    /// The width that two thirds of the rows do not exceed.
    usual: f32,
    /// Letters a row.
    letters: usize,
}

impl Side {
    fn of(zone: &[Piece], gutter: f32, left: bool) -> Self {
        let mut rows: Vec<(f32, f32, f32)> = Vec::new();
        let mut letters = 0;
        for piece in zone.iter().filter(|p| (p.x < gutter) == left) {
            letters += piece.letters;
            match rows.last_mut().filter(|r| piece.y - r.0 < 0.35 * piece.size) {
                Some(row) => *row = (row.0, row.1.min(piece.x), row.2.max(piece.end_x)),
                None => rows.push((piece.y, piece.x, piece.end_x)),
            }
        }
        let x = rows.iter().map(|r| r.1).fold(f32::INFINITY, f32::min);
        let end = rows.iter().map(|r| r.2).fold(f32::NEG_INFINITY, f32::max);
        let mut widths: Vec<f32> = rows.iter().map(|r| r.2 - r.1).collect();
        widths.sort_by(f32::total_cmp);
        let usual = widths.get(widths.len() * 2 / 3).copied().unwrap_or(0.0);
        Side { rows: rows.len(), width: end - x, usual, letters: letters / rows.len().max(1) }
    }
}

/// Where the gutter of a document's pages lies, if many pages have one at the same place.
pub(super) fn usual_gutter<'a>(pages: impl Iterator<Item = &'a [Piece]>) -> Option<f32> {
    let mut found: Vec<f32> = Vec::new();
    let mut count = 0;
    for pieces in pages {
        count += 1;
        let mut pieces: Vec<&Piece> = pieces.iter().collect();
        pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
        found.extend(best_gutter(&pieces).filter(|g| {
            let sides = |left: bool| pieces.iter().filter(|p| !crosses(p, *g) && (p.x < *g) == left).count();
            sides(true) >= 12 && sides(false) >= 12
        }));
    }
    found.sort_by(f32::total_cmp);
    let middle = found.get(found.len() / 2).copied()?;
    let close = found.iter().filter(|g| (**g - middle).abs() < 8.0).count();
    (close >= 2 && close * 3 >= count).then_some(middle)
}
