//! OpenDocument texts (ISO/IEC 26300): what a reader sees, without deleted text, comments and the table of contents.

mod body;
mod lists;
mod styles;

use super::FileFacts;
use super::canonical::Canonical;
use super::details::Stated;
use super::flow::{Flow, pages};
use super::package::Package;
use super::xml::{Token, Xml};
use crate::error::{Error, Result};
use crate::model::ReadState;
use body::Body;
use styles::Styles;

/// Reads a document into blocks.
pub(super) fn read(name: &str, bytes: &[u8], canonical: &mut Canonical) -> Result<FileFacts> {
    let mut package = Package::open(name, bytes)?;
    if package.part("META-INF/manifest.xml").is_some_and(|part| part.text.contains("encryption-data")) {
        return Err(Error::failed(format!("{name} is locked with a password"))
            .hint("open it with its password, save it without one and import that"));
    }
    let Some(content) = package.part("content.xml") else {
        return Err(Error::failed(format!("{name} holds no text of an OpenDocument"))
            .hint("open it in a word processor, save it anew and import that"));
    };
    let mut damaged = package.is_cut_off() || content.damaged;
    let mut styles = Styles::default();
    if let Some(part) = package.part("styles.xml") {
        let mut xml = Xml::new(&part.text);
        styles.read(&mut xml, false);
        damaged |= part.damaged || xml.is_damaged();
    }
    styles.read(&mut Xml::new(&content.text), true);
    styles.settle();
    let mut xml = Xml::new(&content.text);
    let mut body = Body::new(&styles);
    let mut pieces = Vec::new();
    // The element around the text is not asked for: in a damaged file it may be lost.
    body.pieces(&mut xml, &mut pieces);
    damaged |= xml.is_damaged();
    pieces.append(&mut body.notes);
    let (counted, language) = about(&mut package);
    let pages = pages::tell(&mut pieces, body.breaks, counted);
    let mut flow = Flow::default();
    for (piece, _) in pieces {
        damaged |= !flow.push(piece);
    }
    let title = flow.write(canonical);
    let state = if damaged { ReadState::Damaged } else { ReadState::Whole };
    Ok(FileFacts { state, pages, stated: Stated { title, language, ..Stated::default() } })
}

/// The number of pages that were counted and the language, as the file states them. Its title and dates are left
/// aside: they are filled by templates, file names and the last who saved it.
fn about(package: &mut Package) -> (Option<u32>, Option<String>) {
    let Some(part) = package.part("meta.xml") else { return (None, None) };
    let mut xml = Xml::new(&part.text);
    let (mut pages, mut language) = (None, None);
    while let Some(token) = xml.next(0) {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "document-statistic" => pages = element.number("page-count"),
            "language" => language = Some(xml.words().trim().to_string()).filter(|l| !l.is_empty()),
            _ => {}
        }
    }
    (pages, language)
}

#[cfg(test)]
mod tests;
