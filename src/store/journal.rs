//! The append-only journal, and the state it means, written in the same transaction.

use super::{Store, filters, from_json, from_word, mends, now, to_json};
use crate::error::Result;
use crate::model::{Change, Decision, Details, DocumentId, RecommendationId, RowId, StepKind, Verdict};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A recommendation, as the entry's reviewer sees it.
    Recommendation(RowId),
    /// A recommendation that the entry marks, which need not be there yet.
    Marked(DocumentId, RecommendationId),
    /// A document, for everybody.
    Document(DocumentId),
    /// The store itself, for everybody; such an entry names no document.
    Store,
}

/// An entry to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is about.
    pub target: Target,
    /// What it sets.
    pub change: Change,
}

/// A step of the journal that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its number.
    pub number: i64,
    /// What was set, in order.
    pub entries: Vec<Entry>,
    /// What it is called by: what was done, or what was taken back or done again.
    pub subject: Vec<Entry>,
}

impl Store {
    /// Appends one step of decisions and brings the state up to it. Entries that would change nothing are left out;
    /// none where nothing is left.
    pub fn decide(&mut self, reviewer: &str, entries: &[Entry]) -> Result<Option<Step>> {
        self.write(|db| append(db, reviewer, StepKind::Do, None, entries))
    }

    /// The number of the newest entry; 0 where there is none.
    pub fn last_entry(&self) -> Result<i64> {
        self.read(last_entry)
    }

    /// As [`Store::decide`], unless somebody decided something after the entry numbered `seen`: then nothing is done, and
    /// the answer is none.
    pub fn decide_after(
        &mut self,
        seen: i64,
        reviewer: &str,
        entries: &[Entry],
    ) -> Result<Option<Option<Step>>> {
        self.write(|db| match last_entry(db)? == seen {
            true => append(db, reviewer, StepKind::Do, None, entries).map(Some),
            false => Ok(None),
        })
    }

    /// Appends many steps at once, all or none of them.
    pub fn decide_all(&mut self, reviewer: &str, steps: &[Vec<Entry>]) -> Result<()> {
        self.write(|db| {
            steps.iter().try_for_each(|entries| append(db, reviewer, StepKind::Do, None, entries).map(|_| ()))
        })
    }

    /// Takes back the reviewer's last step that is not taken back yet. None where there is none.
    pub fn undo(&mut self, reviewer: &str) -> Result<Option<Step>> {
        self.write(|db| {
            let Some(step) = next_to_undo(db, reviewer)? else { return Ok(None) };
            let taken_back = entries_of(db, step, "change")?;
            let mut entries = steered(db, &taken_back, entries_of(db, step, "before")?)?;
            entries.iter_mut().try_for_each(|entry| without(db, step, entry))?;
            entries.reverse();
            let made = append(db, reviewer, StepKind::Undo, Some(step), &entries)?;
            Ok(made.map(|made| Step { subject: taken_back, ..made }))
        })
    }

    /// Does the last step again that was taken back, unless something was decided since. None where there is none.
    pub fn redo(&mut self, reviewer: &str) -> Result<Option<Step>> {
        self.write(|db| {
            let Some(step) = next_to_redo(db, reviewer)? else { return Ok(None) };
            let again = entries_of(db, step, "change")?;
            let entries = steered(db, &entries_of(db, step, "before")?, again)?;
            append(db, reviewer, StepKind::Redo, Some(step), &entries)
        })
    }

    /// Every entry about a recommendation, by every reviewer, oldest first.
    pub fn history(&self, row: RowId) -> Result<Vec<Decision>> {
        const SQL: &str =
            "SELECT j.reviewer, j.at, j.kind, j.document, j.recommendation, j.change FROM journal j
            JOIN recommendation r ON r.id = j.recommendation WHERE r.row = ?1 ORDER BY j.entry";
        self.read(|db| db.prepare_cached(SQL)?.query_map([row.0], decision_of)?.collect())
    }

    /// Everybody who decided something about a recommendation, in the order of their first decision.
    pub fn reviewers(&self) -> Result<Vec<String>> {
        const SQL: &str = "SELECT reviewer FROM journal WHERE recommendation IS NOT NULL GROUP BY reviewer ORDER BY min(entry)";
        self.read(|db| db.prepare(SQL)?.query_map([], |row| row.get(0))?.collect())
    }
}

