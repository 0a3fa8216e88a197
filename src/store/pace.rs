//! What a reviewer decided today, from the journal.

use super::Store;
use crate::error::Result;

/// So many entries of a day are counted at most: a whole day of work, and a few big steps.
const MOST: usize = 50_000;

/// One verdict given, taken back or given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The step it belongs to.
    pub step: i64,
    /// When, in seconds of Unix time.
    pub second: i64,
    /// The recommendation's id.
    pub recommendation: String,
    /// Whether the recommendation is kept or dropped since.
    pub decided: bool,
}

impl Store {
    /// The verdicts of a reviewer since midnight by the clock on the wall, oldest first.
    pub fn verdicts_today(&self, reviewer: &str) -> Result<Vec<Given>> {
        const MIDNIGHT: &str =
            "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now', 'localtime', 'start of day', 'utc')";
        const SQL: &str =
            "SELECT step, at, unixepoch(at), recommendation, json_extract(change, '$.to') FROM journal
            WHERE reviewer = ?1 AND recommendation IS NOT NULL AND json_extract(change, '$.set') = 'verdict'
            ORDER BY step DESC, entry DESC";
        self.read(|db| {
            let midnight: String = db.query_row(MIDNIGHT, [], |row| row.get(0))?;
            let mut select = db.prepare_cached(SQL)?;
            let mut rows = select.query([reviewer])?;
            let mut given = Vec::new();
            while let Some(row) = rows.next()? {
                if row.get::<_, String>(1)? < midnight || given.len() == MOST {
                    break;
                }
                given.push(Given {
                    step: row.get(0)?,
                    second: row.get(2)?,
                    recommendation: row.get(3)?,
                    decided: matches!(row.get::<_, String>(4)?.as_str(), "keep" | "drop"),
                });
            }
            given.reverse();
            Ok(given)
        })
    }
}
