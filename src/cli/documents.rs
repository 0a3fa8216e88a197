//! `documents`

use super::Place;
use super::out::Out;
use crate::error::Result;
use crate::model::Document;
use crate::model::text::one_line;
use crate::report;
use clap::ValueEnum;

/// List the documents of the store
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    let documents = place.desk_to_read()?.documents()?;
    match args.format {
        Format::Jsonl => documents.iter().try_for_each(|d| out.line(report::document_json(d).to_string())),
        Format::Table => {
            let header = ["id", "recommendations", "language", "date", "state", "title"];
            out.table(&header, &documents.iter().map(cells).collect::<Vec<_>>())
        }
    }
}

fn cells(d: &Document) -> Vec<String> {
    let details = &d.details;
    let state = if d.withdrawn { "withdrawn".to_string() } else { d.state.to_string() };
    let or_dash = |value: Option<&str>| value.map_or_else(|| "-".to_string(), one_line);
    vec![
        d.id.short().to_string(),
        d.recommendations.to_string(),
        or_dash(details.language.as_deref()),
        or_dash(details.date.as_ref().map(|d| d.as_str())),
        state,
        one_line(d.name()),
    ]
}
