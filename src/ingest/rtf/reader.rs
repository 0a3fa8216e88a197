//! Groups, their properties and what becomes of the text in them.

mod paragraphs;
mod state;

use super::letters::{Fonts, Waiting, of_code_page};
use super::tokens::{Token, Tokens};
use super::words::{LEFT_OUT, label_of, sign_of};
use crate::ingest::flow::{Paragraph, Piece, Role, may_carry_mark, one_line};
use state::{Destination, Group, Open, Setting, Style};
use std::collections::HashMap;

/// How deep groups may nest; what lies deeper is passed over.
const DEEPEST: usize = 1_000;

/// Reads rich text into pieces.
pub(super) struct Reader {
    groups: Vec<Group>,
    sunk: usize,
    fonts: Fonts,
    font_in_table: i32,
    styles: HashMap<i32, Style>,
    style_in_sheet: (i32, Style),
    waiting: Waiting,
    /// How many stand-ins are still to be passed over.
    passing: usize,
    setting: Setting,
    open: Open,
    field: String,
    /// Paragraphs around the notes that are being read.
    around: Vec<(Open, Setting)>,
    row: Vec<Vec<Paragraph>>,
    cell: Vec<Paragraph>,
    rows: Vec<Vec<Vec<Paragraph>>>,
    pieces: Vec<Piece>,
    notes: Vec<Piece>,
    note: Vec<String>,
    pub is_damaged: bool,
}

impl Reader {
    /// Reads a file to its end; the pieces, the notes after the text.
    pub fn read(bytes: &[u8]) -> (Vec<Piece>, bool) {
        let mut reader = Reader::new();
        let mut tokens = Tokens::new(bytes);
        for token in tokens.by_ref() {
            reader.token(token);
        }
        reader.is_damaged |= tokens.is_damaged || reader.groups.len() > 1 || reader.sunk > 0;
        reader.groups.truncate(1);
        reader.end_paragraph();
        reader.end_table();
        reader.pieces.append(&mut reader.notes);
        (reader.pieces, !reader.is_damaged)
    }

    fn new() -> Self {
        Reader {
            groups: vec![Group::outermost()],
            sunk: 0,
            fonts: Fonts::default(),
            font_in_table: 0,
            styles: HashMap::new(),
            style_in_sheet: (0, Style::default()),
            waiting: Waiting::default(),
            passing: 0,
            setting: Setting::default(),
            open: Open::default(),
            field: String::new(),
            around: Vec::new(),
            row: Vec::new(),
            cell: Vec::new(),
            rows: Vec::new(),
            pieces: Vec::new(),
            notes: Vec::new(),
            note: Vec::new(),
            is_damaged: false,
        }
    }

    fn token(&mut self, token: Token) {
        match token {
            Token::Open if self.sunk > 0 || self.groups.len() >= DEEPEST => {
                self.is_damaged = true;
                self.sunk += 1;
            }
            Token::Close if self.sunk > 0 => self.sunk -= 1,
            _ if self.sunk > 0 => {}
            Token::Open => {
                self.flush();
                let group = self.group().clone();
                self.groups.push(Group {
                    opens_note: false,
                    is_contents: false,
                    is_optional: false,
                    ..group
                });
            }
            Token::Close => self.close(),
            Token::Byte(byte) => self.byte(byte),
            Token::Sign(sign) => self.sign(sign),
            Token::Word(word, number) => self.word(word, number),
        }
    }

