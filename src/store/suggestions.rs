//! Suggestions of what stands in the store: by several threads where they are many, as making them takes longer than
//! reading and writing them.

use super::{Store, from_json, to_json};
use crate::error::Result;
use crate::model::{Details, Passage, RowId, Suggestions};
use rusqlite::{Connection, Row, params};
use std::thread::{Builder, available_parallelism, scope};

/// For fewer than so many a thread is not worth its start.
const WORTH: usize = 64;
/// Most threads that make suggestions.
const MOST: usize = 4;

impl Store {
    /// Makes the suggestions of those of these recommendations that have none.
    pub fn suggest_missing(
        &mut self,
        rows: &[RowId],
        suggest: impl Fn(&Passage) -> Suggestions + Sync,
    ) -> Result<()> {
        let sql = "SELECT EXISTS (SELECT 1 FROM suggestion WHERE recommendation = ?1)";
        let missing = self.read(|db| {
            let mut has = db.prepare_cached(sql)?;
            let mut missing = Vec::new();
            for row in rows {
                let has: bool = has.query_row([row.0], |row| row.get(0))?;
                missing.extend((!has).then_some(row.0));
            }
            Ok(missing)
        })?;
        match missing.is_empty() {
            true => Ok(()),
            false => self.write(|db| suggest_for(db, &missing, &suggest)),
        }
    }
}

/// Makes the suggestions of these recommendations.
pub(super) fn suggest_for(
    db: &Connection,
    rows: &[i64],
    suggest: &(impl Fn(&Passage) -> Suggestions + Sync),
) -> rusqlite::Result<()> {
    let subjects = subjects(db, rows)?;
    let made = in_threads(&subjects, &|subject| suggest(&subject.passage()));
    let mut insert =
        db.prepare_cached("INSERT OR REPLACE INTO suggestion (recommendation, ranked) VALUES (?1, ?2)")?;
    for (subject, suggestions) in subjects.iter().zip(made) {
        insert.execute(params![subject.row, to_json(&suggestions)?])?;
    }
    Ok(())
}

/// What a suggestion is made from.
struct Subject {
    row: i64,
    text: String,
    lead_in: Option<String>,
    context: Option<String>,
    section: Vec<String>,
    details: Details,
}

impl Subject {
    fn passage(&self) -> Passage<'_> {
        Passage {
            text: &self.text,
            lead_in: self.lead_in.as_deref(),
            context: self.context.as_deref(),
            section: &self.section,
            language: self.details.language.as_deref(),
            document: Some(&self.details),
        }
    }
}

fn subjects(db: &Connection, rows: &[i64]) -> rusqlite::Result<Vec<Subject>> {
    let mut select = db.prepare_cached(
        "SELECT r.row, r.text, r.lead_in, r.context, r.section, d.details FROM recommendation r
         JOIN document d ON d.row = r.document WHERE r.row = ?1",
    )?;
    let subject = |row: &Row| {
        Ok(Subject {
            row: row.get("row")?,
            text: row.get("text")?,
            lead_in: row.get("lead_in")?,
            context: row.get("context")?,
            section: from_json(row, "section")?,
            details: from_json(row, "details")?,
        })
    };
    let mut subjects = Vec::with_capacity(rows.len());
    for row in rows {
        subjects.extend(select.query_map([row], subject)?.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(subjects)
}

/// The answers for all of them, in order. A thread that cannot be started is done without; one that panics takes this one along.
fn in_threads<T: Sync, U: Send>(all: &[T], answer: &(impl Fn(&T) -> U + Sync)) -> Vec<U> {
    let threads = available_parallelism().map_or(1, usize::from).min(MOST).min(all.len() / WORTH).max(1);
    let answers = |part: &[T]| part.iter().map(answer).collect::<Vec<U>>();
    scope(|scope| {
        let mut parts = all.chunks(all.len().div_ceil(threads).max(1));
        let own = parts.next().unwrap_or_default();
        let others: Vec<_> = parts
            .map(|part| (part, Builder::new().spawn_scoped(scope, move || part.iter().map(answer).collect())))
            .collect();
        let mut made = answers(own);
        for (part, thread) in others {
            made.extend(match thread.map(|thread| thread.join()) {
                Ok(Ok(answers)) => answers,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                Err(_) => answers(part),
            });
        }
        made
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_order() {
        for count in [0, 1, WORTH, 2 * WORTH, 10 * WORTH + 3] {
            let all: Vec<usize> = (0..count).collect();
            assert_eq!(
                in_threads(&all, &|n| n * 2),
                (0..count).map(|n| n * 2).collect::<Vec<_>>(),
                "{count}"
            );
        }
    }

    #[test]
    fn a_panic_is_not_swallowed() {
        let all: Vec<usize> = (0..10 * WORTH).collect();
        let last = |n: &usize| assert!(*n + 1 < 10 * WORTH, "the last");
        assert!(std::panic::catch_unwind(|| in_threads(&all, &last)).is_err());
    }
}
