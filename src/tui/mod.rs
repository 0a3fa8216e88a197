//! The screen: an input thread, one worker thread that owns the desk, and this thread, which updates and draws.
//!
//! `update(state, message) -> effects` and `draw(&state, frame)` are functions of their arguments alone. Nothing is
//! drawn while nothing changes, and never more than what is in sight. One table of actions (`table.rs`) is the source
//! of the key map, the hints bar, the help screen, the palette and `rapporteur keys`.

mod action;
mod afterwards;
mod binding;
mod catching_up;
mod chooser;
mod clipboard;
mod drafts;
mod events;
mod exporting;
mod facet_list;
mod fit;
mod form;
mod fuzzy;
mod key;
mod keymap;
mod layers;
mod layout;
mod line;
mod marks;
mod motion;
mod outside;
mod overview;
mod page;
mod panes;
mod pointer;
mod possible;
mod quiet;
mod reader;
mod requests;
mod settings;
mod source;
mod state;
mod style;
mod table;
mod terminal;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod theme;
mod update;
mod waiting;
mod worker;

pub use table::{KeyRow, keys, keys_in_force};
pub use terminal::possible;

use crate::config::Config;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::facets::Order;
use events::Message;
use requests::Request;
use state::{Aim, Effect, State, Tone};
use std::sync::mpsc::{Receiver, Sender, channel};
use terminal::Screen;

/// Says what is wrong with what a config says of the screen, with line and column.
pub fn check(config: &Config) -> Result<()> {
    settings::Settings::of(config).map(|_| ())
}

/// Opens the screen on a desk and returns when the user quits. `welcome` is said in the status line at the start.
pub fn run(desk: Desk, config: &Config, welcome: Option<String>) -> Result<()> {
    let settings = settings::Settings::of(config)?;
    let mut screen = Screen::open()?;
    // The theme decides on colours. Left to itself crossterm drops bold and reversed with them where NO_COLOR is set.
    ratatui::crossterm::style::force_color_output(true);
    let (messages, inbox) = channel();
    let (requests, worker_inbox) = channel();
    let mut state = State::new(screen.size(), settings.theme, settings.signs, desk.reviewer());
    state.keymap = settings.keymap;
    state.order = config.order.as_deref().and_then(Order::from_word).unwrap_or_default();
    state.title_page = config.annex.clone();
    state.taking = crate::desk::Taking::above(desk.take_above());
    state.go_to = desk.first_new().map(Aim::at);
    (state.mouse, state.mouse_wanted) = (settings.mouse, settings.mouse);
    if state.mouse {
        screen.listen_to_mouse(true)?;
    }
    let words = welcome.unwrap_or_else(|| panes::hints::first_line(&state));
    state.tell(Tone::Told, words);
    let worker = worker::start(desk, worker_inbox, messages.clone())?;
    terminal::start_signals(messages.clone())?;
    let (reading, asked) = channel();
    if let Some(path) = config.path.clone() {
        settings::watch(path, asked, messages.clone())?;
    }
    events::start_input(messages)?;
    let ended = converse(&mut state, &mut screen, &inbox, &Ways { requests: &requests, reading: &reading });
    drop(requests);
    // The last step must be on disk before the program ends.
    let finished = worker.join();
    drop(screen);
    match ended? {
        Some(signal) => terminal::end_by(signal),
        None if finished.is_err() => return Err(Error::failed("the screen's worker broke down")),
        None => {}
    }
    Ok(())
}

/// Where effects go.
struct Ways<'a> {
    /// To the worker.
    requests: &'a Sender<Request>,
    /// To the thread that reads the settings.
    reading: &'a Sender<()>,
}

/// Takes messages, updates and draws until the program is over; the signal that ended it, where one did.
fn converse(
    state: &mut State,
    screen: &mut Screen,
    inbox: &Receiver<Message>,
    ways: &Ways,
) -> Result<Option<i32>> {
    let effects = update::begin(state);
    perform(effects, state, screen, ways)?;
    let mut signal = None;
    while !state.over {
        if std::mem::take(&mut state.changed) {
            screen.draw(|frame| panes::draw(state, frame))?;
        }
        let Ok(first) = inbox.recv() else { break };
        // Whatever waits already is taken before the next frame: a burst of keys is one frame.
        for message in std::iter::once(first).chain(inbox.try_iter()) {
            let lost = match &message {
                Message::InputLost(why) => Some(why.clone()),
                _ => None,
            };
            if let Message::Terminate(by) = message {
                signal = Some(by);
            }
            let effects = update::update(state, message);
            perform(effects, state, screen, ways)?;
            if let Some(why) = lost {
                return Err(Error::failed(format!("the terminal can no longer be read: {why}")));
            }
        }
    }
    Ok(signal)
}

fn perform(effects: Vec<Effect>, state: &mut State, screen: &mut Screen, ways: &Ways) -> Result<()> {
    for effect in effects {
        match effect {
            Effect::Ask(request) => {
                if ways.requests.send(request).is_err() {
                    state.tell(
                        Tone::Failed,
                        "the program's worker is gone: quit and start again; what was shown as saved is safe",
                    );
                    state.sent.clear();
                    state.awaited = None;
                }
            }
            Effect::ReadSettings => {
                if ways.reading.send(()).is_err() {
                    state.tell(Tone::Told, "there is no config file to read");
                }
            }
            Effect::Suspend => screen.suspend()?,
            Effect::Resume => screen.resume()?,
            Effect::Repaint => screen.repaint()?,
            Effect::Mouse(on) => screen.listen_to_mouse(on)?,
            Effect::Copy(text) => screen.copy(&text)?,
            Effect::Edit(words) => {
                let ended = screen.edit(&words.text)?;
                let (columns, rows) = screen.size();
                let mut after = update::update(state, Message::Resize(columns, rows));
                after.extend(update::update(state, Message::Edited(words, ended)));
                perform(after, state, screen, ways)?;
            }
        }
    }
    Ok(())
}
