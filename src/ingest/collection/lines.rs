//! JSON Lines as a table: a column for each field, lists joined as in CSV exports.

use crate::error::{Error, Result};
use crate::ingest::sheet::{Sheet, SheetRow, is_too_many, too_many};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Columns of a table whose lines name their fields; more are no table of anything.
const MOST_FIELDS: usize = 1000;

/// Reads a JSON object a line. A line that is none is told and passed over.
pub fn read(name: &str, text: &str) -> Result<(Sheet, Vec<Error>)> {
    let mut fields = Fields::default();
    let (mut sheet, mut wrong, mut cells) = (Sheet::default(), Vec::new(), 0);
    for (number, line) in (1u32..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let object: Map<String, Value> = match serde_json::from_str(line) {
            Ok(object) => object,
            Err(e) => {
                wrong.push(Error::failed(format!("{name}, line {number}: no JSON object: {e}")));
                continue;
            }
        };
        let mut row = SheetRow { number, cells: Vec::with_capacity(object.len()) };
        for (key, value) in object {
            fields.put(key, value, &mut row);
        }
        cells += row.cells.len();
        if is_too_many(cells) || fields.names.len() > MOST_FIELDS {
            return Err(too_many(name));
        }
        sheet.rows.push(row);
    }
    sheet.fields = fields.names;
    Ok((sheet, wrong))
}

#[derive(Default)]
struct Fields {
    names: Vec<String>,
    places: HashMap<String, u32>,
}

impl Fields {
    /// Puts a value in its column. What the program itself proposed elsewhere is no column of a collection.
    fn put(&mut self, key: String, value: Value, row: &mut SheetRow) {
        match value {
            Value::Object(inner) if key == "document" => {
                for (name, value) in inner {
                    // "document.title" is called as in CSV exports: "title".
                    if name != "id" {
                        self.put(name, value, row);
                    }
                }
            }
            _ if key.starts_with("suggested") || key == "alike" => {}
            value => {
                let joint = if key == "section" { " > " } else { "; " };
                let words = words(&value, joint);
                if !words.is_empty() {
                    let column = self.place(key);
                    row.cells.push((column, words));
                }
            }
        }
    }

    fn place(&mut self, key: String) -> u32 {
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = self.names.len() as u32;
        self.names.push(key.clone());
        self.places.insert(key, place);
        place
    }
}

/// A value as the words of a cell; an object of lists as SCHEME:NOTATION.
fn words(value: &Value, joint: &str) -> String {
    let join =
        |parts: Vec<String>| parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(joint);
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.trim().to_string(),
        Value::Array(values) => join(values.iter().map(|value| words(value, joint)).collect()),
        Value::Object(inner) => {
            let named = |(name, value): (&String, &Value)| match value {
                Value::Array(values) => {
                    join(values.iter().map(|value| format!("{name}:{}", words(value, joint))).collect())
                }
                value => format!("{name}:{}", words(value, joint)),
            };
            join(inner.iter().map(named).collect())
        }
        other => other.to_string(),
    }
}
