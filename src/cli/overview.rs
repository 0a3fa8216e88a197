//! The overview as `stats` prints it.

use super::out::Out;
use crate::desk::{Heat, Line, Overview, Progress};
use crate::error::Result;
use crate::facets::Cell;
use crate::model::Verdict;
use crate::model::text::one_line;
use crate::taxonomy::{OBJECTIVE, in_use};
use serde_json::{Map, Value, json};

/// The verdicts in the order of the columns.
const VERDICTS: [Verdict; 4] = [Verdict::Keep, Verdict::Later, Verdict::Drop, Verdict::Unreviewed];

/// Prints the tables of the overview.
pub fn tables(overview: &Overview, out: &mut Out) -> Result<()> {
    heat_table(&overview.heat, out)?;
    for table in &overview.progress {
        progress_table(table, out)?;
    }
    Ok(())
}

/// The overview as `--format json` prints it. What has a verdict is counted whether it is tagged with the line's concept or only
/// suggested for it; `suggested` says how many of each are only suggested.
pub fn to_json(overview: &Overview) -> Value {
    let Heat { clusters, objectives, cells } = &overview.heat;
    let met = objectives.iter().zip(cells).flat_map(|(objective, row)| {
        let meets = row.iter().zip(clusters).filter(|(cell, _)| cell.either() > 0);
        meets.map(move |(cell, cluster)| {
            json!({"objective": objective, "cluster": cluster, "tagged": cell.having, "suggested": cell.suggested})
        })
    });
    let mut all: Map<String, Value> = overview.progress.iter().map(progress_json).collect();
    all.insert("objective_by_cluster".into(), met.collect());
    all.into()
}

fn progress_json(table: &Progress) -> (String, Value) {
    let line = |line: &Line| {
        let verdicts = VERDICTS.iter().map(|v| (v.word().to_string(), line.of(*v).into()));
        let mut value: Map<String, Value> = verdicts.collect();
        value.insert("all".into(), line.total().into());
        value.insert("value".into(), line.value.clone().into());
        value.insert("label".into(), line.label.clone().into());
        if table.by.shows_silence() {
            let suggested = VERDICTS.iter().map(|v| (v.word().to_string(), line.cell(*v).suggested.into()));
            value.insert("suggested".into(), suggested.collect::<Map<_, _>>().into());
        }
        Value::from(value)
    };
    (table.by.word().replace(' ', "_"), table.lines.iter().map(line).collect())
}

/// A number as the facets of the screen show it: what is tagged, and with a plus what is suggested and not tagged yet.
fn in_short(cell: &Cell) -> String {
    match (cell.having, cell.suggested) {
        (tagged, 0) => tagged.to_string(),
        (0, suggested) => format!("+{suggested}"),
        (tagged, suggested) => format!("{tagged}+{suggested}"),
    }
}

fn heat_table(heat: &Heat, out: &mut Out) -> Result<()> {
    let header: Vec<String> = heat.clusters.iter().map(|cluster| format!("cluster {cluster}")).collect();
    let mut header: Vec<&str> = header.iter().map(String::as_str).collect();
    header.insert(0, "objective");
    header.push("label");
    let rows = heat.objectives.iter().zip(&heat.cells).map(|(objective, cells)| {
        let label = in_use().concept(OBJECTIVE, objective).map_or(String::new(), |c| c.short.clone());
        std::iter::once(objective.clone()).chain(cells.iter().map(in_short)).chain([label]).collect()
    });
    out.line("")?;
    out.table(&header, &rows.collect::<Vec<Vec<String>>>())
}

fn progress_table(table: &Progress, out: &mut Out) -> Result<()> {
    let mut header: Vec<&str> = VERDICTS.iter().map(|v| v.word()).collect();
    header.extend(["all", table.by.word()]);
    let rows = table.lines.iter().map(|line| {
        let numbers = VERDICTS.iter().map(|v| line.cell(*v)).chain([line.all()]);
        numbers.map(|cell| in_short(&cell)).chain([one_line(&line.label)]).collect()
    });
    out.line("")?;
    out.table(&header, &rows.collect::<Vec<Vec<String>>>())?;
    let silent: Vec<&str> = table.silent().map(|line| line.value.as_str()).collect();
    match table.by {
        by if !by.shows_silence() || silent.is_empty() => Ok(()),
        _ if silent.len() == table.lines.len() => out.line("none has a kept recommendation yet"),
        _ => out.line(format!("without a kept recommendation: {}", silent.join(", "))),
    }
}
