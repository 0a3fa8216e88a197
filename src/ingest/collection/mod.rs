//! Tables of recommendations: collections that exist already as CSV, TSV, XLSX or JSON Lines become documents with listed recommendations.

mod columns;
mod lines;
#[cfg(test)]
mod tests;

pub use columns::{Columns, Given, Role};

use super::canonical::Canonical;
use super::details::language_of;
use super::{Sheet, SheetRow, decode};
use crate::error::{Error, Result};
use crate::model::text::{fold, one_line};
use crate::model::{
    BlockKind, Candidate, DateRange, Details, Format, Kind, ReadState, Reading, Response, Span,
};

/// A table as a document, with what its rows say.
#[derive(Debug)]
pub struct Collection {
    /// The document: a block for each recommendation, and for the headings over them.
    pub reading: Reading,
    /// The recommendations, in the order of the rows.
    pub found: Vec<Candidate>,
    /// Decisions that somebody noted in the table.
    pub decided: Vec<Decided>,
    /// Which column was taken for what.
    pub columns: String,
    /// Rows that cannot be taken, and cells that mean nothing, each with its address.
    pub refused: Vec<Error>,
    /// The first rows of the table as they were read, [`HEAD`] of them.
    pub head: Sheet,
}

/// Rows by which a table is known.
pub const HEAD: usize = 50;

/// What the cells of a row say that is somebody's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Which of the recommendations found it is about.
    pub at: usize,
    /// What is decided.
    pub role: Role,
    /// The words of the cell.
    pub words: String,
    /// Address of the cell.
    pub address: String,
}

/// The format of a file that is a table by its name; none where it is none. Tables that hold no recommendations are found out later.
pub fn format_of(name: &str) -> Option<Format> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    match extension.as_str() {
        "csv" | "tsv" | "tab" => Some(Format::Csv),
        "xlsx" | "xlsm" => Some(Format::Xlsx),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
    }
}

/// Reads a table. `sheet` is how the file's bytes are read where they are no lines of JSON: in this process, or behind a fence.
pub fn read(
    name: &str,
    bytes: &[u8],
    format: Format,
    given: &Given,
    sheet: impl FnOnce() -> Result<Sheet>,
) -> Result<Collection> {
    let (mut sheet, refused) = match format {
        Format::Jsonl => {
            let text = decode::decode(bytes, false).ok_or_else(|| {
                Error::failed(format!("{name} is not text in any encoding known here"))
                    .hint("save it as UTF-8")
            })?;
            lines::read(name, &text.text)?
        }
        _ => (sheet()?, Vec::new()),
    };
    let columns = Columns::of(name, &sheet, given)?;
    let rows = std::mem::take(&mut sheet.rows);
    sheet.rows = rows.iter().take(HEAD).cloned().collect();
    let mut table = Table { name, columns: &columns, head: &sheet, refused, decided: Vec::new() };
    let rows = table.items(rows);
    if rows.is_empty() {
        return Err(Error::failed(format!("{name} holds no recommendations"))
            .hint(format!("taken were: {}; say otherwise with --columns text=…", columns.in_words())));
    }
    let (reading, found) = table.document(format, rows);
    let (decided, refused, columns) = (table.decided, table.refused, columns.in_words());
    Ok(Collection { reading, found, decided, columns, refused, head: sheet })
}

/// A table being read.
struct Table<'a> {
    name: &'a str,
    columns: &'a Columns,
    head: &'a Sheet,
    refused: Vec<Error>,
    decided: Vec<Decided>,
}

/// A row on its way to a recommendation.
struct Item {
    number: u32,
    text: String,
    page: Option<u32>,
    section: Vec<String>,
    lead_in: Option<String>,
    proposers: Vec<String>,
    addressees: Vec<String>,
    response: Option<Response>,
    /// Facts of the document it comes from.
    details: Details,
}

