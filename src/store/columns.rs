//! Facet columns: made from the tables once, kept in the store as bytes, and brought up to what changed since.

use super::Store;
use super::recommendations::{FACET_COLUMNS, JOINS, document_row, facet_row};
use crate::error::Result;
use crate::facets::{Builder, Index};
use crate::model::{RowId, SchemeId, Suggestions};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// Columns of fewer recommendations are made in a moment.
const GREAT: usize = 20_000;
/// After so many changes columns are kept anew: reading them back would take longer and longer.
const MANY_CHANGES: usize = 2_000;

/// The newest of everything that an index has seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    row: i64,
    document: i64,
    entry: i64,
    change: i64,
}

/// An index with the place up to which it knows the store.
#[derive(Debug)]
pub struct Columns {
    index: Index,
    reviewer: String,
    form: String,
    /// From which score on a suggestion counts as one, 0 to 1.
    above: f32,
    /// The rows of the documents, in the index's order.
    documents: Vec<i64>,
    seen: Seen,
    /// What the kept columns have seen, where there are any.
    kept: Option<Seen>,
    /// Recommendations that changed since columns were kept.
    changes: usize,
}

impl Deref for Columns {
    type Target = Index;

    fn deref(&self) -> &Index {
        &self.index
    }
}

impl Columns {
    /// Whether making them takes so long that it is better to follow what changes.
    pub fn is_great(&self) -> bool {
        self.index.len() >= GREAT
    }

    /// Whether it would save time to keep them (again).
    pub fn worth_keeping(&self) -> bool {
        self.is_great() && (self.kept.is_none() || self.changes >= MANY_CHANGES)
    }
}

impl Store {
    /// The facet values of every recommendation as a reviewer sees them, in reading order: those kept in the store with
    /// what changed since, else made anew.
    pub fn columns(&self, reviewer: &str, schemes: &[SchemeId]) -> Result<Columns> {
        self.read(|db| {
            // One moment for all that is read.
            let moment = db.unchecked_transaction()?;
            let form = form(&moment, schemes, self.above)?;
            if let Some(mut columns) = kept(&moment, reviewer, &form, self.above)?
                && follow(&moment, &mut columns)?
            {
                return Ok(columns);
            }
            made(&moment, reviewer, schemes, form, self.above)
        })
    }

    /// As [`Store::columns`], made anew whatever is kept.
    pub fn columns_anew(&self, reviewer: &str, schemes: &[SchemeId]) -> Result<Columns> {
        self.read(|db| {
            let moment = db.unchecked_transaction()?;
            made(&moment, reviewer, schemes, form(&moment, schemes, self.above)?, self.above)
        })
    }

    /// Brings columns up to what changed since, here or elsewhere. False where so much changed, or in such a way, that
    /// they are to be asked for anew.
    pub fn follow(&self, columns: &mut Columns) -> Result<bool> {
        self.read(|db| {
            let moment = db.unchecked_transaction()?;
            follow(&moment, columns)
        })
    }

    /// Reads the values of these recommendations anew.
    pub fn renew(&self, columns: &mut Columns, rows: &[RowId]) -> Result<()> {
        self.read(|db| {
            columns.changes += rows.len();
            rows.iter().try_for_each(|row| renew(db, columns, *row, false))
        })
    }

    /// Keeps columns for the next time. Nothing is lost where it fails.
    pub fn keep_columns(&mut self, columns: &mut Columns) -> Result<()> {
        let bytes = columns.index.to_bytes();
        let Seen { row, document, entry, change } = columns.seen;
        self.write(|db| {
            db.execute(
                "INSERT OR REPLACE INTO facet_columns (reviewer, form, row, document, entry, change, columns)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![columns.reviewer, columns.form, row, document, entry, change, bytes],
            )?;
            db.execute(
                "DELETE FROM suggested_since WHERE change <= (SELECT min(change) FROM facet_columns)",
                [],
            )?;
            Ok(())
        })?;
        columns.kept = Some(columns.seen);
        columns.changes = 0;
        Ok(())
    }
}

/// With what columns are made: others are of no use.
fn form(db: &Connection, schemes: &[SchemeId], above: f32) -> rusqlite::Result<String> {
    Ok(format!("{} {}", maker(db, above)?, schemes.join(" ")))
}

