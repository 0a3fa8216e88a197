//! One recommendation as one record: the JSON Lines object that scripts rely on, and the CSV row beside it.

use crate::model::text::{harmless_json, one_line};
use crate::model::{Document, Recommendation, RecommendationId, Suggestion};
use crate::taxonomy::{CLUSTER, OBJECTIVE, states};
use serde::Serialize;
use std::collections::BTreeMap;

/// The fields of a recommendation in JSON Lines. Names and meanings are a contract.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    id: &'a str,
    document: DocumentFields<'a>,
    section: &'a [String],
    page: Option<u32>,
    start: usize,
    end: usize,
    kind: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_text: Option<&'a str>,
    lead_in: Option<&'a str>,
    context: Option<&'a str>,
    proposers: &'a [String],
    addressees: &'a [String],
    proposers_normalised: Vec<&'a str>,
    addressees_normalised: Vec<&'a str>,
    response: Option<&'static str>,
    verdict: &'static str,
    clusters: Vec<u32>,
    objectives: Vec<u32>,
    tags: &'a BTreeMap<String, Vec<String>>,
    note: Option<&'a str>,
    reviewer: Option<&'a str>,
    decided_at: Option<&'a str>,
    confidence: f32,
    reason: &'a str,
    suggested_clusters: &'a [Suggestion],
    suggested_objectives: &'a [Suggestion],
    suggested: BTreeMap<&'a str, &'a [Suggestion]>,
    alike: Option<&'a [RecommendationId]>,
}

#[derive(Debug, Serialize)]
struct DocumentFields<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    region: Option<&'a str>,
    language: Option<&'a str>,
    source: &'a str,
}

impl<'a> Row<'a> {
    /// The record of a recommendation.
    pub fn of(r: &'a Recommendation) -> Self {
        let d = &r.document;
        Row {
            id: r.id.as_str(),
            document: DocumentFields {
                id: d.id.as_str(),
                title: d.details.title.as_deref(),
                date: d.details.date.as_ref().map(|d| d.as_str()),
                region: d.details.region.as_deref(),
                language: d.details.language.as_deref(),
                source: &d.source,
            },
            section: &r.section,
            page: r.page,
            start: r.span.start,
            end: r.span.end,
            kind: r.kind.word(),
            text: &r.text,
            original_text: r.original_text.as_deref(),
            lead_in: r.lead_in.as_deref(),
            context: r.context.as_deref(),
            proposers: &r.proposers,
            addressees: &r.addressees,
            proposers_normalised: r.proposers.iter().map(|name| states::normalised(name)).collect(),
            addressees_normalised: r.addressees.iter().map(|name| states::normalised(name)).collect(),
            response: r.response.map(|r| r.word()),
            verdict: r.verdict.word(),
            clusters: numbers(r.tags_in(CLUSTER)),
            objectives: numbers(r.tags_in(OBJECTIVE)),
            tags: &r.tags,
            note: r.note.as_deref(),
            reviewer: r.reviewer.as_deref(),
            decided_at: r.decided_at.as_deref(),
            confidence: r.confidence,
            reason: &r.reason,
            suggested_clusters: &r.suggested.clusters,
            suggested_objectives: &r.suggested.objectives,
            suggested: r.suggested.by_scheme().collect(),
            alike: r.alike.as_deref(),
        }
    }
}

fn numbers(notations: &[String]) -> Vec<u32> {
    notations.iter().filter_map(|n| n.parse().ok()).collect()
}

/// A recommendation as one line of JSON, without the line feed.
pub fn json_line(recommendation: &Recommendation) -> String {
    harmless_json(serde_json::to_string(&Row::of(recommendation)).unwrap_or_default())
}

/// A document as a JSON object.
pub fn document_json(document: &Document) -> serde_json::Value {
    let details = &document.details;
    serde_json::json!({
        "id": document.id,
        "title": details.title,
        "event": details.event,
        "place": details.place,
        "date": details.date,
        "region": details.region,
        "language": details.language,
        "source": document.source,
        "format": document.format,
        "state": document.state,
        "pages": document.pages,
        "imported_at": document.imported_at,
        "withdrawn": document.withdrawn,
        "recommendations": document.recommendations,
    })
}

/// The names of the CSV columns.
pub fn csv_header() -> [&'static str; 27] {
    [
        "id",
        "document",
        "title",
        "date",
        "region",
        "language",
        "source",
        "section",
        "page",
        "start",
        "end",
        "kind",
        "text",
        "original_text",
        "lead_in",
        "proposers",
        "addressees",
        "response",
        "verdict",
        "clusters",
        "objectives",
        "tags",
        "note",
        "reviewer",
        "decided_at",
        "suggested_clusters",
        "suggested_objectives",
    ]
}

/// A recommendation as the cells of a CSV row, lists joined with `; `, no cell taken for a formula by a spreadsheet.
pub fn csv_record(r: &Recommendation) -> Vec<String> {
    let row = Row::of(r);
    let text = |value: Option<&str>| value.unwrap_or_default().to_string();
    let suggested = |s: &[Suggestion]| join(s.iter().map(|s| format!("{} ({:.2})", s.notation, s.score)));
    let cells = vec![
        row.id.to_string(),
        row.document.id.to_string(),
        text(row.document.title),
        text(row.document.date),
        text(row.document.region),
        text(row.document.language),
        row.document.source.to_string(),
        row.section.join(" > "),
        row.page.map(|p| p.to_string()).unwrap_or_default(),
        row.start.to_string(),
        row.end.to_string(),
        row.kind.to_string(),
        row.text.to_string(),
        text(row.original_text),
        text(row.lead_in),
        join(row.proposers.iter().cloned()),
        join(row.addressees.iter().cloned()),
        text(row.response),
        row.verdict.to_string(),
        join(row.clusters.iter().map(u32::to_string)),
        join(row.objectives.iter().map(u32::to_string)),
        other_tags(r),
        text(row.note),
        text(row.reviewer),
        text(row.decided_at),
        suggested(row.suggested_clusters),
        suggested(row.suggested_objectives),
    ];
    cells.into_iter().map(harmless).collect()
}

/// The tags of schemes that have no column of their own: "element:v; principle:a".
pub fn other_tags(r: &Recommendation) -> String {
    let other = r.tags.iter().filter(|(scheme, _)| *scheme != CLUSTER && *scheme != OBJECTIVE);
    join(other.flat_map(|(scheme, tags)| tags.iter().map(move |tag| format!("{scheme}:{tag}"))))
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}

/// A cell that begins like a formula gets an apostrophe before it; line ends and control characters become spaces.
pub fn harmless(cell: String) -> String {
    let cell = one_line(&cell);
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}') => format!("'{cell}"),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let check = |cell: &str, shown: &str| assert_eq!(harmless(cell.to_string()), shown);
        check("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")");
        check("\t@SUM(A1)", "'@SUM(A1)");
        check("- a dash", "'- a dash");
        check("Save lives = always", "Save lives = always");
        check("two\nlines", "two lines");
    }
}
