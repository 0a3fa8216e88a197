//! Where the words of a query stand in a text.

use super::{Query, Words, forms};
use crate::model::text::fold;
use std::collections::BTreeSet;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// What to mark in texts: the words and phrases that a query asks for, not those it excludes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    sought: Vec<Sought>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sought {
    /// What each word in turn may be; the last one also begins with `beginning`.
    words: Vec<BTreeSet<String>>,
    beginning: Option<String>,
}

impl Marks {
    /// What a query asks for.
    pub fn of(query: &Query) -> Marks {
        let mut sought = Vec::new();
        collect(query, &mut sought);
        Marks { sought }
    }

    /// Whether there is nothing to mark.
    pub fn is_empty(&self) -> bool {
        self.sought.is_empty()
    }

    /// Byte ranges of the text that answer, in order, apart from each other.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        if self.sought.is_empty() {
            return Vec::new();
        }
        let words = divided(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in 0..words.len() {
            let longest = self.sought.iter().filter_map(|sought| sought.at(&words[at..])).max();
            let Some(range) =
                longest.and_then(|count| Some(words[at].0.start..words.get(at + count - 1)?.0.end))
            else {
                continue;
            };
            match found.last_mut() {
                Some(last) if last.end > range.start => last.end = last.end.max(range.end),
                _ => found.push(range),
            }
        }
        found
    }
}

impl Sought {
    fn of(words: &Words) -> Sought {
        let (last, before) = words.words.split_last().map_or((None, &[][..]), |(l, b)| (Some(l), b));
        let mut sets: Vec<BTreeSet<String>> = before.iter().map(|w| BTreeSet::from([w.clone()])).collect();
        if let Some(last) = last {
            let alone = before.is_empty() && !words.exact;
            sets.push(if alone { forms(last) } else { BTreeSet::from([last.clone()]) });
        }
        Sought { words: sets, beginning: last.filter(|_| words.beginning).cloned() }
    }

    /// How many of these words, from the first on, are what is sought.
    fn at(&self, words: &[(Range<usize>, String)]) -> Option<usize> {
        let count = self.words.len();
        let here = words.get(..count)?;
        let stands = |n: usize, word: &str| {
            let begins = self.beginning.as_ref().filter(|_| n + 1 == count);
            self.words.get(n).is_some_and(|forms| forms.contains(word))
                || begins.is_some_and(|beginning| word.starts_with(beginning.as_str()))
        };
        (count > 0 && here.iter().enumerate().all(|(n, (_, word))| stands(n, word))).then_some(count)
    }
}

fn collect(query: &Query, into: &mut Vec<Sought>) {
    match query {
        Query::Words(words) => into.push(Sought::of(words)),
        Query::All(parts) | Query::Any(parts) => parts.iter().for_each(|part| collect(part, into)),
        Query::Everything | Query::Field(_) | Query::Not(_) => {}
    }
}

/// The words of a text, folded, with the bytes they stand on; divided as the full-text index divides it.
fn divided(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    let mut start = None;
    let inside = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == '\u{ad}';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((from..at, fold(&text[from..at])));
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_answers_is_marked() {
        let check = |query: &str, text: &str, marked: &[&str]| {
            let found = Marks::of(&Query::so_far(query)).find(text);
            assert_eq!(found.into_iter().map(|r| &text[r]).collect::<Vec<_>>(), marked, "{query}");
        };
        let text = "Women, and each woman’s children: données d'asile; search and rescue at sea.";
        check("woman ", text, &["Women", "woman"]);
        check("wom", text, &["Women", "woman"]);
        check("DONNEES ", text, &["données"]);
        check("asile ", text, &["asile"]);
        check("\"search and rescue\"", text, &["search and rescue"]);
        check("\"search and res", text, &["search and rescue"]);
        check("\"and rescue\" search ", text, &["search", "and rescue"]);
        check("\"rescue search\"", text, &[]);
        check("child or sea ", text, &["children", "sea"]);
        check("not sea", text, &[]);
        check("-sea woman* ", text, &["woman"]);
        check("verdict:keep", text, &[]);
        check("", text, &[]);
        check("se ", text, &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn ranges_lie_in_the_text_and_apart(query in "[a-c\" ]{0,8}", text in "[a-cé ́-]{0,30}|\\PC{0,30}") {
            let found = Marks::of(&Query::so_far(&query)).find(&text);
            let mut end = 0;
            for range in found {
                prop_assert!(range.start >= end && range.start < range.end && text.get(range.clone()).is_some());
                end = range.end;
            }
        }
    }
}
