//! Plain text: lines to drafts of blocks.

use super::draft::{Draft, Drafts, Sort as DraftSort};
use super::furniture::drop_furniture;
use super::headings::{self, Gap};
use super::lines::{Joiner, Line, Page, Shape, pages, shape, would_fit};
use super::marks::{Mark, Sort, mark};
use super::notes::{Note, take_notes};

/// Reads plain text. Answers the drafts and the number of pages, where the text has pages.
pub(super) fn read(text: &str) -> (Drafts, Option<u32>) {
    let pages = pages(text);
    let last = pages.last().and_then(|p| p.number);
    let mut pages = drop_furniture(pages);
    let last = last.or_else(|| pages.last().and_then(|p| p.number));
    let joiner = Joiner::new(text.split(['\n', '\u{c}']).map(str::trim));
    let shape = shape(&pages);
    let mut builder =
        Builder { drafts: Drafts::default(), joiner, shape, open: None, notes: Vec::new(), list: Vec::new() };
    let mut last_note = 0;
    for page in &mut pages {
        let notes = take_notes(page, &builder.joiner, &mut last_note);
        builder.page(page);
        builder.notes.extend(notes.into_iter().map(|note| (note, page.number)));
        if let Some(open) = builder.open.as_mut().filter(|o| o.gap < Gap::Rule) {
            // Blank lines at the edge of a page say nothing.
            open.gap = Gap::Page;
        }
    }
    builder.close(true);
    (builder.drafts, last)
}

/// A block whose lines are still being collected.
struct Open<'a> {
    draft: Draft,
    /// What stands between its last line and the next one.
    gap: Gap,
    last: Line<'a>,
    lines: usize,
    /// The column its second line begins at.
    hang: Option<usize>,
    mark: Option<Sort>,
}

struct Builder<'a> {
    drafts: Drafts,
    joiner: Joiner,
    shape: Shape,
    open: Option<Open<'a>>,
    /// Notes of the pages that the open block has run through; they follow it.
    notes: Vec<(Note, Option<u32>)>,
    /// The marks and columns of the lists that the next item may belong to, outermost first.
    list: Vec<(Sort, usize)>,
}

impl<'a> Builder<'a> {
    fn page(&mut self, page: &Page<'a>) {
        let lines = &page.lines;
        let mut at = lines.iter().position(|l| !l.is_blank()).unwrap_or(lines.len());
        while at < lines.len() {
            let line = lines[at];
            if line.is_blank() {
                if let Some(open) = &mut self.open {
                    open.gap = open.gap.max(Gap::Blank);
                }
            } else if line.is_rule() {
                self.rule(line);
            } else {
                let next = lines[at + 1..]
                    .iter()
                    .take(4)
                    .position(|l| !l.is_blank())
                    .map(|n| (n > 0, lines[at + 1 + n]));
                self.line(line, page.number, next);
            }
            at += 1;
        }
    }

    /// A drawn line: under one line of words it makes them a heading, else it divides.
    fn rule(&mut self, line: Line<'a>) {
        let underlines = |open: &Open| {
            open.gap == Gap::None
                && open.lines == 1
                && open.draft.words.chars().count() < 120
                && open.mark.is_none_or(|m| !matches!(m, Sort::Bullet(_)))
        };
        if let Some(open) = self.open.as_mut().filter(|o| underlines(o)) {
            let sign = line.text.chars().next().unwrap_or('-');
            open.draft.sort = DraftSort::Heading(headings::Style::Underlined(sign));
            open.gap = Gap::Blank;
        } else if let Some(open) = &mut self.open {
            open.gap = Gap::Rule;
        }
    }

