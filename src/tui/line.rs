//! A line of text that is being written.

use super::fit::safe;
use super::key::{Code, Key};
use unicode_segmentation::UnicodeSegmentation;

/// A line takes no more bytes than this: nobody searches for a book.
const LONGEST: usize = 1000;

/// A line with a caret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    caret: usize,
    selected: bool,
}

impl Line {
    /// A line that begins with this text, the caret behind it.
    pub fn new(text: &str) -> Self {
        Line { text: text.to_string(), caret: text.len(), selected: false }
    }

    /// A line that begins with this text, all of it selected: what is typed replaces it.
    pub fn selected(text: &str) -> Self {
        Line { selected: !text.is_empty(), ..Line::new(text) }
    }

    /// Whether all of it is selected.
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// What is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the caret.
    pub fn before_caret(&self) -> &str {
        &self.text[..self.caret]
    }

    fn insert(&mut self, text: &str) {
        if self.selected {
            self.clear();
        }
        let room = LONGEST.saturating_sub(self.text.len());
        let fitting = (0..=room.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        let text = &text[..fitting.unwrap_or(0)];
        self.text.insert_str(self.caret, text);
        self.caret += text.len();
    }

    /// Puts a pasted text in at the caret, as one safe line.
    pub fn paste(&mut self, text: &str) {
        self.insert(&safe(text));
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        *self = Line::default();
    }

    /// Takes a key that edits; false where the key means nothing here.
    pub fn press(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        let was_selected = std::mem::take(&mut self.selected);
        let plain = Key::plain(key.code);
        match key.code {
            Code::Backspace | Code::Delete if key == plain && was_selected => self.clear(),
            Code::Backspace if key == plain => self.remove(self.before(), self.caret),
            Code::Delete if key == plain => self.remove(self.caret, self.after()),
            Code::Left if key == plain => self.caret = self.before(),
            Code::Right if key == plain => self.caret = self.after(),
            Code::Home => self.caret = 0,
            Code::End => self.caret = self.text.len(),
            Code::Char('a') if key.ctrl => self.caret = 0,
            Code::Char('e') if key.ctrl => self.caret = self.text.len(),
            Code::Char('u') if key.ctrl => self.remove(0, self.caret),
            Code::Char('w') if key.ctrl => self.remove(self.word_before(), self.caret),
            Code::Char('h') if key.ctrl => self.remove(self.before(), self.caret),
            _ => return was_selected,
        }
        true
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.caret = from;
    }

    fn before(&self) -> usize {
        self.text[..self.caret].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.caret..].graphemes(true).next().map_or(self.caret, |g| self.caret + g.len())
    }

    fn word_before(&self) -> usize {
        let before = self.before_caret().trim_end();
        before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_edit_at_the_caret() {
        let check = |start: &str, keys: &str, text: &str, before: &str| {
            let mut line = Line::new(start);
            for key in Key::parse_sequence(keys).unwrap() {
                line.press(key);
            }
            assert_eq!((line.text(), line.before_caret()), (text, before), "{start:?} {keys}");
        };
        check("", "a space b", "a b", "a b");
        check("ab", "left c", "acb", "ac");
        check("e\u{301}x", "left left delete", "x", "");
        check("née", "backspace backspace", "n", "n");
        check("one two", "ctrl-w", "one ", "one ");
        check("one\u{a0}two ", "ctrl-w", "one\u{a0}", "one\u{a0}");
        check("one two", "home delete end o", "ne twoo", "ne twoo");
        check("one two", "left ctrl-u", "o", "");
        check("", "backspace delete left right ctrl-w alt-x", "", "");
    }

    #[test]
    fn what_is_typed_replaces_what_is_selected() {
        let check = |keys: &str, text: &str, selected: bool| {
            let mut line = Line::selected("old words");
            for key in Key::parse_sequence(keys).unwrap() {
                line.press(key);
            }
            assert_eq!((line.text(), line.is_selected()), (text, selected), "{keys}");
        };
        check("n e w", "new", false);
        check("right s", "old wordss", false);
        check("end ! home ?", "?old words!", false);
        check("left backspace", "old wors", false);
        check("backspace", "", false);
        check("delete x", "x", false);
        let mut line = Line::selected("old");
        line.paste("new");
        assert_eq!(line.text(), "new");
        assert!(!Line::selected("").is_selected());
    }

    #[test]
    fn a_paste_is_one_safe_line() {
        let mut line = Line::new("a");
        line.paste("b\nc\u{1b}[2J");
        assert_eq!(line.text(), "ab c[2J");
    }
}
