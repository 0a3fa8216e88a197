//! The body of a Word document: paragraphs, tables and text boxes in reading order, as they stand when all tracked
//! changes are accepted.

use super::numbering::Numbering;
use super::styles::{ListPlace, Setting, Style, Styles, heading_level};
use crate::ingest::flow::labels::bullet;
use crate::ingest::flow::pages::{Breaks, Placed};
use crate::ingest::flow::{Look, Paragraph, Piece, Role, may_carry_mark, paragraphs};
use crate::ingest::xml::{Element, Token, Xml};

/// Most columns that a cell is taken to span.
const MOST_SPANNED: usize = 50;

/// Reads the parts that hold paragraphs; keeps what runs on from one to the next.
pub(super) struct Body<'d> {
    pub styles: &'d Styles,
    pub numbering: Numbering,
    /// The notes referred to, in order.
    pub notes: Vec<NoteMark>,
    /// Where pages end, so far: as last laid out, and as the author asked for.
    pub breaks: Breaks,
    fields: Vec<Field>,
    /// How many of them are tables of contents.
    contents: usize,
    /// The beginning of a paragraph whose end was deleted, or its large first letter.
    carried: Option<(String, Look)>,
    /// How many columns the cell being read spans.
    span: usize,
    /// Whether the content control that opened holds only a prompt or a table of contents.
    passes_over_content: bool,
}

/// The mark of a note in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteMark {
    pub id: String,
    pub is_endnote: bool,
    /// The ends of pages before it.
    pub breaks: Breaks,
}

/// A field whose result may follow.
#[derive(Debug, Default)]
struct Field {
    code: String,
    in_result: bool,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
struct Draft {
    style: Option<String>,
    place: ListPlace,
    outline: Option<u8>,
    words: String,
    look: Look,
    breaks: Option<Breaks>,
    /// Whether it runs on in the next: its end was deleted, or it is a large first letter.
    runs_on: bool,
    is_removed: bool,
    note_label: Option<String>,
}

impl Field {
    fn is_contents(&self) -> bool {
        self.code.trim_start().starts_with("TOC")
    }
}

impl<'d> Body<'d> {
    pub fn new(styles: &'d Styles, numbering: Numbering) -> Self {
        Body {
            styles,
            numbering,
            notes: Vec::new(),
            breaks: Breaks::default(),
            fields: Vec::new(),
            contents: 0,
            carried: None,
            span: 1,
            passes_over_content: false,
        }
    }

