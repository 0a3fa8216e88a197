//! How fast the parts are that a user waits for: `cargo bench`.

use divan::Bencher;
use divan::counter::ItemsCount;
use rapporteur::facets::query::Query;
use rapporteur::facets::{DocumentRow, Facet, Filter, Gatherer, Index, Pick, Row};
use rapporteur::model::{Passage, RowId};
use rapporteur::suggest::Suggester;
use rapporteur::{extract, ingest};

fn main() {
    divan::main();
}

const REPORT: &str = "sample-data/riverside-dialogue-report.txt";

fn report() -> Vec<u8> {
    std::fs::read(REPORT).expect("benchmarks run in the repository")
}

/// Bytes of a report of 19 pages to blocks and details; items are pages.
#[divan::bench]
fn read_a_report(bencher: Bencher) {
    let bytes = report();
    let pages = ingest::read(REPORT, &bytes, None).expect("a sample").pages.unwrap_or(1);
    bencher.counter(ItemsCount::new(pages)).bench(|| ingest::read(REPORT, &bytes, None));
}

/// Blocks to recommendations; items are pages.
#[divan::bench]
fn extract_from_a_report(bencher: Bencher) {
    let reading = ingest::read(REPORT, &report(), None).expect("a sample");
    bencher.counter(ItemsCount::new(reading.pages.unwrap_or(1))).bench(|| extract::extract(&reading));
}

/// Clusters and objectives with evidence; items are texts.
#[divan::bench]
fn suggest_for_a_report(bencher: Bencher) {
    let reading = ingest::read(REPORT, &report(), None).expect("a sample");
    let found = extract::extract(&reading);
    let suggester = Suggester::built_in();
    bencher.counter(ItemsCount::new(found.len())).bench(|| {
        let texts = found.iter().map(|c| suggester.suggest(&Passage { text: &c.text, ..Passage::default() }));
        texts.map(|s| s.objectives.len()).sum::<usize>()
    });
}

/// Rows spread over 24 in a document by a fixed rule.
fn index(rows: u32) -> Index {
    let document = |n: u32| DocumentRow {
        id: n.to_string().into(),
        language: Some("en".into()),
        region: None,
        days: None,
    };
    let row = |n: u32| {
        let verdict = ["unreviewed", "keep", "drop", "later"][(n.wrapping_mul(2_654_435_761) >> 30) as usize];
        let some = |of: u32| vec![(n.wrapping_mul(40_503) % of + 1).to_string()];
        let concepts = || [("cluster".to_string(), some(6)), ("objective".to_string(), some(23))].into();
        let values = vec![(Facet::Verdict, verdict.to_string()), (Facet::Kind, "listed".to_string())];
        let tags = if verdict == "keep" { concepts() } else { Default::default() };
        (RowId(i64::from(n)), n / 24, Row { values, tags, suggested: concepts() })
    };
    let schemes = ["cluster".to_string(), "objective".to_string()];
    Index::build((0..=rows / 24).map(document).collect(), &schemes, (0..rows).map(row).collect())
}

/// A filter with two facets and all live counts.
#[divan::bench(args = [10_000, 100_000, 1_000_000])]
fn filter_and_count(bencher: Bencher, rows: u32) {
    let index = index(rows);
    let mut filter = Filter::default();
    filter.pick(Facet::Concept("cluster".into()), Pick::Either("3".into()));
    filter.pick(Facet::Verdict, Pick::Is("unreviewed".into()));
    bencher.bench(|| index.select(&filter, None));
}

/// The table of clusters by objectives.
#[divan::bench(args = [10_000, 100_000, 1_000_000])]
fn clusters_by_objectives(bencher: Bencher, rows: u32) {
    let index = index(rows);
    let concept = |scheme: &str| Facet::Concept(scheme.into());
    bencher.bench(|| index.cross(&Filter::default(), None, &concept("cluster"), &concept("objective")));
}

/// Kept columns read back.
#[divan::bench(args = [10_000, 100_000, 1_000_000])]
fn read_kept_columns(bencher: Bencher, rows: u32) {
    let bytes = index(rows).to_bytes();
    bencher.bench(|| Index::from_bytes(&bytes));
}

/// One letter, which begins a fifth of all words, and a whole word; items are recommendations.
#[divan::bench(args = ["s", "sea"])]
fn search_letters(bencher: Bencher, word: &str) {
    const ROWS: i64 = 1_000_000;
    let mut gatherer = Gatherer::default();
    for row in 0..ROWS {
        let words = (0..8).map(|n| {
            ["s", "t", "b", "c", "d"][n % 5].to_string() + &((row * 31 + n as i64 * 7) % 900).to_string()
        });
        let text: String = words.chain(["sea".to_string()]).collect::<Vec<_>>().join(" ");
        gatherer.push(RowId(row), &[&text]);
    }
    let vocabulary = gatherer.finish();
    let query = Query::so_far(word);
    bencher.counter(ItemsCount::new(ROWS as usize)).bench(|| vocabulary.answer(&query, ROWS as usize));
}
