//! What the terms of a text add up to, as likelihoods.

use super::terms::Found;
use super::vocabulary::{CLUSTERS, OBJECTIVES, Place};
use super::words::Words;
use crate::model::{Suggestion, Suggestions};
use crate::taxonomy::{self, Taxonomy};

/// A recommendation says first what it wants: after so many words, each further word lessens what a term counts.
const HEAD_WORDS: usize = 4;
const LESS_PER_WORD: f32 = 0.015;
const LEAST_SHARE: f32 = 0.7;
/// A second term says less than the first, a third less than the second.
const AGAIN: f32 = 0.75;

/// What a term counts the second time, as a part of what it counted before.
const REPEATED: f32 = 0.4;

/// Objectives whose words go with every other ("cooperate", "protect", "rights"), with the part of the strongest
/// other objective's sum that is taken from theirs: who asks for cooperation against smuggling speaks of smuggling.
const GENERAL: [(Place, f32); 2] = [(22, 0.5), (6, 0.5)];

/// What the example sentences count beside the terms, and how much they say for an objective that no term speaks for before
/// it is one.
const EXAMPLES: f32 = 1.1;
const LEAST_HEARD: f32 = 1.0;
/// A sum of terms that leaves little doubt.
const ENOUGH: f32 = 8.0;

/// Part of an objective's likelihood that goes to the clusters proposed for it after the first, and what the
/// sum of a cluster's own terms adds.
const SECOND_CLUSTER: f32 = 0.2;
const OWN_TERMS: f32 = 0.15;
/// How far the strongest cluster stands out, and how much must be said for a cluster to be sure.
const SHARPNESS: f32 = 1.5;
const LEAST_TOTAL: f32 = 0.9;
const MOST_SCORE: f32 = 0.98;

/// Suggestions less likely than this are not made.
pub(super) const LEAST_SCORE: f32 = 0.01;
pub(super) const MOST_OBJECTIVES: usize = 5;
const MOST_EVIDENCE: usize = 6;

/// Adds up what terms say.
#[derive(Debug, Default)]
pub(super) struct Tally {
    said: [Vec<Said>; OBJECTIVES + CLUSTERS],
    /// What spoke for a place in the passage's own words: weight, and the bytes of the text.
    spoke: Vec<(Place, f32, (usize, usize))>,
}

/// What one term said for a place, and the words of the passage that it said it with; none of the words around.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) weight: f32,
    pub(super) words: Option<(usize, usize)>,
}

impl Said {
    fn overlaps(&self, other: &Said) -> bool {
        match (self.words, other.words) {
            (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
            _ => false,
        }
    }
}

impl Tally {
    /// Counts a term of the passage's own words; when it comes again it counts less.
    pub(super) fn add(&mut self, found: &Found, words: &Words) {
        let Some(&(first, last)) = found.phrases.first() else { return };
        let late = first.saturating_sub(HEAD_WORDS) as f32 * LESS_PER_WORD;
        let share = (1.0 - late).max(LEAST_SHARE) * REPEATED.powi(found.before.min(10) as i32);
        for &(place, weight) in found.speaks {
            self.said[place].push(Said { weight: weight * share, words: Some((first, last)) });
            if weight > 0.0 {
                for &(first, last) in &found.phrases {
                    if let (Some(first), Some(last)) = (words.get(first), words.get(last)) {
                        self.spoke.push((place, weight * share, (first.start, last.end)));
                    }
                }
            }
        }
    }

    /// What was said so far for the objective that most was said for.
    pub(super) fn strongest(&mut self) -> f32 {
        self.said[..OBJECTIVES].iter_mut().map(|said| sum(said)).fold(0.0, f32::max)
    }

    /// Counts a term of the words around the passage.
    pub(super) fn add_context(&mut self, found: &Found, share: f32) {
        for &(place, weight) in found.speaks {
            self.said[place].push(Said { weight: weight * share, words: None });
        }
    }

    /// The concepts that the sums and the example sentences speak for, best first; `heard` names the bytes of the text that
    /// the examples know an objective by, for where no term is evidence.
    pub(super) fn suggestions(
        mut self,
        text: &str,
        proposals: &Proposals,
        examples: &[f32; OBJECTIVES],
        heard: impl Fn(Place) -> Vec<(usize, usize)>,
    ) -> Suggestions {
        self.spoke.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
        let sums = self.sums();
        let objectives = objectives(&sums[..OBJECTIVES], examples);
        for &(n, _) in objectives.iter().take(MOST_OBJECTIVES) {
            if !self.spoke.iter().any(|(place, ..)| *place == n) {
                self.spoke.extend(heard(n).into_iter().map(|span| (n, 1.0, span)));
            }
        }
        let clusters = clusters(&sums[OBJECTIVES..], &objectives, proposals);
        let suggestion = |n: usize, score: f32, places: &[Place]| Suggestion {
            notation: (n + 1).to_string(),
            score,
            evidence: self.evidence(text, places),
        };
        Suggestions {
            clusters: clusters
                .iter()
                .map(|&(n, score)| suggestion(n, score, &proposals.backing(n)))
                .collect(),
            objectives: objectives
                .iter()
                .take(MOST_OBJECTIVES)
                .map(|&(n, score)| suggestion(n, score, &[n]))
                .collect(),
            ..Suggestions::default()
        }
    }

