//! The reader of DOCX on anything as the parts of a sound archive, and extraction on what it makes of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Some(archive) = rapporteur_fuzz::archive("word/document.xml", data) {
        rapporteur_fuzz::read("a.docx", &archive);
    }
});
