//! Mending at the keyboard, and in the program that the user edits texts with.

use crate::desk::Desk;
use crate::open;
use crate::terminal::Terminal;

fn texts(desk: &Desk) -> Vec<String> {
    let text = |r: &serde_json::Value| r["text"].as_str().unwrap().to_string();
    desk.json(&["list", "--format", "jsonl"]).iter().map(text).collect()
}

#[test]
fn a_boundary_is_mended_and_a_passage_marked() {
    let desk = Desk::with_report();
    let sitting = open(&desk);
    sitting.press("eb");
    sitting.wait_for("enter save");
    // Four words back from the end, one on from the beginning.
    sitting.press("bbbb\twww\r");
    sitting.wait_for("saved: boundaries");
    sitting.wait_for("mended [-Collect and share-]");
    sitting.press("r");
    sitting.wait_for("1/4");
    sitting.press("v{{{{{{{{");
    sitting.wait_for("enter mark");
    // From the title on to the sentence of the introduction.
    sitting.press("}}}");
    sitting.press("\r");
    sitting.wait_for("saved: marked");
    sitting.wait_for("1/5");
    sitting.press("y");
    sitting.wait_for("saved: keep");
    sitting.press("\x1b");
    sitting.wait_for("1 of 5 decided");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
    let texts = texts(&desk);
    assert_eq!(texts[0], "The dialogue brought together thirty delegations from two regions.");
    assert_eq!(texts[1], "disaggregated data on");
    assert_eq!(desk.run(&["undo"]).code + desk.run(&["undo"]).code + desk.run(&["undo"]).code, 0);
}

#[test]
fn words_are_edited_in_the_users_program() {
    let desk = Desk::with_report();
    // It shows the words, asks on the terminal for others, and writes them.
    desk.write(
        "edit.sh",
        "cat \"$1\"; printf 'other words: '; read words < /dev/tty; printf '%s\\n' \"$words\" > \"$1\"\n",
    );
    let sitting = Terminal::start_with(&desk, &[], 120, 40, &[("VISUAL", "sh edit.sh")]);
    sitting.wait_for("Collect and share");
    sitting.press("ex");
    sitting.wait_for("other words:");
    sitting.press("Share what is known, quietly.\r");
    sitting.wait_for("saved: text");
    sitting.wait_for("mended");
    sitting.press("y");
    sitting.wait_for("1 of 4 decided");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
    assert_eq!(texts(&desk)[0], "Share what is known, quietly.");
}

#[test]
fn a_program_that_crashes_leaves_the_screen_whole_and_the_words_as_they_were() {
    let desk = Desk::with_report();
    desk.write(
        "edit.sh",
        "echo half > \"$1\"; stty raw -echo; printf '\\033[?1049l\\033[?25lwreck'; kill -9 $$\n",
    );
    let sitting = Terminal::start_with(&desk, &[], 120, 40, &[("VISUAL", ""), ("EDITOR", "sh edit.sh #")]);
    sitting.wait_for("Collect and share");
    let before = texts(&desk);
    sitting.press("ex");
    sitting.wait_for("nothing was changed");
    sitting.wait_for("Collect and share");
    sitting.press("d");
    sitting.wait_for("1 of 4 decided");
    assert!(!sitting.contents().contains("wreck"), "{}", sitting.contents());
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
    assert_eq!(sitting.modes(), Terminal::modes_of_a_new_one());
    assert_eq!(texts(&desk), before);
}
