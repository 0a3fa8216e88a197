//! `generate --recommendations N --seed S`

use super::Place;
use super::out::{Out, say};
use crate::error::Result;
use indicatif::{ProgressBar, ProgressStyle};

/// Fill the store with recommendations made of chance, for benchmarks and demonstrations
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many recommendations
    #[arg(long, value_name = "N")]
    recommendations: usize,
    /// What they follow from: the same seed makes the same recommendations
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

pub fn run(place: &Place, args: &Args, _out: &mut Out) -> Result<()> {
    let mut desk = place.desk()?;
    let bar = ProgressBar::new(args.recommendations as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    let made = desk.generate(args.recommendations, args.seed, |written| bar.set_position(written as u64));
    bar.finish_and_clear();
    made?;
    say(&format!("{} recommendations were put into {}", args.recommendations, desk.path().display()));
    Ok(())
}
