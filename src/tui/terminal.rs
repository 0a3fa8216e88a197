//! The terminal: every mode on one guard, given back on every way out. The only file of the screen that knows Unix.

use super::events::{self, Message};
use super::outside;
use super::quiet::Quiet;
use crate::error::{Error, Result};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};
use ratatui::layout::Rect;
use std::io::{BufWriter, IsTerminal, Stdout, Write, stdin, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

/// A frame goes out in one write: the largest repaint of a big terminal fits.
const FRAME_BYTES: usize = 1 << 16;

/// Whether the modes are on: they are switched back once, whoever comes first.
static ON: AtomicBool = AtomicBool::new(false);

/// Whether another program has the terminal: signals from the keyboard are meant for it.
static EDITING: AtomicBool = AtomicBool::new(false);

/// Says what to use instead where there is no terminal to draw on.
pub fn possible() -> Result<()> {
    if stdin().is_terminal() && stdout().is_terminal() {
        return Ok(());
    }
    Err(Error::usage("the screen needs a terminal, and this is none")
        .hint("`rapporteur --plain` goes through the recommendations line by line")
        .hint("`rapporteur list` shows the recommendations")
        .hint("`rapporteur tag` decides on them")
        .hint("`rapporteur export` writes them to a file"))
}

/// Whether the mouse is listened to.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal in the screen's modes, until dropped.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Quiet<CrosstermBackend<BufWriter<Stdout>>>>,
}

impl Screen {
    /// Takes the terminal. The calling thread draws from now on: a panic in it, and only in it, gives the terminal back.
    pub fn open() -> Result<Screen> {
        possible()?;
        give_back_on_panic();
        enter().map_err(lost)?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, stdout()));
        let terminal = Terminal::new(Quiet::over(backend)).inspect_err(|_| leave()).map_err(lost)?;
        Ok(Screen { terminal })
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.terminal.size().map_or((80, 24), |size| (size.width, size.height))
    }

    /// Draws one frame; only what changed goes out.
    pub fn draw(&mut self, paint: impl FnOnce(&mut ratatui::Frame)) -> Result<()> {
        self.terminal.draw(paint).map(|_| ()).map_err(lost)
    }

    /// Forgets what is on the terminal: the next frame paints everything.
    pub fn repaint(&mut self) -> Result<()> {
        let (width, height) = self.size();
        self.terminal.backend_mut().forget();
        self.terminal.resize(Rect::new(0, 0, width, height)).map_err(lost)
    }

    /// Listens to the mouse, or leaves it to the terminal.
    pub fn listen_to_mouse(&mut self, on: bool) -> Result<()> {
        MOUSE.store(on, Ordering::SeqCst);
        let switched =
            if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) };
        switched.map_err(lost)
    }

    /// Asks the terminal to copy a text.
    pub fn copy(&mut self, text: &str) -> Result<()> {
        let mut out = stdout();
        out.write_all(super::clipboard::sequence(text).as_bytes()).and_then(|()| out.flush()).map_err(lost)
    }

    /// Gives the terminal back, stops until `fg`, and takes it again.
    pub fn suspend(&mut self) -> Result<()> {
        leave();
        stop();
        self.resume()
    }

    /// Gives the terminal to the program that the user chose to edit texts, and takes it again when that has ended,
    /// however it ended.
    pub fn edit(&mut self, text: &str) -> Result<std::result::Result<String, String>> {
        if !events::lend_keyboard(wake_input) {
            return Ok(Err("the keyboard cannot be handed over now: nothing was changed".to_string()));
        }
        leave();
        EDITING.store(true, Ordering::SeqCst);
        let modes = line_modes();
        let program = outside::program(|name| std::env::var(name).ok());
        let ended = outside::edit(&program, text);
        // A program that crashed leaves its own modes behind.
        restore(modes);
        EDITING.store(false, Ordering::SeqCst);
        events::take_keyboard_back();
        self.resume()?;
        Ok(ended)
    }

    /// Takes the terminal again after the program was stopped.
    pub fn resume(&mut self) -> Result<()> {
        // Whoever had the terminal in between may have changed its modes.
        let _ = disable_raw_mode();
        enter().map_err(lost)?;
        self.repaint()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

fn lost(error: std::io::Error) -> Error {
    Error::failed("the terminal cannot be used").because(error)
}

fn enter() -> std::io::Result<()> {
    ON.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    if MOUSE.load(Ordering::SeqCst) { execute!(stdout(), EnableMouseCapture) } else { Ok(()) }
}

/// Switches everything back. Errors are not told: there is nowhere left to tell them.
fn leave() {
    if ON.swap(false, Ordering::SeqCst) {
        if MOUSE.load(Ordering::SeqCst) {
            let _ = execute!(stdout(), DisableMouseCapture);
        }
        let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
    }
}

/// A panic of the drawing thread is told on the terminal as it was before. Other threads' panics are caught where
/// they are started and told in the status line; writing them here would wreck the screen.
fn give_back_on_panic() {
    let drawing = std::thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == drawing {
            leave();
            before(panic);
        } else if !ON.load(Ordering::SeqCst) {
            before(panic);
        }
    }));
}

/// Stops the whole job: whoever waits for this program in the same job is to come back with it. A self-raised
/// SIGTSTP would be dropped in an orphaned group; SIGSTOP is not.
#[cfg(unix)]
fn stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}

#[cfg(not(unix))]
fn stop() {}

/// Makes the input thread's read return: it takes a change of the size for news, even where the size is the same.
#[cfg(unix)]
fn wake_input() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::WINCH);
}

#[cfg(not(unix))]
fn wake_input() {}

/// How the terminal edits lines now.
#[cfg(unix)]
fn line_modes() -> Option<rustix::termios::Termios> {
    rustix::termios::tcgetattr(stdin()).ok()
}

#[cfg(not(unix))]
fn line_modes() {}

#[cfg(unix)]
fn restore(modes: Option<rustix::termios::Termios>) {
    if let Some(modes) = modes {
        let _ = rustix::termios::tcsetattr(stdin(), rustix::termios::OptionalActions::Now, &modes);
    }
}

#[cfg(not(unix))]
fn restore(_modes: ()) {}

/// Starts the thread that turns signals into messages.
#[cfg(unix)]
pub fn start_signals(messages: Sender<Message>) -> Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let failed = |e: std::io::Error| Error::failed("signals cannot be watched").because(e);
    let mut signals =
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT]).map_err(failed)?;
    std::thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for signal in signals.forever() {
                match (EDITING.load(Ordering::SeqCst), signal) {
                    // Stopped with the editor, the program comes back with it.
                    (true, SIGTSTP) => {
                        stop();
                        continue;
                    }
                    (true, SIGINT) => continue,
                    _ => {}
                }
                let message = match signal {
                    SIGTSTP => Message::Suspend,
                    SIGCONT => Message::Resumed,
                    other => Message::Terminate(other),
                };
                if messages.send(message).is_err() {
                    return;
                }
            }
        })
        .map(|_| ())
        .map_err(failed)
}

#[cfg(not(unix))]
pub fn start_signals(_messages: Sender<Message>) -> Result<()> {
    Ok(())
}

/// Ends the process as the signal would have: whoever sent it sees that it worked.
#[cfg(unix)]
pub fn end_by(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}

#[cfg(not(unix))]
pub fn end_by(_signal: i32) {}
