//! `export`

use super::Place;
use super::export_annex::{self, AnnexArgs};
use super::filters::Filters;
use super::out::{Out, plural, say};
use crate::desk::Desk;
use crate::desk::export::{self, Export, ExportFormat};
use crate::error::{Error, Result};
use crate::facets::{Filter, Order};
use crate::report::Standing;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::io::IsTerminal;
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
    format: ExportFormat,
    /// The file to write; - for standard output [default: standard output]
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

impl ValueEnum for ExportFormat {
    fn value_variants<'a>() -> &'a [ExportFormat] {
        &ExportFormat::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

pub fn run(place: &Place, args: &Args, out: &mut Out) -> Result<()> {
    let format = args.format;
    if args.annex.print_template {
        return export_annex::print_template(format.form(), out);
    }
    check(args, format)?;
    args.filters.checked()?;
    let template = args.annex.template(format.form())?;
    let mut desk = place.desk_to_read()?;
    let (filter, only_kept) = export::of_kept(format, args.filters.filter(&desk)?);
    let selected = args.filters.select(&mut desk, &filter, Order::default())?;
    // What somebody decided leaves nothing undecided.
    let standing = match args.filters.decided_by() {
        None if format.is_annex() => Some(desk.how_all_stands(&filter)?),
        _ => None,
    };
    let reviewer = args.filters.decided_by().unwrap_or(desk.reviewer());
    let words = args.filters.in_words(only_kept);
    let made = desk.made(made_at(args.made_at.as_deref())?, words, reviewer, selected.len());
    let annex = args.annex.choices(&place.config.annex, template);
    let export = Export { format, made, standing, annex, mark: args.bom };
    match file(args) {
        None => desk.write_export(&selected, &export, &mut |bytes| out.raw(bytes))?,
        Some(path) => {
            export::write_whole(path, args.force, |take| desk.write_export(&selected, &export, take))?;
            say(&format!(
                "{} written to {}. {}",
                plural(selected.len(), "recommendation"),
                path.display(),
                export.made.in_words()
            ));
        }
    }
    remark(&desk, &filter, only_kept && selected.is_empty(), export.standing.as_ref());
    Ok(())
}

/// Says what an annex leaves out because nobody has decided on it.
fn remark(desk: &Desk, filter: &Filter, is_empty: bool, standing: Option<&Standing>) {
    if is_empty {
        say(
            "no kept recommendation passes the filters, so the annex is empty (an annex holds what is kept; see: rapporteur stats)",
        );
    }
    let open = standing.and_then(|all| all.open_beside(&desk.standing_of(filter, all)));
    if let Some(open) = open {
        say(&format!("not in the annex: {open}"));
    }
}

/// The file to write; none for standard output.
fn file(args: &Args) -> Option<&Path> {
    args.output.as_deref().filter(|path| !is_standard_output(path))
}

fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What can be refused before the store is opened.
fn check(args: &Args, format: ExportFormat) -> Result<()> {
    if format.is_binary() && args.output.as_deref().is_some_and(is_standard_output) {
        return Err(Error::usage(format!("{} is no text for standard output", format.word()))
            .hint(format!("name a file: -o FILE.{}", format.extension())));
    }
    if let Some(path) = file(args).filter(|path| !args.force && path.exists()) {
        return Err(export::is_there(path));
    }
    if args.bom && args.format != ExportFormat::Csv {
        return Err(Error::usage("--bom is for --format csv"));
    }
    if args.annex.is_given() && !format.is_annex() {
        return Err(Error::usage("a title page, --group-by, --notes and --template are for an annex")
            .hint("give --format docx, html or md"));
    }
    if format.is_binary() && args.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Error::usage("this format is not for a terminal").hint("name a file with -o FILE"));
    }
    Ok(())
}

/// The time that an export states: as given, else now.
fn made_at(given: Option<&str>) -> Result<String> {
    use time::format_description::well_known::Rfc3339;
    let Some(text) = given else { return Ok(export::now()) };
    let at = time::OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        Error::usage(format!("‘{text}’ is not a time")).hint("write it as 2026-03-04T10:30:00Z")
    })?;
    export::stated(at).ok_or_else(|| Error::usage("the time is out of range"))
}
