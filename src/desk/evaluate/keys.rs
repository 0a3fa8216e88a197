//! How many keys a reviewer presses who ends with the cluster and the objectives of a gold list: what the screen's own
//! keys cost, with suggestions that learn as she goes.

use super::{Gold, Prediction, Tier, matched, numbers};
use crate::desk::LETTERS;
use crate::desk::taking::{best_cluster, told_by_objectives};
use crate::model::{Kind, Recommendation, RowId, Suggestions};
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

/// The keys for one recommendation, from the moment that the cursor stands on it until it stands on the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Pressed {
    /// Which one.
    pub row: RowId,
    /// The keys, as people write them.
    pub keys: Vec<String>,
    /// The clusters and the objectives that it has then; none where it was passed by.
    pub tags: Option<(Vec<u32>, Vec<u32>)>,
    /// Whether the first suggested cluster and objective were right.
    first_right: bool,
    /// Whether it counts: where the gold list has no narrative items, only listed ones do.
    counted: bool,
}

/// Counts the keys of a reviewer who goes through what was found, in reading order, with suggestions as the vocabulary
/// makes them before any decision, and learned from hers.
pub fn keys(gold: &[Gold], found: &[Recommendation]) -> Keys {
    figures(&key_log(gold, found))
}

/// Every key of that reviewer. What is in no gold list she drops.
pub fn key_log(gold: &[Gold], found: &[Recommendation]) -> Vec<Pressed> {
    let narrative = gold.iter().any(|g| g.tier == Tier::Narrative);
    let counted: Vec<&Recommendation> =
        found.iter().filter(|r| narrative || r.kind == Kind::Listed).collect();
    let predictions: Vec<Prediction> = counted.iter().map(|r| prediction(r)).collect();
    let pairs = matched(gold, &predictions.iter().collect::<Vec<_>>());
    let gold_of: BTreeMap<RowId, &Gold> = pairs
        .iter()
        .map(|(g, p, _)| (counted[*p].row, &gold[*g]))
        .filter(|(_, g)| g.tier != Tier::Optional && !g.objectives.is_empty())
        .collect();
    let mut learner = Learner::default();
    let mut log = Vec::new();
    for recommendation in found {
        let row = recommendation.row;
        let mut pressed = Pressed {
            row,
            keys: vec!["d".to_string()],
            tags: None,
            first_right: false,
            counted: narrative || recommendation.kind == Kind::Listed,
        };
        if let Some(gold) = gold_of.get(&row) {
            let passage = recommendation.passage();
            let signs = Suggester::in_use().signs(&passage);
            let mut suggested = Suggester::in_use().suggest(&passage);
            learner.adjust(&signs, &mut suggested);
            let (keys, clusters, objectives) = keys_for(gold, &suggested);
            learner.learn(&signs, &named(&clusters, &objectives));
            pressed.first_right = first_right(gold, &suggested);
            (pressed.keys, pressed.tags) = (keys, Some((clusters, objectives)));
        }
        log.push(pressed);
    }
    log
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

fn named(clusters: &[u32], objectives: &[u32]) -> Vec<Named> {
    let clusters = clusters.iter().map(|n| (CLUSTER.to_string(), n.to_string()));
    clusters.chain(objectives.iter().map(|n| (OBJECTIVE.to_string(), n.to_string()))).collect()
}

fn first_right(gold: &Gold, suggested: &Suggestions) -> bool {
    let first = |of: Vec<u32>, right: &[&[u32]]| of.first().is_some_and(|n| right.concat().contains(n));
    let cluster = first(numbers(&suggested.clusters), &[gold.cluster.as_slice(), &gold.cluster_also]);
    let objective = first(numbers(&suggested.objectives), &[&gold.objectives, &gold.objectives_also]);
    (cluster || gold.cluster.is_none()) && objective
}

/// The keys that decide one, and the clusters and objectives that it has then.
fn keys_for(gold: &Gold, suggested: &Suggestions) -> (Vec<String>, Vec<u32>, Vec<u32>) {
    let standing = |scheme: &str| -> Vec<u32> {
        suggested.standing(scheme).filter_map(|notation| notation.parse().ok()).collect()
    };
    let (objective_keys, objectives) =
        objectives(gold, &standing(OBJECTIVE), &numbers(&suggested.objectives));
    let mut keys = Vec::new();
    let mut clusters = standing(CLUSTER);
    if clusters.is_empty() {
        let words: Vec<String> = objectives.iter().map(u32::to_string).collect();
        let objectives: Vec<&str> = words.iter().map(String::as_str).collect();
        clusters.extend(
            told_by_objectives(&objectives, best_cluster(suggested)).and_then(|n| n.parse::<u32>().ok()),
        );
    }
    let is_right = |n: &u32| gold.cluster == Some(*n) || gold.cluster_also.contains(n);
    if let Some(cluster) = gold.cluster.filter(|_| !clusters.iter().any(is_right)) {
        keys.push(cluster.to_string());
        clusters = vec![cluster];
    }
    keys.extend(objective_keys);
    keys.push("space".to_string());
    (keys, clusters, objectives)
}

/// The fewest keys for the objectives, and those that are there then: letters change what stands ready, the picker begins
/// anew, and after it letters add to what was picked.
fn objectives(gold: &Gold, standing: &[u32], suggested: &[u32]) -> (Vec<String>, Vec<u32>) {
    let letter = |n: &u32| {
        let rank = suggested.iter().position(|s| s == n)?;
        // The first letter is the best cluster's.
        LETTERS.get(rank + 1).map(|letter| letter.to_string())
    };
    let allowed = |n: &&u32| gold.objectives.contains(n) || gold.objectives_also.contains(n);
    let mut tries = Vec::new();
    let more = gold.objectives.iter().filter(|n| !standing.contains(n));
    let less = standing.iter().filter(|n| !allowed(n));
    // More comes before less: with nothing left the program would think that nothing was said.
    if let Some(letters) = more.clone().chain(less).map(letter).collect::<Option<Vec<_>>>() {
        let kept = standing.iter().filter(allowed).chain(more).copied().collect();
        tries.push((letters, kept));
    }
    tries.push((picking(&gold.objectives, suggested), gold.objectives.clone()));
    let (near, far): (Vec<u32>, Vec<u32>) = gold.objectives.iter().partition(|n| letter(n).is_some());
    if !far.is_empty() {
        let mut keys = picking(&far, suggested);
        keys.extend(near.iter().filter_map(letter));
        tries.push((keys, gold.objectives.clone()));
    }
    tries.into_iter().min_by_key(|(keys, _)| keys.len()).unwrap_or_default()
}

/// The keys that put objectives on in the picker, which lists the suggested ones first: moves down to the one of them that
/// this is shortest for, the numbers of the others; space puts on and stays, enter puts on and closes.
fn picking(objectives: &[u32], suggested: &[u32]) -> Vec<String> {
    let moves = |n: &u32| suggested.iter().position(|s| s == n);
    let saved = |n: &u32| moves(n).map_or(0, |moves| n.to_string().len().saturating_sub(moves));
    let mut order: Vec<&u32> = objectives.iter().collect();
    order.sort_by_key(|n| std::cmp::Reverse(saved(n)));
    let mut keys = vec!["o".to_string()];
    for (at, n) in order.iter().enumerate() {
        match moves(n) {
            Some(moves) if at == 0 && saved(n) > 0 => {
                keys.extend(std::iter::repeat_n("down".to_string(), moves));
            }
            _ => keys.extend(n.to_string().chars().map(String::from)),
        }
        keys.push(if at + 1 < order.len() { "space" } else { "enter" }.to_string());
    }
    keys
}

fn figures(log: &[Pressed]) -> Keys {
    let decided: Vec<(usize, bool)> =
        log.iter().filter(|p| p.tags.is_some()).map(|p| (p.keys.len(), p.first_right)).collect();
    let each = |of: &[(usize, bool)]| {
        let sum: usize = of.iter().map(|(keys, _)| keys).sum();
        (!of.is_empty()).then(|| sum as f64 / of.len() as f64)
    };
    let right: Vec<(usize, bool)> = decided.iter().filter(|(_, right)| *right).copied().collect();
    Keys {
        decided: decided.len(),
        keys: decided.iter().map(|(keys, _)| keys).sum(),
        first_right: right.len(),
        keys_each_first_right: each(&right),
        keys_each: each(&decided),
        keys_each_first_ten: each(&decided[..decided.len().min(10)]),
        keys_each_last_ten: each(&decided[decided.len().saturating_sub(10)..]),
        passed: log.iter().filter(|p| p.counted && p.tags.is_none()).count(),
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
        let check = |objectives: &[u32], also: &[u32], suggested: &[(u32, f32)], cluster: u32, keys: &str| {
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
            assert_eq!(keys_for(&gold, &suggested).0.join(" "), keys, "{objectives:?} {suggested:?}");
        };
        check(&[8], &[], &[(8, 0.9)], 1, "space");
        check(&[8], &[1], &[(8, 0.9), (1, 0.6)], 1, "space");
        check(&[8], &[], &[(8, 0.9)], 2, "1 space");
        check(&[8], &[], &[(8, 0.4)], 1, "B space");
        check(&[8], &[], &[(9, 0.9)], 1, "o 8 enter space");
        check(&[8], &[], &[(9, 0.9), (8, 0.7)], 1, "B space");
        check(&[8], &[], &[(9, 0.9), (8, 0.1)], 1, "C B space");
        check(&[22], &[], &[(9, 0.9)], 1, "o 2 2 enter space");
        check(&[8, 5], &[], &[(8, 0.9)], 1, "o space 5 enter space");
        check(&[8, 5], &[], &[(8, 0.9), (5, 0.2)], 1, "C space");
        check(&[8], &[], &[], 3, "1 o 8 enter space");
        check(&[8], &[], &[(1, 0.2), (2, 0.2), (3, 0.2), (4, 0.2), (8, 0.2)], 1, "o 8 enter space");
        check(&[17], &[], &[(1, 0.2), (2, 0.2), (3, 0.2), (4, 0.2), (17, 0.2)], 1, "o 1 7 enter space");
    }
}
