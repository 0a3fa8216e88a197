//! The body of an OpenDocument text: paragraphs, lists, tables and text boxes in reading order.

use super::lists::{Counts, Ended, OpenList};
use super::styles::{Setting, Style, Styles};
use crate::ingest::flow::pages::{Breaks, Placed};
use crate::ingest::flow::{Look, Paragraph, Piece, Role, may_carry_mark, one_line, paragraphs};
use crate::ingest::xml::{Element, Token, Xml};

/// Most times that a cell is repeated.
const MOST_REPEATED: usize = 50;

/// Reads what holds paragraphs; keeps what runs on from one to the next.
pub(super) struct Body<'d> {
    styles: &'d Styles,
    /// Where pages end, so far.
    pub breaks: Breaks,
    /// The notes met so far, to stand after the text.
    pub notes: Vec<Placed>,
    lists: Vec<OpenList>,
    ended: Ended,
    outline: Counts,
}

/// A paragraph while it is read.
#[derive(Default)]
struct Draft {
    words: String,
    look: Look,
    breaks: Option<Breaks>,
    note_label: Option<String>,
    boxes: Vec<Placed>,
}

impl<'d> Body<'d> {
    pub fn new(styles: &'d Styles) -> Self {
        Body {
            styles,
            breaks: Breaks::default(),
            notes: Vec::new(),
            lists: Vec::new(),
            ended: Ended::default(),
            outline: Counts::default(),
        }
    }

