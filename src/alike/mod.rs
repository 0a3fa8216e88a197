//! The same thing said twice: short signatures by which texts that nearly agree are found, and how alike two texts are.
//!
//! A signature is a MinHash (Broder 1997) over pairs of neighbouring words, cut into bands of a few rows each: texts that
//! agree in one whole band are candidates, and are then compared word by word. Words are folded (`model::text::fold`), so
//! case, accents and punctuation do not count; nothing is tuned to a language. Own code: a signature is a few lines, and
//! no crate keeps banded signatures in a form that stays on disk (see [`run`]).

mod likeness;
pub mod run;
mod words;

pub use likeness::{Difference, difference, likeness, says_the_same};
pub use words::{Words, words};

/// Bands of a signature. With rows, it sets how alike texts must be to be found: 20 bands of 3 rows find 99.9 % of the pairs that
/// share seven in ten of their word pairs, and one in a hundred of those that share one in twelve.
pub const BANDS: usize = 20;
/// Rows of a band.
const ROWS: usize = 3;
const HASHES: usize = BANDS * ROWS;

/// Changes when signatures or the rule of likeness change: stores then compare everything anew.
pub const VERSION: &str = "1";

/// The bands of a signature, each as one number. Signatures of equal word sequences are equal on every machine.
pub type Bands = [u32; BANDS];

/// The bands of a text; none where it has too few words to say anything by themselves.
pub fn bands(words: &Words) -> Option<Bands> {
    (words.len() >= likeness::FEWEST).then(|| banded(words.pairs()))
}

/// The bands of a whole document, over the pairs of neighbouring words within each of its `texts`; none where they have no words.
pub fn bands_of_all(texts: &[Words]) -> Option<Bands> {
    let mut pairs = texts.iter().flat_map(Words::pairs).peekable();
    pairs.peek()?;
    Some(banded(pairs))
}

/// Share of the different pairs of neighbouring words that two documents have in common, 0 to 1 (Jaccard index).
pub fn shared_pairs(a: &[Words], b: &[Words]) -> f32 {
    let pairs = |texts: &[Words]| {
        let mut all: Vec<u64> = texts.iter().flat_map(Words::pairs).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (a, b) = (pairs(a), pairs(b));
    let common = a.iter().filter(|pair| b.binary_search(pair).is_ok()).count();
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

fn banded(pairs: impl Iterator<Item = u64>) -> Bands {
    let mut least = [u32::MAX; HASHES];
    for pair in pairs {
        for (least, factor) in least.iter_mut().zip(&FACTORS) {
            // The upper half of a product with an odd number: a universal hash (Dietzfelbinger et al. 1997).
            *least = (*least).min((pair.wrapping_mul(*factor) >> 32) as u32);
        }
    }
    let mut bands = [0; BANDS];
    for (n, (band, rows)) in bands.iter_mut().zip(least.chunks_exact(ROWS)).enumerate() {
        let mixed = rows.iter().fold(n as u64, |hash, row| mix(hash ^ u64::from(*row)));
        *band = (mixed >> 32) as u32;
    }
    bands
}

/// One odd number a hash.
const FACTORS: [u64; HASHES] = {
    let mut factors = [0; HASHES];
    let mut n = 0;
    while n < HASHES {
        factors[n] = mix(n as u64 + 1) | 1;
        n += 1;
    }
    factors
};

/// Every bit of the result hangs on every bit of `n` (the finish of SplitMix64, Steele et al. 2014).
const fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

#[cfg(test)]
mod tests;
