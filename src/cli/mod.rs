//! The command tree: one file a command; data to stdout, words to stderr.

mod advice;
mod alike;
mod backup;
mod catch_up;
mod doctor;
mod document;
mod documents;
mod evaluate;
mod export;
mod export_annex;
mod extract;
mod filters;
mod generate;
mod import;
mod import_decisions;
mod keys;
mod list;
mod manual;
mod mark;
mod mend;
mod out;
mod overview;
mod password;
mod plain;
mod review;
mod saved;
mod show;
mod stats;
mod suggest;
mod tag;
mod undo;

pub use keys::KeyRow;

use crate::config::Config;
use crate::desk::{self, Desk};
use crate::error::{Error, Result};
use crate::facets::Order;
use clap::{Parser, Subcommand};
use out::Out;
use std::path::PathBuf;
use std::process::ExitCode;

/// What the command line needs of the screen, which it does not know.
pub struct Screen {
    /// Opens the screen on a desk, saying `welcome` in its status line, and returns when the user quits.
    pub open: fn(Desk, &Config, Option<String>) -> Result<()>,
    /// Whether there is a terminal for it; the error says what to use instead.
    pub possible: fn() -> Result<()>,
    /// Says what is wrong with what the config says of it.
    pub check: fn(&Config) -> Result<()>,
    /// Its actions with the keys that the config gives them.
    pub keys: fn(&Config) -> Result<Vec<KeyRow>>,
}

/// Find, triage and tag the recommendations in migration dialogue reports.
///
/// Without a command, opens the screen on the store.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    /// Go through the recommendations line by line, without drawing: for screen readers and dumb terminals
    #[arg(long)]
    plain: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

const EXIT_CODES: &str = "Exit codes: 0 all done; 1 something named could not be done; 2 usage, unknown notation, bad config or no terminal \
for the screen; 3 the store cannot be used.";

#[derive(Debug, clap::Args)]
struct Global {
    /// The store: one SQLite file [default: rapporteur.db in the data folder]
    #[arg(long, global = true, env = "RAPPORTEUR_DB", value_name = "PATH")]
    db: Option<PathBuf>,
    /// Who I am: decisions are made and shown under this name [default: the login name]
    #[arg(long, global = true, env = "RAPPORTEUR_REVIEWER", value_name = "NAME")]
    reviewer: Option<String>,
    /// The config file [default: config.toml in the config folder]
    #[arg(long, global = true, value_name = "PATH")]
    config: Option<PathBuf>,
    /// A file with a concept scheme, or changes to one; may be repeated [also: the folder schemes beside the config]
    #[arg(long, global = true, value_name = "FILE")]
    scheme: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Review(review::Args),
    Import(Box<import::Args>),
    Documents(documents::Args),
    Document(Box<document::Args>),
    List(Box<list::Args>),
    Show(show::Args),
    Tag(tag::Args),
    Mark(mark::Args),
    Mend(Box<mend::Args>),
    /// Take back my last step
    Undo,
    /// Do the last undone step again
    Redo,
    Suggest(suggest::Args),
    Extract(extract::Args),
    Evaluate(evaluate::Args),
    Export(Box<export::Args>),
    Stats(stats::Args),
    Filters(Box<saved::Args>),
    Keys(keys::Args),
    Backup(backup::Args),
    Completions(manual::Args),
    /// Print the manual page (roff): rapporteur man | man -l -
    Man,
    /// Make the suggestions and comparisons that a large import left to be made
    CatchUp,
    Doctor(doctor::Args),
    #[command(hide = true)]
    Generate(generate::Args),
    /// Read the document on standard input, for this program's own use
    #[command(hide = true)]
    ReadFenced,
}

/// Where a command works: the settings, resolved.
struct Place {
    config: Config,
    /// The config file, where one was named.
    named_config: Option<PathBuf>,
    store: Option<PathBuf>,
    reviewer: String,
    /// Whether a reviewer was named, and the name is not only that of the login.
    is_reviewer_named: bool,
}

impl Place {
    fn of(global: Global) -> Result<Place> {
        let config = Config::load(global.config.as_deref())?;
        if let Some(Err(why)) = config.order.as_deref().map(filters::order) {
            return Err(Error::usage(format!("config: order ‘{}’: {why}", config.order.unwrap_or_default())));
        }
        desk::use_schemes(config.schemes.iter().chain(&global.scheme), config.facets.as_ref())?;
        let is_reviewer_named = global.reviewer.is_some() || config.reviewer.is_some();
        let reviewer = config.reviewer(global.reviewer);
        Ok(Place { store: global.db, named_config: global.config, config, reviewer, is_reviewer_named })
    }

    /// How high a suggestion must score to stand ready to be taken, 0 to 1.
    fn take_above(&self) -> f32 {
        self.config.take_above.unwrap_or(crate::model::Suggestions::THRESHOLD)
    }

    fn desk(&self) -> Result<Desk> {
        let desk = Desk::open(&self.config.store(self.store.clone())?, &self.reviewer)?;
        let threshold = self.config.threshold.unwrap_or(crate::extract::THRESHOLD);
        Ok(fenced(desk)?.taking_above(threshold).suggesting_above(self.take_above()))
    }

