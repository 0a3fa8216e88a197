//! Text to ranked concepts with evidence; pure.
//!
//! The knowledge is in `vocabulary/`: for each language one file of terms and phrases with how strongly they
//! speak for an objective or a cluster. [`Suggester::suggest`] finds them in one pass over the words of a text
//! (`terms`), adds up what they say (`score`), and turns the sums into likelihoods.

mod score;
mod terms;
mod vocabulary;
mod words;

use crate::model::{Passage, Suggestions};
use score::Tally;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;
use vocabulary::Vocabulary;
use words::Words;

/// What a term counts in the lead-in of a list, and in the headings above from the innermost outwards.
const LEAD_IN: f32 = 0.3;
const HEADINGS: [f32; 2] = [0.3, 0.1];

/// The knowledge and the code that applies it; nobody has to remember to raise a version number.
const SOURCES: [&str; 9] = [
    include_str!("vocabulary/en.toml"),
    include_str!("vocabulary/fr.toml"),
    include_str!("vocabulary/es.toml"),
    include_str!("vocabulary/pt.toml"),
    include_str!("mod.rs"),
    include_str!("score.rs"),
    include_str!("terms.rs"),
    include_str!("vocabulary.rs"),
    include_str!("words.rs"),
];

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

    /// Changes whenever the same text may get other suggestions: a hash of everything they follow from. A store keeps it
    /// beside its suggestions, to make them anew when a newer program opens it.
    pub fn version(&self) -> &'static str {
        static VERSION: OnceLock<String> = OnceLock::new();
        VERSION.get_or_init(|| {
            let hash = SOURCES.iter().fold(Sha256::new(), |hash, source| hash.chain_update(source));
            hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
        })
    }

    /// Ranked clusters and objectives for a passage, with the words that spoke for each. Nothing where nothing
    /// in the passage's own words speaks.
    pub fn suggest(&self, passage: &Passage) -> Suggestions {
        let words = Words::of(passage.text);
        let language = self.vocabulary.small_words.language(&words, passage.language);
        let terms = self.vocabulary.of(language);
        let mut tally = Tally::default();
        let (found, details) = terms.find(&words);
        for found in &found {
            tally.add(found, &words, &details);
        }
        let headings = passage.section.iter().rev().map(String::as_str).zip(HEADINGS);
        for (context, share) in passage.lead_in.map(|l| (l, LEAD_IN)).into_iter().chain(headings) {
            for found in terms.find(&Words::of(context)).0 {
                tally.add_context(&found, share);
            }
        }
        tally.suggestions(passage.text)
    }
}
