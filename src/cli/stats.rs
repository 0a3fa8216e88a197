//! `stats`

use super::Place;
use super::out::Out;
use crate::error::Result;
use crate::facets::{Counts, Facet, Filter};
use crate::model::text::one_line;
use crate::model::{Kind, Verdict};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use clap::ValueEnum;
use serde_json::{Value, json};

/// Count recommendations by verdict, kind, cluster, objective and document
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
                "by_document": by_document.collect::<Vec<_>>(),
            });
            out.line(value.to_string())
        }
        Format::Table => {
            out.line(format!(
                "{} recommendations, {} documents, as {} decided",
                counts.total,
                standing.len(),
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
                out.line("")?;
                out.table(
                    &[scheme, "tagged", "suggested, not tagged", "label"],
                    &concept_rows(&counts, scheme),
                )?;
            }
            Ok(())
        }
    }
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
    let rows = taxonomy::built_in().scheme(scheme).into_iter().flat_map(|s| &s.concepts).map(|c| {
        let count = counts.of(&Facet::Concept(scheme.into()), &c.notation);
        let (tagged, suggested) = count.map_or((0, 0), |c| (c.having, c.suggested));
        json!({"notation": c.notation, "label": c.short, "tagged": tagged, "suggested": suggested})
    });
    rows.collect()
}

fn concept_rows(counts: &Counts, scheme: &str) -> Vec<Vec<String>> {
    let concepts = taxonomy::built_in().scheme(scheme).into_iter().flat_map(|s| &s.concepts);
    concepts
        .map(|c| {
            let count = counts.of(&Facet::Concept(scheme.into()), &c.notation);
            let (tagged, suggested) = count.map_or((0, 0), |c| (c.having, c.suggested));
            vec![c.notation.clone(), tagged.to_string(), suggested.to_string(), c.short.clone()]
        })
        .collect()
}
