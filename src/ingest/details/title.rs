//! The title of a document: the line of its cover that reads like one, put together again where it was broken.

use super::cover::{self, bare};
use super::{Line, cover_of, event};
use crate::ingest::place;
use crate::model::BlockKind;

/// Longest title, in bytes.
const LONGEST: usize = 300;
/// How many lines over a dateline a title may stand.
const OVER: usize = 5;

/// A line of a cover, perhaps of several blocks, without the furniture at its ends.
struct Candidate {
    words: String,
    /// Outermost 1; none for a paragraph.
    level: Option<u8>,
    /// Whether it is no furniture and long enough for a title.
    fits: bool,
    /// Indices of its blocks in the head.
    first: usize,
    last: usize,
}

/// The title that stands on a cover or over a text; none where no line reads like one.
pub(super) fn title(head: &[Line]) -> Option<String> {
    let dateline = head.iter().position(|l| l.is_prose() && place::dateline(l.words).is_some());
    let over = dateline.and_then(|at| {
        let lines = candidates(head, at.saturating_sub(OVER), at);
        best(&lines, true).map(|c| c.words.clone())
    });
    over.or_else(|| labelled(head)).or_else(|| on_cover(head)).or_else(|| late(head))
}

fn labelled(head: &[Line]) -> Option<String> {
    let given = head.iter().filter(|l| l.is_short()).find_map(|l| cover::labelled_title(l.words))?;
    is_long_enough(given).then(|| given.to_string())
}

fn on_cover(head: &[Line]) -> Option<String> {
    if head.len() < 2 {
        return None;
    }
    let lines = candidates(head, 0, cover_of(head).len());
    let chosen = best(&lines, false)?;
    let mut title = chosen.words.clone();
    if let Some(under) = lines.iter().find(|c| c.first == chosen.last + 1 && is_subtitle(head, chosen, c)) {
        title = format!("{title} – {}", under.words);
    }
    (title.len() <= LONGEST).then_some(title)
}

/// An outermost heading after a notice or a foreword, if it names a meeting.
fn late(head: &[Line]) -> Option<String> {
    let lines = candidates(head, 0, head.len());
    let found = lines.iter().find(|c| c.fits && c.level == Some(1) && event::event(&c.words).is_some())?;
    Some(found.words.clone())
}

/// The lines of the cover, which ends before block `end`, put together where they were broken.
pub(super) fn lines(head: &[Line], end: usize) -> Vec<String> {
    candidates(head, 0, end).into_iter().map(|c| c.words).collect()
}

/// The lines between two places of the head, those that go on in the next block put together.
fn candidates(head: &[Line], from: usize, to: usize) -> Vec<Candidate> {
    let mut lines: Vec<Candidate> = Vec::new();
    for (at, line) in head.iter().enumerate().take(to).skip(from) {
        let words = cover::stripped(line.words);
        if !line.is_line() || line.numbered || words.is_empty() {
            continue;
        }
        let level = match line.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        };
        let before = lines.last_mut().filter(|c| c.last + 1 == at && goes_on(&c.words, words));
        match before {
            Some(before) => {
                before.words = format!("{} {words}", before.words);
                before.level = before.level.or(level);
                before.last = at;
            }
            None => {
                lines.push(Candidate { words: words.to_string(), level, fits: false, first: at, last: at });
            }
        }
    }
    for line in &mut lines {
        line.fits = fits(&line.words) && !repeats(head, line);
    }
    lines
}

/// Whether a line is unfinished, or the next begins in its middle.
fn goes_on(line: &str, next: &str) -> bool {
    let ended = line.ends_with(['.', ';', '!', '?']);
    let open = |w: &str| cover::is_link(&bare(w)) && w.chars().all(char::is_alphabetic);
    let link_first = next.split_whitespace().next().is_some_and(open)
        && (next.starts_with(char::is_lowercase) || !next.chars().any(char::is_lowercase));
    let small = next.starts_with(char::is_lowercase) && next.split_whitespace().count() >= 2;
    let quoted = next.starts_with(['«', '“', '"']) && !line.ends_with(['»', '”', '"', ':']);
    let hangs = line.split_whitespace().last().is_some_and(open) || line.ends_with(['–', '—', ',', ':', '-']);
    let is_label = cover::labelled(line).is_some_and(|(_, value)| value.is_empty());
    !ended && !is_label && (link_first || small || quoted || hangs)
}

