//! How far a reviewer is: today, by cluster and by document, and how long the rest will take.

use super::{Desk, Tally};
use crate::error::Result;
use crate::facets::{DocumentRow, Facet, Filter};
use crate::model::Verdict;
use crate::store::Given;
use crate::taxonomy::CLUSTER;
use std::collections::{HashMap, HashSet};

/// A pause longer than this, in seconds, is no work.
const PAUSE: i64 = 180;
/// The pace is that of so many last decisions.
const LATELY: usize = 30;
/// Fewer decisions tell no pace.
const LEAST: usize = 5;

/// How far a reviewer is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Headway {
    /// Recommendations that were kept or dropped today and are so still.
    pub today: usize,
    /// Seconds for each, lately; none where too few were decided today to tell.
    pub pace: Option<f32>,
    /// By cluster, tagged or suggested; by notation.
    pub clusters: Vec<Part>,
    /// By document; by id.
    pub documents: Vec<Part>,
}

/// How far something has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Notation or id.
    pub value: String,
    /// Its recommendations.
    pub tally: Tally,
}

impl Desk {
    /// How many recommendations the reviewer kept or dropped today, and how quickly.
    pub fn today(&self) -> Result<Headway> {
        let given = self.store.verdicts_today(&self.reviewer)?;
        Ok(Headway { today: decided(&given), pace: pace(&given), ..Headway::default() })
    }

    /// The same, with how far each cluster and each document is.
    pub fn progress(&mut self) -> Result<Headway> {
        let clusters = self.of_clusters()?;
        let documents = self.of_documents()?;
        Ok(Headway { clusters, documents, ..self.today()? })
    }

    /// Each document of which something is in the lists, in the order of import.
    fn of_documents(&mut self) -> Result<Vec<Part>> {
        let verdicts: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.word()).collect();
        self.with_index(&Filter::default(), |index, filter, found| {
            let counted = index.count_by_document(filter, found, &Facet::Verdict, &verdicts);
            let part = |(document, counts): (&DocumentRow, &Vec<usize>)| {
                let by_verdict = verdicts.iter().copied().zip(counts.iter().copied());
                Part { value: document.id.to_string(), tally: Tally::sum(by_verdict) }
            };
            index.documents().iter().zip(&counted).map(part).filter(|part| part.tally.of > 0).collect()
        })
    }

    /// Each cluster that is tagged or suggested.
    fn of_clusters(&mut self) -> Result<Vec<Part>> {
        let cross = self.cross(&Filter::default(), &Facet::Concept(CLUSTER.into()), &Facet::Verdict)?;
        let part = |(value, cells): (_, &Vec<crate::facets::Cell>)| {
            let counts = cross.across.iter().zip(cells).map(|(verdict, cell)| (&**verdict, cell.either()));
            Part { value: ToString::to_string(value), tally: Tally::sum(counts) }
        };
        Ok(cross.down.iter().zip(&cross.cells).map(part).collect())
    }
}

/// "about 25 minutes" for so many recommendations at so many seconds each.
pub fn time_for(recommendations: usize, pace: f32) -> String {
    let minutes = (recommendations as f32 * pace / 60.0).round() as usize;
    match minutes {
        0 | 1 => "about a minute".to_string(),
        2..90 => format!("about {minutes} minutes"),
        _ => format!("about {} hours", (minutes + 30) / 60),
    }
}

fn decided(given: &[Given]) -> usize {
    let mut standing = HashSet::new();
    for one in given {
        if one.decided {
            standing.insert(one.recommendation.as_str());
        } else {
            standing.remove(one.recommendation.as_str());
        }
    }
    standing.len()
}

/// Seconds from one decision to the next, pauses and decisions on many left out.
fn pace(given: &[Given]) -> Option<f32> {
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    given.iter().for_each(|one| *sizes.entry(one.step).or_default() += 1);
    let alone: Vec<&Given> = given.iter().filter(|one| one.decided && sizes[&one.step] == 1).collect();
    let gaps: Vec<i64> = alone.windows(2).map(|two| two[1].second - two[0].second).collect();
    let gaps: Vec<i64> = gaps.into_iter().filter(|gap| (0..=PAUSE).contains(gap)).collect();
    let lately = &gaps[gaps.len().saturating_sub(LATELY)..];
    (lately.len() >= LEAST).then(|| (lately.iter().sum::<i64>() as f32 / lately.len() as f32).max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Edit;
    use crate::model::Details;

    fn given(step: i64, second: i64, recommendation: &str, decided: bool) -> Given {
        Given { step, second, recommendation: recommendation.into(), decided }
    }

    #[test]
    fn what_was_taken_back_is_not_counted() {
        let all = [
            given(1, 0, "a", true),
            given(2, 9, "b", true),
            given(3, 20, "a", false),
            given(4, 30, "b", true),
        ];
        assert_eq!((decided(&all), decided(&all[..2])), (1, 2));
    }

    #[test]
    fn the_pace_leaves_pauses_and_big_steps_out() {
        let every = |seconds: i64, count: i64| -> Vec<Given> {
            (0..count).map(|n| given(n, n * seconds, &n.to_string(), true)).collect()
        };
        assert_eq!(pace(&every(10, 4)), None);
        assert_eq!(pace(&every(10, 8)), Some(10.0));
        assert_eq!(pace(&every(0, 8)), Some(1.0));
        assert_eq!(pace(&every(1000, 8)), None);
        let mut with_a_lunch = every(10, 8);
        with_a_lunch.extend((8..12).map(|n| given(n, 4000 + n * 10, &n.to_string(), true)));
        with_a_lunch.extend((0..50).map(|n| given(99, 4200, &format!("many {n}"), true)));
        assert_eq!(pace(&with_a_lunch), Some(10.0));
    }

    #[test]
    fn time_is_told_as_people_tell_it() {
        for (count, pace, words) in
            [(1, 5.0, "about a minute"), (100, 15.0, "about 25 minutes"), (1000, 10.0, "about 3 hours")]
        {
            assert_eq!(time_for(count, pace), words);
        }
    }

    #[test]
    fn clusters_and_documents_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.txt");
        let report = "Report\n\nRecommendations\n\n- Combat trafficking in persons.\n- Reduce the cost of remittances.\n";
        std::fs::write(&file, report).unwrap();
        let mut desk = Desk::open(&folder.path().join("s.db"), "amina").unwrap();
        desk.import(&file, &Details::default(), None).unwrap();
        let rows = desk.find(&Filter::default()).unwrap().rows;
        desk.decide(&rows[..1], &[Edit::Verdict(Verdict::Keep)]).unwrap();
        let progress = desk.progress().unwrap();
        assert_eq!((progress.today, progress.pace), (1, None));
        let counts: Vec<(usize, usize)> =
            progress.documents.iter().map(|p| (p.tally.decided, p.tally.of)).collect();
        assert_eq!(counts, [(1, 2)]);
        let smuggling = progress.clusters.iter().find(|part| part.value == "6").unwrap();
        assert_eq!((smuggling.tally.decided, smuggling.tally.of), (1, 1));
        desk.undo().unwrap();
        desk.decide(&rows, &[Edit::Verdict(Verdict::Later)]).unwrap();
        assert_eq!(desk.progress().unwrap().documents[0].tally, Tally { decided: 0, later: 2, of: 2 });
        assert_eq!(desk.today().unwrap().today, 0);
    }
}
