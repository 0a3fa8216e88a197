//! Numbers that recommendations are put in order by.

use super::{Store, from_json};
use crate::error::Result;
use crate::model::{DocumentId, RowId};

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

    /// When a reviewer last decided on each recommendation, in milliseconds since 1970.
    pub fn decided_at(&self, reviewer: &str) -> Result<Vec<(RowId, u64)>> {
        let sql = "SELECT recommendation, CAST(round(1000 * unixepoch(decided_at, 'subsec')) AS INTEGER)
            FROM state WHERE reviewer = ?1";
        self.numbers(sql, [reviewer])
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
