//! Numbers that recommendations are put in order by.

use super::{Store, from_json};
use crate::error::Result;
use crate::model::{DocumentId, RowId};
use std::collections::HashSet;

/// What tells of a decision of the entry's reviewer `j`: mends are everybody's.
const DECIDES: &str = "j.change ->> '$.set' IN ('verdict', 'tags', 'note')";

impl Store {
    /// The page of every recommendation that has one.
    pub fn pages(&self) -> Result<Vec<(RowId, u64)>> {
        self.numbers("SELECT row, page FROM recommendation WHERE page IS NOT NULL", [])
    }

    /// How sure the suggestions of every recommendation are, in millionths: the lower of the best cluster's score and
    /// the best objective's, as found.
    pub fn certainties(&self) -> Result<Vec<(RowId, u64)>> {
        let sql = "SELECT recommendation, CAST(1000000 * min(
                coalesce(ranked ->> '$.clusters[0].score', 0.0), coalesce(ranked ->> '$.objectives[0].score', 0.0)
            ) AS INTEGER) FROM suggestion";
        self.numbers(sql, [])
    }

    /// The step in which a reviewer last decided on each recommendation. Steps tell what came later; a clock may have
    /// been put back.
    pub fn last_steps(&self, reviewer: &str) -> Result<Vec<(RowId, u64)>> {
        let sql = format!(
            "SELECT r.row, max(j.step) FROM journal j CROSS JOIN recommendation r ON r.id = j.recommendation
             WHERE j.reviewer = ?1 AND {DECIDES} AND EXISTS (
                 SELECT 1 FROM state s WHERE s.reviewer = ?1 AND s.recommendation = r.row) GROUP BY r.row"
        );
        self.numbers(&sql, [reviewer])
    }

    /// The step in which a reviewer last decided on one recommendation; 0 where that never was.
    pub fn last_step(&self, reviewer: &str, row: RowId) -> Result<i64> {
        let sql = format!(
            "SELECT coalesce(max(j.step), 0) FROM journal j
             WHERE j.recommendation = (SELECT id FROM recommendation WHERE row = ?2) AND j.reviewer = ?1 AND {DECIDES}"
        );
        self.read(|db| db.prepare_cached(&sql)?.query_row((reviewer, row.0), |row| row.get(0)))
    }

    /// Up to `most` of the recommendations that a reviewer tagged, those decided on last, each after its last step; the
    /// oldest first.
    pub fn tagged_last(&self, reviewer: &str, most: usize) -> Result<Vec<(i64, RowId)>> {
        let count = "SELECT count(DISTINCT recommendation) FROM tag WHERE reviewer = ?1";
        let sql = format!(
            "SELECT j.step, r.row FROM journal j CROSS JOIN recommendation r ON r.id = j.recommendation
             WHERE j.reviewer = ?1 AND EXISTS (
                 SELECT 1 FROM tag t WHERE t.reviewer = ?1 AND t.recommendation = r.row) AND {DECIDES}
             ORDER BY j.entry DESC"
        );
        self.read(|db| {
            let tagged: usize = db.prepare_cached(count)?.query_row([reviewer], |row| row.get(0))?;
            let mut seen = HashSet::new();
            let mut last = Vec::new();
            let mut select = db.prepare_cached(&sql)?;
            let mut rows = select.query([reviewer])?;
            while last.len() < most.min(tagged)
                && let Some(row) = rows.next()?
            {
                let at = RowId(row.get(1)?);
                if seen.insert(at) {
                    last.push((row.get(0)?, at));
                }
            }
            last.sort();
            Ok(last)
        })
    }

    /// Row, document and headings of every recommendation that stands in its document, or of one document's, in
    /// reading order.
    pub fn headings(&self, document: Option<&DocumentId>) -> Result<Vec<(RowId, DocumentId, Vec<String>)>> {
        const SQL: &str =
            "SELECT r.row, d.id, r.section FROM recommendation r JOIN document d ON d.row = r.document
            WHERE NOT d.withdrawn AND NOT r.aside AND NOT r.unmarked AND (?1 IS NULL OR d.id = ?1)
            ORDER BY r.document, r.start, r.row";
        self.read(|db| {
            let of_row = |row: &rusqlite::Row| {
                Ok((RowId(row.get(0)?), DocumentId::from_stored(row.get(1)?), from_json(row, "section")?))
            };
            db.prepare_cached(SQL)?.query_map([document.map(DocumentId::as_str)], of_row)?.collect()
        })
    }

    fn numbers(&self, sql: &str, about: impl rusqlite::Params) -> Result<Vec<(RowId, u64)>> {
        self.read(|db| {
            let of_row = |row: &rusqlite::Row| Ok((RowId(row.get(0)?), row.get::<_, i64>(1)?.max(0) as u64));
            db.prepare_cached(sql)?.query_map(about, of_row)?.collect()
        })
    }
}
