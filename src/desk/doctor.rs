//! Whether a store is sound, and what to do where it is not.

use crate::error::{Kind, Result};
use crate::extract::{self, THRESHOLD};
use crate::ingest::{self, collection};
use crate::model::{Candidate, Document, Format, Reading};
use crate::store::{Access, Finding, Part, Store};
use std::path::Path;

/// What became of a part of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Which part: `file`, `sources`, `recommendations`, `links`, `decisions`, `documents`, `search`, `suggestions`,
    /// `alike`, `columns`.
    pub part: &'static str,
    /// How it is.
    pub health: Health,
    /// What was found, and the way out; empty where it is sound.
    pub words: String,
}

/// How a part of the store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// As it should be.
    Sound,
    /// Wrong, and can be made anew.
    Wrong,
    /// Was wrong and was made anew.
    Mended,
    /// Wrong, and only a backup or the files themselves can bring it back.
    Lost,
}

impl Health {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Health::Sound => "sound",
            Health::Wrong => "wrong",
            Health::Mended => "mended",
            Health::Lost => "lost",
        }
    }
}

/// Looks at every part of a store; with `repair`, makes anew what follows from the documents and the journal, which
/// themselves are never touched. `each` hears of each part.
pub fn examine(path: &Path, repair: bool, mut each: impl FnMut(Examined) -> Result<()>) -> Result<()> {
    if !path.exists() {
        return Err(crate::store::missing(path));
    }
    let mut store = match Store::open(path, Access::Write) {
        Err(error) if error.kind == Kind::Store && !repair => {
            Store::open(path, Access::Read).map_err(|_| error)?
        }
        opened => opened?,
    };
    for part in Part::ALL {
        let finding = match store.examine(part)? {
            // What says the same cannot be told right from wrong without comparing all.
            Finding::Sound if repair && part == Part::Alike => {
                store.mend_part(part)?;
                Finding::Sound
            }
            finding => finding,
        };
        each(treated(&mut store, part, finding, repair))?;
    }
    Ok(())
}

fn treated(store: &mut Store, part: Part, finding: Finding, repair: bool) -> Examined {
    let (health, words) = match finding {
        Finding::Sound => (Health::Sound, String::new()),
        Finding::Lost(what) => (Health::Lost, format!("{what}: {}", way_out(part))),
        Finding::Mendable(what) if !repair => {
            (Health::Wrong, format!("{what}: rapporteur doctor --repair makes it anew"))
        }
        Finding::Mendable(what) => match mend(store, part).and_then(|()| store.examine(part)) {
            Ok(Finding::Sound) => (Health::Mended, what),
            Ok(_) => (Health::Lost, format!("{what}: {}", way_out(part))),
            Err(error) => (Health::Lost, format!("{what}: {error}")),
        },
    };
    Examined { part: part.word(), health, words }
}

/// A document that cannot be read keeps nothing from the others; what it could not give back is told as lost.
fn mend(store: &mut Store, part: Part) -> Result<()> {
    let mut given_back = Ok(());
    if part == Part::Recommendations {
        for document in store.documents_that_lost()? {
            let found = found_again(store, &document);
            let one = found.and_then(|found| store.bring_back(&document.id, &found));
            given_back = given_back.and(one);
        }
    }
    store.mend_part(part).and(given_back)
}

/// What is found in a document that is in the store: its text is kept, and so are the bytes of a table.
fn found_again(store: &Store, document: &Document) -> Result<Vec<Candidate>> {
    if let Format::Csv | Format::Jsonl | Format::Xlsx = document.format {
        let (name, bytes) = (&document.source, store.bytes(&document.id)?);
        let sheet = || ingest::read_sheet(name, &bytes, "");
        return Ok(collection::read(name, &bytes, document.format, &Default::default(), sheet)?.found);
    }
    let (text, blocks) = store.source(&document.id)?;
    let Document { format, state, pages, details, .. } = document.clone();
    let reading = Reading { format, state, text, blocks, details, pages };
    // As little sure as it was taken then.
    let threshold = store.least_sure(&document.id)?.map_or(THRESHOLD, |least| least.min(THRESHOLD));
    Ok(extract::extract_above(&reading, threshold))
}

fn way_out(part: Part) -> &'static str {
    match part {
        Part::Sources => {
            "decisions are safe; take the store back from a backup, or keep the original file beside it"
        }
        _ => "keep a copy of this file, and go on from a backup: rapporteur --db BACKUP …",
    }
}
