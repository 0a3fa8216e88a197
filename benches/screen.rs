//! The real program on a great store in a pseudo-terminal of 200x60: from each key written to the last byte of its
//! repaint. `cargo bench --bench screen`; `RAPPORTEUR_BENCH_ROWS` says how many recommendations (100,000 where it does
//! not), `RAPPORTEUR_BENCH_STORE` names a store that is there already.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const SIZE: PtySize = PtySize { rows: 60, cols: 200, pixel_width: 0, pixel_height: 0 };
/// A repaint has ended when nothing more came for so long.
const SILENCE: Duration = Duration::from_millis(120);

/// What is pressed, in turns: a name, and the keys one by one.
const ROUNDS: &[(&str, &[&str])] = &[
    ("down", &["j"; 40]),
    ("page down", &["\x04"; 25]),
    ("last, first", &["G", "gg", "G", "gg", "G", "gg", "G", "gg"]),
    ("cluster", &["\x1b1", "\x1b2", "\x1b3", "\x1b4", "\x1b5", "\x1b6", "\x1b6"]),
    ("verdict in a cluster", &["\x1b3", "fu", "fy", "fd", "fl", "fl", "c"]),
    ("open, close the reader", &["\r", "\x1b", "j", "\r", "\x1b", "j", "\r", "\x1b"]),
    ("keep, drop", &["y", "d", "y", "d", "y", "d", "y", "d", " ", " "]),
    ("tag a cluster", &["1", "j", "2", "j", "3", "j", "4", "j"]),
    ("undo, redo", &["u", "u", "u", "U", "U", "u", "u"]),
    (
        "letters of a search",
        &["/", "d", "e", "t", "e", "n", "t", "i", "o", "n", " ", "w", "o", "m", "e", "n", "\r", "c"],
    ),
    ("letters of another", &["/", "s", "e", "a", "r", "c", "h", " ", "a", "n", "d", "\r", "c"]),
    ("a letter taken back", &["/", "t", "r", "a", "\x7f", "\x7f", "\x7f", "m", "\x7f", "\r"]),
];

struct Screen {
    keys: Box<dyn Write + Send>,
    bytes: Receiver<(Instant, usize)>,
    child: Box<dyn Child + Send + Sync>,
    started: Instant,
    _master: Box<dyn MasterPty + Send>,
}

/// Milliseconds to the last byte, and bytes.
type Repaint = (f64, usize);

impl Screen {
    fn start(store: &Path) -> Screen {
        let pair = native_pty_system().openpty(SIZE).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.args(["--reviewer", "amina", "--db"]);
        command.arg(store);
        command.env("TERM", "xterm-256color");
        command.env("RAPPORTEUR_CONFIG_DIR", store.parent().unwrap_or(Path::new(".")));
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let mut from = pair.master.try_clone_reader().expect("a reader");
        let (tell, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(read @ 1..) = from.read(&mut buffer) {
                if tell.send((Instant::now(), read)).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        Screen { keys, bytes, child, started, _master: pair.master }
    }

    /// What comes until it is silent.
    fn repaint(&self, since: Instant, patience: Duration) -> Repaint {
        let (mut last, mut sum, mut wait) = (since, 0, patience);
        loop {
            match self.bytes.recv_timeout(wait) {
                Ok((at, bytes)) => (last, sum, wait) = (at, sum + bytes, SILENCE),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return ((last - since).as_secs_f64() * 1000.0, sum);
                }
            }
        }
    }

    fn press(&mut self, key: &str) -> Repaint {
        let since = Instant::now();
        self.keys.write_all(key.as_bytes()).and_then(|()| self.keys.flush()).expect("the program listens");
        self.repaint(since, SILENCE)
    }

    /// Resident memory in MB, where the system tells it.
    fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id()?)).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        let now = status.lines().find(|line| line.starts_with("VmRSS"))?;
        let now: u64 = now.split_whitespace().nth(1)?.parse().ok()?;
        println!("memory: {} MB now, {} MB at most", now / 1024, kilobytes / 1024);
        Some(kilobytes / 1024)
    }
}

fn store() -> PathBuf {
    if let Some(store) = std::env::var_os("RAPPORTEUR_BENCH_STORE") {
        return store.into();
    }
    let rows = std::env::var("RAPPORTEUR_BENCH_ROWS").unwrap_or("100000".into());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let store = folder.join(format!("bench-{rows}.db"));
    if !store.exists() {
        let made = std::process::Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(["--reviewer", "amina", "generate", "--recommendations", &rows, "--db"])
            .arg(&store)
            .status();
        assert!(made.is_ok_and(|made| made.success()), "the store cannot be made");
    }
    store
}

fn told(name: &str, mut repaints: Vec<Repaint>) {
    repaints.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |percent: usize| repaints[(repaints.len() * percent / 100).min(repaints.len() - 1)].0;
    let bytes = repaints.iter().map(|(_, bytes)| bytes).max().unwrap_or(&0);
    println!(
        "{name:<24} {:>4} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {bytes:>7}",
        repaints.len(),
        at(50),
        at(90),
        at(99),
        at(100)
    );
}

fn main() {
    let store = store();
    for _ in 0..3 {
        let mut screen = Screen::start(&store);
        let first = screen.bytes.recv().expect("a frame").0 - screen.started;
        let (all, bytes) = screen.repaint(screen.started, Duration::from_secs(60));
        println!("start: first bytes {:.1} ms, all {all:.1} ms, {bytes} bytes", first.as_secs_f64() * 1000.0);
        screen.press("q");
    }
    let mut screen = Screen::start(&store);
    screen.repaint(screen.started, Duration::from_secs(60));
    // Whatever was made for the first time is made, and kept.
    while screen.repaint(Instant::now(), Duration::from_secs(8)).1 > 0 {}
    println!(
        "{:<24} {:>4} {:>8} {:>8} {:>8} {:>8} {:>7}",
        "keys, ms", "n", "p50", "p90", "p99", "max", "bytes"
    );
    let mut everything = Vec::new();
    for (name, keys) in ROUNDS {
        let repaints: Vec<Repaint> = keys.iter().map(|key| screen.press(key)).collect();
        everything.extend(&repaints);
        told(name, repaints);
    }
    told("all", everything);
    screen.memory();
    let quiet = screen.repaint(Instant::now(), Duration::from_secs(4));
    println!("bytes while nothing happens: {}", quiet.1);
    screen.press("q");
}
