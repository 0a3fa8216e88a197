//! What says the same: recommendations by their words, documents by their paragraphs. Compared once, in the order of
//! their rows; kept beside the texts, from which all of it can be made anew.

use super::Store;
use super::documents::source_of;
use super::runs::{self, Subject};
use crate::alike::run::Entry;
use crate::alike::{self, Words, words};
use crate::error::Result;
use crate::model::{Block, DocumentId, Reading, RecommendationId, RowId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::cmp::Reverse;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{HashMap, HashSet};

/// Candidates that are compared word by word with one text: those with the most bands in common.
const MOST_COMPARED: usize = 16;
/// A text joins those that say the same by being alike to one of them; and to the first of them no less than this.
const NOT_ASTRAY: f32 = 0.65;
/// Documents that share so many of their pairs of words are nearly the same.
const NEAR: f32 = 0.5;
/// Documents that are compared whole with one document.
const MOST_READ: usize = 8;
/// Blocks of fewer words are likely to be the frame of a page and not what it says.
const PARAGRAPH: usize = 8;
/// Words by which a document is known, a long report's worth: the rest of a longer one is not looked at.
const MOST_WORDS: usize = 200_000;

/// A document that is nearly the same as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The other document.
    pub id: DocumentId,
    /// What to call it.
    pub name: String,
    /// Share of their pairs of words that both have, 0 to 1.
    pub likeness: f32,
}

impl Store {
    /// Compares up to `most` recommendations that were not compared yet with all before them, and says how many are left.
    pub fn compare_recommendations(&mut self, most: usize) -> Result<usize> {
        if self.not_compared()? == 0 {
            return Ok(0);
        }
        self.write(|db| {
            renew(db)?;
            compare_recommendations(db, most)
        })?;
        self.not_compared()
    }

    /// How many recommendations were not compared with the others yet.
    pub fn not_compared(&self) -> Result<usize> {
        self.read(|db| left(db, Subject::Recommendation))
    }

    /// Compares documents that were not compared yet with all before them. One that is `at_hand` need not be read again.
    pub fn compare_documents(&mut self, at_hand: Option<(&DocumentId, &Reading)>) -> Result<()> {
        if self.read(|db| left(db, Subject::Document))? == 0 {
            return Ok(());
        }
        self.write(|db| {
            renew(db)?;
            compare_documents(db, at_hand)
        })
    }

    /// The documents that are nearly the same as this one, the most alike first; withdrawn ones do not count.
    pub fn near(&self, id: &DocumentId) -> Result<Vec<Near>> {
        const SQL: &str = "WITH own AS (SELECT row FROM document WHERE id = ?1),
            pair AS (SELECT earlier AS other, likeness FROM near WHERE document = (SELECT row FROM own)
                UNION SELECT document, likeness FROM near WHERE earlier = (SELECT row FROM own))
            SELECT document.*, 0 AS recommendations, likeness FROM pair JOIN document ON document.row = other
            WHERE NOT withdrawn ORDER BY likeness DESC, document.row";
        let near = |row: &rusqlite::Row| {
            let document = super::documents::document_of(row)?;
            Ok(Near { name: document.name().to_string(), id: document.id, likeness: row.get("likeness")? })
        };
        self.read(|db| db.prepare_cached(SQL)?.query_map([id.as_str()], near)?.collect())
    }

    /// The other recommendations that say the same as this one, in reading order; what is withdrawn or set aside does not count.
    pub fn alike(&self, row: RowId) -> Result<Vec<RowId>> {
        self.read(|db| {
            let mut select = db.prepare_cached(&others("r.row", IN_READING_ORDER))?;
            select.query_map([row.0], |row| row.get(0).map(RowId))?.collect()
        })
    }

