//! Counts by document: how far each one has come.

use super::{Bitset, Facet, Filter, Index};

impl Index {
    /// How many of what the filter lets through each document has with each of these values of a facet that is no concept: a
    /// line for each document, in it a number for each value. `found` holds what the filter's search found, none where it
    /// searches for nothing.
    pub fn count_by_document(
        &self,
        filter: &Filter,
        found: Option<&Bitset>,
        facet: &Facet,
        values: &[&str],
    ) -> Vec<Vec<usize>> {
        let all = self.matching(filter, found);
        let having = |value: &&str| {
            let mut set = self.having_any(facet, |v| v == *value);
            set.and(&all);
            set
        };
        let sets: Vec<Bitset> = values.iter().map(having).collect();
        let of_document = |place: usize| {
            let (from, to) = self.place_of(place);
            sets.iter().map(|set| set.count_within(from, to)).collect()
        };
        (0..self.documents().len()).map(of_document).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::{DocumentRow, Pick, Row};
    use crate::model::RowId;
    use proptest::prelude::*;

    proptest! {
        /// A number is how many a filter lets through that picks the document and the value.
        #[test]
        fn a_number_is_what_the_list_behind_it_holds(rows in prop::collection::vec((0..4u32, 0..3usize, any::<bool>()), 0..60)) {
            let verdicts = ["keep", "drop", "later"];
            let mut rows = rows;
            rows.sort();
            let row = |(n, (document, verdict, listed)): (usize, &(u32, usize, bool))| {
                let kind = if *listed { "listed" } else { "narrative" };
                let values = vec![(Facet::Verdict, verdicts[*verdict].into()), (Facet::Kind, kind.into())];
                (RowId(n as i64), *document, Row { values, ..Row::default() })
            };
            let document = |n: usize| DocumentRow { id: n.to_string().into(), language: None, region: None, days: None };
            let index = Index::build((0..4).map(document).collect(), &[], rows.iter().enumerate().map(row).collect());
            let mut filter = Filter::default();
            filter.pick(Facet::Kind, Pick::Is("listed".into()));
            let counted = index.count_by_document(&filter, None, &Facet::Verdict, &verdicts);
            for (place, line) in counted.iter().enumerate() {
                for (verdict, number) in verdicts.iter().zip(line) {
                    let mut both = filter.clone();
                    both.pick(Facet::Document, Pick::Is(place.to_string()));
                    both.pick(Facet::Verdict, Pick::Is(verdict.to_string()));
                    prop_assert_eq!(*number, index.matching(&both, None).count());
                }
            }
        }
    }
}
