//! What is chosen in the reader: a passage to mark, boundaries, the place of a split.

use super::Reader;
use crate::model::RowId;
use crate::tui::motion::{self, Unit};
use std::ops::Range;

/// What the keys do in the reader.
#[derive(Debug, Clone, PartialEq)]
pub enum Mode {
    /// Read and decide.
    Reading,
    /// Choose a word, sentence or item to mark.
    Choosing {
        /// What is chosen.
        range: Range<usize>,
        /// What it is.
        unit: Unit,
    },
    /// Move the ends of a passage.
    Selecting {
        /// The passage.
        range: Range<usize>,
        /// Whether the end moves, or the beginning.
        at_end: bool,
        /// The recommendation whose boundaries they are; none for a new one.
        row: Option<RowId>,
    },
    /// Choose where a recommendation is split.
    Splitting {
        /// Which one.
        row: RowId,
        /// Its bytes.
        range: Range<usize>,
        /// The places that are offered, the most sensible first.
        offered: Vec<usize>,
        /// Where the second part begins.
        at: usize,
    },
}

/// What is to be done in the reader once the source is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Move the boundaries of the recommendation that is read.
    MoveBounds,
    /// Split it, at these places in code points once they are known.
    Split(Option<Vec<usize>>),
}

impl Reader {
    /// Begins to choose a passage to mark: the sentence of the hit that was gone to, where it is in sight; else the first one
    /// in the middle of what is in sight that is none yet.
    pub fn choose(&mut self, height: usize) {
        let Some(source) = self.source.clone() else { return };
        let hits = self.found.as_ref().map_or(&[][..], |(_, hits)| hits);
        let hit = hits.iter().find(|hit| hit.start == self.seen).cloned();
        if let Some(hit) = hit.filter(|hit| self.is_in_sight(hit.clone(), height))
            && let Some(range) = motion::at(&source, hit.start, Unit::Sentence)
        {
            self.mode = Mode::Choosing { range, unit: Unit::Sentence };
            return;
        }
        let middle = self.top + height.min(self.page.lines.len().saturating_sub(self.top)) / 3;
        let Some(line) = self.page.lines.get(middle) else { return };
        let is_free = |range: &Range<usize>| {
            self.passages.iter().all(|p| p.bytes.end <= range.start || range.end <= p.bytes.start)
        };
        let bottom = self.page.lines.get(self.top + height).map_or(usize::MAX, |line| line.range.start);
        let first = motion::at(&source, line.range.start, Unit::Sentence);
        let mut range = first.clone();
        while let Some(taken) = range.clone().filter(|range| !is_free(range) && range.end < bottom) {
            range = motion::next(&source, taken.start, Unit::Sentence);
        }
        let range = range.filter(|range| range.end <= bottom).or(first);
        self.mode = match range {
            Some(range) => Mode::Choosing { range, unit: Unit::Sentence },
            None => Mode::Reading,
        };
    }

    /// Does what was wished, as soon as everything for it is there.
    pub fn fulfil(&mut self) {
        let (Some(source), Some(wish)) = (self.source.clone(), &self.wish) else { return };
        let range = self.own_bytes();
        match wish {
            Wish::MoveBounds => {
                self.mode = Mode::Selecting { range, at_end: true, row: Some(self.row) };
                self.wish = None;
            }
            Wish::Split(Some(points)) => {
                let byte = |point: &usize| {
                    let at = source.text.char_indices().map(|(at, _)| at).nth(*point)?;
                    (range.start < at && at < range.end).then_some(at)
                };
                let offered: Vec<usize> = points.iter().filter_map(byte).collect();
                let middle = range.start + range.len() / 2;
                let middle =
                    (middle..range.end).find(|at| source.text.is_char_boundary(*at)).unwrap_or(range.start);
                let elsewhere = || motion::at(&source, middle, Unit::Word).map_or(middle, |word| word.start);
                let at = offered.first().copied().unwrap_or_else(elsewhere);
                self.mode = Mode::Splitting { row: self.row, range, offered, at };
                self.wish = None;
            }
            Wish::Split(None) => {}
        }
    }

    /// Moves what is chosen, or the end that moves, by one word, sentence or item.
    pub fn go(&mut self, unit: Unit, forward: bool, height: usize) {
        let Some(source) = self.source.clone() else { return };
        let go = if forward { motion::next } else { motion::previous };
        let sight = match &mut self.mode {
            Mode::Reading => return self.scroll(if forward { 1 } else { -1 }, height),
            Mode::Choosing { range, unit: now } => {
                // Another kind of step begins where the last one stands.
                let there = if *now == unit {
                    go(&source, range.start, unit)
                } else {
                    motion::at(&source, range.start, unit)
                };
                if let Some(there) = there {
                    (*range, *now) = (there, unit);
                }
                range.start
            }
            Mode::Selecting { range, at_end: true, .. } => {
                let end = if forward { motion::next_end } else { motion::previous_end };
                range.end =
                    end(&source, range.end, unit).filter(|end| *end > range.start).unwrap_or(range.end);
                range.end
            }
            Mode::Selecting { range, .. } => {
                let there = go(&source, range.start, unit).map(|there| there.start);
                range.start = there.filter(|start| *start < range.end).unwrap_or(range.start);
                range.start
            }
            Mode::Splitting { range, at, .. } => {
                let there = go(&source, *at, unit).map(|there| there.start);
                *at = there.filter(|at| range.start < *at && *at < range.end).unwrap_or(*at);
                *at
            }
        };
        self.keep_in_sight(sight, height);
    }

    /// Fixes what is chosen so that its end moves; or lets the other end move; or goes to the next offered place.
    pub fn turn(&mut self) {
        self.mode = match std::mem::replace(&mut self.mode, Mode::Reading) {
            Mode::Choosing { range, .. } => Mode::Selecting { range, at_end: true, row: None },
            Mode::Selecting { range, at_end, row } => Mode::Selecting { range, at_end: !at_end, row },
            Mode::Splitting { row, range, offered, at } => {
                let now = offered.iter().position(|place| *place == at);
                let next = now.map_or(0, |now| now + 1) % offered.len().max(1);
                let at = offered.get(next).copied().unwrap_or(at);
                Mode::Splitting { row, range, offered, at }
            }
            Mode::Reading => Mode::Reading,
        };
    }

    /// The bytes that are chosen, where something is.
    pub fn chosen(&self) -> Option<Range<usize>> {
        match &self.mode {
            Mode::Choosing { range, .. } | Mode::Selecting { range, .. } => Some(range.clone()),
            Mode::Splitting { range, at, .. } => Some(*at..range.end),
            Mode::Reading => None,
        }
    }
}
