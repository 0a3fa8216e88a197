//! Live counts: how many of the recommendations that pass have each value of a facet.

use super::index::{ConceptColumn, Index};
use super::set::Set;
use super::{Bitset, Facet, Filter};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How many recommendations have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The value; of a concept, its notation.
    pub value: Arc<str>,
    /// How many have it; of a concept, are tagged with it.
    pub having: usize,
    /// Of a concept: for how many it is suggested while the scheme has no tag yet.
    pub suggested: usize,
}

/// Live counts: each facet is counted under the filter without its own picks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Recommendations in all.
    pub total: usize,
    /// Recommendations that pass the filter.
    pub matching: usize,
    /// Counts by facet; values that nothing has are left out, picked ones are not, and facets without any value. Of
    /// documents, the first [`Counts::DOCUMENTS`] and those that are picked.
    pub facets: BTreeMap<Facet, Vec<Count>>,
    /// Further documents of which something passes.
    pub more_documents: usize,
}

impl Counts {
    /// So many documents are counted one by one: of tens of thousands, nobody reads more.
    pub const DOCUMENTS: usize = 200;

    /// The count of one value of a facet.
    pub fn of(&self, facet: &Facet, value: &str) -> Option<&Count> {
        self.facets.get(facet)?.iter().find(|c| &*c.value == value)
    }
}

/// Values that documents share, numbered: tens of thousands of documents are counted by them with every key.
#[derive(Debug, Default)]
pub(super) struct Shared {
    values: Vec<Arc<str>>,
    /// The place of each document's value; beyond the last where it has none.
    of: Vec<u32>,
}

impl Shared {
    fn of<'a>(values: impl Iterator<Item = Option<&'a Arc<str>>>) -> Shared {
        let mut shared = Shared::default();
        let mut places: HashMap<&Arc<str>, u32> = HashMap::new();
        for value in values {
            let place = value.map_or(u32::MAX, |value| {
                *places.entry(value).or_insert_with(|| {
                    shared.values.push(value.clone());
                    (shared.values.len() - 1) as u32
                })
            });
            shared.of.push(place);
        }
        shared
    }
}

impl Index {
    /// How many of these positions are in each document.
    pub(super) fn by_document(&self, under: &Bitset) -> Vec<u32> {
        under.counts_between(&self.begins)
    }

    /// The first documents of which something passes and those that are picked, and how many others there are.
    pub(super) fn count_documents(&self, filter: &Filter, by_document: &[u32]) -> (Vec<Count>, usize) {
        let any_picked = filter.picks.contains_key(&Facet::Document);
        let is_picked = |id: &str| any_picked && filter.has(&Facet::Document, id);
        let (mut counts, mut passing) = (Vec::new(), 0);
        for (place, having) in by_document.iter().map(|n| *n as usize).enumerate() {
            passing += usize::from(having > 0);
            // Of tens of thousands, few are looked at.
            if !any_picked && (having == 0 || counts.len() == Counts::DOCUMENTS) {
                continue;
            }
            let Some(document) = self.documents.get(place) else { break };
            if is_picked(&document.id) || (having > 0 && counts.len() < Counts::DOCUMENTS) {
                counts.push(Count { value: document.id.clone(), having, suggested: 0 });
            }
        }
        let counted = counts.iter().filter(|count| count.having > 0).count();
        (counts, passing - counted)
    }

    /// Counts by a value that documents share: their language or region.
    pub(super) fn count_shared(&self, facet: &Facet, by_document: &[u32]) -> Vec<Count> {
        let [languages, regions] = self.shared.get_or_init(|| {
            let documents = || self.documents.iter();
            [
                Shared::of(documents().map(|document| document.language.as_ref())),
                Shared::of(documents().map(|document| document.region.as_ref())),
            ]
        });
        let shared = if *facet == Facet::Language { languages } else { regions };
        let mut counts: Vec<Count> = shared
            .values
            .iter()
            .map(|value| Count { value: value.clone(), having: 0, suggested: 0 })
            .collect();
        for (place, having) in shared.of.iter().zip(by_document) {
            if let Some(count) = counts.get_mut(*place as usize) {
                count.having += *having as usize;
            }
        }
        counts
    }

    /// Counts by any other facet.
    pub(super) fn count(&self, facet: &Facet, under: &Bitset) -> Vec<Count> {
        if let Facet::Concept(scheme) = facet {
            return self.concepts.get(scheme).map_or_else(Vec::new, |column| count_concepts(column, under));
        }
        let plain = |(value, set): (&Arc<str>, &Set)| Count {
            value: value.clone(),
            having: set.count_and(under),
            suggested: 0,
        };
        self.values.get(facet).into_iter().flatten().map(plain).collect()
    }
}

fn count_concepts(column: &ConceptColumn, under: &Bitset) -> Vec<Count> {
    let mut open = under.clone();
    open.and(&column.untagged);
    let notations: BTreeSet<&Arc<str>> = column.tagged.keys().chain(column.suggested.keys()).collect();
    let count = |notation: &Arc<str>| Count {
        value: notation.clone(),
        having: column.tagged.get(notation).map_or(0, |set| set.count_and(under)),
        suggested: column.suggested.get(notation).map_or(0, |set| set.count_and(&open)),
    };
    notations.into_iter().map(count).collect()
}
