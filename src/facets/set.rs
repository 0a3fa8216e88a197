//! The recommendations that have a value: a bit each where they are many, a list where they are few. Hundreds of
//! proposers that made a few recommendations each would otherwise take as much room as the clusters.

use super::Bitset;

/// A set of positions below a length that its owner knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Set {
    /// Positions, ascending.
    Few(Vec<u32>),
    /// A bit for each position.
    Many(Bitset),
}

impl Default for Set {
    fn default() -> Self {
        Set::Few(Vec::new())
    }
}

/// A list takes less room than bits while fewer than one in so many positions are in it.
const SPARSE: usize = 64;
/// Below so many positions a list is as good.
const SMALL: usize = 64;

impl Set {
    /// Puts a position of `len` in or out.
    pub fn set(&mut self, at: usize, member: bool, len: usize) {
        match self {
            Set::Many(bits) => {
                if bits.len() < len {
                    bits.resize(len);
                }
                bits.set(at, member);
            }
            Set::Few(list) => {
                match (list.binary_search(&(at as u32)), member) {
                    (Err(place), true) => list.insert(place, at as u32),
                    (Ok(place), false) => {
                        list.remove(place);
                    }
                    _ => {}
                }
                if list.len() > SMALL.max(len / SPARSE) {
                    *self = Set::Many(self.bits(len));
                }
            }
        }
    }

    /// Whether a position is in.
    pub fn contains(&self, at: usize) -> bool {
        match self {
            Set::Few(list) => list.binary_search(&(at as u32)).is_ok(),
            Set::Many(bits) => bits.contains(at),
        }
    }

    /// How many positions are in both.
    pub fn count_and(&self, other: &Bitset) -> usize {
        match self {
            Set::Few(list) => list.iter().filter(|at| other.contains(**at as usize)).count(),
            Set::Many(bits) => bits.count_and(other),
        }
    }

    /// Adds its positions to bits.
    pub fn add_to(&self, bits: &mut Bitset) {
        match self {
            Set::Few(list) => list.iter().for_each(|at| bits.set(*at as usize, true)),
            Set::Many(own) => bits.or(own),
        }
    }

    /// Its positions as bits of a length.
    pub fn bits(&self, len: usize) -> Bitset {
        let mut bits = Bitset::none(len);
        self.add_to(&mut bits);
        bits
    }

    /// Takes the length `len`, in the form that is smaller there.
    pub fn fit(&mut self, len: usize) {
        match self {
            Set::Many(bits) => {
                bits.resize(len);
                if bits.count() <= SMALL.max(len / SPARSE) / 2 {
                    *self = Set::Few(bits.iter().map(|at| at as u32).collect());
                }
            }
            Set::Few(list) => list.truncate(list.partition_point(|at| (*at as usize) < len)),
        }
    }

    /// Its positions, ascending.
    #[cfg(test)]
    pub fn iter(&self) -> Box<dyn Iterator<Item = usize> + '_> {
        match self {
            Set::Few(list) => Box::new(list.iter().map(|at| *at as usize)),
            Set::Many(bits) => Box::new(bits.iter()),
        }
    }

    /// Makes the positions from `from` on and below `to` into `now` others, all out, and moves those after them.
    pub fn splice(&mut self, from: usize, to: usize, now: usize, len: usize) {
        match self {
            Set::Few(list) => {
                list.retain(|at| !(from..to).contains(&(*at as usize)));
                for at in list.iter_mut().filter(|at| **at as usize >= to) {
                    *at = (*at as usize + now - (to - from)) as u32;
                }
            }
            Set::Many(bits) => {
                bits.resize(len);
                bits.splice(from, to, now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const LEN: usize = 400;

    fn of(members: &BTreeSet<usize>) -> Set {
        let mut set = Set::default();
        members.iter().for_each(|&at| set.set(at, true, LEN));
        set
    }

    fn all(set: &Set) -> BTreeSet<usize> {
        set.iter().collect()
    }

    fn members() -> impl Strategy<Value = BTreeSet<usize>> {
        prop_oneof![prop::collection::btree_set(0..LEN, 0..10), prop::collection::btree_set(0..LEN, 100..200)]
    }

    proptest! {
        #[test]
        fn few_and_many_are_the_same_set(a in members(), b in members(), gone in members()) {
            let (mut x, y) = (of(&a), of(&b).bits(LEN));
            prop_assert_eq!(all(&x), a.clone());
            prop_assert_eq!(x.count_and(&y), a.intersection(&b).count());
            let mut sum = y;
            x.add_to(&mut sum);
            prop_assert_eq!(sum.iter().collect::<BTreeSet<_>>(), a.union(&b).copied().collect::<BTreeSet<_>>());
            gone.iter().for_each(|&at| x.set(at, false, LEN));
            prop_assert_eq!(all(&x), a.difference(&gone).copied().collect::<BTreeSet<_>>());
            x.fit(LEN);
            prop_assert!((0..LEN).all(|at| x.contains(at) == (a.contains(&at) && !gone.contains(&at))));
        }

        #[test]
        fn a_splice_moves_what_comes_after(a in members(), from in 0..LEN, gone in 0..20usize, now in 0..20usize) {
            let to = (from + gone).min(LEN);
            let mut set = of(&a);
            set.splice(from, to, now, LEN);
            let moved = a.iter().filter(|at| !(from..to).contains(*at)).map(|&at| if at < from { at } else { at + now - (to - from) });
            prop_assert_eq!(all(&set), moved.collect::<BTreeSet<_>>());
        }
    }
}
