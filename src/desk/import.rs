//! Importing files: each on its own, so that one that fails leaves the others imported.

use super::{Desk, merged};
use crate::error::{Error, Result};
use crate::extract;
use crate::ingest;
use crate::model::{Candidate, Details, DocumentId, Passage, Reading, Suggestions};
use crate::store::NewDocument;
use crate::suggest::Suggester;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What became of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It is in now.
    New {
        /// Its identity.
        id: DocumentId,
        /// How many recommendations were found.
        recommendations: usize,
    },
    /// The same bytes were imported before; nothing changed.
    Known {
        /// Its identity.
        id: DocumentId,
        /// Whether it is withdrawn.
        withdrawn: bool,
    },
}

/// The files behind the paths that a user named.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files to read, in the order named, those of a folder by name.
    pub files: Vec<PathBuf>,
    /// Files in folders that were passed over: of no known type, or gold lists.
    pub skipped: usize,
    /// Paths that cannot be read.
    pub failed: Vec<Error>,
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
                return self.failed.push(error.hint("check that you may read it"));
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
                Ok(_) if path.is_file() && ingest::is_known_name(&name) => self.files.push(path),
                _ => self.skipped += 1,
            }
        }
    }
}

impl Desk {
    /// Imports one file. `given` details stand before those found in it; `password` opens a file that asks for one.
    pub fn import(&mut self, path: &Path, given: &Details, password: Option<&str>) -> Result<Imported> {
        let name = path.display().to_string();
        let bytes = read_file(path)?;
        let id = DocumentId::of(&bytes);
        if let Ok(known) = self.store.document(id.as_str()) {
            return Ok(Imported::Known { id, withdrawn: known.withdrawn });
        }
        let mut reading = match &self.fence {
            Some(fence) => fence.read(&name, &bytes, password)?,
            None => ingest::read(&name, &bytes, password)?,
        };
        reading.details = merged(&reading.details, given);
        let found = find_and_suggest(&reading, self.threshold);
        let new = NewDocument { id: &id, source: &name, bytes: &bytes, reading: &reading, found: &found };
        let is_new = self.store.add_document(&new)?;
        self.index = None;
        Ok(match is_new {
            true => Imported::New { id, recommendations: found.len() },
            false => Imported::Known { id, withdrawn: false },
        })
    }
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

pub(super) fn find_and_suggest(reading: &Reading, threshold: f32) -> Vec<(Candidate, Suggestions)> {
    let suggester = Suggester::built_in();
    let suggest = |candidate: Candidate| {
        let suggestions = suggester.suggest(&Passage {
            text: &candidate.text,
            lead_in: candidate.lead_in.as_deref(),
            context: candidate.context.as_deref(),
            section: &candidate.section,
            language: reading.details.language.as_deref(),
        });
        (candidate, suggestions)
    };
    extract::extract_above(reading, threshold).into_iter().map(suggest).collect()
}
