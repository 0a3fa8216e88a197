//! `import --decisions`: a table that went out comes back filled in.

use super::desk::{Desk, Ran};
use serde_json::{Value, json};

fn state(desk: &Desk) -> Vec<Value> {
    let rows = desk.json(&["list", "--format", "jsonl"]);
    let fields = ["verdict", "clusters", "objectives", "tags", "note"];
    rows.iter().map(|r| Value::from(fields.map(|f| r[f].clone()).to_vec())).collect()
}

#[test]
fn a_table_is_taken_row_by_row_in_one_step() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&["tag", &ids[3], "--verdict", "drop", "--objective", "10"]);
    let before = state(&desk);
    let table = format!(
        "id,text,verdict,clusters,objectives,tags,note\r\n{},ignored,keep,3,1; 23 International cooperation,element:v,\"good, \"\"very\"\"\"\r\n\
         {},,KEEP,,Save lives,,'=1+1\r\n{},,drop,,none,,\r\n",
        ids[0],
        &ids[1][..8],
        ids[3]
    );
    desk.write("filled.csv", table);
    let dry = desk.run(&["import", "--decisions", "filled.csv", "--dry-run"]);
    assert_eq!((dry.code, dry.out.lines().count()), (0, 3), "{}", dry.err);
    assert!(
        dry.out.contains("verdict unreviewed → keep; cluster none → 3; objective none → 1, 23"),
        "{}",
        dry.out
    );
    assert!(dry.err.contains("nothing was written"), "{}", dry.err);
    assert_eq!(state(&desk), before, "a dry run changes nothing");
    assert_eq!(desk.run(&["import", "--decisions", "filled.csv"]).code, 0);
    let now = state(&desk);
    assert_eq!(
        now[0],
        json!(["keep", [3], [1, 23], {"cluster": ["3"], "element": ["v"], "objective": ["1", "23"]}, "good, \"very\""])
    );
    assert_eq!(now[1], json!(["keep", [], [8], {"objective": ["8"]}, "=1+1"]));
    assert_eq!(now[2], before[2]);
    assert_eq!(now[3], json!(["drop", [], [], {}, null]));
    let again = desk.run(&["import", "--decisions", "filled.csv"]);
    assert!(again.err.contains("0 rows changed, 3 unchanged, 0 refused"), "{}", again.err);
    desk.run(&["undo"]);
    assert_eq!(state(&desk), before, "the whole table is one step");
}

#[test]
fn wrong_rows_are_refused_by_address_and_the_others_are_taken() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    let table = format!(
        "id;verdict;cluster;objective;tags\n{};accepted;;;\n{};keep;7;;\nffff;keep;;;\n;keep;;;\n{};keep;3;8 Data;\n{1};keep;;;element:zz\n{};later;;;\n{3};keep;;;\n",
        ids[0], ids[1], ids[2], ids[3]
    );
    desk.write("half.csv", table);
    let ran = desk.run(&["import", "--decisions", "half.csv"]);
    assert_eq!(ran.code, 1);
    for words in [
        "B2: there is no verdict ‘accepted’",
        "C3: there is no cluster ‘7’ (they run from 1 to 6)",
        "A4: there is no recommendation ‘ffff’",
        "A5: the row has no id",
        "D6: there is no objective ‘8 Data’",
        "the recommendation stands in A3 already",
        "the recommendation stands in A8 already",
    ] {
        assert!(ran.err.contains(words), "{words}\n{}", ran.err);
    }
    let verdicts: Vec<Value> = state(&desk).iter().map(|r| r[0].clone()).collect();
    assert_eq!(verdicts, ["unreviewed", "unreviewed", "unreviewed", "later"]);
}

#[test]
fn what_is_no_table_of_decisions_is_refused() {
    let desk = Desk::with_report();
    let check = |name: &str, bytes: &[u8], words: &str| {
        desk.write(name, bytes);
        let ran = desk.run(&["import", "--decisions", name]);
        assert_eq!(ran.code, 1, "{name}");
        assert!(ran.err.contains(words), "{name}: {}", ran.err);
    };
    check("no-id.csv", b"verdict,note\nkeep,x\n", "has no column");
    check("nothing.csv", b"id,text\nabc,x\n", "has no column of decisions");
    check("empty.csv", b"", "has no column");
    check("broken.xlsx", b"PK\x03\x04 broken", "cannot be unpacked");
    check("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or password-protected");
    assert_eq!(desk.run(&["import", "--decisions", "missing.csv"]).code, 1);
    assert_eq!(desk.run(&["import"]).code, 2);
    assert_eq!(desk.run(&["import", "report.txt", "--decisions", "no-id.csv"]).code, 2);
    assert_eq!(desk.run(&["import", "report.txt", "--dry-run"]).code, 2);
    assert_eq!(desk.run(&["import", "--decisions", "no-id.csv", "--title", "x"]).code, 2);
}

