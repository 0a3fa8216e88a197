//! Walks a page's tree and takes its text apart into pieces, each knowing where it stood.

use super::label::{ListMarks, split_label};
use super::names::{self, Standing};
use super::spans::Spans;
use crate::model::BlockKind;
use dom_query::{NodeData, NodeRef};

/// A piece of a page: what becomes a block if the piece is of the document.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub kind: BlockKind,
    pub label: Option<String>,
    pub depth: u8,
    pub words: String,
    /// Bytes of its words that stand in links.
    linked: usize,
    /// Whether it stands in the page's main part.
    pub main: bool,
    /// Whether the names around it speak against it.
    pub suspect: bool,
    /// Whether the names around it make it a line with author and date.
    pub byline: bool,
}

impl Piece {
    /// Whether it is mostly links, as menus and lists of other pages are.
    pub fn is_links(&self) -> bool {
        self.linked * 10 > self.words.len() * 6
    }
}

/// The pieces of what is under a node, in reading order.
pub(super) fn pieces(root: NodeRef) -> Vec<Piece> {
    let mut walk = Walk { page_size: root.normalized_char_count(), ..Walk::default() };
    walk.children(root);
    walk.flush();
    walk.pieces
}

/// Words of a heading that is no more than bold text.
const BOLD_HEADING: std::ops::RangeInclusive<usize> = 1..=15;
/// Most characters of a line with author and date.
const LONGEST_BYLINE: usize = 200;
/// Levels down to which the size of an element is looked at before its names are believed.
const NAMES_DOUBTED: usize = 40;

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    page_size: usize,
    level: usize,
    words: String,
    linked: usize,
    bold: usize,
    kind: Option<BlockKind>,
    label: Option<String>,
    last_heading: u8,
    lists: Vec<ListMarks>,
    in_item: usize,
    in_link: usize,
    in_bold: usize,
    in_main: usize,
    in_suspect: usize,
    in_byline: usize,
    in_notes: usize,
    in_pre: usize,
}

impl Walk {
    fn children(&mut self, node: NodeRef) {
        self.level += 1;
        for child in node.children_it(false) {
            self.node(child);
        }
        self.level -= 1;
    }

    fn node(&mut self, node: NodeRef) {
        let text = node.query_or(None, |n| match &n.data {
            NodeData::Text { contents } => Some(contents.to_string()),
            _ => None,
        });
        if let Some(text) = text {
            return self.text(&text);
        }
        let Some(tag) = node.qual_name_ref().map(|name| name.local.to_string()) else { return };
        match names::standing(&node, &tag) {
            Standing::Chrome if names::is_chrome_tag(&tag) => {}
            Standing::Chrome if !self.is_most(&node, &tag) => {}
            Standing::Suspect if !names::is_notes(&node) && !self.is_most(&node, &tag) => {
                self.in_suspect += 1;
                self.apart(node, &tag);
                self.in_suspect -= 1;
            }
            Standing::Byline if node.normalized_char_count() <= LONGEST_BYLINE => {
                self.in_byline += 1;
                self.apart(node, &tag);
                self.in_byline -= 1;
            }
            _ => self.element(node, &tag),
        }
    }

    /// An element whose words mix with no others, though it be inline.
    fn apart(&mut self, node: NodeRef, tag: &str) {
        self.flush();
        self.element(node, tag);
        self.flush();
    }

    /// Whether the element holds so much of the page that its names must be meant otherwise.
    fn is_most(&self, node: &NodeRef, tag: &str) -> bool {
        matches!(tag, "html" | "body" | "main" | "article")
            || self.level < NAMES_DOUBTED && node.normalized_char_count() * 5 > self.page_size * 2
    }

    fn text(&mut self, text: &str) {
        if self.in_pre > 0 {
            self.words.push_str(text);
        } else {
            for c in text.chars() {
                self.words.push(if c.is_whitespace() { ' ' } else { c });
            }
        }
        let solid = text.trim().len();
        self.linked += if self.in_link > 0 { solid } else { 0 };
        self.bold += if self.in_bold > 0 { solid } else { 0 };
    }

