//! What panics leave behind: this test program runs itself in a pseudo-terminal and breaks there on purpose.

use crate::tui::terminal::Screen;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::Read;

/// Names the thread that is to break, in the inner run.
const BREAK: &str = "RAPPORTEUR_TEST_BREAK";
const ENTERED: &str = "\u{1b}[?1049h";
const LEFT: &str = "\u{1b}[?1049l";

/// Runs the test of this name alone in a pseudo-terminal; what it wrote, and whether lines are edited again after it.
fn inner_run(test: &str, thread: &str) -> (String, bool) {
    let pair =
        native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]);
    command.env(BREAK, thread);
    let modes = pair.master.get_termios().map(|m| m.local_flags);
    let mut child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    // The other side stays open here, so that the modes can be read after the end.
    let reading = std::thread::spawn(move || {
        let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
        while let Ok(read @ 1..) = reader.read(&mut buffer) {
            seen.extend_from_slice(&buffer[..read]);
        }
        String::from_utf8_lossy(&seen).into_owned()
    });
    child.wait().unwrap();
    let same = modes == pair.master.get_termios().map(|m| m.local_flags);
    drop(pair);
    (reading.join().unwrap(), same)
}

#[test]
fn a_panic_while_drawing_gives_the_terminal_back_and_is_told() {
    if std::env::var_os(BREAK).is_some() {
        let _screen = Screen::open().unwrap();
        panic!("broken on purpose");
    }
    let name = "tui::tests::panics::a_panic_while_drawing_gives_the_terminal_back_and_is_told";
    let (seen, same) = inner_run(name, "drawing");
    let at = |words: &str| seen.find(words).unwrap_or_else(|| panic!("{words:?} in {seen:?}"));
    assert!(at(ENTERED) < at(LEFT) && at(LEFT) < at("broken on purpose"), "{seen:?}");
    assert!(same, "the line is edited as before");
}

#[test]
fn a_panic_of_another_thread_leaves_the_screen_alone() {
    if std::env::var_os(BREAK).is_some() {
        let _screen = Screen::open().unwrap();
        assert!(std::thread::spawn(|| panic!("broken on purpose")).join().is_err());
        return;
    }
    let (seen, same) =
        inner_run("tui::tests::panics::a_panic_of_another_thread_leaves_the_screen_alone", "worker");
    assert!(seen.contains(ENTERED) && seen.contains(LEFT), "{seen:?}");
    assert!(!seen.contains("broken on purpose"), "{seen:?}");
    assert!(same, "the line is edited as before");
}
