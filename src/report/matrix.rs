//! The matrix: a workbook that a colleague fills in and that comes back through `import --decisions`.

mod counts;
mod sheets;

use super::annex::documents_of;
use super::made::Made;
use super::rows::harmless;
use crate::error::{Error, Result};
use crate::model::text::one_line;
use crate::model::{Recommendation, Suggestion, Suggestions, Verdict};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The name of the sheet that holds the recommendations.
pub const MATRIX_SHEET: &str = "Recommendations";
/// The name of the hidden column that holds the fingerprints of the cells as they were exported.
pub const BASE_COLUMN: &str = "as exported";
/// Columns that are not there to be filled in; who mends them in a matrix all the same is told.
const TOLD: [&str; 10] = [
    "text",
    "lead-in",
    "proposers",
    "addressees",
    "response",
    "document",
    "section",
    "date",
    "region",
    "language",
];
/// The longest text that a cell may hold is 32,767 UTF-16 units.
const LONGEST: usize = 32_000;
/// Columns of clusters and objectives to fill in, at least.
const CLUSTERS: usize = 2;
const OBJECTIVES: usize = 3;

/// A cell's words as eight hexadecimal digits: an edited cell has others. White space at the ends does not count.
pub fn fingerprint(cell: &str) -> String {
    let digest = Sha256::digest(one_line(cell).as_bytes());
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// A column of the sheet of recommendations.
struct Column {
    name: String,
    width: f64,
    /// Whether a colleague fills it in.
    edit: bool,
    list: Option<List>,
}

impl Column {
    /// Whether it is told when somebody changes its cells all the same: they cannot be taken as decisions.
    fn is_told(&self) -> bool {
        TOLD.contains(&self.name.as_str())
    }
}

/// A list on the hidden sheet that a cell is chosen from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Verdict,
    Cluster,
    Objective,
}

impl List {
    const ALL: [List; 3] = [List::Verdict, List::Cluster, List::Objective];

    fn values(self) -> Vec<String> {
        let labels = |scheme: &str| {
            let known = taxonomy::in_use().scheme(scheme);
            let concepts = known.map_or(&[][..], |s| &s.concepts);
            concepts.iter().map(|c| format!("{} {}", c.notation, c.short)).collect()
        };
        match self {
            List::Verdict => Verdict::ALL.iter().map(|v| v.word().to_string()).collect(),
            List::Cluster => labels(CLUSTER),
            List::Objective => labels(OBJECTIVE),
        }
    }

    /// Its cells on the sheet of lists.
    fn range(self) -> String {
        let column = [('A', List::Verdict), ('B', List::Cluster), ('C', List::Objective)];
        let letter = column.iter().find(|(_, list)| *list == self).map_or('A', |(letter, _)| *letter);
        format!("Lists!${letter}$1:${letter}${}", self.values().len())
    }
}

/// How the workbook's cells look.
struct Looks {
    head: Format,
    head_edit: Format,
    text: Format,
    edit: Format,
    number: Format,
    title: Format,
    count: Format,
    total: Format,
    upright: Format,
}

impl Looks {
    fn new() -> Looks {
        // A cell whose words begin like a formula stays words when somebody edits it.
        let words = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_quote_prefix();
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0xDCEBF5))
            .set_border_bottom(FormatBorder::Medium);
        let number = Format::new().set_align(FormatAlign::Top);
        Looks {
            head_edit: head.clone().set_background_color(Color::RGB(0xFFE9A8)),
            edit: words
                .clone()
                .set_background_color(Color::RGB(0xFFFBEA))
                .set_border(FormatBorder::Hair)
                .set_border_color(Color::RGB(0xC9B458)),
            title: Format::new().set_bold().set_font_size(14),
            // Where nobody spoke stands a dash, which the eye finds sooner than one more digit.
            count: Format::new()
                .set_num_format("0;-0;–")
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::Top),
            total: Format::new().set_bold().set_border_top(FormatBorder::Thin),
            upright: Format::new()
                .set_bold()
                .set_rotation(90)
                .set_background_color(Color::RGB(0xDCEBF5))
                .set_border_bottom(FormatBorder::Medium),
            text: words,
            number,
            head,
        }
    }
}

/// The matrix of these recommendations, given in reading order. `made` says how the file came to be.
pub fn matrix(recommendations: &[Recommendation], made: &Made) -> Result<Vec<u8>> {
    write(recommendations, made).map_err(|e| Error::failed("cannot make the workbook").because(e))
}

