//! Every recommendation's facet values as bitsets, for filtering and counting in microseconds.

use super::cross::Members;
use super::{Bitset, Facet, Filter, Pick};
use crate::model::text::fold;
use crate::model::{RowId, SchemeId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The facet values of one recommendation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Values of the facets that are no concepts and not of the document: verdict, kind, proposers, …
    pub values: Vec<(Facet, String)>,
    /// Tags by scheme.
    pub tags: BTreeMap<SchemeId, Vec<String>>,
    /// Suggestions that stand ready to be taken, by scheme.
    pub suggested: BTreeMap<SchemeId, Vec<String>>,
}

/// What the index needs to know of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// Its id.
    pub id: String,
    /// Its language.
    pub language: Option<String>,
    /// Its region.
    pub region: Option<String>,
    /// First and last day (`YYYY-MM-DD`) of its date.
    pub days: Option<(String, String)>,
}

/// How many recommendations have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The value; of a concept, its notation.
    pub value: String,
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
    /// Counts by facet; values that nothing has are left out, picked ones are not.
    pub facets: BTreeMap<Facet, Vec<Count>>,
}

impl Counts {
    /// The count of one value of a facet.
    pub fn of(&self, facet: &Facet, value: &str) -> Option<&Count> {
        self.facets.get(facet)?.iter().find(|c| c.value == value)
    }
}

#[derive(Debug, Default)]
struct ConceptColumn {
    tagged: BTreeMap<String, Bitset>,
    suggested: BTreeMap<String, Bitset>,
    untagged: Bitset,
}

/// Facet values of all recommendations of a store for one reviewer, by position in reading order.
#[derive(Debug, Default)]
pub struct Index {
    rows: Vec<RowId>,
    positions: HashMap<RowId, u32>,
    values: BTreeMap<Facet, BTreeMap<String, Bitset>>,
    concepts: BTreeMap<SchemeId, ConceptColumn>,
    documents: Vec<DocumentRow>,
    document_of: Vec<u32>,
}

impl Index {
    /// An index over documents and their recommendations in reading order; each row names its document by place in `documents`.
    pub fn build(documents: Vec<DocumentRow>, schemes: &[SchemeId], rows: Vec<(RowId, u32, Row)>) -> Self {
        let len = rows.len();
        let column = || ConceptColumn { untagged: Bitset::all(len), ..Default::default() };
        let mut index = Index {
            rows: rows.iter().map(|(id, _, _)| *id).collect(),
            positions: rows.iter().enumerate().map(|(at, (id, _, _))| (*id, at as u32)).collect(),
            values: BTreeMap::new(),
            concepts: schemes.iter().map(|s| (s.clone(), column())).collect(),
            document_of: rows.iter().map(|(_, document, _)| *document).collect(),
            documents,
        };
        for (at, (_, _, row)) in rows.iter().enumerate() {
            index.put(at, row);
        }
        index
    }

    /// Gives one recommendation new values.
    pub fn update(&mut self, row: RowId, values: Row) {
        let Some(&at) = self.positions.get(&row) else { return };
        let of_concepts =
            self.concepts.values_mut().flat_map(|c| c.tagged.values_mut().chain(c.suggested.values_mut()));
        self.values
            .values_mut()
            .flat_map(BTreeMap::values_mut)
            .chain(of_concepts)
            .for_each(|bits| bits.set(at as usize, false));
        self.put(at as usize, &values);
    }

    fn put(&mut self, at: usize, row: &Row) {
        let len = self.rows.len();
        let set = |values: &mut BTreeMap<String, Bitset>, value: &str| {
            match values.get_mut(value) {
                Some(bits) => bits.set(at, true),
                None => values.entry(value.to_string()).or_insert_with(|| Bitset::none(len)).set(at, true),
            };
        };
        for (facet, value) in &row.values {
            set(self.values.entry(facet.clone()).or_default(), value);
        }
        for (scheme, column) in &mut self.concepts {
            let tags = row.tags.get(scheme).map_or(&[][..], Vec::as_slice);
            tags.iter().for_each(|tag| set(&mut column.tagged, tag));
            column.untagged.set(at, tags.is_empty());
            row.suggested.get(scheme).into_iter().flatten().for_each(|s| set(&mut column.suggested, s));
        }
    }

    /// How many recommendations there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The documents, in the order of import.
    pub fn documents(&self) -> &[DocumentRow] {
        &self.documents
    }

    /// The place in `documents` of the document of each recommendation, by position.
    pub fn document_places(&self) -> &[u32] {
        &self.document_of
    }

    /// The position of a row in reading order.
    pub fn position(&self, row: RowId) -> Option<usize> {
        self.positions.get(&row).map(|at| *at as usize)
    }

