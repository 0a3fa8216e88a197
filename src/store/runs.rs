//! Bands of signatures on disk: found by number, added, merged. What stands in a bucket is `alike::run`'s matter.

use crate::alike::run::{Cut, Entry, MOST_BITS, Merged};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Rows, Statement, params};
use std::cell::RefCell;

/// Most rows that are looked at of those that share a band. The first to say something come first, and it is they who matter.
const MOST_ROWS: usize = 16;
/// Runs are merged until each is so many times as large as the next: few to look into, and rarely written anew.
const RATIO: usize = 4;
/// Looking buckets up one by one costs as much as reading so many in a row.
const LOOK_UP: usize = 8;

/// What signatures are of. Those of one subject are not looked for among those of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The text of a recommendation.
    Recommendation,
    /// A document as a whole.
    Document,
}

impl Subject {
    /// The word for it in the store.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Recommendation => "recommendation",
            Subject::Document => "document",
        }
    }
}

/// A run as the store knows it.
struct Run {
    number: i64,
    entries: usize,
    cut: Cut,
}

impl Run {
    fn place(&self, bucket: u32) -> i64 {
        (self.number << MOST_BITS) | i64::from(bucket)
    }

    fn bucket(&self, place: i64) -> u32 {
        (place - self.place(0)) as u32
    }
}

/// The rows in the store that share a band with a wanted entry, each as the wanted entry's own row and the row found. `wanted` is sorted.
pub fn find(db: &Connection, subject: Subject, wanted: &[Entry]) -> rusqlite::Result<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    for run in runs(db, subject)? {
        let buckets = wanted.chunk_by(|a, b| run.cut.bucket(a.0) == run.cut.bucket(b.0));
        if buckets.clone().count() * LOOK_UP < run.cut.buckets() as usize {
            look_up(db, &run, buckets, &mut found)?;
        } else {
            read_through(db, &run, buckets, &mut found)?;
        }
    }
    Ok(found)
}

fn look_up<'a>(
    db: &Connection,
    run: &Run,
    buckets: impl Iterator<Item = &'a [Entry]>,
    found: &mut Vec<(u32, u32)>,
) -> rusqlite::Result<()> {
    let mut select = db.prepare_cached("SELECT entries FROM band_bucket WHERE place = ?1")?;
    for wanted in buckets {
        let Some((band, _)) = wanted.first() else { continue };
        let mut rows = select.query([run.place(run.cut.bucket(*band))])?;
        if let Some(row) = rows.next()? {
            find_in(run.cut, row.get_ref(0)?.as_blob()?, wanted, found);
        }
    }
    Ok(())
}

fn read_through<'a>(
    db: &Connection,
    run: &Run,
    buckets: impl Iterator<Item = &'a [Entry]>,
    found: &mut Vec<(u32, u32)>,
) -> rusqlite::Result<()> {
    let mut buckets = buckets.peekable();
    let mut select = db.prepare_cached(READ_THROUGH)?;
    let mut rows = select.query(range(run))?;
    while let (Some(row), true) = (rows.next()?, buckets.peek().is_some()) {
        let bucket = run.bucket(row.get(0)?);
        let of = |wanted: &&[Entry]| wanted.first().map_or(0, |(band, _)| run.cut.bucket(*band));
        while buckets.next_if(|wanted| of(wanted) < bucket).is_some() {}
        if let Some(wanted) = buckets.next_if(|wanted| of(wanted) == bucket) {
            find_in(run.cut, row.get_ref(1)?.as_blob()?, wanted, found);
        }
    }
    Ok(())
}

fn find_in(cut: Cut, bytes: &[u8], wanted: &[Entry], found: &mut Vec<(u32, u32)>) {
    for same in wanted.chunk_by(|a, b| a.0 == b.0) {
        let Some((band, _)) = same.first() else { continue };
        for row in cut.find(bytes, *band).take(MOST_ROWS) {
            found.extend(same.iter().map(|(_, own)| (*own, row)));
        }
    }
}

/// The pairs within sorted entries that share a band: a row, and one that stands before it.
pub fn find_within(entries: &[Entry]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for same in entries.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, row)) in same.iter().enumerate() {
            found.extend(same.iter().take(at.min(MOST_ROWS)).map(|(_, before)| (*row, *before)));
        }
    }
    found
}

/// Adds sorted entries, and merges runs that have become too many.
pub fn add(db: &Connection, subject: Subject, entries: &[Entry]) -> rusqlite::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut small = Vec::new();
    let mut count = entries.len();
    for run in runs(db, subject)?.into_iter().rev() {
        if run.entries >= count.saturating_mul(RATIO) {
            break;
        }
        count += run.entries;
        small.push(run);
    }
    small.reverse();
    let failed = RefCell::new(None);
    let mut statements =
        small.iter().map(|_| db.prepare(READ_THROUGH)).collect::<rusqlite::Result<Vec<Statement>>>()?;
    let readers = small.iter().zip(&mut statements).map(|(run, select)| {
        let rows = select.query(range(run))?;
        let reader = Reader { run, rows, entries: Vec::new().into_iter(), failed: &failed };
        Ok(Box::new(reader) as Box<dyn Iterator<Item = Entry>>)
    });
    let mut inputs = readers.collect::<rusqlite::Result<Vec<_>>>()?;
    inputs.push(Box::new(entries.iter().copied()));
    write(db, subject, count, Merged::of(inputs))?;
    drop(statements);
    if let Some(error) = failed.into_inner() {
        return Err(error);
    }
    for run in small {
        db.prepare_cached("DELETE FROM band_bucket WHERE place BETWEEN ?1 AND ?2")?.execute(range(&run))?;
        db.prepare_cached("DELETE FROM band_run WHERE run = ?1")?.execute([run.number])?;
    }
    Ok(())
}

