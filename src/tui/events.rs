//! What reaches the screen: keys, pastes, sizes, replies, signals; one closed enum on one channel.

use super::key::Key;
use super::pointer::Pointer;
use super::requests::Reply;
use super::settings::Settings;
use super::state::Outside;
use crate::error::{Error, Result};
use ratatui::crossterm::event::{self, Event};
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One thing that happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Pointer(Pointer),
    /// A text was pasted: one event, whatever is in it.
    Paste(String),
    /// The terminal has a new size: columns, rows.
    Resize(u16, u16),
    /// The desk answered.
    Reply(Reply),
    /// The desk answered several questions, in this order.
    Replies(Vec<Reply>),
    /// Words were edited in another program: as they are now, or why they are not.
    Edited(Outside, std::result::Result<String, String>),
    /// The program was asked to stop for a while.
    Suspend,
    /// The program was brought back.
    Resumed,
    /// The program was asked to end, by this signal.
    Terminate(i32),
    /// The config file was read again: what it says of the screen, or what is wrong with it.
    Settings(std::result::Result<Box<Settings>, String>),
    /// The config file that was to be read is not there.
    NoSettings(String),
    /// The terminal can no longer be read.
    InputLost(String),
}

/// Who reads the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keyboard {
    /// The input thread.
    Ours,
    /// The input thread, which is to stop reading.
    Asked,
    /// Another program; the input thread waits.
    Lent,
}

static KEYBOARD: Mutex<Keyboard> = Mutex::new(Keyboard::Ours);
static TURN: Condvar = Condvar::new();

/// How long to wait for the input thread to let go of the keyboard.
const PATIENCE: Duration = Duration::from_secs(2);

fn keyboard() -> MutexGuard<'static, Keyboard> {
    KEYBOARD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has the input thread stop reading, so that another program can. `wake` makes its read return. False where it did not.
pub fn lend_keyboard(wake: impl FnOnce()) -> bool {
    *keyboard() = Keyboard::Asked;
    wake();
    let waited = TURN.wait_timeout_while(keyboard(), PATIENCE, |now| *now != Keyboard::Lent);
    let lent = waited.is_ok_and(|(now, _)| *now == Keyboard::Lent);
    if !lent {
        take_keyboard_back();
    }
    lent
}

/// Has the input thread read again.
pub fn take_keyboard_back() {
    *keyboard() = Keyboard::Ours;
    TURN.notify_all();
}

/// Lets go of the keyboard where it was asked for, until it is given back.
fn wait_while_lent() {
    let mut now = keyboard();
    if *now == Keyboard::Asked {
        *now = Keyboard::Lent;
        TURN.notify_all();
        drop(TURN.wait_while(now, |now| *now == Keyboard::Lent));
    }
}

/// Starts the thread that reads the terminal. It lives as long as the process.
pub fn start_input(messages: Sender<Message>) -> Result<()> {
    std::thread::Builder::new()
        .name("input".into())
        .spawn(move || read(&messages))
        .map(|_| ())
        .map_err(|e| Error::failed("the screen's input cannot be started").because(e))
}

fn read(messages: &Sender<Message>) {
    loop {
        let message = match event::read() {
            Ok(Event::Key(key)) => Key::of_event(key).map(Message::Key),
            Ok(Event::Mouse(mouse)) => Pointer::of_event(mouse).map(Message::Pointer),
            Ok(Event::Paste(text)) => Some(Message::Paste(text)),
            Ok(Event::Resize(columns, rows)) => Some(Message::Resize(columns, rows)),
            Ok(_) => None,
            Err(error) => {
                let _ = messages.send(Message::InputLost(error.to_string()));
                return;
            }
        };
        if message.is_some_and(|m| messages.send(m).is_err()) {
            return;
        }
        wait_while_lent();
    }
}
