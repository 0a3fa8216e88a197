//! `export`

use super::Place;
use super::export_annex::{self, AnnexArgs};
use super::filters::{Filters, Selected, each};
use super::out::{Out, say};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::model::Recommendation;
use crate::report::{self, Form, Made};
use clap::ValueEnum;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Export recommendations: as data, as an annex with sources, or as a matrix to fill in
///
/// csv, jsonl, datapackage and xlsx hold what the filters let through; md, html and docx are an annex of what is
/// kept, unless --verdict says otherwise. A matrix (xlsx) that a colleague filled in comes back with
/// `import --decisions FILE`. The file is written whole under a temporary name and then moved.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// csv and jsonl: data; datapackage: a ZIP file of CSV and JSON Lines with a description (Frictionless); xlsx:
    /// a matrix to fill in; md, html, docx: an annex
    #[arg(long, value_enum)]
    format: Format,
    /// The file to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file where it is there
    #[arg(long, requires = "output")]
    force: bool,
    /// csv: begin with a byte order mark, which some spreadsheets need to read UTF-8
    #[arg(long)]
    bom: bool,
    /// The time to state as the time of making, RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    made_at: Option<String>,
    #[command(flatten)]
    annex: AnnexArgs,
    #[command(flatten)]
    filters: Filters,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
    Datapackage,
    Xlsx,
    Docx,
    Html,
    Md,
}

impl Format {
    fn is_annex(self) -> bool {
        matches!(self, Format::Docx | Format::Html | Format::Md)
    }

    fn is_binary(self) -> bool {
        matches!(self, Format::Datapackage | Format::Xlsx | Format::Docx)
    }

    /// The form that a template makes.
    fn form(self) -> Option<Form> {
        match self {
            Format::Md => Some(Form::Markdown),
            Format::Html => Some(Form::Html),
            _ => None,
        }
    }
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    if args.annex.print_template {
        return export_annex::print_template(args.format.form(), out);
    }
    check(args)?;
    args.filters.checked()?;
    let own = args.annex.template(args.format.form())?;
    let mut desk = place.desk_to_read()?;
    let annex_of_kept = args.format.is_annex() && !args.filters.asks_for_verdict();
    let selected = args.filters.select(&mut desk, annex_of_kept)?;
    let made = Made {
        program: concat!("rapporteur ", env!("CARGO_PKG_VERSION")).to_string(),
        at: made_at(args.made_at.as_deref())?,
        store: desk.path().file_name().unwrap_or_default().to_string_lossy().into_owned(),
        reviewer: args.filters.decided_by().unwrap_or(desk.reviewer()).to_string(),
        filter: args.filters.in_words(annex_of_kept),
        count: selected.len(),
    };
    let words = made.in_words();
    let write = |take: &mut dyn FnMut(&[u8]) -> Result<()>| match args.format {
        Format::Csv => {
            if args.bom {
                take("\u{feff}".as_bytes())?;
            }
            csv(&desk, &selected, take)
        }
        Format::Jsonl => each(&desk, &selected, |r| take((report::json_line(&r) + "\n").as_bytes())),
        Format::Datapackage => take(&report::package(&all(&desk, &selected)?, &made)?),
        Format::Xlsx => take(&report::matrix(&all(&desk, &selected)?, &made)?),
        Format::Docx | Format::Html | Format::Md => {
            let page = &place.config.annex;
            let annex = args.annex.annex(&desk, &all(&desk, &selected)?, page, made.clone())?;
            match args.format.form() {
                Some(form) => {
                    take(report::render(&annex, form, own.as_ref().map(|(n, t)| (&**n, &**t)))?.as_bytes())
                }
                None => take(&report::docx(&annex)?),
            }
        }
    };
    match &args.output {
        None => write(&mut |bytes| out.raw(bytes))?,
        Some(path) => to_file(path, args.force, write)?,
    }
    if let Some(path) = &args.output {
        say(&format!("{} recommendations written to {}. {words}", selected.len(), path.display()));
    }
    if annex_of_kept && selected.is_empty() {
        say(
            "no kept recommendation passes the filters, so the annex is empty (an annex holds what is kept; see: rapporteur stats)",
        );
    }
    Ok(())
}

/// What can be refused before the store is opened.
fn check(args: &Args) -> Result<()> {
    if let Some(path) = args.output.as_deref().filter(|path| !args.force && path.exists()) {
        return Err(exists(path));
    }
    if args.bom && args.format != Format::Csv {
        return Err(Error::usage("--bom is for --format csv"));
    }
    if args.annex.is_given() && !args.format.is_annex() {
        return Err(Error::usage("a title page, --group-by, --notes and --template are for an annex")
            .hint("give --format docx, html or md"));
    }
    if args.format.is_binary() && args.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Error::usage("this format is not for a terminal").hint("name a file with -o FILE"));
    }
    Ok(())
}

/// The time that an export states: as given, else now, RFC 3339, UTC, to the second.
fn made_at(given: Option<&str>) -> Result<String> {
    use time::format_description::well_known::Rfc3339;
    let at = match given {
        None => time::OffsetDateTime::now_utc(),
        Some(text) => time::OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
            Error::usage(format!("‘{text}’ is not a time")).hint("write it as 2026-03-04T10:30:00Z")
        })?,
    };
    let format = time::macros::format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    let utc = at.to_offset(time::UtcOffset::UTC);
    utc.format(&format).map_err(|e| Error::usage("the time is out of range").because(e))
}

fn all(desk: &Desk, selected: &Selected) -> Result<Vec<Recommendation>> {
    let mut all = Vec::with_capacity(selected.len());
    each(desk, selected, |r| {
        all.push(r);
        Ok(())
    })?;
    Ok(all)
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

/// Writes to a temporary name beside the file and moves it there, so that a half-written file never bears the name.
fn to_file(
    path: &Path,
    force: bool,
    mut write: impl FnMut(&mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()>,
) -> Result<()> {
    let cannot = |e: std::io::Error| Error::failed(format!("cannot write {}", path.display())).because(e);
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Error::failed(format!("cannot write {}", path.display())).hint("there is no such folder"));
    }
    let file = tempfile::Builder::new()
        .prefix(".rapporteur-")
        .make_in(folder, |path| std::fs::File::create_new(path))
        .map_err(cannot)?;
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
