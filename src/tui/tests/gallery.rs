//! Every layer at every size in every theme. A snapshot holds one layer: the text of each size, then how it is styled,
//! row by row or, on large screens, counted. What is said does not depend on the theme, so the text stands once; a letter stands for a style in the
//! dark, the light and the theme without colour, told at the end. Rows that are those of the screen without the layer
//! are counted only.

use super::Play;
use crate::config;
use crate::tui::testing::FakeDesk;
use crate::tui::testing::{REPORT, rows};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];
/// On screens of more columns styles are counted: nobody reads them row by row.
const READ: u16 = 80;
const THEMES: [config::Theme; 3] = [config::Theme::Dark, config::Theme::Light, config::Theme::Mono];

/// What the layers lie over.
#[derive(Debug, Clone, Copy)]
enum Over {
    /// So many recommendations, some of them decided, the cursor on the fourth.
    Triaged(usize),
    /// A queue with so many recommendations, none of them decided.
    Queue(usize),
    /// A report in a store.
    Report,
}

/// Every layer, and the keys that open it.
const LAYERS: &[(&str, Over, &str)] = &[
    ("list", Over::Triaged(48), ""),
    ("list-marked", Over::Triaged(48), "m m M"),
    ("list-ordered", Over::Triaged(48), "f u s c"),
    ("list-nothing-found", Over::Triaged(48), "/ z z z enter"),
    ("list-empty", Over::Queue(0), ""),
    ("list-done", Over::Queue(3), "y d l"),
    ("details", Over::Triaged(48), "k k k tab J J J"),
    ("facets", Over::Triaged(48), "tab tab j j space"),
    ("keys-begun", Over::Triaged(48), "f"),
    ("picker", Over::Triaged(48), "o s m u g"),
    ("picker-of-all", Over::Triaged(48), "O"),
    ("palette", Over::Triaged(48), ": c l u s"),
    ("palette-nothing-possible", Over::Queue(0), ": d r o p"),
    ("search", Over::Triaged(48), "/ s e a"),
    ("search-wrong", Over::Triaged(48), "/ ( s e a enter"),
    ("goals", Over::Triaged(48), "' i n t"),
    ("saved", Over::Triaged(48), "f 3 f w j o i n t enter c f p"),
    ("naming", Over::Triaged(48), "f 3 f w x"),
    ("note", Over::Triaged(48), "k k n"),
    ("help", Over::Triaged(48), "?"),
    ("help-searched", Over::Triaged(48), "? n o t e"),
    ("progress", Over::Triaged(48), "p"),
    ("overview", Over::Triaged(48), "v j j l"),
    ("overview-objectives", Over::Triaged(48), "v tab j j j"),
    ("reader", Over::Report, "r B a m e enter"),
    ("reader-found", Over::Report, "r / h a r b o u r enter n"),
    ("reader-outline", Over::Report, "r t"),
    ("reader-palette", Over::Report, "r :"),
    ("reader-note", Over::Report, "r a"),
    ("marking", Over::Report, "r v } v )"),
    ("bounds", Over::Report, "e b b"),
    ("split", Over::Report, "e s"),
    ("edit", Over::Report, "e e"),
    ("names", Over::Report, "e n"),
    ("document", Over::Report, "e d"),
    ("export", Over::Triaged(48), "X"),
    ("difference", Over::Report, "e e ctrl-h ctrl-h ctrl-h ctrl-h s t a l l enter tab J J J J J J"),
];

fn stage(over: Over, size: (u16, u16)) -> Play {
    let play = |desk| Play::with(Play::new(size, 0).state, desk);
    match over {
        Over::Queue(count) => play(FakeDesk::new(count)),
        Over::Triaged(count) => {
            let mut play = play(FakeDesk::new(count));
            play.press("space 5 n a s k enter j d");
            play
        }
        Over::Report => {
            let mut play = Play::on_report(size, REPORT);
            play.press("y d l k");
            play
        }
    }
}

/// A frame in every theme.
fn frames(play: &mut Play) -> Vec<Buffer> {
    let chosen = |theme| Theme::choose(theme, |name| (name == "TERM").then(|| "xterm-256color".into()));
    let frame = |theme| {
        play.state.theme = chosen(theme);
        play.frame()
    };
    THEMES.map(frame).into()
}

/// The styles of a cell in every theme.
type Look = [(Color, Color, Modifier); 3];

fn look(frames: &[Buffer], x: u16, y: u16) -> Look {
    let of = |n: usize| {
        let cell = &frames[n][(x, y)];
        (cell.fg, cell.bg, cell.modifier)
    };
    [of(0), of(1), of(2)]
}

fn in_words(style: (Color, Color, Modifier)) -> String {
    let colour = |colour| match colour {
        Color::Reset => None,
        Color::Indexed(n) => Some(n.to_string()),
        named => Some(format!("{named:?}").to_lowercase()),
    };
    let mut words: Vec<String> = colour(style.0).into_iter().collect();
    words.extend(colour(style.1).map(|ground| format!("on {ground}")));
    words.extend(style.2.iter_names().map(|(name, _)| name.to_lowercase()));
    if words.is_empty() { "plain".to_string() } else { words.join(" ") }
}

