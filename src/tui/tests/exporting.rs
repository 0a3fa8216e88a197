//! Exporting from the screen, into files that are looked at.

use super::Play;
use crate::tui::layers::Layer;
use crate::tui::state::Tone;

const REPORT: &str = "Report of the Ferry Dialogue\n\nRecommendations\n\n- Print the timetable in four languages.\n\
- Open a help desk in each harbour.\n- Count the passengers of every ferry.\n";

/// A screen over a report of which the first was kept, and the folder that files go to.
fn play() -> (Play, std::path::PathBuf) {
    let mut play = Play::on_report((100, 24), REPORT);
    play.press("y");
    let folder = play.real.as_ref().unwrap().0.path().to_path_buf();
    (play, folder)
}

/// Writes in the field under the caret in place of what is there.
fn write(play: &mut Play, text: &str) {
    play.press("ctrl-u");
    play.send(crate::tui::events::Message::Paste(text.to_string()));
}

fn export(play: &mut Play, format: &str, file: &std::path::Path) {
    play.press("X");
    write(play, format);
    play.press("tab");
    write(play, &file.display().to_string());
    play.press("enter");
}

#[test]
fn an_annex_holds_what_is_kept_and_says_what_is_open() {
    let (mut play, folder) = play();
    play.press("X");
    assert!(play.text().contains("annex: 1 kept; data and matrix: all 3 shown"), "{}", play.text());
    play.press("esc");
    let file = folder.join("annex.md");
    export(&mut play, "md", &file);
    assert_eq!(play.state.status.tone, Tone::Saved);
    let words = format!(
        "1 kept recommendation written to {}; 2 of 3 recommendations are not reviewed yet",
        file.display()
    );
    assert_eq!(play.state.status.words, words);
    let annex = std::fs::read_to_string(&file).unwrap();
    assert!(annex.contains("Print the timetable") && !annex.contains("help desk"), "{annex}");
}

#[test]
fn data_holds_what_the_filter_lets_through_and_the_name_ends_as_the_format_says() {
    let (mut play, folder) = play();
    play.press("f u");
    export(&mut play, "csv", &folder.join("mine.docx"));
    let data = std::fs::read_to_string(folder.join("mine.csv")).unwrap();
    assert_eq!(data.lines().count(), 3, "{data}");
    export(&mut play, "jsonl", &folder.join("mine.2026"));
    assert!(folder.join("mine.2026.jsonl").exists());
}

#[test]
fn a_file_is_written_over_only_when_asked_again() {
    let (mut play, folder) = play();
    let file = folder.join("out.md");
    std::fs::write(&file, "mine").unwrap();
    export(&mut play, "md", &file);
    assert!(matches!(play.state.layer, Some(Layer::Form(_))), "{}", play.state.status.words);
    assert!(
        play.state.status.words.ends_with("is there already: enter writes over it, another name leaves it")
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    // Another name that is there too is asked about, too.
    let other = folder.join("other.md");
    std::fs::write(&other, "mine").unwrap();
    play.press("down");
    write(&mut play, &other.display().to_string());
    play.press("enter");
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "mine");
    play.press("enter");
    assert!(std::fs::read_to_string(&other).unwrap().contains("Print the timetable"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn what_is_wrong_is_said_and_what_was_written_stays() {
    let (mut play, folder) = play();
    export(&mut play, "wmf", &folder.join("x"));
    assert!(play.state.status.words.starts_with("there is no format ‘wmf’ (one of: docx, xlsx, "));
    assert!(matches!(play.state.layer, Some(Layer::Form(_))));
    play.press("esc");
    export(&mut play, "md", &folder.join("nowhere/x.md"));
    assert_eq!(play.state.status.tone, Tone::Failed);
    assert!(play.state.status.words.contains("there is no such folder"), "{}", play.state.status.words);
    play.press("X");
    assert!(play.text().contains("x.md"), "{}", play.text());
}
