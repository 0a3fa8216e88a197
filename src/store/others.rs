//! Who else decided: a name that was mistyped, or was another one yesterday, is soon seen.

use super::Store;
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension};

/// So many others are told of at most.
const MOST: usize = 3;
/// More decisions of one are not counted: it is only said that there are some.
const COUNTED: usize = 100_000;

impl Store {
    /// The other reviewers who gave verdicts, by name, and how many each gave, counted up to a hundred thousand; a few of them.
    pub fn others(&self, reviewer: &str) -> Result<Vec<(String, usize)>> {
        self.read(|db| {
            let (mut others, mut last) = (Vec::new(), String::new());
            while let Some(name) = next(db, &last)? {
                let given = if name == reviewer { 0 } else { given(db, &name)? };
                if given > 0 {
                    others.push((name.clone(), given));
                }
                if others.len() == MOST {
                    break;
                }
                last = name;
            }
            Ok(others)
        })
    }
}

/// The next name after one; from name to name, so that nobody reads all states.
fn next(db: &Connection, after: &str) -> rusqlite::Result<Option<String>> {
    const SQL: &str = "SELECT reviewer FROM state WHERE reviewer > ?1 ORDER BY reviewer LIMIT 1";
    db.prepare_cached(SQL)?.query_row([after], |row| row.get(0)).optional()
}

fn given(db: &Connection, reviewer: &str) -> rusqlite::Result<usize> {
    const SQL: &str =
        "SELECT count(*) FROM (SELECT 1 FROM state WHERE reviewer = ?1 AND verdict <> 'unreviewed' LIMIT ?2)";
    db.prepare_cached(SQL)?
        .query_row((reviewer, COUNTED as i64), |row| row.get::<_, i64>(0))
        .map(|count| count.max(0) as usize)
}
