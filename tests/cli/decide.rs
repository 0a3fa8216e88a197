//! `tag`, `undo`, `redo`, `backup`: decisions from the command line.

use super::desk::Desk;
use serde_json::{Value, json};

fn first(desk: &Desk) -> Value {
    desk.json(&["list", "--format", "jsonl"])[0].clone()
}

#[test]
fn tags_are_replaced_added_and_removed() {
    let desk = Desk::with_report();
    let id = desk.ids()[0].clone();
    let check = |arguments: &[&str], clusters: Value, objectives: Value| {
        let mut all = vec!["tag", id.as_str()];
        all.extend(arguments);
        assert_eq!(desk.run(&all).code, 0, "{arguments:?}");
        let now = first(&desk);
        assert_eq!((&now["clusters"], &now["objectives"]), (&clusters, &objectives), "{arguments:?}");
    };
    check(&["--cluster", "3", "--objective", "23", "--objective", "1"], json!([3]), json!([1, 23]));
    check(&["--objective", "8"], json!([3]), json!([8]));
    check(&["--add", "--objective", "9", "--cluster", "6"], json!([3, 6]), json!([8, 9]));
    check(&["--remove", "--objective", "8", "--objective", "2"], json!([3, 6]), json!([9]));
    check(&["--clear", "cluster"], json!([]), json!([9]));
    check(&["--clear", "objective", "--add", "--objective", "2"], json!([]), json!([2]));
    check(&["--suggested", "--cluster", "1", "--objective", "9"], json!([1]), json!([9]));
    check(&["--clear", "cluster"], json!([]), json!([9]));
    check(&["--concept", "element:v", "--concept", "cluster:4"], json!([4]), json!([9]));
    assert_eq!(first(&desk)["tags"]["element"], json!(["v"]));
}

#[test]
fn one_command_is_one_step_and_undo_survives_a_restart() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    let before = desk.json(&["list", "--format", "jsonl"]);
    desk.run(&["tag", &ids[0], &ids[1], "--verdict", "keep", "--cluster", "3", "--note", "both"]);
    let after = desk.json(&["list", "--format", "jsonl"]);
    assert_eq!(
        (&after[1]["verdict"], &after[1]["note"], &after[1]["reviewer"]),
        (&"keep".into(), &"both".into(), &"Amina".into())
    );
    let undone = desk.run(&["undo"]);
    assert_eq!((undone.code, undone.out.lines().count()), (0, 2), "{}", undone.out);
    assert_eq!(desk.json(&["list", "--format", "jsonl"]), before);
    assert_eq!(desk.run(&["redo"]).code, 0);
    assert_eq!(desk.json(&["list", "--format", "jsonl"])[1]["verdict"], "keep");
    assert_eq!(desk.run(&["redo"]).code, 1);
    desk.run(&["undo"]);
    assert_eq!(desk.run(&["undo"]).code, 1);
}

#[test]
fn suggested_keeps_with_what_stands_ready() {
    let desk = Desk::with_report();
    let id = desk.ids()[2].clone();
    assert_eq!(desk.run(&["tag", &id, "--suggested"]).code, 0);
    let now = desk.json(&["list", "--format", "jsonl"])[2].clone();
    assert_eq!(
        (&now["verdict"], &now["objectives"], &now["clusters"]),
        (&"keep".into(), &json!([20]), &json!([4]))
    );
}

#[test]
fn what_is_unknown_is_refused_and_the_rest_is_done() {
    let desk = Desk::with_report();
    let id = desk.ids()[0].clone();
    let check = |arguments: &[&str], code: i32, words: &str| {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    };
    check(&["tag", &id, "--objective", "24"], 2, "there is no objective ‘24’ (they run from 1 to 23)");
    check(&["tag", &id, "--cluster", "0"], 2, "from 1 to 6");
    check(&["tag", &id, "--verdict", "accepted"], 2, "keep, drop, later");
    check(&["tag", &id, "--concept", "colour:red"], 2, "there is no scheme ‘colour’");
    check(&["tag", &id], 2, "nothing to decide");
    check(&["list", "--objective", "24"], 2, "from 1 to 23");
    check(&["show", "ffffffff"], 1, "there is no recommendation ‘ffffffff’");
    check(&["tag", "ffffffff", &id, "--verdict", "keep"], 1, "ffffffff");
    assert_eq!(first(&desk)["verdict"], "keep");
}

#[test]
fn a_backup_is_a_store() {
    let desk = Desk::with_report();
    desk.run(&["tag", &desk.ids()[0], "--verdict", "keep"]);
    assert_eq!(desk.run(&["backup", "copy.db"]).code, 0);
    assert_eq!(desk.run(&["backup", "copy.db"]).code, 1, "nothing is written over");
    let now = desk.json(&["list", "--format", "jsonl"]);
    assert_eq!(desk.json(&["--db", "copy.db", "list", "--format", "jsonl"]), now);
}

#[test]
fn undo_tells_each_recommendation_its_own() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&["tag", &ids[2], &ids[3], "--suggested"]);
    let told = desk.run(&["undo"]).out;
    let line = |id: &str| told.lines().find(|l| l.starts_with(id)).unwrap().to_string();
    assert!(line(&ids[2]).contains("objective 20"), "{told}");
    assert!(line(&ids[3]).contains("objective 10"), "{told}");
}
