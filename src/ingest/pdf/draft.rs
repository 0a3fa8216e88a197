//! Lines to blocks: where one ends and the next begins.

use super::lines::{Line, Part};
use super::notes::note_label;
use super::page::TagKind;
use super::stats::Usual;
use crate::ingest::text::lines::Joiner;
use crate::ingest::text::marks::{Mark, Sort as MarkSort, mark};

/// What a draft is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Heading,
    Paragraph,
    Item,
    Note,
    Row,
    Caption,
}

/// A block to be.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub sort: Sort,
    pub label: Option<String>,
    pub mark: Option<MarkSort>,
    pub words: String,
    pub page: u32,
    pub depth: u8,
    /// Its first line begins here, its words after the label here, from the edge of its column.
    pub indent: f32,
    pub size: f32,
    /// Whether all its lines are bold.
    pub bold: bool,
    /// Whether more space than usual stands above it.
    pub gap: bool,
    pub lines: u32,
    /// Where its second and later lines begin.
    rest_x: Option<f32>,
    /// The distance of its lines.
    distance: Option<f32>,
    /// How far from the edge of the column its lines end, all but the last: the least and the most.
    slack: Option<(f32, f32)>,
    /// The farthest end of its lines.
    pub end_x: f32,
    pub last: Line,
    pub tag: Option<TagKind>,
}

impl Draft {
    fn begin(line: &Line, gap: bool, usual: &Usual) -> Draft {
        let tag = line.tag.filter(|_| usual.tagged).map(|t| t.kind);
        let mut draft = Draft {
            sort: Sort::Paragraph,
            label: None,
            mark: None,
            words: line.text.clone(),
            page: line.page,
            depth: 0,
            indent: line.x - line.left,
            size: line.size,
            bold: line.bold,
            gap,
            lines: 1,
            rest_x: None,
            distance: None,
            slack: None,
            end_x: line.end_x,
            last: line.clone(),
            tag,
        };
        match line.part {
            Part::Row => draft.sort = Sort::Row,
            Part::Note => draft.begin_note(line),
            Part::Body => draft.begin_body(line),
        }
        draft
    }

    fn begin_note(&mut self, line: &Line) {
        self.sort = Sort::Note;
        if let Some((label, words)) = note_label(line) {
            self.label = Some(label.to_owned());
            self.words = words.to_owned();
        }
    }

    fn begin_body(&mut self, line: &Line) {
        if let Some(Mark { label, sort, rest }) = mark(&line.text) {
            self.sort = Sort::Item;
            self.label = Some(sign(sort).map_or_else(|| label.to_owned(), String::from));
            self.mark = Some(sort);
            self.words = rest.to_owned();
        } else if line.dotted {
            self.sort = Sort::Item;
            self.label = Some("•".to_owned());
            self.mark = Some(MarkSort::Bullet('•'));
        } else if self.tag == Some(TagKind::Item) {
            self.sort = Sort::Item;
        }
        match self.tag {
            Some(TagKind::Caption) => self.sort = Sort::Caption,
            Some(TagKind::Note) => self.sort = Sort::Note,
            Some(TagKind::Heading(_)) => self.sort = Sort::Heading,
            _ => {}
        }
    }

    fn add(&mut self, line: &Line, joiner: &Joiner) {
        if self.words.is_empty() {
            // Its number stood alone.
            *self = Draft {
                words: line.text.clone(),
                size: line.size,
                bold: line.bold,
                end_x: line.end_x,
                last: line.clone(),
                ..self.clone()
            };
            return;
        }
        joiner.join(&mut self.words, &line.text);
        if line.column == self.last.column {
            if self.lines == 1 {
                self.rest_x = Some(line.x);
            }
            let distance = line.y - self.last.y;
            self.distance = Some(self.distance.map_or(distance, |d| d.min(distance)));
            self.end_x = self.end_x.max(line.end_x);
        } else {
            // Places are those of the column the block goes on in.
            let shift = line.left - self.last.left;
            self.rest_x = Some(self.rest_x.map_or(line.x, |x| x + shift));
            self.end_x = line.end_x;
        }
        let slack = self.last.right - self.last.end_x;
        self.slack =
            Some(self.slack.map_or((slack, slack), |(least, most)| (least.min(slack), most.max(slack))));
        self.bold &= line.bold;
        self.lines += 1;
        self.last = line.clone();
    }
}

/// Makes drafts of lines in the order of reading. Notes follow the block that is open where they stand.
pub(super) fn drafts(lines: &[Line], usual: &Usual, joiner: &Joiner) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let mut open: Option<Draft> = None;
    let mut notes: Vec<Draft> = Vec::new();
    for line in lines {
        if line.part == Part::Note {
            match notes.last_mut().filter(|n| !begins_note(n, line)) {
                Some(note) => note.add(line, joiner),
                None => notes.push(Draft::begin(line, false, usual)),
            }
            continue;
        }
        let fresh = open.as_ref().is_none_or(|d| begins(d, line, usual));
        match open.as_mut().filter(|_| !fresh) {
            Some(draft) => draft.add(line, joiner),
            None => {
                let gap = open.as_ref().is_none_or(|d| is_gap(d, line, usual));
                out.extend(open.take());
                out.append(&mut notes);
                open = Some(Draft::begin(line, gap, usual));
            }
        }
    }
    out.extend(open);
    out.append(&mut notes);
    out
}

fn begins_note(note: &Draft, line: &Line) -> bool {
    let number = |label: &str| label.trim().parse::<u32>().ok();
    match note_label(line) {
        Some(_) if line.raised.is_some() => true,
        Some((label, _)) => match (note.label.as_deref().and_then(number), number(label)) {
            (Some(before), Some(this)) => this == before + 1,
            _ => true,
        },
        None => false,
    }
}