    /// What was said for each place, the weightiest whole and each further one less.
    fn sums(&mut self) -> Vec<f32> {
        let mut sums: Vec<f32> = self.said.iter_mut().map(|said| sum(said)).collect();
        let plain: Vec<f32> = sums[..OBJECTIVES].to_vec();
        for (n, (general, part)) in GENERAL.into_iter().enumerate() {
            let more_general = &GENERAL[..=n];
            let others = plain.iter().enumerate().filter(|(p, _)| more_general.iter().all(|(g, _)| g != p));
            sums[general] -= part * others.map(|(_, s)| *s).fold(0.0, f32::max);
        }
        sums
    }

    /// The words of the text that spoke for any of the places, weightiest first, no word twice.
    fn evidence(&self, text: &str, places: &[Place]) -> Vec<String> {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut evidence: Vec<String> = Vec::new();
        for &(_, _, (start, end)) in self.spoke.iter().filter(|(place, ..)| places.contains(place)) {
            if evidence.len() == MOST_EVIDENCE {
                break;
            }
            let words = text.get(start..end).unwrap_or_default();
            if spans.iter().all(|&(s, e)| end <= s || e <= start)
                && !evidence.iter().any(|known| known == words)
            {
                spans.push((start, end));
                evidence.push(words.to_owned());
            }
        }
        evidence
    }
}

/// Terms that share words say the same thing: the weightiest of them counts.
pub(super) fn sum(said: &mut [Said]) -> f32 {
    said.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut share = 1.0;
    let mut sum = 0.0;
    for (n, term) in said.iter().enumerate() {
        if term.weight <= 0.0 {
            sum += term.weight;
        } else if !said[..n].iter().any(|earlier| earlier.overlaps(term)) {
            sum += term.weight * share;
            share *= AGAIN;
        }
    }
    sum
}

/// The objectives that terms and examples speak for, best first, each with how likely it is right: a logistic curve over how
/// far it is ahead of its strongest rival and how much was said for it at all, fitted on tagged sentences and rounded, so
/// that of ten suggestions that score 0.9 nine are right.
fn objectives(sums: &[f32], examples: &[f32; OBJECTIVES]) -> Vec<(usize, f32)> {
    let strengths: Vec<f32> = sums.iter().zip(examples).map(|(sum, heard)| strength(*sum, *heard)).collect();
    let rival = |n: usize| {
        let others = strengths.iter().enumerate().filter(|(m, _)| *m != n);
        others.map(|(_, s)| *s).fold(f32::MIN, f32::max)
    };
    let likelihood = |(n, (&sum, &heard)): (usize, (&f32, &f32))| {
        let said = 0.33 * sum.clamp(0.0, ENOUGH) + 0.25 * heard.clamp(-2.0, 6.0);
        let unnamed = if sum > 0.0 { 0.0 } else { 1.0 };
        let logit = -1.2 + said - unnamed + 0.42 * (strengths[n] - rival(n));
        (n, 1.0 / (1.0 + (-logit).exp()))
    };
    let spoken_for = sums.iter().zip(examples).enumerate();
    best_first(spoken_for.filter(|(_, (sum, heard))| **sum > 0.0 || **heard > LEAST_HEARD).map(likelihood))
}

/// How strongly terms that add up to `sum` and examples speak for an objective, as log odds. The six keep a text in which
/// little is said from being sure of anything.
fn strength(sum: f32, heard: f32) -> f32 {
    let sum = sum.max(0.0);
    0.2 * sum.min(ENOUGH) + 4.0 * (sum + 6.0).ln() + EXAMPLES * heard
}

fn clusters(sums: &[f32], objectives: &[(usize, f32)], proposals: &Proposals) -> Vec<(usize, f32)> {
    let mut strength = [0.0f32; CLUSTERS];
    for &(objective, score) in objectives {
        for (n, &cluster) in proposals.0[objective].iter().enumerate() {
            strength[cluster] += score * if n == 0 { 1.0 } else { SECOND_CLUSTER };
        }
    }
    for (strength, sum) in strength.iter_mut().zip(sums) {
        *strength = (*strength + OWN_TERMS * sum).max(0.0);
    }
    let total: f32 = strength.iter().map(|s| s.powf(SHARPNESS)).sum();
    let share = |s: f32| (s.powf(SHARPNESS) / total.max(LEAST_TOTAL)).min(MOST_SCORE);
    best_first(strength.iter().enumerate().map(|(n, s)| (n, share(*s))))
}

fn best_first(scored: impl Iterator<Item = (usize, f32)>) -> Vec<(usize, f32)> {
    let mut scored: Vec<_> = scored.filter(|(_, score)| *score >= LEAST_SCORE).collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    scored
}

/// The clusters proposed for each objective, best first: all by number from 0, in the order of the Compact, whatever
/// order a user shows them in.
#[derive(Debug)]
pub(super) struct Proposals(Vec<Vec<usize>>);

impl Proposals {
    /// The proposals of a taxonomy.
    pub(super) fn of(taxonomy: &Taxonomy) -> Proposals {
        let compact = taxonomy::built_in();
        let number = |c: &String| compact.clusters().iter().position(|k| k.notation == *c);
        let of = |notation: &str| {
            let proposal = taxonomy.proposed_clusters.iter().find(|(o, _)| o == notation);
            proposal.map(|(_, clusters)| clusters.iter().filter_map(number).collect()).unwrap_or_default()
        };
        Proposals(compact.objectives().iter().map(|o| of(&o.notation)).collect())
    }

    /// The places whose terms speak for a cluster: its own and those of the objectives proposed for it.
    fn backing(&self, cluster: usize) -> Vec<Place> {
        let objectives = self.0.iter().enumerate().filter(|(_, p)| p.contains(&cluster)).map(|(o, _)| o);
        std::iter::once(OBJECTIVES + cluster).chain(objectives).collect()
    }
}