    /// Reads the paragraphs and tables in the element that was just handed out.
    pub fn pieces(&mut self, xml: &mut Xml, out: &mut Vec<Placed>) {
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "p" => self.paragraph(xml, out),
                "tbl" => self.table(xml, out),
                _ => self.pass_or_enter(&element, xml),
            }
        }
    }

    /// What holds no text of the document is passed over; what only wraps it is entered.
    fn pass_or_enter(&mut self, element: &Element, xml: &mut Xml) {
        match element.name() {
            "del" | "moveFrom" | "delText" | "delInstrText" | "Fallback" | "rt" | "sectPr" | "tblPr"
            | "tblGrid" => xml.skip(),
            name if name.ends_with("Change") => xml.skip(),
            "showingPlcHdr" => self.passes_over_content = element.is_on(),
            "docPartGallery" => {
                let gallery = element.get("val").unwrap_or_default();
                self.passes_over_content |= gallery.eq_ignore_ascii_case("table of contents");
            }
            "sdt" => self.passes_over_content = false,
            "gridSpan" => self.span = element.number("val").unwrap_or(1),
            "sdtContent" if std::mem::take(&mut self.passes_over_content) => xml.skip(),
            _ => {}
        }
    }

    fn paragraph(&mut self, xml: &mut Xml, out: &mut Vec<Placed>) {
        let mut draft = Draft::default();
        if let Some((words, look)) = self.carried.take() {
            (draft.words, draft.look) = (words, look);
        }
        let mut setting = self.styles.get(None).setting;
        let mut boxes = Vec::new();
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "pPr" => {
                    self.properties(xml, &mut draft);
                    setting = self.styles.get(draft.style.as_deref()).setting;
                }
                "r" => self.run(xml, setting, &mut draft, &mut boxes),
                "txbxContent" => self.text_box(xml, &mut boxes),
                // The end of the one before was lost.
                "p" => {
                    self.end(std::mem::take(&mut draft), out);
                    out.append(&mut boxes);
                    setting = self.styles.get(None).setting;
                }
                _ => self.pass_or_enter(&element, xml),
            }
        }
        self.end(draft, out);
        out.append(&mut boxes);
    }

    fn text_box(&mut self, xml: &mut Xml, boxes: &mut Vec<Placed>) {
        let carried = self.carried.take();
        self.pieces(xml, boxes);
        self.carried = carried;
    }

    fn properties(&mut self, xml: &mut Xml, draft: &mut Draft) {
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "pStyle" => draft.style = element.get("val"),
                "numId" => draft.place.list = element.number("val"),
                "ilvl" => draft.place.level = element.number("val"),
                "outlineLvl" => draft.outline = element.number("val"),
                "pageBreakBefore" if element.is_on() => self.breaks.asked_for += 1,
                "framePr" => {
                    draft.runs_on |= matches!(element.get("dropCap").as_deref(), Some("drop" | "margin"))
                }
                // In the properties of the paragraph's end: accepting the change joins it to the next.
                "del" | "moveFrom" => {
                    draft.runs_on = true;
                    draft.is_removed = true;
                    xml.skip();
                }
                "sectPr" => xml.skip(),
                name if name.ends_with("Change") => xml.skip(),
                _ => {}
            }
        }
    }

    fn run(&mut self, xml: &mut Xml, beneath: Setting, draft: &mut Draft, boxes: &mut Vec<Placed>) {
        let mut own = Setting::default();
        let mut setting = beneath;
        let mut has_own_mark = false;
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "rPr" => {
                    own = self.run_properties(xml);
                    setting = own.over(beneath);
                }
                "t" => {
                    let words = xml.words().replace(['\n', '\r', '\t'], " ");
                    if !has_own_mark && setting.hidden != Some(true) {
                        self.write(&words, setting, own.raised == Some(true), draft);
                    }
                }
                "tab" | "ptab" => self.write("\t", setting, false, draft),
                "br" if element.get("type").as_deref() == Some("page") => {
                    self.breaks.asked_for += 1;
                    self.write("\n", setting, false, draft);
                }
                "br" | "cr" => self.write("\n", setting, false, draft),
                "noBreakHyphen" => self.write("-", setting, false, draft),
                "sym" => {
                    let code = element.get("char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                    let c = code.and_then(char::from_u32).map(|c| bullet(&c.to_string()));
                    self.write(&c.unwrap_or_default(), setting, false, draft);
                }
                "lastRenderedPageBreak" => self.breaks.laid_out += 1,
                "footnoteReference" | "endnoteReference" if setting.hidden != Some(true) => {
                    let is_endnote = element.name() == "endnoteReference";
                    let follows = element.get("customMarkFollows");
                    has_own_mark = follows.is_some_and(|f| !matches!(f.as_str(), "0" | "false" | "off"));
                    let breaks = self.breaks;
                    self.notes.extend(element.get("id").map(|id| NoteMark { id, is_endnote, breaks }));
                }
                "fldChar" => self.field(element.get("fldCharType").as_deref()),
                "instrText" => {
                    let code = xml.words();
                    if let Some(field) =
                        self.fields.last_mut().filter(|f| !f.in_result && f.code.len() < 1000)
                    {
                        field.code.push_str(&code);
                    }
                }
                "txbxContent" => self.text_box(xml, boxes),
                "r" => self.run(xml, setting, draft, boxes),
                _ => self.pass_or_enter(&element, xml),
            }
        }
    }

    fn run_properties(&mut self, xml: &mut Xml) -> Setting {
        let mut own = Setting::default();
        let mut of_style = Setting::default();
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "rStyle" => of_style = self.styles.of_letters(&element.get("val").unwrap_or_default()),
                name if name.ends_with("Change") => xml.skip(),
                _ => own.take(&element),
            }
        }
        own.over(of_style)
    }

    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut().filter(|f| !f.in_result) {
                    field.in_result = true;
                    self.contents += usize::from(field.is_contents());
                }
            }
            _ => {
                let ended = self.fields.pop().is_some_and(|f| f.in_result && f.is_contents());
                self.contents -= usize::from(ended);
            }
        }
    }

    /// Appends words to the paragraph. Results of a table of contents are not the document's words.
    fn write(&mut self, words: &str, setting: Setting, is_raised: bool, draft: &mut Draft) {
        if setting.hidden == Some(true) || self.contents > 0 {
            return;
        }
        let is_number =
            |w: &str| !w.is_empty() && w.len() <= 3 && w.bytes().all(|b| b.is_ascii_digit() || b == b'*');
        if is_raised && is_number(words.trim()) {
            // A note that was typed, not set: its number before the note, or its mark in the text.
            if draft.words.trim().is_empty() {
                draft.note_label = Some(words.trim().to_string());
                return;
            }
            if may_carry_mark(draft.words.trim_end()) {
                return;
            }
        }
        if draft.breaks.is_none() && !words.trim().is_empty() {
            draft.breaks = Some(self.breaks);
        }
        draft.look.add(words, setting.strong == Some(true), setting.size.unwrap_or(20));
        draft.words.push_str(words);
    }

    /// Says what the paragraph is and hands it on.
    fn end(&mut self, draft: Draft, out: &mut Vec<Placed>) {
        if draft.runs_on {
            self.carried = Some((draft.words, draft.look));
            return;
        }
        let styles = self.styles;
        let style = styles.get(draft.style.as_deref());
        let label = self.label(&draft, &style);
        let role = self.role(&draft, &style, label.is_some());
        // Empty paragraphs are kept nowhere, so that no number of them pushes the words out.
        let Some(role) = role.filter(|_| !draft.words.trim().is_empty()) else { return };
        let (label, depth) = match label {
            Some((label, depth)) => (label, depth),
            None => (draft.note_label.clone(), 0),
        };
        let paragraph = Paragraph { role, label, depth, page: None, words: draft.words, look: draft.look };
        out.push((Piece::Paragraph(paragraph), draft.breaks.unwrap_or(self.breaks)));
    }

    /// The label and depth where the paragraph is in a list, by itself or by its style.
    fn label(&mut self, draft: &Draft, style: &Style) -> Option<(Option<String>, u8)> {
        let list = draft.place.list.or(style.place.list).filter(|list| *list > 0)?;
        let of_style = || self.numbering.level_of_style(list, draft.style.as_deref()?);
        let by_style = || if draft.place.list.is_none() { of_style() } else { None };
        let level = draft.place.level.or_else(by_style).or(style.place.level).unwrap_or(0);
        let label = self.numbering.next(list, level)?;
        let depth = match list_style_depth(&style.name) {
            Some(depth) if level == 0 => depth,
            _ => level.min(8),
        };
        Some((label.text, depth))
    }

    /// What the paragraph is; none where it is no part of the body (an entry in a table of contents).
    fn role(&self, draft: &Draft, style: &Style, is_listed: bool) -> Option<Role> {
        let name = style.name.as_str();
        let is_entry = |kind: &str| name.strip_prefix(kind).is_some_and(|n| n.trim().parse::<u8>().is_ok());
        if is_entry("toc")
            || is_entry("contents")
            || matches!(name, "toc heading" | "contents heading" | "table of figures")
        {
            return None;
        }
        let outline = draft.outline.or(style.outline);
        let level = outline.map(|l| l + 1).or_else(|| heading_level(name)).filter(|l| (1..=9).contains(l));
        Some(match name {
            "title" => Role::Title,
            "caption" => Role::Caption,
            "footnote text" | "endnote text" | "footnotetext" | "endnotetext" => Role::Note,
            _ if draft.note_label.is_some() => Role::Note,
            _ => match level.filter(|_| draft.outline != Some(9)) {
                Some(level) => Role::Heading(level),
                None if is_listed => Role::Item,
                None => Role::Body,
            },
        })
    }

    fn table(&mut self, xml: &mut Xml, out: &mut Vec<Placed>) {
        let breaks = self.breaks;
        let mut rows = Vec::new();
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "tr" => rows.extend(self.row(xml)),
                _ => self.pass_or_enter(&element, xml),
            }
        }
        out.push((Piece::Table(rows), breaks));
    }

    /// The cells of a row; none where the row was deleted.
    fn row(&mut self, xml: &mut Xml) -> Option<Vec<Vec<Paragraph>>> {
        let mut cells = Vec::new();
        let mut is_deleted = false;
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "trPr" => {
                    let inside = xml.level();
                    while let Some(token) = xml.next(inside) {
                        let Token::Open(property) = token else { continue };
                        match property.name() {
                            "del" => is_deleted = true,
                            "gridBefore" => cells.extend(empty_cells(property.number("val"))),
                            name if name.ends_with("Change") => xml.skip(),
                            _ => {}
                        }
                    }
                }
                "tc" => {
                    let mut pieces = Vec::new();
                    let outer = std::mem::replace(&mut self.span, 1);
                    self.pieces(xml, &mut pieces);
                    let span = std::mem::replace(&mut self.span, outer);
                    cells.push(pieces.into_iter().flat_map(|(piece, _)| paragraphs(piece)).collect());
                    cells.extend(empty_cells(Some(span.saturating_sub(1))));
                }
                _ => self.pass_or_enter(&element, xml),
            }
        }
        (!is_deleted).then_some(cells)
    }
}

/// Places in a row that hold no cell, so that what comes after keeps its column.
fn empty_cells(count: Option<usize>) -> impl Iterator<Item = Vec<Paragraph>> {
    std::iter::repeat_n(Vec::new(), count.unwrap_or(0).min(MOST_SPANNED))
}

/// "list bullet 2" is one level in, though its list has one level.
fn list_style_depth(name: &str) -> Option<u8> {
    let rest = name.strip_prefix("list bullet").or_else(|| name.strip_prefix("list number"))?;
    rest.trim().parse::<u8>().ok()?.checked_sub(1).map(|d| d.min(8))
}
