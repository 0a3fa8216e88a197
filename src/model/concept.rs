//! SKOS words: schemes of concepts, and what the program proposes of them.

use super::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names a concept scheme: `cluster`, `objective`, `element`, `principle`, or a user's own.
pub type SchemeId = String;

/// A concept scheme: an ordered set of concepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its name on the command line and in exports.
    pub id: SchemeId,
    /// What it is called on the screen.
    pub label: String,
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

impl Concept {
    /// "8 Save lives", "v Disaggregated data"; only the label where the notation is a word ("women") that it says anyway.
    pub fn name(&self) -> String {
        let is_sign = self.notation.chars().count() < 3;
        let is_number = self.notation.contains(|c: char| c.is_numeric());
        let is_said = || fold(&self.short).starts_with(&(fold(&self.notation) + " "));
        match is_sign || is_number && !is_said() {
            true => format!("{} {}", self.notation, self.short),
            false => self.short.clone(),
        }
    }
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
    /// Concepts of all other schemes, best first in each. A scheme of which nothing is suggested is not there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub others: BTreeMap<SchemeId, Vec<Suggestion>>,
}

impl Suggestions {
    /// Below this score, unless the user chose another, a suggestion is shown but not taken by the key that keeps with the
    /// suggested tags.
    pub const THRESHOLD: f32 = 0.5;
    /// How much of the way from the threshold to certainty an objective beside the best has to go: to take one off again
    /// costs more keys than to put one on.
    const BESIDE: f32 = 0.2;
    /// No more than this many objectives stand ready to be taken at once.
    const MOST_OBJECTIVES: usize = 3;

    /// The suggestions of a scheme, best first.
    pub fn of(&self, scheme: &str) -> &[Suggestion] {
        match scheme {
            "cluster" => &self.clusters,
            "objective" => &self.objectives,
            other => self.others.get(other).map_or(&[], Vec::as_slice),
        }
    }

    /// Every scheme with its suggestions, clusters and objectives first.
    pub fn by_scheme(&self) -> impl Iterator<Item = (&str, &[Suggestion])> {
        let first = [("cluster", self.clusters.as_slice()), ("objective", &self.objectives)];
        first.into_iter().chain(self.others.iter().map(|(scheme, of)| (scheme.as_str(), of.as_slice())))
    }

    /// The notations of a scheme that stand ready to be taken, above the usual threshold.
    pub fn standing(&self, scheme: &str) -> impl Iterator<Item = &str> {
        self.standing_above(scheme, Self::THRESHOLD)
    }

    /// The notations of a scheme that stand ready to be taken above a threshold, 0 to 1: the best cluster, the best objective
    /// and a few beside it, and of other schemes all.
    pub fn standing_above(&self, scheme: &str, threshold: f32) -> impl Iterator<Item = &str> {
        let surer = threshold + (1.0 - threshold) * Self::BESIDE;
        let (most, beside) = match scheme {
            "cluster" => (1, surer),
            "objective" => (Self::MOST_OBJECTIVES, surer),
            _ => (usize::MAX, threshold),
        };
        let enough = move |n: usize| if n == 0 { threshold } else { beside };
        let standing =
            self.of(scheme).iter().take(most).enumerate().filter(move |(n, s)| s.score >= enough(*n));
        standing.map(|(_, s)| s.notation.as_str())
    }
}
