//! The query language: words, phrases, fields, `and`, `or`, `not`, brackets; pure.
//!
//! A query is read twice: [`Query::parse`] says what is wrong and where; [`Query::so_far`] takes what is there of a query
//! that is still being written, and nothing in it is an error.

mod forms;
mod marks;
mod parser;

pub use forms::forms;
pub use marks::Marks;

use super::Bitset;
use crate::model::text::fold;
use std::fmt;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Nothing: everything answers.
    Everything,
    /// Words that stand in the recommendation or its lead-in.
    Words(Words),
    /// A value of a field.
    Field(Condition),
    /// All of these.
    All(Vec<Query>),
    /// One of these.
    Any(Vec<Query>),
    /// What this does not find.
    Not(Box<Query>),
}

/// A word, or words that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words, folded; never none. Several stand one after the other.
    pub words: Vec<String>,
    /// As written only: no other form of the word.
    pub exact: bool,
    /// The last word also as the beginning of a longer one.
    pub beginning: bool,
}

/// A field and what it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Which field.
    pub field: Field,
    /// What was written for it, never empty.
    pub value: String,
    /// Whether it stood in quotes: then it is meant to the letter.
    pub quoted: bool,
    /// Where the value begins in the query, in characters from 1.
    pub column: usize,
}

/// What a query can ask for beside words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The document, by title, file name or beginning of its id.
    Document,
    /// A heading above it.
    Section,
    /// Who made it.
    Proposer,
    /// Whom it asks to act.
    Addressee,
    /// The document's region.
    Region,
    /// The document's language.
    Language,
    /// Listed, narrative, manual.
    Kind,
    /// The reviewer's verdict.
    Verdict,
    /// A cluster tagged; `~` suggested.
    Cluster,
    /// An objective tagged; `~` suggested.
    Objective,
    /// A concept of any scheme, `scheme:notation`; `~` suggested.
    Tag,
    /// A scheme without a tag.
    Untagged,
    /// Words of the reviewer's note.
    Note,
    /// Documents that end on this day or later.
    Since,
    /// Documents that begin on this day or earlier.
    Until,
    /// What the addressed State said of it.
    Response,
    /// The beginning of the recommendation's id.
    Id,
    /// The beginning of an id: what says the same as that recommendation, and it.
    Alike,
}

impl Field {
    /// All of them, in the order they are told.
    pub const ALL: [Field; 18] = [
        Field::Document,
        Field::Section,
        Field::Proposer,
        Field::Addressee,
        Field::Region,
        Field::Language,
        Field::Kind,
        Field::Verdict,
        Field::Cluster,
        Field::Objective,
        Field::Tag,
        Field::Untagged,
        Field::Note,
        Field::Since,
        Field::Until,
        Field::Response,
        Field::Id,
        Field::Alike,
    ];

    /// Its name in a query, before the colon.
    pub fn word(self) -> &'static str {
        match self {
            Field::Document => "document",
            Field::Section => "section",
            Field::Proposer => "proposer",
            Field::Addressee => "addressee",
            Field::Region => "region",
            Field::Language => "language",
            Field::Kind => "kind",
            Field::Verdict => "verdict",
            Field::Cluster => "cluster",
            Field::Objective => "objective",
            Field::Tag => "tag",
            Field::Untagged => "untagged",
            Field::Note => "note",
            Field::Since => "since",
            Field::Until => "until",
            Field::Response => "response",
            Field::Id => "id",
            Field::Alike => "alike",
        }
    }
}

/// What is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Where, in characters from 1.
    pub column: usize,
    /// What was expected there, or what is wrong.
    pub words: String,
    /// Whether going on writing may mend it: something is not closed, or not there yet.
    pub open: bool,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.words)
    }
}

impl Query {
    /// Reads a query. The last word, where nothing follows it, is also taken as a beginning: it may still be typed.
    pub fn parse(text: &str) -> Result<Query, Wrong> {
        Query::parse_with(text, &[])
    }

    /// Reads a query in which the schemes of these names are fields, too.
    pub fn parse_with(text: &str, schemes: &[&str]) -> Result<Query, Wrong> {
        parser::parse(text, parser::Care::Strict, schemes)
    }

    /// Reads what is there of a query that is still being written: what is open is closed, what is missing is not asked for.
    pub fn so_far(text: &str) -> Query {
        Query::so_far_with(text, &[])
    }

    /// The same, where the schemes of these names are fields, too.
    pub fn so_far_with(text: &str, schemes: &[&str]) -> Query {
        parser::parse(text, parser::Care::Lenient, schemes).unwrap_or(Query::Everything)
    }

