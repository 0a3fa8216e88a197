//! What one key would take of the suggestions, and the letters that change it.
//!
//! Where no cluster scores high enough, the objectives that are taken may tell one: what is kept with an objective alone would
//! stand under no cluster. The proposal must be clear: the same for all of them, and no other cluster suggested before it.

use super::{Edit, SUGGESTED_SCHEMES};
use crate::model::{Recommendation, RowId, Suggestions, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use std::collections::HashSet;

/// The letters of suggestions: the best cluster, then the best objectives.
pub const LETTERS: [char; 5] = ['A', 'B', 'C', 'D', 'E'];

/// What stands ready to be taken of a scheme that has no tag yet: suggestions that score `above` or more; where no cluster does,
/// the one that the objectives tell.
pub(super) fn ready<'a>(card: &'a Recommendation, scheme: &str, above: f32) -> Vec<&'a str> {
    let ready: Vec<&str> = card.suggested.standing_above(scheme, above).collect();
    if scheme != CLUSTER || !ready.is_empty() {
        return ready;
    }
    let tagged = card.tags_in(OBJECTIVE);
    let objectives = match tagged.is_empty() {
        true => card.suggested.standing_above(OBJECTIVE, above).collect(),
        false => tagged.iter().map(String::as_str).collect::<Vec<_>>(),
    };
    told_by_objectives(&objectives, best_cluster(&card.suggested)).into_iter().collect()
}

/// What stood ready when it was shown: what was learned since is not taken unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What stood ready, by scheme; without what is not to be taken.
    tags: Vec<(String, Vec<String>)>,
    /// Whether the objectives may tell the cluster where none stood ready.
    tells: bool,
    /// The cluster suggested first, however it scored.
    best: Option<String>,
}

impl Shown {
    /// What stands ready of a recommendation from a score on, of the schemes of which something is to be taken.
    pub(super) fn of(card: &Recommendation, above: f32, is_wanted: impl Fn(&str) -> bool) -> Shown {
        let standing =
            |scheme: &str| card.suggested.standing_above(scheme, above).map(str::to_string).collect();
        let wanted = SUGGESTED_SCHEMES.iter().filter(|scheme| is_wanted(scheme));
        Shown {
            tags: wanted.map(|scheme| (scheme.to_string(), standing(scheme))).collect(),
            tells: is_wanted(CLUSTER),
            best: best_cluster(&card.suggested).map(str::to_string),
        }
    }

    /// What it sets on a recommendation as that is by now: in each scheme without a tag what stood ready, and the cluster that
    /// the objectives tell, those that it has by then.
    pub fn taken_by(&self, recommendation: &Recommendation) -> Vec<(String, Vec<String>)> {
        let of =
            |scheme: &str| self.tags.iter().find(|(id, _)| id == scheme).map(|(_, tags)| tags.as_slice());
        let mut taken: Vec<(String, Vec<String>)> = self.tags.clone();
        taken.retain(|(scheme, _)| recommendation.tags_in(scheme).is_empty());
        let tagged = recommendation.tags_in(OBJECTIVE);
        let objectives = if tagged.is_empty() { of(OBJECTIVE).unwrap_or_default() } else { tagged };
        let objectives: Vec<&str> = objectives.iter().map(String::as_str).collect();
        let told = told_by_objectives(&objectives, self.best.as_deref()).filter(|_| self.tells);
        if let Some((_, cluster)) = taken.iter_mut().find(|(id, tags)| id == CLUSTER && tags.is_empty()) {
            cluster.extend(told.map(str::to_string));
        }
        taken
    }
}

/// The cluster suggested first, however it scores.
pub(super) fn best_cluster(suggested: &Suggestions) -> Option<&str> {
    suggested.clusters.first().map(|best| best.notation.as_str())
}

/// The cluster that is proposed first for every one of these objectives, where no other is suggested before it.
pub(super) fn told_by_objectives(objectives: &[&str], best: Option<&str>) -> Option<&'static str> {
    let mut proposed = objectives.iter().map(|o| in_use().clusters_of(o).first().map(String::as_str));
    let cluster = proposed.next()??;
    (proposed.all(|other| other == Some(cluster)) && best.is_none_or(|best| best == cluster))
        .then_some(cluster)
}

