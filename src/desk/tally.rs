//! How many recommendations are decided, left for later, and still to be looked at.

use crate::facets::{Counts, Facet};
use crate::model::Verdict;

/// How far some recommendations have come. What is left for later has a verdict, and is not decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Kept or dropped.
    pub decided: usize,
    /// Left for later.
    pub later: usize,
    /// Recommendations in all.
    pub of: usize,
}

impl Tally {
    /// The tally of what the other filters let through.
    pub fn of(counts: &Counts) -> Tally {
        let verdicts = counts.facets.get(&Facet::Verdict).into_iter().flatten();
        Tally::sum(verdicts.map(|count| (&*count.value, count.having)))
    }

    /// The tally of how many have each verdict, by the verdict's word.
    pub fn sum<'a>(verdicts: impl IntoIterator<Item = (&'a str, usize)>) -> Tally {
        let mut tally = Tally::default();
        for (word, count) in verdicts {
            tally.of += count;
            match Verdict::from_word(word) {
                Some(Verdict::Keep | Verdict::Drop) => tally.decided += count,
                Some(Verdict::Later) => tally.later += count,
                Some(Verdict::Unreviewed) | None => {}
            }
        }
        tally
    }

    /// How many have no verdict.
    pub fn unreviewed(self) -> usize {
        self.of.saturating_sub(self.decided + self.later)
    }

    /// How many are neither kept nor dropped.
    pub fn left(self) -> usize {
        self.of.saturating_sub(self.decided)
    }

    /// Whether any has a verdict.
    pub fn is_begun(self) -> bool {
        self.decided + self.later > 0
    }

    /// Whether there are some and all of them have a verdict.
    pub fn is_reviewed(self) -> bool {
        self.of > 0 && self.unreviewed() == 0
    }

    /// What is said where all have a verdict: "everything here has a verdict", "nothing here is unreviewed, 4 are left for later".
    pub fn end_in_words(self) -> String {
        match self.later {
            0 => "everything here has a verdict".to_string(),
            1 => "nothing here is unreviewed, one is left for later".to_string(),
            n => format!("nothing here is unreviewed, {n} are left for later"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_for_later_is_not_decided() {
        let tally = Tally::sum([("unreviewed", 44), ("keep", 6), ("drop", 2), ("later", 1)]);
        assert_eq!(tally, Tally { decided: 8, later: 1, of: 53 });
        assert_eq!((tally.unreviewed(), tally.left()), (44, 45));
    }

    #[test]
    fn the_end_is_told_as_it_is() {
        let check = |decided, later, of, reviewed: bool, words: &str| {
            let tally = Tally { decided, later, of };
            assert_eq!(tally.is_reviewed(), reviewed);
            assert_eq!(tally.end_in_words(), words);
        };
        check(4, 0, 4, true, "everything here has a verdict");
        check(3, 1, 4, true, "nothing here is unreviewed, one is left for later");
        check(0, 4, 4, true, "nothing here is unreviewed, 4 are left for later");
        check(3, 0, 4, false, "everything here has a verdict");
        check(0, 0, 0, false, "everything here has a verdict");
    }
}
