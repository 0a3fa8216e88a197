//! The order of reading on a page: where text stands in columns, one column is read whole before the next.
//! Found from where the words stand, not from the order they were drawn in, which some producers write row by row.

use super::pieces::{Piece, is_right_to_left};

/// Half the narrowest gutter.
const HALF: f32 = 3.0;
/// Columns within columns.
const DEPTH: u8 = 4;

/// Divides the pieces of a page into runs that are read one after another.
pub(super) fn columns(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut out = Vec::new();
    divide(pieces, DEPTH, &mut out);
    out
}

fn divide(mut pieces: Vec<Piece>, depth: u8, out: &mut Vec<Vec<Piece>>) {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let Some(gutter) = (depth > 0).then(|| best_gutter(&pieces)).flatten() else {
        if !pieces.is_empty() {
            out.push(pieces);
        }
        return;
    };
    let mut plain: Vec<Piece> = Vec::new();
    for zone in zones(pieces, gutter) {
        if !is_columns(&zone, gutter) {
            plain.extend(zone);
            continue;
        }
        // What stands between two stretches of columns may itself be in columns of another width.
        divide(std::mem::take(&mut plain), depth - 1, out);
        let (left, right): (Vec<_>, Vec<_>) = zone.into_iter().partition(|p| p.x < gutter);
        let from_right =
            left.iter().filter(|p| p.text.chars().any(is_right_to_left)).count() * 2 > left.len();
        let (first, second) = if from_right { (right, left) } else { (left, right) };
        divide(first, depth - 1, out);
        divide(second, depth - 1, out);
    }
    divide(plain, depth - 1, out);
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
fn best_gutter(pieces: &[Piece]) -> Option<f32> {
    let left = pieces.iter().map(|p| p.x).fold(f32::INFINITY, f32::min);
    let right = pieces.iter().map(|p| p.end_x).fold(f32::NEG_INFINITY, f32::max);
    let width = right - left;
    if !width.is_finite() || width < 100.0 || width > 20_000.0 || pieces.len() < 6 {
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
fn score(pieces: &[Piece], gutter: f32) -> usize {
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
/// table, or short lines.
fn is_columns(zone: &[Piece], gutter: f32) -> bool {
    let side = |left: bool| {
        let lines: Vec<&Piece> = zone.iter().filter(|p| (p.x < gutter) == left).collect();
        let x = lines.iter().map(|p| p.x).fold(f32::INFINITY, f32::min);
        let end = lines.iter().map(|p| p.end_x).fold(f32::NEG_INFINITY, f32::max);
        let mut widths: Vec<f32> = lines.iter().map(|p| p.end_x - p.x).collect();
        widths.sort_by(f32::total_cmp);
        let median = widths.get(widths.len() * 2 / 3).copied().unwrap_or(0.0);
        let letters: usize = lines.iter().map(|p| p.letters).sum();
        (lines.len(), end - x, median, letters / lines.len().max(1))
    };
    if zone.iter().any(|p| crosses(p, gutter)) {
        return false;
    }
    let (l, r) = (side(true), side(false));
    let lines = l.0 >= 3 && r.0 >= 3 || l.0.min(r.0) >= 1 && l.0.max(r.0) >= 6;
    let wide = l.1.min(r.1) > 0.35 * l.1.max(r.1);
    let filled = l.2 > 0.55 * l.1 && r.2 > 0.55 * r.1;
    let worded = l.3 >= 14 && r.3 >= 14;
    lines && wide && filled && worded
}