    /// Reads the paragraphs, lists and tables in the element that was just handed out.
    pub fn pieces(&mut self, xml: &mut Xml, out: &mut Vec<Placed>) {
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            if let Token::Open(element) = token {
                self.piece(&element, xml, out);
            }
        }
    }

    /// Reads one element among paragraphs; what only wraps them is entered.
    fn piece(&mut self, element: &Element, xml: &mut Xml, out: &mut Vec<Placed>) {
        match element.name() {
            "p" | "h" => self.paragraph(element, xml, out),
            "list" => self.list(element, xml, out),
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.own_start = element.number("start-value");
                    list.begins_item = true;
                }
            }
            "list-header" => {
                if let Some(list) = self.lists.last_mut() {
                    list.begins_item = false;
                }
            }
            "table" => self.table(xml, out),
            "soft-page-break" => self.breaks.laid_out += 1,
            "section" if element.get("display").as_deref() == Some("none") => xml.skip(),
            name if is_left_out(name) => xml.skip(),
            _ => {}
        }
    }

    fn list(&mut self, element: &Element, xml: &mut Xml, out: &mut Vec<Placed>) {
        match self.lists.last_mut() {
            // A list in an item is the next level of the same list; it may change the style.
            Some(outer) => {
                outer.level += 1;
                let outer_style = outer.style.clone();
                outer.style = element.get("style-name").or(outer.style.take());
                self.pieces(xml, out);
                if let Some(outer) = self.lists.last_mut() {
                    outer.level -= 1;
                    outer.style = outer_style;
                }
            }
            None => {
                let opened = self.ended.open(element, None);
                self.lists.push(opened);
                self.pieces(xml, out);
                let closed = self.lists.pop();
                closed.into_iter().for_each(|list| self.ended.close(list));
            }
        }
    }

    fn paragraph(&mut self, element: &Element, xml: &mut Xml, out: &mut Vec<Placed>) {
        let styles = self.styles;
        let style = styles.of_paragraph(element.get("style-name").as_deref());
        self.breaks.asked_for += u32::from(style.breaks_page);
        let is_heading = element.name() == "h";
        let outline = element.number("outline-level").filter(|_| is_heading).or(style.outline);
        let is_list_header = element.get("is-list-header").as_deref() == Some("true");
        let label = self.label(&style, outline.filter(|_| is_heading && !is_list_header));
        let mut draft = Draft::default();
        self.letters(xml, styles.setting(&style), &mut draft);
        let role = match &label {
            _ if is_heading => Role::Heading(outline.unwrap_or(1).clamp(1, 9)),
            Some(_) => Role::Item,
            None => role(&style, outline),
        };
        let role = if draft.note_label.is_some() && label.is_none() { Role::Note } else { role };
        let (label, depth) = match label {
            Some((label, depth)) => (label, depth),
            None => (draft.note_label, 0),
        };
        let paragraph = Paragraph { role, label, depth, page: None, words: draft.words, look: draft.look };
        // Empty paragraphs are kept nowhere, so that no number of them pushes the words out.
        if !paragraph.words.trim().is_empty() {
            out.push((Piece::Paragraph(paragraph), draft.breaks.unwrap_or(self.breaks)));
        }
        out.extend(draft.boxes);
    }

    /// The label and depth of a paragraph that begins an item of a list, or of a heading that is numbered.
    fn label(&mut self, style: &Style, heading: Option<u8>) -> Option<(Option<String>, u8)> {
        if let Some(list) = self.lists.last_mut() {
            if !std::mem::take(&mut list.begins_item) {
                return None;
            }
            let own = list.style.as_deref().filter(|name| self.styles.lists.contains_key(*name));
            let name = own.or(style.list.as_deref()).unwrap_or_default();
            if let Some(levels) = self.styles.lists.get(name) {
                let label = levels.next(&mut list.counts, list.level, list.own_start.take());
                return Some((label, u8::try_from(list.level).unwrap_or(8).min(8)));
            }
            heading?;
        }
        let level = usize::from(heading?.max(1)) - 1;
        let label = self
            .styles
            .outline
            .shows(level)
            .then(|| self.styles.outline.next(&mut self.outline, level, None));
        Some((label.flatten(), 0))
    }

    /// Reads the letters of the paragraph, span, link or field that was just handed out.
    fn letters(&mut self, xml: &mut Xml, setting: Setting, draft: &mut Draft) {
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let element = match token {
                Token::Text(text) => {
                    self.write(&text.replace(['\n', '\r', '\t'], " "), setting, draft);
                    continue;
                }
                Token::Open(element) => element,
            };
            match element.name() {
                "span" => {
                    let own = self.styles.of_letters(element.get("style-name").as_deref());
                    self.letters(xml, own.over(setting), draft);
                }
                "s" => {
                    let count = element.number::<usize>("c").unwrap_or(1).min(1000);
                    self.write(&" ".repeat(count), setting, draft);
                }
                "tab" => self.write("\t", setting, draft),
                "line-break" => self.write("\n", setting, draft),
                "soft-page-break" => self.breaks.laid_out += 1,
                "note" => self.note(xml),
                // Of what is drawn only the paragraphs in it are read, after this one.
                "frame" | "custom-shape" | "g" | "rect" | "ellipse" | "line" | "connector" => {
                    let lists = std::mem::take(&mut self.lists);
                    self.pieces(xml, &mut draft.boxes);
                    self.lists = lists;
                }
                // The end of this one was lost.
                "p" | "h" | "list" | "table" => self.piece(&element, xml, &mut draft.boxes),
                name if is_left_out(name) => xml.skip(),
                _ => {}
            }
        }
    }

    fn write(&mut self, words: &str, setting: Setting, draft: &mut Draft) {
        if setting.hidden == Some(true) {
            return;
        }
        let trimmed = words.trim();
        let is_mark = !trimmed.is_empty()
            && trimmed.len() <= 3
            && trimmed.bytes().all(|b| b.is_ascii_digit() || b == b'*');
        if setting.raised == Some(true) && is_mark {
            if draft.words.trim().is_empty() {
                draft.note_label = Some(trimmed.to_string());
                return;
            }
            if may_carry_mark(draft.words.trim_end()) {
                return;
            }
        }
        if draft.breaks.is_none() && !trimmed.is_empty() {
            draft.breaks = Some(self.breaks);
        }
        draft.look.add(words, setting.strong == Some(true), setting.half_points());
        draft.words.push_str(words);
    }

    /// A note is a block of its own after the text; its mark goes.
    fn note(&mut self, xml: &mut Xml) {
        let breaks = self.breaks;
        let mut label = None;
        let mut pieces = Vec::new();
        let lists = std::mem::take(&mut self.lists);
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "note-citation" => label = Some(xml.words().trim().to_string()).filter(|l| !l.is_empty()),
                _ => self.piece(&element, xml, &mut pieces),
            }
        }
        self.lists = lists;
        let words: Vec<_> =
            pieces.into_iter().flat_map(|(piece, _)| paragraphs(piece)).map(|p| p.words).collect();
        let words = one_line(&words.join(" "));
        let note = Paragraph { role: Role::Note, label, words, ..Paragraph::default() };
        self.notes.push((Piece::Paragraph(note), breaks));
    }

    fn table(&mut self, xml: &mut Xml, out: &mut Vec<Placed>) {
        let breaks = self.breaks;
        let lists = std::mem::take(&mut self.lists);
        let mut rows: Vec<Vec<Vec<Paragraph>>> = Vec::new();
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "table-row" => rows.push(Vec::new()),
                "table-cell" | "covered-table-cell" => {
                    let mut pieces = Vec::new();
                    self.pieces(xml, &mut pieces);
                    let cell: Vec<_> = pieces.into_iter().flat_map(|(piece, _)| paragraphs(piece)).collect();
                    let repeated =
                        element.number("number-columns-repeated").unwrap_or(1).clamp(1, MOST_REPEATED);
                    let cells = std::iter::repeat_n(cell, repeated);
                    match rows.last_mut() {
                        Some(row) => row.extend(cells),
                        None => rows.push(cells.collect()),
                    }
                }
                "soft-page-break" => self.breaks.laid_out += 1,
                name if is_left_out(name) => xml.skip(),
                _ => {}
            }
        }
        self.lists = lists;
        out.push((Piece::Table(rows), breaks));
    }
}

/// What holds no words of the text: deleted text, comments, tables of contents, what describes a picture.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes"
            | "annotation"
            | "table-of-content"
            | "illustration-index"
            | "table-index"
            | "object-index"
            | "user-index"
            | "alphabetical-index"
            | "sequence-decls"
            | "forms"
            | "script"
            | "ruby-text"
            | "image"
            | "object"
            | "hidden-text"
            | "event-listeners"
    )
}

/// What the names of its styles say that a paragraph is.
fn role(style: &Style, outline: Option<u8>) -> Role {
    let is = |names: &[&str]| style.names.iter().any(|n| names.contains(&n.as_str()));
    match outline {
        _ if is(&["title"]) => Role::Title,
        _ if is(&["caption", "illustration", "figure", "drawing", "table caption", "figure caption"]) => {
            Role::Caption
        }
        _ if is(&["footnote", "endnote"]) => Role::Note,
        Some(level) if (1..=9).contains(&level) => Role::Heading(level),
        _ => Role::Body,
    }
}