    /// The conditions on fields, in the order written.
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Query::Everything | Query::Words(_) => Vec::new(),
            Query::Field(condition) => vec![condition],
            Query::All(parts) | Query::Any(parts) => parts.iter().flat_map(Query::conditions).collect(),
            Query::Not(part) => part.conditions(),
        }
    }

    /// The query without the conditions that are not wanted; nothing is asked in their place.
    pub fn keeping(self, wanted: &impl Fn(&Condition) -> bool) -> Query {
        let parts = |parts: Vec<Query>| -> Vec<Query> {
            let kept = parts.into_iter().map(|part| part.keeping(wanted));
            kept.filter(|part| *part != Query::Everything).collect()
        };
        match self {
            Query::Field(condition) if !wanted(&condition) => Query::Everything,
            Query::All(all) => joined(parts(all), Query::All),
            Query::Any(any) => joined(parts(any), Query::Any),
            Query::Not(part) => match part.keeping(wanted) {
                Query::Everything => Query::Everything,
                part => Query::Not(Box::new(part)),
            },
            query => query,
        }
    }

    /// What answers the query, where `leaf` says what answers its words and fields. Of several parts that must all be
    /// there, those made of words alone are asked as one.
    pub fn evaluate<E>(
        &self,
        len: usize,
        leaf: &mut impl FnMut(&Query) -> Result<Bitset, E>,
    ) -> Result<Bitset, E> {
        Ok(match self {
            Query::Everything => Bitset::all(len),
            _ if self.is_words() => leaf(self)?,
            Query::Words(_) | Query::Field(_) => leaf(self)?,
            Query::Not(part) => part.evaluate(len, leaf)?.complement(),
            Query::Any(parts) => parts.iter().try_fold(Bitset::none(len), |mut any, part| {
                any.or(&part.evaluate(len, leaf)?);
                Ok(any)
            })?,
            Query::All(parts) => {
                let (words, others): (Vec<&Query>, Vec<&Query>) = parts.iter().partition(|p| p.is_words());
                let words = Query::All(words.into_iter().cloned().collect());
                let start = if words.is_words() { leaf(&words)? } else { Bitset::all(len) };
                others.into_iter().try_fold(start, |mut all, part| {
                    all.and(&part.evaluate(len, leaf)?);
                    Ok(all)
                })?
            }
        })
    }

    /// Whether words alone answer it, and something must be there: what full-text search can be asked as one.
    pub fn is_words(&self) -> bool {
        match self {
            Query::Words(_) => true,
            Query::Everything | Query::Field(_) | Query::Not(_) => false,
            Query::Any(parts) => !parts.is_empty() && parts.iter().all(Query::is_words),
            Query::All(parts) => {
                let without = |part: &Query| matches!(part, Query::Not(inner) if inner.is_words());
                parts.iter().any(Query::is_words) && parts.iter().all(|p| p.is_words() || without(p))
            }
        }
    }
}

/// Parts as one: nothing where there is none, itself where there is one.
fn joined(mut parts: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Query {
    match parts.len() {
        0 => Query::Everything,
        1 => parts.remove(0),
        _ => join(parts),
    }
}

impl Words {
    /// What the word may stand as; of several words, only as written.
    pub fn forms(&self) -> Vec<String> {
        match self.words.as_slice() {
            [word] if !self.exact => forms(word).into_iter().collect(),
            words => vec![words.join(" ")],
        }
    }

    /// Whether the words stand in a text, by their forms and beginnings.
    pub fn stand_in(&self, text: &str) -> bool {
        !Marks::of(&Query::Words(self.clone())).find(text).is_empty()
    }
}

impl Condition {
    /// Whether a name answers: its words stand in it one after the other, the last one as a beginning unless quoted.
    /// `*` asks for any name at all.
    pub fn names(&self, name: &str) -> bool {
        let words = words_of(&self.value);
        if self.is_any() {
            return !name.trim().is_empty();
        }
        !words.is_empty() && Words { words, exact: true, beginning: !self.quoted }.stand_in(name)
    }

    /// Whether any value will do.
    pub fn is_any(&self) -> bool {
        self.value == "*" && !self.quoted
    }

    /// Says what is wrong with the value.
    pub fn wrong(&self, words: impl Into<String>) -> Wrong {
        Wrong { column: self.column, words: words.into(), open: false }
    }
}

/// The words of a text, folded, as the full-text index divides it.
pub fn words_of(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows as letters; a word is answered by the rows that have its letter.
    fn naive(query: &Query, row: &str) -> bool {
        match query {
            Query::Everything => true,
            Query::Words(words) => row.contains(&words.words[0]),
            Query::Field(condition) => row.contains(&condition.value),
            Query::All(parts) => parts.iter().all(|p| naive(p, row)),
            Query::Any(parts) => parts.iter().any(|p| naive(p, row)),
            Query::Not(part) => !naive(part, row),
        }
    }

    fn queries() -> impl Strategy<Value = Query> {
        let word = |w: String| Query::Words(Words { words: vec![w], exact: true, beginning: false });
        let field =
            |value| Query::Field(Condition { field: Field::Section, value, quoted: false, column: 1 });
        let leaf = prop_oneof!["[a-e]".prop_map(word), "[a-e]".prop_map(field), Just(Query::Everything)];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let some = || proptest::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                some().prop_map(Query::All),
                some().prop_map(Query::Any),
                inner.clone().prop_map(|q| Query::Not(Box::new(q))),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn bitsets_answer_as_each_row_would(
            query in queries(),
            rows in proptest::collection::vec("[a-e]{0,4}", 0..80),
        ) {
            let bits = |wanted: &dyn Fn(&str) -> bool| {
                let mut set = Bitset::none(rows.len());
                rows.iter().enumerate().filter(|(_, row)| wanted(row)).for_each(|(at, _)| set.set(at, true));
                set
            };
            let mut leaf = |part: &Query| Ok::<_, ()>(bits(&|row| naive(part, row)));
            let found = query.evaluate(rows.len(), &mut leaf).unwrap();
            prop_assert_eq!(found, bits(&|row| naive(&query, row)));
        }
    }

    #[test]
    fn names_are_answered_by_words_and_beginnings() {
        let check = |value: &str, quoted: bool, name: &str, expected: bool| {
            let condition = Condition { field: Field::Region, value: value.into(), quoted, column: 1 };
            assert_eq!(condition.names(name), expected, "{value} {name}");
        };
        check("afr", false, "Africa", true);
        check("afr", true, "Africa", false);
        check("africa", true, "Africa", true);
        check("asia", false, "Asia and the Pacific", true);
        check("pacific", false, "Asia and the Pacific", true);
        check("the pac", false, "Asia and the Pacific", true);
        check("amerique", false, "L’Amérique latine", true);
        check("ica", false, "Africa", false);
        check("*", false, "Africa", true);
        check("*", false, " ", false);
        check("*", true, "Africa", false);
    }
}