    /// Every recommendation that another one says too; what is withdrawn or set aside does not count.
    pub fn said_more_than_once(&self) -> Result<Vec<RowId>> {
        let sql = format!("WITH live AS (SELECT a.recommendation, a.first FROM alike a
                JOIN recommendation r ON r.row = a.recommendation JOIN document d ON d.row = r.document WHERE {LIVE})
            SELECT recommendation FROM live WHERE first IN (SELECT first FROM live GROUP BY first HAVING count(*) > 1)");
        self.read(|db| db.prepare(&sql)?.query_map([], |row| row.get(0).map(RowId))?.collect())
    }
}

/// What counts: what is in no withdrawn document, not set aside for its parts, and no mark that was taken back.
const LIVE: &str = "NOT d.withdrawn AND NOT r.aside AND NOT r.unmarked";

const IN_READING_ORDER: &str = "ORDER BY r.document, r.start, r.row";

/// A query for the others that say the same as recommendation `?1`: `which` of them, and in which order.
fn others(column: &str, which: &str) -> String {
    format!(
        "SELECT {column} FROM alike a JOIN alike o ON o.first = a.first JOIN recommendation r ON r.row = o.recommendation
         JOIN document d ON d.row = r.document WHERE a.recommendation = ?1 AND o.recommendation <> ?1 AND {LIVE} {which}"
    )
}

/// How far recommendations were compared.
pub(super) struct Compared(i64);

impl Compared {
    /// As the store says.
    pub fn of(db: &Connection) -> rusqlite::Result<Compared> {
        compared_to(db, Subject::Recommendation).map(Compared)
    }

    /// The ids of up to `most` others that say the same as a recommendation; none where it was not compared yet.
    pub fn alike_to(
        &self,
        db: &Connection,
        row: RowId,
        most: usize,
    ) -> rusqlite::Result<Option<Vec<RecommendationId>>> {
        self.select_alike(db, row, &format!("{IN_READING_ORDER} LIMIT {most}"))
    }

    /// The id of one of those that say the same, whichever; none where it was not compared yet.
    pub fn any_alike_to(
        &self,
        db: &Connection,
        row: RowId,
    ) -> rusqlite::Result<Option<Vec<RecommendationId>>> {
        self.select_alike(db, row, "LIMIT 1")
    }

    fn select_alike(
        &self,
        db: &Connection,
        row: RowId,
        which: &str,
    ) -> rusqlite::Result<Option<Vec<RecommendationId>>> {
        if row.0 > self.0 {
            return Ok(None);
        }
        let mut select = db.prepare_cached(&others("r.id", which))?;
        let id = |row: &rusqlite::Row| row.get(0).map(RecommendationId::from_stored);
        select.query_map([row.0], id)?.collect::<rusqlite::Result<_>>().map(Some)
    }
}

/// The last row of a subject that was compared, 0 where none was or an older rule compared them.
fn compared_to(db: &Connection, subject: Subject) -> rusqlite::Result<i64> {
    let sql = "SELECT value FROM fact WHERE name = ?1";
    let value: Option<String> =
        db.prepare_cached(sql)?.query_row([fact(subject)], |row| row.get(0)).optional()?;
    let by_this_rule = |value: &str| value.strip_prefix(alike::VERSION)?.strip_prefix(' ')?.parse().ok();
    Ok(value.as_deref().and_then(by_this_rule).unwrap_or(0))
}

fn set_compared_to(db: &Connection, subject: Subject, row: i64) -> rusqlite::Result<()> {
    let value = format!("{} {row}", alike::VERSION);
    db.prepare_cached("INSERT OR REPLACE INTO fact (name, value) VALUES (?1, ?2)")?
        .execute([fact(subject), &value])
        .map(drop)
}

fn fact(subject: Subject) -> &'static str {
    match subject {
        Subject::Recommendation => "recommendations compared",
        Subject::Document => "documents compared",
    }
}

/// Rows are numbered without gaps, as none is ever deleted: to count a million of them would take a tenth of a second.
fn left(db: &Connection, subject: Subject) -> rusqlite::Result<usize> {
    let sql = format!("SELECT coalesce(max(row), 0) FROM {}", subject.word());
    let last: i64 = db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
    Ok(usize::try_from(last - compared_to(db, subject)?).unwrap_or(0))
}

