//! What the reviewer's own tags teach the suggestions, kept up with every step, and how good the suggestions were.

use super::{Desk, SUGGESTED_SCHEMES};
use crate::error::Result;
use crate::model::{Recommendation, RowId, Verdict};
use crate::store::Store;
use crate::suggest::{Learner, Named, Signs, Suggester};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// How many of the last decisions "lately" means.
const LATELY: usize = 50;

/// The reviewer's tagged recommendations, and what was learned of them. The order in which they were tagged does not
/// matter: it is the journal's state that teaches.
#[derive(Debug, Default)]
pub(super) struct Lessons {
    learner: RefCell<Learner>,
    of: HashMap<RowId, (Signs, Vec<Named>)>,
}

/// How often the concept that was suggested first was taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Recommendations that were tagged while the program had a suggestion, or none.
    pub tagged: usize,
    /// Those that got the tag that was suggested first.
    pub taken: usize,
}

/// How good suggestions have been for this reviewer: what the program would have suggested first at each decision, with
/// what it had learned by then, against the tags of today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Shares of all decisions, by scheme.
    pub all: BTreeMap<String, Share>,
    /// Shares of the last decisions, by scheme.
    pub lately: BTreeMap<String, Share>,
    /// Shares by the objective that was suggested first.
    pub objectives: BTreeMap<String, Share>,
}

impl Lessons {
    fn read(store: &Store, reviewer: &str) -> Result<Lessons> {
        let mut lessons = Lessons::default();
        for recommendation in store.recommendations(reviewer, &store.tagged_rows(reviewer)?)? {
            lessons.renew(&recommendation);
        }
        Ok(lessons)
    }

    /// Learns what a recommendation is tagged with now, and forgets what it was tagged with before.
    pub(super) fn renew(&mut self, recommendation: &Recommendation) {
        if let Some((signs, tags)) = self.of.remove(&recommendation.row) {
            self.learner.get_mut().unlearn(&signs, &tags);
        }
        let tags = lesson(recommendation);
        if !tags.is_empty() {
            let signs = Suggester::built_in().signs(&recommendation.passage());
            self.learner.get_mut().learn(&signs, &tags);
            self.of.insert(recommendation.row, (signs, tags));
        }
    }

    /// Applies what all other recommendations taught: what a recommendation is tagged with says nothing of what to suggest
    /// for it, and its suggestions stay while it is being tagged.
    fn apply(&self, recommendation: &mut Recommendation) {
        let mut learner = self.learner.borrow_mut();
        match self.of.get(&recommendation.row) {
            _ if self.of.is_empty() => {}
            Some((signs, tags)) => {
                learner.unlearn(signs, tags);
                learner.adjust(signs, &mut recommendation.suggested);
                learner.learn(signs, tags);
            }
            None => {
                adjust(&learner, recommendation);
            }
        }
    }
}

impl Desk {
    /// These recommendations with the reviewer's state, in the order asked; unknown ones are left out. The suggestions
    /// for those that are not tagged yet take the reviewer's decisions into account.
    pub fn recommendations(&self, rows: &[RowId]) -> Result<Vec<Recommendation>> {
        let mut found = self.store.recommendations(&self.reviewer, rows)?;
        let lessons = self.lessons()?;
        found.iter_mut().for_each(|recommendation| lessons.apply(recommendation));
        Ok(found)
    }

    /// How good the suggestions have been.
    pub fn suggestions_taken(&self) -> Result<Taken> {
        let mut tagged =
            self.store.recommendations(&self.reviewer, &self.store.tagged_rows(&self.reviewer)?)?;
        tagged.sort_by(|a, b| (&a.decided_at, a.row).cmp(&(&b.decided_at, b.row)));
        let mut learner = Learner::default();
        let mut taken = Taken::default();
        let old = tagged.len().saturating_sub(LATELY);
        for (n, mut recommendation) in tagged.into_iter().enumerate() {
            let tags = lesson(&recommendation);
            if tags.is_empty() {
                continue;
            }
            let signs = adjust(&learner, &mut recommendation);
            learner.learn(&signs, &tags);
            taken.count(&recommendation, n >= old);
        }
        Ok(taken)
    }

    fn lessons(&self) -> Result<&Lessons> {
        if let Some(lessons) = self.lessons.get() {
            return Ok(lessons);
        }
        let lessons = Lessons::read(&self.store, &self.reviewer)?;
        Ok(self.lessons.get_or_init(|| lessons))
    }

    /// Brings the lessons up to a step that changed these recommendations.
    pub(super) fn learn(&mut self, rows: &[RowId]) -> Result<()> {
        if let Some(lessons) = self.lessons.get_mut() {
            for recommendation in self.store.recommendations(&self.reviewer, rows)? {
                lessons.renew(&recommendation);
            }
        }
        Ok(())
    }
}

impl Taken {
    fn count(&mut self, recommendation: &Recommendation, lately: bool) {
        for scheme in SUGGESTED_SCHEMES {
            let tags = recommendation.tags_in(scheme);
            if tags.is_empty() {
                continue;
            }
            let first = recommendation.suggested.of(scheme).first();
            let right = first.is_some_and(|first| tags.contains(&first.notation));
            self.all.entry(scheme.to_string()).or_default().add(right);
            if lately {
                self.lately.entry(scheme.to_string()).or_default().add(right);
            }
            if let (OBJECTIVE, Some(first)) = (scheme, first) {
                self.objectives.entry(first.notation.clone()).or_default().add(right);
            }
        }
    }
}

impl Share {
    fn add(&mut self, taken: bool) {
        self.tagged += 1;
        self.taken += usize::from(taken);
    }
}

fn adjust(learner: &Learner, recommendation: &mut Recommendation) -> Signs {
    let signs = Suggester::built_in().signs(&recommendation.passage());
    learner.adjust(&signs, &mut recommendation.suggested);
    signs
}

/// What a recommendation teaches: the tags that the reviewer put on it, unless it was dropped.
fn lesson(recommendation: &Recommendation) -> Vec<Named> {
    if recommendation.verdict == Verdict::Drop {
        return Vec::new();
    }
    let of = |scheme: &str| -> Vec<Named> {
        let named = |notation: &String| (scheme.to_string(), notation.clone());
        recommendation.tags_in(scheme).iter().map(named).collect()
    };
    [of(CLUSTER), of(OBJECTIVE)].concat()
}
