//! Letters for suggestions, marks, repeating, orders, and leaving with something unsaved.

use super::Play;
use crate::desk::Found;
use crate::model::{RowId, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use crate::tui::events::Message;
use crate::tui::requests::{Reply, Request};
use crate::tui::state::Tone;

/// The cluster and the objectives of the first recommendation after keys.
fn tags(keys: &str) -> (String, String, Verdict) {
    let mut play = Play::new((80, 24), 10);
    play.press(keys);
    let card = play.desk.card(1);
    (card.tags_in(CLUSTER).join(","), card.tags_in(OBJECTIVE).join(","), card.verdict)
}

#[test]
fn letters_change_what_is_taken_before_keeping_and_what_is_tagged_after() {
    let check = |keys: &str, cluster: &str, objectives: &str, verdict| {
        assert_eq!(tags(keys), (cluster.to_string(), objectives.to_string(), verdict), "{keys}");
    };
    check("space", "3", "3", Verdict::Keep);
    check("A space", "", "3", Verdict::Keep);
    check("B space", "3", "", Verdict::Keep);
    check("B B space", "3", "3", Verdict::Keep);
    check("C space", "3", "3,23", Verdict::Keep);
    check("C B space", "3", "23", Verdict::Keep);
    check("B C space", "3", "23", Verdict::Keep);
    check("C B C space", "3", "", Verdict::Keep);
    check("A y", "", "", Verdict::Keep);
    check("y k A", "3", "", Verdict::Keep);
    check("space k C", "3", "3,23", Verdict::Keep);
    check("space k B A", "", "", Verdict::Keep);
    check("C u space", "3", "3", Verdict::Keep);
}

#[test]
fn letters_pressed_faster_than_the_disk_do_the_same() {
    for (keys, objectives) in [("C B space", &["23"][..]), ("C space", &["3", "23"]), ("B space", &[])] {
        let mut play = Play::new((80, 24), 10);
        play.press_fast(keys);
        play.answer();
        assert_eq!(play.desk.card(1).tags_in(OBJECTIVE), objectives, "{keys}");
        assert_eq!((play.desk.card(1).verdict, play.row()), (Verdict::Keep, 2), "{keys}");
    }
}

#[test]
fn a_letter_means_the_same_while_the_cursor_stays() {
    let mut play = Play::new((80, 24), 10);
    play.press("C");
    play.desk.change(1, |card| card.suggested.objectives.reverse());
    play.send(Message::Reply(Reply::ChangedElsewhere));
    play.answer();
    play.press("C");
    assert_eq!(play.desk.card(1).tags_in(OBJECTIVE), ["3"]);
}

#[test]
fn what_is_marked_is_decided_together_and_undone_together() {
    let mut play = Play::new((80, 24), 10);
    play.press("m j m");
    assert_eq!(
        play.state.status.words,
        "2 marked, decided together: M to here, S section, ctrl-a all, esc none"
    );
    assert!(play.text().lines().next().is_some_and(|l| l.contains("● 2 marked")), "{}", play.text());
    play.press("5");
    assert!(play.state.status.words.ends_with("2 recommendations"), "{}", play.state.status.words);
    assert_eq!(play.state.marks.len(), 2, "tags leave the marks for the verdict");
    play.press("o 8 enter y");
    assert_eq!((play.state.marks.len(), play.steps.len(), play.row()), (0, 3, 4));
    for row in [1, 3] {
        let card = play.desk.card(row);
        assert_eq!(
            (card.verdict, card.tags_in(CLUSTER), card.tags_in(OBJECTIVE)),
            (Verdict::Keep, &["5".to_string()][..], &["8".to_string()][..])
        );
    }
    play.press("u u u");
    assert!([1, 3].iter().all(|row| play.desk.card(*row).verdict == Verdict::Unreviewed));
    assert_eq!(play.desk.card(3).tags_in(CLUSTER), [""; 0]);
}

#[test]
fn ranges_notes_and_suggestions_go_to_all_that_are_marked() {
    let mut play = Play::new((80, 24), 10);
    play.press("m j j M n a s k enter space");
    let rows = |play: &Play, is: fn(&crate::model::Recommendation) -> bool| {
        (1..=10).filter(|row| is(play.desk.card(*row))).collect::<Vec<i64>>()
    };
    assert_eq!(rows(&play, |c| c.note.as_deref() == Some("ask")), [1, 2, 3, 4]);
    assert_eq!(rows(&play, |c| c.verdict == Verdict::Keep && c.tags_in(CLUSTER).len() == 1), [1, 2, 3, 4]);
    play.press("ctrl-a ctrl-a");
    assert!(play.state.marks.is_empty());
    play.press("ctrl-a esc d");
    assert_eq!(rows(&play, |c| c.verdict == Verdict::Drop).len(), 1);
}

#[test]
fn the_cursor_stays_where_many_change() {
    let mut play = Play::new((80, 24), 10);
    play.press("ctrl-a d j j u");
    assert!((1..=10).all(|row| play.desk.card(row).verdict == Verdict::Unreviewed));
    assert_eq!(play.row(), 3);
}

#[test]
fn only_what_is_shown_stays_marked() {
    let mut play = Play::new((80, 24), 10);
    play.press("ctrl-a f 3");
    assert_eq!(play.state.marks.len(), 4);
    play.press("/ z z");
    assert_eq!(play.state.marks.len(), 4, "a search may be given up again");
    play.press("esc y");
    assert_eq!(
        (1..=10).filter(|row| play.desk.card(*row).verdict == Verdict::Keep).collect::<Vec<_>>(),
        [1, 2, 8, 9]
    );
    play.press("c ctrl-a / s e a r c h enter");
    assert_eq!(play.state.marks.len(), 1);
}

#[test]
fn a_failure_leaves_everything_marked() {
    let mut play = Play::new((80, 24), 10);
    play.press("ctrl-a");
    play.desk.failing = Some("the disk is full");
    play.press("d");
    assert_eq!((play.state.marks.len(), play.state.status.tone), (10, Tone::Failed));
    play.press("d");
    assert!((1..=10).all(|row| play.desk.card(row).verdict == Verdict::Drop));
}

#[test]
fn a_hundred_thousand_are_one_request_and_one_step() {
    let mut play = Play::new((80, 24), 10);
    let rows = (1..=100_000).map(RowId).collect::<Vec<_>>();
    let found = Found { rows: rows.into(), ..Found::default() };
    play.send(Message::Reply(Reply::Found(play.state.generation, found)));
    play.press_fast("ctrl-a d");
    assert_eq!(play.state.status.words, "deciding on 100,000 recommendations…");
    let decided = play.steps.iter().map(|step| match step {
        Request::Decide { rows, .. } => rows.len(),
        _ => 0,
    });
    assert_eq!(decided.collect::<Vec<_>>(), [100_000]);
}

#[test]
fn the_same_again_goes_on_down_the_list() {
    let mut play = Play::new((80, 24), 10);
    play.press(".");
    assert_eq!(play.state.status.words, "nothing was decided yet that could be repeated");
    play.press("C space . .");
    for row in 1..=3 {
        assert_eq!(
            (play.desk.card(row).verdict, play.desk.card(row).tags_in(OBJECTIVE).len()),
            (Verdict::Keep, 2)
        );
    }
    assert_eq!(play.row(), 4);
    play.press("5 .");
    assert_eq!(play.state.status.words, "this is the one that would be repeated: move on first");
    play.press("j . u");
    assert_eq!((play.row(), play.desk.card(5).tags_in(CLUSTER).len()), (5, 0));
    let mut fast = Play::new((80, 24), 10);
    fast.press_fast("5 y . .");
    fast.answer();
    assert_eq!(fast.desk.card(3).tags_in(CLUSTER), ["5"]);
}

#[test]
fn an_order_stays_as_it_is_while_things_are_decided() {
    let mut play = Play::new((80, 24), 10);
    for row in 1..=10 {
        play.desk.change(row, |card| card.suggested.clusters[0].score = (row % 5) as f32 / 10.0 + 0.05);
    }
    play.press("s c");
    assert_eq!(play.rows(), [4, 9, 3, 8, 2, 7, 1, 6, 5, 10]);
    play.press("g g y y");
    assert_eq!((play.rows()[..3].to_vec(), play.row()), (vec![4, 9, 3], 3));
    play.press("s c");
    assert_eq!((play.rows()[0], play.row()), (5, 3), "the cursor stays on its recommendation");
    let told = &play.state.status.words;
    assert!(told.starts_with("least certain first, by") && told.ends_with("; g g: the first"), "{told}");
    assert!(play.text().contains("%"), "how certain stands in the list: {}", play.text());
    play.press("s d");
    assert!(!play.text().contains("certain first"), "{}", play.text());
}

#[test]
fn leaving_with_an_unsaved_note_asks_once() {
    let mut play = Play::new((80, 24), 10);
    play.press("j n a s k esc k q");
    assert!(!play.state.over);
    let said = "a note is not saved: n goes on with it here, on “Share anonymised figures on arrivals ev…”";
    assert!(play.state.status.words.starts_with(said), "{}", play.state.status.words);
    assert_eq!(play.row(), 2);
    play.press("j q");
    assert!(!play.state.over, "only the next key counts");
    play.press("q");
    assert!(play.state.over);
    let mut saved = Play::new((80, 24), 10);
    saved.press("n a s k esc q n enter q");
    assert!(saved.state.over);
    assert_eq!(saved.desk.card(1).note.as_deref(), Some("ask"));
}

#[test]
fn details_say_that_there_is_more() {
    let mut play = Play::new((80, 24), 10);
    let title = |play: &Play| {
        play.text().lines().find(|l| l.contains("Details")).map(String::from).unwrap_or_default()
    };
    assert!(title(&play).contains("more"), "{}", play.text());
    play.press("tab G");
    assert!(title(&play).contains("↑") && !title(&play).contains("more"), "{}", title(&play));
    assert_eq!(play.state.row(), Some(RowId(1)));
}

#[test]
fn what_spoke_for_a_suggestion_is_underlined() {
    use ratatui::style::Modifier;
    let underlined = |play: &Play| {
        let frame = play.frame();
        let cells = frame.content().iter().filter(|c| c.modifier.contains(Modifier::UNDERLINED));
        cells.map(|c| c.symbol()).collect::<String>()
    };
    let mut play = Play::new((80, 24), 3);
    play.desk.change(1, |card| {
        card.suggested.clusters[0].evidence = vec!["crossing points".into()];
        card.suggested.objectives[0].evidence = vec!["information  desks".into()];
        card.suggested.objectives[1].evidence = vec!["main".into()];
    });
    play.send(Message::Reply(Reply::ChangedElsewhere));
    play.answer();
    assert_eq!(underlined(&play), "information deskscrossing points");
    play.press("C");
    assert_eq!(underlined(&play), "main");
    play.press("j");
    assert_eq!(underlined(&play), "anonymisedfigures");
}

#[test]
fn a_section_is_marked_as_far_as_it_is_shown() {
    let mut play = Play::new((80, 24), 10);
    play.press("j j j j S");
    let marked =
        |play: &Play| play.state.marks.of(&play.state.found.rows).iter().map(|r| r.0).collect::<Vec<_>>();
    assert_eq!(marked(&play), [4, 5, 6]);
    assert_eq!(
        play.state.status.words,
        "3 marked, decided together: M to here, S section, ctrl-a all, esc none"
    );
    play.press("m S");
    assert_eq!(marked(&play), [4, 5, 6], "what was missing is marked first");
    play.press("S");
    assert_eq!((marked(&play), play.state.status.words.as_str()), (vec![], "nothing is marked any more"));
    play.press("f 3 g g S");
    assert_eq!(marked(&play), [1, 2], "never what is not shown");
}

#[test]
fn a_section_holds_the_headings_within_it() {
    let report = "# Report of the Quay Dialogue\n\n## Recommendations\n\n- Map the piers of every town.\n\n### To ports\n\n\
        - Open a help desk at the pier.\n- Count the passengers of every ferry.\n\n### To towns\n\n- Light the quays at night.\n";
    let check = |keys: &str, marked: usize| {
        let mut play = Play::on_report((80, 24), report);
        assert_eq!(play.rows().len(), 4, "{}", play.text());
        play.press(keys);
        assert_eq!(play.state.marks.len(), marked, "{keys}");
    };
    check("S", 4);
    check("j S", 2);
    check("G S", 1);
}

#[test]
fn keys_wait_for_the_answer_that_says_what_they_are_about() {
    let mut play = Play::new((80, 24), 10);
    play.press_fast("S d");
    assert_eq!(play.steps, [], "nothing is marked yet");
    play.answer();
    let dropped = |play: &Play| (1..=10).filter(|row| play.desk.card(*row).verdict == Verdict::Drop).count();
    assert!(dropped(&play) > 1, "{}", play.state.status.words);
    let mut play = Play::new((80, 24), 10);
    play.press("j y g g");
    play.press_fast("N d N d");
    play.answer();
    let verdicts: Vec<Verdict> = (1..=5).map(|row| play.desk.card(row).verdict).collect();
    use Verdict::{Drop, Keep, Unreviewed};
    assert_eq!(verdicts, [Unreviewed, Keep, Drop, Unreviewed, Drop]);
    play.send(Message::Reply(Reply::Failed { step: None, words: "the store is busy".into() }));
    play.press_fast("N");
    play.waiting.clear();
    play.send(Message::Reply(Reply::Failed { step: None, words: "the store is busy".into() }));
    play.press_fast("d");
    assert_eq!(play.steps.len(), 4, "a question that fails holds nothing up");
}
