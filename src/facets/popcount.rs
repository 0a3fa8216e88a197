//! Counting bits as fast as the processor can: which instructions it has is found out when the program runs, so that
//! one program runs everywhere. The only `unsafe` code of the crate is here, and only to call these instructions.

/// How many bits are set.
pub(super) fn of(words: &[u64]) -> usize {
    of_both(words, words)
}

/// How many bits are set in both.
pub(super) fn of_both(a: &[u64], b: &[u64]) -> usize {
    #[cfg(target_arch = "x86_64")]
    {
        if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("popcnt") {
            // SAFETY: the processor has the instructions, as was just asked.
            return unsafe { with_avx2(a, b) };
        }
        if std::is_x86_feature_detected!("popcnt") {
            // SAFETY: as above.
            return unsafe { with_popcnt(a, b) };
        }
    }
    portably(a, b)
}

#[inline(always)]
fn portably(a: &[u64], b: &[u64]) -> usize {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones() as usize).sum()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "popcnt")]
fn with_popcnt(a: &[u64], b: &[u64]) -> usize {
    portably(a, b)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,popcnt")]
fn with_avx2(a: &[u64], b: &[u64]) -> usize {
    portably(a, b)
}

/// How many bits are set from each place to the next, and from the last one to `end`; places rise.
pub(super) fn between(words: &[u64], places: &[u32], end: usize) -> Vec<u32> {
    #[cfg(target_arch = "x86_64")]
    if std::is_x86_feature_detected!("popcnt") {
        // SAFETY: the processor has the instruction, as was just asked.
        return unsafe { between_with_popcnt(words, places, end) };
    }
    between_portably(words, places, end)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "popcnt")]
fn between_with_popcnt(words: &[u64], places: &[u32], end: usize) -> Vec<u32> {
    between_portably(words, places, end)
}

/// Goes through the words once, however short the stretches are.
#[inline(always)]
fn between_portably(words: &[u64], places: &[u32], end: usize) -> Vec<u32> {
    let (mut passed, mut ones) = (0, 0);
    let mut below = |place: usize| {
        let word = (place / 64).min(words.len());
        for passed in words.get(passed..word).unwrap_or_default() {
            ones += passed.count_ones();
        }
        passed = word.max(passed);
        ones + words.get(word).map_or(0, |word| (word & ((1 << (place % 64)) - 1)).count_ones())
    };
    let mut last = places.first().map_or(0, |first| below(*first as usize));
    let ends = places.iter().skip(1).map(|place| *place as usize).chain([end]);
    let count = |end| {
        let now = below(end);
        now.saturating_sub(std::mem::replace(&mut last, now))
    };
    ends.map(count).take(places.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stretches_add_up(words in prop::collection::vec(any::<u64>(), 0..8), places in prop::collection::vec(0..512u32, 0..20)) {
            let mut places: Vec<u32> = places.into_iter().map(|place| place.min(words.len() as u32 * 64)).collect();
            places.sort_unstable();
            let end = words.len() * 64;
            let bit = |at: usize| words[at / 64] >> (at % 64) & 1;
            let ends = places.iter().skip(1).map(|place| *place as usize).chain([end]);
            let counted = places.iter().zip(ends).map(|(from, to)| (*from as usize..to).map(bit).sum::<u64>() as u32);
            let expected: Vec<u32> = counted.collect();
            prop_assert_eq!(&between(&words, &places, end), &expected);
            prop_assert_eq!(&between_portably(&words, &places, end), &expected);
        }

        #[test]
        fn every_way_counts_the_same(a in prop::collection::vec(any::<u64>(), 0..70), b in prop::collection::vec(any::<u64>(), 0..70)) {
            let expected = portably(&a, &b);
            prop_assert_eq!(of_both(&a, &b), expected);
            prop_assert_eq!(of(&a), portably(&a, &a));
            #[cfg(target_arch = "x86_64")]
            if std::is_x86_feature_detected!("popcnt") {
                // SAFETY: the processor has the instruction, as was just asked.
                prop_assert_eq!(unsafe { with_popcnt(&a, &b) }, expected);
            }
        }
    }
}
