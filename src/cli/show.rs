//! `show ID`, `show --document ID [--blocks]`

use super::Place;
use super::alike;
use super::out::Out;
use crate::desk::Desk;
use crate::error::Result;
use crate::model::difference::{difference, in_plain_text};
use crate::model::text::one_line;
use crate::model::{BlockKind, Recommendation, StepKind, Suggestion};
use crate::report;
use crate::taxonomy;
use clap::ValueEnum;

/// Show a recommendation with its source, tags, suggestions and history, or what was read of a document
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The recommendation's id, or the beginning of it
    #[arg(required_unless_present = "document", conflicts_with = "document")]
    id: Option<String>,
    /// Print the text that was read of this document
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Print its blocks, a JSON object a line, in reading order
    #[arg(long, requires = "document")]
    blocks: bool,
    /// How to print a recommendation
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    let desk = place.desk_to_read()?;
    if let Some(document) = &args.document {
        return show_document(&desk, document, args.blocks, out);
    }
    let row = desk.row_of(args.id.as_deref().unwrap_or_default())?;
    for recommendation in desk.recommendations(&[row])? {
        match args.format {
            Format::Json => out.line(report::json_line(&recommendation))?,
            Format::Text => show_recommendation(&desk, &recommendation, out)?,
        }
    }
    Ok(())
}

fn show_document(desk: &Desk, id: &str, blocks: bool, out: &mut Out) -> Result<()> {
    let source = desk.source(&desk.document(id)?.id)?;
    if !blocks {
        return out.raw(source.text.as_bytes());
    }
    for block in &source.blocks {
        let (kind, level) = match block.kind {
            BlockKind::Heading { level } => ("heading", Some(level)),
            BlockKind::Paragraph => ("paragraph", None),
            BlockKind::ListItem => ("list-item", None),
            BlockKind::Footnote => ("footnote", None),
            BlockKind::TableRow => ("table-row", None),
            BlockKind::Caption => ("caption", None),
        };
        let line = serde_json::json!({
            "kind": kind, "level": level, "label": block.label, "depth": block.depth, "page": block.page,
            "text": source.text.get(block.range()).unwrap_or_default(),
        });
        out.json(&line)?;
    }
    Ok(())
}

fn show_recommendation(desk: &Desk, r: &Recommendation, out: &mut Out) -> Result<()> {
    out.line(one_line(&r.text))?;
    out.line("")?;
    let mut field = |name: &str, value: String| match value.is_empty() {
        true => Ok(()),
        false => out.line(format!("{name:<12}{}", one_line(&value))),
    };
    if let Some(found) = &r.original_text {
        field("changes", in_plain_text(&difference(found, &r.text)))?;
    }
    field("id", r.id.to_string())?;
    field("set aside", in_its_place(desk, r)?)?;
    field("document", format!("{} ({})", r.document.name(), r.document.id.short()))?;
    field("section", r.section.join(" > "))?;
    field("page", r.page.map(|p| p.to_string()).unwrap_or_default())?;
    field("lead-in", r.lead_in.clone().unwrap_or_default())?;
    field("context", r.context.clone().unwrap_or_default())?;
    field("kind", format!("{}: {}", r.kind, r.reason))?;
    field("proposers", r.proposers.join(", "))?;
    field("addressees", r.addressees.join(", "))?;
    field("response", r.response.map(|r| r.to_string()).unwrap_or_default())?;
    field("verdict", r.verdict.to_string())?;
    for (scheme, tags) in &r.tags {
        for tag in tags {
            field(scheme, labelled(scheme, tag))?;
        }
    }
    field("note", r.note.clone().unwrap_or_default())?;
    for (n, line) in alike::in_words(desk, r)?.into_iter().enumerate() {
        field(if n == 0 { "alike" } else { "" }, line)?;
    }
    let suggestions = r.suggested.by_scheme().flat_map(|(scheme, of)| of.iter().map(move |s| (scheme, s)));
    for (n, (scheme, suggestion)) in suggestions.enumerate() {
        field(if n == 0 { "suggested" } else { "" }, proposal(scheme, suggestion))?;
    }
    for (n, d) in desk.history(r.row)?.iter().enumerate() {
        let how = match d.kind {
            StepKind::Do => "",
            StepKind::Undo => " (undo)",
            StepKind::Redo => " (redo)",
        };
        field(
            if n == 0 { "history" } else { "" },
            format!("{} {}: {}{how}", d.at, d.reviewer, d.change.in_words()),
        )?;
    }
    Ok(())
}

/// Of a recommendation that was split or joined: what stands in its place. Empty for one that stands.
fn in_its_place(desk: &Desk, r: &Recommendation) -> Result<String> {
    let places = desk.places(&r.document.id)?;
    let Some(own) = places.iter().find(|placed| placed.row == r.row && !placed.stands()) else {
        return Ok(String::new());
    };
    let others =
        places.iter().filter(|p| p.stands() && p.span.start < own.span.end && own.span.start < p.span.end);
    let ids: Vec<&str> = others.map(|placed| placed.id.short()).collect();
    Ok(if ids.is_empty() { "yes".to_string() } else { format!("in its place {}", ids.join(", ")) })
}

fn labelled(scheme: &str, notation: &str) -> String {
    match taxonomy::in_use().concept(scheme, notation) {
        Some(concept) => format!("{notation} {}", concept.short),
        None => notation.to_string(),
    }
}

fn proposal(scheme: &str, s: &Suggestion) -> String {
    let why = if s.evidence.is_empty() { String::new() } else { format!(": {}", s.evidence.join(", ")) };
    format!("{scheme} {} ({:.2}{why})", labelled(scheme, &s.notation), s.score)
}
