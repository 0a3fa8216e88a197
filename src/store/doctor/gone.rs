//! Recommendations that are not there any more. Rows are only ever added, so a number that is left out was one of them;
//! the documents that stand beside the gap may give them back.

use crate::error::{Error, Result};
use crate::model::{Candidate, Document, DocumentId, Identities, Mark, RowId, Wording};
use crate::store::behind::leave_from;
use crate::store::documents::{COLUMNS, document_of, unpack};
use crate::store::{Store, mends};
use rusqlite::{Connection, OptionalExtension, Params, Statement, params};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Numbers that no recommendation has, between two that some have.
struct Gap {
    numbers: Range<i64>,
    /// Rows of the documents on both sides of it, the lower first.
    documents: (i64, i64),
}

/// No more than so many are brought back: a number far from all others is damage of its own.
const MOST: usize = 1 << 20;

/// What the journal names and is not there.
const NAMED: &str = "FROM journal WHERE recommendation IS NOT NULL
    AND recommendation NOT IN (SELECT id FROM recommendation)";

impl Store {
    /// Documents that may give back recommendations which are not there any more, in the order of import.
    pub fn documents_that_lost(&self) -> Result<Vec<Document>> {
        self.read(|db| {
            let mut between = db.prepare("SELECT row FROM document WHERE row BETWEEN ?1 AND ?2")?;
            let named = format!("SELECT row FROM document WHERE id IN (SELECT document {NAMED})");
            let mut documents: BTreeSet<i64> = rows(&mut db.prepare(&named)?, [])?;
            for gap in gaps(db)? {
                documents.append(&mut rows(&mut between, gap.documents)?);
            }
            let mut select = db.prepare(&format!("SELECT {COLUMNS} FROM document WHERE row = ?1"))?;
            documents.into_iter().map(|row| select.query_row([row], document_of)).collect()
        })
    }

    /// The bytes of a document as they were imported.
    pub fn bytes(&self, id: &DocumentId) -> Result<Vec<u8>> {
        let sql = "SELECT c.bytes FROM content c JOIN document d ON d.row = c.document WHERE d.id = ?1";
        let packed: Option<Vec<u8>> =
            self.read(|db| db.query_row(sql, [id.as_str()], |row| row.get(0)).optional())?;
        let bytes = packed.and_then(|packed| unpack(&packed).ok());
        bytes.ok_or_else(|| Error::store(format!("the source of document {} is not there", id.short())))
    }

    /// How sure the least sure of what was found in a document is, 0 to 1; none where nothing of it is there.
    pub fn least_sure(&self, id: &DocumentId) -> Result<Option<f32>> {
        let sql = "SELECT min(r.confidence) FROM recommendation r JOIN document d ON d.row = r.document
            WHERE d.id = ?1 AND r.kind <> 'manual'";
        self.read(|db| db.query_row(sql, [id.as_str()], |row| row.get(0)))
    }

    /// Puts in again what was found in a document and is not there any more: what the journal names, and what a number
    /// was left free by. `found` is all that is found in it today, in reading order.
    pub fn bring_back(&mut self, id: &DocumentId, found: &[Candidate]) -> Result<()> {
        self.write(|db| {
            let named = named_in(db, id)?;
            let there = rows_of(db, id)?;
            let mut identities = Identities::new(id);
            let ids: Vec<_> = found.iter().map(|one| identities.next(&one.text)).collect();
            let free = gaps(db)?.into_iter().flat_map(|gap| gap.numbers);
            let mut free: BTreeSet<i64> = free.take(MOST).collect();
            // Numbers follow each other in a document: one that is there tells those of all.
            let told = ids.iter().enumerate().find_map(|(at, id)| Some(there.get(id.as_str())? - at as i64));
            let first = told.or_else(|| free.first().copied()).unwrap_or_default();
            for (at, (one, id_of_one)) in found.iter().zip(&ids).enumerate() {
                if there.contains_key(id_of_one.as_str()) {
                    continue;
                }
                let own = free.take(&(first + at as i64));
                if own.is_none() && !named.contains(id_of_one.as_str()) {
                    continue;
                }
                let number = own.or_else(|| free.pop_first());
                let row = mends::insert(db, number, id.as_str(), id_of_one.as_str(), &as_found(one))?;
                let sql = "UPDATE recommendation SET confidence = ?2, unmarked = 0 WHERE row = ?1";
                db.prepare_cached(sql)?.execute(params![row, one.confidence])?;
                forget(db, row)?;
            }
            Ok(())
        })
    }
}

