//! Recommendations and documents that say the same, compared with a model that compares everything with everything.

use super::*;
use crate::model::{
    Block, BlockKind, Candidate, Change, Details, DocumentId, Format, Kind, ReadState, Reading, Span,
    Suggestions,
};
use crate::store::{Access, Entry as Decided, NewDocument, Target};
use proptest::prelude::*;

const FERRY: &str =
    "Coordinate ferries and rescue boats on both shores so that nobody is left at sea in winter";
const PERMITS: &str =
    "Publish the conditions of seasonal permits in every language that the workers read and speak";

fn candidate(text: &str) -> (Candidate, Suggestions) {
    let candidate = Candidate {
        kind: Kind::Listed,
        span: Span { start: 0, end: text.chars().count().max(1) },
        text: text.into(),
        page: None,
        section: vec![],
        lead_in: None,
        context: None,
        proposers: vec![],
        addressees: vec![],
        response: None,
        confidence: 1.0,
        reason: String::new(),
    };
    (candidate, Suggestions::default())
}

/// A store with one document for each list of texts, each text a paragraph and a recommendation.
fn store(documents: &[Vec<String>]) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("s.db"), Access::Write).unwrap();
    for (n, texts) in documents.iter().enumerate() {
        add(&mut store, &format!("document {n}"), texts);
    }
    (folder, store)
}

fn add(store: &mut Store, name: &str, texts: &[String]) -> DocumentId {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for words in texts {
        let start = text.len();
        text.push_str(words);
        let kind = BlockKind::Paragraph;
        blocks.push(Block { kind, start, end: text.len(), page: None, label: None, depth: 0 });
        text.push('\n');
    }
    let details = Details { title: Some(name.into()), ..Details::default() };
    let reading =
        Reading { format: Format::Text, state: ReadState::Whole, text, blocks, details, pages: None };
    let found: Vec<_> = texts.iter().map(|text| candidate(text)).collect();
    let id = DocumentId::of(name.as_bytes());
    let bytes = name.as_bytes();
    let new = NewDocument { id: &id, source: name, bytes, reading: &reading, found: &found };
    assert!(store.add_document(&new).unwrap());
    id
}

