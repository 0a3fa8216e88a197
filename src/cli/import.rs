//! `import PATH…`

use super::extract::Threshold;
use super::import_decisions;
use super::out::{Out, complain, is_closed_pipe, plural, say};
use super::password::Passwords;
use super::{Place, advice};
use crate::desk::{Desk, GivenColumns, Imported, Inputs, OwnExport, Tabled, Tables};
use crate::error::{Error, Kind, Result};
use crate::model::text::one_line;
use crate::model::{DateRange, Details, ReadState, language_code};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

/// Import documents and find the recommendations in them
///
/// Prints a line for each input: new, known, near or failed, the document's id, and the path. A document that is nearly
/// the same as one imported before (the same news in another page frame) comes in too; its line ends with the other's id.
/// A folder is walked; files of no known type in it are skipped and counted. The same bytes again change nothing.
///
/// A table of recommendations (csv, tsv, xlsx, jsonl) that is named itself becomes a document with a listed recommendation a
/// row; its columns are guessed from their headers, in English, French or Spanish, and told. Verdicts, tags and notes in it
/// are taken as decisions of --reviewer NAME, in one step of undo, where a reviewer is named.
///
/// With --decisions, takes a table that was filled in (a matrix made by `export --format xlsx`, or a CSV file with the
/// columns id and any of verdict, clusters, objectives, tags, note) as decisions of the reviewer (--reviewer NAME), in one
/// step of undo. Of a matrix only the cells that were changed count; of a CSV file, those that are not blank (`none`
/// takes tags away). A row with a wrong cell is refused by the cell's address, the others are taken.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders
    #[arg(required_unless_present = "decisions", conflicts_with = "decisions", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Of tables: which column holds what, by its header or letter; the others are guessed
    #[arg(long, value_name = "text=Recommendation,objective=GCM,…")]
    columns: Option<String>,
    /// Take the decisions from a filled-in table: xlsx, csv or tsv
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// With --decisions: only say what would change
    #[arg(long, requires = "decisions")]
    dry_run: bool,
    /// Take what this program exported itself as documents, too
    #[arg(long, conflicts_with = "decisions")]
    anyway: bool,
    #[command(flatten)]
    details: DetailArgs,
    /// A file whose first line is the password of PDF files that ask for one; - for standard input
    #[arg(long, value_name = "FILE|-")]
    password_file: Option<String>,
    #[command(flatten)]
    threshold: Threshold,
}

/// Details of a document that a user gives or corrects.
#[derive(Debug, Default, clap::Args)]
pub struct DetailArgs {
    /// Title of the document
    #[arg(long)]
    title: Option<String>,
    /// Meeting or process it reports on
    #[arg(long)]
    event: Option<String>,
    /// Where the meeting was held
    #[arg(long)]
    place: Option<String>,
    /// When: 2023-11-28, 2023-11, 2023 or 2023-11-28/2023-11-30
    #[arg(long)]
    date: Option<String>,
    /// Region
    #[arg(long)]
    region: Option<String>,
    /// Language: en, fr, es, …
    #[arg(long)]
    language: Option<String>,
}

impl DetailArgs {
    /// Whether none was given.
    pub fn is_empty(&self) -> bool {
        let DetailArgs { title, event, place, date, region, language } = self;
        [title, event, place, date, region, language].iter().all(|given| given.is_none())
    }

    /// These details with what was given; an empty word says that there is none.
    pub fn correct(&self, mut details: Details) -> Result<Details> {
        let word = |given: &Option<String>, now: &mut Option<String>| {
            if let Some(word) = given {
                *now = Some(one_line(word)).filter(|word| !word.is_empty());
            }
        };
        word(&self.title, &mut details.title);
        word(&self.event, &mut details.event);
        word(&self.place, &mut details.place);
        word(&self.region, &mut details.region);
        if let Some(date) = &self.date {
            let date = date.trim();
            details.date = (!date.is_empty()).then(|| DateRange::parse(date)).transpose()?;
        }
        if let Some(name) = &self.language {
            details.language = Some(language(name)?).filter(|code| !code.is_empty());
        }
        Ok(details)
    }

    /// The details given.
    pub fn given(self) -> Result<Details> {
        Ok(Details {
            title: self.title,
            event: self.event,
            place: self.place,
            date: self.date.as_deref().map(DateRange::parse).transpose()?,
            region: self.region,
            language: self.language.as_deref().map(language).transpose()?,
        })
    }
}

/// The code (ISO 639-1) of a language, from its code or its name; an empty word stays one.
pub fn language(word: &str) -> Result<String> {
    match language_code(word) {
        Some(code) => Ok(code.to_string()),
        None if word.trim().is_empty() => Ok(String::new()),
        None => {
            Err(Error::usage(format!("‘{word}’ is no language known here"))
                .hint("one of: en, fr, es, pt, ar"))
        }
    }
}

