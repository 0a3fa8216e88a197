//! Finding a label by a number or any parts of it: words in any order, accents folded.

use crate::model::text::fold;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// What can be found: a sign such as a number, and everything it is called.
#[derive(Debug, Clone)]
pub struct Named {
    sign: String,
    names: Vec<String>,
}

impl Named {
    /// Something with a sign and names, in any language.
    pub fn new(sign: &str, names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Named { sign: fold(sign), names: names.into_iter().map(|n| fold(n.as_ref())).collect() }
    }
}

/// Places of those that answer the query, best first; all of them, in their order, where the query is empty.
/// A number finds the one with that sign first, then those whose sign begins with it.
pub fn find(query: &str, among: &[Named]) -> Vec<usize> {
    let query = fold(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let matcher = SkimMatcherV2::default().ignore_case();
    let mut found: Vec<(i64, usize)> = among
        .iter()
        .enumerate()
        .filter_map(|(at, named)| Some((score(&matcher, &words, named)?, at)))
        .collect();
    // What answers far worse than the best is chance, not an answer.
    let best = found.iter().map(|(score, _)| *score).max().unwrap_or(0);
    found.retain(|(score, _)| score * 2 >= best);
    found.sort_by_key(|(score, at)| (-score, *at));
    found.into_iter().map(|(_, at)| at).collect()
}

fn score(matcher: &SkimMatcherV2, words: &[&str], named: &Named) -> Option<i64> {
    const SIGN: i64 = 10_000;
    let mut total = 0;
    for word in words {
        total += if *word == named.sign {
            2 * SIGN
        } else if named.sign.starts_with(word) {
            SIGN
        } else if word.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        } else {
            named.names.iter().filter_map(|name| matcher.fuzzy_match(name, word)).max()?
        };
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::built_in;

    #[test]
    fn objectives_are_found_by_number_and_by_any_part_of_a_label() {
        let objectives: Vec<Named> =
            built_in().objectives().iter().map(|c| Named::new(&c.notation, &c.labels)).collect();
        let check = |query: &str, first: &str| {
            let found = find(query, &objectives);
            assert_eq!(found.first().map(|at| objectives[*at].sign.as_str()), Some(first), "{query}");
        };
        check("8", "8");
        check("2", "2");
        check("23", "23");
        check("save", "8");
        check("lives save", "8");
        check("donnees", "1");
        check("Données", "1");
        check("remesas", "20");
        check("smugg", "9");
        check("detention alternatives", "13");
        assert_eq!(find("", &objectives).len(), 23);
        assert_eq!(find("99", &objectives), Vec::<usize>::new());
        assert_eq!(find("zzzq", &objectives), Vec::<usize>::new());
        assert_eq!(find("smugg", &objectives).len(), 1);
        assert!(find("2", &objectives).len() > 1, "2 also finds 20 to 23");
    }
}
