//! The same thing said twice: seen, gone to, decided together.

use super::Play;
use crate::model::Verdict;
use crate::tui::requests::Request;

#[test]
fn what_says_the_same_is_marked_and_told() {
    let mut play = Play::where_alike((120, 40), &[1, 4, 8]);
    let text = play.text();
    assert_eq!(text.matches("·≈").count(), 3, "{text}");
    assert!(text.contains("Said 3 times  ~ next"), "{text}");
    assert!(text.contains("· p2 this document  92%  three → several"), "{text}");
    assert!(!text.contains("the same for all"), "there is nothing to give yet: {text}");
    play.press("y k");
    assert!(play.text().contains("~ next, = the same for all"), "{}", play.text());
    play.press("j");
    assert!(!play.text().contains("Said 3"), "{}", play.text());
}

#[test]
fn the_key_goes_round_among_them() {
    let mut play = Play::where_alike((80, 24), &[1, 4, 8]);
    let rows: Vec<i64> = (0..4).map(|_| play.press("~").row()).collect();
    assert_eq!(rows, [4, 8, 1, 4]);
    play.press("f =");
    assert_eq!(play.rows(), [1, 4, 8]);
    assert!(play.text().lines().next().unwrap().contains("alike "), "{}", play.text());
    play.press("f =");
    assert_eq!(play.rows().len(), 10);
    play.press("g g y f y ~");
    assert_eq!(play.row(), 1);
    assert!(play.state.status.words.contains("outside this filter"), "{:?}", play.state.status);
}

#[test]
fn many_are_told_of_by_number_and_gone_round_all_the_same() {
    let all: Vec<i64> = (1..=30).collect();
    let mut play = Play::where_alike((120, 60), &all);
    let text = play.text();
    assert!(text.contains("Said 30 times") && text.contains("and 17 more"), "{text}");
    let rows: Vec<i64> = (0..30).map(|_| play.press("~").row()).collect();
    assert_eq!(rows, (2..=30).chain([1]).collect::<Vec<i64>>());
}

#[test]
fn one_key_decides_them_together_and_says_how_many() {
    let mut play = Play::where_alike((80, 24), &[1, 4, 8]);
    play.press("3 y k =");
    for row in [4, 8] {
        assert_eq!(play.desk.card(row).verdict, Verdict::Keep);
        assert_eq!(play.desk.card(row).tags_in("cluster"), ["3"]);
    }
    assert!(play.state.status.words.contains("2 recommendations"), "{:?}", play.state.status);
    assert_eq!(play.row(), 1, "the cursor stays");
}

#[test]
fn where_there_is_nothing_to_do_it_is_said() {
    let check = |keys: &str, words: &str| {
        let mut play = Play::where_alike((80, 24), &[1, 8]);
        play.desk.change(2, |card| card.alike = None);
        play.state.cards.insert(crate::model::RowId(2), play.desk.card(2).clone());
        play.press(keys);
        assert!(play.state.status.words.contains(words), "{keys}: {:?}", play.state.status);
        assert!(!play.steps.iter().any(|step| matches!(step, Request::Spread(_))), "{keys}");
    };
    check("=", "decide on this one first");
    check("j =", "not compared with the others yet");
    check("j j =", "nothing else says the same");
    check("j j ~", "nothing else says the same");
    check("j j f =", "nothing else says the same");
}
