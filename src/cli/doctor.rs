//! `doctor [--repair]`

use super::Place;
use super::out::Out;
use crate::desk::doctor::{Health, examine};
use crate::error::Result;
use std::process::ExitCode;

/// See whether the store is sound
///
/// Prints a line a part: its name, `sound`, `wrong`, `mended` or `lost`, and what was found. Ends with 1 where something
/// is wrong or lost.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Make anew what follows from the documents and the journal; those two are never touched
    #[arg(long)]
    repair: bool,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<ExitCode> {
    let store = place.config.store(place.store.clone())?;
    let mut sound = true;
    examine(&store, args.repair, |examined| {
        sound &= matches!(examined.health, Health::Sound | Health::Mended);
        let line = format!("{}\t{}\t{}", examined.part, examined.health.word(), examined.words);
        out.line(line.trim_end())
    })?;
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
