//! How good extraction and suggestion are, against a gold list that a person made.
//!
//! A prediction matches a gold item when their words overlap with F1 of at least 0.6, one to one, best first. Where the gold
//! list has no narrative items, only predictions of kind `listed` count.

mod keys;

pub use keys::{Keys, Pressed, key_log, keys};

use crate::error::{Error, Result};
use crate::model::{Kind, Suggestion};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Below this overlap of words two texts are not the same recommendation.
const SAME: f64 = 0.6;

/// How a gold item counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// A listed recommendation.
    Explicit,
    /// A sentence that recommends.
    Narrative,
    /// Neither right nor wrong.
    Optional,
}

/// One line of a gold list.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    /// How it counts.
    pub tier: Tier,
    /// Its words.
    pub text: String,
    /// Who made it.
    #[serde(default)]
    pub proposers: Vec<String>,
    /// The right cluster.
    #[serde(default)]
    pub cluster: Option<u32>,
    /// Clusters that are right as well.
    #[serde(default)]
    pub cluster_also: Vec<u32>,
    /// The right objectives.
    #[serde(default)]
    pub objectives: Vec<u32>,
    /// Objectives that are not wrong.
    #[serde(default)]
    pub objectives_also: Vec<u32>,
}

/// What the program found, as far as it is measured.
#[derive(Debug, Clone)]
pub struct Prediction {
    /// Its words.
    pub text: String,
    /// Listed, narrative or manual.
    pub kind: Kind,
    /// Who made it.
    pub proposers: Vec<String>,
    /// Suggested clusters, best first.
    pub clusters: Vec<u32>,
    /// Suggested objectives, best first.
    pub objectives: Vec<u32>,
}

/// The measures, each 0 to 1, none where there is nothing to measure.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Measures {
    /// Listed items in the gold list.
    pub gold_explicit: usize,
    /// Narrative items in the gold list.
    pub gold_narrative: usize,
    /// Predictions that count.
    pub predicted: usize,
    /// Share of listed gold items that were found.
    pub explicit_recall: Option<f64>,
    /// Of predictions of kind listed, those that are listed gold items, optional ones apart.
    pub listed_precision: Option<f64>,
    /// Share of narrative gold items that were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative_recall: Option<f64>,
    /// Narrative items found, against predictions of other kinds that match nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative_precision: Option<f64>,
    /// Their harmonic mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative_f1: Option<f64>,
    /// Over all predictions, optional ones apart.
    pub precision: Option<f64>,
    /// Mean word F1 of what was found.
    pub boundary_f1: Option<f64>,
    /// Mean F1 of the names of proposers, where the gold list has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposers: Option<f64>,
    /// First suggested cluster is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_top1: Option<f64>,
    /// First suggested objective is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective_top1: Option<f64>,
    /// Share of right objectives among the first three suggested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective_recall3: Option<f64>,
    /// The same, averaged over objectives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective_macro_recall3: Option<f64>,
}

/// Measures and what they come from.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// The measures.
    pub measures: Measures,
    /// Texts of gold items that were missed, with optional ones left out.
    pub missed: Vec<String>,
    /// Texts of predictions that match nothing.
    pub too_much: Vec<String>,
}

/// Reads a gold list; an error names the line.
pub fn read_gold(name: &str, text: &str) -> Result<Vec<Gold>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parse = |(n, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|e| {
            Error::failed(format!("{name}:{}: not a line of a gold list", n + 1))
                .because(e)
                .hint("a line is {\"tier\": \"explicit\" | \"narrative\" | \"optional\", \"text\": …}")
        })
    };
    lines.map(parse).collect()
}

/// The notations of suggestions that are numbers, in order.
pub fn numbers(suggestions: &[Suggestion]) -> Vec<u32> {
    suggestions.iter().filter_map(|s| s.notation.parse().ok()).collect()
}

