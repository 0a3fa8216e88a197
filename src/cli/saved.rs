//! `filters`, `filters save`, `filters remove`

use super::Place;
use super::filters::Filters;
use super::out::{Out, say};
use crate::error::{Error, Result};
use clap::{Subcommand, ValueEnum};
use serde_json::json;

/// List, save and remove filters under a name
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    change: Option<Change>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Save filters under a name, in place of what was saved under it
    Save {
        /// The name, for list --filter NAME and the screen
        name: String,
        #[command(flatten)]
        filters: Box<Filters>,
    },
    /// Remove what is saved under a name
    Remove {
        /// The name
        name: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    match &args.change {
        None => list(place, args.format, out),
        Some(Change::Save { name, filters }) => {
            filters.checked()?;
            if filters.decided_by().is_some() {
                return Err(Error::usage(
                    "--decided-by is not saved: a saved filter shows the state of who looks",
                )
                .hint("save the other filters, and name the reviewer when you list"));
            }
            let mut desk = place.desk_to_change()?;
            let filter = filters.filter(&desk)?;
            let replaced = desk.save_filter(name, &filter)?;
            let said = if replaced { "saved anew" } else { "saved" };
            let count = desk.count(&filter)?;
            say(&format!("{said} as {name}: {} ({count} now)", filter.in_words()));
            Ok(())
        }
        Some(Change::Remove { name }) => {
            place.desk_to_change()?.remove_filter(name)?;
            say(&format!("removed: {name}"));
            Ok(())
        }
    }
}

fn list(place: &Place, format: Format, out: &mut Out) -> Result<()> {
    let saved = place.desk_to_read()?.saved_filters()?;
    match format {
        Format::Jsonl => saved.iter().try_for_each(|s| {
            let record =
                json!({ "name": s.name, "count": s.count, "filter": s.filter, "words": s.filter.in_words() });
            out.json(&record)
        }),
        Format::Table => {
            let cells =
                |s: &crate::desk::SavedFilter| vec![s.name.clone(), s.count.to_string(), s.filter.in_words()];
            out.table(&["name", "count", "filter"], &saved.iter().map(cells).collect::<Vec<_>>())
        }
    }
}
