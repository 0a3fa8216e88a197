//! Brings a store to the newest schema, one numbered file after the other, each in a transaction, after a backup.
//! Own code: a few lines over `PRAGMA user_version` tie us to no crate's version of rusqlite.

use super::tell;
use crate::error::{Error, Result};
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};

/// The steps from an empty file to the newest schema; once landed, a step never changes.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001-documents-and-decisions.sql"),
    include_str!("../../migrations/0002-alike.sql"),
    include_str!("../../migrations/0003-mends.sql"),
    include_str!("../../migrations/0004-saved-filters.sql"),
    include_str!("../../migrations/0005-columns.sql"),
    include_str!("../../migrations/0006-hidden.sql"),
];

/// Marks a SQLite file as ours (`PRAGMA application_id`): "RPTR".
const APPLICATION: i64 = 0x5250_5452;

/// The schema version of a store, 0 for an empty file.
pub fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Checks that a store can be read as it is.
pub fn check(db: &Connection, path: &Path) -> Result<()> {
    let found = checked_version(db, path, MIGRATIONS.len())?;
    if found < MIGRATIONS.len() as i64 {
        return Err(Error::store(format!("the store {} was made by an older version", path.display())).hint(
            "open it once with a command that writes, such as rapporteur import, to bring it up to date",
        ));
    }
    Ok(())
}

/// Brings a store to the newest schema.
pub fn to_newest(db: &mut Connection, path: &Path) -> Result<()> {
    to(db, path, MIGRATIONS)
}

fn to(db: &mut Connection, path: &Path, migrations: &[&str]) -> Result<()> {
    let found = checked_version(db, path, migrations.len())?;
    if found as usize == migrations.len() {
        return Ok(());
    }
    let backup = free_backup_path(path, found);
    if found > 0 {
        copy(db, &backup).map_err(|e| {
            Error::store(format!(
                "cannot back up {} to {} before bringing it up to date",
                path.display(),
                backup.display()
            ))
            .because(e)
            .hint("make room there; the store was left as it is")
        })?;
    }
    forget_old_backups(path, &backup);
    let run = |db: &mut Connection| {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have done it while this one waited for the lock.
        for (number, sql) in migrations.iter().enumerate().skip(version(&transaction)? as usize) {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", number as i64 + 1)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.commit()
    };
    run(db).map_err(|e| tell(path, e))
}

fn checked_version(db: &Connection, path: &Path, newest: usize) -> Result<i64> {
    let facts = || {
        let application: i64 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((version(db)?, application, tables))
    };
    let (version, application, tables) = facts().map_err(|e| tell(path, e))?;
    if application != APPLICATION && (tables > 0 || version != 0 || application != 0) {
        return Err(Error::store(format!(
            "{} is not a rapporteur store but another program's database",
            path.display()
        ))
        .hint("name another file with --db; this one was left as it is"));
    }
    if version > newest as i64 {
        return Err(Error::store(format!("the store {} was made by a newer rapporteur", path.display()))
            .hint(format!(
                "it has schema {version}, this version knows {newest}: use the newer rapporteur"
            )));
    }
    Ok(version)
}

/// Of the backups made before migrations, so many are kept.
const BACKUPS: usize = 3;

/// Removes all but the newest backups, and never the one just made: it is the oldest by a clock that went back. Nobody
/// is hindered where one cannot be removed.
fn forget_old_backups(path: &Path, just_made: &Path) {
    let Some(name) = path.file_name().map(|name| format!("{}.schema-", name.to_string_lossy())) else {
        return;
    };
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| {
        let entry = entry.file_name().to_string_lossy().into_owned();
        entry.starts_with(&name) && entry.contains(".backup")
    });
    let made = |entry: &std::fs::DirEntry| entry.metadata().and_then(|data| data.modified()).ok();
    let mut backups: Vec<_> = ours
        .filter(|entry| Some(entry.file_name().as_os_str()) != just_made.file_name())
        .map(|entry| (made(&entry), entry.path()))
        .collect();
    backups.sort();
    let old = (backups.len() + 1).saturating_sub(BACKUPS);
    for (_, backup) in backups.into_iter().take(old) {
        let _ = std::fs::remove_file(backup);
    }
}

