//! The map in `src/lib.rs`: modules use only what lies beneath them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use of the crate. `error` and `config` are leaves that all may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("config", &[]),
    ("model", &[]),
    ("taxonomy", &["model"]),
    ("facets", &["model"]),
    ("alike", &["model"]),
    ("ingest", &["model", "taxonomy"]),
    ("extract", &["model", "taxonomy"]),
    ("suggest", &["model", "taxonomy"]),
    ("report", &["model", "taxonomy"]),
    ("store", &["model", "taxonomy", "facets", "alike"]),
    ("desk", &["model", "taxonomy", "facets", "alike", "ingest", "extract", "suggest", "report", "store"]),
    (
        "cli",
        &["model", "taxonomy", "facets", "alike", "ingest", "extract", "suggest", "report", "store", "desk"],
    ),
    (
        "tui",
        &["model", "taxonomy", "facets", "alike", "ingest", "extract", "suggest", "report", "store", "desk"],
    ),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The top-level modules that a line of a file names after `crate::`.
fn used(text: &str) -> BTreeSet<String> {
    assert!(!text.contains("crate::{"), "a list after crate:: would escape this test");
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = |line: &str| -> Vec<String> {
        let after = line.split("crate::").skip(1);
        after.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
    };
    code.flat_map(names).filter(|name| !name.is_empty()).collect()
}

#[test]
fn modules_use_only_what_lies_beneath_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = BTreeSet::new();
    for file in rust_files(&root) {
        let place = file.strip_prefix(&root).unwrap();
        let module = place.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        let (_, allowed) = MAY_USE.iter().find(|(name, _)| *name == module).expect("a module of the map");
        seen.insert(module.to_string());
        for other in used(&fs::read_to_string(&file).unwrap()) {
            let fine =
                other == module || other == "error" || other == "config" || allowed.contains(&other.as_str());
            assert!(fine, "{} uses crate::{other}", place.display());
        }
    }
    assert_eq!(seen.len(), MAY_USE.len(), "every module has a place");
}

#[test]
fn only_two_files_depend_on_the_platform() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let with: Vec<_> = rust_files(&root)
        .into_iter()
        .filter(|f| fs::read_to_string(f).unwrap().contains("cfg(unix)"))
        .collect();
    assert!(with.len() <= 2, "{with:?}");
}

#[test]
fn main_stays_small() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() < 60);
}
