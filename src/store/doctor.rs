//! Whether a store is sound, and making anew what follows from the documents and the journal. Those two are never touched.

mod found;
mod gone;

use super::alike;
use super::behind;
use super::documents::unpack;
use super::journal::{Entry, Target, apply};
use super::{Store, from_json, tell};
use crate::error::Result;
use crate::facets::Filter;
use crate::model::{Change, Details, DocumentId, RowId};
use rusqlite::{Connection, ErrorCode};

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The file as SQLite keeps it: pages, tables, indexes.
    File,
    /// Rows that belong to something that is not there.
    Links,
    /// The imported bytes and texts.
    Sources,
    /// Recommendations: as they were found, and mended as the journal says.
    Recommendations,
    /// Verdicts, tags and notes: what the journal says.
    State,
    /// Details of documents and whether they are withdrawn: what the journal says.
    Documents,
    /// The index of words.
    Search,
    /// What the program suggests for each.
    Suggestions,
    /// What says the same as another.
    Alike,
    /// Facets and words kept to open quickly.
    Columns,
}

impl Part {
    /// All of them, in the order they are looked at.
    pub const ALL: [Part; 10] = [
        Part::File,
        Part::Sources,
        Part::Recommendations,
        Part::Links,
        Part::State,
        Part::Documents,
        Part::Search,
        Part::Suggestions,
        Part::Alike,
        Part::Columns,
    ];

    /// What to call it.
    pub fn word(self) -> &'static str {
        match self {
            Part::File => "file",
            Part::Links => "links",
            Part::Sources => "sources",
            Part::Recommendations => "recommendations",
            Part::State => "decisions",
            Part::Documents => "documents",
            Part::Search => "search",
            Part::Suggestions => "suggestions",
            Part::Alike => "alike",
            Part::Columns => "columns",
        }
    }
}

/// What was found of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Nothing is wrong.
    Sound,
    /// This is wrong, and can be made anew.
    Mendable(String),
    /// This is wrong, and cannot be made anew.
    Lost(String),
}

/// No more lines than this are told of one part.
const TOLD: usize = 5;

impl Store {
    /// Looks at one part of the store.
    pub fn examine(&self, part: Part) -> Result<Finding> {
        let found = self.examined(part);
        match found {
            // A damaged page is a finding, not a failure to look.
            Err(e) if is_damage(&e) => Ok(Finding::Lost(format!("a page of the file is damaged ({e})"))),
            found => found.map_err(|e| tell(&self.path, e)),
        }
    }

    fn examined(&self, part: Part) -> rusqlite::Result<Finding> {
        let db = &self.connection;
        match part {
            Part::File => file(db),
            Part::Links => links(db),
            Part::Sources => sources(db),
            Part::Recommendations => found::examine(db),
            Part::State => {
                with_replayed(db, |db| Ok(differences(db)?.map_or(Finding::Sound, Finding::Mendable)))
            }
            Part::Documents => documents(db).map(|wrong| told(wrong, Finding::Mendable)),
            Part::Search => search(db),
            Part::Suggestions => suggestions(db),
            Part::Alike => Ok(alike::examine(db)?.map_or(Finding::Sound, Finding::Mendable)),
            Part::Columns => self.kept_columns(db),
        }
    }

    /// Makes a part anew that [`Store::examine`] found mendable.
    pub fn mend_part(&mut self, part: Part) -> Result<()> {
        match part {
            Part::Sources => Ok(()),
            // Documents are compared here: there are few. Recommendations follow in the background.
            Part::Alike => self.write(|db| alike::forget(db)).and_then(|()| self.compare_documents(None)),
            Part::State => {
                let replay = with_replayed(&self.connection, |db| {
                    let moment = db.unchecked_transaction()?;
                    moment.execute_batch(
                        "DELETE FROM main.state; INSERT INTO main.state SELECT * FROM temp.state;
                         DELETE FROM main.tag; INSERT INTO main.tag SELECT * FROM temp.tag;
                         DELETE FROM facet_columns;",
                    )?;
                    moment.commit()
                });
                replay.map_err(|e| tell(&self.path, e))
            }
            _ => self.write(|db| match part {
                Part::File => db.execute_batch("REINDEX"),
                Part::Recommendations => found::mend(db),
                Part::Links => remove_orphans(db),
                Part::Documents => set_documents(db),
                Part::Search => db.execute_batch(
                    "INSERT INTO recommendation_words (recommendation_words) VALUES ('rebuild')",
                ),
                Part::Suggestions => {
                    db.execute(&format!("DELETE FROM suggestion WHERE {UNREADABLE}"), [])?;
                    db.execute("DELETE FROM facet_columns", [])?;
                    behind::leave_from(db, 0)
                }
                Part::Columns => db.execute_batch(
                    "DELETE FROM facet_columns; DELETE FROM word_columns; DELETE FROM suggested_since;",
                ),
                Part::Sources | Part::State | Part::Alike => Ok(()),
            }),
        }
    }

