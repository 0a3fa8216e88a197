//! The overview as a page: which table is shown, and which cell is under the cursor.

use crate::desk::{Heat, Line, Overview, Progress};
use crate::facets::{Cell, Filter};
use crate::model::Verdict;

/// Where the cursor stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Which table: 0 is the heat map, the others follow.
    pub table: usize,
    /// Which line of it.
    pub line: usize,
    /// Which column of numbers.
    pub column: usize,
    /// The first line shown.
    pub top: usize,
}

/// The page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What is shown, once counted.
    pub overview: Option<Overview>,
    /// Where the cursor stands.
    pub place: Place,
}

/// The columns of a table of verdicts: all, then those that have one.
pub const VERDICTS: [Option<Verdict>; 5] =
    [Some(Verdict::Keep), Some(Verdict::Later), Some(Verdict::Drop), Some(Verdict::Unreviewed), None];

/// What a line counts in a column.
pub fn count(line: &Line, verdict: Option<Verdict>) -> Cell {
    verdict.map_or_else(|| line.all(), |verdict| line.cell(verdict))
}

/// Rows around the lines of a table: tables, heading, status and hints.
const AROUND: u16 = 4;

impl Page {
    /// Rows of the heading over the numbers, on a screen of so many rows: the names of clusters take two where the whole heat
    /// map stays in sight all the same.
    pub fn heading(&self, rows: u16) -> u16 {
        let fits = |heat: &Heat| usize::from(rows.saturating_sub(AROUND + 1)) >= heat.objectives.len();
        if self.heat().is_some_and(fits) { 2 } else { 1 }
    }

    /// Lines of the table that are in sight on a screen of so many rows.
    pub fn height(&self, rows: u16) -> usize {
        usize::from(rows.saturating_sub(AROUND + self.heading(rows) - 1))
    }

    /// A page that is not counted yet, with the cursor where it stood.
    pub fn at(place: Place) -> Page {
        Page { overview: None, place }
    }

    /// Takes what was counted; the cursor stays as near as it can.
    pub fn take(&mut self, overview: Overview) {
        self.overview = Some(overview);
        self.go(0, 0);
    }

    /// How many tables there are.
    pub fn tables(&self) -> usize {
        1 + self.overview.as_ref().map_or(0, |o| o.progress.len())
    }

    /// The table of verdicts that is shown; none where it is the heat map.
    pub fn progress(&self) -> Option<&Progress> {
        self.overview.as_ref()?.progress.get(self.place.table.checked_sub(1)?)
    }

    /// The heat map, where it is shown.
    pub fn heat(&self) -> Option<&Heat> {
        self.overview.as_ref().filter(|_| self.place.table == 0).map(|o| &o.heat)
    }

    /// Lines and columns of the table that is shown.
    pub fn extent(&self) -> (usize, usize) {
        match (self.heat(), self.progress()) {
            (Some(heat), _) => (heat.objectives.len(), heat.clusters.len()),
            (None, Some(table)) => (table.lines.len(), VERDICTS.len()),
            (None, None) => (0, 0),
        }
    }

    /// Moves the cursor by lines and columns; it stays in the table.
    pub fn go(&mut self, lines: isize, columns: isize) {
        self.place.table = self.place.table.min(self.tables().saturating_sub(1));
        let (height, width) = self.extent();
        let moved = |at: usize, by: isize, of: usize| at.saturating_add_signed(by).min(of.saturating_sub(1));
        self.place.line = moved(self.place.line, lines, height);
        self.place.column = moved(self.place.column, columns, width);
    }

    /// Turns to the next table, or to the one before; after the last comes the first.
    pub fn turn(&mut self, forwards: bool) {
        let tables = self.tables();
        let step = if forwards { 1 } else { tables.saturating_sub(1) };
        let table = (self.place.table + step) % tables;
        self.place = Place { table, ..Place::default() };
        self.go(0, 0);
    }

    /// Scrolls so that the cursor is in sight on so many lines.
    pub fn follow(&mut self, height: usize) {
        let last_top = self.extent().0.saturating_sub(height);
        let least = (self.place.line + 1).saturating_sub(height);
        self.place.top = self.place.top.clamp(least, self.place.line.max(least)).min(last_top.max(least));
    }

    /// The filter that lets through what the cell under the cursor counts.
    pub fn behind(&self, filter: &Filter) -> Option<Filter> {
        if let Some(heat) = self.heat() {
            let objective = heat.objectives.get(self.place.line)?;
            return Some(Heat::behind(filter, objective, heat.clusters.get(self.place.column)?));
        }
        let table = self.progress()?;
        let line = table.lines.get(self.place.line)?;
        Some(table.by.behind(filter, &line.value, *VERDICTS.get(self.place.column)?))
    }
}
