//! What every target asks of what comes out, and archives made of text, so that a fuzzer gets beyond the checksums of ZIP.
//!
//! A target fails by more than a panic: what a reader makes must be sound, and what is found must stand in the text.

use rapporteur::extract;
use rapporteur::ingest;
use rapporteur::model::text::is_hostile;
use rapporteur::model::{Block, BlockKind, Candidate, Kind, Reading};
use std::io::{Cursor, Write};
use std::path::PathBuf;
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads bytes as a file of this name, and finds what is in it.
pub fn read(name: &str, bytes: &[u8]) {
    if let Ok(reading) = ingest::read(name, bytes, None) {
        check_reading(&reading);
        let found = extract::extract(&reading);
        check_found(&reading, &found);
    }
}

/// A reading is sound: blocks in order, without overlap, within the text; no hostile character.
pub fn check_reading(reading: &Reading) {
    let text = &reading.text;
    assert!(!text.chars().any(is_hostile), "a hostile character in the text");
    let mut last = 0;
    for block in &reading.blocks {
        assert!(last <= block.start, "blocks overlap: {block:?} begins before {last}");
        assert!(text.get(block.range()).is_some(), "a block beside the text: {block:?}");
        if let BlockKind::Heading { level } = block.kind {
            assert!((1..=9).contains(&level), "{block:?}");
        }
        let label = block.label.as_deref().unwrap_or_default();
        assert!(!label.chars().any(|c| is_hostile(c) || c == '\n'), "a hostile label: {block:?}");
        last = block.end;
    }
    let details = &reading.details;
    let date = details.date.as_ref().map(|date| date.as_str().to_string());
    let said = [&details.title, &details.event, &details.place, &details.region, &details.language, &date];
    for words in said.into_iter().flatten() {
        assert!(!words.chars().any(|c| is_hostile(c) || c == '\n'), "a hostile detail: {words:?}");
    }
}

/// What was found stands where it says, in reading order.
pub fn check_found(reading: &Reading, found: &[Candidate]) {
    let mut last = 0;
    for candidate in found {
        assert!(last <= candidate.span.start, "out of order: {candidate:?}");
        last = candidate.span.start;
        assert!((0.0..=1.0).contains(&candidate.confidence), "{candidate:?}");
        let words =
            candidate.span.of(&reading.text).unwrap_or_else(|| panic!("beside the text: {candidate:?}"));
        if candidate.kind != Kind::Manual {
            let words: Vec<&str> = words.split_whitespace().collect();
            assert_eq!(candidate.text, words.join(" "));
        }
        assert!(!candidate.text.is_empty() && !candidate.text.contains('\n'), "{candidate:?}");
    }
}

/// An archive of the parts in a text. What stands before the first line `@@NAME` is the part `main`; each such line begins another.
pub fn archive(main: &str, data: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| -> Option<()> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        archive.start_file(name, stored).ok()?;
        archive.write_all(bytes).ok()
    };
    let (mut name, mut from, mut at) = (main.to_string(), 0, 0);
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        if let Some(other) = line.strip_prefix(b"@@") {
            put(&name, &data[from..at])?;
            name = String::from_utf8_lossy(other).trim().to_string();
            from = at + line.len();
        }
        at += line.len();
    }
    put(&name, &data[from..])?;
    Some(archive.finish().ok()?.into_inner())
}

/// A reading made of a text: the first letter of a line says what the line is, and whether it has a label and a depth.
pub fn reading_of(text: &str) -> Reading {
    let (mut out, mut blocks) = (String::new(), Vec::new());
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (sign, words) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
        let (label, words) = match words.split_once(' ') {
            Some((label, words)) if sign.chars().all(|c| c.is_uppercase()) => {
                (Some(label.to_string()), words)
            }
            _ => (None, words),
        };
        let kind = match sign.to_lowercase().as_str() {
            "h" => BlockKind::Heading { level: 1 },
            "k" => BlockKind::Heading { level: 2 },
            "m" => BlockKind::Heading { level: 3 },
            "i" | "j" | "l" => BlockKind::ListItem,
            "f" => BlockKind::Footnote,
            "t" => BlockKind::TableRow,
            "c" => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        };
        let depth = match sign.to_lowercase().as_str() {
            "j" => 1,
            "l" => 2,
            _ => 0,
        };
        // What a reader lets into a text.
        let kept = |c: &char| !is_hostile(*c);
        let start = out.len();
        out.extend(words.chars().filter(kept));
        let label = label.map(|label| label.chars().filter(kept).collect());
        blocks.push(Block { kind, start, end: out.len(), page: None, label, depth });
        out.push('\n');
    }
    let details = Default::default();
    Reading {
        format: rapporteur::model::Format::Text,
        state: rapporteur::model::ReadState::Whole,
        text: out,
        blocks,
        details,
        pages: None,
    }
}

/// A file of this run with these bytes, for what is read from a path.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("rapporteur-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a temporary file");
    path
}
