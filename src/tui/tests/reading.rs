//! Deciding while the source is read, without leaving it.

use super::Play;
use crate::model::Verdict;
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use crate::tui::layers::Layer;

/// A reader on the second recommendation, of nine.
fn reading(size: (u16, u16)) -> Play {
    let mut play = Play::where_alike(size, &[2, 9]);
    play.press("j r");
    play
}

fn is_reading(play: &Play, row: i64) -> bool {
    matches!(&play.state.layer, Some(Layer::Reader(reader)) if reader.row.0 == row)
}

#[test]
fn the_keys_of_the_list_decide_in_the_reader() {
    type Check = fn(&Play) -> bool;
    let check = |keys: &str, row: i64, is_so: Check| {
        let mut play = reading((80, 24));
        play.press(keys);
        assert!(is_so(&play) && is_reading(&play, row), "{keys}:\n{}", play.text());
    };
    check("A", 2, |p| p.desk.card(2).tags.is_empty() && !p.text().contains("A+"));
    check("C", 2, |p| p.desk.card(2).tags_in(OBJECTIVE) == ["1", "23"]);
    check("E", 2, |p| p.state.status.words == "no suggestion has this letter here");
    check("5 y .", 4, |p| {
        p.desk.card(3).tags_in(CLUSTER) == ["5"] && p.desk.card(3).verdict == Verdict::Keep
    });
    check("a a s k enter", 2, |p| p.desk.card(2).note.as_deref() == Some("ask"));
    check("O w o m e n enter", 2, |p| p.desk.card(2).tags_in("group") == ["women"]);
    check("d [ =", 2, |p| p.desk.card(9).verdict == Verdict::Drop);
    check("space u", 2, |p| p.desk.card(2).verdict == Verdict::Unreviewed);
    check("Y", 2, |p| p.effects.len() == 1);
}

#[test]
fn what_is_known_of_it_stands_under_the_page_or_beside_it() {
    let mut play = reading((80, 24));
    assert!(
        play.text().contains("A+ 3 International") && play.text().contains("B+ obj 1 Data"),
        "{}",
        play.text()
    );
    play.press("O w o m e n enter a a s k enter space [");
    let text = play.text();
    assert!(text.contains("✓ keep") && text.contains("● Women") && text.contains("note ask"), "{text}");
    let mut wide = reading((120, 40));
    wide.press("a a s k enter");
    let text = wide.text();
    assert!(text.contains("space takes  A+ 3") && text.contains("* ask"), "{text}");
    wide.press("tab");
    assert!(wide.text().contains("space takes  A+ 2"), "the details go along:\n{}", wide.text());
    let mut small = reading((40, 12));
    small.press("tab");
    assert!(small.text().contains("A+ 2 Regular"), "{}", small.text());
}

#[test]
fn help_and_palette_lie_over_what_was_there() {
    let check = |keys: &str, over: &str, back: fn(&Play) -> bool| {
        let mut play = reading((80, 24));
        play.press(keys);
        assert!(play.text().contains(over), "{keys}:\n{}", play.text());
        play.press("esc");
        assert!(back(&play), "{keys} esc:\n{}", play.text());
    };
    let on_two: fn(&Play) -> bool = |p| is_reading(p, 2);
    check("?", "Reading the source", on_two);
    check("f1", "Reading the source", on_two);
    check(":", "Actions", on_two);
    check("v ?", "Choosing a passage", |p| p.state.context() == crate::tui::action::Context::Marking);
    check("a a s k f1", "Writing a note", |p| {
        matches!(&p.state.layer, Some(Layer::Note(_))) && p.text().contains("ask")
    });
    check("esc v ?", "In the overview", |p| matches!(&p.state.layer, Some(Layer::Overview(_))));
    check("esc o f1", "Choosing concepts", |p| matches!(&p.state.layer, Some(Layer::Picker(_))));
    let mut play = reading((80, 24));
    play.press("f1 f1");
    assert!(is_reading(&play, 2), "the same key leaves the help");
    play.press(": o u t l i n e esc : d r o p enter");
    assert_eq!(play.desk.card(2).verdict, Verdict::Drop);
}
