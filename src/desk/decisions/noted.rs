//! Decisions that somebody noted in a table of recommendations: what its cells mean.

use super::table::{notation, parts};
use crate::error::Error;
use crate::ingest::collection::{Decided, Role};
use crate::model::text::{fold, one_line};
use crate::model::{Change, Verdict};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};

/// What the cells set, each with the place of its recommendation among those of the table, and the cells that mean nothing.
pub fn changes(decided: &[Decided]) -> (Vec<(usize, Change)>, Vec<Error>) {
    let (mut changes, mut refused) = (Vec::new(), Vec::new());
    for cells in decided.chunk_by(|a, b| a.at == b.at) {
        let mut row = Row::default();
        for cell in cells {
            refused.extend(row.take(cell).err().map(|error| at_address(cell, error)));
        }
        if let Some(cell) = cells.first() {
            changes.extend(row.changes().map(|change| (cell.at, change)));
        }
    }
    (changes, refused)
}

/// What the cells of one row say together.
#[derive(Default)]
struct Row {
    verdict: Option<Verdict>,
    note: Option<String>,
    /// Notations by scheme.
    tags: std::collections::BTreeMap<String, Vec<String>>,
}

impl Row {
    /// Takes a cell whole or not at all.
    fn take(&mut self, cell: &Decided) -> Result<(), Error> {
        match cell.role {
            Role::Verdict => {
                self.verdict = Some(super::verdict(&cell.words).ok_or_else(|| {
                    let known: Vec<&str> = Verdict::ALL.iter().map(|v| v.word()).collect();
                    Error::failed(format!("there is no verdict ‘{}’", one_line(&cell.words)))
                        .hint(format!("one of: {}", known.join(", ")))
                })?);
            }
            Role::Note => self.note = Some(cell.words.clone()),
            Role::Cluster => self.tag_all(CLUSTER, &cell.words)?,
            Role::Objective => self.tag_all(OBJECTIVE, &cell.words)?,
            Role::Tags => {
                for piece in
                    cell.words.split([';', ',']).map(str::trim).filter(|p| !p.is_empty() && fold(p) != "none")
                {
                    let named = piece
                        .split_once(':')
                        .filter(|(scheme, _)| taxonomy::in_use().scheme(scheme).is_some());
                    let (scheme, rest) = named.ok_or_else(|| {
                        Error::failed(format!("‘{}’ names no concept", one_line(piece)))
                            .hint("write SCHEME:NOTATION, such as element:v")
                    })?;
                    self.tag_all(scheme, rest)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn tag_all(&mut self, scheme: &str, words: &str) -> Result<(), Error> {
        let mut notations = Vec::new();
        for part in parts(scheme, words) {
            notations.push(meant(scheme, part)?);
        }
        let tags = self.tags.entry(scheme.to_string()).or_default();
        notations.retain(|notation| !tags.contains(notation));
        tags.append(&mut notations);
        Ok(())
    }

    fn changes(self) -> impl Iterator<Item = Change> {
        let tags = self.tags.into_iter().filter(|(_, to)| !to.is_empty()).map(|(scheme, mut to)| {
            let known = taxonomy::in_use().scheme(&scheme);
            to.sort_by_key(|notation| known.map(|scheme| scheme.position(notation)));
            Change::Tags { scheme, to }
        });
        let verdict =
            self.verdict.filter(|verdict| *verdict != Verdict::Unreviewed).map(|to| Change::Verdict { to });
        verdict.into_iter().chain(tags).chain(self.note.map(|note| Change::Note { to: Some(note) }))
    }
}

/// The notation that a part of a cell means: "8", "8 Save lives", "Save lives", "Objective 8", "GCM 8".
fn meant(scheme: &str, part: &str) -> Result<String, Error> {
    let number = || {
        let digits = part.rsplit(|c: char| !c.is_ascii_digit()).next().filter(|digits| !digits.is_empty())?;
        let before = fold(part.strip_suffix(digits)?);
        // Only words that name the scheme may stand before the number.
        let names = [
            "objective",
            "objectif",
            "objetivo",
            "obj",
            "obj.",
            "gcm",
            "gcm objective",
            "cluster",
            "grappe",
            "grupo",
        ];
        names.contains(&before.trim_end_matches([' ', '.', '#'])).then(|| notation(scheme, digits)).flatten()
    };
    notation(scheme, part).or_else(number).ok_or_else(|| {
        let hints = taxonomy::in_use().check(scheme, part).err().map(|e| e.hints).unwrap_or_default();
        let error = Error::failed(format!("there is no {scheme} ‘{}’", one_line(part)));
        hints.into_iter().fold(error, Error::hint)
    })
}

fn at_address(cell: &Decided, error: Error) -> Error {
    Error { message: format!("{}: {}", cell.address, error.message), ..error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_decisions_or_refused_by_address() {
        let cell = |at, role, words: &str| Decided {
            at,
            role,
            words: words.into(),
            address: format!("t.csv, C{at}"),
        };
        let tags = |scheme: &str, to: &[&str]| Change::Tags {
            scheme: scheme.into(),
            to: to.iter().map(|n| n.to_string()).collect(),
        };
        let (changes, refused) = changes(&[
            cell(0, Role::Verdict, "Keep"),
            cell(0, Role::Objective, "Objective 9; 8 Save lives"),
            cell(0, Role::Objective, "8"),
            cell(0, Role::Note, "mind the winter"),
            cell(1, Role::Verdict, "unreviewed"),
            cell(1, Role::Tags, "cluster:3; element:v"),
            cell(2, Role::Verdict, "accepted"),
            cell(2, Role::Cluster, "9"),
            cell(3, Role::Tags, "colour:red"),
            cell(4, Role::Objective, "none"),
        ]);
        assert_eq!(
            changes,
            [
                (0, Change::Verdict { to: Verdict::Keep }),
                (0, tags("objective", &["8", "9"])),
                (0, Change::Note { to: Some("mind the winter".into()) }),
                (1, tags("cluster", &["3"])),
                (1, tags("element", &["v"])),
            ]
        );
        let words: Vec<String> = refused.iter().map(|error| error.message.clone()).collect();
        assert_eq!(
            words,
            [
                "t.csv, C2: there is no verdict ‘accepted’",
                "t.csv, C2: there is no cluster ‘9’",
                "t.csv, C3: ‘colour:red’ names no concept"
            ]
        );
    }
}
