//! The mouse, and progress.

use super::Play;
use crate::facets::Facet;
use crate::taxonomy::CLUSTER;
use crate::tui::events::Message;
use crate::tui::layers::Layer;
use crate::tui::pointer::Pointer;
use crate::tui::state::{Effect, Focus};

fn point(play: &mut Play, pointer: Pointer) {
    play.send(Message::Pointer(pointer));
    play.answer();
}

/// The place of words on the screen.
fn find(play: &Play, words: &str) -> (u16, u16) {
    let text = play.text();
    let (y, line) =
        text.lines().enumerate().find(|(_, l)| l.contains(words)).unwrap_or_else(|| panic!("{text}"));
    (crate::tui::fit::columns(&line[..line.find(words).unwrap()]) as u16, y as u16)
}

#[test]
fn a_click_goes_there_or_picks() {
    let mut play = Play::new((120, 40), 10);
    let (x, y) = find(&play, "Waive residence");
    point(&mut play, Pointer::Down(x, y));
    assert_eq!((play.row(), play.state.focus), (5, Focus::List));
    let (x, y) = find(&play, "6 Smuggling");
    point(&mut play, Pointer::Down(x, y));
    assert!(play.state.filter.has(&Facet::Concept(CLUSTER.into()), "6"));
    assert_eq!((play.rows(), play.state.focus), (vec![4], Focus::Facets));
    point(&mut play, Pointer::Down(119, 20));
    assert_eq!(play.state.focus, Focus::Details);
    play.press("o");
    point(&mut play, Pointer::Down(x, y));
    assert!(play.state.layer.is_some() && play.state.filter.has(&Facet::Concept(CLUSTER.into()), "6"));
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut play = Play::new((120, 40), 48);
    let wheel = |play: &mut Play, down, (x, y)| point(play, Pointer::Wheel { down, x, y });
    let list = find(&play, "Waive residence");
    wheel(&mut play, true, list);
    assert_eq!(play.row(), 4);
    wheel(&mut play, false, list);
    assert_eq!(play.row(), 1);
    let mut low = Play::new((80, 24), 48);
    wheel(&mut low, true, (60, 20));
    assert_eq!((low.row(), low.state.details.top), (1, 3));
    low.press("?");
    wheel(&mut low, true, (3, 3));
    assert!(matches!(&low.state.layer, Some(Layer::Help(help)) if help.top == 3));
}

#[test]
fn edges_are_dragged_and_every_pane_keeps_room() {
    let mut play = Play::new((120, 40), 10);
    let before = play.state.areas();
    point(&mut play, Pointer::Down(before.facets_rule.x, 20));
    point(&mut play, Pointer::Drag(25, 20));
    assert_eq!(play.state.areas().facets.width, 25);
    point(&mut play, Pointer::Drag(0, 20));
    assert_eq!(play.state.areas().facets.width, 14);
    point(&mut play, Pointer::Up);
    point(&mut play, Pointer::Drag(40, 20));
    assert_eq!(play.state.areas().facets.width, 14);
    let rule = play.state.areas().rule.x;
    point(&mut play, Pointer::Down(rule, 9));
    point(&mut play, Pointer::Drag(rule - 10, 9));
    assert_eq!(play.state.areas().rule.x, rule - 10);
    point(&mut play, Pointer::Up);
    play.send(Message::Resize(80, 24));
    let rule = play.state.areas().rule.y;
    point(&mut play, Pointer::Down(40, rule));
    point(&mut play, Pointer::Drag(40, rule + 4));
    assert_eq!(play.state.areas().rule.y, rule + 4);
    play.send(Message::Resize(120, 40));
    assert_eq!(play.row(), 1);
}

#[test]
fn the_mouse_is_off_until_it_is_asked_for() {
    let mut play = Play::new((80, 24), 10);
    assert!(!play.state.mouse && play.effects.is_empty());
    play.press("ctrl-t ctrl-t");
    assert_eq!(play.effects, [Effect::Mouse(true), Effect::Mouse(false)]);
}

#[test]
fn progress_stands_in_the_header_and_on_a_page_of_its_own() {
    let mut play = Play::new((120, 40), 48);
    play.press("y y y y y");
    let header = play.text().lines().next().unwrap_or_default().to_string();
    assert!(header.ends_with("5 of 48 decided · 5 today · about 9 minutes left  amina"), "{header}");
    play.press("p");
    assert!(play.text().contains("12 seconds each lately"), "{}", play.text());
    play.press("G k esc");
    assert!(play.state.layer.is_none() && !play.state.over);
    let mut done = Play::new((80, 24), 3);
    done.press("f u y y y");
    assert!(done.text().contains("Everything here has a verdict. Well done."), "{}", done.text());
}

#[test]
fn the_config_switches_the_mouse_where_it_says_something_new() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    let mut play = Play::new((80, 24), 3);
    let mut read = |text: &str, mouse: bool, effects: &[Effect]| {
        std::fs::write(&path, text).unwrap();
        let config = crate::config::Config::read(&path).unwrap();
        play.effects.clear();
        let settings = Box::new(crate::tui::settings::Settings::of(&config).unwrap());
        play.send(Message::Settings(Ok(settings)));
        assert_eq!((play.state.mouse, play.effects.as_slice()), (mouse, effects), "{text}");
    };
    read("mouse = true", true, &[Effect::Mouse(true)]);
    read("mouse = true\nascii = true", true, &[]);
    read("ascii = true", false, &[Effect::Mouse(false)]);
    play.press("ctrl-t");
    let config = crate::config::Config::read(&path).unwrap();
    let settings = Box::new(crate::tui::settings::Settings::of(&config).unwrap());
    play.send(Message::Settings(Ok(settings)));
    assert!(play.state.mouse, "what the key switched stays");
}
