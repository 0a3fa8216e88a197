//! Full-text search over the words of the recommendations.

use super::{Store, from_json};
use crate::error::Result;
use crate::facets::query::{Query, Words};
use crate::model::RowId;

impl Store {
    /// The recommendations that answer a query of words alone ([`Query::is_words`]), in no order; none for any other.
    pub fn answering(&self, query: &Query) -> Result<Vec<RowId>> {
        let Some(expression) = expression(query) else { return Ok(Vec::new()) };
        const SQL: &str = "SELECT rowid FROM recommendation_words WHERE recommendation_words MATCH ?1";
        self.read(|db| {
            db.prepare_cached(SQL)?.query_map([expression], |row| row.get(0).map(RowId))?.collect()
        })
    }

    /// The recommendations whose id begins so.
    pub fn rows_beginning(&self, beginning: &str) -> Result<Vec<RowId>> {
        const SQL: &str = "SELECT row FROM recommendation WHERE id >= ?1 AND id < ?1 || 'g'";
        let beginning = beginning.to_lowercase();
        self.read(|db| db.prepare_cached(SQL)?.query_map([beginning], |row| row.get(0).map(RowId))?.collect())
    }

    /// Every note of a reviewer.
    pub fn notes(&self, reviewer: &str) -> Result<Vec<(RowId, String)>> {
        const SQL: &str = "SELECT recommendation, note FROM state WHERE reviewer = ?1 AND note IS NOT NULL";
        self.read(|db| {
            let of_row = |row: &rusqlite::Row| Ok((RowId(row.get(0)?), row.get(1)?));
            db.prepare_cached(SQL)?.query_map([reviewer], of_row)?.collect()
        })
    }

    /// The recommendations whose headings are wanted. Neighbours stand under the same ones: each run is asked for once.
    pub fn under_headings(&self, wanted: impl Fn(&[String]) -> bool) -> Result<Vec<RowId>> {
        const SQL: &str = "SELECT row, section FROM recommendation";
        self.read(|db| {
            let mut select = db.prepare_cached(SQL)?;
            let mut selected = select.query([])?;
            let (mut found, mut last, mut answer) = (Vec::new(), String::new(), false);
            while let Some(row) = selected.next()? {
                let json = row.get_ref(1)?.as_str()?;
                if json != last {
                    last = json.to_string();
                    answer = wanted(&from_json::<Vec<String>>(row, "section")?);
                }
                if answer {
                    found.push(RowId(row.get(0)?));
                }
            }
            Ok(found)
        })
    }
}

/// A query of words in FTS5's language; whatever the user types, it holds nothing but quoted words.
fn expression(query: &Query) -> Option<String> {
    let part = |part: &Query| expression(part).map(|inner| format!("({inner})"));
    match query {
        Query::Words(words) => Some(alternatives(words)),
        Query::Any(parts) => {
            let parts: Option<Vec<String>> = parts.iter().map(part).collect();
            parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join(" OR "))
        }
        Query::All(parts) => {
            let wanted: Vec<String> = parts.iter().filter_map(part).collect();
            let excluded =
                parts.iter().filter_map(|p| if let Query::Not(inner) = p { part(inner) } else { None });
            let excluded: String = excluded.map(|inner| format!(" NOT {inner}")).collect();
            match wanted.as_slice() {
                [] => None,
                [one] => Some(format!("{one}{excluded}")),
                all => Some(format!("({}){excluded}", all.join(" AND "))),
            }
        }
        Query::Everything | Query::Field(_) | Query::Not(_) => None,
    }
}

/// A word by any of its forms, or a phrase.
fn alternatives(words: &Words) -> String {
    let mut terms: Vec<String> = words.forms().iter().map(|form| quoted(form)).collect();
    if words.beginning {
        terms.push(quoted(&words.words.join(" ")) + "*");
    }
    terms.join(" OR ")
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_become_quoted_words() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(expression(&Query::so_far(query)).as_deref(), expected, "{query}")
        };
        check("sea ", Some("\"sea\""));
        check("sea", Some("\"sea\" OR \"sea\"*"));
        check("se*", Some("\"se\" OR \"se\"*"));
        check("\"search and rescue\" sea ", Some("((\"search and rescue\") AND (\"sea\"))"));
        check("\"search and res", Some("\"search and res\" OR \"search and res\"*"));
        check("woman ", Some("\"woman\" OR \"women\""));
        check("sea -air ", Some("(\"sea\") NOT (\"air\")"));
        check("sea (air or 8) -2 ", Some("((\"sea\") AND ((\"air\") OR (\"8\"))) NOT (\"2\")"));
        check("-sea", None);
        check("\"\" * -", None);
        check("", None);
    }
}
