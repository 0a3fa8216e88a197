//! Picker, note, reader, help, search line and paste.

use super::Play;
use crate::model::Verdict;
use crate::taxonomy::OBJECTIVE;
use crate::tui::events::Message;
use crate::tui::layers::Layer;

fn objectives(keys: &str) -> (Vec<String>, bool) {
    let mut play = Play::new((80, 24), 10);
    play.press(keys);
    (play.desk.card(1).tags_in(OBJECTIVE).to_vec(), play.state.layer.is_some())
}

#[test]
fn objectives_are_picked_by_number_and_by_label() {
    let check = |keys: &str, tags: &[&str], open: bool| {
        let tags: Vec<String> = tags.iter().map(|t| t.to_string()).collect();
        assert_eq!(objectives(keys), (tags, open), "{keys}");
    };
    check("o 8 enter", &["8"], false);
    check("o 8 space 2 3 enter", &["8", "23"], false);
    check("o s a v e enter", &["8"], false);
    check("o r e m e s a s enter", &["20"], false);
    check("o l i v e s space s a v e enter", &["8"], false);
    check("o space enter", &["3"], false);
    check("o space space enter", &[], false);
    check("o down tab down down tab", &["23", "2"], true);
    check("o z z z enter", &[], true);
    check("o 8 esc", &[], false);
    check("o 8 enter o 8 enter", &[], false);
}

#[test]
fn concepts_of_every_scheme_are_picked_from_one_list() {
    let check = |keys: &str, scheme: &str, tags: &[&str]| {
        let mut play = Play::new((80, 24), 10);
        play.press(keys);
        assert_eq!(play.desk.card(1).tags_in(scheme), tags, "{keys}");
    };
    check("O w o m e n enter", "group", &["women"]);
    check("O g r o u p : c h i l d r e n enter", "group", &["children"]);
    check("O f e m m e s enter", "group", &["women"]);
    check("O e l e m e n t space d a t a enter", "element", &["v"]);
    check("O r a b a t enter", "mechanism", &["Rabat"]);
    check("O s a v e space l i v e s enter", "objective", &["8"]);
    check("O w o m e n tab y o u t h tab esc", "group", &["women", "youth"]);
    check("O w o m e n enter O w o m e n enter", "group", &[]);
    check("O w o m e n enter u", "group", &[]);
}

#[test]
fn details_tell_the_other_schemes_briefly() {
    let mut play = Play::new((100, 40), 10);
    assert!(!play.text().contains("Other schemes"));
    play.press("O w o m e n enter O r a b a t enter");
    let text = play.text();
    assert!(text.contains("Other schemes") && text.contains("Mechanism"), "{text}");
    assert!(text.lines().any(|line| line.contains("Group") && line.contains("Women")), "{text}");
}

#[test]
fn letters_in_a_field_run_no_action() {
    let mut play = Play::new((80, 24), 10);
    play.press("/ y d q space 3 backspace ctrl-w");
    assert!(matches!(&play.state.layer, Some(Layer::Search(s)) if s.line.text().is_empty()));
    assert_eq!(play.steps, []);
    assert!(!play.state.over);
}

#[test]
fn a_paste_is_text_in_a_field_and_nothing_elsewhere() {
    let mut play = Play::new((80, 24), 10);
    play.send(Message::Paste("yyyq\n".into()));
    play.answer();
    assert_eq!((play.steps.len(), play.row(), play.state.over), (0, 1, false));
    play.press("/");
    play.send(Message::Paste("search\n\u{1b}[2Jand".into()));
    play.answer();
    assert!(matches!(&play.state.layer, Some(Layer::Search(s)) if s.line.text() == "search [2Jand"));
    play.press("esc n");
    play.send(Message::Paste("one\r\ntwo\u{7}".into()));
    play.press("enter");
    assert_eq!(play.desk.card(1).note.as_deref(), Some("one\n\ntwo"));
}

#[test]
fn notes_are_written_changed_and_removed() {
    let mut play = Play::new((80, 24), 10);
    play.press("n a s k alt-enter w h o enter");
    assert_eq!(play.desk.card(1).note.as_deref(), Some("ask\nwho"));
    assert_eq!(play.row(), 1);
    play.press("n ! esc");
    assert_eq!(play.desk.card(1).note.as_deref(), Some("ask\nwho"));
    play.press("n enter");
    assert_eq!(play.desk.card(1).note.as_deref(), Some("ask\nwho!"));
    play.press("n backspace backspace backspace backspace backspace backspace backspace backspace enter");
    assert_eq!(play.desk.card(1).note, None);
}

#[test]
fn the_reader_always_opens_on_the_recommendation() {
    let mut play = Play::new((80, 24), 48);
    play.press("j j j j j j j j j j enter");
    let on_it = |play: &Play| {
        let text = play.text();
        assert!(text.contains("▌") && text.contains("Background paragraph 10"), "{text}");
    };
    on_it(&play);
    play.press("pagedown pagedown");
    assert!(!play.text().contains("▌"));
    play.press("enter");
    assert_eq!((play.row(), play.state.layer.is_none()), (11, true));
    play.press("r");
    on_it(&play);
    for size in [(120, 40), (44, 9), (80, 24)] {
        play.send(Message::Resize(size.0, size.1));
        on_it(&play);
    }
    play.press("esc k r");
    assert!(play.text().contains("Background paragraph 9"), "another recommendation has its own place");
    play.press("y q");
    assert_eq!((play.desk.card(10).verdict, play.state.over), (Verdict::Keep, false));
    assert_eq!(play.row(), 11, "decided in the reader, the next one of the document is under the cursor");
}

