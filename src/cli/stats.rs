//! `stats`

use super::Place;
use super::out::{Out, plural};
use super::overview;
use crate::desk::{Share, Taken};
use crate::error::Result;
use crate::facets::{Counts, Facet, Filter};
use crate::model::text::one_line;
use crate::model::{Kind, Scheme, Verdict};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Count recommendations by verdict, kind, document and the concepts of every scheme; the overview as tables
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print the counts
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    let mut desk = place.desk_to_read()?;
    let counts = desk.find(&Filter::default())?.counts;
    let documents = desk.documents()?;
    let taken = desk.suggestions_taken()?;
    let seen = desk.overview(&Filter::default())?;
    let standing: Vec<_> = documents.iter().filter(|d| !d.withdrawn).collect();
    match args.format {
        Format::Json => {
            let by_document = standing
                .iter()
                .map(|d| json!({"id": d.id, "title": d.details.title, "recommendations": d.recommendations}));
            let value = json!({
                "reviewer": desk.reviewer(),
                "documents": standing.len(),
                "recommendations": counts.total,
                "verdicts": words(&counts, Facet::Verdict, Verdict::ALL.iter().map(|v| v.word())),
                "kinds": words(&counts, Facet::Kind, Kind::ALL.iter().map(|k| k.word())),
                "clusters": concepts(&counts, CLUSTER),
                "objectives": concepts(&counts, OBJECTIVE),
                "schemes": others().map(|s| (s.id.clone(), concepts(&counts, &s.id))).collect::<serde_json::Map<_, _>>(),
                "suggestions_taken": {
                    "all": shares(&taken.all),
                    "lately": shares(&taken.lately),
                    "by_suggested_objective": shares(&taken.objectives),
                },
                "by_document": by_document.collect::<Vec<_>>(),
                "overview": overview::to_json(&seen),
            });
            out.json(&value)
        }
        Format::Table => {
            out.line(format!(
                "{}, {}, as {} decided",
                plural(counts.total, "recommendation"),
                plural(standing.len(), "document"),
                desk.reviewer()
            ))?;
            out.line("")?;
            let verdicts = Verdict::ALL
                .iter()
                .map(|v| vec![v.to_string(), having(&counts, Facet::Verdict, v.word()).to_string()]);
            out.table(&["verdict", "recommendations"], &verdicts.collect::<Vec<_>>())?;
            out.line("")?;
            let kinds = Kind::ALL
                .iter()
                .map(|k| vec![k.to_string(), having(&counts, Facet::Kind, k.word()).to_string()]);
            out.table(&["kind", "recommendations"], &kinds.collect::<Vec<_>>())?;
            out.line("")?;
            let found = standing.iter().map(|d| vec![d.recommendations.to_string(), one_line(d.name())]);
            out.table(&["recommendations", "document"], &found.collect::<Vec<_>>())?;
            for scheme in [CLUSTER, OBJECTIVE] {
                concept_table(scheme, &concept_rows(&counts, scheme), out)?;
            }
            for scheme in others() {
                // Of many concepts only those that are spoken of say something.
                let mut rows = concept_rows(&counts, &scheme.id);
                rows.retain(|row| row[1] != "0" || row[2] != "0");
                if !rows.is_empty() {
                    concept_table(&scheme.id, &rows, out)?;
                }
            }
            overview::tables(&seen, out)?;
            taken_table(&taken, out)
        }
    }
}

/// The schemes beside clusters and objectives.
fn others() -> impl Iterator<Item = &'static Scheme> {
    taxonomy::in_use().schemes.iter().filter(|s| s.id != CLUSTER && s.id != OBJECTIVE)
}

fn having(counts: &Counts, facet: Facet, value: &str) -> usize {
    counts.of(&facet, value).map_or(0, |c| c.having)
}

fn words<'a>(counts: &Counts, facet: Facet, values: impl Iterator<Item = &'a str>) -> Value {
    values
        .map(|v| (v.to_string(), Value::from(having(counts, facet.clone(), v))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn concepts(counts: &Counts, scheme: &str) -> Value {
    let rows = taxonomy::in_use().scheme(scheme).into_iter().flat_map(|s| &s.concepts).map(|c| {
        let count = counts.of(&Facet::Concept(scheme.into()), &c.notation);
        let (tagged, suggested) = count.map_or((0, 0), |c| (c.having, c.suggested));
        json!({"notation": c.notation, "label": c.short, "tagged": tagged, "suggested": suggested})
    });
    rows.collect()
}

fn concept_table(scheme: &str, rows: &[Vec<String>], out: &mut Out) -> Result<()> {
    out.line("")?;
    out.table(&[scheme, "tagged", "suggested, not tagged", "label"], rows)
}

fn concept_rows(counts: &Counts, scheme: &str) -> Vec<Vec<String>> {
    let concepts = taxonomy::in_use().scheme(scheme).into_iter().flat_map(|s| &s.concepts);
    concepts
        .map(|c| {
            let count = counts.of(&Facet::Concept(scheme.into()), &c.notation);
            let (tagged, suggested) = count.map_or((0, 0), |c| (c.having, c.suggested));
            vec![c.notation.clone(), tagged.to_string(), suggested.to_string(), c.short.clone()]
        })
        .collect()
}

fn shares(shares: &BTreeMap<String, Share>) -> Value {
    let of = |(name, share): (&String, &Share)| {
        (name.clone(), json!({"tagged": share.tagged, "taken": share.taken}))
    };
    shares.iter().map(of).collect::<serde_json::Map<_, _>>().into()
}

/// How often the concept that was suggested first was taken; nothing where nobody tagged yet.
fn taken_table(taken: &Taken, out: &mut Out) -> Result<()> {
    if taken.all.is_empty() {
        return Ok(());
    }
    let cells = |share: &Share| {
        let percent = 100.0 * share.taken as f64 / share.tagged.max(1) as f64;
        [share.tagged.to_string(), share.taken.to_string(), format!("{percent:.0} %")]
    };
    let row = |name: String, share: &Share| std::iter::once(name).chain(cells(share)).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for (scheme, share) in &taken.all {
        rows.push(row(format!("{scheme}, all"), share));
        rows.extend(taken.lately.get(scheme).map(|share| row(format!("{scheme}, lately"), share)));
    }
    let objectives = taxonomy::in_use().objectives().iter();
    rows.extend(objectives.filter_map(|o| {
        taken.objectives.get(&o.notation).map(|share| row(format!("objective {}", o.notation), share))
    }));
    out.line("")?;
    out.table(&["suggested first", "tagged", "taken", "share"], &rows)
}
