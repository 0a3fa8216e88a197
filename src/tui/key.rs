//! Keys as people write them: `j`, `J`, `ctrl-d`, `alt-x`, `enter`, `space`, `pagedown`.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::fmt;

/// One key press with its modifiers. Shift is part of a letter (`J`), never written beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Held with Ctrl.
    pub ctrl: bool,
    /// Held with Alt.
    pub alt: bool,
    /// Held with Shift; only for keys that are no letter.
    pub shift: bool,
}

/// Which key it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A letter, digit or sign as typed.
    Char(char),
    /// A function key, from 1.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// Keys that have a name instead of a sign.
const NAMES: &[(&str, Code)] = &[
    ("space", Code::Char(' ')),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// Reads one key as written in the action table or a config file.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut key, mut rest) = (Key::plain(Code::Esc), text);
        loop {
            let (held, after) = match rest.split_once('-') {
                Some(("ctrl", after)) if !after.is_empty() => (&mut key.ctrl, after),
                Some(("alt", after)) if !after.is_empty() => (&mut key.alt, after),
                Some(("shift", after)) if !after.is_empty() => (&mut key.shift, after),
                _ => break,
            };
            if std::mem::replace(held, true) {
                return None;
            }
            rest = after;
        }
        key.code = code(rest)?;
        match key.code {
            Code::Char(c) if key.shift || (key.ctrl && c.is_uppercase()) => None,
            _ => Some(key),
        }
    }

    /// Reads a sequence of keys separated by spaces, such as `g g`.
    pub fn parse_sequence(text: &str) -> Option<Vec<Self>> {
        let keys: Option<Vec<Key>> = text.split(' ').map(Key::parse).collect();
        keys.filter(|k| !k.is_empty())
    }

    /// The key that a terminal event tells; none for releases, lone modifiers and keys without a name here.
    pub fn of_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let held = |m| event.modifiers.contains(m);
        let code = match event.code {
            KeyCode::Char(c) if held(KeyModifiers::CONTROL) => Code::Char(c.to_ascii_lowercase()),
            KeyCode::Char(c) => Code::Char(c),
            KeyCode::BackTab => {
                return Some(Key { shift: true, ..Key::plain(Code::Tab) });
            }
            KeyCode::F(n) => Code::F(n),
            KeyCode::Enter => Code::Enter,
            KeyCode::Esc => Code::Esc,
            KeyCode::Tab => Code::Tab,
            KeyCode::Backspace => Code::Backspace,
            KeyCode::Delete => Code::Delete,
            KeyCode::Insert => Code::Insert,
            KeyCode::Up => Code::Up,
            KeyCode::Down => Code::Down,
            KeyCode::Left => Code::Left,
            KeyCode::Right => Code::Right,
            KeyCode::Home => Code::Home,
            KeyCode::End => Code::End,
            KeyCode::PageUp => Code::PageUp,
            KeyCode::PageDown => Code::PageDown,
            _ => return None,
        };
        let shift = held(KeyModifiers::SHIFT) && !matches!(code, Code::Char(_));
        Some(Key { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
    }

    /// The character that a text field takes from this key.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }
}

fn code(text: &str) -> Option<Code> {
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == text) {
        return Some(*code);
    }
    let mut chars = text.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") if !c.is_whitespace() && !c.is_control() => Some(Code::Char(c)),
        ('f', number) => number.parse().ok().filter(|n| (1..=24).contains(n)).map(Code::F),
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match NAMES.iter().find(|(_, code)| *code == self.code) {
            Some((name, _)) => f.write_str(name),
            None => match self.code {
                Code::F(n) => write!(f, "f{n}"),
                Code::Char(c) => write!(f, "{c}"),
                other => write!(f, "{other:?}"),
            },
        }
    }
}

/// A sequence of keys as people write it.
pub fn sequence_in_words(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_they_are_read() {
        for text in [
            "j",
            "J",
            "ctrl-d",
            "alt-x",
            "alt-1",
            "enter",
            "space",
            "tab",
            "shift-tab",
            "pagedown",
            "f1",
            "f12",
            "f",
            "-",
            "ctrl--",
            "?",
            "g g",
            "f 1",
            "é",
        ] {
            let keys = Key::parse_sequence(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(sequence_in_words(&keys), text);
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in
            ["", " ", "jj", "ctrl-", "ctrl-ctrl-d", "ctrl-D", "shift-j", "f99", "meta-x", "g  g", "\u{1b}"]
        {
            assert_eq!(Key::parse_sequence(text), None, "{text:?}");
        }
    }

    #[test]
    fn events_become_keys() {
        let check = |code, modifiers, text: Option<&str>| {
            let key = Key::of_event(KeyEvent::new(code, modifiers));
            assert_eq!(key.map(|k| k.to_string()).as_deref(), text);
        };
        check(KeyCode::Char('J'), KeyModifiers::SHIFT, Some("J"));
        check(KeyCode::Char('d'), KeyModifiers::CONTROL, Some("ctrl-d"));
        check(KeyCode::Char('3'), KeyModifiers::ALT, Some("alt-3"));
        check(KeyCode::BackTab, KeyModifiers::SHIFT, Some("shift-tab"));
        check(KeyCode::CapsLock, KeyModifiers::NONE, None);
        let released = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(Key::of_event(released), None);
    }
}
