//! Tables of recommendations as CSV, TSV and JSON Lines: the first byte chooses which.
#![no_main]

use rapporteur::ingest::{collection, read_sheet};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    const NAMES: [&str; 3] = ["a.csv", "a.tsv", "a.jsonl"];
    let Some((first, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let Some(format) = collection::format_of(name) else { return };
    let sheet = || read_sheet(name, bytes, "");
    if let Ok(collected) = collection::read(name, bytes, format, &collection::Given::default(), sheet) {
        rapporteur_fuzz::check_reading(&collected.reading);
        rapporteur_fuzz::check_found(&collected.reading, &collected.found);
        assert!(collected.decided.iter().all(|decided| decided.at < collected.found.len()));
    }
});
