//! Bytes to a document with blocks: what a file is (`sniff`), its text (`decode`), one reader a format (`text`,
//! `html`), all building the same canonical text (`canonical`), and what it says of itself (`details`).

mod canonical;
mod dates;
mod decode;
mod details;
mod html;
mod place;
mod sheet;
mod sniff;
mod text;

use crate::error::{Error, Result};
use crate::model::{Format, ReadState, Reading};
use canonical::Canonical;
use details::Stated;

pub use sheet::{Sheet, SheetRow, read_sheet};
pub use sniff::is_known_name;

/// Largest file that is read, in bytes.
pub const LARGEST: u64 = 100 * 1024 * 1024;

/// Says that a file of so many bytes is too large.
pub fn too_large(name: &str, bytes: u64) -> Error {
    Error::failed(format!(
        "{name} is too large ({} MB; at most 100 MB are read)",
        bytes.div_ceil(1024 * 1024)
    ))
    .hint("split it, or import only the part with the report")
}

/// Reads a file's bytes. `name` is the path as given, for messages and as a hint where content does not tell.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading> {
    if bytes.is_empty() {
        return Err(Error::failed(format!("{name} is empty")).hint("import a file that holds a report"));
    }
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(name, bytes.len() as u64));
    }
    let format = sniff::sniff(name, bytes)?;
    let Some(decoded) = decode::decode(bytes, format == Format::Html) else {
        return Err(Error::failed(format!("{name} is not text in any encoding known here"))
            .hint("export the report as plain text (UTF-8) or as a web page (HTML) and import that"));
    };
    let mut canonical = Canonical::new();
    let (pages, stated) = match format {
        Format::Html => (None, html::read(name, &decoded.text, &mut canonical)?),
        _ => (text::read(&decoded.text, format == Format::Markdown, &mut canonical), Stated::default()),
    };
    let (text, blocks) = canonical.finish();
    if !text.chars().any(char::is_alphabetic) {
        return Err(Error::failed(format!("{name} holds no words"))
            .hint("check that it is the report itself and not an empty page or a picture of it"));
    }
    let details = details::find(&text, &blocks, &stated);
    let state = if decoded.damaged { ReadState::Damaged } else { ReadState::Whole };
    Ok(Reading { format, state, text, blocks, details, pages })
}

#[cfg(test)]
mod tests;