    fn element(&mut self, node: NodeRef, tag: &str) {
        let main = usize::from(names::is_main(&node, tag));
        let notes = usize::from(!matches!(tag, "a" | "sup" | "body") && names::is_notes(&node));
        self.in_main += main;
        self.in_notes += notes;
        match tag {
            "br" => self.words.push('\n'),
            "a" | "b" | "strong" | "sup" | "sub" => self.inline(node, tag),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.bytes().last().map_or(6, |d| d - b'0');
                self.heading(node, level);
            }
            "ul" | "ol" => self.list(node, tag),
            "li" => self.item(node),
            "table" => self.table(node),
            "figcaption" | "caption" => self.block(node, BlockKind::Caption),
            "pre" => {
                self.in_pre += 1;
                self.block(node, BlockKind::Paragraph);
                self.in_pre -= 1;
            }
            _ if node.attr("role").is_some_and(|r| r.as_ref() == "heading") => {
                let level = node.attr("aria-level").and_then(|l| l.parse().ok()).unwrap_or(2);
                self.heading(node, level);
            }
            _ if is_inline(tag) => self.children(node),
            _ => self.block(node, BlockKind::Paragraph),
        }
        if notes > 0 {
            self.flush();
        }
        self.in_main -= main;
        self.in_notes -= notes;
    }

    fn inline(&mut self, node: NodeRef, tag: &str) {
        let href = if tag == "a" { node.attr("href") } else { None };
        let to_note = href.as_ref().is_some_and(|h| h.contains('#'));
        if (to_note || tag == "sup") && is_note_mark(&node.text()) {
            return;
        }
        let link = usize::from(href.is_some());
        let bold = usize::from(matches!(tag, "b" | "strong"));
        self.in_link += link;
        self.in_bold += bold;
        self.children(node);
        self.in_link -= link;
        self.in_bold -= bold;
    }

    fn heading(&mut self, node: NodeRef, level: u8) {
        self.flush();
        let level = level.clamp(1, 9);
        self.last_heading = level;
        let item = std::mem::take(&mut self.in_item);
        self.block(node, BlockKind::Heading { level });
        self.in_item = item;
    }

    fn block(&mut self, node: NodeRef, kind: BlockKind) {
        // An item's own paragraphs are one item: its words belong together.
        if self.in_item > 0 && kind == BlockKind::Paragraph {
            self.words.push(' ');
            self.children(node);
            self.words.push(' ');
            return;
        }
        self.flush();
        let outer = self.kind.replace(kind);
        self.children(node);
        self.flush();
        self.kind = outer;
    }

    fn list(&mut self, node: NodeRef, tag: &str) {
        self.flush();
        let attr = |name: &str| node.attr(name).map(|v| v.to_string());
        self.lists.push(ListMarks::new(tag == "ol", attr("type").as_deref(), attr("start").as_deref()));
        let (kind, item) = (self.kind.take(), std::mem::take(&mut self.in_item));
        self.children(node);
        self.flush();
        (self.kind, self.in_item) = (kind, item);
        self.lists.pop();
        // What follows a nested list within its item is no item of its own.
        if self.in_item > 0 {
            self.in_item = 0;
            self.kind = Some(BlockKind::Paragraph);
        }
    }

    fn item(&mut self, node: NodeRef) {
        self.flush();
        let value = node.attr("value").and_then(|v| v.parse().ok());
        self.label = self.lists.last_mut().map(|marks| marks.next(value)).or(Some("•".into()));
        let (kind, item) = (self.kind.replace(BlockKind::ListItem), self.in_item);
        // A list of cards or chapters: every `li` holds a small page of its own.
        self.in_item =
            usize::from(!node.descendants_it().any(|d| is_one_of(&d, &["h1", "h2", "h3", "h4", "table"])));
        if self.in_item == 0 {
            (self.kind, self.label) = (Some(BlockKind::Paragraph), None);
        }
        self.children(node);
        self.flush();
        (self.kind, self.in_item, self.label) = (kind, item, None);
    }

    fn table(&mut self, node: NodeRef) {
        self.flush();
        if is_layout(&node) {
            return self.block(node, BlockKind::Paragraph);
        }
        let mut spans = Spans::default();
        for part in node.descendants_it().filter(|d| is_one_of(d, &["caption", "tr"])) {
            if part.has_name("caption") {
                self.block(part, BlockKind::Caption);
                continue;
            }
            let outer = self.kind.replace(BlockKind::TableRow);
            let item = std::mem::take(&mut self.in_item);
            let mut column = 0;
            for cell in part.children_it(false).filter(|c| is_one_of(c, &["td", "th"])) {
                let place = spans.place(&cell);
                self.words.extend(std::iter::repeat_n('\t', place.saturating_sub(column)));
                column = place;
                // Within a cell paragraphs run together, as within an item.
                self.in_item = 1;
                self.children(cell);
            }
            spans.end_row();
            self.flush();
            (self.kind, self.in_item) = (outer, item);
        }
    }

    /// Ends the piece under way.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let (linked, bold) = (std::mem::take(&mut self.linked), std::mem::take(&mut self.bold));
        if words.chars().all(char::is_whitespace) {
            return;
        }
        let kind = match self.kind.unwrap_or(BlockKind::Paragraph) {
            BlockKind::Paragraph | BlockKind::ListItem if self.in_notes > 0 => BlockKind::Footnote,
            BlockKind::Paragraph if is_bold_heading(&words, bold) => {
                BlockKind::Heading { level: (self.last_heading + 1).min(9) }
            }
            kind => kind,
        };
        let share = linked as f64 / words.trim().len().max(1) as f64;
        let lines = if kind == BlockKind::Paragraph { split_lines(&words) } else { vec![words] };
        for line in lines {
            self.piece(kind, line, share);
        }
    }

    fn piece(&mut self, kind: BlockKind, words: String, linked: f64) {
        let words = if kind == BlockKind::TableRow { words } else { words.replace('\t', " ") };
        // The tab of an empty first cell stays.
        let words = if kind == BlockKind::TableRow { words.trim_end() } else { words.trim() };
        let (typed, kind, rest) = split_label(kind, words);
        let label = typed.or_else(|| self.label.take());
        self.label = None;
        self.pieces.push(Piece {
            kind,
            label,
            depth: if kind == BlockKind::ListItem {
                self.lists.len().saturating_sub(1).min(200) as u8
            } else {
                0
            },
            words: rest.to_string(),
            linked: (linked * rest.len() as f64) as usize,
            main: self.in_main > 0,
            suspect: self.in_suspect > 0,
            byline: self.in_byline > 0,
        });
    }
}

