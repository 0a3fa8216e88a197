//! A store made by an older version opens in every newer one: a small store of each past schema is kept in `tests/stores/`.

use rapporteur::desk::Desk;
use rapporteur::facets::Filter;
use rapporteur::model::Verdict;
use rapporteur::taxonomy::{CLUSTER, OBJECTIVE};
use std::path::Path;

/// Opens a copy of the kept store and looks whether everything that Amina decided in it is there.
fn opens(name: &str) -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join(name);
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores").join(name), &store).unwrap();
    let mut desk = Desk::open(&store, "Amina").unwrap();
    let rows = desk.find(&Filter::default()).unwrap().rows;
    let all = desk.recommendations(&rows).unwrap();
    let verdicts: Vec<Verdict> = all.iter().map(|r| r.verdict).collect();
    assert_eq!(verdicts, [Verdict::Keep, Verdict::Unreviewed, Verdict::Keep, Verdict::Unreviewed]);
    assert_eq!(
        (all[0].tags_in(CLUSTER), all[0].tags_in(OBJECTIVE)),
        (&["3".to_string()][..], &["1".to_string()][..])
    );
    assert_eq!(all[0].id.as_str(), "a4f578afcb75f1876cca21809331bff7");
    assert_eq!(desk.history(all[1].row).unwrap().len(), 4, "a verdict, a note, and both undone");
    assert!(desk.source(&all[0].document.id).unwrap().text.contains("Reduce the cost of remittances."));
    assert_eq!(desk.undo().unwrap().unwrap().rows, [all[2].row]);
    assert_eq!(desk.redo().unwrap().unwrap().rows, [all[2].row]);
    (folder, desk)
}

#[test]
fn schema_1() {
    opens("schema-1.db");
}

/// With what came between: Ben mended the last one, and a filter is saved.
#[test]
fn schema_5() {
    let (_folder, mut desk) = opens("schema-5.db");
    let rows = desk.find(&Filter::default()).unwrap().rows;
    let last = desk.recommendations(&rows[3..]).unwrap().remove(0);
    assert_eq!(
        (last.proposers, last.addressees),
        (vec!["Ghana".to_string()], vec!["UN Network".to_string()])
    );
    let saved: Vec<(String, usize)> =
        desk.saved_filters().unwrap().into_iter().map(|saved| (saved.name, saved.count)).collect();
    assert_eq!(saved, [("At sea".to_string(), 0)]);
}
