//! Raw transcriptions as download sites make them: one line a page that begins with its number, running heads, page
//! numbers and notes inside the sentences, headings glued to what follows, and, after the end, excerpts of other documents.

use super::draft::{Draft, Drafts, Sort as DraftSort};
use super::headings::{Gap, Style};
use super::marks::{Set, Sort};
use std::collections::HashMap;

/// A page as words.
struct Page<'a> {
    number: u32,
    words: Vec<&'a str>,
}

/// Reads a raw transcription: the drafts and the number of pages. None where the text is not one.
pub(super) fn read(text: &str) -> Option<(Drafts, u32)> {
    let (title, mut pages) = pages(text)?;
    drop_heads(&mut pages);
    let count = pages.last()?.number;
    let mut drafts = Drafts::default();
    if let Some(title) = title {
        let mut draft = Draft::new(DraftSort::Heading(Style::Level(1)), None, title.to_owned());
        draft.gap = Gap::Rule;
        drafts.push(draft);
    }
    let mut words: Vec<(&str, u32)> = Vec::new();
    let mut notes = Vec::new();
    let mut next_note = 1;
    for page in &mut pages {
        notes.extend(take_notes(&mut page.words, &mut next_note).into_iter().map(|note| (page.number, note)));
        words.extend(page.words.iter().map(|w| (*w, page.number)));
    }
    segments(&words, &mut drafts);
    for (page, (n, words)) in notes {
        let mut draft = Draft::new(DraftSort::Note, Some(page), words);
        draft.label = Some(n.to_string());
        drafts.push(draft);
    }
    Some((drafts, count))
}

/// The pages of a transcription and its title, if the text is one: most of its words stand on long lines that begin
/// with rising numbers.
fn pages(text: &str) -> Option<(Option<&str>, Vec<Page<'_>>)> {
    let mut pages: Vec<Page> = Vec::new();
    let mut title = None;
    let mut total = 0;
    let mut inside = 0;
    let mut since = 0;
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if pages.is_empty()
            && title.is_none()
            && total == 0
            && line.len() < 300
            && !line.starts_with(|c: char| c.is_ascii_digit())
        {
            title = Some(line);
        }
        total += line.len();
        let expected = pages.last().map_or(1, |p| p.number + 1);
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        if first.parse() == Ok(expected) && since <= 3 {
            since = 0;
            inside += line.len();
            pages.push(Page { number: expected, words: rest.split_whitespace().collect() });
        } else if !pages.is_empty() {
            since += 1;
        }
        if since > 3 && pages.len() < 4 {
            return None;
        }
    }
    let words: usize = pages.iter().map(|p| p.words.len()).sum();
    let long = pages.len() >= 4
        && words / pages.len() >= 60
        && pages.iter().filter(|p| p.words.len() > 40).count() >= 3;
    (long && inside * 3 >= total).then_some((title, pages))
}

/// Drops running heads: words that stand with the printed page number on several pages.
fn drop_heads(pages: &mut [Page]) {
    let Some(offset) = printed_offset(pages) else { return };
    let mut contexts: Vec<(usize, usize)> = Vec::new();
    for (n, page) in pages.iter().enumerate() {
        let Some(printed) = page.number.checked_add_signed(offset).filter(|p| *p > 0) else { continue };
        let printed = printed.to_string();
        contexts.extend(page.words.iter().enumerate().filter(|(_, w)| **w == printed).map(|(at, _)| (n, at)));
    }
    // How many words before the number agree with those before the number of another page.
    let before =
        |(n, at): (usize, usize)| pages[n].words[..at].iter().rev().take(40).copied().collect::<Vec<_>>();
    let mut by_last: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, context) in contexts.iter().enumerate() {
        if let Some(word) = before(*context).first() {
            by_last.entry(word).or_default().push(i);
        }
    }
    let mut cuts: Vec<(usize, usize, usize)> = Vec::new();
    for (i, context) in contexts.iter().enumerate() {
        let own = before(*context);
        let Some(others) = own.first().and_then(|w| by_last.get(w)) else { continue };
        let common = |j: usize| own.iter().zip(before(contexts[j])).take_while(|(a, b)| **a == *b).count();
        let best = others
            .iter()
            .take(60)
            .filter(|j| contexts[**j].0 != contexts[i].0)
            .map(|j| common(*j))
            .max()
            .unwrap_or(0);
        let (n, at) = *context;
        let last = at + 1 == pages[n].words.len();
        if best >= 2 {
            cuts.push((n, at - best, at + 1));
        } else if let Some(len) = repeated_before(pages, n, at) {
            cuts.push((n, at - len, at + 1));
        } else if last {
            cuts.push((n, at - lone_head(&pages[n].words[..at]), at + 1));
        }
    }
    for (n, from, to) in cuts.into_iter().rev() {
        if to <= pages[n].words.len() {
            pages[n].words.drain(from..to);
        }
    }
}

