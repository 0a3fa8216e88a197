//! `list`

use super::Place;
use super::filters::{Filters, order};
use super::out::Out;
use crate::error::Result;
use crate::facets::Order;
use crate::model::text::one_line;
use crate::model::{Recommendation, Verdict};
use crate::report;
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use clap::ValueEnum;

/// List recommendations, with my verdicts and tags unless told otherwise
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// By document (reading order), title, date, page, kind, verdict, cluster, certainty, decided or region
    #[arg(long, visible_alias = "order", value_name = "FIELD[:desc]", value_parser = order, default_value = "document")]
    sort: Order,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Jsonl,
    Csv,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    args.filters.checked()?;
    let mut desk = place.desk_to_read()?;
    let filter = args.filters.filter(&desk)?;
    let selected = args.filters.select(&mut desk, &filter, args.sort)?;
    match args.format {
        Format::Jsonl => desk.each(&selected, |r| out.line(report::json_line(&r))),
        Format::Csv => desk.write_csv(&selected, &mut |bytes| out.raw(bytes)),
        Format::Table => {
            let mut rows = Vec::new();
            desk.each(&selected, |r| {
                rows.push(cells(&r, desk.take_above()));
                Ok(())
            })?;
            out.table(&["id", "verdict", "cluster", "objectives", "kind", "page", "text"], &rows)
        }
    }
}

fn cells(r: &Recommendation, take_above: f32) -> Vec<String> {
    let verdict = if r.verdict == Verdict::Unreviewed { "-" } else { r.verdict.word() };
    vec![
        r.id.short().to_string(),
        verdict.to_string(),
        concepts(r, CLUSTER, take_above),
        concepts(r, OBJECTIVE, take_above),
        r.kind.to_string(),
        r.page.map_or_else(|| "-".to_string(), |p| p.to_string()),
        one_line(&r.text),
    ]
}

/// "3,5" where tagged, "~3" where suggested, "-" where neither.
fn concepts(r: &Recommendation, scheme: &str, take_above: f32) -> String {
    let tags = r.tags_in(scheme);
    if !tags.is_empty() {
        return tags.join(",");
    }
    let suggested: Vec<&str> = r.suggested.standing_above(scheme, take_above).collect();
    if suggested.is_empty() { "-".to_string() } else { format!("~{}", suggested.join(",")) }
}