    fn line(&mut self, line: Line<'a>, page: Option<u32>, next: Option<(bool, Line<'a>)>) {
        if let Some(row) = headings::contents_row(line.text) {
            self.close(false);
            self.drafts.push(Draft::new(DraftSort::Row, page, row));
            return;
        }
        if line.text.contains('\t') && self.row(line, page) {
            return;
        }
        if let Some(mark) = mark(line.text).filter(|m| self.begins(m, &line)) {
            self.item(line, mark, page);
            return;
        }
        if let Some(words) = starred(line.text).filter(|_| !self.goes_on(&line)) {
            self.close(true);
            let mut draft = Draft::new(DraftSort::Note, page, words.to_owned());
            draft.label = Some("*".to_owned());
            self.open = Some(Open { draft, gap: Gap::None, last: line, lines: 1, hang: None, mark: None });
            return;
        }
        if self.goes_on(&line) {
            if let Some(open) = &mut self.open {
                self.joiner.join(&mut open.draft.words, line.text);
                open.lines += 1;
                open.hang.get_or_insert(line.indent);
                open.last = line;
                open.gap = Gap::None;
            }
            return;
        }
        let gap = self.open.as_ref().map_or(Gap::Rule, |o| o.gap);
        let after_heading = self.open.as_ref().is_some_and(|o| matches!(o.draft.sort, DraftSort::Heading(_)));
        self.close(true);
        let mut draft = Draft::new(DraftSort::Paragraph, page, line.text.to_owned());
        draft.gap = gap;
        let alone = headings::alone(&line, next.as_ref().map(|(gap, l)| (*gap, l)), &self.shape);
        let apart = (gap > Gap::None || after_heading || !self.shape.wrapped) && alone;
        if let Some(style) = headings::style(line.text, next.is_some()).filter(|_| apart) {
            draft.sort = DraftSort::Heading(style);
        }
        self.open = Some(Open { draft, gap: Gap::None, last: line, lines: 1, hang: None, mark: None });
    }

    /// Cells set off by tabs.
    fn row(&mut self, line: Line<'a>, page: Option<u32>) -> bool {
        let cells: Vec<&str> = line.text.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
        let marked =
            mark(line.text).is_some_and(|m| m.rest == *cells.get(1).unwrap_or(&"") && cells.len() == 2);
        if cells.len() < 2 || marked {
            return false;
        }
        self.close(false);
        self.drafts.push(Draft::new(DraftSort::Row, page, cells.join("\t")));
        true
    }

    /// Whether a mark at the beginning of a line begins an item here, and is no word of a sentence that was broken there.
    fn begins(&self, mark: &Mark, line: &Line) -> bool {
        let Some(open) = &self.open else { return true };
        let upper = !mark.rest.starts_with(char::is_lowercase);
        if open.gap >= Gap::Blank || !self.shape.wrapped {
            return upper || !matches!(mark.sort, Sort::Parts(..));
        }
        let follows = self.list.iter().any(|(sort, indent)| {
            sort.like(mark.sort)
                && indent.abs_diff(line.indent) < 3
                && match (sort.number(), mark.sort.number()) {
                    (Some(a), Some(b)) => b == a + 1 || matches!(mark.sort, Sort::Parts(..)) && b == 1,
                    _ => true,
                }
        });
        let ended = open.draft.words.ends_with(['.', ':', ';', '!', '?', ')', '”', '»', '"'])
            || [" and", " or", " et", " ou", " y", " o", " e", ","]
                .iter()
                .any(|end| open.draft.words.ends_with(end))
            || matches!(open.draft.sort, DraftSort::Heading(_));
        let first = mark.sort.number().is_none_or(|n| n == 1);
        let short = would_fit(&open.last, line, self.shape.width);
        match mark.sort {
            Sort::Bullet('-' | '–' | '—' | '*' | 'o' | '\u{2010}' | '\u{2011}') => {
                follows || ended || short || line.indent > open.last.indent && upper
            }
            Sort::Bullet(_) => true,
            Sort::Parts(..) => (follows || ended || short) && upper,
            _ => follows || (ended || short || line.indent > open.last.indent + 1) && (first || upper),
        }
    }

    fn item(&mut self, line: Line<'a>, mark: Mark<'a>, page: Option<u32>) {
        let gap = self.open.as_ref().map_or(Gap::Rule, |o| o.gap);
        self.close(true);
        let mut sort = mark.sort;
        // "(i)" after "(h)" is a letter.
        if let Some(letter) = sort.as_letter(mark.label)
            && self.list.iter().any(|(s, _)| s.like(letter) && s.number().map(|n| n + 1) == letter.number())
        {
            sort = letter;
        }
        let depth = self.depth(sort, line.indent);
        let mut draft = Draft::new(DraftSort::Item, page, mark.rest.to_owned());
        draft.label = Some(mark.label.to_owned());
        draft.mark = Some(sort);
        draft.depth = depth;
        draft.gap = gap;
        self.open = Some(Open { draft, gap: Gap::None, last: line, lines: 1, hang: None, mark: Some(sort) });
    }

    /// How deep an item lies, by the marks and columns of the lists that are open.
    fn depth(&mut self, sort: Sort, indent: usize) -> u8 {
        let same = self
            .list
            .iter()
            .rposition(|(s, i)| s.like(sort) && (i.abs_diff(indent) < 4 || sort.number().is_some()));
        match same {
            Some(at) => {
                self.list.truncate(at + 1);
                self.list[at] = (sort, indent);
            }
            None => {
                while self.list.last().is_some_and(|(_, i)| *i > indent + 1) {
                    self.list.pop();
                }
                if self.list.len() > 8 {
                    self.list.clear();
                }
                self.list.push((sort, indent));
            }
        }
        u8::try_from(self.list.len().saturating_sub(1)).unwrap_or(8)
    }

    /// Whether a line without a mark belongs to the open block.
    fn goes_on(&self, line: &Line) -> bool {
        let Some(open) = &self.open else { return false };
        let words = open.draft.words.as_str();
        if words.is_empty() {
            return open.gap < Gap::Rule;
        }
        if names_itself(line.text) {
            return false;
        }
        let lower = line.text.starts_with(|c: char| c.is_lowercase());
        let ended = ends_sentence(words);
        if let DraftSort::Heading(style) = open.draft.sort {
            return open.gap == Gap::None && headings::goes_on(words, style, line.text, open.lines);
        }
        let hanging = open.mark.is_some()
            && line.indent > open.draft_indent()
            && open.hang.is_none_or(|h| h.abs_diff(line.indent) < 3);
        match open.gap {
            Gap::None if !self.shape.wrapped => lower && !ended,
            Gap::None => {
                let short = would_fit(&open.last, line, self.shape.width);
                let indented = line.indent > open.last.indent + 1
                    && open.lines > 1
                    && open.hang.is_some_and(|h| line.indent > h + 1);
                // A line that had room for the next word ended there on purpose.
                let closed = short && (ended || words.ends_with(':')) && !lower && !hanging;
                let alone = short && !lower && open.mark.is_none() && open.lines == 1;
                // "5. Conclusions" above a line of text is no item.
                let numbered = open.mark.is_some_and(|m| !matches!(m, Sort::Bullet(_) | Sort::Parts(..)));
                let titled = numbered && short && !lower && !hanging && open.lines == 1;
                let tiny = (alone || titled) && open.last.end * 2 < self.shape.width;
                !(closed || tiny || indented && ended)
            }
            Gap::Page => {
                let upper = line.text.starts_with(char::is_uppercase);
                let short = would_fit(&open.last, line, self.shape.width);
                let closed = ended || words.ends_with([':', ';']) || upper && short;
                !closed || lower && !words.ends_with(';')
            }
            Gap::Blank => lower && !ended && !words.ends_with([':', ';']),
            Gap::Rule => false,
        }
    }

    /// Ends the open block and puts the notes that stood below it after it. `text` says that no row follows: then a
    /// paragraph ends the lists before it.
    fn close(&mut self, text: bool) {
        if let Some(open) = self.open.take() {
            let mut draft = open.draft;
            let apart = draft.gap > Gap::None && open.gap > Gap::None;
            if matches!(draft.sort, DraftSort::Paragraph) && apart {
                if is_caption(&draft.words) {
                    draft.sort = DraftSort::Caption;
                } else if let Some(style) =
                    headings::long_style(&draft.words, open.lines).filter(|_| open.lines > 1)
                {
                    draft.sort = DraftSort::Heading(style);
                }
            }
            let heading = matches!(draft.sort, DraftSort::Heading(_));
            let inside =
                matches!(draft.sort, DraftSort::Paragraph) && draft.words.starts_with(char::is_lowercase);
            if text && !inside && (heading || draft.sort != DraftSort::Item && draft.gap >= Gap::Blank) {
                self.list.clear();
            }
            self.drafts.push(draft);
        }
        for (note, page) in self.notes.drain(..) {
            let mut draft = Draft::new(DraftSort::Note, page, note.words);
            draft.label = Some(note.label);
            self.drafts.push(draft);
        }
    }
}