/// A recommendation as it stood when found.
fn as_found(one: &Candidate) -> Mark {
    let one = one.clone();
    Mark {
        kind: one.kind,
        wording: Wording {
            span: one.span,
            text: one.text,
            page: one.page,
            section: one.section,
            lead_in: one.lead_in,
            context: one.context,
        },
        proposers: one.proposers,
        addressees: one.addressees,
        response: one.response,
        reason: one.reason,
        from: Vec::new(),
    }
}

/// Whatever else has this number belonged to the one that was lost, or to another.
fn forget(db: &Connection, row: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM suggestion WHERE recommendation = ?1")?.execute([row])?;
    db.prepare_cached("DELETE FROM found WHERE recommendation = ?1")?.execute([row])?;
    leave_from(db, row)
}

/// What the journal names of a document and is not there, by id.
fn named_in(db: &Connection, id: &DocumentId) -> rusqlite::Result<BTreeSet<String>> {
    let sql = format!("SELECT DISTINCT recommendation {NAMED} AND document = ?1");
    db.prepare(&sql)?.query_map([id.as_str()], |row| row.get(0))?.collect()
}

/// Every recommendation of a document that is there, by id.
fn rows_of(db: &Connection, id: &DocumentId) -> rusqlite::Result<HashMap<String, i64>> {
    let sql =
        "SELECT r.id, r.row FROM recommendation r JOIN document d ON d.row = r.document WHERE d.id = ?1";
    db.prepare(sql)?.query_map([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn rows(select: &mut Statement, of: impl Params) -> rusqlite::Result<BTreeSet<i64>> {
    select.query_map(of, |row| row.get(0))?.collect()
}

/// How many recommendations are not there any more, as far as that can be told.
pub(super) fn count(db: &Connection) -> rusqlite::Result<i64> {
    let free: i64 = gaps(db)?.iter().map(|gap| gap.numbers.end - gap.numbers.start).sum();
    let sql = format!("SELECT count(DISTINCT recommendation) {NAMED}");
    let named: i64 = db.query_row(&sql, [], |row| row.get(0))?;
    Ok(free.max(named))
}

/// Puts in again what somebody marked by hand.
pub(super) fn mark_again(
    db: &Connection,
    document: &DocumentId,
    id: &str,
    mark: &Mark,
) -> rusqlite::Result<RowId> {
    let free = gaps(db)?.first().map(|gap| gap.numbers.start);
    let row = mends::insert(db, free, document.as_str(), id, mark)?;
    forget(db, row)?;
    Ok(RowId(row))
}

/// Every gap in the numbers of recommendations, in order. One at the end is told by what is left over of those lost.
fn gaps(db: &Connection) -> rusqlite::Result<Vec<Gap>> {
    let sql = "SELECT coalesce(max(row), 0), count(*) FROM recommendation";
    let (last, count): (i64, i64) = db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sql = "SELECT count(*) FROM (
        SELECT id FROM recommendation_words_docsize WHERE id > ?1 UNION
        SELECT recommendation FROM suggestion WHERE recommendation > ?1 UNION
        SELECT recommendation FROM alike WHERE recommendation > ?1 UNION
        SELECT recommendation FROM found WHERE recommendation > ?1 UNION
        SELECT recommendation FROM state WHERE recommendation > ?1)";
    let left_over: i64 = db.query_row(sql, [last], |row| row.get(0))?;
    let mut gaps = Vec::new();
    if last > count {
        let (mut before, mut document) = (0, 0);
        let mut select = db.prepare_cached("SELECT row, document FROM recommendation ORDER BY row")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (at, of): (i64, i64) = (row.get(0)?, row.get(1)?);
            if at > before + 1 {
                gaps.push(Gap { numbers: before + 1..at, documents: (document.min(of), document.max(of)) });
            }
            (before, document) = (at, of);
        }
    }
    if left_over > 0 {
        let sql = "SELECT coalesce(min(document), 0) FROM recommendation WHERE row = ?1";
        let from = db.query_row(sql, [last], |row| row.get(0))?;
        gaps.push(Gap { numbers: last + 1..last + 1 + left_over, documents: (from, i64::MAX) });
    }
    Ok(gaps)
}
