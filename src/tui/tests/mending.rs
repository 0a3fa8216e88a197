//! Mending and reading, on a desk with a store: what the keys change is what the journal says.

use super::Play;
use crate::model::{DocumentId, Kind, RowId, Verdict};
use crate::tui::events::Message;
use crate::tui::layers::{Layer, Written};
use crate::tui::reader::Reader;
use crate::tui::state::{Effect, Outside, Tone};
use crate::tui::testing::REPORT;

fn play() -> Play {
    Play::on_report((80, 24), REPORT)
}

fn texts(play: &Play) -> Vec<String> {
    play.state.found.rows.iter().map(|row| play.state.cards[row].text.clone()).collect()
}

fn reader(play: &Play) -> &Reader {
    play.state.reader().expect("the reader is open")
}

fn chosen(play: &Play) -> &str {
    let range = reader(play).chosen().expect("something is chosen");
    &reader(play).source.as_ref().expect("the source is there").text[range]
}

fn under_cursor(play: &Play) -> &str {
    play.state.card().map_or("", |card| &card.text)
}

/// Goes to the recommendation that begins with these words.
fn on(play: &mut Play, words: &str) {
    play.press("g g");
    while !under_cursor(play).starts_with(words) {
        let before = play.row();
        play.press("j");
        assert_ne!(play.row(), before, "{words} is not in the list");
    }
}

