//! Tables of recommendations: the column that a heading row names, a card of names and values for each, or the cells
//! that ask under a heading that announces.

use super::cues::{CUES, Cue, Words};
use super::details::{self, Details};
use super::listed::NAMED;
use super::named;
use super::sections::{Outline, Promise, promise_of};
use crate::model::{BlockKind, Reading};
use std::ops::Range;

/// Why a cell was taken whose column is one of recommendations.
pub(super) const HEADED: &str = "a cell under the head that announces recommendations";

/// A recommendation in a table.
#[derive(Debug)]
pub(super) struct Row {
    pub block: usize,
    pub range: Range<usize>,
    pub details: Details,
    pub confidence: f32,
    pub reason: &'static str,
}

/// What a run of rows holds.
#[derive(Debug)]
pub(super) struct Table {
    /// The block after it.
    pub end: usize,
    pub rows: Vec<Row>,
    /// What its first rows say of a recommendation that stands above it.
    pub above: Details,
}

/// Reads the run of rows that begins at `n`. `is_answered` says that recommendations were named shortly before: then a
/// table of actions tells what is done about them.
pub(super) fn read(reading: &Reading, outline: &Outline, n: usize, is_answered: bool) -> Table {
    let end = (n..reading.blocks.len())
        .find(|m| reading.blocks[*m].kind != BlockKind::TableRow)
        .unwrap_or(reading.blocks.len());
    let table = Table { end, rows: Vec::new(), above: Details::default() };
    let promise = outline.place(n).promise;
    if promise == Promise::Mutes {
        return table;
    }
    let mut reader = Reader { reading, outline, promise, is_answered, table, shape: Shape::Bare, first: n };
    for row in n..end {
        reader.row(row);
    }
    reader.table
}

/// How the rows under way are to be read.
#[derive(Debug)]
enum Shape {
    /// Nothing was said.
    Bare,
    /// A heading row named the columns.
    Columns(Columns),
    /// A row each for the words and what is said of them.
    Card,
    /// A row that only named a recommendation: its words stand in the next.
    Awaited,
}

#[derive(Debug)]
struct Columns {
    wanted: Option<usize>,
    named: Vec<(usize, Cue)>,
    count: usize,
}

struct Reader<'a> {
    reading: &'a Reading,
    outline: &'a Outline,
    promise: Promise,
    is_answered: bool,
    table: Table,
    shape: Shape,
    first: usize,
}

