//! Whatever happens to the program or around it, nothing that was shown as done is lost.

use crate::desk::{Desk, Ran};
use rapporteur::desk::doctor::Health;
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
    assert_eq!((sound.code, sound.out.lines().count()), (0, 10), "{}", sound.out);
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
    shell.args(["-c", &format!("ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
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

/// Every row of a query, as text.
fn rows(db: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut select = db.prepare(sql).unwrap_or_else(|e| panic!("{e}: {sql}"));
    let columns = select.column_count();
    let row = |row: &rusqlite::Row| {
        let value = |at| row.get::<_, rusqlite::types::Value>(at).map(|value| format!("{value:?}"));
        (0..columns).map(value).collect::<rusqlite::Result<Vec<_>>>().map(|values| values.join(" | "))
    };
    let mut rows: Vec<String> = select.query_map([], row).unwrap().map(Result::unwrap).collect();
    rows.sort();
    rows
}

/// What a store holds: documents and journal as they are, and what follows from them by ids instead of rows.
fn holds(db: &rusqlite::Connection) -> Vec<(&'static str, Vec<String>)> {
    let by_id = "JOIN recommendation r ON r.row = x.recommendation";
    [
        ("journal", "SELECT * FROM journal".to_string()),
        ("document", "SELECT * FROM document".to_string()),
        ("content", "SELECT * FROM content".to_string()),
        ("filters", "SELECT * FROM saved_filter".to_string()),
        (
            "recommendation",
            "SELECT id, document, kind, start, end, page, section, lead_in, context, text, proposers, addressees, response,
                 aside, unmarked FROM recommendation"
                .to_string(),
        ),
        ("found", format!("SELECT r.id, x.start, x.end, x.text, x.lead_in, x.proposers, x.addressees FROM found x {by_id}")),
        ("state", format!("SELECT x.reviewer, r.id, x.verdict, x.note, x.decided_at FROM state x {by_id}")),
        ("tag", format!("SELECT x.reviewer, r.id, x.scheme, x.place, x.notation FROM tag x {by_id}")),
        ("suggestion", format!("SELECT r.id, x.ranked FROM suggestion x {by_id}")),
        ("alike", format!("SELECT r.id, f.id FROM alike x {by_id} JOIN recommendation f ON f.row = x.first")),
        ("near", "SELECT document, earlier, likeness FROM near".to_string()),
        ("words", "SELECT rowid FROM recommendation_words WHERE recommendation_words MATCH 'harbour OR school'".to_string()),
    ]
    .map(|(name, sql)| (name, rows(db, &sql)))
    .into()
}

/// A store with decisions and mends of every kind, by two reviewers, on two documents that are nearly the same.
fn busy() -> Desk {
    let desk = Desk::with_report();
    let report = std::fs::read_to_string(desk.path("report.txt")).unwrap();
    desk.write("again.txt", format!("{report}\nOne line more of the harbour.\n"));
    let ids = desk.ids();
    let document = desk.run(&["documents", "--format", "jsonl"]).out;
    let document = serde_json::from_str::<serde_json::Value>(document.lines().next().unwrap()).unwrap();
    let document = document["id"].as_str().unwrap().to_string();
    let steps: &[&[&str]] = &[
        &["import", "again.txt"],
        &["tag", &ids[0], "--verdict", "keep", "--cluster", "3", "--note", "ask the harbour"],
        &["tag", &ids[1], "--verdict", "drop", "--objective", "7", "--objective", "8", "--reviewer", "Bela"],
        &["tag", &ids[1], "--verdict", "later"],
        &["undo"],
        &["mend", &ids[0], "--text", "Build the harbour school."],
        &["mend", &ids[1], "--text", "Count every school."],
        &["undo"],
        &["mark", &document, "--span", "0:12"],
        &["document", "edit", &document, "--title", "Another title"],
        // What says the same goes by the words of today.
        &["doctor", "--repair"],
        &["catch-up"],
    ];
    for step in steps {
        let ran = desk.run(step);
        assert_eq!(ran.code, 0, "{step:?}: {}", ran.err);
    }
    desk
}

/// How each part of a store is.
fn examined(path: &std::path::Path, repair: bool) -> Vec<(&'static str, Health)> {
    let mut all = Vec::new();
    let each = |examined: rapporteur::desk::doctor::Examined| {
        all.push((examined.part, examined.health));
        Ok(())
    };
    rapporteur::desk::doctor::examine(path, repair, each).unwrap();
    all
}

/// Whatever is done to what follows from documents and journal, `doctor --repair` gives all of it back and leaves those two
/// as they are.
#[test]
fn what_follows_from_documents_and_journal_comes_back() {
    let desk = busy();
    let whole = std::fs::read(desk.path("store.db")).unwrap();
    let before = holds(&rusqlite::Connection::open(desk.path("store.db")).unwrap());
    let empty: Vec<&str> = before.iter().filter(|(_, rows)| rows.is_empty()).map(|(name, _)| *name).collect();
    assert_eq!(empty, ["filters"], "every table holds something that could be lost");
    let path = desk.path("store.db");
    let check = |harm: &str, part: &'static str| {
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(desk.path(&format!("store.db{suffix}")));
        }
        std::fs::write(desk.path("store.db"), &whole).unwrap();
        let db = rusqlite::Connection::open(desk.path("store.db")).unwrap();
        db.execute_batch(&format!("PRAGMA foreign_keys = OFF; {harm}"))
            .unwrap_or_else(|e| panic!("{e}: {harm}"));
        drop(db);
        let wrong = examined(&path, false);
        assert!(part.is_empty() || wrong.contains(&(part, Health::Wrong)), "{harm}: {wrong:?}");
        let mended = examined(&path, true);
        assert!(
            mended.iter().all(|(_, h)| matches!(h, Health::Sound | Health::Mended)),
            "{harm}: {mended:?}"
        );
        let mut reviewer = rapporteur::desk::Desk::open(&path, "Amina").unwrap();
        while reviewer.catch_up(1_000).unwrap() {}
        drop(reviewer);
        let sound = examined(&path, false);
        assert!(sound.iter().all(|(_, health)| *health == Health::Sound), "{harm}: {sound:?}");
        let after = holds(&rusqlite::Connection::open(desk.path("store.db")).unwrap());
        for ((name, before), (_, after)) in before.iter().zip(&after) {
            assert_eq!(before, after, "{name} after {harm}");
        }
    };
    check("DELETE FROM state", "decisions");
    check("UPDATE state SET verdict = 'later', note = 'x'", "decisions");
    check("DELETE FROM tag", "decisions");
    check("UPDATE tag SET place = place + 1", "decisions");
    // Details that nobody changed are part of the document: they came with it.
    check("UPDATE document SET details = '{}' WHERE row = 1", "documents");
    check("UPDATE document SET withdrawn = 1", "documents");
    check("INSERT INTO recommendation_words (recommendation_words) VALUES ('delete-all')", "search");
    check("DELETE FROM suggestion", "suggestions");
    check("DELETE FROM suggestion WHERE recommendation = 2", "suggestions");
    check("UPDATE suggestion SET ranked = '[]'", "suggestions");
    check("DELETE FROM found", "recommendations");
    check("UPDATE recommendation SET text = 'x' WHERE row = 1", "recommendations");
    check("UPDATE recommendation SET text = 'x', lead_in = 'y' WHERE kind = 'manual'", "recommendations");
    check("UPDATE recommendation SET text = 'x' WHERE row = 2", "recommendations");
    check("UPDATE recommendation SET aside = 1", "recommendations");
    check("DELETE FROM recommendation WHERE kind = 'manual'", "recommendations");
    check("DELETE FROM recommendation WHERE row = 1", "recommendations");
    check("DELETE FROM recommendation WHERE row = 2", "recommendations");
    check("DELETE FROM recommendation WHERE row > 2; DELETE FROM suggestion", "recommendations");
    check("DELETE FROM recommendation", "recommendations");
    check("DELETE FROM band_bucket", "alike");
    check("UPDATE band_bucket SET entries = x'00'", "alike");
    check("DELETE FROM band_run", "alike");
    // What says the same cannot be told right from wrong without comparing all: a repair does that.
    check("DELETE FROM alike", "");
    check("UPDATE alike SET first = 1", "");
    check("DELETE FROM near", "");
    check("DELETE FROM facet_columns; DELETE FROM word_columns; DELETE FROM suggested_since", "");
    check("DELETE FROM fact", "");
    check("DROP INDEX journal_step; DROP INDEX alike_first", "");
}

#[test]
fn a_table_gives_back_what_was_lost_of_it_and_not_what_it_never_had() {
    let desk = Desk::with_report();
    let table =
        "recommendation,state\nLight the pier.,Chad\nPrint the timetable.,Mali\nLight the pier.,Niger\n";
    desk.write("table.csv", table);
    assert_eq!(desk.run(&["import", "table.csv"]).code, 0);
    let ids = desk.ids();
    assert_eq!(desk.run(&["tag", &ids[6], "--verdict", "keep"]).code, 0);
    let list = || desk.json(&["list", "--format", "jsonl"]);
    let (before, db) = (list(), rusqlite::Connection::open(desk.path("store.db")).unwrap());
    db.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM recommendation WHERE row IN (2, 5, 7)").unwrap();
    assert_eq!(list().len(), before.len() - 3);
    let wrong = desk.run(&["doctor"]).out;
    assert!(wrong.contains("recommendations\twrong\t3 recommendations are not there any more"), "{wrong}");
    let mended = desk.run(&["doctor", "--repair"]);
    assert_eq!((mended.code, desk.run(&["catch-up"]).code), (0, 0), "{}", mended.out);
    assert!(list() == before, "{}", mended.out);

    // A document that cannot be read keeps nothing from another.
    db.execute_batch(
        "DELETE FROM recommendation WHERE row IN (2, 6);
         CREATE TEMP TABLE whole AS SELECT text FROM content WHERE document = 1;
         UPDATE content SET text = x'00' WHERE document = 1",
    )
    .unwrap();
    let partly = desk.run(&["doctor", "--repair"]);
    assert!(partly.code == 1 && partly.out.contains("recommendations\tlost\t"), "{}", partly.out);
    let there = |row: i64| {
        db.query_row("SELECT count(*) FROM recommendation WHERE row = ?1", [row], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!((there(2), there(6)), (0, 1), "{}", partly.out);
    db.execute_batch("UPDATE content SET text = (SELECT text FROM whole) WHERE document = 1").unwrap();
    let mended = desk.run(&["doctor", "--repair"]);
    assert_eq!((mended.code, there(2)), (0, 1), "{}", mended.out);

    // One that somebody decided on and that the document does not give.
    db.execute_batch("UPDATE recommendation SET id = 'f00d' WHERE row = 7").unwrap();
    let lost = desk.run(&["doctor", "--repair"]);
    assert!(lost.code == 1 && lost.out.contains("recommendations\tlost\t"), "{}", lost.out);
}

/// A disk of its own that is full: decisions and imports say so, nothing is lost, and with room again they are done.
#[test]
fn a_disk_without_room_is_told_and_loses_nothing() {
    if !crate::desk::can_mount() {
        return eprintln!("a small disk cannot be mounted here (unshare, tmpfs): skipped");
    }
    let desk = Desk::with_report();
    let id = desk.ids().remove(0);
    let list: String = (0..300).map(|n| format!("- Light pier {n} of the harbour at night.\n")).collect();
    desk.write("more.txt", format!("Report\n\nRecommendations\n\n{list}"));
    std::fs::create_dir(desk.path("small")).unwrap();
    let script = r#"
        mount -t tmpfs -o size=8m none small && cp store.db small/ || exit 99
        run() { "$0" --db small/store.db "$@" >out 2>err; echo "$1 $? $(wc -l <err)"; cat err; }
        dd if=/dev/zero of=small/filler bs=4096 >/dev/null 2>&1
        run list --format jsonl
        run tag "$1" --verdict keep
        run import more.txt
        run export --format csv -o small/table.csv
        rm small/filler
        run tag "$1" --verdict keep
        run import more.txt
        run list --verdict keep --format jsonl
        run doctor
    "#;
    let mut shell = std::process::Command::new("unshare");
    shell.args(["--map-root-user", "--mount", "sh", "-c", script]);
    let program = desk.command();
    shell.arg(program.get_program()).arg(&id).current_dir(desk.folder.path());
    shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let ran = Ran::of(shell.output().unwrap());
    let codes: Vec<&str> = ran
        .out
        .lines()
        .filter(|line| ["import ", "tag ", "export ", "list ", "doctor "].iter().any(|c| line.starts_with(c)))
        .collect();
    let codes: Vec<String> =
        codes.iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        codes,
        ["list 0", "tag 3", "import 3", "export 1", "tag 0", "import 0", "list 0", "doctor 0"],
        "{}",
        ran.out
    );
    assert_eq!(ran.out.matches("what was saved before is safe").count(), 2, "{}", ran.out);
    assert!(ran.out.contains("small/table.csv"), "{}", ran.out);
}
