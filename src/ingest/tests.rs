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
    fn any_bytes_are_read_soundly_or_refused_in_one_line(bytes: Vec<u8>, name in "[a-z]{1,4}\\.(txt|md|html|pdf)") {
        match read(&name, &bytes) {
            Ok(reading) => assert_sound(&reading),
            Err(error) => {
                let line = error.to_string();
                prop_assert!(line.starts_with(&name) && !line.contains('\n') && !error.hints.is_empty());
            }
        }
    }

    #[test]
    fn any_page_is_read_soundly(page in "(<(/?(p|li|ul|ol|div|h1|h2|b|a|table|tr|td|main|article|sup|br|pre|svg|footer)|!--|a href='#x'|li id='fn1')>|[ a-zé1.•\u{202e}\0\u{1b}\r\n\t]{1,12}){0,60}") {
        if let Ok(reading) = read("page.html", format!("<html>{page}").as_bytes()) {
            assert_eq!(reading.format, Format::Html);
            assert_sound(&reading);
        }
    }
}
