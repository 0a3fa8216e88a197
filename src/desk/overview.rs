//! The overview: how clusters and objectives meet, and how far each objective, element, round table, document, region and year
//! has come.
//!
//! Every number is the length of the list behind it ([`Heat::behind`], [`By::behind`]). Like a facet, each table is counted
//! under the filter without what the filter says of the table's own columns and lines. A concept counts where it is tagged, or
//! suggested while nothing of its scheme is tagged.

use super::Desk;
use crate::error::Result;
use crate::facets::{Bitset, Cell, Facet, Filter, Index, Pick};
use crate::model::{Document, Scheme, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use std::collections::{BTreeMap, BTreeSet};

/// The scheme of the elements.
const ELEMENT: &str = "element";

/// Everything that the overview shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Clusters and objectives.
    pub heat: Heat,
    /// The other tables, in the order of [`By::ALL`]; those without any line left out.
    pub progress: Vec<Progress>,
}

/// How often each objective meets each cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heat {
    /// Notations of the clusters, across, in the order that they are shown.
    pub clusters: Vec<String>,
    /// Notations of the objectives, down, in the order that they are shown.
    pub objectives: Vec<String>,
    /// A row for each objective, in it a cell for each cluster.
    pub cells: Vec<Vec<Cell>>,
}

/// What the lines of a table stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    /// The objectives of the Compact.
    Objective,
    /// The elements of the Compact's negotiation.
    Element,
    /// The round tables of the review.
    RoundTable,
    /// The documents.
    Document,
    /// The regions of the documents.
    Region,
    /// The years of the documents.
    Year,
}

/// Verdicts by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What the lines stand for.
    pub by: By,
    /// The lines, in the order that they are shown.
    pub lines: Vec<Line>,
}

/// How many recommendations have each verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Notation, id, region or year.
    pub value: String,
    /// What to call it.
    pub label: String,
    /// How many have each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [usize; 4],
}

impl Line {
    /// How many there are.
    pub fn total(&self) -> usize {
        self.verdicts.iter().sum()
    }

    /// How many have this verdict.
    pub fn of(&self, verdict: Verdict) -> usize {
        let place = Verdict::ALL.iter().position(|v| *v == verdict);
        place.and_then(|at| self.verdicts.get(at)).copied().unwrap_or(0)
    }

    /// How many have a verdict.
    pub fn reviewed(&self) -> usize {
        self.total() - self.of(Verdict::Unreviewed)
    }
}

impl Progress {
    /// The lines without a single kept recommendation.
    pub fn silent(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.of(Verdict::Keep) == 0)
    }
}

impl Heat {
    /// The filter that lets through what a cell counts.
    pub fn behind(filter: &Filter, objective: &str, cluster: &str) -> Filter {
        let mut behind = Heat::base(filter);
        behind.pick(Facet::Concept(OBJECTIVE.into()), Pick::Either(objective.into()));
        behind.pick(Facet::Concept(CLUSTER.into()), Pick::Either(cluster.into()));
        behind
    }

    fn base(filter: &Filter) -> Filter {
        without_scheme(without_scheme(filter.clone(), OBJECTIVE), CLUSTER)
    }

    fn of(index: &Index, filter: &Filter, found: Option<&Bitset>) -> Heat {
        let concept = |scheme: &str| Facet::Concept(scheme.into());
        let cross = index.cross(&Heat::base(filter), found, &concept(OBJECTIVE), &concept(CLUSTER));
        let notations = |scheme: &str| -> Vec<String> {
            let concepts = in_use().scheme(scheme).into_iter().flat_map(|s| &s.concepts);
            concepts.map(|c| c.notation.clone()).collect()
        };
        let (clusters, objectives) = (notations(CLUSTER), notations(OBJECTIVE));
        let row = |objective: &String| clusters.iter().map(|cluster| cross.of(objective, cluster)).collect();
        Heat { cells: objectives.iter().map(row).collect(), clusters, objectives }
    }
}

