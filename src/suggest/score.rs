//! What the terms of a text add up to, as likelihoods.

use super::terms::Found;
use super::vocabulary::{CLUSTERS, OBJECTIVES};
use super::words::Words;
use crate::model::{Suggestion, Suggestions};
use crate::taxonomy;

/// What a term counts in the detail of a sentence (after "including", "in order to").
const DETAIL: f32 = 0.6;
/// Suggestions less likely than this are not made.
const LEAST_SCORE: f32 = 0.05;
const MOST_OBJECTIVES: usize = 5;
const MOST_EVIDENCE: usize = 6;

const PLACES: usize = OBJECTIVES + CLUSTERS;

/// Adds up what terms say.
#[derive(Debug, Default)]
pub(super) struct Tally {
    sums: [f32; PLACES],
    /// What spoke for a place in the passage's own words: weight, and the bytes of the text.
    spoke: Vec<(usize, f32, (usize, usize))>,
}

impl Tally {
    /// Counts a term of the passage's own words, by its weightiest occurrence.
    pub(super) fn add(&mut self, found: &Found, words: &Words, details: &[bool]) {
        let plain = found.phrases.iter().any(|&(first, _)| !details.get(first).copied().unwrap_or(false));
        let share = if plain { 1.0 } else { DETAIL };
        for &(place, weight) in found.speaks {
            self.sums[place] += weight * share;
            if weight > 0.0 {
                for &(first, last) in &found.phrases {
                    if let (Some(first), Some(last)) = (words.get(first), words.get(last)) {
                        self.spoke.push((place, weight * share, (first.start, last.end)));
                    }
                }
            }
        }
    }

    /// Counts a term of the words around the passage.
    pub(super) fn add_context(&mut self, found: &Found, share: f32) {
        for &(place, weight) in found.speaks {
            self.sums[place] += weight * share;
        }
    }

    /// The concepts that the sums speak for, best first.
    pub(super) fn suggestions(&self, text: &str) -> Suggestions {
        if self.spoke.is_empty() {
            return Suggestions::default();
        }
        let objectives = self.objectives();
        let clusters = self.clusters(&objectives);
        let of_cluster = |cluster: usize| {
            let backing =
                proposals().iter().enumerate().filter(move |(_, p)| p.contains(&cluster)).map(|(o, _)| o);
            std::iter::once(OBJECTIVES + cluster).chain(backing)
        };
        let named = |n: usize, score: f32, evidence: Vec<String>| Suggestion {
            notation: (n + 1).to_string(),
            score,
            evidence,
        };
        Suggestions {
            clusters: clusters
                .into_iter()
                .map(|(n, score)| named(n, score, self.evidence(text, &of_cluster(n).collect::<Vec<_>>())))
                .collect(),
            objectives: objectives
                .into_iter()
                .take(MOST_OBJECTIVES)
                .map(|(n, score)| named(n, score, self.evidence(text, &[n])))
                .collect(),
        }
    }

    fn objectives(&self) -> Vec<(usize, f32)> {
        let sums = &self.sums[..OBJECTIVES];
        let of = |n: usize| {
            let rival = sums.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, s)| *s).fold(0.0, f32::max);
            likelihood(sums[n], rival)
        };
        let scored = (0..OBJECTIVES).filter(|&n| sums[n] > 0.0).map(|n| (n, of(n)));
        best_first(scored.filter(|(_, score)| *score >= LEAST_SCORE).collect())
    }

    fn clusters(&self, objectives: &[(usize, f32)]) -> Vec<(usize, f32)> {
        let mut strength = [0.0f32; CLUSTERS];
        for &(objective, score) in objectives {
            for (n, &cluster) in proposals()[objective].iter().enumerate() {
                strength[cluster] += score * if n == 0 { 1.0 } else { 0.2 };
            }
        }
        for (cluster, strength) in strength.iter_mut().enumerate() {
            *strength += 0.15 * self.sums[OBJECTIVES + cluster];
        }
        let total: f32 = strength.iter().map(|s| s.max(0.0)).sum();
        let scored = strength.iter().enumerate().map(|(n, s)| (n, (s / total.max(0.9)).clamp(0.0, 0.98)));
        best_first(scored.filter(|(_, score)| *score >= LEAST_SCORE).collect())
    }

    /// The words of the text that spoke for any of the places, weightiest first, each once.
    fn evidence(&self, text: &str, places: &[usize]) -> Vec<String> {
        let mut spoke: Vec<_> = self.spoke.iter().filter(|(place, ..)| places.contains(place)).collect();
        spoke.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
        let mut evidence: Vec<String> = Vec::new();
        for words in spoke.iter().filter_map(|(.., (start, end))| text.get(*start..*end)) {
            if !evidence.iter().any(|known| known == words) {
                evidence.push(words.to_owned());
            }
            if evidence.len() == MOST_EVIDENCE {
                break;
            }
        }
        evidence
    }
}

/// How likely an objective is right whose terms add up to `sum` while its strongest rival's add up to `rival`.
fn likelihood(sum: f32, rival: f32) -> f32 {
    let logit = -0.6 + 0.35 * sum.min(8.0) + 0.45 * (sum - rival).clamp(-6.0, 6.0);
    1.0 / (1.0 + (-logit).exp())
}

fn best_first(mut scored: Vec<(usize, f32)>) -> Vec<(usize, f32)> {
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    scored
}

/// The project's proposal of clusters for each objective, best first, as places.
fn proposals() -> &'static [Vec<usize>; OBJECTIVES] {
    static PROPOSALS: std::sync::OnceLock<[Vec<usize>; OBJECTIVES]> = std::sync::OnceLock::new();
    PROPOSALS.get_or_init(|| {
        let taxonomy = taxonomy::built_in();
        let mut out: [Vec<usize>; OBJECTIVES] = Default::default();
        for (n, (_, clusters)) in taxonomy.proposed_clusters.iter().enumerate().take(OBJECTIVES) {
            let place = |c: &String| taxonomy.clusters().iter().position(|k| k.notation == *c);
            out[n] = clusters.iter().filter_map(place).collect();
        }
        out
    })
}