impl Reader<'_> {
    fn row(&mut self, n: usize) {
        let cells = cells(self.reading, n);
        if let Some(columns) = self.heads(n, &cells) {
            self.shape = Shape::Columns(columns);
        } else if let Some(card) = self.card(&cells) {
            match card {
                Some(range) => {
                    self.take(n, range, Details::default(), 0.92, NAMED);
                    self.shape = Shape::Card;
                    self.is_answered = true;
                }
                None => self.shape = Shape::Awaited,
            }
        } else {
            match &self.shape {
                Shape::Awaited => {
                    if let Some(cell) = cells.iter().find(|c| words(self.text(c)) >= 3) {
                        let reason = "a row below one that calls itself a recommendation";
                        self.take(n, cell.clone(), Details::default(), 0.9, reason);
                    }
                    self.shape = Shape::Card;
                }
                Shape::Columns(columns) => {
                    if let Some((range, details)) = self.by_columns(columns, n, &cells) {
                        self.take(n, range, details, 0.9, HEADED);
                    }
                }
                Shape::Bare | Shape::Card => self.said_of_it(n, &cells),
            }
        }
    }

    fn text(&self, range: &Range<usize>) -> &str {
        &self.reading.text[range.clone()]
    }

    fn take(
        &mut self,
        block: usize,
        range: Range<usize>,
        details: Details,
        confidence: f32,
        reason: &'static str,
    ) {
        self.table.rows.push(Row { block, range, details, confidence, reason });
    }

    /// The columns that a row names, if it is one of heads.
    fn heads(&self, n: usize, cells: &[Range<usize>]) -> Option<Columns> {
        let texts: Vec<&str> = cells.iter().map(|c| self.text(c).trim()).collect();
        let said: Vec<&&str> = texts.iter().filter(|t| !t.is_empty()).collect();
        if said.len() < 2 || said.iter().any(|t| words(t) > 6 || t.ends_with('.') && words(t) > 2) {
            return None;
        }
        let named: Vec<(usize, Cue)> =
            texts.iter().enumerate().filter_map(|(at, t)| Some((at, details::name(t)?))).collect();
        let promises: Vec<Promise> = texts.iter().map(|t| promise(t)).collect();
        let is_named = |at: usize| promises[at] != Promise::Silent || named.iter().any(|(n, _)| *n == at);
        let names = (0..texts.len()).filter(|at| is_named(*at)).count();
        let announces = promises.contains(&Promise::Announces);
        // In a card each row begins with the name of a detail, and its value may sound like a head.
        let value = texts.get(1).is_some_and(|t| details::name(t).is_none());
        let card =
            said.len() == 2 && value && (matches!(self.shape, Shape::Card) || self.begins_with_a_name(n + 1));
        let is_first = n == self.first && announces;
        if card || !(names >= 2 && names * 2 >= said.len() || is_first) {
            return None;
        }
        let wanted = self.wanted(&texts, &promises);
        Some(Columns {
            wanted,
            named: named.into_iter().filter(|(at, _)| Some(*at) != wanted).collect(),
            count: texts.len(),
        })
    }

    /// The column that holds recommendations; one of actions where no recommendations are named.
    fn wanted(&self, texts: &[&str], promises: &[Promise]) -> Option<usize> {
        let tells = |at: &usize| tells_of_actions(texts[*at]);
        let announced = || (0..texts.len()).filter(|at| promises[*at] == Promise::Announces);
        announced().find(|at| !tells(at)).or_else(|| announced().find(|_| !self.is_answered)).or_else(|| {
            let may = |at: &usize| promises[*at] == Promise::MayAnnounce && tells(at);
            (0..texts.len()).filter(|_| self.promise == Promise::Announces && !self.is_answered).find(may)
        })
    }

    fn begins_with_a_name(&self, n: usize) -> bool {
        let row = self.reading.blocks.get(n).filter(|b| b.kind == BlockKind::TableRow);
        row.is_some_and(|_| {
            cells(self.reading, n).first().is_some_and(|cell| details::name(self.text(cell)).is_some())
        })
    }

    /// "Recommendation 1 | Open schools": where the words stand that a row calls a recommendation; none inside where
    /// they are still to come.
    fn card(&self, cells: &[Range<usize>]) -> Option<Option<Range<usize>>> {
        let at = cells.iter().position(|c| !self.text(c).trim().is_empty())?;
        let first = self.text(&cells[at]);
        let columns = matches!(self.shape, Shape::Columns(_));
        let named = named::words_from(first, self.promise == Promise::Announces && !columns)
            .filter(|_| !columns || begins_with_its_name(first));
        let said: Vec<&Range<usize>> =
            cells[at + 1..].iter().filter(|c| !self.text(c).trim().is_empty()).collect();
        let from = match named {
            Some(from) => from,
            // "Recommendation | Open schools", with the name alone.
            None if said.len() == 1 && begins_with_its_name(first) && words(first) <= 3 => first.len(),
            None => return None,
        };
        if words(&first[from..]) >= 2 {
            return Some(Some(cells[at].start + from..cells[at].end));
        }
        let own =
            said.into_iter().find(|c| words(self.text(c)) >= 2 && details::name(self.text(c)).is_none());
        Some(own.cloned())
    }

    /// The recommendation of a row under named columns, and what the other cells say of it.
    fn by_columns(
        &self,
        columns: &Columns,
        n: usize,
        cells: &[Range<usize>],
    ) -> Option<(Range<usize>, Details)> {
        let others = |wanted: usize| {
            cells
                .iter()
                .enumerate()
                .filter(|(at, c)| *at != wanted && !self.text(c).trim().is_empty())
                .count()
        };
        let at = columns.wanted.or_else(|| self.asking_column(columns, n, cells))?;
        let cell = cells.get(at)?;
        let text = self.text(cell);
        let from = mark_of(text);
        let own = &text[from..];
        let alone = others(at) == 0 && columns.count > 1;
        // A row of one cell is a theme that the rows below stand under, unless it says enough.
        let is_theme = alone && !(asks(own, self.outline.language(n)) && words(own) > 3) && words(own) <= 8;
        if is_theme || words(own) < 2 {
            return None;
        }
        let mut details = Details::default();
        for (at, cue) in &columns.named {
            if let Some(value) = cells.get(*at) {
                details.say(*cue, self.text(value));
            }
        }
        Some((cell.start + from..cell.end, details))
    }

    /// Under heads that name no recommendations: the first cell that asks, where a heading announces.
    fn asking_column(&self, columns: &Columns, n: usize, cells: &[Range<usize>]) -> Option<usize> {
        if self.promise != Promise::Announces || self.is_answered {
            return None;
        }
        let is_free = |at: usize| !columns.named.iter().any(|(named, _)| *named == at);
        (0..cells.len()).find(|at| is_free(*at) && self.asks_enough(&cells[*at], n))
    }

    fn asks_enough(&self, cell: &Range<usize>, n: usize) -> bool {
        let text = self.text(cell);
        words(text) > 3 && asks(text, self.outline.language(n))
    }

    /// A row without heads: where a heading announces, a recommendation; else what is said of the one before it.
    fn said_of_it(&mut self, n: usize, cells: &[Range<usize>]) {
        let announced = self.promise == Promise::Announces && matches!(self.shape, Shape::Bare);
        let found = cells.iter().find(|c| announced && self.asks_enough(c, n)).cloned();
        if let Some(cell) = found {
            let from = mark_of(self.text(&cell));
            let reason = "a cell that asks, under a heading that announces recommendations";
            self.take(n, cell.start + from..cell.end, Details::default(), 0.8, reason);
        } else if let Some(cue) = cells.first().and_then(|c| details::name(self.text(c))) {
            let value = cells.get(1).map_or("", |c| self.text(c)).to_owned();
            match self.table.rows.last_mut() {
                Some(row) => row.details.say(cue, &value),
                None => self.table.above.say(cue, &value),
            }
        }
    }
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

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).take(60).count()
}

