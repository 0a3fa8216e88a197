//! Markdown to drafts of blocks: the marks that people use in reports, read leniently.

mod inline;
mod tables;

use super::draft::{Draft, Drafts, Sort as DraftSort};
use super::headings::{Gap, Style};
use super::lines::{Joiner, Line, lines};
use super::marks::{Mark, Set, Sort, mark};
pub(in crate::ingest) use inline::inline;
use std::borrow::Cow;

/// Reads Markdown.
pub(super) fn read(text: &str) -> Drafts {
    let text = bare_marks(text);
    let lines = lines(&text);
    let joiner = Joiner::new(std::iter::empty());
    let mut reader =
        Reader { out: Drafts::default(), joiner, open: None, list: Vec::new(), level: 0, gap: Gap::Rule };
    let mut at = front_matter(&lines);
    let mut comment = false;
    let mut fenced = false;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        if comment || line.text.starts_with("<!--") {
            comment = !line.text.contains("-->");
            continue;
        }
        if line.text.starts_with("```") || line.text.starts_with("~~~") {
            fenced = !fenced;
            reader.close();
            continue;
        }
        let (line, quoted) = unquoted(line);
        let next = lines.get(at).map(|l| l.text).unwrap_or("");
        if line.is_blank() {
            reader.gap = reader.gap.max(Gap::Blank);
        } else if fenced {
            reader.words(line);
        } else if is_definition(line.text) {
            reader.close();
        } else if let Some((rows, end)) = tables::drawn(&lines, at - 1) {
            reader.close();
            rows.into_iter().for_each(|row| reader.cells(row));
            at = end;
        } else if tables::is_rule(next) && line.text.contains('|') {
            reader.close();
            reader.row(line.text);
            at += 1;
            while let Some(row) = lines.get(at).filter(|l| l.text.contains('|')) {
                reader.row(row.text);
                at += 1;
            }
        } else {
            reader.line(line, quoted);
        }
    }
    reader.close();
    reader.out
}

/// The text with the marks of items bare that converters escape: `1\\. Share data`, `115\\.2 Share`, `\\- Share data`.
fn bare_marks(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bare.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let begins = bare.is_empty() || bare.ends_with('\n');
        let is_mark = after.starts_with(['.', ')', '(']) || begins && after.starts_with(['-', '*']);
        // What stands behind any other stroke keeps it.
        let kept = after.chars().next().filter(|_| !is_mark).map_or(0, char::len_utf8);
        if !is_mark {
            bare.push('\\');
        }
        bare.push_str(&after[..kept]);
        rest = &after[kept..];
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

/// "**12.** Share data": a mark in bold.
fn bold_mark(line: &str) -> Option<Mark<'_>> {
    let (inner, rest) = line.strip_prefix("**")?.split_once("**")?;
    let found = mark(inner.trim()).filter(|m| m.rest.is_empty() && !matches!(m.sort, Sort::Bullet(_)))?;
    Some(Mark { rest: rest.trim_start(), ..found }).filter(|m| !m.rest.is_empty())
}

/// "**115.23 Ratify it (Chad);**": a numbered item of a review all in bold. Parts of a report are not numbered so high.
fn bold_item(line: &str) -> Option<Mark<'_>> {
    const PARTS: u32 = 30;
    let found = mark(line.strip_prefix("**")?)?;
    let first: u32 = found.label.split(['.', '-']).next()?.parse().ok()?;
    (matches!(found.sort, Sort::Parts(..)) && first >= PARTS && !found.rest.is_empty()).then_some(found)
}

struct Reader {
    out: Drafts,
    joiner: Joiner,
    open: Option<Draft>,
    list: Vec<(Sort, usize)>,
    level: u8,
    /// What stands between the last line and this one.
    gap: Gap,
}

