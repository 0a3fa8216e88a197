//! What would be found in a file, without a store.

use super::import::{find_and_suggest, read_file};
use crate::error::Result;
use crate::extract::{self, Judged};
use crate::ingest::{self, fence::Fence};
use crate::model::{Candidate, Reading, Suggestions};
use std::path::Path;

/// A document that was read and not kept.
#[derive(Debug)]
pub struct Look {
    /// What the reader made of it.
    pub reading: Reading,
    /// The recommendations found, in reading order.
    pub found: Vec<(Candidate, Suggestions)>,
}

impl Look {
    /// Reads a file and finds its recommendations. `program` is this program, in whose child process the file is read.
    pub fn at(path: &Path, threshold: f32, program: Option<&Path>) -> Result<Look> {
        let name = path.display().to_string();
        let bytes = read_file(path)?;
        let reading = match program {
            Some(program) => Fence::new(program).read(&name, &bytes, None)?,
            None => ingest::read(&name, &bytes, None)?,
        };
        let found = find_and_suggest(&reading, threshold);
        Ok(Look { reading, found })
    }

    /// Every sentence with what speaks for and against it.
    pub fn explained(&self) -> Vec<Judged> {
        extract::explain(&self.reading)
    }
}
