//! Files that this program made itself: taken for reports, they would say everything a second time.

use super::{Desk, Read};
use crate::error::Result;
use crate::ingest::Sheet;
use crate::model::text::fold;
use crate::report::{BASE_COLUMN, NOTICE};

/// Digits of a recommendation's identity.
const DIGITS: usize = 32;

/// A file that this program made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnExport {
    /// An annex.
    Annex,
    /// A matrix or data of recommendations that this store holds.
    OfThisStore {
        /// Whether it is a table that decisions are taken from.
        is_table: bool,
    },
    /// A matrix of another store.
    OfAnotherStore,
}

/// What a table shows of having been exported by this program.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Identities of recommendations in its first rows.
    ids: Vec<String>,
    is_matrix: bool,
    is_table: bool,
}

impl Marks {
    /// Looks for a column of identities, and for the one that only a matrix has.
    pub fn of(head: &Sheet) -> Marks {
        let mut marks = Marks { is_table: head.fields.is_empty(), ..Marks::default() };
        let named = head.fields.iter().position(|field| fold(field) == "id");
        let mut id = named.map(|at| at as u32);
        for row in &head.rows {
            marks.is_matrix |= row.cells.iter().any(|(_, cell)| fold(cell) == BASE_COLUMN);
            match id.and_then(|id| row.cell(id)) {
                Some(cell) if is_identity(cell) => marks.ids.push(cell.to_string()),
                None if id.is_none() => {
                    id = row.cells.iter().find(|(_, cell)| fold(cell) == "id").map(|(at, _)| *at);
                }
                _ => {}
            }
        }
        marks
    }
}

fn is_identity(cell: &str) -> bool {
    cell.len() == DIGITS && cell.bytes().all(|b| b.is_ascii_hexdigit())
}

impl Desk {
    /// Has this program's own exports taken as documents, too.
    pub fn taking_own_exports(self, take: bool) -> Desk {
        Desk { take_own_exports: take, ..self }
    }

    /// Whether a file that was read is one that this program made.
    pub(super) fn own_export(&self, read: &Read) -> Result<Option<OwnExport>> {
        if self.take_own_exports {
            return Ok(None);
        }
        let Some(table) = &read.table else { return Ok(is_annex(read).then_some(OwnExport::Annex)) };
        for id in &table.marks.ids {
            // A withdrawn document's recommendations are in the store, too.
            if self.store.named(id).is_ok() {
                return Ok(Some(OwnExport::OfThisStore { is_table: table.marks.is_table }));
            }
        }
        let is_foreign = table.marks.is_matrix && !table.marks.ids.is_empty();
        Ok(is_foreign.then_some(OwnExport::OfAnotherStore))
    }
}

/// Every annex says what it is not and how it was made; a page says so where people do not see it, too.
fn is_annex(read: &Read) -> bool {
    /// Where a page names what made it.
    const HEAD: usize = 2_000;
    let text = &read.reading.text;
    let head = String::from_utf8_lossy(read.bytes.get(..HEAD).unwrap_or(&read.bytes));
    head.contains(r#"<meta name="generator" content="rapporteur "#)
        || (text.contains(NOTICE) && text.contains("Made by rapporteur "))
}
