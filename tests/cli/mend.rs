//! `mark`, `mend`, what `show` tells of them, `document edit`, and names of States.

use crate::desk::{Desk, REPORT};
use serde_json::{Value, json};

/// The span of these words in the small report, in code points, as the command line takes it.
fn span_of(desk: &Desk, words: &str) -> String {
    let document = desk.json(&["documents", "--format", "jsonl"])[0]["id"].as_str().unwrap().to_string();
    let text = desk.run(&["show", "--document", &document]).out;
    let at = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    let start = text[..at].chars().count();
    format!("{start}:{}", start + words.chars().count())
}

fn list(desk: &Desk) -> Vec<Value> {
    desk.json(&["list", "--format", "jsonl"])
}

fn texts(desk: &Desk) -> Vec<String> {
    list(desk).iter().map(|r| r["text"].as_str().unwrap().to_string()).collect()
}

fn ok(desk: &Desk, arguments: &[&str]) -> String {
    let ran = desk.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    ran.out
}

#[test]
fn an_edited_text_keeps_its_original_and_its_id() {
    let desk = Desk::with_report();
    let id = &desk.ids()[2];
    assert_eq!(
        ok(&desk, &["mend", id, "--text", "Reduce the  cost of sending remittances."]),
        format!("{id}\ttext\n")
    );
    let edited = &list(&desk)[2];
    assert_eq!(edited["text"], "Reduce the cost of sending remittances.");
    assert_eq!(edited["original_text"], "Reduce the cost of remittances.");
    assert_eq!((&edited["id"], &edited["reviewer"]), (&json!(id), &Value::Null), "a mend is no decision");
    let shown = ok(&desk, &["show", id]);
    assert!(shown.contains("changes     Reduce the cost of {+sending+} remittances."), "{shown}");
    assert!(shown.contains("Amina: text"), "{shown}");
    assert_eq!(
        ok(&desk, &["mend", id, "--text", "Reduce the cost of sending remittances."]),
        format!("{id}\tunchanged\n")
    );
    assert_eq!(ok(&desk, &["list", "--search", "sending", "--format", "jsonl"]).lines().count(), 1);
    assert_eq!(ok(&desk, &["undo"]), format!("{id}\tundone: text\n"));
    assert_eq!(
        (list(&desk)[2]["original_text"].clone(), texts(&desk)[2].as_str()),
        (Value::Null, "Reduce the cost of remittances.")
    );
    assert_eq!(ok(&desk, &["redo"]), format!("{id}\tredone: text\n"));
    assert_eq!(texts(&desk)[2], "Reduce the cost of sending remittances.");
}

#[test]
fn a_boundary_moves_and_the_words_follow() {
    let desk = Desk::with_report();
    let id = &desk.ids()[1];
    ok(&desk, &["mend", id, "--span", &span_of(&desk, "search and rescue")]);
    let moved = &list(&desk)[1];
    assert_eq!(
        (moved["text"].as_str(), moved["id"].as_str()),
        (Some("search and rescue"), Some(id.as_str()))
    );
    let suggested = moved["suggested_objectives"].as_array().unwrap();
    assert_eq!(suggested[0]["notation"], "8", "suggestions follow the words");
}

#[test]
fn a_missed_passage_is_marked_once() {
    let desk = Desk::with_report();
    let document = desk.json(&["documents", "--format", "jsonl"])[0]["id"].as_str().unwrap().to_string();
    let span = span_of(&desk, "The dialogue brought together thirty delegations from two regions.");
    let line = ok(&desk, &["mark", &document[..8], "--span", &span]);
    let id = line.strip_suffix("\tmarked\n").unwrap();
    let first = &list(&desk)[0];
    assert_eq!((first["id"].as_str(), first["kind"].as_str()), (Some(id), Some("manual")));
    assert_eq!((&first["section"], &first["confidence"]), (&json!(["Introduction"]), &json!(1.0)));
    assert!(first["suggested_clusters"].is_array());
    assert_eq!(ok(&desk, &["mark", &document, "--span", &span]), format!("{id}\tunchanged\n"));
    ok(&desk, &["undo"]);
    assert_eq!(texts(&desk).len(), 4);
    ok(&desk, &["mark", &document, "--span", &span]);
    assert_eq!(desk.ids()[0], id, "the same passage is the same recommendation");
    assert_eq!(ok(&desk, &["list", "--kind", "manual", "--format", "jsonl"]).lines().count(), 1);
    assert_eq!(desk.json(&["documents", "--format", "jsonl"])[0]["recommendations"], 5);
}

