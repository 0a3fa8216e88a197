//! Items of lists: bullets and numbers typed by hand, lists in cells, numbers that belong to paragraphs.

use super::{Draft, Look, Paragraph, Role};
use crate::ingest::text::marks::{Set, Sort, mark};
use crate::model::BlockKind;

/// The typed bullet or number at the beginning of a piece: label, what it says, and the words after it.
pub(super) fn typed(kind: BlockKind, words: &str, look: Look) -> Option<(String, Sort, String)> {
    let found = mark(words.trim_start())?;
    let rest = found.rest.trim();
    let heads = matches!(kind, BlockKind::Heading { .. }) || look.is_strong() && rest.len() < 150;
    let taken = match found.sort {
        _ if rest.is_empty() => false,
        Sort::Bullet(_) => !matches!(kind, BlockKind::Heading { .. }),
        // "A. Silva said", "M. Diallo": a capital is a number only before a heading.
        Sort::Capital(_, Set::Dot) | Sort::GreatRoman(_, Set::Dot) => heads && found.label != "M.",
        _ => true,
    };
    taken.then(|| (found.label.to_string(), found.sort, rest.to_string()))
}

/// The paragraphs that lines broken by hand stand for: a list where lines begin with marks, and whatever an empty
/// line sets apart. Lines of the same paragraph are joined.
pub(super) fn lines(words: &str) -> Vec<String> {
    let marked = |line: &str| mark(line.trim()).is_some_and(|m| !m.rest.is_empty());
    let is_list = words.lines().filter(|l| marked(l)).count() >= 2;
    let mut out: Vec<String> = Vec::new();
    let mut apart = true;
    for line in words.lines() {
        if line.trim().is_empty() {
            apart = true;
        } else if apart || is_list && marked(line) {
            out.push(line.trim().to_string());
            apart = false;
        } else if let Some(last) = out.last_mut() {
            last.push('\n');
            last.push_str(line.trim());
        }
    }
    out
}

/// Whether a cell is a list of its own: two items or more.
pub(super) fn holds_list(cell: &[Paragraph]) -> bool {
    let is_item = |p: &&Paragraph| {
        let words = p.words.trim();
        !words.is_empty() && (p.role == Role::Item || mark(words).is_some_and(|m| !m.rest.is_empty()))
    };
    cell.iter().filter(is_item).count() >= 2
}

/// Whether words set in the style of a heading are no heading: whole paragraphs are numbered with such styles.
pub(super) fn is_too_long_for_a_heading(words: &str) -> bool {
    let count = words.split_whitespace().count();
    count > 40 || count > 12 && words.trim_end().ends_with(['.', ';'])
}

/// Gives typed items their depth, and makes out the numbers that run through a document's paragraphs.
pub(super) fn settle(drafts: &mut [Draft]) {
    nest(drafts);
    label_paragraphs(drafts);
}

/// A sort of mark that begins anew inside a list opens a list within; one that was open before goes on.
fn nest(drafts: &mut [Draft]) {
    let mut open: Vec<Sort> = Vec::new();
    for draft in drafts {
        if draft.kind != BlockKind::ListItem {
            if !matches!(draft.kind, BlockKind::Footnote) {
                open.clear();
            }
            continue;
        }
        let Some(sort) = draft.sort.filter(|_| draft.paragraph.role == Role::Body) else { continue };
        let label = draft.paragraph.label.as_deref().unwrap_or_default();
        let next_of = |o: &Sort, s: Sort| o.like(s) && s.number() == o.number().map(|n| n.saturating_add(1));
        let letter = sort.as_letter(label);
        let follows = |s: Sort| open.iter().rposition(|o| next_of(o, s)).map(|at| (at, s));
        let alike = || open.iter().rposition(|o| o.like(sort)).map(|at| (at, sort));
        match follows(sort).or_else(|| letter.and_then(follows)).or_else(alike) {
            Some((at, sort)) => {
                open.truncate(at);
                open.push(sort);
            }
            None => {
                open.truncate(8);
                open.push(sort);
            }
        }
        draft.paragraph.depth = u8::try_from(open.len() - 1).unwrap_or(u8::MAX).min(8);
    }
}

/// Numbers that run on through the headings of a document, before text of more than a sentence, number its
/// paragraphs, not items of lists.
fn label_paragraphs(drafts: &mut [Draft]) {
    let mut runs: Vec<(Vec<usize>, usize)> = Vec::new();
    let (mut run, mut crossed, mut heading, mut last) = (Vec::new(), 0, false, 0);
    for (at, draft) in drafts.iter().enumerate() {
        match (draft.kind, draft.sort) {
            (BlockKind::Heading { .. }, _) => heading = true,
            (BlockKind::ListItem, Some(Sort::Number(n, Set::Dot))) if draft.paragraph.depth == 0 => {
                if n != last + 1 {
                    runs.push((std::mem::take(&mut run), crossed));
                    crossed = 0;
                } else if heading {
                    crossed += 1;
                }
                run.push(at);
                (heading, last) = (false, n);
            }
            _ => {}
        }
    }
    runs.push((run, crossed));
    for (run, _) in runs.into_iter().filter(|(_, crossed)| *crossed >= 2) {
        let long = run.iter().filter(|at| is_prose(&drafts[**at].paragraph.words)).count();
        if long * 3 >= run.len() {
            run.into_iter().for_each(|at| drafts[at].kind = BlockKind::Paragraph);
        }
    }
}

/// More than a sentence, or a very long one.
fn is_prose(words: &str) -> bool {
    let starts_anew = |rest: &str| {
        rest.trim_start_matches(['”', '"', '»', ')']).trim_start().starts_with(char::is_uppercase)
    };
    words.split_whitespace().count() > 60
        || words.match_indices(". ").any(|(at, _)| at > 30 && starts_anew(&words[at + 2..]))
}
