//! The queue line by line: every action of triage by words, over a pipe.

use crate::desk::{Desk, Ran};
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;

/// Runs the program and types these lines.
fn typed(desk: &Desk, arguments: &[&str], lines: &[&str]) -> Ran {
    let mut command = desk.command();
    let mut child = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for line in lines {
        writeln!(input, "{line}").unwrap();
    }
    drop(input);
    Ran::of(child.wait_with_output().unwrap())
}

/// Another folder with the same store.
fn copy_of(desk: &Desk) -> Desk {
    let copy = Desk::empty();
    std::fs::copy(desk.path("store.db"), copy.path("store.db")).unwrap();
    copy
}

fn plain(desk: &Desk, lines: &[&str]) -> Ran {
    let ran = typed(desk, &["--plain"], lines);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{lines:?}: {}", ran.out);
    ran
}

fn stored(desk: &Desk) -> Vec<Value> {
    desk.json(&["list", "--format", "jsonl"])
}

fn verdicts(desk: &Desk) -> Vec<String> {
    stored(desk).iter().map(|r| r["verdict"].as_str().unwrap().to_string()).collect()
}

#[test]
fn a_report_is_imported_triaged_and_there_the_next_day() {
    let desk = Desk::empty();
    desk.write("report.txt", crate::desk::REPORT);
    let first =
        typed(&desk, &["review", "report.txt", "--plain"], &["keep", "drop", "4", "o remit", "later"]);
    assert_eq!(first.code, 0, "{}", first.out);
    let lines: Vec<&str> = first.out.lines().collect();
    assert_eq!(lines[0], "1 new document with 4 recommendations");
    assert_eq!(lines[1], "4 recommendations, 4 without a verdict. help tells every word, quit leaves.");
    assert_eq!(lines[2], "1 of 4: unreviewed, listed.");
    assert!(lines[3].starts_with("Collect and share disaggregated data"), "{}", lines[3]);
    assert_eq!(verdicts(&desk), ["keep", "drop", "later", "unreviewed"]);
    let third = &stored(&desk)[2];
    assert_eq!((&third["clusters"], &third["objectives"]), (&json!([4]), &json!([20])));
    let next = plain(&desk, &["undo", "redo", "q"]);
    assert!(
        next.out.contains("4 of 4: unreviewed"),
        "the sitting goes on where something is left: {}",
        next.out
    );
    assert!(next.out.contains("undone: later.") && next.out.contains("done again: later."), "{}", next.out);
}

#[test]
fn every_action_of_triage_has_a_word() {
    let imported = Desk::with_report();
    let check = |lines: &[&str], said: &str| {
        let desk = copy_of(&imported);
        let ran = plain(&desk, lines);
        assert!(ran.out.contains(said), "{lines:?}: no {said:?} in {}", ran.out);
        desk
    };
    let desk = check(&["take"], "Saved: keep, ");
    assert_eq!(
        (&stored(&desk)[0]["verdict"], &stored(&desk)[0]["objectives"]),
        (&json!("keep"), &json!([1]))
    );
    let desk = check(&["B", "take"], "will not be taken; its letter takes it again.");
    assert_eq!((&stored(&desk)[0]["verdict"], &stored(&desk)[0]["objectives"]), (&json!("keep"), &json!([])));
    let desk = check(&["y", "k", "-"], "Saved: unreviewed.");
    assert_eq!(verdicts(&desk)[0], "unreviewed");
    let desk = check(&["note ask the desk", "note"], "\nask the desk\n");
    assert_eq!(stored(&desk)[0]["note"], "ask the desk");
    check(&["note ask", "note none", "note"], "There is no note.");
    let desk = check(&["5", "y", "."], "Saved: keep, cluster 5 Drivers of migration.");
    assert_eq!(stored(&desk)[1]["clusters"], json!([5]));
    let desk = check(&["mark 2-3", "d", "u", "m", "m", "mark all", "l"], "later, on 4 recommendations.");
    assert_eq!(verdicts(&desk), ["later"; 4]);
    let desk = check(&["mark all", "unmark", "d"], "Nothing is marked any more.");
    assert_eq!(verdicts(&desk)[1], "unreviewed");
    check(&["mark section"], "4 marked: what you decide now");
    check(&["/remit"], "1 of 1: unreviewed");
    check(&["search remit", "search"], "4 recommendations.");
    check(&["last", "/data or lives"], "1 of 2: unreviewed");
    check(&["filter objective ~8"], "1 recommendation.");
    check(&["y", "filter verdict unreviewed"], "3 recommendations.");
    check(&["f verdict keep", "c"], "4 recommendations.");
    check(&["order certainty:desc"], "4 recommendations.");
    check(&["go 3", "read 1"], "Here: - Reduce the cost of remittances.");
    check(&["show"], "A: cluster ");
    check(&["y", "k", "show"], "Amina: keep");
    check(&["last", "next"], "That was the last. 4 are still without a verdict");
    check(&["previous"], "That was the first.");
    check(
        &["mark all", "drop", "last", "next"],
        "That was the last. Everything here has a verdict: 4 decided. Well done.",
    );
    check(&["d", "first", "unreviewed"], "2 of 4: unreviewed");
    check(&["tag element:v"], "Saved: element v");
    check(&["y", "progress"], "1 of 4 decided, 3 left.");
    check(&["l", "y", "progress"], "1 of 4 decided, 3 left, 1 of them for later.");
    check(&["help"], "keep (or y): keep, and go on");
    check(&["q", "drop"], "Everything is saved.");
}

#[test]
fn what_cannot_be_done_is_told_and_the_sitting_goes_on() {
    let imported = Desk::with_report();
    let check = |line: &str, said: &str| {
        let desk = copy_of(&imported);
        let ran = typed(&desk, &["--plain"], &[line, "keep"]);
        assert_eq!(ran.code, 1, "{line}");
        assert!(ran.out.contains(said), "{line}: {}", ran.out);
        assert_eq!(verdicts(&desk)[0], "keep", "{line}");
    };
    check("jump", "‘jump’ means nothing here; help tells every word");
    check("objective 24", "there is no objective ‘24’");
    check("objective migra", "which of ");
    check("tag colour:3", "Failed: there is no scheme ‘colour’");
    check("filter colour 3", "unexpected argument '--colour'");
    check("filter verdict maybe", "Failed: there is no verdict ‘maybe’");
    check("E", "No suggestion has this letter here.");
    check("undo", "Nothing to undo.");
    check("mark 3-9", "the places here are 1 to 4");
    check("order sideways", "no such order");
}

#[test]
fn nothing_is_drawn_and_no_control_character_is_written() {
    let desk = Desk::empty();
    desk.write(
        "report.txt",
        crate::desk::REPORT.replace("remittances", "remit\u{1b}[31mtances\u{202e}\u{7}"),
    );
    let ran = typed(&desk, &["review", "report.txt", "--plain"], &["go 3", "show", "read 9"]);
    assert!(ran.out.contains("Reduce the cost of remit"), "{}", ran.out);
    assert!(!ran.out.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{:?}", ran.out);
}

#[test]
fn plain_is_asked_for_where_it_means_something() {
    let desk = Desk::with_report();
    let ran = desk.run(&["--plain", "list"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--plain"), "{}", ran.err);
    let ran = desk.run(&[]);
    assert!(ran.code == 2 && ran.err.contains("rapporteur --plain"), "{}", ran.err);
    let empty = Desk::empty();
    assert!(plain(&empty, &[]).out.contains("rapporteur import FILE or FOLDER brings reports in"));
}
