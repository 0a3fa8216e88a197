//! Arguments in, exit code out.

use rapporteur::config::Config;
use rapporteur::desk::Desk;
use rapporteur::error::Result;
use rapporteur::{cli, tui};
use std::process::ExitCode;

fn main() -> ExitCode {
    let screen = cli::Screen { open, possible: || Ok(()), keys: Vec::new };
    cli::run(std::env::args_os(), &screen)
}

fn open(desk: Desk, config: &Config, welcome: Option<String>) -> Result<()> {
    tui::run(desk, tui::Look { theme: config.theme, ascii: config.ascii }, welcome)
}
