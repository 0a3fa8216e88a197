//! `suggest [FILE|-]`

use super::out::Out;
use crate::error::{Error, Result};
use crate::model::Passage;
use crate::suggest::Suggester;
use clap::ValueEnum;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

/// Suggest clusters and objectives for texts, one a line
///
/// A line is plain text, or a JSON object with `text` (and `lead_in`, `context`: the sentence before, `section`, `language` where known). Answers come in
/// the same order: {"text", "suggested_clusters", "suggested_objectives", "suggested": {scheme: [...]}}.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file; - or nothing: standard input
    #[arg(default_value = "-")]
    file: String,
    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Jsonl,
}

#[derive(Deserialize)]
struct Asked {
    text: String,
    #[serde(default)]
    lead_in: Option<String>,
    #[serde(default)]
    context: Option<String>,
    #[serde(default)]
    section: Vec<String>,
    #[serde(default)]
    language: Option<String>,
}

pub fn run(args: &Args, out: &mut Out) -> Result<()> {
    let Format::Jsonl = args.format;
    let cannot = |e: std::io::Error| {
        Error::failed(format!("cannot read {}", args.file)).because(e).hint("check the path")
    };
    let mut lines: Box<dyn BufRead> = match args.file.as_str() {
        "-" => Box::new(std::io::stdin().lock()),
        path => Box::new(BufReader::new(File::open(path).map_err(cannot)?)),
    };
    let mut line = Vec::new();
    let mut number = 0;
    while {
        line.clear();
        lines.read_until(b'\n', &mut line).map_err(cannot)? > 0
    } {
        number += 1;
        let text = String::from_utf8_lossy(&line);
        out.line(answer(text.trim_start_matches('\u{feff}').trim(), &args.file, number)?)?;
        // Whoever asks line by line, on a pipe, waits for each answer.
        out.finish()?;
    }
    Ok(())
}

fn answer(line: &str, file: &str, number: usize) -> Result<String> {
    let asked = match serde_json::from_str::<serde_json::Value>(line) {
        Ok(object @ serde_json::Value::Object(_)) => serde_json::from_value(object).map_err(|e| {
            Error::failed(format!("{file}:{number}: not a text to suggest for"))
                .because(e)
                .hint("an object needs a string `text`")
        })?,
        _ => Asked {
            text: line.to_string(),
            lead_in: None,
            context: None,
            section: Vec::new(),
            language: None,
        },
    };
    let suggestions = Suggester::in_use().suggest(&Passage {
        text: &asked.text,
        lead_in: asked.lead_in.as_deref(),
        context: asked.context.as_deref(),
        section: &asked.section,
        language: asked.language.as_deref(),
        document: None,
    });
    let answer = serde_json::json!({
        "text": asked.text,
        "suggested_clusters": suggestions.clusters,
        "suggested_objectives": suggestions.objectives,
        "suggested": suggestions.by_scheme().collect::<BTreeMap<_, _>>(),
    });
    Ok(crate::model::text::harmless_json(answer.to_string()))
}
