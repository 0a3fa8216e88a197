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
use std::borrow::Cow;

/// Reads a text: pushes its blocks in reading order. Answers the number of its pages, where it has pages.
pub fn read(text: &str, markdown: bool, canonical: &mut Canonical) -> Option<u32> {
    if !markdown && let Some((drafts, pages)) = transcription::read(text) {
        drafts.write(canonical);
        return Some(pages);
    }
    if markdown && let Some((front, body)) = wrapped(text) {
        let mut drafts = markdown::read(front);
        let (read, pages) = plain::read(&body);
        drafts.append(read);
        drafts.write(canonical);
        return pages;
    }
    let (drafts, pages) = if markdown { (markdown::read(text), None) } else { plain::read(text) };
    drafts.write(canonical);
    pages
}

/// Some Markdown is a few lines around the printed pages of another document: those lines, and the pages, which have
/// numbers and no marks of Markdown.
fn wrapped(text: &str) -> Option<(&str, Cow<'_, str>)> {
    const FRONT: usize = 60;
    const LEAST: usize = 60;
    let is_mark = |line: &str| {
        let line = line.trim_end();
        line.starts_with('#') && line.trim_start_matches('#').starts_with(' ')
            || line.starts_with("**")
            || line.starts_with("---")
            || line.starts_with("- **")
            || line.starts_with("```")
    };
    let front = text.split_inclusive('\n').take(FRONT);
    let mut at = 0;
    let mut from = 0;
    for line in front {
        at += line.len();
        if is_mark(line) {
            from = at;
        }
    }
    let (front, body) = text.split_at(from);
    let own = body.lines().filter(|l| is_mark(l) && !l.starts_with("```")).count();
    let lines = body.lines().filter(|l| !l.trim().is_empty()).count();
    if from == 0 || lines < LEAST || own * 50 > lines || !furniture::is_paged(body) && !body.contains('\u{c}')
    {
        return None;
    }
    let fenced = body.contains("```");
    let body = if fenced { Cow::Owned(body.replace("```", "")) } else { Cow::Borrowed(body) };
    Some((front, body))
}
