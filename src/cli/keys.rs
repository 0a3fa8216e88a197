//! `keys`

use super::out::Out;
use crate::error::Result;
use clap::ValueEnum;
use serde::Serialize;

/// Tell every action of the screen and its keys
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

/// An action of the screen: its name, its keys, where they work, and what it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyRow {
    /// Its name.
    pub action: String,
    /// Each key as `j`, `J`, `ctrl-d`, `enter`, or a sequence `g g`.
    pub keys: Vec<String>,
    /// Where the keys work.
    pub context: String,
    /// What it does.
    pub description: String,
}

pub fn run(args: &Args, rows: &[KeyRow], out: &mut Out) -> Result<()> {
    match args.format {
        Format::Jsonl => rows.iter().try_for_each(|row| out.json(row)),
        Format::Table => {
            let cells = |r: &KeyRow| {
                vec![r.keys.join(", "), r.action.clone(), r.context.clone(), r.description.clone()]
            };
            out.table(
                &["keys", "action", "context", "description"],
                &rows.iter().map(cells).collect::<Vec<_>>(),
            )
        }
    }
}
