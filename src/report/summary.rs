//! The figures before an annex: counts by objective, by cluster and by region.

use super::group::{self, Regions};
use super::standing::silent_in_words;
use crate::model::text::one_line;
use crate::model::{Concept, Document, Recommendation};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use serde::Serialize;
use std::collections::HashSet;

/// The figures of an annex. A recommendation with two objectives counts under both; totals count it once.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// Recommendations by objective, all 23.
    pub objectives: Vec<Bar>,
    /// The objectives that none of these recommendations is tagged with: "8 (Save lives)".
    pub silent: Vec<String>,
    /// The same as a sentence, with what is suggested for recommendations that are not decided on yet.
    pub silent_in_words: Option<String>,
    /// How many recommendations have no objective.
    pub without_objective: usize,
    /// The regions, columns of `by_region`; "Not stated" last where a document has none. None where no document has one.
    pub regions: Vec<String>,
    /// Recommendations by cluster and region; "No cluster" last where there are such.
    pub by_region: Vec<HeatRow>,
    /// The largest number in `by_region`.
    pub most: usize,
    /// All recommendations by region.
    pub region_totals: Vec<usize>,
}

/// One objective's bar.
#[derive(Debug, Serialize)]
pub struct Bar {
    /// The objective.
    pub notation: String,
    /// Its short label.
    pub short: String,
    /// Its title.
    pub title: String,
    /// How many recommendations.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// From how many regions.
    pub regions: usize,
}

/// One cluster's counts by region.
#[derive(Debug, Serialize)]
pub struct HeatRow {
    /// "3. International cooperation and governance"
    pub label: String,
    /// Counts in the order of the regions.
    pub counts: Vec<usize>,
    /// All of the cluster.
    pub total: usize,
}

impl Summary {
    /// The figures of some recommendations and the documents they stand in. `open` are objectives suggested for what is not
    /// decided on yet.
    pub fn of(recommendations: &[Recommendation], documents: &[&Document], open: &[String]) -> Summary {
        let regions = Regions::of(documents);
        let region = |r: &Recommendation| regions.position(&r.document).min(regions.names().len());
        let columns = regions.names().len() + 1;
        let clusters = taxonomy::in_use().clusters();
        let mut heat = vec![vec![0; columns]; clusters.len() + 1];
        let mut totals = vec![0; clusters.len() + 1];
        let mut region_totals = vec![0; columns];
        for r in recommendations {
            region_totals[region(r)] += 1;
            for cluster in group::positions(r, CLUSTER) {
                heat[cluster.min(clusters.len())][region(r)] += 1;
                totals[cluster.min(clusters.len())] += 1;
            }
        }
        let mut names: Vec<String> = regions.names().iter().map(|n| one_line(n)).collect();
        names.push("Not stated".to_string());
        let shown = match regions.names() {
            [] => 0,
            names if region_totals[names.len()] == 0 => names.len(),
            _ => columns,
        };
        let label = |at: usize| match clusters.get(at) {
            Some(c) => format!("{}. {}", c.notation, c.short),
            None => "No cluster".to_string(),
        };
        let rows = heat.into_iter().zip(&totals).enumerate();
        let rows = rows.filter(|(at, (_, total))| *at < clusters.len() || **total > 0);
        let by_region: Vec<HeatRow> = rows
            .map(|(at, (counts, total))| HeatRow {
                label: label(at),
                counts: counts[..shown].to_vec(),
                total: *total,
            })
            .collect();
        let objectives = bars(recommendations, region);
        let silent: Vec<&Bar> = objectives.iter().filter(|b| b.count == 0).collect();
        let notations: Vec<&str> = silent.iter().map(|b| b.notation.as_str()).collect();
        Summary {
            silent_in_words: silent_in_words(&notations, recommendations.len(), open),
            silent: silent.iter().map(|b| format!("{} ({})", b.notation, b.short)).collect(),
            without_objective: recommendations.iter().filter(|r| r.tags_in(OBJECTIVE).is_empty()).count(),
            most: by_region.iter().flat_map(|r| r.counts.iter().copied()).max().unwrap_or(0),
            regions: names[..shown].to_vec(),
            region_totals: region_totals[..shown].to_vec(),
            objectives,
            by_region,
        }
    }
}

fn bars(recommendations: &[Recommendation], region: impl Fn(&Recommendation) -> usize) -> Vec<Bar> {
    let objectives = taxonomy::in_use().objectives();
    let mut counts = vec![0; objectives.len()];
    let mut documents: Vec<HashSet<&str>> = vec![HashSet::new(); objectives.len()];
    let mut regions: Vec<HashSet<usize>> = vec![HashSet::new(); objectives.len()];
    for r in recommendations {
        for place in group::positions(r, OBJECTIVE).into_iter().filter(|place| *place < objectives.len()) {
            counts[place] += 1;
            documents[place].insert(r.document.id.as_str());
            if r.document.details.region.is_some() {
                regions[place].insert(region(r));
            }
        }
    }
    let bar = |(at, c): (usize, &Concept)| Bar {
        notation: c.notation.clone(),
        short: c.short.clone(),
        title: c.title.clone(),
        count: counts[at],
        documents: documents[at].len(),
        regions: regions[at].len(),
    };
    objectives.iter().enumerate().map(bar).collect()
}
