//! Columns that follow the store, and kept ones, against columns made anew.

use super::{add, mends, store, verdict};
use crate::facets::{Counts, Facet, Filter, Index, Pick};
use crate::model::{Change, Details, DocumentId, Verdict};
use crate::store::{Access, Columns, Entry, Store, Target};
use proptest::prelude::*;

const WHO: &str = "Amina";

fn schemes() -> [String; 2] {
    ["cluster".into(), "objective".into()]
}

/// What an index says.
fn told(index: &Index) -> (Vec<i64>, Counts, Vec<i64>) {
    let mut kept = Filter::default();
    kept.pick(Facet::Verdict, Pick::Is("keep".into()));
    let (all, counts) = index.select(&Filter::default(), None);
    let numbers = |rows: &[crate::model::RowId]| rows.iter().map(|row| row.0).collect();
    (numbers(&all), counts, numbers(&index.select(&kept, None).0))
}

#[derive(Debug, Clone)]
enum Act {
    Decide(&'static str, Entry),
    Undo(&'static str),
    Redo(&'static str),
    Import(u8),
    Suggest(i64),
    Keep,
    Reopen,
}

fn act() -> impl Strategy<Value = Act> {
    let who = || prop::sample::select(vec![WHO, "Bela"]);
    let tags = prop::collection::btree_set(1..4u8, 0..3).prop_map(|tags| Change::Tags {
        scheme: "cluster".into(),
        to: tags.iter().map(u8::to_string).collect(),
    });
    let decided = (1..7i64, tags).prop_map(|(row, change)| mends::on(row, change));
    let judged = (1..7i64, prop::sample::select(Verdict::ALL)).prop_map(|(row, to)| verdict(row, to));
    let document = |change| Entry { target: Target::Document(DocumentId::of(b"bytes")), change };
    let withdrawn = any::<bool>().prop_map(move |to| document(Change::Withdrawn { to }));
    let corrected = prop::option::of("[a-c]")
        .prop_map(move |region| document(Change::Details { to: Details { region, ..Details::default() } }));
    let moved = (1..4i64, 0..60usize)
        .prop_map(|(row, start)| mends::on(row, Change::Span { to: mends::wording(start, "Other words.") }));
    let aside = (1..4i64, any::<bool>()).prop_map(|(row, to)| mends::on(row, Change::Aside { to }));
    let marked = (0..6usize).prop_map(mends::mark);
    let entry = prop_oneof![3 => decided, 3 => judged, 1 => withdrawn, 1 => corrected, 1 => moved, 1 => aside, 1 => marked];
    prop_oneof![
        9 => (who(), entry).prop_map(|(who, entry)| Act::Decide(who, entry)),
        2 => who().prop_map(Act::Undo),
        1 => who().prop_map(Act::Redo),
        1 => (0..4u8).prop_map(Act::Import),
        1 => (1..7i64).prop_map(Act::Suggest),
        1 => Just(Act::Keep),
        1 => Just(Act::Reopen),
    ]
}

fn perform(act: &Act, store: &mut Store, columns: &mut Columns, path: &std::path::Path) {
    match act {
        // A decision on what is not there changes nothing.
        Act::Decide(who, entry) => drop(store.decide(who, std::slice::from_ref(entry))),
        Act::Undo(who) => drop(store.undo(who).unwrap()),
        Act::Redo(who) => drop(store.redo(who).unwrap()),
        Act::Import(n) => drop(add(store, &[*n])),
        Act::Suggest(row) => {
            let ranked = r#"{"clusters":[{"notation":"2","score":0.9,"evidence":[]}],"objectives":[]}"#;
            let sql = "INSERT OR REPLACE INTO suggestion SELECT row, ?2 FROM recommendation WHERE row = ?1";
            store.write(|db| db.execute(sql, rusqlite::params![row, ranked])).unwrap();
        }
        Act::Keep => store.keep_columns(columns).unwrap(),
        Act::Reopen => {
            *store = Store::open(path, Access::Write).unwrap();
            *columns = store.columns(WHO, &schemes()).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn columns_that_follow_equal_those_made_anew(acts in prop::collection::vec(act(), 1..25)) {
        let (folder, mut store) = store();
        let path = folder.path().join("s.db");
        let mut columns = store.columns(WHO, &schemes()).unwrap();
        // Kept from the beginning, so that everything after it is told of.
        store.keep_columns(&mut columns).unwrap();
        for act in &acts {
            perform(act, &mut store, &mut columns, &path);
            if !store.follow(&mut columns).unwrap() {
                columns = store.columns(WHO, &schemes()).unwrap();
            }
            let kept = told(&store.columns(WHO, &schemes()).unwrap());
            prop_assert_eq!(&told(&columns), &kept, "after {:?}", act);
        }
        let followed = told(&columns);
        store.write(|db| db.execute("DELETE FROM facet_columns", [])).unwrap();
        prop_assert_eq!(followed, told(&store.columns(WHO, &schemes()).unwrap()));
    }
}

#[test]
fn damaged_columns_are_made_anew() {
    let (_folder, mut store) = store();
    store.decide(WHO, &[verdict(2, Verdict::Keep)]).unwrap();
    let mut columns = store.columns(WHO, &schemes()).unwrap();
    store.keep_columns(&mut columns).unwrap();
    store.write(|db| db.execute("UPDATE facet_columns SET columns = x'00'", [])).unwrap();
    assert_eq!(told(&store.columns(WHO, &schemes()).unwrap()), told(&columns));
}
