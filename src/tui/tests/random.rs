//! Whatever is pressed, at whatever size, whatever the words: no panic, nothing outside its pane, nothing drawn for nothing.

use super::Play;
use super::possible::PLACES;
use crate::config;
use crate::model::RowId;
use crate::tui::action::Context;
use crate::tui::events::Message;
use crate::tui::fit::columns;
use crate::tui::key::Key;
use crate::tui::pointer::Pointer;
use crate::tui::requests::Reply;
use crate::tui::state::{Aim, State};
use crate::tui::table::table;
use crate::tui::testing::{FakeDesk, STRANGE};
use crate::tui::theme::{Signs, Theme};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::collections::BTreeSet;

/// Keys of every action, each with all that it takes, and a few that are only text. Leaving is a state of its own.
fn known_keys() -> Vec<Vec<Key>> {
    let bound = table().iter().flat_map(|e| &e.keys).flat_map(|(_, all)| all.clone());
    let typed = "a e 8 é 移 ! z backspace delete left right home f12 alt-z".split(' ').filter_map(Key::parse);
    let leaves = |keys: &[Key]| keys.iter().any(|k| ["q", "ctrl-c"].contains(&k.to_string().as_str()));
    bound.chain(typed.map(|key| vec![key])).filter(|keys| !leaves(keys)).collect()
}

#[derive(Debug, Clone)]
enum Event {
    Press(Vec<Key>),
    Answer,
    Resize(u16, u16),
    Paste(String),
    Point(Pointer),
    Elsewhere,
}

/// Mostly the sizes that people have, now and then a giant's or a dwarf's.
fn sizes() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![6 => (18u16..130, 4u16..45), 2 => (1u16..40, 1u16..12), 1 => (100u16..=300, 20u16..=100)]
}

fn event() -> impl Strategy<Value = Event> {
    let keys = proptest::sample::select(known_keys()).prop_map(Event::Press);
    let size = sizes().prop_map(|(w, h)| Event::Resize(w, h));
    let paste = proptest::sample::select(STRANGE).prop_map(|s| Event::Paste(s.to_string()));
    let place = || (0u16..130, 0u16..45);
    let point = prop_oneof![
        place().prop_map(|(x, y)| Pointer::Down(x, y)),
        place().prop_map(|(x, y)| Pointer::Drag(x, y)),
        Just(Pointer::Up),
        (any::<bool>(), place()).prop_map(|(down, (x, y))| Pointer::Wheel { down, x, y }),
    ];
    let point = point.prop_map(Event::Point);
    prop_oneof![40 => keys, 4 => point, 12 => Just(Event::Answer), 2 => size, 1 => paste, 1 => Just(Event::Elsewhere)]
}

/// A screen of a size over strange recommendations, for a reviewer of a strange name.
fn strange(size: (u16, u16), count: usize) -> Play {
    let theme = Theme::choose(config::Theme::Dark, |name| (name == "TERM").then(|| "xterm-256color".into()));
    Play::with(State::new(size, theme, Signs::new(false), STRANGE[2]), FakeDesk::strange(count))
}

/// How many keys were pressed.
fn take(play: &mut Play, event: Event) -> usize {
    match event {
        Event::Press(keys) => {
            let count = keys.len();
            keys.into_iter().for_each(|key| play.send(Message::Key(key)));
            return count;
        }
        Event::Answer => play.answer(),
        Event::Resize(width, height) => play.send(Message::Resize(width, height)),
        Event::Point(pointer) => play.send(Message::Pointer(pointer)),
        Event::Paste(text) => play.send(Message::Paste(text)),
        Event::Elsewhere => play.send(Message::Reply(Reply::ChangedElsewhere)),
    }
    0
}

/// What is wrong with a frame: rows that are not as wide as the screen, characters that steer the terminal, and wide
/// ones that lie over what stands beside them.
fn wrong(play: &Play) -> Option<String> {
    let frame = play.frame();
    let (width, height) = play.state.size;
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let symbol = frame[(x, y)].symbol();
            if matches!(symbol.as_bytes(), [b' '..=b'~']) {
                x += 1;
                continue;
            }
            let hostile = |c: char| crate::model::text::is_hostile(c) || c == '\n' || c == '\t';
            let wide = columns(symbol) as u16;
            let covers = (x + 1..(x + wide).min(width)).any(|x| !frame[(x, y)].symbol().trim().is_empty());
            if symbol.chars().any(hostile) || covers || x + wide > width {
                return Some(format!("column {x} of row {y} of {:?}:\n{}", play.state.size, play.text()));
            }
            x += wide.max(1);
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_keys_at_any_size(size in sizes(), count in 0usize..60, events in proptest::collection::vec(event(), 1..60)) {
        let mut play = strange(size, count);
        for event in events {
            take(&mut play, event);
            prop_assert_eq!(wrong(&play), None);
        }
        prop_assert!(play.state.found.rows.is_empty() || play.state.row().is_some());
        prop_assert!(!play.state.over || play.state.leaving);
    }
}

/// Keys that mean the same whether or not an answer has come: an undo goes where its answer says.
const DECIDING: [&str; 13] = ["j", "k", "y", "d", "l", "space", "1", "4", "-", ".", "g g", "N", "S"];

