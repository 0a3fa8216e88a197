//! What would be found in a file, without a store.

use super::fence::{self, Fence, Finding, Wanted};
use super::import::read_file;
use crate::error::Result;
use crate::extract::{self, Judged};
use crate::model::{Candidate, Details, Passage, Suggestions};
use crate::suggest::Suggester;
use std::path::Path;

/// A document that was read and not kept.
#[derive(Debug)]
pub struct Look {
    /// What the reader made of it, and the recommendations found.
    pub finding: Finding,
}

impl Look {
    /// Reads a file and finds its recommendations. `program` is this program, in whose child process the file is read.
    pub fn at(path: &Path, threshold: f32, program: Option<&Path>) -> Result<Look> {
        let name = path.display().to_string();
        let bytes = read_file(path)?;
        let wanted = Wanted { password: None, given: &Details::default(), threshold };
        let finding = fence::find(program.map(Fence::new).as_ref(), &name, &bytes, wanted)?;
        Ok(Look { finding })
    }

    /// The recommendations with what is suggested for each, made one by one: a document may hold very many.
    pub fn suggested(&self) -> impl Iterator<Item = (&Candidate, Suggestions)> {
        let details = &self.finding.reading.details;
        let suggester = Suggester::in_use();
        self.finding.found.iter().map(move |candidate| {
            let passage = candidate.passage(details.language.as_deref());
            (candidate, suggester.suggest(&Passage { document: Some(details), ..passage }))
        })
    }

    /// Every sentence with what speaks for and against it.
    pub fn explained(&self) -> Vec<Judged> {
        extract::explain(&self.finding.reading)
    }
}
