//! What makes a line of plain text a heading.

use super::lines::{Line, Shape, would_fit};
use super::marks::{Sort, mark};

/// What stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Gap {
    /// Nothing.
    #[default]
    None,
    /// The end of a page, with whatever stood at its edges.
    Page,
    /// A blank line.
    Blank,
    /// A drawn line, or the beginning of the text.
    Rule,
}

/// How a heading is set. Headings of one style are of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// "ANNEX II", "PART ONE".
    Part,
    /// Underlined with a sign.
    Underlined(char),
    /// In capitals.
    Capitals,
    /// "Session 2: …", "Panel 1".
    Session,
    /// With a mark before it: 3.1, II., A.
    Marked(Sort),
    /// Set off only by the space around it.
    Plain,
    /// Of a level that is known: Markdown.
    Level(u8),
}

/// Words that begin a heading of the outermost level.
const PARTS: [&str; 14] = [
    "annex",
    "annexes",
    "appendix",
    "part",
    "chapter",
    "annexe",
    "anexo",
    "anexos",
    "apéndice",
    "partie",
    "parte",
    "chapitre",
    "capítulo",
    "الملحق",
];

/// Words that begin a heading of a part of the meeting.
const SESSIONS: [&str; 16] = [
    "session",
    "panel",
    "section",
    "day",
    "theme",
    "cluster",
    "workshop",
    "séance",
    "atelier",
    "thème",
    "sesión",
    "tema",
    "panneau",
    "mesa",
    "taller",
    "objective",
];

/// The style of a line that stands alone, where it reads like a heading.
pub(super) fn style(line: &str, more: bool) -> Option<Style> {
    if line.chars().count() > 140 || !more {
        return None;
    }
    let bare = line.trim_end_matches(':').trim_end();
    if bare.ends_with(['.', ',', ';', '!', '”', '»', '"']) && !bare.ends_with("etc.") || bare.is_empty() {
        return None;
    }
    if bare.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return None;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let first = words.first()?.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let numbered = words.get(1).is_some_and(|w| is_ordinal(w));
    if PARTS.contains(&first.as_str()) && (numbered || words.len() == 1) {
        return Some(Style::Part);
    }
    if SESSIONS.contains(&first.as_str()) && numbered {
        return Some(Style::Session);
    }
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
    let small = bare.chars().filter(|c| c.is_lowercase()).count();
    if capitals >= 4 && small * 8 <= capitals && words.len() <= 20 {
        return Some(Style::Capitals);
    }
    let colon = bare.len() < line.len();
    if words.len() > 16
        || colon && (words.len() > 3 || words.iter().skip(1).any(|w| is_verb(w)))
        || !begins_like_title(bare)
        || line.ends_with('?') && words.len() > 8
    {
        return None;
    }
    // "Date: 3 May" and "Jane Doe, Minister" are no headings.
    if words.iter().rev().skip(1).any(|w| w.ends_with(':')) && !titled(&words)
        || words.len() > 1 && words[0].ends_with(':')
        || bare.contains('@')
        || bare.contains("://")
    {
        return None;
    }
    (words.len() <= 9 || titled(&words)).then_some(Style::Plain)
}

/// The style of a heading that was broken into lines.
pub(super) fn long_style(words: &str, lines: usize) -> Option<Style> {
    if lines > 3 || words.ends_with([':', '.', ';', ',', '?']) {
        return None;
    }
    match style(words, true) {
        Some(Style::Plain) => {
            let parts: Vec<&str> = words.split_whitespace().collect();
            titled(&parts).then_some(Style::Plain)
        }
        style => style,
    }
}

fn begins_like_title(words: &str) -> bool {
    words
        .trim_start_matches(['«', '“', '"', '¿', '¡', '(', '\''])
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || is_caseless(c))
}

