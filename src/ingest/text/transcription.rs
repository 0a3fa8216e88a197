//! Raw transcriptions as download sites make them: one line a page that begins with its number, running heads, page
//! numbers and notes inside the sentences, headings glued to what follows, and, after the end, excerpts of other documents.

mod contents;
mod heads;
mod notes;
mod segments;
mod series;
mod titles;

use super::draft::{Draft, Drafts, Sort as DraftSort};
use super::headings::{Gap, Style};
use contents::Contents;
use heads::{drop_edges, drop_heads};
use notes::take_notes;
use segments::segments;

/// A page as words.
struct Page<'a> {
    number: u32,
    words: Vec<&'a str>,
}

/// Reads a raw transcription: the drafts and the number of pages. None where the text is not one.
pub(super) fn read(text: &str) -> Option<(Drafts, u32)> {
    let (title, mut pages) = pages(text)?;
    drop_heads(&mut pages);
    drop_edges(&mut pages);
    let count = pages.last()?.number;
    let mut drafts = Drafts::default();
    if let Some(title) = title {
        let mut draft = Draft::new(DraftSort::Heading(Style::Level(1)), None, title.to_owned());
        draft.gap = Gap::Rule;
        drafts.push(draft);
    }
    let (contents, told) = Contents::take(&mut pages);
    for (page, words) in told {
        drafts.push(Draft::new(DraftSort::Row, Some(page), words));
    }
    let mut words: Vec<(&str, u32)> = Vec::new();
    let mut notes = Vec::new();
    let mut next_note = 1;
    for page in &mut pages {
        notes.extend(take_notes(&mut page.words, &mut next_note).into_iter().map(|note| (page.number, note)));
        words.extend(page.words.iter().map(|w| (*w, page.number)));
    }
    segments(&words, &contents, &mut drafts);
    for (page, (n, words)) in notes {
        let mut draft = Draft::new(DraftSort::Note, Some(page), words);
        draft.label = Some(n.to_string());
        drafts.push(draft);
    }
    Some((drafts, count))
}

/// The pages of a transcription and its title, if the text is one: most of its words stand on long lines that begin
/// with rising numbers.
fn pages(text: &str) -> Option<(Option<&str>, Vec<Page<'_>>)> {
    let mut pages: Vec<Page> = Vec::new();
    let mut title = None;
    let mut total = 0;
    let mut inside = 0;
    let mut since = 0;
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if pages.is_empty()
            && title.is_none()
            && total == 0
            && line.len() < 300
            && !line.starts_with(|c: char| c.is_ascii_digit())
        {
            title = Some(line);
        }
        total += line.len();
        let expected = pages.last().map_or(1, |p| p.number + 1);
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        // Empty pages may be left out; the title page may be the first line.
        let number = page_of(first).filter(|n| {
            let skips = (expected + 1..expected + 4).contains(n) && rest.split_whitespace().nth(20).is_some();
            *n == expected && since <= 3 || skips && since == 0
        });
        if let Some(number) = number {
            since = 0;
            inside += line.len();
            pages.push(Page { number, words: rest.split_whitespace().collect() });
        } else if !pages.is_empty() {
            since += 1;
        }
        if since > 3 && pages.len() < 4 {
            return None;
        }
    }
    let words: usize = pages.iter().map(|p| p.words.len()).sum();
    let long = pages.len() >= 4
        && words / pages.len() >= 40
        && pages.iter().filter(|p| p.words.len() > 40).count() >= 3;
    (long && inside * 3 >= total).then_some((title, pages))
}

/// The page number that a line begins with.
fn page_of(word: &str) -> Option<u32> {
    word.parse().ok()
}
