//! What was exported of what there is, in words: an annex of what is kept says nothing of what nobody has decided on yet.

use crate::model::{Recommendation, Verdict};
use crate::taxonomy::{self, OBJECTIVE};

/// How everything stands that an export could have held: what passes its filter, whatever the verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many recommendations there are of each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [usize; Verdict::ALL.len()],
    /// The objectives that what is unreviewed or left for later has, or is suggested for, by notation.
    pub open_objectives: Vec<String>,
}

impl Standing {
    /// The verdicts of some recommendations.
    pub fn of(recommendations: &[Recommendation]) -> Standing {
        let mut standing = Standing::default();
        for (count, verdict) in standing.verdicts.iter_mut().zip(Verdict::ALL.iter().copied()) {
            *count = recommendations.iter().filter(|r| r.verdict == verdict).count();
        }
        standing
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.by_verdict().find(|(v, _)| *v == verdict).map_or(0, |(_, count)| count)
    }

    fn by_verdict(&self) -> impl Iterator<Item = (Verdict, usize)> {
        Verdict::ALL.iter().copied().zip(self.verdicts)
    }

    fn total(&self) -> usize {
        self.verdicts.iter().sum()
    }

    /// "16 kept recommendations", "3 recommendations not reviewed yet", "9 recommendations (7 kept, 2 dropped)".
    pub fn in_words(&self) -> String {
        let recommendations = if self.total() == 1 { "recommendation" } else { "recommendations" };
        let total = self.total();
        let present: Vec<(Verdict, usize)> = self.by_verdict().filter(|(_, count)| *count > 0).collect();
        match present.as_slice() {
            [] => format!("0 {recommendations}"),
            [(verdict @ (Verdict::Keep | Verdict::Drop), _)] => {
                format!("{total} {} {recommendations}", past(*verdict))
            }
            [(verdict, _)] => format!("{total} {recommendations} {}", past(*verdict)),
            several => {
                let each = several.iter().map(|(verdict, count)| format!("{count} {}", past(*verdict)));
                format!("{total} {recommendations} ({})", each.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// "37 of 55 recommendations are not reviewed yet, 1 is left for later": what is not decided on and is not in an export
    /// of `these`. None where there is nothing of that.
    pub fn open_beside(&self, these: &Standing) -> Option<String> {
        let open: Vec<(Verdict, usize)> = [Verdict::Unreviewed, Verdict::Later]
            .into_iter()
            .map(|verdict| (verdict, self.count(verdict).saturating_sub(these.count(verdict))))
            .filter(|(_, count)| *count > 0)
            .collect();
        let is = |count: usize| if count == 1 { "is" } else { "are" };
        let ((first, count), rest) = open.split_first()?;
        let recommendations = if self.total() == 1 { "recommendation" } else { "recommendations" };
        let mut words =
            format!("{count} of {} {recommendations} {} {}", self.total(), is(*count), past(*first));
        for (verdict, count) in rest {
            words += &format!(", {count} {} {}", is(*count), past(*verdict));
        }
        Some(words)
    }
}

/// What was done with a recommendation of this verdict.
fn past(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unreviewed => "not reviewed yet",
        Verdict::Keep => "kept",
        Verdict::Drop => "dropped",
        Verdict::Later => "left for later",
    }
}

/// Which objectives none of an annex's recommendations is tagged with, and which of them are suggested for what is open. None
/// where every objective is there.
pub fn silent_in_words(silent: &[&str], of: usize, open: &[String]) -> Option<String> {
    let all = taxonomy::in_use().objectives();
    if silent.is_empty() || of == 0 {
        return None;
    }
    if silent.len() == all.len() {
        return Some("None of these recommendations is tagged with an objective yet.".to_string());
    }
    let named = |notations: &mut dyn Iterator<Item = &str>| {
        let label = |n: &str| {
            let short = taxonomy::in_use().concept(OBJECTIVE, n).map_or("", |c| &c.short);
            format!("{n} ({short})")
        };
        notations.map(label).collect::<Vec<_>>().join(", ")
    };
    let objectives = if silent.len() == 1 { "objective" } else { "objectives" };
    let mut words = format!(
        "None of these recommendations is tagged with {objectives} {}.",
        named(&mut silent.iter().copied())
    );
    let suggested: Vec<&str> = silent.iter().copied().filter(|n| open.iter().any(|o| o == n)).collect();
    if !suggested.is_empty() {
        let is = if suggested.len() == 1 { "objective" } else { "objectives" };
        words += &format!(
            " Among what is not decided yet, some speak of {is} {}, as suggested.",
            suggested.join(", ")
        );
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(unreviewed: usize, keep: usize, drop: usize, later: usize) -> Standing {
        let mut standing = Standing::default();
        for (count, verdict) in standing.verdicts.iter_mut().zip(Verdict::ALL.iter().copied()) {
            *count = match verdict {
                Verdict::Unreviewed => unreviewed,
                Verdict::Keep => keep,
                Verdict::Drop => drop,
                Verdict::Later => later,
            };
        }
        standing
    }

    #[test]
    fn what_is_in_it_is_said_by_verdict() {
        let check = |standing: Standing, words: &str| assert_eq!(standing.in_words(), words);
        check(standing(0, 0, 0, 0), "0 recommendations");
        check(standing(0, 1, 0, 0), "1 kept recommendation");
        check(standing(141, 0, 0, 0), "141 recommendations not reviewed yet");
        check(standing(0, 0, 3, 0), "3 dropped recommendations");
        check(standing(2, 7, 0, 1), "10 recommendations (2 not reviewed yet, 7 kept, 1 left for later)");
    }

    #[test]
    fn what_is_open_beside_it_is_said() {
        let check = |all: Standing, these: Standing, words: Option<&str>| {
            assert_eq!(all.open_beside(&these).as_deref(), words);
        };
        let all = standing(37, 16, 1, 1);
        check(
            all.clone(),
            standing(0, 16, 0, 0),
            Some("37 of 55 recommendations are not reviewed yet, 1 is left for later"),
        );
        check(all.clone(), standing(37, 0, 0, 0), Some("1 of 55 recommendations is left for later"));
        check(all.clone(), all, None);
        check(standing(0, 4, 1, 0), standing(0, 4, 0, 0), None);
    }

    #[test]
    fn what_nobody_speaks_of_is_said_of_these_only() {
        let check = |silent: &[&str], open: &[&str], words: Option<&str>| {
            let open: Vec<String> = open.iter().map(|n| n.to_string()).collect();
            assert_eq!(silent_in_words(silent, 3, &open).as_deref(), words);
        };
        check(&[], &["1"], None);
        check(&["1"], &[], Some("None of these recommendations is tagged with objective 1 (Data)."));
        check(
            &["1", "8"],
            &["8", "9"],
            Some(
                "None of these recommendations is tagged with objectives 1 (Data), 8 (Save lives). \
                 Among what is not decided yet, some speak of objective 8, as suggested.",
            ),
        );
        let all: Vec<&str> = taxonomy::in_use().objectives().iter().map(|c| c.notation.as_str()).collect();
        check(&all, &["8"], Some("None of these recommendations is tagged with an objective yet."));
        assert_eq!(silent_in_words(&all, 0, &[]), None);
    }
}
