//! A store as a great collection would fill it, made of chance: for benchmarks and demonstrations.

mod chance;
mod sentences;

use super::{Desk, readers};
use crate::error::Result;
use crate::model::text::fold;
use crate::model::{
    Block, BlockKind, Candidate, Change, DateRange, Details, DocumentId, Format, Kind, ReadState, Reading,
    Response, RowId, Span, Suggestions, Verdict,
};
use crate::store::{Entry, NewDocument, Target};
use crate::suggest::Suggester;
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use chance::Chance;
use std::collections::BTreeMap;

/// Recommendations of a document, on the average.
const IN_A_DOCUMENT: usize = 24;
/// Documents written in one transaction.
const AT_ONCE: usize = 250;
/// Recommendations compared in one transaction.
const COMPARED_AT_ONCE: usize = 8192;
/// Of a hundred documents, so many the reviewer has gone through.
const REVIEWED: usize = 20;

const EVENTS: [&str; 5] =
    ["regional review", "expert dialogue", "stakeholder meeting", "thematic session", "coastal forum"];
const REGIONS: [&str; 5] = [
    "Africa",
    "Asia and the Pacific",
    "Europe and North America",
    "Latin America and the Caribbean",
    "Arab States",
];

/// A document made of chance.
struct Made {
    id: DocumentId,
    source: String,
    reading: Reading,
    found: Vec<(Candidate, Suggestions)>,
    /// What the reviewer set of each recommendation, in their order.
    decisions: Vec<Vec<Change>>,
}

impl Desk {
    /// Fills the store with so many recommendations that follow from `seed` alone, a fifth of them decided on by the
    /// reviewer. `each` hears how many are on disk.
    pub fn generate(&mut self, recommendations: usize, seed: u64, mut each: impl FnMut(usize)) -> Result<()> {
        let documents = recommendations.div_ceil(IN_A_DOCUMENT);
        let size = |n: usize| size_of(n, recommendations, documents);
        let batches = documents.div_ceil(AT_ONCE);
        let mut written = 0;
        let make = |batch: usize| -> Vec<Made> {
            let numbers = batch * AT_ONCE..documents.min((batch + 1) * AT_ONCE);
            numbers.map(|n| document(seed, n, size(n))).collect()
        };
        readers::in_order(batches, make, |_, made| {
            written += made.iter().map(|document| document.found.len()).sum::<usize>();
            self.put(&made)?;
            each(written);
            Ok(())
        })?;
        while self.store.compare_recommendations(COMPARED_AT_ONCE)? > 0 {}
        self.forget();
        self.settle()
    }

    fn put(&mut self, made: &[Made]) -> Result<()> {
        let new: Vec<NewDocument> = made
            .iter()
            .map(|made| NewDocument {
                id: &made.id,
                source: &made.source,
                bytes: made.reading.text.as_bytes(),
                reading: &made.reading,
                found: &made.found,
            })
            .collect();
        let rows = self.store.add_documents(&new)?;
        let steps = made.iter().zip(&rows).flat_map(|(made, rows)| {
            made.decisions
                .iter()
                .zip(rows)
                .filter(|(changes, _)| !changes.is_empty())
                .map(|(changes, row)| entries(*row, changes))
        });
        self.store.decide_all(&self.reviewer, &steps.collect::<Vec<_>>())
    }
}

/// Documents differ in size by up to five either way; the last ones do not, and the very last takes what is left.
fn size_of(n: usize, recommendations: usize, documents: usize) -> usize {
    // The first of each pair gets as many more as the second gets fewer.
    let swing = if n - n % 2 + 2 < documents { n / 2 % 6 } else { 0 };
    match n {
        _ if n + 1 == documents => recommendations - n * IN_A_DOCUMENT,
        _ if n.is_multiple_of(2) => IN_A_DOCUMENT + swing,
        _ => IN_A_DOCUMENT - swing,
    }
}

fn entries(row: RowId, changes: &[Change]) -> Vec<Entry> {
    changes
        .iter()
        .map(|change| Entry { target: Target::Recommendation(row), change: change.clone() })
        .collect()
}

fn document(seed: u64, n: usize, size: usize) -> Made {
    let mut chance = Chance::of(seed, n as u64);
    let language = sentences::language(&mut chance);
    let place = sentences::place(&mut chance);
    let event = chance.one(&EVENTS).unwrap_or_default();
    let date = format!("{}-{:02}", 1995 + chance.below(31), 1 + chance.below(12));
    let details = Details {
        title: Some(format!("Report of the {place} {event}, no. {}", n + 1)),
        event: Some(format!("{place} {event}")),
        date: DateRange::parse(&date).ok(),
        region: chance.one(&REGIONS).map(str::to_string),
        language: Some(language.to_string()),
        place: Some(place),
    };
    let mut written = Written::default();
    written.add(BlockKind::Heading { level: 1 }, details.title.as_deref().unwrap_or_default());
    written.add(BlockKind::Heading { level: 1 }, "Recommendations");
    let found: Vec<Candidate> = (0..size).map(|_| written.recommendation(language, &mut chance)).collect();
    let Written { text, blocks, .. } = written;
    let reading = Reading {
        format: Format::Text,
        state: ReadState::Whole,
        pages: Some(1 + size as u32 / 8),
        text,
        blocks,
        details,
    };
    let suggester = Suggester::in_use();
    let suggest = |candidate: Candidate| {
        let suggestions = suggester.suggest(&candidate.passage(Some(language)));
        (candidate, suggestions)
    };
    let found: Vec<_> = found.into_iter().map(suggest).collect();
    let reviewed = chance.percent(REVIEWED);
    let decisions = match reviewed {
        true => found.iter().map(|(_, suggestions)| decision(suggestions, &mut chance)).collect(),
        false => Vec::new(),
    };
    Made {
        id: DocumentId::of(reading.text.as_bytes()),
        source: format!("generated/{seed}/{n}.txt"),
        reading,
        found,
        decisions,
    }
}

