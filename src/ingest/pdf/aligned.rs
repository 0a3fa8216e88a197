//! Tables without rules: lines whose words begin at the same places, with wide gaps between them.

use super::lines::{Line, Part};
use crate::ingest::text::lines::Joiner;
use crate::ingest::text::marks::mark;

/// Words of a line that stand apart from the rest: where they begin, where they end, what they are.
pub(super) type Stretch = (f32, f32, String);

/// Lines that must have several cells at the same places.
const ROWS: usize = 3;

/// Turns the lines of a column that stand like the rows of a table into rows.
pub(super) fn rows(lines: Vec<Line>) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let (end, places) = run(&lines[at..]);
        if end == 0 {
            out.push(lines[at].clone());
            at += 1;
        } else {
            out.extend(table(&lines[at..at + end], &places));
            at += end;
        }
    }
    out
}

fn has_cells(line: &Line) -> bool {
    let labelled = line.stretches.first().is_some_and(|s| mark(&s.2).is_some_and(|m| m.rest.is_empty()));
    line.part == Part::Body && line.raised.is_none() && line.stretches.len() >= 2 + usize::from(labelled)
}

/// How many of the lines from the first on are rows of one table, 0 where none is, and where its columns begin.
fn run(lines: &[Line]) -> (usize, Vec<f32>) {
    let Some(first) = lines.first().filter(|l| has_cells(l)) else { return (0, Vec::new()) };
    let places: Vec<f32> = first.stretches.iter().map(|s| s.0).collect();
    let mut end = 1;
    let mut full = 1;
    for pair in lines.windows(2) {
        let [above, line] = pair else { break };
        let near = line.y - above.y < 3.5 * line.size && (line.size - first.size).abs() < 0.1 * first.size;
        if !near || line.part != Part::Body || !fits(line, &places) {
            break;
        }
        full += usize::from(line.stretches.len() == places.len());
        end += 1;
    }
    // Words that stand alone after the last row are not a part of it, unless they are closer than rows are.
    let gap = |at: usize| lines[at].y - lines[at - 1].y;
    let most = (1..end).map(gap).fold(0f32, f32::max);
    let alone = |l: &Line| l.stretches.len() < 2 && column(l.x, &places) == Some(0);
    while end > 1 && alone(&lines[end - 1]) && gap(end - 1) > 0.83 * most {
        end -= 1;
    }
    if full >= ROWS && full * 3 >= end { (end, places) } else { (0, Vec::new()) }
}

/// Whether all words of a line lie within columns that begin at these places.
fn fits(line: &Line, places: &[f32]) -> bool {
    line.stretches.iter().all(|(x, end, _)| {
        column(*x, places).is_some_and(|at| places.get(at + 1).is_none_or(|next| *end < next - 2.0))
    })
}

fn column(x: f32, places: &[f32]) -> Option<usize> {
    places.iter().position(|place| (place - x).abs() < 4.0)
}

/// The rows of a table: where some lines stand farther apart than others, rows begin there; else every line whose
/// first cell is filled begins one.
fn table(lines: &[Line], places: &[f32]) -> Vec<Line> {
    let gaps: Vec<f32> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).collect();
    let (least, most) = gaps.iter().fold((f32::INFINITY, 0f32), |(a, b), g| (a.min(*g), b.max(*g)));
    let spaced = most > 1.2 * least;
    let joiner = Joiner::new(std::iter::empty());
    let mut out: Vec<Line> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let gap = n.checked_sub(1).and_then(|n| gaps.get(n)).copied().unwrap_or(f32::INFINITY);
        let begins = if spaced { gap > 1.2 * least } else { column(line.x, places) == Some(0) };
        if begins || out.is_empty() {
            out.push(Line { part: Part::Row, cells: vec![String::new(); places.len()], ..line.clone() });
        }
        let Some(row) = out.last_mut() else { break };
        for (x, _, words) in &line.stretches {
            if let Some(cell) = column(*x, places).and_then(|at| row.cells.get_mut(at)) {
                joiner.join(cell, words);
            }
        }
        row.text = row.cells.join("\t");
    }
    out
}