/// "Recommendation 3: …", « Recommandation n° 2 – … »: a line that says what it is begins a piece.
fn names_itself(line: &str) -> bool {
    const NAMES: [&str; 4] = ["recommendation ", "recommandation ", "recomendación ", "recomendação "];
    let head: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    let rest = NAMES.iter().find_map(|name| head.strip_prefix(name));
    let rest = rest.map(|r| r.trim_start_matches(|c: char| !c.is_alphanumeric() || matches!(c, 'n' | 'o')));
    let upper = line.starts_with(char::is_uppercase);
    upper && rest.is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
}

impl Open<'_> {
    fn draft_indent(&self) -> usize {
        if self.lines == 1 { self.last.indent } else { 0 }
    }
}

/// "Figure 2: Boats by month": the words of a picture or table.
fn is_caption(words: &str) -> bool {
    const NAMES: [&str; 12] = [
        "figure",
        "table",
        "chart",
        "map",
        "photo",
        "tableau",
        "graphique",
        "carte",
        "cuadro",
        "gráfico",
        "figura",
        "mapa",
    ];
    let mut parts = words.split_whitespace();
    let named =
        parts.next().is_some_and(|w| NAMES.contains(&w.trim_end_matches(['.', ':']).to_lowercase().as_str()));
    let numbered = parts
        .next()
        .is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()) && w.ends_with([':', '.', '–', '-']));
    named && numbered && parts.count() < 40
}

/// The words of a note that begins with a star: "*Names of places stand as agreed."
fn starred(line: &str) -> Option<&str> {
    let words = line.strip_prefix('*')?;
    (words.starts_with(char::is_uppercase) && !words.contains('*')).then_some(words)
}

/// Whether words end a sentence, closing quotes and brackets aside.
pub(super) fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['”', '"', '»', ')', '’', '\'', ' ', '*', '\u{a0}'])
        .ends_with(['.', '!', '?', '…', '؟', '۔'])
}
