//! The one table of actions: key map, hints bar, help, palette and the README's key table are made from it.

mod deciding;
mod finding;
mod mending;
mod moving;
mod reading;

use super::action::{Action, Context};
use super::binding::keymap;
use super::key::{Key, sequence_in_words};
use super::keymap::Keymap;
use crate::config::Config;
use crate::error::Result;
use crate::taxonomy::{CLUSTER, in_use};
use std::sync::OnceLock;

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it does.
    pub action: Action,
    /// Its name in key maps and on the command line.
    pub name: String,
    /// What it does, for the help screen and the palette.
    pub description: String,
    /// One or two words for the hints bar; empty where the bar need not show it.
    pub hint: &'static str,
    /// Default keys by context.
    pub keys: Vec<(Context, Vec<Vec<Key>>)>,
}

/// Keys of one action in one context, as `rapporteur keys` lists them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KeyRow {
    /// Name of the action.
    pub action: String,
    /// Its keys, each as people write it.
    pub keys: Vec<String>,
    /// Where they mean it.
    pub context: &'static str,
    /// What it does.
    pub description: String,
}

/// The table.
pub fn table() -> &'static [Entry] {
    static TABLE: OnceLock<Vec<Entry>> = OnceLock::new();
    TABLE.get_or_init(build)
}

/// The row of an action.
pub fn entry(action: Action) -> Option<&'static Entry> {
    table().iter().find(|e| e.action == action)
}

/// The name of an action in key maps and on the command line.
pub fn name(action: Action) -> &'static str {
    entry(action).map_or("", |e| &e.name)
}

/// Every action with its default keys, for the README.
pub fn keys() -> Vec<KeyRow> {
    rows(&Keymap::default())
}

/// Every action with the keys that a config gives it, for `rapporteur keys`.
pub fn keys_in_force(config: &Config) -> Result<Vec<KeyRow>> {
    Ok(rows(&keymap(config)?))
}

fn rows(map: &Keymap) -> Vec<KeyRow> {
    let mut rows = Vec::new();
    for e in table() {
        let known = e.keys.iter().map(|(context, _)| *context);
        let others = Context::ALL.into_iter().filter(|c| e.keys.iter().all(|(known, _)| known != c));
        for context in known.chain(others) {
            let keys: Vec<String> = map.keys_in(context, e.action).map(sequence_in_words).collect();
            if !keys.is_empty() {
                let (action, description) = (e.name.clone(), e.description.clone());
                rows.push(KeyRow { action, keys, context: context.word(), description });
            }
        }
    }
    rows
}

