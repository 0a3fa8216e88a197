//! The journal against a model of it, and the store's manners.

mod columns;
mod doctor;
mod intake;
mod mends;
mod trouble;

use super::*;
use crate::facets::query::Query;
use crate::model::{
    Candidate, Change, Details, DocumentId, Format, Kind, ReadState, Reading, RowId, Span, Suggestions,
    Verdict,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const TEXTS: [&str; 3] = ["Collect data on the missing.", "Save lives at sea.", "Save lives at sea."];

fn candidate(text: &str, start: usize) -> (Candidate, Suggestions) {
    let candidate = Candidate {
        kind: Kind::Listed,
        span: Span { start, end: start + text.chars().count() },
        text: text.into(),
        page: Some(1),
        section: vec!["Recommendations".into()],
        lead_in: None,
        context: None,
        proposers: vec![],
        addressees: vec![],
        response: None,
        confidence: 0.9,
        reason: "an item under a heading that announces recommendations".into(),
    };
    (candidate, Suggestions::default())
}

fn add(store: &mut Store, bytes: &[u8]) -> bool {
    let reading = Reading {
        format: Format::Text,
        state: ReadState::Whole,
        text: TEXTS.join("\n"),
        blocks: vec![],
        details: Details { title: Some("A fictional meeting".into()), ..Details::default() },
        pages: None,
    };
    let starts = [0, 29, 48];
    let found: Vec<_> = TEXTS.iter().zip(starts).map(|(text, start)| candidate(text, start)).collect();
    let id = DocumentId::of(bytes);
    store
        .add_document(&NewDocument { id: &id, source: "a.txt", bytes, reading: &reading, found: &found })
        .unwrap()
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("s.db"), Access::Write).unwrap();
    assert!(add(&mut store, b"bytes"));
    (folder, store)
}

/// How many recommendations are in the lists.
fn listed(store: &Store) -> usize {
    store.columns("Amina", &[]).unwrap().select(&Default::default(), None).0.len()
}

fn verdict(row: i64, to: Verdict) -> Entry {
    Entry { target: Target::Recommendation(RowId(row)), change: Change::Verdict { to } }
}

#[test]
fn the_same_bytes_again_change_nothing() {
    let (_folder, mut store) = store();
    assert!(!add(&mut store, b"bytes"));
    assert_eq!(store.documents().unwrap().len(), 1);
    assert_eq!(listed(&store), 3);
}

#[test]
fn the_same_text_twice_has_two_identities() {
    let (_folder, store) = store();
    let all = store.recommendations("a", &[RowId(1), RowId(2), RowId(3)]).unwrap();
    assert_eq!(all[1].text, all[2].text);
    assert_ne!(all[1].id, all[2].id);
    assert_eq!(store.row_of(&all[2].id.as_str()[..10]).unwrap(), RowId(3));
}

#[test]
fn verdicts_are_each_reviewers_own() {
    let (_folder, mut store) = store();
    store.decide("Amina", &[verdict(1, Verdict::Keep)]).unwrap();
    store.decide("Bela", &[verdict(1, Verdict::Drop)]).unwrap();
    let seen = |name: &str| store.recommendations(name, &[RowId(1)]).unwrap()[0].verdict;
    assert_eq!(
        (seen("Amina"), seen("Bela"), seen("Chidi")),
        (Verdict::Keep, Verdict::Drop, Verdict::Unreviewed)
    );
    assert_eq!(store.reviewers().unwrap(), ["Amina", "Bela"]);
    assert_eq!(store.history(RowId(1)).unwrap().len(), 2);
}

#[test]
fn a_withdrawn_document_leaves_the_lists_and_comes_back() {
    let (_folder, mut store) = store();
    let id = DocumentId::of(b"bytes");
    let entry = Entry { target: Target::Document(id), change: Change::Withdrawn { to: true } };
    store.decide("Amina", &[entry]).unwrap();
    assert_eq!(listed(&store), 0);
    store.undo("Amina").unwrap();
    assert_eq!(listed(&store), 3);
}

#[test]
fn undoing_a_correction_leaves_those_of_others() {
    let (_folder, mut store) = store();
    let id = DocumentId::of(b"bytes");
    let set = |store: &mut Store, name: &str, change: &dyn Fn(&mut Details)| {
        let mut to = store.document(id.as_str()).unwrap().details;
        change(&mut to);
        store
            .decide(name, &[Entry { target: Target::Document(id.clone()), change: Change::Details { to } }])
            .unwrap();
    };
    set(&mut store, "Amina", &|d| d.title = Some("Corrected".into()));
    set(&mut store, "Bela", &|d| d.place = Some("Rivertown".into()));
    let now = |store: &Store| {
        let details = store.document(id.as_str()).unwrap().details;
        (details.title.unwrap_or_default(), details.place.unwrap_or_default())
    };
    store.undo("Amina").unwrap();
    assert_eq!(now(&store), ("A fictional meeting".into(), "Rivertown".into()));
    store.redo("Amina").unwrap();
    assert_eq!(now(&store), ("Corrected".into(), "Rivertown".into()));
}

#[test]
fn the_journal_cannot_be_changed() {
    let (_folder, mut store) = store();
    store.decide("Amina", &[verdict(1, Verdict::Keep)]).unwrap();
    for sql in ["DELETE FROM journal", "UPDATE journal SET reviewer = 'x'"] {
        assert!(store.write(|db| db.execute(sql, [])).is_err(), "{sql}");
    }
}

