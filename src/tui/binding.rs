//! Keys as a config file sets them: checked, and refused where they take each other's place.

use super::action::Context;
use super::key::{Code, Key, sequence_in_words};
use super::keymap::{Binding, Keymap};
use super::table::{Entry, table};
use crate::config::Config;
use crate::error::Result;
use std::ops::Range;
use toml::Spanned;

/// Where in the file a binding stands; none for a default one.
type Place = Option<Range<usize>>;

/// The default keys with those of the config in their place. What is wrong is told with its line and column.
pub fn keymap(config: &Config) -> Result<Keymap> {
    let mut map = Keymap::default();
    let mut places: Vec<Place> = vec![None; map.bindings().len()];
    let wrong = |place: &Range<usize>, words: String| config.wrong_at(place.clone(), &words);
    for (context_word, actions) in &config.keys {
        let context = context_of(context_word.get_ref()).ok_or_else(|| {
            let known: Vec<&str> = Context::ALL.iter().map(|c| c.word()).collect();
            let named = context_word.get_ref();
            let words = format!("keys are not set in ‘{named}’ but in one of: {}", known.join(", "));
            wrong(&context_word.span(), words)
        })?;
        for (name, keys) in actions {
            let entry = table().iter().find(|e| e.name == *name.get_ref()).ok_or_else(|| {
                wrong(&name.span(), format!("there is no action ‘{}’", name.get_ref()))
                    .hint("`rapporteur keys` tells every action")
            })?;
            check_context(entry, context).map_err(|words| wrong(&name.span(), words))?;
            if keys.is_empty() && is_needed(entry, context) {
                let words =
                    format!("{} needs a key in {}: nothing else does it there", entry.name, context.word());
                return Err(wrong(&name.span(), words));
            }
            let mut set = Vec::new();
            for key in keys {
                let sequence = read(context, key).map_err(|words| wrong(&key.span(), words))?;
                set.push((Binding { context, keys: sequence, action: entry.action }, key.span()));
            }
            replace(&mut map, &mut places, context, entry, set);
        }
    }
    check_clashes(&map, &places, wrong)?;
    Ok(map)
}

fn context_of(word: &str) -> Option<Context> {
    Context::ALL.into_iter().find(|context| context.word() == word)
}

/// An action means something where it has default keys, and in whatever lies within that.
fn check_context(entry: &Entry, context: Context) -> std::result::Result<(), String> {
    if entry.keys.iter().any(|(known, _)| context.chain().contains(known)) {
        return Ok(());
    }
    let known: Vec<&str> = entry.keys.iter().map(|(known, _)| known.word()).collect();
    Err(format!(
        "{} does nothing in {}; its keys are set in: {}",
        entry.name,
        context.word(),
        known.join(", ")
    ))
}

/// Without a key for these one could not go on, or not leave.
fn is_needed(entry: &Entry, context: Context) -> bool {
    matches!(entry.name.as_str(), "cancel" | "accept" | "quit" | "help" | "palette")
        && entry.keys.iter().any(|(known, _)| *known == context)
}

fn read(context: Context, key: &Spanned<String>) -> std::result::Result<Vec<Key>, String> {
    let text = key.get_ref();
    let keys = Key::parse_sequence(text).ok_or_else(|| {
        format!("‘{text}’ is no key: write j, J, ctrl-d, alt-x, f5, enter, space, tab, pagedown or a sequence such as g g")
    })?;
    let is_text = |key: &Key| key.typed().is_some() && key.code != Code::Char(' ');
    match keys.first() {
        Some(first) if writes(context) && is_text(first) => {
            Err(format!("‘{text}’ would be written in {}: take a key with ctrl or alt", context.word()))
        }
        _ => Ok(keys),
    }
}

/// Whether letters are text there.
fn writes(context: Context) -> bool {
    use Context::{Chooser, Everywhere, Naming, Note, Palette, Picker, Search};
    matches!(context, Chooser | Everywhere | Naming | Note | Palette | Picker | Search)
}

/// Puts bindings in the place of those that an action had in a context.
fn replace(
    map: &mut Keymap,
    places: &mut Vec<Place>,
    context: Context,
    entry: &Entry,
    set: Vec<(Binding, Range<usize>)>,
) {
    let old = std::mem::take(places).into_iter().zip(map.take_bindings());
    let is_replaced = |b: &Binding| b.context == context && b.action == entry.action;
    let kept = old.filter(|(_, b)| !is_replaced(b));
    let (now, bindings): (Vec<Place>, Vec<Binding>) =
        kept.chain(set.into_iter().map(|(binding, place)| (Some(place), binding))).unzip();
    *places = now;
    map.set_bindings(bindings);
}

