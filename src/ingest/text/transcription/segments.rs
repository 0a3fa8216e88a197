//! One stream of words to headings, numbered pieces, items and paragraphs.

use super::contents::Contents;
use super::series;
use super::titles::{shouted, starter, title_end};
use crate::ingest::text::draft::{Draft, Drafts, Sort as DraftSort};
use crate::ingest::text::headings::{Gap, Style};
use crate::ingest::text::marks::{Mark, Set, Sort, mark};

/// Divides the words of the whole text into headings, numbered pieces and paragraphs.
pub(super) fn segments(words: &[(&str, u32)], contents: &Contents, drafts: &mut Drafts) {
    let mut divider = Divider { words, contents, drafts, from: 0, top: 0, inner: 0 };
    let mut at = 0;
    while at < words.len() {
        at = divider.step(at);
    }
    paragraphs(&words[divider.from..], divider.drafts);
}

struct Divider<'a, 'w> {
    words: &'a [(&'w str, u32)],
    contents: &'a Contents,
    drafts: &'a mut Drafts,
    /// Where the running text under way begins.
    from: usize,
    /// The number of the last chapter or item.
    top: u32,
    /// The number of the last piece of a count inside a chapter.
    inner: u32,
}

impl Divider<'_, '_> {
    /// Reads what stands at a word; answers the next word to look at.
    fn step(&mut self, at: usize) -> usize {
        let words = self.words;
        let top_of_page = at > 0 && words[at - 1].1 != words[at].1 && words[at].0.contains('.');
        // Where a heading ended just now another piece may begin.
        let boundary = at == 0 || at == self.from || ends(words[at - 1].0) || top_of_page;
        let piece = boundary.then(|| begins(words, at, self.top, self.inner)).flatten();
        let listed = self.contents.bare_title(&words[at..]);
        match piece {
            Some(Piece::Number(n)) => self.number(at, n),
            Some(Piece::Part(sort)) => {
                self.text(at);
                // After "3.6" comes "4.".
                self.top = words[at].0.split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
                let end = part(words, at, sort, self.contents, self.drafts);
                self.go(end)
            }
            Some(Piece::Known(len)) => self.heading(at, len),
            // A title in the middle of a sentence is only named there.
            None if boundary && listed > 1 => self.heading(at, listed),
            None if bullet_at(words, at) => {
                self.text(at);
                let end = item(words, at, self.contents, self.drafts);
                self.go(end)
            }
            None if series::begins(words, at) => self.series(at, false),
            None if boundary && shouted(words, at) > 0 => {
                self.text(at);
                let len = shouted(words, at);
                push_heading(words, at, len, self.drafts);
                self.go(at + len)
            }
            None => at + 1,
        }
    }

    /// "3. …": a chapter, or one of a count inside a chapter.
    fn number(&mut self, at: usize, n: u32) -> usize {
        let title = self.contents.title(&self.words[at + 1..]);
        let restarts = n == 1 && self.top > 0 || self.inner > 0 && n == self.inner + 1;
        let is_inner = title == 0 && restarts && (n == 1 || self.top + 1 != n || !self.contents.is_empty());
        let has_title = title > 0 || title_end(&self.words[at + 1..]).is_some();
        if !has_title && series::goes_on(self.words, at) {
            return self.series(at, is_inner);
        }
        self.text(at);
        (self.top, self.inner) = if is_inner { (self.top, n) } else { (n, 0) };
        let end = numbered(self.words, at, Counted { n, title, is_inner }, self.drafts);
        self.go(end)
    }

    fn series(&mut self, at: usize, is_inner: bool) -> usize {
        self.text(at);
        let (end, last) = series::read(self.words, at, self.drafts);
        if is_inner {
            self.inner = last.unwrap_or(self.inner);
        } else {
            self.top = last.unwrap_or(self.top);
        }
        self.go(end)
    }

    fn heading(&mut self, at: usize, len: usize) -> usize {
        self.text(at);
        push_heading(self.words, at, len, self.drafts);
        self.top = 0;
        self.go(at + len)
    }

    /// Hands on the running text before a piece.
    fn text(&mut self, at: usize) {
        paragraphs(&self.words[self.from..at], self.drafts);
    }

    fn go(&mut self, at: usize) -> usize {
        self.from = at;
        at
    }
}

fn push_heading(words: &[(&str, u32)], at: usize, len: usize, drafts: &mut Drafts) {
    let heading = DraftSort::Heading(Style::Part);
    let mut draft = Draft::new(heading, Some(words[at].1), join(&words[at..at + len]));
    draft.gap = Gap::Blank;
    drafts.push(draft);
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "•" | "●" | "▪" | "■" | "◦" | "➢" | "►" | "✓" | "\u{f0b7}" | "\u{f0a7}")
}