/// What a reviewer would do: mostly keep with what is suggested, sometimes otherwise.
fn decision(suggestions: &Suggestions, chance: &mut Chance) -> Vec<Change> {
    let to = match chance.below(20) {
        0..14 => Verdict::Keep,
        14..17 => Verdict::Drop,
        17 => Verdict::Later,
        _ => return Vec::new(),
    };
    let mut changes = vec![Change::Verdict { to }];
    if to == Verdict::Keep {
        for (scheme, all) in [(CLUSTER, 6), (OBJECTIVE, 23)] {
            let standing: Vec<String> = suggestions.standing(scheme).map(str::to_string).collect();
            let to = match standing.is_empty() || chance.percent(10) {
                true => vec![(1 + chance.below(all)).to_string()],
                false => standing,
            };
            changes.push(Change::Tags { scheme: scheme.to_string(), to });
        }
    }
    if chance.percent(3) {
        changes.push(Change::Note { to: Some("See also the summary of the second session.".to_string()) });
    }
    changes
}

/// A canonical text as it grows.
#[derive(Default)]
struct Written {
    text: String,
    /// Its code points.
    length: usize,
    blocks: Vec<Block>,
    items: u32,
}

impl Written {
    /// Adds a line and says which code points it takes.
    fn add(&mut self, kind: BlockKind, line: &str) -> Span {
        let start = self.text.len();
        let span = Span { start: self.length, end: self.length + line.chars().count() };
        self.text.push_str(line);
        let page = Some(1 + self.items / 8);
        self.blocks.push(Block { kind, start, end: self.text.len(), page, label: None, depth: 0 });
        self.text.push('\n');
        self.length = span.end + 1;
        span
    }

    fn recommendation(&mut self, language: &str, chance: &mut Chance) -> Candidate {
        let listed = chance.percent(80);
        let mut text = sentences::recommendation(language, chance);
        let mut proposers = BTreeMap::new();
        if chance.percent(30) {
            let state = sentences::state(chance);
            text.insert_str(text.len() - 1, &format!(" ({state})"));
            proposers.insert(fold(&state), state);
        }
        let response = chance
            .percent(15)
            .then(|| *chance.one(&Response::ALL.iter().collect::<Vec<_>>()).unwrap_or(&Response::Noted));
        let kind = if listed { BlockKind::ListItem } else { BlockKind::Paragraph };
        let span = self.add(kind, &text);
        self.items += 1;
        Candidate {
            kind: if listed { Kind::Listed } else { Kind::Narrative },
            span,
            text,
            page: Some(1 + (self.items - 1) / 8),
            section: vec!["Recommendations".to_string()],
            lead_in: None,
            context: None,
            proposers: proposers.into_values().collect(),
            addressees: chance.percent(20).then(|| "States".to_string()).into_iter().collect(),
            response,
            confidence: 0.5 + chance.below(50) as f32 / 100.0,
            reason: if listed {
                "an item under a heading that announces recommendations"
            } else {
                "“should”"
            }
            .to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_add_up() {
        for recommendations in [0usize, 1, 23, 24, 25, 48, 49, 100, 1000, 1001, 12_345] {
            let documents = recommendations.div_ceil(IN_A_DOCUMENT);
            let sizes: Vec<usize> = (0..documents).map(|n| size_of(n, recommendations, documents)).collect();
            assert_eq!(sizes.iter().sum::<usize>(), recommendations, "{sizes:?}");
        }
    }

    #[test]
    fn a_generated_store_follows_from_its_seed() {
        let folder = tempfile::tempdir().unwrap();
        let made = |name: &str, seed| {
            let mut desk = Desk::open(&folder.path().join(name), "amina").unwrap();
            let mut heard = 0;
            desk.generate(300, seed, |written| heard = written).unwrap();
            assert_eq!(heard, 300);
            let found = desk.find(&Default::default()).unwrap();
            let rows = desk.store.recommendations("amina", &found.rows).unwrap();
            rows.into_iter().map(|r| (r.id, r.text, r.verdict, r.tags, r.proposers)).collect::<Vec<_>>()
        };
        let first = made("a.db", 1);
        assert_eq!(first.len(), 300);
        assert!(
            first.iter().any(|r| r.2 == Verdict::Keep) && first.iter().any(|r| r.2 == Verdict::Unreviewed)
        );
        assert_eq!(first, made("b.db", 1));
        assert_ne!(first, made("c.db", 2));
    }

    #[test]
    fn spans_hold_the_texts() {
        let made = document(4, 7, 24);
        for (candidate, _) in &made.found {
            assert_eq!(candidate.span.of(&made.reading.text), Some(candidate.text.as_str()));
        }
    }
}
