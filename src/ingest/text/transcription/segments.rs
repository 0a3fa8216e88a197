//! One stream of words to headings, numbered pieces, items and paragraphs.

use super::series;
use super::titles::{shouted, starter, title_end};
use crate::ingest::text::draft::{Draft, Drafts, Sort as DraftSort};
use crate::ingest::text::headings::{Gap, Style};
use crate::ingest::text::marks::{Mark, Set, Sort, mark};

/// Divides the words of the whole text into headings, numbered pieces and paragraphs.
pub(super) fn segments(words: &[(&str, u32)], drafts: &mut Drafts) {
    let mut from = 0;
    let mut top = 0u32;
    let mut at = 0;
    while at < words.len() {
        let top_of_page = at > 0 && words[at - 1].1 != words[at].1 && words[at].0.contains('.');
        let boundary = at == 0 || ends(words[at - 1].0) || top_of_page;
        let piece = boundary.then(|| begins(words, at, top)).flatten();
        match piece {
            Some(Piece::Number(_)) if title_end(&words[at + 1..]).is_none() && series::goes_on(words, at) => {
                paragraphs(&words[from..at], drafts);
                let (end, last) = series::read(words, at, drafts);
                (at, from) = (end, end);
                top = last.unwrap_or(top);
            }
            Some(Piece::Number(n)) => {
                paragraphs(&words[from..at], drafts);
                at = numbered(words, at, n, drafts);
                top = n;
                from = at;
            }
            Some(Piece::Part(sort)) => {
                paragraphs(&words[from..at], drafts);
                // After "3.6" comes "4.".
                top = words[at].0.split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
                at = part(words, at, sort, drafts);
                from = at;
            }
            Some(Piece::Known(len)) => {
                paragraphs(&words[from..at], drafts);
                let mut draft = Draft::new(
                    DraftSort::Heading(Style::Part),
                    Some(words[at].1),
                    join(&words[at..at + len]),
                );
                draft.gap = Gap::Blank;
                drafts.push(draft);
                at += len;
                top = 0;
                from = at;
            }
            None if bullet_at(words, at) => {
                paragraphs(&words[from..at], drafts);
                at = item(words, at, drafts);
                from = at;
            }
            None if series::begins(words, at) => {
                paragraphs(&words[from..at], drafts);
                let (end, last) = series::read(words, at, drafts);
                (at, from) = (end, end);
                top = last.unwrap_or(top);
            }
            None if boundary && shouted(words, at) > 0 => {
                paragraphs(&words[from..at], drafts);
                let len = shouted(words, at);
                let heading = DraftSort::Heading(Style::Part);
                let mut draft = Draft::new(heading, Some(words[at].1), join(&words[at..at + len]));
                draft.gap = Gap::Blank;
                drafts.push(draft);
                at += len;
                from = at;
            }
            None => at += 1,
        }
    }
    paragraphs(&words[from..], drafts);
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
fn item(words: &[(&str, u32)], at: usize, drafts: &mut Drafts) -> usize {
    const LONGEST: usize = 150;
    let body = at + 1;
    let rest = &words[body..words.len().min(body + LONGEST)];
    let bullet = (0..rest.len()).find(|n| bullet_at(words, body + n));
    let sentence = rest.iter().position(|w| w.0.ends_with('.')).map(|n| n + 1);
    let heading = (1..rest.len()).find(|n| ends(rest[n - 1].0) && begins(words, body + n, 0).is_some());
    let len = match (bullet, heading) {
        (Some(bullet), Some(heading)) if heading < bullet => sentence.unwrap_or(heading).min(heading),
        (Some(bullet), _) => bullet,
        _ => sentence.unwrap_or(rest.len()),
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
const KNOWN: [&str; 12] = [
    "Introduction",
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

fn begins(words: &[(&str, u32)], at: usize, top: u32) -> Option<Piece> {
    let word = words[at].0;
    let next = words.get(at + 1)?.0;
    let upper = next.starts_with(char::is_uppercase);
    if let Some(n) = word.strip_suffix('.').and_then(|w| w.parse::<u32>().ok()) {
        return (upper && (n == top + 1 || n == 1)).then_some(Piece::Number(n));
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

/// "3. Title Sentence": a numbered piece. Answers where it ends: after its title, or at its first word where it has none.
fn numbered(words: &[(&str, u32)], at: usize, n: u32, drafts: &mut Drafts) -> usize {
    let body = at + 1;
    let label = words[at].0.to_owned();
    let page = Some(words[at].1);
    match title_end(&words[body..]) {
        Some(len) => {
            let mut draft = Draft::new(
                DraftSort::Heading(Style::Marked(Sort::Number(n, Set::Dot))),
                page,
                join(&words[body..body + len]),
            );
            draft.label = Some(label);
            draft.gap = Gap::Blank;
            drafts.push(draft);
            body + len
        }
        None => {
            let next = (body + 1..words.len()).find(|at| {
                ends(words[at - 1].0) && (begins(words, *at, n).is_some() || shouted(words, *at) > 0)
            });
            let len = next.unwrap_or(words.len()) - body;
            // The last of a list has its sentence; what follows is text again.
            let followed = next
                .and_then(|at| begins(words, at, n))
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

fn part(words: &[(&str, u32)], at: usize, sort: Sort, drafts: &mut Drafts) -> usize {
    let body = at + 1;
    // Of an annex whose title runs into another the first words are enough.
    let annex = words.get(body).is_some_and(|w| matches!(w.0, "Annex" | "Annexe" | "Anexo" | "Appendix"));
    let fallback = if annex { 6.min(words.len() - body) } else { 0 };
    let len = title_end(&words[body..]).filter(|len| !annex || *len <= 20).unwrap_or(fallback);
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
