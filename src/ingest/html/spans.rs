//! The columns of a table's cells, some of which reach over several rows or columns.

use dom_query::NodeRef;

/// No cell is taken to reach over more columns, or more rows.
const WIDEST: usize = 50;
const HIGHEST: usize = 1_000;

/// Which columns cells of the rows above still cover.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// For each column the rows that are still covered, with the one under way.
    covered: Vec<usize>,
    next: usize,
}

impl Spans {
    /// The column of the next cell of the row under way.
    pub fn place(&mut self, cell: &NodeRef) -> usize {
        let number = |name: &str| cell.attr(name).and_then(|v| v.trim().parse::<usize>().ok());
        // A height of nought reaches to the end of the table.
        let rows = number("rowspan").map_or(1, |n| if n == 0 { HIGHEST } else { n.min(HIGHEST) });
        self.take(number("colspan").unwrap_or(1).clamp(1, WIDEST), rows)
    }

    fn take(&mut self, columns: usize, rows: usize) -> usize {
        while self.covered.get(self.next).is_some_and(|rows| *rows > 0) {
            self.next += 1;
        }
        let place = self.next;
        self.next += columns;
        self.covered.resize(self.covered.len().max(self.next), 0);
        self.covered[place..self.next].fill(rows);
        place
    }

    /// Ends the row under way.
    pub fn end_row(&mut self) {
        self.next = 0;
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_below_a_high_one_move_on() {
        let mut spans = Spans::default();
        assert_eq!([spans.take(1, 2), spans.take(2, 1), spans.take(1, 1)], [0, 1, 3]);
        spans.end_row();
        assert_eq!([spans.take(1, 1), spans.take(1, 1)], [1, 2]);
        spans.end_row();
        assert_eq!(spans.take(1, 1), 0);
    }
}
