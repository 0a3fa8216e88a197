//! How fast the same thing said twice is found: `cargo bench --bench alike`. `RAPPORTEUR_ROWS=1000000` sets how many
//! recommendations the store holds (20,000 unless said). Texts are made by a fixed rule: 35 words, Zipf over 6,000.

use divan::Bencher;
use divan::counter::ItemsCount;
use rapporteur::alike::{bands, words};
use rapporteur::model::{
    Candidate, Details, DocumentId, Format, Kind, ReadState, Reading, RowId, Span, Suggestions,
};
use rapporteur::store::{Access, NewDocument, Store};
use std::path::Path;
use std::sync::OnceLock;
use std::time::Instant;

fn main() {
    recall();
    divan::main();
}

/// Words of a text.
const LENGTH: usize = 35;
/// Recommendations of a document as people import it.
const DOCUMENT: usize = 24;
/// Recommendations that are compared at a time.
const BATCH: usize = 8192;

fn rows() -> usize {
    std::env::var("RAPPORTEUR_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(20_000)
}

/// Numbers by a fixed rule (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let n = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((n ^ (n >> 31)) % sides as u64) as usize
    }

    fn word(&mut self) -> String {
        // Ranks by Zipf's law: the logarithm of the rank is spread evenly.
        let share = self.roll(1 << 20) as f64 / f64::from(1 << 20);
        let rank = 6000f64.powf(share) as usize;
        let letters = b"aeioubdfgklmnprstvz";
        let mut n = rank * 7919 + 13;
        let mut word = String::new();
        while n > 0 {
            word.push(char::from(letters[n % letters.len()]));
            n /= letters.len();
        }
        word + "en"
    }

    fn text(&mut self) -> Vec<String> {
        (0..LENGTH).map(|_| self.word()).collect()
    }
}

/// The n-th text.
fn text(n: usize) -> Vec<String> {
    Dice(n as u64 * 1_000_003).text()
}

/// A text with so many words exchanged, put in or left out.
fn edited(n: usize, edits: usize) -> String {
    let (mut text, mut dice) = (text(n), Dice(n as u64 + 77));
    for edit in 0..edits {
        let at = dice.roll(text.len());
        match dice.roll(3) {
            0 => text[at] = format!("changed{edit}"),
            1 => text.insert(at, format!("added{edit}")),
            _ => drop(text.remove(at)),
        }
    }
    text.join(" ")
}

fn add(store: &mut Store, name: &str, texts: &[String]) {
    let reading = Reading {
        format: Format::Text,
        state: ReadState::Whole,
        text: texts.join("\n"),
        blocks: Vec::new(),
        details: Details::default(),
        pages: None,
    };
    let found: Vec<(Candidate, Suggestions)> = texts
        .iter()
        .map(|text| {
            let candidate = Candidate {
                kind: Kind::Listed,
                span: Span { start: 0, end: text.len().max(1) },
                text: text.clone(),
                page: None,
                section: Vec::new(),
                lead_in: None,
                context: None,
                proposers: Vec::new(),
                addressees: Vec::new(),
                response: None,
                confidence: 1.0,
                reason: String::new(),
            };
            (candidate, Suggestions::default())
        })
        .collect();
    let id = DocumentId::of(name.as_bytes());
    let new = NewDocument { id: &id, source: name, bytes: name.as_bytes(), reading: &reading, found: &found };
    store.add_document(&new).expect("a store in a folder of its own");
}

/// A store of so many recommendations that were not compared yet.
fn filled(path: &Path, rows: usize) -> Store {
    let mut store = Store::open(path, Access::Write).expect("a store in a folder of its own");
    for first in (0..rows).step_by(1000) {
        let texts: Vec<String> = (first..rows.min(first + 1000)).map(|n| text(n).join(" ")).collect();
        add(&mut store, &first.to_string(), &texts);
    }
    store
}

fn compare(store: &mut Store) {
    while store.compare_recommendations(BATCH).expect("a store in a folder of its own") > 0 {}
}

/// A store in which everything was compared, made once, and how many rows it has.
fn compared() -> &'static (tempfile::TempDir, usize) {
    static STORE: OnceLock<(tempfile::TempDir, usize)> = OnceLock::new();
    STORE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("s.db");
        let mut store = filled(&path, rows());
        let began = Instant::now();
        compare(&mut store);
        let rate = rows() as f64 / began.elapsed().as_secs_f64();
        let said = store.said_more_than_once().expect("the store").len();
        println!("compared {} recommendations at {rate:.0} a second; {said} linked by mistake", rows());
        (folder, rows())
    })
}

/// Says how many edited copies of what a store holds are found: for each number of edits, copies of other texts.
fn recall() {
    let (folder, rows) = compared();
    let mut store = Store::open(&folder.path().join("s.db"), Access::Write).expect("the store");
    let edits = [0, 1, 2, 3, 5, 8];
    let copies = 2000.min(rows / edits.len());
    for (turn, edits) in edits.into_iter().enumerate() {
        let originals = turn * copies..(turn + 1) * copies;
        let texts: Vec<String> = originals.clone().map(|n| edited(n, edits)).collect();
        add(&mut store, &format!("copies {edits}"), &texts);
        compare(&mut store);
        let found = originals.filter(|n| {
            let copy = RowId((rows + n + 1) as i64);
            store.alike(copy).expect("the store").contains(&RowId(*n as i64 + 1))
        });
        println!("{edits} words edited: {:.4} found", found.count() as f64 / copies as f64);
    }
}

/// Texts to signatures; items are texts.
#[divan::bench]
fn sign(bencher: Bencher) {
    let texts: Vec<String> = (0..1000).map(|n| text(n).join(" ")).collect();
    bencher
        .counter(ItemsCount::new(texts.len()))
        .bench(|| texts.iter().filter_map(|text| bands(&words(text))).map(|bands| bands[0]).max());
}

/// One document of 24 recommendations, copies with two edits, compared with all.
#[divan::bench(sample_count = 40, sample_size = 1)]
fn check_a_document(bencher: Bencher) {
    let (folder, rows) = compared();
    let path = folder.path().join("s.db");
    let mut turn = 0;
    bencher
        .with_inputs(|| {
            turn += DOCUMENT;
            let texts: Vec<String> = (turn..turn + DOCUMENT).map(|n| edited(n % rows, 2)).collect();
            let mut store = Store::open(&path, Access::Write).expect("the store");
            add(&mut store, &format!("turn {turn}"), &texts);
            store
        })
        .bench_local_values(|mut store| store.compare_recommendations(BATCH));
}
