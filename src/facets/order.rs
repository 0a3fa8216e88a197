//! In which order what was found is shown.

use super::{Facet, Index};
use crate::model::RowId;
use std::fmt;
use std::sync::Arc;

/// What recommendations are put in order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OrderBy {
    /// Reading order: documents as they were imported, each from beginning to end.
    #[default]
    Reading,
    /// The document's title.
    Title,
    /// The document's first day.
    Date,
    /// The page in the document.
    Page,
    /// Listed, narrative, manual.
    Kind,
    /// Unreviewed, keep, drop, later.
    Verdict,
    /// The lowest cluster tagged, else suggested.
    Cluster,
    /// How sure the suggested cluster and objective are: the lower of the two best scores, 0 to 1, as they were when
    /// found, so that no decision moves anything.
    Certainty,
    /// When the reviewer last decided on it.
    Decided,
    /// The document's region.
    Region,
}

impl OrderBy {
    /// All of them, as the screen goes through them.
    pub const ALL: [OrderBy; 10] = [
        OrderBy::Reading,
        OrderBy::Title,
        OrderBy::Date,
        OrderBy::Page,
        OrderBy::Kind,
        OrderBy::Verdict,
        OrderBy::Cluster,
        OrderBy::Certainty,
        OrderBy::Decided,
        OrderBy::Region,
    ];

    /// The word for it, in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            OrderBy::Reading => "document",
            OrderBy::Title => "title",
            OrderBy::Date => "date",
            OrderBy::Page => "page",
            OrderBy::Kind => "kind",
            OrderBy::Verdict => "verdict",
            OrderBy::Cluster => "cluster",
            OrderBy::Certainty => "certainty",
            OrderBy::Decided => "decided",
            OrderBy::Region => "region",
        }
    }
}

/// An order: by what, and which end first. What is equal stays in reading order, and what has no value comes last,
/// whichever end is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Order {
    /// By what.
    pub by: OrderBy,
    /// Whether the last, the latest or the surest comes first.
    pub descending: bool,
}

impl Order {
    /// The order that a word such as `date` or `certainty:desc` means; none where it means nothing.
    pub fn from_word(word: &str) -> Option<Order> {
        let (by, descending) = match word.split_once(':') {
            None => (word, false),
            Some((by, "asc")) => (by, false),
            Some((by, "desc")) => (by, true),
            Some(_) => return None,
        };
        OrderBy::ALL.into_iter().find(|o| o.word() == by).map(|by| Order { by, descending })
    }

    /// Whether this is the order in which everything is kept anyway.
    pub fn is_reading(self) -> bool {
        self == Order::default()
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.by.word(), if self.descending { ":desc" } else { "" })
    }
}

/// What each recommendation of an index is put in order by, by its position; smaller comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortKeys(Vec<u64>);

/// The key of what has no value.
const NONE: u64 = u64::MAX;

impl SortKeys {
    /// Positions themselves: reading order.
    pub fn reading(index: &Index) -> SortKeys {
        SortKeys((0..index.len() as u64).collect())
    }

    /// Keys from a value of each document.
    pub fn of_documents<K: Ord>(index: &Index, value: impl Fn(&str) -> Option<K>) -> SortKeys {
        let values: Vec<Option<K>> = index.documents().iter().map(|d| value(&d.id)).collect();
        let ranks = ranked(&values);
        let key = |document: &u32| ranks.get(*document as usize).copied().unwrap_or(NONE);
        SortKeys(index.document_places().iter().map(key).collect())
    }

    /// Keys from a number of some recommendations.
    pub fn of_rows(index: &Index, numbers: impl IntoIterator<Item = (RowId, u64)>) -> SortKeys {
        let mut keys = vec![NONE; index.len()];
        for (row, number) in numbers {
            if let Some(key) = index.position(row).and_then(|at| keys.get_mut(at)) {
                *key = number;
            }
        }
        SortKeys(keys)
    }

