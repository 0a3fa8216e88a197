//! `list`, `show`, `stats`, `suggest`, `keys`.

use super::desk::{Desk, Ran};
use std::io::Write;
use std::process::Stdio;

#[test]
fn a_record_has_every_field_that_scripts_rely_on() {
    let desk = Desk::with_report();
    let record = &desk.json(&["list", "--format", "jsonl"])[1];
    assert_eq!(record["text"], "Strengthen search and rescue so that lives are saved at sea.");
    assert_eq!((&record["kind"], &record["verdict"]), (&"listed".into(), &"unreviewed".into()));
    assert_eq!(record["section"].as_array().unwrap().last().unwrap(), "Recommendations");
    assert_eq!(record["clusters"], serde_json::json!([]));
    for field in [
        "id",
        "page",
        "start",
        "end",
        "lead_in",
        "proposers",
        "addressees",
        "response",
        "objectives",
        "tags",
        "note",
        "reviewer",
        "decided_at",
        "suggested_clusters",
        "suggested_objectives",
    ] {
        assert!(record.get(field).is_some(), "{field}");
    }
    for field in ["id", "title", "date", "region", "language", "source"] {
        assert!(record["document"].get(field).is_some(), "{field}");
    }
    let text = desk.run(&["show", "--document", record["document"]["id"].as_str().unwrap()]).out;
    let (start, end) = (record["start"].as_u64().unwrap() as usize, record["end"].as_u64().unwrap() as usize);
    let span: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(record["text"], span.as_str());
    assert_eq!(record["suggested_objectives"][0]["notation"], "8");
    assert!(!record["suggested_objectives"][0]["evidence"].as_array().unwrap().is_empty());
}

#[test]
fn filters_combine() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&["tag", &ids[0], "--verdict", "keep", "--cluster", "3", "--objective", "1"]);
    desk.run(&["tag", &ids[1], "--verdict", "keep", "--cluster", "5"]);
    desk.run(&["tag", &ids[2], "--verdict", "drop"]);
    let check = |filters: &[&str], expected: &[usize]| {
        let mut arguments = vec!["list", "--format", "jsonl"];
        arguments.extend(filters);
        let found: Vec<_> =
            desk.json(&arguments).iter().map(|r| r["id"].as_str().unwrap().to_string()).collect();
        assert_eq!(found, expected.iter().map(|n| ids[*n].clone()).collect::<Vec<_>>(), "{filters:?}");
    };
    check(&["--verdict", "keep"], &[0, 1]);
    check(&["--verdict", "keep", "--verdict", "drop"], &[0, 1, 2]);
    check(&["--cluster", "3", "--cluster", "5", "--verdict", "keep", "--objective", "1"], &[0]);
    check(&["--untagged", "cluster"], &[2, 3]);
    check(&["--objective", "~20"], &[2]);
    check(&["--objective", "~1"], &[]);
    check(&["--search", "remittances"], &[2]);
    check(&["--search", "\"traffick\""], &[]);
    check(&["--search", "traffick"], &[3]);
    check(&["--language", "EN", "--since", "2023-05", "--until", "2023"], &[0, 1, 2, 3]);
    check(&["--since", "2024"], &[]);
    check(&["--decided-by", "any"], &[0, 1, 2]);
    check(&["--decided-by", "Bela"], &[]);
    check(&["--kind", "narrative"], &[]);
}

#[test]
fn others_see_their_own_state() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&["tag", &ids[0], "--verdict", "keep"]);
    let mut bela = desk.command();
    let seen = Ran::of(
        bela.args(["--reviewer", "Bela", "list", "--verdict", "keep", "--format", "jsonl"]).output().unwrap(),
    );
    assert_eq!((seen.code, seen.out.as_str()), (0, ""));
    let mut bela = desk.command();
    let arguments = ["--reviewer", "Bela", "list", "--decided-by", "Amina", "--format", "jsonl"];
    let seen = Ran::of(bela.args(arguments).output().unwrap());
    assert!(
        seen.out.contains("\"reviewer\":\"Amina\"") && seen.out.contains("\"verdict\":\"keep\""),
        "{}",
        seen.out
    );
}

#[test]
fn show_tells_all() {
    let desk = Desk::with_report();
    let id = &desk.ids()[1];
    desk.run(&["tag", id, "--objective", "8", "--note", "see annex"]);
    let shown = desk.run(&["show", &id[..8]]).out;
    for words in
        ["Strengthen search and rescue", "8 Save lives", "see annex", "suggested", "Amina: objective 8"]
    {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
}

#[test]
fn stats_count() {
    let desk = Desk::with_report();
    desk.run(&["tag", &desk.ids()[0], "--verdict", "keep", "--cluster", "3"]);
    let stats = &desk.json(&["stats", "--format", "json"])[0];
    assert_eq!((&stats["recommendations"], &stats["verdicts"]["keep"]), (&4.into(), &1.into()));
    assert_eq!(stats["clusters"][2]["tagged"], 1);
    assert!(desk.run(&["stats"]).out.contains("Smuggling and trafficking"));
    let overview = &stats["overview"];
    let met = |objective: &str| {
        let cells = overview["objective_by_cluster"].as_array().unwrap().iter();
        cells.filter(|cell| cell["objective"] == objective).count()
    };
    assert!(met("20") > 0 && met("14") == 0, "{overview}");
    assert_eq!(
        (overview["objective"].as_array().unwrap().len(), &overview["year"][0]["all"]),
        (23, &4.into())
    );
    assert_eq!(
        (&overview["year"][0]["value"], &overview["document"][0]["keep"]),
        (&"2023".into(), &1.into())
    );
}

#[test]
fn suggest_answers_in_order() {
    let desk = Desk::empty();
    let mut child =
        desk.command().arg("suggest").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let asked = "Reduce the cost of remittances.\n\n{\"text\": \"Rechercher les migrants disparus en mer.\", \"language\": \"fr\"}\n";
    child.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
    let ran = Ran::of(child.wait_with_output().unwrap());
    let answers: Vec<serde_json::Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["suggested_objectives"][0]["notation"], "20");
    assert_eq!(answers[1]["suggested_objectives"], serde_json::json!([]));
    assert_eq!(answers[2]["suggested_objectives"][0]["notation"], "8");
    assert!(!desk.path("store.db").exists(), "no store is needed");
}

#[test]
fn keys_are_told() {
    let keys = Desk::empty().json(&["keys", "--format", "jsonl"]);
    let names: Vec<&str> = keys.iter().map(|k| k["action"].as_str().unwrap()).collect();
    for name in [
        "down",
        "up",
        "page-down",
        "page-up",
        "top",
        "bottom",
        "keep",
        "drop",
        "later",
        "tag-cluster-1",
        "tag-cluster-6",
        "filter-cluster-1",
        "filter-cluster-6",
        "objectives",
        "search",
        "clear-filters",
        "undo",
        "redo",
        "reader",
        "palette",
        "help",
        "quit",
    ] {
        assert!(names.contains(&name), "{name}");
    }
    assert!(
        keys.iter()
            .all(|k| !k["keys"].as_array().unwrap().is_empty()
                && !k["description"].as_str().unwrap().is_empty())
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::with_report();
    let mut child = desk
        .command()
        .args(["list", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn search_looks_into_lead_ins() {
    let desk = Desk::empty();
    desk.write("a.txt", "Recommendations\n\nTo strengthen social cohesion, cities should:\n\n- open counters for newcomers;\n- fund language courses.\n");
    desk.run(&["import", "a.txt"]);
    assert_eq!(desk.json(&["list", "--search", "cohesion", "--format", "jsonl"]).len(), 2);
}
