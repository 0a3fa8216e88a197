//! Bytes to a document with blocks.

mod canonical;
mod docx;
mod flow;
mod marks;
mod package;
mod properties;
mod xml;

use crate::error::{Error, Result};
use crate::model::{Details, Format, Reading};
use canonical::Canonical;

/// Reads a file's bytes. `name` is the path as given, for messages and as a hint where content does not tell.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading> {
    let mut canonical = Canonical::new();
    let found = docx::read(name, bytes, &mut canonical)?;
    let (text, blocks) = canonical.finish();
    if !text.chars().any(char::is_alphabetic) {
        return Err(Error::failed(format!("{name} holds no words"))
            .hint("check that it is the report itself and not an empty page or a picture of it"));
    }
    let details = Details { title: found.title, ..Details::default() };
    Ok(Reading { format: Format::Docx, state: found.state, text, blocks, details, pages: found.pages })
}

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 100 << 20;

/// Says that a file is too large.
pub fn too_large(name: &str, size: u64) -> crate::error::Error {
    let _ = size;
    crate::error::Error::failed(name)
}

/// Whether a file's name promises a type that can be read.
pub fn is_known_name(name: &str) -> bool {
    let _ = name;
    true
}
