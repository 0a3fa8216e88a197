//! Chance that falls the same way for the same seed, on every machine and in every version.

/// SplitMix64 (Steele, Lea and Flood, 2014). Own code: ten lines that never change need no crate whose next version
/// may draw otherwise.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The chances of the `n`-th thing made from a seed, independent of those of its neighbours.
    pub fn of(seed: u64, n: u64) -> Chance {
        let mut chance = Chance(seed ^ n.wrapping_mul(0xd134_2543_de82_ef95));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, each as likely; 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// A number below `end`, the first ones much likelier, as words are in a language and States at a meeting.
    pub fn early(&mut self, end: usize) -> usize {
        self.below(self.clone().below(end) + 1)
    }

    /// One of these, each as likely.
    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> Option<&'a T> {
        of.get(self.below(of.len())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_falls_the_same_way_for_the_same_seed() {
        let drawn = |seed, n| {
            let mut chance = Chance::of(seed, n);
            [0; 5].map(|_| chance.below(1000))
        };
        assert_eq!(drawn(1, 2), drawn(1, 2));
        assert_ne!(drawn(1, 2), drawn(1, 3));
        assert_ne!(drawn(1, 2), drawn(2, 2));
        // A promise: stores made with a seed are compared between versions.
        assert_eq!(drawn(7, 0), [16, 900, 582, 452, 249]);
    }

    #[test]
    fn every_number_is_drawn_and_early_ones_more_often() {
        let mut chance = Chance::of(3, 0);
        let (mut even, mut early) = ([0; 10], [0; 10]);
        for _ in 0..10_000 {
            even[chance.below(10)] += 1;
            early[chance.early(10)] += 1;
        }
        assert!(even.iter().all(|n| (850..1150).contains(n)), "{even:?}");
        assert!(early[0] > early[4] && early[4] > early[9] && early[9] > 0, "{early:?}");
        assert_eq!(chance.below(0), 0);
    }
}