fn own(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

fn others(store: &Store, row: i64) -> Vec<i64> {
    let others: Vec<i64> = store.alike(RowId(row)).unwrap().iter().map(|row| row.0).collect();
    // A card names one of them, and none where there is none.
    let named = |all: Vec<crate::model::Recommendation>| all.into_iter().find_map(|one| one.alike);
    let all = named(store.recommendations("amina", &[RowId(row)]).unwrap());
    let card = named(store.cards("amina", &[RowId(row)]).unwrap());
    assert_eq!(all.as_ref().map(Vec::len), card.as_ref().map(|_| others.len()));
    assert_eq!(card.as_ref().map(Vec::len), all.as_ref().map(|all| all.len().min(1)));
    assert!(card.iter().flatten().all(|id| all.iter().flatten().any(|named| named == id)));
    others
}

fn withdraw(store: &mut Store, id: &DocumentId, to: bool) {
    let entry = Decided { target: Target::Document(id.clone()), change: Change::Withdrawn { to } };
    store.decide("Amina", &[entry]).unwrap().unwrap();
}

#[test]
fn what_says_the_same_is_linked_within_a_document_and_across() {
    let (_folder, mut store) =
        store(&[own(&[FERRY, PERMITS, &FERRY.replace("boats", "ships")]), own(&[&FERRY.to_uppercase()])]);
    assert_eq!((store.not_compared().unwrap(), others(&store, 1)), (4, vec![]));
    assert_eq!(store.compare_recommendations(2).unwrap(), 2, "as many as asked for");
    assert_eq!(store.compare_recommendations(100).unwrap(), 0);
    assert_eq!((others(&store, 1), others(&store, 2), others(&store, 4)), (vec![3, 4], vec![], vec![1, 3]));
    let said = store.said_more_than_once().unwrap();
    assert_eq!(said.iter().map(|row| row.0).collect::<Vec<_>>(), [1, 3, 4]);
}

#[test]
fn what_is_withdrawn_does_not_count_until_it_comes_back() {
    let (_folder, mut store) = store(&[own(&[FERRY])]);
    let second = add(&mut store, "second", &own(&[FERRY, PERMITS]));
    store.compare_recommendations(100).unwrap();
    store.compare_documents(None).unwrap();
    withdraw(&mut store, &second, true);
    assert_eq!((others(&store, 1), store.said_more_than_once().unwrap()), (vec![], vec![]));
    let third = add(&mut store, "third", &own(&[FERRY]));
    store.compare_recommendations(100).unwrap();
    assert_eq!(others(&store, 1), [4]);
    withdraw(&mut store, &third, true);
    withdraw(&mut store, &second, false);
    assert_eq!((others(&store, 1), others(&store, 2)), (vec![2], vec![1]));
}

#[test]
fn documents_that_differ_in_their_frame_are_near() {
    let paragraph = |n: usize| {
        format!(
            "Paragraph {n} of the day tells what the harbour towns of coast {n} asked for, one by one and at length"
        )
    };
    let body: Vec<String> = (0..12).map(paragraph).collect();
    let frame =
        own(&["Home", "About us", "Subscribe", "Read more about ferries and what they cost in winter"]);
    let (_folder, mut store) = store(&[body.clone(), own(&[PERMITS])]);
    let framed = add(&mut store, "framed", &[frame, body].concat());
    store.compare_documents(None).unwrap();
    let near = store.near(&framed).unwrap();
    assert_eq!(near.iter().map(|near| near.name.as_str()).collect::<Vec<_>>(), ["document 0"]);
    assert!(near[0].likeness > 0.8, "{near:?}");
    assert_eq!(store.near(&near[0].id).unwrap()[0].id, framed, "and the other way round");
    withdraw(&mut store, &framed, true);
    assert_eq!(store.near(&near[0].id).unwrap(), []);
}

#[test]
fn an_older_rule_is_forgotten() {
    let (_folder, mut store) = store(&[own(&[FERRY, FERRY])]);
    store.compare_recommendations(100).unwrap();
    store
        .write(|db| db.execute("UPDATE fact SET value = '0 2' WHERE name = 'recommendations compared'", []))
        .unwrap();
    assert_eq!(store.not_compared().unwrap(), 2);
    assert_eq!(store.compare_recommendations(100).unwrap(), 0);
    assert_eq!(others(&store, 1), [2]);
    let entries: i64 =
        store.read(|db| db.query_row("SELECT sum(entries) FROM band_run", [], |r| r.get(0))).unwrap();
    assert_eq!(entries, 2 * alike::BANDS as i64, "nothing stands there twice");
}

#[test]
fn runs_are_few_and_hold_every_entry_once() {
    let (_folder, mut store) = store(&[]);
    store
        .write(|db| {
            let mut all: Vec<Entry> = Vec::new();
            for n in 0..200u32 {
                // Spread over all numbers; rows rise as they do in a store.
                let mut entries: Vec<Entry> =
                    (0..20 + n).map(|m| ((n * 1000 + m).wrapping_mul(2_654_435_761), n * 300 + m)).collect();
                entries.sort_unstable();
                runs::add(db, Subject::Recommendation, &entries)?;
                all.extend(&entries);
            }
            all.sort_unstable();
            let wanted: Vec<Entry> = all.iter().map(|(band, row)| (*band, *row)).collect();
            let found = runs::find(db, Subject::Recommendation, &wanted)?;
            assert!(all.iter().all(|(_, row)| found.contains(&(*row, *row))));
            // Few asked for at a time are looked up one by one.
            for entry in all.iter().step_by(97) {
                assert!(runs::find(db, Subject::Recommendation, &[*entry])?.contains(&(entry.1, entry.1)));
            }
            assert_eq!(runs::find(db, Subject::Document, &wanted)?, []);
            let (count, entries): (i64, i64) =
                db.query_row("SELECT count(*), sum(entries) FROM band_run", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            assert!(count <= 8 && entries == all.len() as i64, "{count} runs, {entries} of {}", all.len());
            let orphans: i64 = db.query_row(
                "SELECT count(*) FROM band_bucket WHERE place >> 16 NOT IN (SELECT run FROM band_run)",
                [],
                |row| row.get(0),
            )?;
            assert_eq!(orphans, 0);
            Ok(())
        })
        .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// However texts are spread over documents and compared in whatever batches, each is linked with its copies and
    /// with nothing else.
    #[test]
    fn copies_are_linked_and_nothing_else(
        texts in prop::collection::vec((0usize..6, 0usize..3), 1..30),
        documents in 1usize..4,
        batch in 1usize..12,
    ) {
        let base = |n: usize| -> Vec<String> { (0..30).map(|word| format!("{}{word}", ["ka", "lo", "mi", "nu", "pe", "ri"][n])).collect() };
        let text = |(n, edits): &(usize, usize)| {
            let mut words = base(*n);
            (0..*edits).for_each(|edit| words[edit * 9 + 4] = "other".into());
            words.join(" ")
        };
        let all: Vec<String> = texts.iter().map(text).collect();
        let (_folder, mut store) = store(&all.chunks(all.len().div_ceil(documents)).map(<[String]>::to_vec).collect::<Vec<_>>());
        while store.compare_recommendations(batch).unwrap() > 0 {}
        for (at, (n, _)) in texts.iter().enumerate() {
            let same = |(other, (m, _)): (usize, &(usize, usize))| (other != at && m == n).then_some(other as i64 + 1);
            let expected: Vec<i64> = texts.iter().enumerate().filter_map(same).collect();
            prop_assert_eq!(others(&store, at as i64 + 1), expected);
        }
    }
}

#[test]
fn mended_words_are_compared_anew() {
    let ships = FERRY.replace("boats", "ships");
    let (_folder, mut store) = store(&[own(&[FERRY, PERMITS]), own(&[&ships, &FERRY.to_uppercase()])]);
    store.compare_recommendations(100).unwrap();
    let groups = |store: &Store| (1..=4).map(|row| others(store, row)).collect::<Vec<_>>();
    let edit = |store: &mut Store, row: i64, words: &str| {
        let to = crate::model::Wording {
            span: Span { start: 0, end: 9 },
            text: words.into(),
            page: None,
            section: vec![],
            lead_in: None,
            context: None,
        };
        let entry = Decided { target: Target::Recommendation(RowId(row)), change: Change::Text { to } };
        store.decide("Amina", &[entry]).unwrap().unwrap();
    };
    let before = groups(&store);
    assert_eq!(before, [vec![3, 4], vec![], vec![1, 4], vec![1, 3]]);
    edit(&mut store, 1, PERMITS);
    assert_eq!(groups(&store), [vec![2], vec![1], vec![4], vec![3]], "the first of three goes to another");
    edit(&mut store, 3, "Count the gulls.");
    assert_eq!(groups(&store), [vec![2], vec![1], vec![], vec![]], "the last two part");
    for _ in 0..2 {
        store.undo("Amina").unwrap().unwrap();
    }
    assert_eq!(groups(&store), before);
    for _ in 0..5 {
        store.redo("Amina").unwrap().unwrap();
        store.undo("Amina").unwrap().unwrap();
    }
    assert_eq!(groups(&store), before);
    // What comes later finds the new words.
    edit(&mut store, 2, "Ask the harbour masters of both shores to keep their lamps lit all night");
    add(
        &mut store,
        "later",
        &own(&["Ask the harbour masters of both shores to keep the lamps lit all night"]),
    );
    store.compare_recommendations(100).unwrap();
    assert_eq!(others(&store, 5), [2]);
}
