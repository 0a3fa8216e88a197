//! Filters saved under a name.

use super::{Store, now, to_json};
use crate::error::{Error, Result};
use crate::facets::Filter;
use rusqlite::params;

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

    /// Saves a filter under a name, in place of what was saved under it; none removes it.
    pub fn save_filter(&mut self, name: &str, filter: Option<&Filter>, reviewer: &str) -> Result<()> {
        self.write(|db| {
            let filter = filter.map(to_json).transpose()?;
            db.execute(
                "INSERT INTO saved_filter (name, filter, reviewer, at) VALUES (?1, ?2, ?3, ?4)",
                params![name, filter, reviewer, now()],
            )
            .map(|_| ())
        })
    }
}
