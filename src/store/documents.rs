//! Documents and what was found in them.

use super::behind::leave_from;
use super::words::{self, NewWords};
use super::{Store, from_json, from_word, intake, now, to_json};
use crate::error::{Error, Result};
use crate::facets::{Gatherer, Vocabulary};
use crate::model::{
    Block, Candidate, Details, Document, DocumentId, Format, Identities, ReadState, Reading,
    RecommendationId, RowId, Suggestions,
};
use flate2::Compression;
use flate2::read::{ZlibDecoder, ZlibEncoder};
use rusqlite::{Connection, Row, Transaction, params};
use std::io::Read;
use std::sync::mpsc::sync_channel;
use std::thread::{Builder, scope};

/// A document that was read and searched for recommendations, ready to be put in the store.
#[derive(Debug)]
pub struct NewDocument<'a> {
    /// Hash of the bytes.
    pub id: &'a DocumentId,
    /// The path as given.
    pub source: &'a str,
    /// The file's bytes.
    pub bytes: &'a [u8],
    /// What the reader made of them; details as given by the user where given.
    pub reading: &'a Reading,
    /// What was found, each with what the program proposes for it, in reading order.
    pub found: &'a [(Candidate, Suggestions)],
}

/// So many ids are handed over at once.
const AT_ONCE: usize = 500;

/// Counted in two indexes: the recommendations themselves, which are long, need not be read.
pub(super) const COLUMNS: &str =
    "document.row, document.id, source, format, state, pages, imported_at, details, withdrawn,
    (SELECT count(*) FROM recommendation r WHERE r.document = document.row)
        - (SELECT count(*) FROM recommendation r WHERE r.document = document.row AND (r.aside OR r.unmarked))
        AS recommendations";

impl Store {
    /// Puts a document with its recommendations in, all or nothing. False where its bytes are there already: then nothing changes.
    pub fn add_document(&mut self, new: &NewDocument) -> Result<bool> {
        self.write(|db| put(db, new)).map(|rows| rows.is_some())
    }

    /// Puts a large document in as [`Store::add_document`] does, quicker and with a second thread, but leaves its
    /// suggestions to be made later ([`Store::suggest_some`]). Says which words it brought; nothing where its bytes are
    /// there already.
    pub fn add_large_document(&mut self, new: &NewDocument) -> Result<Option<NewWords>> {
        self.write(|db| put_large(db, new))
    }

    /// The recommendations found in a document, in the order found.
    pub fn found_in(&self, id: &DocumentId) -> Result<Vec<RowId>> {
        const SQL: &str = "SELECT r.row FROM recommendation r JOIN document d ON d.row = r.document
            WHERE d.id = ?1 AND r.kind <> 'manual' ORDER BY r.row";
        self.read(|db| db.prepare(SQL)?.query_map([id.as_str()], |row| row.get(0).map(RowId))?.collect())
    }

    /// Puts documents with their recommendations in, all or none of them, and says where each one's recommendations
    /// are; of one that is there already, nowhere.
    pub fn add_documents(&mut self, new: &[NewDocument]) -> Result<Vec<Vec<RowId>>> {
        self.write(|db| new.iter().map(|new| put(db, new).map(Option::unwrap_or_default)).collect())
    }

    /// All documents, withdrawn ones too, in the order of import.
    pub fn documents(&self) -> Result<Vec<Document>> {
        let sql = format!("SELECT {COLUMNS} FROM document ORDER BY row");
        self.read(|db| db.prepare(&sql)?.query_map([], document_of)?.collect())
    }

    /// The document whose id begins with `beginning`; unknown and ambiguous ones are errors.
    pub fn document(&self, beginning: &str) -> Result<Document> {
        let sql =
            format!("SELECT {COLUMNS} FROM document WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 2");
        let found: Vec<Document> = self.read(|db| {
            db.prepare_cached(&sql)?.query_map([beginning.to_lowercase()], document_of)?.collect()
        })?;
        one_of(found, "document", beginning, "see: rapporteur documents")
    }

    /// The canonical text and blocks of a document.
    pub fn source(&self, id: &DocumentId) -> Result<(String, Vec<Block>)> {
        let row: i64 = self.read(|db| {
            db.query_row("SELECT row FROM document WHERE id = ?1", [id.as_str()], |row| row.get(0))
        })?;
        self.read(|db| source_of(db, row))?.ok_or_else(|| {
            Error::store(format!(
                "the text of document {} in the store {} is damaged",
                id.short(),
                self.path.display()
            ))
        })
    }
}

/// The canonical text and blocks of a document; none where they are damaged.
pub(super) fn source_of(db: &Connection, row: i64) -> rusqlite::Result<Option<(String, Vec<Block>)>> {
    let mut select = db.prepare_cached("SELECT text, blocks FROM content WHERE document = ?1")?;
    let unpacked = |row: &Row| {
        let text = unpack(row.get_ref(0)?.as_blob()?).ok().and_then(|text| String::from_utf8(text).ok());
        let blocks = unpack(row.get_ref(1)?.as_blob()?).ok();
        Ok(text.zip(blocks.and_then(|blocks| serde_json::from_slice(&blocks).ok())))
    };
    select.query_row([row], unpacked)
}

