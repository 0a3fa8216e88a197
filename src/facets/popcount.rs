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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
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
