//! Making an index, and keeping it up with what changes.

use super::index::{Column, ConceptColumn};
use super::set::Set;
use super::{Bitset, DocumentRow, Index, Row};
use crate::model::{RowId, SchemeId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// An index in the making: recommendations come one by one, in reading order.
#[derive(Debug, Default)]
pub struct Builder {
    index: Index,
}

impl Builder {
    /// An index of these schemes over documents in the order of import.
    pub fn new(documents: Vec<DocumentRow>, schemes: &[SchemeId]) -> Self {
        let mut index = Index { documents, ..Index::default() };
        index.concepts = schemes.iter().map(|scheme| (scheme.clone(), ConceptColumn::default())).collect();
        Builder { index }
    }

    /// Takes the next recommendation: in which document it is, by its place among the documents, whether it is shown,
    /// and its values. A document before that of the one taken last is out of order, and the recommendation is put there.
    pub fn push(&mut self, row: RowId, document: u32, shown: bool, values: &Row) {
        let index = &mut self.index;
        let at = index.rows.len();
        index.rows.push(row);
        index.document_of.push(document);
        index.shown.resize_to_hold(at);
        index.shown.set(at, shown);
        index.put(at, values);
    }

    /// The index.
    pub fn finish(self) -> Index {
        let mut index = self.index;
        index.settle();
        index
    }
}

impl Index {
    /// An index over documents and their recommendations in reading order, all of them shown; each row names its document by place in
    /// `documents`.
    pub fn build(documents: Vec<DocumentRow>, schemes: &[SchemeId], rows: Vec<(RowId, u32, Row)>) -> Self {
        let mut builder = Builder::new(documents, schemes);
        for (row, document, values) in &rows {
            builder.push(*row, *document, true, values);
        }
        builder.finish()
    }

    /// Gives one recommendation that had no values its first.
    pub fn fill(&mut self, row: RowId, values: &Row) {
        if let Some(at) = self.position(row) {
            self.put(at, values);
        }
    }

    /// Gives one recommendation new values.
    pub fn update(&mut self, row: RowId, values: &Row) {
        let Some(at) = self.position(row) else { return };
        let len = self.len();
        self.columns_mut()
            .flat_map(Column::values_mut)
            .filter(|set| set.contains(at))
            .for_each(|set| set.set(at, false, len));
        self.put(at, values);
    }

    /// Shows one recommendation or hides it.
    pub fn show(&mut self, row: RowId, shown: bool) {
        if let Some(at) = self.position(row)
            && self.shown.contains(at) != shown
        {
            self.shown.set(at, shown);
            self.everything.take();
        }
    }

    /// Takes a document in, after all others, and says its place.
    pub fn add_document(&mut self, document: DocumentRow) -> usize {
        self.documents.push(document);
        self.shared.take();
        self.begins.push(self.rows.len() as u32);
        self.documents.len() - 1
    }

    /// Changes what is known of a document.
    pub fn set_document(&mut self, place: usize, document: DocumentRow) {
        if let Some(known) = self.documents.get_mut(place) {
            *known = document;
            self.shared.take();
        }
    }

    /// Makes these, in reading order, the recommendations of the document at a place. New ones have no values and are
    /// not shown yet.
    pub fn place(&mut self, document: usize, rows: &[RowId]) {
        if document >= self.documents.len() || self.rows_of(document) == rows {
            return;
        }
        let (from, to) = self.place_of(document);
        let (len, now) = (self.len(), rows.len());
        let old: HashMap<RowId, usize> = self.rows_of(document).iter().copied().zip(from..).collect();
        // Where each one that stays comes from and goes to.
        let stays = |(place, row): (usize, &RowId)| old.get(row).map(|was| (*was, from + place));
        let stays: Vec<(usize, usize)> = rows.iter().enumerate().filter_map(stays).collect();
        let end = len - (to - from) + now;
        for set in self.columns_mut().flat_map(Column::values_mut) {
            let kept: Vec<usize> =
                stays.iter().filter(|(was, _)| set.contains(*was)).map(|(_, is)| *is).collect();
            set.splice(from, to, now, len);
            kept.into_iter().for_each(|at| set.set(at, true, end));
        }
        let splice = |bits: &mut Bitset| {
            let kept: Vec<usize> =
                stays.iter().filter(|(was, _)| bits.contains(*was)).map(|(_, is)| *is).collect();
            bits.splice(from, to, now);
            kept.into_iter().for_each(|at| bits.set(at, true));
        };
        splice(&mut self.shown);
        self.concepts.values_mut().for_each(|column| splice(&mut column.untagged));
        self.rows.splice(from..to, rows.iter().copied());
        self.document_of.splice(from..to, std::iter::repeat_n(document as u32, now));
        for begin in self.begins.iter_mut().skip(document + 1) {
            *begin = (*begin as usize - (to - from) + now) as u32;
        }
        self.sort_rows();
        self.everything.take();
    }

    fn columns_mut(&mut self) -> impl Iterator<Item = &mut Column> {
        let concepts =
            self.concepts.values_mut().flat_map(|column| [&mut column.tagged, &mut column.suggested]);
        self.values.values_mut().chain(concepts)
    }

    fn put(&mut self, at: usize, row: &Row) {
        let len = self.rows.len();
        for (facet, value) in &row.values {
            match self.values.get_mut(facet) {
                Some(column) => put(column, value, at, len),
                None => put(self.values.entry(facet.clone()).or_default(), value, at, len),
            }
        }
        for (scheme, column) in &mut self.concepts {
            let tags = row.tags.get(scheme).map_or(&[][..], Vec::as_slice);
            tags.iter().for_each(|tag| put(&mut column.tagged, tag, at, len));
            column.untagged.resize_to_hold(at);
            column.untagged.set(at, tags.is_empty());
            row.suggested
                .get(scheme)
                .into_iter()
                .flatten()
                .for_each(|s| put(&mut column.suggested, s, at, len));
        }
    }

    /// Brings everything that follows from the rows in line with them.
    pub(super) fn settle(&mut self) {
        let len = self.rows.len();
        self.columns_mut().flat_map(Column::values_mut).for_each(|set| set.fit(len));
        self.shown.resize(len);
        self.concepts.values_mut().for_each(|column| column.untagged.resize(len));
        let begin = |document: usize| self.document_of.partition_point(|d| (*d as usize) < document) as u32;
        self.begins = (0..self.documents.len()).map(begin).collect();
        self.sort_rows();
    }

    fn sort_rows(&mut self) {
        self.by_row.clear();
        if !self.rows.is_sorted() {
            self.by_row.extend(0..self.rows.len() as u32);
            // Nearly in order, which a stable sort makes use of.
            self.by_row.sort_by_key(|at| self.rows.get(*at as usize).copied());
        }
    }
}

fn put(column: &mut BTreeMap<Arc<str>, Set>, value: &str, at: usize, len: usize) {
    match column.get_mut(value) {
        Some(set) => set.set(at, true, len),
        None => column.entry(value.into()).or_default().set(at, true, len),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::{Facet, Filter, Pick};
    use proptest::prelude::*;

    fn document(n: usize) -> DocumentRow {
        DocumentRow { id: n.to_string().into(), language: None, region: None, days: None }
    }

    fn values(row: RowId) -> Row {
        let words = |every: i64| if row.0 % every == 0 { vec!["1".to_string()] } else { vec![] };
        Row {
            values: vec![(Facet::Verdict, ["keep", "drop", "later"][row.0 as usize % 3].to_string())],
            tags: [("cluster".to_string(), words(5))].into(),
            suggested: [("cluster".to_string(), words(2))].into(),
        }
    }

    /// What an index says, however it came about.
    fn told(index: &Index) -> (Vec<i64>, super::super::Counts, Vec<i64>) {
        let mut filter = Filter::default();
        filter.pick(Facet::Concept("cluster".into()), Pick::Either("1".into()));
        let numbers = |rows: &[RowId]| rows.iter().map(|row| row.0).collect();
        let (all, counts) = index.select(&Filter::default(), None);
        assert!(index.rows.iter().enumerate().all(|(at, row)| index.position(*row) == Some(at)));
        (numbers(&all), counts, numbers(&index.select(&filter, None).0))
    }

    proptest! {
        /// Documents that change, and new ones, leave an index like one that was made of all at once.
        #[test]
        fn an_index_that_follows_equals_a_new_one(
            documents in prop::collection::vec((0..130usize, 0..130usize, any::<bool>()), 1..6),
        ) {
            // Each document has rows of its own numbers, at first some of them, later others.
            let rows = |n: usize, some: usize, turned: bool| -> Vec<RowId> {
                let mut rows: Vec<RowId> = (0..some).map(|m| RowId((n * 200 + m) as i64)).collect();
                if turned {
                    rows.rotate_left(some / 2);
                }
                rows
            };
            let schemes = ["cluster".to_string()];
            let built = |now: bool| {
                let mut builder = Builder::new((0..documents.len()).map(document).collect(), &schemes);
                for (n, (first, then, turned)) in documents.iter().enumerate() {
                    let rows = if now { rows(n, *then, *turned) } else { rows(n, *first, false) };
                    rows.iter().for_each(|row| builder.push(*row, n as u32, row.0 % 7 != 0, &values(*row)));
                }
                builder.finish()
            };
            let mut index = built(false);
            for (n, (_, then, turned)) in documents.iter().enumerate() {
                let now = rows(n, *then, *turned);
                index.place(n, &now);
                for row in now {
                    index.update(row, &values(row));
                    index.show(row, row.0 % 7 != 0);
                }
            }
            prop_assert_eq!(told(&index), told(&built(true)));
            let new = index.add_document(document(99));
            index.place(new, &[RowId(5000), RowId(5001)]);
            index.fill(RowId(5000), &values(RowId(5000)));
            index.show(RowId(5000), true);
            prop_assert_eq!(told(&index).0.last().copied(), Some(5000));
        }
    }
}
