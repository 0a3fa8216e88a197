//! What a query means on this store: words by full-text search, fields by facets, joined as bitsets.

use crate::error::Result;
use crate::facets::query::{Condition, Field, Query, Words, Wrong, words_of};
use crate::facets::{Bitset, Facet, Index, Pick};
use crate::model::{DateRange, Kind, Response, RowId, Verdict, language_code};
use crate::store::{Store, WordColumns};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE, states};
use std::collections::BTreeSet;

/// Reads a query to the letter and checks every value that only some words are good for.
pub fn check_query(text: &str) -> std::result::Result<Query, Wrong> {
    let query = Query::parse_with(text, &schemes())?;
    query.conditions().into_iter().try_for_each(check)?;
    Ok(query)
}

/// What is there of a query that may still be written; what means nothing in it is left out.
pub fn query_so_far(text: &str) -> Query {
    Query::so_far_with(text, &schemes()).keeping(&|condition| check(condition).is_ok())
}

/// The schemes that can be asked for by their names.
fn schemes() -> Vec<&'static str> {
    taxonomy::in_use().schemes.iter().map(|scheme| scheme.id.as_str()).collect()
}

/// Answers queries on a store as a reviewer sees it.
pub struct Answerer<'a> {
    /// The store.
    pub store: &'a Store,
    /// Facets of everything in it, as the reviewer sees it.
    pub index: &'a Index,
    /// Whose notes count.
    pub reviewer: &'a str,
    /// The words of a great store.
    pub words: Option<&'a WordColumns>,
}

impl Answerer<'_> {
    /// The positions that answer.
    pub fn answer(&self, query: &Query) -> Result<Bitset> {
        query.evaluate(self.index.len(), &mut |part: &Query| match part {
            Query::Field(condition) => self.condition(condition),
            words => self.answer_words(words),
        })
    }

    /// By the vocabulary where it can tell, else by full-text search.
    fn answer_words(&self, query: &Query) -> Result<Bitset> {
        let rows = self.words.and_then(|words| words.answer(query, self.index.end_of_numbers()));
        match rows {
            Some(rows) => Ok(self.index.positions_of_numbers(&rows)),
            None => Ok(self.index.positions_of(self.store.answering(query)?)),
        }
    }

    fn condition(&self, condition: &Condition) -> Result<Bitset> {
        let index = self.index;
        let having = |facet: Facet| index.having_any(&facet, |value| condition.names(value));
        Ok(match condition.field {
            Field::Document => self.in_documents(condition)?,
            Field::Section => {
                let wanted = |headings: &[String]| headings.iter().any(|heading| condition.names(heading));
                index.positions_of(self.store.under_headings(wanted)?)
            }
            Field::Proposer => self.named(Facet::Proposer, condition),
            Field::Addressee => self.named(Facet::Addressee, condition),
            Field::Region => having(Facet::Region),
            Field::Kind => having(Facet::Kind),
            Field::Verdict => having(Facet::Verdict),
            Field::Response => having(Facet::Response),
            Field::Language => index.having_any(&Facet::Language, |code| {
                condition.is_any() || language_code(&condition.value).unwrap_or(&condition.value) == code
            }),
            Field::Cluster | Field::Objective | Field::Tag => self.tagged(condition),
            Field::Untagged => index.untagged(&condition.value),
            Field::Note => self.noted(condition)?,
            Field::Since => {
                index.dated(DateRange::parse(&condition.value).ok().map(|d| d.first_day()).as_deref(), None)
            }
            Field::Until => {
                index.dated(None, DateRange::parse(&condition.value).ok().map(|d| d.last_day()).as_deref())
            }
            Field::Id => index.positions_of(self.store.rows_beginning(&condition.value)?),
            Field::Alike if condition.is_any() => index.positions_of(self.store.said_more_than_once()?),
            Field::Alike => index.positions_of(self.with_alike(&condition.value)?),
        })
    }

    /// A State under any of its names, other names as they stand.
    fn named(&self, facet: Facet, condition: &Condition) -> Bitset {
        let normalised =
            Condition { value: states::normalised(&condition.value).to_string(), ..condition.clone() };
        self.index.having_any(&facet, |name| condition.names(name) || normalised.names(name))
    }

    /// In documents by title, file name, or the beginning of the id.
    fn in_documents(&self, condition: &Condition) -> Result<Bitset> {
        let beginning = condition.value.to_lowercase();
        let may_be_id = is_id(&beginning) && !condition.quoted;
        let documents = self.store.documents()?;
        let wanted: BTreeSet<&str> = documents
            .iter()
            .filter(|d| {
                condition.names(d.name())
                    || condition.names(&d.source)
                    || (may_be_id && d.id.as_str().starts_with(&beginning))
            })
            .map(|d| d.id.as_str())
            .collect();
        Ok(self.index.having_any(&Facet::Document, |id| wanted.contains(id)))
    }

    /// Recommendations whose id begins so, and what says the same.
    fn with_alike(&self, beginning: &str) -> Result<Vec<RowId>> {
        let mut rows = self.store.rows_beginning(beginning)?;
        for row in rows.clone() {
            rows.extend(self.store.alike(row)?);
        }
        Ok(rows)
    }

    fn tagged(&self, condition: &Condition) -> Bitset {
        let Ok(asked) = concepts(condition) else { return Bitset::none(self.index.len()) };
        let pick = |n| if asked.suggested { Pick::Suggested(n) } else { Pick::Is(n) };
        if asked.any && !asked.suggested {
            return self.index.untagged(&asked.scheme).complement();
        }
        self.index.picked(&asked.scheme, &asked.notations.into_iter().map(pick).collect())
    }

    fn noted(&self, condition: &Condition) -> Result<Bitset> {
        let words = words_of(&condition.value);
        let exact = condition.quoted || words.len() > 1;
        let words = Words { words, exact, beginning: !condition.quoted };
        let answers = |note: &str| condition.is_any() || words.stand_in(note);
        let notes = self.store.notes(self.reviewer)?;
        Ok(self.index.positions_of(notes.into_iter().filter(|(_, note)| answers(note)).map(|(row, _)| row)))
    }
}

