//! What people do with a store: import, find, decide, undo, export. All that `cli` and `tui` may call.

use crate::error::Result;
use crate::facets::{Counts, Filter};
use crate::model::{Block, Decision, Document, DocumentId, Recommendation, RowId, TagEdit, Verdict};
use std::path::Path;
use std::sync::Arc;

/// A store opened by a reviewer, with what is needed to work on it.
#[derive(Debug)]
pub struct Desk {}

/// What a filter lets through, in reading order, with live counts.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The recommendations.
    pub rows: Arc<[RowId]>,
    /// Live counts of every facet.
    pub counts: Counts,
}

/// The canonical text of a document and the blocks over it (byte ranges).
#[derive(Debug, Clone)]
pub struct Source {
    /// The canonical text.
    pub text: String,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
}

/// What a reviewer does to one recommendation.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Gives a verdict.
    Verdict(Verdict),
    /// Edits the tags of one scheme.
    Tags {
        /// The scheme: `taxonomy::CLUSTER`, `taxonomy::OBJECTIVE`, ….
        scheme: String,
        /// How.
        edit: TagEdit,
        /// With which notations.
        notations: Vec<String>,
    },
    /// Writes the note; none removes it.
    Note(Option<String>),
    /// Keeps, with the suggested tags that stand ready in each scheme that has no tag yet.
    KeepSuggested,
}

/// What a step did, told after it is on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// In a few words: "keep", "cluster 3", "keep, cluster 3, objective 8" (for many: of the first).
    pub words: String,
    /// The recommendations it changed.
    pub rows: Vec<RowId>,
    /// The documents whose details or withdrawal it changed.
    pub documents: Vec<DocumentId>,
}

impl Desk {
    /// Opens the store for reading and writing; makes it, and its folder, where it is not there.
    pub fn open(store: &Path, reviewer: &str) -> Result<Desk> {
        let _ = (store, reviewer);
        todo!()
    }

    /// Whose decisions are made and shown.
    pub fn reviewer(&self) -> &str {
        todo!()
    }

    /// All documents, withdrawn ones too, in the order of import.
    pub fn documents(&self) -> Result<Vec<Document>> {
        todo!()
    }

    /// What a filter lets through. A search query that means nothing (no word in it) filters nothing.
    pub fn find(&mut self, filter: &Filter) -> Result<Found> {
        let _ = filter;
        todo!()
    }

    /// These recommendations with the reviewer's state, in the order asked; unknown ones are left out.
    pub fn recommendations(&self, rows: &[RowId]) -> Result<Vec<Recommendation>> {
        let _ = rows;
        todo!()
    }

    /// The text that a document was read to.
    pub fn source(&self, document: &DocumentId) -> Result<Source> {
        let _ = document;
        todo!()
    }

    /// Every decision on a recommendation, by every reviewer, oldest first.
    pub fn history(&self, row: RowId) -> Result<Vec<Decision>> {
        let _ = row;
        todo!()
    }

    /// Makes one step of decisions, on disk when it returns. None where nothing would change.
    pub fn decide(&mut self, rows: &[RowId], edits: &[Edit]) -> Result<Option<Done>> {
        let _ = (rows, edits);
        todo!()
    }

    /// Takes back the reviewer's last step, on disk when it returns. None where there is nothing to undo.
    pub fn undo(&mut self) -> Result<Option<Done>> {
        todo!()
    }

    /// Does the last undone step again, on disk when it returns. None where there is nothing to redo.
    pub fn redo(&mut self) -> Result<Option<Done>> {
        todo!()
    }

    /// Whether another program changed the store since the last call; what `find` and the others say is fresh after it.
    pub fn changed_elsewhere(&mut self) -> Result<bool> {
        todo!()
    }
}
