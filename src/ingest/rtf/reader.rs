//! Groups, their properties and what becomes of the text in them.

use super::letters::{Fonts, Waiting, of_code_page};
use super::tokens::{Token, Tokens};
use super::words::{LEFT_OUT, label_of, sign_of};
use crate::ingest::flow::{Look, Paragraph, Piece, Role, may_carry_mark, one_line};
use std::collections::HashMap;

/// How deep groups may nest; what lies deeper is passed over.
const DEEPEST: usize = 1_000;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Text,
    Nowhere,
    Fonts,
    Styles,
    /// The bullet or number before a list item.
    Label,
    /// What a field does.
    Field,
    /// A shape: only the text in its box counts.
    Shape,
    /// Text written twice: what is in Unicode counts.
    Twice,
}

/// What holds in a group, and ends with it.
#[derive(Debug, Clone)]
struct Group {
    destination: Destination,
    font: Option<i32>,
    strong: bool,
    underlined: bool,
    /// In half points.
    size: u16,
    hidden: bool,
    deleted: bool,
    raised: bool,
    /// How many characters stand for a Unicode one, for programs that know none.
    stand_ins: usize,
    /// Whether the group is a field that makes a table of contents.
    is_contents: bool,
    /// Whether the group is a note: its number stands in `Reader::open_notes`.
    opens_note: bool,
    /// Whether the next word may be a destination that is only for those who know it.
    is_optional: bool,
}

/// What holds for a paragraph.
#[derive(Debug, Clone, Default)]
struct Setting {
    style: Option<i32>,
    outline: Option<u8>,
    in_table: bool,
    is_listed: bool,
    depth: u8,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
struct Open {
    words: String,
    look: Look,
    label: String,
    note_label: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    outline: Option<u8>,
}

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
        let outermost = Group {
            destination: Destination::Text,
            font: None,
            strong: false,
            underlined: false,
            size: 24,
            hidden: false,
            deleted: false,
            raised: false,
            stand_ins: 1,
            is_contents: false,
            opens_note: false,
            is_optional: false,
        };
        Reader {
            groups: vec![outermost],
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

    /// A text box stands between paragraphs, not in one.
    fn end_paragraph_in_box(&mut self) {
        if !self.open.words.trim().is_empty() {
            self.end_paragraph();
        }
    }

    fn open_note(&mut self) {
        self.group().opens_note = true;
        self.group().raised = false;
        let around = (std::mem::take(&mut self.open), std::mem::take(&mut self.setting));
        self.around.push(around);
        self.note.clear();
    }

    fn close_note(&mut self) {
        let last = std::mem::take(&mut self.open);
        self.note.push(last.words);
        let words = one_line(&std::mem::take(&mut self.note).join(" "));
        let label = Some((self.notes.len() + 1).to_string());
        self.notes.push(Piece::Paragraph(Paragraph {
            role: Role::Note,
            label,
            words,
            ..Paragraph::default()
        }));
        if let Some((open, setting)) = self.around.pop() {
            (self.open, self.setting) = (open, setting);
        }
    }

    /// Hands the paragraph on and begins the next.
    fn end_paragraph(&mut self) {
        self.flush();
        let open = std::mem::take(&mut self.open);
        if !self.around.is_empty() {
            return self.note.push(open.words);
        }
        let style = self.setting.style.and_then(|s| self.styles.get(&s)).cloned().unwrap_or_default();
        let label = label_of(&open.label);
        let is_listed = label.is_some() || self.setting.is_listed;
        let Some(role) = self.role(&style, is_listed, open.note_label.is_some()) else { return };
        if open.words.trim().is_empty() {
            return;
        }
        let depth = if role == Role::Item { self.setting.depth } else { 0 };
        let label = label.or(open.note_label);
        let paragraph = Paragraph { role, label, depth, page: None, words: open.words, look: open.look };
        if self.setting.in_table {
            self.cell.push(paragraph);
        } else {
            self.end_table();
            self.pieces.push(Piece::Paragraph(paragraph));
        }
    }

    fn end_table(&mut self) {
        self.row.extend((!self.cell.is_empty()).then(|| std::mem::take(&mut self.cell)));
        self.rows.extend((!self.row.is_empty()).then(|| std::mem::take(&mut self.row)));
        if !self.rows.is_empty() {
            self.pieces.push(Piece::Table(std::mem::take(&mut self.rows)));
        }
    }

    /// What the paragraph is; none where it is an entry in a table of contents.
    fn role(&self, style: &Style, is_listed: bool, is_note: bool) -> Option<Role> {
        let name = style.name.as_str();
        let level_of = |kind: &str| name.strip_prefix(kind)?.trim().parse::<u8>().ok();
        if level_of("toc").is_some()
            || level_of("contents").is_some()
            || name.ends_with("contents heading")
            || name == "toc heading"
        {
            return None;
        }
        let outlined = self.setting.outline.or(style.outline).filter(|l| *l < 9).map(|l| l + 1);
        let level = outlined.or_else(|| level_of("heading")).filter(|l| (1..=9).contains(l));
        Some(match name {
            "title" => Role::Title,
            "caption" => Role::Caption,
            "footnote text" | "endnote text" | "footnote" | "endnote" => Role::Note,
            _ if is_note => Role::Note,
            _ => match level {
                Some(level) => Role::Heading(level),
                None if is_listed => Role::Item,
                None => Role::Body,
            },
        })
    }

    fn end_style(&mut self) {
        let (number, mut style) = std::mem::take(&mut self.style_in_sheet);
        let name = style.name.split([',', ';']).next().unwrap_or_default();
        style.name = one_line(name).to_lowercase();
        if number >= 0 {
            self.styles.insert(number, style);
        }
    }
}