    fn kept_columns(&self, db: &Connection) -> rusqlite::Result<Finding> {
        let mut select = db.prepare("SELECT reviewer, form FROM facet_columns")?;
        let kept = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut wrong = Vec::new();
        for found in kept {
            let (reviewer, form): (String, String) = found?;
            let schemes: Vec<String> = form.split(' ').skip(1).map(str::to_string).collect();
            let Ok(columns) = self.columns(&reviewer, &schemes) else { continue };
            let Ok(anew) = self.columns_anew(&reviewer, &schemes) else { continue };
            if columns.select(&Filter::default(), None) != anew.select(&Filter::default(), None) {
                wrong.push(format!("the facets kept for {reviewer} are not those of the store"));
            }
        }
        Ok(told(wrong, Finding::Mendable))
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

fn told(wrong: Vec<String>, finding: fn(String) -> Finding) -> Finding {
    let more = wrong.len().saturating_sub(TOLD);
    let mut words = wrong.into_iter().take(TOLD).collect::<Vec<_>>().join("; ");
    if more > 0 {
        words.push_str(&format!("; and {more} more"));
    }
    if words.is_empty() { Finding::Sound } else { finding(words) }
}

fn file(db: &Connection) -> rusqlite::Result<Finding> {
    let mut select = db.prepare("PRAGMA main.integrity_check(20)")?;
    let lines: Vec<String> = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let wrong: Vec<String> = lines.into_iter().filter(|line| line != "ok").collect();
    // Indexes follow from their tables.
    let only_indexes = wrong.iter().all(|line| line.contains("index"));
    Ok(told(wrong, if only_indexes { Finding::Mendable } else { Finding::Lost }))
}

/// Tables whose rows can be made anew or mean nothing alone.
const FOLLOWING: [&str; 6] = ["state", "tag", "suggestion", "alike", "near", "found"];

fn links(db: &Connection) -> rusqlite::Result<Finding> {
    let mut select = db.prepare(
        "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1",
    )?;
    let orphans: Vec<(String, String, i64)> = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let following = orphans.iter().all(|(table, ..)| FOLLOWING.contains(&table.as_str()));
    let wrong = orphans
        .iter()
        .map(|(table, parent, count)| format!("{count} rows of {table} without their {parent}"));
    Ok(told(wrong.collect(), if following { Finding::Mendable } else { Finding::Lost }))
}

fn remove_orphans(db: &Connection) -> rusqlite::Result<()> {
    for table in FOLLOWING.iter().filter(|table| **table != "near" && **table != "alike") {
        db.execute(
            &format!("DELETE FROM {table} WHERE recommendation NOT IN (SELECT row FROM recommendation)"),
            [],
        )?;
    }
    db.execute_batch(
        "DELETE FROM alike WHERE recommendation NOT IN (SELECT row FROM recommendation)
             OR first NOT IN (SELECT row FROM recommendation);
         DELETE FROM near WHERE document NOT IN (SELECT row FROM document) OR earlier NOT IN (SELECT row FROM document);",
    )
}

/// Every source is there, can be unpacked, and is what it was when it came in.
fn sources(db: &Connection) -> rusqlite::Result<Finding> {
    let mut select = db.prepare(
        "SELECT d.id, c.bytes, c.text FROM document d LEFT JOIN content c ON c.document = d.row ORDER BY d.row",
    )?;
    let mut rows = select.query([])?;
    let mut wrong = Vec::new();
    while let Some(row) = rows.next()? {
        let id = DocumentId::from_stored(row.get(0)?);
        let of = |column| row.get_ref(column).ok().and_then(|blob| blob.as_blob().ok()).map(unpack);
        match (of(1), of(2)) {
            (None, _) | (_, None) => {
                wrong.push(format!("the source of document {} is not there", id.short()))
            }
            (Some(Ok(bytes)), Some(Ok(_))) if DocumentId::of(&bytes) == id => {}
            (Some(Ok(_)), Some(Ok(_))) => {
                wrong.push(format!("the source of document {} is not what was imported", id.short()));
            }
            _ => wrong.push(format!("the source of document {} cannot be unpacked", id.short())),
        }
    }
    Ok(told(wrong, Finding::Lost))
}

/// The state that the journal means, beside the store's own, while `f` looks at both: `temp.state`, `temp.tag`.
fn with_replayed<T>(
    db: &Connection,
    f: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    db.execute_batch(
        "CREATE TEMP TABLE state (reviewer TEXT, recommendation INTEGER, verdict TEXT, note TEXT, decided_at TEXT,
             PRIMARY KEY (reviewer, recommendation)) WITHOUT ROWID;
         CREATE TEMP TABLE tag (reviewer TEXT, recommendation INTEGER, scheme TEXT, place INTEGER, notation TEXT,
             PRIMARY KEY (reviewer, recommendation, scheme, notation)) WITHOUT ROWID;",
    )?;
    let done = replay(db).and_then(|()| f(db));
    db.execute_batch("DROP TABLE temp.state; DROP TABLE temp.tag;")?;
    done
}

/// Names without a schema mean the temporary tables while these are there.
fn replay(db: &Connection) -> rusqlite::Result<()> {
    let moment = db.unchecked_transaction()?;
    let mut select = moment.prepare(
        "SELECT j.reviewer, j.at, r.row, j.change FROM journal j JOIN recommendation r ON r.id = j.recommendation
         WHERE json_extract(j.change, '$.set') IN ('verdict', 'tags', 'note') ORDER BY j.entry",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (reviewer, at): (String, String) = (row.get(0)?, row.get(1)?);
        let entry =
            Entry { target: Target::Recommendation(RowId(row.get(2)?)), change: from_json(row, "change")? };
        apply(&moment, &reviewer, &at, &entry)?;
    }
    drop(rows);
    drop(select);
    moment.commit()
}

fn differences(db: &Connection) -> rusqlite::Result<Option<String>> {
    let differing = |table: &str| -> rusqlite::Result<i64> {
        let sql = format!(
            "SELECT (SELECT count(*) FROM (SELECT * FROM main.{table} EXCEPT SELECT * FROM temp.{table}))
                + (SELECT count(*) FROM (SELECT * FROM temp.{table} EXCEPT SELECT * FROM main.{table}))"
        );
        db.query_row(&sql, [], |row| row.get(0))
    };
    let (states, tags) = (differing("state")?, differing("tag")?);
    Ok((states + tags > 0)
        .then(|| format!("{states} verdicts or notes and {tags} tags are not what the journal says")))
}

/// What the journal says of documents: the last word on each counts.
fn last_words(
    db: &Connection,
    mut each: impl FnMut(&str, &Change) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let sql = "SELECT document, change FROM journal WHERE recommendation IS NULL
        AND entry IN (SELECT max(entry) FROM journal WHERE recommendation IS NULL AND document <> ''
            GROUP BY document, json_extract(change, '$.set')) ORDER BY entry";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get_ref(0)?.as_str()?, &from_json(row, "change")?)?;
    }
    Ok(())
}