fn decision_of(row: &Row) -> rusqlite::Result<Decision> {
    Ok(Decision {
        reviewer: row.get("reviewer")?,
        at: row.get("at")?,
        kind: from_word(row, "kind", kind_of)?,
        document: DocumentId::from_stored(row.get("document")?),
        recommendation: row.get::<_, Option<String>>("recommendation")?.map(RecommendationId::from_stored),
        change: from_json(row, "change")?,
    })
}

pub(super) fn kind_of(word: &str) -> Option<StepKind> {
    [StepKind::Do, StepKind::Undo, StepKind::Redo].into_iter().find(|k| word_of(*k) == word)
}

fn word_of(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Do => "do",
        StepKind::Undo => "undo",
        StepKind::Redo => "redo",
    }
}

/// Walks the reviewer's steps from the newest back: an undo hides the nearest step that is not hidden yet.
fn next_to_undo(db: &Connection, reviewer: &str) -> rusqlite::Result<Option<i64>> {
    let mut hidden = 0;
    walk_back(db, reviewer, |step| match step.kind {
        StepKind::Undo => {
            hidden += 1;
            Walk::On
        }
        StepKind::Do | StepKind::Redo if hidden > 0 => {
            hidden -= 1;
            Walk::On
        }
        StepKind::Do | StepKind::Redo => Walk::Found(step.of.unwrap_or(step.number)),
    })
}

/// The newest undo that was not redone, as long as nothing new was decided after it.
fn next_to_redo(db: &Connection, reviewer: &str) -> rusqlite::Result<Option<i64>> {
    let mut redone = 0;
    walk_back(db, reviewer, |step| match step.kind {
        StepKind::Do => Walk::Stop,
        StepKind::Redo => {
            redone += 1;
            Walk::On
        }
        StepKind::Undo if redone > 0 => {
            redone -= 1;
            Walk::On
        }
        StepKind::Undo => step.of.map_or(Walk::Stop, Walk::Found),
    })
}

struct PastStep {
    number: i64,
    kind: StepKind,
    of: Option<i64>,
}

enum Walk {
    On,
    Stop,
    Found(i64),
}

fn walk_back(
    db: &Connection,
    reviewer: &str,
    mut visit: impl FnMut(PastStep) -> Walk,
) -> rusqlite::Result<Option<i64>> {
    let mut steps = db.prepare_cached(
        "SELECT step, kind, of FROM journal WHERE reviewer = ?1 AND entry = step ORDER BY step DESC",
    )?;
    let mut rows = steps.query([reviewer])?;
    while let Some(row) = rows.next()? {
        let step = PastStep { number: row.get(0)?, kind: from_word(row, "kind", kind_of)?, of: row.get(2)? };
        match visit(step) {
            Walk::On => {}
            Walk::Stop => return Ok(None),
            Walk::Found(step) => return Ok(Some(step)),
        }
    }
    Ok(None)
}

fn entries_of(db: &Connection, step: i64, column: &str) -> rusqlite::Result<Vec<Entry>> {
    let sql = format!(
        "SELECT j.document, r.row, j.{column} AS change FROM journal j
         LEFT JOIN recommendation r ON r.id = j.recommendation WHERE j.step = ?1 ORDER BY j.entry"
    );
    let entry = |row: &Row| {
        let target = match row.get::<_, Option<i64>>("row")? {
            Some(row) => Target::Recommendation(RowId(row)),
            None => match row.get::<_, String>("document")? {
                none if none.is_empty() => Target::Store,
                document => Target::Document(DocumentId::from_stored(document)),
            },
        };
        Ok(Entry { target, change: from_json(row, "change")? })
    };
    db.prepare_cached(&sql)?.query_map([step], entry)?.collect()
}

/// The entries as they are to be set now. A document's details are everybody's: of them, only the fields that the step
/// itself changed, from `from` to `to`, go back or forth; what others corrected meanwhile stays, and so does what others
/// saved meanwhile under the same name.
fn steered(db: &Connection, from: &[Entry], to: Vec<Entry>) -> rusqlite::Result<Vec<Entry>> {
    let one = |(from, to): (&Entry, Entry)| {
        if let Change::Filter { name, .. } = &to.change {
            let now = filters::saved(db, name)?;
            return Ok(if now == from.change { to } else { Entry { change: now, ..to } });
        }
        let (Change::Details { to: old }, Change::Details { to: new }) = (&from.change, &to.change) else {
            return Ok(to);
        };
        let Change::Details { to: now } = current(db, "", &to)? else { return Ok(to) };
        Ok(Entry { change: Change::Details { to: now.moved(old, new) }, ..to })
    };
    from.iter().zip(to).map(one).collect()
}

