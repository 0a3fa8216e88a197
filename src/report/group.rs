//! The grouping engine of the annex: where each recommendation stands in full, and where it is referred to.

use crate::model::{Document, Recommendation};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE, Taxonomy};
use std::collections::{BTreeMap, HashMap};

/// What the headings of an annex are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// By cluster, and by objective within it.
    #[default]
    Cluster,
    /// By objective.
    Objective,
    /// By review round table, and by objective within it.
    RoundTable,
    /// By document, oldest first, in reading order.
    Document,
    /// By region, and by objective within it.
    Region,
}

impl Grouping {
    /// "by cluster and objective"
    pub fn in_words(self) -> &'static str {
        match self {
            Grouping::Cluster => "by cluster and objective",
            Grouping::Objective => "by objective",
            Grouping::RoundTable => "by review round table and objective",
            Grouping::Document => "by document",
            Grouping::Region => "by region and objective",
        }
    }

    /// Whether there is a second level of headings.
    fn two_levels(self) -> bool {
        !matches!(self, Grouping::Objective | Grouping::Document)
    }
}

/// A heading in full, and short for lists of contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// "Objective 8. Save lives and establish coordinated international efforts on missing migrants"
    pub full: String,
    /// "Objective 8. Save lives"
    pub short: String,
}

impl Heading {
    fn plain(words: impl Into<String>) -> Heading {
        let full = words.into();
        Heading { short: full.clone(), full }
    }
}

/// A heading with what stands under it. Recommendations are places in the list that was grouped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub heading: Heading,
    /// What stands here in full.
    pub full: Vec<usize>,
    /// What belongs here too and stands in full elsewhere.
    pub also: Vec<usize>,
    /// The headings below.
    pub groups: Vec<Group>,
}

impl Group {
    fn empty(heading: Heading) -> Group {
        Group { heading, full: Vec::new(), also: Vec::new(), groups: Vec::new() }
    }

    /// How many recommendations stand in full under this heading and those below it.
    pub fn count(&self) -> usize {
        self.full.len() + self.groups.iter().map(Group::count).sum::<usize>()
    }
}

/// Places that are not known come last.
const NONE: usize = usize::MAX;