/// How an import ended, in numbers.
#[derive(Debug, Default)]
pub struct Tally {
    /// Documents that are in now and were not before.
    pub new: usize,
    /// Recommendations found in them.
    pub recommendations: usize,
    /// Those of the new ones that are nearly the same as one imported before.
    pub near: usize,
    /// Inputs that were in before.
    pub known: usize,
    /// Rows and cells of tables that were not taken.
    pub refused: usize,
    /// Inputs that failed.
    pub failed: usize,
    /// Files in folders passed over.
    pub skipped: Vec<PathBuf>,
}

pub fn run(place: &Place, args: Args, out: &mut Out) -> Result<ExitCode> {
    let given = args.details.given()?;
    if let Some(table) = &args.decisions {
        if given != Details::default() {
            return Err(Error::usage("a table of decisions has no title, date or region of its own"));
        }
        return import_decisions::run(place, table, args.dry_run, out);
    }
    // The parser lets this pass, since a path and --decisions exclude each other; nobody shall import by mistake.
    if args.dry_run {
        return Err(Error::usage("--dry-run is for --decisions FILE"));
    }
    let columns = args.columns.as_deref().map(GivenColumns::parse).transpose()?.unwrap_or_default();
    let tables = Tables { columns, decide: place.is_reviewer_named };
    let mut desk = place.desk()?.taking_above(args.threshold.of(place)?).taking_tables(tables);
    desk = desk.taking_own_exports(args.anyway);
    let password = args.password_file.as_deref().map(password).transpose()?;
    let tally =
        import(place, &mut desk, &args.paths, &given, password.as_deref(), |line| match out.line(line) {
            // The import goes on, whoever stopped listening.
            Err(error) if is_closed_pipe(&error) => Ok(()),
            told => told,
        })?;
    say(&tally.in_words());
    let behind = desk.behind()?;
    if !behind.is_nothing() {
        say(&format!(
            "{}: they are made while the screen is open, or by: rapporteur catch-up",
            behind.in_words()
        ));
    }
    Ok(ExitCode::from(u8::from(tally.failed + tally.refused > 0)))
}

/// The first line of the file, or of standard input.
fn password(file: &str) -> Result<String> {
    let text =
        if file == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) };
    let text = text.map_err(|e| Error::usage(format!("cannot read the password file {file}")).because(e))?;
    Ok(text.lines().next().unwrap_or_default().to_string())
}

/// Imports everything behind `paths`, telling a line an input.
pub fn import(
    place: &Place,
    desk: &mut Desk,
    paths: &[PathBuf],
    given: &Details,
    password: Option<&str>,
    mut tell: impl FnMut(String) -> Result<()>,
) -> Result<Tally> {
    let inputs = Inputs::of(paths);
    let mut tally =
        Tally { skipped: inputs.skipped.clone(), failed: inputs.failed.len(), ..Tally::default() };
    for (path, error) in &inputs.failed {
        complain(error);
        tell(format!("failed\t-\t{}", one_line(&path.display().to_string())))?;
    }
    let bar = progress(inputs.files.len());
    let mut passwords = Passwords::default();
    let ended = desk.import_all(&inputs.files, given, password, |desk, path, outcome| {
        let name = one_line(&path.display().to_string());
        let outcome = match outcome {
            Err(error) if error.wants_password => bar.suspend(|| {
                passwords.open(error, &name, |password| desk.import(path, given, Some(password)))
            })?,
            outcome => outcome,
        };
        let line = match outcome {
            Ok(Imported::Own(own)) if inputs.walked.contains(path) => {
                bar.suspend(|| say(&format!("skipped: {}", own_in_words(place, own, &name))));
                bar.inc(1);
                return Ok(());
            }
            Ok(Imported::Own(own)) => {
                tally.failed += 1;
                bar.suspend(|| complain(&Error::failed(own_in_words(place, own, &name))));
                format!("failed\t-\t{name}")
            }
            Ok(imported) => {
                bar.suspend(|| remark(place, &imported, &name));
                tally.count(imported, &name)
            }
            // What hinders one document leaves the others; what hinders the store hinders all.
            Err(error) if error.kind == Kind::Store => return Err(error),
            Err(error) => {
                tally.failed += 1;
                bar.suspend(|| complain(&error));
                format!("failed\t-\t{name}")
            }
        };
        bar.suspend(|| tell(line))?;
        bar.set_message(name);
        bar.inc(1);
        Ok(())
    });
    bar.finish_and_clear();
    ended.map(|()| tally)
}

/// Says what a user needs to know of a document that came in, in one line, where there is something to know.
fn remark(place: &Place, imported: &Imported, name: &str) {
    if let Imported::New { table: Some(table), .. } | Imported::Known { table: Some(table), .. } = imported {
        remark_on_table(place, table, name);
    }
    if let Imported::New { near: Some(near), .. } = imported {
        say(&format!(
            "{name} is nearly the same as “{}” ({}), {:.0} % alike; both are in",
            one_line(&near.name),
            near.id.short(),
            near.likeness * 100.0
        ));
    }
    match imported {
        Imported::Known { id, withdrawn: true, .. } => say(&format!(
            "{name} was imported before and withdrawn (bring it back with: rapporteur document restore {})",
            id.short()
        )),
        Imported::New { state: ReadState::NoTextLayer, .. } => say(&format!(
            "{name} has no text layer: its pages are pictures (recognise the text first, with ocrmypdf for example, \
             and import the result)"
        )),
        Imported::New { id, recommendations, state: ReadState::Damaged, .. } => say(&format!(
            "{name} is partly damaged: what could be read is in, with {} (rapporteur show --document {} shows it)",
            plural(*recommendations, "recommendation"),
            id.short()
        )),
        Imported::New { id, recommendations: 0, state: ReadState::Whole, .. } => say(&format!(
            "no recommendation was found in {name} (rapporteur show --document {} shows what was read)",
            id.short()
        )),
        _ => {}
    }
}