/// Drops what an older rule compared.
fn renew(db: &Connection) -> rusqlite::Result<()> {
    let subjects = [Subject::Recommendation, Subject::Document];
    if subjects.iter().map(|s| compared_to(db, *s)).sum::<rusqlite::Result<i64>>()? == 0 {
        runs::clear(db)?;
        db.execute_batch("DELETE FROM alike; DELETE FROM near;")?;
    }
    Ok(())
}

/// What is wrong with what was kept of comparisons, where that can be seen; which ones say the same only shows when all
/// are compared anew.
pub(super) fn examine(db: &Connection) -> rusqlite::Result<Option<String>> {
    let broken = runs::broken(db)?;
    let lost = "SELECT count(*) FROM alike a WHERE NOT EXISTS (SELECT 1 FROM alike f WHERE f.recommendation = a.first)";
    let lost: i64 = db.query_row(lost, [], |row| row.get(0))?;
    Ok((broken + lost as usize > 0)
        .then(|| format!("{broken} runs of signatures are broken, and {lost} groups have lost their first")))
}

/// Forgets all comparisons: they are made anew in the background.
pub(super) fn forget(db: &Connection) -> rusqlite::Result<()> {
    for subject in [Subject::Recommendation, Subject::Document] {
        db.execute("DELETE FROM fact WHERE name = ?1", [fact(subject)])?;
    }
    renew(db)
}

/// A recommendation to be compared.
struct Fresh {
    row: u32,
    words: Words,
}

fn compare_recommendations(db: &Transaction, most: usize) -> rusqlite::Result<()> {
    let fresh = fresh(db, most)?;
    let Some(last) = fresh.last() else { return Ok(()) };
    let mut entries: Vec<Entry> = Vec::with_capacity(fresh.len() * alike::BANDS);
    for one in &fresh {
        entries.extend(alike::bands(&one.words).into_iter().flatten().map(|band| (band, one.row)));
    }
    entries.sort_unstable();
    let mut pairs = runs::find_within(&entries);
    pairs.extend(runs::find(db, Subject::Recommendation, &entries)?);
    pairs.sort_unstable();
    let mut texts =
        Texts { db, known: fresh.iter().map(|one| (one.row, &one.words)).collect(), read: HashMap::new() };
    let mut pairs = pairs.chunk_by(|a, b| a.0 == b.0).peekable();
    for own in &fresh {
        if let Some(pairs) = pairs.next_if(|pairs| pairs.first().is_some_and(|pair| pair.0 == own.row)) {
            join(&mut texts, own, pairs)?;
        }
    }
    runs::add(db, Subject::Recommendation, &entries)?;
    set_compared_to(db, Subject::Recommendation, i64::from(last.row))
}

/// The next recommendations that were not compared yet. Rows beyond what a run can name are passed over: no store has so many.
fn fresh(db: &Connection, most: usize) -> rusqlite::Result<Vec<Fresh>> {
    let sql =
        "SELECT row, text FROM recommendation WHERE row > ?1 AND row <= 4294967295 ORDER BY row LIMIT ?2";
    let one = |row: &rusqlite::Row| Ok(Fresh { row: row.get(0)?, words: words(row.get_ref(1)?.as_str()?) });
    let from = compared_to(db, Subject::Recommendation)?;
    db.prepare_cached(sql)?.query_map(params![from, most as i64], one)?.collect()
}

/// The words of recommendations, read once.
struct Texts<'a> {
    db: &'a Connection,
    known: HashMap<u32, &'a Words>,
    read: HashMap<u32, Words>,
}

impl Texts<'_> {
    fn words(&mut self, row: u32) -> rusqlite::Result<&Words> {
        if let Some(words) = self.known.get(&row) {
            return Ok(words);
        }
        match self.read.entry(row) {
            Occupied(known) => Ok(known.into_mut()),
            Vacant(place) => {
                let mut select = self.db.prepare_cached("SELECT text FROM recommendation WHERE row = ?1")?;
                let found = select.query_row([row], |row| Ok(words(row.get_ref(0)?.as_str()?))).optional()?;
                Ok(place.insert(found.unwrap_or_default()))
            }
        }
    }
}

