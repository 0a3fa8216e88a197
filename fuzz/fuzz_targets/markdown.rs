//! The reader of markdown on anything, and extraction on what it makes of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = [&b""[..], data].concat();
    if let Ok(reading) = rapporteur::ingest::read("a.md", &bytes, None) {
        rapporteur::extract::extract(&reading);
    }
});
