//! The reader of web pages on anything, and extraction on what it makes of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rapporteur_fuzz::read(
    "a.html",
    &[&b"<!doctype html>"[..], data].concat()
));
