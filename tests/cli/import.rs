//! `import`, `documents`, `document`, `show --document`.

use super::desk::{Desk, REPORT};

#[test]
fn a_report_comes_in_once() {
    let desk = Desk::empty();
    desk.write("report.txt", REPORT);
    let first = desk.run(&["import", "report.txt"]);
    assert_eq!(first.code, 0, "{}", first.err);
    let cells: Vec<&str> = first.out.trim_end().split('\t').collect();
    assert_eq!((cells[0], cells[1].len(), cells[2]), ("new", 64, "report.txt"));
    assert!(first.err.contains("1 new document with 4 recommendations"), "{}", first.err);
    let store = std::fs::read(desk.path("store.db")).unwrap();
    let again = desk.run(&["import", "report.txt"]);
    assert_eq!((again.code, again.out.starts_with("known\t")), (0, true));
    assert_eq!(std::fs::read(desk.path("store.db")).unwrap(), store, "the same bytes again change nothing");
}

#[test]
fn details_are_found_and_can_be_given_and_corrected() {
    let desk = Desk::empty();
    desk.write("report.txt", REPORT);
    desk.run(&["import", "report.txt", "--region", "Africa"]);
    let document = &desk.json(&["documents", "--format", "jsonl"])[0];
    assert_eq!(document["title"], "Report of the Fictional Dialogue on Migration");
    assert_eq!(document["date"], "2023-05-04/2023-05-05");
    assert_eq!((&document["language"], &document["region"]), (&"en".into(), &"Africa".into()));
    let id = document["id"].as_str().unwrap();
    assert_eq!(desk.run(&["document", "edit", &id[..8], "--title", "Corrected"]).code, 0);
    assert_eq!(desk.json(&["documents", "--format", "jsonl"])[0]["title"], "Corrected");
    assert_eq!(desk.run(&["undo"]).code, 0);
    let title = &desk.json(&["documents", "--format", "jsonl"])[0]["title"];
    assert_eq!(title, "Report of the Fictional Dialogue on Migration");
}

#[test]
fn a_folder_is_walked_and_one_failure_is_no_ones_loss() {
    let desk = Desk::empty();
    desk.write("in/a.txt", REPORT);
    desk.write("in/deep/b.md", REPORT.replace("four", "five"));
    desk.write("in/c.txt", [0u8, 159, 146, 150, 255, 0, 3, 7].repeat(64));
    desk.write("in/notes.xyz", "of no known type");
    desk.write("in/a.gold.jsonl", "{}");
    let ran = desk.run(&["import", "in"]);
    assert_eq!(ran.code, 1);
    let words: Vec<&str> = ran.out.lines().map(|l| l.split('\t').next().unwrap()).collect();
    assert_eq!(words, ["new", "failed", "known"], "{}", ran.out);
    assert!(ran.err.contains("2 files of no known type skipped"), "{}", ran.err);
    assert!(ran.err.lines().any(|l| l.contains("c.txt")), "{}", ran.err);
    assert_eq!(desk.ids().len(), 4);
}

#[test]
fn a_document_is_withdrawn_and_comes_back() {
    let desk = Desk::with_report();
    let id = desk.json(&["documents", "--format", "jsonl"])[0]["id"].as_str().unwrap().to_string();
    assert_eq!(desk.run(&["document", "withdraw", &id]).code, 0);
    assert!(desk.ids().is_empty());
    let again = desk.run(&["import", "report.txt"]);
    assert!(again.out.starts_with("known") && again.err.contains("document restore"), "{again:?}");
    assert_eq!(desk.run(&["document", "restore", &id]).code, 0);
    assert_eq!(desk.ids().len(), 4);
}

#[test]
fn what_was_read_can_be_seen() {
    let desk = Desk::with_report();
    let id = desk.json(&["documents", "--format", "jsonl"])[0]["id"].as_str().unwrap().to_string();
    let text = desk.run(&["show", "--document", &id]).out;
    assert!(text.contains("- Reduce the cost of remittances.\n"), "{text}");
    let blocks = desk.json(&["show", "--document", &id, "--blocks"]);
    assert_eq!(blocks.iter().filter(|b| b["kind"] == "list-item").count(), 4);
}

#[test]
fn encodings_and_control_characters() {
    let french = "Recommandations\n\n- Protéger les enfants à la frontière et les mettre à l’abri.\n- Réduire le coût des envois de fonds.\n";
    let utf16 = |bom: bool| {
        let mark = bom.then_some(0xfeff_u16);
        mark.into_iter().chain(french.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let cp1252: Vec<u8> = french.chars().map(|c| if c == '’' { 0x92 } else { c as u8 }).collect();
    let check = |bytes: Vec<u8>, what: &str| {
        let desk = Desk::empty();
        desk.write("a.txt", bytes);
        assert_eq!(desk.run(&["import", "a.txt"]).code, 0, "{what}");
        let texts: Vec<_> =
            desk.json(&["list", "--format", "jsonl"]).iter().map(|r| r["text"].clone()).collect();
        assert!(texts.contains(&"Réduire le coût des envois de fonds.".into()), "{what}: {texts:?}");
        let first = texts[0].as_str().unwrap();
        assert!(first.contains("l’abri") && !first.contains(char::is_control), "{what}: {first}");
    };
    check(french.into(), "UTF-8");
    check(["\u{feff}", french].concat().into(), "UTF-8 with BOM");
    check(cp1252, "cp1252");
    check(utf16(true), "UTF-16 with BOM");
    check(utf16(false), "UTF-16 without BOM");
    check(french.replace("enfants", "en\0fants\u{1b}[31m").into(), "NUL and escape");
}
