//! Importing files: each on its own, so that one that fails leaves the others imported.

mod own;
mod tables;

pub use own::OwnExport;
pub use tables::{Tabled, Tables};

use super::fence::{self, Fence, Finding, Wanted};
use super::{Desk, readers};
use crate::error::{Error, Result};
use crate::ingest::{self, collection};
use crate::model::text::one_line;
use crate::model::{Candidate, Details, DocumentId, Passage, ReadState, Reading, Suggestions};
use crate::store::{Near, NewDocument};
use crate::suggest::Suggester;
use std::collections::HashSet;
use std::io::Read as _;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use tables::Table;

/// What became of an input.
#[derive(Debug, Clone, PartialEq)]
pub enum Imported {
    /// It is in now.
    New {
        /// Its identity.
        id: DocumentId,
        /// How many recommendations were found.
        recommendations: usize,
        /// How whole it came in.
        state: ReadState,
        /// The document imported before that is nearly the same, the most alike of several.
        near: Option<Near>,
        /// What a table gave beside recommendations.
        table: Option<Tabled>,
    },
    /// It is a file that this program made: nothing changed.
    Own(OwnExport),
    /// The same bytes were imported before; nothing changed.
    Known {
        /// Its identity.
        id: DocumentId,
        /// Whether it is withdrawn.
        withdrawn: bool,
        /// What a table gave that was not taken before.
        table: Option<Tabled>,
    },
}

/// Recommendations of one file whose suggestions are made at import; those of a larger one follow in the background.
const AT_ONCE: usize = 2000;
/// After an import of so many recommendations the store is made ready for the next start.
const MUCH: usize = 20_000;

impl Imported {
    /// How many recommendations are in that were not before.
    fn came_in(&self) -> usize {
        match self {
            Imported::New { recommendations, .. } => *recommendations,
            Imported::Known { .. } | Imported::Own(_) => 0,
        }
    }
}

/// The files behind the paths that a user named.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files to read, in the order named, those of a folder by name.
    pub files: Vec<PathBuf>,
    /// Files in folders that were passed over, of no known type, or gold lists; by path.
    pub skipped: Vec<PathBuf>,
    /// Those of the files to read that stand in a folder and were not named themselves.
    pub walked: HashSet<PathBuf>,
    /// Folders that cannot be read.
    pub failed: Vec<(PathBuf, Error)>,
}

impl Inputs {
    /// Walks the folders among `paths`; a path that is a file is taken whatever its name.
    pub fn of(paths: &[PathBuf]) -> Inputs {
        let mut inputs = Inputs::default();
        for path in paths {
            if path.is_dir() {
                inputs.walk(path);
            } else {
                inputs.files.push(path.clone());
            }
        }
        inputs
    }

    fn walk(&mut self, folder: &Path) {
        let entries = std::fs::read_dir(folder).and_then(|all| all.collect::<std::io::Result<Vec<_>>>());
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(e) => {
                let error = Error::failed(format!("cannot read the folder {}", folder.display())).because(e);
                return self.failed.push((folder.to_path_buf(), error.hint("check that you may read it")));
            }
        };
        entries.sort_by_key(|entry| entry.file_name());
        for entry in entries {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => self.walk(&path),
                // Links to folders are not followed: they may lead round in a circle.
                Ok(_) if path.is_file() && ingest::is_known_name(&name) => {
                    self.walked.insert(path.clone());
                    self.files.push(path);
                }
                _ => self.skipped.push(path),
            }
        }
    }
}

/// A file read, before the store is asked.
enum Prepared {
    /// The store has it.
    Known(DocumentId),
    /// All that the store keeps of it.
    Read(Box<Read>),
}

struct Read {
    id: DocumentId,
    bytes: Vec<u8>,
    reading: Reading,
    found: Vec<(Candidate, Suggestions)>,
    /// Whether its suggestions are to be made later.
    is_large: bool,
    table: Option<Table>,
}