/// Whether a bullet stands there; a dash is one after the end of a sentence or a colon.
fn bullet_at(words: &[(&str, u32)], at: usize) -> bool {
    let dash =
        matches!(words[at].0, "–" | "-" | "—" | "*") && at > 0 && words[at - 1].0.ends_with([':', ';', '.']);
    (is_bullet(words[at].0) || dash) && at + 1 < words.len()
}

/// An item after a bullet: up to the next bullet, or to the end of its sentence where none follows soon.
fn item(words: &[(&str, u32)], at: usize, contents: &Contents, drafts: &mut Drafts) -> usize {
    const LONGEST: usize = 150;
    let body = at + 1;
    let rest = &words[body..words.len().min(body + LONGEST)];
    let bullet = (0..rest.len()).find(|n| bullet_at(words, body + n));
    let sentence = rest.iter().position(|w| w.0.ends_with('.')).map(|n| n + 1);
    let heading = (1..rest.len()).find(|n| ends(rest[n - 1].0) && begins(words, body + n, 0, 0).is_some());
    let listed = (1..rest.len()).find(|n| contents.bare_title(&words[body + n..]) > 1);
    let heading = [heading, listed].into_iter().flatten().min();
    let sentence = sentence.filter(|len| listed.is_none_or(|heading| *len <= heading));
    let len = match (bullet, heading) {
        (Some(bullet), Some(heading)) if heading < bullet => sentence.unwrap_or(heading).min(heading),
        (Some(bullet), _) => bullet,
        (None, Some(heading)) => sentence.unwrap_or(heading).min(heading),
        (None, None) => sentence.unwrap_or(rest.len()),
    };
    // What follows its sentence before the next bullet leads into the next list: "For donors:".
    let len = (1..len)
        .rev()
        .find(|n| {
            words[body + n - 1].0.ends_with('.') && len - n <= 14 && words[body + len - 1].0.ends_with(':')
        })
        .unwrap_or(len);
    let mut draft = Draft::new(DraftSort::Item, Some(words[at].1), join(&words[body..body + len]));
    draft.label = Some(words[at].0.to_owned());
    draft.mark = words[at].0.chars().next().map(Sort::Bullet);
    drafts.push(draft);
    body + len
}

enum Piece {
    /// "3." in the order of its list.
    Number(u32),
    /// "3.1 Title".
    Part(Sort),
    /// A heading that reports have, of so many words.
    Known(usize),
}

/// Headings without a number that stand glued to the sentence after them.
const KNOWN: [&str; 17] = [
    "Introduction",
    "Foreword",
    "Preface",
    "Avant-propos",
    "Prefacio",
    "Prólogo",
    "Conclusion",
    "Conclusions",
    "Recommendations",
    "Annexes",
    "Background",
    "Acknowledgements",
    "References",
    "Recommandations",
    "Conclusiones",
    "Recomendaciones",
    "Introducción",
];

fn begins(words: &[(&str, u32)], at: usize, top: u32, inner: u32) -> Option<Piece> {
    let word = words[at].0;
    let next = words.get(at + 1)?.0;
    let upper = next.starts_with(char::is_uppercase);
    if let Some(n) = word.strip_suffix('.').and_then(|w| w.parse::<u32>().ok()) {
        let goes_on = n == top + 1 || n == 1 || inner > 0 && n == inner + 1;
        return (upper && goes_on).then_some(Piece::Number(n));
    }
    if word.contains('.')
        && let Some(Mark { sort: sort @ Sort::Parts(..), .. }) = mark(word)
    {
        return upper.then_some(Piece::Part(sort));
    }
    let first = at == 0 || words[at - 1].1 != words[at].1;
    let known = KNOWN.contains(&word) && (upper && starter(next) || first);
    if known {
        return Some(Piece::Known(1));
    }
    known_phrase(words, at).map(Piece::Known)
}

/// The words of a longer heading that reports have, where a sentence or a list is glued to it.
fn known_phrase(words: &[(&str, u32)], at: usize) -> Option<usize> {
    const PHRASES: [&str; 22] = [
        "way forward",
        "the way forward",
        "ways forward",
        "next steps",
        "key messages",
        "key recommendations",
        "main recommendations",
        "priority actions",
        "action points",
        "executive summary",
        "conclusions and recommendations",
        "recommendations and conclusions",
        "conclusions and way forward",
        "recommendations and way forward",
        "summary of recommendations",
        "list of participants",
        "closing session",
        "opening session",
        "conclusions et recommandations",
        "prochaines étapes",
        "conclusiones y recomendaciones",
        "próximos pasos",
    ];
    let rest = &words[at..];
    if !rest[0].0.starts_with(char::is_uppercase) {
        return None;
    }
    PHRASES.iter().find_map(|phrase| {
        let len = phrase.split(' ').count();
        let said = rest.len() > len
            && phrase.split(' ').zip(rest).all(|(p, w)| w.0.to_lowercase() == p)
            && rest[len].0.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric());
        said.then_some(len)
    })
}