fn promise(head: &str) -> Promise {
    let said = |head: &str| {
        let words = Words::beginning(head);
        if words.len() <= 6 { promise_of(&words, false) } else { Promise::Silent }
    };
    // "Recom mendation": narrow columns break words.
    match said(head) {
        Promise::Silent if head.len() < 40 => said(&head.split_whitespace().collect::<String>()),
        promise => promise,
    }
}

fn begins_with_its_name(text: &str) -> bool {
    let words = Words::beginning(text);
    words.get(0).is_some_and(|w| w.starts_with("recom") || w.starts_with("recoman"))
}

/// "Key actions", « Mesures prévues »: what is done, not what is recommended.
fn tells_of_actions(head: &str) -> bool {
    let words = Words::beginning(head);
    let one_of = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    one_of(&["action", "activit", "step", "measure", "mesure", "medida", "accion", "acao", "acoes"])
        && !one_of(&["recom"])
}

fn asks(cell: &str, language: usize) -> bool {
    let words = Words::new(&cell[mark_of(cell)..]);
    CUES.languages[language].begins_with_verb(&words) || CUES.asks.any(&words, Cue::Ask)
}

/// The length of the number before the words of a cell: "1.1 ", "2) ", "R3. ".
fn mark_of(cell: &str) -> usize {
    if let Some(from) = named::words_from(cell, false) {
        return from;
    }
    let lead = cell.len() - cell.trim_start().len();
    let rest = &cell[lead..];
    let open = usize::from(rest.starts_with('('));
    let number = rest[open..].find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(0);
    let core = &rest[open..open + number];
    let after = &rest[open + number..];
    let closed = after.starts_with(')');
    let is_number = core.starts_with(|c: char| c.is_ascii_digit()) && core.len() <= 8;
    let set_off = closed || open == 0 && core.contains('.');
    let end = open + number + usize::from(closed);
    let spaced = rest[end..].starts_with(char::is_whitespace);
    if is_number && set_off && spaced { lead + end + 1 } else { lead }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_before_the_words_of_a_cell() {
        for (cell, words) in [
            ("1.1 Open schools", "Open schools"),
            ("2) Open schools", "Open schools"),
            ("(3) Open schools", "Open schools"),
            ("R4. Open schools", "Open schools"),
            ("Recommendation 5: Open schools", "Open schools"),
            ("3 States open schools", "3 States open schools"),
            ("2030. Open", "Open"),
            ("Open (all) schools", "Open (all) schools"),
            ("", ""),
        ] {
            assert_eq!(&cell[mark_of(cell)..], words);
        }
    }
}
