//! Tables of recommendations: in as documents, and what somebody noted in them as decisions, in one step.

use super::own::Marks;
use super::{Common, Desk, Prepared, Read};
use crate::desk::decisions::noted;
use crate::desk::merged;
use crate::error::{Error, Result};
use crate::ingest::{self, Sheet, collection};
use crate::model::{DocumentId, Format};
use crate::store::{Entry, Target};

/// How tables are to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    /// What the user said of their columns.
    pub columns: collection::Given,
    /// Whether verdicts, tags and notes in them are taken as decisions of the reviewer.
    pub decide: bool,
}

/// What a table gave beside recommendations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tabled {
    /// Which column was taken for what.
    pub columns: String,
    /// Recommendations decided on, as the table says.
    pub decided: usize,
    /// Cells of verdicts, tags and notes that were left: nobody was named whose decisions they are.
    pub left: usize,
    /// Rows and cells that were not taken, each with its address.
    pub refused: Vec<String>,
}

/// What a table that was read holds beside its document.
pub(super) struct Table {
    decided: Vec<collection::Decided>,
    columns: String,
    refused: Vec<Error>,
    /// What shows that this program made it.
    pub(super) marks: Marks,
}

impl Desk {
    /// Has tables taken so at import.
    pub fn taking_tables(self, tables: Tables) -> Desk {
        Desk { tables, ..self }
    }

    /// Takes what somebody noted in a table, as decisions of the reviewer where that is wanted, in one step.
    pub(super) fn take_noted(&mut self, id: &DocumentId, table: Table) -> Result<Tabled> {
        let mut tabled = Tabled { columns: table.columns, ..Tabled::default() };
        let mut refused = table.refused;
        if self.tables.decide && !table.decided.is_empty() {
            let (changes, wrong) = noted::changes(&table.decided);
            refused.extend(wrong);
            let rows = self.store.found_in(id)?;
            let entry = |(at, change)| Some(Entry { target: Target::Recommendation(*rows.get(at)?), change });
            let entries: Vec<Entry> = changes.into_iter().filter_map(entry).collect();
            let done = self.step(|store, reviewer| store.decide(reviewer, &entries))?;
            tabled.decided = done.map_or(0, |done| done.rows.len());
        } else {
            tabled.left = table.decided.len();
        }
        tabled.refused = refused.iter().map(Error::to_string).collect();
        Ok(tabled)
    }
}

/// Reads a table and finds what is in it.
pub(super) fn prepare(
    name: &str,
    bytes: Vec<u8>,
    id: DocumentId,
    format: Format,
    common: &Common,
) -> Result<Prepared> {
    let sheet = || -> Result<Sheet> {
        match (&common.fence, format) {
            // The reader of workbooks is others' work.
            (Some(fence), Format::Xlsx) => fence.read_sheet(name, &bytes, ""),
            _ => ingest::read_sheet(name, &bytes, ""),
        }
    };
    let collected = collection::read(name, &bytes, format, &common.tables.columns, sheet)?;
    let mut reading = collected.reading;
    reading.details = merged(&reading.details, common.given);
    let marks = Marks::of(&collected.head);
    let (decided, columns, refused) = (collected.decided, collected.columns, collected.refused);
    let table = Table { decided, columns, refused, marks };
    Ok(Prepared::Read(Box::new(Read::new(id, bytes, reading, collected.found, Some(table)))))
}
