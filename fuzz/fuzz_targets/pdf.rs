//! The reader of pdf on anything, and extraction on what it makes of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = [&b"%PDF-1.7\n"[..], data].concat();
    if let Ok(reading) = rapporteur::ingest::read("a.pdf", &bytes, None) {
        rapporteur::extract::extract(&reading);
    }
});
