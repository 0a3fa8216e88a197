//! The query language: nothing that is typed breaks it, and what it marks lies within a text.
#![no_main]

use rapporteur::facets::query::{Marks, Query};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let query = Query::so_far(&text);
    if let Err(wrong) = Query::parse(&text) {
        assert!((1..=text.chars().count() + 1).contains(&wrong.column));
    }
    for range in Marks::of(&query).find(&text) {
        assert!(text.get(range).is_some());
    }
});
