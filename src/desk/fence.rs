//! The fence around what documents can do: one is read, and what it recommends is found, in a child process of the same
//! program, with bounds on memory, time and output. Whatever a hostile or broken file does, the user gets one line and
//! the next file goes on.
//!
//! Inside a process nothing holds a stack overflow, an allocation that fails or an endless loop in a library, so the
//! child is a process; it costs about three milliseconds a file. The request goes to its standard input (a line of JSON,
//! then the file's bytes: no password stands on a command line), the answer comes from its standard output as JSON.

use super::merged;
use crate::error::{Error, Kind, Result};
use crate::extract;
use crate::ingest::{self, Sheet, read_sheet};
use crate::model::{Candidate, Details, Reading};
use serde::{Deserialize, Serialize};
use std::error::Error as _;
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The hidden command that answers a request; see [`serve`].
pub const COMMAND: &str = "read-fenced";

/// Address space of the child.
const MEMORY: u64 = 2 << 30;
/// How long a document may take, so that an import stays below half a minute. The child's processor time is bounded too, for when the parent is gone.
const TIME: Duration = Duration::from_secs(25);
/// Stack of the thread that reads: readers of nested formats call themselves.
const STACK: usize = 32 << 20;
/// Largest answer that is taken.
const LARGEST_ANSWER: u64 = 256 << 20;
/// Most of what a child says on its way down that is looked at.
const LAST_WORDS: u64 = 16 << 10;
/// Most recommendations that are taken of one document; a report has hundreds, the largest of tables are none.
const MOST_FOUND: usize = 200_000;

/// A document that was read, and what it recommends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What the reader made of it, with the details that the user gave.
    pub reading: Reading,
    /// The recommendations found, in reading order.
    pub found: Vec<Candidate>,
}

/// How a document is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Opens a file that asks for it.
    pub password: Option<&'a str>,
    /// Details that stand before those found in it.
    pub given: &'a Details,
    /// How surely a sentence must recommend to be taken, 0 to 1.
    pub threshold: f32,
}

/// Reads a file's bytes and finds its recommendations: behind a fence where there is one, else in this process.
pub fn find(fence: Option<&Fence>, name: &str, bytes: &[u8], wanted: Wanted) -> Result<Finding> {
    match fence {
        Some(fence) => fence.find(name, bytes, wanted),
        None => find_here(name, bytes, wanted),
    }
}

fn find_here(name: &str, bytes: &[u8], wanted: Wanted) -> Result<Finding> {
    let mut reading = ingest::read(name, bytes, wanted.password)?;
    reading.details = merged(&reading.details, wanted.given);
    let found = extract::extract_above(&reading, wanted.threshold);
    check_count(name, found.len())?;
    Ok(Finding { reading, found })
}

