//! Workbooks of anything as the parts of a sound archive, read as a table of recommendations.
//!
//! The library that reads them counts cells with arithmetic that overflows where debug assertions are on: such a panic fails
//! its file, in the program as here. Every other panic fails the run.
#![no_main]

use rapporteur::error::{Error, Result};
use rapporteur::ingest::{Sheet, collection, read_sheet};
use rapporteur::model::Format;
use std::panic::{catch_unwind, set_hook, take_hook};

fn sheet(archive: &[u8]) -> Result<Sheet> {
    catch_unwind(|| read_sheet("a.xlsx", archive, "")).unwrap_or_else(|_| Err(Error::failed("a.xlsx")))
}

fn spare_the_library() {
    let end = take_hook();
    set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("/calamine-")) {
            end(panic);
        }
    }));
}

libfuzzer_sys::fuzz_target!(init: spare_the_library(), |data: &[u8]| {
    let Some(archive) = rapporteur_fuzz::archive("xl/worksheets/sheet1.xml", data) else { return };
    let given = collection::Given::default();
    if let Ok(collected) = collection::read("a.xlsx", &archive, Format::Xlsx, &given, || sheet(&archive)) {
        rapporteur_fuzz::check_reading(&collected.reading);
        rapporteur_fuzz::check_found(&collected.reading, &collected.found);
    }
});