/// Puts a recommendation to those that say the same, where there is one. `pairs` are its candidates, once for each band in common.
fn join(texts: &mut Texts, own: &Fresh, pairs: &[(u32, u32)]) -> rusqlite::Result<()> {
    let Some(first) = most_alike(texts, &own.words, &by_bands(pairs))? else { return Ok(()) };
    let mut insert =
        texts.db.prepare_cached("INSERT OR IGNORE INTO alike (recommendation, first) VALUES (?1, ?2)")?;
    insert.execute([first, first])?;
    insert.execute([own.row, first]).map(drop)
}

/// The first of those among the candidates that say most nearly the same: it is compared with the first of each, and
/// only where none of them is alike with the candidates themselves.
fn most_alike(texts: &mut Texts, own: &Words, candidates: &[Candidate]) -> rusqlite::Result<Option<u32>> {
    let mut firsts = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        firsts.push(first_of(texts.db, candidate.row)?.unwrap_or(candidate.row));
    }
    let mut best: Option<(f32, u32)> = None;
    // Bands in common with the first that says the same: what has much fewer of them is no better.
    let mut bands = 0;
    let mut seen = HashSet::new();
    for (candidate, first) in candidates.iter().zip(&firsts).filter(|(_, first)| seen.insert(**first)) {
        if candidate.bands * 2 < bands {
            break;
        }
        keep_best(&mut best, alike::says_the_same(own, texts.words(*first)?), *first);
        if best.is_some() && bands == 0 {
            bands = candidate.bands;
        }
    }
    if best.is_none() {
        let rows = candidates.iter().map(|candidate| candidate.row);
        for (candidate, first) in rows.zip(&firsts).filter(|(candidate, first)| candidate != *first) {
            let likeness = alike::says_the_same(own, texts.words(candidate)?);
            if likeness.is_some() && alike::likeness(own, texts.words(*first)?) >= NOT_ASTRAY {
                keep_best(&mut best, likeness, *first);
            }
        }
    }
    Ok(best.map(|(_, first)| first))
}

/// Compares a recommendation anew whose words have changed. One that was not compared yet waits for its turn.
pub(super) fn compare_anew(db: &Connection, row: RowId) -> rusqlite::Result<()> {
    let Some(own) = u32::try_from(row.0).ok() else { return Ok(()) };
    if row.0 > compared_to(db, Subject::Recommendation)? {
        return Ok(());
    }
    leave(db, own)?;
    let select = "SELECT text FROM recommendation WHERE row = ?1";
    let words = db.prepare_cached(select)?.query_row([own], |row| Ok(words(row.get_ref(0)?.as_str()?)))?;
    let bands = alike::bands(&words).into_iter().flatten();
    let mut entries: Vec<Entry> = bands.map(|band| (band, own)).collect();
    entries.sort_unstable();
    let mut pairs = runs::find(db, Subject::Recommendation, &entries)?;
    // The bands of its old words are still there; what they lead to is compared by the words of now.
    pairs.retain(|(_, other)| *other != own);
    pairs.sort_unstable();
    let mut texts = Texts { db, known: HashMap::new(), read: HashMap::new() };
    join(&mut texts, &Fresh { row: own, words }, &pairs)?;
    runs::add(db, Subject::Recommendation, &entries)
}

