//! `import TABLE`: collections that exist already.

use super::desk::Desk;

const TABLE: &str = "No;Recommandation;Objectif;Verdict;Remarques\n\
    1;Réduire le prix des ferries d’hiver entre les îles.;8 ;keep;pour l’hiver\n\
    2;Publier les horaires des bateaux dans chaque port.;27;;\n";

fn states(desk: &Desk) -> Vec<String> {
    let of = |r: &serde_json::Value| format!("{} {} {}", r["verdict"], r["objectives"], r["note"]);
    desk.json(&["list", "--format", "jsonl"]).iter().map(of).collect()
}

#[test]
fn a_table_becomes_a_document_with_what_was_noted_in_it() {
    let desk = Desk::empty();
    let cp1252: Vec<u8> = TABLE.chars().map(|c| if c == '’' { 0x92 } else { c as u8 }).collect();
    desk.write("table.csv", cp1252);
    let ran = desk.run(&["import", "table.csv"]);
    assert_eq!((ran.code, ran.out.starts_with("new\t")), (1, true), "a cell was refused: {ran:?}");
    assert!(
        ran.err.contains("text from ‘Recommandation’, verdict from ‘Verdict’, objective from ‘Objectif’"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("table.csv, C3: there is no objective ‘27’"), "{}", ran.err);
    assert!(ran.err.contains("1 recommendation decided on"), "{}", ran.err);
    assert_eq!(states(&desk), [r#""keep" [8] "pour l’hiver""#, r#""unreviewed" [] null"#]);
    let first = &desk.json(&["list", "--format", "jsonl"])[0];
    assert_eq!(first["text"], "Réduire le prix des ferries d’hiver entre les îles.");
    assert_eq!((&first["kind"], &first["document"]["language"]), (&"listed".into(), &"fr".into()));
    assert_eq!(desk.run(&["undo"]).code, 0);
    assert_eq!(states(&desk), [r#""unreviewed" [] null"#; 2], "one step");
    let again = desk.run(&["import", "table.csv"]);
    assert!(
        again.out.starts_with("known\t") && again.err.contains("1 recommendation decided on"),
        "{again:?}"
    );
    assert_eq!(states(&desk)[0], r#""keep" [8] "pour l’hiver""#);
}

#[test]
fn what_was_exported_comes_in_again() {
    let desk = Desk::with_report();
    let texts = |desk: &Desk| -> Vec<String> {
        desk.json(&["list", "--format", "jsonl"]).iter().map(|r| r["text"].to_string()).collect()
    };
    let before = texts(&desk);
    for format in ["csv", "jsonl", "xlsx"] {
        let name = format!("out.{format}");
        assert_eq!(desk.run(&["export", "--format", format, "-o", &name]).code, 0);
        let other = Desk::empty();
        std::fs::copy(desk.path(&name), other.path(&name)).unwrap();
        if format == "xlsx" {
            let ran = other.run(&["import", &name]);
            assert_eq!(ran.code, 1);
            assert!(ran.err.contains("matrix made from another store"), "{ran:?}");
        }
        let anyway: &[&str] = if format == "xlsx" { &["--anyway"] } else { &[] };
        let ran = other.run(&[&["import", &name], anyway].concat());
        assert_eq!((ran.code, ran.out.starts_with("new\t")), (0, true), "{ran:?}");
        assert_eq!(texts(&other), before, "{format}");
    }
}

#[test]
fn tables_that_cannot_be_taken_say_why() {
    let check = |name: &str, text: &str, arguments: &[&str], words: &str| {
        let desk = Desk::empty();
        desk.write(name, text);
        let ran = desk.run(&[&["import", name], arguments].concat());
        assert!(ran.code > 0 && ran.err.contains(words), "{ran:?}");
    };
    check("t.csv", TABLE, &["--columns", "text=Wish"], "its columns are: ‘No’, ‘Recommandation’");
    check("t.csv", TABLE, &["--columns", "colour=No"], "a table has no column of ‘colour’");
    check("t.csv", "country,year\nGhana,2023\n", &[], "--columns text=");
    check("t.xlsx", "PK\u{3}\u{4} and nothing of the kind", &[], "t.xlsx");
    check(
        "t.jsonl",
        "{\"text\":\"Light every pier in winter.\"}\nnonsense\n",
        &[],
        "t.jsonl, line 2: no JSON object",
    );
}

#[test]
fn a_large_table_leaves_work_that_is_told_and_caught_up_with() {
    let desk = Desk::empty();
    let rows: String = (0..5000)
        .map(|n| format!("Reduce the cost of ferry number {n} to island {n} before winter number {n}.\n"))
        .collect();
    desk.write("large.csv", format!("text\n{rows}"));
    let ran = desk.run(&["import", "large.csv"]);
    assert!(ran.err.contains("are pending"), "{ran:?}");
    let count = |arguments: &[&str]| desk.json(arguments).len();
    assert_eq!(
        count(&["list", "--format", "jsonl", "--search", "\"ferry number 4711\""]),
        1,
        "searchable at once"
    );
    assert_eq!(desk.run(&["catch-up"]).code, 0);
    assert!(desk.run(&["catch-up"]).err.contains("nothing was pending"));
    let all = desk.json(&["list", "--format", "jsonl"]);
    assert!(all.iter().all(|r| r["alike"].is_array()));
}

#[test]
fn what_this_store_exported_is_no_report() {
    let desk = Desk::with_report();
    desk.run(&["tag", &desk.ids()[0], "--suggested"]);
    let check = |format: &str, words: &str| {
        let name = format!("out/my {format}.{format}");
        std::fs::create_dir_all(desk.path("out")).unwrap();
        assert_eq!(desk.run(&["export", "--format", format, "-o", &name]).code, 0);
        let ran = desk.run(&["import", &name]);
        assert_eq!((ran.code, ran.out.starts_with("failed\t")), (1, true), "{ran:?}");
        assert!(ran.err.contains(words) && ran.err.contains("import --anyway 'out/my"), "{ran:?}");
        assert_eq!(desk.ids().len(), 4, "{format}");
    };
    for format in ["xlsx", "csv"] {
        check(format, &format!("rapporteur import --decisions 'out/my {format}.{format}'"));
    }
    check("jsonl", "exported from this store");
    for format in ["docx", "html", "md"] {
        check(format, "is an annex that this program made");
    }
    // In a folder with reports they are passed over.
    let report =
        "Report of the Second Dialogue\n\nRecommendations\n\n- Print the timetable of every ferry.\n";
    desk.write("out/other.txt", report);
    let ran = desk.run(&["import", "out"]);
    assert_eq!((ran.code, ran.out.lines().count(), desk.ids().len()), (0, 1, 5), "{ran:?}");
    assert!(ran.err.contains("3 files of no known type skipped (my csv.csv, "), "{}", ran.err);
    assert!(ran.err.contains("skipped: out/my docx.docx is an annex"), "{}", ran.err);
    let ran = desk.run(&["import", "--anyway", "out/my md.md"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}