#[test]
fn escape_never_leaves_the_program() {
    let mut play = Play::new((80, 24), 10);
    for keys in ["", "tab", "tab tab", "o", "n", "/", ":", "?", "r", "f", "g", "f 3"] {
        if !keys.is_empty() {
            play.press(keys);
        }
        play.press("esc esc esc esc");
        assert!(!play.state.over, "{keys}");
        assert!(play.state.layer.is_none() && play.state.pending.is_empty(), "{keys}");
    }
}

#[test]
fn help_shows_every_action_and_scrolls_to_the_last() {
    let mut play = Play::new((80, 24), 10);
    play.press("?");
    let mut seen = play.text();
    for _ in 0..20 {
        play.press("pagedown");
        seen += &play.text();
    }
    for entry in crate::tui::table::table() {
        let start: String = entry.description.chars().take(40).collect();
        assert!(seen.contains(start.as_str()), "{}", entry.name);
    }
    play.press("q");
    assert!(play.state.layer.is_none() && !play.state.over);
}

#[test]
fn a_note_left_with_escape_is_kept_as_a_draft() {
    let mut play = Play::new((80, 24), 10);
    play.press("n a s k esc");
    assert_eq!((play.desk.card(1).note.as_deref(), play.steps.len()), (None, 0));
    assert!(play.state.status.words.contains("draft is kept"), "{}", play.state.status.words);
    play.press("j n");
    assert!(!play.text().contains("ask"), "every recommendation has its own draft");
    play.press("esc");
    assert_eq!(play.state.status.words, "", "nothing was written");
    play.press("k n ? enter");
    assert_eq!(play.desk.card(1).note.as_deref(), Some("ask?"));
    play.press("n backspace esc n backspace backspace backspace a s k ? esc");
    assert_eq!(play.state.status.words, "", "what is written is what is saved");
    assert!(play.state.drafts.all().is_empty());
}

#[test]
fn what_was_said_before_does_not_stand_in_a_layer() {
    for keys in ["n", "o", "r", ":", "?", "/"] {
        let mut play = Play::new((80, 24), 10);
        play.press("y");
        assert!(play.text().contains("saved: keep"));
        play.press(keys);
        assert!(!play.text().contains("saved: keep"), "{keys}");
    }
}

#[test]
fn a_search_begun_again_replaces_the_old_one() {
    let mut play = Play::new((80, 24), 10);
    play.press("/ s e a r c h enter /");
    assert_eq!(play.rows(), [4]);
    play.press("f l o o d enter");
    assert_eq!(play.state.filter.search.as_deref(), Some("flood"));
    play.press("/ end s enter");
    assert_eq!(play.state.filter.search.as_deref(), Some("floods"));
    play.press("/ z z enter");
    assert!(play.text().contains("nothing found: c shows everything again"), "{}", play.text());
}

#[test]
fn a_config_read_again_is_taken_and_a_wrong_one_changes_nothing() {
    let mut play = Play::new((80, 24), 10);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, "ascii = true\n[keys.list]\nkeep = [\"Z\"]\n").unwrap();
    let settings = crate::tui::settings::Settings::of(&crate::config::Config::read(&path).unwrap()).unwrap();
    play.send(Message::Settings(Ok(Box::new(settings))));
    assert!(play.text().contains("the config was read again"));
    play.press("y");
    assert_eq!(play.desk.card(1).verdict, crate::model::Verdict::Unreviewed, "the old key is free");
    play.press("Z");
    assert_eq!(play.desk.card(1).verdict, crate::model::Verdict::Keep);
    assert!(play.text().contains("Z keep"), "the hints tell the new key:\n{}", play.text());
    play.send(Message::Settings(Err("config.toml:3:8: wrong".into())));
    assert!(play.text().contains("config.toml:3:8: wrong; what was set before stays"), "{}", play.text());
    play.press("Z");
    assert_eq!(play.desk.card(2).verdict, crate::model::Verdict::Keep);
}

#[test]
fn help_is_searched_by_typing() {
    let mut play = Play::new((80, 24), 10);
    play.press("? n o t e");
    let text = play.text();
    assert!(text.contains("write a note") && !text.contains("take back the last step"), "{text}");
    play.press("z z z");
    assert!(play.text().contains("nothing found"));
    play.press("esc ? u n d o");
    assert!(play.text().contains("take back the last step"), "{}", play.text());
    play.press("q");
    assert!(play.state.layer.is_some(), "what is written takes letters");
    play.press("esc");
    assert!(play.state.layer.is_none() && !play.state.over);
    play.press("? q");
    assert!(play.state.layer.is_none() && !play.state.over, "with nothing written q goes back");
}
