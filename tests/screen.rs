//! The real program in a pseudo-terminal, waiting on what its screen shows.

#[path = "screen/mending.rs"]
mod mending;
#[path = "screen/room.rs"]
mod room;
#[path = "screen/terminal.rs"]
mod terminal;

#[path = "cli/desk.rs"]
#[allow(dead_code)]
mod desk;

use desk::Desk;
use terminal::Terminal;

/// Opens the screen on the desk's store.
fn open(desk: &Desk) -> Terminal {
    let terminal = Terminal::start(desk, &[], 120, 40);
    terminal.wait_for("Collect and share");
    terminal
}

fn verdicts(desk: &Desk) -> Vec<String> {
    let word = |r: &serde_json::Value| r["verdict"].as_str().unwrap().to_string();
    desk.json(&["list", "--format", "jsonl"]).iter().map(word).collect()
}

#[test]
fn a_sitting_is_there_the_next_day() {
    let desk = Desk::empty();
    desk.write("report.txt", desk::REPORT);
    let sitting = Terminal::start(&desk, &["review", "report.txt"], 120, 40);
    sitting.wait_for("1 new document with 4 recommendations");
    sitting.wait_for("Collect and share");
    sitting.press("y");
    sitting.wait_for("1 of 4 decided");
    sitting.press("d");
    sitting.wait_for("2 of 4 decided");
    sitting.press("4");
    sitting.wait_for("cluster 4");
    sitting.press("o20\r");
    sitting.wait_for("objective 20");
    sitting.press("u");
    sitting.wait_for("undone");
    sitting.press("/remit");
    sitting.wait_for("1/1");
    sitting.press("\rq");
    assert_eq!(sitting.wait_for_end(), 0);

    let next = open(&desk);
    next.wait_for("2 of 4 decided");
    next.press("q");
    assert_eq!(next.wait_for_end(), 0);
    assert_eq!(verdicts(&desk), ["keep", "drop", "unreviewed", "unreviewed"]);
    let third = &desk.json(&["list", "--format", "jsonl"])[2];
    assert_eq!((&third["clusters"], &third["objectives"]), (&serde_json::json!([4]), &serde_json::json!([])));
}

#[test]
fn a_store_that_is_moved_is_told_and_the_screen_goes_on_when_it_is_back() {
    let desk = Desk::with_report();
    let sitting = open(&desk);
    sitting.press("y");
    sitting.wait_for("1 of 4 decided");
    std::fs::rename(desk.path("store.db"), desk.path("away.db")).unwrap();
    sitting.press("d");
    sitting.wait_for("was moved or deleted while open");
    std::fs::rename(desk.path("away.db"), desk.path("store.db")).unwrap();
    sitting.press("d");
    sitting.wait_for("2 of 4 decided");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
    assert_eq!(verdicts(&desk), ["keep", "drop", "unreviewed", "unreviewed"]);
}

#[test]
fn what_is_shown_as_done_survives_a_kill() {
    let desk = Desk::with_report();
    let sitting = open(&desk);
    sitting.press("y");
    sitting.wait_for("1 of 4 decided");
    sitting.press("l");
    sitting.wait_for("1 of 4 decided · 1 later");
    sitting.kill();
    assert_eq!(verdicts(&desk), ["keep", "later", "unreviewed", "unreviewed"]);
    let next = open(&desk);
    next.wait_for("1 of 4 decided · 1 later");
    next.press("u");
    next.wait_for("undone: later");
    next.press("q");
    assert_eq!(next.wait_for_end(), 0);
}

#[test]
fn the_terminal_is_as_it_was() {
    let desk = Desk::with_report();
    let check = |end: fn(&Terminal), code: Option<u32>| {
        let before = Terminal::modes_of_a_new_one();
        let sitting = open(&desk);
        assert_ne!(sitting.modes(), before, "the screen takes the terminal");
        end(&sitting);
        let ended = sitting.wait_for_end();
        assert!(code.is_none_or(|code| code == ended), "{ended}");
        assert_eq!(sitting.modes(), before);
    };
    check(|t| t.press("q"), Some(0));
    check(|t| t.signal(rustix::process::Signal::TERM), None);
    check(|t| t.signal(rustix::process::Signal::HUP), None);
    check(|t| t.press("\u{3}"), None);
}

#[test]
fn stopped_and_continued_it_paints_again() {
    let desk = Desk::with_report();
    let before = Terminal::modes_of_a_new_one();
    let sitting = open(&desk);
    sitting.press("y");
    sitting.wait_for("1 of 4 decided");
    sitting.press("\u{1a}");
    sitting.wait_until("stopped", |t| t.is_stopped());
    assert_eq!(sitting.modes(), before);
    sitting.signal(rustix::process::Signal::CONT);
    sitting.wait_until("back", |t| t.modes() != before);
    sitting.wait_for("1 of 4 decided");
    sitting.press("d");
    sitting.wait_for("2 of 4 decided");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
}

#[test]
fn nothing_is_drawn_while_nothing_changes() {
    let desk = Desk::with_report();
    let sitting = open(&desk);
    sitting.wait_until_quiet();
    let drawn = sitting.bytes();
    // A key without a meaning, answered by nothing; the one after it is what is waited for.
    sitting.press("\u{1b}[15;2~");
    sitting.wait_until_quiet();
    assert_eq!(sitting.bytes(), drawn, "an idle screen and a key without a meaning write nothing");
    sitting.press("j");
    sitting.wait_for("2/4");
    assert!(sitting.bytes() - drawn < 4000);
    sitting.press("q");
    sitting.wait_for_end();
}