#[test]
fn a_matrix_comes_back_and_nothing_changes() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&["tag", &ids[0], "--suggested", "--note", "=1+1"]);
    desk.run(&[
        "tag",
        &ids[1],
        "--verdict",
        "keep",
        "--cluster",
        "1",
        "--cluster",
        "3",
        "--cluster",
        "6",
        "--concept",
        "element:v",
    ]);
    assert_eq!(desk.run(&["export", "--format", "xlsx", "-o", "matrix.xlsx"]).code, 0);
    let check = |reviewer: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.current_dir(desk.folder.path()).args(["--db", "store.db", "--reviewer", reviewer]);
        let ran = Ran::of(command.args(["import", "--decisions", "matrix.xlsx"]).output().unwrap());
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        assert!(ran.err.contains("0 rows changed, 4 unchanged"), "{}", ran.err);
    };
    check("Amina");
    // What Amina decided is not Brahim's decision because it stood in the file that he was sent.
    check("Brahim");
}

/// Fills in a matrix with openpyxl as a colleague would, saves it again in LibreOffice, and takes it back.
#[test]
fn exactly_the_edited_cells_change() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&["tag", &ids[0], "--verdict", "keep", "--cluster", "3", "--objective", "1", "--note", "mine"]);
    assert_eq!(desk.run(&["export", "--format", "xlsx", "-o", "matrix.xlsx"]).code, 0);
    let edit = "import openpyxl
book = openpyxl.load_workbook('matrix.xlsx')
sheet = book['Recommendations']
at = {cell.value: cell.column for cell in sheet[1]}
sheet.cell(2, at['objective 2']).value = '23 International cooperation'
sheet.cell(3, at['verdict']).value = 'keep'
sheet.cell(3, at['cluster 1']).value = 6
sheet.cell(4, at['note']).value = 'to check'
sheet.cell(5, at['objective 1']).value = '24'
sheet.cell(5, at['verdict']).value = 'keep'
sheet.cell(2, at['text']).value = 'not a decision'
book.save('filled.xlsx')
";
    if !super::tools::python(&desk, "openpyxl", edit) {
        return;
    }
    let before = state(&desk);
    let name = match super::tools::office(&desk, "xlsx", "filled.xlsx") {
        Some(saved) => saved,
        None => "filled.xlsx".to_string(),
    };
    let ran = desk.run(&["import", "--decisions", &name]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 3), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("Recommendations!F5: there is no objective ‘24’"), "{}", ran.err);
    let mend = format!("mend it with: rapporteur mend {} --text 'not a decision'", &ids[0][..8]);
    for words in ["Recommendations!B2: the text was changed", &mend, "1 changed cell not taken"] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    let now = state(&desk);
    let tags = json!({"cluster": ["3"], "objective": ["1", "23"]});
    assert_eq!(now[0], json!(["keep", [3], [1, 23], tags, "mine"]));
    assert_eq!(now[1], json!(["keep", [6], [], {"cluster": ["6"]}, null]));
    assert_eq!(now[2], json!(["unreviewed", [], [], {}, "to check"]));
    assert_eq!(now[3], before[3]);
}

/// What is advised is run as it stands, with this folder's program first in the path.
#[test]
fn the_advice_takes_back_what_was_just_taken() {
    let desk = Desk::with_report();
    desk.run(&["tag", &desk.ids()[0], "--verdict", "keep"]);
    let before = state(&desk);
    desk.write("filled.csv", format!("id,verdict\n{},drop\n", desk.ids()[1]));
    let check = |flags: &[&str], advised: &str| {
        let ran = desk.run(&[flags, &["import", "--decisions", "filled.csv"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let line = ran.err.trim_end().rsplit_once("take it all back with: ").unwrap().1.to_string();
        assert_eq!(line, advised);
        let arguments = line.replace("rapporteur", env!("CARGO_BIN_EXE_rapporteur"));
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &arguments]).current_dir(desk.folder.path());
        let as_before = [("RAPPORTEUR_DB", "store.db"), ("RAPPORTEUR_REVIEWER", "Amina")];
        let undone = Ran::of(shell.envs(as_before).output().unwrap());
        assert_eq!(undone.code, 0, "{}", undone.err);
        assert!(undone.out.starts_with(&desk.ids()[1]), "{}", undone.out);
        assert_eq!(state(&desk), before, "{line}");
    };
    check(&[], "rapporteur undo");
    check(&["--reviewer", "Amina"], "rapporteur undo");
    check(&["--reviewer", "Berta d'Ys"], "rapporteur --reviewer 'Berta d'\\''Ys' undo");
    check(&["--db", "./store.db", "--reviewer", "B"], "rapporteur --db ./store.db --reviewer B undo");
}
