//! Reading, choosing and finding, without a screen.

use super::finding::hits;
use super::*;
use crate::model::{Block, BlockKind};
use crate::tui::motion::Unit;
use proptest::prelude::*;

/// One paragraph of numbered words, the recommendation in the middle.
fn long() -> Reader {
    let text: String = (10_000..14_000).map(|n| format!("w{n} ")).collect();
    let block =
        |start, end| Block { kind: BlockKind::Paragraph, start, end, page: None, label: None, depth: 0 };
    let blocks = vec![block(0, 13_999), block(14_000, text.len())];
    let (document, span) = (DocumentId::of(b"x"), Span { start: 14_000, end: 14_006 });
    Reader { source: Some(Arc::new(Source { text, blocks })), ..Reader::at(RowId(1), document, span) }
}

fn first_word(reader: &Reader) -> &str {
    reader.page.lines[reader.top].text.split(' ').next().unwrap_or_default()
}

#[test]
fn a_new_size_keeps_the_words_at_the_top() {
    let mut reader = long();
    reader.lay_out(80, 20);
    assert!(reader.is_in_sight(reader.own_bytes(), 20));
    reader.scroll(60, 20);
    let word = first_word(&reader).to_string();
    for (width, height) in [(40, 20), (61, 7), (33, 50), (80, 20)] {
        reader.lay_out(width, height);
        assert!(reader.page.lines[reader.top].text.contains(&word), "{width}x{height}");
    }
    assert_eq!(first_word(&reader), word, "the way there and back ends where it began");
    reader.scroll(isize::MAX, 20);
    assert_eq!(reader.top, reader.page.lines.len() - 20);
}

#[test]
fn a_new_size_keeps_the_recommendation_in_sight() {
    let mut reader = long();
    for (width, height) in [(120, 60), (80, 20), (30, 3), (18, 1), (200, 12)] {
        reader.lay_out(width, height);
        assert!(reader.is_in_sight(reader.own_bytes(), height), "{width}x{height}");
    }
}

#[test]
fn ends_move_and_never_pass_each_other() {
    let mut reader = long();
    reader.lay_out(80, 20);
    let words = |reader: &Reader| {
        let text = &reader.source.as_ref().unwrap().text;
        reader.chosen().map(|range| text[range].to_string()).unwrap_or_default()
    };
    reader.mode = Mode::Selecting { range: 14_000..14_006, at_end: true, row: Some(RowId(1)) };
    assert_eq!(words(&reader), "w12000");
    reader.go(Unit::Word, true, 20);
    reader.go(Unit::Word, true, 20);
    assert_eq!(words(&reader), "w12000 w12001 w12002");
    reader.turn();
    reader.go(Unit::Word, true, 20);
    assert_eq!(words(&reader), "w12001 w12002");
    (0..9).for_each(|_| reader.go(Unit::Word, true, 20));
    assert_eq!(words(&reader), "w12002");
    reader.go(Unit::Item, false, 20);
    assert_eq!(words(&reader), "w12000 w12001 w12002");
    reader.turn();
    (0..9).for_each(|_| reader.go(Unit::Word, false, 20));
    assert_eq!(words(&reader), "w12000");
}

#[test]
fn words_are_found_without_accents_and_over_line_ends() {
    let text = "Données et\n échanges. DONNEES";
    let check = |words: &str, found: &[&str]| {
        let hits: Vec<&str> = hits(text, words).into_iter().map(|hit| &text[hit]).collect();
        assert_eq!(hits, found, "{words}");
    };
    check("donnees", &["Données", "DONNEES"]);
    check("et echanges", &["et\n échanges"]);
    check("zebra", &[]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn spans_are_found_in_one_way(text in "[aé移 ]{0,40}", spans in prop::collection::vec((0usize..45, 0usize..9), 0..9)) {
        let spans: Vec<Span> = spans.into_iter().map(|(start, length)| Span { start, end: start + length }).collect();
        let one_by_one: Vec<_> = spans.iter().map(|span| bytes_of(*span, &text)).collect();
        prop_assert_eq!(bytes_of_all(spans.into_iter(), &text), one_by_one);
    }
}