impl Table<'_> {
    /// The rows that hold a recommendation. A row without words is passed over: tables are full of empty rows and sums.
    /// Each row goes when it was taken, as a large table fills the memory.
    fn items(&mut self, rows: Vec<SheetRow>) -> Vec<Item> {
        let mut items = Vec::new();
        for row in rows.into_iter().filter(|row| self.columns.is_below_header(row)) {
            let text = self.words(&row, Role::Text).filter(|text| text.chars().any(char::is_alphabetic));
            let Some(text) = text else { continue };
            items.push(self.item(&row, text));
            self.note_decisions(&row, items.len() - 1);
        }
        items
    }

    fn item(&mut self, row: &SheetRow, text: String) -> Item {
        let section = self.words(row, Role::Section).map(|section| {
            section.split(" > ").map(one_line).filter(|heading| !heading.is_empty()).collect()
        });
        let names = |words: Option<String>| words.map(|words| names(&words)).unwrap_or_default();
        let page = self.words(row, Role::Page).and_then(|page| page.trim_end_matches(".0").parse().ok());
        let response = self.words(row, Role::Response).and_then(|words| response(&words));
        Item {
            number: row.number,
            text,
            page,
            section: section.unwrap_or_default(),
            lead_in: self.words(row, Role::LeadIn),
            proposers: names(self.words(row, Role::Proposers)),
            addressees: names(self.words(row, Role::Addressees)),
            response,
            details: self.details(row),
        }
    }

    fn details(&mut self, row: &SheetRow) -> Details {
        Details {
            title: self.words(row, Role::Title),
            date: self
                .words(row, Role::Date)
                .and_then(|date| DateRange::parse(date.trim_end_matches(".0")).ok()),
            region: self.words(row, Role::Region),
            language: self
                .words(row, Role::Language)
                .and_then(|word| crate::model::language_code(&word).map(String::from)),
            ..Details::default()
        }
    }

    /// The words of the first column of a role, on one line, without the apostrophe that kept them from being a formula.
    fn words(&self, row: &SheetRow, role: Role) -> Option<String> {
        self.cell(row, self.columns.first(role)?).filter(|words| !words.is_empty())
    }

    fn cell(&self, row: &SheetRow, column: u32) -> Option<String> {
        let words = one_line(row.cell(column)?);
        let kept = words.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
        Some(kept.map(String::from).unwrap_or(words))
    }

    fn note_decisions(&mut self, row: &SheetRow, at: usize) {
        for role in [Role::Verdict, Role::Cluster, Role::Objective, Role::Tags, Role::Note] {
            for column in self.columns.of_role(role) {
                if let Some(words) = self.cell(row, column).filter(|words| !words.is_empty()) {
                    let address = format!("{}, {}", self.name, self.head.address(row.number, column));
                    self.decided.push(Decided { at, role, words, address });
                }
            }
        }
    }

    /// The rows as a document: what all of them say of where they come from are its details, else the title stands among the headings.
    fn document(&mut self, format: Format, items: Vec<Item>) -> (Reading, Vec<Candidate>) {
        let mut details = common(&items);
        let mut canonical = Canonical::new();
        let mut headings: Vec<String> = Vec::new();
        let mut found: Vec<Candidate> = Vec::with_capacity(items.len());
        for item in items {
            let mut section = item.section;
            if details.title.is_none() {
                section.splice(0..0, item.details.title);
            }
            push_headings(&mut canonical, &mut headings, &section);
            if !canonical.push(BlockKind::ListItem, None, 0, item.page, &item.text) {
                continue;
            }
            found.push(Candidate {
                kind: Kind::Listed,
                span: Span { start: 0, end: 0 },
                text: canonical.last_words().to_string(),
                page: item.page,
                section,
                lead_in: item.lead_in,
                context: None,
                proposers: item.proposers,
                addressees: item.addressees,
                response: item.response,
                confidence: 1.0,
                reason: match self.head.fields.is_empty() {
                    true => format!("row {} of a table", u64::from(item.number) + 1),
                    false => format!("line {} of a table", item.number),
                },
            });
        }
        let (text, blocks) = canonical.finish();
        place(&text, &blocks, &mut found);
        details.language = details.language.or_else(|| language_of(&text, &blocks));
        (Reading { format, state: ReadState::Whole, text, blocks, details, pages: None }, found)
    }
}

/// Headings that differ from those before, each a block.
fn push_headings(canonical: &mut Canonical, before: &mut Vec<String>, now: &[String]) {
    let same = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    for (level, heading) in (1u8..).zip(now).skip(same) {
        canonical.push(BlockKind::Heading { level }, None, 0, None, heading);
    }
    *before = now.to_vec();
}

/// Gives each recommendation the place of its block, in code points.
fn place(text: &str, blocks: &[crate::model::Block], found: &mut [Candidate]) {
    let (mut byte, mut point) = (0, 0);
    let mut points = |to: usize| {
        point += text.get(byte..to).map_or(0, |words| words.chars().count());
        byte = to;
        point
    };
    let items = blocks.iter().filter(|block| block.kind == BlockKind::ListItem);
    for (block, candidate) in items.zip(found) {
        candidate.span = Span { start: points(block.start), end: points(block.end) };
    }
}

/// What all rows say alike of the document that they come from.
fn common(items: &[Item]) -> Details {
    fn same<'a, T: PartialEq + Clone + 'a>(mut values: impl Iterator<Item = &'a Option<T>>) -> Option<T> {
        let first = values.next()?.clone();
        values.all(|value| *value == first).then_some(first).flatten()
    }
    Details {
        title: same(items.iter().map(|item| &item.details.title)),
        date: same(items.iter().map(|item| &item.details.date)),
        region: same(items.iter().map(|item| &item.details.region)),
        language: same(items.iter().map(|item| &item.details.language)),
        ..Details::default()
    }
}

/// Names parted by semicolons, bars or line ends; by commas only where that leaves no word behind a name ("Korea, Republic of").
fn names(words: &str) -> Vec<String> {
    let own = |part: &str| part.trim().to_string();
    let parts: Vec<String> = words.split([';', '|']).map(own).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [one] => {
            let states: Vec<String> = one.split(',').map(own).collect();
            let known = |name: &String| crate::taxonomy::states::state(name).is_some();
            if states.len() > 1 && states.iter().all(known) { states } else { parts }
        }
        _ => parts,
    }
}

/// The response that a cell's words mean; none where they mean no one of the three.
fn response(words: &str) -> Option<Response> {
    const WORDS: &[(Response, &[&str])] = &[
        (
            Response::UnderExamination,
            &["under exam", "examin", "pending", "en examen", "a l'etude", "en estudio", "pendiente"],
        ),
        (
            Response::Noted,
            &[
                "noted",
                "not support",
                "not accept",
                "reject",
                "pris note",
                "prend note",
                "notee",
                "rejet",
                "toma nota",
                "tomada nota",
                "rechaz",
                "no acept",
            ],
        ),
        (Response::Supported, &["support", "accept", "enjoy", "appui", "soutenu", "acept", "apoy"]),
    ];
    let folded = fold(words);
    let means = |begins: &&str| folded.contains(*begins);
    WORDS.iter().find(|(_, words)| words.iter().any(&means)).map(|(response, _)| *response)
}
