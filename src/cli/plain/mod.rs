//! The queue line by line, without drawing: for screen readers, dumb terminals and scripts. Words come in, lines go out.

mod command;
mod queue;
mod say;
mod source;

use super::out::Out;
use crate::desk::Desk;
use crate::error::Result;
use crate::facets::Order;
use std::io::{BufRead, IsTerminal, stdin};
use std::process::ExitCode;

/// Whether the terminal can only take lines.
pub fn is_wanted() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Walks the queue of a desk until the reviewer leaves or the input ends. `welcome` is said first.
pub fn run(desk: Desk, order: Order, welcome: Option<String>, out: &mut Out) -> Result<ExitCode> {
    let asked_by_a_person = stdin().is_terminal();
    let mut queue = queue::Queue::open(desk, order)?;
    let welcome = welcome.into_iter().chain(queue.welcome()?);
    welcome.chain(queue.here()?).try_for_each(|line| out.prose(line))?;
    let mut failed = false;
    let mut lines = stdin().lock().lines();
    loop {
        if asked_by_a_person {
            out.raw(b"> ")?;
        }
        out.finish()?;
        // An end of the input is an end of the sitting: everything is on disk.
        let Some(Ok(line)) = lines.next() else { break };
        match queue.obey(&line) {
            Ok(said) => {
                said.lines.iter().try_for_each(|line| out.prose(line))?;
                failed |= said.failed;
                if said.leave {
                    break;
                }
            }
            Err(error) => {
                failed = true;
                out.prose(format!("Failed: {error}"))?;
            }
        }
    }
    // A person saw it; a script sees how it ended.
    Ok(ExitCode::from(u8::from(failed && !asked_by_a_person)))
}
