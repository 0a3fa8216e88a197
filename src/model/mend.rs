//! What a person mends of what the extraction made: where a recommendation stands, how it reads, and whether it is one.
//!
//! Mends are everybody's, as a document's details are; verdicts and tags are each reviewer's own.

use super::{Kind, Recommendation, RecommendationId, Response, Span};
use serde::{Deserialize, Serialize};

/// Where a recommendation stands and how it reads, whole: what an edited text and a moved boundary set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wording {
    /// Its place in the canonical text.
    #[serde(flatten)]
    pub span: Span,
    /// Its words, on one line.
    pub text: String,
    /// Page it begins on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Headings above it, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<String>,
    /// The words before its list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_in: Option<String>,
    /// The sentence just before it in the same paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
}

/// A recommendation that a person made: of a passage that was missed, of a part of one, or of two together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Manual; of a part or of two together, what they were.
    pub kind: Kind,
    /// Where it stands and how it reads.
    #[serde(flatten)]
    pub wording: Wording,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposers: Vec<String>,
    /// Whom it asks to act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// What the addressed State said of it in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// How it came to be, a phrase for people.
    pub reason: String,
    /// The recommendations it was made of: none of a missed passage, one of a part, two of a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<RecommendationId>,
}

impl Recommendation {
    /// Where it stands and how it reads now.
    pub fn wording(&self) -> Wording {
        Wording {
            span: self.span,
            text: self.text.clone(),
            page: self.page,
            section: self.section.clone(),
            lead_in: self.lead_in.clone(),
            context: self.context.clone(),
        }
    }
}
