//! Which drafts are headings, and of which level; how deep list items lie; which numbers count paragraphs.

use super::draft::{Draft, Sort, ends};
use super::page::TagKind;
use super::stats::Usual;
use crate::ingest::text::marks::{Set, Sort as MarkSort};

/// How a heading is set, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Style {
    /// Greater letters come first.
    smallness: f32,
    plain: bool,
    small: bool,
}

/// Finds the headings among drafts; answers their levels, 0 for what is none.
pub(super) fn raise(drafts: &mut Vec<Draft>, usual: &Usual) -> Vec<u8> {
    for at in 0..drafts.len() {
        let told = drafts[at].sort == Sort::Heading;
        let apart = drafts[at].gap || drafts.get(at + 1).is_none_or(|d| d.gap || d.bold != drafts[at].bold);
        if !told && is_heading(&drafts[at], usual, apart) && !is_sibling(drafts, at, usual) {
            drafts[at].sort = Sort::Heading;
        }
    }
    merge(drafts);
    let styles: Vec<Option<Style>> =
        drafts.iter().map(|d| (d.sort == Sort::Heading).then(|| style(d))).collect();
    let mut ranks: Vec<Style> = Vec::new();
    for style in styles.iter().flatten() {
        if !ranks.contains(style) {
            ranks.push(*style);
        }
    }
    ranks.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let level = |(draft, style): (&Draft, &Option<Style>)| match (draft.tag, style) {
        (_, None) => 0,
        (Some(TagKind::Heading(level)), _) if level > 0 => level,
        (_, Some(style)) => ranks.iter().position(|s| s == style).map_or(6, |at| at.min(5) as u8 + 1),
    };
    drafts.iter().zip(&styles).map(level).collect()
}

/// Whether a numbered line of the size of running text follows or precedes its like: then it is an item, bold or not.
fn is_sibling(drafts: &[Draft], at: usize, usual: &Usual) -> bool {
    let draft = &drafts[at];
    let Some(mark) = draft.mark.filter(|_| draft.size <= 1.08 * usual.body) else { return false };
    let number = mark.number();
    let after = |n: Option<u32>, m: Option<u32>| n.zip(m).is_some_and(|(n, m)| m > n && m <= n + 2);
    let near = |d: Option<&Draft>| d.and_then(|d| d.mark).filter(|m| m.like(mark)).map(MarkSort::number);
    let next = near(drafts[at + 1..].iter().find(|d| d.sort != Sort::Note));
    let before = near(drafts[..at].iter().rev().find(|d| d.sort != Sort::Note));
    next.is_some_and(|n| after(number, n)) || before.is_some_and(|n| after(n, number))
}

fn style(draft: &Draft) -> Style {
    Style { smallness: -(draft.size * 2.0).round() / 2.0, plain: !draft.bold, small: !capitals(&draft.words) }
}

fn is_heading(draft: &Draft, usual: &Usual, apart: bool) -> bool {
    let free = match draft.sort {
        Sort::Paragraph => true,
        Sort::Item => !matches!(draft.mark, Some(MarkSort::Bullet(_)) | None),
        _ => false,
    };
    let words = draft.words.split_whitespace().count();
    let colon = draft.words.trim_end().ends_with(':');
    if !free
        || words == 0
        || words > 40
        || draft.lines > 5
        || ends(&draft.words) && !colon
        || draft.words.ends_with(',')
    {
        return false;
    }
    if colon && words > 6 || !draft.words.chars().any(char::is_alphabetic) {
        return false;
    }
    let title = !draft.words.starts_with(char::is_lowercase);
    if draft.size > 1.08 * usual.body {
        return title || draft.size > 1.3 * usual.body;
    }
    let small = draft.size < 0.9 * usual.body;
    title
        && !small
        && apart
        && words <= 30
        && (draft.bold && draft.lines <= 4 || capitals(&draft.words) && words <= 20)
}

/// Whether all letters are capitals, and there are some.
fn capitals(words: &str) -> bool {
    let great = words.chars().filter(|c| c.is_uppercase()).count();
    great >= 4 && !words.chars().any(char::is_lowercase)
}

