//! What is most like a recommendation, by the words that few others have.

use super::Store;
use crate::error::Result;
use crate::facets::query::words_of;
use crate::model::RowId;
use rusqlite::OptionalExtension;
use std::collections::BTreeSet;

/// Words that are asked for: the rarest.
const WORDS: usize = 12;
/// Shorter words say little.
const SHORTEST: usize = 4;

impl Store {
    /// At most so many recommendations that share rare words with one, the most alike first (BM25); itself is the first.
    pub fn most_like(&self, row: RowId, most: usize) -> Result<Vec<RowId>> {
        const SQL: &str = "SELECT rowid FROM recommendation_words WHERE recommendation_words MATCH ?1
            ORDER BY rowid <> ?2, bm25(recommendation_words), rowid LIMIT ?3";
        self.read(|db| {
            let text: String =
                db.query_row("SELECT text FROM recommendation WHERE row = ?1", [row.0], |r| r.get(0))?;
            let words: BTreeSet<String> =
                words_of(&text).into_iter().filter(|word| word.chars().count() >= SHORTEST).collect();
            // Of this connection alone: the store itself is not touched, and may be read-only.
            db.execute_batch(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word USING fts5vocab (main, recommendation_words, row)",
            )?;
            let mut frequency = db.prepare_cached("SELECT doc FROM temp.word WHERE term = ?1")?;
            let mut known: Vec<(i64, String)> = Vec::new();
            for word in words {
                let times: Option<i64> = frequency.query_row([&word], |r| r.get(0)).optional()?;
                known.extend(times.filter(|times| *times > 1).map(|times| (times, word)));
            }
            known.sort();
            known.truncate(WORDS);
            if known.is_empty() {
                return Ok(vec![row]);
            }
            let rarest: Vec<String> = known.into_iter().map(|(_, word)| format!("\"{word}\"")).collect();
            let mut select = db.prepare_cached(SQL)?;
            let like = rusqlite::params![rarest.join(" OR "), row.0, most as i64];
            select.query_map(like, |r| r.get(0).map(RowId))?.collect()
        })
    }
}
