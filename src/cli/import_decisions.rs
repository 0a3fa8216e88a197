//! `import --decisions FILE`

use super::out::{Out, complain, say};
use super::{Place, fenced};
use crate::error::{Error, Result};
use crate::ingest;
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
    let (changes, unchanged, refused) = (plan.changes.len(), plan.unchanged, plan.refused.len());
    let rows = |n: usize| if n == 1 { "1 row".to_string() } else { format!("{n} rows") };
    let mut words = format!("{} {word}, {unchanged} unchanged, {refused} refused", rows(changes));
    if changes > 0 {
        words += &format!("; reviewer {}", desk.reviewer());
        words += &match dry_run {
            true => "; nothing was written".to_string(),
            false => format!("; take it all back with: rapporteur --reviewer {:?} undo", desk.reviewer()),
        };
    }
    say(&words);
    Ok(ExitCode::from(u8::from(refused > 0)))
}
