//! Where the words that spoke for a suggestion stand in a text.

use crate::tui::fit::safe;
use std::ops::Range;

/// Byte ranges of a safe text in which these words stand as whole words, each where it stands first; in order, apart.
pub fn in_text(text: &str, words: &[&str]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = words.iter().filter_map(|words| first(text, &safe(words))).collect();
    found.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

fn first(text: &str, words: &str) -> Option<Range<usize>> {
    let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: &usize| {
        let end = at + words.len();
        !goes_on(text[..*at].chars().next_back()) && !goes_on(text[end..].chars().next())
    };
    let places = || text.match_indices(words).map(|(at, _)| at);
    let at = places().find(whole).or_else(|| places().next()).filter(|_| !words.is_empty())?;
    Some(at..at + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_and_neighbours_joined() {
        let check = |text: &str, words: &[&str], found: &[&str]| {
            let ranges = in_text(text, words);
            assert_eq!(ranges.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>(), found, "{text}");
        };
        check("research at sea, search and rescue", &["search"], &["search"]);
        assert_eq!(in_text("research at sea, search", &["search"]).first(), Some(&(17..23)));
        check("search and rescue at sea", &["rescue", "search and rescue"], &["search and rescue"]);
        check("Missing Migrants come home", &["Missing  Migrants", "home"], &["Missing Migrants", "home"]);
        check("nothing here", &["words", ""], &[]);
        check("sauvetage à la mer", &["à la mer"], &["à la mer"]);
    }
}
