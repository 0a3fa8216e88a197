//! What the palette offers is what the keys do: in every layer, the whole table of actions.

use super::Play;
use crate::tui::action::{Action, Context};
use crate::tui::key::Key;
use crate::tui::layers::Layer;
use crate::tui::possible::hindrance;
use crate::tui::state::Tone;
use crate::tui::table::table;

/// Keys that bring the screen into every layer, and into states of it in which other things can be done.
pub const PLACES: &[(&str, usize, &str)] = &[
    ("list", 10, ""),
    ("list, decided and filtered", 10, "y f 3"),
    ("list, marked", 10, "m m"),
    ("list, the last decided under the cursor", 10, "5"),
    ("empty queue", 0, ""),
    ("details", 10, "tab"),
    ("facets", 10, "tab tab"),
    ("reader", 10, "r"),
    ("reader, at the end, with words found", 10, "G r / s a i d enter"),
    ("reader, a passage chosen", 10, "r v"),
    ("reader, looking for words", 10, "r /"),
    ("reader, a note over it", 10, "r a"),
    ("overview", 10, "v"),
    ("picker", 10, "o"),
    ("picker of every scheme", 10, "O"),
    ("palette", 10, ":"),
    ("search", 10, "/"),
    ("goals", 10, "'"),
    ("saved filters", 10, "f 3 f w x enter f p"),
    ("naming", 10, "f 3 f w"),
    ("note", 10, "n"),
    ("words", 10, "e e"),
    ("names", 10, "e n"),
    ("document", 10, "e d"),
    ("export", 10, "X"),
    ("help", 10, "?"),
    ("progress", 10, "p"),
];

/// What a key may change; the words of the status line aside.
fn traces(play: &Play) -> String {
    let state = &play.state;
    let filter = state.filter.in_words();
    let layer = state.layer.as_ref().map(|layer| match layer {
        Layer::Overview(page) => format!("{:?}", page.place),
        layer => layer.context().word().to_string(),
    });
    let (cursor, sent, marks) = (state.cursor, &state.sent, state.marks.len());
    let reader = state.reader().map(|reader| (reader.row, reader.top, reader.mode.clone()));
    let seen = (state.focus, state.facets_wanted, state.order, state.generation, state.mouse, state.over);
    let done = (play.steps.len(), play.effects.len(), state.facets_wanted);
    format!("{filter} {layer:?} {cursor} {sent:?} {marks} {reader:?} {seen:?} {done:?}")
}

#[test]
fn what_cannot_be_done_says_why_and_does_nothing() {
    let mut told = 0;
    for (place, count, keys) in PLACES {
        for entry in table() {
            let mut play = Play::new((80, 24), *count);
            if !keys.is_empty() {
                play.press(keys);
            }
            let context = play.state.context();
            let Some(why) = hindrance(&play.state, entry.action, context) else { continue };
            let Some(keys) = play.state.keymap.keys_of(context, entry.action).next().map(<[Key]>::to_vec)
            else {
                continue;
            };
            let before = traces(&play);
            for key in keys {
                play.send(crate::tui::events::Message::Key(key));
            }
            assert_eq!(play.state.status.words, why, "{} in {place}", entry.name);
            assert_eq!(
                (play.state.status.tone, play.waiting.len()),
                (Tone::Told, 0),
                "{} in {place}",
                entry.name
            );
            assert_eq!(traces(&play), before, "{} in {place}", entry.name);
            told += 1;
        }
    }
    assert!(told > 60, "only {told} cases");
}

/// Actions of which only the store knows whether they change anything, that move where nothing may be left to move to,
/// or that show what is shown already.
fn may_change_nothing(action: Action) -> bool {
    use Action::*;
    matches!(
        action,
        Undo | Redo
            | Down
            | Up
            | PageDown
            | PageUp
            | Top
            | Bottom
            | DetailsDown
            | DetailsUp
            | NextUnreviewed
            | NextFacet
            | PreviousFacet
            | NextAlike
            | MarkRange
            | Left
            | Right
            | NextHit
            | PreviousHit
            | Suspend
            | ReadSettings
            | Repaint
            | Copy
            | Export
            | Suggestion(_)
    )
}

#[test]
fn what_the_palette_offers_can_be_done() {
    for (place, count, keys) in PLACES {
        for entry in table() {
            let mut play = Play::new((80, 24), *count);
            if !keys.is_empty() {
                play.press(keys);
            }
            let from = play.state.context();
            if play.state.keymap.keys_in(from, Action::Palette).next().is_none()
                && !from.chain().contains(&Context::Screen)
            {
                continue;
            }
            let before = traces(&play);
            play.press("ctrl-p");
            let Some(Layer::Palette(palette)) = &mut play.state.layer else { continue };
            let Some(at) = palette.offers.iter().position(|offer| offer.entry.action == entry.action) else {
                continue;
            };
            let hindered = palette.offers[at].hindrance;
            palette.menu.cursor = at;
            play.press("enter");
            let (after, words) = (traces(&play), play.state.status.words.clone());
            match hindered {
                Some(why) => assert_eq!((after, words.as_str()), (before, why), "{} in {place}", entry.name),
                None if may_change_nothing(entry.action) => {}
                None => assert_ne!(after, before, "{} in {place} changed nothing: {words}", entry.name),
            }
        }
    }
}

#[test]
fn what_cannot_be_done_stands_dim_behind_the_rest() {
    let mut play = Play::new((80, 24), 0);
    play.press(":");
    let Some(Layer::Palette(palette)) = &play.state.layer else { panic!() };
    let first = palette.offers.iter().position(|offer| offer.hindrance.is_some()).unwrap();
    assert!(palette.offers[first..].iter().all(|offer| offer.hindrance.is_some()));
    play.press("d r o p");
    let text = play.text();
    assert!(text.contains("drop, and move on") && text.contains("there is no recommendation here"), "{text}");
    play.press("esc ' d r o p space a n d");
    assert!(play.text().contains("there is no recommendation here"), "{}", play.text());
}
