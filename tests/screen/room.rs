//! No room on the disk: said clearly, nothing shown as done that is not, and on it goes when there is room.

use super::desk::{self, Desk};
use super::terminal::Terminal;
use super::{open, verdicts};
use std::io::Write;

/// A limit on the size of files, as a quota is: it can be met at any moment.
#[cfg(target_os = "linux")]
#[test]
fn a_limit_that_is_met_while_open_is_told() {
    use rustix::process::{Resource, Rlimit, prlimit};
    let desk = Desk::with_report();
    let sitting = open(&desk);
    sitting.press("y");
    sitting.wait_for("1 of 4 decided");
    let none = Rlimit { current: Some(0), maximum: None };
    let before = prlimit(Some(sitting.pid()), Resource::Fsize, none).unwrap();
    for (key, nothing) in [("d", "%"), ("3", "&"), ("u", "$")] {
        sitting.press(key);
        sitting.wait_for("cannot write to the store");
        // Something else, and each time another, is told before the next: no failure is on its way when there is room again.
        sitting.press(nothing);
        sitting.wait_for(&format!("{nothing} means nothing here"));
        sitting.press("j");
    }
    assert!(sitting.contents().contains("1 of 4 decided"), "{}", sitting.contents());
    prlimit(Some(sitting.pid()), Resource::Fsize, before).unwrap();
    sitting.press("ggj");
    sitting.press("d");
    sitting.wait_for("2 of 4 decided");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
    assert_eq!(verdicts(&desk), ["keep", "drop", "unreviewed", "unreviewed"]);
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn a_full_disk_is_told_and_goes_on_with_room() {
    if !desk::can_mount() {
        return eprintln!("a small disk cannot be mounted here (unshare, tmpfs): skipped");
    }
    let desk = Desk::with_report();
    std::fs::create_dir(desk.path("small")).unwrap();
    let script = "mount -t tmpfs -o size=2m none small && cp store.db small/ && exec \"$0\" \"$@\"";
    let way = ["unshare", "--map-root-user", "--mount", "sh", "-c", script];
    let sitting = Terminal::start_by(&desk, &way, &["--db", "small/store.db"], 120, 40, &[]);
    sitting.wait_for("Collect and share");
    // The disk as the program sees it.
    let small = format!("/proc/{}/root{}", sitting.pid().as_raw_nonzero(), desk.path("small").display());
    let filler = std::path::Path::new(&small).join("filler");
    let Ok(mut file) = std::fs::File::create(&filler) else {
        return eprintln!("the small disk cannot be reached from outside: skipped");
    };
    while file.write_all(&[0; 4096]).is_ok() {}
    drop(file);
    sitting.press("y");
    sitting.wait_for("no room on the disk");
    assert!(!sitting.contents().contains("1 of 4 decided"), "{}", sitting.contents());
    std::fs::remove_file(&filler).unwrap();
    sitting.press("y");
    sitting.wait_for("1 of 4 decided");
    sitting.press("q");
    assert_eq!(sitting.wait_for_end(), 0);
}
