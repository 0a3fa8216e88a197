//! How many keys a reviewer presses who ends with the cluster and the objectives of a gold list: what the screen's own
//! keys cost, with suggestions that learn as she goes.

use super::{Gold, Prediction, Tier, matched, numbers};
use crate::model::{Kind, Recommendation, Suggestions};
use crate::suggest::{Learner, Named, Suggester};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use serde::Serialize;
use std::collections::BTreeMap;

/// Keys for each recommendation that was kept with the right tags.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Keys {
    /// Recommendations that were decided.
    pub decided: usize,
    /// Keys for them in all.
    pub keys: usize,
    /// Those whose first suggested cluster and objective were right.
    pub first_right: usize,
    /// Keys for each where the first suggestions were right.
    pub keys_each_first_right: Option<f64>,
    /// Keys for each.
    pub keys_each: Option<f64>,
    /// Keys for each of the first ten.
    pub keys_each_first_ten: Option<f64>,
    /// Keys for each of the last ten.
    pub keys_each_last_ten: Option<f64>,
    /// What else was found: one key each, drop or later, which also moves on.
    pub passed: usize,
}

/// One key keeps with the suggested tags and moves on; a digit puts a cluster on.
const KEEP: usize = 1;
const TAG_CLUSTER: usize = 1;
/// Opens the picker of objectives.
const OPEN_PICKER: usize = 1;
/// Puts on what is found (space), or puts it on and closes (enter).
const PUT_ON: usize = 1;

/// Replays a reviewer who goes through what was found, in reading order, with suggestions as the vocabulary makes them
/// before any decision, and learned from hers.
pub fn keys(gold: &[Gold], found: &[Recommendation]) -> Keys {
    let narrative = gold.iter().any(|g| g.tier == Tier::Narrative);
    let counted: Vec<&Recommendation> =
        found.iter().filter(|r| narrative || r.kind == Kind::Listed).collect();
    let predictions: Vec<Prediction> = counted.iter().map(|r| prediction(r)).collect();
    let pairs = matched(gold, &predictions.iter().collect::<Vec<_>>());
    let gold_of: BTreeMap<usize, &Gold> = pairs
        .iter()
        .map(|(g, p, _)| (*p, &gold[*g]))
        .filter(|(_, g)| g.tier != Tier::Optional && !g.objectives.is_empty())
        .collect();
    let mut learner = Learner::default();
    let mut pressed: Vec<(usize, bool)> = Vec::new();
    for (place, gold) in &gold_of {
        let recommendation = counted[*place];
        let passage = recommendation.passage();
        let signs = Suggester::in_use().signs(&passage);
        let mut suggested = Suggester::in_use().suggest(&passage);
        learner.adjust(&signs, &mut suggested);
        pressed.push((keys_for(gold, &suggested), first_right(gold, &suggested)));
        learner.learn(&signs, &tags(gold));
    }
    figures(&pressed, counted.len() - gold_of.len())
}

fn prediction(recommendation: &Recommendation) -> Prediction {
    Prediction {
        text: recommendation.text.clone(),
        kind: recommendation.kind,
        proposers: Vec::new(),
        clusters: Vec::new(),
        objectives: Vec::new(),
    }
}

fn tags(gold: &Gold) -> Vec<Named> {
    let cluster = gold.cluster.iter().map(|n| (CLUSTER.to_string(), n.to_string()));
    let objectives = gold.objectives.iter().map(|n| (OBJECTIVE.to_string(), n.to_string()));
    cluster.chain(objectives).collect()
}

fn first_right(gold: &Gold, suggested: &Suggestions) -> bool {
    let first = |of: Vec<u32>, right: &[&[u32]]| of.first().is_some_and(|n| right.concat().contains(n));
    let cluster = first(numbers(&suggested.clusters), &[gold.cluster.as_slice(), &gold.cluster_also]);
    let objective = first(numbers(&suggested.objectives), &[&gold.objectives, &gold.objectives_also]);
    (cluster || gold.cluster.is_none()) && objective
}

