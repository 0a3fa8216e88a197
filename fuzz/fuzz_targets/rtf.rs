//! The reader of rtf on anything, and extraction on what it makes of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = [&br"{\rtf1 "[..], data].concat();
    if let Ok(reading) = rapporteur::ingest::read("a.rtf", &bytes, None) {
        rapporteur::extract::extract(&reading);
    }
});
