//! Recommendations: found ones (candidates), kept ones with their state, and the words for both.

use super::{Details, Document, RecommendationId, Suggestions};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A place in a canonical text in code points, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Span {
    /// The words of `text` there; none where the span does not lie within it.
    pub fn of<'a>(&self, text: &'a str) -> Option<&'a str> {
        let byte = |n: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(n);
        text.get(byte(self.start)?..byte(self.end)?)
    }
}

/// How a recommendation came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An item of a list, annex or numbered set.
    Listed,
    /// A sentence that recommends.
    Narrative,
    /// Marked by hand.
    Manual,
}

/// What a reviewer said of a recommendation. Never "accepted": that is a State's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Not yet looked at.
    #[default]
    Unreviewed,
    /// Goes to the review.
    Keep,
    /// Is none, or is not wanted.
    Drop,
    /// To come back to.
    Later,
}

/// What the addressed State said of a recommendation in the source: a fact of the source, never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Enjoys the State's support.
    Supported,
    /// Noted.
    Noted,
    /// Still under examination.
    UnderExamination,
}

/// What extraction found: a span of the canonical text with where it stands and why it was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Listed or narrative.
    pub kind: Kind,
    /// Its place in the canonical text.
    pub span: Span,
    /// The item's words without bullet or number, or the whole sentence, on one line.
    pub text: String,
    /// Page it begins on.
    pub page: Option<u32>,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// The words before a list that its items complete ("the compact should:").
    pub lead_in: Option<String>,
    /// The sentence it leans on: the one before it, where "this" and "such measures" point; of a title the first that
    /// explains it.
    pub context: Option<String>,
    /// Who made it.
    pub proposers: Vec<String>,
    /// Whom it asks to act.
    pub addressees: Vec<String>,
    /// What the addressed State said of it in the source.
    pub response: Option<Response>,
    /// How sure the extraction is, 0 to 1.
    pub confidence: f32,
    /// The rule or evidence that took it, a phrase for people.
    pub reason: String,
}

/// What a suggestion is made from: the words and what stands around them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Passage<'a> {
    /// The recommendation's own words.
    pub text: &'a str,
    /// The words before its list.
    pub lead_in: Option<&'a str>,
    /// The sentence just before it in the same paragraph.
    pub context: Option<&'a str>,
    /// Headings above it, outermost first.
    pub section: &'a [String],
    /// Language of the document, ISO 639-1, where known.
    pub language: Option<&'a str>,
    /// What is known of the document: its title and event name the process that it comes from.
    pub document: Option<&'a Details>,
}

/// A recommendation's place in one store. It never leaves the program; `RecommendationId` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(pub i64);

/// A recommendation with one reviewer's state, as screens, lists and exports show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// Its place in this store.
    pub row: RowId,
    /// Its identity anywhere.
    pub id: RecommendationId,
    /// The document it stands in.
    pub document: std::sync::Arc<Document>,
    /// Listed, narrative or manual.
    pub kind: Kind,
    /// Its place in the canonical text.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Its words as found, where they were edited.
    pub original_text: Option<String>,
    /// Page it begins on.
    pub page: Option<u32>,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// The words before its list.
    pub lead_in: Option<String>,
    /// The sentence just before it in the same paragraph.
    pub context: Option<String>,
    /// Who made it.
    pub proposers: Vec<String>,
    /// Whom it asks to act.
    pub addressees: Vec<String>,
    /// What the addressed State said of it in the source.
    pub response: Option<Response>,
    /// How sure the extraction was, 0 to 1.
    pub confidence: f32,
    /// Why the extraction took it.
    pub reason: String,
    /// The reviewer's verdict.
    pub verdict: Verdict,
    /// The reviewer's tags: notations by scheme, in the scheme's order.
    pub tags: BTreeMap<String, Vec<String>>,
    /// The reviewer's note.
    pub note: Option<String>,
    /// Whose state this is; none where nobody decided yet.
    pub reviewer: Option<String>,
    /// When the last decision was made, RFC 3339, UTC.
    pub decided_at: Option<String>,
    /// What the program proposes.
    pub suggested: Suggestions,
    /// The first hundred others that say the same, in reading order, or for the screen any one of them; none where it was
    /// not compared with the others yet.
    pub alike: Option<Vec<RecommendationId>>,
}

impl Candidate {
    /// What its suggestions are made from, in a document of this language.
    pub fn passage<'a>(&'a self, language: Option<&'a str>) -> Passage<'a> {
        Passage {
            text: &self.text,
            lead_in: self.lead_in.as_deref(),
            context: self.context.as_deref(),
            section: &self.section,
            language,
            document: None,
        }
    }
}

impl Recommendation {
    /// What its suggestions are made from.
    pub fn passage(&self) -> Passage<'_> {
        Passage {
            text: &self.text,
            lead_in: self.lead_in.as_deref(),
            context: self.context.as_deref(),
            section: &self.section,
            language: self.document.details.language.as_deref(),
            document: Some(&self.document.details),
        }
    }

    /// The notations of its tags in one scheme.
    pub fn tags_in(&self, scheme: &str) -> &[String] {
        self.tags.get(scheme).map_or(&[], Vec::as_slice)
    }
}

macro_rules! words {
    ($type:ty { $($variant:path => $word:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, in the order they are shown.
            pub const ALL: &'static [$type] = &[$($variant),+];

            /// The word for it in files, on the command line and on the screen.
            pub fn word(self) -> &'static str {
                match self { $($variant => $word),+ }
            }

            /// The value that a word names.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.word() == word)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

words!(Kind { Kind::Listed => "listed", Kind::Narrative => "narrative", Kind::Manual => "manual" });
words!(Verdict {
    Verdict::Unreviewed => "unreviewed", Verdict::Keep => "keep", Verdict::Drop => "drop", Verdict::Later => "later",
});
words!(Response {
    Response::Supported => "supported", Response::Noted => "noted",
    Response::UnderExamination => "under-examination",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_counts_code_points() {
        let text = "né à Accra";
        assert_eq!(Span { start: 3, end: 4 }.of(text), Some("à"));
        assert_eq!(Span { start: 5, end: 10 }.of(text), Some("Accra"));
        assert_eq!(Span { start: 5, end: 11 }.of(text), None);
    }

    #[test]
    fn words_round_trip() {
        for v in Verdict::ALL {
            assert_eq!(Verdict::from_word(v.word()), Some(*v));
        }
        assert_eq!(Verdict::from_word("accepted"), None);
    }
}
