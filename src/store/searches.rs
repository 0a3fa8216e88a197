//! What a reviewer searched for: a convenience beside the decisions, small and never in their way.

use super::Store;
use super::behind::{fact, set_fact};
use crate::error::Result;
use rusqlite::Connection;

/// More are not gone back to.
const MOST: usize = 100;
/// A longer query, in bytes, is not kept.
const LONGEST: usize = 1_000;

impl Store {
    /// What a reviewer searched for, the newest last.
    pub fn searches(&self, reviewer: &str) -> Result<Vec<String>> {
        self.read(|db| kept(db, reviewer))
    }

    /// Remembers what a reviewer searched for: each query once, the oldest forgotten.
    pub fn remember_search(&mut self, reviewer: &str, query: &str) -> Result<()> {
        if query.len() > LONGEST {
            return Ok(());
        }
        self.write(|db| {
            let mut searches = kept(db, reviewer)?;
            searches.retain(|earlier| earlier != query);
            searches.push(query.to_string());
            let excess = searches.len().saturating_sub(MOST);
            searches.drain(..excess);
            set_fact(db, &name(reviewer), &super::to_json(&searches)?)
        })
    }
}

fn name(reviewer: &str) -> String {
    format!("searches of {reviewer}")
}

/// What cannot be read is as if it were not there.
fn kept(db: &Connection, reviewer: &str) -> rusqlite::Result<Vec<String>> {
    Ok(fact(db, &name(reviewer))?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}
