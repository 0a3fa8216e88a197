//! Plain text, Markdown and raw transcriptions to blocks.

mod draft;
mod furniture;
mod headings;
pub(super) mod lines;
mod markdown;
pub(super) mod marks;
pub(super) mod notes;
mod plain;
#[cfg(test)]
mod tests;
mod transcription;

use super::canonical::Canonical;

/// Reads a text: pushes its blocks in reading order. Answers the number of its pages, where it has pages.
pub fn read(text: &str, markdown: bool, canonical: &mut Canonical) -> Option<u32> {
    if !markdown && let Some((drafts, pages)) = transcription::read(text) {
        drafts.write(canonical);
        return Some(pages);
    }
    let (drafts, pages) = if markdown { (markdown::read(text), None) } else { plain::read(text) };
    drafts.write(canonical);
    pages
}