/// Measures predictions against a gold list.
pub fn evaluate(gold: &[Gold], predictions: &[Prediction]) -> Evaluation {
    let narrative = gold.iter().any(|g| g.tier == Tier::Narrative);
    let counted: Vec<&Prediction> =
        predictions.iter().filter(|p| narrative || p.kind == Kind::Listed).collect();
    let pairs = matched(gold, &counted);
    let of_gold: BTreeMap<usize, (usize, f64)> = pairs.iter().map(|(g, p, f1)| (*g, (*p, *f1))).collect();
    let used: BTreeSet<usize> = pairs.iter().map(|(_, p, _)| *p).collect();
    let wrong: Vec<usize> = (0..counted.len()).filter(|p| !used.contains(p)).collect();
    let real: Vec<(&Gold, &Prediction, f64)> = of_gold
        .iter()
        .filter(|(g, _)| gold[**g].tier != Tier::Optional)
        .map(|(g, (p, f1))| (&gold[*g], counted[*p], *f1))
        .collect();
    let mut measures = found_measures(gold, &counted, &real, &wrong);
    suggestion_measures(&mut measures, &real);
    Evaluation {
        measures,
        missed: (0..gold.len())
            .filter(|g| !of_gold.contains_key(g) && gold[*g].tier != Tier::Optional)
            .map(|g| gold[g].text.clone())
            .collect(),
        too_much: wrong.iter().map(|p| counted[*p].text.clone()).collect(),
    }
}

fn found_measures(
    gold: &[Gold],
    counted: &[&Prediction],
    real: &[(&Gold, &Prediction, f64)],
    wrong: &[usize],
) -> Measures {
    let count = |tier| gold.iter().filter(|g| g.tier == tier).count();
    let hit = |tier| real.iter().filter(|(g, _, _)| g.tier == tier).count();
    let listed = |p: &Prediction| p.kind == Kind::Listed;
    let of_kind = |tier| real.iter().filter(|(g, p, _)| g.tier == tier && listed(p)).count();
    let (explicit, narrative) = (count(Tier::Explicit), count(Tier::Narrative));
    let wrong_listed = wrong.iter().filter(|p| listed(counted[**p])).count();
    let right = of_kind(Tier::Explicit);
    let mut measures = Measures {
        gold_explicit: explicit,
        gold_narrative: narrative,
        predicted: counted.len(),
        explicit_recall: ratio(hit(Tier::Explicit), explicit),
        listed_precision: ratio(right, right + wrong_listed + of_kind(Tier::Narrative)),
        precision: ratio(real.len(), real.len() + wrong.len()),
        boundary_f1: mean(real.iter().map(|(_, _, f1)| *f1)),
        ..Measures::default()
    };
    if narrative > 0 {
        let found = hit(Tier::Narrative);
        let recall = found as f64 / narrative as f64;
        let precision = found as f64 / (found + wrong.len() - wrong_listed).max(1) as f64;
        measures.narrative_recall = Some(recall);
        measures.narrative_precision = Some(precision);
        measures.narrative_f1 = Some(harmonic(precision, recall));
    }
    let named = real.iter().filter(|(g, _, _)| !g.proposers.is_empty());
    measures.proposers = mean(named.map(|(g, p, _)| names_f1(&g.proposers, &p.proposers)));
    measures
}

fn suggestion_measures(measures: &mut Measures, real: &[(&Gold, &Prediction, f64)]) {
    let share = |b: bool| f64::from(u8::from(b));
    let clusters = real.iter().filter_map(|(g, p, _)| {
        let right = g.cluster?;
        Some(share(p.clusters.first().is_some_and(|c| *c == right || g.cluster_also.contains(c))))
    });
    measures.cluster_top1 = mean(clusters);
    let tagged: Vec<_> = real.iter().filter(|(g, _, _)| !g.objectives.is_empty()).collect();
    measures.objective_top1 = mean(tagged.iter().map(|(g, p, _)| {
        share(p.objectives.first().is_some_and(|o| g.objectives.contains(o) || g.objectives_also.contains(o)))
    }));
    let three = |p: &Prediction| p.objectives.iter().take(3).copied().collect::<BTreeSet<u32>>();
    measures.objective_recall3 = mean(tagged.iter().map(|(g, p, _)| {
        let wanted: BTreeSet<u32> = g.objectives.iter().copied().collect();
        three(p).intersection(&wanted).count() as f64 / g.objectives.len().min(3) as f64
    }));
    let mut each: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for (g, p, _) in &tagged {
        let suggested = three(p);
        g.objectives.iter().for_each(|o| each.entry(*o).or_default().push(share(suggested.contains(o))));
    }
    measures.objective_macro_recall3 = mean(each.values().filter_map(|v| mean(v.iter().copied())));
}

type Words = HashMap<String, usize>;