fn keys_for(text: &str) -> String {
    let key = |c: char| if c == ' ' { "space".to_string() } else { c.to_string() };
    text.chars().map(key).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_boundary_is_moved_from_the_list_and_back() {
    let mut play = play();
    on(&mut play, "Count the passengers");
    let row = play.row();
    play.press("e b");
    assert_eq!(chosen(&play), "Count the passengers of every ferry.");
    play.press("b b w w v w");
    assert_eq!(chosen(&play), "the passengers of every ferry.");
    play.press("enter");
    assert!(play.state.layer.is_none(), "back in the list");
    assert_eq!((play.row(), under_cursor(&play)), (row, "the passengers of every ferry."));
    assert_eq!(
        play.state.card().unwrap().original_text.as_deref(),
        Some("Count the passengers of every ferry.")
    );
    assert!(play.text().contains("mended [-Count-] the passengers"), "{}", play.text());
    play.press("u");
    assert_eq!(under_cursor(&play), "Count the passengers of every ferry.");
    play.press("U");
    assert_eq!(under_cursor(&play), "the passengers of every ferry.");
    play.press("e b esc");
    assert!(play.state.layer.is_none());
}

#[test]
fn a_missed_sentence_is_marked_and_unmarked() {
    let mut play = play();
    let before = texts(&play);
    play.press("r g g v { { { {");
    let mut steps = 0;
    while chosen(&play) != "Boats lay on the shore." {
        play.press(")");
        steps += 1;
        assert!(steps < 20, "{}", chosen(&play));
    }
    play.press("enter");
    assert_eq!(play.state.status.tone, Tone::Saved, "{}", play.state.status.words);
    let read = &play.state.cards[&reader(&play).row];
    assert_eq!((read.text.as_str(), read.kind), ("Boats lay on the shore.", Kind::Manual));
    play.press("d esc");
    assert!(texts(&play).contains(&"Boats lay on the shore.".to_string()));
    play.press("u u");
    assert_eq!(texts(&play), before);
}

#[test]
fn words_are_extended_and_marked() {
    let mut play = play();
    play.press("r / l a k e space f r o z e enter v");
    assert_eq!(play.state.status.words, "w, ) and } choose a word, sentence or item; v lets the end move");
    play.press("{ { { { { } }");
    while !chosen(&play).starts_with("The lake") {
        play.press("}");
    }
    play.press("w w v w w");
    assert_eq!(chosen(&play), "lake froze early", "a word, then its end moves");
    play.press("v b");
    assert_eq!(chosen(&play), "The lake froze early");
    play.press("v ) enter");
    assert_eq!(play.state.cards[&reader(&play).row].text, "The lake froze early that year.");
}

#[test]
fn a_split_is_offered_and_joined_again() {
    let mut play = play();
    on(&mut play, "Print the timetable");
    let before = texts(&play);
    play.press("e s");
    assert_eq!(chosen(&play), "read it out on the radio.", "what becomes the second part");
    play.press("enter");
    assert_eq!(under_cursor(&play), "Print the timetable in four languages");
    play.press("j");
    assert_eq!(under_cursor(&play), "read it out on the radio.");
    play.press("k e j");
    assert_eq!(texts(&play), before);
    play.press("u u");
    assert_eq!(texts(&play), before);
    on(&mut play, "Print the timetable");
    play.press("e s b b enter");
    assert_eq!(under_cursor(&play), "Print the timetable in four", "split elsewhere");
}

#[test]
fn words_are_edited_with_their_draft_kept_and_the_difference_shown() {
    let mut play = play();
    on(&mut play, "Open a help desk");
    play.press("e e backspace esc");
    assert!(play.state.status.words.contains("its draft is kept: e e here"), "{}", play.state.status.words);
    assert_eq!(under_cursor(&play), "Open a help desk in each harbour (Chad).");
    play.press("e e");
    assert!(matches!(&play.state.layer, Some(Layer::Note(n)) if n.area.lines()[0].ends_with("(Chad)")));
    play.press(&format!("ctrl-j {} enter", keys_for("by May")));
    assert_eq!(under_cursor(&play), "Open a help desk in each harbour (Chad) by May");
    assert!(play.state.drafts.all().is_empty());
    let shown = play.text();
    assert!(shown.contains("(Chad).") && shown.contains("by May"), "{shown}");
    play.press("u");
    assert_eq!(under_cursor(&play), "Open a help desk in each harbour (Chad).");
}

#[test]
fn words_come_back_from_outside() {
    let mut play = play();
    on(&mut play, "Open a help desk");
    let row = RowId(play.row());
    let outside = || Outside { row, what: Written::Text, text: String::new() };
    play.press("e x");
    assert!(
        matches!(&play.effects[..], [Effect::Edit(words)] if words.row == row && words.text.starts_with("Open"))
    );
    play.send(Message::Edited(outside(), Ok("Open two desks.\n".into())));
    play.answer();
    assert_eq!(under_cursor(&play), "Open two desks.");
    play.send(Message::Edited(outside(), Err("vi failed: nothing was changed".into())));
    play.send(Message::Edited(outside(), Ok(" \n".into())));
    play.answer();
    assert_eq!(under_cursor(&play), "Open two desks.");
    assert!(play.state.status.words.contains("nothing was changed"));
    play.press("e e alt-e");
    play.send(Message::Edited(outside(), Ok("Open three desks.".into())));
    play.answer();
    assert_eq!((under_cursor(&play), play.state.layer.is_none()), ("Open three desks.", true));
}

#[test]
fn names_response_and_document_are_corrected_in_forms() {
    let mut play = play();
    on(&mut play, "Open a help desk");
    assert_eq!(play.state.card().unwrap().proposers, ["Chad"]);
    play.press(&format!("e n {} down down {} enter", keys_for("; Peru"), keys_for("accepted")));
    assert!(play.state.status.words.contains("no response ‘accepted’"), "{}", play.state.status.words);
    play.press(&format!("ctrl-u {} enter", keys_for("noted")));
    let card = play.state.card().unwrap();
    assert_eq!(
        (card.proposers.join("+"), card.response.map(|r| r.word())),
        ("Chad+Peru".into(), Some("noted"))
    );
    play.press("u");
    assert_eq!(play.state.card().unwrap().proposers, ["Chad"]);
    let details = |play: &Play| play.state.card().unwrap().document.details.clone();
    let before = details(&play);
    play.press(&format!(
        "e d ctrl-u {} tab tab {} tab ctrl-u {} enter",
        keys_for("A title"),
        keys_for("Lakeside"),
        keys_for("2024-05")
    ));
    assert_eq!(details(&play).title.as_deref(), Some("A title"));
    assert_eq!(details(&play).place.as_deref(), Some("Lakeside"));
    assert_eq!(details(&play).date.map(|date| date.to_string()).as_deref(), Some("2024-05"));
    play.press("u");
    assert_eq!(details(&play), before);
    play.press("e d x esc");
    assert_eq!(details(&play), before);
}

#[test]
fn the_reader_shows_verdicts_jumps_and_decides() {
    let mut play = play();
    let all = texts(&play).len();
    play.press("g g r");
    assert!(play.text().contains(&format!("1/{all}")), "{}", play.text());
    play.press("y");
    assert_eq!(reader(&play).passages[0].verdict, Verdict::Keep);
    assert_eq!(reader(&play).row, RowId(2), "the next one of the document");
    play.press("d tab shift-tab u");
    assert_eq!(reader(&play).passages[1].verdict, Verdict::Unreviewed);
    assert_eq!(reader(&play).row, RowId(2));
    play.press("3 enter");
    assert_eq!((play.row(), play.state.layer.is_none()), (2, true), "the list follows the reader");
    assert_eq!(play.state.card().unwrap().tags_in("cluster"), ["3"]);
}

#[test]
fn verdicts_are_seen_in_the_margin_and_in_the_text() {
    use ratatui::style::{Modifier, Style};
    let mut play = play();
    play.press("y d j r");
    // Sign and style where these words stand: the margin says both without colour.
    let at = |play: &Play, words: &str| {
        let (frame, text) = (play.frame(), play.text());
        let y = text.lines().position(|line| line.contains(words)).expect("the words are in sight");
        let line = text.lines().nth(y).unwrap();
        let x = line[..line.find(words).unwrap()].chars().count();
        (frame[(6, y as u16)].symbol().to_string(), frame[(x as u16, y as u16)].style())
    };
    let role = |verdict| play.state.theme.verdict(verdict);
    let check = |words: &str, sign: &str, verdict: Verdict, underlined: bool| {
        let (found, style) = at(&play, words);
        assert_eq!((found.as_str(), style.fg), (sign, Style::reset().patch(role(verdict)).fg), "{words}");
        assert_eq!(style.add_modifier.contains(Modifier::UNDERLINED), underlined, "{words}");
    };
    check("Participants", "✓", Verdict::Keep, true);
    check("Open a help desk", "✗", Verdict::Drop, false);
    check("Count the passengers", "·", Verdict::Unreviewed, false);
    assert!(!at(&play, "The lake froze").1.add_modifier.contains(Modifier::UNDERLINED));
}

#[test]
fn nothing_is_decided_unseen() {
    let long = REPORT
        .replace("Closing", &format!("Interlude\n\n{}Closing", "It rained on the lake.\n\n".repeat(40)));
    let mut play = Play::on_report((80, 24), &long);
    on(&mut play, "Open a help desk");
    play.press("r pagedown pagedown d");
    assert!(play.state.status.words.contains("again, to do it") && play.steps.is_empty());
    assert!(play.text().contains("Open a help desk"), "{}", play.text());
    play.press("d");
    assert_eq!(play.steps.len(), 1);
    play.press("pagedown pagedown pagedown tab y");
    assert_eq!(play.steps.len(), 2, "tab goes to what is in sight or next");
}

#[test]
fn layers_opened_from_the_reader_lead_back_to_it() {
    for keys in ["o", "e e", "e n", "e d"] {
        let mut play = play();
        play.press("r").press(keys);
        assert!(!matches!(play.state.layer, Some(Layer::Reader(_))), "{keys}");
        assert!(
            play.text().contains("The lake froze") || play.text().contains("Report of"),
            "{}",
            play.text()
        );
        play.press("esc");
        assert!(matches!(play.state.layer, Some(Layer::Reader(_))), "{keys}");
        play.press("esc");
        assert!(play.state.layer.is_none());
    }
}

#[test]
fn headings_and_words_are_found() {
    let mut play = play();
    play.press(&format!("r t {} enter", keys_for("closing")));
    assert!(play.text().contains("The Chair thanked"), "{}", play.text());
    let find = |play: &mut Play, words: &str| {
        play.press("/").press(&keys_for(words)).press("enter");
        play.state.status.words.clone()
    };
    assert_eq!(find(&mut play, "HARBOUR"), "‘harbour’ 1 of 3");
    play.press("n n n n");
    assert_eq!(play.state.status.words, "‘harbour’ 2 of 3");
    play.press("N N");
    assert_eq!(play.state.status.words, "‘harbour’ 3 of 3");
    assert_eq!(find(&mut play, "whale"), "‘whale’ does not stand in this document");
    play.press("t esc / esc");
    assert!(matches!(play.state.layer, Some(Layer::Reader(_))));
}

#[test]
fn what_cannot_be_mended_is_said_and_changes_nothing() {
    let mut play = play();
    let before = texts(&play);
    play.press("G e j");
    assert!(
        play.state.status.words.contains("last recommendation of the document"),
        "{}",
        play.state.status.words
    );
    assert_eq!((play.state.status.tone, texts(&play)), (Tone::Failed, before));
    play.press("u");
    assert_eq!(play.state.status.words, "nothing to undo");
}

#[test]
fn another_programs_mend_is_shown() {
    let mut play = play();
    on(&mut play, "Count the passengers");
    let (folder, _) = play.real.as_ref().unwrap();
    let mut other = crate::desk::Desk::open(&folder.path().join("s.db"), "bela").unwrap();
    other.split(RowId(play.row()), None).unwrap_err();
    other.mend(RowId(play.row()), &[crate::desk::Mend::Text("Count everybody.".into())]).unwrap();
    play.send(Message::Reply(crate::tui::requests::Reply::ChangedElsewhere));
    play.answer();
    assert_eq!(under_cursor(&play), "Count everybody.");
    assert_ne!(play.state.card().unwrap().document.id, DocumentId::of(b""));
}
