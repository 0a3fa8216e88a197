//! Counts that go along with the sheet of recommendations: formulas, with the numbers of the day beside them.

use super::{Column, List, Looks, MATRIX_SHEET};
use crate::model::{Document, Recommendation, Verdict};
use crate::report::group::positions;
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use rust_xlsxwriter::{
    ConditionalFormat2ColorScale, DataValidation, Formula, Worksheet, XlsxError, column_number_to_name,
};
use std::collections::HashMap;

/// Above this many pairs of document and recommendation, formulas would make a spreadsheet slow to open.
const LIVE: usize = 400_000;
/// Where the verdict to count stands on the sheets of counts.
const CHOICE: &str = "$B$3";

/// The recommendations to count, and where their tags stand on the sheet of recommendations.
pub struct Counting<'a> {
    recommendations: &'a [Recommendation],
    numbers: &'a HashMap<&'a str, usize>,
    verdict: String,
    clusters: Vec<String>,
    objectives: Vec<String>,
    source: String,
}

impl<'a> Counting<'a> {
    /// Counting over the sheet with these columns.
    pub fn of(
        recommendations: &'a [Recommendation],
        columns: &[Column],
        numbers: &'a HashMap<&'a str, usize>,
    ) -> Counting<'a> {
        let last = recommendations.len().max(1) + 1;
        let range = |at: usize| {
            let letters = column_number_to_name(at as u16);
            format!("{MATRIX_SHEET}!${letters}$2:${letters}${last}")
        };
        let ranges = |wanted: &dyn Fn(&Column) -> bool| -> Vec<String> {
            columns.iter().enumerate().filter(|(_, c)| wanted(c)).map(|(at, _)| range(at)).collect()
        };
        let one = |wanted: &dyn Fn(&Column) -> bool| ranges(wanted).into_iter().next().unwrap_or_default();
        Counting {
            recommendations,
            numbers,
            verdict: one(&|c| c.list == Some(List::Verdict)),
            clusters: ranges(&|c| c.list == Some(List::Cluster)),
            objectives: ranges(&|c| c.list == Some(List::Objective)),
            source: one(&|c| c.name == "source no."),
        }
    }

    /// The verdict to count first: what is kept, or everything where nothing is.
    fn choice(&self) -> &'static str {
        let kept = self.recommendations.iter().any(|r| r.verdict == Verdict::Keep);
        if kept { Verdict::Keep.word() } else { "*" }
    }

    fn counted(&self) -> impl Iterator<Item = &Recommendation> {
        let all = self.choice() == "*";
        self.recommendations.iter().filter(move |r| all || r.verdict == Verdict::Keep)
    }

    /// Clusters by objectives.
    pub fn clusters_sheet(&self, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
        sheet.set_name("Cluster by objective")?;
        let clusters = taxonomy::in_use().clusters();
        let mut today = vec![vec![0usize; taxonomy::in_use().objectives().len()]; clusters.len()];
        for r in self.counted() {
            for cluster in positions(r, CLUSTER) {
                for objective in positions(r, OBJECTIVE) {
                    if let Some(count) = today.get_mut(cluster).and_then(|row| row.get_mut(objective)) {
                        *count += 1;
                    }
                }
            }
        }
        let labels: Vec<String> = clusters.iter().map(|c| format!("{} {}", c.notation, c.short)).collect();
        let formula = |row: usize, objective: &str| {
            let cluster = format!("$A{}", row + 1);
            let pairs = self.clusters.iter().flat_map(|c| self.objectives.iter().map(move |o| (c, o)));
            let count = |(c, o): (&String, &String)| {
                format!("COUNTIFS({},{CHOICE},{c},{cluster},{o},{objective})", self.verdict)
            };
            pairs.map(count).collect::<Vec<_>>().join("+")
        };
        let (title, what) = ("Recommendations by cluster and objective", "Cluster");
        self.grid(sheet, looks, &Grid { title, what, labels, today, formula: Some(&formula) })
    }

    /// Documents by objectives.
    pub fn documents_sheet(
        &self,
        sheet: &mut Worksheet,
        documents: &[&Document],
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        sheet.set_name("Document by objective")?;
        let mut today = vec![vec![0usize; taxonomy::in_use().objectives().len()]; documents.len()];
        for r in self.counted() {
            let row = self.numbers.get(r.document.id.as_str()).map_or(0, |n| n - 1);
            for objective in positions(r, OBJECTIVE) {
                if let Some(count) = today.get_mut(row).and_then(|row| row.get_mut(objective)) {
                    *count += 1;
                }
            }
        }
        let label =
            |(at, d): (usize, &&Document)| super::cut(super::harmless(format!("{}. {}", at + 1, d.name())));
        let labels: Vec<String> = documents.iter().enumerate().map(label).collect();
        let formula = |row: usize, objective: &str| {
            let number = row - FIRST as usize + 1;
            let count = |o: &String| {
                format!("COUNTIFS({},{CHOICE},{},{number},{o},{objective})", self.verdict, self.source)
            };
            self.objectives.iter().map(count).collect::<Vec<_>>().join("+")
        };
        let live = documents.len() * self.recommendations.len() <= LIVE;
        let (title, what) = ("Recommendations by document and objective", "Document");
        let formula: Option<&Formulas> = if live { Some(&formula) } else { None };
        self.grid(sheet, looks, &Grid { title, what, labels, today, formula })
    }

    /// A table of counts with totals at the right and at the foot.
    fn grid(&self, sheet: &mut Worksheet, looks: &Looks, grid: &Grid) -> Result<(), XlsxError> {
        self.heading(sheet, looks, grid.title, grid.formula.is_some())?;
        grid.header(sheet, looks)?;
        for (row, (label, counts)) in (FIRST..).zip(grid.labels.iter().zip(&grid.today)) {
            sheet.write_string_with_format(row, 0, label, &looks.text)?;
            sheet.set_row_height(row, super::height([(LABELS, label.as_str())].into_iter()))?;
            grid.counts(sheet, looks, row, counts)?;
        }
        grid.totals(sheet, looks)
    }

    fn heading(
        &self,
        sheet: &mut Worksheet,
        looks: &Looks,
        title: &str,
        live: bool,
    ) -> Result<(), XlsxError> {
        sheet.write_string_with_format(0, 0, title, &looks.title)?;
        let words = match live {
            true => {
                "Counts follow the sheet of recommendations. A recommendation with two objectives counts under both."
            }
            false => {
                "Counts of the day of the export. A recommendation with two objectives counts under both."
            }
        };
        sheet.write_string(1, 0, words)?;
        if live {
            let choices: Vec<&str> = Verdict::ALL.iter().map(|v| v.word()).chain(["*"]).collect();
            sheet.write_string(2, 0, "Verdict to count (* for all):")?;
            sheet.write_string_with_format(2, 1, self.choice(), &looks.edit)?;
            sheet.add_data_validation(2, 1, 2, 1, &DataValidation::new().allow_list_strings(&choices)?)?;
        } else {
            sheet.write_string(2, 0, format!("Verdict counted: {}", self.choice()))?;
        }
        Ok(())
    }
}

