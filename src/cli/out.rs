//! Where commands write: data to stdout, words to stderr, tables that fit.

use crate::error::{Error, Result};
use crate::model::text::{harmless_json, one_line};
use std::io::{BufWriter, ErrorKind, IsTerminal, Stdout, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Standard output. A reader that went away (`| head`) ends the program quietly.
pub struct Out {
    to: BufWriter<Stdout>,
}

impl Out {
    /// Standard output, buffered.
    pub fn new() -> Out {
        Out { to: BufWriter::new(std::io::stdout()) }
    }

    /// Writes a line.
    pub fn line(&mut self, line: impl AsRef<str>) -> Result<()> {
        let written = writeln!(self.to, "{}", line.as_ref());
        self.told(written)
    }

    /// Writes a line to be read: on a terminal broken between words, elsewhere as it is.
    pub fn prose(&mut self, line: impl AsRef<str>) -> Result<()> {
        match line_width() {
            Some(width) => broken(line.as_ref(), width).into_iter().try_for_each(|line| self.line(line)),
            None => self.line(line),
        }
    }

    /// Writes a value as a line of JSON that steers no terminal.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<()> {
        self.line(harmless_json(serde_json::to_string(value).unwrap_or_default()))
    }

    /// Writes text as it is.
    pub fn raw(&mut self, text: &[u8]) -> Result<()> {
        let written = self.to.write_all(text);
        self.told(written)
    }

    /// Hands everything written so far to the reader.
    pub fn finish(&mut self) -> Result<()> {
        let flushed = self.to.flush();
        self.told(flushed)
    }

    /// Writes rows as aligned columns under a header. On a terminal the last column is cut to the line.
    pub fn table(&mut self, header: &[&str], rows: &[Vec<String>]) -> Result<()> {
        let width =
            |column: usize| rows.iter().map(|r| r[column].width()).chain([header[column].width()]).max();
        let last = header.len() - 1;
        let widths: Vec<usize> = (0..last).map(|c| width(c).unwrap_or(0)).collect();
        let room = line_width().map(|w| w.saturating_sub(widths.iter().map(|w| w + 2).sum()).max(20));
        let header: Vec<String> = header.iter().map(|h| h.to_string()).collect();
        for row in std::iter::once(&header).chain(rows) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width + 2 - cell.width()));
            }
            line.push_str(&room.map_or_else(|| row[last].clone(), |room| cut(&row[last], room)));
            self.line(line.trim_end())?;
        }
        Ok(())
    }

    fn told(&self, written: std::io::Result<()>) -> Result<()> {
        written.map_err(|e| Error::failed("cannot write to standard output").because(e))
    }
}

/// Whether an error says that the reader of stdout went away.
pub fn is_closed_pipe(error: &Error) -> bool {
    let cause = error.source.as_ref().and_then(|source| source.downcast_ref::<std::io::Error>());
    cause.is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
}

/// Columns of the terminal that stdout is, none where it is none.
fn line_width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    crossterm::terminal::size().ok().map(|(columns, _)| columns as usize).filter(|c| *c > 0)
}

/// A text in lines of at most `width` columns, broken at spaces; a word that is longer stays whole.
fn broken(text: &str, width: usize) -> Vec<&str> {
    let (mut lines, mut begin, mut last, mut used) = (Vec::new(), 0, None, 0);
    for (at, c) in text.char_indices() {
        if c == ' ' {
            last = Some(at);
        }
        used += c.width().unwrap_or(0);
        if let Some(space) = last.filter(|space| used > width && *space > begin) {
            lines.push(&text[begin..space]);
            begin = space + 1;
            used = text.get(begin..at).map_or(0, UnicodeWidthStr::width) + c.width().unwrap_or(0);
            last = None;
        }
    }
    lines.push(text.get(begin..).unwrap_or_default());
    lines
}

/// The text in at most `width` columns, with an ellipsis where it was longer.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Says an error on stderr, in one line.
pub fn complain(error: &Error) {
    say(&format!("rapporteur: {error}"));
}

/// Says something on stderr; where nobody listens, nothing is lost.
pub fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{}", one_line(words));
}

/// "1 document", "3 documents"
pub fn plural(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let check = |text: &str, width: usize, lines: &[&str]| assert_eq!(broken(text, width), lines);
        check("", 5, &[""]);
        check("one two three", 7, &["one two", "three"]);
        check("one two three", 6, &["one", "two", "three"]);
        check("incomprehensible to me", 6, &["incomprehensible", "to me"]);
        check("移民 移民", 5, &["移民", "移民"]);
        check("a b", 80, &["a b"]);
    }

    #[test]
    fn cut_counts_columns() {
        let check = |text: &str, width: usize, shown: &str| assert_eq!(cut(text, width), shown);
        check("abc", 3, "abc");
        check("abcd", 3, "ab…");
        check("移民移民", 5, "移民…");
        check("移民移民", 4, "移…");
    }
}
