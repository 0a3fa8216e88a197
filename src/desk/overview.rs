//! The overview: how clusters and objectives meet, and how far each objective, element, round table, document, region and year
//! has come.
//!
//! Every number is the length of the list behind it ([`Heat::behind`], [`By::behind`]). Like a facet, each table is counted
//! under the filter without what the filter says of the table's own columns and lines. A concept counts where it is tagged, or
//! suggested while nothing of its scheme is tagged; what is only suggested is told apart.

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
    /// How many have each verdict, in the order of [`Verdict::ALL`]: tagged with the line's concept, and only suggested for it.
    /// Where the line is no concept, all of them have it.
    pub verdicts: [Cell; 4],
}

impl Line {
    /// How many there are, tagged or only suggested.
    pub fn total(&self) -> usize {
        self.all().either()
    }

    /// How many have this verdict, tagged or only suggested.
    pub fn of(&self, verdict: Verdict) -> usize {
        self.cell(verdict).either()
    }

    /// How many there are, those that are only suggested apart.
    pub fn all(&self) -> Cell {
        self.verdicts.iter().fold(Cell::default(), |sum, cell| Cell {
            having: sum.having + cell.having,
            suggested: sum.suggested + cell.suggested,
        })
    }

    /// How many have this verdict, those that are only suggested apart.
    pub fn cell(&self, verdict: Verdict) -> Cell {
        let place = Verdict::ALL.iter().position(|v| *v == verdict);
        place.and_then(|at| self.verdicts.get(at)).copied().unwrap_or_default()
    }

    /// How many are decided: kept or dropped. What is left for later is not.
    pub fn decided(&self) -> usize {
        self.of(Verdict::Keep) + self.of(Verdict::Drop)
    }

    /// Whether nothing is kept that has the line's value: what is only suggested for it does not.
    pub fn is_silent(&self) -> bool {
        self.cell(Verdict::Keep).having == 0
    }
}

impl Progress {
    /// The lines without a single kept recommendation.
    pub fn silent(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.is_silent())
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

    /// Whether the lines are concepts, which may be only suggested. All of them stand there, whatever is found, so that
    /// silence shows.
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
            let counts = sums.get(&value).copied().unwrap_or_default();
            Line { label, verdicts: counts.map(|having| Cell { having, suggested: 0 }), value }
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
        let mut verdicts = [Cell::default(); 4];
        for (count, verdict) in verdicts.iter_mut().zip(Verdict::ALL) {
            *count = cross.of(notation, verdict.word());
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
        let of_table = |picks: &BTreeSet<Pick>| {
            let mut of_table = index.picked(OBJECTIVE, picks);
            of_table.and(&all);
            of_table
        };
        let (tagged, either) = (of_table(&tagged(notation)), of_table(&round_table(notation)));
        let mut counts = [Cell::default(); 4];
        for (count, set) in counts.iter_mut().zip(&verdicts) {
            let having = set.count_and(&tagged);
            *count = Cell { having, suggested: set.count_and(&either) - having };
        }
        let label = format!("{notation}: objectives {}", objectives.join(", "));
        Line { value: notation.clone(), label, verdicts: counts }
    };
    in_use().round_tables.iter().map(line).collect()
}

/// The picks that let through what belongs to a round table, tagged or suggested.
fn round_table(notation: &str) -> BTreeSet<Pick> {
    objectives_of(notation).map(Pick::Either).collect()
}

/// The picks that let through what is tagged with an objective of a round table.
fn tagged(notation: &str) -> BTreeSet<Pick> {
    objectives_of(notation).map(Pick::Is).collect()
}

fn objectives_of(round_table: &str) -> impl Iterator<Item = String> {
    let table = in_use().round_tables.iter().find(|(n, _)| n == round_table);
    table.into_iter().flat_map(|(_, objectives)| objectives).cloned()
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

    /// The filter that asks for tags where another asks for tags or suggestions.
    fn as_tagged(behind: &Filter) -> Filter {
        let tagged = |pick: &Pick| match pick {
            Pick::Either(notation) => Pick::Is(notation.clone()),
            other => other.clone(),
        };
        let mut filter = behind.clone();
        let lines = Facet::Concept(OBJECTIVE.into());
        filter.picks.entry(lines).and_modify(|picks| *picks = picks.iter().map(tagged).collect());
        filter
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
                            let tagged = length(&as_tagged(&behind));
                            prop_assert_eq!(line.cell(*verdict).having, tagged, "{:?} {:?}", by, line);
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
        assert_eq!(by(By::Region).lines[0].total(), 1);
    }

    #[test]
    fn what_is_kept_and_only_suggested_breaks_no_silence() {
        let keep = Verdict::ALL.iter().position(|v| *v == Verdict::Keep).unwrap();
        let rows = [(1, keep, vec![], vec![], vec![8]), (1, keep, vec![], vec![9], vec![8])];
        let overview = Overview::of(&index(&rows), &Filter::default(), None, &[]);
        let by = |by: By| overview.progress.iter().find(|t| t.by == by).unwrap();
        let check = |notation: &str, having, suggested| {
            let line = by(By::Objective).lines.iter().find(|line| line.value == notation).unwrap();
            assert_eq!(line.cell(Verdict::Keep), Cell { having, suggested }, "{notation}");
            assert_eq!((line.all().either(), line.is_silent()), (having + suggested, having == 0));
        };
        check("8", 0, 1);
        check("9", 1, 0);
        let tables: Vec<Cell> = by(By::RoundTable).lines.iter().map(Line::all).collect();
        assert_eq!(tables.iter().map(|cell| cell.having).sum::<usize>(), 1);
        assert_eq!(tables.iter().map(|cell| cell.suggested).sum::<usize>(), 1);
    }
}
