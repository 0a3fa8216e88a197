//! Two facets against each other: how many recommendations have each pair of values.

use super::{Bitset, Facet, Filter, Index};

/// How many recommendations have a pair of values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many have both; of concepts, are tagged with both.
    pub having: usize,
    /// How many more have both where a concept counts also when it is suggested while its scheme has no tag yet.
    pub suggested: usize,
}

impl Cell {
    /// How many a filter lets through that picks both values with [`super::Pick::Either`].
    pub fn either(&self) -> usize {
        self.having + self.suggested
    }
}

/// A table of counts: one facet down, another across. A recommendation with several values counts in several cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cross {
    /// The values down, those that nothing has left out.
    pub down: Vec<String>,
    /// The values across, those that nothing has left out.
    pub across: Vec<String>,
    /// The counts, a row for each value down, in it a cell for each value across.
    pub cells: Vec<Vec<Cell>>,
}

impl Cross {
    /// The cell of two values; of values that nothing has, an empty one.
    pub fn of(&self, down: &str, across: &str) -> Cell {
        let row = self.down.iter().position(|value| value == down);
        let column = self.across.iter().position(|value| value == across);
        let cell = row.zip(column).and_then(|(row, column)| self.cells.get(row)?.get(column));
        cell.copied().unwrap_or_default()
    }
}

/// A value with those that have it, and those that have it or stand to get it.
pub(super) struct Members {
    pub value: String,
    pub having: Bitset,
    /// None where it is the same set.
    pub either: Option<Bitset>,
}

impl Index {
    /// Counts every pair of values of two facets among what the filter lets through; for concepts the facet is
    /// [`Facet::Concept`]. `found` holds what the filter's search found, none where it searches for nothing.
    pub fn cross(&self, filter: &Filter, found: Option<&Bitset>, down: &Facet, across: &Facet) -> Cross {
        let all = self.matching(filter, found);
        let mut rows = self.members(down);
        for row in &mut rows {
            row.having.and(&all);
            row.either.iter_mut().for_each(|either| either.and(&all));
        }
        rows.retain(|row| row.either.as_ref().unwrap_or(&row.having).count() > 0);
        let mut columns = self.members(across);
        columns.retain(|column| column.either.as_ref().unwrap_or(&column.having).count_and(&all) > 0);
        let cells = |row: &Members| columns.iter().map(|column| cell(row, column)).collect();
        Cross {
            cells: rows.iter().map(cells).collect(),
            down: rows.into_iter().map(|row| row.value).collect(),
            across: columns.into_iter().map(|column| column.value).collect(),
        }
    }
}

fn cell(row: &Members, column: &Members) -> Cell {
    let having = row.having.count_and(&column.having);
    let either = match (&row.either, &column.either) {
        (None, None) => having,
        (row_either, column_either) => {
            let row = row_either.as_ref().unwrap_or(&row.having);
            row.count_and(column_either.as_ref().unwrap_or(&column.having))
        }
    };
    Cell { having, suggested: either - having }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::{DocumentRow, Pick, Row};
    use crate::model::RowId;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Tags and suggestions of two schemes.
    type Numbers = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);

    /// Rows with up to two tags and suggestions in each scheme, six to a document.
    fn index(rows: &[Numbers]) -> Index {
        let words = |numbers: &[u8]| -> Vec<String> { numbers.iter().map(u8::to_string).collect() };
        let own = |a: &[u8], b: &[u8]| {
            BTreeMap::from([("cluster".to_string(), words(a)), ("objective".to_string(), words(b))])
        };
        let document = |n: usize| DocumentRow {
            id: n.to_string().into(),
            language: None,
            region: Some(["africa", "europe"][n % 2].into()),
            days: None,
        };
        let documents = (0..=rows.len() / 6).map(document).collect();
        let rows = rows.iter().enumerate().map(|(n, (tags_a, tags_b, ready_a, ready_b))| {
            let values = vec![(Facet::Verdict, ["keep", "drop"][n % 2].to_string())];
            let row = Row { values, tags: own(tags_a, tags_b), suggested: own(ready_a, ready_b) };
            (RowId(n as i64), n as u32 / 6, row)
        });
        Index::build(documents, &["cluster".into(), "objective".into()], rows.collect())
    }

    fn some() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::btree_set(1..4u8, 0..3).prop_map(|set| set.into_iter().collect())
    }

    proptest! {
        /// A cell tells how many a filter lets through that picks its two values.
        #[test]
        fn a_cell_is_what_the_list_behind_it_holds(
            rows in prop::collection::vec((some(), some(), some(), some()), 0..40), kept in any::<bool>(),
        ) {
            let index = index(&rows);
            let mut filter = Filter::default();
            if kept {
                filter.pick(Facet::Verdict, Pick::Is("keep".into()));
            }
            let (cluster, objective) = (Facet::Concept("cluster".into()), Facet::Concept("objective".into()));
            for (down, across) in [(&cluster, &objective), (&Facet::Region, &objective), (&objective, &Facet::Document)] {
                let cross = index.cross(&filter, None, down, across);
                for (row, down_value) in cross.down.iter().enumerate() {
                    for (column, across_value) in cross.across.iter().enumerate() {
                        let picking = |pick: fn(String) -> Pick| {
                            let mut both = filter.clone();
                            both.pick(down.clone(), pick(down_value.clone()));
                            both.pick(across.clone(), pick(across_value.clone()));
                            index.select(&both, None).1.matching
                        };
                        let cell = cross.cells[row][column];
                        prop_assert_eq!(cell, cross.of(down_value, across_value));
                        prop_assert_eq!((cell.having, cell.either()), (picking(Pick::Is), picking(Pick::Either)));
                    }
                }
                prop_assert_eq!(cross.of("nothing", "1"), Cell::default());
            }
        }
    }
}
