//! `evaluate GOLD.jsonl`

use super::Place;
use super::out::{Out, say};
use crate::desk::evaluate::{Prediction, evaluate, keys, numbers, read_gold};
use crate::error::{Error, Result};
use crate::facets::{Facet, Filter, Pick};
use crate::model::text::one_line;
use std::path::PathBuf;

/// Measure what was found and suggested against a gold list
///
/// A gold list holds a JSON object a line: tier (explicit, narrative or optional), text, and where known proposers, cluster,
/// cluster_also, objectives, objectives_also. Prints the measures as one JSON object.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The gold list
    gold: PathBuf,
    /// Measure this document only
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// List what was missed and what was too much
    #[arg(long)]
    misses: bool,
    /// Count the keys of a reviewer who ends with the cluster and the objectives of the gold list
    #[arg(long)]
    keys: bool,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    let name = args.gold.display().to_string();
    let text = std::fs::read_to_string(&args.gold)
        .map_err(|e| Error::failed(format!("cannot read {name}")).because(e).hint("check the path"))?;
    let gold = read_gold(&name, &text)?;
    let mut desk = place.desk_to_read()?;
    let mut filter = Filter::default();
    if let Some(id) = &args.document {
        filter.pick(Facet::Document, Pick::Is(desk.document(id)?.id.to_string()));
    }
    let documents = desk.documents()?.iter().filter(|d| !d.withdrawn).count();
    if args.document.is_none() && documents > 1 {
        say(&format!(
            "measured over all {documents} documents (give --document ID for the one that the list is of)"
        ));
    }
    let me: std::sync::Arc<str> = desk.reviewer().into();
    let selected = desk.find(&filter)?.rows.iter().map(|row| (me.clone(), *row)).collect();
    let (mut predictions, mut found) = (Vec::new(), Vec::new());
    desk.each(&selected, |r| {
        if args.keys {
            found.push(r.clone());
        }
        predictions.push(Prediction {
            text: r.text,
            kind: r.kind,
            proposers: r.proposers,
            clusters: numbers(&r.suggested.clusters),
            objectives: numbers(&r.suggested.objectives),
        });
        Ok(())
    })?;
    if args.keys {
        return out.json(&keys(&gold, &found));
    }
    let evaluation = evaluate(&gold, &predictions);
    out.json(&evaluation.measures)?;
    if args.misses {
        evaluation.missed.iter().try_for_each(|text| out.line(format!("missed\t{}", one_line(text))))?;
        evaluation.too_much.iter().try_for_each(|text| out.line(format!("too much\t{}", one_line(text))))?;
    }
    Ok(())
}
