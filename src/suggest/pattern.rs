//! How a term is written in a vocabulary file.

use super::words::Words;

/// Letters before the `*` of a prefix at least: it is looked up by that many.
pub(super) const SHORTEST_PREFIX: usize = 4;

/// A term as written in a vocabulary file: phrases that must all stand in the text (`+`), each in all the
/// wordings that its alternatives (`a/b`) allow.
#[derive(Debug)]
pub(super) struct Pattern {
    /// As it stands in the file.
    pub(super) written: String,
    /// Its phrases, each in all its wordings.
    pub(super) phrases: Vec<Vec<Vec<Part>>>,
}

/// One word of a phrase.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Folded, not yet stemmed.
    pub(super) word: String,
    /// Whether any word that begins so will do.
    pub(super) prefix: bool,
    /// Whether up to a few other words may stand before it.
    pub(super) after_gap: bool,
}

impl Pattern {
    /// Reads a term; an error says what is wrong with it.
    pub(super) fn read(written: &str) -> Result<Pattern, String> {
        let phrases =
            written.split(" + ").map(|p| read_phrase(p, written)).collect::<Result<Vec<_>, String>>()?;
        Ok(Pattern { written: written.to_owned(), phrases })
    }
}

fn read_phrase(phrase: &str, written: &str) -> Result<Vec<Vec<Part>>, String> {
    let mut wordings: Vec<Vec<Part>> = vec![Vec::new()];
    let mut gap = false;
    for piece in phrase.split_whitespace() {
        if piece == ".." {
            gap = true;
            continue;
        }
        let mut longer = Vec::new();
        for alternative in piece.split('/') {
            let parts = read_parts(alternative, gap, written)?;
            longer.extend(wordings.iter().map(|w| [w.as_slice(), &parts].concat()));
        }
        wordings = longer;
        gap = false;
    }
    Ok(wordings)
}

/// The words of one alternative: several where a hyphen or an apostrophe parts them.
fn read_parts(alternative: &str, gap: bool, written: &str) -> Result<Vec<Part>, String> {
    let (text, prefix) = match alternative.strip_suffix('*') {
        Some(text) => (text, true),
        None => (alternative, false),
    };
    let words = Words::of(text);
    let last = words.len().saturating_sub(1);
    let part = |(n, (_, word)): (usize, (_, &str))| Part {
        word: word.to_owned(),
        prefix: prefix && n == last,
        after_gap: gap && n == 0,
    };
    let parts: Vec<Part> = words.iter().enumerate().map(part).collect();
    if parts.iter().any(|p| p.prefix && (p.word.len() < SHORTEST_PREFIX || !p.word.is_ascii())) {
        return Err(format!("`{written}`: a word before * has at least {SHORTEST_PREFIX} letters"));
    }
    Ok(parts)
}
