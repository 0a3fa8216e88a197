//! Every recommendation's facet values as bitsets, for filtering and counting in microseconds.

use super::counting::{Counts, Shared};
use super::cross::Members;
use super::set::Set;
use super::{Bitset, Facet, Filter, Pick};
use crate::model::text::fold;
use crate::model::{RowId, SchemeId};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

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
    pub id: Arc<str>,
    /// Its language.
    pub language: Option<Arc<str>>,
    /// Its region.
    pub region: Option<Arc<str>>,
    /// First and last day (`YYYY-MM-DD`) of its date.
    pub days: Option<(Arc<str>, Arc<str>)>,
}

/// The recommendations that have each value of a facet.
pub(super) type Column = BTreeMap<Arc<str>, Set>;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ConceptColumn {
    pub tagged: Column,
    pub suggested: Column,
    pub untagged: Bitset,
}

/// Facet values of all recommendations of a store for one reviewer, by position in reading order.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) rows: Vec<RowId>,
    /// Positions by the number of their row; empty where rows rise with their positions anyway.
    pub(super) by_row: Vec<u32>,
    /// All but those that are withdrawn, set aside or unmarked.
    pub(super) shown: Bitset,
    pub(super) values: BTreeMap<Facet, Column>,
    pub(super) concepts: BTreeMap<SchemeId, ConceptColumn>,
    pub(super) documents: Vec<DocumentRow>,
    pub(super) document_of: Vec<u32>,
    /// Where each document begins, and after them where the last one ends.
    pub(super) begins: Vec<u32>,
    /// Everything that is shown, as it is handed out.
    pub(super) everything: OnceLock<Arc<[RowId]>>,
    /// Languages and regions of the documents, numbered when first counted.
    pub(super) shared: OnceLock<[Shared; 2]>,
}

impl Index {
    /// How many positions there are, shown or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no recommendation.
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

    /// The recommendations of the document at a place in `documents`, in reading order, shown or not.
    pub fn rows_of(&self, document: usize) -> &[RowId] {
        let (from, to) = self.place_of(document);
        self.rows.get(from..to).unwrap_or_default()
    }

    /// The positions of a document: the first, and one past the last.
    pub(super) fn place_of(&self, document: usize) -> (usize, usize) {
        let at = |n: usize| self.begins.get(n).map_or(self.len(), |begin| *begin as usize);
        (at(document), at(document + 1))
    }

    /// The position of a row in reading order.
    pub fn position(&self, row: RowId) -> Option<usize> {
        if !self.by_row.is_empty() {
            let found =
                self.by_row.binary_search_by_key(&Some(row), |at| self.rows.get(*at as usize).copied());
            return Some(*self.by_row.get(found.ok()?)? as usize);
        }
        // Rows are mostly numbered without gaps.
        let guess = usize::try_from(row.0.checked_sub(self.rows.first()?.0)?).ok()?;
        match self.rows.get(guess) {
            Some(there) if *there == row => Some(guess),
            _ => self.rows.binary_search(&row).ok(),
        }
    }

    /// The positions that have a value of a facet, no concept, which is wanted.
    pub fn having_any(&self, facet: &Facet, wanted: impl Fn(&str) -> bool) -> Bitset {
        if matches!(facet, Facet::Document | Facet::Language | Facet::Region) {
            return self.in_documents(|d| document_value(d, facet).is_some_and(&wanted));
        }
        let mut set = Bitset::none(self.len());
        let values = self.values.get(facet).into_iter().flatten();
        values.filter(|(value, _)| wanted(value)).for_each(|(_, bits)| bits.add_to(&mut set));
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
        for at in rows.into_iter().filter_map(|row| self.position(row)) {
            set.set(at, true);
        }
        set
    }

    /// The positions of rows given by their numbers.
    pub fn positions_of_numbers(&self, rows: &Bitset) -> Bitset {
        let first = self.rows.first().and_then(|first| usize::try_from(first.0).ok());
        let last = self.rows.last().and_then(|last| usize::try_from(last.0).ok());
        match (first, last) {
            // Numbered without gaps, as they mostly are, the numbers are the positions but for where they begin.
            (Some(first), Some(last)) if self.by_row.is_empty() && last - first + 1 == self.len() => {
                rows.moved_down(first, self.len())
            }
            _ => self.positions_of(rows.iter().map(|row| RowId(row as i64))),
        }
    }

