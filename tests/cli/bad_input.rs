//! What is refused: one clear line that names the file and the way out, the right exit code, and nothing lost.

use super::desk::{Desk, REPORT};
use rusqlite::Connection;

/// Runs and checks the exit code, that stderr is one line, and that it holds each of the words.
fn refused(desk: &Desk, arguments: &[&str], code: i32, words: &[&str]) {
    let ran = desk.run(arguments);
    assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
    let told: Vec<&str> = ran.err.lines().filter(|l| l.starts_with("rapporteur: ")).collect();
    assert_eq!(told.len(), 1, "{arguments:?}: {}", ran.err);
    assert!(words.iter().all(|w| told[0].contains(w)), "{arguments:?}: {}", told[0]);
}

#[test]
fn inputs() {
    let desk = Desk::with_report();
    desk.write(
        "random.txt",
        (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>(),
    );
    desk.write("empty.txt", "");
    desk.write("blank.txt", " \n \n");
    desk.write("a.gold.jsonl", "{}\n");
    refused(&desk, &["import", "a.gold.jsonl"], 1, &["gold list", "evaluate"]);
    let before = desk.run(&["list", "--format", "jsonl"]).out;
    for (name, word) in
        [("random.txt", "text"), ("empty.txt", "empty"), ("blank.txt", "words"), ("nowhere.txt", "path")]
    {
        refused(&desk, &["import", name], 1, &[name, word, "("]);
    }
    assert_eq!(desk.run(&["list", "--format", "jsonl"]).out, before);
    assert_eq!(desk.json(&["documents", "--format", "jsonl"]).len(), 1);
}

#[test]
fn stores() {
    let desk = Desk::empty();
    desk.write("report.txt", REPORT);
    desk.write("text.db", "not a database, only words ".repeat(100));
    let other = Connection::open(desk.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)").unwrap();
    drop(other);
    refused(
        &desk,
        &["--db", "text.db", "import", "report.txt"],
        3,
        &["text.db", "not a rapporteur store", "--db"],
    );
    refused(&desk, &["--db", "text.db", "list"], 3, &["text.db", "not a rapporteur store"]);
    refused(&desk, &["--db", "other.db", "import", "report.txt"], 3, &["other.db", "another program's"]);
    refused(&desk, &["--db", "missing.db", "list"], 3, &["missing.db", "import"]);
    refused(&desk, &["--db", "missing.db", "undo"], 3, &["missing.db", "import"]);
    assert!(!desk.path("missing.db").exists());
    refused(&desk, &["--db", "report.txt/x.db", "import", "report.txt"], 3, &["report.txt"]);
}

#[test]
fn a_newer_store() {
    let desk = Desk::with_report();
    Connection::open(desk.path("store.db")).unwrap().pragma_update(None, "user_version", 999).unwrap();
    refused(&desk, &["list"], 3, &["store.db", "newer rapporteur", "999"]);
    refused(&desk, &["import", "report.txt"], 3, &["store.db", "newer rapporteur"]);
}

#[test]
fn a_damaged_store() {
    let desk = Desk::with_report();
    let mut bytes = std::fs::read(desk.path("store.db")).unwrap();
    bytes[4096..].fill(0x5a);
    std::fs::write(desk.path("store.db"), &bytes).unwrap();
    refused(&desk, &["list"], 3, &["store.db", "damaged", "backup"]);
    refused(&desk, &["undo"], 3, &["store.db", "damaged"]);
    assert_eq!(std::fs::read(desk.path("store.db")).unwrap(), bytes);
}

#[test]
fn a_locked_store() {
    let desk = Desk::with_report();
    let holder = Connection::open(desk.path("store.db")).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    refused(&desk, &["undo"], 3, &["store.db", "in use by another program"]);
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.ids().len(), 4);
}

#[test]
fn a_read_only_store_can_be_read() {
    let desk = Desk::with_report();
    let path = desk.path("store.db");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    // The super-user may write whatever the permissions say.
    if std::fs::OpenOptions::new().append(true).open(&path).is_ok() {
        println!("skipped: this user may write read-only files");
        return;
    }
    assert_eq!(desk.ids().len(), 4);
    refused(&desk, &["undo"], 3, &["store.db", "read-only"]);
}

#[test]
fn configs() {
    let desk = Desk::with_report();
    desk.write("bad.toml", "reviewer = \"Amina\"\ncolour = \"red\"\n");
    refused(
        &desk,
        &["--config", "bad.toml", "list"],
        2,
        &["bad.toml:2:1", "unknown field `colour`", "theme"],
    );
    refused(&desk, &["--config", "none.toml", "list"], 2, &["none.toml"]);
    desk.write("empty.toml", "db = \"\"\n");
    refused(&desk, &["--config", "empty.toml", "list"], 2, &["empty.toml", "db names no file"]);
    desk.write("high.toml", "threshold = 7.0\n");
    refused(&desk, &["--config", "high.toml", "list"], 2, &["high.toml:1:13: ", "between 0 and 1"]);
}

#[test]
fn no_terminal() {
    let desk = Desk::with_report();
    refused(&desk, &[], 2, &["terminal", "rapporteur list"]);
    refused(&desk, &["review", "report.txt"], 2, &["terminal", "rapporteur list"]);
}

#[test]
fn usage() {
    let desk = Desk::empty();
    assert_eq!(desk.run(&["nonsense"]).code, 2);
    assert_eq!(desk.run(&["list", "--format", "pdf"]).code, 2);
    assert_eq!(desk.run(&["--help"]).code, 0);
    refused(&desk, &["list", "--since", "yesterday"], 2, &["yesterday", "2023-11-28"]);
}
