//! Arguments in, exit code out. Joins the command line and the screen, which do not know each other.

use rapporteur::config::Config;
use rapporteur::error::Result;
use rapporteur::{cli, tui};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(
        std::env::args_os(),
        &cli::Screen { open: tui::run, possible: tui::possible, check: tui::check, keys },
    )
}

fn keys(config: &Config) -> Result<Vec<cli::KeyRow>> {
    let row = |r: tui::KeyRow| cli::KeyRow {
        action: r.action,
        keys: r.keys,
        context: r.context.to_string(),
        description: r.description,
    };
    Ok(tui::keys_in_force(config)?.into_iter().map(row).collect())
}