/// Checks a value that only some words are good for.
fn check(condition: &Condition) -> std::result::Result<(), Wrong> {
    let one_of = |known: &[&str]| match condition.is_any() || known.iter().any(|word| condition.names(word)) {
        true => Ok(()),
        false => Err(condition.wrong(format!("expected one of {}", known.join(", ")))),
    };
    let expected = |holds: bool, what: &str| {
        if holds { Ok(()) } else { Err(condition.wrong(format!("expected {what}"))) }
    };
    match condition.field {
        Field::Kind => one_of(&Kind::ALL.iter().map(|k| k.word()).collect::<Vec<_>>()),
        Field::Verdict => one_of(&Verdict::ALL.iter().map(|v| v.word()).collect::<Vec<_>>()),
        Field::Response => one_of(&Response::ALL.iter().map(|r| r.word()).collect::<Vec<_>>()),
        Field::Cluster | Field::Objective | Field::Tag => concepts(condition).map(|_| ()),
        Field::Untagged => scheme(condition, &condition.value).map(|_| ()),
        Field::Since | Field::Until => {
            expected(DateRange::parse(&condition.value).is_ok(), "a day, month or year, such as 2023-11-28")
        }
        Field::Alike if condition.is_any() => Ok(()),
        Field::Id | Field::Alike => {
            expected(is_id(&condition.value.to_lowercase()), "the beginning of an id: 0-9 and a-f")
        }
        Field::Document
        | Field::Section
        | Field::Proposer
        | Field::Addressee
        | Field::Region
        | Field::Language
        | Field::Note => Ok(()),
    }
}

