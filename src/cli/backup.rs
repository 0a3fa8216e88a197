//! `backup FILE`

use super::Place;
use super::out::{Out, say};
use crate::error::Result;
use std::path::PathBuf;

/// Copy the store to a new file, also while it is in use
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to write; it must not be there yet
    file: PathBuf,
}

pub fn run(place: &Place, args: &Args, _out: &mut Out) -> Result<()> {
    place.desk_to_read()?.backup(&args.file)?;
    say(&format!("the store was copied to {}", args.file.display()));
    Ok(())
}
