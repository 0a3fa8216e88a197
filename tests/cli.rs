//! The real program, run as scripts run it. One file a subject under `tests/cli/`.

#[path = "cli/alike.rs"]
mod alike;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/decide.rs"]
mod decide;
#[path = "cli/decisions.rs"]
mod decisions;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/extract.rs"]
mod extract;
#[path = "cli/fence.rs"]
mod fence;
#[path = "cli/find.rs"]
mod find;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/mend.rs"]
mod mend;
#[path = "cli/plain.rs"]
mod plain;
#[path = "cli/schemes.rs"]
mod schemes;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/tables.rs"]
mod tables;
#[path = "cli/tools.rs"]
mod tools;
#[path = "cli/trust.rs"]
mod trust;
