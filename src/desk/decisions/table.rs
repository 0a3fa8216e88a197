//! The columns of a table of decisions, and the fields of a row that somebody filled in.

use crate::error::{Error, Result};
use crate::ingest::{Sheet, SheetRow};
use crate::model::text::{fold, one_line};
use crate::model::{Concept, Verdict};
use crate::report::{BASE_COLUMN, fingerprint};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use std::collections::HashMap;

/// The header stands in one of the first rows.
const HEADER_WITHIN: u32 = 20;
/// The word that empties a cell where a blank one means "as it is".
const NONE: &str = "none";

/// What a filled-in row says of one thing.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// The verdict.
    Verdict(Verdict),
    /// All tags of a scheme.
    Tags {
        /// The scheme.
        scheme: String,
        /// Its notations.
        notations: Vec<String>,
    },
    /// The note.
    Note(Option<String>),
}

impl Field {
    /// What it is about: "verdict", "objective", "note".
    pub fn name(&self) -> &str {
        match self {
            Field::Verdict(_) => "verdict",
            Field::Tags { scheme, .. } => scheme,
            Field::Note(_) => "note",
        }
    }
}

/// A cell that somebody changed though it is no decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it stands.
    pub address: String,
    /// The name of its column.
    pub column: String,
    /// What it says now.
    pub words: String,
}

/// What the cells of a column say.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    Verdict,
    /// Tags of one scheme.
    Tags(&'static str),
    /// Tags of any scheme, as SCHEME:NOTATION.
    OtherTags,
    Note,
}

struct Column {
    at: u32,
    name: String,
    role: Role,
}

/// A table with its columns known.
pub struct Table {
    sheet: Sheet,
    header: u32,
    id: u32,
    base: Option<u32>,
    columns: Vec<Column>,
    /// The other columns, by name.
    others: Vec<(u32, String)>,
}

impl Table {
    /// Finds the columns of a table by their names.
    pub fn of(name: &str, sheet: Sheet) -> Result<Table> {
        let is_id = |cell: &&(u32, String)| fold(&cell.1) == "id";
        let first = sheet.rows.iter().take_while(|row| row.number < HEADER_WITHIN);
        let found = first.filter_map(|row| Some((row, row.cells.iter().find(is_id)?.0))).next();
        let Some((header, id)) = found else {
            return Err(Error::failed(format!("{name} has no column ‘id’ in its first rows"))
                .hint("fill in a file made by: rapporteur export --format xlsx"));
        };
        let columns: Vec<Column> = header.cells.iter().filter_map(|(at, name)| column(*at, name)).collect();
        let base = header.cells.iter().find(|(_, name)| fold(name) == BASE_COLUMN).map(|(at, _)| *at);
        if columns.is_empty() {
            return Err(Error::failed(format!("{name} has no column of decisions"))
                .hint("columns: verdict, clusters, objectives, tags, note"));
        }
        let others = header.cells.iter().filter(|(at, _)| columns.iter().all(|c| c.at != *at));
        let others = others.map(|(at, name)| (*at, fold(name))).collect();
        Ok(Table { header: header.number, id, base, columns, others, sheet })
    }

    /// The rows below the header.
    pub fn rows(&self) -> impl Iterator<Item = Filled<'_>> {
        let below = self.sheet.rows.iter().filter(|row| row.number > self.header);
        below.map(|row| Filled { table: self, row })
    }
}

fn column(at: u32, name: &str) -> Option<Column> {
    let folded = fold(name);
    let numbered = |word: &str| {
        folded.strip_prefix(word).is_some_and(|rest| {
            matches!(rest, "" | "s") || rest.strip_prefix(' ').is_some_and(|n| n.parse::<u8>().is_ok())
        })
    };
    let role = match folded.as_str() {
        "verdict" => Role::Verdict,
        "tags" | "other tags" => Role::OtherTags,
        "note" => Role::Note,
        _ if numbered(CLUSTER) => Role::Tags(CLUSTER),
        _ if numbered(OBJECTIVE) => Role::Tags(OBJECTIVE),
        _ => return None,
    };
    Some(Column { at, name: folded, role })
}

/// A row that somebody filled in.
pub struct Filled<'a> {
    table: &'a Table,
    row: &'a SheetRow,
}

