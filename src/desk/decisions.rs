//! A table that comes back filled in: what it would change, and changing it in one step.

pub(super) mod noted;
mod table;

use super::{Desk, Done, Edit};
use crate::error::{Error, Result};
use crate::ingest;
use crate::model::text::one_line;
use crate::model::{DocumentId, Recommendation, RecommendationId, RowId, TagEdit, Verdict};
use crate::report;
use std::collections::HashMap;
pub use table::Left;
use table::{Field, Filled, Table};

/// What a table of decisions would change.
#[derive(Debug, Default)]
pub struct Plan {
    /// Rows that change something.
    pub changes: Vec<Planned>,
    /// Rows that change nothing.
    pub unchanged: usize,
    /// Rows that cannot be taken, each with its cell's address. The others can.
    pub refused: Vec<Error>,
    /// Cells that were changed and are no decisions: the recommendation, its document, and the cell. Nothing of them is taken.
    pub left: Vec<(RecommendationId, DocumentId, Left)>,
}

/// What one row would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The recommendation's id.
    pub id: String,
    /// What was and what would be: "verdict unreviewed → keep".
    pub words: Vec<String>,
    row: RowId,
    edits: Vec<Edit>,
}

impl Desk {
    /// Reads a table of decisions (XLSX, CSV, TSV) and says what it would change for the reviewer. A row with one wrong
    /// cell is refused as a whole; the others stand.
    pub fn plan_decisions(&self, name: &str, bytes: &[u8]) -> Result<Plan> {
        let fence = self.fence.as_ref();
        let read = std::panic::catch_unwind(|| match fence {
            Some(fence) => fence.read_sheet(name, bytes, report::MATRIX_SHEET),
            None => ingest::read_sheet(name, bytes, report::MATRIX_SHEET),
        });
        let sheet = read.unwrap_or_else(|_| {
            Err(Error::failed(format!("{name} could not be read: a fault of this program"))
                .hint("save the table as CSV and take that"))
        })?;
        let table = Table::of(name, sheet)?;
        let mut plan = Plan::default();
        let mut seen: HashMap<RowId, String> = HashMap::new();
        for filled in table.rows() {
            match self.plan_row(&filled, &mut seen, &mut plan.left) {
                Ok(Some(planned)) => plan.changes.push(planned),
                Ok(None) => plan.unchanged += 1,
                Err(error) if error.kind == crate::error::Kind::Store => return Err(error),
                Err(error) => plan.refused.push(error),
            }
        }
        Ok(plan)
    }

    /// Makes the decisions of a plan, in one step, on disk when it returns. None where nothing would change.
    pub fn decide_as_planned(&mut self, plan: &Plan) -> Result<Option<Done>> {
        let decisions: Vec<(RowId, Vec<Edit>)> =
            plan.changes.iter().map(|planned| (planned.row, planned.edits.clone())).collect();
        self.decide_each(&decisions)
    }

    fn plan_row(
        &self,
        filled: &Filled,
        seen: &mut HashMap<RowId, String>,
        left: &mut Vec<(RecommendationId, DocumentId, Left)>,
    ) -> Result<Option<Planned>> {
        let (id, address) = filled.id()?;
        let row = self.store.row_of(id).map_err(|e| match e.kind {
            crate::error::Kind::Store => e,
            _ => Error::failed(format!("{address}: {}", e.message)),
        })?;
        if let Some(first) = seen.insert(row, address.clone()) {
            return Err(Error::failed(format!("{address}: the recommendation stands in {first} already")));
        }
        let Some(now) = self.recommendations_of(&self.reviewer, &[row])?.pop() else { return Ok(None) };
        let cells = filled.left().into_iter();
        left.extend(cells.map(|cell| (now.id.clone(), now.document.id.clone(), cell)));
        let mut planned = Planned { id: now.id.to_string(), words: Vec::new(), row, edits: Vec::new() };
        for field in filled.fields()? {
            let (before, after) = field_words(&now, &field);
            if before != after {
                planned.words.push(format!("{} {before} → {after}", field.name()));
                planned.edits.push(edit(field));
            }
        }
        Ok((!planned.edits.is_empty()).then_some(planned))
    }
}

/// How a field stands now and how it would stand.
fn field_words(now: &Recommendation, field: &Field) -> (String, String) {
    let none_or = |words: String| if words.is_empty() { "none".to_string() } else { words };
    match field {
        Field::Verdict(verdict) => (now.verdict.word().to_string(), verdict.word().to_string()),
        Field::Tags { scheme, notations } => {
            let after = TagEdit::Replace.apply(&[], notations);
            let mut before = now.tags_in(scheme).to_vec();
            // The journal keeps tags in the order of their scheme, whatever the order of the cells.
            if after.len() == before.len() && before.iter().all(|tag| after.contains(tag)) {
                before = after.clone();
            }
            (none_or(before.join(", ")), none_or(after.join(", ")))
        }
        Field::Note(note) => {
            let quoted = |note: &Option<String>| note.as_deref().map(|n| format!("“{}”", one_line(n)));
            (none_or(quoted(&now.note).unwrap_or_default()), none_or(quoted(note).unwrap_or_default()))
        }
    }
}

fn edit(field: Field) -> Edit {
    match field {
        Field::Verdict(verdict) => Edit::Verdict(verdict),
        Field::Tags { scheme, notations } => Edit::Tags { scheme, edit: TagEdit::Replace, notations },
        Field::Note(note) => Edit::Note(note),
    }
}

/// The verdict that a cell's word means.
fn verdict(word: &str) -> Option<Verdict> {
    Verdict::from_word(&word.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_behind_the_fence() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Desk::open(&folder.path().join("s.db"), "amina").unwrap();
        let table = b"id,verdict\n";
        assert_eq!(open().plan_decisions("t.csv", table).unwrap().changes, []);
        let error = open().fenced(std::path::Path::new("/no/such/program")).plan_decisions("t.csv", table);
        assert!(error.unwrap_err().to_string().contains("does not start"));
    }
}