    /// One past the highest number of a row.
    pub fn end_of_numbers(&self) -> usize {
        let highest = match self.by_row.last() {
            Some(at) => self.rows.get(*at as usize),
            None => self.rows.last(),
        };
        highest.and_then(|row| usize::try_from(row.0).ok()).map_or(0, |row| row + 1)
    }

    /// The positions that have a value of a facet; of a concept, also where it stands suggested and nothing is tagged.
    pub fn having(&self, facet: &Facet, value: &str) -> Bitset {
        self.passing(facet, &BTreeSet::from([Pick::Either(value.to_string())]))
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
        let mut counts = Counts { total: self.shown.count(), matching: all.count(), ..Counts::default() };
        // Three facets are the documents'; they mostly count the same.
        let by_document = OnceCell::new();
        for facet in self.facets() {
            let without_own = passing.contains_key(&facet).then(|| {
                passing.iter().filter(|(f, _)| **f != &facet).fold(base.clone(), |mut set, (_, other)| {
                    set.and(other);
                    set
                })
            });
            let of_documents = || match &without_own {
                None => Cow::Borrowed(by_document.get_or_init(|| self.by_document(&all))),
                Some(under) => Cow::Owned(self.by_document(under)),
            };
            let mut found = match facet {
                Facet::Document => {
                    let (found, more) = self.count_documents(filter, &of_documents());
                    counts.more_documents = more;
                    found
                }
                Facet::Language | Facet::Region => self.count_shared(&facet, &of_documents()),
                _ => self.count(&facet, without_own.as_ref().unwrap_or(&all)),
            };
            found.retain(|c| c.having + c.suggested > 0 || filter.has(&facet, &c.value));
            if !found.is_empty() {
                counts.facets.insert(facet, found);
            }
        }
        (self.rows_in(&all, counts.matching, counts.total), counts)
    }

    /// The rows at `count` positions; of `total` that are shown, mostly all, which are kept from one time to the next.
    fn rows_in(&self, positions: &Bitset, count: usize, total: usize) -> Arc<[RowId]> {
        let collect = || {
            // Of a length known before, they are written where they stay: a million would else be copied once more.
            let mut rows = positions.iter().filter_map(|at| self.rows.get(at).copied());
            (0..count).map(|_| rows.next().unwrap_or(RowId(0))).collect()
        };
        match count == total {
            true => self.everything.get_or_init(collect).clone(),
            false => collect(),
        }
    }

    /// What passes all but the filter's picks.
    fn before_picks(&self, filter: &Filter, found: Option<&Bitset>) -> Bitset {
        let mut base = self.shown.clone();
        if let Some(found) = found {
            base.and(found);
        }
        for column in filter.untagged.iter().filter_map(|s| self.concepts.get(s)) {
            base.and(&column.untagged);
        }
        if filter.since.is_some() || filter.until.is_some() {
            base.and(&self.in_documents(|d| within(d, filter.since.as_deref(), filter.until.as_deref())));
        }
        base
    }

    /// The positions that pass the filter; `found` as in `select`.
    pub fn matching(&self, filter: &Filter, found: Option<&Bitset>) -> Bitset {
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
                for (place, document) in self.documents.iter().enumerate() {
                    let Some(value) = document_value(document, facet) else { continue };
                    let (from, to) = self.place_of(place);
                    values.entry(value).or_insert_with(|| Bitset::none(self.len())).set_within(from, to);
                }
                values.into_iter().map(|(value, bits)| plain(value, bits)).collect()
            }
            Facet::Concept(scheme) => {
                let Some(column) = self.concepts.get(scheme) else { return Vec::new() };
                let notations: BTreeSet<&Arc<str>> =
                    column.tagged.keys().chain(column.suggested.keys()).collect();
                let members = |notation: &Arc<str>| {
                    let having = column.tagged.get(notation);
                    let having = having.map_or_else(|| Bitset::none(self.len()), |set| set.bits(self.len()));
                    let either = column.suggested.get(notation).map(|suggested| {
                        let mut either = suggested.bits(self.len());
                        either.and(&column.untagged);
                        either.or(&having);
                        either
                    });
                    Members { value: notation.to_string(), having, either }
                };
                notations.into_iter().map(members).collect()
            }
            _ => {
                let values = self.values.get(facet).into_iter().flatten();
                values.map(|(value, set)| plain(value, set.bits(self.len()))).collect()
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
        match facet {
            // Their ids are written in one way only.
            Facet::Document => {
                return self.in_documents(|d| picks.iter().any(|p| d.id.eq_ignore_ascii_case(p.value())));
            }
            Facet::Language | Facet::Region => {
                let named = Named::of(picks);
                let mut set = Bitset::none(self.len());
                for (place, document) in self.documents.iter().enumerate() {
                    if document_value(document, facet).is_some_and(|value| named.holds(value)) {
                        let (from, to) = self.place_of(place);
                        set.set_within(from, to);
                    }
                }
                return set;
            }
            Facet::Concept(scheme) => {
                let Some(column) = self.concepts.get(scheme) else { return set };
                for pick in picks {
                    if let (Some(tagged), false) =
                        (column.tagged.get(pick.value()), matches!(pick, Pick::Suggested(_)))
                    {
                        tagged.add_to(&mut set);
                    }
                    if let (Some(suggested), false) =
                        (column.suggested.get(pick.value()), matches!(pick, Pick::Is(_)))
                    {
                        let mut open = suggested.bits(self.len());
                        open.and(&column.untagged);
                        set.or(&open);
                    }
                }
            }
            _ => {
                let values = self.values.get(facet).into_iter().flatten();
                let named = Named::of(picks);
                let picked = values.filter(|(value, _)| named.holds(value));
                picked.for_each(|(_, having)| having.add_to(&mut set));
            }
        }
        set
    }