fn write(recommendations: &[Recommendation], made: &Made) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let looks = Looks::new();
    let mut properties = DocProperties::new()
        .set_title("Matrix of recommendations")
        .set_author(&made.reviewer)
        .set_comment(made.in_words());
    if let Ok(at) = ExcelDateTime::parse_from_str(made.at.get(..19).unwrap_or_default()) {
        properties = properties.set_creation_datetime(&at);
    }
    workbook.set_properties(&properties);
    let documents = documents_of(recommendations);
    let numbers: HashMap<&str, usize> =
        documents.iter().enumerate().map(|(at, d)| (d.id.as_str(), at + 1)).collect();
    let columns = columns(recommendations);
    recommendations_sheet(workbook.add_worksheet(), recommendations, &columns, &numbers, &looks)?;
    let counting = counts::Counting::of(recommendations, &columns, &numbers);
    counting.clusters_sheet(workbook.add_worksheet(), &looks)?;
    counting.documents_sheet(workbook.add_worksheet(), &documents, &looks)?;
    sheets::sources(workbook.add_worksheet(), recommendations, &documents, &looks)?;
    sheets::how_made(workbook.add_worksheet(), made, &looks)?;
    sheets::lists(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

fn columns(recommendations: &[Recommendation]) -> Vec<Column> {
    let most = |scheme: &str, least: usize| {
        recommendations.iter().map(|r| r.tags_in(scheme).len()).max().unwrap_or(0).max(least)
    };
    let show = |name: &str, width: f64| Column { name: name.to_string(), width, edit: false, list: None };
    let edit = |name: String, width: f64, list| Column { name, width, edit: true, list };
    let mut columns =
        vec![show("id", 11.0), show("text", 70.0), edit("verdict".into(), 12.0, Some(List::Verdict))];
    columns.extend(
        (1..=most(CLUSTER, CLUSTERS)).map(|n| edit(format!("cluster {n}"), 22.0, Some(List::Cluster))),
    );
    columns.extend(
        (1..=most(OBJECTIVE, OBJECTIVES))
            .map(|n| edit(format!("objective {n}"), 22.0, Some(List::Objective))),
    );
    columns.push(edit("other tags".into(), 16.0, None));
    columns.push(edit("note".into(), 28.0, None));
    let shown = [
        ("lead-in", 24.0),
        ("proposers", 20.0),
        ("addressees", 20.0),
        ("response", 13.0),
        ("source no.", 9.0),
        ("document", 34.0),
        ("page", 7.0),
        ("section", 30.0),
        ("date", 13.0),
        ("region", 20.0),
        ("language", 10.0),
        ("kind", 10.0),
        ("suggested clusters", 22.0),
        ("suggested objectives", 28.0),
        ("original text", 40.0),
        ("reviewer", 14.0),
        ("decided at", 22.0),
        (BASE_COLUMN, 10.0),
    ];
    columns.extend(shown.map(|(name, width)| show(name, width)));
    columns
}

fn recommendations_sheet(
    sheet: &mut Worksheet,
    recommendations: &[Recommendation],
    columns: &[Column],
    numbers: &HashMap<&str, usize>,
    looks: &Looks,
) -> std::result::Result<(), XlsxError> {
    sheet.set_name(MATRIX_SHEET)?.set_freeze_panes(1, 2)?.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?.set_row_height(0, 32)?;
    let last = recommendations.len().max(1) as u32;
    for (at, column) in (0u16..).zip(columns) {
        sheet.set_column_width(at, column.width)?;
        let look = if column.edit { &looks.head_edit } else { &looks.head };
        sheet.write_string_with_format(0, at, &column.name, look)?;
        if let Some(list) = column.list {
            sheet.add_data_validation(1, at, last, at, &validation(list, &column.name)?)?;
        }
        // For the way back, not for people.
        if matches!(column.name.as_str(), "id" | BASE_COLUMN) {
            sheet.set_column_hidden(at)?;
        }
    }
    for (row, r) in (1u32..).zip(recommendations) {
        let number = numbers.get(r.document.id.as_str()).copied().unwrap_or(0);
        let cells: Vec<String> = columns.iter().map(|column| cut(harmless(cell(r, &column.name)))).collect();
        let shown =
            columns.iter().zip(&cells).filter(|(c, _)| !matches!(c.name.as_str(), "id" | "decided at"));
        sheet.set_row_height(row, height(shown.map(|(c, cell)| (c.width, cell.as_str()))))?;
        let known = columns.iter().zip(&cells).filter(|(column, _)| column.edit || column.is_told());
        let base: Vec<String> =
            known.map(|(column, cell)| format!("{}={}", column.name, fingerprint(cell))).collect();
        for ((at, column), cell) in (0u16..).zip(columns).zip(&cells) {
            match column.name.as_str() {
                "source no." => sheet.write_number_with_format(row, at, number as f64, &looks.number)?,
                "page" if r.page.is_some() => {
                    sheet.write_number_with_format(row, at, f64::from(r.page.unwrap_or(0)), &looks.number)?
                }
                BASE_COLUMN => sheet.write_string(row, at, base.join("; "))?,
                _ if column.edit && cell.is_empty() => sheet.write_blank(row, at, &looks.edit)?,
                _ if column.edit => sheet.write_string_with_format(row, at, cell, &looks.edit)?,
                _ if cell.is_empty() => sheet,
                _ => sheet.write_string_with_format(row, at, cell, &looks.text)?,
            };
        }
    }
    sheet.autofilter(0, 0, last, columns.len() as u16 - 1)?;
    Ok(())
}

fn validation(list: List, name: &str) -> std::result::Result<DataValidation, XlsxError> {
    let words = format!("Choose {name} from the list, or leave the cell empty.");
    DataValidation::new()
        .allow_list_formula(Formula::new(list.range()))
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("Not in the list")?
        .set_error_message(words)
}

/// The height of a row, in points, that shows its cells, given by width of column and words: not every program works it out
/// by itself.
fn height<'a>(cells: impl Iterator<Item = (f64, &'a str)>) -> f64 {
    const LINE: f64 = 14.5;
    const MOST_LINES: f64 = 14.0;
    let lines = |(width, words): (f64, &str)| (words.chars().count() as f64 * 1.08 / width).ceil();
    cells.map(lines).fold(1.0, f64::max).min(MOST_LINES) * LINE
}

