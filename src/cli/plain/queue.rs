//! The queue: where the reviewer stands, and what each command does.

use super::command::{Command, HELP, Marked, parse};
use super::{say, source};
use crate::cli::filters::{Filters, order};
use crate::desk::{Desk, Done, Edit, Found, Letter, Part, Taking, Tally, time_for};
use crate::error::Result;
use crate::facets::{Facet, Filter, Order, Pick};
use crate::model::text::{fold, one_line};
use crate::model::{Recommendation, RowId, TagEdit, Verdict};
use crate::taxonomy;
use clap::Parser;
use std::collections::HashSet;

/// A reviewer at work on a desk.
pub struct Queue {
    desk: Desk,
    filter: Filter,
    order: Order,
    found: Found,
    at: usize,
    taking: Taking,
    marked: HashSet<RowId>,
    last_decided: Option<RowId>,
}

/// What is answered to a line.
#[derive(Debug, Default)]
pub struct Said {
    /// Lines to print.
    pub lines: Vec<String>,
    /// Whether something named could not be done.
    pub failed: bool,
    /// Whether the sitting is over.
    pub leave: bool,
}

impl Said {
    fn line(line: impl Into<String>) -> Said {
        Said { lines: vec![line.into()], ..Said::default() }
    }

    fn wrong(line: impl Into<String>) -> Said {
        Said { failed: true, ..Said::line(line) }
    }
}

/// Whether the place in the list goes on after a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Stay,
    GoOn,
}

/// The filters of `list`, in one line.
#[derive(Debug, clap::Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct FilterLine {
    #[command(flatten)]
    filters: Filters,
}

impl Queue {
    /// A queue over everything, in an order, at the first recommendation without a verdict.
    pub fn open(mut desk: Desk, order: Order) -> Result<Queue> {
        let filter = Filter::default();
        let found = desk.find_ordered(&filter, order)?;
        let taking = Taking::above(desk.take_above());
        let marked = HashSet::new();
        let mut queue = Queue { desk, filter, order, found, at: 0, taking, marked, last_decided: None };
        if let Some(place) = queue.unreviewed(0)? {
            queue.at = place;
        }
        Ok(queue)
    }

    /// What is said at the beginning.
    pub fn welcome(&self) -> Result<Option<String>> {
        let tally = Tally::of(&self.found.counts);
        let later = if tally.later == 0 { String::new() } else { format!(", {} for later", tally.later) };
        Ok(Some(format!(
            "{} recommendations, {} without a verdict{later}. help tells every word, quit leaves.",
            self.found.rows.len(),
            tally.unreviewed()
        )))
    }

    /// Tells the recommendation that the reviewer stands at.
    pub fn here(&mut self) -> Result<Vec<String>> {
        let Some(card) = self.card()? else {
            return Ok(vec![match (self.found.counts.total, self.filter.is_empty()) {
                (0, _) => {
                    "No recommendations yet: rapporteur import FILE or FOLDER brings reports in.".to_string()
                }
                (_, true) => "There is none.".to_string(),
                (_, false) => "Nothing matches. clear shows everything again.".to_string(),
            }]);
        };
        let mut lines = say::recommendation(&card, self.at + 1, self.found.rows.len(), &self.taking);
        if self.marked.contains(&card.row) {
            lines.insert(1, "Marked.".to_string());
        }
        Ok(lines)
    }

    /// Does what a line says.
    pub fn obey(&mut self, line: &str) -> Result<Said> {
        if self.desk.changed_elsewhere()? {
            self.find(None)?;
        }
        let command = match parse(line) {
            Ok(command) => command,
            Err(why) => return Ok(Said::wrong(why)),
        };
        match command {
            Command::Move(by) => self.go(self.at.checked_add_signed(by)),
            Command::Go(place) => self.go(place.checked_sub(1)),
            Command::Last => self.go(self.found.rows.len().checked_sub(1)),
            Command::NextUnreviewed => match self.unreviewed(self.at + 1)? {
                Some(place) => self.go(Some(place)),
                None => Ok(Said::line(self.all_reviewed())),
            },
            Command::Take => self.take(),
            Command::Verdict(Verdict::Unreviewed) => {
                self.decide(Edit::Verdict(Verdict::Unreviewed), Then::Stay)
            }
            Command::Verdict(verdict) => self.decide(Edit::Verdict(verdict), Then::GoOn),
            Command::Letter(n) => self.letter(n),
            Command::Tag { scheme, words } => self.tag(&scheme, &words),
            Command::Note(Some(text)) => self.decide(Edit::Note(Some(text)), Then::Stay),
            Command::NoNote => self.decide(Edit::Note(None), Then::Stay),
            Command::Note(None) => Ok(match self.card()?.and_then(|card| card.note) {
                Some(note) => Said {
                    lines: note.lines().map(crate::model::text::one_line).collect(),
                    ..Said::default()
                },
                None => Said::line("There is no note."),
            }),
            Command::Repeat => self.repeat(),
            Command::Mark(what) => self.mark(what),
            Command::Unmark => {
                self.marked.clear();
                Ok(Said::line("Nothing is marked any more."))
            }
            Command::Undo => self.back_or_forth("undone", "undo"),
            Command::Redo => self.back_or_forth("done again", "redo"),
            Command::Search(words) => {
                self.filter.search = words;
                self.narrow()
            }
            Command::Filter(flags) => self.filter_by(&flags),
            Command::Clear => {
                self.filter = Filter::default();
                self.narrow()
            }
            Command::Order(word) => match order(&word) {
                Ok(order) => {
                    self.order = order;
                    self.at = 0;
                    self.narrow()
                }
                Err(why) => Ok(Said::wrong(why)),
            },
            Command::Read(reach) => self.read(reach),
            Command::Show => self.show(),
            Command::Progress => self.progress(),
            Command::Help => Ok(help()),
            Command::Quit => Ok(Said { leave: true, ..Said::line("Everything is saved.") }),
        }
    }

