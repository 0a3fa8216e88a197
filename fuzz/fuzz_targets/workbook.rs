//! Workbooks of anything as the parts of a sound archive, read as a table of recommendations.
#![no_main]

use rapporteur::ingest::{collection, read_sheet};
use rapporteur::model::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(archive) = rapporteur_fuzz::archive("xl/worksheets/sheet1.xml", data) else { return };
    let sheet = || read_sheet("a.xlsx", &archive, "");
    let given = collection::Given::default();
    if let Ok(collected) = collection::read("a.xlsx", &archive, Format::Xlsx, &given, sheet) {
        rapporteur_fuzz::check_reading(&collected.reading);
        rapporteur_fuzz::check_found(&collected.reading, &collected.found);
    }
});