impl By {
    /// Every table, in the order that they are shown.
    pub const ALL: [By; 6] = [By::Objective, By::Element, By::RoundTable, By::Document, By::Region, By::Year];

    /// The word for a line.
    pub fn word(self) -> &'static str {
        match self {
            By::Objective => "objective",
            By::Element => "element",
            By::RoundTable => "round table",
            By::Document => "document",
            By::Region => "region",
            By::Year => "year",
        }
    }

    /// Whether all lines stand there, whatever is found, so that silence shows.
    pub fn shows_silence(self) -> bool {
        matches!(self, By::Objective | By::Element | By::RoundTable)
    }

    /// The filter that lets through what a line counts: with a verdict, or with any.
    pub fn behind(self, filter: &Filter, value: &str, verdict: Option<Verdict>) -> Filter {
        let mut behind = self.base(filter);
        match self {
            By::Objective => behind.pick(Facet::Concept(OBJECTIVE.into()), Pick::Either(value.into())),
            By::Element => behind.pick(Facet::Concept(ELEMENT.into()), Pick::Either(value.into())),
            By::RoundTable => {
                behind.picks.insert(Facet::Concept(OBJECTIVE.into()), round_table(value));
            }
            By::Document => behind.pick(Facet::Document, Pick::Is(value.into())),
            By::Region => behind.pick(Facet::Region, Pick::Is(value.into())),
            By::Year => {
                behind.since = Some(format!("{value}-01-01"));
                behind.until = Some(format!("{value}-12-31"));
            }
        }
        if let Some(verdict) = verdict {
            behind.pick(Facet::Verdict, Pick::Is(verdict.word().into()));
        }
        behind
    }

    /// The filter without what it says of these lines and of verdicts.
    fn base(self, filter: &Filter) -> Filter {
        let mut base = filter.clone();
        base.picks.remove(&Facet::Verdict);
        match self {
            By::Objective | By::RoundTable => base = without_scheme(base, OBJECTIVE),
            By::Element => base = without_scheme(base, ELEMENT),
            By::Document => drop(base.picks.remove(&Facet::Document)),
            By::Region => drop(base.picks.remove(&Facet::Region)),
            By::Year => (base.since, base.until) = (None, None),
        }
        base
    }

    fn lines(
        self,
        index: &Index,
        filter: &Filter,
        found: Option<&Bitset>,
        documents: &[Document],
    ) -> Vec<Line> {
        let base = self.base(filter);
        match self {
            By::Objective => of_scheme(index, &base, found, OBJECTIVE),
            By::Element => of_scheme(index, &base, found, ELEMENT),
            By::RoundTable => round_tables(index, &base, found),
            By::Document | By::Region | By::Year => self.of_documents(index, &base, found, documents),
        }
    }

    /// The lines that documents are summed up to.
    fn of_documents(
        self,
        index: &Index,
        base: &Filter,
        found: Option<&Bitset>,
        documents: &[Document],
    ) -> Vec<Line> {
        let words = Verdict::ALL.iter().map(|v| v.word()).collect::<Vec<_>>();
        let counted = index.count_by_document(base, found, &Facet::Verdict, &words);
        let names: BTreeMap<&str, &str> = documents.iter().map(|d| (d.id.as_str(), d.name())).collect();
        let mut sums: BTreeMap<String, [usize; 4]> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for (document, line) in index.documents().iter().zip(counted) {
            if line.iter().all(|n| *n == 0) {
                continue;
            }
            let values: Vec<String> = match self {
                By::Document => vec![document.id.to_string()],
                By::Region => document.region.iter().map(ToString::to_string).collect(),
                _ => document.days.iter().flat_map(|(from, to)| years(from, to)).collect(),
            };
            for value in values {
                let sum = sums.entry(value.clone()).or_insert_with(|| {
                    order.push(value);
                    [0; 4]
                });
                sum.iter_mut().zip(&line).for_each(|(sum, n)| *sum += n);
            }
        }
        if self != By::Document {
            order.sort();
        }
        let line = |value: String| {
            let label = names.get(value.as_str()).copied().unwrap_or(&value).to_string();
            Line { label, verdicts: sums.get(&value).copied().unwrap_or_default(), value }
        };
        order.into_iter().map(line).collect()
    }
}

