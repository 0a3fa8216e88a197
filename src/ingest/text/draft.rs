//! Drafts of blocks: what the readers of plain text, Markdown and transcriptions make, before levels are known.

use super::headings::{Gap, Style};
use super::marks::Sort as MarkSort;
use super::notes::{without_marks, without_stars};
use super::plain::ends_sentence;
use crate::ingest::canonical::Canonical;
use crate::model::BlockKind;
use std::borrow::Cow;
use std::collections::HashSet;

/// What a draft is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Heading(Style),
    Paragraph,
    Item,
    Note,
    Row,
    Caption,
}

/// A block to be.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub sort: Sort,
    pub label: Option<String>,
    pub mark: Option<MarkSort>,
    pub depth: u8,
    pub page: Option<u32>,
    pub words: String,
    /// What stood before it.
    pub gap: Gap,
}

impl Draft {
    pub fn new(sort: Sort, page: Option<u32>, words: String) -> Self {
        Draft { sort, label: None, mark: None, depth: 0, page, words, gap: Gap::None }
    }
}

/// Drafts in reading order.
#[derive(Debug, Default)]
pub(super) struct Drafts(Vec<Draft>);

impl Drafts {
    pub fn push(&mut self, draft: Draft) {
        if !draft.words.trim().is_empty() {
            self.0.push(draft);
        }
    }

    /// Adds what was read of the text that follows.
    pub fn append(&mut self, mut other: Drafts) {
        self.0.append(&mut other.0);
    }

    /// Turns numbered lines that head what follows into headings, finds the levels, and writes the blocks.
    pub fn write(mut self, canonical: &mut Canonical) {
        self.lower_lists();
        self.raise_headings();
        self.label_paragraphs();
        let known: HashSet<u32> = self
            .0
            .iter()
            .filter(|d| d.sort == Sort::Note)
            .filter_map(|d| d.label.as_deref())
            .filter_map(|l| l.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok())
            .collect();
        let starred = self
            .0
            .iter()
            .any(|d| d.sort == Sort::Note && d.label.as_deref().is_some_and(|l| l.starts_with('*')));
        let mut levels = Levels::default();
        let mut title = true;
        for draft in &self.0 {
            let kind = match draft.sort {
                // The lines of a title are no section.
                Sort::Heading(Style::Plain | Style::Capitals | Style::Underlined(_)) if title => {
                    BlockKind::Heading { level: 1 }
                }
                Sort::Heading(style) => {
                    BlockKind::Heading { level: levels.level(style, draft.label.as_deref()) }
                }
                Sort::Paragraph => BlockKind::Paragraph,
                Sort::Item => BlockKind::ListItem,
                Sort::Note => BlockKind::Footnote,
                Sort::Row => BlockKind::TableRow,
                Sort::Caption => BlockKind::Caption,
            };
            title &= matches!(draft.sort, Sort::Heading(_));
            let mut words = without_marks(&draft.words, &known);
            if (starred || matches!(draft.sort, Sort::Heading(_))) && words.contains('*') {
                words = Cow::Owned(without_stars(&words));
            }
            canonical.push(kind, draft.label.as_deref(), draft.depth, draft.page, &words);
        }
    }

    /// Short lines one after another are a list of names, not headings; the first of them may head it, the last may head
    /// what follows.
    fn lower_lists(&mut self) {
        let plain = |d: &Draft| d.sort == Sort::Heading(Style::Plain);
        let mut from =
            self.0.iter().position(|d| !matches!(d.sort, Sort::Heading(_))).unwrap_or(self.0.len());
        while from < self.0.len() {
            let len = self.0[from..].iter().take_while(|d| plain(d)).count();
            if len >= 5 {
                for draft in &mut self.0[from + 1..from + len - 1] {
                    draft.sort = Sort::Paragraph;
                }
            }
            from += len.max(1);
        }
    }

