//! The overview: seen, moved in, and the lists behind its numbers.

use super::Play;
use crate::config;
use crate::tui::layers::Layer;
use crate::tui::overview::Page;
use crate::tui::panes::chips::chips;
use crate::tui::requests::Reply;
use crate::tui::state::State;
use crate::tui::testing::FakeDesk;
use crate::tui::theme::{Signs, Theme};

fn play(size: (u16, u16), theme: config::Theme, ascii: bool) -> Play {
    let theme = Theme::choose(theme, |name| (name == "TERM").then(|| "xterm-256color".into()));
    let mut play = Play::with(State::new(size, theme, Signs::new(ascii), "amina"), FakeDesk::new(48));
    // Something kept, dropped, left and tagged.
    play.press("space space 5 y d l space d y g g");
    play
}

fn page(play: &Play) -> &Page {
    match &play.state.layer {
        Some(Layer::Overview(page)) => page,
        _ => panic!("no overview:\n{}", play.text()),
    }
}

#[test]
fn the_list_behind_a_number_is_as_long_as_the_number() {
    let check = |keys: &str, filter: &[&str], rows: usize| {
        let mut play = play((120, 40), config::Theme::Dark, false);
        play.press("v").press(keys).press("enter");
        let told: Vec<String> = filter.iter().map(|s| s.to_string()).collect();
        assert_eq!((chips(&play.state), play.rows().len()), (told, rows), "{keys}");
        assert!(play.state.layer.is_none());
    };
    check("l l", &["3 International cooperation", "1 Data"], 7);
    check("G", &["1 Human rights and inclusion", "23 International cooperation"], 0);
    check("tab", &["keep", "1 Data"], 1);
    check("tab l l l l", &["1 Data"], 7);
    check("tab tab tab", &["keep", "12 Screening and referral or 18 Skills development or 3 more"], 1);
    check("tab tab tab tab h", &["keep", "Report of the Riverside Dialogue…"], 5);
}

#[test]
fn the_filter_holds_and_its_own_lines_give_way() {
    let mut play = play((120, 40), config::Theme::Dark, false);
    play.press("f 3 f u v");
    assert!(play.text().lines().next().unwrap().contains("unreviewed"), "{}", play.text());
    // The heat map shows all clusters, of what has no verdict.
    assert!(page(&play).heat().unwrap().cells.iter().flatten().map(|c| c.either()).sum::<usize>() > 10);
    play.press("l enter");
    assert_eq!(chips(&play.state), ["unreviewed", "2 Regular pathways and decent work", "1 Data"]);
}

#[test]
fn the_cursor_is_found_where_it_was_left() {
    let mut play = play((80, 24), config::Theme::Dark, false);
    play.press("v tab j j l esc");
    assert!(play.state.layer.is_none());
    play.press("v");
    let place = page(&play).place;
    assert_eq!((place.table, place.line, place.column), (1, 2, 1));
    play.press("shift-tab v");
    assert!(play.state.layer.is_none());
}

#[test]
fn the_cursor_stays_in_the_table_and_in_sight() {
    let check = |keys: &str, place: (usize, usize, usize)| {
        let mut play = play((40, 12), config::Theme::Dark, false);
        play.press("v").press(keys);
        let (page, height) = (page(&play), 8);
        assert_eq!((page.place.table, page.place.line, page.place.column), place, "{keys}");
        assert!((page.place.top..page.place.top + height).contains(&page.place.line), "{keys}");
    };
    check("k h", (0, 0, 0));
    check("G l l l l l l l l", (0, 22, 5));
    check("G g g", (0, 0, 0));
    check("ctrl-d ctrl-d ctrl-u", (0, 7, 0));
    check("G tab", (1, 0, 0));
    check("shift-tab tab", (0, 0, 0));
}

#[test]
fn what_changes_elsewhere_is_counted_anew() {
    let mut play = play((120, 40), config::Theme::Dark, false);
    play.press("v tab");
    let kept = |play: &Play| {
        page(play).progress().unwrap().lines.iter().map(|l| l.verdicts[1].either()).sum::<usize>()
    };
    let before = kept(&play);
    play.desk.change(20, |card| card.verdict = crate::model::Verdict::Keep);
    play.send(crate::tui::events::Message::Reply(Reply::ChangedElsewhere));
    play.answer();
    assert_eq!(kept(&play), before + 1);
    assert_eq!(page(&play).place.table, 1);
}

#[test]
fn it_is_read_without_colour_and_without_line_drawing() {
    for (theme, ascii) in [(config::Theme::Mono, true), (config::Theme::Light, true)] {
        let mut play = play((80, 24), theme, ascii);
        play.press("v l");
        assert!(play.text().is_ascii(), "{}", play.text());
        assert!(play.text().contains('['), "the cursor is between brackets: {}", play.text());
        play.press("tab");
        assert!(play.text().is_ascii() && play.text().contains('#'), "{}", play.text());
    }
}