    fn in_documents(&self, wanted: impl Fn(&DocumentRow) -> bool) -> Bitset {
        let mut set = Bitset::none(self.len());
        for (place, _) in self.documents.iter().enumerate().filter(|(_, document)| wanted(document)) {
            let (from, to) = self.place_of(place);
            set.set_within(from, to);
        }
        set
    }
}

/// Names that people type by hand, picked in a facet: case, accents and spacing aside.
struct Named<'a> {
    exactly: Vec<&'a str>,
    folded: Vec<String>,
    /// What was asked before: many documents share their values.
    known: RefCell<HashMap<&'a str, bool>>,
}

impl<'a> Named<'a> {
    fn of(picks: &'a BTreeSet<Pick>) -> Self {
        let exactly: Vec<&str> = picks.iter().map(Pick::value).collect();
        Named { folded: exactly.iter().map(|name| fold(name)).collect(), exactly, known: RefCell::default() }
    }

    fn holds(&self, value: &'a str) -> bool {
        *self.known.borrow_mut().entry(value).or_insert_with(|| {
            self.exactly.contains(&value) || {
                let folded = fold(value);
                self.folded.contains(&folded)
            }
        })
    }
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
    since.is_none_or(|day| &**last >= day) && until.is_none_or(|day| &**first <= day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::Count;

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
    fn of_many_documents_the_first_and_the_picked_are_counted() {
        let ids: Vec<String> = (0..Counts::DOCUMENTS + 50).map(|n| format!("{n:04}")).collect();
        let document =
            |id: &String| DocumentRow { id: id.as_str().into(), language: None, region: None, days: None };
        let rows = (0..ids.len()).map(|n| (RowId(n as i64 + 1), n as u32, row("keep", &[], &[])));
        let index = Index::build(ids.iter().map(document).collect(), &[], rows.collect());
        let check = |picked: Option<&str>, counted: usize, more: usize| {
            let mut filter = Filter::default();
            picked.iter().for_each(|id| filter.pick(Facet::Document, Pick::Is(id.to_string())));
            let (_, counts) = index.select(&filter, None);
            assert_eq!((counts.facets[&Facet::Document].len(), counts.more_documents), (counted, more));
            assert!(picked.is_none_or(|id| counts.of(&Facet::Document, id).is_some()));
        };
        check(None, Counts::DOCUMENTS, 50);
        check(Some("0003"), Counts::DOCUMENTS, 50);
        check(Some("0249"), Counts::DOCUMENTS + 1, 49);
    }

    #[test]
    fn an_update_moves_a_row() {
        let mut index = index();
        index.update(RowId(11), &row("keep", &["2"], &["1"]));
        let (_, counts) = index.select(&Filter::default(), None);
        assert_eq!(counts.of(&cluster(), "1").unwrap().suggested, 0);
        assert_eq!(counts.of(&cluster(), "2").unwrap().having, 2);
        assert_eq!(counts.of(&Facet::Verdict, "keep").unwrap().having, 2);
    }
}