    /// Keys from a facet whose values come in the order given; of a concept, suggested ones too where none is tagged.
    pub fn of_facet<'a>(index: &Index, facet: &Facet, values: impl IntoIterator<Item = &'a str>) -> SortKeys {
        let mut keys = vec![NONE; index.len()];
        for (rank, value) in values.into_iter().enumerate() {
            for at in index.having(facet, value).iter() {
                if let Some(key) = keys.get_mut(at).filter(|key| **key == NONE) {
                    *key = rank as u64;
                }
            }
        }
        SortKeys(keys)
    }

    /// The key of a recommendation as it sorts: none comes last, whichever end is first.
    pub fn key(&self, index: &Index, row: RowId, descending: bool) -> u64 {
        let key = index.position(row).and_then(|at| self.0.get(at)).copied().unwrap_or(NONE);
        if descending && key != NONE { NONE - 1 - key } else { key }
    }

    /// These rows, given in reading order, in the order of their keys.
    pub fn arrange(&self, index: &Index, rows: &[RowId], descending: bool) -> Arc<[RowId]> {
        let mut keyed: Vec<(u64, RowId)> =
            rows.iter().map(|row| (self.key(index, *row, descending), *row)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, row)| row).collect()
    }
}

/// The rank of each value among all, from 0; equal values share theirs.
fn ranked<K: Ord>(values: &[Option<K>]) -> Vec<u64> {
    let mut known: Vec<&K> = values.iter().flatten().collect();
    known.sort_unstable();
    known.dedup();
    let rank = |value: &K| known.binary_search(&value).map_or(NONE, |at| at as u64);
    values.iter().map(|value| value.as_ref().map_or(NONE, rank)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::{DocumentRow, Row};
    use std::collections::BTreeMap;

    fn index() -> Index {
        let document = |id: &str| DocumentRow { id: id.into(), language: None, region: None, days: None };
        let row = |verdict: &str, tags: &[&str], suggested: &[&str]| {
            let own =
                |s: &[&str]| BTreeMap::from([("cluster".into(), s.iter().map(|s| s.to_string()).collect())]);
            Row { values: vec![(Facet::Verdict, verdict.into())], tags: own(tags), suggested: own(suggested) }
        };
        let rows = vec![
            (RowId(10), 0, row("keep", &["2"], &[])),
            (RowId(11), 0, row("unreviewed", &[], &["1"])),
            (RowId(12), 1, row("keep", &["1", "2"], &[])),
            (RowId(13), 2, row("drop", &[], &[])),
        ];
        Index::build(vec![document("b"), document("a"), document("c")], &["cluster".to_string()], rows)
    }

    #[test]
    fn orders_are_written_as_they_are_read() {
        for by in OrderBy::ALL {
            for descending in [false, true] {
                let order = Order { by, descending };
                assert_eq!(Order::from_word(&order.to_string()), Some(order));
            }
        }
        assert_eq!(Order::from_word("date:asc"), Order::from_word("date"));
        for wrong in ["", "dates", "date:", "date:down", ":desc"] {
            assert_eq!(Order::from_word(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn equals_stay_in_reading_order_and_nothing_comes_last() {
        let index = index();
        let all: Vec<RowId> = [10, 11, 12, 13].map(RowId).into();
        let check = |keys: SortKeys, rising: [i64; 4], falling: [i64; 4]| {
            let order =
                |descending| keys.arrange(&index, &all, descending).iter().map(|r| r.0).collect::<Vec<_>>();
            assert_eq!((order(false), order(true)), (rising.into(), falling.into()), "{keys:?}");
        };
        check(SortKeys::reading(&index), [10, 11, 12, 13], [13, 12, 11, 10]);
        let titled = |id: &str| (id != "c").then(|| id.to_string());
        check(SortKeys::of_documents(&index, titled), [12, 10, 11, 13], [10, 11, 12, 13]);
        let scores = [(RowId(13), 5), (RowId(10), 5), (RowId(12), 1), (RowId(99), 0)];
        check(SortKeys::of_rows(&index, scores), [12, 10, 13, 11], [10, 13, 12, 11]);
        let verdicts = SortKeys::of_facet(&index, &Facet::Verdict, ["unreviewed", "keep", "drop"]);
        check(verdicts, [11, 10, 12, 13], [13, 10, 12, 11]);
        let clusters = SortKeys::of_facet(&index, &Facet::Concept("cluster".into()), ["1", "2"]);
        check(clusters, [11, 12, 10, 13], [10, 11, 12, 13]);
    }
}
