//! Word documents (WordprocessingML, ISO/IEC 29500): what a reader sees when all tracked changes are accepted, without
//! what is hidden, running heads, prompts of empty fields and the table of contents.

mod body;
mod numbering;
mod styles;

use super::FileFacts;
use super::canonical::Canonical;
use super::details::Stated;
use super::flow::labels::in_format;
use super::flow::pages::{self, Placed};
use super::flow::{Flow, Paragraph, Piece, Role, one_line, paragraphs};
use super::package::{Package, Part};
use super::xml::{Token, Xml};
use crate::error::{Error, Result};
use crate::model::ReadState;
use body::Body;
use numbering::Numbering;
use std::collections::HashMap;
use styles::Styles;

/// Reads a document into blocks.
pub(super) fn read(name: &str, bytes: &[u8], canonical: &mut Canonical) -> Result<FileFacts> {
    let mut package = Package::open(name, bytes)?;
    let mut file = Parts { damaged: package.is_cut_off(), package: &mut package };
    let main = file.related("", "officeDocument").unwrap_or_else(|| "word/document.xml".to_string());
    let Some(document) = file.read(&main) else {
        return Err(Error::failed(format!("{name} holds no text of a Word document"))
            .hint("open it in a word processor, save it anew as DOCX and import that"));
    };
    let (styles, numbering) = (file.styles(&main), file.numbering(&main));
    let mut body = Body::new(&styles, numbering);
    let mut pieces = Vec::new();
    let mut xml = Xml::new(&document);
    body.pieces(&mut xml, &mut pieces);
    file.damaged |= xml.is_damaged();
    drop(document);
    notes(&mut body, &mut file, &main, &mut pieces);
    let language = file.language();
    let pages = pages::tell(&mut pieces, body.breaks, file.page_count());
    let mut flow = Flow::default();
    for (piece, _) in pieces {
        file.damaged |= !flow.push(piece);
    }
    let title = flow.write(canonical);
    let state = if file.damaged { ReadState::Damaged } else { ReadState::Whole };
    let stated = Stated { title, language, ..Stated::default() };
    Ok(FileFacts { state, pages, stated })
}

/// The parts of a document, and whether one of them was damaged.
struct Parts<'p, 'b> {
    package: &'p mut Package<'b>,
    damaged: bool,
}

impl Parts<'_, '_> {
    fn read(&mut self, path: &str) -> Option<String> {
        let Part { text, damaged } = self.package.part(path)?;
        self.damaged |= damaged;
        Some(text)
    }

    /// The part that `from` names for a purpose; the beginning of everything is the empty path.
    fn related(&mut self, from: &str, purpose: &str) -> Option<String> {
        let (folder, file) = from.rsplit_once('/').unwrap_or(("", from));
        let list = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        // Without this list the parts have their usual places: nothing of the text is lost.
        let text = self.package.part(&list)?.text;
        let mut xml = Xml::new(&text);
        while let Some(token) = xml.next(0) {
            let Token::Open(element) = token else { continue };
            let kind = element.get("Type").unwrap_or_default();
            if element.name() != "Relationship" || kind.rsplit('/').next() != Some(purpose) {
                continue;
            }
            let target =
                element.get("Target").filter(|_| element.get("TargetMode").as_deref() != Some("External"))?;
            return Some(resolve(folder, &target));
        }
        None
    }

    /// The part of a purpose, by what the main part says, else in its usual place.
    fn beside(&mut self, main: &str, purpose: &str) -> Option<String> {
        let usual =
            || resolve(main.rsplit_once('/').map_or("", |(folder, _)| folder), &format!("{purpose}.xml"));
        let path = self.related(main, purpose).unwrap_or_else(usual);
        self.read(&path)
    }

    fn styles(&mut self, main: &str) -> Styles {
        let (styles, whole) =
            self.beside(main, "styles").map_or((Styles::default(), true), |part| Styles::read(&part));
        self.damaged |= !whole;
        styles
    }

    fn numbering(&mut self, main: &str) -> Numbering {
        let part = self.beside(main, "numbering");
        let (numbering, whole) = part.map_or((Numbering::default(), true), |part| Numbering::read(&part));
        self.damaged |= !whole;
        numbering
    }

    /// The language that the file states. The title and the dates that it states are left aside: they are filled by
    /// templates, file names and the last who saved it.
    fn language(&mut self) -> Option<String> {
        let path = self.related("", "core-properties").unwrap_or_else(|| "docProps/core.xml".to_string());
        self.words_of(&path, "language")
    }

    /// How many pages the word processor counted when it saved the file.
    fn page_count(&mut self) -> Option<u32> {
        self.words_of("docProps/app.xml", "Pages")?.parse().ok()
    }

    /// The words of the first element of this name. What stands beside the text may be damaged without harm to it.
    fn words_of(&mut self, path: &str, name: &str) -> Option<String> {
        let part = self.package.part(path)?;
        let mut xml = Xml::new(&part.text);
        while let Some(token) = xml.next(0) {
            if let Token::Open(element) = token
                && element.name() == name
            {
                return Some(xml.words().trim().to_string()).filter(|words| !words.is_empty());
            }
        }
        None
    }
}

/// The path of a part named from a folder: "../a.xml" and "/word/a.xml" are paths too.
fn resolve(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_string(),
        None => format!("{folder}/{target}"),
    };
    let mut parts = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Appends the notes that the text refers to, each a block, in the order of their marks.
fn notes(body: &mut Body, file: &mut Parts, main: &str, pieces: &mut Vec<Placed>) {
    let marks = std::mem::take(&mut body.notes);
    let mut counts = [0, 0];
    for (is_endnote, purpose, format) in [(false, "footnotes", "decimal"), (true, "endnotes", "lowerRoman")] {
        if !marks.iter().any(|m| m.is_endnote == is_endnote) {
            continue;
        }
        let Some(part) = file.beside(main, purpose) else { continue };
        let mut texts = note_texts(body, &part, file);
        for mark in marks.iter().filter(|m| m.is_endnote == is_endnote) {
            let count = &mut counts[usize::from(is_endnote)];
            *count += 1;
            // A note that is referred to again stands where it was first.
            let Some(words) = texts.remove(&mark.id) else { continue };
            let label = Some(in_format(*count, format));
            let note = Paragraph { role: Role::Note, label, words, ..Paragraph::default() };
            pieces.push((Piece::Paragraph(note), mark.breaks));
        }
    }
}

/// The notes of a part by their ids, without the lines that separate them from the text.
fn note_texts(body: &mut Body, part: &str, file: &mut Parts) -> HashMap<String, String> {
    let mut xml = Xml::new(part);
    let mut texts = HashMap::new();
    while let Some(token) = xml.next(0) {
        let Token::Open(element) = token else { continue };
        if !matches!(element.name(), "footnote" | "endnote") {
            continue;
        }
        let is_note = matches!(element.get("type").as_deref(), None | Some("normal"));
        let mut pieces = Vec::new();
        body.pieces(&mut xml, &mut pieces);
        if let Some(id) = element.get("id").filter(|_| is_note) {
            let words: Vec<_> =
                pieces.into_iter().flat_map(|(piece, _)| paragraphs(piece)).map(|p| p.words).collect();
            texts.insert(id, one_line(&words.join(" ")));
        }
    }
    file.damaged |= xml.is_damaged();
    texts
}

#[cfg(test)]
mod tests;
