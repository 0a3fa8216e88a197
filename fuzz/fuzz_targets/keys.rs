//! The way keys are written: what a config takes for a key is told so that it is taken again, as the same key.
#![no_main]

use rapporteur::config::Config;
use rapporteur::tui;

/// The keys that `down` has in lists when a config sets this one; none where it is refused.
fn taken(key: &str) -> Option<Vec<String>> {
    let written: String = key.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    let text = format!("[keys.list]\ndown = [\"{written}\"]\n");
    let path = rapporteur_fuzz::file("keys.toml", text.as_bytes());
    let config = Config::read(&path).expect("every text can be written so");
    let keys = tui::keys_in_force(&config).ok()?;
    let row = keys.into_iter().find(|row| row.action == "down").expect("an action of this name");
    Some(row.keys)
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Some(keys) = taken(&text) {
        let own = keys.iter().find(|key| !["j", "down"].contains(&key.as_str())).unwrap_or(&keys[0]);
        assert_eq!(taken(own).as_ref(), Some(&keys), "{text:?} was told as {own:?}");
    }
});
