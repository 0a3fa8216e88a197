//! What reaches the screen: keys, pastes, sizes, replies, signals; one closed enum on one channel.

use super::key::Key;
use super::settings::Settings;
use super::worker::Reply;
use crate::error::{Error, Result};
use ratatui::crossterm::event::{self, Event};
use std::sync::mpsc::Sender;

/// One thing that happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted: one event, whatever is in it.
    Paste(String),
    /// The terminal has a new size: columns, rows.
    Resize(u16, u16),
    /// The desk answered.
    Reply(Reply),
    /// The program was asked to stop for a while.
    Suspend,
    /// The program was brought back.
    Resumed,
    /// The program was asked to end, by this signal.
    Terminate(i32),
    /// The config file was read again: what it says of the screen, or what is wrong with it.
    Settings(std::result::Result<Box<Settings>, String>),
    /// The terminal can no longer be read.
    InputLost(String),
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
    }
}