/// Takes a recommendation from those that say the same. One that is left alone then is said once only.
fn leave(db: &Connection, own: u32) -> rusqlite::Result<()> {
    let Some(first) = first_of(db, own)? else { return Ok(()) };
    db.prepare_cached("DELETE FROM alike WHERE recommendation = ?1")?.execute([own])?;
    let sql = "SELECT min(recommendation), count(*) FROM alike WHERE first = ?1";
    let (earliest, left): (Option<u32>, u32) =
        db.prepare_cached(sql)?.query_row([first], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match earliest {
        Some(_) if left == 1 => db.prepare_cached("DELETE FROM alike WHERE first = ?1")?.execute([first])?,
        Some(earliest) if first == own => {
            db.prepare_cached("UPDATE alike SET first = ?2 WHERE first = ?1")?.execute([first, earliest])?
        }
        _ => 0,
    };
    Ok(())
}

fn keep_best(best: &mut Option<(f32, u32)>, likeness: Option<f32>, first: u32) {
    if let Some(likeness) = likeness
        && best.is_none_or(|(most, _)| likeness > most)
    {
        *best = Some((likeness, first));
    }
}

/// The first to say what a recommendation says, where it is one of several.
fn first_of(db: &Connection, row: u32) -> rusqlite::Result<Option<u32>> {
    let sql = "SELECT first FROM alike WHERE recommendation = ?1";
    db.prepare_cached(sql)?.query_row([row], |row| row.get(0)).optional()
}

/// What may say the same as a text.
struct Candidate {
    row: u32,
    /// Bands in common.
    bands: usize,
}

/// The rows that sorted pairs name, those with the most bands in common first, no more than are worth comparing.
fn by_bands(pairs: &[(u32, u32)]) -> Vec<Candidate> {
    let same = pairs.chunk_by(|a, b| a.1 == b.1);
    let mut counted: Vec<Candidate> =
        same.filter_map(|same| Some(Candidate { bands: same.len(), row: same.first()?.1 })).collect();
    counted.sort_unstable_by_key(|candidate| (Reverse(candidate.bands), candidate.row));
    counted.truncate(MOST_COMPARED);
    counted
}

fn compare_documents(db: &Transaction, at_hand: Option<(&DocumentId, &Reading)>) -> rusqlite::Result<()> {
    let from = compared_to(db, Subject::Document)?;
    let fresh: Vec<(u32, String)> = db
        .prepare_cached("SELECT row, id FROM document WHERE row > ?1 ORDER BY row")?
        .query_map([from], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (row, id) in fresh {
        let texts = match at_hand.filter(|(known, _)| known.as_str() == id) {
            Some((_, reading)) => texts_in(&reading.text, &reading.blocks),
            None => texts_of(db, row)?,
        };
        if let Some(bands) = alike::bands_of_all(&texts) {
            let mut entries: Vec<Entry> = bands.into_iter().map(|band| (band, row)).collect();
            entries.sort_unstable();
            let mut pairs = runs::find(db, Subject::Document, &entries)?;
            pairs.sort_unstable();
            for other in by_bands(&pairs).into_iter().take(MOST_READ) {
                let likeness = alike::shared_pairs(&texts, &texts_of(db, other.row)?);
                if likeness >= NEAR {
                    db.prepare_cached("INSERT INTO near (document, earlier, likeness) VALUES (?1, ?2, ?3)")?
                        .execute(params![row, other.row, likeness])?;
                }
            }
            runs::add(db, Subject::Document, &entries)?;
        }
        set_compared_to(db, Subject::Document, i64::from(row))?;
    }
    Ok(())
}

/// The paragraphs of a document, without the short lines that frame a page. Of a document that cannot be read, nothing:
/// saying so is the matter of who reads it.
fn texts_of(db: &Connection, row: u32) -> rusqlite::Result<Vec<Words>> {
    let source = source_of(db, i64::from(row))?;
    Ok(source.map(|(text, blocks)| texts_in(&text, &blocks)).unwrap_or_default())
}

fn texts_in(text: &str, blocks: &[Block]) -> Vec<Words> {
    let mut all = Vec::new();
    let mut left = MOST_WORDS;
    for block in blocks {
        let words = words(text.get(block.range()).unwrap_or_default());
        left = left.saturating_sub(words.len());
        all.push(words);
        if left == 0 {
            break;
        }
    }
    if all.iter().any(|words| words.len() >= PARAGRAPH) {
        all.retain(|words| words.len() >= PARAGRAPH);
    }
    all
}

#[cfg(test)]
mod tests;
