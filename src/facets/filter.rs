//! What to show.

use crate::model::{RecommendationId, SchemeId};
use std::collections::{BTreeMap, BTreeSet};

/// A property by which recommendations are counted and filtered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// The reviewer's verdict.
    Verdict,
    /// Listed, narrative, manual.
    Kind,
    /// The document, by its id.
    Document,
    /// The document's language.
    Language,
    /// The document's region.
    Region,
    /// Who made it.
    Proposer,
    /// Whom it asks to act.
    Addressee,
    /// What the addressed State said of it.
    Response,
    /// The reviewer whose state is shown, where that reviewer decided something on it.
    Reviewer,
    /// A concept of a scheme, tagged or suggested.
    Concept(SchemeId),
}

/// One value picked in a facet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pick {
    /// Has this value; of a concept: is tagged with it.
    Is(String),
    /// The concept is suggested, and the recommendation has no tag of that scheme yet.
    Suggested(String),
    /// Tagged with the concept, or suggested while no tag of that scheme is there.
    Either(String),
}

impl Pick {
    /// The value picked.
    pub fn value(&self) -> &str {
        match self {
            Pick::Is(v) | Pick::Suggested(v) | Pick::Either(v) => v,
        }
    }
}

/// What to show: picks in the same facet mean or, different conditions mean and.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Values picked, by facet. No facet has an empty set.
    pub picks: BTreeMap<Facet, BTreeSet<Pick>>,
    /// Only recommendations without a tag of these schemes.
    pub untagged: BTreeSet<SchemeId>,
    /// Only documents that end on this day (`YYYY-MM-DD`) or later.
    pub since: Option<String>,
    /// Only documents that begin on this day (`YYYY-MM-DD`) or earlier.
    pub until: Option<String>,
    /// Only recommendations whose words answer this query.
    pub search: Option<String>,
    /// Only what is said elsewhere too.
    pub said: Option<Said>,
}

/// What is said elsewhere too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Whatever another recommendation says too.
    MoreThanOnce,
    /// What says the same as this recommendation, and it.
    With(RecommendationId),
}

impl Filter {
    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Adds a pick.
    pub fn pick(&mut self, facet: Facet, pick: Pick) {
        self.picks.entry(facet).or_default().insert(pick);
    }

    /// Puts a pick in, or takes it out if it is there.
    pub fn toggle(&mut self, facet: Facet, pick: Pick) {
        let picks = self.picks.entry(facet.clone()).or_default();
        if !picks.remove(&pick) {
            picks.insert(pick);
        }
        if picks.is_empty() {
            self.picks.remove(&facet);
        }
    }

    /// Whether a value is picked in a facet.
    pub fn has(&self, facet: &Facet, value: &str) -> bool {
        self.picks.get(facet).is_some_and(|picks| picks.iter().any(|p| p.value() == value))
    }
}
