//! What the config file says of the screen, read again when it changes.

use super::binding::keymap;
use super::events::Message;
use super::keymap::Keymap;
use super::theme::{Signs, Theme};
use crate::config::Config;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How long to wait before the file is looked at again.
const PAUSE: Duration = Duration::from_secs(1);

/// How the screen looks and which keys it takes.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Roles to styles.
    pub theme: Theme,
    /// Signs.
    pub signs: Signs,
    /// Keys to actions.
    pub keymap: Keymap,
    /// Whether the mouse is listened to.
    pub mouse: bool,
}

impl Settings {
    /// What a config comes to on this terminal; what is wrong with it is told with line and column.
    pub fn of(config: &Config) -> Result<Settings> {
        let theme = Theme::with(config, |name| std::env::var(name).ok())?;
        Ok(Settings { theme, signs: Signs::new(config.ascii), keymap: keymap(config)?, mouse: config.mouse })
    }

    fn read(path: &Path) -> Result<Settings> {
        Settings::of(&Config::read(path)?)
    }
}

/// Starts the thread that reads the file again when it changed, or at once when asked, and tells what came of it.
pub fn watch(path: PathBuf, asked: Receiver<()>, messages: Sender<Message>) -> Result<()> {
    let mut last = std::fs::read(&path).ok();
    let look = move || loop {
        let asked = match asked.recv_timeout(PAUSE) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let now = std::fs::read(&path).ok();
        // A file that is gone for a moment is being written: editors do that.
        if asked || (now.is_some() && now != last) {
            let message = match path.exists() {
                true => {
                    Message::Settings(Settings::read(&path).map(Box::new).map_err(|error| error.to_string()))
                }
                false => Message::NoSettings(path.display().to_string()),
            };
            if messages.send(message).is_err() {
                return;
            }
            last = now;
        }
    };
    let started = std::thread::Builder::new().name("settings".into()).spawn(look);
    started.map(|_| ()).map_err(|e| Error::failed("the config file cannot be watched").because(e))
}
