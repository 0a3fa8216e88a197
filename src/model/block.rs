//! Pieces of the canonical text.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// A heading; level 1 is the outermost.
    Heading {
        /// 1 to 9, 1 outermost.
        level: u8,
    },
    /// Running text.
    Paragraph,
    /// An item of a bulleted, lettered or numbered list; its bullet or number is the block's `label`.
    ListItem,
    /// A note at the foot of a page or the end of the document.
    Footnote,
    /// A row of a table; cells are separated by tabs in the canonical text.
    TableRow,
    /// The words under a picture or over a table.
    Caption,
}

/// A piece of the canonical text. `start..end` are byte offsets of its own words: bullet, number and heading marks
/// stand before `start` in the canonical text and in `label`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// First byte of its words in the canonical text.
    pub start: usize,
    /// One past the last byte of its words.
    pub end: usize,
    /// Page it begins on, from 1; none where the format has no pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Bullet or number of a list item, number of a heading, paragraph or note, as it stands: "•", "(a)", "2.1".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Nesting of a list item, 0 for the outermost.
    #[serde(default)]
    pub depth: u8,
}

impl Block {
    /// The block's place in the canonical text, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The level of a heading, none for any other block.
    pub fn heading_level(&self) -> Option<u8> {
        match self.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        }
    }
}