impl Reader {
    fn line(&mut self, line: Line, quoted: bool) {
        if let Some((level, words)) = heading(line.text) {
            self.close();
            self.heading(level, words);
        } else if let Some(level) = self.underline(line) {
            if let Some(open) = self.open.take() {
                self.heading(level, &open.words);
            }
        } else if line.is_rule() {
            self.close();
            self.list.clear();
        } else if let Some((label, words)) = note(line.text) {
            self.close();
            let mut draft = Draft::new(DraftSort::Note, None, words.to_owned());
            draft.label = Some(label.to_owned());
            self.open(draft);
        } else if line.text.starts_with('|') && line.text.ends_with('|') && line.text.len() > 1 {
            self.close();
            self.row(line.text);
        } else if let Some(mark) = mark(line.text.strip_prefix('+').map_or(line.text, |_| line.text))
            .or_else(|| plus(line.text))
            .or_else(|| bold_mark(line.text))
            .or_else(|| bold_item(line.text))
            .filter(|m| self.begins(m.sort, m.rest))
        {
            self.close();
            let typed = lettered(&mark);
            let shown = typed.as_ref().unwrap_or(&mark);
            let mut draft = Draft::new(
                DraftSort::Item,
                None,
                shown.rest.trim_start_matches("[ ] ").trim_start_matches("[x] ").to_owned(),
            );
            draft.label = Some(shown.label.to_owned());
            draft.mark = Some(mark.sort);
            draft.depth = self.depth(mark.sort, line.indent);
            self.open(draft);
        } else if self.open.is_some() && (self.gap == Gap::None || self.indented(line)) {
            self.words(line);
        } else {
            self.close();
            if line.indent < 2 && !quoted {
                self.list.clear();
            }
            let draft = Draft::new(DraftSort::Paragraph, None, line.text.to_owned());
            self.open(draft);
        }
        self.gap = Gap::None;
    }

    /// The second paragraph of a list item stands apart; a note's belongs to it.
    fn indented(&self, line: Line) -> bool {
        line.indent >= 2 && self.open.as_ref().is_some_and(|d| d.sort == DraftSort::Note)
    }

    fn begins(&self, sort: Sort, rest: &str) -> bool {
        let upper = !rest.starts_with(char::is_lowercase);
        match (&self.open, sort) {
            (Some(open), _) if open.sort == DraftSort::Paragraph && self.gap == Gap::None => {
                matches!(sort, Sort::Bullet(_)) || sort.number() == Some(1) || upper
            }
            _ => true,
        }
    }

    fn words(&mut self, line: Line) {
        match &mut self.open {
            Some(open) => self.joiner.join(&mut open.words, line.text),
            None => self.open(Draft::new(DraftSort::Paragraph, None, line.text.to_owned())),
        }
        self.gap = Gap::None;
    }

    fn open(&mut self, mut draft: Draft) {
        draft.gap = self.gap;
        self.open = Some(draft);
        self.gap = Gap::None;
    }

    fn heading(&mut self, level: u8, words: &str) {
        self.list.clear();
        self.level = level;
        let words = inline(words);
        let (label, words) = numbered(&words);
        let mut draft = Draft::new(DraftSort::Heading(Style::Level(level)), None, words.to_owned());
        draft.label = label.map(str::to_owned);
        self.out.push(draft);
        self.gap = Gap::Blank;
    }

    /// A line of = or - under a paragraph.
    fn underline(&self, line: Line) -> Option<u8> {
        let open = self.open.as_ref().filter(|d| d.sort == DraftSort::Paragraph && self.gap == Gap::None)?;
        let all = |c| line.text.len() > 1 && line.text.bytes().all(|b| b == c);
        if open.words.chars().count() > 200 {
            return None;
        }
        if all(b'=') { Some(1) } else { all(b'-').then_some(2) }
    }

    fn depth(&mut self, sort: Sort, indent: usize) -> u8 {
        while self.list.last().is_some_and(|(_, i)| *i > indent) {
            self.list.pop();
        }
        match self.list.last_mut() {
            Some(last) if indent < last.1 + 2 => *last = (sort, last.1.min(indent)),
            _ => self.list.push((sort, indent)),
        }
        u8::try_from(self.list.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    fn row(&mut self, line: &str) {
        self.cells(tables::cells(line));
    }

    /// A row of a table: several where its cells hold lists.
    fn cells(&mut self, cells: Vec<String>) {
        for row in tables::rows_of(cells) {
            self.out.push(Draft::new(DraftSort::Row, None, row.join("\t")));
        }
        self.gap = Gap::Blank;
    }

    fn close(&mut self) {
        let Some(mut draft) = self.open.take() else { return };
        let bold = draft.sort == DraftSort::Paragraph && all_bold(&draft.words);
        draft.words = inline(&draft.words);
        if bold && draft.words.split_whitespace().count() <= 20 && !draft.words.ends_with(['.', ';']) {
            let words = draft.words.trim_end_matches(':').to_owned();
            let (label, words) = numbered(&words);
            let mut heading =
                Draft::new(DraftSort::Heading(Style::Level((self.level + 1).min(9))), None, words.to_owned());
            heading.label = label.map(str::to_owned);
            self.list.clear();
            self.out.push(heading);
            return;
        }
        self.out.push(draft);
    }
}

/// The number at the beginning of a heading, and its words.
fn numbered(words: &str) -> (Option<&str>, &str) {
    match mark(words) {
        Some(mark) if !matches!(mark.sort, Sort::Bullet(_)) && !mark.rest.is_empty() => {
            (Some(mark.label), mark.rest)
        }
        _ => (None, words),
    }
}

/// The letter or number that was typed behind a bullet: "- a) protect children".
fn lettered<'a>(bullet: &Mark<'a>) -> Option<Mark<'a>> {
    let inner = matches!(bullet.sort, Sort::Bullet(_)).then(|| mark(bullet.rest)).flatten()?;
    let set_off = |set| matches!(set, Set::Closed | Set::Enclosed);
    let is_label = match inner.sort {
        Sort::Number(_, set) | Sort::Letter(_, set) | Sort::Roman(_, set) => set_off(set),
        _ => false,
    };
    is_label.then_some(inner)
}

