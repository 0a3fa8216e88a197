//! Arguments in, exit code out. Joins the command line and the screen, which do not know each other.

use rapporteur::config::Config;
use rapporteur::desk::Desk;
use rapporteur::error::Result;
use rapporteur::facets::Order;
use rapporteur::{cli, tui};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), &cli::Screen { open, possible: tui::possible, keys })
}

fn open(desk: Desk, config: &Config, welcome: Option<String>) -> Result<()> {
    let order = config.order.as_deref().and_then(Order::from_word).unwrap_or_default();
    tui::run(desk, tui::Look { theme: config.theme, ascii: config.ascii, order }, welcome)
}

fn keys() -> Vec<cli::KeyRow> {
    let row = |r: tui::KeyRow| cli::KeyRow {
        action: r.action,
        keys: r.keys,
        context: r.context.to_string(),
        description: r.description,
    };
    tui::keys().into_iter().map(row).collect()
}
