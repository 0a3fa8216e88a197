//! Recommendations with a reviewer's state, and their facet values.

use super::alike::Compared;
use super::documents::{document_of, one_of};
use super::{Store, from_json, from_json_at, from_word};
use crate::error::Result;
use crate::facets::{DocumentRow, Facet, Row as FacetRow};
use crate::model::{
    Details, Document, Kind, Recommendation, RecommendationId, Response, RowId, Span, Suggestions, Verdict,
};
use crate::taxonomy::states;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Of others that say the same, so many are named; a sentence that many reports repeat may have thousands.
const MOST_ALIKE: usize = 100;

const COLUMNS: &str = "r.row, r.id, r.document, r.kind, r.start, r.end, r.page, r.section, r.lead_in, r.context, r.text,
    r.proposers, r.addressees, r.response, r.confidence, r.reason,
    f.text AS found_text,
    coalesce(s.verdict, 'unreviewed') AS verdict, s.note, s.decided_at, coalesce(g.ranked, '{\"clusters\":[],\"objectives\":[]}') AS ranked";
/// What [`facet_row`] reads, by place: a name is looked for in every row.
pub(super) const FACET_COLUMNS: &str =
    "r.row, r.document, d.withdrawn OR r.aside OR r.unmarked, s.decided_at,
    coalesce(s.verdict, 'unreviewed'), r.kind, r.response, r.proposers, r.addressees, g.ranked";
const WITH_FOUND: &str = "LEFT JOIN found f ON f.recommendation = r.row";
pub(super) const JOINS: &str = "recommendation r
    LEFT JOIN state s ON s.recommendation = r.row AND s.reviewer = ?1
    LEFT JOIN suggestion g ON g.recommendation = r.row";

impl Store {
    /// These recommendations as a reviewer sees them, in the order asked; unknown ones are left out.
    pub fn recommendations(&self, reviewer: &str, rows: &[RowId]) -> Result<Vec<Recommendation>> {
        self.recommendations_with(reviewer, rows, |compared, db, row| compared.alike_to(db, row, MOST_ALIKE))
    }

    /// The same, where of those that say the same one is named for all of them, which is found sooner.
    pub fn cards(&self, reviewer: &str, rows: &[RowId]) -> Result<Vec<Recommendation>> {
        self.recommendations_with(reviewer, rows, |compared, db, row| compared.any_alike_to(db, row))
    }

    fn recommendations_with(
        &self,
        reviewer: &str,
        rows: &[RowId],
        alike: impl Fn(&Compared, &Connection, RowId) -> rusqlite::Result<Option<Vec<RecommendationId>>>,
    ) -> Result<Vec<Recommendation>> {
        self.read(|db| {
            let compared = Compared::of(db)?;
            let mut select =
                db.prepare_cached(&format!("SELECT {COLUMNS} FROM {JOINS} {WITH_FOUND} WHERE r.row = ?2"))?;
            let mut documents = HashMap::new();
            let mut found = Vec::with_capacity(rows.len());
            for row in rows {
                let mut selected = select.query(params![reviewer, row.0])?;
                if let Some(row) = selected.next()? {
                    let mut one = recommendation_of(db, row, reviewer, &mut documents)?;
                    one.alike = alike(&compared, db, one.row)?;
                    found.push(one);
                }
            }
            Ok(found)
        })
    }

    /// The first recommendations in reading order, of documents that are not withdrawn.
    pub fn first_rows(&self, count: usize) -> Result<Vec<RowId>> {
        let sql = "SELECT r.row FROM document d CROSS JOIN recommendation r ON r.document = d.row
            WHERE NOT d.withdrawn AND NOT r.aside AND NOT r.unmarked ORDER BY d.row, r.start, r.row LIMIT ?1";
        self.read(|db| {
            db.prepare_cached(sql)?.query_map([count as i64], |row| row.get(0).map(RowId))?.collect()
        })
    }

    /// The recommendation whose id begins with `beginning`; unknown and ambiguous ones are errors.
    pub fn row_of(&self, beginning: &str) -> Result<RowId> {
        self.named(beginning).map(|(row, _)| row)
    }

    /// The recommendation whose id begins with `beginning`, with its whole id; unknown and ambiguous ones are errors.
    pub fn named(&self, beginning: &str) -> Result<(RowId, RecommendationId)> {
        const SQL: &str =
            "SELECT row, id FROM recommendation WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 2";
        let named = |row: &Row| Ok((RowId(row.get(0)?), RecommendationId::from_stored(row.get(1)?)));
        let rows =
            self.read(|db| db.prepare_cached(SQL)?.query_map([beginning.to_lowercase()], named)?.collect())?;
        one_of(rows, "recommendation", beginning, "see: rapporteur list")
    }
}

type Tags = BTreeMap<String, Vec<String>>;

