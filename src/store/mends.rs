//! Mends: what people corrected of what was found. They are everybody's; what was found is kept beside them.

use super::alike::compare_anew;
use super::journal::{Entry, Target, kind_of};
use super::{from_json, from_word, to_json};
use crate::model::{Change, Mark, Response, RowId, Span, StepKind, Wording};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;

/// The entry on the row that it is about; a recommendation that it marks gets one where it has none yet.
pub(super) fn placed(db: &Connection, entry: &Entry) -> rusqlite::Result<Entry> {
    let (Target::Marked(document, id), Change::Marked { to: Some(mark) }) = (&entry.target, &entry.change)
    else {
        return Ok(entry.clone());
    };
    let known = db
        .prepare_cached("SELECT row FROM recommendation WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    let row = match known {
        Some(row) => row,
        None => insert(db, None, document.as_str(), id.as_str(), mark)?,
    };
    Ok(Entry { target: Target::Recommendation(RowId(row)), change: entry.change.clone() })
}

/// Puts in what a mark tells of, not yet as marked, in a row of its own or in this one.
pub(super) fn insert(
    db: &Connection,
    row: Option<i64>,
    document: &str,
    id: &str,
    mark: &Mark,
) -> rusqlite::Result<i64> {
    let Wording { span, text, page, section, lead_in, context } = &mark.wording;
    db.prepare_cached(
        "INSERT INTO recommendation (id, document, kind, start, end, page, section, lead_in, context, text, proposers,
             addressees, response, confidence, reason, unmarked, row)
         VALUES (?1, (SELECT row FROM document WHERE id = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, ?14, 1, ?15)",
    )?
    .execute(params![
        id,
        document,
        mark.kind.word(),
        span.start,
        span.end,
        page,
        to_json(section)?,
        lead_in,
        context,
        text,
        to_json(&mark.proposers)?,
        to_json(&mark.addressees)?,
        mark.response.map(Response::word),
        mark.reason,
        row
    ])?;
    let row = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO recommendation_words (rowid, text, lead_in) VALUES (?1, ?2, ?3)")?
        .execute(params![row, text, lead_in])?;
    Ok(row)
}

/// The change that would set what `change` mends to what it is now.
pub(super) fn current(db: &Connection, row: RowId, change: &Change) -> rusqlite::Result<Change> {
    let sql = "SELECT start, end, text, page, section, lead_in, context, proposers, addressees, response, aside, unmarked
        FROM recommendation WHERE row = ?1";
    db.prepare_cached(sql)?.query_row([row.0], |now| {
        Ok(match change {
            Change::Text { .. } => Change::Text { to: wording(now)? },
            Change::Span { .. } => Change::Span { to: wording(now)? },
            Change::Proposers { .. } => Change::Proposers { to: from_json(now, "proposers")? },
            Change::Addressees { .. } => Change::Addressees { to: from_json(now, "addressees")? },
            Change::Response { .. } => {
                let stated = now.get::<_, Option<String>>("response")?.is_some();
                let to = stated.then(|| from_word(now, "response", Response::from_word)).transpose()?;
                Change::Response { to }
            }
            Change::Aside { .. } => Change::Aside { to: now.get("aside")? },
            // What stands marked is what was to be marked.
            marked => match now.get("unmarked")? {
                true => Change::Marked { to: None },
                false => marked.clone(),
            },
        })
    })
}

fn wording(row: &Row) -> rusqlite::Result<Wording> {
    Ok(Wording {
        span: Span { start: row.get("start")?, end: row.get("end")? },
        text: row.get("text")?,
        page: row.get("page")?,
        section: from_json(row, "section")?,
        lead_in: row.get("lead_in")?,
        context: row.get("context")?,
    })
}

/// Brings a recommendation up to one mend.
pub(super) fn apply(db: &Connection, row: RowId, change: &Change) -> rusqlite::Result<()> {
    if !change.comes_or_goes() {
        keep_found(db, row)?;
    }
    let set = |column: &str, to: &dyn rusqlite::ToSql| {
        db.prepare_cached(&format!("UPDATE recommendation SET {column} = ?2 WHERE row = ?1"))?
            .execute(params![row.0, to])
            .map(|_| ())
    };
    match change {
        Change::Text { to } | Change::Span { to } => reword(db, row, to),
        Change::Proposers { to } => set("proposers", &to_json(to)?),
        Change::Addressees { to } => set("addressees", &to_json(to)?),
        Change::Response { to } => set("response", &to.map(Response::word)),
        Change::Aside { to } => set("aside", to),
        Change::Marked { to } => set("unmarked", &to.is_none()),
        _ => Ok(()),
    }
}