/// The words of a cell by the name of its column.
fn cell(r: &Recommendation, name: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let details = &r.document.details;
    let nth = |scheme: &str, list: &str| {
        let at = list.parse::<usize>().unwrap_or(0).wrapping_sub(1);
        r.tags_in(scheme).get(at).map(|n| label(scheme, n)).unwrap_or_default()
    };
    if let Some(n) = name.strip_prefix("cluster ") {
        return nth(CLUSTER, n);
    }
    if let Some(n) = name.strip_prefix("objective ") {
        return nth(OBJECTIVE, n);
    }
    match name {
        "id" => r.id.to_string(),
        "text" => r.text.clone(),
        "verdict" => r.verdict.word().to_string(),
        "other tags" => super::rows::other_tags(r),
        "note" => text(&r.note),
        "lead-in" => text(&r.lead_in),
        "proposers" => r.proposers.join("; "),
        "addressees" => r.addressees.join("; "),
        "response" => r.response.map_or_else(String::new, |r| r.word().to_string()),
        "document" => r.document.name().to_string(),
        "section" => r.section.join(" > "),
        "date" => details.date.as_ref().map_or_else(String::new, |d| d.to_string()),
        "region" => text(&details.region),
        "language" => text(&details.language),
        "kind" => r.kind.word().to_string(),
        "suggested clusters" => suggested(CLUSTER, &r.suggested.clusters),
        "suggested objectives" => suggested(OBJECTIVE, &r.suggested.objectives),
        "original text" => text(&r.original_text),
        "reviewer" => text(&r.reviewer),
        "decided at" => text(&r.decided_at),
        _ => String::new(),
    }
}

/// "8 Save lives": a digit never stands without its label.
fn label(scheme: &str, notation: &str) -> String {
    match taxonomy::in_use().concept(scheme, notation) {
        Some(c) => format!("{} {}", c.notation, c.short),
        None => notation.to_string(),
    }
}

fn suggested(scheme: &str, suggestions: &[Suggestion]) -> String {
    let one = |s: &Suggestion| format!("{} ({:.2})", label(scheme, &s.notation), s.score);
    // What is hardly meant helps nobody; the best guess is told all the same.
    let told = suggestions.iter().enumerate().filter(|(n, s)| *n == 0 || s.score >= Suggestions::THRESHOLD);
    told.map(|(_, s)| one(s)).collect::<Vec<_>>().join("; ")
}

/// A text that a cell can hold.
fn cut(mut text: String) -> String {
    if text.len() > LONGEST && text.encode_utf16().count() > LONGEST {
        let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST / 2).last();
        text.truncate(end.unwrap_or(0));
        text.push('…');
    }
    text
}