fn is_long_enough(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let unspaced = words.chars().filter(|c| c.is_alphabetic()).count() >= 8 && !words.is_ascii();
    count >= 4 || words.chars().count() >= 20 && count >= 2 || speaks(words) > 1 && (count >= 2 || unspaced)
}

/// Whether a line can be a title.
pub(super) fn fits(words: &str) -> bool {
    let after_quote = words.trim_end_matches(['"', '”', '»', ')', ' ']);
    words.len() <= LONGEST
        && is_long_enough(words)
        && !after_quote.ends_with(['.', ';', ',', ':'])
        && !words.contains(". ")
        && !cover::opens_the_body(words)
        && !cover::is_furniture(words)
}

/// A short line that stands twice is a menu's.
fn repeats(head: &[Line], line: &Candidate) -> bool {
    line.words.split_whitespace().count() <= 4
        && head.iter().filter(|l| l.words.eq_ignore_ascii_case(&line.words)).count() > 1
}

/// How much a line reads like a title: 3 where it calls itself a report or a declaration, 2 where it names a meeting;
/// less than nothing where it names a body that meets again and again, which is seldom a title.
fn speaks(words: &str) -> i8 {
    let first: Vec<&str> = words.split_whitespace().take(4).collect();
    let calls_itself = first.iter().enumerate().any(|(i, w)| {
        cover::names_a_sort(&bare(w))
            && (i == 0 || first[..=i].iter().all(|w| !w.starts_with(char::is_lowercase)))
    });
    match (calls_itself, event::event(words).is_some()) {
        (true, _) => 3,
        _ if cover::is_series(words) => -1,
        (false, true) => 2,
        _ => 0,
    }
}

/// The line that reads most like a title: by its words, its size, its place. `nearest`: the last of equals.
fn best(lines: &[Candidate], nearest: bool) -> Option<&Candidate> {
    let largest = lines.iter().filter(|c| c.fits).filter_map(|c| c.level).min();
    let size = |c: &Candidate| match c.level {
        level @ Some(_) if level == largest => 3,
        Some(_) => 1,
        None => 0,
    };
    let opening = lines.iter().position(|c| c.fits);
    let mut chosen: Option<(i8, &Candidate)> = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, c)| c.fits) {
        let score = speaks(&line.words) + size(line);
        // A paragraph that says nothing of itself is a title only where it opens the text or stands over its dateline.
        if score <= 0 && !nearest && opening != Some(at) {
            continue;
        }
        if chosen.is_none_or(|(most, _)| score > most || score == most && nearest) {
            chosen = Some((score, line));
        }
    }
    chosen.map(|(_, line)| line)
}

/// Whether a heading under the title belongs to it: on the same page, and no text of its own under it.
fn is_subtitle(head: &[Line], title: &Candidate, under: &Candidate) -> bool {
    let heading = title.level.is_some() && under.level > title.level;
    let plain = !cover::is_furniture(&under.words) && !cover::opens_the_body(&under.words);
    let page = head[title.first].page;
    let ends_the_cover = match head.get(under.last + 1) {
        None => true,
        Some(next) => {
            page.is_some() && next.page != page
                || next.kind == BlockKind::Footnote
                || next.starred
                || next.is_short() && cover::is_furniture(next.words)
        }
    };
    heading
        && plain
        && ends_the_cover
        && !under.words.ends_with(['.', ':', ';'])
        && under.words.split_whitespace().count() <= 12
        && title.words.len() + under.words.len() < LONGEST
}
