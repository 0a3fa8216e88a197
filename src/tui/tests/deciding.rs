//! Decisions, undo, and what another program does meanwhile.

use super::Play;
use crate::desk::{Done, Edit, Tally};
use crate::model::{RowId, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use crate::tui::events::Message;
use crate::tui::requests::{Reply, Request, Step};
use crate::tui::state::{Aim, Sent, State, Tone};

#[test]
fn fast_keys_decide_different_rows_in_order() {
    let mut play = Play::new((80, 24), 10);
    play.press_fast("y d l");
    assert_eq!(play.state.status.words, "", "nothing is shown as done before it is");
    let step = |row, verdict| Request::Decide { rows: vec![RowId(row)], edits: vec![Edit::Verdict(verdict)] };
    assert_eq!(play.steps, [step(1, Verdict::Keep), step(2, Verdict::Drop), step(3, Verdict::Later)]);
    assert_eq!(play.row(), 4);
    play.answer();
    assert_eq!((play.row(), play.state.status.tone), (4, Tone::Saved));
}

#[test]
fn fast_keys_decide_different_rows_while_decided_ones_leave_the_list() {
    let mut play = Play::new((80, 24), 10);
    play.press("f u");
    play.press_fast("space space d");
    play.answer();
    assert_eq!(play.rows(), [4, 5, 6, 7, 8, 9, 10]);
    assert_eq!(play.row(), 4);
    let verdicts: Vec<Verdict> = (1..5).map(|row| play.desk.card(row).verdict).collect();
    assert_eq!(verdicts, [Verdict::Keep, Verdict::Keep, Verdict::Drop, Verdict::Unreviewed]);
}

#[test]
fn who_comes_back_goes_on_at_the_first_without_a_verdict() {
    let mut yesterday = Play::new((80, 24), 5);
    yesterday.press("y y j d");
    let Play { desk, state, .. } = yesterday;
    let fresh = State::new(state.size, state.theme, state.signs, "amina");
    let mut today = Play::with(fresh, desk);
    assert_eq!(today.row(), 3);
    today.press("y N y N");
    assert_eq!((today.row(), today.state.status.words.as_str()), (5, "everything here has a verdict"));
    today.press("k -");
    today.press("G N");
    assert_eq!(today.row(), 4, "after the last comes the first that is left");
}

#[test]
fn who_is_at_work_before_the_first_count_is_not_led_away() {
    let Play { desk, state, .. } = Play::new((80, 24), 5);
    let mut fresh = State::new(state.size, state.theme, state.signs, "amina");
    fresh.go_to = Some(Aim::at(RowId(1)));
    let mut play = Play::asking(fresh, desk);
    assert!(play.answer_one(), "a first page to look at");
    play.press_fast("y");
    play.answer();
    play.press("d");
    let verdict = |row| play.desk.card(row).verdict;
    assert_eq!((verdict(1), verdict(2), play.row()), (Verdict::Keep, Verdict::Drop, 3));
}

#[test]
fn what_follows_from_a_step_is_asked_for_with_it_and_comes_in_one_answer() {
    let mut play = Play::new((80, 24), 10);
    for keys in ["3", "5", "u", "u"] {
        play.press_fast(keys);
        let asked: Vec<&Request> = play.waiting.iter().collect();
        let [step, Request::Afterwards(view)] = asked.as_slice() else { panic!("{keys}: {asked:?}") };
        assert!(step.step().is_some() && view.generation == play.state.generation, "{keys}: {asked:?}");
        play.answer_together();
        let ahead = |request: &Request| matches!(request, Request::Ahead(_));
        assert!(play.waiting.iter().all(ahead), "{keys}: {:?}", play.waiting);
        play.answer();
    }
    assert_eq!((play.row(), play.desk.card(1).tags_in(CLUSTER)), (1, &[][..]));
}

#[test]
fn what_came_in_sight_while_a_step_went_to_disk_is_told_anew() {
    let mut play = Play::new((80, 24), 60);
    play.press_fast("3 pagedown");
    play.waiting.retain(|request| !matches!(request, Request::Ahead(_)));
    play.answer_together();
    let fresh = |play: &Play| play.state.in_sight().all(|row| play.state.cards.contains_key(&row));
    assert!(!fresh(&play), "what was in memory may be outdated");
    play.answer();
    assert!(fresh(&play));
}

#[test]
fn a_queue_is_emptied_to_its_end() {
    let mut play = Play::new((80, 24), 3);
    play.press("f u y y y");
    assert_eq!(play.rows(), [0i64; 0]);
    assert!(play.text().contains("Everything here has a verdict."));
    assert!(
        play.state.status.words.ends_with("everything here has a verdict"),
        "{}",
        play.state.status.words
    );
    play.press("y");
    assert_eq!(play.steps.len(), 3);
}

#[test]
fn what_is_left_for_later_is_not_told_as_decided() {
    let header = |play: &Play| play.text().lines().next().unwrap_or_default().trim_end().to_string();
    let mut play = Play::new((80, 24), 4);
    play.press("y d l");
    assert!(header(&play).contains("2 of 4 decided · 1 later · 2 today"), "{}", header(&play));
    play.press("l");
    let said = &play.state.status.words;
    assert!(said.ends_with("nothing here is unreviewed, 2 are left for later"), "{said}");
    play.press("N");
    assert_eq!(play.state.status.words, "nothing here is unreviewed, 2 are left for later: f l shows what");
    play.press("p");
    assert!(play.text().contains("▒") && play.text().contains("· 2 later"), "{}", play.text());
    play.press("esc f u");
    assert!(play.text().contains("2 are left for later: f l shows what."), "{}", play.text());
    play.press("f u f l d d");
    assert!(header(&play).contains("4 of 4 decided"), "{}", header(&play));
}

#[test]
fn a_tag_that_leaves_the_filter_does_not_take_the_row_from_under_the_cursor() {
    let mut play = Play::new((80, 24), 10);
    play.press("f 3 j 5");
    assert_eq!((play.row(), play.rows()), (2, vec![1, 2, 8, 9]));
    assert_eq!(play.state.found.counts.matching, 3);
    play.press("space");
    assert_eq!((play.row(), play.rows()), (8, vec![1, 8, 9]));
    let card = play.desk.card(2);
    assert_eq!(
        (card.tags_in(CLUSTER), card.tags_in(OBJECTIVE)),
        (&["5".to_string()][..], &["1".to_string()][..])
    );
}

#[test]
fn undo_goes_to_what_changed_and_says_it() {
    let mut play = Play::new((80, 24), 48);
    play.press("y G u");
    assert_eq!(play.row(), 1);
    assert!(play.state.status.words.starts_with("undone: keep"), "{}", play.state.status.words);
    play.press("u");
    assert_eq!(play.state.status.words, "nothing to undo");
    play.press("G ctrl-r");
    assert_eq!(play.row(), 1);
    assert!(play.state.status.words.starts_with("done again: keep"), "{}", play.state.status.words);
}

#[test]
fn an_undo_outside_the_filter_says_so_and_stays() {
    let mut play = Play::new((80, 24), 10);
    play.press("y f 5 u");
    assert_eq!((play.row(), play.desk.card(1).verdict), (7, Verdict::Unreviewed));
    let words = &play.state.status.words;
    assert!(words.starts_with("undone: keep") && words.ends_with("outside this filter"), "{words}");
}

#[test]
fn what_was_done_is_said_with_labels() {
    let mut play = Play::new((80, 24), 3);
    play.press("5");
    assert!(
        play.state.status.words.starts_with("saved: cluster 5 Drivers of migration · in the place of 3"),
        "{}",
        play.state.status.words
    );
}

#[test]
fn a_failed_decision_is_told_and_the_cursor_goes_back_to_it() {
    let mut play = Play::new((80, 24), 10);
    play.desk.failing = Some("the store is locked (close the other program)");
    play.press_fast("j y");
    assert_eq!(play.row(), 3);
    play.answer();
    assert_eq!(play.row(), 2);
    assert_eq!(play.state.status.tone, Tone::Failed);
    assert!(play.text().contains("✗ the store is locked (close the other program)"));
    assert_eq!(play.desk.card(2).verdict, Verdict::Unreviewed);
}

#[test]
fn the_program_ends_when_everything_is_on_disk() {
    let mut play = Play::new((80, 24), 10);
    play.press_fast("y y q");
    assert!(!play.state.over);
    play.answer();
    assert!(play.state.over);
}

#[test]
fn a_decision_that_fails_while_leaving_keeps_the_program_open() {
    let mut play = Play::new((80, 24), 10);
    play.desk.failing = Some("the disk is full");
    play.press_fast("y q");
    play.answer();
    assert!(!play.state.over && !play.state.leaving);
    assert_eq!(play.state.status.words, "the disk is full");
}

#[test]
fn nothing_is_decided_on_what_was_not_seen() {
    let mut play = Play::new((80, 24), 10);
    play.state.cards.clear();
    play.press_fast("y");
    assert_eq!(play.steps, []);
    assert_eq!(play.state.status.words, "not loaded yet: nothing was decided");
}

#[test]
fn what_another_program_changed_is_shown() {
    let mut play = Play::new((80, 24), 10);
    play.press("j");
    play.desk.change(2, |card| card.verdict = Verdict::Drop);
    play.state.changed = false;
    play.send(Message::Reply(Reply::ChangedElsewhere));
    assert!(!play.state.changed, "nothing to draw until the answers are there");
    play.answer();
    assert!(play.state.changed);
    assert_eq!((play.row(), play.state.card().map(|c| c.verdict)), (2, Some(Verdict::Drop)));
    assert_eq!(play.state.tally(), Tally { decided: 1, later: 0, of: 10 });
}

#[test]
fn what_one_key_would_take_is_always_in_sight() {
    for size in [(80, 24), (120, 40), (60, 12), (200, 60)] {
        let mut play = Play::new(size, 10);
        play.desk.change(1, |card| {
            card.text = "Ministers agreed to meet again. ".repeat(40);
            card.suggested.objectives[1].score = 0.76;
        });
        play.send(Message::Reply(Reply::ChangedElsewhere));
        play.answer();
        let standing: Vec<String> = play
            .state
            .card()
            .into_iter()
            .flat_map(|c| c.suggested.standing(OBJECTIVE))
            .map(String::from)
            .collect();
        let check = |play: &Play| {
            let text = play.text();
            let line = text
                .lines()
                .find(|line| line.contains("space takes  A+ 3"))
                .unwrap_or_else(|| panic!("{text}"));
            let after = line.split_once("obj ").unwrap_or_else(|| panic!("{line}")).1;
            assert!(standing.iter().all(|n| after.contains(n.as_str())), "{standing:?} in {line}");
        };
        check(&play);
        for _ in 0..60 {
            play.press("J");
            check(&play);
        }
    }
}

#[test]
fn suggestions_that_were_not_taken_do_not_look_like_tags() {
    let mut play = Play::new((80, 24), 1);
    assert!(play.text().contains("+3 Intern"));
    play.press("y");
    assert!(!play.text().contains("+3 Intern"), "{}", play.text());
    play.press("3");
    assert!(play.text().contains("  3 Intern"));
}

#[test]
fn the_saved_line_gives_up_the_quoted_words_before_a_tag() {
    for (width, words) in [
        (
            200,
            "saved: objective 3 Information provision, 8 Save lives · “Set up joint information desks at the three mai…”",
        ),
        (80, "saved: objective 3 Information provision, 8 Save lives · “Set up joint inf…”"),
        (60, "saved: objective 3 Information provision, 8 Save lives"),
        (44, "saved: objective 3 Informat…, 8 Save li…"),
        (30, "saved: objective 3 Inf…, 8"),
    ] {
        let mut play = Play::new((width, 24), 3);
        play.press("o 3 space 8 space");
        assert_eq!(play.state.status.words, words, "{width}");
    }
}

#[test]
fn a_document_taken_back_or_brought_back_is_named() {
    let mut play = Play::new((80, 24), 3);
    let documents = vec![crate::model::DocumentId::of(b"riverside")];
    let done = Done { words: "document brought back".into(), rows: Vec::new(), each: Vec::new(), documents };
    play.state.sent.push_back(Sent::of(Step::Undo));
    play.send(Message::Reply(Reply::Stepped(Step::Undo, Some(done), Vec::new())));
    assert_eq!(
        play.state.status.words,
        "undone: document brought back · “Report of the Riverside Dialogue (fiction…”"
    );
}

#[test]
fn a_screen_that_was_opened_again_shows_what_was_learned() {
    use crate::desk::{Desk, Edit};
    use crate::facets::Filter;
    use crate::model::{Details, TagEdit};
    let folder = tempfile::tempdir().unwrap();
    let line = |n: usize| format!("- Publish the timetable of ferry {n} in each harbour office.\n");
    let report = folder.path().join("report.txt");
    let lines: String = (0..12).map(line).collect();
    std::fs::write(&report, format!("Report\n\nRecommendations\n\n{lines}")).unwrap();
    let mut desk = Desk::open(&folder.path().join("s.db"), "amina").unwrap();
    desk.import(&report, &Details::default(), None).unwrap();
    let rows = desk.find(&Filter::default()).unwrap().rows;
    let tags =
        Edit::Tags { scheme: "objective".into(), edit: TagEdit::Replace, notations: vec!["22".into()] };
    desk.decide(&rows[..8], &[tags]).unwrap();
    let last = *rows.last().unwrap();
    let learned = desk.recommendations(&[last]).unwrap().remove(0).suggested;
    let plain = desk.recommendations_of("nobody", &[last]).unwrap().remove(0).suggested;
    assert_ne!(learned, plain);
    drop(desk);
    let play = Play::on_store(folder, (100, 30));
    assert_eq!(play.state.cards[&last].suggested, learned);
}
