//! The vocabulary of a great store, kept as bytes and brought up to what changed since.

use super::Store;
use crate::error::Result;
use crate::facets::query::Query;
use crate::facets::{Bitset, Gatherer, Vocabulary};
use crate::model::RowId;
use rusqlite::{Connection, OptionalExtension, params};

/// Below so many recommendations full-text search answers as quickly.
const GREAT: i64 = 20_000;
/// After so many changes the vocabulary is gathered anew.
const MANY: usize = 20_000;

/// A vocabulary with the place up to which it knows the store.
#[derive(Debug)]
pub struct WordColumns {
    vocabulary: Vocabulary,
    /// Newest recommendation and newest journal entry.
    seen: (i64, i64),
    /// Recommendations that changed or came since it was gathered.
    changes: usize,
    is_kept: bool,
}

/// The words of a document that just came in.
#[derive(Debug)]
pub struct NewWords {
    pub(super) vocabulary: Vocabulary,
    /// The row of its first recommendation.
    pub(super) first: i64,
    /// The newest of the store with it.
    pub(super) seen: (i64, i64),
}

impl NewWords {
    /// The first recommendation of the document.
    pub fn first(&self) -> RowId {
        RowId(self.first)
    }
}

impl WordColumns {
    /// The rows below `len` that answer a query of words; none where only full-text search can tell.
    pub fn answer(&self, query: &Query, len: usize) -> Option<Bitset> {
        self.vocabulary.answer(query, len)
    }

    /// The vocabulary of a store that had no recommendations before; none where it had.
    pub fn of(new: NewWords) -> Option<WordColumns> {
        let NewWords { vocabulary, first, seen } = new;
        (first == 1).then_some(WordColumns { vocabulary, seen, changes: 0, is_kept: false })
    }

    /// Takes the words of a document that came in after all else that is known here; where anything else did, they
    /// are left to be followed.
    pub fn join(&mut self, new: &NewWords) {
        if self.changes == 0 && (self.seen.0 + 1, self.seen.1) == (new.first, new.seen.1) {
            self.vocabulary = self.vocabulary.joined(&new.vocabulary);
            self.seen = new.seen;
            self.is_kept = false;
        }
    }

    /// Whether it is to be kept for the next start.
    pub fn worth_keeping(&self) -> bool {
        !self.is_kept && self.changes == 0 && self.seen.0 >= GREAT
    }

    /// Whether so much changed that it should be gathered anew.
    pub fn is_old(&self) -> bool {
        self.changes > MANY || (!self.is_kept && self.changes > 0 && self.seen.0 >= GREAT)
    }
}

impl Store {
    /// Whether there are so many recommendations that a vocabulary of its own is worth its room.
    pub fn is_great(&self) -> Result<bool> {
        self.read(newest).map(|(row, _)| row >= GREAT)
    }

    /// The kept vocabulary with what changed since; none where none is kept.
    pub fn words(&self) -> Result<Option<WordColumns>> {
        self.read(|db| {
            let moment = db.unchecked_transaction()?;
            let mut select = moment.prepare_cached("SELECT row, entry, columns FROM word_columns")?;
            let mut rows = select.query([])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let seen = (row.get(0)?, row.get(1)?);
            let Some(vocabulary) = Vocabulary::from_bytes(row.get_ref(2)?.as_blob()?) else {
                return Ok(None);
            };
            let mut words = WordColumns { vocabulary, seen, changes: 0, is_kept: true };
            Ok(follow(&moment, &mut words)?.then_some(words))
        })
    }

    /// Brings a vocabulary up to what changed since. False where it is better gathered anew.
    pub fn follow_words(&self, words: &mut WordColumns) -> Result<bool> {
        self.read(|db| {
            let moment = db.unchecked_transaction()?;
            follow(&moment, words)
        })
    }

    /// Gathers the vocabulary of all recommendations: seconds for a great store.
    pub fn gather_words(&self) -> Result<WordColumns> {
        self.read(|db| {
            let moment = db.unchecked_transaction()?;
            let seen = newest(&moment)?;
            let mut gatherer = Gatherer::default();
            let mut select = moment.prepare("SELECT row, text, lead_in FROM recommendation ORDER BY row")?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let (text, lead_in) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str_or_null()?);
                gatherer.push(RowId(row.get(0)?), &[text, lead_in.unwrap_or_default()]);
            }
            Ok(WordColumns { vocabulary: gatherer.finish(), seen, changes: 0, is_kept: false })
        })
    }

    /// Keeps a vocabulary that was just gathered. Nothing is lost where it fails.
    pub fn keep_words(&mut self, words: &mut WordColumns) -> Result<()> {
        let bytes = words.vocabulary.to_bytes();
        self.write(|db| {
            db.execute("DELETE FROM word_columns", [])?;
            db.execute(
                "INSERT INTO word_columns (row, entry, columns) VALUES (?1, ?2, ?3)",
                params![words.seen.0, words.seen.1, bytes],
            )
        })?;
        words.is_kept = true;
        Ok(())
    }
}

/// Newest recommendation and newest journal entry.
pub(super) fn newest(db: &Connection) -> rusqlite::Result<(i64, i64)> {
    let sql = "SELECT (SELECT coalesce(max(row), 0) FROM recommendation), (SELECT coalesce(max(entry), 0) FROM journal)";
    db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn follow(db: &Connection, words: &mut WordColumns) -> rusqlite::Result<bool> {
    let now = newest(db)?;
    if now == words.seen {
        return Ok(true);
    }
    if now.0 < words.seen.0 || now.1 < words.seen.1 || now.0 - words.seen.0 > 4 * MANY as i64 {
        return Ok(false);
    }
    let sql = "SELECT row FROM recommendation WHERE row > ?1
        UNION SELECT r.row FROM journal j CROSS JOIN recommendation r ON r.id = j.recommendation
        WHERE j.entry > ?2 AND json_extract(j.change, '$.set') NOT IN ('verdict', 'tags', 'note')";
    let mut select = db.prepare_cached(sql)?;
    let changed: Vec<i64> = select
        .query_map(params![words.seen.0, words.seen.1], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut texts = db.prepare_cached("SELECT text, lead_in FROM recommendation WHERE row = ?1")?;
    for row in &changed {
        let found: Option<(String, Option<String>)> =
            texts.query_row([row], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if let Some((text, lead_in)) = found {
            words.vocabulary.renew(RowId(*row), &[&text, lead_in.as_deref().unwrap_or_default()]);
        }
    }
    words.changes += changed.len();
    words.seen = now;
    Ok(true)
}
