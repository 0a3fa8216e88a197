//! A set of row positions, one bit each. Own code: a plain `u64` vector is as fast as any crate below four million rows.

use super::popcount;

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

    /// The length below which all positions lie.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no position is in.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many positions are in.
    pub fn count(&self) -> usize {
        popcount::of(&self.words)
    }

    /// How many positions are in both.
    pub fn count_and(&self, other: &Bitset) -> usize {
        popcount::of_both(&self.words, &other.words)
    }

    /// How many positions from `from` on and below `to` are in.
    pub fn count_within(&self, from: usize, to: usize) -> usize {
        let to = to.min(self.len);
        if from >= to {
            return 0;
        }
        let (first, last) = (from / 64, (to - 1) / 64);
        let low = u64::MAX << (from % 64);
        let high = u64::MAX >> (63 - (to - 1) % 64);
        let ones =
            |at: usize, mask: u64| self.words.get(at).map_or(0, |word| (word & mask).count_ones() as usize);
        if first == last {
            return ones(first, low & high);
        }
        let between = self.words.get(first + 1..last).map_or(0, popcount::of);
        ones(first, low) + between + ones(last, high)
    }

    /// How many positions are in from each of these places to the next, and from the last one on; places rise.
    pub fn counts_between(&self, places: &[u32]) -> Vec<u32> {
        popcount::between(&self.words, places, self.len)
    }

    /// Puts every position from `from` on and below `to` in.
    pub fn set_within(&mut self, from: usize, to: usize) {
        let to = to.min(self.len);
        if from >= to {
            return;
        }
        let (first, last) = (from / 64, (to - 1) / 64);
        for (at, word) in self.words.iter_mut().enumerate().take(last + 1).skip(first) {
            let low = if at == first { u64::MAX << (from % 64) } else { u64::MAX };
            let high = if at == last { u64::MAX >> (63 - (to - 1) % 64) } else { u64::MAX };
            *word |= low & high;
        }
    }

    /// Takes another length; new positions are out.
    pub fn resize(&mut self, len: usize) {
        self.words.resize(len.div_ceil(64), 0);
        self.len = len;
        if let (Some(last), rest @ 1..) = (self.words.last_mut(), len % 64) {
            *last &= (1 << rest) - 1;
        }
    }

    /// Makes room for a position.
    pub(super) fn resize_to_hold(&mut self, position: usize) {
        if position >= self.len {
            self.resize(position + 1);
        }
    }

    /// Makes the positions from `from` on and below `to` into `now` others, all out, and moves those after them.
    pub fn splice(&mut self, from: usize, to: usize, now: usize) {
        let (from, to) = (from.min(self.len), to.min(self.len).max(from.min(self.len)));
        let end = self.len - (to - from) + now;
        let mut words = self.words.clone();
        words.resize(end.div_ceil(64), 0);
        // The word that holds the end of the gap begins what is made anew: what lies before the gap stays in it.
        for (at, word) in words.iter_mut().enumerate().skip(from / 64) {
            let kept = if at == from / 64 { (1u64 << (from % 64)) - 1 } else { 0 };
            let before = self.words.get(at).map_or(0, |word| word & kept);
            *word = before | self.moved(at * 64, from + now, to);
        }
        *self = Bitset::from_words(words, end);
    }

    /// The 64 positions from `at` on, of which those from `begin` on are what was at `source` and after it.
    fn moved(&self, at: usize, begin: usize, source: usize) -> u64 {
        if at + 64 <= begin {
            return 0;
        }
        let (skip, first) = if at < begin { (begin - at, source) } else { (0, source + (at - begin)) };
        let low = self.words.get(first / 64).map_or(0, |word| word >> (first % 64));
        let high = match first % 64 {
            0 => 0,
            shift => self.words.get(first / 64 + 1).map_or(0, |word| word << (64 - shift)),
        };
        (low | high) << skip
    }

    /// The positions from `from` on, counted from there, of a new length.
    pub(super) fn moved_down(&self, from: usize, len: usize) -> Bitset {
        let words = (0..len.div_ceil(64)).map(|at| self.moved(at * 64, 0, from)).collect();
        Bitset::from_words(words, len)
    }

    /// Adds positions given as little-endian words of 64.
    pub(super) fn or_bytes(&mut self, bytes: &[u8]) {
        let len = self.len;
        for (word, bytes) in self.words.iter_mut().zip(bytes.chunks_exact(8)) {
            *word |= bytes.try_into().map_or(0, u64::from_le_bytes);
        }
        self.resize(len);
    }

    /// The positions as words of 64, the lowest bit first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// A set of these words; positions from `len` on are left out.
    pub fn from_words(words: Vec<u64>, len: usize) -> Self {
        let mut set = Bitset { words, len: 0 };
        set.resize(len);
        set
    }

    /// Keeps what is in both.
    pub fn and(&mut self, other: &Bitset) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Takes out what is in the other.
    pub fn and_not(&mut self, other: &Bitset) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
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
            prop_assert_eq!(with(Bitset::and_not), of(200, &a.difference(&b).copied().collect()));
            prop_assert_eq!((x.count(), x.is_empty()), (a.len(), a.is_empty()));
        }

        #[test]
        fn ranges_are_counted_and_set(
            a in prop::collection::btree_set(0..200usize, 0..80), from in 0..220usize, to in 0..220usize,
        ) {
            let within = |m: &usize| (from..to).contains(m);
            prop_assert_eq!(of(200, &a).count_within(from, to), a.iter().filter(|m| within(m)).count());
            let mut set = of(200, &a);
            set.set_within(from, to);
            prop_assert_eq!(set, of(200, &(0..200).filter(|m| within(m) || a.contains(m)).collect()));
        }

        #[test]
        fn a_splice_moves_what_comes_after(
            a in prop::collection::btree_set(0..300usize, 0..120), from in 0..300usize, gone in 0..150usize, now in 0..150usize,
        ) {
            let to = (from + gone).min(300);
            let mut set = of(300, &a);
            set.splice(from, to, now);
            let moved = a.iter().filter(|at| !(from..to).contains(*at)).map(|&at| if at < from { at } else { at + now - (to - from) });
            prop_assert_eq!(set, of(300 - (to - from) + now, &moved.collect()));
        }

        #[test]
        fn a_new_length_keeps_what_lies_below(a in prop::collection::btree_set(0..200usize, 0..80), len in 0..300usize) {
            let mut set = of(200, &a);
            set.resize(len);
            prop_assert_eq!(&set, &of(len, &a.iter().copied().filter(|m| *m < len).collect()));
            prop_assert_eq!(Bitset::from_words(set.words().to_vec(), len), set);
        }

        #[test]
        fn all_is_everything(len in 0..300usize) {
            prop_assert_eq!(Bitset::all(len).iter().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
        }
    }
}
