//! `review PATH…`

use super::out::Out;
use super::{Place, Screen, import};
use crate::error::{Error, Result};
use crate::model::Details;
use std::path::PathBuf;
use std::process::ExitCode;

/// Import what is new, then open the screen
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub fn run(place: &Place, args: Args, screen: &Screen, _out: &mut Out) -> Result<ExitCode> {
    (screen.possible)()?;
    let mut desk = place.desk()?;
    let tally = import::import(&mut desk, &args.paths, &Details::default(), None, |_| Ok(()))?;
    if tally.failed > 0 && tally.new + tally.known == 0 {
        return Err(Error::failed("nothing could be imported").hint("see the lines above"));
    }
    (screen.open)(desk, &place.config, Some(tally.in_words()))?;
    Ok(ExitCode::from(u8::from(tally.failed > 0)))
}