#[test]
fn any_size_will_do() {
    let desk = Desk::with_report();
    let sitting = open(&desk);
    for (columns, rows) in [(1, 1), (2, 30), (300, 2), (40, 12), (19, 5), (80, 24), (200, 60), (120, 40)] {
        sitting.resize(columns, rows);
        sitting.press("j?j\u{7f}?k");
    }
    sitting.wait_for("Collect and share");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
}

#[test]
fn a_key_and_a_size_that_come_together_are_both_taken() {
    let desk = Desk::with_report();
    let sitting = open(&desk);
    for (key, place) in [("j", "2/4"), ("k", "1/4")].repeat(20) {
        sitting.resize(19, 4);
        sitting.press(key);
        sitting.wait_for("too small");
        sitting.resize(120, 40);
        sitting.wait_for(place);
    }
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
}

#[test]
fn two_programs_see_each_other() {
    let desk = Desk::with_report();
    let sitting = open(&desk);
    assert_eq!(desk.run(&["tag", &desk.ids()[3], "--verdict", "keep"]).code, 0);
    sitting.wait_for("1 of 4 decided");
    sitting.press("d");
    sitting.wait_for("2 of 4 decided");
    assert_eq!(verdicts(&desk), ["drop", "unreviewed", "unreviewed", "keep"]);
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
}

#[test]
fn no_control_character_of_a_document_reaches_the_terminal() {
    let desk = Desk::empty();
    let report = desk::REPORT.replace("remittances", "remit\u{1b}]0;owned\u{7}\u{9b}31mtances\u{202e}");
    desk.write("report.txt", report);
    let sitting = Terminal::start(&desk, &["review", "report.txt"], 120, 40);
    sitting.wait_for("Reduce the cost");
    sitting.press("jj\r");
    sitting.wait_until_quiet();
    let seen = sitting.raw();
    assert!(
        !seen.contains("\u{1b}]0;owned")
            && !seen.contains('\u{7}')
            && !seen.contains('\u{202e}')
            && !seen.contains('\u{9b}')
    );
    sitting.press("q");
}

#[test]
fn a_password_is_asked_for_and_not_shown() {
    let desk = Desk::empty();
    desk.write("locked.pdf", include_bytes!("files/locked.pdf"));
    let terminal = Terminal::start(&desk, &["import", "locked.pdf"], 120, 20);
    terminal.wait_for("password of locked.pdf:");
    terminal.press("wrong\r");
    terminal.wait_for("not that one; password of locked.pdf:");
    terminal.press("Delta-77\x7f\r");
    assert_eq!(terminal.wait_for_end(), 0, "{}", terminal.contents());
    assert!(!terminal.raw().contains("Delta") && !terminal.raw().contains("wrong"), "{}", terminal.raw());
    assert_eq!(terminal.modes(), Terminal::modes_of_a_new_one());
    assert!(terminal.contents().contains("1 new document"), "{}", terminal.contents());
}

#[test]
fn a_password_that_is_not_given_fails_its_file_only() {
    let desk = Desk::empty();
    desk.write("in/locked.pdf", include_bytes!("files/locked.pdf"));
    desk.write("in/report.txt", desk::REPORT);
    let terminal = Terminal::start(&desk, &["import", "in"], 160, 20);
    terminal.wait_for("password of in/locked.pdf:");
    terminal.press("\x1b");
    assert_eq!(terminal.wait_for_end(), 1, "{}", terminal.contents());
    assert!(
        terminal.contents().contains("1 new document with 4 recommendations, 1 failed"),
        "{}",
        terminal.contents()
    );
    let stopped = Terminal::start(&desk, &["import", "in/locked.pdf", "in/report.txt"], 160, 20);
    stopped.wait_for("password of in/locked.pdf:");
    stopped.press("\x03");
    assert_eq!(stopped.wait_for_end(), 1);
    assert!(stopped.contents().contains("import stopped"), "{}", stopped.contents());
    assert_eq!(stopped.modes(), Terminal::modes_of_a_new_one());
}

#[test]
fn a_changed_config_is_read_without_a_restart_and_a_wrong_one_is_told() {
    let desk = Desk::with_report();
    desk.write("config/config.toml", "[keys.list]\nkeep = [\"W\"]\n");
    let sitting = open(&desk);
    sitting.press("W");
    sitting.wait_for("1 of 4 decided");
    desk.write("config/config.toml", "[keys.list]\nkeep = [\"u\"]\n");
    sitting.wait_for("cannot be both");
    sitting.press("W");
    sitting.wait_for("2 of 4 decided");
    desk.write("config/config.toml", "[keys.list]\nkeep = [\"z\"]\n");
    sitting.wait_for("the config was read again");
    sitting.press("z");
    sitting.wait_for("3 of 4 decided");
    sitting.press("\u{1b}[15~");
    sitting.wait_for("the config was read again");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
}

#[test]
fn who_brings_a_report_begins_with_it() {
    let desk = Desk::with_report();
    let first = desk.ids().remove(0);
    assert_eq!(desk.run(&["tag", &first, "--verdict", "keep"]).code, 0);
    let second = "Second report\n\nRecommendations\n\n- Open a help desk at the northern bridge.\n";
    std::fs::write(desk.path("second.txt"), second).unwrap();
    let sitting = Terminal::start(&desk, &["review", "second.txt"], 120, 40);
    sitting.wait_for("5/5");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
}
