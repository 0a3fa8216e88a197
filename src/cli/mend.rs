//! `mend ID`

use super::Place;
use super::mark::{span, tell};
use super::out::Out;
use crate::desk::{Desk, Mend};
use crate::error::{Error, Result};
use crate::model::{Response, RowId, Span};

/// Mend a recommendation: boundaries, words, names, response; split it, or join it with another
///
/// What is mended is so for every reviewer; what was found is kept beside it. A recommendation that is split or joined is
/// set aside, and what was made of it stands in its place. One command is one step of undo.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").multiple(true).required(true)
    .args(["span", "text", "split", "join", "proposer", "addressee", "response"]))]
pub struct Args {
    /// The recommendation's id, or the beginning of it
    id: String,
    /// Its boundaries, in code points of the text that `show --document ID` prints; its words become those there
    #[arg(long, value_name = "START:END", value_parser = span, conflicts_with = "text")]
    span: Option<Span>,
    /// Its words; - reads them from standard input
    #[arg(long, value_name = "TEXT|-")]
    text: Option<String>,
    /// Split it in two, at the place that is offered or the one named with --at
    #[arg(long, conflicts_with_all = ["span", "text", "join", "proposer", "addressee", "response"])]
    split: bool,
    /// Where the second part begins, in code points of the document's text
    #[arg(long, value_name = "N", requires = "split")]
    at: Option<usize>,
    /// Only print the places that are offered to split it at, the most sensible first
    #[arg(long, requires = "split", conflicts_with = "at")]
    places: bool,
    /// Join it with this one, which stands next to it
    #[arg(long, value_name = "ID", conflicts_with_all = ["span", "text", "proposer", "addressee", "response"])]
    join: Option<String>,
    /// Who made it, as the source names them; an empty name says that nobody is named
    #[arg(long, value_name = "NAME")]
    proposer: Vec<String>,
    /// Whom it asks to act; an empty name says that nobody is named
    #[arg(long, value_name = "NAME")]
    addressee: Vec<String>,
    /// What the addressed State said of it: supported, noted, under-examination or none
    #[arg(long, value_name = "RESPONSE")]
    response: Option<String>,
}

pub fn run(place: &Place, args: Args, out: &mut Out) -> Result<()> {
    if args.places {
        let desk = place.desk_to_read()?;
        let row = desk.row_of(&args.id)?;
        return places(&desk, row, out);
    }
    let mends = mends(&args)?;
    let mut desk = place.desk_to_change()?;
    let row = desk.row_of(&args.id)?;
    let done = match &args.join {
        _ if args.split => desk.split(row, args.at)?,
        Some(other) => {
            let other = desk.row_of(other)?;
            desk.join(row, other)?
        }
        None => desk.mend(row, &mends)?,
    };
    match done {
        Some(done) => tell(&desk, &done, out),
        None => {
            let ids = desk.recommendations_of(desk.reviewer(), &[row])?;
            ids.iter().try_for_each(|r| out.line(format!("{}\tunchanged", r.id)))
        }
    }
}

/// The offered places, each with the words that the second part would begin with.
fn places(desk: &Desk, row: RowId, out: &mut Out) -> Result<()> {
    let splits = desk.splits(row)?;
    for recommendation in desk.recommendations_of(desk.reviewer(), &[row])? {
        let source = desk.source(&recommendation.document.id)?;
        for at in &splits {
            let rest = Span { start: *at, end: recommendation.span.end };
            let words = rest.of(&source.text).unwrap_or_default();
            out.line(format!("{at}\t{}", crate::model::text::one_line(words)))?;
        }
    }
    Ok(())
}

fn mends(args: &Args) -> Result<Vec<Mend>> {
    let mut mends: Vec<Mend> = args.span.map(Mend::Span).into_iter().collect();
    match args.text.as_deref() {
        Some("-") => {
            let read = std::io::read_to_string(std::io::stdin());
            let words =
                read.map_err(|e| Error::failed("cannot read the text from standard input").because(e))?;
            mends.push(Mend::Text(words));
        }
        Some(words) => mends.push(Mend::Text(words.to_string())),
        None => {}
    }
    if !args.proposer.is_empty() {
        mends.push(Mend::Proposers(args.proposer.clone()));
    }
    if !args.addressee.is_empty() {
        mends.push(Mend::Addressees(args.addressee.clone()));
    }
    if let Some(word) = &args.response {
        mends.push(Mend::Response(response(word)?));
    }
    Ok(mends)
}

/// The response that a word names; "none" and an empty word say that there is none.
fn response(word: &str) -> Result<Option<Response>> {
    if matches!(word, "" | "none") {
        return Ok(None);
    }
    Response::from_word(word).map(Some).ok_or_else(|| {
        Error::usage(format!("there is no response ‘{word}’"))
            .hint("one of: supported, noted, under-examination, none")
    })
}