/// What made the suggestions, and from which score on they count where that is not the usual one.
fn maker(db: &Connection, above: f32) -> rusqlite::Result<String> {
    let suggester = suggester(db)?;
    Ok(if above == Suggestions::THRESHOLD { suggester } else { format!("{suggester}@{above}") })
}

fn suggester(db: &Connection) -> rusqlite::Result<String> {
    let sql = "SELECT value FROM fact WHERE name = 'suggester'";
    let suggester: Option<String> = db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    Ok(suggester.unwrap_or_default())
}

fn newest(db: &Connection) -> rusqlite::Result<Seen> {
    let sql = "SELECT (SELECT coalesce(max(row), 0) FROM recommendation), (SELECT coalesce(max(row), 0) FROM document),
        (SELECT coalesce(max(entry), 0) FROM journal), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'suggested_since'), 0)";
    db.prepare_cached(sql)?.query_row([], |row| {
        Ok(Seen { row: row.get(0)?, document: row.get(1)?, entry: row.get(2)?, change: row.get(3)? })
    })
}

/// The kept columns, where they are there and sound.
fn kept(db: &Connection, reviewer: &str, form: &str, above: f32) -> rusqlite::Result<Option<Columns>> {
    let sql =
        "SELECT row, document, entry, change, columns FROM facet_columns WHERE reviewer = ?1 AND form = ?2";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([reviewer, form])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let seen = Seen { row: row.get(0)?, document: row.get(1)?, entry: row.get(2)?, change: row.get(3)? };
    let Some(index) = Index::from_bytes(row.get_ref("columns")?.as_blob()?) else { return Ok(None) };
    let documents: Vec<i64> = db
        .prepare_cached("SELECT row FROM document WHERE row <= ?1 ORDER BY row")?
        .query_map([seen.document], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let whole = documents.len() == index.documents().len();
    let (reviewer, form) = (reviewer.to_string(), form.to_string());
    Ok(whole.then_some(Columns {
        index,
        reviewer,
        form,
        above,
        documents,
        seen,
        kept: Some(seen),
        changes: 0,
    }))
}

/// Columns made from the tables.
fn made(
    db: &Connection,
    reviewer: &str,
    schemes: &[SchemeId],
    form: String,
    above: f32,
) -> rusqlite::Result<Columns> {
    let seen = newest(db)?;
    let (mut places, mut documents, mut rows) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut select = db.prepare("SELECT row, id, details FROM document ORDER BY row")?;
    let mut selected = select.query([])?;
    while let Some(row) = selected.next()? {
        let number: i64 = row.get("row")?;
        places.insert(number, rows.len() as u32);
        rows.push(number);
        documents.push(document_row(row)?);
    }
    let mut builder = Builder::new(documents, schemes);
    let sql = format!(
        "SELECT {FACET_COLUMNS} FROM {JOINS} JOIN document d ON d.row = r.document
         ORDER BY r.document, r.start, r.row"
    );
    let mut select = db.prepare(&sql)?;
    let mut selected = select.query([reviewer])?;
    while let Some(row) = selected.next()? {
        let one = facet_row(db, row, reviewer, above)?;
        let document = places.get(&one.document).copied().unwrap_or_default();
        builder.push(one.row, document, one.shown, &one.values);
    }
    let index = builder.finish();
    let reviewer = reviewer.to_string();
    Ok(Columns { index, reviewer, form, above, documents: rows, seen, kept: None, changes: 0 })
}

/// Reads what changed since, from the few new entries of the journal on: left to itself, SQLite goes through all
/// recommendations instead, hence `CROSS JOIN`, and `UNION ALL`: for a `UNION` it would go through them in order. False where columns are better made anew.
fn follow(db: &Connection, columns: &mut Columns) -> rusqlite::Result<bool> {
    let now = newest(db)?;
    let seen = columns.seen;
    if now == seen {
        return Ok(true);
    }
    let behind = now.row < seen.row
        || now.document < seen.document
        || now.entry < seen.entry
        || now.change < seen.change;
    let many = (columns.index.len() / 8).max(1_000) as i64;
    let suggested_otherwise = columns.form.split(' ').next() != Some(maker(db, columns.above)?.as_str());
    if behind
        || suggested_otherwise
        || now.row - seen.row > many
        || now.entry - seen.entry > 4 * many
        || now.change - seen.change > many
    {
        return Ok(false);
    }
    let documents = changed_documents(db, columns)?;
    let mut rows = changed_rows(db, seen)?;
    for document in &documents {
        let (place, order) = document_now(db, columns, *document)?;
        // What was withdrawn or came back, or is new.
        rows.extend(&order);
        columns.index.place(place, &order);
    }
    // Boundaries that moved may have changed the order in their documents.
    let mut select = db.prepare_cached(
        "SELECT DISTINCT r.document FROM journal j CROSS JOIN recommendation r ON r.id = j.recommendation
         WHERE j.entry > ?1 AND json_extract(j.change, '$.set') NOT IN ('verdict', 'tags', 'note')",
    )?;
    let mended: Vec<i64> =
        select.query_map([seen.entry], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for document in mended.iter().filter(|document| !documents.contains(*document)) {
        let (place, order) = document_now(db, columns, *document)?;
        columns.index.place(place, &order);
    }
    for row in &rows {
        renew(db, columns, *row, row.0 > seen.row)?;
    }
    columns.changes += rows.len();
    columns.seen = now;
    Ok(true)
}

/// New documents, those with new recommendations, and those of which something was set.
fn changed_documents(db: &Connection, columns: &Columns) -> rusqlite::Result<BTreeSet<i64>> {
    let sql = "SELECT row FROM document WHERE row > ?1
        UNION ALL SELECT d.row FROM journal j CROSS JOIN document d ON d.id = j.document WHERE j.entry > ?2 AND j.recommendation IS NULL
        UNION ALL SELECT document FROM recommendation WHERE row > ?3";
    let Seen { row, document, entry, .. } = columns.seen;
    db.prepare_cached(sql)?.query_map([document, entry, row], |row| row.get(0))?.collect()
}

fn changed_rows(db: &Connection, seen: Seen) -> rusqlite::Result<BTreeSet<RowId>> {
    let sql = "SELECT row FROM recommendation WHERE row > ?1
        UNION ALL SELECT r.row FROM journal j CROSS JOIN recommendation r ON r.id = j.recommendation WHERE j.entry > ?2
        UNION ALL SELECT recommendation FROM suggested_since WHERE change > ?3";
    db.prepare_cached(sql)?
        .query_map([seen.row, seen.entry, seen.change], |row| row.get(0).map(RowId))?
        .collect()
}

/// Brings what is known of a document up to date: its place, and its recommendations in reading order.
fn document_now(
    db: &Connection,
    columns: &mut Columns,
    document: i64,
) -> rusqlite::Result<(usize, Vec<RowId>)> {
    let sql = "SELECT id, details FROM document WHERE row = ?1";
    let now = db.prepare_cached(sql)?.query_row([document], document_row)?;
    let place = match columns.documents.binary_search(&document) {
        Ok(place) => {
            columns.index.set_document(place, now);
            place
        }
        Err(_) => {
            columns.documents.push(document);
            columns.index.add_document(now)
        }
    };
    let sql = "SELECT row FROM recommendation WHERE document = ?1 ORDER BY start, row";
    let mut select = db.prepare_cached(sql)?;
    let order =
        select.query_map([document], |row| row.get(0).map(RowId))?.collect::<rusqlite::Result<_>>()?;
    Ok((place, order))
}

fn renew(db: &Connection, columns: &mut Columns, id: RowId, is_new: bool) -> rusqlite::Result<()> {
    let sql =
        format!("SELECT {FACET_COLUMNS} FROM {JOINS} JOIN document d ON d.row = r.document WHERE r.row = ?2");
    let mut select = db.prepare_cached(&sql)?;
    let mut selected = select.query(params![columns.reviewer, id.0])?;
    if let Some(row) = selected.next()? {
        let one = facet_row(db, row, &columns.reviewer, columns.above)?;
        match is_new {
            true => columns.index.fill(id, &one.values),
            false => columns.index.update(id, &one.values),
        }
        columns.index.show(id, one.shown);
    }
    Ok(())
}