#[test]
fn a_split_and_a_join_are_one_step_each() {
    let desk = Desk::with_report();
    let before = desk.ids();
    let whole = &before[3];
    let offered = ok(&desk, &["mend", whole, "--split", "--places"]);
    assert!(offered.contains("\tprotect the victims of trafficking."), "{offered}");
    let lines = ok(&desk, &["mend", whole, "--split"]);
    assert!(lines.ends_with(&format!("{whole}\tset aside\n")) && lines.lines().count() == 3, "{lines}");
    assert_eq!(texts(&desk)[3..], ["Combat trafficking in persons", "protect the victims of trafficking."]);
    assert_eq!(list(&desk)[3]["kind"], "listed");
    let parts = desk.ids();
    let shown = ok(&desk, &["show", whole]);
    assert!(
        shown.contains(&format!("set aside   in its place {}, {}", &parts[3][..8], &parts[4][..8])),
        "{shown}"
    );
    let refused = desk.run(&["mend", whole, "--text", "x"]);
    assert!(refused.code == 1 && refused.err.contains("was set aside"), "{}", refused.err);
    // Joined again they are what they were.
    ok(&desk, &["mend", &parts[4], "--join", &parts[3]]);
    assert_eq!(desk.ids(), before);
    ok(&desk, &["undo"]);
    assert_eq!(desk.ids(), parts);
    ok(&desk, &["undo"]);
    assert_eq!(desk.ids(), before);
    ok(&desk, &["mend", &before[0], "--join", &before[1]]);
    assert_eq!(texts(&desk).len(), 3);
    assert_eq!(
        texts(&desk)[0],
        "Collect and share disaggregated data on migration between statistical offices. Strengthen search and rescue so \
         that lives are saved at sea."
    );
}

#[test]
fn what_cannot_be_mended_says_why() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    let (first, third) = (ids[0].as_str(), ids[2].as_str());
    let document = desk.json(&["documents", "--format", "jsonl"])[0]["id"].as_str().unwrap().to_string();
    let last = REPORT.chars().count();
    let outside = format!("{last}:{}", last + 9);
    let check = |arguments: &[&str], code: i32, words: &str| {
        let ran = desk.run(arguments);
        assert!(ran.code == code && ran.err.contains(words), "{arguments:?}: {} {}", ran.code, ran.err);
        assert_eq!(desk.ids(), ids, "nothing was changed");
    };
    check(&["mend", first, "--span", "9:3"], 2, "is no span");
    check(&["mend", first, "--span", &outside], 1, "is no place in document");
    check(&["mend", first], 2, "required");
    check(&["mend", first, "--text", " "], 2, "without words");
    check(&["mend", first, "--text", "a", "--span", "1:2"], 2, "cannot be used with");
    check(&["mend", third, "--split"], 1, "makes one call");
    check(&["mend", third, "--split", "--at", "3"], 1, "cannot be split at 3");
    check(&["mend", first, "--join", third], 1, "stands between them");
    check(&["mend", first, "--join", first], 1, "they are one");
    check(&["mend", first, "--response", "accepted"], 2, "there is no response");
    check(&["mend", "ffffffffff", "--split"], 1, "there is no recommendation");
    check(&["mark", &document, "--span", "0:999999"], 1, "is no place");
    check(&["mark", "ffffffffff", "--span", "0:9"], 1, "there is no document");
    check(&["mark", &document, "--span", "x"], 2, "is no span");
}

#[test]
fn names_and_response_are_mended_together() {
    let desk = Desk::with_report();
    let id = &desk.ids()[0];
    let line = ok(
        &desk,
        &[
            "mend",
            id,
            "--proposer",
            "la Gambie",
            "--proposer",
            "IOM",
            "--addressee",
            "the Gambia",
            "--response",
            "noted",
        ],
    );
    assert_eq!(line, format!("{id}\tproposers la Gambie, IOM, addressees the Gambia, response noted\n"));
    let mended = &list(&desk)[0];
    assert_eq!(mended["proposers"], json!(["la Gambie", "IOM"]), "the words of the source stay");
    assert_eq!(mended["proposers_normalised"], json!(["Gambia", "IOM"]));
    assert_eq!(
        (&mended["addressees_normalised"], &mended["response"]),
        (&json!(["Gambia"]), &json!("noted"))
    );
    for name in ["Gambia", "The Gambia", "Gambie", "GAMBIA"] {
        let found = ok(&desk, &["list", "--proposer", name, "--format", "jsonl"]);
        assert_eq!(found.lines().count(), 1, "{name}");
    }
    ok(&desk, &["undo"]);
    assert_eq!((&list(&desk)[0]["proposers"], &list(&desk)[0]["response"]), (&json!([]), &Value::Null));
    ok(&desk, &["redo"]);
    ok(&desk, &["mend", id, "--proposer", "", "--response", "none"]);
    assert_eq!((&list(&desk)[0]["proposers"], &list(&desk)[0]["response"]), (&json!([]), &Value::Null));
}

#[test]
fn an_empty_word_clears_a_documents_detail() {
    let desk = Desk::with_report();
    let document = || desk.json(&["documents", "--format", "jsonl"]).remove(0);
    let id = document()["id"].as_str().unwrap().to_string();
    ok(&desk, &["document", "edit", &id, "--date", "2023-05-04/2023-05-05", "--place", "Rivertown"]);
    assert_eq!(document()["date"], "2023-05-04/2023-05-05");
    ok(&desk, &["document", "edit", &id, "--date", "", "--place", ""]);
    assert_eq!((&document()["date"], &document()["place"]), (&Value::Null, &Value::Null));
    ok(&desk, &["undo"]);
    assert_eq!(document()["place"], "Rivertown");
    assert_eq!(desk.run(&["document", "edit", &id, "--date", "4 May"]).code, 2);
    assert_eq!(desk.run(&["document", "edit", &id]).code, 2);
}
