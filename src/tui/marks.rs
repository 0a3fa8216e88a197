//! Recommendations marked to be decided on together.

use crate::model::RowId;
use std::collections::HashMap;

/// A set of rows that takes a million of them in a few milliseconds: a word of bits for 64 neighbours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    words: HashMap<i64, u64>,
    count: usize,
    /// The row that was marked last: a range begins there.
    pub last: Option<RowId>,
}

impl Marks {
    /// How many are marked.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether a row is marked.
    pub fn has(&self, row: RowId) -> bool {
        !self.is_empty() && self.words.get(&(row.0 >> 6)).is_some_and(|word| word & bit(row) != 0)
    }

    /// Marks a row or takes its mark off.
    pub fn toggle(&mut self, row: RowId) {
        let word = self.words.entry(row.0 >> 6).or_default();
        *word ^= bit(row);
        if *word & bit(row) != 0 {
            self.count += 1;
            self.last = Some(row);
        } else {
            self.count -= 1;
        }
    }

    /// Marks all of these.
    pub fn add(&mut self, rows: &[RowId]) {
        for near in rows.chunk_by(|a, b| a.0 >> 6 == b.0 >> 6) {
            let Some(first) = near.first() else { continue };
            let word = self.words.entry(first.0 >> 6).or_default();
            let before = word.count_ones();
            *word |= near.iter().fold(0, |bits, row| bits | bit(*row));
            self.count += (word.count_ones() - before) as usize;
        }
        self.last = rows.last().copied().or(self.last);
    }

    /// Takes the marks off what is not among these.
    pub fn keep(&mut self, rows: &[RowId]) {
        if self.is_empty() {
            return;
        }
        let (marked, last) = (self.of(rows), self.last);
        *self = Marks::default();
        self.add(&marked);
        self.last = last.filter(|row| self.has(*row));
    }

    /// Those of these that are marked, in their order.
    pub fn of(&self, rows: &[RowId]) -> Vec<RowId> {
        rows.iter().copied().filter(|row| self.has(*row)).collect()
    }
}

fn bit(row: RowId) -> u64 {
    1 << (row.0 & 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn marks_are_a_set(steps in proptest::collection::vec((0u8..3, proptest::collection::vec(-70i64..200, 0..20)), 0..20)) {
            let (mut marks, mut plain) = (Marks::default(), BTreeSet::new());
            for (step, rows) in steps {
                let rows: Vec<RowId> = rows.into_iter().map(RowId).collect();
                match step {
                    0 => rows.iter().for_each(|row| {
                        marks.toggle(*row);
                        if !plain.remove(row) {
                            plain.insert(*row);
                        }
                    }),
                    1 => {
                        marks.add(&rows);
                        plain.extend(rows);
                    }
                    _ => {
                        marks.keep(&rows);
                        plain.retain(|row| rows.contains(row));
                    }
                }
                prop_assert_eq!(marks.len(), plain.len());
                prop_assert!((-80..210).map(RowId).all(|row| marks.has(row) == plain.contains(&row)));
            }
        }
    }
}
