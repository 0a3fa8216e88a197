//! What people do with a store: import, find, decide, mend, undo, learn, evaluate. All that `cli` and `tui` may call.

mod alike;
mod behind;
mod decide;
mod decisions;
pub mod doctor;
pub mod evaluate;
pub mod export;
mod fence;
mod filters;
mod find;
mod generate;
mod import;
mod lessons;
mod look;
mod many;
mod mend;
mod order;
mod overview;
mod paragraphs;
mod progress;
mod query;
mod readers;
mod schemes;
mod taking;
mod tally;
mod words;

pub use crate::ingest::collection::Given as GivenColumns;
pub use alike::Alike;
pub use behind::Behind;
pub use decide::{Done, Edit, JOINED, SPLIT};
pub use decisions::{Left, Plan, Planned};
pub use filters::SavedFilter;
pub use find::{Found, Heading, Source};
pub use import::{Imported, Inputs, OwnExport, Tabled, Tables};
pub use lessons::{Share, Taken};
pub use look::Look;
pub use mend::Mend;
pub use overview::{By, Heat, Line, Overview, Progress};
pub use progress::{Headway, Part, time_for};
pub use query::{check_query, query_so_far};
pub use schemes::use_schemes;
pub use taking::{LETTERS, Letter, Shown, Taking};
pub use tally::Tally;

/// Where a recommendation stands in its document.
pub use crate::store::Placed;

pub use crate::store::{Draft, Near, Written};

/// The part of the child process that documents are read in.
pub use fence::{outlive_file_limits, serve as read_fenced};

use crate::error::Result;
use crate::extract::THRESHOLD;
use crate::facets::{OrderBy, SortKeys};
use crate::model::text::one_line;
use crate::model::{Details, Document, RecommendationId, RowId, Suggestions};
use crate::store::{Access, Columns, Store};
use crate::suggest::Suggester;
use crate::taxonomy;
use fence::Fence;
use lessons::Lessons;
use std::cell::OnceCell;
use std::path::Path;

/// A store opened by a reviewer, with what is needed to work on it.
#[derive(Debug)]
pub struct Desk {
    store: Store,
    reviewer: String,
    /// Facets of everything as the reviewer sees it; made at the first question.
    index: Option<Columns>,
    /// The words of a great store; read at the first search.
    vocabulary: words::Vocabulary,
    /// What was last put in order by; made at the first question in that order.
    sort_keys: Option<(OrderBy, SortKeys)>,
    /// What the reviewer's tags taught; read at the first question.
    lessons: OnceCell<Lessons>,
    seen_changes: i64,
    /// Where documents are read; in this process where none is given.
    fence: Option<Fence>,
    /// Sentences that recommend less surely are not taken at import.
    threshold: f32,
    /// Suggestions that score lower are not taken with the others.
    take_above: f32,
    /// How tables are taken at import.
    tables: Tables,
    /// Whether this program's own exports are taken as documents.
    take_own_exports: bool,
    /// The first recommendation that was imported with this desk.
    first_new: Option<RowId>,
}

impl Desk {
    /// Opens the store for reading and writing; makes it, and its folder, where it is not there.
    pub fn open(store: &Path, reviewer: &str) -> Result<Desk> {
        let mut store = Store::open(store, Access::Write)?;
        behind::refresh_suggestions(&mut store)?;
        let mut desk = Self::on(store, reviewer)?;
        desk.compare_if_few()?;
        Ok(desk)
    }

    /// Opens the store for reading only; it must be there.
    pub fn open_to_read(store: &Path, reviewer: &str) -> Result<Desk> {
        let opened = Store::open(store, Access::Read)?;
        if !opened.is_suggested_by(Suggester::version_in_use())? {
            // Another program, or one with other schemes, made the suggestions. Where the store cannot be written, or
            // another program is at it, they stand as they are.
            let _ = Store::open(store, Access::Write)
                .and_then(|mut store| behind::refresh_suggestions(&mut store));
        }
        Self::on(opened, reviewer)
    }

