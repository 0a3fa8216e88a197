//! `export`

use super::Place;
use super::filters::{Filters, Selected, each};
use super::out::{Out, say};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::report;
use clap::ValueEnum;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Export recommendations: csv and jsonl as filtered, md as an annex of the kept ones
#[derive(Debug, clap::Args)]
pub struct Args {
    /// csv, jsonl, or md: an annex by cluster and objective, with sources
    #[arg(long, value_enum)]
    format: Format,
    /// The file to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file where it is there
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    filters: Filters,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
    Md,
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    if let Some(path) = args.output.as_deref().filter(|path| !args.force && path.exists()) {
        return Err(exists(path));
    }
    let mut desk = place.desk_to_read()?;
    let annex_of_kept = args.format == Format::Md && !args.filters.asks_for_verdict();
    let selected = args.filters.select(&mut desk, annex_of_kept)?;
    let write = |take: &mut dyn FnMut(&[u8]) -> Result<()>| match args.format {
        Format::Csv => csv(&desk, &selected, take),
        Format::Jsonl => each(&desk, &selected, |r| take((report::json_line(&r) + "\n").as_bytes())),
        Format::Md => annex(&desk, &selected, take),
    };
    match &args.output {
        None => write(&mut |bytes| out.raw(bytes))?,
        Some(path) => to_file(path, args.force, write)?,
    }
    if let Some(path) = &args.output {
        say(&format!("{} recommendations written to {}", selected.len(), path.display()));
    }
    if annex_of_kept && selected.is_empty() {
        say("no recommendation is kept yet, so the annex is empty (keep some, or give --verdict unreviewed)");
    }
    Ok(())
}

/// The recommendations as CSV (RFC 4180).
pub fn csv(desk: &Desk, selected: &Selected, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let mut record = |cells: &[String]| {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let written = writer.write_record(cells).map_err(|e| Error::failed("cannot write CSV").because(e));
        written?;
        take(&writer.into_inner().map_err(|e| Error::failed("cannot write CSV").because(e.into_error()))?)
    };
    record(&report::csv_header().map(str::to_string))?;
    each(desk, selected, |r| record(&report::csv_record(&r)))
}

fn annex(desk: &Desk, selected: &Selected, take: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let mut all = Vec::new();
    each(desk, selected, |r| {
        all.push(r);
        Ok(())
    })?;
    let made = format!(
        "Made by rapporteur {} from the decisions of {}.",
        env!("CARGO_PKG_VERSION"),
        desk.reviewer()
    );
    take(report::markdown(&all, &made).as_bytes())
}

/// Writes to a temporary name beside the file and moves it there, so that a half-written file never bears the name.
fn to_file(
    path: &Path,
    force: bool,
    mut write: impl FnMut(&mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()>,
) -> Result<()> {
    let cannot = |e: std::io::Error| Error::failed(format!("cannot write {}", path.display())).because(e);
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".rapporteur-").tempfile_in(folder).map_err(cannot)?;
    let mut buffer = std::io::BufWriter::new(&file);
    write(&mut |bytes| buffer.write_all(bytes).map_err(cannot))?;
    buffer.flush().map_err(cannot)?;
    drop(buffer);
    file.as_file().sync_all().map_err(cannot)?;
    let moved = if force { file.persist(path).map(|_| ()) } else { file.persist_noclobber(path).map(|_| ()) };
    moved.map_err(|e| match e.error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(path),
        _ => cannot(e.error),
    })
}

fn exists(path: &Path) -> Error {
    Error::failed(format!("{} is there already", path.display()))
        .hint("name another file, or give --force to write over it")
}
