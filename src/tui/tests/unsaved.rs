//! What was written and not saved: kept over a sitting and over a restart, shown where it belongs.

use super::Play;
use crate::tui::events::Message;
use crate::tui::testing::REPORT;

fn reopened(mut play: Play) -> Play {
    play.answer();
    let (folder, desk) = play.real.take().expect("a store");
    drop(desk);
    Play::on_store(folder, (120, 40))
}

#[test]
fn a_draft_is_there_again_after_a_restart() {
    let mut play = Play::on_report((120, 40), REPORT);
    play.press("j n a s k esc");
    let mut later = reopened(play);
    let said = later.state.status.words.clone();
    assert!(said.contains("a note is not saved yet, on “Open a help desk"), "{said}");
    later.press("j");
    assert!(later.text().contains("* note not saved yet: n goes on with it"), "{}", later.text());
    later.press("n ? enter");
    assert_eq!(later.state.card().and_then(|card| card.note.as_deref()), Some("ask?"));
    let last = reopened(later);
    assert!(last.state.drafts.all().is_empty() && !last.state.status.words.contains("not saved"));
}

#[test]
fn what_is_being_written_when_the_terminal_goes_is_kept() {
    for gone in [Message::Terminate(1), Message::InputLost("gone".into())] {
        let mut play = Play::on_report((120, 40), REPORT);
        play.press("e e !");
        play.send(gone);
        assert!(play.state.over);
        let mut later = reopened(play);
        assert!(
            later.state.status.words.contains("an edit is not saved yet"),
            "{}",
            later.state.status.words
        );
        assert!(later.text().contains("edit not saved yet: e e goes on"), "{}", later.text());
        later.press("e e esc");
        assert!(later.text().contains("its draft is kept"), "{}", later.text());
    }
}

#[test]
fn leaving_goes_to_what_is_not_saved_also_outside_the_filter() {
    let mut play = Play::new((120, 40), 10);
    play.press("j n a s k esc f 5 q");
    assert_eq!((play.row(), play.state.filter.is_empty(), play.state.over), (2, true, false));
    let said = &play.state.status.words;
    assert!(said.starts_with("a note is not saved") && said.contains("“Share anonymised"), "{said}");
    play.press("q");
    assert!(play.state.over);
    assert_eq!(play.desk.drafts.len(), 1, "the draft is kept");
}

#[test]
fn in_the_reader_its_own_key_goes_on_with_a_draft() {
    let mut play = Play::new((120, 40), 10);
    play.press("enter a a s k esc");
    assert!(play.state.status.words.ends_with("a here shows it again"), "{}", play.state.status.words);
    assert!(play.text().contains("note not saved yet: a goes on with it"), "{}", play.text());
}

#[test]
fn a_note_has_a_sign_in_the_list_and_stands_before_the_suggestions() {
    for size in [(80, 24), (120, 40), (40, 12)] {
        let mut play = Play::new(size, 10);
        assert!(!play.text().contains("·*"), "{}", play.text());
        play.press("n a s k space t h e m enter");
        let text = play.text();
        assert!(text.contains("·*≡"), "{text}");
        if size.1 >= 24 {
            let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}:\n{text}"));
            assert!(place("* ask them") < place("%"), "{text}");
        }
    }
}
