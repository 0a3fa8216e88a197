//! Rich Text Format, as Word, LibreOffice and others write it: what a reader sees, without deleted and hidden text,
//! running heads, comments and the table of contents.

mod letters;
mod reader;
mod tokens;
mod words;

use super::FileFacts;
use super::canonical::Canonical;
use super::details::Stated;
use super::flow::Flow;
use crate::model::ReadState;
use reader::Reader;

/// Reads a document into blocks.
pub(super) fn read(bytes: &[u8], canonical: &mut Canonical) -> FileFacts {
    let (pieces, mut is_whole) = Reader::read(bytes);
    let mut flow = Flow::default();
    for piece in pieces {
        is_whole &= flow.push(piece);
    }
    let title = flow.write(canonical);
    let state = if is_whole { ReadState::Whole } else { ReadState::Damaged };
    FileFacts { state, pages: None, stated: Stated { title, ..Stated::default() } }
}

#[cfg(test)]
mod tests;
