//! What was found in a document, put in: first all rows, then all words, as the two in turn take SQLite twice as long.

use super::to_json;
use crate::model::{Candidate, RecommendationId, RowId, Suggestions};
use rusqlite::{Connection, Transaction, ffi, params};

type Found = (Candidate, Suggestions);

/// Bytes of words that full-text search gathers before it writes them: as it is left to itself, and of very many.
const WORDS: usize = 1 << 20;
const MANY_WORDS: usize = 16 << 20;

/// Puts what was found in, each with its id and its suggestions, and says where.
pub(super) fn put(
    db: &Transaction,
    document: i64,
    found: &[Found],
    ids: impl Iterator<Item = RecommendationId>,
) -> rusqlite::Result<Vec<RowId>> {
    let rows = put_rows(db, document, found, ids)?;
    put_words(db, &rows, found)?;
    let mut suggest = db.prepare_cached("INSERT INTO suggestion (recommendation, ranked) VALUES (?1, ?2)")?;
    for (row, (_, suggestions)) in rows.iter().zip(found) {
        suggest.execute(params![row.0, to_json(suggestions)?])?;
    }
    Ok(rows)
}

/// As [`put`], without suggestions and in half the time where there are thousands.
pub(super) fn put_many(
    db: &Transaction,
    document: i64,
    found: &[Found],
    ids: impl Iterator<Item = RecommendationId>,
) -> rusqlite::Result<()> {
    if found.iter().any(|(found, _)| found.span.end <= found.span.start) {
        let check = ffi::Error::new(ffi::SQLITE_CONSTRAINT_CHECK);
        return Err(rusqlite::Error::SqliteFailure(check, Some("a recommendation without words".into())));
    }
    let _unchecked = Unchecked::begin(db)?;
    let rows = put_rows(db, document, found, ids)?;
    gather_words(db, MANY_WORDS)?;
    put_words(db, &rows, found)?;
    gather_words(db, WORDS)
}

fn put_rows(
    db: &Transaction,
    document: i64,
    found: &[Found],
    ids: impl Iterator<Item = RecommendationId>,
) -> rusqlite::Result<Vec<RowId>> {
    let mut rows = Vec::with_capacity(found.len());
    let mut insert = db.prepare_cached(
        "INSERT INTO recommendation (id, document, kind, start, end, page, section, lead_in, context, text, proposers,
             addressees, response, confidence, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    for ((found, _), id) in found.iter().zip(ids) {
        insert.execute(params![
            id.as_str(),
            document,
            found.kind.word(),
            found.span.start,
            found.span.end,
            found.page,
            to_json(&found.section)?,
            found.lead_in,
            found.context,
            found.text,
            to_json(&found.proposers)?,
            to_json(&found.addressees)?,
            found.response.map(|r| r.word()),
            found.confidence,
            found.reason
        ])?;
        rows.push(RowId(db.last_insert_rowid()));
    }
    Ok(rows)
}

fn put_words(db: &Transaction, rows: &[RowId], found: &[Found]) -> rusqlite::Result<()> {
    let mut insert =
        db.prepare_cached("INSERT INTO recommendation_words (rowid, text, lead_in) VALUES (?1, ?2, ?3)")?;
    for (row, (found, _)) in rows.iter().zip(found) {
        insert.execute(params![row.0, found.text, found.lead_in])?;
    }
    Ok(())
}

/// How many bytes of words full-text search gathers from now on before it writes them.
fn gather_words(db: &Connection, bytes: usize) -> rusqlite::Result<()> {
    let sql = "INSERT INTO recommendation_words (recommendation_words, rank) VALUES ('hashsize', ?1)";
    db.prepare_cached(sql)?.execute([bytes]).map(drop)
}

/// While it lives, the constraints of a row are not checked: for one that names the words of a column SQLite makes a table
/// of those words for every row, which takes as long as all else. Nothing but such words is ever written, and `doctor`
/// looks at every row.
struct Unchecked<'a>(&'a Connection);

impl<'a> Unchecked<'a> {
    fn begin(db: &'a Connection) -> rusqlite::Result<Unchecked<'a>> {
        db.pragma_update(None, "ignore_check_constraints", true)?;
        Ok(Unchecked(db))
    }
}

impl Drop for Unchecked<'_> {
    fn drop(&mut self) {
        // It only says what the connection is to do, and cannot fail.
        let _ = self.0.pragma_update(None, "ignore_check_constraints", false);
    }
}
