//! What a reviewer's decisions teach: which words and which headings go with which concepts.
//!
//! Counts only, so that lessons may come in any order and be taken back: the same decisions always teach the same. A
//! lesson moves the built-in likelihoods and never replaces them; one decision moves them a little.

use super::Suggester;
use super::score::{LEAST_SCORE, MOST_OBJECTIVES};
use super::words::Words;
use crate::model::text::fold;
use crate::model::{Passage, SchemeId, Suggestion, Suggestions};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use std::collections::{BTreeMap, HashMap};

/// How many lessons the guess before any lesson counts as.
const DOUBT: f32 = 2.0;
/// What the words of a passage move together, and what where it stands moves.
const WORDS: f32 = 0.5;
const PLACE: f32 = 0.1;
/// A word that lessons in other concepts used speaks a little against; no one word speaks more against than this.
const AGAINST: f32 = -0.5;
/// How far lessons move a likelihood (as log odds) at most.
const FURTHEST: f32 = 3.0;
/// The likelihood, as log odds, of a concept that the vocabulary does not propose.
const UNPROPOSED: f32 = -4.0;

/// What lessons know a passage by: its words, and the heading and the lead-in that it stands under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signs {
    words: Vec<u64>,
    place: Vec<u64>,
}

/// A concept, by scheme and notation.
pub type Named = (SchemeId, String);

/// What was counted for one concept.
#[derive(Debug, Clone, Default, PartialEq)]
struct Taught {
    lessons: u32,
    signs: HashMap<u64, u32>,
}

/// Learns from tagged passages, and applies what it learned to the suggestions for others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Learner {
    all: Taught,
    concepts: BTreeMap<Named, Taught>,
}

impl Taught {
    fn count(&mut self, signs: &Signs) {
        self.lessons += 1;
        signs.all().for_each(|sign| *self.signs.entry(*sign).or_default() += 1);
    }

    fn discount(&mut self, signs: &Signs) {
        self.lessons = self.lessons.saturating_sub(1);
        for sign in signs.all() {
            if let Some(count) = self.signs.get_mut(sign) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.signs.remove(sign);
                }
            }
        }
    }

    fn with(&self, sign: u64) -> f32 {
        self.signs.get(&sign).copied().unwrap_or(0) as f32
    }
}

impl Signs {
    fn all(&self) -> impl Iterator<Item = &u64> {
        self.words.iter().chain(&self.place)
    }
}

impl Suggester {
    /// What lessons know a passage by.
    pub fn signs(&self, passage: &Passage) -> Signs {
        let words = Words::of(passage.text);
        let small_words = &self.vocabulary.small_words;
        let language = small_words.language(&words, passage.language);
        let mut stem = String::new();
        let mut stems: Vec<u64> = words
            .iter()
            .filter(|(_, word)| word.len() > 2 && !small_words.contains(language, word))
            .map(|(_, word)| {
                stem.clear();
                stem.push_str(word);
                language.stem(&mut stem);
                sign("", &stem)
            })
            .collect();
        stems.sort_unstable();
        stems.dedup();
        let heading = passage.section.last().map(|heading| sign("heading ", &fold(heading)));
        let lead_in = passage.lead_in.map(|lead_in| sign("lead-in ", &fold(lead_in)));
        Signs { words: stems, place: heading.into_iter().chain(lead_in).collect() }
    }
}

impl Learner {
    /// Counts a passage that was tagged with these concepts.
    pub fn learn(&mut self, signs: &Signs, tags: &[Named]) {
        self.all.count(signs);
        for tag in tags {
            self.concepts.entry(tag.clone()).or_default().count(signs);
        }
    }

    /// Takes a lesson back; what is left is as if it had never been.
    pub fn unlearn(&mut self, signs: &Signs, tags: &[Named]) {
        self.all.discount(signs);
        for tag in tags {
            if let Some(taught) = self.concepts.get_mut(tag) {
                taught.discount(signs);
                if taught.lessons == 0 {
                    self.concepts.remove(tag);
                }
            }
        }
    }

    /// Moves suggestions by what was learned.
    pub fn adjust(&self, signs: &Signs, suggestions: &mut Suggestions) {
        if self.concepts.is_empty() {
            return;
        }
        self.adjust_scheme(CLUSTER, signs, &mut suggestions.clusters);
        self.adjust_scheme(OBJECTIVE, signs, &mut suggestions.objectives);
        suggestions.objectives.truncate(MOST_OBJECTIVES);
    }

