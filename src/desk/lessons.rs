//! What the reviewer's own tags teach the suggestions, kept up with every step, and how good the suggestions were.

use super::{Desk, SUGGESTED_SCHEMES};
use crate::error::Result;
use crate::model::{Recommendation, RowId, Verdict};
use crate::store::Store;
use crate::suggest::{Learner, Named, Signs, Suggester};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// How many of the last decisions "lately" means.
const LATELY: usize = 50;
/// How many recommendations are in memory at once while all are looked at.
const CHUNK: usize = 1_000;

/// So many of the reviewer's tagged recommendations teach, those tagged last: more would teach little more, and the
/// vocabulary of a hundred thousand takes seconds to read.
const MOST: usize = 4_000;
/// So many older ones are at hand, to teach in the place of those that are taken back.
const RESERVE: usize = 400;

/// The reviewer's tagged recommendations, and what was learned of them. The order in which they were tagged does not
/// matter but for which ones are the last: it is the journal's state that teaches.
#[derive(Debug, Default)]
pub(super) struct Lessons {
    learner: RefCell<Learner>,
    of: HashMap<RowId, Lesson>,
    /// The step in which each was last decided on, the oldest first.
    order: BTreeSet<(i64, RowId)>,
    /// Whether older ones were left out.
    older: bool,
}

#[derive(Debug)]
struct Lesson {
    signs: Signs,
    tags: Vec<Named>,
    step: i64,
    /// Whether it teaches now.
    teaches: bool,
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
        // One more tells whether there are older ones.
        let mut tagged = store.tagged_last(reviewer, MOST + RESERVE + 1)?;
        let mut lessons = Lessons { older: tagged.len() > MOST + RESERVE, ..Lessons::default() };
        if lessons.older {
            tagged.remove(0);
        }
        let (steps, rows): (Vec<i64>, Vec<RowId>) = tagged.into_iter().unzip();
        for (recommendation, step) in store.cards(reviewer, &rows)?.iter().zip(steps) {
            lessons.renew(recommendation, step);
        }
        lessons.settle();
        Ok(lessons)
    }

    /// Whether an older one should have taken the place of one that was taken back.
    fn is_short(&self) -> bool {
        self.older && self.of.len() < MOST
    }

    /// Has those that were tagged last teach, and no others.
    pub(super) fn settle(&mut self) {
        while self.order.len() > MOST + 2 * RESERVE
            && let Some((_, oldest)) = self.order.pop_first()
        {
            self.forget(oldest);
            self.older = true;
        }
        let learner = self.learner.get_mut();
        for (place, (_, row)) in self.order.iter().rev().enumerate() {
            let Some(lesson) = self.of.get_mut(row) else { continue };
            match (lesson.teaches, place < MOST) {
                (false, true) => learner.learn(&lesson.signs, &lesson.tags),
                (true, false) => learner.unlearn(&lesson.signs, &lesson.tags),
                _ => {}
            }
            lesson.teaches = place < MOST;
        }
    }

    /// Takes what a recommendation is tagged with now in the place of what it was tagged with before; it teaches when
    /// all is settled. `step` is the one in which that was decided.
    pub(super) fn renew(&mut self, recommendation: &Recommendation, step: i64) {
        self.forget(recommendation.row);
        let tags = lesson(recommendation);
        if !tags.is_empty() {
            let signs = Suggester::in_use().signs(&recommendation.passage());
            self.order.insert((step, recommendation.row));
            self.of.insert(recommendation.row, Lesson { signs, tags, step, teaches: false });
        }
    }

    fn forget(&mut self, row: RowId) {
        if let Some(Lesson { signs, tags, step, teaches }) = self.of.remove(&row) {
            if teaches {
                self.learner.get_mut().unlearn(&signs, &tags);
            }
            self.order.remove(&(step, row));
        }
    }

    /// Applies what all other recommendations taught: what a recommendation is tagged with says nothing of what to suggest
    /// for it, and its suggestions stay while it is being tagged.
    fn apply(&self, recommendation: &mut Recommendation) {
        let mut learner = self.learner.borrow_mut();
        match self.of.get(&recommendation.row) {
            _ if self.of.is_empty() => {}
            Some(Lesson { signs, tags, teaches: true, .. }) => {
                learner.unlearn(signs, tags);
                learner.adjust(signs, &mut recommendation.suggested);
                learner.learn(signs, tags);
            }
            _ => adjust(&learner, recommendation),
        }
    }
}

impl Desk {
    /// These recommendations with the reviewer's state, in the order asked; unknown ones are left out. The suggestions
    /// for those that are not tagged yet take the reviewer's decisions into account.
    pub fn recommendations(&self, rows: &[RowId]) -> Result<Vec<Recommendation>> {
        self.with_lessons(self.store.recommendations(&self.reviewer, rows)?)
    }

    /// The same as the screen shows them: of those that say the same as one, one is named for all.
    pub fn cards(&self, rows: &[RowId]) -> Result<Vec<Recommendation>> {
        self.with_lessons(self.store.cards(&self.reviewer, rows)?)
    }

    fn with_lessons(&self, mut found: Vec<Recommendation>) -> Result<Vec<Recommendation>> {
        let lessons = self.lessons()?;
        found.iter_mut().for_each(|recommendation| lessons.apply(recommendation));
        Ok(found)
    }

    /// How good the suggestions have been.
    pub fn suggestions_taken(&self) -> Result<Taken> {
        let tagged = self.store.tagged_last(&self.reviewer, usize::MAX)?;
        let tagged: Vec<RowId> = tagged.into_iter().map(|(_, row)| row).collect();
        let (mut learner, mut window) = (Learner::default(), VecDeque::new());
        let mut taken = Taken::default();
        let old = tagged.len().saturating_sub(LATELY);
        for (chunk, rows) in tagged.chunks(CHUNK).enumerate() {
            let recommendations = self.store.cards(&self.reviewer, rows)?;
            for (n, mut recommendation) in recommendations.into_iter().enumerate() {
                let tags = lesson(&recommendation);
                if tags.is_empty() {
                    continue;
                }
                let signs = adjusted(&learner, &mut recommendation);
                taken.count(&recommendation, chunk * CHUNK + n >= old);
                learner.learn(&signs, &tags);
                window.push_back((signs, tags));
                if window.len() > MOST
                    && let Some((signs, tags)) = window.pop_front()
                {
                    learner.unlearn(&signs, &tags);
                }
            }
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
            for recommendation in self.store.cards(&self.reviewer, rows)? {
                let step = self.store.last_step(&self.reviewer, recommendation.row)?;
                lessons.renew(&recommendation, step);
            }
            lessons.settle();
            if lessons.is_short() {
                self.lessons.take();
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

fn adjust(learner: &Learner, recommendation: &mut Recommendation) {
    adjusted(learner, recommendation);
}

fn adjusted(learner: &Learner, recommendation: &mut Recommendation) -> Signs {
    let signs = Suggester::in_use().signs(&recommendation.passage());
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
