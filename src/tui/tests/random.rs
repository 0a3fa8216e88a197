//! Whatever is pressed, at whatever size: no panic, nothing outside its pane, nothing drawn for nothing.

use super::Play;
use crate::model::Recommendation;
use crate::tui::events::Message;
use crate::tui::fit::columns;
use crate::tui::key::Key;
use crate::tui::pointer::Pointer;
use crate::tui::table::table;
use crate::tui::worker::Reply;
use proptest::prelude::*;

/// Keys that mean something somewhere, and a few that are only text.
fn known_keys() -> Vec<Key> {
    let bound = table().iter().flat_map(|e| &e.keys).flat_map(|(_, all)| all.iter().flatten().copied());
    let typed = "a e 8 é 移 ! z backspace delete left right home f12 alt-z".split(' ').filter_map(Key::parse);
    // Leaving is a state of its own.
    bound.chain(typed).filter(|k| !["q", "ctrl-c"].contains(&k.to_string().as_str())).collect()
}

/// Text that terminals and panes fear.
const STRANGE: &[&str] = &[
    "التعاون بين الدول على الحدود ومساعدة المهاجرين في البحر",
    "加强边境合作,在海上拯救生命,并为移民提供信息和服务。加强边境合作。",
    "e\u{301}e\u{301}\u{301}\u{301} a\u{20dd} 👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 🇫🇷 \u{202e}evil\u{202c} \u{1b}[31mred\u{7}",
    "averyveryverylongwordthatnobodywouldeverwriteinareportbutmachinesdowriteitwithoutanyhesitation",
    "",
];

fn strange(card: &mut Recommendation, n: usize) {
    let text = STRANGE[n % STRANGE.len()];
    card.text = text.into();
    card.section = vec![text.into(); 3];
    card.lead_in = Some(text.into());
    card.note = Some(format!("{text}\n{text}"));
    card.suggested.clusters[0].evidence = vec![text.into()];
}

#[derive(Debug, Clone)]
enum Event {
    Press(Key),
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

fn events() -> impl Strategy<Value = Vec<Event>> {
    let key = proptest::sample::select(known_keys()).prop_map(Event::Press);
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
    let event = prop_oneof![20 => key, 4 => point, 4 => Just(Event::Answer), 2 => size, 1 => paste, 1 => Just(Event::Elsewhere)];
    proptest::collection::vec(event, 1..60)
}

/// Rows that a frame spills over: the columns of what it holds must be those of the screen.
fn check_frame(play: &Play) -> Result<(), TestCaseError> {
    let frame = play.frame();
    let (width, height) = play.state.size;
    for y in 0..height {
        let (mut x, mut hostile) = (0, false);
        while x < width {
            let symbol = frame[(x, y)].symbol();
            hostile |= symbol.chars().any(|c| crate::model::text::is_hostile(c) || c == '\n' || c == '\t');
            x += (columns(symbol) as u16).max(1);
        }
        prop_assert!(x == width && !hostile, "row {y} of {:?}:\n{}", play.state.size, play.text());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_keys_at_any_size(size in sizes(), count in 0usize..60, events in events()) {
        let mut play = Play::new(size, count);
        for n in 0..count {
            if n % 2 == 0 {
                play.desk.change(n as i64 + 1, |card| strange(card, n / 2));
            }
        }
        play.send(Message::Reply(Reply::ChangedElsewhere));
        for event in events {
            match event {
                Event::Press(key) => play.send(Message::Key(key)),
                Event::Answer => play.answer(),
                Event::Resize(width, height) => play.send(Message::Resize(width, height)),
                Event::Point(pointer) => play.send(Message::Pointer(pointer)),
                Event::Paste(text) => play.send(Message::Paste(text)),
                Event::Elsewhere => play.send(Message::Reply(Reply::ChangedElsewhere)),
            }
            check_frame(&play)?;
        }
        prop_assert!(play.state.found.rows.is_empty() || play.state.row().is_some());
        prop_assert!(!play.state.over || play.state.leaving);
    }
}

#[test]
fn every_small_size_can_be_drawn() {
    for width in (1..60).step_by(3) {
        for height in 1..20 {
            let mut play = Play::new((width, height), 9);
            for keys in ["o", "esc n", "esc :", "esc ?", "esc r", "esc /", "esc tab", "tab"] {
                play.press(keys);
                play.frame();
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
        ("an old history", Message::Reply(Reply::History(crate::model::RowId(9), Vec::new()))),
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