/// The first row of counts, from 0; its header stands above.
const FIRST: u32 = 4;
/// How wide the column of labels is.
const LABELS: f64 = 48.0;

/// The formula of a cell, from its row (from 0) and the address of its objective.
type Formulas<'a> = dyn Fn(usize, &str) -> String + 'a;

/// A table of counts by objective.
struct Grid<'a> {
    title: &'static str,
    what: &'static str,
    labels: Vec<String>,
    today: Vec<Vec<usize>>,
    formula: Option<&'a Formulas<'a>>,
}

impl Grid<'_> {
    fn header(&self, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
        sheet.set_column_width(0, LABELS)?.set_freeze_panes(FIRST, 1)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_row_height(FIRST - 1, 200)?;
        sheet.write_string_with_format(FIRST - 1, 0, self.what, &looks.head)?;
        let objectives = List::Objective.values();
        for (at, label) in (1u16..).zip(objectives.iter().map(String::as_str).chain(["Tags"])) {
            sheet.set_column_width(at, 5)?.write_string_with_format(FIRST - 1, at, label, &looks.upright)?;
        }
        Ok(())
    }

    fn counts(
        &self,
        sheet: &mut Worksheet,
        looks: &Looks,
        row: u32,
        counts: &[usize],
    ) -> Result<(), XlsxError> {
        for (at, count) in (1u16..).zip(counts) {
            let head = format!("{}${FIRST}", column_number_to_name(at));
            match self.formula {
                Some(formula) => {
                    let formula = Formula::new(format!("={}", formula(row as usize, &head)));
                    let formula = formula.set_result(count.to_string());
                    sheet.write_formula_with_format(row, at, formula, &looks.count)?
                }
                None => sheet.write_number_with_format(row, at, *count as f64, &looks.count)?,
            };
        }
        let end = counts.len() as u16;
        let sum = format!("=SUM(B{0}:{1}{0})", row + 1, column_number_to_name(end));
        let total: usize = counts.iter().sum();
        let formula = Formula::new(sum).set_result(total.to_string());
        sheet.write_formula_with_format(row, end + 1, formula, &looks.count)?;
        Ok(())
    }

    fn totals(&self, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
        let end = List::Objective.values().len() as u16;
        let foot = FIRST + self.labels.len() as u32;
        sheet.write_string_with_format(foot, 0, "Total", &looks.total)?;
        if self.labels.is_empty() {
            return Ok(());
        }
        for at in 1..=end + 1 {
            let letters = column_number_to_name(at);
            let sum = format!("=SUM({letters}{}:{letters}{foot})", FIRST + 1);
            let of = |row: &Vec<usize>| row.get(at as usize - 1).copied().unwrap_or_else(|| row.iter().sum());
            let total: usize = self.today.iter().map(of).sum();
            let formula = Formula::new(sum).set_result(total.to_string());
            sheet.write_formula_with_format(foot, at, formula, &looks.total)?;
        }
        let scale =
            ConditionalFormat2ColorScale::new().set_minimum_color("FFFFFF").set_maximum_color("7FB5D8");
        sheet.add_conditional_format(FIRST, 1, foot - 1, end, &scale)?;
        Ok(())
    }
}
