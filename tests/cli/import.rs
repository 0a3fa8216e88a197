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
    assert!(ran.err.contains("2 files of no known type skipped (a.gold.jsonl, notes.xyz)"), "{}", ran.err);
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

/// A PDF file of one page that draws `content`.
fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_string(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
            .to_string(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_string(),
    ];
    let mut file = "%PDF-1.4\n".to_string();
    let mut places = String::new();
    for (n, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let at = file.len();
    file += &format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    );
    file.into_bytes()
}

#[test]
fn what_a_user_needs_to_know_is_said_in_a_line() {
    let check = |name: &str, bytes: &[u8], words: [&str; 2]| {
        let desk = Desk::empty();
        desk.write(name, bytes);
        let ran = desk.run(&["import", name]);
        assert_eq!((ran.code, ran.err.lines().count()), (0, 2), "{ran:?}");
        let line = ran.err.lines().next().unwrap();
        assert!(line.contains(name) && words.iter().all(|w| line.contains(w)), "{line}");
        assert!(desk.run(&["documents"]).out.contains(name.split('.').next().unwrap()));
    };
    let prose = "The dialogue brought together thirty delegations from two regions, who spoke for two days.";
    check("scan.pdf", &pdf("0 0 300 300 re f"), ["no text layer", "ocrmypdf"]);
    check("plain.txt", prose.as_bytes(), ["no recommendation was found", "rapporteur show --document "]);
    let broken = [b"Recommendations\n\n- Reduce the cost of remittances.\n- Protect children at the bord\xff\xfe\xffer.\n".as_slice(),
        &"Ünd söme möre wörds. ".repeat(20).into_bytes()].concat();
    check("broken.txt", &broken, ["partly damaged: what could be read is in", "recommendation"]);
}

#[test]
fn a_locked_file_opens_with_its_password_only() {
    let locked = include_bytes!("../files/locked.pdf");
    let desk = Desk::empty();
    desk.write("in/locked.pdf", locked);
    desk.write("in/report.txt", REPORT);
    let ran = desk.run(&["import", "in"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("failed\t-\tin/locked.pdf\nnew\t"), "{ran:?}");
    assert!(ran.err.contains("wants a password") && ran.err.contains("--password-file"), "{}", ran.err);
    for (password, code, words) in
        [("wrong\n", 1, "--password-file"), ("Delta-7\nmore\n", 0, "1 new document")]
    {
        desk.write("password", password);
        let ran = desk.run(&["import", "in/locked.pdf", "--password-file", "password"]);
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn lines_come_in_the_order_of_the_files() {
    let desk = Desk::empty();
    // The first takes longest.
    desk.write("in/00.txt", format!("{REPORT}{}", "The dialogue went on for a long time. ".repeat(20_000)));
    for n in 1..30 {
        desk.write(&format!("in/{n:02}.txt"), REPORT.replace("thirty", &format!("{n}")));
    }
    desk.write("in/30.txt", REPORT.replace("thirty", "7"));
    let ran = desk.run(&["import", "in"]);
    let words: Vec<(&str, &str)> = ran
        .out
        .lines()
        .map(|l| (l.split('\t').next().unwrap(), &l.split('\t').nth(2).unwrap()[3..]))
        .collect();
    let names: Vec<String> = (0..31).map(|n| format!("{n:02}.txt")).collect();
    assert_eq!(words.iter().map(|(_, name)| *name).collect::<Vec<_>>(), names);
    // All but the first are nearly the same.
    let near = words[2..30].iter().all(|(word, _)| *word == "near");
    assert!(near && words[0].0 == "new" && words[30].0 == "known", "{words:?}");
    let sources: Vec<String> =
        desk.json(&["documents", "--format", "jsonl"]).iter().map(|d| d["source"].to_string()).collect();
    assert!(sources.is_sorted() && sources.len() == 30, "{sources:?}");
}

#[test]
fn the_table_of_documents_holds_the_withdrawn_last() {
    let desk = Desk::empty();
    let long = "Report of the Fictional Dialogue on Migration and very many other things ".repeat(3);
    desk.write("a.txt", REPORT.replace("Report of the Fictional Dialogue on Migration", &long));
    desk.write("b.txt", REPORT);
    desk.run(&["import", "a.txt", "b.txt", "--title", "移民問題についての地域対話の報告書"]);
    let id = desk.json(&["documents", "--format", "jsonl"])[0]["id"].as_str().unwrap().to_string();
    desk.run(&["document", "withdraw", &id]);
    let table = desk.run(&["documents"]).out;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[0].starts_with("id") && lines[0].contains("found") && lines[0].ends_with("title"),
        "{table}"
    );
    assert!(lines[1].contains("2023-05-04/05") && lines[1].contains("whole"), "{table}");
    assert!(lines[2].starts_with(&id[..8]) && lines[2].contains("withdrawn"), "{table}");
}

#[test]
fn a_language_is_a_known_one_and_an_empty_detail_takes_it_away() {
    let desk = Desk::with_report();
    let document = || desk.json(&["documents", "--format", "jsonl"])[0].clone();
    let id = document()["id"].as_str().unwrap().to_string();
    assert_eq!(desk.run(&["document", "edit", &id, "--language", "French"]).code, 0);
    assert_eq!(document()["language"], "fr");
    assert_eq!(desk.json(&["list", "--language", "français", "--format", "jsonl"]).len(), 4);
    let refused = desk.run(&["document", "edit", &id, "--language", "xx"]);
    assert!(refused.code == 2 && refused.err.contains("en, fr, es, pt, ar"), "{refused:?}");
    assert_eq!(desk.run(&["document", "edit", &id, "--title", ""]).code, 0);
    assert!(document()["title"].is_null());
    assert!(desk.run(&["documents"]).out.contains("report.txt"));
}

#[test]
fn a_folder_without_reports_is_said_to_be_one() {
    let desk = Desk::empty();
    desk.write("in/picture.png", "x");
    let ran = desk.run(&["import", "in"]);
    assert!(ran.code == 0 && ran.err.contains("nothing to import"), "{ran:?}");
}
