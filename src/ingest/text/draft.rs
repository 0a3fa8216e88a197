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

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Turns numbered lines that head what follows into headings, finds the levels, and writes the blocks.
    pub fn write(mut self, canonical: &mut Canonical) {
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
        let mut styles: Vec<Style> = Vec::new();
        for draft in &self.0 {
            let kind = match draft.sort {
                Sort::Heading(style) => BlockKind::Heading { level: level(&mut styles, style) },
                Sort::Paragraph => BlockKind::Paragraph,
                Sort::Item => BlockKind::ListItem,
                Sort::Note => BlockKind::Footnote,
                Sort::Row => BlockKind::TableRow,
                Sort::Caption => BlockKind::Caption,
            };
            let mut words = without_marks(&draft.words, &known);
            if starred && words.contains('*') {
                words = Cow::Owned(without_stars(&words));
            }
            canonical.push(kind, draft.label.as_deref(), draft.depth, draft.page, &words);
        }
    }

    /// A numbered line without a full stop that paragraphs or bullets follow is a heading, if most of its siblings are.
    fn raise_headings(&mut self) {
        let mut run: Vec<usize> = Vec::new();
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
        runs.push(std::mem::take(&mut run));
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
                    !mark.like(other) && (next.gap > Gap::None || great)
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

/// The level of a heading by the styles of the headings above it: a style seen before closes what lies below it.
fn level(styles: &mut Vec<Style>, style: Style) -> u8 {
    if let Style::Level(level) = style {
        return level;
    }
    let same = |a: Style, b: Style| match (a, b) {
        (Style::Marked(a), Style::Marked(b)) => a.like(b),
        (Style::Underlined(a), Style::Underlined(b)) => a == b,
        _ => a == b,
    };
    match styles.iter().position(|s| same(*s, style)) {
        Some(at) => styles.truncate(at + 1),
        None => {
            if style == Style::Part {
                styles.truncate(usize::from(!styles.is_empty()));
            }
            if let Style::Marked(MarkSort::Parts(n, _)) = style {
                let shallower = |s: &Style| {
                    !matches!(s, Style::Marked(MarkSort::Parts(m, _)) if *m > n) && *s != Style::Plain
                };
                let keep = styles.iter().take_while(|s| shallower(s)).count();
                styles.truncate(keep);
            }
            if styles.len() >= 9 {
                styles.truncate(8);
            }
            styles.push(style);
        }
    }
    u8::try_from(styles.len()).unwrap_or(9)
}
