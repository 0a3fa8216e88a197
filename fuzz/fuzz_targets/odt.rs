//! The reader of odt on anything as the main part of a sound archive, and extraction on what it makes of it.
#![no_main]

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).is_ok() && archive.write_all(bytes).is_ok()
    };
    if !put("mimetype", b"application/vnd.oasis.opendocument.text") || !put("content.xml", data) {
        return;
    }
    let Ok(archive) = archive.finish() else { return };
    if let Ok(reading) = rapporteur::ingest::read("a.odt", &archive.into_inner(), None) {
        rapporteur::extract::extract(&reading);
    }
});