    fn row(&self) -> Option<RowId> {
        self.found.rows.get(self.at).copied()
    }

    /// The recommendation that the reviewer stands at, its suggestions lettered.
    fn card(&mut self) -> Result<Option<Recommendation>> {
        let Some(row) = self.row() else { return Ok(None) };
        let card = self.desk.recommendations(&[row])?.pop();
        if let Some(card) = &card {
            self.taking.settle(card);
        }
        Ok(card)
    }

    /// Asks anew what the filter lets through; stays at `row`, else at what is there, else near.
    fn find(&mut self, row: Option<RowId>) -> Result<()> {
        let row = row.or_else(|| self.row());
        self.found = self.desk.find_ordered(&self.filter, self.order)?;
        let place = row.and_then(|row| self.found.rows.iter().position(|r| *r == row));
        self.at = place.unwrap_or(self.at).min(self.found.rows.len().saturating_sub(1));
        if !self.marked.is_empty() {
            // Nobody decides on what is not shown.
            let rows = self.found.rows.iter().filter(|row| self.marked.contains(row));
            self.marked = rows.copied().collect();
        }
        Ok(())
    }

    fn go(&mut self, place: Option<usize>) -> Result<Said> {
        match place.filter(|place| *place < self.found.rows.len()) {
            Some(place) => {
                self.at = place;
                Ok(Said { lines: self.here()?, ..Said::default() })
            }
            None if place.is_some_and(|place| place > self.at) => Ok(Said::line(self.end())),
            None => Ok(Said::line("That was the first.")),
        }
    }

    /// What is said at the end of the list.
    fn end(&self) -> String {
        let tally = Tally::of(&self.found.counts);
        match tally.unreviewed() {
            _ if tally.of == 0 => "There is nothing here.".to_string(),
            0 if tally.later > 0 => format!("That was the last. {}", self.all_reviewed()),
            0 => format!(
                "That was the last. Everything here has a verdict: {} decided. Well done.",
                tally.decided
            ),
            1 => "That was the last. One is still without a verdict: unreviewed goes there.".to_string(),
            left => {
                format!("That was the last. {left} are still without a verdict: unreviewed goes there.")
            }
        }
    }

    /// What is said where nothing is without a verdict.
    fn all_reviewed(&self) -> String {
        match Tally::of(&self.found.counts).later {
            0 => "Everything here has a verdict.".to_string(),
            1 => "Nothing here is unreviewed; one is left for later: filter verdict later goes there."
                .to_string(),
            n => format!(
                "Nothing here is unreviewed; {n} are left for later: filter verdict later shows them."
            ),
        }
    }

    /// The place of the next recommendation without a verdict from a place on, else of the first.
    fn unreviewed(&mut self, from: usize) -> Result<Option<usize>> {
        let mut filter = self.filter.clone();
        filter.picks.insert(Facet::Verdict, [Pick::Is(Verdict::Unreviewed.word().into())].into());
        let left: HashSet<RowId> = self.desk.find(&filter)?.rows.iter().copied().collect();
        let mut places =
            self.found.rows.iter().enumerate().filter(|(_, row)| left.contains(row)).map(|(at, _)| at);
        let first = places.next();
        Ok(first.filter(|place| *place >= from).or_else(|| places.find(|place| *place >= from)).or(first))
    }

    fn take(&mut self) -> Result<Said> {
        let edit = match self.card()? {
            // Of many, not all were told.
            Some(card) if self.marked.is_empty() => self.taking.keep(&card),
            _ => Edit::KeepSuggested,
        };
        self.decide(edit, Then::GoOn)
    }

