//! What goes wrong with the file beneath a store, as a sentence that names it and the way out.

use crate::error::Error;
use rusqlite::{Connection, ErrorCode, FileControl, ffi};
use std::path::Path;

/// Says that there is no store of this name.
pub fn missing(path: &Path) -> Error {
    Error::store(format!("there is no store {}", path.display()))
        .hint("import something first: rapporteur import PATH, or name a store with --db")
}

pub(super) fn read_only(path: &Path) -> Error {
    Error::store(format!("the store {} is read-only", path.display()))
        .hint("copy it to a place where you may write, or name another with --db")
}

/// Fails where the open file is no more the one that its name leads to: what is written then would be found by nobody.
/// SQLite looks only where it keeps a rollback journal, not with a log.
pub(super) fn check_in_place(db: &Connection) -> rusqlite::Result<()> {
    let mut moved = 0;
    db.file_control(Some(rusqlite::MAIN_DB), FileControl::HasMoved(&mut moved))?;
    match moved {
        0 => Ok(()),
        _ => Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_READONLY_DBMOVED), None)),
    }
}

/// A database failure as a sentence that names the store and the way out.
pub(super) fn tell(path: &Path, error: rusqlite::Error) -> Error {
    let store = path.display();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::store(format!("the store {store} is in use by another program for too long"))
                .hint("close that program, or wait until it is done, and try again")
        }
        Some(ErrorCode::NotADatabase) => Error::store(format!("{store} is not a rapporteur store"))
            .hint("name another file with --db; this one was left as it is"),
        Some(ErrorCode::DatabaseCorrupt) => Error::store(format!("the store {store} is damaged"))
            .hint("see how much with rapporteur doctor; keep a copy of it and go on from a backup: rapporteur --db BACKUP …"),
        Some(ErrorCode::ReadOnly) if extended(&error) == ffi::SQLITE_READONLY_DBMOVED => out_of_place(path),
        Some(ErrorCode::ReadOnly) => read_only(path),
        Some(ErrorCode::DiskFull) => Error::store(format!("no room on the disk for the store {store}"))
            .hint("free some space and try again; what was saved before is safe"),
        Some(ErrorCode::SystemIoFailure) => io_failure(path, extended(&error)),
        Some(ErrorCode::CannotOpen) => Error::store(format!("the store {store} cannot be opened"))
            .hint("check that the folder is there and that you may write in it"),
        _ => Error::store(format!("the store {store} failed")).because(error),
    }
}

fn extended(error: &rusqlite::Error) -> i32 {
    error.sqlite_error().map_or(0, |error| error.extended_code)
}

fn out_of_place(path: &Path) -> Error {
    let store = path.display();
    match path.exists() {
        false => Error::store(format!("the store {store} was moved or deleted while open: nothing is saved"))
            .hint("put it back and this goes on"),
        true => {
            Error::store(format!("another file stands in the place of the store {store}: nothing is saved"))
                .hint("put the store back and this goes on, or start again to work on the other file")
        }
    }
}

/// A quota or a limit on the size of files tells itself like a broken disk.
fn io_failure(path: &Path, code: i32) -> Error {
    let (store, cause) = (path.display(), format!("SQLite's I/O error {code}"));
    let written = [
        ffi::SQLITE_IOERR_WRITE,
        ffi::SQLITE_IOERR_FSYNC,
        ffi::SQLITE_IOERR_DIR_FSYNC,
        ffi::SQLITE_IOERR_TRUNCATE,
        ffi::SQLITE_IOERR_SHMSIZE,
    ];
    match written.contains(&code) {
        true => Error::store(format!("cannot write to the store {store}")).because(cause).hint(
            "free some space, or see whether a quota is met, and try again; what was saved before is safe",
        ),
        false => Error::store(format!("cannot read the store {store}"))
            .because(cause)
            .hint("see whether the disk or the network drive is still there, and try again"),
    }
}