/// What is to be done with a file that this program made itself.
fn own_in_words(place: &Place, own: OwnExport, name: &str) -> String {
    let file = advice::quoted(name);
    let anyway = format!("import --anyway {file} takes it as a document all the same");
    let decisions = || advice::line(place, &format!("import --decisions {file}"));
    match own {
        OwnExport::Annex => {
            format!("{name} is an annex that this program made, and no report ({anyway})")
        }
        OwnExport::OfThisStore { is_table: true } => format!(
            "{name} holds recommendations that were exported from this store; to take what was filled in: {} ({anyway})",
            decisions()
        ),
        OwnExport::OfThisStore { is_table: false } => {
            format!("{name} holds recommendations that were exported from this store ({anyway})")
        }
        OwnExport::OfAnotherStore => format!(
            "{name} is a matrix made from another store: import the reports behind it first (its sheet Sources names them), then: {} ({anyway})",
            decisions()
        ),
    }
}

/// Says what was made of a table.
fn remark_on_table(place: &Place, table: &Tabled, name: &str) {
    /// Refused cells told one by one.
    const TOLD: usize = 20;
    say(&format!("{name}: {}", table.columns));
    table.refused.iter().take(TOLD).for_each(|words| say(&format!("not taken: {words}")));
    let more = table.refused.len().saturating_sub(TOLD);
    if more > 0 {
        say(&format!("not taken: {more} more like these"));
    }
    if table.decided > 0 {
        let decided = plural(table.decided, "recommendation");
        say(&format!(
            "{decided} decided on as the table says, in one step (take it back with: {})",
            advice::line(place, "undo")
        ));
    }
    if table.left > 0 {
        let cells = plural(table.left, "cell");
        say(&format!(
            "{cells} of verdicts, tags and notes left: import it again with --reviewer NAME to take them as decisions"
        ));
    }
}

impl Tally {
    /// Counts a document and answers its line.
    fn count(&mut self, imported: Imported, name: &str) -> String {
        match imported {
            Imported::New { id, recommendations, near, table, .. } => {
                self.refused += table.map_or(0, |table| table.refused.len());
                self.new += 1;
                self.recommendations += recommendations;
                self.near += usize::from(near.is_some());
                match near {
                    Some(near) => format!("near\t{id}\t{name}\t{}", near.id),
                    None => format!("new\t{id}\t{name}"),
                }
            }
            Imported::Own(_) => format!("failed\t-\t{name}"),
            Imported::Known { id, table, .. } => {
                self.refused += table.map_or(0, |table| table.refused.len());
                self.known += 1;
                format!("known\t{id}\t{name}")
            }
        }
    }

    /// "1 file of no known type skipped (notes.toml)", "4 files … skipped (a.png, b.png, c.png, …)"
    fn skipped_in_words(&self) -> Option<String> {
        /// So many are named.
        const NAMED: usize = 3;
        let name = |path: &PathBuf| one_line(&path.file_name().unwrap_or_default().to_string_lossy());
        let mut names: Vec<String> = self.skipped.iter().take(NAMED).map(name).collect();
        match (self.skipped.len(), names.as_slice()) {
            (0, _) => None,
            (1, [name]) => Some(format!("1 file of no known type skipped ({name})")),
            (count, _) => {
                names.extend((count > NAMED).then(|| "…".to_string()));
                Some(format!("{count} files of no known type skipped ({})", names.join(", ")))
            }
        }
    }

    /// "2 new documents with 48 recommendations, 1 known, 1 failed"
    pub fn in_words(&self) -> String {
        let mut words = vec![format!(
            "{} with {}",
            plural(self.new, "new document"),
            plural(self.recommendations, "recommendation")
        )];
        words.extend((self.near > 0).then(|| format!("{} of them near one that was in before", self.near)));
        words.extend((self.known > 0).then(|| format!("{} known", self.known)));
        words.extend((self.failed > 0).then(|| format!("{} failed", self.failed)));
        words.extend(self.skipped_in_words());
        if self.new + self.known + self.failed == 0 {
            return format!(
                "nothing to import: no PDF, DOCX, ODT, RTF, HTML, Markdown or text file is there; {}",
                words.join(", ")
            );
        }
        words.join(", ")
    }
}

/// A bar on stderr where that is a terminal and there is something to wait for, else nothing.
fn progress(files: usize) -> ProgressBar {
    if files < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}");
    ProgressBar::new(files as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