/// Joins the lines of a heading that was broken on purpose.
fn merge(drafts: &mut Vec<Draft>) {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts.drain(..) {
        let open = out.last_mut().filter(|a| {
            let both = a.sort == Sort::Heading && draft.sort == Sort::Heading && draft.mark.is_none();
            let alike =
                style(a) == style(&draft) && a.page == draft.page && a.tag.is_none() && draft.tag.is_none();
            both && alike && !draft.gap && !a.words.ends_with(':') && a.lines + draft.lines <= 6
        });
        match open {
            Some(kept) => {
                kept.words.push(' ');
                kept.words.push_str(&draft.words);
                kept.lines += draft.lines;
                kept.last = draft.last;
            }
            None => out.push(draft),
        }
    }
    *drafts = out;
}

/// Paragraphs that stand further in than the words before them, which end with a colon, are items whose bullets
/// cannot be seen here.
pub(super) fn find_items(drafts: &mut [Draft]) {
    let mut at = 0;
    while at < drafts.len() {
        let lead = &drafts[at];
        let from = at + 1;
        at = from;
        if !lead.words.trim_end().ends_with(':')
            || !matches!(lead.sort, Sort::Paragraph | Sort::Heading | Sort::Item)
        {
            continue;
        }
        let Some(first) = drafts.get(from) else { break };
        let (edge, inner, em) = (lead.indent, first.indent, first.size);
        let alike = |d: &&Draft| {
            let plain =
                d.sort == Sort::Note || d.sort == Sort::Paragraph && d.label.is_none() && d.tag.is_none();
            plain
                && (d.sort == Sort::Note || (d.indent - inner).abs() < 0.3 * em && (d.size - em).abs() < 0.5)
        };
        let run = drafts[from..].iter().take_while(alike).count();
        if inner < edge + em || run < 2 {
            continue;
        }
        for draft in drafts[from..from + run].iter_mut().filter(|d| d.sort == Sort::Paragraph) {
            draft.sort = Sort::Item;
            draft.label = Some("•".to_owned());
        }
        at = from + run;
    }
}

/// Gives list items their depth, from how far they are indented.
pub(super) fn deepen(drafts: &mut [Draft]) {
    let mut open: Vec<f32> = Vec::new();
    for draft in drafts {
        let em = draft.size.max(1.0);
        match draft.sort {
            Sort::Item => {
                while open.last().is_some_and(|x| *x > draft.indent + 0.6 * em) {
                    open.pop();
                }
                if open.last().is_none_or(|x| *x < draft.indent - 0.6 * em) {
                    open.push(draft.indent);
                }
                draft.depth = open.len().saturating_sub(1).min(8) as u8;
            }
            Sort::Paragraph if open.first().is_some_and(|x| draft.indent > *x) => {}
            Sort::Heading | Sort::Paragraph => open.clear(),
            _ => {}
        }
    }
}

/// Numbers that run on through the headings of a document count its paragraphs, not the items of lists.
pub(super) fn count_paragraphs(drafts: &mut [Draft]) {
    let mut runs: Vec<(Vec<usize>, u32)> = Vec::new();
    let (mut run, mut crossed, mut heading, mut last) = (Vec::new(), 0, false, 0);
    for (at, draft) in drafts.iter().enumerate() {
        match (draft.sort, draft.mark) {
            (Sort::Heading, _) => heading = true,
            (Sort::Item, Some(MarkSort::Number(n, Set::Dot))) => {
                if n == last + 1 {
                    crossed += u32::from(heading);
                } else if n > last + 3 || n <= last {
                    runs.push((std::mem::take(&mut run), crossed));
                    crossed = 0;
                }
                run.push(at);
                (heading, last) = (false, n);
            }
            _ => {}
        }
    }
    runs.push((run, crossed));
    for at in runs.into_iter().filter(|(_, crossed)| *crossed >= 2).flat_map(|(run, _)| run) {
        drafts[at].sort = Sort::Paragraph;
    }
}
