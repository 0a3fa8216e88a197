//! The fence: documents are read in a child process, and nothing that a file holds harms more than its own import.

use super::desk::{Desk, REPORT};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs the hidden command on what stands on its standard input.
fn answer(input: &[u8]) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .arg("read-fenced")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let out = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (out.status.code(), text(&out.stdout), text(&out.stderr))
}

#[test]
fn the_child_answers_with_a_reading_or_with_what_failed() {
    let wanted = r#"{"find":{"password":null,"given":{"title":"Mine"},"threshold":0.5}}"#;
    let request = format!("{{\"name\":\"a.txt\",\"wanted\":{wanted}}}\n");
    let (code, out, _) = answer(format!("{request}{REPORT}").as_bytes());
    let answered: serde_json::Value = serde_json::from_str(&out).unwrap();
    let (reading, found) = (&answered["finding"]["reading"], &answered["finding"]["found"]);
    assert_eq!(
        (code, &reading["format"], &reading["details"]["title"]),
        (Some(0), &"text".into(), &"Mine".into())
    );
    assert!(found.as_array().is_some_and(|found| found.len() > 1), "{found}");
    let (code, out, _) = answer(request.as_bytes());
    let failure: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &failure["failure"]["message"]), (Some(0), &"a.txt is empty".into()));
    let (code, _, err) = answer(b"no request");
    assert!(code == Some(2) && err.contains("for this program's own use"), "{err}");
}

#[test]
fn the_hidden_command_stays_hidden() {
    assert!(!Desk::empty().run(&["--help"]).out.contains("read-fenced"));
}

/// A page nested so deep that a reader without care would run out of stack or time.
#[test]
fn a_hostile_file_fails_alone_in_one_line() {
    let desk = Desk::with_report();
    let before = std::fs::read(desk.path("store.db")).unwrap();
    desk.write("deep.html", format!("<html><body>{}x", "<div>".repeat(300_000)));
    desk.write("cut.docx", b"PK\x03\x04.................word/document.xml cut off");
    let ran = desk.run(&["import", "deep.html", "cut.docx", "report.txt"]);
    let words: Vec<&str> = ran.out.lines().map(|l| l.split('\t').next().unwrap()).collect();
    assert_eq!((ran.code, words), (1, vec!["failed", "failed", "known"]), "{}", ran.err);
    assert_eq!(ran.err.lines().filter(|l| l.starts_with("rapporteur: ")).count(), 2, "{}", ran.err);
    assert_eq!(std::fs::read(desk.path("store.db")).unwrap(), before, "the store is untouched");
}

/// Every file of the shared corpus that was made to break readers, and damaged copies of its documents.
#[test]
fn the_hostile_corpus_fails_in_one_line_each() {
    let Some(corpus) = std::env::var_os("RAPPORTEUR_CORPUS").map(PathBuf::from) else {
        return eprintln!("RAPPORTEUR_CORPUS is not set: skipped");
    };
    let desk = Desk::empty();
    for entry in std::fs::read_dir(corpus.join("hostile")).unwrap() {
        let path = entry.unwrap().path();
        let start = Instant::now();
        let ran = desk.run(&["import", path.to_str().unwrap()]);
        assert!(start.elapsed() < Duration::from_secs(35), "{}", path.display());
        let told = ran.err.lines().filter(|l| l.starts_with("rapporteur: ")).count();
        assert!(ran.code == 0 || ran.code == 1 && told == 1, "{}: {ran:?}", path.display());
        assert!(!ran.err.contains("panicked"), "{}: {}", path.display(), ran.err);
    }
}
