//! How alike two texts are, word by word.

use super::words::{Words, words};
use crate::model::text::fold;

/// Texts of fewer words say nothing by themselves ("Other matters").
pub(super) const FEWEST: usize = 3;
/// Texts of fewer words say the same only where they are the same: one word is too much of them.
const SHORT: usize = 5;
/// From this likeness on texts say the same: of 35 words, seven may be others.
const ALIKE: f32 = 0.8;
/// A text that stands whole in a longer one says the same down to this likeness: two thirds of its length are its own.
const CONTAINED: f32 = 0.65;
/// Share of the shorter text's words that must stand in the longer one for it to stand there whole.
const WHOLE: f32 = 0.95;
/// Most pairs of words that are compared one by one; of longer texts, the words are counted without their order.
const MOST: usize = 4_000_000;

/// How alike two texts are, 0 to 1: twice the words that they have in common in the same order, over the words of both.
pub fn likeness(a: &Words, b: &Words) -> f32 {
    let both = a.len() + b.len();
    if both == 0 { 1.0 } else { 2.0 * common(a, b) as f32 / both as f32 }
}

/// How alike two texts are where they say the same, none where they do not: nearly all words are the same, or the
/// shorter stands whole in a longer one that adds little.
pub fn says_the_same(a: &Words, b: &Words) -> Option<f32> {
    let shorter = a.len().min(b.len());
    if shorter < FEWEST {
        return None;
    }
    if shorter < SHORT {
        return (a == b).then_some(1.0);
    }
    // What the lengths alone rule out need not be compared.
    let longer = a.len().max(b.len());
    if 2.0 * shorter as f32 / ((shorter + longer) as f32) < CONTAINED {
        return None;
    }
    let common = common(a, b) as f32;
    let likeness = 2.0 * common / (shorter + longer) as f32;
    let contained = likeness >= CONTAINED && common >= WHOLE * shorter as f32;
    (likeness >= ALIKE || contained).then_some(likeness)
}

/// How many words two texts have in common in the same order.
fn common(a: &Words, b: &Words) -> usize {
    let (a, b) = (a.as_slice(), b.as_slice());
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(before..).unwrap_or_default(), b.get(before..).unwrap_or_default());
    let after = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let inner = |words: &[u64]| words.get(..words.len() - after).unwrap_or_default().to_vec();
    let (a, b) = (inner(a), inner(b));
    let between = if a.len() * b.len() > MOST { without_order(a, b) } else { in_order(&a, &b) };
    before + between + after
}

/// Length of the longest common subsequence, a row of its table at a time.
fn in_order(a: &[u64], b: &[u64]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for word in a {
        let mut diagonal = 0;
        let mut left = 0;
        for (other, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            *cell = if word == other { diagonal + 1 } else { above.max(left) };
            diagonal = above;
            left = *cell;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn without_order(mut a: Vec<u64>, mut b: Vec<u64>) -> usize {
    a.sort_unstable();
    b.sort_unstable();
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut common = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                common += 1;
                a.next();
                b.next();
            }
        }
    }
    common
}

/// The words in which two texts differ, as they are spelled there, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Words of the first that the second has not.
    pub only_first: Vec<String>,
    /// Words of the second that the first has not.
    pub only_second: Vec<String>,
}

/// The words in which two texts differ. Of very long ones, nothing is said.
pub fn difference(first: &str, second: &str) -> Difference {
    let (a, b) = (spelled(first), spelled(second));
    if a.len() * b.len() > MOST {
        return Difference::default();
    }
    let folded = |words: &[&str]| words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let (fa, fb) = (folded(&a), folded(&b));
    // What says the same mostly begins the same.
    let same = fa.iter().zip(&fb).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let (fa, fb) = (fa.get(same..).unwrap_or_default(), fb.get(same..).unwrap_or_default());
    // Cell (i, j): how many words the ends of both from there have in common. The way through it keeps to them.
    let width = b.len() + 1;
    let mut table = vec![0u32; (a.len() + 1) * width];
    let cell = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or_default();
    for (i, x) in fa.iter().enumerate().rev() {
        for (j, y) in fb.iter().enumerate().rev() {
            let best = match x == y {
                true => cell(&table, i + 1, j + 1) + 1,
                false => cell(&table, i + 1, j).max(cell(&table, i, j + 1)),
            };
            if let Some(place) = table.get_mut(i * width + j) {
                *place = best;
            }
        }
    }
    let mut found = Difference::default();
    let (mut i, mut j) = (0, 0);
    loop {
        match (fa.get(i), fb.get(j)) {
            (Some(x), Some(y)) if x == y => (i, j) = (i + 1, j + 1),
            (Some(_), other) if other.is_none() || cell(&table, i + 1, j) >= cell(&table, i, j + 1) => {
                found.only_first.extend(a.get(i).map(|word| word.to_string()));
                i += 1;
            }
            (_, Some(_)) => {
                found.only_second.extend(b.get(j).map(|word| word.to_string()));
                j += 1;
            }
            _ => return found,
        }
    }
}

/// The words of a text as they are spelled.
fn spelled(text: &str) -> Vec<&str> {
    let in_word =
        |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || c == '\u{ad}';
    text.split(|c: char| !in_word(c)).filter(|word| !words(word).is_empty()).collect()
}