/// Words of a head that stands alone at the end of a page, after the end of a sentence: "Conclusions 16".
fn lone_head(words: &[&str]) -> usize {
    let tail = words.iter().rev().take_while(|w| !w.ends_with(['.', ':', ';', '?', '!', ')'])).count();
    let titled = words[words.len() - tail..].first().is_some_and(|w| w.starts_with(char::is_uppercase));
    if tail <= 6 && titled { tail } else { 0 }
}

/// The length of a phrase of four words or more, capital first, before `at` that stands elsewhere too: the heading of
/// the part, as a running head.
fn repeated_before(pages: &[Page], n: usize, at: usize) -> Option<usize> {
    let words = &pages[n].words;
    (4..=14.min(at)).rev().find(|len| {
        let phrase = &words[at - len..at];
        let stands = at == *len || words[at - len - 1].ends_with(['.', ';', ':', '?', ')']);
        phrase[0].starts_with(char::is_uppercase)
            && stands
            && pages.iter().enumerate().any(|(m, p)| {
                p.words.windows(*len).enumerate().any(|(k, w)| w == phrase && !(m == n && k == at - len))
            })
    })
}

/// The difference between printed page numbers and places, by vote of the numbers at the ends of pages.
fn printed_offset(pages: &[Page]) -> Option<i32> {
    let mut votes: HashMap<i32, usize> = HashMap::new();
    for page in pages {
        let ends = page.words.iter().rev().take(1).chain(page.words.iter().take(1));
        for n in ends.filter_map(|w| w.parse::<i32>().ok()) {
            *votes.entry(n - page.number as i32).or_default() += 1;
        }
    }
    votes
        .into_iter()
        .filter(|(_, v)| *v >= 3)
        .max_by_key(|(offset, v)| (*v, -offset.abs()))
        .map(|(offset, _)| offset)
}

/// Takes the notes off the end of a page, and their marks out of its words. The notes begin at the second place of the
/// number of the first of them.
fn take_notes(words: &mut Vec<&str>, next: &mut u32) -> Vec<(u32, String)> {
    for n in *next..*next + 4 {
        let at = places(words, n);
        let marked = at.len() > 1 || words.iter().any(|w| ends_with_mark(w, n));
        let begins = |at: &usize| {
            let after = words.get(at + 1).and_then(|w| w.chars().next());
            after.is_some_and(|c| c.is_uppercase() || matches!(c, '\u{201c}' | '"')) && *at * 3 > words.len()
        };
        let Some(from) = at.iter().rfind(|at| begins(at)).copied().filter(|_| marked) else { continue };
        let mut notes: Vec<(u32, String)> = Vec::new();
        for word in &words[from..] {
            let following = notes.last().map_or(n, |(last, _)| last + 1);
            match notes.last_mut() {
                Some((_, text)) if *word != following.to_string() => {
                    text.push(' ');
                    text.push_str(word);
                }
                _ => notes.push((following, String::new())),
            }
        }
        words.truncate(from);
        for (n, _) in &notes {
            if let Some(mark) = places(words, *n).first() {
                words.remove(*mark);
            }
        }
        *next = notes.last().map_or(n, |(last, _)| *last) + 1;
        return notes;
    }
    Vec::new()
}

/// Where a number stands as a word of its own and is no part of a name.
fn places(words: &[&str], n: u32) -> Vec<usize> {
    let digits = n.to_string();
    let alone = |at: &usize| {
        let next_is_number = words.get(at + 1).is_some_and(|w| w.starts_with(char::is_numeric));
        words[*at] == digits && *at > 0 && !acronym(words[*at - 1]) && !next_is_number
    };
    (0..words.len()).filter(alone).collect()
}

/// Whether a word ends with the mark of a note stuck to it: "inspectors,10".
fn ends_with_mark(word: &str, n: u32) -> bool {
    let core = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    core.strip_suffix(&n.to_string())
        .is_some_and(|w| w.len() > 2 && w.ends_with(|c: char| c.is_alphabetic() || ".,;:)”".contains(c)))
}

/// Words that take a number as part of their name: "GRCP 7", "Annex 2", "page 3".
fn acronym(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    core.len() > 1 && core.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        || matches!(
            core.to_lowercase().as_str(),
            "annex"
                | "para"
                | "paragraph"
                | "article"
                | "art"
                | "page"
                | "no"
                | "phase"
                | "session"
                | "figure"
                | "table"
                | "target"
                | "goal"
                | "objective"
                | "level"
                | "appendix"
                | "target."
        )
}

