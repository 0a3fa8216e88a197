//! Questions about many recommendations at once.

use super::Store;
use crate::error::Result;
use crate::model::RowId;
use rusqlite::params;

impl Store {
    /// Whether a reviewer tagged all of these recommendations with a concept.
    pub fn all_tagged(&self, reviewer: &str, rows: &[RowId], scheme: &str, notation: &str) -> Result<bool> {
        const SQL: &str =
            "SELECT 1 FROM tag WHERE reviewer = ?1 AND recommendation = ?2 AND scheme = ?3 AND notation = ?4";
        self.read(|db| {
            let mut select = db.prepare_cached(SQL)?;
            for row in rows {
                if !select.exists(params![reviewer, row.0, scheme, notation])? {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }
}
