//! SQLite: one file that holds documents, recommendations and the journal of decisions.
//!
//! Functions in here speak `rusqlite::Result`; `Store` turns a failure into a sentence that names the file.

mod alike;
mod behind;
mod columns;
mod doctor;
mod documents;
mod drafts;
mod filters;
mod intake;
mod journal;
mod like;
mod many;
mod mends;
mod migrate;
mod order;
mod others;
mod pace;
mod places;
mod recommendations;
mod runs;
mod search;
mod searches;
mod suggestions;
#[cfg(test)]
mod tests;
mod trouble;
mod words;

pub use alike::Near;
pub use columns::Columns;
pub use doctor::{Finding, Part};
pub use documents::NewDocument;
pub use drafts::{Draft, Written};
pub use journal::{Entry, Step, Target};
pub use pace::Given;
pub use places::Placed;
pub use words::{NewWords, WordColumns};

use crate::error::{Error, Result};
use crate::model::Suggestions;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;
pub use trouble::missing;
use trouble::{check_in_place, read_only, tell};

/// How long to wait for another program that writes, before saying that the store is locked.
const BUSY: Duration = Duration::from_secs(5);

/// Pages that a connection keeps, in kilobytes (less than none, as SQLite wants it): the upper pages of a great store's tables.
const CACHE: i64 = -16_384;

/// Statements that a connection keeps ready: a key uses some forty, and one that is missing is compiled anew.
const STATEMENTS: usize = 128;

/// Whether a store is opened to change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reads only; works on read-only files and folders. The store must be there.
    Read,
    /// Reads and writes; the store is made where it is not there.
    Write,
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// From which score on filters and counts take a suggestion for one, 0 to 1.
    above: f32,
}

impl Store {
    /// Opens a store, brings it to the newest schema (after a backup) and sets the guarantees: WAL, foreign keys,
    /// a busy timeout, `synchronous=FULL`.
    pub fn open(path: &Path, access: Access) -> Result<Store> {
        let connection = match access {
            Access::Read => open_to_read(path)?,
            Access::Write => open_to_write(path)?,
        };
        Ok(Store { connection, path: path.to_path_buf(), above: Suggestions::THRESHOLD })
    }

    /// Has filters and counts take suggestions that score as high as `above`, 0 to 1.
    pub fn suggesting_above(self, above: f32) -> Store {
        Store { above, ..self }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Copies the store to a new file while others may use it.
    pub fn backup(&self, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(Error::failed(format!("{} is there already", to.display())).hint("name another file"));
        }
        migrate::copy(&self.connection, to).map_err(|e| {
            Error::failed(format!("cannot write the backup {}", to.display()))
                .because(e)
                .hint("check that the folder is there, that you may write in it, and that the disk has room")
        })
    }

    /// A number that changes when another connection changes the store. Fails where the file is no more in its place.
    pub fn foreign_changes(&self) -> Result<i64> {
        self.read(|db| {
            check_in_place(db)?;
            db.query_row("PRAGMA data_version", [], |row| row.get(0))
        })
    }

    /// Moves what was committed from the log into the store's own file, as far as nobody reads there.
    pub fn checkpoint(&self) -> Result<()> {
        self.read(|db| db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())))
    }

    /// Has the log moved by [`Store::checkpoint`] alone: a commit never does it.
    pub fn checkpoint_by_hand(&self) -> Result<()> {
        self.read(|db| db.pragma_update(None, "wal_autocheckpoint", 0))
    }

    fn read<T>(&self, f: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        f(&self.connection).map_err(|e| tell(&self.path, e))
    }

    /// One transaction; what it did is on disk when this returns, in the file that others find under the store's name.
    fn write<T>(&mut self, f: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T> {
        let run = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = f(&transaction)?;
            check_in_place(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        run().map_err(|e| tell(&self.path, e))
    }
}

fn open_to_write(path: &Path) -> Result<Connection> {
    check_no_folder(path)?;
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|e| Error::store(format!("cannot make the folder {}", folder.display())).because(e))?;
    }
    let open = || {
        let db = Connection::open(path)?;
        db.busy_timeout(BUSY)?;
        db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;")?;
        db.pragma_update(None, "cache_size", CACHE)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        // Else statements are prepared anew for each value that is bound to them.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(db)
    };
    let mut db = open().map_err(|e| tell(path, e))?;
    if db.is_readonly(rusqlite::MAIN_DB).map_err(|e| tell(path, e))? {
        return Err(read_only(path));
    }
    migrate::to_newest(&mut db, path)?;
    db.pragma_update(None, "journal_mode", "WAL").map_err(|e| tell(path, e))?;
    Ok(db)
}

fn open_to_read(path: &Path) -> Result<Connection> {
    if !path.exists() {
        return Err(missing(path));
    }
    check_no_folder(path)?;
    let open = |name: String| {
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(name, flags)?;
        db.busy_timeout(BUSY)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        migrate::version(&db).map(|_| db)
    };
    let uri = file_uri(path);
    // A store in a folder that cannot be written, or on a full disk, has no place for SQLite's shared memory; nobody
    // writes it, then.
    let written_to = || std::fs::metadata(wal_of(path)).is_ok_and(|wal| wal.len() > 0);
    let db = open(uri.clone()).or_else(|e| match e.sqlite_error_code() {
        Some(
            ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::DiskFull | ErrorCode::SystemIoFailure,
        ) if !written_to() => open(format!("{uri}?immutable=1")),
        _ => Err(e),
    });
    let db = db.map_err(|e| tell(path, e))?;
    migrate::check(&db, path)?;
    Ok(db)
}

/// The file in which SQLite keeps what is committed and not yet in the store's own file.
fn wal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

fn check_no_folder(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Err(Error::store(format!("{} is a folder, not a store", path.display()))
            .hint("name a file with --db; it is made where it is not there"));
    }
    Ok(())
}

fn file_uri(path: &Path) -> String {
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{escaped}")
}

/// Now, RFC 3339, UTC, to the millisecond. For people to read: a clock may go back, so what came first is told by the
/// numbers of entries and rows, never by this.
fn now() -> String {
    let format = time::macros::format_description!(
        "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"
    );
    time::OffsetDateTime::now_utc().format(&format).unwrap_or_default()
}

/// A value kept as JSON in a column.
fn to_json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// A value read back from a JSON column.
fn from_json<T: serde::de::DeserializeOwned>(row: &rusqlite::Row, column: &str) -> rusqlite::Result<T> {
    from_json_at(row, row.as_ref().column_index(column)?)
}

fn from_json_at<T: serde::de::DeserializeOwned>(row: &rusqlite::Row, at: usize) -> rusqlite::Result<T> {
    let json = row.get_ref(at)?.as_str()?;
    serde_json::from_str(json)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(e)))
}

/// A value read back from a column that holds one of its words.
fn from_word<T>(row: &rusqlite::Row, column: &str, parse: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let at = row.as_ref().column_index(column)?;
    let word = row.get_ref(at)?.as_str()?;
    let unknown = || format!("unknown word ‘{word}’");
    parse(word).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, unknown().into())
    })
}