/// Divides the words of the whole text into headings, numbered pieces and paragraphs.
fn segments(words: &[(&str, u32)], drafts: &mut Drafts) {
    let mut from = 0;
    let mut top = 0u32;
    let mut at = 0;
    while at < words.len() {
        let top_of_page = at > 0 && words[at - 1].1 != words[at].1 && words[at].0.contains('.');
        let boundary = at == 0 || ends(words[at - 1].0) || top_of_page;
        let piece = boundary.then(|| begins(words, at, top)).flatten();
        match piece {
            Some(Piece::Number(n)) => {
                paragraphs(&words[from..at], drafts);
                at = numbered(words, at, n, drafts);
                top = n;
                from = at;
            }
            Some(Piece::Part(sort)) => {
                paragraphs(&words[from..at], drafts);
                at = part(words, at, sort, drafts);
                top = 0;
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
            None if is_bullet(words[at].0) => {
                paragraphs(&words[from..at], drafts);
                at = item(words, at, drafts);
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

/// An item after a bullet: up to the next bullet, or to the end of its sentence where none follows soon.
fn item(words: &[(&str, u32)], at: usize, drafts: &mut Drafts) -> usize {
    const LONGEST: usize = 150;
    let body = at + 1;
    let rest = &words[body..words.len().min(body + LONGEST)];
    let bullet = rest.iter().position(|w| is_bullet(w.0));
    let sentence = rest.iter().position(|w| w.0.ends_with('.')).map(|n| n + 1);
    let heading = (1..rest.len()).find(|n| ends(rest[n - 1].0) && begins(words, body + n, 0).is_some());
    let len = match (bullet, heading) {
        (Some(bullet), Some(heading)) if heading < bullet => sentence.unwrap_or(heading).min(heading),
        (Some(bullet), _) => bullet,
        _ => sentence.unwrap_or(rest.len()),
    };
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
        && let Some(super::marks::Mark { sort: sort @ Sort::Parts(..), .. }) = super::marks::mark(word)
    {
        return upper.then_some(Piece::Part(sort));
    }
    let first = at == 0 || words[at - 1].1 != words[at].1;
    let known = KNOWN.contains(&word) && (upper && starter(next) || first);
    known.then_some(Piece::Known(1))
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
            let len = (body + 1..words.len())
                .find(|at| ends(words[at - 1].0) && begins(words, *at, n).is_some())
                .unwrap_or(words.len())
                - body;
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

/// The number of words of a title that a sentence is glued to.
fn title_end(words: &[(&str, u32)]) -> Option<usize> {
    const LONGEST: usize = 60;
    if words.first().is_some_and(|w| starter(w.0)) {
        return None;
    }
    for at in 1..words.len().min(LONGEST) {
        let (before, word) = (words[at - 1].0, words[at].0);
        if before.ends_with(['.', ';']) || before.ends_with('?') {
            return None;
        }
        let upper = word.starts_with(char::is_uppercase);
        if !upper || before.ends_with([',', ':', '/', '-', '–']) || binds(before) {
            continue;
        }
        let next = words.get(at + 1).map_or("", |w| w.0);
        let sentence = next.starts_with(char::is_lowercase) || word.ends_with(',');
        let free = !before.starts_with(char::is_uppercase) || before.ends_with(')');
        if starter(word) && (at > 1 || next.starts_with(char::is_lowercase)) || free && sentence && at > 2 {
            return Some(at);
        }
    }
    None
}

/// Words that want a noun after them: what follows is no new sentence.
fn binds(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "the"
            | "of"
            | "and"
            | "for"
            | "in"
            | "to"
            | "on"
            | "with"
            | "a"
            | "an"
            | "by"
            | "between"
            | "among"
            | "or"
            | "from"
            | "at"
            | "as"
            | "other"
            | "its"
            | "their"
            | "through"
            | "within"
            | "under"
            | "per"
            | "de"
            | "du"
            | "des"
            | "la"
            | "le"
            | "les"
            | "et"
            | "en"
            | "el"
            | "los"
            | "las"
            | "y"
            | "del"
            | "para"
            | "pour"
            | "avec"
            | "con"
            | "across"
            | "towards"
            | "&"
            | "all"
            | "into"
            | "this"
            | "these"
            | "those"
            | "that"
            | "our"
            | "many"
            | "all."
    )
}

/// Words that begin a sentence and hardly ever stand in the middle of a title.
fn starter(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "This"
            | "These"
            | "Those"
            | "There"
            | "It"
            | "In"
            | "A"
            | "An"
            | "They"
            | "We"
            | "On"
            | "At"
            | "Participants"
            | "During"
            | "As"
            | "Many"
            | "Some"
            | "Several"
            | "While"
            | "Although"
            | "Since"
            | "Le"
            | "La"
            | "Les"
            | "Ce"
            | "Cette"
            | "Il"
            | "El"
            | "Los"
            | "Las"
            | "Este"
            | "Esta"
            | "Se"
            | "Un"
            | "Une"
            | "Una"
            | "Delegates"
            | "Speakers"
    )
}

/// Paragraphs of a stretch of sentences: nothing tells where they end, so a stretch is one for each page it runs over
/// in which a sentence ends.
fn paragraphs(words: &[(&str, u32)], drafts: &mut Drafts) {
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

fn join(words: &[(&str, u32)]) -> String {
    let mut out = String::with_capacity(words.iter().map(|w| w.0.len() + 1).sum());
    for (word, _) in words {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