/// Groups recommendations. Each stands in full exactly once: under the first of its headings, in the order of the schemes.
/// `documents` gives the order of the documents.
pub fn group(recommendations: &[Recommendation], grouping: Grouping, documents: &[&Document]) -> Vec<Group> {
    let order: HashMap<&str, usize> =
        documents.iter().enumerate().map(|(at, d)| (d.id.as_str(), at)).collect();
    let regions = Regions::of(documents);
    let mut cells: BTreeMap<(usize, usize), Group> = BTreeMap::new();
    for (at, r) in recommendations.iter().enumerate() {
        let firsts = match grouping {
            Grouping::Cluster => positions(r, CLUSTER),
            Grouping::Objective => positions(r, OBJECTIVE),
            Grouping::RoundTable => round_tables(r),
            Grouping::Document => vec![order.get(r.document.id.as_str()).copied().unwrap_or(NONE)],
            Grouping::Region => vec![regions.position(&r.document)],
        };
        for (nth, place) in firsts.iter().flat_map(|&first| seconds(r, grouping, first)).enumerate() {
            let cell = cells.entry(place).or_insert_with(|| Group::empty(Heading::default()));
            if nth == 0 { cell.full.push(at) } else { cell.also.push(at) }
        }
    }
    let heading = |first: usize| match grouping {
        Grouping::Cluster => concept(CLUSTER, "Cluster", first),
        Grouping::Objective => concept(OBJECTIVE, "Objective", first),
        Grouping::RoundTable => round_table(first),
        Grouping::Document => documents.get(first).map(|d| Heading::plain(d.name())).unwrap_or_default(),
        Grouping::Region => Heading::plain(regions.name(first)),
    };
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for ((first, second), mut cell) in cells {
        if groups.last().is_none_or(|(last, _)| *last != first) {
            groups.push((first, Group::empty(heading(first))));
        }
        let Some((_, parent)) = groups.last_mut() else { continue };
        if grouping.two_levels() {
            cell.heading = concept(OBJECTIVE, "Objective", second);
            parent.groups.push(cell);
        } else {
            parent.full = cell.full;
            parent.also = cell.also;
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The places below a first one, in order.
fn seconds(r: &Recommendation, grouping: Grouping, first: usize) -> Vec<(usize, usize)> {
    let objectives = match grouping {
        Grouping::Objective | Grouping::Document => vec![0],
        Grouping::Cluster | Grouping::Region => positions(r, OBJECTIVE),
        Grouping::RoundTable => {
            let of_table = |o: &usize| round_table_of(*o) == first;
            positions(r, OBJECTIVE).into_iter().filter(of_table).collect()
        }
    };
    objectives.into_iter().map(|second| (first, second)).collect()
}

/// The places of a recommendation's tags in the order of their scheme; one place after all others where there is no tag.
pub fn positions(r: &Recommendation, scheme: &str) -> Vec<usize> {
    let known = taxonomy::in_use().scheme(scheme);
    let mut places: Vec<usize> =
        r.tags_in(scheme).iter().filter_map(|n| known.map(|s| s.position(n))).collect();
    places.sort_unstable();
    places.dedup();
    if places.is_empty() { vec![NONE] } else { places }
}

fn round_tables(r: &Recommendation) -> Vec<usize> {
    let mut tables: Vec<usize> = positions(r, OBJECTIVE).into_iter().map(round_table_of).collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

fn round_table_of(objective: usize) -> usize {
    let taxonomy = taxonomy::in_use();
    let Some(concept) = taxonomy.objectives().get(objective) else { return NONE };
    let of = |(_, objectives): &(String, Vec<String>)| objectives.contains(&concept.notation);
    taxonomy.round_tables.iter().position(of).unwrap_or(NONE)
}

fn round_table(place: usize) -> Heading {
    match taxonomy::in_use().round_tables.get(place) {
        Some((notation, objectives)) => {
            Heading::plain(format!("Review round table {notation} (objectives {})", objectives.join(", ")))
        }
        None => Heading::plain("No objective, so no round table"),
    }
}

fn concept(scheme: &str, word: &str, place: usize) -> Heading {
    match taxonomy::in_use().scheme(scheme).and_then(|s| s.concepts.get(place)) {
        Some(c) => Heading {
            full: format!("{word} {}. {}", c.notation, c.title),
            short: format!("{word} {}. {}", c.notation, c.short),
        },
        None => Heading::plain(format!("No {}", word.to_lowercase())),
    }
}

/// The regions of some documents: those of the reviews in their order, then others by name.
pub struct Regions(Vec<String>);

impl Regions {
    /// The regions that these documents are of.
    pub fn of(documents: &[&Document]) -> Regions {
        let Taxonomy { regions: known, .. } = taxonomy::in_use();
        let named = |name: &String| documents.iter().any(|d| d.details.region.as_ref() == Some(name));
        let mut regions: Vec<String> = known.iter().filter(|r| named(r)).cloned().collect();
        let mut others: Vec<String> = documents.iter().filter_map(|d| d.details.region.clone()).collect();
        others.sort();
        others.dedup();
        others.retain(|r| !regions.contains(r));
        regions.extend(others);
        Regions(regions)
    }

    /// Where a document's region stands; after all others where it has none.
    pub fn position(&self, document: &Document) -> usize {
        let region = document.details.region.as_ref();
        region.and_then(|region| self.0.iter().position(|r| r == region)).unwrap_or(NONE)
    }

    /// The names, in order.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    fn name(&self, place: usize) -> String {
        self.0.get(place).cloned().unwrap_or_else(|| "Region not stated".to_string())
    }
}