impl Overview {
    /// The overview of what a filter lets through. `found` holds what the filter's search found, none where it searches for
    /// nothing.
    pub fn of(index: &Index, filter: &Filter, found: Option<&Bitset>, documents: &[Document]) -> Overview {
        let table = |by: By| Progress { by, lines: by.lines(index, filter, found, documents) };
        let mut progress: Vec<Progress> = By::ALL.into_iter().map(table).collect();
        progress.retain(|table| !table.lines.is_empty());
        Overview { heat: Heat::of(index, filter, found), progress }
    }
}

impl Desk {
    /// The overview of what a filter lets through, as the reviewer decided.
    pub fn overview(&mut self, filter: &Filter) -> Result<Overview> {
        let documents = self.documents()?;
        self.with_index(filter, |index, filter, found| Overview::of(index, filter, found, &documents))
    }
}

fn without_scheme(mut filter: Filter, scheme: &str) -> Filter {
    filter.picks.remove(&Facet::Concept(scheme.into()));
    filter.untagged.remove(scheme);
    filter
}

fn of_scheme(index: &Index, base: &Filter, found: Option<&Bitset>, scheme: &str) -> Vec<Line> {
    let cross = index.cross(base, found, &Facet::Concept(scheme.into()), &Facet::Verdict);
    let line = |notation: &str, label: String| {
        let mut verdicts = [0; 4];
        for (count, verdict) in verdicts.iter_mut().zip(Verdict::ALL) {
            *count = cross.of(notation, verdict.word()).either();
        }
        Line { value: notation.to_string(), label, verdicts }
    };
    let concepts = |scheme: &Scheme| scheme.concepts.iter().map(|c| line(&c.notation, c.name())).collect();
    in_use().scheme(scheme).map(concepts).unwrap_or_default()
}

fn round_tables(index: &Index, base: &Filter, found: Option<&Bitset>) -> Vec<Line> {
    let all = index.matching(base, found);
    let verdicts: Vec<Bitset> =
        Verdict::ALL.iter().map(|v| index.having_any(&Facet::Verdict, |word| word == v.word())).collect();
    let line = |(notation, objectives): &(String, Vec<String>)| {
        let mut of_table = index.picked(OBJECTIVE, &round_table(notation));
        of_table.and(&all);
        let mut counts = [0; 4];
        counts.iter_mut().zip(&verdicts).for_each(|(count, set)| *count = set.count_and(&of_table));
        let label = format!("{notation}: objectives {}", objectives.join(", "));
        Line { value: notation.clone(), label, verdicts: counts }
    };
    in_use().round_tables.iter().map(line).collect()
}

/// The picks that let through what belongs to a round table.
fn round_table(notation: &str) -> BTreeSet<Pick> {
    let table = in_use().round_tables.iter().find(|(n, _)| n == notation);
    table.into_iter().flat_map(|(_, objectives)| objectives).map(|o| Pick::Either(o.clone())).collect()
}

