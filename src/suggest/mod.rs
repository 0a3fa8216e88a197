//! Text to ranked concepts with evidence; pure.
//!
//! The knowledge is in `vocabulary/`: for each language one file of terms and phrases with how strongly they
//! speak for an objective or a cluster. [`Suggester::suggest`] finds them in one pass over the words of a text
//! (`terms`), adds up what they say (`score`), and turns the sums into likelihoods.

mod pattern;
mod score;
mod terms;
mod vocabulary;
mod words;

use crate::model::{Passage, Suggestions};
use score::Tally;
use std::sync::OnceLock;
use vocabulary::Vocabulary;
use words::Words;

/// What a term counts in the lead-in of a list, and in the headings above from the innermost outwards.
const LEAD_IN: f32 = 0.3;
const HEADINGS: [f32; 2] = [0.3, 0.1];

/// Suggests clusters and objectives from the built-in vocabulary.
#[derive(Debug)]
pub struct Suggester {
    vocabulary: &'static Vocabulary,
}

impl Suggester {
    /// The suggester made of the vocabulary files of this repository.
    pub fn built_in() -> &'static Suggester {
        static BUILT_IN: OnceLock<Suggester> = OnceLock::new();
        BUILT_IN.get_or_init(|| Suggester { vocabulary: Vocabulary::built_in() })
    }

    /// Ranked clusters and objectives for a passage, with the words that spoke for each. Nothing where nothing
    /// in the passage's own words speaks.
    pub fn suggest(&self, passage: &Passage) -> Suggestions {
        let words = Words::of(passage.text);
        let language = self.vocabulary.small_words.language(&words, passage.language);
        let terms = self.vocabulary.of(language);
        let mut tally = Tally::default();
        for found in &terms.find(&words) {
            tally.add(found, &words);
        }
        let headings = passage.section.iter().rev().map(String::as_str).zip(HEADINGS);
        for (context, share) in passage.lead_in.map(|l| (l, LEAD_IN)).into_iter().chain(headings) {
            for found in terms.find(&Words::of(context)) {
                tally.add_context(&found, share);
            }
        }
        tally.suggestions(passage.text)
    }
}
