//! Mends of several reviewers, undone in any order.

use super::{TEXTS, store, verdict};
use crate::facets::query::Query;
use crate::model::{
    Change, DocumentId, Kind, Mark, RecommendationId, Response, RowId, Span, Suggestions, Verdict, Wording,
};
use crate::store::{Entry, Store, Target, journal};
use proptest::prelude::*;
use rusqlite::Connection;

pub(super) fn wording(start: usize, text: &str) -> Wording {
    Wording {
        span: Span { start, end: start + 5 },
        text: text.into(),
        page: Some(1),
        section: vec!["Recommendations".into()],
        lead_in: None,
        context: None,
    }
}

pub(super) fn on(row: i64, change: Change) -> Entry {
    Entry { target: Target::Recommendation(RowId(row)), change }
}

/// Marks the n-th passage.
pub(super) fn mark(n: usize) -> Entry {
    let text = format!("Passage {n} that was missed.");
    let document = DocumentId::of(b"bytes");
    let id = RecommendationId::of(&document, &text, 0);
    let mark = Mark {
        kind: Kind::Manual,
        wording: wording(10 * n, &text),
        proposers: Vec::new(),
        addressees: Vec::new(),
        response: None,
        reason: "marked by hand".into(),
        from: Vec::new(),
    };
    Entry { target: Target::Marked(document, id), change: Change::Marked { to: Some(Box::new(mark)) } }
}

fn text(store: &Store, row: i64) -> (String, Option<String>) {
    let found = store.recommendations("Amina", &[RowId(row)]).unwrap().remove(0);
    (found.text, found.original_text)
}

fn shown(store: &Store) -> Vec<i64> {
    let all = store.columns("Amina", &[]).unwrap().select(&Default::default(), None).0;
    all.iter().map(|row| row.0).collect()
}

#[test]
fn edited_words_stand_beside_those_found_and_are_searched() {
    let (_folder, mut store) = store();
    store.decide("Amina", &[on(1, Change::Text { to: wording(0, "Count the missing.") })]).unwrap();
    assert_eq!(text(&store, 1), ("Count the missing.".into(), Some(TEXTS[0].into())));
    let found = |query: &str| store.answering(&Query::so_far(query)).unwrap();
    assert_eq!((found("count"), found("collect")), (vec![RowId(1)], vec![]));
    let all = store.recommendations("Amina", &[RowId(1)]).unwrap();
    assert_eq!(
        (all[0].decided_at.as_ref(), all[0].verdict),
        (None, Verdict::Unreviewed),
        "a mend is no decision"
    );
    assert_eq!(all[0].suggested, Suggestions::default());
    store.undo("Amina").unwrap();
    assert_eq!(text(&store, 1), (TEXTS[0].into(), None));
    assert_eq!(store.answering(&Query::so_far("collect")).unwrap(), [RowId(1)]);
    assert_eq!(store.history(RowId(1)).unwrap().len(), 2);
}

#[test]
fn a_mark_comes_and_goes_with_one_identity() {
    let (_folder, mut store) = store();
    assert_eq!(store.decide("Amina", &[mark(1)]).unwrap().unwrap().entries.len(), 1);
    assert_eq!(shown(&store), [1, 4, 2, 3], "in reading order");
    assert_eq!(store.decide("Bela", &[mark(1)]).unwrap(), None, "it stands marked");
    store.decide("Bela", &[verdict(4, Verdict::Keep)]).unwrap();
    store.undo("Amina").unwrap();
    assert_eq!(shown(&store), [1, 2, 3]);
    store.redo("Amina").unwrap();
    assert_eq!(shown(&store), [1, 4, 2, 3]);
    assert_eq!(store.recommendations("Bela", &[RowId(4)]).unwrap()[0].verdict, Verdict::Keep);
    assert_eq!(store.document(DocumentId::of(b"bytes").as_str()).unwrap().recommendations, 4);
}

#[test]
fn a_mend_taken_back_leaves_what_others_mended() {
    let (_folder, mut store) = store();
    let edit = |words: &str| on(1, Change::Text { to: wording(0, words) });
    let now = |store: &Store| text(store, 1).0;
    store.decide("Amina", &[edit("Amina's words")]).unwrap();
    store.decide("Bela", &[edit("Bela's words")]).unwrap();
    store.decide("Amina", &[on(1, Change::Response { to: Some(Response::Noted) })]).unwrap();
    store.undo("Amina").unwrap();
    store.undo("Amina").unwrap();
    assert_eq!(now(&store), "Bela's words");
    store.undo("Bela").unwrap();
    assert_eq!(now(&store), TEXTS[0], "nobody's words are left");
    store.redo("Amina").unwrap();
    assert_eq!(now(&store), "Amina's words");
    store.redo("Bela").unwrap();
    assert_eq!(now(&store), "Bela's words");
    store.undo("Bela").unwrap();
    assert_eq!(now(&store), "Amina's words");
}

