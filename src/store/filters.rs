//! Filters saved under a name.

use super::{Store, from_json, to_json};
use crate::error::{Error, Result};
use crate::facets::Filter;
use crate::model::Change;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

impl Store {
    /// Every saved filter by its name, in order of the names.
    pub fn saved_filters(&self) -> Result<Vec<(String, Filter)>> {
        const SQL: &str = "SELECT name, filter FROM saved_filter s WHERE filter IS NOT NULL
            AND entry = (SELECT max(entry) FROM saved_filter n WHERE n.name = s.name) ORDER BY name";
        let saved: Vec<(String, String)> = self.read(|db| {
            db.prepare_cached(SQL)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        let read = |(name, json): (String, String)| match serde_json::from_str(&json) {
            Ok(filter) => Ok((name, filter)),
            Err(e) => Err(Error::store(format!("the saved filter ‘{name}’ cannot be read"))
                .because(e)
                .hint("a newer rapporteur may have saved it: use that one, or save the filter anew")),
        };
        saved.into_iter().map(read).collect()
    }
}

/// The change that sets what is saved under a name now.
pub(super) fn saved(db: &Connection, name: &str) -> rusqlite::Result<Change> {
    const SQL: &str = "SELECT filter FROM saved_filter WHERE name = ?1 ORDER BY entry DESC LIMIT 1";
    let filter = |row: &Row| -> rusqlite::Result<Option<Value>> {
        row.get_ref("filter")?.as_str_or_null()?.map(|_| from_json(row, "filter")).transpose()
    };
    let to = db.prepare_cached(SQL)?.query_row([name], filter).optional()?.flatten();
    Ok(Change::Filter { name: name.to_string(), to })
}

/// Saves a filter under a name, in place of what was saved under it; none removes it.
pub(super) fn save(
    db: &Connection,
    reviewer: &str,
    at: &str,
    name: &str,
    filter: Option<&Value>,
) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT INTO saved_filter (name, filter, reviewer, at) VALUES (?1, ?2, ?3, ?4)";
    db.prepare_cached(SQL)?.execute(params![name, filter.map(to_json).transpose()?, reviewer, at]).map(|_| ())
}
