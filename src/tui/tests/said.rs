//! What the status line says, and where the cursor is after it.

use super::Play;
use crate::tui::state::State;
use crate::tui::testing::FakeDesk;

const REPORT: &str = "Report of the Pier Dialogue (fictional)\n\nRecommendations\n\n- Open a help desk at the pier.\n\
    - Print the timetable in four languages; and read it out on the radio.\n- Count the passengers of every ferry.\n\n\
    Closing\n\nThe Chair thanked the cooks. Nobody left before the last boat. Boats sailed at six.\n";

fn said(keys: &str) -> (String, String) {
    let mut play = Play::on_report((120, 40), REPORT);
    play.press(keys);
    let under_cursor = play.state.subject().map_or(String::new(), |card| card.text.clone());
    (play.state.status.words.clone(), under_cursor)
}

#[test]
fn steps_are_called_what_they_are() {
    let check = |keys: &str, words: &str, under_cursor: &str| {
        let (told, at) = said(keys);
        assert!(told.starts_with(words) && !told.contains("outside"), "{keys}: {told}");
        assert!(at.starts_with(under_cursor), "{keys}: {at}");
    };
    check(
        "j e s enter",
        "saved: split in two · “Print the timetable",
        "Print the timetable in four languages",
    );
    check("j e s enter u", "undone: split in two · “Print", "Print the timetable in four languages; and");
    check("j e j", "saved: joined with the next · “Print", "Print the timetable");
    check("j e j u", "undone: joined with the next", "Print the timetable in four languages; and");
    check("r / n o b o d y enter v v enter u", "undone: mark", "");
    check("y", "saved: keep, without tags · “Open", "Print");
    check("3 y", "saved: keep · “Open", "Print");
    check("m m m 3 y", "saved: keep · 3 recommendations", "");
}

#[test]
fn many_that_got_different_tags_are_not_told_as_one() {
    let check =
        |keys: &str, words: &str| assert!(said(keys).0.starts_with(words), "{keys}: {}", said(keys).0);
    check("ctrl-a space", "saved: keep, each with its own tags · 3 recommendations");
    check("3 ctrl-a 5", "saved: cluster 5 Drivers of migration · 3 recommendations");
    check("ctrl-a 5", "saved: cluster 5 Drivers of migration · 3 recommendations");
    check("ctrl-a space u", "undone: keep, each with its own tags · 3 recommendations");
}

#[test]
fn the_cursor_comes_back_from_a_search_without_an_answer() {
    let mut play = Play::new((80, 24), 20);
    play.press("j j j j j / z z z enter c");
    assert_eq!((play.rows().len(), play.row()), (20, 6));
}

#[test]
fn choosing_begins_at_what_was_found() {
    let mut play = Play::on_report((80, 24), REPORT);
    play.press("r / n o b o d y enter v");
    let reader = play.state.reader().unwrap();
    let chosen = reader.chosen().map(|range| reader.source.as_ref().unwrap().text[range].to_string());
    assert_eq!(chosen.as_deref(), Some("Nobody left before the last boat."));
}

#[test]
fn what_is_said_takes_the_rows_it_needs() {
    let words = "the store cannot be written: /home/amina/a rather long folder/recommendations.db is on a disk that is full \
        (make room, then press the same key again; nothing that was shown as saved is lost)";
    for (size, last) in [((80, 24), "is lost)"), ((120, 40), "is lost)"), ((40, 24), "…"), ((40, 12), "…")]
    {
        let mut play = Play::new(size, 48);
        play.desk.failing = Some(words);
        play.press("G");
        play.press("y");
        let text = play.text();
        let shown: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let said = shown[shown.len() - 2];
        assert!(said.trim_end().ends_with(last), "{size:?}: {said}\n{text}");
        assert!(text.contains("the store cannot be written"), "{text}");
        // The row under the cursor gives way to nothing.
        assert!(text.lines().any(|line| line.contains("▌")), "{text}");
        play.press("k");
        play.press("y");
        assert_eq!(play.state.areas().status.height, 1, "{}", play.state.status.words);
    }
}