/// A mend that is taken back leaves what others mended of the same.
fn without(db: &Connection, step: i64, entry: &mut Entry) -> rusqlite::Result<()> {
    if let (Target::Recommendation(row), true) = (&entry.target, entry.change.is_mend())
        && let Some(change) = mends::without(db, step, *row, &entry.change)?
    {
        entry.change = change;
    }
    Ok(())
}

fn append(
    db: &Transaction,
    reviewer: &str,
    kind: StepKind,
    of: Option<i64>,
    entries: &[Entry],
) -> rusqlite::Result<Option<Step>> {
    let at = now();
    // Entries are never deleted, so the next number is known; a step bears the number of its first entry.
    let number = last_entry(db)? + 1;
    let mut made = Step { number, entries: Vec::new(), subject: Vec::new() };
    for entry in entries {
        let entry = &mends::placed(db, entry)?;
        let before = current(db, reviewer, entry)?;
        // Taking back and doing again are always told, even where another program has set the same meanwhile.
        if before == entry.change && kind == StepKind::Do {
            continue;
        }
        let (document, recommendation) = ids(db, &entry.target)?;
        db.prepare_cached(
            "INSERT INTO journal (step, kind, of, reviewer, at, document, recommendation, change, before)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            made.number,
            word_of(kind),
            of,
            reviewer,
            at,
            document,
            recommendation,
            to_json(&entry.change)?,
            to_json(&before)?
        ])?;
        made.subject.push(entry.clone());
        made.entries.push(entry.clone());
        apply(db, reviewer, &at, entry)?;
    }
    Ok((!made.entries.is_empty()).then_some(made))
}

fn last_entry(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT coalesce(max(entry), 0) FROM journal")?.query_row([], |row| row.get(0))
}

fn ids(db: &Connection, target: &Target) -> rusqlite::Result<(String, Option<String>)> {
    match target {
        Target::Document(id) => Ok((id.as_str().to_string(), None)),
        Target::Store => Ok((String::new(), None)),
        Target::Marked(document, id) => Ok((document.as_str().to_string(), Some(id.as_str().to_string()))),
        Target::Recommendation(row) => db
            .prepare_cached(
                "SELECT document.id, recommendation.id FROM recommendation
                 JOIN document ON document.row = recommendation.document WHERE recommendation.row = ?1",
            )?
            .query_row([row.0], |row| Ok((row.get(0)?, row.get(1)?))),
    }
}

/// The change that would set what `entry` sets to what it is now.
fn current(db: &Connection, reviewer: &str, entry: &Entry) -> rusqlite::Result<Change> {
    match (&entry.target, &entry.change) {
        (Target::Recommendation(row), Change::Verdict { .. }) => {
            let sql = "SELECT verdict FROM state WHERE reviewer = ?1 AND recommendation = ?2";
            let verdict = |row: &Row| from_word(row, "verdict", Verdict::from_word);
            let to = db.prepare_cached(sql)?.query_row(params![reviewer, row.0], verdict).optional()?;
            Ok(Change::Verdict { to: to.unwrap_or_default() })
        }
        (Target::Recommendation(row), Change::Tags { scheme, .. }) => {
            let sql = "SELECT notation FROM tag WHERE reviewer = ?1 AND recommendation = ?2 AND scheme = ?3 ORDER BY place";
            let to = db
                .prepare_cached(sql)?
                .query_map(params![reviewer, row.0, scheme], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Change::Tags { scheme: scheme.clone(), to })
        }
        (Target::Recommendation(row), Change::Note { .. }) => {
            let sql = "SELECT note FROM state WHERE reviewer = ?1 AND recommendation = ?2";
            let to: Option<Option<String>> =
                db.prepare_cached(sql)?.query_row(params![reviewer, row.0], |row| row.get(0)).optional()?;
            Ok(Change::Note { to: to.flatten() })
        }
        (Target::Document(id), Change::Withdrawn { .. }) => {
            let sql = "SELECT withdrawn FROM document WHERE id = ?1";
            Ok(Change::Withdrawn { to: db.query_row(sql, [id.as_str()], |row| row.get(0))? })
        }
        (Target::Document(id), Change::Details { .. }) => {
            let details = |row: &Row| from_json::<Details>(row, "details");
            Ok(Change::Details {
                to: db.query_row("SELECT details FROM document WHERE id = ?1", [id.as_str()], details)?,
            })
        }
        (Target::Store, Change::Filter { name, .. }) => filters::saved(db, name),
        (Target::Recommendation(row), mend) if mend.is_mend() => mends::current(db, *row, mend),
        (target, change) => Err(misplaced(target, change)),
    }
}