fn plus(line: &str) -> Option<super::marks::Mark<'_>> {
    let rest = line.strip_prefix("+ ")?;
    Some(super::marks::Mark { label: &line[..1], sort: Sort::Bullet('+'), rest: rest.trim_start() })
}

/// The number of lines that say what the document is, before it begins.
fn front_matter(lines: &[Line]) -> usize {
    if lines.first().is_none_or(|l| l.text != "---") {
        return 0;
    }
    let end = lines.iter().take(60).skip(1).position(|l| l.text == "---" || l.text == "...");
    let Some(end) = end else { return 0 };
    let keyed = lines[1..=end]
        .iter()
        .all(|l| l.is_blank() || l.indent > 0 || l.text.contains(':') || l.text.starts_with(['-', '#']));
    if keyed { end + 2 } else { 0 }
}

fn unquoted(mut line: Line) -> (Line, bool) {
    let mut quoted = false;
    while let Some(rest) = line.text.strip_prefix('>') {
        line = Line::new(rest);
        quoted = true;
    }
    (line, quoted)
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let rest = &line[level..];
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    ((1..=6).contains(&level) && spaced).then(|| (level as u8, rest.trim().trim_end_matches('#').trim_end()))
}

/// "[^3]: Words" and its label.
fn note(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("[^")?;
    let (label, words) = rest.split_once("]:")?;
    (label.len() < 40).then(|| (label, words.trim()))
}

/// "[name]: https://…", which says where links go.
fn is_definition(line: &str) -> bool {
    line.starts_with('[')
        && !line.starts_with("[^")
        && line.split_once("]: ").is_some_and(|(_, rest)| rest.starts_with("http"))
}

fn all_bold(words: &str) -> bool {
    ["**", "__"].iter().any(|m| {
        let core = words.strip_prefix(m).and_then(|w| w.trim_end_matches(':').strip_suffix(m));
        core.is_some_and(|core| !core.is_empty() && !core.contains(m))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::canonical::Canonical;
    use crate::model::BlockKind;

    fn blocks(text: &str) -> Vec<String> {
        let mut canonical = Canonical::new();
        read(text).write(&mut canonical);
        let (text, blocks) = canonical.finish();
        let show = |b: &crate::model::Block| {
            let kind = match b.kind {
                BlockKind::Heading { level } => format!("h{level}"),
                BlockKind::Paragraph => "p".into(),
                BlockKind::ListItem => format!("li{}", b.depth),
                BlockKind::Footnote => "note".into(),
                BlockKind::TableRow => "row".into(),
                BlockKind::Caption => "caption".into(),
            };
            let label = b.label.as_deref().map(|l| format!(" [{l}]")).unwrap_or_default();
            format!("{kind}{label} {}", &text[b.range()])
        };
        blocks.iter().map(show).collect()
    }

    #[test]
    fn marks_of_markdown_become_blocks() {
        let text = "---\ntitle: A\n---\n# The *old* harbour\n\nSome **bold** words and\na [link](http://a.b/c_(d)).[^1]\n\n## 2. Steps\n- one\n  goes on\n  - inner\n- two\n\n1) first\n\n> quoted\n\n| A | B |\n|---|---|\n| 1 | *2* |\n\n**Data and more**\n\nUnder\n-----\n\n[^1]: A note.\n";
        assert_eq!(
            blocks(text),
            [
                "h1 The old harbour",
                "p Some bold words and a link.",
                "h2 [2.] Steps",
                "li0 [-] one goes on",
                "li1 [-] inner",
                "li0 [-] two",
                "li0 [1)] first",
                "p quoted",
                "row A\tB",
                "row 1\t2",
                "h3 Data and more",
                "h2 Under",
                "note [1] A note.",
            ]
        );
    }

    #[test]
    fn a_letter_behind_a_bullet_is_the_label() {
        assert_eq!(
            blocks("- a) one\n- (ii) two\n- 3 boats\n"),
            ["li0 [a)] one", "li0 [(ii)] two", "li0 [-] 3 boats"]
        );
    }
}