/// Reads documents in child processes.
#[derive(Debug, Clone)]
pub struct Fence {
    program: PathBuf,
    arguments: Vec<String>,
    time: Duration,
    most: u64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Request {
    name: String,
    wanted: Task,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Task {
    Find {
        password: Option<String>,
        given: Details,
        threshold: f32,
    },
    /// A table: the name of the sheet wanted.
    Sheet(String),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Finding(Finding),
    Sheet(Sheet),
    Failure(Failure),
}

/// An error as it travels.
#[derive(Debug, Serialize, Deserialize)]
struct Failure {
    kind: Kind,
    message: String,
    cause: Option<String>,
    hints: Vec<String>,
    wants_password: bool,
}

/// How a child ended.
enum Ending {
    Answered(Vec<u8>),
    TimedOut,
}

impl Fence {
    /// A fence whose children are runs of `program`, which answers the hidden command [`COMMAND`].
    pub fn new(program: &Path) -> Fence {
        let arguments = vec![COMMAND.to_string()];
        Fence { program: program.to_path_buf(), arguments, time: TIME, most: LARGEST_ANSWER }
    }

    fn find(&self, name: &str, bytes: &[u8], wanted: Wanted) -> Result<Finding> {
        let Wanted { password, given, threshold } = wanted;
        let password = password.map(String::from);
        let wanted = Task::Find { password, given: given.clone(), threshold };
        match self.ask(&Request { name: name.to_string(), wanted }, bytes)? {
            Answer::Finding(finding) => Ok(finding),
            _ => Err(broke_down(name, "", None)),
        }
    }

    /// Reads a table's bytes as [`read_sheet`] does, in a child process.
    pub fn read_sheet(&self, name: &str, bytes: &[u8], wanted: &str) -> Result<Sheet> {
        let wanted = Task::Sheet(wanted.to_string());
        match self.ask(&Request { name: name.to_string(), wanted }, bytes)? {
            Answer::Sheet(sheet) => Ok(sheet),
            _ => Err(broke_down(name, "", None)),
        }
    }

    fn ask(&self, request: &Request, bytes: &[u8]) -> Result<Answer> {
        let name = request.name.as_str();
        let request = serde_json::to_vec(&request)
            .map_err(|e| Error::failed(format!("{name} cannot be handed to its reader")).because(e))?;
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| {
                let program = self.program.display();
                Error::failed(format!("{name} cannot be read: {program} does not start"))
                    .because(e)
                    .hint("start the program anew: it may have been replaced while it ran")
            })?;
        let (ending, last_words, status) = self.converse(&mut child, &request, bytes);
        let answer = match ending {
            Ending::TimedOut => return Err(too_slow(name, self.time)),
            Ending::Answered(answer) if answer.len() as u64 > self.most => return Err(too_much(name)),
            Ending::Answered(answer) => answer,
        };
        match serde_json::from_slice(&answer) {
            Ok(Answer::Failure(failure)) => Err(failure.into_error()),
            Ok(answer) => Ok(answer),
            Err(_) => Err(broke_down(name, &last_words, status)),
        }
    }

    /// Hands the request over and waits for the answer, no longer than allowed. The child is gone afterwards.
    fn converse(
        &self,
        child: &mut Child,
        request: &[u8],
        bytes: &[u8],
    ) -> (Ending, String, Option<ExitStatus>) {
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        thread::scope(|scope| {
            scope.spawn(move || {
                if let Some(mut stdin) = stdin {
                    // A child that does not listen any more tells why by the way it ends.
                    let _ = stdin.write_all(request).and_then(|()| stdin.write_all(b"\n"));
                    let _ = stdin.write_all(bytes);
                }
            });
            let last_words = scope.spawn(move || {
                let mut words = Vec::new();
                if let Some(mut stderr) = stderr {
                    let _ = stderr.by_ref().take(LAST_WORDS).read_to_end(&mut words);
                    let _ = std::io::copy(&mut stderr, &mut std::io::sink());
                }
                String::from_utf8_lossy(&words).into_owned()
            });
            let (tell, told) = mpsc::channel();
            scope.spawn(move || {
                let mut answer = Vec::new();
                if let Some(stdout) = stdout {
                    let _ = stdout.take(self.most + 1).read_to_end(&mut answer);
                }
                let _ = tell.send(answer);
            });
            let ending = told.recv_timeout(self.time).map_or(Ending::TimedOut, Ending::Answered);
            // One that has ended keeps the status it ended with.
            let _ = child.kill();
            let status = child.wait().ok();
            (ending, last_words.join().unwrap_or_default(), status)
        })
    }
}

/// The child's part: reads a request from standard input, bounds itself, and writes the answer to standard output.
/// Errors only where that cannot be done; what is wrong with the document is part of the answer.
pub fn serve() -> Result<()> {
    bound();
    let cannot = |e: std::io::Error| Error::failed("cannot talk to the program that asked").because(e);
    let mut stdin = std::io::stdin().lock();
    let mut request = String::new();
    stdin.by_ref().take(1 << 20).read_line(&mut request).map_err(cannot)?;
    let request: Request = serde_json::from_str(&request).map_err(|e| {
        Error::usage(format!("{COMMAND} is for this program's own use"))
            .because(e)
            .hint("use import or extract")
    })?;
    let mut bytes = Vec::new();
    stdin.take(ingest::LARGEST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    let name = request.name.clone();
    let reader = thread::Builder::new().stack_size(STACK).spawn(move || match &request.wanted {
        Task::Sheet(wanted) => read_sheet(&request.name, &bytes, wanted).map(Answer::Sheet),
        Task::Find { password, given, threshold } => {
            let wanted = Wanted { password: password.as_deref(), given, threshold: *threshold };
            find_here(&request.name, &bytes, wanted).map(Answer::Finding)
        }
    });
    let read = reader.map_err(cannot)?.join().unwrap_or_else(|_| Err(broke_down(&name, "", None)));
    let answer = read.unwrap_or_else(|error| Answer::Failure(Failure::of(&error)));
    let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut stdout, &answer).map_err(|e| cannot(e.into()))?;
    stdout.flush().map_err(cannot)
}

/// Has a write beyond the size that files may have here fail, as one on a full disk does; left alone, the system ends
/// the program.
#[cfg(unix)]
pub fn outlive_file_limits() {
    // What hears the signal has nothing to do: it stands in the place of the end.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
pub fn outlive_file_limits() {}

/// Bounds this process. A system that knows a bound not leaves it to the others.
#[cfg(unix)]
fn bound() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let seconds = 2 * TIME.as_secs();
    for (resource, most) in [(Resource::As, MEMORY), (Resource::Core, 0), (Resource::Cpu, seconds)] {
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(not(unix))]
fn bound() {}

impl Failure {
    fn of(error: &Error) -> Failure {
        let mut causes = Vec::new();
        let mut cause = error.source();
        while let Some(c) = cause {
            causes.push(c.to_string());
            cause = c.source();
        }
        let cause = (!causes.is_empty()).then(|| causes.join(": "));
        let (message, hints) = (error.message.clone(), error.hints.clone());
        Failure { kind: error.kind, message, cause, hints, wants_password: error.wants_password }
    }

    fn into_error(self) -> Error {
        Error {
            kind: self.kind,
            message: self.message,
            source: self.cause.map(Into::into),
            hints: self.hints,
            wants_password: self.wants_password,
        }
    }
}

const SAVE_ANEW: &str = "open it in the program that made it, save it anew or as plain text, and import that";

fn too_slow(name: &str, time: Duration) -> Error {
    Error::failed(format!("{name} could not be read within {} seconds", time.as_secs())).hint(SAVE_ANEW)
}

fn too_much(name: &str) -> Error {
    Error::failed(format!("{name} holds more text than is kept of a document"))
        .hint("split it, or import only the part with the report")
}

fn check_count(name: &str, found: usize) -> Result<()> {
    if found <= MOST_FOUND {
        return Ok(());
    }
    let words =
        format!("{name} gives {found} recommendations; at most {MOST_FOUND} are taken of one document");
    Err(Error::failed(words)
        .hint("split it; a collection of recommendations comes in as a table (CSV, XLSX, JSON Lines)"))
}

/// What can be told of a child that ended without an answer.
fn broke_down(name: &str, last_words: &str, status: Option<ExitStatus>) -> Error {
    let is_out_of_memory =
        last_words.contains("memory allocation of") || last_words.contains("capacity overflow");
    let why = if is_out_of_memory {
        format!("reading it takes more than {} GB of memory", MEMORY >> 30)
    } else if last_words.contains("overflowed its stack") {
        "it is nested too deep".to_string()
    } else {
        "its reader broke down".to_string()
    };
    let error = Error::failed(format!("{name} cannot be read: {why}")).hint(SAVE_ANEW);
    match status.filter(|status| !status.success() && !is_out_of_memory) {
        Some(status) => error.because(status.to_string()),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_keep_what_they_say_on_their_way() {
        for error in [
            Error::failed("a.pdf asks for a password").hint("give it").hint("or save it without"),
            Error::usage("what").because("why"),
            Error::store("no store"),
        ] {
            let line = error.to_string();
            let sent = serde_json::to_string(&Answer::Failure(Failure::of(&error))).unwrap();
            let Ok(Answer::Failure(failure)) = serde_json::from_str(&sent) else { panic!("{sent}") };
            let arrived = failure.into_error();
            assert_eq!((arrived.to_string(), arrived.kind), (line, error.kind));
        }
    }

    #[test]
    fn no_document_recommends_without_end() {
        assert!(check_count("a.txt", MOST_FOUND).is_ok());
        let line = check_count("a.txt", MOST_FOUND + 1).unwrap_err().to_string();
        assert!(
            line.starts_with("a.txt gives 200001 recommendations") && line.contains("split it"),
            "{line}"
        );
    }

    #[test]
    fn a_child_that_does_not_answer_is_told_in_one_line() {
        let check = |program: &str, arguments: &[&str], time: u64, words: &str| {
            let fence = Fence {
                arguments: arguments.iter().map(|a| a.to_string()).collect(),
                time: Duration::from_millis(time),
                most: 1 << 20,
                ..Fence::new(Path::new(program))
            };
            let given = Details::default();
            let wanted = Wanted { password: Some("secret"), given: &given, threshold: 0.5 };
            let error = fence.find("a/b.docx", &vec![0; 1 << 20], wanted).unwrap_err();
            let line = error.to_string();
            assert!(line.starts_with("a/b.docx ") && line.contains(words) && !line.contains('\n'), "{line}");
            assert!(!error.hints.is_empty() && error.kind == Kind::Failed);
        };
        let sh = |script, words| check("/bin/sh", &["-c", script], 30_000, words);
        check("/no/such/program", &[], 30_000, "does not start");
        check("/bin/sleep", &["60"], 100, "could not be read within");
        check("/usr/bin/yes", &[], 30_000, "holds more text");
        sh("exit 3", "its reader broke down");
        sh("kill -SEGV $$", "its reader broke down: signal: 11");
        sh("echo nonsense", "its reader broke down");
        sh("echo 'thread has overflowed its stack' >&2; kill -ABRT $$", "nested too deep");
        sh("echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$", "takes more than 2 GB of memory");
    }
}