    /// The positions that have a value of a facet; of a concept, also where it stands suggested and nothing is tagged.
    pub fn having(&self, facet: &Facet, value: &str) -> Bitset {
        self.passing(facet, &BTreeSet::from([Pick::Either(value.to_string())]))
    }

    /// The positions that have a value of a facet, no concept, which is wanted.
    pub fn having_any(&self, facet: &Facet, wanted: impl Fn(&str) -> bool) -> Bitset {
        if matches!(facet, Facet::Document | Facet::Language | Facet::Region) {
            return self.in_documents(|d| document_value(d, facet).is_some_and(&wanted));
        }
        let mut set = Bitset::none(self.len());
        let values = self.values.get(facet).into_iter().flatten();
        values.filter(|(value, _)| wanted(value)).for_each(|(_, bits)| set.or(bits));
        set
    }

    /// The positions tagged with a concept, or where it is suggested and nothing of its scheme is tagged, as picked.
    pub fn picked(&self, scheme: &str, picks: &BTreeSet<Pick>) -> Bitset {
        self.passing(&Facet::Concept(scheme.into()), picks)
    }

    /// The positions without a tag of a scheme; all where nothing is known of the scheme.
    pub fn untagged(&self, scheme: &str) -> Bitset {
        self.concepts.get(scheme).map_or_else(|| Bitset::all(self.len()), |column| column.untagged.clone())
    }

    /// The positions in documents that end on the day `since` (`YYYY-MM-DD`) or later and begin on `until` or earlier.
    pub fn dated(&self, since: Option<&str>, until: Option<&str>) -> Bitset {
        self.in_documents(|d| within(d, since, until))
    }

    /// The positions of these rows, as search found them.
    pub fn positions_of(&self, rows: impl IntoIterator<Item = RowId>) -> Bitset {
        let mut set = Bitset::none(self.len());
        for at in rows.into_iter().filter_map(|row| self.positions.get(&row)) {
            set.set(*at as usize, true);
        }
        set
    }

    /// The rows that pass the filter, in reading order, and the live counts of every facet. `found` holds what the
    /// filter's search found, none where it searches for nothing.
    pub fn select(&self, filter: &Filter, found: Option<&Bitset>) -> (Arc<[RowId]>, Counts) {
        let base = self.before_picks(filter, found);
        let passing: BTreeMap<&Facet, Bitset> =
            filter.picks.iter().map(|(facet, picks)| (facet, self.passing(facet, picks))).collect();
        let all = passing.values().fold(base.clone(), |mut all, set| {
            all.and(set);
            all
        });
        let mut counts = Counts { total: self.len(), matching: all.count(), facets: BTreeMap::new() };
        for facet in self.facets() {
            let without_own = passing.contains_key(&facet).then(|| {
                passing.iter().filter(|(f, _)| **f != &facet).fold(base.clone(), |mut set, (_, other)| {
                    set.and(other);
                    set
                })
            });
            let mut found = self.count(&facet, without_own.as_ref().unwrap_or(&all));
            found.retain(|c| c.having + c.suggested > 0 || filter.has(&facet, &c.value));
            counts.facets.insert(facet, found);
        }
        (all.iter().map(|at| self.rows[at]).collect(), counts)
    }

    /// What passes all but the filter's picks.
    fn before_picks(&self, filter: &Filter, found: Option<&Bitset>) -> Bitset {
        let mut base = found.cloned().unwrap_or_else(|| Bitset::all(self.len()));
        for column in filter.untagged.iter().filter_map(|s| self.concepts.get(s)) {
            base.and(&column.untagged);
        }
        if filter.since.is_some() || filter.until.is_some() {
            base.and(&self.in_documents(|d| within(d, filter.since.as_deref(), filter.until.as_deref())));
        }
        base
    }

    /// What passes the filter.
    pub(super) fn matching(&self, filter: &Filter, found: Option<&Bitset>) -> Bitset {
        filter.picks.iter().fold(self.before_picks(filter, found), |mut all, (facet, picks)| {
            all.and(&self.passing(facet, picks));
            all
        })
    }