fn documents(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut wrong = Vec::new();
    last_words(db, |id, change| {
        let sql = "SELECT details, withdrawn FROM document WHERE id = ?1";
        let (details, withdrawn): (Details, bool) =
            db.query_row(sql, [id], |row| Ok((from_json(row, "details")?, row.get("withdrawn")?)))?;
        let same = match change {
            Change::Details { to } => *to == details,
            Change::Withdrawn { to } => *to == withdrawn,
            _ => true,
        };
        if !same {
            let short = DocumentId::from_stored(id.to_string());
            wrong.push(format!("document {} is not as the journal says", short.short()));
        }
        Ok(())
    })?;
    let mut select = db.prepare(&format!("SELECT id {WITHDRAWN_UNSAID}"))?;
    let unsaid = select.query_map([], |row| row.get(0).map(DocumentId::from_stored))?;
    for id in unsaid {
        wrong.push(format!("document {} is withdrawn, and the journal says nothing of it", id?.short()));
    }
    Ok(wrong)
}

/// Documents that nobody withdrew.
const WITHDRAWN_UNSAID: &str = "FROM document WHERE withdrawn AND id NOT IN (SELECT document FROM journal
    WHERE recommendation IS NULL AND json_extract(change, '$.set') = 'withdrawn')";

fn set_documents(db: &Connection) -> rusqlite::Result<()> {
    last_words(db, |id, change| {
        let entry = Entry {
            target: Target::Document(DocumentId::from_stored(id.to_string())),
            change: change.clone(),
        };
        apply(db, "", "", &entry)
    })?;
    db.execute(&format!("UPDATE document SET withdrawn = 0 WHERE id IN (SELECT id {WITHDRAWN_UNSAID})"), [])?;
    db.execute("DELETE FROM facet_columns", []).map(|_| ())
}

/// What is no list of clusters and one of objectives.
const UNREADABLE: &str = "coalesce(json_valid(ranked) = 0 OR json_type(ranked, '$.clusters') <> 'array'
    OR json_type(ranked, '$.objectives') <> 'array', 1)";

/// Suggestions that cannot be read, and recommendations without any that nobody would make some for.
fn suggestions(db: &Connection) -> rusqlite::Result<Finding> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let unreadable = count(&format!("SELECT count(*) FROM suggestion WHERE {UNREADABLE}"))?;
    let missing = behind::forgotten(db)?;
    Ok(match (unreadable, missing) {
        (0, 0) => Finding::Sound,
        _ => Finding::Mendable(format!(
            "{unreadable} suggestions cannot be read, and {missing} recommendations have none"
        )),
    })
}

fn search(db: &Connection) -> rusqlite::Result<Finding> {
    let check = "INSERT INTO recommendation_words (recommendation_words, rank) VALUES ('integrity-check', 1)";
    match db.execute(check, []) {
        Ok(_) => Ok(Finding::Sound),
        Err(e) if e.sqlite_error_code() == Some(ErrorCode::ReadOnly) => Ok(Finding::Sound),
        Err(e) if is_damage(&e) => {
            Ok(Finding::Mendable("the index of words is not that of the texts".to_string()))
        }
        Err(e) => Err(e),
    }
}
