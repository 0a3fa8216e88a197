//! `extract`: what would be found, without a store.

use super::desk::{Desk, REPORT};

#[test]
fn what_would_be_found_is_printed_and_nothing_is_kept() {
    let desk = Desk::empty();
    let report = desk.write("report.txt", REPORT);
    let found = desk.json(&["extract", report.to_str().unwrap()]);
    let texts: Vec<&str> = found.iter().filter_map(|r| r["text"].as_str()).collect();
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert_eq!(texts[2], "Reduce the cost of remittances.");
    assert!(found.iter().all(|r| r["confidence"].as_f64() > Some(0.5) && r["reason"].is_string()));
}

#[test]
fn every_sentence_is_explained() {
    let desk = Desk::empty();
    let report = desk
        .write("note.txt", "The Chair opened the meeting.\n\nStates should share their data with care.\n");
    let judged = desk.json(&["extract", report.to_str().unwrap(), "--explain"]);
    let of =
        |beginning: &str| judged.iter().find(|j| j["text"].as_str().unwrap().starts_with(beginning)).unwrap();
    assert_eq!(of("The Chair")["recommends"], false);
    assert_eq!(of("States should")["recommends"], true);
    assert_eq!(of("States should")["for"][0]["words"], "should");
}

#[test]
fn a_threshold_is_between_none_and_all() {
    let desk = Desk::empty();
    let note = desk
        .write("note.txt", "The Chair opened the meeting.\n\nStates should share their data with care.\n");
    let note = note.to_str().unwrap();
    assert_eq!(desk.json(&["extract", note, "--threshold", "0.5"]).len(), 1);
    assert_eq!(desk.json(&["extract", note, "--threshold", "1"]).len(), 0);
    assert_eq!(desk.run(&["extract", note, "--threshold", "2"]).code, 2);
}