fn keep_found(db: &Connection, row: RowId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO found SELECT row, start, end, page, section, lead_in, context, text, proposers, addressees,
             response FROM recommendation WHERE row = ?1",
    )?
    .execute([row.0])
    .map(|_| ())
}

/// New words in a new place: search and what says the same follow at once. What was suggested for the old words goes with
/// them.
fn reword(db: &Connection, row: RowId, to: &Wording) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO recommendation_words (recommendation_words, rowid, text, lead_in)
         SELECT 'delete', row, text, lead_in FROM recommendation WHERE row = ?1",
    )?
    .execute([row.0])?;
    db.prepare_cached(
        "UPDATE recommendation SET start = ?2, end = ?3, text = ?4, page = ?5, section = ?6, lead_in = ?7, context = ?8
         WHERE row = ?1",
    )?
    .execute(params![
        row.0,
        to.span.start,
        to.span.end,
        to.text,
        to.page,
        to_json(&to.section)?,
        to.lead_in,
        to.context
    ])?;
    db.prepare_cached("INSERT INTO recommendation_words (rowid, text, lead_in) VALUES (?1, ?2, ?3)")?
        .execute(params![row.0, to.text, to.lead_in])?;
    db.prepare_cached("DELETE FROM suggestion WHERE recommendation = ?1")?.execute([row.0])?;
    compare_anew(db, row)
}

/// What a mend comes to without one step: what the newest other step that still stands has set, whoever made it, else
/// what was so before the first.
pub(super) fn without(
    db: &Connection,
    step: i64,
    row: RowId,
    change: &Change,
) -> rusqlite::Result<Option<Change>> {
    let mut select = db.prepare_cached(
        "SELECT j.step, j.kind, j.of, j.change, j.before FROM journal j
         JOIN recommendation r ON r.id = j.recommendation WHERE r.row = ?1 ORDER BY j.entry",
    )?;
    let mut entries = select.query([row.0])?;
    let (mut first, mut set, mut standing) = (None, HashMap::new(), Vec::new());
    while let Some(entry) = entries.next()? {
        let to: Change = from_json(entry, "change")?;
        if !to.mends_the_same(change) {
            continue;
        }
        if first.is_none() {
            first = Some(from_json(entry, "before")?);
        }
        let of: Option<i64> = entry.get("of")?;
        standing.retain(|step| Some(*step) != of);
        match from_word(entry, "kind", kind_of)? {
            StepKind::Do => {
                let number: i64 = entry.get("step")?;
                set.insert(number, to);
                standing.push(number);
            }
            StepKind::Redo => standing.extend(of),
            StepKind::Undo => {}
        }
    }
    let newest = standing.into_iter().rfind(|number| *number != step);
    Ok(newest.and_then(|number| set.remove(&number)).or(first))
}

/// Makes every recommendation what it was when found, and those marked by hand unmade; for the test that replays the journal.
#[cfg(test)]
pub(super) fn unmend(db: &Connection) -> rusqlite::Result<()> {
    let marked = "SELECT row FROM recommendation WHERE id IN
        (SELECT recommendation FROM journal WHERE json_extract(change, '$.set') = 'marked')";
    db.execute_batch(&format!(
        "INSERT INTO recommendation_words (recommendation_words) VALUES ('delete-all');
         UPDATE recommendation SET (start, end, page, section, lead_in, context, text, proposers, addressees, response) =
             (SELECT start, end, page, section, lead_in, context, text, proposers, addressees, response FROM found
              WHERE found.recommendation = recommendation.row)
         WHERE row IN (SELECT recommendation FROM found);
         UPDATE recommendation SET aside = 0;
         DELETE FROM found;
         DELETE FROM suggestion WHERE recommendation IN ({marked});
         DELETE FROM recommendation WHERE row IN ({marked});
         INSERT INTO recommendation_words (rowid, text, lead_in) SELECT row, text, lead_in FROM recommendation;"
    ))
}