/// Default keys of one action in one context, alternatives separated by two spaces.
type Binding = (Context, &'static str);

fn build() -> Vec<Entry> {
    use Context::*;
    let mut table = deciding::deciding();
    table.extend(reading::reading());
    table.extend(mending::mending());
    let mut add = |action, name: &str, hint, description: &str, keys: &[Binding]| {
        table.push(row(action, name, hint, description, keys));
    };
    add(Action::Undo, "undo", "undo", "take back the last step", &[(Screen, "u"), (Reader, "u")]);
    add(
        Action::Redo,
        "redo",
        "",
        "do the undone step again",
        &[(Screen, "U  ctrl-r"), (Reader, "U  ctrl-r")],
    );
    add(
        Action::Search,
        "search",
        "search",
        "search by words, fields, and, or, not; up and down go through earlier searches",
        &[(Screen, "/")],
    );
    table.extend(finding::filtering());
    table.extend(finding::ordering());
    table.extend(moving::moving());
    table.extend(moving::overview());
    table.extend(rest());
    table
}

fn rest() -> Vec<Entry> {
    use Context::*;
    vec![
        row(
            Action::Accept,
            "accept",
            "done",
            "take what is under the cursor, or what was written",
            &[
                (Picker, "enter"),
                (Palette, "enter"),
                (Search, "enter"),
                (Chooser, "enter"),
                (Naming, "enter"),
                (Note, "enter"),
                (Overview, "enter  space"),
                (Marking, "enter"),
                (Form, "enter"),
            ],
        ),
        row(
            Action::Toggle,
            "toggle",
            "on/off",
            "put on or take off what is under the cursor, and stay",
            &[(Picker, "space  tab")],
        ),
        row(Action::NewLine, "new-line", "new line", "start a new line", &[(Note, "alt-enter  ctrl-j")]),
        row(
            Action::Cancel,
            "cancel",
            "back",
            "leave this and go back (never leaves the program)",
            &[
                (Screen, "esc"),
                (Reader, "esc  q  ctrl-c"),
                (Overview, "esc  q  ctrl-c"),
                (Help, "esc  q  ?  ctrl-c"),
                (Progress, "esc  q  p  ctrl-c"),
                (Picker, "esc  ctrl-c"),
                (Palette, "esc  ctrl-c"),
                (Search, "esc  ctrl-c"),
                (Chooser, "esc  ctrl-c"),
                (Naming, "esc  ctrl-c"),
                (Note, "esc  ctrl-c"),
                (Marking, "esc  q  ctrl-c"),
                (Form, "esc  ctrl-c"),
            ],
        ),
        row(
            Action::Palette,
            "palette",
            "actions",
            "find any action by its name",
            &[(Screen, ":  ctrl-p"), (Reader, ":  ctrl-p"), (Overview, ":  ctrl-p")],
        ),
        row(
            Action::Help,
            "help",
            "help",
            "show every key",
            &[(Screen, "?"), (Reader, "?"), (Overview, "?"), (Marking, "?"), (Everywhere, "f1")],
        ),
        row(Action::Progress, "progress", "progress", "show how far the work is", &[(Screen, "p")]),
        row(
            Action::Export,
            "export",
            "",
            "export what the filter lets through: as an annex of what is kept, a matrix, or data",
            &[(Screen, "X")],
        ),
        row(Action::Copy, "copy", "", "copy the words with their source", &[(List, "Y"), (Reader, "Y")]),
        row(
            Action::Mouse,
            "mouse",
            "",
            "click, scroll and drag edges with the mouse, or leave it to the terminal",
            &[(Screen, "ctrl-t")],
        ),
        row(
            Action::Suspend,
            "suspend",
            "",
            "stop the program; `fg` brings it back",
            &[(Everywhere, "ctrl-z")],
        ),
        row(Action::ReadSettings, "read-config", "", "read the config file again", &[(Everywhere, "f5")]),
        row(Action::Repaint, "repaint", "", "paint the screen anew", &[(Everywhere, "ctrl-l")]),
        row(Action::Quit, "quit", "quit", "leave the program; everything is saved", &[(Screen, "q  ctrl-c")]),
    ]
}

fn row(action: Action, name: &str, hint: &'static str, description: &str, keys: &[Binding]) -> Entry {
    let sequences = |text: &str| text.split("  ").filter_map(Key::parse_sequence).collect();
    Entry {
        action,
        name: name.to_string(),
        description: description.to_string(),
        hint,
        keys: keys.iter().map(|(context, text)| (*context, sequences(text))).collect(),
    }
}

/// The six clusters with their labels, whatever order they are shown in.
fn clusters() -> impl Iterator<Item = (u8, &'static str)> {
    let label = |n: u8| in_use().concept(CLUSTER, &n.to_string()).map_or("", |c| c.short.as_str());
    (1..=6).map(move |n| (n, label(n)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_has_a_name_of_its_own_a_description_and_keys() {
        let mut names = BTreeSet::new();
        for e in table() {
            assert!(names.insert(&e.name), "{} twice", e.name);
            assert!(!e.description.is_empty() && !e.keys.is_empty(), "{}", e.name);
            assert!(e.keys.iter().all(|(_, keys)| !keys.is_empty()), "{}: no key", e.name);
            assert_eq!(table().iter().filter(|o| o.action == e.action).count(), 1, "{}", e.name);
        }
    }

    #[test]
    fn scripts_find_the_promised_names() {
        let promised = [
            "down",
            "up",
            "page-down",
            "page-up",
            "top",
            "bottom",
            "keep",
            "drop",
            "later",
            "tag-cluster-1",
            "tag-cluster-6",
            "filter-cluster-1",
            "filter-cluster-6",
            "objectives",
            "search",
            "clear-filters",
            "undo",
            "redo",
            "reader",
            "palette",
            "help",
            "quit",
        ];
        for name in promised {
            assert!(table().iter().any(|e| e.name == name), "{name}");
        }
    }

    #[test]
    fn every_default_key_can_be_read() {
        let written: usize = table().iter().flat_map(|e| &e.keys).map(|(_, k)| k.len()).sum();
        assert_eq!(written, keys().iter().map(|row| row.keys.len()).sum::<usize>());
        assert!(keys().iter().flat_map(|row| &row.keys).all(|k| Key::parse_sequence(k).is_some()));
    }
}
