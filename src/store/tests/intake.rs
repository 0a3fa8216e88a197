//! A large document is put in another way than a small one, and is in like it.

use super::{candidate, store};
use crate::error::Result;
use crate::facets::query::Query;
use crate::model::{Candidate, DocumentId, Format, ReadState, Reading, RecommendationId, RowId, Suggestions};
use crate::store::{Finding, NewDocument, NewWords, Part, Store, WordColumns};

const LARGE: usize = 2_500;

fn reading() -> Reading {
    Reading {
        format: Format::Csv,
        state: ReadState::Whole,
        text: "A table of ferries.".into(),
        blocks: vec![],
        details: Default::default(),
        pages: None,
    }
}

fn put(store: &mut Store, found: &[(Candidate, Suggestions)]) -> Result<(DocumentId, NewWords)> {
    let reading = reading();
    let id = DocumentId::of(b"a table");
    let new = NewDocument { id: &id, source: "a.csv", bytes: b"a table", reading: &reading, found };
    let words = store.add_large_document(&new)?.expect("it is new");
    Ok((id, words))
}

fn ferries() -> Vec<(Candidate, Suggestions)> {
    (0..LARGE).map(|n| candidate(&format!("Publish the timetable of ferry {}.", n % 2_000), n * 50)).collect()
}

#[test]
fn all_of_it_is_in_and_found() {
    let (_folder, mut store) = store();
    let found = ferries();
    let (id, _) = put(&mut store, &found).unwrap();
    let rows = store.found_in(&id).unwrap();
    assert_eq!(rows, (4..4 + LARGE as i64).map(RowId).collect::<Vec<_>>());
    let all = store.recommendations("Amina", &rows).unwrap();
    for (n, (one, (expected, _))) in all.iter().zip(&found).enumerate() {
        assert_eq!((&one.text, one.span, &one.section), (&expected.text, expected.span, &expected.section));
        assert_eq!(one.id, RecommendationId::of(&id, &expected.text, n / 2_000));
    }
    assert_eq!(store.answering(&Query::so_far("1999 ")).unwrap(), [RowId(4 + 1_999)]);
    for part in [Part::File, Part::Links, Part::Search, Part::Columns] {
        assert_eq!(store.examine(part).unwrap(), Finding::Sound);
    }
}

#[test]
fn constraints_hold_for_what_comes_after_it_and_for_itself() {
    let (_folder, mut store) = store();
    put(&mut store, &ferries()).unwrap();
    let wrong = ["UPDATE recommendation SET kind = 'odd'", "UPDATE recommendation SET end = start"];
    for sql in wrong {
        let refused = store.read(|db| db.execute(sql, []));
        assert!(refused.unwrap_err().to_string().contains("CHECK"), "{sql}");
    }
    // The statement that put it in is kept ready, and checks again.
    let mut bare = [candidate("Close the pier.", 0)];
    bare[0].0.span.end = bare[0].0.span.start;
    let (id, reading) = (DocumentId::of(b"a small table"), reading());
    let small =
        NewDocument { id: &id, source: "b.csv", bytes: b"a small table", reading: &reading, found: &bare };
    assert!(store.add_document(&small).unwrap_err().to_string().contains("CHECK"));
    let (_folder, mut store) = super::store();
    let mut found = ferries();
    found[LARGE / 2].0.span.end = 0;
    assert!(put(&mut store, &found).is_err());
    assert_eq!(store.documents().unwrap().len(), 1);
    assert_eq!(store.found_in(&DocumentId::of(b"a table")).unwrap(), []);
}

#[test]
fn the_words_it_brings_join_those_that_were_there() {
    let (_folder, mut store) = store();
    let mut words = store.gather_words().unwrap();
    let (_, new) = put(&mut store, &ferries()).unwrap();
    assert_eq!(new.first(), RowId(4));
    words.join(&new);
    let anew = store.gather_words().unwrap();
    for query in ["lives ", "ferr", "1999 ", "sea or 17 ", "timetable -1 ", "nowhere "] {
        let answer = |words: &WordColumns| words.answer(&Query::so_far(query), LARGE + 4).unwrap();
        assert_eq!(answer(&words), answer(&anew), "{query}");
        assert_eq!(answer(&words).is_empty(), query == "nowhere ");
    }
}
