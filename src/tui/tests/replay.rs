//! The keys that `evaluate --keys` counts, pressed in the screen over a real store.

use crate::desk::Desk;
use crate::desk::evaluate::{key_log, keys, read_gold};
use crate::facets::Filter;
use crate::model::{Details, Recommendation, RowId, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use crate::tui::events::Message;
use crate::tui::key::Key;
use crate::tui::state::{Effect, State};
use crate::tui::theme::{Signs, Theme};
use crate::tui::update::{begin, update};
use crate::tui::worker::answer;
use std::collections::VecDeque;
use std::path::Path;

/// The screen's state machine over a real desk.
struct Sitting {
    state: State,
    desk: Desk,
}

impl Sitting {
    fn begin(desk: Desk) -> Sitting {
        let theme = Theme::choose(crate::config::Theme::Mono, |_| None);
        let mut state = State::new((120, 40), theme, Signs::new(false), desk.reviewer());
        let effects = begin(&mut state);
        let mut sitting = Sitting { state, desk };
        sitting.perform(effects);
        sitting
    }

    fn press(&mut self, key: &str) {
        let key = Key::parse(key).unwrap_or_else(|| panic!("{key}"));
        let effects = update(&mut self.state, Message::Key(key));
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            let Effect::Ask(request) = effect else { continue };
            let reply = answer(&mut self.desk, request).unwrap();
            waiting.extend(update(&mut self.state, Message::Reply(reply)));
        }
    }
}

fn tags(recommendation: &Recommendation) -> (Vec<u32>, Vec<u32>) {
    let of = |scheme: &str| {
        let mut tags: Vec<u32> = recommendation.tags_in(scheme).iter().map(|n| n.parse().unwrap()).collect();
        tags.sort_unstable();
        tags
    };
    (of(CLUSTER), of(OBJECTIVE))
}

fn check(sample: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(&folder.path().join("s.db"), "amina").unwrap();
    desk.import(&root.join("sample-data").join(sample), &Details::default(), None).unwrap();
    let name = format!("tests/gold/{}.gold.jsonl", sample.split_once('.').unwrap().0);
    let gold = read_gold(&name, &std::fs::read_to_string(root.join(&name)).unwrap()).unwrap();
    let rows = desk.find(&Filter::default()).unwrap().rows;
    let found = desk.recommendations(&rows).unwrap();
    let log = key_log(&gold, &found);

    let mut sitting = Sitting::begin(desk);
    let mut pressed = 0;
    for (place, one) in log.iter().enumerate() {
        assert_eq!(sitting.state.row(), Some(one.row), "{sample}: before {:?}", one.keys);
        for key in &one.keys {
            sitting.press(key);
        }
        pressed += if one.tags.is_some() { one.keys.len() } else { 0 };
        let next = (place + 1).min(rows.len() - 1);
        assert_eq!(sitting.state.cursor, next, "{sample}: after {:?}", one.keys);
        check_decided(&sitting, one.row, one.tags.clone(), sample, &one.keys);
    }
    let counted = keys(&gold, &found);
    assert_eq!(pressed, counted.keys, "{sample}");
    let tally = sitting.state.tally();
    assert!(counted.decided > 0 && tally.is_reviewed() && tally.of == rows.len(), "{sample}");
}

fn check_decided(
    sitting: &Sitting,
    row: RowId,
    wanted: Option<(Vec<u32>, Vec<u32>)>,
    sample: &str,
    keys: &[String],
) {
    let now = sitting.desk.recommendations(&[row]).unwrap().remove(0);
    match wanted {
        None => assert_eq!(now.verdict, Verdict::Drop),
        Some((mut clusters, mut objectives)) => {
            clusters.sort_unstable();
            objectives.sort_unstable();
            assert_eq!(now.verdict, Verdict::Keep, "{sample}: {keys:?}");
            assert_eq!(tags(&now), (clusters, objectives), "{sample}: {keys:?} on {}", now.text);
        }
    }
}

#[test]
fn the_screen_takes_the_keys_that_are_counted() {
    for sample in [
        "riverside-dialogue-report.txt",
        "harbour-news.html",
        "declaration-de-rivemont.md",
        "nota-de-resultados-puerto-claro.txt",
    ] {
        check(sample);
    }
}
