//! How the screen looks.

use super::Play;

#[test]
fn show() {
    for size in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let mut play = Play::new(size, 48);
        play.press("space 3 j d");
        println!("{size:?}\n{}\n", play.text());
        for keys in ["o", "esc F", "esc f", "esc ? ", "esc :", "esc /"] {
            play.press(keys.trim());
            println!("{size:?} {keys}\n{}\n", play.text());
        }
    }
}