    /// A numbered line without a full stop that paragraphs or bullets follow is a heading, if most of its siblings are.
    fn raise_headings(&mut self) {
        let mut runs: Vec<Vec<usize>> = Vec::new();
        let mut tops: Vec<(MarkSort, Vec<usize>)> = Vec::new();
        for at in 0..self.0.len() {
            let draft = &self.0[at];
            let Some(mark) = draft.mark.filter(|_| draft.sort == Sort::Item) else { continue };
            match mark {
                MarkSort::Parts(..) if self.heads(at) && draft.words.split_whitespace().count() <= 25 => {
                    runs.push(vec![at])
                }
                MarkSort::Number(n, _) | MarkSort::Capital(n, _) | MarkSort::GreatRoman(n, _) => {
                    let open =
                        tops.iter().rposition(|(m, _)| m.like(mark) && m.number() == Some(n.wrapping_sub(1)));
                    match open {
                        Some(k) => {
                            for (_, run) in tops.drain(k + 1..) {
                                runs.push(run);
                            }
                            tops[k].0 = mark;
                            tops[k].1.push(at);
                        }
                        None => {
                            if tops.len() > 12 {
                                runs.extend(tops.drain(..).map(|(_, run)| run));
                            }
                            tops.push((mark, vec![at]));
                        }
                    }
                }
                _ => {}
            }
        }
        runs.extend(tops.into_iter().map(|(_, run)| run));
        for run in runs {
            let heading = run.iter().filter(|at| self.heads(**at)).count();
            if heading * 10 < run.len() * 6 || heading == 0 {
                continue;
            }
            for at in run {
                if self.titled(at)
                    && let Some(mark) = self.0[at].mark
                {
                    self.0[at].sort = Sort::Heading(Style::Marked(mark));
                }
            }
        }
    }

    fn titled(&self, at: usize) -> bool {
        let draft = &self.0[at];
        let words = draft.words.split_whitespace().count();
        !ends_sentence(&draft.words)
            && !draft.words.ends_with([';', ',', ':'])
            && words <= 40
            && draft.gap > Gap::None
            && draft.words.starts_with(|c: char| !c.is_lowercase())
    }

    /// Whether a numbered draft reads like a heading of what follows it.
    fn heads(&self, at: usize) -> bool {
        let next = self.0[at + 1..].iter().find(|d| d.sort != Sort::Note);
        let Some(next) = next else { return false };
        let followed = match next.sort {
            Sort::Paragraph | Sort::Heading(_) => true,
            Sort::Item => match (self.0[at].mark, next.mark) {
                (Some(mark), Some(other)) => {
                    let great = matches!(mark, MarkSort::GreatRoman(..) | MarkSort::Capital(..));
                    // "4. Way forward", and below it the numbers begin anew.
                    let anew = other.number() == Some(1);
                    (!mark.like(other) || anew) && (next.gap > Gap::None || great)
                }
                _ => true,
            },
            _ => false,
        };
        followed && self.titled(at)
    }

    /// Numbers that run on through the headings of a document number its paragraphs, not items of lists.
    fn label_paragraphs(&mut self) {
        let mut run: Vec<usize> = Vec::new();
        let mut crossed = 0;
        let mut heading = false;
        let mut last = 0;
        let mut runs = Vec::new();
        for (at, draft) in self.0.iter().enumerate() {
            match (draft.sort, draft.mark) {
                (Sort::Heading(_), _) => heading = true,
                (Sort::Item, Some(MarkSort::Number(n, super::marks::Set::Dot))) if draft.depth == 0 => {
                    if n != last + 1 {
                        runs.push((std::mem::take(&mut run), crossed));
                        crossed = 0;
                    } else if heading {
                        crossed += 1;
                    }
                    run.push(at);
                    heading = false;
                    last = n;
                }
                _ => {}
            }
        }
        runs.push((run, crossed));
        for (run, crossed) in runs {
            if crossed < 2 {
                continue;
            }
            let ended = run
                .iter()
                .filter(|at| ends_sentence(&self.0[**at].words) || self.0[**at].words.ends_with(':'))
                .count();
            if ended * 4 < run.len() * 3 {
                continue;
            }
            for at in run {
                self.0[at].sort = Sort::Paragraph;
            }
        }
    }
}

