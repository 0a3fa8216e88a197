//! Tables from outside: XLSX, CSV, TSV and JSON Lines as rows of cells, each with its address. Bounded, so that no file takes the machine down.

use super::decode;
use crate::error::{Error, Result};
use calamine::{DataRef, Reader, Xlsx};
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Read};

/// Most cells that are read of a sheet.
const MOST_CELLS: usize = 4_000_000;
/// Most bytes that the parts of a workbook may hold together once unpacked, and most parts.
const MOST_BYTES: u64 = 512 * 1024 * 1024;
const MOST_PARTS: usize = 20_000;

/// A table as it stands in a file: only rows and cells that hold something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name, where the file has sheets.
    pub name: Option<String>,
    /// The names of its columns, where it is made of lines that name their fields.
    pub fields: Vec<String>,
    /// Its rows.
    pub rows: Vec<SheetRow>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Its number, from 0.
    pub number: u32,
    /// Its cells: column from 0, and words.
    pub cells: Vec<(u32, String)>,
}

impl SheetRow {
    /// The words in a column; none where the cell is empty.
    pub fn cell(&self, column: u32) -> Option<&str> {
        let at = self.cells.iter().find(|(at, _)| *at == column);
        at.map(|(_, words)| words.as_str()).filter(|words| !words.is_empty())
    }
}

impl Sheet {
    /// What people call a cell: "F12", or "Recommendations!F12"; of a file of lines, "line 12, objectives".
    pub fn address(&self, row: u32, column: u32) -> String {
        if let Some(field) = self.fields.get(column as usize) {
            return format!("line {row}, {field}");
        }
        let (mut letters, mut left) = (String::new(), u64::from(column) + 1);
        while left > 0 {
            left -= 1;
            letters.insert(0, char::from(b'A' + (left % 26) as u8));
            left /= 26;
        }
        let sheet = self.name.as_ref().map_or_else(String::new, |name| format!("{name}!"));
        format!("{sheet}{letters}{}", u64::from(row) + 1)
    }
}

/// Reads a table. Of a workbook, the sheet of the name `wanted` or else the first that is not hidden.
pub fn read_sheet(name: &str, bytes: &[u8], wanted: &str) -> Result<Sheet> {
    if bytes.starts_with(b"PK") {
        return workbook(name, bytes, wanted);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Error::failed(format!("{name} is an old or password-protected workbook"))
            .hint("save it as XLSX without a password"));
    }
    match decode::decode(bytes, false) {
        Some(decoded) => separated(name, &decoded.text),
        None => Err(Error::failed(format!("{name} is no table known here")).hint("save it as XLSX or CSV")),
    }
}

fn workbook(name: &str, bytes: &[u8], wanted: &str) -> Result<Sheet> {
    check_size(name, bytes)?;
    let damaged = |e: calamine::XlsxError| {
        Error::failed(format!("{name} cannot be read as a workbook")).because(e).hint("save it again as XLSX")
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let shown = |s: &&calamine::Sheet| s.visible == calamine::SheetVisible::Visible;
    let sheets: Vec<String> = book.sheets_metadata().iter().filter(shown).map(|s| s.name.clone()).collect();
    let Some(chosen) = sheets.iter().find(|s| *s == wanted).or(sheets.first()) else {
        return Err(Error::failed(format!("{name} has no sheet")));
    };
    let mut sheet = Sheet { name: Some(chosen.clone()), ..Sheet::default() };
    let mut reader = book.worksheet_cells_reader(chosen).map_err(damaged)?;
    let mut cells = 0;
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        cells += 1;
        if is_too_many(cells) {
            return Err(too_many(name));
        }
        let (row, column) = cell.get_position();
        let words = words(cell.get_value());
        if words.is_empty() {
            continue;
        }
        match sheet.rows.last_mut().filter(|last| last.number == row) {
            Some(last) => last.cells.push((column, words)),
            None => sheet.rows.push(SheetRow { number: row, cells: vec![(column, words)] }),
        }
    }
    Ok(sheet)
}

/// What a workbook's parts say of their size can be a lie, so they are unpacked and counted.
fn check_size(name: &str, bytes: &[u8]) -> Result<()> {
    let damaged = |e: zip::result::ZipError| {
        Error::failed(format!("{name} cannot be unpacked")).because(e).hint("save it again as XLSX")
    };
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if zip.len() > MOST_PARTS {
        return Err(too_many(name));
    }
    let mut left = MOST_BYTES;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(damaged)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|e| Error::failed(format!("{name} cannot be unpacked")).because(e))?;
        left = left.checked_sub(read).ok_or_else(|| too_many(name))?;
    }
    Ok(())
}

pub(super) fn too_many(name: &str) -> Error {
    Error::failed(format!("{name} is too large a table"))
        .hint("split it, or import only the sheet that is needed")
}

fn words(value: &DataRef) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.trim().to_string(),
        DataRef::SharedString(s) => s.trim().to_string(),
        DataRef::Bool(b) => b.to_string(),
        DataRef::DateTime(d) => d.as_f64().to_string(),
        DataRef::Error(e) => e.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Whether a table of so many cells is more than is read.
pub(super) fn is_too_many(cells: usize) -> bool {
    cells > MOST_CELLS
}

fn separated(name: &str, text: &str) -> Result<Sheet> {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: char| head.matches(separator).count();
    let separator = [',', ';', '\t'].into_iter().rev().max_by_key(|s| count(*s)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .from_reader(text.as_bytes());
    let (mut sheet, mut cells) = (Sheet::default(), 0);
    for (number, record) in (0u32..).zip(reader.records()) {
        let record = record.map_err(|e| Error::failed(format!("{name} cannot be read as CSV")).because(e))?;
        cells += record.len();
        if is_too_many(cells) {
            return Err(too_many(name));
        }
        let filled = (0u32..).zip(record.iter()).map(|(at, cell)| (at, cell.trim().to_string()));
        let filled: Vec<(u32, String)> = filled.filter(|(_, cell)| !cell.is_empty()).collect();
        if !filled.is_empty() {
            sheet.rows.push(SheetRow { number, cells: filled });
        }
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_addresses() {
        let check = |row, column, shown: &str| assert_eq!(Sheet::default().address(row, column), shown);
        check(0, 0, "A1");
        check(11, 25, "Z12");
        check(11, 26, "AA12");
        check(1_048_575, 16_383, "XFD1048576");
    }

    #[test]
    fn separators_are_found() {
        let check = |text: &str| {
            let sheet = read_sheet("t.csv", text.as_bytes(), "").unwrap();
            let row: Vec<&str> = sheet.rows[1].cells.iter().map(|(_, c)| c.as_str()).collect();
            assert_eq!((sheet.rows[1].number, row), (1, vec!["1", "a, b"]), "{text}");
        };
        check("id,text\r\n1,\"a, b\"\r\n");
        check("\u{feff}id;text\n1;a, b\n");
        check("id\ttext\n1\ta, b");
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let check = |bytes: &[u8]| assert!(read_sheet("t", bytes, "").is_err());
        check(b"PK\x03\x04 and then nothing of the kind");
        check(b"\xd0\xcf\x11\xe0 old");
        check(&[0, 1, 2, 3, 0, 5, 6, 7, 0, 0, 0, 0]);
    }
}