    /// For commands that change what is there: a mistyped store is not made.
    fn desk_to_change(&self) -> Result<Desk> {
        let store = self.config.store(self.store.clone())?;
        if !store.exists() {
            return Err(crate::store::missing(&store));
        }
        self.desk()
    }

    /// For the screen: a store that was named is made only where there is a folder for it.
    fn check_folder(&self) -> Result<()> {
        let Some(store) = &self.store else { return Ok(()) };
        match store.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
            Some(_) => Err(crate::store::missing(store)),
            None => Ok(()),
        }
    }

    fn desk_to_read(&self) -> Result<Desk> {
        let desk = Desk::open_to_read(&self.config.store(self.store.clone())?, &self.reviewer)?;
        Ok(desk.suggesting_above(self.take_above()))
    }
}

/// Has a desk read files in child processes of this program.
fn fenced(desk: Desk) -> Result<Desk> {
    let program = std::env::current_exe()
        .map_err(|e| Error::failed("cannot find this program to read documents with").because(e))?;
    Ok(desk.fenced(&program))
}

/// Runs a command line (program name first) and says how it ended, as an exit code.
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>, screen: &Screen) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(e) => {
            // Nothing can be done where not even the help can be printed.
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    desk::outlive_file_limits();
    let mut out = Out::new();
    let ended = match cli.command {
        // Needs no settings: what is wrong with them is told once, by the parent.
        Some(Command::ReadFenced) => desk::read_fenced().map(|()| ExitCode::SUCCESS),
        Some(Command::Completions(args)) => manual::completions(&args, &mut out).map(|()| ExitCode::SUCCESS),
        Some(Command::Man) => manual::man(&mut out).map(|()| ExitCode::SUCCESS),
        Some(_) if cli.plain => {
            Err(Error::usage("--plain is for the screen: `rapporteur --plain`, or `review PATH… --plain`"))
        }
        command => Place::of(cli.global).and_then(|place| {
            (screen.check)(&place.config)?;
            dispatch(&place, command, cli.plain, screen, &mut out)
        }),
    };
    let told = ended.and_then(|code| match out.finish() {
        Err(error) if !out::is_closed_pipe(&error) => Err(error),
        _ => Ok(code),
    });
    told.unwrap_or_else(|error| match out::is_closed_pipe(&error) {
        // A reader that has seen enough (`| head`) is no failure.
        true => ExitCode::SUCCESS,
        false => {
            out::complain(&error);
            ExitCode::from(error.exit_code())
        }
    })
}

/// Whether to go line by line: as asked, or where the terminal cannot do more. Where there is no terminal for the screen,
/// an error says what to use instead.
fn wants_plain(asked: bool, screen: &Screen) -> Result<bool> {
    if !asked {
        (screen.possible)()?;
    }
    Ok(asked || plain::is_wanted())
}

/// Opens the screen on a desk, or goes line by line.
fn triage(
    place: &Place,
    desk: Desk,
    plain: bool,
    screen: &Screen,
    welcome: Option<String>,
    out: &mut Out,
) -> Result<ExitCode> {
    if plain {
        let order = place.config.order.as_deref().and_then(Order::from_word).unwrap_or_default();
        return plain::run(desk, order, welcome, out);
    }
    (screen.open)(desk, &place.config, welcome).map(|()| ExitCode::SUCCESS)
}

fn dispatch(
    place: &Place,
    command: Option<Command>,
    plain: bool,
    screen: &Screen,
    out: &mut Out,
) -> Result<ExitCode> {
    let done = match command {
        None => {
            let plain = wants_plain(plain, screen)?;
            place.check_folder()?;
            return triage(place, place.desk()?, plain, screen, None, out);
        }
        Some(Command::Review(args)) => return review::run(place, args, screen, out),
        Some(Command::Import(args)) => return import::run(place, *args, out),
        Some(Command::Documents(args)) => documents::run(place, &args, out),
        Some(Command::Document(args)) => document::run(place, *args, out),
        Some(Command::List(args)) => list::run(place, &args, out),
        Some(Command::Show(args)) => show::run(place, &args, out),
        Some(Command::Tag(args)) => return tag::run(place, args, out),
        Some(Command::Mark(args)) => mark::run(place, &args, out),
        Some(Command::Mend(args)) => mend::run(place, *args, out),
        Some(Command::Undo) => undo::run(place, undo::Way::Undo, out),
        Some(Command::Redo) => undo::run(place, undo::Way::Redo, out),
        Some(Command::Suggest(args)) => suggest::run(&args, out),
        Some(Command::Extract(args)) => extract::run(place, &args, out),
        Some(Command::Evaluate(args)) => evaluate::run(place, &args, out),
        Some(Command::Export(args)) => export::run(place, &args, out),
        Some(Command::Stats(args)) => stats::run(place, &args, out),
        Some(Command::Filters(args)) => saved::run(place, &args, out),
        Some(Command::Keys(args)) => keys::run(&args, &(screen.keys)(&place.config)?, out),
        Some(Command::CatchUp) => catch_up::run(place, out),
        Some(Command::Backup(args)) => backup::run(place, &args, out),
        Some(Command::Doctor(args)) => return doctor::run(place, &args, out),
        Some(Command::Generate(args)) => generate::run(place, &args, out),
        // Answered before any settings are read.
        Some(Command::ReadFenced | Command::Completions(_) | Command::Man) => Ok(()),
    };
    done.map(|()| ExitCode::SUCCESS)
}
