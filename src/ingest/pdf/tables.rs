//! Tables: rows and cells, from the tags of the file or from the rules drawn around the cells.

use super::lines::{Line, Part};
use super::order::logical;
use super::page::{Rule, TagKind};
use super::pieces::{Piece, is_right_to_left};
use crate::ingest::text::lines::Joiner;

/// Rows of a table or of several under each other, taken off a page.
pub(super) struct Table {
    top: f32,
    left: f32,
    rows: Vec<Line>,
}

/// Lines of text beyond which a cell is a part of the page's layout and not of a table.
const TALLEST: usize = 24;
/// Rules of a page that are looked at.
const MOST_RULES: usize = 1_000;

/// The rules of a page worth keeping until the document was read: a drawing may have thousands.
pub(super) fn kept(mut rules: Vec<Rule>) -> Vec<Rule> {
    if rules.len() > MOST_RULES {
        rules.retain(Rule::across);
        rules.truncate(MOST_RULES / 4);
    }
    rules.shrink_to_fit();
    rules
}

/// Takes the tables off a page.
pub(super) fn take(pieces: Vec<Piece>, rules: &[Rule], page: u32, height: f32) -> (Vec<Piece>, Vec<Table>) {
    let mut tables = Vec::new();
    let mut pieces = by_tags(pieces, page, &mut tables);
    // What lies wholly at the edge of a page is the box around a running head.
    let within = |grid: &Grid| {
        grid.ys.last().is_some_and(|y| *y > 0.16 * height)
            && grid.ys.first().is_some_and(|y| *y < 0.84 * height)
    };
    for grid in grids(rules).into_iter().filter(within) {
        let (inside, outside): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|p| grid.holds(p));
        pieces = outside;
        match grid.table(&inside, page) {
            Some(table) => tables.push(table),
            None => pieces.extend(inside),
        }
    }
    (pieces, tables)
}

/// Puts the rows of tables between the lines of a page's columns.
pub(super) fn place(parts: &mut Vec<Vec<Line>>, tables: Vec<Table>) {
    for table in tables {
        let in_column = |lines: &[Line]| {
            lines.first().is_some_and(|l| table.left < l.right && table.left > l.left - 30.0)
        };
        let below = |l: &Line| l.y > table.top;
        let at = parts.iter().position(|p| in_column(p) && p.iter().any(below));
        let rows = table.rows;
        match at {
            None => {
                let at = parts.iter().rposition(|p| in_column(p)).map_or(parts.len(), |at| at + 1);
                parts.insert(at, rows);
            }
            Some(at) => {
                let split = parts[at].iter().position(below).unwrap_or(0);
                let rest = parts[at].split_off(split);
                parts.insert(at + 1, rows);
                parts.insert(at + 2, rest);
            }
        }
    }
    parts.retain(|p| !p.is_empty());
}

/// Joins a row that a page break has cut in two, and drops the heads that tables repeat on every page.
pub(super) fn mend(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut head: Option<Vec<String>> = None;
    for line in lines {
        let last = out.last().filter(|l| l.part == Part::Row && line.part == Part::Row);
        if line.part == Part::Row && last.is_none() {
            head = Some(line.cells.clone());
        }
        let turned = last.is_some_and(|l| l.page + 1 == line.page);
        if turned && head.as_ref() == Some(&line.cells) {
            continue;
        }
        let same_row = last.is_some_and(|l| l.row.is_some() && l.row == line.row);
        let cut = last.is_some_and(|l| {
            l.cells.len() == line.cells.len() && line.cells.first().is_some_and(String::is_empty)
        });
        match out.last_mut().filter(|l| turned && (same_row || cut) && l.cells.len() == line.cells.len()) {
            Some(row) => {
                let joiner = Joiner::new(std::iter::empty());
                for (cell, more) in row.cells.iter_mut().zip(&line.cells).filter(|(_, more)| !more.is_empty())
                {
                    joiner.join(cell, more);
                }
                row.text = row.cells.join("\t");
            }
            None => out.push(line),
        }
    }
    out
}

