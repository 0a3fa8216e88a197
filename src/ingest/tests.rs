//! Properties of every reading, and the shared corpus where it is at hand.

use super::*;
use crate::model::text::is_hostile;
use proptest::prelude::*;

/// Blocks lie in order, without overlap, on the canonical text, which holds nothing hostile.
fn assert_sound(reading: &Reading) {
    let mut end = 0;
    for block in &reading.blocks {
        assert!(block.start >= end && block.start < block.end, "{block:?} after {end}");
        let words = reading.text.get(block.range()).expect("a block lies between characters");
        assert!(!words.starts_with(' ') && !words.ends_with(' ') && !words.contains('\n'), "{words:?}");
        end = block.end;
    }
    assert!(!reading.text.chars().any(is_hostile));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_soundly_or_refused_in_one_line(bytes: Vec<u8>, name in "[a-z]{1,4}\\.(txt|md|html|pdf|docx|odt|rtf)") {
        match read(&name, &bytes, None) {
            Ok(reading) => assert_sound(&reading),
            Err(error) => {
                let line = error.to_string();
                prop_assert!(line.starts_with(&name) && !line.contains('\n') && !error.hints.is_empty());
            }
        }
    }

    #[test]
    fn any_page_is_read_soundly(page in "(<(/?(p|li|ul|ol|div|h1|h2|b|a|table|tr|td|main|article|sup|br|pre|svg|footer)|!--|a href='#x'|li id='fn1')>|[ a-zé1.•\u{202e}\0\u{1b}\r\n\t]{1,12}){0,60}") {
        if let Ok(reading) = read("page.html", format!("<html>{page}").as_bytes(), None) {
            assert_sound(&reading);
        }
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_a_way_out() {
    for (bytes, why) in [
        (&b""[..], "is empty"),
        (b"%PDF-1.7", "is a PDF file that cannot be opened"),
        (b"\x01\x02\xff\xfe\x03\x00\x9d\x07\x1f", "is not text"),
        (b" \n\n 12 \x1b\0", "holds no words"),
        (b"<html><body></body></html>", "holds no words"),
        (&vec![b'a'; LARGEST as usize + 1], "is too large (101 MB; at most 100 MB are read)"),
    ] {
        let error = read("a/report.txt", bytes, None).unwrap_err();
        let line = error.to_string();
        assert!(line.starts_with(&format!("a/report.txt {why}")) && !error.hints.is_empty(), "{line}");
        assert_eq!(error.exit_code(), 1);
    }
}

#[test]
fn a_long_line_with_control_characters_is_read() {
    let line = "Towns \x1b[31mshare\0 registers. ".repeat(50_000);
    let reading = read("line.txt", line.as_bytes(), None).unwrap();
    assert_sound(&reading);
    assert!(reading.text.starts_with("Towns [31mshare registers. Towns"));
}

/// The shared corpus's pages carry a word in capitals in each part that is not the document's.
#[test]
fn the_pages_of_the_corpus_keep_their_text_only() {
    let Ok(corpus) = std::env::var("RAPPORTEUR_CORPUS") else {
        println!("RAPPORTEUR_CORPUS is not set: the shared corpus is not read");
        return;
    };
    let corpus = std::path::Path::new(&corpus).join("formats");
    for (file, language, items) in
        [("news_ar.html", "ar", 3), ("news_en_gambia.html", "en", 0), ("news_fr_cp1252_nometa.html", "fr", 3)]
    {
        let reading = read(file, &std::fs::read(corpus.join(file)).unwrap(), None).unwrap();
        assert_sound(&reading);
        assert_eq!((reading.state, reading.details.language.as_deref()), (ReadState::Whole, Some(language)));
        let listed = reading.blocks.iter().filter(|b| b.kind == crate::model::BlockKind::ListItem).count();
        assert_eq!(listed, items, "{file}: {}", reading.text);
        assert!(reading.blocks.len() >= 8 && reading.details.title.is_some(), "{file}");
        assert!(reading.details.place.is_some() && reading.details.date.is_some(), "{file}");
        for mark in ["BOX", "BYLINE", "CAPTION", "BREADCRUMB", "ORGLOGO", "NAVSCRIPT", "SEARCHBTN"] {
            assert!(!reading.text.contains(mark), "{file} keeps {mark}");
        }
    }
}
