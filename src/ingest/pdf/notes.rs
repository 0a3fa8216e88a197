//! Notes at the foot of a page or column: which lines they take, and their labels.

use super::lines::{Line, Part};

/// Marks the lines at the end of a column that hold notes. `body` is the size of the document's running text.
pub(super) fn mark_notes(lines: &mut [Line], body: f32, height: f32) {
    let mut from = None;
    let mut largest = 0f32;
    for at in (0..lines.len()).rev() {
        let line = &lines[at];
        if line.part == Part::Row || line.y < 0.3 * height {
            break;
        }
        largest = largest.max(line.size);
        if largest > 1.04 * body {
            break;
        }
        let small = largest < 0.97 * body;
        let label = note_label(line);
        let few = (lines.len() - at) * 3 <= lines.len() * 2;
        let set = small || line.ruled && few;
        // A mark that was broken from its word may begin a line of running text.
        let begins = label.is_some_and(|(_, words)| set || line.raised.is_some() && begins_note(words));
        if begins && (line.raised.is_some() || set)
            || line.ruled && small && few
            || line.divided && few && at > 0
        {
            from = Some(at);
        }
        if line.ruled && !small && from != Some(at) {
            break;
        }
    }
    for line in from.map_or(&mut [][..], |at| &mut lines[at..]) {
        line.part = Part::Note;
    }
}

/// Whether words are the first of a note rather than the rest of a sentence.
fn begins_note(words: &str) -> bool {
    words.starts_with(|c: char| !c.is_lowercase()) || ADDRESSES.iter().any(|w| words.starts_with(w))
}

/// Words in small letters that notes begin with.
const ADDRESSES: [&str; 4] = ["http", "www", "see ", "ibid"];

/// The label of a note at the beginning of a line and the words after it: "3 Words", "3. Words", "* Words", and
/// "3Words" where the digit is a raised form of the font's own.
pub(super) fn note_label(line: &Line) -> Option<(&str, &str)> {
    if let Some(raised) = &line.raised {
        return Some((raised.trim(), line.text.as_str()));
    }
    let text = line.text.as_str();
    let stars = text.bytes().take_while(|b| *b == b'*').count();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let len = if stars > 0 { stars } else { digits };
    if !(1..=3).contains(&len) {
        return None;
    }
    let (label, rest) = text.split_at(len);
    let set_off =
        rest.strip_prefix(['.', ')']).filter(|r| r.starts_with(char::is_whitespace)).unwrap_or(rest);
    let words = set_off.trim_start();
    let begins = |c: char| c.is_uppercase() || !c.is_ascii() && !c.is_lowercase() || "\"(".contains(c);
    let address = ADDRESSES.iter().any(|w| words.starts_with(w));
    (words.starts_with(begins) || address).then_some((label, words))
}
