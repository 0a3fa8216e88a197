//! The same thing said twice: where, how alike, and deciding on all of it together.

use super::{Desk, Done, Edit};
use crate::alike::{Difference, difference, likeness, words};
use crate::error::{Error, Result};
use crate::facets::Said;
use crate::model::{DocumentId, Recommendation, RowId, TagEdit, Verdict};
use crate::store::{Near, Store};
use std::collections::{BTreeSet, HashSet};

/// Recommendations that are compared in one step of catching up: well below a second of work.
const AT_ONCE: usize = 4096;

/// A recommendation that says the same as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The recommendation, with the reviewer's state.
    pub recommendation: Recommendation,
    /// How alike the words are, 0 to 1.
    pub likeness: f32,
    /// The words in which they differ.
    pub difference: Difference,
}

impl Desk {
    /// The first `most` others that say the same as a recommendation, in reading order, and where all of them are.
    pub fn alike(&self, row: RowId, most: usize) -> Result<(Vec<Alike>, Vec<RowId>)> {
        let others = self.store.alike(row)?;
        let shown = others.get(..most.min(others.len())).unwrap_or_default();
        let own = self.store.cards(&self.reviewer, &[row])?.pop();
        let Some(own) = own.filter(|_| !shown.is_empty()) else { return Ok((Vec::new(), others)) };
        let own_words = words(&own.text);
        let alike = |other: Recommendation| Alike {
            likeness: likeness(&own_words, &words(&other.text)),
            difference: difference(&own.text, &other.text),
            recommendation: other,
        };
        let shown = self.store.cards(&self.reviewer, shown)?.into_iter().map(alike).collect();
        Ok((shown, others))
    }

    /// These recommendations and all that say the same as one of them, each once.
    pub fn with_alike(&self, rows: &[RowId]) -> Result<Vec<RowId>> {
        let mut all = rows.to_vec();
        for row in rows {
            all.extend(self.store.alike(*row)?);
        }
        let mut seen = HashSet::new();
        all.retain(|row| seen.insert(*row));
        Ok(all)
    }

    /// Makes one step of decisions on recommendations and on all that say the same: these get the same verdict and tags,
    /// and no note. None where nothing would change.
    pub fn decide_with_alike(&mut self, rows: &[RowId], edits: &[Edit]) -> Result<Option<Done>> {
        let mut decisions: Vec<(RowId, Vec<Edit>)> = Vec::new();
        let mut seen: HashSet<RowId> = rows.iter().copied().collect();
        for recommendation in self.cards(rows)? {
            // What is suggested for one is what all get.
            let fixed = edits.iter().map(|edit| match edit {
                Edit::KeepSuggested => Edit::keep_shown(&recommendation, self.take_above),
                other => other.clone(),
            });
            let fixed: Vec<Edit> = fixed.collect();
            let shared: Vec<Edit> =
                fixed.iter().filter(|edit| !matches!(edit, Edit::Note(_))).cloned().collect();
            let others = self.store.alike(recommendation.row)?;
            decisions.push((recommendation.row, fixed));
            let fresh = others.into_iter().filter(|row| seen.insert(*row));
            decisions.extend(fresh.map(|row| (row, shared.clone())));
        }
        self.decide_each(&decisions)
    }

    /// Gives all that say the same as one of these recommendations its verdict and tags, in one step. None where nothing
    /// would change; an error where one of them has neither, so that nothing is undecided by mistake.
    pub fn spread(&mut self, rows: &[RowId]) -> Result<Option<Done>> {
        let mut decisions = Vec::new();
        let mut seen: HashSet<RowId> = rows.iter().copied().collect();
        for own in self.store.cards(&self.reviewer, rows)? {
            if own.verdict == Verdict::Unreviewed && own.tags.is_empty() {
                return Err(Error::failed(format!(
                    "{} has no verdict and no tags yet to give to others",
                    own.id.short()
                ))
                .hint("decide on it first"));
            }
            let mut others = self.store.alike(own.row)?;
            others.retain(|row| seen.insert(*row));
            for other in self.store.cards(&self.reviewer, &others)? {
                decisions.push((other.row, as_decided_on(&own, &other)));
            }
        }
        self.decide_each(&decisions)
    }

    /// The documents that are nearly the same as this one, the most alike first; withdrawn ones do not count.
    pub fn near(&self, document: &DocumentId) -> Result<Vec<Near>> {
        self.store.near(document)
    }

    /// Compares some of the recommendations that were not compared with the others yet, and says how many are left.
    pub fn compare_some(&mut self) -> Result<usize> {
        self.store.compare_recommendations(AT_ONCE)
    }

    /// Compares what was not compared yet where that is done in a moment; many are left to be done step by step.
    pub(super) fn compare_if_few(&mut self) -> Result<()> {
        if self.store.not_compared()? <= AT_ONCE {
            self.compare_some()?;
        }
        Ok(())
    }

    /// How many recommendations were not compared with the others yet.
    pub fn not_compared(&self) -> Result<usize> {
        self.store.not_compared()
    }
}

/// What gives `other` the verdict and the tags of `own`.
fn as_decided_on(own: &Recommendation, other: &Recommendation) -> Vec<Edit> {
    let schemes: BTreeSet<&String> = own.tags.keys().chain(other.tags.keys()).collect();
    let tags = schemes.into_iter().map(|scheme| Edit::Tags {
        scheme: scheme.clone(),
        edit: TagEdit::Replace,
        notations: own.tags_in(scheme).to_vec(),
    });
    std::iter::once(Edit::Verdict(own.verdict)).chain(tags).collect()
}

/// The recommendations that a filter by what is said elsewhere too lets through.
pub(super) fn said(store: &Store, said: &Said) -> Result<Vec<RowId>> {
    match said {
        Said::MoreThanOnce => store.said_more_than_once(),
        Said::With(id) => {
            let row = store.row_of(id.as_str())?;
            Ok([vec![row], store.alike(row)?].concat())
        }
    }
}