/// The years from one day to another (`YYYY-MM-DD`).
fn years(from: &str, to: &str) -> Vec<String> {
    let year = |day: &str| day.get(..4).and_then(|year| year.parse::<u16>().ok());
    match year(from).zip(year(to)) {
        Some((from, to)) => (from..=to).map(|year| format!("{year:04}")).collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::{DocumentRow, Row};
    use crate::model::RowId;
    use proptest::prelude::*;

    type Made = (usize, usize, Vec<u8>, Vec<u8>, Vec<u8>);

    fn index(rows: &[Made]) -> Index {
        let document = |n: usize| DocumentRow {
            id: format!("doc{n}").into(),
            language: None,
            region: [None, Some("Africa".into()), Some("Europe".into())][n % 3].clone(),
            days: (n > 0).then(|| ("2021-12-30".into(), format!("202{n}-01-02").into())),
        };
        let words = |numbers: &[u8]| -> Vec<String> { numbers.iter().map(u8::to_string).collect() };
        let mut rows = rows.to_vec();
        rows.sort();
        let row = |(n, (document, verdict, clusters, tagged, ready)): (usize, &Made)| {
            let own = |clusters: &[u8], objectives: &[u8]| {
                BTreeMap::from([
                    (CLUSTER.to_string(), words(clusters)),
                    (OBJECTIVE.to_string(), words(objectives)),
                ])
            };
            let values = vec![(Facet::Verdict, Verdict::ALL[*verdict].word().to_string())];
            let row = Row { values, tags: own(clusters, tagged), suggested: own(&[1], ready) };
            (RowId(n as i64), *document as u32, row)
        };
        let rows = rows.iter().enumerate().map(row).collect();
        Index::build((0..4).map(document).collect(), &[CLUSTER.into(), OBJECTIVE.into()], rows)
    }

    fn some() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::btree_set(1..10u8, 0..3).prop_map(|set| set.into_iter().collect())
    }

    fn filters() -> Vec<Filter> {
        let picking = |facet: Facet, pick: Pick| {
            let mut filter = Filter::default();
            filter.pick(facet, pick);
            filter
        };
        vec![
            Filter::default(),
            picking(Facet::Verdict, Pick::Is("keep".into())),
            picking(Facet::Concept(CLUSTER.into()), Pick::Either("1".into())),
            picking(Facet::Concept(OBJECTIVE.into()), Pick::Is("3".into())),
            picking(Facet::Region, Pick::Is("Africa".into())),
            Filter { since: Some("2022-06-01".into()), ..Filter::default() },
            Filter { untagged: [OBJECTIVE.to_string()].into(), ..Filter::default() },
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
        #[test]
        fn every_number_is_the_length_of_the_list_behind_it(
            rows in prop::collection::vec((0..4usize, 0..4usize, some(), some(), some()), 0..30),
        ) {
            let index = index(&rows);
            for filter in filters() {
                let overview = Overview::of(&index, &filter, None, &[]);
                let length = |behind: &Filter| index.matching(behind, None).count();
                for (objective, cells) in overview.heat.objectives.iter().zip(&overview.heat.cells) {
                    for (cluster, cell) in overview.heat.clusters.iter().zip(cells) {
                        prop_assert_eq!(cell.either(), length(&Heat::behind(&filter, objective, cluster)));
                    }
                }
                for table in &overview.progress {
                    for line in &table.lines {
                        let by = table.by;
                        prop_assert_eq!(line.total(), length(&by.behind(&filter, &line.value, None)), "{:?} {:?}", by, line);
                        for verdict in Verdict::ALL {
                            let behind = by.behind(&filter, &line.value, Some(*verdict));
                            prop_assert_eq!(line.of(*verdict), length(&behind), "{:?} {:?}", by, line);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn silence_is_a_line() {
        let keep = Verdict::ALL.iter().position(|v| *v == Verdict::Keep).unwrap();
        let overview =
            Overview::of(&index(&[(1, keep, vec![], vec![8], vec![])]), &Filter::default(), None, &[]);
        let by = |by: By| overview.progress.iter().find(|t| t.by == by).unwrap();
        assert_eq!((by(By::Objective).lines.len(), by(By::Objective).silent().count()), (23, 22));
        assert_eq!(by(By::RoundTable).silent().count(), 3);
        let years: Vec<&str> = by(By::Year).lines.iter().map(|line| line.value.as_str()).collect();
        assert_eq!(years, ["2021"]);
        assert_eq!(by(By::Region).lines[0].verdicts.iter().sum::<usize>(), 1);
    }
}