impl Read {
    /// With suggestions for what was found; of very many they follow in the background.
    fn new(
        id: DocumentId,
        bytes: Vec<u8>,
        reading: Reading,
        found: Vec<Candidate>,
        table: Option<Table>,
    ) -> Read {
        let is_large = found.len() > AT_ONCE;
        let language = reading.details.language.as_deref();
        let suggest = |candidate: Candidate| {
            if is_large {
                return (candidate, Suggestions::default());
            }
            let passage = Passage { document: Some(&reading.details), ..candidate.passage(language) };
            let suggestions = Suggester::in_use().suggest(&passage);
            (candidate, suggestions)
        };
        let found = found.into_iter().map(suggest).collect();
        Read { id, bytes, reading, found, is_large, table }
    }
}

/// What every file of an import shares.
struct Common<'a> {
    given: &'a Details,
    password: Option<&'a str>,
    /// What the store had at the beginning.
    known: HashSet<DocumentId>,
    /// Where files are read.
    fence: Option<Fence>,
    /// How sure a recommendation must be to be taken.
    threshold: f32,
    /// How tables are taken.
    tables: Tables,
}

impl Desk {
    /// Imports one file. `given` details stand before those found in it; `password` opens a file that asks for one.
    pub fn import(&mut self, path: &Path, given: &Details, password: Option<&str>) -> Result<Imported> {
        let common = self.common(given, password)?;
        let prepared = prepare(path, &common);
        let imported = self.take_in(path, prepared)?;
        self.compare_if_few()?;
        self.settle_after(imported.came_in());
        Ok(imported)
    }

    /// Imports files: threads read them while this one writes, in the order given. `each` hears of a file when it is in
    /// or has failed, and ends the import by failing itself; what it heard of stays in.
    pub fn import_all(
        &mut self,
        paths: &[PathBuf],
        given: &Details,
        password: Option<&str>,
        mut each: impl FnMut(&mut Desk, &Path, Result<Imported>) -> Result<()>,
    ) -> Result<()> {
        let common = self.common(given, password)?;
        let mut came_in = 0;
        readers::in_order(
            paths.len(),
            |at| prepare(&paths[at], &common),
            |at, prepared| {
                let outcome = self.take_in(&paths[at], prepared);
                came_in += outcome.as_ref().map_or(0, Imported::came_in);
                each(self, &paths[at], outcome)
            },
        )?;
        self.compare_if_few()?;
        self.settle_after(came_in);
        Ok(())
    }

    /// After much came in, keeps what the next start would have to make. Everything is in where that fails.
    fn settle_after(&mut self, came_in: usize) {
        if came_in >= MUCH {
            let _ = self.settle();
        }
    }

    fn common<'a>(&self, given: &'a Details, password: Option<&'a str>) -> Result<Common<'a>> {
        let known = self.store.documents()?.into_iter().map(|d| d.id).collect();
        let (fence, tables) = (self.fence.clone(), self.tables.clone());
        Ok(Common { given, password, known, fence, threshold: self.threshold, tables })
    }

    /// Writes what was read.
    fn take_in(&mut self, path: &Path, prepared: Result<Prepared>) -> Result<Imported> {
        let read = match prepared? {
            Prepared::Known(id) => return self.known(id, None),
            Prepared::Read(read) => read,
        };
        if let Some(own) = self.own_export(&read)? {
            return Ok(Imported::Own(own));
        }
        let Read { id, bytes, reading, found, is_large, table } = *read;
        let source = one_line(&path.display().to_string());
        let new = NewDocument { id: &id, source: &source, bytes: &bytes, reading: &reading, found: &found };
        let first = if is_large {
            self.follow_words()?;
            let Some(words) = self.store.add_large_document(&new)? else { return self.known(id, table) };
            let first = words.first();
            self.join_words(words);
            Some(first)
        } else if self.store.add_document(&new)? {
            self.store.found_in(&id)?.first().copied()
        } else {
            return self.known(id, table);
        };
        self.index = None;
        self.sort_keys = None;
        self.first_new = self.first_new.or(first);
        self.store.compare_documents(Some((&id, &reading)))?;
        let near = self.store.near(&id)?.into_iter().next();
        let table = table.map(|table| self.take_noted(&id, table)).transpose()?;
        Ok(Imported::New { id, recommendations: found.len(), state: reading.state, near, table })
    }

