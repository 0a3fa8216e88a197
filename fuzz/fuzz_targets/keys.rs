//! The way keys are written: what a config takes for a key is told so that it is taken again, as the same key.
#![no_main]

use rapporteur::config::Config;
use rapporteur::tui;

/// The keys that `down` has in the list when a config sets this one; none where it is refused.
fn taken(key: &str) -> Option<Vec<String>> {
    let written: String = key.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    let text = format!("[keys.list]\ndown = [\"{written}\"]\n");
    let path = rapporteur_fuzz::file("keys.toml", text.as_bytes());
    let config = Config::read(&path).expect("every text can be written so");
    let keys = tui::keys_in_force(&config).ok()?;
    let row = keys.into_iter().find(|row| row.action == "down" && row.context == "list");
    row.map(|row| row.keys)
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Some(keys) = taken(&text) {
        assert_eq!(keys.len(), 1, "{text:?} is one key or sequence: {keys:?}");
        assert_eq!(taken(&keys[0]).as_ref(), Some(&keys), "{text:?}");
    }
});