    /// The values of a facet with those that have them.
    pub(super) fn members(&self, facet: &Facet) -> Vec<Members> {
        let plain = |value: &str, having| Members { value: value.to_string(), having, either: None };
        match facet {
            Facet::Document | Facet::Language | Facet::Region => {
                let mut values: BTreeMap<&str, Bitset> = BTreeMap::new();
                for (at, document) in self.document_of.iter().enumerate() {
                    let value = self.documents.get(*document as usize).and_then(|d| document_value(d, facet));
                    let Some(value) = value else { continue };
                    values.entry(value).or_insert_with(|| Bitset::none(self.len())).set(at, true);
                }
                values.into_iter().map(|(value, bits)| plain(value, bits)).collect()
            }
            Facet::Concept(scheme) => {
                let Some(column) = self.concepts.get(scheme) else { return Vec::new() };
                let notations: BTreeSet<&String> =
                    column.tagged.keys().chain(column.suggested.keys()).collect();
                let members = |notation: &String| {
                    let having = column.tagged.get(notation).cloned();
                    let having = having.unwrap_or_else(|| Bitset::none(self.len()));
                    let either = column.suggested.get(notation).map(|suggested| {
                        let mut either = suggested.clone();
                        either.and(&column.untagged);
                        either.or(&having);
                        either
                    });
                    Members { value: notation.clone(), having, either }
                };
                notations.into_iter().map(members).collect()
            }
            _ => {
                let values = self.values.get(facet).into_iter().flatten();
                values.map(|(value, bits)| plain(value, bits.clone())).collect()
            }
        }
    }

    fn facets(&self) -> Vec<Facet> {
        let of_documents = [Facet::Document, Facet::Language, Facet::Region];
        let concepts = self.concepts.keys().map(|s| Facet::Concept(s.clone()));
        of_documents.into_iter().chain(self.values.keys().cloned()).chain(concepts).collect()
    }

    fn passing(&self, facet: &Facet, picks: &BTreeSet<Pick>) -> Bitset {
        let mut set = Bitset::none(self.len());
        let mut add = |bits: Option<&Bitset>| bits.into_iter().for_each(|b| set.or(b));
        match facet {
            Facet::Document | Facet::Language | Facet::Region => {
                let picked = |d: &DocumentRow| {
                    document_value(d, facet).is_some_and(|v| picks.iter().any(|p| same(p.value(), v)))
                };
                return self.in_documents(picked);
            }
            Facet::Concept(scheme) => {
                let Some(column) = self.concepts.get(scheme) else { return set };
                for pick in picks {
                    if !matches!(pick, Pick::Suggested(_)) {
                        add(column.tagged.get(pick.value()));
                    }
                    if !matches!(pick, Pick::Is(_)) {
                        let mut suggested = column.suggested.get(pick.value()).cloned().unwrap_or_default();
                        suggested.and(&column.untagged);
                        add(Some(&suggested));
                    }
                }
            }
            _ => {
                let values = self.values.get(facet).into_iter().flatten();
                let picked = values.filter(|(value, _)| picks.iter().any(|p| same(p.value(), value)));
                picked.for_each(|(_, bits)| add(Some(bits)));
            }
        }
        set
    }

    fn in_documents(&self, wanted: impl Fn(&DocumentRow) -> bool) -> Bitset {
        let wanted: Vec<bool> = self.documents.iter().map(wanted).collect();
        let mut set = Bitset::none(self.len());
        for (at, _) in self.document_of.iter().enumerate().filter(|(_, d)| wanted[**d as usize]) {
            set.set(at, true);
        }
        set
    }

    fn count(&self, facet: &Facet, under: &Bitset) -> Vec<Count> {
        let plain = |value: &String, having| Count { value: value.clone(), having, suggested: 0 };
        match facet {
            Facet::Document | Facet::Language | Facet::Region => {
                let mut by_document = vec![0usize; self.documents.len()];
                under.iter().for_each(|at| by_document[self.document_of[at] as usize] += 1);
                let mut by_value: Vec<Count> = Vec::new();
                let mut place: HashMap<&str, usize> = HashMap::new();
                for (document, having) in self.documents.iter().zip(by_document) {
                    let Some(value) = document_value(document, facet) else { continue };
                    let at = *place.entry(value).or_insert_with(|| {
                        by_value.push(Count { value: value.to_string(), having: 0, suggested: 0 });
                        by_value.len() - 1
                    });
                    by_value[at].having += having;
                }
                by_value
            }
            Facet::Concept(scheme) => {
                let Some(column) = self.concepts.get(scheme) else { return Vec::new() };
                let mut open = under.clone();
                open.and(&column.untagged);
                let notations: BTreeSet<&String> =
                    column.tagged.keys().chain(column.suggested.keys()).collect();
                notations
                    .into_iter()
                    .map(|n| Count {
                        value: n.clone(),
                        having: column.tagged.get(n).map_or(0, |bits| bits.count_and(under)),
                        suggested: column.suggested.get(n).map_or(0, |bits| bits.count_and(&open)),
                    })
                    .collect()
            }
            _ => self.values[facet].iter().map(|(value, bits)| plain(value, bits.count_and(under))).collect(),
        }
    }
}

/// Names that people type by hand: case, accents and spacing aside.
fn same(picked: &str, value: &str) -> bool {
    picked == value || fold(picked) == fold(value)
}

