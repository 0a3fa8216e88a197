//! Filters, search, and where the cursor goes.

use super::Play;
use crate::desk::Found;
use crate::facets::Facet;
use crate::tui::events::Message;
use crate::tui::layers::Layer;
use crate::tui::panes::chips::chips;
use crate::tui::requests::{Reply, Request};

#[test]
fn filters_combine_and_stand_as_chips() {
    let check = |keys: &str, shown: &[&str], rows: &[i64]| {
        let mut play = Play::new((80, 24), 10);
        play.press(keys);
        assert_eq!(
            (chips(&play.state).as_slice(), play.rows().as_slice()),
            (&shown.iter().map(|s| s.to_string()).collect::<Vec<_>>()[..], rows),
            "{keys}"
        );
    };
    check("f 3 f u", &["unreviewed", "3 International cooperation"], &[1, 2, 8, 9]);
    check("f 3 f 2", &["2 Regular pathways and decent work"], &[3, 10]);
    check("3 y y f y f t", &["keep", "no cluster tag"], &[2]);
    check("f t f t", &[], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    check("f 3 f 3", &[], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    check("y f u f 3", &["unreviewed", "3 International cooperation"], &[2, 8, 9]);
    check(
        "tab tab j space j space",
        &["2 Regular pathways and decent work or 3 International cooperation"],
        &[1, 2, 3, 8, 9, 10],
    );
    check("tab tab alt-4", &["4 Contributions and diasporas"], &[6]);
    check("/ s e a r c h enter", &["“search”"], &[4]);
}

#[test]
fn the_cursor_stays_on_its_row_or_goes_to_the_next() {
    let check = |keys: &str, row: i64| {
        let mut play = Play::new((80, 24), 20);
        play.press(keys);
        assert_eq!(play.row(), row, "{keys}");
    };
    check("j f 3", 2);
    check("j j f 3", 8);
    check("j j j f 3 c", 8);
    check("G f 5", 14);
}

#[test]
fn every_key_of_a_search_asks_and_the_newest_answer_wins() {
    let mut play = Play::new((80, 24), 10);
    play.press_fast("/ s e a");
    let asked: Vec<Option<String>> = play
        .waiting
        .iter()
        .filter_map(|r| if let Request::Find { filter, .. } = r { Some(filter.search.clone()) } else { None })
        .collect();
    assert_eq!(asked, [Some("s".into()), Some("se".into()), Some("sea".into())]);
    let newest = play.state.generation;
    play.waiting.clear();
    play.state.changed = false;
    play.send(Message::Reply(Reply::Found(newest - 1, Found { rows: vec![].into(), ..Found::default() })));
    assert_eq!(play.rows().len(), 10, "an outdated answer is not shown");
    assert!(!play.state.changed);
    let found = Found { rows: vec![crate::model::RowId(4)].into(), ..Found::default() };
    play.send(Message::Reply(Reply::Found(newest, found)));
    assert_eq!(play.rows(), [4]);
}

#[test]
fn escape_gives_back_what_was_before_the_search() {
    let mut play = Play::new((80, 24), 10);
    play.press("f 3 j j / s e a");
    assert_eq!(play.rows(), [0i64; 0]);
    play.press("esc");
    assert_eq!((play.rows(), play.row()), (vec![1, 2, 8, 9], 8));
    assert_eq!(play.state.filter.search, None);
    assert!(play.state.filter.picks.contains_key(&Facet::Concept("cluster".into())));
}

#[test]
fn empty_places_lead_on() {
    let mut play = Play::new((80, 24), 10);
    play.press("/ z z z enter");
    assert!(play.text().contains("Nothing matches.") && play.text().contains("c shows everything again."));
    let empty = Play::new((80, 24), 0);
    assert!(empty.text().contains("rapporteur import PATH"), "{}", empty.text());
    assert!(empty.state.status.words.contains("rapporteur import FILE or FOLDER"));
}

#[test]
fn a_list_is_loaded_by_windows_as_the_cursor_comes_near() {
    let mut play = Play::new((80, 24), 5000);
    assert!(play.state.cards.len() < 100, "{}", play.state.cards.len());
    let mut largest = 0;
    for keys in ["G", "g g", "ctrl-d", "ctrl-d", "ctrl-d", "j", "k", "G", "ctrl-u"] {
        play.press_fast(keys);
        for request in &play.waiting {
            if let Request::Rows(rows) = request {
                largest = largest.max(rows.len());
            }
        }
        play.answer();
        assert!(play.state.card().is_some(), "{keys}");
    }
    assert!((1..100).contains(&largest), "{largest}");
}

#[test]
fn earlier_searches_come_back() {
    let mut play = Play::new((100, 24), 10);
    play.press("/ s e a enter / f l o o d s enter /");
    let line = |play: &Play| match &play.state.layer {
        Some(Layer::Search(search)) => search.line.text().to_string(),
        _ => panic!("no search line"),
    };
    for (keys, written, rows) in [
        ("x", "x", &[2, 3, 5, 6, 9, 10][..]),
        ("up", "floods", &[7]),
        ("up", "sea", &[3, 4, 10]),
        ("up", "sea", &[3, 4, 10]),
        ("down", "floods", &[7]),
        ("down", "x", &[2, 3, 5, 6, 9, 10]),
        ("down", "x", &[2, 3, 5, 6, 9, 10]),
    ] {
        play.press(keys);
        assert_eq!(line(&play), written, "{keys}");
        let rows: Vec<i64> = rows.to_vec();
        if keys != "x" && written != "x" {
            assert_eq!(play.rows(), rows, "{keys}");
        }
    }
}

#[test]
fn what_is_still_being_written_is_no_error_and_what_is_wrong_is_said_gently() {
    let check = |typed: &str, told: Option<&str>, after_enter: Option<&str>| {
        let mut play = Play::new((120, 24), 10);
        play.press("/");
        play.send(Message::Paste(typed.into()));
        play.answer();
        let line = play.text().lines().rev().nth(1).unwrap_or_default().to_string();
        assert_eq!(line.contains("expected") || line.contains("there is no"), told.is_some(), "{line}");
        assert!(told.is_none_or(|words| line.contains(words)), "{line}");
        play.press("enter");
        let refused = matches!(play.state.layer, Some(Layer::Search(_)));
        assert_eq!(refused, after_enter.is_some(), "{typed}");
        let line = play.text().lines().rev().nth(1).unwrap_or_default().to_string();
        assert!(after_enter.is_none_or(|said| line.contains(said)), "{line}");
        play.press("esc");
        assert!(!refused || play.state.filter.is_empty(), "{:?}", play.state.filter);
    };
    check("sea", None, None);
    check("\"search and", None, Some("column 1"));
    check("(sea or", None, Some("column 8"));
    check("cluster:9", None, Some("column 9"));
    check("cluster:9 sea", Some("1 to 6"), Some("1 to 6"));
    check("colour:red", None, Some("there is no field"));
    check("colour:red sea", Some("there is no field ‘colour’"), Some("there is no field"));
}

#[test]
fn what_is_sought_is_marked_in_list_and_details() {
    let mut play = Play::new((100, 24), 10);
    play.press("/ c o a s t a l enter");
    assert_eq!(play.rows(), [4]);
    let (frame, sought) = (play.frame(), play.state.theme.style(crate::tui::theme::Role::Sought));
    let marked = |y: u16| -> String {
        let cells = (0..100).map(|x| &frame[(x, y)]).filter(|cell| Some(cell.fg) == sought.fg);
        cells.map(|cell| cell.symbol()).collect()
    };
    let found = (0..24).filter(|y| marked(*y).contains("coastal")).count();
    assert!(found >= 2, "in the list and in the details: {}", play.text());
}

#[test]
fn what_was_searched_for_is_there_the_next_time() {
    let report =
        "Report of the Ferry Dialogue (fictional)\n\nRecommendations\n\n- Open a help desk at the pier.\n";
    let mut play = Play::on_report((80, 24), report);
    play.press("/ p i e r enter / d e s k enter / p i e r enter / z z esc");
    let (folder, desk) = play.real.take().unwrap();
    drop(desk);
    let mut again = Play::on_store(folder, (80, 24));
    let line = |play: &Play| match &play.state.layer {
        Some(crate::tui::layers::Layer::Search(search)) => search.line.text().to_string(),
        _ => panic!("no search:\n{}", play.text()),
    };
    again.press("/ up");
    assert_eq!((line(&again), again.rows().len()), ("pier".to_string(), 1));
    again.press("up");
    assert_eq!(line(&again), "desk");
    again.press("up up down down");
    assert_eq!(line(&again), "", "what was written before the first comes back");
    let (folder, _) = again.real.as_ref().unwrap();
    let other = crate::desk::Desk::open(&folder.path().join("s.db"), "bela").unwrap();
    assert_eq!(other.searches().unwrap(), [""; 0], "every reviewer has their own");
}
