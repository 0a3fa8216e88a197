//! One imported file.

use super::{Block, DateRange, DocumentId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a file turned out to be, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text.
    Text,
    /// Text with Markdown marks.
    Markdown,
    /// A web page.
    Html,
    /// Portable Document Format (ISO 32000).
    Pdf,
    /// WordprocessingML (ISO/IEC 29500).
    Docx,
    /// OpenDocument text (ISO/IEC 26300).
    Odt,
    /// Rich Text Format.
    Rtf,
    /// A table of recommendations: values parted by commas, semicolons or tabs (RFC 4180).
    Csv,
    /// A table of recommendations: SpreadsheetML (ISO/IEC 29500).
    Xlsx,
    /// A table of recommendations: a JSON object a line.
    Jsonl,
}

/// How whole a document came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadState {
    /// Everything was read.
    Whole,
    /// Some of it could not be read (bytes that are no text in the file's encoding, say).
    Damaged,
    /// Pages are there, but they are pictures: no text can be read from them.
    NoTextLayer,
}

/// What a document says of itself, or the user says of it. Whatever is unknown is none, never guessed words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Title as the document states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The meeting or process it reports on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Where the meeting was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When the meeting was held; else when the document was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DateRange>,
    /// Region, as in the taxonomy's list of regions where it is one of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Language, ISO 639-1: `en`, `fr`, `es`, `pt`, `ar`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Details {
    /// These details with every field that differs between `from` and `to` as in `to`.
    pub fn moved(mut self, from: &Details, to: &Details) -> Details {
        fn field<T: Clone + PartialEq>(own: &mut T, from: &T, to: &T) {
            if from != to {
                own.clone_from(to);
            }
        }
        field(&mut self.title, &from.title, &to.title);
        field(&mut self.event, &from.event, &to.event);
        field(&mut self.place, &from.place, &to.place);
        field(&mut self.date, &from.date, &to.date);
        field(&mut self.region, &from.region, &to.region);
        field(&mut self.language, &from.language, &to.language);
        self
    }
}

/// What a reader makes of a file: canonical text, blocks over it in reading order, and what the file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What the file turned out to be.
    pub format: Format,
    /// How whole it came in.
    pub state: ReadState,
    /// The canonical text: body only, lines ended by `\n`, no hostile character (`text::is_hostile`).
    pub text: String,
    /// Blocks in reading order, without overlap.
    pub blocks: Vec<Block>,
    /// Title, date, place, language where the document states them.
    pub details: Details,
    /// Number of pages, where the format has pages.
    pub pages: Option<u32>,
}

/// One imported file as the store keeps it, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Hash of its bytes.
    pub id: DocumentId,
    /// What it says of itself, as corrected.
    pub details: Details,
    /// The path it was imported from, as given.
    pub source: String,
    /// What the file turned out to be.
    pub format: Format,
    /// How whole it came in.
    pub state: ReadState,
    /// Number of pages, where the format has pages.
    pub pages: Option<u32>,
    /// When it was imported, RFC 3339, UTC.
    pub imported_at: String,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// How many recommendations were found in it or marked.
    pub recommendations: u32,
}

impl Document {
    /// What to call it: its title, else the name of its file.
    pub fn name(&self) -> &str {
        let file = || self.source.rsplit(['/', '\\']).next().unwrap_or(&self.source);
        self.details.title.as_deref().unwrap_or_else(file)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Odt => "odt",
            Format::Rtf => "rtf",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Jsonl => "jsonl",
        })
    }
}

impl fmt::Display for ReadState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReadState::Whole => "whole",
            ReadState::Damaged => "partly damaged",
            ReadState::NoTextLayer => "no text layer",
        })
    }
}