/// Text with line breaks: an empty line parts paragraphs, and lines that begin with bullets are items.
fn split_lines(words: &str) -> Vec<String> {
    let is_item = |line: &str| split_label(BlockKind::Paragraph, line.trim()).0.is_some();
    let mut parts: Vec<String> = Vec::new();
    let mut new = true;
    for line in words.lines() {
        if line.trim().is_empty() {
            new = true;
        } else if new || is_item(line) {
            parts.push(line.to_string());
            new = false;
        } else if let Some(last) = parts.last_mut() {
            last.push(' ');
            last.push_str(line);
        }
    }
    parts
}

fn is_inline(tag: &str) -> bool {
    const INLINE: &[&str] = &[
        "span", "em", "i", "u", "font", "small", "big", "abbr", "acronym", "cite", "q", "code", "kbd",
        "samp", "tt", "var", "time", "mark", "ins", "s", "strike", "bdi", "bdo", "dfn", "data", "wbr",
        "label", "img", "picture", "ruby", "rb", "math", "o:p", "nobr",
    ];
    INLINE.contains(&tag)
}

/// A mark that points to a note, and is no word of the text: "1", "[12]", "*".
fn is_note_mark(text: &str) -> bool {
    let mark = text.trim().trim_matches(['[', ']', '(', ')']);
    (1..=3).contains(&mark.chars().count())
        && mark.chars().all(|c| c.is_ascii_digit() || "*†‡↩↑^\u{fe0e}".contains(c))
}

fn is_bold_heading(words: &str, bold: usize) -> bool {
    let words = words.trim();
    bold > 0
        && bold + 1 >= words.len()
        && BOLD_HEADING.contains(&words.split_whitespace().count())
        && !words.contains('\n')
        && !words.ends_with(['.', ',', ';'])
        && words.chars().any(char::is_alphabetic)
}

fn is_one_of(node: &NodeRef, names: &[&str]) -> bool {
    node.qual_name_ref().is_some_and(|name| names.contains(&&*name.local))
}

/// A table that only places things: its cells hold lists, headings, tables or several paragraphs, or it has one column.
fn is_layout(table: &NodeRef) -> bool {
    if table.attr("role").is_some_and(|r| matches!(r.as_ref(), "presentation" | "none")) {
        return true;
    }
    let mut columns = 0;
    for node in table.descendants_it() {
        if is_one_of(&node, &["table", "li", "h1", "h2", "h3", "h4"]) {
            return true;
        }
        if is_one_of(&node, &["tr"]) {
            columns = columns.max(node.children_it(false).filter(|c| is_one_of(c, &["td", "th"])).count());
        } else if is_one_of(&node, &["td"])
            && node.children_it(false).filter(|c| is_one_of(c, &["p"])).count() > 2
        {
            return true;
        }
    }
    columns < 2
}
