//! What a reviewer wrote and neither saved nor gave up: a convenience beside the decisions, like what was searched for.

use super::Store;
use super::behind::{fact, set_fact};
use crate::error::Result;
use crate::model::{Recommendation, RowId};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

/// What is written of a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Written {
    /// Its note, the reviewer's own.
    Note,
    /// Its words, everybody's.
    Text,
}

impl Written {
    /// What it is now.
    pub fn now(self, recommendation: &Recommendation) -> &str {
        match self {
            Written::Note => recommendation.note.as_deref().unwrap_or_default(),
            Written::Text => &recommendation.text,
        }
    }
}

/// Something that was written and not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Of which recommendation.
    pub row: RowId,
    /// Which words of it.
    pub written: Written,
    /// The words that the recommendation has now.
    pub about: String,
    /// What was written.
    pub words: String,
}

/// A draft as it is kept: an id says more than a row where a store is mended.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    recommendation: String,
    written: Written,
    words: String,
}

impl Store {
    /// What a reviewer wrote and did not save, in the order of the recommendations; without what is there no more.
    pub fn drafts(&self, reviewer: &str) -> Result<Vec<Draft>> {
        const SQL: &str = "SELECT row, text FROM recommendation WHERE id = ?1";
        self.read(|db| {
            let mut drafts = Vec::new();
            for kept in kept(db, reviewer)? {
                let found = db.prepare_cached(SQL)?.query_row([&kept.recommendation], |row| {
                    Ok((RowId(row.get(0)?), row.get::<_, String>(1)?))
                });
                let Some((row, about)) = found.optional()? else { continue };
                drafts.push(Draft { row, written: kept.written, about, words: kept.words });
            }
            drafts.sort_by_key(|draft| (draft.row, draft.written));
            Ok(drafts)
        })
    }

    /// Keeps what a reviewer wrote and did not save, in the place of what was kept before.
    pub fn keep_drafts(&mut self, reviewer: &str, drafts: &[Draft]) -> Result<()> {
        const SQL: &str = "SELECT id FROM recommendation WHERE row = ?1";
        self.write(|db| {
            let mut all = Vec::new();
            for draft in drafts {
                let id = db.prepare_cached(SQL)?.query_row([draft.row.0], |row| row.get(0)).optional()?;
                let (written, words) = (draft.written, draft.words.clone());
                all.extend(id.map(|recommendation| Kept { recommendation, written, words }));
            }
            set_fact(db, &name(reviewer), &super::to_json(&all)?)
        })
    }
}

fn name(reviewer: &str) -> String {
    format!("drafts of {reviewer}")
}

/// What cannot be read is as if it were not there.
fn kept(db: &Connection, reviewer: &str) -> rusqlite::Result<Vec<Kept>> {
    Ok(fact(db, &name(reviewer))?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}
