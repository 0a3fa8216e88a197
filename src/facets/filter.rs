//! What to show.

use crate::model::{RecommendationId, SchemeId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A property by which recommendations are counted and filtered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

impl Facet {
    /// The word for it; of a concept, the scheme's.
    pub fn word(&self) -> &str {
        match self {
            Facet::Verdict => "verdict",
            Facet::Kind => "kind",
            Facet::Document => "document",
            Facet::Language => "language",
            Facet::Region => "region",
            Facet::Proposer => "proposer",
            Facet::Addressee => "addressee",
            Facet::Response => "response",
            Facet::Reviewer => "reviewer",
            Facet::Concept(scheme) => scheme,
        }
    }
}

/// One value picked in a facet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Filter {
    /// Values picked, by facet. No facet has an empty set.
    #[serde(with = "as_pairs", skip_serializing_if = "BTreeMap::is_empty")]
    pub picks: BTreeMap<Facet, BTreeSet<Pick>>,
    /// Only recommendations without a tag of these schemes.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub untagged: BTreeSet<SchemeId>,
    /// Only documents that end on this day (`YYYY-MM-DD`) or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Only documents that begin on this day (`YYYY-MM-DD`) or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Only recommendations whose words answer this query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only recommendations that are like the one of this id, in their words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// Only what is said elsewhere too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<Said>,
}

/// What is said elsewhere too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

    /// This filter with what another says of the same facets, dates or words in place of its own.
    pub fn overridden_by(mut self, other: Filter) -> Filter {
        self.picks.extend(other.picks);
        self.untagged.extend(other.untagged);
        Filter {
            since: other.since.or(self.since),
            until: other.until.or(self.until),
            search: other.search.or(self.search),
            like: other.like.or(self.like),
            ..self
        }
    }

    /// The conditions in words: "verdict keep; cluster 3 or ~5; search “data”".
    pub fn in_words(&self) -> String {
        let pick = |pick: &Pick| match pick {
            Pick::Is(value) => value.clone(),
            Pick::Suggested(value) => format!("~{value}"),
            Pick::Either(value) => format!("{value} or ~{value}"),
        };
        let picked = self.picks.iter().map(|(facet, picks)| {
            let values: Vec<String> = picks.iter().map(pick).collect();
            format!("{} {}", facet.word(), values.join(" or "))
        });
        let mut words: Vec<String> = picked.collect();
        words.extend(self.untagged.iter().map(|scheme| format!("untagged {scheme}")));
        words.extend(self.since.iter().map(|day| format!("since {day}")));
        words.extend(self.until.iter().map(|day| format!("until {day}")));
        words.extend(self.search.iter().map(|query| format!("search “{}”", query.trim())));
        words.extend(self.said.iter().map(|said| match said {
            Said::MoreThanOnce => "said more than once".to_string(),
            Said::With(id) => format!("alike {}", id.short()),
        }));
        words.extend(self.like.iter().map(|id| format!("like {}", id.get(..8).unwrap_or(id))));
        if words.is_empty() { "none".to_string() } else { words.join("; ") }
    }

    /// Whether a value is picked in a facet.
    pub fn has(&self, facet: &Facet, value: &str) -> bool {
        self.picks.get(facet).is_some_and(|picks| picks.iter().any(|p| p.value() == value))
    }
}

/// Picks as a list of pairs: JSON knows only text as the key of a map.
mod as_pairs {
    use super::{BTreeMap, BTreeSet, Deserialize, Facet, Pick, Serialize};

    pub fn serialize<S: serde::Serializer>(
        picks: &BTreeMap<Facet, BTreeSet<Pick>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        picks.iter().collect::<Vec<_>>().serialize(to)
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<Facet, BTreeSet<Pick>>, D::Error> {
        let pairs = Vec::<(Facet, BTreeSet<Pick>)>::deserialize(from)?;
        Ok(pairs.into_iter().filter(|(_, picks)| !picks.is_empty()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_kept_as_promised() {
        let mut filter =
            Filter { search: Some("sea".into()), since: Some("2023-01-01".into()), ..Filter::default() };
        filter.pick(Facet::Verdict, Pick::Is("keep".into()));
        filter.pick(Facet::Concept("cluster".into()), Pick::Either("3".into()));
        filter.pick(Facet::Concept("cluster".into()), Pick::Suggested("5".into()));
        let json = serde_json::to_string(&filter).unwrap();
        let kept = r#"{"picks":[["verdict",[{"is":"keep"}]],[{"concept":"cluster"},[{"suggested":"5"},{"either":"3"}]]],"since":"2023-01-01","search":"sea"}"#;
        assert_eq!(json, kept);
        assert_eq!(serde_json::from_str::<Filter>(kept).unwrap(), filter);
        assert!(
            serde_json::from_str::<Filter>(r#"{"mood":"good"}"#).is_err(),
            "a condition is never dropped silently"
        );
        let words = "verdict keep; cluster ~5 or 3 or ~3; since 2023-01-01; search “sea”";
        assert_eq!((filter.in_words().as_str(), Filter::default().in_words().as_str()), (words, "none"));
    }

    #[test]
    fn what_a_line_says_counts_before_what_is_saved() {
        let picked = |verdict: &str| {
            let mut filter = Filter::default();
            filter.pick(Facet::Verdict, Pick::Is(verdict.into()));
            filter
        };
        let saved = Filter { search: Some("sea".into()), ..picked("keep") };
        assert_eq!(saved.clone().overridden_by(Filter::default()), saved);
        let both = Filter { search: Some("sea".into()), ..picked("drop") };
        assert_eq!(saved.overridden_by(picked("drop")), both);
    }
}