/// A backup that an earlier try left is kept; this one gets the next free name.
fn free_backup_path(path: &Path, version: i64) -> PathBuf {
    let first = backup_path(path, version);
    let numbered = (2..).map(|n| first.with_extension(format!("backup-{n}")));
    std::iter::once(first.clone()).chain(numbered).find(|name| !name.exists()).unwrap_or(first)
}

fn backup_path(path: &Path, version: i64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema-{version}.backup"));
    PathBuf::from(name)
}

/// Copies the database to another file, while others may use it. Refuses to write over a file.
pub fn copy(db: &Connection, to: &Path) -> std::result::Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let folder = to.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let half_made = tempfile::Builder::new()
        .prefix(".rapporteur-")
        .make_in(folder, |path| std::fs::File::create_new(path))?;
    let mut target = Connection::open(half_made.path())?;
    rusqlite::backup::Backup::new(db, &mut target)?.run_to_completion(
        1024,
        std::time::Duration::ZERO,
        None,
    )?;
    target.close().map_err(|(_, e)| e)?;
    half_made.as_file().sync_all()?;
    half_made.persist_noclobber(to)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(version: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        to(&mut Connection::open(&path).unwrap(), &path, version).unwrap();
        (folder, path)
    }

    #[test]
    fn a_step_runs_once_after_a_backup() {
        let (_folder, path) = store(MIGRATIONS);
        let mut db = Connection::open(&path).unwrap();
        let more = [MIGRATIONS, &["CREATE TABLE later (x)"]].concat();
        to(&mut db, &path, &more).unwrap();
        to(&mut db, &path, &more).unwrap();
        assert_eq!(version(&db).unwrap(), more.len() as i64);
        let backup = Connection::open(backup_path(&path, MIGRATIONS.len() as i64)).unwrap();
        assert_eq!(version(&backup).unwrap(), MIGRATIONS.len() as i64);
    }

    #[test]
    fn the_backup_just_made_is_kept_whatever_the_clock_says() {
        let (_folder, path) = store(MIGRATIONS);
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(3600);
        for n in 2..8 {
            let old = backup_path(&path, 1).with_extension(format!("backup-{n}"));
            std::fs::File::create(old).unwrap().set_modified(later).unwrap();
        }
        let more = [MIGRATIONS, &["CREATE TABLE later (x)"]].concat();
        to(&mut Connection::open(&path).unwrap(), &path, &more).unwrap();
        assert!(backup_path(&path, MIGRATIONS.len() as i64).exists());
        let all = std::fs::read_dir(path.parent().unwrap()).unwrap().flatten();
        let backups = all.filter(|entry| entry.file_name().to_string_lossy().contains(".backup"));
        assert_eq!(backups.count(), BACKUPS);
    }

    #[test]
    fn a_failing_step_leaves_the_store_as_it_was() {
        let (_folder, path) = store(MIGRATIONS);
        let mut db = Connection::open(&path).unwrap();
        let broken = [MIGRATIONS, &["CREATE TABLE half (x); nonsense"]].concat();
        assert!(to(&mut db, &path, &broken).is_err());
        assert_eq!(version(&db).unwrap(), MIGRATIONS.len() as i64);
        let half: i64 =
            db.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'half'", [], |r| r.get(0)).unwrap();
        assert_eq!(half, 0);
        to(&mut db, &path, &[MIGRATIONS, &["CREATE TABLE whole (x)"]].concat()).unwrap();
        assert!(
            backup_path(&path, MIGRATIONS.len() as i64).with_extension("backup-2").exists(),
            "both backups are kept"
        );
    }

    #[test]
    fn foreign_and_newer_files_are_refused() {
        let (_folder, path) = store(MIGRATIONS);
        let db = Connection::open(&path).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        assert!(check(&db, &path).unwrap_err().to_string().contains("newer rapporteur"));
        let other = Connection::open_in_memory().unwrap();
        other.execute_batch("CREATE TABLE foreign_table (x)").unwrap();
        assert!(check(&other, &path).unwrap_err().to_string().contains("another program's database"));
    }
}
