//! A pseudo-terminal with the program in it: keys in, screen out.

use crate::desk::Desk;
use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// How long to wait for what must come, however slow the machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// An answer that has not begun after this long is no answer: three times as long as the program looks for others' changes.
const QUIET: Duration = Duration::from_secs(3);

/// What the program has written so far.
struct Seen {
    screen: vt100::Parser,
    raw: Vec<u8>,
    /// Nothing more will come.
    ended: bool,
}

/// The program in a pseudo-terminal.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Mutex<Box<dyn Write + Send>>,
    child: Mutex<Box<dyn Child + Send + Sync>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

/// What a program may have changed of a terminal.
#[derive(Debug, PartialEq, Eq)]
pub struct Modes {
    line: Option<(u32, u32, u32)>,
    alternate_screen: bool,
    cursor_hidden: bool,
    bracketed_paste: bool,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

fn pair(columns: u16, rows: u16) -> PtyPair {
    native_pty_system().openpty(size(columns, rows)).unwrap()
}

fn line_modes(master: &dyn MasterPty) -> Option<(u32, u32, u32)> {
    let modes = master.get_termios()?;
    Some((modes.local_flags.bits(), modes.input_flags.bits(), modes.output_flags.bits()))
}

impl Terminal {
    /// Starts the program on the desk's store, as its reviewer.
    pub fn start(desk: &Desk, arguments: &[&str], columns: u16, rows: u16) -> Terminal {
        Self::start_with(desk, arguments, columns, rows, &[])
    }

    /// Starts the program with these variables in its environment.
    pub fn start_with(
        desk: &Desk,
        arguments: &[&str],
        columns: u16,
        rows: u16,
        variables: &[(&str, &str)],
    ) -> Terminal {
        Self::start_by(desk, &[], arguments, columns, rows, variables)
    }

    /// Starts the program by way of another that takes it and its arguments as its last, and becomes it.
    pub fn start_by(
        desk: &Desk,
        way: &[&str],
        arguments: &[&str],
        columns: u16,
        rows: u16,
        variables: &[(&str, &str)],
    ) -> Terminal {
        let pair = pair(columns, rows);
        let like = desk.command();
        let program = like.get_program().to_str().unwrap();
        let line: Vec<&str> = [way, &[program], arguments].concat();
        let mut command = CommandBuilder::new(line[0]);
        command.args(&line[1..]);
        command.cwd(desk.folder.path());
        for (name, value) in like.get_envs() {
            command.env(name, value.unwrap_or_default());
        }
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        variables.iter().for_each(|(name, value)| command.env(name, value));
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let first = Seen {
            screen: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
            ended: false,
        };
        let seen = Arc::new((Mutex::new(first), Condvar::new()));
        listen(pair.master.try_clone_reader().unwrap(), seen.clone());
        let keys = Mutex::new(pair.master.take_writer().unwrap());
        Terminal { master: pair.master, keys, child: Mutex::new(child), seen }
    }

    /// Types.
    pub fn press(&self, keys: &str) {
        self.keys.lock().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    /// Changes the size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.seen.0.lock().unwrap().screen.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Waits until the screen shows these words on one line.
    pub fn wait_for(&self, words: &str) {
        self.wait(words, PATIENCE, |seen| seen.screen.screen().contents().contains(words));
    }

    /// Waits until something else than the screen is so.
    pub fn wait_until(&self, what: &str, so: impl Fn(&Terminal) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !so(self) {
            assert!(Instant::now() < until, "not {what}\n{}", self.contents());
            std::thread::yield_now();
        }
    }

    /// Waits until the program has written nothing for a while.
    pub fn wait_until_quiet(&self) {
        let (seen, told) = &*self.seen;
        let mut guard = seen.lock().unwrap();
        loop {
            let bytes = guard.raw.len();
            let (next, wait) = told.wait_timeout(guard, QUIET).unwrap();
            guard = next;
            if wait.timed_out() && guard.raw.len() == bytes {
                return;
            }
        }
    }

    fn wait(&self, what: &str, patience: Duration, so: impl Fn(&Seen) -> bool) {
        let (seen, told) = &*self.seen;
        let until = Instant::now() + patience;
        let mut guard = seen.lock().unwrap();
        while !so(&guard) {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "‘{what}’ never came\n{}", guard.screen.screen().contents());
            guard = told.wait_timeout(guard, left).unwrap().0;
        }
    }

    /// Waits until the program has ended and everything it wrote was seen; its exit code.
    pub fn wait_for_end(&self) -> u32 {
        let code = self.child.lock().unwrap().wait().unwrap().exit_code();
        self.wait("the end", PATIENCE, |seen| seen.ended);
        code
    }

    /// What the screen shows.
    pub fn contents(&self) -> String {
        self.seen.0.lock().unwrap().screen.screen().contents()
    }

    /// Everything the program wrote.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.seen.0.lock().unwrap().raw).into_owned()
    }

    /// How many bytes the program has written.
    pub fn bytes(&self) -> usize {
        self.seen.0.lock().unwrap().raw.len()
    }

    /// The modes the terminal is in.
    pub fn modes(&self) -> Modes {
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.screen.screen();
        Modes {
            line: line_modes(&*self.master),
            alternate_screen: screen.alternate_screen(),
            cursor_hidden: screen.hide_cursor(),
            bracketed_paste: screen.bracketed_paste(),
        }
    }

    /// The modes of a terminal that no program has touched.
    pub fn modes_of_a_new_one() -> Modes {
        let pair = pair(80, 24);
        let line = line_modes(&*pair.master);
        Modes { line, alternate_screen: false, cursor_hidden: false, bracketed_paste: false }
    }

    /// Sends a signal.
    pub fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(self.pid(), signal).unwrap();
    }

    /// Ends the program without giving it a chance to do anything.
    pub fn kill(&self) {
        self.signal(rustix::process::Signal::KILL);
        self.child.lock().unwrap().wait().unwrap();
    }

    /// Whether the program is stopped, as `ps` would say.
    pub fn is_stopped(&self) -> bool {
        let ps = std::process::Command::new("ps")
            .args(["-o", "state=", "-p", &self.pid().as_raw_nonzero().to_string()])
            .output();
        ps.is_ok_and(|ps| ps.stdout.starts_with(b"T"))
    }

    /// The program's own number.
    pub fn pid(&self) -> rustix::process::Pid {
        let id = self.child.lock().unwrap().process_id().unwrap();
        rustix::process::Pid::from_raw(id as i32).unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A failing test leaves no program behind; one that has ended needs no ending.
        let _ = self.child.lock().map(|mut child| child.kill());
    }
}

fn listen(mut from: Box<dyn Read + Send>, to: Arc<(Mutex<Seen>, Condvar)>) {
    std::thread::spawn(move || {
        let mut buffer = [0; 1 << 16];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let mut seen = to.0.lock().unwrap();
            seen.screen.process(&buffer[..read]);
            seen.raw.extend_from_slice(&buffer[..read]);
            to.1.notify_all();
        }
        to.0.lock().unwrap().ended = true;
        to.1.notify_all();
    });
}