/// The suggestions that stand ready beside the recommendation under the cursor.
#[derive(Debug, Clone, Default)]
pub struct Taking {
    /// How high a suggestion must score to stand ready, 0 to 1.
    pub above: f32,
    /// The suggestion whose letter was pressed last on this recommendation.
    pub focused: Option<(String, String)>,
    /// Schemes of which nothing is to be taken, though something stands ready.
    declined: HashSet<(RowId, String)>,
    /// The recommendation that the letters are for, and scheme and notation of each: a letter means the same for as long as
    /// the cursor stays, once one was pressed.
    lettered: Option<(RowId, Vec<(String, String)>)>,
}

/// What a letter does.
#[derive(Debug, Clone, PartialEq)]
pub enum Letter {
    /// It stands for nothing here.
    Unknown,
    /// What it stands for is not taken any more; nothing is to be written.
    Declined {
        /// The scheme.
        scheme: String,
        /// The concept.
        notation: String,
    },
    /// This is to be decided.
    Edit {
        /// The scheme.
        scheme: String,
        /// The edit.
        edit: Edit,
    },
}

impl Taking {
    /// With suggestions that stand ready from this score on.
    pub fn above(score: f32) -> Self {
        Taking { above: score, ..Taking::default() }
    }

    /// Gives letters to the suggestions of the recommendation under the cursor.
    pub fn settle(&mut self, card: &Recommendation) {
        let same = self.lettered.as_ref().is_some_and(|(row, _)| *row == card.row);
        if same && self.focused.is_some() {
            return;
        }
        self.focused = None;
        let named = |scheme: &str, most: usize| -> Vec<(String, String)> {
            let first = card.suggested.of(scheme).iter().take(most);
            first.map(|s| (scheme.to_string(), s.notation.clone())).collect()
        };
        let mut letters = named(CLUSTER, 1);
        // Without a cluster the letters of the objectives stay where the hand knows them.
        letters.resize(1, Default::default());
        letters.extend(named(OBJECTIVE, LETTERS.len() - 1));
        if letters.iter().all(|(scheme, _)| scheme.is_empty()) {
            letters.clear();
        }
        self.lettered = Some((card.row, letters));
    }

    /// Scheme and notation that the n-th letter stands for.
    pub fn named(&self, n: usize) -> Option<(&str, &str)> {
        let (_, letters) = self.lettered.as_ref()?;
        letters.get(n).map(|(s, n)| (s.as_str(), n.as_str())).filter(|(scheme, _)| !scheme.is_empty())
    }

    /// The letter of a suggestion of the recommendation under the cursor.
    pub fn letter(&self, scheme: &str, notation: &str) -> Option<char> {
        let (_, letters) = self.lettered.as_ref()?;
        let at = letters.iter().position(|(s, n)| s == scheme && n == notation)?;
        LETTERS.get(at).copied()
    }