/// How many runs do not hold as many entries as they say.
pub fn broken(db: &Connection) -> rusqlite::Result<usize> {
    let mut broken = 0;
    for subject in [Subject::Recommendation, Subject::Document] {
        for run in runs(db, subject)? {
            let mut select = db.prepare_cached(READ_THROUGH)?;
            let mut rows = select.query(range(&run))?;
            let mut entries = 0;
            while let Some(row) = rows.next()? {
                entries += run.cut.unpack(run.bucket(row.get(0)?), row.get_ref(1)?.as_blob()?).count();
            }
            broken += usize::from(entries != run.entries);
        }
    }
    let orphans =
        "SELECT EXISTS (SELECT 1 FROM band_bucket WHERE place >> ?1 NOT IN (SELECT run FROM band_run))";
    let orphans: bool = db.query_row(orphans, [MOST_BITS], |row| row.get(0))?;
    Ok(broken + usize::from(orphans))
}

/// Removes all runs.
pub fn clear(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("DELETE FROM band_bucket; DELETE FROM band_run;")
}

const READ_THROUGH: &str =
    "SELECT place, entries FROM band_bucket WHERE place BETWEEN ?1 AND ?2 ORDER BY place";

fn range(run: &Run) -> [i64; 2] {
    [run.place(0), run.place(run.cut.buckets() - 1)]
}

/// The runs of a subject, the oldest, which are the largest, first.
fn runs(db: &Connection, subject: Subject) -> rusqlite::Result<Vec<Run>> {
    let sql = "SELECT run, entries, bits FROM band_run WHERE subject = ?1 ORDER BY run";
    let run = |row: &rusqlite::Row| {
        let bits = row.get(2)?;
        let unknown = || rusqlite::Error::FromSqlConversionFailure(2, Type::Integer, "no such cut".into());
        let cut = Cut::of_bits(bits).ok_or_else(unknown)?;
        Ok(Run { number: row.get(0)?, entries: row.get(1)?, cut })
    };
    db.prepare_cached(sql)?.query_map([subject.word()], run)?.collect()
}

/// Writes entries, which are sorted, as a new run.
fn write(
    db: &Connection,
    subject: Subject,
    count: usize,
    entries: impl Iterator<Item = Entry>,
) -> rusqlite::Result<()> {
    let last: Option<i64> =
        db.query_row("SELECT max(run) FROM band_run", [], |row| row.get(0)).optional()?.flatten();
    let run = Run { number: last.unwrap_or(0) + 1, entries: count, cut: Cut::for_entries(count) };
    db.prepare_cached("INSERT INTO band_run (run, subject, entries, bits) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![run.number, subject.word(), run.entries, run.cut.bits()])?;
    let mut insert = db.prepare_cached("INSERT INTO band_bucket (place, entries) VALUES (?1, ?2)")?;
    let mut put = |bucket: &mut Vec<Entry>| {
        let Some((band, _)) = bucket.first() else { return Ok(()) };
        insert.execute(params![run.place(run.cut.bucket(*band)), run.cut.pack(bucket)])?;
        bucket.clear();
        rusqlite::Result::Ok(())
    };
    let mut bucket: Vec<Entry> = Vec::new();
    for entry in entries {
        if bucket.first().is_some_and(|first| run.cut.bucket(first.0) != run.cut.bucket(entry.0)) {
            put(&mut bucket)?;
        }
        bucket.push(entry);
    }
    put(&mut bucket)
}

/// The entries of a run, read bucket by bucket. A failure ends them and is kept.
struct Reader<'a> {
    run: &'a Run,
    rows: Rows<'a>,
    entries: std::vec::IntoIter<Entry>,
    failed: &'a RefCell<Option<rusqlite::Error>>,
}

impl Reader<'_> {
    fn next_bucket(&mut self) -> rusqlite::Result<Option<Vec<Entry>>> {
        let Some(row) = self.rows.next()? else { return Ok(None) };
        let bucket = self.run.bucket(row.get(0)?);
        Ok(Some(self.run.cut.unpack(bucket, row.get_ref(1)?.as_blob()?).collect()))
    }
}

impl Iterator for Reader<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(entry) = self.entries.next() {
                return Some(entry);
            }
            match self.next_bucket() {
                Ok(Some(bucket)) => self.entries = bucket.into_iter(),
                Ok(None) => return None,
                Err(error) => {
                    *self.failed.borrow_mut() = Some(error);
                    return None;
                }
            }
        }
    }
}
