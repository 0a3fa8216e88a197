//! Harm done to a store, found and mended.

use super::{store, verdict};
use crate::model::{Change, DateRange, Details, DocumentId, RowId, Verdict};
use crate::store::{Entry, Finding, Part, Store, Target};

fn findings(store: &Store) -> Vec<(Part, Finding)> {
    let examined = |part| (part, store.examine(part).unwrap());
    Part::ALL.into_iter().map(examined).filter(|(_, finding)| *finding != Finding::Sound).collect()
}

/// A store with decisions of every kind.
fn decided() -> (tempfile::TempDir, Store) {
    let (folder, mut store) = store();
    // Kept before anything is decided: what comes after is read from the journal.
    let mut columns = store.columns("Amina", &["cluster".into()]).unwrap();
    store.keep_columns(&mut columns).unwrap();
    store.decide("Amina", &[verdict(1, Verdict::Keep), verdict(2, Verdict::Drop)]).unwrap();
    let tags = Change::Tags { scheme: "cluster".into(), to: vec!["3".into(), "5".into()] };
    store.decide("Bela", &[Entry { target: Target::Recommendation(RowId(1)), change: tags }]).unwrap();
    store.undo("Amina").unwrap();
    store.redo("Amina").unwrap();
    let document = Target::Document(DocumentId::of(b"bytes"));
    let to = Details { date: DateRange::parse("2023").ok(), ..Details::default() };
    store.decide("Bela", &[Entry { target: document, change: Change::Details { to } }]).unwrap();
    (folder, store)
}

#[test]
fn a_sound_store_has_no_findings() {
    let (_folder, store) = decided();
    assert_eq!(findings(&store), []);
}

#[test]
fn what_follows_from_documents_and_journal_is_made_anew() {
    let check = |harm: &str, part: Part| {
        let (_folder, mut store) = decided();
        let before = store.recommendations("Amina", &[RowId(1), RowId(2)]).unwrap();
        store.read(|db| db.execute_batch(&format!("{harm}; PRAGMA foreign_keys = ON;"))).unwrap();
        let found = findings(&store);
        assert!(
            matches!(found.as_slice(), [(p, Finding::Mendable(_)), ..] if *p == part),
            "{harm}: {found:?}"
        );
        for part in Part::ALL {
            if let Finding::Mendable(_) = store.examine(part).unwrap() {
                store.mend_part(part).unwrap();
            }
        }
        assert_eq!(findings(&store), [], "{harm}");
        assert_eq!(store.recommendations("Amina", &[RowId(1), RowId(2)]).unwrap(), before, "{harm}");
    };
    check("UPDATE state SET verdict = 'later' WHERE recommendation = 1", Part::State);
    check("DELETE FROM tag", Part::State);
    check("INSERT INTO tag VALUES ('Amina', 2, 'cluster', 0, '4')", Part::State);
    check("UPDATE document SET withdrawn = 1, details = '{}'", Part::Documents);
    check("INSERT INTO recommendation_words (recommendation_words) VALUES ('delete-all')", Part::Search);
    check("UPDATE facet_columns SET entry = (SELECT max(entry) FROM journal)", Part::Columns);
}

#[test]
fn a_source_that_changed_is_told_and_left() {
    let check = |harm: &str| {
        let (_folder, store) = decided();
        store.read(|db| db.execute_batch(harm)).unwrap();
        let found = findings(&store);
        assert!(matches!(found.as_slice(), [(Part::Sources, Finding::Lost(_))]), "{harm}: {found:?}");
    };
    check("UPDATE content SET bytes = x'00'");
    check("DELETE FROM content");
}
