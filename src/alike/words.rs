//! The words of a text as numbers, whatever their case and accents.

use super::mix;
use crate::model::text::fold;

/// The folded words of a text in order, each as a hash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<u64>);

/// The words of a text: runs of letters and digits, folded.
pub fn words(text: &str) -> Words {
    if text.is_ascii() {
        // What folding does to ASCII, without the cost of asking Unicode.
        let words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
        return Words(words.filter(|word| !word.is_empty()).map(hash).collect());
    }
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    Words(words.filter(|word| !word.is_empty()).map(|word| hash(word.as_bytes())).collect())
}

/// FNV-1a of the lower-case letters: fast, and good enough for words that are mixed later.
fn hash(word: &[u8]) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    word.iter().fold(BASIS, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME))
}

impl Words {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn as_slice(&self) -> &[u64] {
        &self.0
    }

    /// Neighbouring words, each pair as one number; of a single word, the word.
    pub(super) fn pairs(&self) -> impl Iterator<Item = u64> + '_ {
        let single = if let [word] = self.0.as_slice() { Some(mix(*word)) } else { None };
        self.0.iter().zip(self.0.iter().skip(1)).map(|(a, b)| mix(a.rotate_left(23) ^ b)).chain(single)
    }
}
