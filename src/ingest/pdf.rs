//! PDF to blocks. A library (`library`) tells of each page what stands where (`page`); everything else is made here:
//! pieces on a baseline, columns, lines, what repeats at the edges of pages, notes, tables, blocks and headings.

mod aligned;
mod columns;
mod draft;
mod furniture;
mod headings;
mod library;
mod lines;
mod notes;
mod order;
mod page;
mod pieces;
mod stats;
mod tables;

use super::canonical::Canonical;
use super::text::lines::Joiner;
use super::text::notes::without_marks;
use crate::error::{Error, Result};
use crate::model::{BlockKind, ReadState};
use draft::{Draft, Sort};
use library::{File, Refusal};
use lines::{Line, Part};
use page::Rule;
use pieces::Piece;
use std::collections::HashSet;

/// Pages beyond this one are not read.
const MOST_PAGES: usize = 5_000;

/// What a PDF file says of itself, beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfFacts {
    /// How many pages it has.
    pub pages: u32,
    /// How whole it came in.
    pub state: ReadState,
    /// The title the producer noted; often the name of a template.
    pub title: Option<String>,
    /// The language the producer noted, as a BCP 47 tag.
    pub language: Option<String>,
}

/// A page as it is kept until the whole document was seen.
struct Page {
    height: f32,
    pieces: Vec<Piece>,
    rules: Vec<Rule>,
    dots: Vec<(f32, f32)>,
}

/// Reads a PDF file into blocks. `name` is for messages.
pub fn read(name: &str, bytes: &[u8], password: Option<&str>, canonical: &mut Canonical) -> Result<PdfFacts> {
    let file = File::open(bytes, password.unwrap_or(""))
        .map_err(|refusal| refused(name, refusal, password.is_some()))?;
    let count = file.pages().min(MOST_PAGES);
    let mut damaged = count < file.promised_pages() || count == 0;
    let mut furniture = furniture::Furniture::default();
    let mut pages = Vec::with_capacity(count);
    for index in 0..count {
        let raw = file.page(index);
        damaged |= raw.damaged;
        let pieces = pieces::pieces(&raw.spans);
        furniture.see(&pieces, raw.height);
        pages.push(Page { height: raw.height, pieces, rules: tables::kept(raw.rules), dots: raw.dots });
    }
    let (title, language) = file.stated();
    drop(file);
    // A cover page in front of pictures of pages is not the document.
    let empty = pages.iter().filter(|p| p.pieces.iter().map(|p| p.letters).sum::<usize>() < 40).count();
    let pictures = count >= 5 && empty * 10 >= count * 8;
    let words = write(pages, &furniture, canonical);
    let state = match (words, damaged) {
        (0, true) => {
            return Err(Error::failed(format!(
                "{name} is a damaged PDF file: no text could be read from it"
            ))
            .hint("get the file again, or export it anew"));
        }
        (0, false) => ReadState::NoTextLayer,
        (_, false) if pictures => ReadState::NoTextLayer,
        (_, true) => ReadState::Damaged,
        (_, false) => ReadState::Whole,
    };
    Ok(PdfFacts { pages: count as u32, state, title, language })
}

fn refused(name: &str, refusal: Refusal, tried: bool) -> Error {
    match refusal {
        Refusal::Password if tried => {
            Error::password(format!("{name} is a PDF file that the password does not open"))
                .hint("check the password given with --password-file")
        }
        Refusal::Password => Error::password(format!("{name} is a PDF file that wants a password"))
            .hint("give it with --password-file FILE"),
        Refusal::Broken(why) => Error::failed(format!("{name} is a PDF file that cannot be opened: {why}"))
            .hint("get the file again, or export it anew"),
    }
}

/// Writes the blocks of all pages; answers how many words there were.
fn write(pages: Vec<Page>, furniture: &furniture::Furniture, canonical: &mut Canonical) -> usize {
    let body = stats::body_size(pages.iter().flat_map(|p| &p.pieces).map(|p| (p.size, p.letters)));
    let gutter = columns::usual_gutter(pages.iter().map(|p| p.pieces.as_slice()));
    let mut lines: Vec<Line> = Vec::new();
    let mut column = 0;
    for (index, page) in pages.into_iter().enumerate() {
        let (pieces, tables) = tables::take(page.pieces, &page.rules, index as u32 + 1, page.height);
        let pieces = furniture.clear(pieces, page.height, index);
        let mut parts: Vec<Vec<Line>> = Vec::new();
        for pieces in columns::columns(pieces, gutter) {
            column += 1;
            let mut found = lines::lines(pieces, index as u32 + 1, column, &page.rules);
            lines::see_dots(&mut found, &page.dots);
            notes::mark_notes(&mut found, body, page.height);
            parts.push(aligned::rows(found));
        }
        tables::place(&mut parts, tables);
        lines.extend(parts.into_iter().flatten());
    }
    let lines = tables::mend(lines);
    let words = lines.iter().map(|l| l.text.split_whitespace().count()).sum();
    let usual = stats::Usual::of(&lines, body);
    let joiner = Joiner::new(lines.iter().filter(|l| l.part != Part::Row).map(|l| l.text.as_str()));
    let mut drafts = draft::drafts(&lines, &usual, &joiner);
    drop(lines);
    let levels = headings::raise(&mut drafts, &usual);
    headings::count_paragraphs(&mut drafts);
    headings::find_items(&mut drafts);
    headings::deepen(&mut drafts);
    let notes = drafts
        .iter()
        .filter(|d| d.sort == Sort::Note)
        .filter_map(|d| d.label.as_deref()?.parse().ok())
        .collect();
    for (draft, level) in drafts.iter().zip(levels) {
        push(draft, level, &notes, canonical);
    }
    words
}

fn push(draft: &Draft, level: u8, notes: &HashSet<u32>, canonical: &mut Canonical) {
    let kind = match draft.sort {
        Sort::Heading => BlockKind::Heading { level: level.clamp(1, 9) },
        Sort::Paragraph => BlockKind::Paragraph,
        Sort::Item => BlockKind::ListItem,
        Sort::Note => BlockKind::Footnote,
        Sort::Row => BlockKind::TableRow,
        Sort::Caption => BlockKind::Caption,
    };
    canonical.push(
        kind,
        draft.label.as_deref(),
        draft.depth,
        Some(draft.page),
        &without_marks(&draft.words, notes),
    );
}

#[cfg(test)]
mod tests;