/// Verdicts and tags of every recommendation, and where the cursor stands.
fn decided(play: &Play) -> (Vec<String>, i64) {
    let of = |row: i64| {
        let card = play.desk.card(row);
        format!("{:?} {:?}", card.verdict, card.tags)
    };
    ((1..=8).map(of).collect(), play.row())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_decided_does_not_depend_on_how_quick_the_desk_is(
        keys in proptest::collection::vec((proptest::sample::select(&DECIDING[..]), 0usize..4), 1..25),
    ) {
        let mut slow = Play::new((100, 30), 8);
        for (key, _) in &keys {
            slow.press(key);
        }
        let Play { state, .. } = Play::new((100, 30), 0);
        let mut fresh = State::new(state.size, state.theme, state.signs, "amina");
        fresh.go_to = Some(Aim::at(RowId(1)));
        let mut quick = Play::asking(fresh, FakeDesk::new(8));
        quick.answer_one();
        for (key, answers) in &keys {
            quick.press_fast(key);
            for _ in 0..*answers {
                quick.answer_one();
            }
        }
        quick.answer();
        prop_assert_eq!(decided(&quick), decided(&slow));
    }
}

/// The keys of every action where the keyboard is; but those that leave.
fn keys_here(play: &Play) -> Vec<Vec<Key>> {
    let context = play.state.context();
    let here = play.state.keymap.bindings().iter().filter(|b| context.chain().contains(&b.context));
    here.filter(|b| b.action != crate::tui::action::Action::Quit).map(|b| b.keys.clone()).collect()
}

fn one_of(keys: &[Vec<Key>], number: u64) -> Vec<Key> {
    keys[(number % keys.len() as u64) as usize].clone()
}

/// One long sitting through every layer. `RAPPORTEUR_RANDOM_KEYS` sets how many keys, `RAPPORTEUR_RANDOM_SEED` which.
#[test]
fn a_long_sitting_of_random_keys_comes_through_every_layer() {
    let set = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<usize>().ok());
    let wanted = set("RAPPORTEUR_RANDOM_KEYS").unwrap_or(10_000);
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&set("RAPPORTEUR_RANDOM_SEED").unwrap_or(1).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let event = event();
    let mut play = strange((80, 24), 40);
    let (mut pressed, mut turn, mut seen) = (0, 0, BTreeSet::new());
    while pressed < wanted {
        let event = match event.new_tree(&mut runner).expect("an event").current() {
            // Every other key is one that means something here.
            Event::Press(_) if turn % 2 == 0 => {
                Event::Press(one_of(&keys_here(&play), runner.rng().next_u64()))
            }
            event => event,
        };
        turn += 1;
        let told = format!("{event:?} after {pressed} keys");
        pressed += take(&mut play, event);
        assert_eq!(wrong(&play), None, "{told}");
        seen.insert(play.state.context());
    }
    play.answer();
    assert!(play.state.row().is_some() || play.state.found.rows.is_empty());
    let at_once = [Context::Screen, Context::Panes, Context::Everywhere];
    let missed: Vec<&str> = Context::ALL
        .into_iter()
        .filter(|context| !seen.contains(context) && !at_once.contains(context))
        .map(Context::word)
        .collect();
    assert!(missed.is_empty() || wanted < 1_500, "never in: {missed:?}");
}

#[test]
fn strange_words_stay_in_their_panes_in_every_layer() {
    for size in [(40, 12), (61, 20), (80, 24), (133, 37), (200, 60)] {
        for (place, count, keys) in PLACES {
            let mut play = strange(size, *count);
            for (n, key) in Key::parse_sequence(keys).into_iter().flatten().enumerate() {
                play.send(Message::Key(key));
                play.answer();
                assert_eq!(wrong(&play), None, "{place}, key {n}");
            }
            play.send(Message::Paste(STRANGE.concat()));
            play.answer();
            assert_eq!(wrong(&play), None, "{place}, pasted");
            for keys in ["pagedown", "end"] {
                play.press(keys);
                assert_eq!(wrong(&play), None, "{place}, {keys}");
            }
        }
    }
}

#[test]
fn every_small_size_can_be_drawn() {
    for width in (1..60).step_by(4) {
        for height in (1..20).step_by(2) {
            let mut play = strange((width, height), 9);
            for keys in [
                "o", "esc n", "esc :", "esc ?", "esc r", "esc /", "esc '", "esc v", "esc p", "esc tab", "tab",
            ] {
                play.press(keys);
                assert_eq!(wrong(&play), None, "{keys}");
            }
        }
    }
}

#[test]
fn nothing_is_drawn_while_nothing_changes() {
    let mut play = Play::new((80, 24), 10);
    let idle: &[(&str, Message)] = &[
        ("an unbound key", Message::Key(Key::parse("f12").unwrap())),
        ("an outdated answer", Message::Reply(Reply::Found(0, Default::default()))),
        ("an old history", Message::Reply(Reply::History(RowId(9), Vec::new()))),
        ("news from elsewhere, until the answers are there", Message::Reply(Reply::ChangedElsewhere)),
    ];
    for (what, message) in idle {
        play.state.changed = false;
        play.send(message.clone());
        assert!(!play.state.changed, "{what}");
    }
    play.press("j");
    assert!(play.state.changed);
}
