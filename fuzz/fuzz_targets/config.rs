//! A config file of anything: settings, keys and themes are taken or refused with a place, and nothing breaks.
#![no_main]

use rapporteur::config::Config;
use rapporteur::tui;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let path = rapporteur_fuzz::file("config.toml", data);
    let told = match Config::read(&path) {
        Err(error) => error,
        Ok(config) => match tui::check(&config).and_then(|()| tui::keys_in_force(&config)) {
            Err(error) => error,
            Ok(keys) => return assert!(!keys.is_empty()),
        },
    };
    assert!(!told.to_string().contains('\n'), "{told}");
});
