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

/// A queue with something decided, tagged and noted, the cursor on the fourth.
fn triaged(size: (u16, u16)) -> Play {
    let mut play = play(size, config::Theme::Dark, false);
    play.press("space 5 n a s k enter j d");
    play
}

#[test]
fn screens() {
    for size in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        insta::assert_snapshot!(format!("screen-{}x{}", size.0, size.1), triaged(size).text());
    }
}

#[test]
fn layers() {
    for (name, keys) in [
        ("picker", "o s m u g"),
        ("palette", ": c l u s"),
        ("note", "k k n"),
        ("reader", "enter"),
        ("help", "?"),
        ("search", "/ s e a"),
        ("facets", "tab tab j j space"),
        ("continuations", "f"),
    ] {
        let mut play = triaged((80, 24));
        play.press(keys);
        insta::assert_snapshot!(format!("layer-{name}"), play.text());
    }
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
        is("3 International cooperation   p", role(Role::Tag));
        let under_cursor = style_of(&play, "▌");
        assert!(
            under_cursor.bg.is_some_and(|c| c != ratatui::style::Color::Reset)
                || under_cursor.add_modifier.contains(Modifier::REVERSED),
            "{theme:?}"
        );
    }
}
