//! `mark DOCUMENT --span START:END`

use super::Place;
use super::out::Out;
use crate::desk::{Desk, Done};
use crate::error::{Error, Result};
use crate::model::Span;

/// Mark a passage that was missed as a recommendation
///
/// Prints its id. One command is one step of undo.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The document's id, or the beginning of it
    document: String,
    /// The passage, in code points of the text that `show --document ID` prints, end exclusive
    #[arg(long, value_name = "START:END", value_parser = span)]
    span: Span,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    let mut desk = place.desk_to_change()?;
    let document = desk.document(&args.document)?.id;
    match desk.mark(&document, args.span)? {
        Some(done) => tell(&desk, &done, out),
        None => {
            let known = desk.places(&document)?.into_iter().find(|placed| placed.span == args.span);
            let id = known.map_or_else(String::new, |placed| placed.id.to_string());
            out.line(format!("{id}\tunchanged"))
        }
    }
}

/// A line for each recommendation that a step changed: its id, and what became of it.
pub fn tell(desk: &Desk, done: &Done, out: &mut Out) -> Result<()> {
    let changed = desk.recommendations_of(desk.reviewer(), &done.rows)?;
    changed.iter().zip(&done.each).try_for_each(|(r, words)| out.line(format!("{}\t{words}", r.id)))
}

/// "120:184" as a span.
pub fn span(text: &str) -> Result<Span> {
    let bounds = text.split_once(':').and_then(|(start, end)| {
        Some(Span { start: start.trim().parse().ok()?, end: end.trim().parse().ok()? })
    });
    bounds.filter(|span| span.start < span.end).ok_or_else(|| {
        Error::usage(format!("‘{text}’ is no span"))
            .hint("write START:END in code points, end exclusive, such as 120:184")
    })
}