/// What facets know of a document.
pub(super) fn document_row(row: &Row) -> rusqlite::Result<DocumentRow> {
    let details: Details = from_json(row, "details")?;
    Ok(DocumentRow {
        id: row.get("id")?,
        language: details.language.map(Arc::from),
        region: details.region.map(Arc::from),
        days: details.date.map(|d| (d.first_day().into(), d.last_day().into())),
    })
}

fn tags_of(db: &Connection, reviewer: &str, row: RowId) -> rusqlite::Result<Tags> {
    let sql =
        "SELECT scheme, notation FROM tag WHERE reviewer = ?1 AND recommendation = ?2 ORDER BY scheme, place";
    let mut tags = Tags::new();
    let mut select = db.prepare_cached(sql)?;
    let mut selected = select.query(params![reviewer, row.0])?;
    while let Some(row) = selected.next()? {
        tags.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(tags)
}

/// A recommendation with what facets know of it.
pub(super) struct Valued {
    pub(super) row: RowId,
    pub(super) document: i64,
    /// Whether it is in the lists.
    pub(super) shown: bool,
    pub(super) values: FacetRow,
}

/// What facets know of a recommendation, from its [`FACET_COLUMNS`]; suggestions count from the score `above` on. Tags are
/// read only where the reviewer decided something.
pub(super) fn facet_row(db: &Connection, row: &Row, reviewer: &str, above: f32) -> rusqlite::Result<Valued> {
    let id = RowId(row.get(0)?);
    let decided = row.get_ref(3)? != ValueRef::Null;
    let mut values = vec![(Facet::Verdict, row.get(4)?), (Facet::Kind, row.get(5)?)];
    values.extend(row.get::<_, Option<String>>(6)?.map(|r| (Facet::Response, r)));
    values.extend(decided.then(|| (Facet::Reviewer, reviewer.to_string())));
    let names = |at| -> rusqlite::Result<Vec<String>> {
        match row.get_ref(at)? {
            ValueRef::Text(b"[]") => Ok(Vec::new()),
            _ => from_json_at(row, at),
        }
    };
    // A State is counted under one name, however the source writes it.
    let one = |name: String| states::normalised(&name).to_string();
    values.extend(names(7)?.into_iter().map(|n| (Facet::Proposer, one(n))));
    values.extend(names(8)?.into_iter().map(|n| (Facet::Addressee, one(n))));
    let suggestions: Suggestions = match row.get_ref(9)? {
        ValueRef::Null => Suggestions::default(),
        _ => from_json_at(row, 9)?,
    };
    let standing =
        |s: &str| (s.to_string(), suggestions.standing_above(s, above).map(str::to_string).collect());
    let suggested = suggestions.by_scheme().map(|(scheme, _)| standing(scheme)).collect();
    let tags = if decided { tags_of(db, reviewer, id)? } else { BTreeMap::new() };
    let values = FacetRow { values, tags, suggested };
    Ok(Valued { row: id, document: row.get(1)?, shown: !row.get::<_, bool>(2)?, values })
}

fn recommendation_of(
    db: &Connection,
    row: &Row,
    reviewer: &str,
    documents: &mut HashMap<i64, Arc<Document>>,
) -> rusqlite::Result<Recommendation> {
    let document: i64 = row.get("document")?;
    let document = match documents.entry(document) {
        Entry::Occupied(known) => known.get().clone(),
        Entry::Vacant(place) => {
            let sql = "SELECT *, 0 AS recommendations FROM document WHERE row = ?1";
            let found = db.prepare_cached(sql)?.query_row([document], document_of)?;
            place.insert(Arc::new(found)).clone()
        }
    };
    let id = RowId(row.get("row")?);
    let decided_at: Option<String> = row.get("decided_at")?;
    let text: String = row.get("text")?;
    Ok(Recommendation {
        row: id,
        id: RecommendationId::from_stored(row.get("id")?),
        document,
        kind: from_word(row, "kind", Kind::from_word)?,
        span: Span { start: row.get("start")?, end: row.get("end")? },
        original_text: row.get::<_, Option<String>>("found_text")?.filter(|found| *found != text),
        text,
        page: row.get("page")?,
        section: from_json(row, "section")?,
        lead_in: row.get("lead_in")?,
        context: row.get("context")?,
        proposers: from_json(row, "proposers")?,
        addressees: from_json(row, "addressees")?,
        response: row.get::<_, Option<String>>("response")?.and_then(|r| Response::from_word(&r)),
        confidence: row.get("confidence")?,
        reason: row.get("reason")?,
        verdict: from_word(row, "verdict", Verdict::from_word)?,
        tags: tags_of(db, reviewer, id)?,
        note: row.get("note")?,
        reviewer: decided_at.is_some().then(|| reviewer.to_string()),
        decided_at,
        suggested: from_json(row, "ranked")?,
        alike: None,
    })
}