fn is_id(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Concepts that a condition asks for.
struct Asked {
    scheme: String,
    notations: Vec<String>,
    /// Whether any concept of the scheme will do.
    any: bool,
    /// Whether they are to be suggested, not tagged.
    suggested: bool,
}

/// What a condition on concepts means: notations, or words of labels.
fn concepts(condition: &Condition) -> std::result::Result<Asked, Wrong> {
    let (value, before) = without_tilde(&condition.value);
    let (name, value) = match condition.field {
        Field::Cluster => (CLUSTER, value),
        Field::Objective => (OBJECTIVE, value),
        _ => value.split_once(':').unwrap_or((value, "*")),
    };
    let (value, after) = without_tilde(value);
    let scheme = scheme(condition, name)?;
    let labelled = Condition { value: value.to_string(), ..condition.clone() };
    let any = labelled.is_any();
    let answers =
        |concept: &&crate::model::Concept| any || concept.labels.iter().any(|label| labelled.names(label));
    let notations: Vec<String> = match scheme.concept(value) {
        Some(concept) => vec![concept.notation.clone()],
        None if value.bytes().all(|b| b.is_ascii_digit()) => Vec::new(),
        None => scheme.concepts.iter().filter(answers).map(|c| c.notation.clone()).collect(),
    };
    if notations.is_empty() {
        let ends = scheme.concepts.first().zip(scheme.concepts.last());
        let range = ends.map_or(String::new(), |(a, z)| format!(", {} to {},", a.notation, z.notation));
        return Err(condition.wrong(format!("expected a notation of the {name}s{range} or words of a label")));
    }
    Ok(Asked { scheme: name.to_string(), notations, any, suggested: before || after })
}

fn without_tilde(value: &str) -> (&str, bool) {
    value.strip_prefix('~').map_or((value, false), |value| (value, true))
}

fn scheme(condition: &Condition, name: &str) -> std::result::Result<&'static crate::model::Scheme, Wrong> {
    taxonomy::in_use().scheme(name).ok_or_else(|| {
        let known: Vec<&str> = taxonomy::in_use().schemes.iter().map(|s| s.id.as_str()).collect();
        condition.wrong(format!("there is no scheme ‘{name}’; expected one of {}", known.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_with_their_column() {
        let check = |text: &str, expected: Option<(usize, &str)>| match (check_query(text), expected) {
            (Ok(_), None) => {}
            (Err(wrong), Some((column, words))) => {
                assert!(wrong.column == column && wrong.words.contains(words), "{text}: {wrong}");
            }
            (found, _) => panic!("{text}: {found:?}"),
        };
        check("verdict:keep kind:list response:noted", None);
        check("verdict:*", None);
        check("a verdict:accepted b", Some((11, "unreviewed, keep, drop, later")));
        check("kind:spoken", Some((6, "listed, narrative, manual")));
        check("cluster:3 cluster:~6 objective:23 objective:*", None);
        check("cluster:drivers objective:\"save lives\"", None);
        check("cluster:9", Some((9, "1 to 6")));
        check("(objective:~24)", Some((12, "1 to 23")));
        check("objective:nonsense", Some((11, "words of a label")));
        check("tag:element:v tag:principle tag:cluster:~3 tag:~cluster:3", None);
        check("group:women element:v principle:~a group:* element:~*", None);
        check("group:\"workers\" or GROUP:children", None);
        check("element:zz", Some((9, "a to x")));
        check("group:nonsense", Some((7, "words of a label")));
        check("grop:women", Some((1, "there is no field ‘grop’; one of: group, ")));
        check("elements:v", Some((1, "one of: element, ")));
        check("tag:element:zz", Some((5, "a to x")));
        check("tag:colour:red", Some((5, "there is no scheme ‘colour’")));
        check("untagged:cluster", None);
        check("untagged:colour", Some((10, "there is no scheme")));
        check("since:2023 until:2024-05", None);
        check("since:yesterday", Some((7, "2023-11-28")));
        check("id:a4f5", None);
        check("id:xyz", Some((4, "0-9 and a-f")));
        check("alike:* or alike:a4f5", None);
        check("alike:xyz", Some((7, "0-9 and a-f")));
        check("colour:red", Some((1, "there is no field")));
    }

    #[test]
    fn a_scheme_is_a_field() {
        for (short, long) in [
            ("group:women", "tag:group:women"),
            ("element:~v", "tag:element:~v"),
            ("-principle:*", "-tag:principle:*"),
        ] {
            let told = |text: &str| {
                let query = query_so_far(text);
                assert_eq!(check_query(text).as_ref(), Ok(&query), "{text}");
                query.conditions().iter().map(|c| (c.field, c.value.clone())).collect::<Vec<_>>()
            };
            assert_eq!(told(short), told(long), "{short}");
        }
    }

    #[test]
    fn what_means_nothing_yet_is_left_out() {
        assert_eq!(query_so_far("verdict:accepted"), Query::Everything);
        assert_eq!(query_so_far("not cluster:9"), Query::Everything);
        assert_eq!(query_so_far("data cluster:9 "), Query::parse("data ").unwrap());
        assert_eq!(query_so_far("data or cluster:9 "), Query::parse("data ").unwrap());
    }
}
