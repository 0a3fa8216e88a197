//! Tables drawn with rules: their rows and cells.

use super::lines::{Line, Part};
use super::page::Rule;
use super::pieces::Piece;

/// A table taken off a page.
pub(super) struct Table {
    top: f32,
    rows: Vec<Line>,
}

/// The rules of a page worth keeping until the document was read: a drawing may have thousands.
pub(super) fn kept(mut rules: Vec<Rule>) -> Vec<Rule> {
    if rules.len() > 2_000 {
        rules.retain(Rule::across);
        rules.truncate(500);
    }
    rules.shrink_to_fit();
    rules
}

/// Takes the tables off a page.
pub(super) fn take(pieces: Vec<Piece>, rules: &[Rule], page: u32) -> (Vec<Piece>, Vec<Table>) {
    let _ = (rules, page);
    (pieces, Vec::new())
}

/// Puts the rows of tables between the lines of a page.
pub(super) fn place(parts: &mut Vec<Vec<Line>>, tables: Vec<Table>) {
    for table in tables {
        debug_assert!(table.rows.iter().all(|r| r.part == Part::Row));
        let at = parts.iter().position(|p| p.first().is_some_and(|l| l.y > table.top)).unwrap_or(parts.len());
        parts.insert(at, table.rows);
    }
}
