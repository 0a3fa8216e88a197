//! A set of row positions, one bit each. Own code: a plain `u64` vector is as fast as any crate below four million rows.

/// A set of positions below a fixed length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bitset {
    words: Vec<u64>,
    len: usize,
}

impl Bitset {
    /// No position of `len`.
    pub fn none(len: usize) -> Self {
        Bitset { words: vec![0; len.div_ceil(64)], len }
    }

    /// Every position of `len`.
    pub fn all(len: usize) -> Self {
        let mut set = Bitset { words: vec![u64::MAX; len.div_ceil(64)], len };
        if let (Some(last), rest @ 1..) = (set.words.last_mut(), len % 64) {
            *last = (1 << rest) - 1;
        }
        set
    }

    /// Puts a position in or out.
    pub fn set(&mut self, position: usize, member: bool) {
        debug_assert!(position < self.len);
        let (word, bit) = (position / 64, 1 << (position % 64));
        if member {
            self.words[word] |= bit;
        } else {
            self.words[word] &= !bit;
        }
    }

    /// Whether a position is in.
    pub fn contains(&self, position: usize) -> bool {
        position < self.len && self.words[position / 64] & (1 << (position % 64)) != 0
    }

    /// How many positions are in.
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// How many positions are in both.
    pub fn count_and(&self, other: &Bitset) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// Keeps what is in both.
    pub fn and(&mut self, other: &Bitset) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Adds what is in the other.
    pub fn or(&mut self, other: &Bitset) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// What is not in.
    pub fn complement(mut self) -> Self {
        let all = Bitset::all(self.len);
        self.words.iter_mut().zip(&all.words).for_each(|(word, all)| *word = !*word & all);
        self
    }

    /// The positions that are in, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(i, &word)| {
            std::iter::successors((word != 0).then_some(word), |w| Some(w & (w - 1)).filter(|w| *w != 0))
                .map(move |w| i * 64 + w.trailing_zeros() as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn of(len: usize, members: &BTreeSet<usize>) -> Bitset {
        let mut set = Bitset::none(len);
        members.iter().for_each(|&m| set.set(m, true));
        set
    }

    proptest! {
        #[test]
        fn behaves_as_a_set(a in prop::collection::btree_set(0..200usize, 0..80), b in prop::collection::btree_set(0..200usize, 0..80)) {
            let (x, y) = (of(200, &a), of(200, &b));
            prop_assert_eq!(x.iter().collect::<BTreeSet<_>>(), a.clone());
            prop_assert_eq!(x.count_and(&y), a.intersection(&b).count());
            let with = |change: fn(&mut Bitset, &Bitset)| { let mut z = x.clone(); change(&mut z, &y); z };
            prop_assert_eq!(x.clone().complement(), of(200, &(0..200).filter(|m| !a.contains(m)).collect()));
            prop_assert_eq!(with(Bitset::and), of(200, &a.intersection(&b).copied().collect()));
            prop_assert_eq!(with(Bitset::or), of(200, &a.union(&b).copied().collect()));
        }

        #[test]
        fn all_is_everything(len in 0..300usize) {
            prop_assert_eq!(Bitset::all(len).iter().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
        }
    }
}
