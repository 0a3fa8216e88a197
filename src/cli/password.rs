//! Asking for a password on the terminal, without showing it.

use crate::error::{Error, Result};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{IsTerminal, Write};

/// How often a file's password is asked for.
const ATTEMPTS: usize = 3;

/// The passwords given at the terminal: files of one folder often share one.
#[derive(Debug, Default)]
pub struct Passwords {
    last: Option<String>,
}

impl Passwords {
    /// Opens a file that wants a password by asking for it, or fails as it did. An import is ended with Ctrl-C, a file
    /// passed over with Esc or an empty line. The outer failure ends everything, the inner one is the file's.
    pub fn open<T>(
        &mut self,
        refused: Error,
        name: &str,
        mut open: impl FnMut(&str) -> Result<T>,
    ) -> Result<Result<T>> {
        if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
            return Ok(Err(refused));
        }
        let mut refused = refused;
        if let Some(last) = &self.last {
            match open(last) {
                Err(error) if error.wants_password => refused = error,
                outcome => return Ok(outcome),
            }
        }
        for attempt in 1..=ATTEMPTS {
            let again = if attempt > 1 { "not that one; " } else { "" };
            let Some(password) = ask(&format!("{again}password of {name}: "))? else { break };
            match open(&password) {
                Err(error) if error.wants_password => refused = error,
                outcome => {
                    self.last = Some(password);
                    return Ok(outcome);
                }
            }
        }
        Ok(Err(refused))
    }
}

/// Raw mode while a password is typed; leaves it however typing ends.
struct Unseen;

impl Unseen {
    fn start() -> std::io::Result<Unseen> {
        enable_raw_mode().map(|()| Unseen)
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        // Nothing more can be done for a terminal that does not answer.
        let _ = disable_raw_mode();
    }
}

/// What is typed up to Enter; none for nothing and for Esc.
fn ask(question: &str) -> Result<Option<String>> {
    let cannot = |e: std::io::Error| {
        Error::failed("cannot ask for the password").because(e).hint("give it with --password-file FILE")
    };
    let unseen = Unseen::start().map_err(cannot)?;
    write!(std::io::stderr(), "{question}").and_then(|()| std::io::stderr().flush()).map_err(cannot)?;
    let mut typed = Typed::default();
    let ended = loop {
        if let Event::Key(key) = read().map_err(cannot)?
            && let Some(ended) = typed.press(key)
        {
            break ended;
        }
    };
    drop(unseen);
    // The cursor stands behind the question still.
    let _ = writeln!(std::io::stderr());
    match ended {
        Ended::Enter => Ok(Some(typed.0).filter(|typed| !typed.is_empty())),
        Ended::Skip => Ok(None),
        Ended::Stop => Err(Error::failed("import stopped").hint("what was imported before stays in")),
    }
}

/// How typing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Enter,
    Skip,
    Stop,
}

/// What was typed so far.
#[derive(Debug, Default)]
struct Typed(String);

impl Typed {
    fn press(&mut self, key: KeyEvent) -> Option<Ended> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => return Some(Ended::Enter),
            KeyCode::Esc => return Some(Ended::Skip),
            KeyCode::Char('d') if control && self.0.is_empty() => return Some(Ended::Skip),
            KeyCode::Char('c') if control => return Some(Ended::Stop),
            KeyCode::Char('u') if control => self.0.clear(),
            KeyCode::Char('h') if control => drop(self.0.pop()),
            KeyCode::Backspace => drop(self.0.pop()),
            KeyCode::Char(c) if !control => self.0.push(c),
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_make_a_password_or_end_it() {
        let check = |keys: &[(KeyCode, KeyModifiers)], typed: &str, ended: Option<Ended>| {
            let mut all = Typed::default();
            let end = keys.iter().find_map(|(code, with)| all.press(KeyEvent::new(*code, *with)));
            assert_eq!((all.0.as_str(), end), (typed, ended), "{keys:?}");
        };
        let plain = |c| (KeyCode::Char(c), KeyModifiers::NONE);
        let control = |c| (KeyCode::Char(c), KeyModifiers::CONTROL);
        let key = |code| (code, KeyModifiers::NONE);
        check(
            &[plain('q'), plain('é'), key(KeyCode::Backspace), key(KeyCode::Enter)],
            "q",
            Some(Ended::Enter),
        );
        check(&[plain('q'), control('u'), plain('x')], "x", None);
        check(&[plain('q'), key(KeyCode::Tab), control('d')], "q", None);
        check(&[control('d')], "", Some(Ended::Skip));
        check(&[plain('q'), key(KeyCode::Esc)], "q", Some(Ended::Skip));
        check(&[plain('q'), control('c')], "q", Some(Ended::Stop));
    }
}