impl Filled<'_> {
    /// The id it names, and the address of that cell.
    pub fn id(&self) -> Result<(&str, String)> {
        let address = self.address(self.table.id);
        match self.row.cell(self.table.id) {
            Some(id) => Ok((id, address)),
            None => Err(Error::failed(format!("{address}: the row has no id"))),
        }
    }

    /// What the row says that it did not say when it was exported; where that is not known, everything but its blank cells.
    pub fn fields(&self) -> Result<Vec<Field>> {
        let base = self.base();
        let mut fields = Vec::new();
        for column in &self.table.columns {
            if !self.is_edited(column, base.as_ref()) {
                continue;
            }
            let words = self.words(column.at);
            match &column.role {
                Role::Verdict => fields.push(Field::Verdict(self.verdict(column.at, &words)?)),
                Role::Note => fields.push(Field::Note((!words.is_empty()).then_some(words))),
                Role::Tags(scheme) => {
                    let known = |f: &Field| matches!(f, Field::Tags { scheme: s, .. } if s == scheme);
                    if !fields.iter().any(known) {
                        fields.push(self.tags(scheme)?);
                    }
                }
                Role::OtherTags => fields.extend(self.other_tags(column.at, &words)?),
            }
        }
        Ok(fields)
    }

    /// Cells that were changed and cannot be taken as decisions.
    pub fn left(&self) -> Vec<Left> {
        let Some(base) = self.base() else { return Vec::new() };
        let changed = |(at, name): &&(u32, String)| {
            let cell = self.row.cell(*at).unwrap_or_default();
            base.get(name.as_str()).is_some_and(|was| *was != fingerprint(cell))
        };
        let left = |(at, name): &(u32, String)| Left {
            address: self.address(*at),
            column: name.clone(),
            words: self.words(*at),
        };
        self.table.others.iter().filter(changed).map(left).collect()
    }

    /// The fingerprints of the cells as exported, by the name of their column.
    fn base(&self) -> Option<HashMap<&str, &str>> {
        let cell = self.row.cell(self.table.base?)?;
        Some(cell.split(';').filter_map(|part| part.trim().split_once('=')).collect())
    }

    fn is_edited(&self, column: &Column, base: Option<&HashMap<&str, &str>>) -> bool {
        let cell = self.row.cell(column.at).unwrap_or_default();
        match base {
            Some(base) => base.get(column.name.as_str()).is_some_and(|was| *was != fingerprint(cell)),
            None => !cell.is_empty(),
        }
    }

    /// The words of a cell, without the apostrophe that kept them from being a formula.
    fn words(&self, column: u32) -> String {
        let words = self.row.cell(column).unwrap_or_default().trim();
        let kept = words.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
        kept.unwrap_or(words).to_string()
    }

    fn verdict(&self, column: u32, words: &str) -> Result<Verdict> {
        if words.is_empty() {
            return Ok(Verdict::Unreviewed);
        }
        super::verdict(words).ok_or_else(|| {
            let known: Vec<&str> = Verdict::ALL.iter().map(|v| v.word()).collect();
            self.refused(column, format!("there is no verdict ‘{}’", one_line(words)))
                .hint(format!("one of: {}", known.join(", ")))
        })
    }

    /// All tags of a scheme that the row's cells hold together.
    fn tags(&self, scheme: &'static str) -> Result<Field> {
        let mut notations = Vec::new();
        for column in self.table.columns.iter().filter(|c| c.role == Role::Tags(scheme)) {
            let words = self.words(column.at);
            for part in parts(scheme, &words) {
                let notation = notation(scheme, part).ok_or_else(|| {
                    let known = taxonomy::in_use().check(scheme, part);
                    let hints = known.err().map(|e| e.hints).unwrap_or_default();
                    let message = format!("there is no {scheme} ‘{}’", one_line(part));
                    hints.into_iter().fold(self.refused(column.at, message), Error::hint)
                })?;
                if !notations.contains(&notation) {
                    notations.push(notation);
                }
            }
        }
        let known = taxonomy::in_use().scheme(scheme);
        notations.sort_by_key(|n| known.map(|s| s.position(n)));
        Ok(Field::Tags { scheme: scheme.to_string(), notations })
    }

    /// The tags of the schemes without a column of their own; schemes that the cell does not name lose theirs.
    fn other_tags(&self, column: u32, words: &str) -> Result<Vec<Field>> {
        let others = taxonomy::in_use().schemes.iter().filter(|s| s.id != CLUSTER && s.id != OBJECTIVE);
        let mut fields: Vec<(String, Vec<String>)> = others.map(|s| (s.id.clone(), Vec::new())).collect();
        let pieces = words.split([';', ',', '\n']).map(str::trim).filter(|p| !p.is_empty());
        for piece in pieces.filter(|p| fold(p) != NONE) {
            let wrong = || {
                self.refused(column, format!("‘{}’ names no concept", one_line(piece)))
                    .hint("write SCHEME:NOTATION, such as element:v")
            };
            let (scheme, notation) = piece.split_once(':').ok_or_else(wrong)?;
            let (scheme, notation) = (scheme.trim(), notation.trim());
            let field = fields.iter_mut().find(|(id, _)| id == scheme).ok_or_else(wrong)?;
            taxonomy::in_use()
                .check(scheme, notation)
                .map_err(|e| e.hints.into_iter().fold(self.refused(column, e.message), Error::hint))?;
            field.1.push(notation.to_string());
        }
        Ok(fields.into_iter().map(|(scheme, notations)| Field::Tags { scheme, notations }).collect())
    }

    fn refused(&self, column: u32, message: String) -> Error {
        Error::failed(format!("{}: {message}", self.address(column)))
    }

    fn address(&self, column: u32) -> String {
        self.table.sheet.address(self.row.number, column)
    }
}

