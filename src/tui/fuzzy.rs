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
/// Every word of the query must stand in a name, best at the beginning of a word. A number finds the one with that
/// sign first, then those whose sign begins with it. Only where nothing answers are letters left out of a word
/// forgiven: letters scattered over a label are chance, not an answer.
pub fn find(query: &str, among: &[Named]) -> Vec<usize> {
    let query = fold(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let found = ranked(among, |named| sum(&words, named, contained));
    if !found.is_empty() {
        return found;
    }
    let matcher = SkimMatcherV2::default().ignore_case();
    ranked(among, |named| sum(&words, named, |word, name| abbreviated(&matcher, word, name)))
}

fn ranked(among: &[Named], score: impl Fn(&Named) -> Option<i64>) -> Vec<usize> {
    let scores = among.iter().enumerate().filter_map(|(at, named)| Some((score(named)?, at)));
    let mut found: Vec<(i64, usize)> = scores.collect();
    found.sort_by_key(|(score, at)| (-score, *at));
    found.into_iter().map(|(_, at)| at).collect()
}

/// How well something answers all words; none where it does not answer one of them.
fn sum(words: &[&str], named: &Named, in_name: impl Fn(&str, &str) -> Option<i64>) -> Option<i64> {
    const SIGN: i64 = 10_000;
    let each = words.iter().map(|word| {
        if *word == named.sign {
            Some(2 * SIGN)
        } else if named.sign.starts_with(word) {
            Some(SIGN)
        } else if !named.sign.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
            None
        } else {
            named.names.iter().filter_map(|name| in_name(word, name)).max()
        }
    });
    each.sum()
}

/// How well a word stands in a name: as all of it, as its beginning, as a word of it, as the beginning of one, or inside.
fn contained(word: &str, name: &str) -> Option<i64> {
    let score = |at: usize| {
        let starts = !name[..at].ends_with(char::is_alphanumeric);
        let ends = !name[at + word.len()..].starts_with(char::is_alphanumeric);
        match (at, starts, ends) {
            (0, ..) if word == name => 600,
            (0, _, true) => 500,
            (0, ..) => 400,
            (_, true, true) => 300,
            (_, true, false) => 200,
            _ => 100,
        }
    };
    name.match_indices(word).map(|(at, _)| score(at)).max()
}

/// How well the letters of a word stand in order in one word of a name that begins with the same letter.
fn abbreviated(matcher: &SkimMatcherV2, word: &str, name: &str) -> Option<i64> {
    let same_start = |other: &&str| other.chars().next() == word.chars().next();
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(same_start);
    parts.filter_map(|part| matcher.fuzzy_match(part, word)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::in_use;

    #[test]
    fn objectives_are_found_by_number_and_by_any_part_of_a_label() {
        let objectives: Vec<Named> =
            in_use().objectives().iter().map(|c| Named::new(&c.notation, &c.labels)).collect();
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
        check("retention", "13");
        assert_eq!(find("rétention", &objectives).len(), 1);
        assert_eq!(find("theme", &objectives), Vec::<usize>::new());
        check("smggl", "9");
    }

    #[test]
    fn words_stand_in_names_and_letters_are_not_scattered() {
        let among: Vec<Named> = ["show the facets; filter-facet", "leave the program", "Évaluer l'effet"]
            .map(|n| Named::new("", [n]))
            .into();
        let check = |query: &str, places: &[usize]| assert_eq!(find(query, &among), places, "{query}");
        check("the", &[0, 1]);
        check("facet filter-facet", &[0]);
        check("l'effet EVALUER", &[2]);
        check("ogra", &[1]);
        check("svf", &[]);
        check("pgram", &[1]);
        check("the pgram", &[1]);
    }
}