/// Pairs of gold item and prediction with their word F1, one to one, best first.
fn matched(gold: &[Gold], predictions: &[&Prediction]) -> Vec<(usize, usize, f64)> {
    let gold_words: Vec<Words> = gold.iter().map(|g| words(&g.text)).collect();
    let predicted_words: Vec<Words> = predictions.iter().map(|p| words(&p.text)).collect();
    let mut pairs = Vec::new();
    for (g, a) in gold_words.iter().enumerate() {
        for (p, b) in predicted_words.iter().enumerate() {
            let f1 = words_f1(a, b);
            if f1 >= SAME {
                pairs.push((g, p, f1));
            }
        }
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)).then(b.1.cmp(&a.1)));
    let (mut gold_used, mut predictions_used) = (BTreeSet::new(), BTreeSet::new());
    pairs.retain(|(g, p, _)| {
        let free = !gold_used.contains(g) && !predictions_used.contains(p);
        if free {
            gold_used.insert(*g);
            predictions_used.insert(*p);
        }
        free
    });
    pairs
}

fn words(text: &str) -> Words {
    let mut words = Words::new();
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()) {
        *words.entry(word.to_string()).or_default() += 1;
    }
    words
}

fn words_f1(a: &Words, b: &Words) -> f64 {
    let common: usize = a.iter().map(|(word, n)| b.get(word).map_or(0, |m| *n.min(m))).sum();
    if common == 0 {
        return 0.0;
    }
    let share = |of: &Words| common as f64 / of.values().sum::<usize>() as f64;
    harmonic(share(b), share(a))
}

/// Words of State names that tell nothing apart.
const GENERIC: [&str; 13] = [
    "republic",
    "democratic",
    "people",
    "peoples",
    "islamic",
    "federal",
    "arab",
    "united",
    "of",
    "the",
    "and",
    "s",
    "",
];

/// The beginnings of a name's telling words: Russia and Russian Federation share one.
fn stems(name: &str) -> BTreeSet<String> {
    let all: BTreeSet<String> = words(name).into_keys().collect();
    let telling = all.iter().filter(|w| !GENERIC.contains(&w.as_str()));
    let stems: BTreeSet<String> = telling.map(|w| w.chars().take(4).collect()).collect();
    if stems.is_empty() { all } else { stems }
}

fn names_f1(gold: &[String], predicted: &[String]) -> f64 {
    if predicted.is_empty() {
        return 0.0;
    }
    let same = |a: &str, b: &str| !stems(a).is_disjoint(&stems(b));
    let share = |of: &[String], among: &[String]| {
        of.iter().filter(|n| among.iter().any(|m| same(n, m))).count() as f64 / of.len() as f64
    };
    harmonic(share(predicted, gold), share(gold, predicted))
}

fn harmonic(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(tier: Tier, text: &str) -> Gold {
        Gold {
            tier,
            text: text.into(),
            proposers: vec![],
            cluster: Some(1),
            cluster_also: vec![2],
            objectives: vec![7],
            objectives_also: vec![],
        }
    }

    fn prediction(kind: Kind, text: &str, objectives: &[u32]) -> Prediction {
        Prediction {
            text: text.into(),
            kind,
            proposers: vec![],
            clusters: vec![2],
            objectives: objectives.to_vec(),
        }
    }

    #[test]
    fn measures_count_what_was_found() {
        let list = [
            gold(Tier::Explicit, "collect and share data"),
            gold(Tier::Explicit, "protect children at borders"),
            gold(Tier::Narrative, "she called for more regular pathways"),
            gold(Tier::Optional, "the meeting discussed many things"),
        ];
        let found = [
            prediction(Kind::Listed, "Collect and share data.", &[7, 1]),
            prediction(Kind::Listed, "List of speakers and chairs", &[]),
            prediction(Kind::Narrative, "She called for more regular pathways", &[1, 2, 3, 7]),
            prediction(Kind::Narrative, "The meeting discussed many things", &[]),
        ];
        let e = evaluate(&list, &found);
        let m = &e.measures;
        assert_eq!((m.explicit_recall, m.listed_precision), (Some(0.5), Some(0.5)));
        assert_eq!((m.narrative_f1, m.boundary_f1, m.cluster_top1), (Some(1.0), Some(1.0), Some(1.0)));
        assert_eq!((m.objective_top1, m.objective_recall3), (Some(0.5), Some(0.5)));
        assert_eq!((e.missed.len(), e.too_much.len()), (1, 1));
    }

    #[test]
    fn names_agree_by_telling_words() {
        let own = |names: &[&str]| names.iter().map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(names_f1(&own(&["Russia"]), &own(&["Russian Federation"])), 1.0);
        assert_eq!(names_f1(&own(&["United Kingdom"]), &own(&["United Republic of Tanzania"])), 0.0);
    }
}