#[test]
fn the_overview_says_what_means_nothing_there() {
    let mut play = Play::new((80, 24), 10);
    play.press("v z");
    assert!(play.text().contains("z means nothing here"), "{}", play.text());
    play.press("j");
    assert!(!play.text().contains("means nothing"), "{}", play.text());
}

#[test]
fn the_picker_says_what_enter_does() {
    let mut play = Play::new((120, 40), 10);
    play.press("o");
    assert!(play.text().contains("enter take this one"), "{}", play.text());
    play.press("tab");
    assert!(play.text().contains("enter done"), "{}", play.text());
}

#[test]
fn going_back_tells_what_came_or_went_and_not_all_that_is_there() {
    let check = |keys: &str, words: &str| {
        let mut play = Play::on_report((120, 40), REPORT);
        play.press(keys);
        let told = &play.state.status.words;
        assert!(told.starts_with(words), "{keys}: {told}");
    };
    check("o 6 space 1 8 space esc u", "undone: objective 18 Skills development");
    check("o 6 space 1 8 space esc u U", "done again: objective 18 Skills development");
    check("o 6 space 1 8 space 6 space esc u", "put on again: objective 6 Recruitment and decent work");
    check("o 6 space 1 8 space 6 space esc u U", "taken off again: objective 6 Recruitment");
    check("5 u", "undone: cluster 5 Drivers of migration");
    check("n x enter u", "undone: note");
    check("space u", "undone: keep");
}

#[test]
fn what_is_chosen_in_the_place_of_a_suggestion_is_said() {
    let mut play = Play::new((120, 40), 10);
    play.press("o 8 enter");
    let told = &play.state.status.words;
    assert!(
        told.starts_with("saved: objective 8") && told.ends_with("in the place of obj 3 (B adds it)"),
        "{told}"
    );
    play.press("B");
    assert_eq!(play.desk.card(1).tags_in("objective"), ["8", "3"]);
    play.press("5");
    assert!(
        play.state.status.words.ends_with("in the place of 3 (A adds it)"),
        "{}",
        play.state.status.words
    );
    play.press("2");
    assert!(!play.state.status.words.contains("in the place of"), "{}", play.state.status.words);
}

#[test]
fn what_is_joined_with_words_between_says_so() {
    let report = "Report of the Pier Dialogue (fictional)\n\nRecommendations\n\n- Open a help desk at the pier.\n\n\
        Seven ferries were late in May.\n\nThe Chair thanked the cooks.\n\n- Count the passengers of every ferry.\n\
        - Print the timetable in four languages.\n";
    for (keys, between) in [("e j", true), ("j e j", false)] {
        let mut play = Play::on_report((120, 40), report);
        play.press(keys);
        let told = &play.state.status.words;
        assert!(told.starts_with("saved: joined with the next"), "{told}");
        assert_eq!(told.contains("words between"), between, "{told}");
    }
}

#[test]
fn both_of_two_words_in_few_are_offered_as_either() {
    let check = |keys: &str, words: &str| {
        let mut play = Play::new((80, 24), 20);
        play.press(keys);
        assert_eq!(play.state.status.words, words, "{keys}");
    };
    check("/ s e a space a n d space r e s c u e enter", "3 with both; “sea or rescue” finds either");
    check("/ s e a space o r space r e s c u e enter", "");
    check("/ s e a enter", "");
}

#[test]
fn who_has_another_name_today_is_told_of_the_work_of_yesterday() {
    let mut desk = FakeDesk::new(5);
    desk.others = vec![("reviewer".into(), 27), ("berta".into(), 1200)];
    let Play { state, .. } = Play::new((120, 40), 0);
    let play = Play::with(State::new(state.size, state.theme, state.signs, "amina"), desk);
    assert_eq!(play.state.status.words, "amina decided nothing yet; decided 27 by reviewer, 1,200 by berta");
}

#[test]
fn who_is_led_to_what_is_left_is_told_so() {
    let mut yesterday = Play::new((80, 24), 5);
    yesterday.press("y y");
    let Play { desk, state, .. } = yesterday;
    let today = Play::with(State::new(state.size, state.theme, state.signs, "amina"), desk);
    assert_eq!(today.row(), 3);
    assert_eq!(today.state.status.words, "this is the first that is unreviewed; N goes to the next");
}
