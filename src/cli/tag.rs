//! `tag ID…`

use super::Place;
use super::filters::split_concept;
use super::out::{Out, complain, plural, say};
use crate::desk::{Desk, Done, Edit};
use crate::error::{Error, Kind, Result};
use crate::model::{RowId, TagEdit, Verdict};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use std::collections::{BTreeMap, HashSet};
use std::process::ExitCode;

/// Decide on recommendations: verdict, tags, note. One command is one step of undo
///
/// Tags replace those of each scheme named; --add and --remove change them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Ids of recommendations, or the beginnings of them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// keep, drop, later or unreviewed
    #[arg(long)]
    verdict: Option<String>,
    /// Tag with cluster N (1-6)
    #[arg(long, value_name = "N")]
    cluster: Vec<String>,
    /// Tag with objective N (1-23)
    #[arg(long, value_name = "N")]
    objective: Vec<String>,
    /// Tag with a concept of any scheme, such as element:v
    #[arg(long, value_name = "SCHEME:N")]
    concept: Vec<String>,
    /// Keep, with the suggested tags of each scheme that has no tag yet
    #[arg(long, conflicts_with_all = ["verdict", "remove"])]
    suggested: bool,
    /// Give the verdict and the tags of this recommendation
    #[arg(long, value_name = "ID", conflicts_with_all = ["suggested", "add", "remove"])]
    same_as: Option<String>,
    /// Add the tags to those there
    #[arg(long, conflicts_with = "remove")]
    add: bool,
    /// Take the tags away from those there
    #[arg(long)]
    remove: bool,
    /// Take all tags of a scheme away
    #[arg(long, value_name = "SCHEME")]
    clear: Vec<String>,
    /// Decide on all that say the same together: they get the same verdict and tags, but no note. With nothing else, they
    /// get the verdict and tags that ID has
    #[arg(long)]
    alike: bool,
    /// Write the note; an empty one removes it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub fn run(place: &Place, args: Args, out: &mut Out) -> Result<ExitCode> {
    let mut edits = edits(&args)?;
    let mut desk = place.desk_to_change()?;
    if let Some(id) = &args.same_as {
        edits.insert(0, Edit::Same(desk.row_of(id)?));
    }
    let (mut rows, mut unknown) = (Vec::new(), 0);
    for id in &args.ids {
        match desk.row_of(id) {
            Ok(row) => rows.push(row),
            Err(error) if error.kind == Kind::Store => return Err(error),
            Err(error) => {
                complain(&error);
                unknown += 1;
            }
        }
    }
    if args.alike {
        return alike(&mut desk, &rows, &edits, out).map(|()| ExitCode::from(u8::from(unknown > 0)));
    }
    let done = desk.decide(&rows, &edits)?;
    tell(&desk, &rows, done, out)?;
    Ok(ExitCode::from(u8::from(unknown > 0)))
}

/// Decides on recommendations and on all that say the same, telling how many before and after.
fn alike(desk: &mut Desk, rows: &[RowId], edits: &[Edit], out: &mut Out) -> Result<()> {
    let all = desk.with_alike(rows)?;
    let more = all.len() - rows.iter().collect::<HashSet<_>>().len();
    say(&format!("{} and {more} more that say the same", plural(all.len() - more, "recommendation")));
    let done = match edits {
        [] => desk.spread(rows)?,
        edits => desk.decide_with_alike(rows, edits)?,
    };
    let decided = done.as_ref().map_or(0, |done| done.rows.len());
    tell(desk, &all, done, out)?;
    say(&format!("{decided} decided in one step, {} unchanged", all.len() - decided));
    Ok(())
}

/// A line for each recommendation: decided or unchanged.
fn tell(desk: &Desk, rows: &[RowId], done: Option<Done>, out: &mut Out) -> Result<()> {
    let changed: HashSet<RowId> = done.into_iter().flat_map(|done| done.rows).collect();
    for r in desk.recommendations_of(desk.reviewer(), rows)? {
        let changed = changed.contains(&r.row);
        out.line(format!("{}\t{}", r.id, if changed { "decided" } else { "unchanged" }))?;
    }
    Ok(())
}

fn edits(args: &Args) -> Result<Vec<Edit>> {
    let mut tags: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (scheme, notations) in [(CLUSTER, &args.cluster), (OBJECTIVE, &args.objective)] {
        for notation in notations {
            taxonomy::in_use().check(scheme, notation)?;
            tags.entry(scheme.to_string()).or_default().push(notation.clone());
        }
    }
    for concept in &args.concept {
        let (scheme, notation) = split_concept(concept)?;
        taxonomy::in_use().check(scheme, notation)?;
        tags.entry(scheme.to_string()).or_default().push(notation.to_string());
    }
    let edit = match (args.add, args.remove) {
        (true, _) => TagEdit::Add,
        (_, true) => TagEdit::Remove,
        _ => TagEdit::Replace,
    };
    let mut edits: Vec<Edit> = Vec::new();
    for scheme in &args.clear {
        taxonomy::in_use().check_scheme(scheme)?;
        edits.push(Edit::Tags { scheme: scheme.clone(), edit: TagEdit::Replace, notations: Vec::new() });
    }
    edits.extend(tags.into_iter().map(|(scheme, notations)| Edit::Tags { scheme, edit, notations }));
    if let Some(word) = &args.verdict {
        let verdict = Verdict::from_word(word).ok_or_else(|| {
            Error::usage(format!("there is no verdict ‘{word}’"))
                .hint("one of: keep, drop, later, unreviewed")
        })?;
        edits.push(Edit::Verdict(verdict));
    }
    edits.extend(args.suggested.then_some(Edit::KeepSuggested));
    edits.extend(args.note.clone().map(|note| Edit::Note(Some(note))));
    if edits.is_empty() && args.same_as.is_none() && !args.alike {
        return Err(Error::usage("nothing to decide was given").hint(
            "give --verdict, --cluster, --objective, --concept, --suggested, --same-as, --clear, --note or --alike",
        ));
    }
    Ok(edits)
}