/// Steps of each reviewer, with their numbers.
type Steps = [Vec<(usize, Entry)>; 2];

#[derive(Debug, Clone)]
enum Act {
    Do(usize, Entry),
    Undo(usize),
    Redo(usize),
}

const NAMES: [&str; 2] = ["Amina", "Bela"];

fn act() -> impl Strategy<Value = Act> {
    let words = || (0..3usize, "[ab]{1,2}");
    let change = prop_oneof![
        words().prop_map(|(at, words)| Change::Text { to: wording(at, &words) }),
        words().prop_map(|(at, words)| Change::Span { to: wording(at, &words) }),
        prop::collection::vec("[CD]", 0..2).prop_map(|to| Change::Proposers { to }),
        prop::collection::vec("[CD]", 0..2).prop_map(|to| Change::Addressees { to }),
        prop::option::of(prop::sample::select(Response::ALL)).prop_map(|to| Change::Response { to }),
        any::<bool>().prop_map(|to| Change::Aside { to }),
        prop::sample::select(Verdict::ALL).prop_map(|to| Change::Verdict { to }),
    ];
    let entry = prop_oneof![4 => (1..4i64, change).prop_map(|(row, change)| on(row, change)), 1 => (1..3usize).prop_map(mark)];
    prop_oneof![
        4 => (0..2usize, entry).prop_map(|(who, entry)| Act::Do(who, entry)),
        3 => (0..2usize).prop_map(Act::Undo),
        2 => (0..2usize).prop_map(Act::Redo),
    ]
}

/// Everything that mends change, a line each.
fn everything(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT id || kind || start || ' ' || end || text || section || proposers || addressees || coalesce(response, '-') || aside
            || unmarked FROM recommendation WHERE NOT unmarked
        UNION ALL SELECT reviewer || recommendation || verdict FROM state ORDER BY 1";
    db.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

fn look(store: &mut Store) -> Vec<String> {
    store.write(|db| everything(db)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each of two reviewers goes back and forth on their own; when both have gone all the way back, everything is as
    /// found. What stands is always what the newest standing mend set, and the journal replayed from nothing.
    #[test]
    fn mends_of_two_undo_cleanly(acts in prop::collection::vec(act(), 1..40)) {
        let (_folder, mut store) = store();
        let as_found = look(&mut store);
        // The newest standing mend of each matter, by the plain rule.
        let mut standing: Vec<(usize, usize, Entry)> = Vec::new();
        let (mut past, mut future): (Steps, Steps) = Default::default();
        for (number, act) in acts.into_iter().enumerate() {
            match act {
                Act::Do(who, entry) => {
                    if let Some(step) = store.decide(NAMES[who], std::slice::from_ref(&entry)).unwrap() {
                        let entry = step.entries[0].clone();
                        standing.push((who, number, entry.clone()));
                        past[who].push((number, entry));
                        future[who].clear();
                    }
                }
                Act::Undo(who) => {
                    prop_assert_eq!(store.undo(NAMES[who]).unwrap().is_some(), !past[who].is_empty());
                    if let Some((number, entry)) = past[who].pop() {
                        standing.retain(|(_, n, _)| *n != number);
                        future[who].push((number, entry));
                    }
                }
                Act::Redo(who) => {
                    prop_assert_eq!(store.redo(NAMES[who]).unwrap().is_some(), !future[who].is_empty());
                    if let Some((number, entry)) = future[who].pop() {
                        standing.push((who, number, entry.clone()));
                        past[who].push((number, entry));
                    }
                }
            }
            for row in 1..4 {
                let newest = standing.iter().rev().find(|(.., e)| {
                    e.target == Target::Recommendation(RowId(row)) && matches!(e.change, Change::Text { .. } | Change::Span { .. })
                });
                let expected = match newest.map(|(.., e)| &e.change) {
                    Some(Change::Text { to } | Change::Span { to }) => to.text.clone(),
                    _ => TEXTS[row as usize - 1].to_string(),
                };
                prop_assert_eq!(text(&store, row).0, expected);
            }
        }
        let (now, replayed) = store.write(|db| {
            let now = everything(db)?;
            journal::replay(db)?;
            db.execute_batch("INSERT INTO recommendation_words (recommendation_words, rank) VALUES ('integrity-check', 1)")?;
            Ok((now, everything(db)?))
        }).unwrap();
        prop_assert_eq!(now, replayed);
        while store.undo(NAMES[0]).unwrap().is_some() || store.undo(NAMES[1]).unwrap().is_some() {}
        prop_assert_eq!(look(&mut store), as_found);
        store.write(|db| {
            db.execute_batch("INSERT INTO recommendation_words (recommendation_words, rank) VALUES ('integrity-check', 1)")
        }).unwrap();
    }
}