    /// What the key that keeps with suggested tags would take of a scheme.
    pub fn standing<'a>(&self, card: &'a Recommendation, scheme: &str) -> Vec<&'a str> {
        if !card.tags_in(scheme).is_empty() || self.is_declined(card.row, scheme) {
            return Vec::new();
        }
        let suggested = card.suggested.standing_above(scheme, self.above).next().is_some();
        let no_objective = card.tags_in(OBJECTIVE).is_empty() && self.is_declined(card.row, OBJECTIVE);
        if scheme == CLUSTER && !suggested && no_objective {
            return Vec::new();
        }
        ready(card, scheme, self.above)
    }

    /// The cluster that stands ready because the objectives tell it, though it scores too low by itself.
    pub fn told_by_objectives<'a>(&self, card: &'a Recommendation) -> Option<&'a str> {
        let cluster = self.standing(card, CLUSTER).into_iter().next()?;
        card.suggested.standing_above(CLUSTER, self.above).next().is_none().then_some(cluster)
    }

    /// Whether it would be kept without a cluster.
    pub fn leaves_no_cluster(&self, card: &Recommendation) -> bool {
        card.tags_in(CLUSTER).is_empty() && self.standing(card, CLUSTER).is_empty()
    }

    /// The edit that keeps with what stands ready.
    pub fn keep(&self, card: &Recommendation) -> Edit {
        Edit::KeepShown(Shown::of(card, self.above, |scheme| !self.is_declined(card.row, scheme)))
    }

    /// What pressing the n-th letter does to a recommendation. `settled` says that nothing decided on it is still on its
    /// way to the disk.
    pub fn press(&mut self, card: &Recommendation, n: usize, settled: bool) -> Letter {
        let Some((scheme, notation)) = self.named(n).map(|(s, n)| (s.to_string(), n.to_string())) else {
            return Letter::Unknown;
        };
        self.focused = Some((scheme.clone(), notation.clone()));
        let shown = self.offered(card, &scheme);
        if settled && card.tags_in(&scheme).is_empty() && shown.as_slice() == [notation.as_str()] {
            // Nothing changes on disk: what was only suggested is not wanted.
            self.decline(card.row, &scheme, true);
            return Letter::Declined { scheme, notation };
        }
        let edit = Edit::ToggleShown { scheme: scheme.clone(), shown, notation };
        Letter::Edit { scheme, edit }
    }

    /// What a letter counts from where the scheme has no tag: what stands ready, as long as there is no verdict that left it.
    fn offered(&self, card: &Recommendation, scheme: &str) -> Vec<String> {
        match card.verdict {
            Verdict::Unreviewed => self.standing(card, scheme).into_iter().map(String::from).collect(),
            _ => Vec::new(),
        }
    }

    /// Takes note of what a letter left of a scheme. Taken off to the last one, it is to stay without a tag when the rest
    /// is kept.
    pub fn left(&mut self, row: RowId, scheme: &str, bare: bool) {
        self.decline(row, scheme, bare);
    }

    /// Whether nothing of a scheme is to be taken.
    fn is_declined(&self, row: RowId, scheme: &str) -> bool {
        self.declined.contains(&(row, scheme.to_string()))
    }

    /// Takes nothing of a scheme, or what stands ready.
    fn decline(&mut self, row: RowId, scheme: &str, declined: bool) {
        let place = (row, scheme.to_string());
        if declined {
            self.declined.insert(place);
        } else {
            self.declined.remove(&place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;
    use crate::facets::Filter;
    use crate::model::{Details, Suggestion, Suggestions};

    fn card() -> Recommendation {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.txt");
        std::fs::write(&file, "Report\n\nRecommendations\n\n- Open a help desk at the bridge.\n").unwrap();
        let mut desk = Desk::open(&folder.path().join("s.db"), "amina").unwrap();
        desk.import(&file, &Details::default(), None).unwrap();
        let rows = desk.find(&Filter::default()).unwrap().rows;
        let mut card = desk.recommendations(&rows).unwrap().remove(0);
        let scored =
            |notation: &str, score| Suggestion { notation: notation.into(), score, evidence: Vec::new() };
        card.suggested = Suggestions {
            clusters: vec![scored("3", 0.84), scored("1", 0.21)],
            objectives: vec![scored("3", 0.77), scored("23", 0.31)],
            ..Suggestions::default()
        };
        card
    }

    #[test]
    fn letters_stay_while_the_cursor_does() {
        let mut card = card();
        let mut taking = Taking::above(0.5);
        taking.settle(&card);
        assert_eq!(taking.named(0), Some((CLUSTER, "3")));
        assert_eq!((taking.named(1), taking.named(2)), (Some((OBJECTIVE, "3")), Some((OBJECTIVE, "23"))));
        assert_eq!((taking.named(3), taking.letter(OBJECTIVE, "23")), (None, Some('C')));
        card.suggested.objectives.reverse();
        taking.settle(&card);
        assert_eq!(taking.named(1), Some((OBJECTIVE, "23")), "what was learned meanwhile counts");
        taking.focused = Some((OBJECTIVE.into(), "23".into()));
        card.suggested.objectives.reverse();
        taking.settle(&card);
        assert_eq!(taking.named(1), Some((OBJECTIVE, "23")), "but a letter that was used stays");
        card.suggested.objectives.reverse();
        card.row = RowId(9);
        taking.settle(&card);
        assert_eq!(taking.named(1), Some((OBJECTIVE, "23")));
    }

    #[test]
    fn objectives_tell_a_cluster_where_it_is_clear() {
        let mut card = card();
        let suggestion =
            |notation: &str, score| Suggestion { notation: notation.into(), score, evidence: Vec::new() };
        let mut check =
            |clusters: &[(&str, f32)], objectives: &[(&str, f32)], tagged: &[&str], told: &[&str]| {
                let all = |of: &[(&str, f32)]| of.iter().map(|(n, score)| suggestion(n, *score)).collect();
                card.suggested.clusters = all(clusters);
                card.suggested.objectives = all(objectives);
                card.tags.insert(OBJECTIVE.into(), tagged.iter().map(|n| n.to_string()).collect());
                let taking = Taking::above(0.5);
                assert_eq!(taking.standing(&card, CLUSTER), told, "{clusters:?} {objectives:?} {tagged:?}");
                assert_eq!(taking.leaves_no_cluster(&card), told.is_empty());
                let Edit::KeepShown(shown) = taking.keep(&card) else { panic!("no other edit keeps") };
                let taken = shown.taken_by(&card);
                assert_eq!(taken[0], (CLUSTER.to_string(), told.iter().map(|n| n.to_string()).collect()));
            };
        check(&[("3", 0.4), ("6", 0.2)], &[("12", 0.7)], &[], &["3"]);
        check(&[], &[("12", 0.7)], &[], &["3"]);
        check(&[("6", 0.4), ("3", 0.3)], &[("12", 0.7)], &[], &[]);
        check(&[("3", 0.4)], &[("12", 0.4)], &[], &[]);
        check(&[("3", 0.4)], &[], &["12"], &["3"]);
        check(&[("3", 0.4)], &[("12", 0.7)], &["20"], &[]);
        check(&[("3", 0.4)], &[], &["12", "20"], &[]);
        check(&[("6", 0.8)], &[("12", 0.7)], &[], &["6"]);
        check(&[], &[], &[], &[]);
    }

    #[test]
    fn the_objectives_that_it_has_when_it_is_kept_tell_the_cluster() {
        let mut card = card();
        card.suggested.clusters.clear();
        let Edit::KeepShown(shown) = Taking::above(0.5).keep(&card) else { panic!("no other edit keeps") };
        let mut check = |tagged: &[&str], cluster: &[&str]| {
            card.tags.insert(OBJECTIVE.into(), tagged.iter().map(|n| n.to_string()).collect());
            assert_eq!(shown.taken_by(&card)[0].1, cluster, "{tagged:?}");
        };
        check(&[], &["3"]);
        check(&["20"], &["4"]);
        check(&["20", "12"], &[]);
    }

    #[test]
    fn what_is_declined_tells_no_cluster() {
        let mut card = card();
        card.suggested.clusters.clear();
        let mut taking = Taking::above(0.5);
        assert_eq!(
            (taking.standing(&card, CLUSTER), taking.told_by_objectives(&card)),
            (vec!["3"], Some("3"))
        );
        taking.decline(card.row, OBJECTIVE, true);
        assert_eq!(taking.standing(&card, CLUSTER), [""; 0]);
        taking.decline(card.row, OBJECTIVE, false);
        taking.decline(card.row, CLUSTER, true);
        assert_eq!(taking.standing(&card, CLUSTER), [""; 0]);
    }

    #[test]
    fn what_stands_ready_follows_the_threshold_and_what_was_declined() {
        let card = card();
        let check = |above: f32, scheme: &str, standing: &[&str]| {
            assert_eq!(Taking::above(above).standing(&card, scheme), standing, "{above}");
        };
        check(0.5, OBJECTIVE, &["3"]);
        check(0.0, OBJECTIVE, &["3", "23"]);
        check(0.8, OBJECTIVE, &[]);
        check(0.8, CLUSTER, &["3"]);
        let mut taking = Taking::above(0.5);
        taking.decline(card.row, CLUSTER, true);
        assert_eq!(taking.standing(&card, CLUSTER), [""; 0]);
        taking.decline(card.row, CLUSTER, false);
        assert_eq!(taking.standing(&card, CLUSTER), ["3"]);
    }
}
