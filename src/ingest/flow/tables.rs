//! Tables: rows of cells, frames around running text, and lists in cells.

use super::{Draft, Paragraph, items, one_line, take as take_paragraph};
use crate::ingest::text::marks::{Sort, mark};
use crate::model::BlockKind;

/// A heading row's cells are no longer than this, in words.
const LONGEST_HEAD: usize = 8;

type Cell = Vec<Paragraph>;

/// Drafts a table: row by row, with every cell in its column. A table that only draws a frame or a column around
/// running text is read as running text. Of a list in a cell each item has a row to itself where a heading row says
/// what the columns hold; in other tables it is a list.
pub(super) fn take(rows: Vec<Vec<Cell>>, drafts: &mut Vec<Draft>) {
    let is_frame = rows.iter().all(|row| row.iter().filter(|cell| !is_empty(cell)).count() < 2);
    let is_headed = rows.len() > 1 && rows.first().is_some_and(|row| is_head(row));
    for row in rows {
        if is_frame {
            row.into_iter().flatten().for_each(|p| take_paragraph(p, drafts));
        } else if is_headed {
            take_row_by_items(&row, drafts);
        } else {
            let (words, lists) = words_and_lists(row);
            push(words, None, drafts);
            lists.into_iter().flatten().for_each(|p| take_paragraph(p, drafts));
        }
    }
}

fn is_empty(cell: &Cell) -> bool {
    cell.iter().all(|p| p.words.trim().is_empty())
}

fn is_head(row: &[Cell]) -> bool {
    let is_short = |cell: &Cell| words_of(cell).split_whitespace().count() <= LONGEST_HEAD;
    row.len() > 1 && row.iter().all(is_short) && !row.iter().any(|cell| items::holds_list(cell))
}

/// The words of each cell, and the lists in whose place nothing is left.
fn words_and_lists(row: Vec<Cell>) -> (Vec<String>, Vec<Cell>) {
    let mut lists = Vec::new();
    let words = row.into_iter().map(|cell| {
        if items::holds_list(&cell) {
            lists.push(cell);
            return String::new();
        }
        words_of(&cell)
    });
    (words.collect(), lists)
}

/// A row, and below it one for each further item of the lists in its cells.
fn take_row_by_items(row: &[Cell], drafts: &mut Vec<Draft>) {
    let page = row.iter().flatten().find_map(|p| p.page);
    let columns: Vec<Vec<String>> = row
        .iter()
        .map(|cell| if items::holds_list(cell) { items_of(cell) } else { vec![words_of(cell)] })
        .collect();
    let most = columns.iter().map(Vec::len).max().unwrap_or(0);
    for n in 0..most {
        push(columns.iter().map(|column| column.get(n).cloned().unwrap_or_default()).collect(), page, drafts);
    }
}

fn push(cells: Vec<String>, page: Option<u32>, drafts: &mut Vec<Draft>) {
    if cells.iter().any(|words| !words.is_empty()) {
        let paragraph = Paragraph { words: cells.join("\t"), page, ..Paragraph::default() };
        drafts.push(Draft { paragraph, kind: BlockKind::TableRow, sort: None });
    }
}

/// The items of a list in a cell, without their bullets. What does not begin an item goes on with the one before.
fn items_of(cell: &Cell) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for paragraph in cell.iter().filter(|p| !p.words.trim().is_empty()) {
        let words = one_line(&paragraph.words);
        let typed = mark(&words).filter(|m| paragraph.label.is_none() && !m.rest.is_empty());
        let begins = paragraph.label.is_some() || typed.is_some();
        let words = match typed {
            Some(typed) if matches!(typed.sort, Sort::Bullet(_)) => typed.rest.to_string(),
            _ => match paragraph.label.as_deref().filter(|l| l.chars().any(char::is_alphanumeric)) {
                Some(label) => format!("{label} {words}"),
                None => words,
            },
        };
        match out.last_mut().filter(|_| !begins) {
            Some(last) => {
                last.push(' ');
                last.push_str(&words);
            }
            None => out.push(words),
        }
    }
    out
}

fn words_of(cell: &Cell) -> String {
    let mut words: Vec<String> = Vec::new();
    for paragraph in cell.iter().filter(|p| !p.words.trim().is_empty()) {
        words.extend(paragraph.label.clone());
        words.push(one_line(&paragraph.words));
    }
    words.join(" ")
}