fn document_value<'a>(document: &'a DocumentRow, facet: &Facet) -> Option<&'a str> {
    match facet {
        Facet::Document => Some(&document.id),
        Facet::Language => document.language.as_deref(),
        Facet::Region => document.region.as_deref(),
        _ => None,
    }
}

fn within(document: &DocumentRow, since: Option<&str>, until: Option<&str>) -> bool {
    let Some((first, last)) = &document.days else { return false };
    since.is_none_or(|day| last.as_str() >= day) && until.is_none_or(|day| first.as_str() <= day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(verdict: &str, tags: &[&str], suggested: &[&str]) -> Row {
        let own =
            |s: &[&str]| BTreeMap::from([("cluster".to_string(), s.iter().map(|s| s.to_string()).collect())]);
        Row { values: vec![(Facet::Verdict, verdict.into())], tags: own(tags), suggested: own(suggested) }
    }

    fn index() -> Index {
        let document = |id: &str, language: &str, day: &str| DocumentRow {
            id: id.into(),
            language: Some(language.into()),
            region: None,
            days: Some((day.into(), day.into())),
        };
        let rows = vec![
            (RowId(10), 0, row("keep", &["1"], &["2"])),
            (RowId(11), 0, row("unreviewed", &[], &["1"])),
            (RowId(12), 1, row("unreviewed", &[], &["2"])),
            (RowId(13), 1, row("drop", &["1", "2"], &[])),
        ];
        Index::build(
            vec![document("a", "en", "2023-11-28"), document("b", "fr", "2024-07-25")],
            &["cluster".to_string()],
            rows,
        )
    }

    fn cluster() -> Facet {
        Facet::Concept("cluster".into())
    }

    #[test]
    fn picks_are_or_within_and_and_between_facets() {
        let check = |picks: &[(Facet, Pick)], rows: &[i64]| {
            let mut filter = Filter::default();
            picks.iter().for_each(|(f, p)| filter.pick(f.clone(), p.clone()));
            let (found, counts) = index().select(&filter, None);
            assert_eq!(found.iter().map(|r| r.0).collect::<Vec<_>>(), rows, "{picks:?}");
            assert_eq!((counts.matching, counts.total), (rows.len(), 4));
        };
        check(&[], &[10, 11, 12, 13]);
        check(&[(cluster(), Pick::Is("1".into()))], &[10, 13]);
        check(&[(cluster(), Pick::Suggested("2".into()))], &[12]);
        check(&[(cluster(), Pick::Either("1".into()))], &[10, 11, 13]);
        check(&[(cluster(), Pick::Is("1".into())), (cluster(), Pick::Suggested("2".into()))], &[10, 12, 13]);
        check(&[(cluster(), Pick::Either("1".into())), (Facet::Verdict, Pick::Is("drop".into()))], &[13]);
        check(&[(Facet::Language, Pick::Is("fr".into()))], &[12, 13]);
        check(&[(Facet::Document, Pick::Is("nowhere".into()))], &[]);
    }

    #[test]
    fn dates_search_and_untagged_narrow() {
        let only = |filter: Filter, found: Option<&Bitset>| {
            index().select(&filter, found).0.iter().map(|r| r.0).collect::<Vec<_>>()
        };
        assert_eq!(only(Filter { since: Some("2024-01-01".into()), ..Default::default() }, None), [12, 13]);
        assert_eq!(only(Filter { until: Some("2024-01-01".into()), ..Default::default() }, None), [10, 11]);
        assert_eq!(
            only(Filter { untagged: ["cluster".to_string()].into(), ..Default::default() }, None),
            [11, 12]
        );
        let found = index().positions_of([RowId(11), RowId(99)]);
        assert_eq!(only(Filter::default(), Some(&found)), [11]);
    }

    #[test]
    fn a_facet_is_counted_without_its_own_picks() {
        let mut filter = Filter::default();
        filter.pick(Facet::Verdict, Pick::Is("unreviewed".into()));
        let (_, counts) = index().select(&filter, None);
        assert_eq!(counts.of(&Facet::Verdict, "keep").unwrap().having, 1);
        assert_eq!(
            counts.of(&cluster(), "1").unwrap(),
            &Count { value: "1".into(), having: 0, suggested: 1 }
        );
    }

    #[test]
    fn an_update_moves_a_row() {
        let mut index = index();
        index.update(RowId(11), row("keep", &["2"], &["1"]));
        let (_, counts) = index.select(&Filter::default(), None);
        assert_eq!(counts.of(&cluster(), "1").unwrap().suggested, 0);
        assert_eq!(counts.of(&cluster(), "2").unwrap().having, 2);
        assert_eq!(counts.of(&Facet::Verdict, "keep").unwrap().having, 2);
    }
}