/// Brings the state up to one entry. The whole state is the journal applied this way, entry by entry, from nothing.
pub(super) fn apply(db: &Connection, reviewer: &str, at: &str, entry: &Entry) -> rusqlite::Result<()> {
    match (&entry.target, &entry.change) {
        (Target::Store, Change::Filter { name, to }) => filters::save(db, reviewer, at, name, to.as_ref())?,
        (Target::Recommendation(row), mend) if mend.is_mend() => mends::apply(db, *row, mend)?,
        (Target::Recommendation(row), change) => {
            db.prepare_cached(
                "INSERT INTO state (reviewer, recommendation, verdict, decided_at) VALUES (?1, ?2, 'unreviewed', ?3)
                 ON CONFLICT DO UPDATE SET decided_at = excluded.decided_at",
            )?
            .execute(params![reviewer, row.0, at])?;
            set(db, reviewer, *row, change)?;
            db.prepare_cached(
                "DELETE FROM state WHERE reviewer = ?1 AND recommendation = ?2 AND verdict = 'unreviewed' AND note IS NULL
                 AND NOT EXISTS (SELECT 1 FROM tag WHERE reviewer = ?1 AND recommendation = ?2)",
            )?
            .execute(params![reviewer, row.0])?;
        }
        (Target::Document(id), Change::Withdrawn { to }) => {
            db.execute("UPDATE document SET withdrawn = ?2 WHERE id = ?1", params![id.as_str(), to])?;
        }
        (Target::Document(id), Change::Details { to }) => {
            db.execute("UPDATE document SET details = ?2 WHERE id = ?1", params![id.as_str(), to_json(to)?])?;
        }
        (target, change) => return Err(misplaced(target, change)),
    }
    Ok(())
}

fn set(db: &Connection, reviewer: &str, row: RowId, change: &Change) -> rusqlite::Result<()> {
    match change {
        Change::Verdict { to } => {
            let sql = "UPDATE state SET verdict = ?3 WHERE reviewer = ?1 AND recommendation = ?2";
            db.prepare_cached(sql)?.execute(params![reviewer, row.0, to.word()])?;
        }
        Change::Note { to } => {
            let sql = "UPDATE state SET note = ?3 WHERE reviewer = ?1 AND recommendation = ?2";
            db.prepare_cached(sql)?.execute(params![reviewer, row.0, to])?;
        }
        Change::Tags { scheme, to } => {
            let sql = "DELETE FROM tag WHERE reviewer = ?1 AND recommendation = ?2 AND scheme = ?3";
            db.prepare_cached(sql)?.execute(params![reviewer, row.0, scheme])?;
            let sql = "INSERT INTO tag (reviewer, recommendation, scheme, place, notation) VALUES (?1, ?2, ?3, ?4, ?5)";
            let mut insert = db.prepare_cached(sql)?;
            for (place, notation) in to.iter().enumerate() {
                insert.execute(params![reviewer, row.0, scheme, place, notation])?;
            }
        }
        _ => return Err(misplaced(&Target::Recommendation(row), change)),
    }
    Ok(())
}

fn misplaced(target: &Target, change: &Change) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(format!("{change:?} cannot be set on {target:?}").into())
}

/// Makes the state of all recommendations anew from the journal.
#[cfg(test)]
pub(super) fn replay(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("DELETE FROM state; DELETE FROM tag;")?;
    mends::unmend(db)?;
    let sql = "SELECT reviewer, at, document, recommendation, change FROM journal
        WHERE recommendation IS NOT NULL ORDER BY entry";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (reviewer, at): (String, String) = (row.get("reviewer")?, row.get("at")?);
        let document = DocumentId::from_stored(row.get("document")?);
        let id: String = row.get("recommendation")?;
        let change = from_json(row, "change")?;
        let target = Target::Marked(document, RecommendationId::from_stored(id.clone()));
        let known = db
            .query_row("SELECT row FROM recommendation WHERE id = ?1", [&id], |row| row.get(0))
            .optional()?;
        let target = known.map_or(target, |row| Target::Recommendation(RowId(row)));
        apply(db, &reviewer, &at, &mends::placed(db, &Entry { target, change })?)?;
    }
    Ok(())
}
