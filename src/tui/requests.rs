//! What the screen asks of the desk, and what the desk answers.

use super::afterwards::{Afterwards, View};
use super::exporting::Order as ExportOrder;
use crate::desk::export::HandedOver;
use crate::desk::{
    Alike, Behind, Done, Draft, Edit, Found, Heading, Headway, Mend, Overview, Placed, SavedFilter, Source,
};
use crate::facets::{Filter, Order};
use crate::model::{Decision, Details, Document, DocumentId, Recommendation, RowId, Span};
use std::sync::Arc;

/// What the screen asks of the desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// The first recommendations of all, at once.
    First,
    /// All documents.
    Documents,
    /// What a filter lets through.
    Find {
        /// Which query this is; the newest wins.
        generation: u64,
        /// What to show.
        filter: Filter,
        /// In which order.
        order: Order,
    },
    /// What has no verdict among what a filter lets through, in an order.
    Unreviewed(Filter, Order),
    /// The overview of what a filter lets through.
    Overview(Filter),
    /// These recommendations.
    Rows(Vec<RowId>),
    /// These recommendations, which are not in sight yet.
    Ahead(Vec<RowId>),
    /// The text of a document.
    Source(DocumentId),
    /// The decisions on a recommendation.
    History(RowId),
    /// What says the same as a recommendation.
    Alike(RowId),
    /// The verdict and tags of a recommendation given to all that say the same.
    Spread(RowId),
    /// How far the work is.
    Progress {
        /// With every cluster and document.
        parts: bool,
    },
    /// The headings of recommendations: of all documents, or where there are too many, of this one.
    Headings(Option<DocumentId>),
    /// Every saved filter, counted.
    SavedFilters,
    /// A filter to be saved under a name.
    SaveFilter(String, Filter),
    /// The saved filter of this name to be removed.
    RemoveFilter(String),
    /// What the reviewer searched for before.
    Searches,
    /// Who else gave verdicts.
    Others,
    /// What stands under the same heading as a recommendation.
    Section(RowId),
    /// What the reviewer wrote and did not save.
    Drafts,
    /// What is written and not saved, to be kept in the place of what was kept before.
    KeepDrafts(Vec<Draft>),
    /// What was searched for, to be remembered.
    Searched(String),
    /// A step of decisions.
    Decide {
        /// On which recommendations.
        rows: Vec<RowId>,
        /// What changes.
        edits: Vec<Edit>,
    },
    /// What is seen once the step before it is done.
    Afterwards(Box<View>),
    /// Where the recommendations of a document stand.
    Places(DocumentId),
    /// Where a recommendation may be split.
    Splits(RowId),
    /// A step that mends.
    Mend(Mending),
    /// A file to be written.
    Export(Box<ExportOrder>),
    /// The last step taken back.
    Undo,
    /// The undone step done again.
    Redo,
}

/// A step that mends what was found, or what is known of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Mending {
    /// Marks a passage.
    Mark(DocumentId, Span),
    /// Mends a recommendation.
    Mend(RowId, Vec<Mend>),
    /// Splits one where its second part begins, in code points.
    Split(RowId, usize),
    /// Joins one with the next of its document.
    Join(RowId),
    /// Corrects a document: its details as seen, and as they should be.
    Correct(DocumentId, Box<Details>, Box<Details>),
}

/// What kind of step a reply tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A decision.
    Decide,
    /// A mend.
    Mend,
    /// A step taken back.
    Undo,
    /// A step done again.
    Redo,
}

