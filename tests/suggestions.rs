//! Holds the suggestions to sentences that were written and tagged before the vocabulary was measured on them.

use rapporteur::model::{Passage, Suggestion};
use rapporteur::suggest::Suggester;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Item {
    text: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    objectives: Vec<u32>,
    #[serde(default)]
    objectives_also: Vec<u32>,
    #[serde(default)]
    cluster: Option<u32>,
    #[serde(default)]
    cluster_also: Vec<u32>,
}

/// Shares of sentences for which the suggestions are right.
#[derive(Debug, Default)]
struct Figures {
    items: f64,
    first_objective: f64,
    among_three: f64,
    first_cluster: f64,
    sure: f64,
    sure_and_right: f64,
}

fn notations(suggestions: &[Suggestion]) -> Vec<u32> {
    suggestions.iter().filter_map(|s| s.notation.parse().ok()).collect()
}

fn read(jsonl: &str) -> Vec<Item> {
    let tagged = |item: &Item| !item.objectives.is_empty();
    jsonl.lines().map(|line| serde_json::from_str(line).expect(line)).filter(tagged).collect()
}

fn measure(items: &[Item]) -> Figures {
    let mut sums = Figures { items: items.len() as f64, ..Figures::default() };
    for item in items {
        let passage = Passage { text: &item.text, language: item.lang.as_deref(), ..Passage::default() };
        let out = Suggester::built_in().suggest(&passage);
        let (objectives, clusters) = (notations(&out.objectives), notations(&out.clusters));
        let right = |first: Option<&u32>, of: &[u32], also: &[u32]| {
            first.is_some_and(|n| of.contains(n) || also.contains(n))
        };
        let first = right(objectives.first(), &item.objectives, &item.objectives_also);
        let three = item.objectives.iter().filter(|o| objectives.iter().take(3).any(|n| n == *o)).count();
        let sure = out.objectives.first().is_some_and(|s| s.score >= 0.9);
        let cluster = item.cluster.map(|c| right(clusters.first(), &[c], &item.cluster_also));
        sums.first_objective += f64::from(first);
        sums.among_three += three as f64 / item.objectives.len().min(3) as f64;
        sums.first_cluster += f64::from(cluster.unwrap_or(true));
        sums.sure += f64::from(sure);
        sums.sure_and_right += f64::from(sure && first);
    }
    Figures {
        items: sums.items,
        first_objective: sums.first_objective / sums.items,
        among_three: sums.among_three / sums.items,
        first_cluster: sums.first_cluster / sums.items,
        sure: sums.sure / sums.items,
        sure_and_right: sums.sure_and_right / sums.sure.max(1.0),
    }
}

fn hold(name: &str, figures: &Figures) {
    println!("{name}: {figures:.3?}");
    assert!(figures.first_objective >= 0.88, "{name}: {figures:?}");
    assert!(figures.among_three >= 0.93, "{name}: {figures:?}");
    assert!(figures.first_cluster >= 0.88, "{name}: {figures:?}");
    assert!(figures.sure >= 0.3 && figures.sure_and_right >= 0.9, "{name}: {figures:?}");
}

#[test]
fn suggestions_hold_on_held_back_sentences() {
    let mut of_language: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in read(include_str!("gold/suggest.jsonl")) {
        of_language.entry(item.lang.clone().unwrap_or_default()).or_default().push(item);
    }
    assert_eq!(of_language.keys().collect::<Vec<_>>(), ["en", "es", "fr"]);
    for (language, items) in &of_language {
        hold(language, &measure(items));
    }
}

/// Sentences that the vocabulary was mended with, plain words and all: they show what breaks, not how good it is.
#[test]
fn suggestions_hold_on_practice_sentences() {
    let items = read(include_str!("gold/suggest-practice.jsonl"));
    for language in ["en", "fr", "es", "pt"] {
        let of_language = |item: &&Item| item.lang.as_deref() == Some(language);
        let right = items.iter().filter(of_language).map(|item| measure(std::slice::from_ref(item)));
        let (count, right) = right.fold((0.0, 0.0), |(n, sum), f| (n + 1.0, sum + f.first_objective));
        println!("{language} practice: {:.3} of {count}", right / count);
        assert!(count >= 20.0 && right / count >= 0.9, "{language}: {right} of {count}");
    }
}

#[test]
fn every_objective_can_come_first() {
    let items = read(include_str!("gold/suggest.jsonl"));
    for objective in 1..=23 {
        let of = items.iter().filter(|i| i.objectives == [objective]);
        let first = of.filter(|item| {
            let passage = Passage { text: &item.text, language: item.lang.as_deref(), ..Passage::default() };
            notations(&Suggester::built_in().suggest(&passage).objectives).first() == Some(&objective)
        });
        assert!(first.count() >= 2, "objective {objective}");
    }
}

#[test]
fn suggestions_hold_on_the_shared_report() {
    let Some(corpus) = std::env::var_os("RAPPORTEUR_CORPUS") else {
        println!("skipped: RAPPORTEUR_CORPUS names no corpus");
        return;
    };
    let gold = std::path::Path::new(&corpus).join("grcp7.gold.jsonl");
    hold(
        "grcp7",
        &measure(&read(&std::fs::read_to_string(gold).expect("the corpus holds grcp7.gold.jsonl"))),
    );
}
