//! Work that follows an import in the background: suggestions, and comparing with what others say.

use super::Desk;
use crate::error::Result;
use crate::model::RowId;
use crate::store::Store;
use crate::suggest::Suggester;

/// So few are caught up with at once when a store is opened: a fraction of a second of work.
const FEW: usize = 2000;

/// What is still to be done on a store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Behind {
    /// Recommendations without suggestions.
    pub suggestions: usize,
    /// Recommendations that were not compared with the others.
    pub comparisons: usize,
}

impl Behind {
    /// Whether nothing is left.
    pub fn is_nothing(&self) -> bool {
        *self == Behind::default()
    }

    /// What is left when so many more are done: suggestions come first.
    pub fn less(self, done: usize) -> Behind {
        match self.suggestions {
            0 => Behind { comparisons: self.comparisons.saturating_sub(done), ..self },
            suggestions => Behind { suggestions: suggestions.saturating_sub(done), ..self },
        }
    }

    /// "suggestions for 100000 recommendations and comparisons of 100000 are pending"
    pub fn in_words(&self) -> String {
        match (self.suggestions, self.comparisons) {
            (0, 0) => "nothing is pending".to_string(),
            (0, n) => format!("comparisons of {n} recommendations with the others are pending"),
            (n, 0) => format!("suggestions for {n} recommendations are pending"),
            (n, m) => format!("suggestions for {n} recommendations and comparisons of {m} are pending"),
        }
    }
}

impl Desk {
    /// What is still to be done.
    pub fn behind(&self) -> Result<Behind> {
        let suggestions = self.store.without_suggestions(i64::MAX as usize)?;
        Ok(Behind { suggestions, comparisons: self.store.not_compared()? })
    }

    /// Does a piece of what is still to be done, on up to `most` recommendations; false where nothing is left.
    pub fn catch_up(&mut self, most: usize) -> Result<bool> {
        let suggester = Suggester::in_use();
        let rows = self.store.suggest_some(most, |passage| suggester.suggest(passage))?;
        if !rows.is_empty() {
            if let Some(index) = &mut self.index
                && self.store.renew(index, &rows).is_err()
            {
                self.forget();
            }
            return Ok(true);
        }
        if self.store.not_compared()? == 0 {
            return Ok(false);
        }
        self.store.compare_recommendations(most)?;
        Ok(true)
    }

    /// Makes the suggestions of those of these that have none, before their turn comes.
    pub fn suggest_first(&mut self, rows: &[RowId]) -> Result<()> {
        let suggester = Suggester::in_use();
        self.store.suggest_missing(rows, |passage| suggester.suggest(passage))
    }
}

/// Makes the suggestions anew where an older vocabulary made them; of many, later.
pub(super) fn refresh_suggestions(store: &mut Store) -> Result<()> {
    store.forget_suggestions_unless(Suggester::version_in_use())?;
    let without = store.without_suggestions(FEW + 1)?;
    if (1..=FEW).contains(&without) {
        // The vocabulary takes longer to make than all else that opens a store.
        let suggester = Suggester::in_use();
        store.suggest_some(FEW + 1, |passage| suggester.suggest(passage))?;
    }
    Ok(())
}
