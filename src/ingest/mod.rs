//! Bytes to a document with blocks: what a file is (`sniff`), its text (`decode`), one reader a format (`text`,
//! `html`, `pdf`, `docx`, `odt`, `rtf`), all building the same canonical text (`canonical`), and what it says of itself
//! (`details`). Tables of recommendations (`collection`) are read by their columns instead.
//! The program reads behind a fence, in a child process of its own: `desk::fence`.

mod canonical;
pub mod collection;
mod dates;
mod decode;
mod details;
mod docx;
mod flow;
mod html;
mod odt;
mod package;
mod pdf;
mod place;
mod rtf;
mod sheet;
mod sniff;
mod text;
mod xml;

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

/// Reads a file's bytes. `name` is the path as given, for messages and as a hint where content does not tell;
/// `password` opens a file that asks for one.
pub fn read(name: &str, bytes: &[u8], password: Option<&str>) -> Result<Reading> {
    if bytes.is_empty() {
        return Err(Error::failed(format!("{name} is empty")).hint("import a file that holds a report"));
    }
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(name, bytes.len() as u64));
    }
    let format = sniff::sniff(name, bytes)?;
    let mut canonical = Canonical::new();
    let file = match format {
        Format::Pdf => read_pdf(name, bytes, password, &mut canonical)?,
        Format::Docx => docx::read(name, bytes, &mut canonical)?,
        Format::Odt => odt::read(name, bytes, &mut canonical)?,
        Format::Rtf => rtf::read(bytes, &mut canonical),
        _ => read_text(name, bytes, format, &mut canonical)?,
    };
    let (text, blocks) = canonical.finish();
    if !text.chars().any(char::is_alphabetic) && file.state != ReadState::NoTextLayer {
        return Err(match file.state {
            ReadState::Damaged => Error::failed(format!("{name} is damaged: no words in it can be read"))
                .hint("get it anew from where it came, or open and save it in the program that made it"),
            _ => Error::failed(format!("{name} holds no words"))
                .hint("check that it is the report itself and not an empty page or a picture of it"),
        });
    }
    let details = details::find(&text, &blocks, &file.stated);
    Ok(Reading { format, state: file.state, text, blocks, details, pages: file.pages })
}

/// What a reader tells of a file beside its blocks.
struct FileFacts {
    state: ReadState,
    pages: Option<u32>,
    stated: Stated,
}

fn read_text(name: &str, bytes: &[u8], format: Format, canonical: &mut Canonical) -> Result<FileFacts> {
    let Some(decoded) = decode::decode(bytes, format == Format::Html) else {
        return Err(Error::failed(format!("{name} is not text in any encoding known here"))
            .hint("export the report as plain text (UTF-8) or as a web page (HTML) and import that"));
    };
    let (pages, stated) = match format {
        Format::Html => (None, html::read(name, &decoded.text, canonical)?),
        _ => (text::read(&decoded.text, format == Format::Markdown, canonical), Stated::default()),
    };
    let state = if decoded.damaged { ReadState::Damaged } else { ReadState::Whole };
    Ok(FileFacts { state, pages, stated })
}

/// The title that a PDF's producer noted is often the name of a template, so the text's own stands before it.
fn read_pdf(
    name: &str,
    bytes: &[u8],
    password: Option<&str>,
    canonical: &mut Canonical,
) -> Result<FileFacts> {
    let facts = pdf::read(name, bytes, password, canonical)?;
    let stated = Stated { language: facts.language, noted: facts.title, ..Stated::default() };
    Ok(FileFacts { state: facts.state, pages: Some(facts.pages), stated })
}

#[cfg(test)]
mod tests;
