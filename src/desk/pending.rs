//! Suggestions that are made after the import, while the reviewer reads already.

use super::Desk;
use crate::error::Result;
use crate::model::RowId;
use crate::store::{Access, Store};
use crate::suggest::Suggester;
use std::path::Path;

/// So many are made between two keys: a few milliseconds of work.
const BATCH: usize = 500;
/// After so many more, counts are made anew.
const COUNTED: usize = 10_000;

impl Desk {
    /// Opens the store as [`Desk::open`] does, but leaves suggestions that are to be made for [`Desk::suggest_some`], and
    /// those of documents that will be imported too.
    pub fn open_to_review(store: &Path, reviewer: &str) -> Result<Desk> {
        let mut store = Store::open(store, Access::Write)?;
        store.forget_old_suggestions(Suggester::in_use().version())?;
        let mut desk = Desk { suggest_later: true, ..Self::on(store, reviewer)? };
        desk.compare_if_few()?;
        Ok(desk)
    }

    /// Makes some of the suggestions that are missing, [`BATCH`] at most; for about how many they are missing then. None
    /// where none was missing.
    pub fn suggest_some(&mut self) -> Result<Option<usize>> {
        if !self.store.has_pending()? {
            return Ok(None);
        }
        let left = match self.pending {
            Some(left) => left,
            None => self.store.count_pending()?,
        };
        let made = some(&mut self.store, &mut self.suggested_to)?;
        let left = made.map_or(0, |made| left.saturating_sub(made).max(1));
        self.pending = (left > 0).then_some(left);
        // Counts follow now and then: a great store is not to be counted anew at every batch.
        if left == 0 || left / COUNTED != (left + BATCH) / COUNTED {
            self.index = None;
            self.sort_keys = None;
        }
        Ok(Some(left))
    }

    /// Makes all suggestions that are missing.
    pub fn suggest_all(&mut self) -> Result<()> {
        while self.suggest_some()?.is_some_and(|left| left > 0) {}
        Ok(())
    }
}

/// Makes all suggestions that a store is missing.
pub(super) fn fill(store: &mut Store) -> Result<()> {
    if store.has_pending()? {
        let mut after = RowId(0);
        while some(store, &mut after)?.is_some() {}
    }
    Ok(())
}

/// Makes the next suggestions after a row; how many. None where that was the end: none is missing then.
fn some(store: &mut Store, after: &mut RowId) -> Result<Option<usize>> {
    let rows = store.pending_rows(*after, BATCH)?;
    let suggester = Suggester::in_use();
    store.suggest_missing(&rows, |passage| suggester.suggest(passage))?;
    if rows.len() < BATCH {
        *after = RowId(0);
        return store.none_pending().map(|()| None);
    }
    *after = rows.last().copied().unwrap_or(*after);
    Ok(Some(rows.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::{Facet, Filter, Pick};
    use crate::model::Details;
    use crate::taxonomy::CLUSTER;

    #[test]
    fn suggestions_come_after_the_import_and_are_those_that_come_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.txt");
        let items: String =
            (0..BATCH + 40).map(|n| format!("- Reduce the cost of remittances to country {n}.\n")).collect();
        std::fs::write(&file, format!("Report\n\nRecommendations\n\n{items}")).unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut at_once = Desk::open(&at("one.db"), "amina").unwrap();
        at_once.import(&file, &Details::default(), None).unwrap();
        assert_eq!(at_once.suggest_some().unwrap(), None);

        let mut later = Desk::open_to_review(&at("two.db"), "amina").unwrap();
        later.import(&file, &Details::default(), None).unwrap();
        let all = |desk: &mut Desk| {
            let rows = desk.find(&Filter::default()).unwrap().rows;
            desk.recommendations(&rows).unwrap()
        };
        assert!(all(&mut later).iter().all(|r| r.suggested.pending && r.suggested.clusters.is_empty()));
        assert_eq!(later.suggest_some().unwrap(), Some(40));
        drop(later);
        // Stopped in the middle, it goes on where it was, whoever opens the store next.
        let mut next = Desk::open(&at("two.db"), "amina").unwrap();
        assert_eq!(next.suggest_some().unwrap(), None);
        let suggested = |desk: &mut Desk| all(desk).into_iter().map(|r| r.suggested).collect::<Vec<_>>();
        assert_eq!(suggested(&mut next), suggested(&mut at_once));
        let mut filter = Filter::default();
        filter.pick(Facet::Concept(CLUSTER.into()), Pick::Suggested("4".into()));
        assert_eq!(next.find(&filter).unwrap().rows.len(), BATCH + 40);
    }
}
