//! What is kept without a cluster: taken from the objectives where they tell it, and said before and after where they do not.

use super::Play;
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use crate::tui::events::Message;
use crate::tui::requests::Reply;

/// A screen whose first recommendation has these clusters suggested, none of them surely, and objective 3, which the first
/// cluster proposed for is 3.
fn play(size: (u16, u16), clusters: &[&str]) -> Play {
    let mut play = Play::new(size, 10);
    play.desk.change(1, |card| {
        card.suggested.clusters.retain(|_| !clusters.is_empty());
        card.suggested.clusters.truncate(clusters.len());
        for (suggestion, notation) in card.suggested.clusters.iter_mut().zip(clusters) {
            (suggestion.notation, suggestion.score) = ((*notation).into(), 0.4);
        }
    });
    play.send(Message::Reply(Reply::ChangedElsewhere));
    play.answer();
    play
}

fn line(play: &Play, having: &str) -> String {
    let text = play.text();
    let found =
        text.lines().find(|line| line.contains(having)).unwrap_or_else(|| panic!("{having}:\n{text}"));
    found.to_string()
}

#[test]
fn the_cluster_that_the_objective_tells_is_shown_and_taken() {
    for (clusters, letter) in [(&["3", "1"][..], "A+ 3 "), (&[], " + 3 ")] {
        let mut play = play((120, 40), clusters);
        assert!(line(&play, "space takes").contains(letter), "{}", play.text());
        assert!(line(&play, "Cluster  as proposed for the objective").contains("objective"));
        assert!(line(&play, "▌    +3 ").contains("+obj 3 "), "{}", play.text());
        play.press("space");
        let card = play.desk.card(1);
        assert_eq!((card.tags_in(CLUSTER), card.tags_in(OBJECTIVE)), (&["3".into()][..], &["3".into()][..]));
        assert!(!play.state.status.words.contains("no cluster"), "{}", play.state.status.words);
    }
}

#[test]
fn where_no_cluster_is_clear_it_is_asked_for_and_said() {
    for size in [(80, 24), (120, 40), (40, 12)] {
        let mut play = play(size, &["6"]);
        assert!(line(&play, "space takes").contains("no cluster: 1-6"), "{}", play.text());
        play.press("space");
        assert_eq!(play.desk.card(1).tags_in(CLUSTER), [""; 0]);
        assert!(play.state.status.words.starts_with("saved: "), "{}", play.state.status.words);
        assert!(play.state.status.words.contains("no cluster"), "{}", play.state.status.words);
        if size.0 >= 80 {
            assert!(line(&play, "no cluster").contains("no cluster"));
        }
        play.press("k 6");
        assert!(!play.text().contains("no cluster"), "{}", play.text());
    }
}

#[test]
fn an_objective_that_is_picked_tells_its_cluster() {
    let mut play = play((120, 40), &["4", "1"]);
    play.press("o 2 0 enter");
    assert!(line(&play, "space takes").contains("A+ 4 "), "{}", play.text());
    play.press("A");
    assert!(line(&play, "space takes").contains("no cluster: 1-6"), "{}", play.text());
    play.press("A space");
    let card = play.desk.card(1);
    assert_eq!((card.tags_in(CLUSTER), card.tags_in(OBJECTIVE)), (&["4".into()][..], &["20".into()][..]));
}

#[test]
fn of_many_it_is_said_how_many_have_none() {
    let mut play = play((120, 40), &["6"]);
    play.press("m m m space");
    let said = &play.state.status.words;
    assert!(said.starts_with("saved: keep") && said.ends_with("· 1 without a cluster"), "{said}");
}