fn is_gap(open: &Draft, line: &Line, usual: &Usual) -> bool {
    if line.column != open.last.column {
        return true;
    }
    let own = open.distance.unwrap_or_else(|| usual.distance(open.last.size));
    let usual = own.min(usual.distance(open.last.size) * 1.15);
    line.y - open.last.y > usual.max(0.9 * line.size) * 1.25 + 0.5
}

/// Whether a line begins a new block after the open one.
fn begins(open: &Draft, line: &Line, usual: &Usual) -> bool {
    let last = &open.last;
    if line.part == Part::Row || last.part == Part::Row {
        return true;
    }
    if usual.tagged
        && let (Some(a), Some(b)) = (last.tag, line.tag)
    {
        let same = a.element == b.element;
        // Some producers end an element with its page.
        if same || line.column == last.column {
            return !same && !open.words.is_empty();
        }
    }
    if open.words.is_empty() {
        return false;
    }
    let em = line.size.max(last.size);
    if (line.size - last.size).abs() > 0.07 * em && line.text.chars().any(char::is_alphanumeric) {
        return true;
    }
    if line.dotted || matches!(mark(&line.text), Some(Mark { sort: MarkSort::Bullet(c), .. }) if !is_dash(c))
    {
        return true;
    }
    let ended = ends(&open.words);
    let short = breaks_early(open, line, ended) || ended && ends_unstretched(open);
    let capital =
        !line.text.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_lowercase);
    if line.column != last.column {
        return begins_elsewhere(open, line, short, ended, capital);
    }
    if is_gap(open, line, usual) {
        return true;
    }
    if open.bold != line.bold && (short || ended) {
        return true;
    }
    if mark(&line.text).is_some() && (short || ended || stands_out(open, line)) {
        return true;
    }
    let from = open.rest_x.unwrap_or(last.words_x.filter(|_| open.mark.is_some()).unwrap_or(last.x));
    let indented = line.x > from + 0.7 * em;
    let outdented = open.rest_x.is_some_and(|x| line.x < x - 0.7 * em);
    (indented || outdented) && (short || ended) || short && (ended || capital)
}

/// Whether a numbered line stands where the lines of the open block do not.
fn stands_out(open: &Draft, line: &Line) -> bool {
    let em = line.size;
    match open.rest_x {
        Some(x) => (line.x - x).abs() > 0.4 * em,
        None => open.mark.is_some() && (line.x - open.last.x).abs() < 0.3 * em && line.words_x.is_some(),
    }
}

/// Whether a line at the head of another column or page begins a new block.
fn begins_elsewhere(open: &Draft, line: &Line, short: bool, ended: bool, capital: bool) -> bool {
    let em = line.size;
    if open.bold != line.bold && (short || ended) {
        return true;
    }
    let rest =
        open.rest_x.unwrap_or(if open.mark.is_none() { open.last.x } else { f32::NAN }) - open.last.left;
    let place = line.x - line.left;
    let goes_on = (rest - place).abs() < 0.4 * em;
    if mark(&line.text).is_some() {
        return ended || short || !goes_on;
    }
    if ended {
        // A full line that ends with a sentence is seldom the last one of its paragraph.
        let sentence = open.words.ends_with(['.', '”', '"', '»']);
        return capital && (short || !goes_on || !sentence || open.lines < 2);
    }
    let hangs = goes_on && (rest - open.indent).abs() > 0.4 * em;
    short && capital && !hangs
}

/// Whether the open block's last line had room for the first word of the next: then it was broken on purpose. Where no
/// sentence ends with it, it must have had plenty.
fn breaks_early(open: &Draft, line: &Line, ended: bool) -> bool {
    let last = &open.last;
    let right = if open.lines >= 3 { open.end_x } else { last.right };
    // Words with a space that does not break between them are one here.
    let first = line.text.split(' ').next().unwrap_or("");
    let word = (line.end_x - line.x) * breadth(first) / breadth(&line.text).max(1.0);
    let needed = word + if ended { 0.9 } else { 1.6 } * line.size;
    let narrow = (last.end_x - last.x) < 0.45 * (last.right - last.left);
    right - last.end_x > needed || narrow && last.right - last.end_x > needed
}

/// How broad a text is in most fonts, in letters of middle breadth.
fn breadth(text: &str) -> f32 {
    text.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ';' | ':' | '\'' | '’' | '|' | '!' => 0.55,
            ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' => 0.65,
            'm' | 'w' | 'M' | 'W' | '—' | '%' | '@' => 1.6,
            c if c.is_uppercase() => 1.3,
            _ => 1.0,
        })
        .sum()
}

/// Whether the lines of the open block were stretched to one width, except the last, which then ends a paragraph.
fn ends_unstretched(open: &Draft) -> bool {
    let slack = open.last.right - open.last.end_x;
    open.lines >= 3 && open.slack.is_some_and(|(least, most)| most - least < 3.5 && slack > most + 1.5)
}

/// Whether words end a sentence or an item.
pub(super) fn ends(words: &str) -> bool {
    let bare = words.trim_end_matches([')', ']', '”', '"', '»', '’', '\'', ' ']);
    let closed = words.len() > bare.len() && words.ends_with(')');
    bare.ends_with(['.', ';', ':', '!', '?', '…', '؟', '۔', '؛']) && !closed
        || words.trim_end().ends_with([';', '.'])
}

/// How a bullet of a font of signs is shown.
fn sign(sort: MarkSort) -> Option<&'static str> {
    match sort {
        MarkSort::Bullet('\u{f0a7}') => Some("▪"),
        MarkSort::Bullet('\u{e000}'..='\u{f8ff}') => Some("•"),
        _ => None,
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '·' | '*' | 'o' | '\u{2010}' | '\u{2011}')
}
