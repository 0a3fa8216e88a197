//! Going anywhere, filters saved under a name, what is alike.

use super::Play;
use crate::facets::Facet;
use crate::model::Verdict;
use crate::tui::layers::Layer;

#[test]
fn one_list_goes_to_documents_headings_objectives_saved_filters_and_actions() {
    let check = |typed: &str, arrived: fn(&Play) -> bool| {
        let mut play = Play::new((100, 30), 10);
        play.press("f u f w t o d o enter c j j '");
        play.send(crate::tui::events::Message::Paste(typed.into()));
        play.press("enter");
        assert!(arrived(&play) && play.state.layer.is_none(), "{typed}:\n{}", play.text());
    };
    check("document riverside", |p| p.row() == 1 && p.rows().len() == 10);
    check("session 3", |p| p.row() == 7 && p.rows().len() == 10);
    check("save lives", |p| p.state.filter.has(&Facet::Concept("objective".into()), "8") && p.rows() == [4]);
    check("cluster smuggling", |p| p.rows() == [4]);
    check("todo", |p| p.state.filter.has(&Facet::Verdict, "unreviewed"));
    check("drop, and move", |p| p.desk.card(3).verdict == Verdict::Drop);
}

#[test]
fn what_is_outside_the_filters_is_shown_all_the_same() {
    let mut play = Play::new((100, 30), 10);
    play.press("f 4");
    assert_eq!(play.rows(), [6]);
    play.press("' s e s s i o n space 3 enter");
    assert_eq!((play.row(), play.rows().len()), (7, 10));
    assert!(play.state.status.words.contains("outside the filters"), "{}", play.state.status.words);
}

#[test]
fn filters_are_saved_chosen_and_removed() {
    let mut play = Play::new((100, 30), 10);
    play.press("f w");
    assert!(play.state.layer.is_none() && play.state.status.words.contains("nothing to save"));
    play.press("f 3 f w enter");
    assert!(matches!(play.state.layer, Some(Layer::Naming(_))), "a name is needed");
    play.press("j o i n t enter");
    assert_eq!(play.state.status.words, "saved as “joint”");
    play.press("f w");
    assert!(
        matches!(&play.state.layer, Some(Layer::Naming(n)) if n.line.text() == "joint"),
        "it has a name already"
    );
    play.press("esc c f p");
    assert!(play.text().contains("joint") && play.text().contains("Saved filters"), "{}", play.text());
    play.press("enter");
    assert_eq!(play.rows(), [1, 2, 8, 9]);
    play.press("c f p delete");
    assert!(play.text().contains("none saved yet"), "{}", play.text());
    play.press("esc ' delete");
    assert!(play.state.status.words.contains("only a saved filter"), "{}", play.state.status.words);
}

#[test]
fn what_is_alike_is_listed_and_left_again() {
    let mut play = Play::new((100, 30), 20);
    play.press("j j f m");
    assert_eq!((play.rows(), play.row()), (vec![3, 10, 17], 3));
    assert!(play.text().contains("like “Open a seasonal"), "{}", play.text());
    play.press("j f m");
    assert_eq!((play.rows().len(), play.row()), (20, 10), "the cursor stays on what was found");
}

const REPORT: &str = "Report of the Ferry Dialogue (fictional)\n\nRecommendations\n\n- Open a help desk at the pier.\n\
    - Print the timetable in four languages.\n";

#[test]
fn a_saved_filter_is_a_step_of_undo() {
    let mut play = Play::on_report((100, 30), REPORT);
    let saved = |play: &mut Play| {
        play.press("c f p");
        let saved: Vec<(String, usize)> =
            play.state.saved.iter().map(|saved| (saved.name.clone(), saved.count)).collect();
        play.press("esc");
        saved
    };
    let is = |name: &str, count| vec![(name.to_string(), count)];
    play.press("f u f w o p e n enter");
    assert_eq!(saved(&mut play), is("open", 2));
    play.press("d u");
    assert_eq!(saved(&mut play), is("open", 2), "the newest step goes first");
    play.press("u");
    assert_eq!(play.state.status.words, "undone: filter “open” saved");
    assert_eq!(saved(&mut play), []);
    play.press("U");
    assert_eq!(saved(&mut play), is("open", 2));
    play.press("f p delete esc");
    assert_eq!(saved(&mut play), []);
    play.press("u");
    assert_eq!(play.state.status.words, "undone: filter “open” removed");
    assert_eq!(saved(&mut play), is("open", 2));
    play.press("/ p i e r enter f w o p e n enter");
    assert_eq!(saved(&mut play), is("open", 1), "saved anew under the same name");
    play.press("u");
    assert_eq!(saved(&mut play), is("open", 2));
}

#[test]
fn what_another_saved_under_the_name_stays() {
    let mut play = Play::on_report((100, 30), REPORT);
    play.press("f u f w o p e n enter");
    let (folder, _) = play.real.as_ref().unwrap();
    let mut other = crate::desk::Desk::open(&folder.path().join("s.db"), "bela").unwrap();
    let filter = crate::facets::Filter { search: Some("pier".into()), ..Default::default() };
    other.save_filter("open", &filter).unwrap();
    play.press("u");
    assert_eq!(other.saved_filter("open").unwrap(), filter);
    assert!(other.undo().unwrap().is_some());
    assert!(other.saved_filter("open").unwrap() != filter);
}