fn check_clashes(
    map: &Keymap,
    places: &[Place],
    wrong: impl Fn(&Range<usize>, String) -> crate::error::Error,
) -> Result<()> {
    let told =
        |binding: &Binding| format!("{} ({})", super::table::name(binding.action), binding.context.word());
    for (one, other) in map.clashes() {
        // Of two that the file sets the later one is told.
        let place = [other, one].into_iter().find_map(|at| places.get(at).and_then(Option::as_ref));
        let (Some(place), Some(a), Some(b)) = (place, map.bindings().get(one), map.bindings().get(other))
        else {
            continue;
        };
        let (keys, others) = (sequence_in_words(&a.keys), sequence_in_words(&b.keys));
        let words = if keys == others {
            format!("‘{keys}’ cannot be both {} and {}", told(a), told(b))
        } else {
            format!("‘{keys}’ is {} and ‘{others}’ {}: one begins with the other", told(a), told(b))
        };
        return Err(wrong(place, words).hint("give one of them other keys, or none: []"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::Action;
    use crate::tui::keymap::Meaning;

    fn config(text: &str) -> Config {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        Config::read(&path).unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn keys_of_the_file_take_the_place_of_the_default_ones() {
        let map = keymap(&config("[keys.list]\nkeep = [\"K\", \"z k\"]\n[keys.screen]\ndetails-up = []\n"))
            .unwrap();
        let check = |keys: &str, meaning| {
            let keys = Key::parse_sequence(keys).unwrap();
            assert_eq!(map.meaning(Context::List, &keys), meaning, "{keys:?}");
        };
        check("K", Meaning::Action(Action::Keep));
        check("z k", Meaning::Action(Action::Keep));
        check("z", Meaning::Beginning);
        check("y", Meaning::Nothing);
        check("J", Meaning::Action(Action::DetailsDown));
        assert_eq!(map.first_key(Context::List, Action::Keep), "K");
        let more = keymap(&config("[keys.list]\nundo = [\"ctrl-y\"]\n")).unwrap();
        assert_eq!(
            more.keys_of(Context::List, Action::Undo).count(),
            2,
            "beside the one of the whole screen"
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_line_and_column() {
        let check = |text: &str, place: &str, words: &[&str]| {
            let error = keymap(&config(text)).unwrap_err();
            let told = error.to_string();
            assert!(error.exit_code() == 2 && told.contains(&format!("config.toml:{place}: ")), "{told}");
            words.iter().for_each(|words| assert!(told.contains(words), "{told}"));
        };
        check("[keys.lists]\nkeep = [\"y\"]\n", "1:7", &["‘lists’", "list, screen"]);
        check("[keys.list]\nkeeep = [\"y\"]\n", "2:1", &["no action ‘keeep’", "rapporteur keys"]);
        check("[keys.list]\nkeep = [\"y\", \"meta-x\"]\n", "2:14", &["‘meta-x’ is no key"]);
        check(
            "[keys.list]\nkeep = [\"u\"]\n",
            "2:9",
            &["‘u’ cannot be both", "undo (screen)", "keep (list)"],
        );
        check(
            "[keys.list]\nkeep = [\"g\"]\n",
            "2:9",
            &["‘g g’ is top (panes)", "‘g’ keep (list)", "begins with"],
        );
        check("[keys.list]\nkeep = [\"Q\"]\ndrop = [\"Q\"]\n", "2:9", &["drop (list)", "keep (list)"]);
        check("[keys.search]\nkeep = [\"ctrl-y\"]\n", "2:1", &["keep does nothing in search", "list"]);
        check("[keys.search]\naccept = [\"x\"]\n", "2:11", &["‘x’ would be written in search"]);
        check("[keys.picker]\ncancel = []\n", "2:1", &["cancel needs a key in picker"]);
        check("[keys.screen]\nquit = []\n", "2:1", &["quit needs a key"]);
    }

    #[test]
    fn freed_keys_can_be_given_to_others() {
        let map = keymap(&config("[keys.list]\nkeep = [\"d\"]\ndrop = [\"y\"]\n")).unwrap();
        assert_eq!(
            (map.first_key(Context::List, Action::Keep), map.first_key(Context::List, Action::Drop)),
            ("d".into(), "y".into())
        );
    }
}
