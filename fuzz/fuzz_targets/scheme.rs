//! A scheme file of anything upon the built-in taxonomy: taken or refused with a place; what was taken gives suggestions.
#![no_main]

use rapporteur::model::Passage;
use rapporteur::suggest::Suggester;
use rapporteur::taxonomy::built_in;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let path = rapporteur_fuzz::file("scheme.toml", data);
    let taxonomy = match built_in().clone().with_files(&[path]) {
        Ok(taxonomy) => taxonomy,
        Err(error) => return assert!(!error.to_string().contains('\n'), "{error}"),
    };
    assert!(taxonomy.shown().iter().all(|scheme| !scheme.concepts.is_empty()));
    if let Ok(suggester) = Suggester::of(&taxonomy) {
        let text = String::from_utf8_lossy(data);
        suggester.suggest(&Passage { text: &text, ..Passage::default() });
    }
});