/// Small words that make a line with a colon the beginning of a sentence: "Governments should:".
fn is_verb(word: &str) -> bool {
    const VERBS: [&str; 22] = [
        "should",
        "must",
        "shall",
        "will",
        "to",
        "are",
        "is",
        "had",
        "have",
        "agreed",
        "recommend",
        "recommended",
        "doivent",
        "devraient",
        "devront",
        "ont",
        "sont",
        "deben",
        "deberían",
        "deberán",
        "acordaron",
        "que",
    ];
    VERBS.contains(&word.trim_end_matches(',').to_lowercase().as_str())
}

/// Letters of scripts without capitals.
fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// Whether most longer words begin with a capital.
fn titled(words: &[&str]) -> bool {
    let long = || words.iter().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let great =
        long().filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    great * 10 >= long().count() * 6 && great > 0
}

fn is_ordinal(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let roman = !core.is_empty() && core.bytes().all(|b| b"IVXivx".contains(&b));
    roman
        || core.starts_with(|c: char| c.is_ascii_digit())
        || core.len() == 1
        || ["one", "two", "three", "four", "five"].contains(&core.to_lowercase().as_str())
}

/// Whether a line stands alone: what follows does not carry it on.
pub(super) fn alone(line: &Line, next: Option<(bool, &Line)>, shape: &Shape) -> bool {
    let Some((gap, next)) = next else { return true };
    if gap || !shape.wrapped {
        return !(gap && next.text.starts_with(char::is_lowercase) && line.text.ends_with(','));
    }
    let marked = mark(next.text).is_some();
    let short = would_fit(line, next, shape.width);
    marked && short
        || short && !next.text.starts_with(char::is_lowercase) && line.end * 4 < shape.width * 3
        || next.is_rule()
}

/// Whether a heading goes on on the next line.
pub(super) fn goes_on(words: &str, style: Style, line: &str, lines: usize) -> bool {
    if lines >= 4 || mark(line).is_some() {
        return false;
    }
    match style {
        Style::Capitals | Style::Part => {
            let capitals = line.chars().filter(|c| c.is_uppercase()).count();
            let small = line.chars().filter(|c| c.is_lowercase()).count();
            capitals >= 3 && small * 8 <= capitals
        }
        Style::Underlined(_) | Style::Level(_) => false,
        _ => line.starts_with(char::is_lowercase) && !words.ends_with(':'),
    }
}

/// The cells of a line of a table of contents: words, dots, page number.
pub(super) fn contents_row(line: &str) -> Option<String> {
    let dots = line
        .find("....")
        .or_else(|| line.find("….").or_else(|| line.find(". . . .")).or_else(|| line.find("……")))?;
    let (words, tail) = line.split_at(dots);
    let tail = tail.trim_start_matches(['.', ' ', '…', '\t']);
    let short = tail.len() <= 24
        && tail.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "–-ivxIVX".contains(c));
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    short.then(|| format!("{words}\t{}", tail.split_whitespace().collect::<Vec<_>>().join("\t")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_what_only_looks_like_one() {
        for (line, want) in [
            ("ANNEX I: CONCLUSIONS", Some(Style::Part)),
            ("Annex II", Some(Style::Part)),
            ("KEY MESSAGES", Some(Style::Capitals)),
            ("Session 2: Homes and Schools", Some(Style::Session)),
            ("Recommendations", Some(Style::Plain)),
            ("Recommendations:", Some(Style::Plain)),
            (
                "Strong Ties Along the Coast for Work, Homes and Schools in the Five Harbour Towns",
                Some(Style::Plain),
            ),
            ("Participants agreed on the following steps for the coming two years:", None),
            ("They met in the old town.", None),
            ("Date: 3 May", None),
            ("and then they left", None),
        ] {
            assert_eq!(style(line, true), want, "{line}");
        }
    }

    #[test]
    fn a_row_of_contents() {
        assert_eq!(
            contents_row("I.  Introduction ........... 1–4   3").as_deref(),
            Some("I. Introduction\t1–4\t3")
        );
        assert_eq!(contents_row("They waited.... and left"), None);
    }
}
