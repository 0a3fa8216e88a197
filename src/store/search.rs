//! Full-text search over the words of the recommendations.

use super::Store;
use crate::error::Result;
use crate::model::RowId;
use crate::model::text::fold;
use unicode_segmentation::UnicodeSegmentation;

impl Store {
    /// The recommendations in which every word of the query, or phrase in quotes, stands; the last word also as a
    /// beginning, as it may still be typed. None where the query has no word.
    pub fn search(&self, query: &str) -> Result<Option<Vec<RowId>>> {
        let Some(expression) = expression(query) else { return Ok(None) };
        const SQL: &str = "SELECT rowid FROM recommendation_words WHERE recommendation_words MATCH ?1";
        self.read(|db| {
            db.prepare_cached(SQL)?.query_map([expression], |row| row.get(0).map(RowId))?.collect()
        })
        .map(Some)
    }
}

/// The query in FTS5's language; whatever the user types, it holds nothing but quoted words.
fn expression(query: &str) -> Option<String> {
    let open = !query.ends_with(|c: char| c.is_whitespace() || c == '"');
    let query = fold(query);
    let mut terms = Vec::new();
    for (n, part) in query.split('"').enumerate() {
        let words: Vec<&str> = part.unicode_words().collect();
        if n % 2 == 1 && !words.is_empty() {
            terms.push(format!("\"{}\"", words.join(" ")));
        } else {
            terms.extend(words.iter().map(|w| format!("\"{w}\"")));
        }
    }
    if let (Some(last), true) = (terms.last_mut(), open) {
        last.push('*');
    }
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_become_quoted_words() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(expression(query).as_deref(), expected, "{query}")
        };
        check("Data", Some("\"data\"*"));
        check("data ", Some("\"data\""));
        check("données  échange", Some("\"donnees\" AND \"echange\"*"));
        check("\"search and rescue\" sea", Some("\"search and rescue\" AND \"sea\"*"));
        check("\"search and res", Some("\"search and res\"*"));
        check("OR NOT) text:*", Some("\"or\" AND \"not\" AND \"text\"*"));
        check("\"\" * -", None);
        check("", None);
    }
}