/// The role that looks so in every theme, where there is one.
fn role_of(look: &Look) -> Option<&'static str> {
    let style = |theme, role| -> Style {
        Theme::choose(theme, |name| (name == "TERM").then(|| "xterm-256color".into())).style(role)
    };
    let is = |role: &Role| {
        THEMES.iter().zip(look).all(|(theme, (fg, bg, modifier))| {
            let style = style(*theme, *role);
            let colours = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
            colours == (*fg, *bg) && style.add_modifier == *modifier
        })
    };
    Role::ALL.iter().find(|role| is(role)).map(|role| role.word())
}

/// Letters for looks, in the order in which they come.
#[derive(Default)]
struct Legend(Vec<Look>);

impl Legend {
    fn letter(&mut self, look: Look) -> char {
        let at = self.0.iter().position(|known| *known == look).unwrap_or_else(|| {
            self.0.push(look);
            self.0.len() - 1
        });
        let plain = look.iter().all(|style| *style == (Color::Reset, Color::Reset, Modifier::empty()));
        if plain { '.' } else { char::from_u32('A' as u32 + at as u32).unwrap_or('?') }
    }

    /// Runs of columns, each how many and which look; what is plain at the end is left out.
    fn row(&mut self, frames: &[Buffer], y: u16) -> String {
        let mut runs: Vec<(char, usize)> = Vec::new();
        for x in 0..frames[0].area.width {
            let letter = self.letter(look(frames, x, y));
            match runs.last_mut() {
                Some((last, count)) if *last == letter => *count += 1,
                _ => runs.push((letter, 1)),
            }
        }
        if runs.last().is_some_and(|(letter, _)| *letter == '.') {
            runs.pop();
        }
        runs.iter().map(|(letter, count)| format!("{count}{letter}")).collect::<Vec<_>>().join(" ")
    }

    /// How many cells have each look, and a number in which every cell has its part.
    fn sums(&mut self, frames: &[Buffer]) -> String {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        // FNV-1a: the same on every machine.
        let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
        for at in frames[0].area.positions() {
            let letter = self.letter(look(frames, at.x, at.y));
            *counts.entry(letter).or_default() += 1;
            sum = (sum ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let counts: Vec<String> = counts.iter().map(|(letter, count)| format!("{count}{letter}")).collect();
        format!("{} in all, {sum:016x}", counts.join(" "))
    }

    fn told(&mut self) -> String {
        let mut out = String::from("styles: dark | light | without colour\n");
        for look in self.0.clone() {
            let letter = self.letter(look);
            let role = role_of(&look).map(|role| format!(" ({role})")).unwrap_or_default();
            let _ = writeln!(out, "{letter}  {}{role}", look.map(in_words).join(" | "));
        }
        out
    }
}

/// Lines, those that are the same as before the layer counted only, and those that repeat the one above.
fn shown(lines: &[String], same: &[bool]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < lines.len() {
        let run = |is: &dyn Fn(usize) -> bool| (at..lines.len()).take_while(|n| is(*n)).count();
        let under = run(&|n| same[n]);
        let again = run(&|n| !same[n] && at > 0 && lines[n] == lines[at - 1] && !same[at - 1]);
        if under > 2 {
            let _ = writeln!(out, "~~ {under} rows as without the layer");
            at += under;
        } else if again > 1 {
            let _ = writeln!(out, "~~ {again} rows as the one above");
            at += again;
        } else {
            let _ = writeln!(out, "{}", lines[at]);
            at += 1;
        }
    }
    out
}

#[test]
fn every_layer_at_every_size_in_every_theme() {
    for (name, over, keys) in LAYERS {
        let (mut texts, mut styles, mut legend) = (String::new(), String::new(), Legend::default());
        for size in SIZES {
            let mut play = stage(*over, size);
            let before = frames(&mut play);
            let is_layer = !keys.is_empty();
            if is_layer {
                play.press(keys);
            }
            // The store has a clock.
            let history = play.state.details.history.iter_mut().flatten();
            history.for_each(|decision| decision.at = "2026-02-03T04:05:06Z".into());
            let frames = frames(&mut play);
            let (now, earlier) = (rows(&frames[0]), rows(&before[0]));
            for (theme, frame) in THEMES.iter().zip(&frames) {
                assert_eq!(rows(frame), now, "{name} in {theme:?} says something else");
            }
            let same: Vec<bool> = (0..now.len()).map(|n| is_layer && earlier[n] == now[n]).collect();
            let _ = write!(texts, "=== {}x{}\n{}", size.0, size.1, shown(&now, &same));
            if size.0 > READ {
                let _ = writeln!(styles, "=== {}x{}\n{}", size.0, size.1, legend.sums(&frames));
                continue;
            }
            let is_styled_so = |y| (0..size.0).all(|x| look(&before, x, y) == look(&frames, x, y));
            let same: Vec<bool> = (0..size.1).map(|y| is_layer && is_styled_so(y)).collect();
            let runs: Vec<String> = (0..size.1).map(|y| legend.row(&frames, y)).collect();
            let _ = write!(styles, "=== {}x{}\n{}", size.0, size.1, shown(&runs, &same));
        }
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("layer-{name}"), format!("{texts}\n{styles}\n{}", legend.told()));
        });
    }
}

#[test]
fn no_layer_is_left_out() {
    let mut seen = BTreeSet::new();
    for (_, over, keys) in LAYERS {
        let mut play = stage(*over, (80, 24));
        if !keys.is_empty() {
            play.press(keys);
        }
        seen.insert(play.state.context().word());
    }
    let at_once = ["screen", "panes", "everywhere"];
    for context in crate::tui::action::Context::ALL {
        assert!(seen.contains(context.word()) || at_once.contains(&context.word()), "{}", context.word());
    }
}