/// Whether a word ends a sentence or announces something.
fn ends(word: &str) -> bool {
    word.ends_with(['.', ':', ';', '?', '!']) || word.ends_with(".)") || word == "and"
}

/// A number at the beginning of a piece.
struct Counted {
    n: u32,
    /// The words of its title that the table of contents tells, or 0.
    title: usize,
    /// Whether it counts inside a chapter.
    is_inner: bool,
}

/// "3. Title Sentence": a numbered piece. Answers where it ends: after its title, or at its first word where it has none.
fn numbered(words: &[(&str, u32)], at: usize, counted: Counted, drafts: &mut Drafts) -> usize {
    /// The level of headings that count inside a chapter.
    const INNER: u8 = 5;
    let Counted { n, title, is_inner } = counted;
    let body = at + 1;
    let label = words[at].0.to_owned();
    let page = Some(words[at].1);
    match Some(title).filter(|len| *len > 0).or_else(|| title_end(&words[body..])) {
        Some(len) => {
            let style = if is_inner { Style::Level(INNER) } else { Style::Marked(Sort::Number(n, Set::Dot)) };
            let mut draft = Draft::new(DraftSort::Heading(style), page, join(&words[body..body + len]));
            draft.label = Some(label);
            draft.gap = Gap::Blank;
            drafts.push(draft);
            body + len
        }
        None => {
            let next = (body + 1..words.len()).find(|at| {
                ends(words[at - 1].0) && (begins(words, *at, n, n).is_some() || shouted(words, *at) > 0)
            });
            let len = next.unwrap_or(words.len()) - body;
            // The last of a list has its sentence; what follows is text again.
            let followed = next
                .and_then(|at| begins(words, at, n, n))
                .is_some_and(|p| matches!(p, Piece::Number(m) if m == n + 1));
            let sentence = words[body..body + len].iter().position(|w| w.0.ends_with('.')).map(|n| n + 1);
            let len = match sentence {
                Some(sentence) if !followed && n > 2 && len > 100 => sentence,
                _ => len,
            };
            // A numbered piece of several sentences is a paragraph; the first keeps the number.
            let mut draft = Draft::new(DraftSort::Paragraph, page, join(&words[body..body + len]));
            draft.label = Some(label);
            draft.gap = Gap::Blank;
            drafts.push(draft);
            body + len
        }
    }
}

fn part(words: &[(&str, u32)], at: usize, sort: Sort, contents: &Contents, drafts: &mut Drafts) -> usize {
    let body = at + 1;
    // Of an annex whose title runs into another the first words are enough.
    let annex = words.get(body).is_some_and(|w| matches!(w.0, "Annex" | "Annexe" | "Anexo" | "Appendix"));
    let fallback = if annex { 6.min(words.len() - body) } else { 0 };
    let told = Some(contents.title(&words[body..])).filter(|len| *len > 0);
    let len =
        told.or_else(|| title_end(&words[body..])).filter(|len| !annex || *len <= 20).unwrap_or(fallback);
    if len == 0 {
        return body;
    }
    let mut draft = Draft::new(
        DraftSort::Heading(Style::Marked(sort)),
        Some(words[at].1),
        join(&words[body..body + len]),
    );
    draft.label = Some(words[at].0.to_owned());
    draft.gap = Gap::Blank;
    drafts.push(draft);
    body + len
}

/// Paragraphs of a stretch of sentences: nothing tells where they end, so a stretch is one for each page it runs over
/// in which a sentence ends.
pub(super) fn paragraphs(words: &[(&str, u32)], drafts: &mut Drafts) {
    let mut from = 0;
    for at in 1..words.len() {
        if words[at].1 != words[at - 1].1 && words[at - 1].0.ends_with('.') {
            paragraph(&words[from..at], drafts);
            from = at;
        }
    }
    paragraph(&words[from..], drafts);
}

fn paragraph(words: &[(&str, u32)], drafts: &mut Drafts) {
    if let Some((_, page)) = words.first() {
        let mut draft = Draft::new(DraftSort::Paragraph, Some(*page), join(words));
        draft.gap = Gap::Blank;
        drafts.push(draft);
    }
}

pub(super) fn join(words: &[(&str, u32)]) -> String {
    let mut out = String::with_capacity(words.iter().map(|w| w.0.len() + 1).sum());
    for (word, _) in words {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
