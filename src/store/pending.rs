//! Recommendations that have no suggestions yet.

use super::Store;
use crate::error::Result;
use crate::model::RowId;
use rusqlite::{Connection, OptionalExtension, params};

/// Set as long as suggestions may be missing: so a store where none is costs no search for them.
const FACT: &str = "pending";

impl Store {
    /// Whether suggestions may be missing.
    pub fn has_pending(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM fact WHERE name = ?1)";
        self.read(|db| db.query_row(sql, [FACT], |row| row.get(0)))
    }

    /// For about how many recommendations suggestions are missing.
    pub fn count_pending(&self) -> Result<usize> {
        let sql = "SELECT (SELECT count(*) FROM recommendation) - (SELECT count(*) FROM suggestion)";
        let count: i64 = self.read(|db| db.query_row(sql, [], |row| row.get(0)))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The next recommendations after a row that have no suggestions, at most so many.
    pub fn pending_rows(&self, after: RowId, most: usize) -> Result<Vec<RowId>> {
        const SQL: &str =
            "SELECT r.row FROM recommendation r LEFT JOIN suggestion g ON g.recommendation = r.row
            WHERE r.row > ?1 AND g.recommendation IS NULL ORDER BY r.row LIMIT ?2";
        self.read(|db| {
            db.prepare_cached(SQL)?.query_map(params![after.0, most], |row| row.get(0).map(RowId))?.collect()
        })
    }

    /// Takes note that no suggestions are missing.
    pub fn none_pending(&mut self) -> Result<()> {
        self.write(|db| db.execute("DELETE FROM fact WHERE name = ?1", [FACT]).map(|_| ()))
    }

    /// Forgets all suggestions that another version than this made, to be made anew.
    pub fn forget_old_suggestions(&mut self, version: &str) -> Result<()> {
        let sql = "SELECT value FROM fact WHERE name = 'suggester'";
        let known: Option<String> = self.read(|db| db.query_row(sql, [], |row| row.get(0)).optional())?;
        if known.as_deref() == Some(version) {
            return Ok(());
        }
        self.write(|db| {
            db.execute("DELETE FROM suggestion", [])?;
            note(db)?;
            let sql = "INSERT OR REPLACE INTO fact (name, value) VALUES ('suggester', ?1)";
            db.execute(sql, [version]).map(|_| ())
        })
    }
}

/// Takes note that suggestions are missing.
pub(super) fn note(db: &Connection) -> rusqlite::Result<()> {
    db.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?1, '')", [FACT]).map(|_| ())
}