/// The keys from the moment that the cursor stands on a recommendation until it stands on the next.
fn keys_for(gold: &Gold, suggested: &Suggestions) -> usize {
    let standing = |scheme: &str| -> Vec<u32> {
        suggested.standing(scheme).filter_map(|notation| notation.parse().ok()).collect()
    };
    let clusters = standing(CLUSTER);
    let right_cluster =
        gold.cluster.is_none_or(|c| clusters.iter().any(|n| *n == c || gold.cluster_also.contains(n)));
    let objectives = standing(OBJECTIVE);
    let allowed = |n: &u32| gold.objectives.contains(n) || gold.objectives_also.contains(n);
    let right_objectives =
        objectives.iter().all(allowed) && gold.objectives.iter().all(|o| objectives.contains(o));
    let mut keys = KEEP;
    if !right_cluster {
        keys += TAG_CLUSTER;
    }
    if !right_objectives {
        keys += picking(&gold.objectives, &numbers(&suggested.objectives));
    }
    keys
}

/// The keys that put objectives on in the picker, which lists the suggested ones first: moves down to the first of them
/// or its number, the numbers of the others, and space or enter for each.
fn picking(objectives: &[u32], suggested: &[u32]) -> usize {
    let number = |objective: u32| objective.to_string().len();
    let saved = objectives.iter().map(|objective| {
        let moves = suggested.iter().position(|n| n == objective).unwrap_or(usize::MAX);
        number(*objective).saturating_sub(moves)
    });
    let saved = saved.max().unwrap_or(0);
    OPEN_PICKER + objectives.iter().map(|objective| number(*objective) + PUT_ON).sum::<usize>() - saved
}

fn figures(pressed: &[(usize, bool)], passed: usize) -> Keys {
    let each = |of: &[(usize, bool)]| {
        let sum: usize = of.iter().map(|(keys, _)| keys).sum();
        (!of.is_empty()).then(|| sum as f64 / of.len() as f64)
    };
    let right: Vec<(usize, bool)> = pressed.iter().filter(|(_, right)| *right).copied().collect();
    Keys {
        decided: pressed.len(),
        keys: pressed.iter().map(|(keys, _)| keys).sum(),
        first_right: right.len(),
        keys_each_first_right: each(&right),
        keys_each: each(pressed),
        keys_each_first_ten: each(&pressed[..pressed.len().min(10)]),
        keys_each_last_ten: each(&pressed[pressed.len().saturating_sub(10)..]),
        passed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Suggestion;

    fn suggestions(scored: &[(u32, f32)]) -> Vec<Suggestion> {
        let suggestion =
            |&(n, score): &(u32, f32)| Suggestion { notation: n.to_string(), score, evidence: Vec::new() };
        scored.iter().map(suggestion).collect()
    }

    #[test]
    fn every_key_counts() {
        let check =
            |objectives: &[u32], also: &[u32], suggested: &[(u32, f32)], cluster: u32, keys: usize| {
                let gold = Gold {
                    tier: Tier::Explicit,
                    text: String::new(),
                    proposers: Vec::new(),
                    cluster: Some(1),
                    cluster_also: Vec::new(),
                    objectives: objectives.to_vec(),
                    objectives_also: also.to_vec(),
                };
                let suggested = Suggestions {
                    clusters: suggestions(&[(cluster, 0.9)]),
                    objectives: suggestions(suggested),
                    ..Suggestions::default()
                };
                assert_eq!(keys_for(&gold, &suggested), keys, "{objectives:?} {suggested:?}");
            };
        // space
        check(&[8], &[], &[(8, 0.9)], 1, 1);
        check(&[8], &[1], &[(8, 0.9), (1, 0.6)], 1, 1);
        // 1 space
        check(&[8], &[], &[(8, 0.9)], 2, 2);
        // o enter space: it stands first, but below the threshold
        check(&[8], &[], &[(8, 0.4)], 1, 3);
        // o 8 enter space, o 2 2 enter space, o down enter space
        check(&[8], &[], &[(9, 0.9)], 1, 4);
        check(&[22], &[], &[(9, 0.9)], 1, 5);
        check(&[22], &[], &[(9, 0.9), (22, 0.1)], 1, 4);
        // o space 5 enter space
        check(&[8, 5], &[], &[(8, 0.9)], 1, 5);
        // 1 o 8 enter space
        check(&[8], &[], &[], 3, 5);
    }
}