    /// The bytes are in; of a table, what somebody noted in it may not have been taken then.
    fn known(&mut self, id: DocumentId, table: Option<Table>) -> Result<Imported> {
        let withdrawn = self.store.document(id.as_str())?.withdrawn;
        let table = table.map(|table| self.take_noted(&id, table)).transpose()?;
        Ok(Imported::Known { id, withdrawn, table })
    }
}

/// Reads a file and finds what is in it. A reader that panics fails its file, not the others.
fn prepare(path: &Path, common: &Common) -> Result<Prepared> {
    if path.to_string_lossy().ends_with(".gold.jsonl") {
        return Err(Error::failed(format!("{} is a gold list, not a report", path.display()))
            .hint("measure with it: rapporteur evaluate"));
    }
    let reading = AssertUnwindSafe(|| {
        let bytes = read_file(path)?;
        let id = DocumentId::of(&bytes);
        let name = path.display().to_string();
        let table = collection::format_of(&name);
        if common.known.contains(&id) && !(table.is_some() && common.tables.decide) {
            return Ok(Prepared::Known(id));
        }
        if let Some(format) = table {
            return tables::prepare(&name, bytes, id, format, common);
        }
        let wanted = Wanted { password: common.password, given: common.given, threshold: common.threshold };
        let Finding { reading, found } = fence::find(common.fence.as_ref(), &name, &bytes, wanted)?;
        Ok(Prepared::Read(Box::new(Read::new(id, bytes, reading, found, None))))
    });
    std::panic::catch_unwind(reading).unwrap_or_else(|_| {
        Err(Error::failed(format!("{} could not be read: a fault of this program", path.display()))
            .hint("export the report as plain text and import that, and report the fault with the file"))
    })
}

pub(super) fn read_file(path: &Path) -> Result<Vec<u8>> {
    let cannot = |e: std::io::Error| {
        let hint = match e.kind() {
            std::io::ErrorKind::NotFound => "check the path",
            _ => "check that you may read it",
        };
        Error::failed(format!("cannot read {}", path.display())).because(e).hint(hint)
    };
    let file = std::fs::File::open(path).map_err(cannot)?;
    let size = file.metadata().map_err(cannot)?.len();
    let mut bytes = Vec::new();
    // A file may grow while it is read, and a device says no size.
    file.take(ingest::LARGEST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    match size.max(bytes.len() as u64) {
        size if size > ingest::LARGEST => Err(ingest::too_large(&path.display().to_string(), size)),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of the store for a quick start: columns, and vocabularies.
    fn kept(path: &Path) -> (i64, i64) {
        let db = rusqlite::Connection::open(path).unwrap();
        let sql = "SELECT (SELECT count(*) FROM facet_columns), (SELECT count(*) FROM word_columns)";
        db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    }

    #[test]
    fn after_much_came_in_the_next_start_is_quick() {
        let folder = tempfile::tempdir().unwrap();
        let check = |rows: usize, expected| {
            let path = folder.path().join(format!("{rows}.db"));
            let table = folder.path().join("table.csv");
            let row = |n| format!("Publish the timetable of ferry {n} in each port.\n");
            std::fs::write(&table, format!("recommendation\n{}", (0..rows).map(row).collect::<String>()))
                .unwrap();
            let mut desk = Desk::open(&path, "amina").unwrap();
            let mut outcomes = Vec::new();
            let each = |_: &mut Desk, _: &Path, outcome| {
                outcomes.push(outcome);
                Ok(())
            };
            desk.import_all(&[table], &Details::default(), None, each).unwrap();
            assert!(matches!(&outcomes[..], [Ok(new)] if new.came_in() == rows), "{outcomes:?}");
            assert_eq!(kept(&path), expected);
        };
        check(30, (0, 0));
        check(MUCH, (1, 1));
    }
}