#[test]
fn search_finds_words_without_accents_and_beginnings() {
    let (_folder, store) = store();
    let check = |query: &str, rows: &[i64]| {
        let found = store.answering(&Query::so_far(query)).unwrap();
        assert_eq!(found.iter().map(|r| r.0).collect::<Vec<_>>(), rows, "{query}");
    };
    check("séa", &[2, 3]);
    check("mis", &[1]);
    check("\"lives at\" save", &[2, 3]);
    check("lives data", &[]);
}

#[test]
fn a_store_that_cannot_be_used_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, bytes: &[u8], access: Access, words: &str| {
        let path = folder.path().join(name);
        if !bytes.is_empty() {
            std::fs::write(&path, bytes).unwrap();
        }
        let error = Store::open(&path, access).unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert!(error.to_string().contains(words) && error.to_string().contains(name), "{error}");
        assert_eq!(path.exists(), !bytes.is_empty(), "nothing is made or removed");
        assert_eq!(std::fs::read(&path).unwrap_or_default(), bytes, "left as it was");
    };
    let text = b"this is no database at all, but a text that somebody named by mistake".repeat(20);
    check("text.db", &text, Access::Write, "not a rapporteur store");
    check("text.db", &text, Access::Read, "not a rapporteur store");
    check("missing.db", b"", Access::Read, "there is no store");
}

#[derive(Debug, Clone)]
enum Act {
    Decide(i64, Change),
    Undo,
    Redo,
    Reopen,
}

fn act() -> impl Strategy<Value = Act> {
    let change = prop_oneof![
        prop::sample::select(Verdict::ALL).prop_map(|to| Change::Verdict { to }),
        prop::collection::btree_set(1..4u8, 0..3).prop_map(|tags| Change::Tags {
            scheme: "cluster".into(),
            to: tags.iter().map(u8::to_string).collect()
        }),
        prop::option::of("[a-c]{1,2}").prop_map(|to| Change::Note { to }),
    ];
    prop_oneof![
        4 => (1..4i64, change).prop_map(|(row, change)| Act::Decide(row, change)),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => Just(Act::Reopen),
    ]
}

/// What a reviewer says of each recommendation: verdict, cluster tags, note.
type Model = BTreeMap<i64, (Verdict, Vec<String>, Option<String>)>;

fn apply(model: &mut Model, row: i64, change: &Change) {
    let state = model.entry(row).or_default();
    match change {
        Change::Verdict { to } => state.0 = *to,
        Change::Tags { to, .. } => state.1 = to.clone(),
        Change::Note { to } => state.2 = to.clone(),
        _ => unreachable!(),
    }
}

fn shown(store: &Store) -> Model {
    let rows = store.recommendations("Amina", &[RowId(1), RowId(2), RowId(3)]).unwrap();
    rows.iter().map(|r| (r.row.0, (r.verdict, r.tags_in("cluster").to_vec(), r.note.clone()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Any sequence of decisions, undos, redos and restarts shows what a plain undo stack would show.
    #[test]
    fn the_journal_is_an_undo_stack(acts in prop::collection::vec(act(), 1..40)) {
        let (folder, mut store) = store();
        store.decide("Bela", &[verdict(1, Verdict::Later)]).unwrap();
        let mut now: Model = (1..4).map(|row| (row, Default::default())).collect();
        let (mut past, mut future): (Vec<Model>, Vec<Model>) = Default::default();
        for act in acts {
            match act {
                Act::Decide(row, change) => {
                    let mut next = now.clone();
                    apply(&mut next, row, &change);
                    let entry = Entry { target: Target::Recommendation(RowId(row)), change };
                    let made = store.decide("Amina", &[entry]).unwrap();
                    prop_assert_eq!(made.is_some(), next != now);
                    if next != now {
                        past.push(std::mem::replace(&mut now, next));
                        future.clear();
                    }
                }
                Act::Undo => {
                    prop_assert_eq!(store.undo("Amina").unwrap().is_some(), !past.is_empty());
                    if let Some(before) = past.pop() {
                        future.push(std::mem::replace(&mut now, before));
                    }
                }
                Act::Redo => {
                    prop_assert_eq!(store.redo("Amina").unwrap().is_some(), !future.is_empty());
                    if let Some(after) = future.pop() {
                        past.push(std::mem::replace(&mut now, after));
                    }
                }
                Act::Reopen => store = Store::open(&folder.path().join("s.db"), Access::Write).unwrap(),
            }
            prop_assert_eq!(shown(&store), now.clone());
        }
        // The state is the journal replayed from nothing.
        let replayed = store.write(|db| {
            let dump = |db: &Connection| -> rusqlite::Result<Vec<String>> {
                let sql = "SELECT reviewer || recommendation || verdict || coalesce(note, '') || decided_at FROM state
                    UNION ALL SELECT reviewer || recommendation || scheme || place || notation FROM tag ORDER BY 1";
                db.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
            };
            let kept = dump(db)?;
            journal::replay(db)?;
            Ok((kept, dump(db)?))
        }).unwrap();
        prop_assert_eq!(&replayed.0, &replayed.1);
    }
}
