//! `extract FILE`

use super::Place;
use super::out::Out;
use crate::desk::Look;
use crate::error::{Error, Result};
use crate::extract::{Judged, Sign, THRESHOLD};
use crate::model::{Candidate, Suggestions};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Print what would be found in a document, as JSON Lines, without a store
///
/// The fields are those of `list --format jsonl` that a document has before anyone decides, with confidence and reason.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The document
    file: PathBuf,
    /// Print every sentence instead, with its score and the phrases that speak for and against it
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    threshold: Threshold,
}

/// How sure the extraction must be of a sentence.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Threshold {
    /// How surely a sentence must recommend to be taken, 0 to 1 [default: 0.5]
    #[arg(long, value_name = "SCORE", value_parser = score)]
    threshold: Option<f32>,
}

impl Threshold {
    /// The threshold: the flag's, else the config's, else the program's own.
    pub fn of(self, place: &Place) -> Result<f32> {
        match self.threshold.or(place.config.threshold) {
            None => Ok(THRESHOLD),
            Some(t) if (0.0..=1.0).contains(&t) => Ok(t),
            Some(t) => Err(Error::usage(format!("the threshold {t} is not between 0 and 1"))),
        }
    }
}

fn score(word: &str) -> std::result::Result<f32, String> {
    let number: f32 = word.parse().map_err(|_| "not a number".to_string())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("not between 0 and 1".to_string()) }
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    let program = std::env::current_exe()
        .map_err(|e| Error::failed("cannot find this program to read documents with").because(e))?;
    let threshold = args.threshold.of(place)?;
    let look = Look::at(&args.file, threshold, Some(&program))?;
    if args.explain {
        return look.explained().iter().try_for_each(|judged| out.json(&explained(judged, threshold)));
    }
    look.suggested().try_for_each(|(candidate, suggested)| out.json(&found(candidate, &suggested)))
}

fn found(c: &Candidate, suggested: &Suggestions) -> Value {
    json!({
        "section": c.section,
        "page": c.page,
        "start": c.span.start,
        "end": c.span.end,
        "kind": c.kind,
        "text": c.text,
        "lead_in": c.lead_in,
        "context": c.context,
        "proposers": c.proposers,
        "addressees": c.addressees,
        "response": c.response,
        "confidence": rounded(c.confidence),
        "reason": c.reason,
        "suggested_clusters": suggested.of(CLUSTER),
        "suggested_objectives": suggested.of(OBJECTIVE),
    })
}

fn explained(judged: &Judged, threshold: f32) -> Value {
    let signs = |recommends: bool| -> Vec<Value> {
        let of_kind = |sign: &&Sign| sign.recommends == recommends;
        judged.signs.iter().filter(of_kind).map(sign).collect()
    };
    json!({
        "text": judged.text,
        "page": judged.page,
        "leans_on": judged.leans_on,
        "score": rounded(judged.score),
        "recommends": judged.score >= threshold,
        "for": signs(true),
        "against": signs(false),
    })
}

fn sign(sign: &Sign) -> Value {
    json!({"words": sign.words, "reason": sign.reason, "weight": rounded(sign.weight)})
}

fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}
