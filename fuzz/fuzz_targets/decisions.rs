//! A table of decisions that comes back filled in with anything: what it would change is told, and nothing breaks.
#![no_main]

use rapporteur::desk::Desk;
use rapporteur::facets::Filter;
use rapporteur::model::Details;

const REPORT: &str =
    "Report\n\nRecommendations\n\n- Open a help desk at the bridge.\n- Light the northern port.\n";

thread_local! {
    /// A store of two recommendations, and the id of the first.
    static DESK: (Desk, String) = {
        let report = rapporteur_fuzz::file("report.txt", REPORT.as_bytes());
        let store = report.with_file_name("store.db");
        let mut desk = Desk::open(&store, "amina").expect("a store");
        desk.import(&report, &Details::default(), None).expect("a report");
        let rows = desk.find(&Filter::default()).expect("all of it").rows;
        let first = desk.recommendations(&rows).expect("what was found").remove(0);
        (desk, first.id.to_string())
    };
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    DESK.with(|(desk, id)| {
        // "@1" stands for an id that is there, which no fuzzer would find.
        let table = String::from_utf8_lossy(data).replace("@1", id);
        if let Ok(plan) = desk.plan_decisions("a.csv", table.as_bytes()) {
            assert!(plan.changes.iter().all(|change| !change.words.is_empty()));
        }
    });
});
