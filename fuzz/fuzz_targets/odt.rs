//! The reader of ODT on anything as the parts of a sound archive, and extraction on what it makes of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let parts = [&b"application/vnd.oasis.opendocument.text\n@@content.xml\n"[..], data].concat();
    if let Some(archive) = rapporteur_fuzz::archive("mimetype", &parts) {
        rapporteur_fuzz::read("a.odt", &archive);
    }
});
