//! `import --decisions FILE`

use super::out::{Out, complain, plural, say};
use super::{Place, advice, fenced};
use crate::desk::{Left, Plan};
use crate::error::{Error, Result};
use crate::ingest;
use crate::model::text::one_line;
use crate::model::{DocumentId, RecommendationId};
use std::path::Path;
use std::process::ExitCode;

/// Takes a filled-in table as decisions of the reviewer, in one step; or only says what it would change.
pub fn run(place: &Place, path: &Path, dry_run: bool, out: &mut Out) -> Result<ExitCode> {
    let name = path.display().to_string();
    let cannot = |e: std::io::Error| Error::failed(format!("cannot read {name}")).because(e);
    let size = std::fs::metadata(path).map_err(cannot)?.len();
    if size > ingest::LARGEST {
        return Err(ingest::too_large(&name, size));
    }
    let bytes = std::fs::read(path).map_err(cannot)?;
    let mut desk = if dry_run { fenced(place.desk_to_read()?)? } else { place.desk_to_change()? };
    let plan = desk.plan_decisions(&name, &bytes)?;
    if !dry_run {
        desk.decide_as_planned(&plan)?;
    }
    let word = if dry_run { "would change" } else { "changed" };
    for planned in &plan.changes {
        out.line(format!("{word}\t{}\t{}", planned.id, planned.words.join("; ")))?;
    }
    plan.refused.iter().for_each(complain);
    tell_left(place, &plan);
    let (changes, unchanged, refused) = (plan.changes.len(), plan.unchanged, plan.refused.len());
    let rows = |n: usize| if n == 1 { "1 row".to_string() } else { format!("{n} rows") };
    let mut words = format!("{} {word}, {unchanged} unchanged, {refused} refused", rows(changes));
    if !plan.left.is_empty() {
        words += &format!(", {} not taken", plural(plan.left.len(), "changed cell"));
    }
    if changes > 0 {
        words += &format!("; reviewer {}", desk.reviewer());
        match dry_run {
            true => words += "; nothing was written",
            false => words += &format!("; take it all back with: {}", advice::line(place, "undo")),
        }
    }
    say(&words);
    Ok(ExitCode::from(u8::from(refused > 0)))
}

/// Says which changed cells are no decisions, and the command that mends what they are about.
fn tell_left(place: &Place, plan: &Plan) {
    /// Cells told one by one.
    const TOLD: usize = 20;
    for (id, document, cell) in plan.left.iter().take(TOLD) {
        let Left { address, column, .. } = cell;
        let way = match mending(id, document, cell) {
            Some(command) => format!("mend it with: {}", advice::line(place, &command)),
            None => "what was found stays as it is".to_string(),
        };
        say(&format!("{address}: the {column} was changed, which is no decision and is not taken ({way})"));
    }
    let more = plan.left.len().saturating_sub(TOLD);
    if more > 0 {
        say(&format!("{more} more cells were changed and are not taken"));
    }
}

/// The command that mends what a changed cell is about; none where nothing does.
fn mending(id: &RecommendationId, document: &DocumentId, cell: &Left) -> Option<String> {
    let words = advice::quoted(&one_line(&cell.words));
    let names = |flag: &str| {
        let each = cell.words.split(';').map(|name| format!("{flag} {}", advice::quoted(&one_line(name))));
        each.collect::<Vec<_>>().join(" ")
    };
    let (id, document) = (id.short(), document.short());
    Some(match cell.column.as_str() {
        "text" if words.len() > 2 => format!("mend {id} --text {words}"),
        "proposers" => format!("mend {id} {}", names("--proposer")),
        "addressees" => format!("mend {id} {}", names("--addressee")),
        "response" if cell.words.is_empty() => format!("mend {id} --response none"),
        "response" => format!("mend {id} --response {words}"),
        "document" => format!("document edit {document} --title {words}"),
        "date" | "region" | "language" => format!("document edit {document} --{} {words}", cell.column),
        _ => return None,
    })
}