    /// The innermost group; the outermost is never closed.
    fn group(&mut self) -> &mut Group {
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn close(&mut self) {
        self.flush();
        self.passing = 0;
        if self.groups.len() < 2 {
            self.is_damaged = true;
            return;
        }
        let Some(closed) = self.groups.pop() else { return };
        if closed.opens_note {
            self.close_note();
        }
        match closed.destination {
            Destination::Field if self.group().destination != Destination::Field => {
                let field = std::mem::take(&mut self.field);
                self.group().is_contents = field.trim_start().starts_with("TOC");
            }
            Destination::Styles if self.group().destination == Destination::Styles => self.end_style(),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.passing > 0 {
            self.passing -= 1;
            return;
        }
        let font = self.group().font;
        let page = self.fonts.page(font);
        let before = self.waiting.byte(byte, page);
        self.write(&before);
    }

    fn flush(&mut self) {
        let words = self.waiting.flush();
        self.write(&words);
    }

    fn sign(&mut self, sign: u8) {
        if self.passing > 0 {
            self.passing -= 1;
            return;
        }
        match sign {
            b'*' => self.group().is_optional = true,
            b'~' => self.write_after(" "),
            b'_' => self.write_after("-"),
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'\r' | b'\n' => self.word("par", None),
            _ => {}
        }
    }

    /// Writes words after what was waiting.
    fn write_after(&mut self, words: &str) {
        self.flush();
        self.write(words);
    }

    fn write(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let group = self.group().clone();
        match group.destination {
            Destination::Nowhere | Destination::Fonts | Destination::Shape | Destination::Twice => {}
            Destination::Styles => self.style_in_sheet.1.name.push_str(words),
            Destination::Label => self.open.label.push_str(words),
            Destination::Field => {
                if self.field.len() < 1_000 {
                    self.field.push_str(words);
                }
            }
            Destination::Text => self.write_text(words, &group),
        }
    }

    fn write_text(&mut self, words: &str, group: &Group) {
        if group.hidden || group.deleted {
            return;
        }
        let trimmed = words.trim();
        let is_number =
            |w: &str| !w.is_empty() && w.len() <= 3 && w.bytes().all(|b| b.is_ascii_digit() || b == b'*');
        if group.raised && is_number(trimmed) {
            if self.open.words.trim().is_empty() {
                self.open.note_label = Some(trimmed.to_string());
                return;
            }
            if may_carry_mark(self.open.words.trim_end()) {
                return;
            }
        }
        self.open.look.add(words, group.strong || group.underlined, group.size);
        self.open.words.push_str(words);
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_optional = std::mem::take(&mut self.group().is_optional);
        if self.passing > 0 && word != "u" {
            // A control word stands in for one character, like any other.
            self.passing -= 1;
            return;
        }
        if word == "u" {
            self.passing = 0;
            let words = self.waiting.unicode(number.unwrap_or(0));
            self.write(&words);
            self.passing = self.group().stand_ins;
            return;
        }
        self.flush();
        if self.destination(word, is_optional) {
            return;
        }
        if let Some(sign) = sign_of(word) {
            return self.write(sign);
        }
        let is_on = number != Some(0);
        let group = self.group();
        match word {
            "b" => group.strong = is_on,
            "ul" | "uld" | "uldb" | "ulw" => group.underlined = is_on,
            "ulnone" => group.underlined = false,
            "fs" => group.size = number.and_then(|n| u16::try_from(n).ok()).unwrap_or(24),
            "v" => group.hidden = is_on,
            "deleted" => group.deleted = is_on,
            "super" => group.raised = is_on,
            "up" => group.raised = number.is_some_and(|n| n > 0),
            "sub" | "nosupersub" => group.raised = false,
            "plain" => {
                (group.strong, group.underlined, group.hidden, group.deleted, group.raised) =
                    Default::default();
                group.size = 24;
            }
            "uc" => group.stand_ins = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
            "f" if group.destination == Destination::Fonts => self.font_in_table = number.unwrap_or(0),
            "f" => group.font = number,
            "fcharset" => self.fonts.set(self.font_in_table, number.unwrap_or(1)),
            "ansicpg" => self.fonts.default = number.and_then(of_code_page).unwrap_or(self.fonts.default),
            "mac" => self.fonts.default = encoding_rs::MACINTOSH,
            _ => self.paragraph_word(word, number),
        }
    }

    /// Words that are about paragraphs, rows and styles.
    fn paragraph_word(&mut self, word: &str, number: Option<i32>) {
        let in_sheet = self.group().destination == Destination::Styles;
        let small = number.and_then(|n| u8::try_from(n).ok());
        match word {
            "s" if in_sheet => self.style_in_sheet.0 = number.unwrap_or(0),
            // Styles of letters, sections and tables have names too, and are not of paragraphs.
            "cs" | "ds" | "ts" if in_sheet => self.style_in_sheet.0 = -1,
            "outlinelevel" if in_sheet => self.style_in_sheet.1.outline = small,
            _ if in_sheet || self.group().destination != Destination::Text => {}
            "pard" => self.setting = Setting::default(),
            "s" => self.setting.style = number,
            "outlinelevel" => self.setting.outline = small,
            "intbl" => self.setting.in_table = true,
            "ls" => self.setting.is_listed = number.unwrap_or(0) > 0,
            "ilvl" => self.setting.depth = small.unwrap_or(0).min(8),
            "par" | "sect" | "page" | "nestcell" => self.end_paragraph(),
            "cell" => {
                self.setting.in_table = true;
                self.end_paragraph();
                self.row.push(std::mem::take(&mut self.cell));
            }
            "row" => {
                self.row.extend((!self.cell.is_empty()).then(|| std::mem::take(&mut self.cell)));
                self.rows.push(std::mem::take(&mut self.row));
            }
            "chftn" => {}
            _ => {}
        }
    }

    /// Takes up a word that says where the text of its group goes; whether it did.
    fn destination(&mut self, word: &str, is_optional: bool) -> bool {
        let is_contents = self.groups.iter().any(|g| g.is_contents);
        let current = self.group().destination;
        let destination = match word {
            "footnote" if current == Destination::Text => {
                self.open_note();
                return true;
            }
            "fonttbl" => Destination::Fonts,
            "stylesheet" => Destination::Styles,
            "listtext" | "pntext" if current == Destination::Text => Destination::Label,
            "fldinst" if current == Destination::Text => Destination::Field,
            "fldrslt" if is_contents => Destination::Nowhere,
            "shpinst" if current == Destination::Text => Destination::Shape,
            "upr" if current == Destination::Text => Destination::Twice,
            "ud" if current == Destination::Twice => Destination::Text,
            "shptxt" if current == Destination::Shape => {
                self.end_paragraph_in_box();
                Destination::Text
            }
            _ if LEFT_OUT.contains(&word) => Destination::Nowhere,
            _ if is_optional && !matches!(word, "cs" | "ds" | "ts" | "s") => Destination::Nowhere,
            _ => return false,
        };
        self.group().destination = destination;
        true
    }
}
