//! `export`: what the rapporteur hands over.

use super::desk::Desk;

#[test]
fn the_annex_holds_what_was_kept_with_its_source() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&[
        "tag",
        &ids[3],
        "--verdict",
        "keep",
        "--cluster",
        "6",
        "--objective",
        "10",
        "--objective",
        "9",
    ]);
    desk.run(&[
        "tag",
        &ids[2],
        "--verdict",
        "keep",
        "--cluster",
        "4",
        "--objective",
        "20",
        "--note",
        "cheaper",
    ]);
    let ran = desk.run(&["export", "--format", "md"]);
    let annex = ran.out;
    let places: Vec<usize> = [
        "## Cluster 4.",
        "### Objective 20.",
        "Reduce the cost",
        "Note: cheaper",
        "## Cluster 6.",
        "### Objective 9.",
        "Combat trafficking",
        "also objective 10",
        "## Sources",
    ]
    .iter()
    .map(|words| annex.find(words).unwrap_or_else(|| panic!("{words}\n{annex}")))
    .collect();
    assert!(places.is_sorted(), "{annex}");
    assert!(!annex.contains("Collect and share"), "what is not kept stays out");
    assert!(annex.contains("Report of the Fictional Dialogue on Migration"));
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let desk = Desk::with_report();
    let check = |arguments: &[&str], code: i32| {
        let mut all = vec!["export", "--format", "csv"];
        all.extend(arguments);
        let ran = desk.run(&all);
        assert_eq!(ran.code, code, "{}", ran.err);
        ran.err
    };
    check(&["-o", "out.csv"], 0);
    let written = std::fs::read_to_string(desk.path("out.csv")).unwrap();
    assert_eq!(written.lines().count(), 5);
    assert!(written.starts_with("id,document,title,") && written.contains("\r\n"));
    assert!(check(&["-o", "out.csv"], 1).contains("--force"));
    check(&["-o", "out.csv", "--force", "--search", "remittances"], 0);
    assert_eq!(std::fs::read_to_string(desk.path("out.csv")).unwrap().lines().count(), 2);
    assert!(check(&["-o", "nowhere/out.csv"], 1).contains("nowhere/out.csv"));
}

#[test]
fn formats_agree() {
    let desk = Desk::with_report();
    desk.run(&["tag", &desk.ids()[0], "--verdict", "keep", "--note", "=1+1"]);
    let listed = desk.run(&["list", "--format", "jsonl"]).out;
    assert_eq!(desk.run(&["export", "--format", "jsonl"]).out, listed);
    let csv = desk.run(&["list", "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let note = reader.headers().unwrap().iter().position(|h| h == "note").unwrap();
    assert_eq!(&reader.records().next().unwrap().unwrap()[note], "'=1+1");
}
