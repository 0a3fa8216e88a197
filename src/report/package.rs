//! A Frictionless data package (specs.frictionlessdata.io, version 1): tables and what their columns mean, in one ZIP file.

use super::annex::documents_of;
use super::docx::zipped;
use super::made::Made;
use super::rows::{csv_header, csv_record, harmless, json_line};
use crate::error::{Error, Result};
use crate::model::{Document, Recommendation, Response, Verdict};
use crate::taxonomy;
use serde_json::{Value, json};

/// The package of these recommendations: `datapackage.json`, `recommendations.csv` and `.jsonl`, `documents.csv`, `concepts.csv`.
pub fn package(recommendations: &[Recommendation], made: &Made) -> Result<Vec<u8>> {
    let rows = recommendations.iter().map(csv_record);
    let table = csv(csv_header().iter().map(|h| h.to_string()).collect(), rows)?;
    let lines: String = recommendations.iter().flat_map(|r| [json_line(r), "\n".into()]).collect();
    let documents = csv(names(DOCUMENT), documents_of(recommendations).into_iter().map(document))?;
    let concepts = csv(names(CONCEPT), concepts())?;
    let description = serde_json::to_vec_pretty(&description(made))
        .map_err(|e| Error::failed("cannot describe the data package").because(e))?;
    zipped(
        [
            ("datapackage.json", description.as_slice()),
            ("recommendations.csv", &table),
            ("recommendations.jsonl", lines.as_bytes()),
            ("documents.csv", &documents),
            ("concepts.csv", &concepts),
        ]
        .into_iter(),
    )
}

/// A column: its name, its type, what it means.
type Field = (&'static str, &'static str, &'static str);

const RECOMMENDATION: &[Field] = &[
    ("id", "string", "Identity of the recommendation: the same wherever the same document is imported"),
    ("document", "string", "Identity of the document: SHA-256 of its bytes"),
    ("title", "string", "Title of the document"),
    ("date", "string", "Date or range of dates (ISO 8601)"),
    ("region", "string", "Region of the document"),
    ("language", "string", "Language of the document (ISO 639-1)"),
    ("source", "string", "Path that the document was imported from"),
    ("section", "string", "Headings above it, outermost first, joined by ' > '"),
    ("page", "integer", "Page it begins on"),
    ("start", "integer", "First code point in the canonical text"),
    ("end", "integer", "One past its last code point"),
    (
        "kind",
        "string",
        "listed: an item of a list; narrative: a sentence that recommends; manual: marked by hand",
    ),
    ("text", "string", "Its words"),
    ("original_text", "string", "Its words as found, where they were edited"),
    ("lead_in", "string", "The words before its list"),
    ("proposers", "string", "Who made it, joined by '; '"),
    ("addressees", "string", "Whom it asks to act, joined by '; '"),
    ("response", "string", "What the addressed State said of it in the source"),
    ("verdict", "string", "The reviewer's verdict"),
    ("clusters", "string", "Thematic clusters (1 to 6), joined by '; '"),
    ("objectives", "string", "Objectives of the Compact (1 to 23), joined by '; '"),
    ("tags", "string", "Tags of other schemes, SCHEME:NOTATION, joined by '; '"),
    ("note", "string", "The reviewer's note"),
    ("reviewer", "string", "Who decided"),
    ("decided_at", "datetime", "When the last decision was made (RFC 3339, UTC)"),
    ("suggested_clusters", "string", "Clusters that the program proposes, each with a score, best first"),
    ("suggested_objectives", "string", "Objectives that the program proposes, each with a score, best first"),
];

const DOCUMENT: &[Field] = &[
    ("id", "string", "SHA-256 of the document's bytes"),
    ("title", "string", "Title"),
    ("event", "string", "Meeting or process it reports on"),
    ("place", "string", "Where the meeting was held"),
    ("date", "string", "Date or range of dates (ISO 8601)"),
    ("region", "string", "Region"),
    ("language", "string", "Language (ISO 639-1)"),
    ("source", "string", "Path that it was imported from"),
    ("format", "string", "What the file is"),
    ("pages", "integer", "Number of pages, where the format has pages"),
    ("imported_at", "datetime", "When it was imported (RFC 3339, UTC)"),
];

const CONCEPT: &[Field] = &[
    ("scheme", "string", "Concept scheme"),
    ("notation", "string", "Sign of the concept in its scheme"),
    ("title", "string", "Title in English"),
    ("short", "string", "Short label in English"),
];

fn names(fields: &[Field]) -> Vec<String> {
    fields.iter().map(|(name, ..)| name.to_string()).collect()
}

fn csv(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let cannot = |e: csv::Error| Error::failed("cannot write CSV").because(e);
    for row in std::iter::once(header).chain(rows) {
        writer.write_record(&row).map_err(cannot)?;
    }
    writer.into_inner().map_err(|e| Error::failed("cannot write CSV").because(e.into_error()))
}

fn document(d: &Document) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let details = &d.details;
    let cells = [
        d.id.to_string(),
        text(&details.title),
        text(&details.event),
        text(&details.place),
        details.date.as_ref().map_or_else(String::new, |d| d.to_string()),
        text(&details.region),
        text(&details.language),
        d.source.clone(),
        d.format.to_string(),
        d.pages.map_or_else(String::new, |p| p.to_string()),
        d.imported_at.clone(),
    ];
    cells.map(harmless).to_vec()
}