/// The one thing found, or an error that says that there is none or that there are several.
pub(super) fn one_of<T>(mut found: Vec<T>, what: &str, beginning: &str, hint: &str) -> Result<T> {
    match found.len() {
        1 if !beginning.is_empty() => Ok(found.remove(0)),
        0 => Err(Error::failed(format!("there is no {what} ‘{beginning}’")).hint(hint)),
        _ => Err(Error::failed(format!("more than one {what} begins with ‘{beginning}’"))
            .hint("give more of the id")),
    }
}

/// Puts a document in and says where its recommendations are; none where its bytes are there already.
fn put(db: &Transaction, new: &NewDocument) -> rusqlite::Result<Option<Vec<RowId>>> {
    if is_known(db, new.id)? {
        return Ok(None);
    }
    let document = insert_document(db, new)?;
    insert_content(db, document, &Packed::of(new)?)?;
    intake::put(db, document, new.found, ids(new)).map(Some)
}

/// A thread makes the ids and gathers the words of what was found and packs the document, while this one writes.
fn put_large(db: &Transaction, new: &NewDocument) -> rusqlite::Result<Option<NewWords>> {
    if is_known(db, new.id)? {
        return Ok(None);
    }
    let first = words::newest(db)?.0 + 1;
    scope(|scope| {
        let (give, come) = sync_channel(2);
        let work = move || {
            // Ids come in while those before them are written. Whoever takes them may have failed.
            let mut ids = ids(new);
            loop {
                let some: Vec<_> = ids.by_ref().take(AT_ONCE).collect();
                if some.is_empty() || give.send(some).is_err() {
                    break;
                }
            }
            drop(give);
            (words_of(new, first), Packed::of(new))
        };
        let failed = |e: std::io::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(e));
        let work = Builder::new().spawn_scoped(scope, work).map_err(failed)?;
        let document = insert_document(db, new)?;
        intake::put_many(db, document, new.found, come.into_iter().flatten())?;
        let (vocabulary, packed) = work.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        insert_content(db, document, &packed?)?;
        leave_from(db, first)?;
        Ok(Some(NewWords { vocabulary, first, seen: words::newest(db)? }))
    })
}

fn is_known(db: &Connection, id: &DocumentId) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM document WHERE id = ?1")?.exists([id.as_str()])
}

/// The words of what was found in a document that is put in from row `first` on.
fn words_of(new: &NewDocument, first: i64) -> Vocabulary {
    let mut gatherer = Gatherer::default();
    for (row, (found, _)) in (first..).zip(new.found) {
        gatherer.push(RowId(row), &[&found.text, found.lead_in.as_deref().unwrap_or_default()]);
    }
    gatherer.finish()
}

/// The ids of what was found in a document, in order.
fn ids(new: &NewDocument) -> impl Iterator<Item = RecommendationId> {
    let mut identities = Identities::new(new.id);
    new.found.iter().map(move |(found, _)| identities.next(&found.text))
}

fn insert_document(db: &Transaction, new: &NewDocument) -> rusqlite::Result<i64> {
    let reading = new.reading;
    db.execute(
        "INSERT INTO document (id, source, format, state, pages, reader, imported_at, details)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            new.id.as_str(),
            new.source,
            serde_word(&reading.format)?,
            serde_word(&reading.state)?,
            reading.pages,
            env!("CARGO_PKG_VERSION"),
            now(),
            to_json(&reading.details)?
        ],
    )?;
    Ok(db.last_insert_rowid())
}

/// What is kept of a document as it is.
struct Packed {
    bytes: Vec<u8>,
    text: Vec<u8>,
    blocks: Vec<u8>,
}

impl Packed {
    fn of(new: &NewDocument) -> rusqlite::Result<Packed> {
        let blocks = to_json(&new.reading.blocks)?;
        Ok(Packed {
            bytes: pack(new.bytes)?,
            text: pack(new.reading.text.as_bytes())?,
            blocks: pack(blocks.as_bytes())?,
        })
    }
}

fn insert_content(db: &Transaction, document: i64, packed: &Packed) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO content (document, bytes, text, blocks) VALUES (?1, ?2, ?3, ?4)",
        params![document, packed.bytes, packed.text, packed.blocks],
    )
    .map(drop)
}

pub(super) fn document_of(row: &Row) -> rusqlite::Result<Document> {
    let details: Details = from_json(row, "details")?;
    Ok(Document {
        id: DocumentId::from_stored(row.get("id")?),
        details,
        source: row.get("source")?,
        format: from_word(row, "format", deserialize_word::<Format>)?,
        state: from_word(row, "state", deserialize_word::<ReadState>)?,
        pages: row.get("pages")?,
        imported_at: row.get("imported_at")?,
        withdrawn: row.get("withdrawn")?,
        recommendations: row.get("recommendations")?,
    })
}

fn serde_word<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    Ok(to_json(value)?.trim_matches('"').to_string())
}

fn deserialize_word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}

/// What is larger than this, in bytes, is packed fast rather than tight.
const LARGE: usize = 4 << 20;

fn pack(bytes: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let mut packed = Vec::new();
    // A large table is waited for; a report is kept small.
    let level = if bytes.len() > LARGE { Compression::fast() } else { Compression::default() };
    ZlibEncoder::new(bytes, level)
        .read_to_end(&mut packed)
        .map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
    Ok(packed)
}

pub(super) fn unpack(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}
