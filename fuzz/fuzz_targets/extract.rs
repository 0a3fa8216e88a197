//! Extraction on blocks of any kind in any order, marks made by hand in them, and where they may be split.
#![no_main]

use rapporteur::extract;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let reading = rapporteur_fuzz::reading_of(&String::from_utf8_lossy(data));
    rapporteur_fuzz::check_reading(&reading);
    let found = extract::extract_above(&reading, 0.0);
    rapporteur_fuzz::check_found(&reading, &found);
    assert!(extract::extract(&reading).len() <= found.len());
    assert!(extract::explain(&reading).iter().all(|judged| (0.0..=1.0).contains(&judged.score)));
    let text = &reading.text;
    for range in extract::sentences(text) {
        assert!(text.get(range).is_some_and(|words| words == words.trim() && !words.is_empty()));
    }
    for (end, next) in extract::splits(text) {
        assert!(text.get(..end).is_some() && text.get(next..).is_some() && end <= next);
    }
    for (start, end) in [(0, text.len()), (text.len() / 3, text.len() / 2)] {
        if let Some(marked) = extract::passage(&reading, start..end) {
            rapporteur_fuzz::check_found(&reading, &[marked]);
        }
    }
});
