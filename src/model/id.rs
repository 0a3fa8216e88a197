//! Identities that travel: two people who import the same file agree on them.

use super::text::fold;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A document's identity: the SHA-256 (FIPS 180-4) of its bytes, 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(String);

/// A recommendation's identity, 32 hexadecimal digits: it follows from the document, the text as first found
/// (folded) and which occurrence of that text it is, never from offsets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecommendationId(String);

/// How many digits of an id are shown; commands take any unambiguous beginning.
const SHOWN: usize = 8;

impl DocumentId {
    /// The identity of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        DocumentId(hex(&Sha256::digest(bytes)))
    }

    /// An identity read back from where it was kept.
    pub fn from_stored(id: String) -> Self {
        DocumentId(id)
    }

    /// All digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..SHOWN).unwrap_or(&self.0)
    }
}

impl RecommendationId {
    /// The identity of the `occurrence`-th (from 0) recommendation of `document` whose text as first found is `text`.
    pub fn of(document: &DocumentId, text: &str, occurrence: usize) -> Self {
        let mut hash = beginning(document);
        hash.update(fold(text).as_bytes());
        RecommendationId(hex(&end(hash, occurrence)))
    }

    /// An identity read back from where it was kept.
    pub fn from_stored(id: String) -> Self {
        RecommendationId(id)
    }

    /// All digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..SHOWN).unwrap_or(&self.0)
    }
}

/// Gives the recommendations of a document their identities, one after the other in the order in which they were found.
#[derive(Debug)]
pub struct Identities {
    document: Sha256,
    /// How often each text came; a text is known by the identity of its first occurrence.
    seen: FxHashMap<Digits, usize>,
}

/// A recommendation's identity before it is written out.
type Digits = [u8; 16];

impl Identities {
    /// None were given yet.
    pub fn new(document: &DocumentId) -> Self {
        Identities { document: beginning(document), seen: FxHashMap::default() }
    }

    /// The identity of the next recommendation, whose text as first found is `text`.
    pub fn next(&mut self, text: &str) -> RecommendationId {
        let mut hash = self.document.clone();
        hash.update(fold(text).as_bytes());
        let first = end(hash.clone(), 0);
        let before = self.seen.entry(first).or_default();
        let digits = if *before == 0 { first } else { end(hash, *before) };
        *before += 1;
        RecommendationId(hex(&digits))
    }
}

fn beginning(document: &DocumentId) -> Sha256 {
    Sha256::new().chain_update(document.0.as_bytes()).chain_update([0])
}

fn end(hash: Sha256, occurrence: usize) -> Digits {
    let hash = hash.chain_update([0]).chain_update(occurrence.to_string().as_bytes());
    let mut digits = Digits::default();
    digits.iter_mut().zip(hash.finalize()).for_each(|(digit, byte)| *digit = byte);
    digits
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RecommendationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // These values are promises: stores and exchanged journals hold them. If this test fails, every
    // existing store would lose its decisions; mend the code, not the test.
    #[test]
    fn identities_never_change() {
        let document = DocumentId::of(b"abc");
        assert_eq!(document.as_str(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let id = RecommendationId::of(&document, "Échanger  des données", 0);
        assert_eq!(id, RecommendationId::of(&document, "echanger des donnees", 0));
        assert_ne!(id, RecommendationId::of(&document, "echanger des donnees", 1));
        assert_eq!(id.as_str(), "4ff59c19a0ed7c212b4c995b13c46d33");
    }

    #[test]
    fn identities_are_given_in_order() {
        let document = DocumentId::of(b"abc");
        let mut identities = Identities::new(&document);
        let check = |(text, occurrence)| {
            assert_eq!(identities.next(text), RecommendationId::of(&document, text, occurrence), "{text}");
        };
        [("Share data", 0), ("Save lives", 0), ("share  DATA", 1), ("Share data.", 0), ("Share data", 2)]
            .into_iter()
            .for_each(check);
    }
}
