//! What the formats of word processors have in common: a flow of paragraphs and table rows, known by style, label and
//! look, that becomes blocks. Typed bullets and numbers, headings that are only bold or large, lists in table cells
//! and lines broken by hand are made out here, the same way for DOCX, ODT and RTF.

mod headings;
mod items;
pub(super) mod labels;
mod notes;
pub(super) mod pages;
mod tables;

pub(super) use notes::may_carry_mark;

use super::canonical::Canonical;
use super::text::marks::{Sort, mark};
use crate::model::BlockKind;

/// Most paragraphs and rows that are kept of a document.
const MOST: usize = 500_000;

/// What its style says that a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// Nothing: running text, or whatever its words and look tell.
    #[default]
    Body,
    /// The title of the document.
    Title,
    /// A heading of this level, 1 outermost.
    Heading(u8),
    /// An item of a list.
    Item,
    /// The words under a picture or over a table.
    Caption,
    /// A note.
    Note,
}

/// How a paragraph's letters are set, summed up over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    letters: u32,
    strong: u32,
    sizes: u32,
}

impl Look {
    /// Counts in the letters of `words`, set bold or underlined (`strong`), in a size of half points.
    pub fn add(&mut self, words: &str, strong: bool, size: u16) {
        let letters = words.chars().filter(|c| c.is_alphanumeric()).count().min(1 << 16) as u32;
        self.letters = self.letters.saturating_add(letters);
        self.strong = self.strong.saturating_add(if strong { letters } else { 0 });
        self.sizes = self.sizes.saturating_add(letters.saturating_mul(u32::from(size.min(400))));
    }

    /// The looks of two pieces as one.
    pub fn and(self, other: Look) -> Look {
        Look {
            letters: self.letters.saturating_add(other.letters),
            strong: self.strong.saturating_add(other.strong),
            sizes: self.sizes.saturating_add(other.sizes),
        }
    }

    fn is_strong(self) -> bool {
        self.letters > 0 && u64::from(self.strong) * 10 >= u64::from(self.letters) * 9
    }

    /// Size in half points.
    fn size(self) -> u32 {
        self.sizes.checked_div(self.letters).unwrap_or(0)
    }
}

/// A paragraph as it stands in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub role: Role,
    /// Bullet or number that the file computes for it.
    pub label: Option<String>,
    /// Nesting of a list item.
    pub depth: u8,
    pub page: Option<u32>,
    /// Its words, with `\n` where a line was broken by hand and `\t` for tabs.
    pub words: String,
    pub look: Look,
}

/// What follows what in a document.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table: rows of cells of paragraphs.
    Table(Vec<Vec<Vec<Paragraph>>>),
}

/// The pieces of a document in reading order.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pieces: Vec<Piece>,
    count: usize,
}

/// A block to be.
#[derive(Debug, Clone)]
struct Draft {
    paragraph: Paragraph,
    kind: BlockKind,
    /// What the label says of its place in a list.
    sort: Option<Sort>,
}

impl Flow {
    /// Appends a piece. False where the bound is reached and the piece is not kept.
    pub fn push(&mut self, piece: Piece) -> bool {
        self.count += match &piece {
            Piece::Paragraph(_) => 1,
            Piece::Table(rows) => rows.len(),
        };
        if self.count > MOST {
            return false;
        }
        self.pieces.push(piece);
        true
    }

    /// Writes the pieces as blocks; returns the title, where one is set as such.
    pub fn write(self, canonical: &mut Canonical) -> Option<String> {
        let body_size = headings::body_size(&self.pieces);
        let mut drafts = Vec::new();
        for piece in self.pieces {
            match piece {
                Piece::Paragraph(paragraph) => take(paragraph, &mut drafts),
                Piece::Table(rows) => tables::take(rows, &mut drafts),
            }
        }
        headings::raise(&mut drafts, body_size);
        items::settle(&mut drafts);
        let title =
            drafts.iter().find(|d| d.paragraph.role == Role::Title).map(|d| one_line(&d.paragraph.words));
        for Draft { paragraph, kind, .. } in drafts {
            let words = notes::without_raised_digits(&paragraph.words);
            canonical.push(kind, paragraph.label.as_deref(), paragraph.depth, paragraph.page, &words);
        }
        title
    }
}

/// All paragraphs of a piece; tables in cells are laid flat.
pub(super) fn paragraphs(piece: Piece) -> Vec<Paragraph> {
    match piece {
        Piece::Paragraph(paragraph) => vec![paragraph],
        Piece::Table(rows) => rows.into_iter().flatten().flatten().collect(),
    }
}

/// The words on one line.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Drafts a paragraph, or several where its lines were broken by hand into several.
fn take(paragraph: Paragraph, drafts: &mut Vec<Draft>) {
    if paragraph.words.trim().is_empty() {
        return;
    }
    let may_split = matches!(paragraph.role, Role::Body | Role::Item) && paragraph.words.contains('\n');
    let mut lines = if may_split { items::lines(&paragraph.words) } else { Vec::new() }.into_iter();
    match lines.next() {
        Some(first) if lines.len() > 0 => {
            let like = Paragraph { words: String::new(), label: None, role: Role::Body, ..paragraph };
            drafts.push(draft(Paragraph {
                words: first,
                label: paragraph.label,
                role: paragraph.role,
                ..like.clone()
            }));
            drafts.extend(lines.map(|words| draft(Paragraph { words, ..like.clone() })));
        }
        _ => drafts.push(draft(paragraph)),
    }
}

/// What its role and its first characters say of a paragraph.
fn draft(mut paragraph: Paragraph) -> Draft {
    let kind = match paragraph.role {
        Role::Body => BlockKind::Paragraph,
        Role::Title => BlockKind::Heading { level: 1 },
        Role::Heading(_) if items::is_too_long_for_a_heading(&paragraph.words) => match paragraph.label {
            Some(_) => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        },
        Role::Heading(level) => BlockKind::Heading { level: level.clamp(1, 9) },
        Role::Item => BlockKind::ListItem,
        Role::Caption => BlockKind::Caption,
        Role::Note => BlockKind::Footnote,
    };
    let typed = match paragraph.label {
        None if !matches!(kind, BlockKind::Caption | BlockKind::Footnote) => {
            items::typed(kind, &paragraph.words, paragraph.look)
        }
        _ => None,
    };
    let (kind, sort) = match typed {
        Some((label, sort, rest)) => {
            paragraph.label = Some(label);
            paragraph.words = rest;
            (if kind == BlockKind::Paragraph { BlockKind::ListItem } else { kind }, Some(sort))
        }
        None => (kind, paragraph.label.as_deref().and_then(mark).map(|m| m.sort)),
    };
    Draft { paragraph, kind, sort }
}

#[cfg(test)]
pub(super) mod tests;