/// What the desk answers.
#[derive(Debug, Clone)]
pub enum Reply {
    /// The first recommendations of all; how many there are is told later.
    First(Vec<Recommendation>),
    /// All documents.
    Documents(Vec<Document>),
    /// What the filter of this generation lets through.
    Found(u64, Found),
    /// What has no verdict, in the order asked.
    Unreviewed(Arc<[RowId]>),
    /// Recommendations as they are now.
    Rows(Vec<Recommendation>),
    /// The text of a document.
    Source(DocumentId, Arc<Source>),
    /// Where the recommendations of a document stand, in reading order.
    Places(DocumentId, Vec<Placed>),
    /// Where a recommendation may be split, in code points, the most sensible first.
    Splits(RowId, Vec<usize>),
    /// The decisions on a recommendation, oldest first.
    History(RowId, Vec<Decision>),
    /// The first of those that say the same as a recommendation, in reading order, and where all of them are.
    Alike(RowId, Vec<Alike>, Vec<RowId>),
    /// Headings of recommendations, in reading order.
    Headings(Vec<Heading>),
    /// Every saved filter, counted; with what was done to them, where something was.
    SavedFilters(Vec<SavedFilter>, Option<String>),
    /// What the reviewer searched for before, the newest last.
    Searches(Vec<String>),
    /// The others who gave verdicts, and how many each gave.
    Others(Vec<(String, usize)>),
    /// What stands under one heading, in reading order.
    Section(Vec<RowId>),
    /// What the reviewer wrote and did not save.
    Drafts(Vec<Draft>),
    /// How far everything has come.
    Overview(Box<Overview>),
    /// A file was written.
    Exported(HandedOver),
    /// The file to be written is there already, and nothing was said of writing over it.
    IsThere(Box<ExportOrder>),
    /// A step is on disk, or nothing was to be done; with the recommendations as they are now.
    Stepped(Step, Option<Done>, Vec<Recommendation>),
    /// What is seen once the step before it is done.
    Afterwards(Box<Afterwards>),
    /// How far the work is.
    Progress(Headway),
    /// What is still to be done in the background.
    Behind(Behind),
    /// Another program changed the store.
    ChangedElsewhere,
    /// What hindered the store is gone.
    WorksAgain,
    /// A request failed; a failed step changed nothing.
    Failed {
        /// The step that failed, where it was one.
        step: Option<Step>,
        /// What failed and the way out, on one line.
        words: String,
    },
}

impl Request {
    /// Whether a later request makes this one worthless.
    pub fn outdated_by(&self, later: &Request) -> bool {
        match self {
            Request::Find { .. } => matches!(later, Request::Find { .. } | Request::Afterwards(_)),
            Request::Afterwards(_) => matches!(later, Request::Afterwards(_)),
            Request::Unreviewed(..) => matches!(later, Request::Unreviewed(..)),
            Request::Rows(_) => matches!(later, Request::Rows(_)),
            Request::Ahead(_) => matches!(later, Request::Ahead(_)),
            Request::Source(_) => matches!(later, Request::Source(_)),
            Request::History(_) => matches!(later, Request::History(_)),
            Request::Alike(_) => matches!(later, Request::Alike(_)),
            Request::Documents => matches!(later, Request::Documents),
            Request::Progress { parts } => {
                matches!(later, Request::Progress { parts: more } if more >= parts)
            }
            Request::Overview(_) => matches!(later, Request::Overview(_)),
            Request::First => matches!(later, Request::First),
            Request::Places(_) => matches!(later, Request::Places(_)),
            Request::Splits(_) => matches!(later, Request::Splits(_)),
            Request::Headings(_) => matches!(later, Request::Headings(_)),
            Request::Searches => matches!(later, Request::Searches),
            Request::Drafts => matches!(later, Request::Drafts),
            Request::Others => matches!(later, Request::Others),
            Request::Section(_) => false,
            Request::KeepDrafts(_) => matches!(later, Request::KeepDrafts(_)),
            Request::SavedFilters => matches!(later, Request::SavedFilters),
            Request::Export(_)
            | Request::SaveFilter(..)
            | Request::RemoveFilter(_)
            | Request::Searched(_) => false,
            Request::Decide { .. }
            | Request::Mend(_)
            | Request::Spread(_)
            | Request::Undo
            | Request::Redo => false,
        }
    }

    /// What kind of step it is, where it is one.
    pub fn step(&self) -> Option<Step> {
        match self {
            Request::Decide { .. } | Request::Spread(_) => Some(Step::Decide),
            Request::Mend(_) => Some(Step::Mend),
            Request::Undo => Some(Step::Undo),
            Request::Redo => Some(Step::Redo),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_questions_become_outdated() {
        let find =
            |generation| Request::Find { generation, filter: Filter::default(), order: Order::default() };
        let decide = || Request::Decide { rows: vec![RowId(1)], edits: Vec::new() };
        assert!(find(1).outdated_by(&find(2)));
        assert!(Request::Rows(vec![RowId(1)]).outdated_by(&Request::Rows(vec![RowId(2)])));
        assert!(!find(1).outdated_by(&decide()));
        assert!(!decide().outdated_by(&decide()));
        assert!(!Request::Undo.outdated_by(&Request::Undo));
    }
}