/// Takes the cells that the tags of the file tell of.
fn by_tags(pieces: Vec<Piece>, page: u32, tables: &mut Vec<Table>) -> Vec<Piece> {
    let row_of = |p: &Piece| match p.tag.map(|t| t.kind) {
        Some(TagKind::Cell(row)) => Some(row),
        _ => None,
    };
    let mut ids: Vec<u32> = pieces.iter().filter_map(row_of).collect();
    ids.dedup();
    ids.sort_unstable();
    ids.dedup();
    let mut left = Vec::new();
    let mut rows: Vec<Vec<Piece>> = vec![Vec::new(); ids.len()];
    for piece in pieces {
        match row_of(&piece).and_then(|row| ids.binary_search(&row).ok()) {
            Some(at) => rows[at].push(piece),
            None => left.push(piece),
        }
    }
    let mut done: Vec<(Line, f32)> = Vec::new();
    for (row, id) in rows.into_iter().zip(ids) {
        let mut cells: Vec<(u32, Vec<&Piece>)> = Vec::new();
        for piece in &row {
            let id = piece.tag.map_or(0, |t| t.element);
            match cells.iter_mut().find(|c| c.0 == id) {
                Some(cell) => cell.1.push(piece),
                None => cells.push((id, vec![piece])),
            }
        }
        let x = |c: &Vec<&Piece>| c.iter().map(|p| p.x).fold(f32::INFINITY, f32::min);
        cells.sort_by(|a, b| x(&a.1).total_cmp(&x(&b.1)));
        let tall = cells.iter().any(|c| c.1.len() > TALLEST * 2);
        let top = row.iter().map(|p| p.y).fold(f32::INFINITY, f32::min);
        if tall || row.is_empty() {
            left.extend(row);
            continue;
        }
        let texts = cells.iter().map(|c| cell(&c.1)).collect();
        let from = x(&row.iter().collect());
        done.push((Line { row: Some(id), ..row_line(texts, page, top, &row) }, from));
    }
    done.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    for (line, x) in done {
        match tables.last_mut().filter(|t| (t.left - x).abs() < 40.0) {
            Some(table)
                if !left.iter().any(|p| {
                    p.y > table.rows.last().map_or(0.0, |r| r.y) && p.y < line.y && overlaps(p, &line)
                }) =>
            {
                table.rows.push(line);
            }
            _ => tables.push(Table { top: line.y, left: x, rows: vec![line] }),
        }
    }
    left
}

fn overlaps(piece: &Piece, line: &Line) -> bool {
    piece.x < line.end_x && piece.end_x > line.x
}

fn row_line(cells: Vec<String>, page: u32, y: f32, pieces: &[Piece]) -> Line {
    let x = pieces.iter().map(|p| p.x).fold(f32::INFINITY, f32::min);
    let end_x = pieces.iter().map(|p| p.end_x).fold(0.0, f32::max);
    let size = pieces.iter().map(|p| p.size).fold(1.0, f32::max);
    let bold = pieces.iter().all(|p| p.bold == p.letters);
    let text = cells.join("\t");
    Line {
        text,
        cells,
        page,
        y,
        x,
        end_x,
        left: x,
        right: end_x,
        size,
        bold,
        part: Part::Row,
        ..Line::default()
    }
}

/// The words of a cell.
fn cell(pieces: &[&Piece]) -> String {
    let mut pieces = pieces.to_vec();
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let joiner = Joiner::new(std::iter::empty());
    let mut words = String::new();
    let mut at = 0;
    while at < pieces.len() {
        let y = pieces[at].y;
        let mut end = at + 1;
        while end < pieces.len() && pieces[end].y - y < 0.35 * pieces[end].size {
            end += 1;
        }
        let row = &mut pieces[at..end];
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let line: Vec<&str> = row.iter().map(|p| p.text.trim()).collect();
        let line = line.join(" ");
        let from_right = line.chars().filter(|c| is_right_to_left(*c)).count() * 2 > line.chars().count();
        joiner.join(&mut words, &if from_right { logical(&line) } else { line });
        at = end;
    }
    words
}

/// A table drawn with rules: where its columns and rows meet.
struct Grid {
    xs: Vec<f32>,
    ys: Vec<f32>,
}

impl Grid {
    fn holds(&self, piece: &Piece) -> bool {
        let middle = (piece.x + piece.end_x) / 2.0;
        let inside = |places: &[f32], at: f32| {
            places.first().is_some_and(|a| at > *a - 1.0) && places.last().is_some_and(|b| at < *b + 1.0)
        };
        inside(&self.xs, middle) && inside(&self.ys, piece.y - 0.3 * piece.size)
    }

