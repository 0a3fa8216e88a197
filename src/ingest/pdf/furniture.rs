//! Running heads, running feet and page numbers: found because they stand at the same place of several pages.

use super::pieces::Piece;
use std::collections::HashMap;

/// Rows at each edge of a page that may be furniture.
const EDGE: usize = 4;

/// Where a row stands and what it says with its digits masked.
type Key = (bool, i32, String);

/// Counts what stands at the edges of pages.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    seen: HashMap<Key, u32>,
    pages: u32,
}

impl Furniture {
    /// Looks at a page.
    pub fn see(&mut self, pieces: &[Piece], height: f32) {
        self.pages += 1;
        let mut keys: Vec<Key> = edges(pieces, height).into_iter().flat_map(|row| near(&row)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *self.seen.entry(key).or_default() += 1;
        }
    }

    /// Takes the furniture off a page. `index` is the page's, from 0.
    pub fn clear(&self, pieces: Vec<Piece>, height: f32, index: usize) -> Vec<Piece> {
        let mut drop: Vec<(f32, f32)> = Vec::new();
        let mut rows = edges(&pieces, height);
        let bottom = rows.split_off(rows.partition_point(|r| r.key.0));
        // From each edge inwards: a number counts only where nothing else stands between it and the edge.
        for rows in [rows.iter().collect::<Vec<_>>(), bottom.iter().rev().collect()] {
            let mut outermost = true;
            for row in rows {
                let number = outermost && page_number(&row.text) && self.number_fits(&row.text, index);
                outermost &= number || self.repeats(row);
                if number || self.repeats(row) {
                    drop.push((row.from, row.to));
                }
            }
        }
        pieces.into_iter().filter(|p| !drop.iter().any(|(from, to)| p.y >= *from && p.y <= *to)).collect()
    }

    /// Whether a row stands on several pages, at the same place or, if it says enough, at any place of the edge.
    fn repeats(&self, row: &Row) -> bool {
        let needed = if self.pages <= 4 { 2 } else { 3 };
        let needed = needed.max(if self.pages > 12 { self.pages / 8 } else { 0 });
        let letters = row.key.2.chars().filter(|c| c.is_alphabetic()).count();
        let seen = |key: &Key| self.seen.get(key).is_some_and(|n| *n >= needed);
        let told = letters > 2 || page_number(&row.key.2.replace('#', "1"));
        told && self.pages > 1 && (seen(&row.key) || letters >= 12 && seen(&anywhere(&row.key)))
    }

    /// A number alone at the edge of a document too short to repeat anything.
    fn number_fits(&self, text: &str, index: usize) -> bool {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<usize>().is_ok_and(|n| n == index + 1 || text.to_lowercase().starts_with('p'))
    }
}

struct Row {
    text: String,
    key: Key,
    from: f32,
    to: f32,
}

/// The key of a row wherever it stands at its edge.
fn anywhere(key: &Key) -> Key {
    (key.0, i32::MIN, key.2.clone())
}

/// The keys under which a row counts: its own place, the two beside it, and any.
fn near(row: &Row) -> impl Iterator<Item = Key> + use<> {
    let (top, y, text) = row.key.clone();
    [y - 1, y, y + 1, i32::MIN].into_iter().map(move |y| (top, y, text.clone()))
}

/// The rows at the top and at the bottom of a page.
fn edges(pieces: &[Piece], height: f32) -> Vec<Row> {
    let mut by_y: Vec<&Piece> = pieces.iter().collect();
    by_y.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<&Piece>> = Vec::new();
    for piece in by_y {
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|p| piece.y - p.y <= 0.3 * p.size) => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    let count = rows.len();
    let mut out = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let (from, to) = (row.first().map_or(0.0, |p| p.y), row.last().map_or(0.0, |p| p.y));
        let top = at < EDGE && from < height * 0.16;
        let bottom = count - at <= EDGE && to > height * 0.84;
        if !top && !bottom {
            continue;
        }
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let text = row.iter().map(|p| p.text.trim()).collect::<Vec<_>>().join(" ");
        let key = (top, (from / 3.0).round().clamp(-1e6, 1e6) as i32, masked(&text));
        out.push(Row { text, key, from, to });
    }
    out
}

/// A row with its digits masked: heads that differ in the number of the page are one.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && out.ends_with('#') || c.is_whitespace() && out.ends_with(' ')) {
            out.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    out
}

/// Whether a row holds nothing but the number of a page: "7", "- 7 -", "Page 7 of 20", "iv".
fn page_number(text: &str) -> bool {
    let known = ["page", "p", "pg", "pag", "pág", "página", "pagina", "of", "de", "sur", "صفحة"];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    text.len() <= 40
        && words.peek().is_some()
        && words.all(|w| {
            let w = w.to_lowercase();
            w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit())
                || w.len() <= 5 && w.bytes().all(|b| b"ivx".contains(&b))
                || known.contains(&w.as_str())
        })
        && text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-–—|/~.[]".contains(c))
}
