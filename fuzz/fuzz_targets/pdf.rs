//! The reader of PDF on anything, and extraction on what it makes of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rapporteur_fuzz::read(
    "a.pdf",
    &[&b"%PDF-1.7\n"[..], data].concat()
));
