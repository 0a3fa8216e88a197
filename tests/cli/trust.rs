//! Whatever happens to the program or around it, nothing that was shown as done is lost.

use crate::desk::{Desk, Ran};
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

/// A sitting that goes on until it is killed: decisions of every kind, and some taken back.
const SITTING: [&str; 8] = ["keep", "first", "3", "drop", "undo", "redo", "later", "first"];

/// How many entries the journal of a store has.
fn entries(desk: &Desk) -> i64 {
    let db = rusqlite::Connection::open(desk.path("store.db")).unwrap();
    db.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap()
}

/// Types the sitting over and over and kills the program when it has answered so many lines. The answers that told of
/// something saved.
fn killed_after(desk: &Desk, lines: usize) -> usize {
    let mut child =
        desk.command().arg("--plain").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // More than it can do before it is killed; it may be gone before it has heard everything.
    for line in SITTING.iter().cycle().take(lines * 2) {
        let _ = writeln!(input, "{line}");
    }
    let answers = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).take(lines);
    let saved = answers.filter(|line| is_saved(line)).count();
    child.kill().unwrap();
    child.wait().unwrap();
    saved
}

fn is_saved(answer: &str) -> bool {
    ["saved", "undone", "done again"].iter().any(|word| answer.to_lowercase().starts_with(word))
}

fn kill_often(rounds: usize) {
    let desk = Desk::with_report();
    let mut told = 0;
    for round in 0..rounds {
        let before = entries(&desk);
        // Lengths that follow from the round alone, so that a failure can be repeated.
        let saved = killed_after(&desk, 3 + (round * 7919) % 41);
        let after = entries(&desk);
        assert!(
            after - before >= saved as i64,
            "round {round}: {saved} were told, {before} to {after} are there"
        );
        told += saved;
        if round % 10 == 0 || round + 1 == rounds {
            let doctor = desk.run(&["doctor"]);
            assert_eq!(doctor.code, 0, "round {round}: {}{}", doctor.out, doctor.err);
        }
    }
    assert!(told > rounds, "the sittings decided something: {told}");
}

#[test]
fn nothing_told_as_saved_is_lost_by_a_kill() {
    kill_often(24);
}

#[test]
#[ignore = "six minutes: cargo test --test cli -- --ignored a_thousand_kills"]
fn a_thousand_kills_lose_nothing() {
    kill_often(1000);
}

#[test]
fn a_sound_store_and_a_mended_one() {
    let desk = Desk::with_report();
    let id = desk.ids().remove(0);
    assert_eq!(desk.run(&["tag", &id, "--verdict", "keep", "--cluster", "3"]).code, 0);
    let sound = desk.run(&["doctor"]);
    assert_eq!((sound.code, sound.out.lines().count()), (0, 7), "{}", sound.out);
    assert!(sound.out.lines().all(|line| line.ends_with("\tsound")), "{}", sound.out);

    let db = rusqlite::Connection::open(desk.path("store.db")).unwrap();
    db.execute("UPDATE state SET verdict = 'drop'", []).unwrap();
    drop(db);
    let wrong = desk.run(&["doctor"]);
    assert_eq!(wrong.code, 1);
    assert!(
        wrong.out.contains("decisions\twrong\t") && wrong.out.contains("doctor --repair"),
        "{}",
        wrong.out
    );
    let mended = desk.run(&["doctor", "--repair"]);
    assert_eq!(mended.code, 0, "{}", mended.out);
    assert!(mended.out.contains("decisions\tmended\t"), "{}", mended.out);
    assert_eq!(desk.json(&["list", "--format", "jsonl"])[0]["verdict"], "keep");
    assert_eq!(desk.run(&["doctor", "--db", "nowhere.db"]).code, 3);
}

#[test]
fn a_damaged_page_is_told() {
    let desk = Desk::with_report();
    let path = desk.path("store.db");
    let mut bytes = std::fs::read(&path).unwrap();
    // The pages behind the first hold the tables; whichever these are, they are no more.
    let page = 4096;
    for at in (2..6).map(|n| n * page) {
        bytes[at..at + page].fill(0xA5);
    }
    std::fs::write(&path, bytes).unwrap();
    let doctor = desk.run(&["doctor"]);
    assert!(doctor.code == 1 || doctor.code == 3, "{}{}", doctor.out, doctor.err);
    assert!(format!("{}{}", doctor.out, doctor.err).contains("damaged"), "{}{}", doctor.out, doctor.err);
}

#[test]
fn two_programs_toggle_and_neither_is_lost() {
    let desk = Desk::with_report();
    let id = desk.ids().remove(0);
    let toggles = |cluster: &'static str| {
        let mut add = desk.command();
        add.args(["tag", &id, "--cluster", cluster, "--add"]);
        add.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let all: Vec<_> = ["1", "2", "3", "4", "5", "6"].map(toggles).into();
    for child in all {
        let ran = child.wait_with_output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    assert_eq!(
        desk.json(&["list", "--format", "jsonl"])[0]["clusters"],
        serde_json::json!([1, 2, 3, 4, 5, 6])
    );
}

/// The program where no file grows beyond so many blocks of 512 bytes: as if the disk were full.
fn on_a_full_disk(desk: &Desk, blocks: u64, arguments: &[&str]) -> Ran {
    let program = desk.command();
    let mut shell = std::process::Command::new("/bin/sh");
    shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
    shell.arg(program.get_program()).args(arguments).stdin(Stdio::null());
    shell.current_dir(desk.folder.path());
    shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Ran::of(shell.output().unwrap())
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let check = |blocks: u64, arguments: &dyn Fn(&[String]) -> Vec<String>| {
        let desk = Desk::with_report();
        let text = (0..400).map(|n| format!("- Collect data on the {n} forms of migration.\n"));
        desk.write("more.txt", format!("Report\n\nRecommendations\n\n{}", text.collect::<String>()));
        let ids = desk.ids();
        assert_eq!(desk.run(&["tag", &ids[1], "--verdict", "keep"]).code, 0);
        let arguments = arguments(&ids);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let before = desk.run(&["list", "--format", "jsonl"]).out;
        let full = on_a_full_disk(&desk, blocks, &arguments);
        assert_eq!(full.code, 3, "{full:?}");
        assert!(full.err.contains("store.db") && full.err.contains("saved before is safe"), "{}", full.err);
        assert_eq!(full.err.lines().filter(|l| l.starts_with("rapporteur: ")).count(), 1, "{}", full.err);
        assert_eq!(desk.run(&["list", "--format", "jsonl"]).out, before);
        let doctor = desk.run(&["doctor"]);
        assert_eq!(doctor.code, 0, "{}{}", doctor.out, doctor.err);
        let again = desk.run(&arguments);
        assert_eq!(again.code, 0, "{}", again.err);
        assert_ne!(desk.run(&["list", "--format", "jsonl"]).out, before);
    };
    let words = |words: &[&str]| words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
    // No room for what SQLite shares between programs, which takes 64 blocks; then, none for the log.
    check(2, &|ids| words(&["tag", &ids[0], "--verdict", "drop", "--note", "too late"]));
    check(2, &|_| words(&["undo"]));
    check(2, &|_| words(&["import", "more.txt"]));
    check(80, &|_| words(&["import", "more.txt"]));
}
