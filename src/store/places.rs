//! Where the recommendations of a document stand.

use super::{Store, from_word};
use crate::error::Result;
use crate::model::{DocumentId, Kind, RecommendationId, RowId, Span, Verdict};
use rusqlite::{Row, params};

/// A recommendation's place in its document, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its place in this store.
    pub row: RowId,
    /// Its identity.
    pub id: RecommendationId,
    /// Its place in the canonical text.
    pub span: Span,
    /// Listed, narrative or manual.
    pub kind: Kind,
    /// The reviewer's verdict.
    pub verdict: Verdict,
    /// Whether others stand in its place.
    pub aside: bool,
    /// Whether the mark that made it was taken back.
    pub unmarked: bool,
}

impl Placed {
    /// Whether it is in lists and exports.
    pub fn stands(&self) -> bool {
        !self.aside && !self.unmarked
    }
}

impl Store {
    /// Every recommendation of a document in reading order, as a reviewer sees it; those set aside too.
    pub fn places(&self, reviewer: &str, document: &DocumentId) -> Result<Vec<Placed>> {
        const SQL: &str = "SELECT r.row, r.id, r.start, r.end, r.kind, r.aside, r.unmarked,
                coalesce(s.verdict, 'unreviewed') AS verdict
            FROM recommendation r JOIN document d ON d.row = r.document
            LEFT JOIN state s ON s.recommendation = r.row AND s.reviewer = ?1
            WHERE d.id = ?2 ORDER BY r.start, r.row";
        self.read(|db| {
            db.prepare_cached(SQL)?.query_map(params![reviewer, document.as_str()], placed_of)?.collect()
        })
    }
}

fn placed_of(row: &Row) -> rusqlite::Result<Placed> {
    Ok(Placed {
        row: RowId(row.get("row")?),
        id: RecommendationId::from_stored(row.get("id")?),
        span: Span { start: row.get("start")?, end: row.get("end")? },
        kind: from_word(row, "kind", Kind::from_word)?,
        verdict: from_word(row, "verdict", Verdict::from_word)?,
        aside: row.get("aside")?,
        unmarked: row.get("unmarked")?,
    })
}