/// The headings that are open, for the level of the next one: a style seen before closes what lies below it.
#[derive(Debug, Default)]
struct Levels {
    /// Each style with the last number it had.
    open: Vec<(Style, Option<u32>)>,
    /// The chapter of the last number of several parts: 3 of "3.1".
    chapter: Option<u32>,
}

impl Levels {
    const DEEPEST: usize = 8;

    fn level(&mut self, style: Style, label: Option<&str>) -> u8 {
        let at = match style {
            Style::Level(level) => return level,
            Style::Part => 0,
            Style::Marked(mark @ MarkSort::Parts(parts, _)) => self.of_parts(mark, parts, label),
            Style::Marked(mark) => self.of_mark(mark),
            other => self.open.iter().position(|(s, _)| same(*s, other)).unwrap_or(self.open.len()),
        };
        let number = match style {
            Style::Marked(mark) => mark.number(),
            _ => None,
        };
        if let Style::Marked(MarkSort::Parts(..)) = style {
            self.chapter = chapter(label);
        }
        self.open.truncate(at.min(Self::DEEPEST));
        self.open.push((style, number));
        u8::try_from(self.open.len()).unwrap_or(9)
    }

    /// "3.1" stands below "3.", else beside the other numbers of two parts.
    fn of_parts(&self, mark: MarkSort, parts: u8, label: Option<&str>) -> usize {
        let first = chapter(label);
        let below = self.open.iter().rposition(|(s, number)| match s {
            Style::Marked(MarkSort::Number(..)) => *number == first,
            Style::Marked(MarkSort::Parts(n, _)) => *n < parts,
            _ => false,
        });
        let beside = self.open.iter().position(|(s, _)| same(*s, Style::Marked(mark)));
        match (below, beside) {
            (_, Some(at)) if self.open[..at].iter().all(|(s, n)| !is_number(*s) || *n == first) => at,
            (Some(at), _) => at + 1,
            _ => self
                .open
                .iter()
                .position(|(s, _)| is_number(*s) || *s == Style::Plain)
                .unwrap_or(self.open.len()),
        }
    }

    /// "2." goes on the numbers that "1." began; another "1." begins new ones below.
    fn of_mark(&self, mark: MarkSort) -> usize {
        let like = |s: &Style| same(*s, Style::Marked(mark));
        let before = mark.number().and_then(|n| n.checked_sub(1));
        let goes_on = self.open.iter().rposition(|(s, n)| like(s) && *n == before);
        let first = self.open.iter().position(|(s, _)| like(s));
        let new = || {
            let plain = self.open.iter().rposition(|(s, _)| *s == Style::Plain);
            plain.filter(|at| *at > 0 && at + 1 == self.open.len()).unwrap_or(self.open.len())
        };
        // "3." after "2.1" is the next chapter.
        let next = matches!(mark, MarkSort::Number(n, _) if self.chapter.is_some_and(|c| c + 1 == n));
        let parts = self.open.iter().position(|(s, _)| matches!(s, Style::Marked(MarkSort::Parts(..))));
        goes_on.or(parts.filter(|_| next)).or(first.filter(|_| mark.number() != Some(1))).unwrap_or_else(new)
    }
}

fn chapter(label: Option<&str>) -> Option<u32> {
    label?.split('.').next()?.parse().ok()
}

fn is_number(style: Style) -> bool {
    matches!(style, Style::Marked(MarkSort::Number(..)))
}

fn same(a: Style, b: Style) -> bool {
    match (a, b) {
        (Style::Marked(a), Style::Marked(b)) => a.like(b),
        _ => a == b,
    }
}
