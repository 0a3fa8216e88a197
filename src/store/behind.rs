//! Suggestions that are still to be made: after the import of a large table, or when the vocabulary is another one.

use super::Store;
use super::suggestions::suggest_for;
use crate::error::Result;
use crate::model::{Passage, RowId, Suggestions};
use rusqlite::{Connection, OptionalExtension};

/// The fact that names the first recommendation which may have no suggestions.
const FROM: &str = "suggestions from";
/// The fact that names what made the suggestions.
const MAKER: &str = "suggester";

impl Store {
    /// Whether `version` made the suggestions.
    pub fn is_suggested_by(&self, version: &str) -> Result<bool> {
        Ok(self.read(|db| fact(db, MAKER))?.as_deref() == Some(version))
    }

    /// Drops all suggestions, to be made anew, unless `version` made them.
    pub fn forget_suggestions_unless(&mut self, version: &str) -> Result<()> {
        if self.is_suggested_by(version)? {
            return Ok(());
        }
        self.write(|db| {
            // Kept columns hold the old ones; nobody needs to hear of each that they lack.
            db.execute_batch(
                "DELETE FROM suggestion; DELETE FROM facet_columns; DELETE FROM suggested_since;",
            )?;
            leave_from(db, 0)?;
            set_fact(db, MAKER, version)
        })
    }

    /// How many recommendations have no suggestions yet, counted up to `most`.
    pub fn without_suggestions(&self, most: usize) -> Result<usize> {
        let sql = format!("SELECT count(*) FROM ({WITHOUT})");
        self.read(|db| match from(db)? {
            Some(from) => db.prepare_cached(&sql)?.query_row([from, most as i64], |row| row.get(0)),
            None => Ok(0),
        })
    }

    /// Makes the suggestions of up to `most` recommendations that have none yet, and says of which.
    pub fn suggest_some(
        &mut self,
        most: usize,
        suggest: impl Fn(&Passage) -> Suggestions + Sync,
    ) -> Result<Vec<RowId>> {
        if self.read(from)?.is_none() {
            return Ok(Vec::new());
        }
        self.write(|db| {
            let Some(from) = from(db)? else { return Ok(Vec::new()) };
            let rows: Vec<i64> = db
                .prepare_cached(WITHOUT)?
                .query_map([from, most as i64], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            suggest_for(db, &rows, &suggest)?;
            match rows.last().filter(|_| rows.len() == most) {
                Some(last) => set_fact(db, FROM, &(last + 1).to_string())?,
                None => db.execute("DELETE FROM fact WHERE name = ?1", [FROM]).map(drop)?,
            }
            Ok(rows.into_iter().map(RowId).collect())
        })
    }
}

/// Recommendations from a row on that have no suggestions.
const WITHOUT: &str = "SELECT r.row FROM recommendation r LEFT JOIN suggestion g ON g.recommendation = r.row
    WHERE r.row >= ?1 AND g.recommendation IS NULL ORDER BY r.row LIMIT ?2";

/// How many recommendations have no suggestions, and nobody knows that some are to be made.
pub(super) fn forgotten(db: &Connection) -> rusqlite::Result<usize> {
    let sql = "SELECT count(*) FROM recommendation r WHERE r.row < ?1
        AND NOT EXISTS (SELECT 1 FROM suggestion g WHERE g.recommendation = r.row)";
    let known = from(db)?.unwrap_or(i64::MAX);
    db.query_row(sql, [known], |row| row.get(0))
}

/// Notes that recommendations from this row on may have no suggestions.
pub(super) fn leave_from(db: &Connection, row: i64) -> rusqlite::Result<()> {
    match from(db)? {
        Some(earlier) if earlier <= row => Ok(()),
        _ => set_fact(db, FROM, &row.to_string()),
    }
}

fn from(db: &Connection) -> rusqlite::Result<Option<i64>> {
    Ok(fact(db, FROM)?.and_then(|row| row.parse().ok()))
}

pub(super) fn fact(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT value FROM fact WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

pub(super) fn set_fact(db: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO fact (name, value) VALUES (?1, ?2)";
    db.prepare_cached(sql)?.execute([name, value]).map(drop)
}