fn concepts() -> impl Iterator<Item = Vec<String>> {
    taxonomy::in_use().schemes.iter().flat_map(|scheme| {
        let row = |c: &crate::model::Concept| {
            vec![scheme.id.clone(), c.notation.clone(), c.title.clone(), c.short.clone()]
        };
        scheme.concepts.iter().map(row)
    })
}

fn description(made: &Made) -> Value {
    json!({
        "profile": "data-package",
        "name": "recommendations",
        "title": "Recommendations",
        "description": made.in_words(),
        "created": made.at,
        "contributors": [{ "title": made.reviewer, "role": "contributor" }],
        "made": made,
        "resources": [
            table("recommendations", RECOMMENDATION, json!({
                "primaryKey": ["id", "reviewer"],
                "foreignKeys": [{ "fields": "document", "reference": { "resource": "documents", "fields": "id" } }],
            })),
            {
                "name": "recommendations-lines", "path": "recommendations.jsonl", "format": "jsonl",
                "mediatype": "application/jsonl", "encoding": "utf-8", "profile": "data-resource",
                "description": "The same recommendations, an object a line, with lists and suggestions whole",
            },
            table("documents", DOCUMENT, json!({ "primaryKey": "id" })),
            table("concepts", CONCEPT, json!({ "primaryKey": ["scheme", "notation"] })),
        ],
    })
}

fn table(name: &str, fields: &[Field], keys: Value) -> Value {
    let field = |(name, kind, meaning): &Field| {
        let words: Option<Vec<&str>> = match *name {
            "verdict" => Some(Verdict::ALL.iter().map(|v| v.word()).collect()),
            "response" => Some(Response::ALL.iter().map(|r| r.word()).collect()),
            _ => None,
        };
        let mut field = json!({ "name": name, "type": kind, "description": meaning });
        if let Some(words) = words {
            field["constraints"] = json!({ "enum": words });
        }
        if *kind == "datetime" {
            field["format"] = json!("any");
        }
        field
    };
    let mut schema = json!({ "fields": fields.iter().map(field).collect::<Vec<_>>(), "missingValues": [""] });
    if let (Some(schema), Value::Object(keys)) = (schema.as_object_mut(), keys) {
        schema.extend(keys);
    }
    json!({
        "name": name, "path": format!("{name}.csv"), "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "profile": "tabular-data-resource", "dialect": { "lineTerminator": "\r\n", "delimiter": "," }, "schema": schema,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_described() {
        assert_eq!(names(RECOMMENDATION), csv_header().map(str::to_string));
    }
}