    fn table(&self, pieces: &[Piece], page: u32) -> Option<Table> {
        let (columns, rows) = (self.xs.len() - 1, self.ys.len() - 1);
        let mut cells: Vec<Vec<&Piece>> = vec![Vec::new(); columns * rows];
        for piece in pieces {
            let middle = (piece.x + piece.end_x) / 2.0;
            let column = self.xs.partition_point(|x| *x < middle).clamp(1, columns) - 1;
            let row = self.ys.partition_point(|y| *y < piece.y - 0.3 * piece.size).clamp(1, rows) - 1;
            cells[row * columns + column].push(piece);
        }
        let filled = (0..columns).filter(|c| (0..rows).any(|r| !cells[r * columns + c].is_empty())).count();
        let tall = cells.iter().any(|c| c.len() > TALLEST * 2);
        let across = pieces
            .iter()
            .filter(|p| self.xs[1..columns].iter().any(|x| p.x < x - 3.0 && p.end_x > x + 3.0))
            .count();
        if filled < 2 || tall || across * 3 > pieces.len() {
            return None;
        }
        let rows = cells.chunks(columns).zip(&self.ys).filter(|(row, _)| row.iter().any(|c| !c.is_empty()));
        let rows: Vec<Line> = rows
            .map(|(row, y)| {
                let all: Vec<Piece> = row.iter().flatten().map(|p| (*p).clone()).collect();
                row_line(row.iter().map(|c| cell(c)).collect(), page, *y, &all)
            })
            .collect();
        let (top, left) = (*self.ys.first()?, *self.xs.first()?);
        Some(Table { top, left, rows })
    }
}

/// The grids that rules of a page form where they touch.
fn grids(rules: &[Rule]) -> Vec<Grid> {
    if rules.len() < 5 || !rules.iter().any(|r| !r.across()) {
        return Vec::new();
    }
    let mut group: Vec<usize> = (0..rules.len()).collect();
    let mut order: Vec<usize> = (0..rules.len()).collect();
    order.sort_by(|a, b| rules[*a].y0.total_cmp(&rules[*b].y0));
    for (n, &a) in order.iter().enumerate() {
        for &b in &order[n + 1..] {
            if rules[b].y0 > rules[a].y1 + 3.0 {
                break;
            }
            if rules[a].x0 <= rules[b].x1 + 3.0 && rules[b].x0 <= rules[a].x1 + 3.0 {
                let (x, y) = (root(&mut group, a), root(&mut group, b));
                group[x] = y;
            }
        }
    }
    let mut members: std::collections::BTreeMap<usize, Vec<&Rule>> = std::collections::BTreeMap::new();
    for (at, rule) in rules.iter().enumerate() {
        members.entry(root(&mut group, at)).or_default().push(rule);
    }
    members.into_values().filter_map(|rules| grid(&rules)).collect()
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

fn grid(rules: &[&Rule]) -> Option<Grid> {
    let x0 = rules.iter().map(|r| r.x0).fold(f32::INFINITY, f32::min);
    let x1 = rules.iter().map(|r| r.x1).fold(f32::NEG_INFINITY, f32::max);
    let y0 = rules.iter().map(|r| r.y0).fold(f32::INFINITY, f32::min);
    let y1 = rules.iter().map(|r| r.y1).fold(f32::NEG_INFINITY, f32::max);
    let down = rules.iter().filter(|r| !r.across()).map(|r| (r.x0, r.y1 - r.y0));
    let across = rules.iter().filter(|r| r.across()).map(|r| (r.y0, r.x1 - r.x0));
    let xs = places(down.collect(), 0.3 * (y1 - y0));
    let ys = places(across.collect(), 0.6 * (x1 - x0));
    (xs.len() >= 3 && ys.len() >= 2 && x1 - x0 > 80.0).then_some(Grid { xs, ys })
}

/// Places at which rules lie that are together long enough.
fn places(mut found: Vec<(f32, f32)>, length: f32) -> Vec<f32> {
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = Vec::new();
    for (at, long) in found {
        match out.last_mut().filter(|p| at - p.0 < 4.0) {
            Some(place) => place.1 += long,
            None => out.push((at, long)),
        }
    }
    out.into_iter().filter(|p| p.1 >= length).map(|p| p.0).collect()
}
