//! The README tells the truth: its key table is the program's.

use std::path::Path;

const BEGIN: &str = "<!-- keys: made from the action table; `cargo test` says how to renew it -->\n";
const END: &str = "<!-- end of keys -->";

fn table() -> String {
    let mut table = String::from("| keys | action | where | what it does |\n|---|---|---|---|\n");
    for row in rapporteur::tui::keys() {
        let keys: Vec<String> = row.keys.iter().map(|k| format!("`{k}`")).collect();
        let keys = keys.join(" ").replace('|', "\\|");
        table.push_str(&format!("| {keys} | {} | {} | {} |\n", row.action, row.context, row.description));
    }
    table
}

#[test]
fn the_key_table_is_the_programs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if std::env::var_os("RENEW_README").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", table())).unwrap();
    } else {
        assert_eq!(written, table(), "renew it with: RENEW_README=1 cargo test --test readme");
    }
}