/// The parts of a cell that each name a concept. Commas part them only where the whole is no label with a comma in it.
pub(super) fn parts<'a>(scheme: &str, words: &'a str) -> Vec<&'a str> {
    let pieces = words.split([';', '\n']).map(str::trim).filter(|p| !p.is_empty() && fold(p) != NONE);
    let split = |piece: &'a str| -> Vec<&'a str> {
        match notation(scheme, piece) {
            Some(_) => vec![piece],
            None => piece.split(',').map(str::trim).filter(|p| !p.is_empty()).collect(),
        }
    };
    pieces.flat_map(split).collect()
}

/// The notation that a part of a cell means: "8", "8 Save lives", "8. Save lives" or "Save lives". A number with the label of
/// another concept means nothing.
pub(super) fn notation(scheme: &str, part: &str) -> Option<String> {
    let known = taxonomy::in_use().scheme(scheme)?;
    let labelled = |c: &Concept, words: &str| c.labels.iter().any(|label| fold(label) == words);
    let folded = fold(part);
    if let Some(concept) = known.concepts.iter().find(|c| labelled(c, &folded)) {
        return Some(concept.notation.clone());
    }
    let (sign, rest) = part.split_once([' ', '.', ':', '\u{a0}']).unwrap_or((part, ""));
    let concept = known.concept(sign)?;
    let rest = fold(rest.trim_start_matches(['.', ':', '-', '–', ' ']));
    (rest.is_empty() || rest == "0" || labelled(concept, &rest)).then(|| concept.notation.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_name_concepts() {
        let check = |words: &str, meant: &[&str]| {
            let found: Option<Vec<String>> =
                parts(OBJECTIVE, words).into_iter().map(|p| notation(OBJECTIVE, p)).collect();
            assert_eq!(found, Some(meant.iter().map(|n| n.to_string()).collect()), "{words}");
        };
        check("", &[]);
        check("none", &[]);
        check("8", &["8"]);
        check("8.0", &["8"]);
        check("8 Save lives", &["8"]);
        check("8. save LIVES", &["8"]);
        check("Save lives", &["8"]);
        check("8; 9", &["8", "9"]);
        check("8, 9,10", &["8", "9", "10"]);
        check("8 Save lives; 1 Data", &["8", "1"]);
    }

    #[test]
    fn what_names_none_is_none() {
        for words in ["24", "0", "8 Data", "eight", "8.5", "08"] {
            assert_eq!(notation(OBJECTIVE, words), None, "{words}");
        }
    }
}
