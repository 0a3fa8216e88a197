//! SKOS words: schemes of concepts, and what the program proposes of them.

use serde::{Deserialize, Serialize};

/// Names a concept scheme: `cluster`, `objective`, `element`, `principle`, or a user's own.
pub type SchemeId = String;

/// A concept scheme: an ordered set of concepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its name on the command line and in exports.
    pub id: SchemeId,
    /// Its concepts, in order.
    pub concepts: Vec<Concept>,
}

/// A concept: what a recommendation can be tagged with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Its sign in the scheme: "8", "v".
    pub notation: String,
    /// Official title in English.
    pub title: String,
    /// Short label in English (the project's own for clusters); the title where there is none.
    pub short: String,
    /// Titles and labels in every language and wording, for finding.
    pub labels: Vec<String>,
}

impl Scheme {
    /// The concept with this notation.
    pub fn concept(&self, notation: &str) -> Option<&Concept> {
        self.concepts.iter().find(|c| c.notation == notation)
    }

    /// Place of a notation in the scheme's order; unknown ones come last.
    pub fn position(&self, notation: &str) -> usize {
        self.concepts.iter().position(|c| c.notation == notation).unwrap_or(usize::MAX)
    }
}

/// A concept proposed by the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The concept's notation.
    pub notation: String,
    /// How likely it is right, 0 to 1.
    pub score: f32,
    /// The words of the text that spoke for it.
    pub evidence: Vec<String>,
}

/// What the program proposes for a recommendation, best first in each scheme.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Suggestions {
    /// Clusters, best first.
    pub clusters: Vec<Suggestion>,
    /// Objectives, best first.
    pub objectives: Vec<Suggestion>,
}

impl Suggestions {
    /// Below this score a suggestion is shown but not taken by the key that keeps with the suggested tags.
    pub const THRESHOLD: f32 = 0.5;
    /// The same for an objective beside the best: to take one off again costs more keys than to put one on.
    pub const THRESHOLD_BESIDE: f32 = 0.6;
    /// No more than this many objectives stand ready to be taken at once.
    const MOST_OBJECTIVES: usize = 3;

    /// The suggestions of a scheme, best first.
    pub fn of(&self, scheme: &str) -> &[Suggestion] {
        match scheme {
            "cluster" => &self.clusters,
            "objective" => &self.objectives,
            _ => &[],
        }
    }

    /// The notations of a scheme that stand ready to be taken: the best, and for objectives those beside it, above the threshold.
    pub fn standing(&self, scheme: &str) -> impl Iterator<Item = &str> {
        let most = if scheme == "cluster" { 1 } else { Self::MOST_OBJECTIVES };
        let enough = |n: usize| if n == 0 { Self::THRESHOLD } else { Self::THRESHOLD_BESIDE };
        let standing =
            self.of(scheme).iter().take(most).enumerate().filter(move |(n, s)| s.score >= enough(*n));
        standing.map(|(_, s)| s.notation.as_str())
    }
}
