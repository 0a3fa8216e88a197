//! Plain text and Markdown: lines to blocks.

use super::Canonical;
use crate::model::BlockKind;

/// Reads decoded text into blocks; the number of pages where the text has pages.
pub fn read(text: &str, markdown: bool, canonical: &mut Canonical) -> Option<u32> {
    let _ = markdown;
    for paragraph in text.split("\n\n") {
        canonical.push(BlockKind::Paragraph, None, 0, None, paragraph);
    }
    None
}
