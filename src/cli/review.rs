//! `review PATH…`

use super::out::Out;
use super::{Place, Screen, import};
use crate::error::{Error, Result};
use crate::model::Details;
use std::path::PathBuf;
use std::process::ExitCode;

/// Import what is new, then open the screen where it begins
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Go through the recommendations line by line, without drawing: for screen readers and dumb terminals
    #[arg(long)]
    plain: bool,
}

pub fn run(place: &Place, args: Args, screen: &Screen, out: &mut Out) -> Result<ExitCode> {
    let plain = super::wants_plain(args.plain, screen)?;
    let mut desk = place.desk()?;
    let tally = import::import(place, &mut desk, &args.paths, &Details::default(), None, |_| Ok(()))?;
    if tally.failed > 0 && tally.new + tally.known == 0 {
        return Err(Error::failed("nothing could be imported").hint("see the lines above"));
    }
    let ended = super::triage(place, desk, plain, screen, Some(tally.in_words()), out)?;
    Ok(if tally.failed > 0 { ExitCode::from(1) } else { ended })
}
