//! Tables of recommendations: the column that a heading row names, or the cells that ask under a heading that announces.

use super::cues::{CUES, Cue, Words};
use super::sections::{Outline, Promise, promise_of};
use crate::model::{BlockKind, Reading};
use std::ops::Range;

/// A run of rows that begins at `n`: where it ends, and the place of the recommendation of each row that has one.
pub(super) fn rows(reading: &Reading, outline: &Outline, n: usize) -> (usize, Vec<(usize, Range<usize>)>) {
    let end = (n..reading.blocks.len())
        .find(|m| reading.blocks[*m].kind != BlockKind::TableRow)
        .unwrap_or(reading.blocks.len());
    let promise = outline.place(n).promise;
    if promise == Promise::Mutes {
        return (end, Vec::new());
    }
    let head = cells(reading, n);
    let column = head.iter().position(|cell| {
        let words = Words::beginning(&reading.text[cell.clone()]);
        head.len() > 1 && words.len() <= 4 && promise_of(&words, false) == Promise::Announces
    });
    let taken = |m: usize| {
        let cells = cells(reading, m);
        let cell = match column {
            Some(column) => cells.get(column).filter(|c| is_said(&reading.text[(*c).clone()])),
            None if promise == Promise::Announces => cells.iter().find(|c| {
                let text = &reading.text[(*c).clone()];
                is_said(text) && asks(text, outline.language(m))
            }),
            None => None,
        };
        cell.map(|cell| (m, cell.clone()))
    };
    (end, (n + usize::from(column.is_some())..end).filter_map(taken).collect())
}

fn cells(reading: &Reading, n: usize) -> Vec<Range<usize>> {
    let block = &reading.blocks[n];
    let mut from = block.start;
    reading.text[block.range()]
        .split('\t')
        .map(|cell| {
            let at = from..from + cell.len();
            from = at.end + 1;
            at
        })
        .collect()
}

fn is_said(cell: &str) -> bool {
    cell.split_whitespace().take(4).count() > 3
}

fn asks(cell: &str, language: usize) -> bool {
    let words = Words::new(cell);
    CUES.languages[language].begins_with_verb(&words) || CUES.asks.any(&words, Cue::Ask)
}
