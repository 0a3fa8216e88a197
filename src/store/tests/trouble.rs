//! What happens to the file beneath an open store, and to the clock.

use super::{store, verdict};
use crate::error::Kind;
use crate::model::{Change, RowId, Verdict};
use crate::store::{Entry, Finding, Part, Store, Target};
use std::path::Path;

fn verdict_of(store: &Store) -> Verdict {
    store.recommendations("Amina", &[RowId(1)]).unwrap()[0].verdict
}

#[test]
fn nothing_is_saved_where_nobody_would_find_it() {
    let check = |harm: &dyn Fn(&Path), way_back: &dyn Fn(&Path), words: &str| {
        let (_folder, mut store) = store();
        let path = store.path().to_path_buf();
        store.decide("Amina", &[verdict(1, Verdict::Keep)]).unwrap();
        harm(&path);
        for error in [
            store.decide("Amina", &[verdict(1, Verdict::Drop)]).unwrap_err(),
            store.undo("Amina").unwrap_err(),
            store.foreign_changes().unwrap_err(),
        ] {
            let line = error.to_string();
            assert!(error.kind == Kind::Store && !error.hints.is_empty(), "{line}");
            assert!(line.contains(words) && line.contains("s.db"), "{line}");
        }
        assert_eq!(verdict_of(&store), Verdict::Keep, "what is there can be read on");
        way_back(&path);
        store.foreign_changes().unwrap();
        store.decide("Amina", &[verdict(1, Verdict::Drop)]).unwrap();
        assert_eq!((verdict_of(&store), store.last_entry().unwrap()), (Verdict::Drop, 2));
    };
    let away = |path: &Path| path.with_extension("away");
    let hide = |path: &Path| std::fs::rename(path, away(path)).unwrap();
    let put_back = |path: &Path| std::fs::rename(away(path), path).unwrap();
    let put_another = |path: &Path| {
        hide(path);
        std::fs::write(path, "another file").unwrap();
    };
    check(&hide, &put_back, "was moved or deleted while open");
    check(&put_another, &put_back, "another file stands in the place of");
}

#[test]
fn what_was_decided_goes_by_its_number_and_not_by_the_clock() {
    let (_folder, mut store) = store();
    for to in [Verdict::Keep, Verdict::Drop, Verdict::Later] {
        store.decide("Amina", &[verdict(1, to)]).unwrap();
    }
    // A day went back at every decision. The journal itself lets nobody change it.
    store
        .read(|db| {
            db.execute_batch(
                "DROP TRIGGER journal_is_never_changed;
                 UPDATE journal SET at = strftime('%Y-%m-%dT%H:%M:%fZ', '2020-06-09', -entry || ' days');
                 UPDATE state SET decided_at = (SELECT at FROM journal ORDER BY entry DESC LIMIT 1);",
            )
        })
        .unwrap();
    assert_eq!(store.examine(Part::State).unwrap(), Finding::Sound);
    let history = store.history(RowId(1)).unwrap();
    assert!(history.windows(2).all(|pair| pair[0].at > pair[1].at), "{history:?}");
    let mut seen = vec![verdict_of(&store)];
    while store.undo("Amina").unwrap().is_some() {
        seen.push(verdict_of(&store));
    }
    assert_eq!(seen, [Verdict::Later, Verdict::Drop, Verdict::Keep, Verdict::Unreviewed]);
    while store.redo("Amina").unwrap().is_some() {}
    assert_eq!(verdict_of(&store), Verdict::Later);
}

#[test]
fn what_was_decided_last_goes_by_its_step() {
    let (_folder, mut store) = store();
    let tag = |row: i64, to: &str| Entry {
        target: Target::Recommendation(RowId(row)),
        change: Change::Tags { scheme: "cluster".into(), to: vec![to.into()] },
    };
    // The clock goes back before each step, by more than all steps take.
    let put_back = |store: &Store| {
        let sql = "DROP TRIGGER IF EXISTS journal_is_never_changed;
            UPDATE journal SET at = strftime('%Y-%m-%dT%H:%M:%fZ', at, '+1 days');
            UPDATE state SET decided_at = strftime('%Y-%m-%dT%H:%M:%fZ', decided_at, '+1 days');";
        store.read(|db| db.execute_batch(sql)).unwrap();
    };
    for entry in [tag(2, "3"), tag(1, "4"), tag(2, "5"), verdict(1, Verdict::Keep), verdict(2, Verdict::Drop)]
    {
        put_back(&store);
        store.decide("Amina", &[entry]).unwrap();
    }
    store.decide("Bela", &[tag(1, "6")]).unwrap();
    let mut last = store.last_steps("Amina").unwrap();
    last.sort();
    assert_eq!(last, [(RowId(1), 4), (RowId(2), 5)]);
    assert_eq!(store.last_step("Amina", RowId(1)).unwrap(), 4);
    assert_eq!(store.last_step("Chen", RowId(1)).unwrap(), 0);
    assert_eq!(store.tagged_last("Amina", 9).unwrap(), [(4, RowId(1)), (5, RowId(2))]);
    assert_eq!(store.tagged_last("Amina", 1).unwrap(), [(5, RowId(2))]);
    assert_eq!(store.tagged_last("Chen", 9).unwrap(), []);
    store.undo("Amina").unwrap();
    assert_eq!(
        store.tagged_last("Amina", 9).unwrap(),
        [(4, RowId(1)), (7, RowId(2))],
        "to undo is to decide"
    );
}
