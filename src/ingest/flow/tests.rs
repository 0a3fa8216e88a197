//! What the tests of DOCX, ODT and RTF share.

use crate::error::Result;
use crate::ingest::FileFacts;
use crate::ingest::canonical::Canonical;
use crate::model::{Block, BlockKind, ReadState};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A package of parts.
pub(in crate::ingest) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        writer.start_file(*path, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What a reader makes of a document, a line a block: its kind, `>` for each level of depth, its label in brackets,
/// its words.
pub(in crate::ingest) fn lines(
    read: impl FnOnce(&mut Canonical) -> Result<FileFacts>,
) -> (ReadState, Vec<String>) {
    let mut canonical = Canonical::new();
    let found = read(&mut canonical).unwrap();
    let (text, blocks) = canonical.finish();
    let line = |b: &Block| {
        let kind = match b.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".to_string(),
            BlockKind::ListItem => "li".to_string() + &">".repeat(b.depth.into()),
            BlockKind::Footnote => "note".to_string(),
            BlockKind::TableRow => "row".to_string(),
            BlockKind::Caption => "caption".to_string(),
        };
        let label = b.label.as_ref().map(|l| format!(" [{l}]")).unwrap_or_default();
        format!("{kind}{label} {}", text[b.range()].replace('\t', " | "))
    };
    (found.state, blocks.iter().map(line).collect())
}
