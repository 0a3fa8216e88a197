//! Text to ranked concepts with evidence; pure.

use crate::model::{Passage, Suggestions};

/// Suggests clusters and objectives from the built-in vocabulary.
#[derive(Debug)]
pub struct Suggester {}

impl Suggester {
    /// The suggester made of the vocabulary files of this repository.
    pub fn built_in() -> &'static Suggester {
        todo!()
    }

    /// Changes whenever the same text may get other suggestions.
    pub fn version(&self) -> &str {
        todo!()
    }

    /// Ranked clusters and objectives for a passage, with the words that spoke for each.
    pub fn suggest(&self, passage: &Passage) -> Suggestions {
        let _ = passage;
        todo!()
    }
}
