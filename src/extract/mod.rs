//! A document to candidate recommendations; pure.
//!
//! Headings and words before lists are judged first (`sections`), then lists and numbered pieces (`listed`), then the
//! sentences of what is left (`narrative`). The words that all of them look for are data, one file a language, in `cues/`.

mod addressees;
mod antecedent;
mod cues;
mod details;
mod explain;
mod inline;
mod listed;
mod marked;
mod named;
mod narrative;
mod proposers;
mod sections;
mod sentences;
mod tables;
#[cfg(test)]
mod tests;

pub use explain::{Judged, explain};
pub use marked::{passage, splits};
pub use narrative::{Sign, THRESHOLD};
pub use sentences::sentences;

use crate::model::{BlockKind, Candidate, Kind, Reading, Response, Span};
use details::Details;
use sections::{Outline, Place};
use std::ops::Range;

/// Nothing is found more surely.
const SUREST: f32 = 0.99;

/// The recommendations found in a document, in reading order.
pub fn extract(reading: &Reading) -> Vec<Candidate> {
    extract_above(reading, THRESHOLD)
}

/// The recommendations found in a document, in reading order: the listed ones that are found as surely, and the sentences
/// that recommend as surely as `threshold`, 0 to 1.
pub fn extract_above(reading: &Reading, threshold: f32) -> Vec<Candidate> {
    let outline = Outline::new(reading);
    let mut found = listed::find(reading, &outline);
    found.sort_by_key(|f| f.range.start);
    let mut sentences = Vec::new();
    let mut listed = found.iter().map(|f| f.range.clone()).peekable();
    for (n, block) in reading.blocks.iter().enumerate() {
        let mut taken = Vec::new();
        while let Some(range) = listed.next_if(|r| r.start < block.end) {
            taken.push(range);
        }
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            narrative::find(reading, &outline, n, &taken, threshold, &mut sentences);
        }
    }
    // An item left out for being unsure is no sentence either.
    found.retain(|f| f.confidence.min(SUREST) >= threshold);
    found.append(&mut sentences);
    found.sort_by_key(|f| (f.range.start, f.range.end));
    let mut points = Points::new(&reading.text);
    found.into_iter().map(|f| f.candidate(reading, &outline, &mut points)).collect()
}

/// A recommendation as the rules find it: a place in bytes and why.
#[derive(Debug, Clone)]
struct Found {
    kind: Kind,
    range: Range<usize>,
    /// The block it stands in.
    block: usize,
    lead_in: Option<String>,
    response: Option<Response>,
    /// What the document says of it beside its words.
    details: Details,
    confidence: f32,
    reason: String,
}

impl Found {
    fn candidate(self, reading: &Reading, outline: &Outline, points: &mut Points) -> Candidate {
        let block = &reading.blocks[self.block];
        let words = &reading.text[self.range.clone()];
        let Place { path, .. } = outline.place(self.block);
        let context = antecedent::of(reading, self.block, &self.range);
        let review = block.label.as_deref().is_some_and(|l| l.trim_end_matches('.').contains('.'));
        let addressees = self.addressees(words, review);
        Candidate {
            kind: self.kind,
            span: Span { start: points.of(self.range.start), end: points.of(self.range.end) },
            text: words.split_whitespace().collect::<Vec<_>>().join(" "),
            page: block.page,
            section: path.to_vec(),
            lead_in: self.lead_in,
            context: context.clone(),
            proposers: if self.kind == Kind::Listed {
                proposers::of(words, review)
            } else {
                proposers::speaker(words, context.as_deref())
            },
            addressees,
            response: self.response.or(self.details.response),
            confidence: self.confidence.clamp(0.0, SUREST),
            reason: self.reason,
        }
    }
}

impl Found {
    /// Whom it asks: those the document names beside it, else those its own words ask, else those of the words before its list; in a review the State under it.
    fn addressees(&self, words: &str, review: bool) -> Vec<String> {
        let lead_in = self.lead_in.as_deref().unwrap_or("");
        if review && let Some(state) = addressees::under_review(lead_in) {
            return vec![state];
        }
        if !self.details.addressees.is_empty() {
            return self.details.addressees.clone();
        }
        let own = addressees::of(words);
        if own.is_empty() { addressees::of(lead_in) } else { own }
    }
}

/// Counts code points up to a place in bytes; cheap where places rise.
struct Points<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> Points<'a> {
    fn new(text: &'a str) -> Self {
        Points { text, byte: 0, point: 0 }
    }

    fn of(&mut self, byte: usize) -> usize {
        if byte >= self.byte {
            self.point += self.text[self.byte..byte].chars().count();
        } else {
            self.point -= self.text[byte..self.byte].chars().count();
        }
        self.byte = byte;
        self.point
    }
}