    fn on(store: Store, reviewer: &str) -> Result<Desk> {
        let seen_changes = store.foreign_changes()?;
        Ok(Desk {
            store,
            reviewer: reviewer.to_string(),
            index: None,
            vocabulary: words::Vocabulary::default(),
            sort_keys: None,
            lessons: OnceCell::new(),
            seen_changes,
            fence: None,
            threshold: THRESHOLD,
            take_above: Suggestions::THRESHOLD,
            tables: Tables::default(),
            take_own_exports: false,
            first_new: None,
        })
    }

    /// Has documents read in child processes of `program`, which is this program: what a file does to its reader then
    /// harms nothing else.
    pub fn fenced(self, program: &Path) -> Desk {
        Desk { fence: Some(Fence::new(program)), ..self }
    }

    /// Has sentences taken at import that recommend as surely as `threshold`, 0 to 1.
    pub fn taking_above(self, threshold: f32) -> Desk {
        Desk { threshold, ..self }
    }

    /// Has suggestions taken, filtered by and counted that score as high as `take_above`, 0 to 1.
    pub fn suggesting_above(self, take_above: f32) -> Desk {
        Desk { store: self.store.suggesting_above(take_above), index: None, take_above, ..self }
    }

    /// How high suggestions must score to stand ready to be taken, 0 to 1.
    pub fn take_above(&self) -> f32 {
        self.take_above
    }

    /// Whose decisions are made and shown.
    pub fn reviewer(&self) -> &str {
        &self.reviewer
    }

    /// The first recommendation that was imported with this desk, where one was.
    pub fn first_new(&self) -> Option<RowId> {
        self.first_new
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Copies the store to a new file while others may use it. An existing file is not written over.
    pub fn backup(&self, to: &Path) -> Result<()> {
        self.store.backup(to)
    }

    /// All documents, withdrawn ones too, in the order of import.
    pub fn documents(&self) -> Result<Vec<Document>> {
        self.store.documents()
    }

    /// The document whose id begins so.
    pub fn document(&self, beginning: &str) -> Result<Document> {
        self.store.document(beginning)
    }

    /// The recommendation whose id begins so.
    pub fn row_of(&self, beginning: &str) -> Result<RowId> {
        self.store.row_of(beginning)
    }

    /// The whole id of the recommendation whose id begins so.
    pub fn id_of(&self, beginning: &str) -> Result<RecommendationId> {
        self.store.named(beginning).map(|(_, id)| id)
    }

    /// Whether another program changed the store since the last call; what `find` and the others say is fresh after it.
    pub fn changed_elsewhere(&mut self) -> Result<bool> {
        let changes = self.store.foreign_changes()?;
        let changed = std::mem::replace(&mut self.seen_changes, changes) != changes;
        if changed {
            // Great indexes follow what changed; small ones are made anew as quickly.
            let index = self.index.take().filter(Columns::is_great);
            self.forget();
            self.index = index;
        }
        Ok(changed)
    }

    /// Drops what was made of the store, to be made anew at the next question.
    fn forget(&mut self) {
        self.index = None;
        self.sort_keys = None;
        self.lessons.take();
    }
}

/// The schemes whose suggestions stand ready to be taken.
const SUGGESTED_SCHEMES: [&str; 2] = [taxonomy::CLUSTER, taxonomy::OBJECTIVE];

/// `given` where it says something, else `found`; an empty word says that there is none.
fn merged(found: &Details, given: &Details) -> Details {
    let pick = |given: &Option<String>, found: &Option<String>| {
        given.as_ref().or(found.as_ref()).map(|word| one_line(word)).filter(|word| !word.is_empty())
    };
    Details {
        title: pick(&given.title, &found.title),
        event: pick(&given.event, &found.event),
        place: pick(&given.place, &found.place),
        date: given.date.clone().or_else(|| found.date.clone()),
        region: pick(&given.region, &found.region),
        language: pick(&given.language, &found.language),
    }
}
