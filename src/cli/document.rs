//! `document edit ID`, `document withdraw ID`, `document restore ID`

use super::Place;
use super::import::DetailArgs;
use super::out::Out;
use crate::desk::{Desk, Done};
use crate::error::{Error, Result};
use crate::model::Document;

/// Correct a document's details, withdraw it, or bring it back
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Correct its details; an empty word says that there is none
    Edit {
        /// Its id, or the beginning of it
        id: String,
        #[command(flatten)]
        details: Box<DetailArgs>,
    },
    /// Withdraw it: its recommendations leave lists and exports; nothing is deleted
    Withdraw {
        /// Its id, or the beginning of it
        id: String,
    },
    /// Bring a withdrawn document back
    Restore {
        /// Its id, or the beginning of it
        id: String,
    },
}

pub fn run(place: &Place, args: Args, out: &mut Out) -> Result<()> {
    let mut desk = place.desk_to_change()?;
    let (document, done) = match args.what {
        What::Edit { id, details } => {
            if details.is_empty() {
                return Err(Error::usage("nothing to correct was given")
                    .hint("give --title, --event, --place, --date, --region or --language"));
            }
            // What is wrong with the words is told before the store is asked.
            details.correct(Default::default())?;
            on(&mut desk, &id, |desk, d| {
                desk.correct_document(&d.id, &d.details, &details.correct(d.details.clone())?)
            })?
        }
        What::Withdraw { id } => on(&mut desk, &id, |desk, d| desk.withdraw(&d.id, true))?,
        What::Restore { id } => on(&mut desk, &id, |desk, d| desk.withdraw(&d.id, false))?,
    };
    let words = done.map_or_else(|| "nothing to change".to_string(), |done| done.words);
    out.line(format!("{}\t{words}", document.id))
}

fn on(
    desk: &mut Desk,
    id: &str,
    act: impl FnOnce(&mut Desk, &Document) -> Result<Option<Done>>,
) -> Result<(Document, Option<Done>)> {
    let document = desk.document(id)?;
    let done = act(desk, &document)?;
    Ok((document, done))
}