    fn letter(&mut self, n: usize) -> Result<Said> {
        let Some(card) = self.card()? else { return Ok(Said::wrong("There is none here.")) };
        if !self.marked.is_empty() {
            let named = self.taking.named(n).map(|(s, n)| (s.to_string(), n.to_string()));
            return match named {
                Some((scheme, notation)) => self.tag(&scheme, &notation),
                None => Ok(Said::wrong("No suggestion has this letter here.")),
            };
        }
        match self.taking.press(&card, n, true) {
            Letter::Unknown => Ok(Said::wrong("No suggestion has this letter here.")),
            Letter::Declined { scheme, notation } => Ok(Said::line(
                say::with_labels(&format!("{scheme} {notation}"))
                    + " will not be taken; its letter takes it again.",
            )),
            Letter::Edit { scheme, edit } => {
                let said = self.decide(edit, Then::Stay)?;
                let bare = self.card()?.is_none_or(|card| card.tags_in(&scheme).is_empty());
                self.taking.left(card.row, &scheme, bare);
                Ok(said)
            }
        }
    }

    fn tag(&mut self, scheme: &str, words: &str) -> Result<Said> {
        taxonomy::in_use().check_scheme(scheme)?;
        let notations = match notations(scheme, words) {
            Ok(notations) => notations,
            Err(why) => return Ok(Said::wrong(why)),
        };
        self.decide(Edit::Tags { scheme: scheme.into(), edit: TagEdit::Toggle, notations }, Then::Stay)
    }

    fn repeat(&mut self) -> Result<Said> {
        match self.last_decided {
            None => Ok(Said::wrong("Nothing was decided yet that could be repeated.")),
            Some(last) if self.marked.is_empty() && self.row() == Some(last) => {
                Ok(Said::wrong("This is the one that would be repeated: go on first."))
            }
            Some(last) => self.decide(Edit::Same(last), Then::GoOn),
        }
    }

    fn mark(&mut self, what: Marked) -> Result<Said> {
        let count = self.found.rows.len();
        match what {
            Marked::This => {
                let Some(row) = self.row() else { return Ok(Said::wrong("There is none here.")) };
                if !self.marked.remove(&row) {
                    self.marked.insert(row);
                }
            }
            Marked::Section => {
                let Some(row) = self.row() else { return Ok(Said::wrong("There is none here.")) };
                let under: HashSet<RowId> = self.desk.section(row)?.into_iter().collect();
                self.marked.extend(self.found.rows.iter().filter(|row| under.contains(row)));
            }
            Marked::All => self.marked.extend(self.found.rows.iter()),
            Marked::Places(from, to) if from >= 1 && from <= to && to <= count => {
                self.marked.extend(&self.found.rows[from - 1..to]);
            }
            Marked::Places(..) => return Ok(Said::wrong(format!("the places here are 1 to {count}"))),
        }
        Ok(Said::line(match self.marked.len() {
            0 => "Nothing is marked any more.".to_string(),
            n => format!("{n} marked: what you decide now, you decide on all of them. unmark ends it."),
        }))
    }

    /// Decides on what is marked, else on the one that was told; on disk when this returns.
    fn decide(&mut self, edit: Edit, then: Then) -> Result<Said> {
        let many = !self.marked.is_empty();
        let rows: Vec<RowId> = match many {
            true => self.found.rows.iter().copied().filter(|row| self.marked.contains(row)).collect(),
            false => self.row().into_iter().collect(),
        };
        let Some(first) = rows.first().copied() else { return Ok(Said::wrong("There is none here.")) };
        let done = self.desk.decide(&rows, std::slice::from_ref(&edit))?;
        if !matches!(edit, Edit::Note(_) | Edit::Same(_) | Edit::Verdict(Verdict::Unreviewed)) {
            self.last_decided = Some(first);
        }
        let mut said = Said::line(match &done {
            Some(done) => format!("Saved: {}.", in_words(done)),
            None => "Nothing to change.".to_string(),
        });
        let next = self.found.rows.get(self.at + 1).copied().filter(|_| then == Then::GoOn && !many);
        let was_last = then == Then::GoOn && !many && next.is_none();
        if then == Then::GoOn {
            self.marked.clear();
        }
        self.find(next)?;
        if was_last {
            said.lines.push(self.end());
        } else if then == Then::GoOn || many {
            said.lines.extend(self.here()?);
        }
        Ok(said)
    }

    fn back_or_forth(&mut self, past: &str, verb: &str) -> Result<Said> {
        let done = if verb == "undo" { self.desk.undo()? } else { self.desk.redo()? };
        let Some(done) = done else { return Ok(Said::wrong(format!("Nothing to {verb}."))) };
        self.find(done.rows.first().copied())?;
        let mut said = Said::line(format!("{past}: {}.", in_words(&done)));
        said.lines.extend(self.here()?);
        Ok(said)
    }

