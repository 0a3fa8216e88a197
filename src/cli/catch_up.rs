//! `catch-up`

use super::Place;
use super::out::{Out, say};
use crate::error::Result;
use indicatif::{ProgressBar, ProgressDrawTarget};
use std::io::IsTerminal;

/// Recommendations done at a time: stopped in between, nothing is lost but the last of these.
const PIECE: usize = 4000;

/// Makes what is pending, telling how far it is where stderr is a terminal.
pub fn run(place: &Place, out: &mut Out) -> Result<()> {
    let mut desk = place.desk_to_change()?;
    let behind = desk.behind()?;
    let all = (behind.suggestions + behind.comparisons) as u64;
    let bar = match std::io::stderr().is_terminal() {
        true => ProgressBar::new(all),
        false => ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
    };
    while desk.catch_up(PIECE)? {
        bar.inc(PIECE as u64);
    }
    bar.finish_and_clear();
    if behind.is_nothing() {
        say("nothing was pending");
    }
    out.line(format!("suggestions\t{}", behind.suggestions))?;
    out.line(format!("comparisons\t{}", behind.comparisons))
}
