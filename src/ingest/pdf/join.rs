//! Joins the words of lines, mending words that were broken with a hyphen.

use std::collections::HashMap;

/// Joins the words of lines, mending words that were broken with a hyphen.
pub(super) struct Joiner {
    /// For each (left, right) broken at a line end: seen as one word, seen with its hyphen.
    seen: HashMap<(String, String), (bool, bool)>,
}

/// First parts of compounds that keep their hyphen where nothing else tells.
const COMPOUNDING: [&str; 20] = [
    "cross", "self", "non", "well", "inter", "intra", "ex", "anti", "counter", "multi", "post", "pre", "co",
    "socio", "follow", "long", "short", "human", "gender", "evidence",
];

impl Joiner {
    /// Learns from the whole text how words broken at its line ends are written elsewhere.
    pub fn new<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut seen = HashMap::new();
        let mut last = "";
        for line in lines.clone().filter(|l| !l.is_empty()) {
            if let Some((left, right)) = broken(last, line) {
                seen.insert((left.to_lowercase(), right.to_lowercase()), (false, false));
            }
            last = line;
        }
        if !seen.is_empty() {
            let joined: HashMap<String, (String, String)> =
                seen.keys().map(|(l, r)| (format!("{l}{r}"), (l.clone(), r.clone()))).collect();
            for word in lines.flat_map(words) {
                let lower = word.to_lowercase();
                if let Some(key) = joined.get(&lower) {
                    seen.entry(key.clone()).or_default().0 = true;
                } else if let Some((l, r)) = lower.split_once('-')
                    && let Some(found) = seen.get_mut(&(l.to_owned(), r.to_owned()))
                {
                    found.1 = true;
                }
            }
        }
        Joiner { seen }
    }

    /// Adds a line to the words before it.
    pub fn join(&self, words: &mut String, line: &str) {
        if words.is_empty() {
            words.push_str(line);
            return;
        }
        if let Some((left, right)) = broken(words, line) {
            let soft = !words.ends_with('-');
            let key = (left.to_lowercase(), right.to_lowercase());
            let (whole, hyphened) = self.seen.get(&key).copied().unwrap_or_default();
            let keep = !soft && !whole && (hyphened || COMPOUNDING.contains(&key.0.as_str()));
            if !keep {
                words.pop();
            }
        } else if !ends_open(words, line) {
            words.push(' ');
        }
        words.push_str(line);
    }
}

/// The two halves of a word broken with a hyphen between two lines: the second begins in lower case.
fn broken<'a>(words: &'a str, line: &'a str) -> Option<(&'a str, &'a str)> {
    let head = words.strip_suffix(['-', '\u{2010}', '\u{ad}'])?;
    let left = head.rsplit(|c: char| !c.is_alphabetic()).next().filter(|l| l.chars().count() > 1)?;
    let right =
        line.split(|c: char| !c.is_alphabetic()).next().filter(|r| r.starts_with(char::is_lowercase))?;
    // "two- and three-year" is no broken word.
    (!matches!(right, "and" | "or" | "et" | "ou" | "y" | "o" | "to" | "e")).then_some((left, right))
}

/// Whether the next line goes on without a space: after the hyphen of a compound or a slash.
fn ends_open(words: &str, line: &str) -> bool {
    let mut back = words.chars().rev();
    matches!(back.next(), Some('-' | '\u{2010}' | '/'))
        && back.next().is_some_and(char::is_alphanumeric)
        && line.starts_with(char::is_uppercase)
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphabetic() || c == '-')).filter(|w| w.len() > 3)
}