    fn adjust_scheme(&self, scheme: &str, signs: &Signs, suggestions: &mut Vec<Suggestion>) {
        for ((_, notation), taught) in self.concepts.iter().filter(|((of, _), _)| of == scheme) {
            let moved = self.moves(taught, signs);
            let of_concept = |s: &&mut Suggestion| s.notation == *notation;
            match suggestions.iter_mut().find(of_concept) {
                Some(suggestion) => suggestion.score = moved_by(log_odds(suggestion.score), moved),
                None => suggestions.push(Suggestion {
                    notation: notation.clone(),
                    score: moved_by(UNPROPOSED, moved),
                    evidence: Vec::new(),
                }),
            }
        }
        suggestions.retain(|s| s.score >= LEAST_SCORE);
        // Stable: where scores agree, what the vocabulary said first stays first.
        suggestions.sort_by(|a, b| b.score.total_cmp(&a.score));
    }

    /// How far the lessons of a concept move its likelihood, as log odds.
    fn moves(&self, taught: &Taught, signs: &Signs) -> f32 {
        let speak = |sign: &u64| self.speaks(taught, *sign);
        let words: f32 = signs.words.iter().map(speak).sum();
        let place: f32 = signs.place.iter().map(speak).sum();
        let words = WORDS * words / (signs.words.len().max(1) as f32).sqrt();
        (words + PLACE * place).clamp(-FURTHEST, FURTHEST)
    }

    /// How much oftener a sign stood in the lessons of a concept than in all, as a logarithm.
    fn speaks(&self, taught: &Taught, sign: u64) -> f32 {
        let seen = self.all.with(sign);
        if seen == 0.0 {
            return 0.0;
        }
        let among_all = (seen + 0.1) / (self.all.lessons as f32 + 4.0);
        let among_these = (taught.with(sign) + DOUBT * among_all) / (taught.lessons as f32 + DOUBT);
        (among_these / among_all).ln().max(AGAINST)
    }
}

fn log_odds(score: f32) -> f32 {
    let score = score.clamp(0.001, 0.999);
    (score / (1.0 - score)).ln()
}

fn moved_by(log_odds: f32, moved: f32) -> f32 {
    1.0 / (1.0 + (-(log_odds + moved)).exp())
}

/// A number for a sign, the same on every machine (FNV-1a).
fn sign(kind: &str, words: &str) -> u64 {
    let bytes = kind.bytes().chain(words.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signs(text: &str) -> Signs {
        Suggester::built_in().signs(&Passage { text, ..Passage::default() })
    }

    fn objective(n: u32) -> Named {
        (OBJECTIVE.to_string(), n.to_string())
    }

    fn suggested(learner: &Learner, text: &str) -> Suggestions {
        let mut suggestions = Suggester::built_in().suggest(&Passage { text, ..Passage::default() });
        learner.adjust(&signs(text), &mut suggestions);
        suggestions
    }

    #[test]
    fn a_few_lessons_help_and_are_taken_back() {
        let text = "Give every ferryman a lantern and a whistle.";
        let mut learner = Learner::default();
        let before = suggested(&learner, text);
        let lessons = [
            ("Ferrymen need lanterns.", 8),
            ("Lanterns and whistles on every ferry.", 8),
            ("Buy looms for the weavers.", 18),
            ("A market for woven cloth.", 20),
        ];
        for (lesson, n) in lessons {
            learner.learn(&signs(lesson), &[objective(n)]);
        }
        let after = suggested(&learner, text);
        assert_eq!(after.objectives.first().map(|s| s.notation.as_str()), Some("8"), "{after:?}");
        for (lesson, n) in lessons {
            learner.unlearn(&signs(lesson), &[objective(n)]);
        }
        assert_eq!(learner, Learner::default());
        assert_eq!(suggested(&learner, text), before);
    }

    #[test]
    fn one_lesson_does_not_overturn_a_clear_text() {
        let mut learner = Learner::default();
        learner.learn(&signs("Speed up search and rescue at sea."), &[objective(23)]);
        let text = "Strengthen search and rescue of migrants at sea, and identify the dead.";
        assert_eq!(suggested(&learner, text).objectives[0].notation, "8");
    }

    proptest! {
        #[test]
        fn the_order_of_lessons_does_not_matter(order in Just(vec![0usize, 1, 2, 3]).prop_shuffle(), undone in 0usize..4) {
            let texts = ["Count the boats.", "Boats for fishers.", "Teach the fishers to count.", "Boats, boats, boats."];
            let mut straight = Learner::default();
            let mut shuffled = Learner::default();
            for n in (0..4).filter(|n| *n != undone) {
                straight.learn(&signs(texts[n]), &[objective(n as u32 % 2 + 1)]);
            }
            for n in order {
                shuffled.learn(&signs(texts[n]), &[objective(n as u32 % 2 + 1)]);
            }
            shuffled.unlearn(&signs(texts[undone]), &[objective(undone as u32 % 2 + 1)]);
            prop_assert_eq!(straight, shuffled);
        }
    }
}
