//! How the screen looks: text as snapshots, roles as styles.

use super::Play;
use crate::config;
use crate::tui::state::State;
use crate::tui::testing::FakeDesk;
use crate::tui::theme::{Role, Signs, Theme};
use ratatui::style::{Modifier, Style};

fn play(size: (u16, u16), theme: config::Theme, ascii: bool) -> Play {
    let theme = Theme::choose(theme, |name| (name == "TERM").then(|| "xterm-256color".into()));
    Play::with(State::new(size, theme, Signs::new(ascii), "amina"), FakeDesk::new(48))
}

#[test]
fn ascii_signs_are_ascii() {
    let mut play = play((120, 40), config::Theme::Dark, true);
    play.press("space d l o");
    let ours: String = play.text().chars().filter(|c| !c.is_ascii()).collect();
    // What is left comes from the documents.
    assert!(ours.chars().all(|c| "àé".contains(c)), "{ours}");
    play.press("esc ?");
    assert!(play.text().is_ascii(), "{}", play.text());
}

/// The style of the first cell of these words.
fn style_of(play: &Play, words: &str) -> Style {
    let frame = play.frame();
    let (width, height) = play.state.size;
    for y in 0..height {
        let row: String = (0..width).map(|x| frame[(x, y)].symbol()).collect();
        if let Some(at) = row.find(words) {
            let x = row[..at].chars().count() as u16;
            return frame[(x, y)].style();
        }
    }
    panic!("{words} is not on the screen:\n{}", play.text());
}

#[test]
fn meaning_is_styled_by_role_and_never_by_colour_alone() {
    for theme in [config::Theme::Dark, config::Theme::Light, config::Theme::Mono] {
        let mut play = play((120, 40), theme, false);
        play.press("space d j");
        let role = |role| play.state.theme.style(role);
        let is = |words: &str, wanted: Style| {
            let found = style_of(&play, words);
            let same = (found.fg.filter(|c| *c != ratatui::style::Color::Reset), found.add_modifier);
            assert_eq!(same, (wanted.fg, wanted.add_modifier), "{words} in {theme:?}");
        };
        is("✓ ≡", role(Role::Keep));
        is("✗ ≡", role(Role::Drop));
        is("Recommendations", role(Role::Title));
        is("3 Internat… ·", role(Role::Tag));
        let under_cursor = style_of(&play, "▌");
        assert!(
            under_cursor.bg.is_some_and(|c| c != ratatui::style::Color::Reset)
                || under_cursor.add_modifier.contains(Modifier::REVERSED),
            "{theme:?}"
        );
    }
}

#[test]
fn chips_that_find_no_room_are_cut_with_an_ellipsis() {
    let mut play = play((80, 24), config::Theme::Dark, false);
    play.press("f u f 3 f t / i n f o r m enter");
    let header = play.text().lines().next().unwrap_or_default().to_string();
    assert_eq!(header, " rapporteur  ● unreviewed  ● 3 International cooperation  …      0 of 7 decided");
    assert_eq!(Play::new((12, 4), 3).text().lines().next(), Some("too small: n"));
    assert!(Play::new((40, 4), 3).text().starts_with("too small: needs 20x5"));
}

#[test]
fn evidence_keeps_a_word_at_eighty_columns() {
    let mut play = play((80, 24), config::Theme::Dark, false);
    play.desk.change(1, |card| {
        card.suggested.clusters[0].evidence = vec!["information desks".into(), "joint".into()]
    });
    play.send(crate::tui::events::Message::Reply(crate::tui::requests::Reply::ChangedElsewhere));
    play.answer();
    assert!(play.text().contains("84%  information desks"), "{}", play.text());
}

#[test]
fn facets_say_that_more_is_below_or_above() {
    let mut play = play((80, 24), config::Theme::Dark, false);
    assert!(play.text().contains("↓ 29 more"));
    play.press("tab tab G");
    assert!(play.text().contains("↑ 29 more") && play.text().contains("23 "), "{}", play.text());
}
