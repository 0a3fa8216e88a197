//! `documents`

use super::Place;
use super::out::Out;
use crate::desk::Near;
use crate::error::Result;
use crate::model::text::one_line;
use crate::model::{DateRange, Document, ReadState};
use crate::report;
use clap::ValueEnum;
use serde_json::json;

/// List the documents of the store; those that are nearly the same as another say of which
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
    let desk = place.desk_to_read()?;
    let documents = desk.documents()?;
    match args.format {
        Format::Jsonl => documents.iter().try_for_each(|d| {
            let mut json = report::document_json(d);
            let near = desk.near(&d.id)?.into_iter();
            json["near"] = near.map(|near| json!({ "id": near.id, "likeness": near.likeness })).collect();
            out.json(&json)
        }),
        Format::Table => {
            // What is no longer in lists and exports stands apart, at the end.
            let (withdrawn, mut shown): (Vec<Document>, Vec<Document>) =
                documents.into_iter().partition(|d| d.withdrawn);
            shown.extend(withdrawn);
            let mut rows = Vec::with_capacity(shown.len());
            for document in &shown {
                rows.push(cells(document, desk.near(&document.id)?.first()));
            }
            out.table(&HEADER, &rows)
        }
    }
}

/// Short words: eighty columns hold a title beside them.
const HEADER: [&str; 6] = ["id", "found", "lang", "date", "state", "title"];

fn cells(d: &Document, near: Option<&Near>) -> Vec<String> {
    let details = &d.details;
    let state = match d.state {
        _ if d.withdrawn => "withdrawn".to_string(),
        ReadState::Damaged => "damaged".to_string(),
        ReadState::NoTextLayer => "no text".to_string(),
        ReadState::Whole => near.map_or("whole".to_string(), |near| format!("near {}", near.id.short())),
    };
    let or_dash = |value: Option<&str>| value.map_or_else(|| "-".to_string(), one_line);
    vec![
        d.id.short().to_string(),
        d.recommendations.to_string(),
        or_dash(details.language.as_deref()),
        details.date.as_ref().map_or_else(|| "-".to_string(), short_date),
        state,
        one_line(d.name()),
    ]
}

/// A range without what its end repeats, as ISO 8601 allows: "2025-03-18/20".
fn short_date(date: &DateRange) -> String {
    let Some((from, to)) = date.as_str().split_once('/') else { return date.as_str().to_string() };
    let same = from
        .split('-')
        .zip(to.split('-'))
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len() + 1)
        .sum::<usize>();
    match to.get(same..).filter(|rest| from.len() == to.len() && !rest.is_empty()) {
        Some(rest) => format!("{from}/{rest}"),
        None => date.as_str().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_short() {
        for (date, short) in [
            ("2025-03-18/2025-03-20", "2025-03-18/20"),
            ("2025-03-25/2025-04-15", "2025-03-25/04-15"),
            ("2024-12-30/2025-01-02", "2024-12-30/2025-01-02"),
            ("2025-03-18", "2025-03-18"),
            ("2025-03", "2025-03"),
            ("2025-03/2025-04", "2025-03/04"),
        ] {
            assert_eq!(short_date(&DateRange::parse(date).unwrap()), short);
        }
    }
}