    fn filter_by(&mut self, flags: &[String]) -> Result<Said> {
        if flags.is_empty() {
            return Ok(Said::wrong(
                "filter by what? filter cluster 3 verdict unreviewed; clear shows everything",
            ));
        }
        let line = match FilterLine::try_parse_from(flags) {
            Ok(line) => line,
            Err(why) => {
                let why = why.to_string();
                let first = why.lines().next().unwrap_or_default();
                return Ok(Said::wrong(first.trim_start_matches("error: ").to_string()));
            }
        };
        let search = self.filter.search.take();
        self.filter = line.filters.filter(&self.desk)?;
        self.filter.search = self.filter.search.take().or(search);
        self.narrow()
    }

    /// Asks anew and tells how much there is.
    fn narrow(&mut self) -> Result<Said> {
        let here = self.row();
        self.find(None)?;
        if self.row() != here {
            // What was asked for is gone through from its beginning.
            self.at = 0;
        }
        let mut said = Said::line(match self.found.rows.len() {
            1 => "1 recommendation.".to_string(),
            n => format!("{n} recommendations."),
        });
        said.lines.extend(self.here()?);
        Ok(said)
    }

    fn read(&mut self, reach: usize) -> Result<Said> {
        let Some(card) = self.card()? else { return Ok(Said::wrong("There is none here.")) };
        let source = self.desk.source(&card.document.id)?;
        Ok(Said { lines: source::around(&source, card.span, reach), ..Said::default() })
    }

    fn show(&mut self) -> Result<Said> {
        let Some(card) = self.card()? else { return Ok(Said::wrong("There is none here.")) };
        let mut lines = self.here()?;
        lines.extend(say::suggestions(&card, &self.taking));
        lines.extend(say::facts(&card, &self.desk.history(card.row)?));
        Ok(Said { lines, ..Said::default() })
    }

    fn progress(&mut self) -> Result<Said> {
        let tally = Tally::of(&self.found.counts);
        let left = tally.left();
        let later = |tally: &Tally, these: &str| match tally.later {
            0 => String::new(),
            n => format!(", {n} {these}for later"),
        };
        let of_them = later(&tally, "of them ");
        let mut said =
            Said::line(format!("{} of {} decided, {left} left{of_them}.", tally.decided, tally.of));
        let progress = self.desk.progress()?;
        said.lines.push(format!("{} decided today.", progress.today));
        if let Some(pace) = progress.pace.filter(|_| left > 0) {
            said.lines.push(format!("At this pace the rest takes {}.", time_for(left, pace)));
        }
        let told = |name: String, part: &Part| {
            format!("{name}: {} of {}{}.", part.tally.decided, part.tally.of, later(&part.tally, ""))
        };
        let clusters = progress.clusters.iter();
        said.lines.extend(clusters.map(|p| told(say::with_labels(&format!("cluster {}", p.value)), p)));
        let documents = self.desk.documents()?;
        said.lines.extend(progress.documents.iter().map(|part| {
            let name = documents.iter().find(|d| d.id.as_str() == part.value);
            told(name.map_or_else(|| part.value.clone(), |d| one_line(d.name())), part)
        }));
        Ok(said)
    }
}

fn help() -> Said {
    let line = |(word, others, what): &(&str, &str, &str)| match others.is_empty() {
        true => format!("{word}: {what}"),
        false => format!("{word} (or {others}): {what}"),
    };
    Said { lines: HELP.iter().map(line).collect(), ..Said::default() }
}

fn in_words(done: &Done) -> String {
    let words = say::with_labels(&done.words);
    match done.rows.len() {
        0 | 1 => words,
        n => format!("{words}, on {n} recommendations"),
    }
}

/// The concepts that words mean: numbers apart by spaces, else words that are part of one label.
fn notations(scheme: &str, words: &str) -> std::result::Result<Vec<String>, String> {
    let known = taxonomy::in_use().scheme(scheme).map_or(&[][..], |scheme| scheme.concepts.as_slice());
    let numbers: Vec<&str> = words.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    if numbers.iter().all(|part| known.iter().any(|c| c.notation == *part)) {
        return Ok(numbers.into_iter().map(String::from).collect());
    }
    let folded = fold(words);
    let meant: Vec<_> =
        known.iter().filter(|c| c.labels.iter().any(|label| fold(label).contains(&folded))).collect();
    match meant.as_slice() {
        [one] => Ok(vec![one.notation.clone()]),
        [] => Err(format!("there is no {scheme} ‘{words}’")),
        several => {
            let named: Vec<String> = several.iter().map(|c| format!("{} {}", c.notation, c.short)).collect();
            Err(format!("which of {}?", named.join(", ")))
        }
    }
}
