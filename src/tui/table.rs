//! The one table of actions: key map, hints bar, help, palette and the README's key table are made from it.

mod mending;
mod reading;

use super::action::{Action, Context};
use super::binding::keymap;
use super::key::{Key, sequence_in_words};
use super::keymap::Keymap;
use crate::config::Config;
use crate::error::Result;
use crate::facets::OrderBy;
use crate::model::Verdict;
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
    let mut table = deciding();
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
    table.extend(filtering());
    table.extend(ordering());
    table.extend(moving());
    table.extend(overview());
    table.extend(rest());
    table
}

fn deciding() -> Vec<Entry> {
    use Context::*;
    let mut table = vec![
        row(
            Action::KeepSuggested,
            "keep-suggested",
            "keep +tags",
            "keep with the suggested tags, and move on",
            &[(List, "space"), (Reader, "space")],
        ),
        row(Action::Keep, "keep", "keep", "keep, and move on", &[(List, "y"), (Reader, "y")]),
        row(Action::Drop, "drop", "drop", "drop, and move on", &[(List, "d  x"), (Reader, "d  x")]),
        row(Action::Later, "later", "later", "leave for later, and move on", &[(List, "l"), (Reader, "l")]),
        row(
            Action::Unreview,
            "unreview",
            "",
            "take the verdict back: unreviewed again",
            &[(List, "backspace  -"), (Reader, "backspace  -")],
        ),
    ];
    for (n, label) in clusters() {
        let description = format!("tag or untag cluster {n}, {label}");
        let keys: &'static str = ["1", "2", "3", "4", "5", "6"][usize::from(n) - 1];
        table.push(row(
            Action::TagCluster(n),
            &format!("tag-cluster-{n}"),
            "cluster",
            &description,
            &[(List, keys), (Reader, keys)],
        ));
    }
    table.extend(suggested());
    table.extend([
        row(
            Action::Objectives,
            "objectives",
            "objectives",
            "choose objectives by number or any part of a label",
            &[(List, "o"), (Reader, "o")],
        ),
        row(
            Action::Concepts,
            "concepts",
            "",
            "choose concepts of any scheme, such as groups",
            &[(List, "O"), (Reader, "O")],
        ),
        row(Action::Note, "note", "note", "write a note", &[(List, "n  a"), (Reader, "a")]),
        row(
            Action::Reader,
            "reader",
            "read",
            "read the source around the recommendation, and back",
            &[(List, "enter  r"), (Reader, "enter  r")],
        ),
    ]);
    table.extend(many());
    table.extend([
        row(
            Action::Spread,
            "decide-alike",
            "",
            "give this verdict and these tags to all that say the same",
            &[(List, "="), (Reader, "=")],
        ),
        row(
            Action::NextAlike,
            "next-alike",
            "",
            "to the next recommendation that says the same",
            &[(List, "~")],
        ),
        row(
            Action::DetailsDown,
            "details-down",
            "",
            "scroll the details down",
            &[(Screen, "J"), (Reader, "J")],
        ),
        row(Action::DetailsUp, "details-up", "", "scroll the details up", &[(Screen, "K"), (Reader, "K")]),
    ]);
    table
}

/// Letters for what is suggested.
fn suggested() -> Vec<Entry> {
    use Context::{List, Reader};
    let ranks = ["best suggested cluster", "best suggested objective", "second", "third", "fourth"];
    let keys = ["A", "B", "C", "D", "E"];
    (0u8..)
        .zip(ranks.into_iter().zip(keys))
        .map(|(n, (rank, keys))| {
            let what = if n < 2 { rank.to_string() } else { format!("{rank} suggested objective") };
            let name = format!("suggestion-{}", keys.to_lowercase());
            row(
                Action::Suggestion(n),
                &name,
                "suggested",
                &format!("put on or take off the {what}"),
                &[(List, keys), (Reader, keys)],
            )
        })
        .collect()
}

/// Deciding on many, and the same again.
fn many() -> Vec<Entry> {
    use Context::{List, Reader};
    vec![
        row(
            Action::Repeat,
            "repeat",
            "same again",
            "give the verdict and the tags of the last one decided, and move on",
            &[(List, "."), (Reader, ".")],
        ),
        row(Action::Mark, "mark", "mark", "mark to decide on several together, or unmark", &[(List, "m")]),
        row(Action::MarkRange, "mark-range", "", "mark from the last one marked to here", &[(List, "M")]),
        row(
            Action::MarkAll,
            "mark-all",
            "",
            "mark everything that the filter lets through; again: unmark it",
            &[(List, "ctrl-a")],
        ),
    ]
}

/// Orders, after `s` as filters after `f`.
fn ordering() -> Vec<Entry> {
    let order = |by: OrderBy, hint, description: &str, keys| {
        row(Action::Order(by), &format!("order-{}", by.word()), hint, description, &[(Context::Screen, keys)])
    };
    vec![
        order(OrderBy::Reading, "reading order", "reading order; again: last first", "s d"),
        order(OrderBy::Certainty, "certainty", "most certain first; again: least certain first", "s c"),
        order(OrderBy::Title, "title", "order by the document's title; again: last first", "s t"),
        order(OrderBy::Date, "date", "order by the document's date; again: last first", "s w"),
        order(OrderBy::Page, "page", "order by page; again: last first", "s p"),
        order(OrderBy::Kind, "kind", "order by kind; again: last first", "s k"),
        order(OrderBy::Verdict, "verdict", "order by verdict; again: last first", "s v"),
        order(OrderBy::Cluster, "cluster", "order by cluster; again: last first", "s g"),
        order(OrderBy::Decided, "decided", "order by when it was decided; again: last first", "s l"),
        order(OrderBy::Region, "region", "order by the document's region; again: last first", "s r"),
    ]
}

fn filtering() -> Vec<Entry> {
    use Context::*;
    let mut table = Vec::new();
    for (n, label) in clusters() {
        let keys: &'static str =
            ["f 1  alt-1", "f 2  alt-2", "f 3  alt-3", "f 4  alt-4", "f 5  alt-5", "f 6  alt-6"]
                [usize::from(n) - 1];
        table.push(row(
            Action::FilterCluster(n),
            &format!("filter-cluster-{n}"),
            "filter",
            &format!("show only cluster {n}, {label}, tagged or suggested; again: all clusters"),
            &[(Screen, keys)],
        ));
    }
    let verdict = |v: Verdict, name: &str, keys| {
        let description = format!("show only verdict {v}; again: all verdicts");
        row(Action::FilterVerdict(v), name, v.word(), &description, &[(Screen, keys)])
    };
    table.extend([
        verdict(Verdict::Unreviewed, "filter-unreviewed", "f u"),
        verdict(Verdict::Keep, "filter-keep", "f y"),
        verdict(Verdict::Drop, "filter-drop", "f d"),
        verdict(Verdict::Later, "filter-later", "f l"),
        row(
            Action::FilterUntagged,
            "filter-untagged",
            "untagged",
            "show only what has no cluster tag; again: tagged or not",
            &[(Screen, "f t")],
        ),
        row(
            Action::FilterDocument,
            "filter-document",
            "this document",
            "show only the document of this recommendation; again: all documents",
            &[(Screen, "f f")],
        ),
        row(
            Action::FilterSaid,
            "filter-said-twice",
            "said twice",
            "show only what is said more than once; again: everything",
            &[(Screen, "f s")],
        ),
        row(
            Action::FilterAlike,
            "filter-alike",
            "alike",
            "show only what says the same as this recommendation; again: everything",
            &[(Screen, "f =")],
        ),
        row(Action::SaveFilter, "save-filter", "save", "save the filters under a name", &[(Screen, "f w")]),
        row(
            Action::SavedFilters,
            "saved-filters",
            "saved",
            "choose among the saved filters",
            &[(Screen, "f p")],
        ),
        row(
            Action::RemoveFilter,
            "remove-filter",
            "remove",
            "remove the saved filter under the cursor",
            &[(Chooser, "delete  ctrl-x")],
        ),
        row(
            Action::LikeThis,
            "like-this",
            "most like it",
            "show what is most like this recommendation; again: everything",
            &[(Screen, "f m")],
        ),
        row(
            Action::Jump,
            "jump",
            "go to",
            "go to a document, heading, objective, saved filter or action by its name",
            &[(Screen, "'")],
        ),
        row(Action::ClearFilters, "clear-filters", "clear", "show everything again", &[(Screen, "c")]),
    ]);
    table
}

fn moving() -> Vec<Entry> {
    use Context::*;
    vec![
        row(
            Action::Down,
            "down",
            "",
            "down",
            &[
                (Panes, "j  down"),
                (Form, "down  tab"),
                (Picker, "down  ctrl-n"),
                (Palette, "down  ctrl-n"),
                (Chooser, "down  ctrl-n"),
                (Search, "down  ctrl-n"),
            ],
        ),
        row(
            Action::Up,
            "up",
            "",
            "up",
            &[
                (Panes, "k  up"),
                (Form, "up  shift-tab"),
                (Picker, "up  ctrl-p"),
                (Palette, "up  ctrl-p"),
                (Chooser, "up  ctrl-p"),
                (Search, "up  ctrl-p"),
            ],
        ),
        row(
            Action::PageDown,
            "page-down",
            "",
            "one page down",
            &[
                (Panes, "ctrl-d  pagedown"),
                (Marking, "ctrl-d  pagedown"),
                (Picker, "pagedown"),
                (Palette, "pagedown"),
                (Chooser, "pagedown"),
            ],
        ),
        row(
            Action::PageUp,
            "page-up",
            "",
            "one page up",
            &[
                (Panes, "ctrl-u  pageup"),
                (Marking, "ctrl-u  pageup"),
                (Picker, "pageup"),
                (Palette, "pageup"),
                (Chooser, "pageup"),
            ],
        ),
        row(Action::Top, "top", "", "to the first", &[(Panes, "g g  home")]),
        row(Action::Bottom, "bottom", "", "to the last", &[(Panes, "G  end")]),
        row(
            Action::NextUnreviewed,
            "next-unreviewed",
            "",
            "to the next recommendation without a verdict",
            &[(List, "N")],
        ),
        row(Action::NextPane, "next-pane", "", "to the next pane", &[(Screen, "tab")]),
        row(Action::PreviousPane, "previous-pane", "", "to the pane before", &[(Screen, "shift-tab")]),
        row(Action::ToggleFacets, "toggle-facets", "facets", "show or hide the facets", &[(Screen, "F")]),
        row(
            Action::Pick,
            "pick",
            "filter by this",
            "filter by the value under the cursor, or no longer",
            &[(Facets, "space  enter")],
        ),
        row(Action::NextFacet, "next-facet", "next facet", "to the next facet", &[(Facets, "right  ]")]),
        row(Action::PreviousFacet, "previous-facet", "", "to the facet before", &[(Facets, "left  [")]),
    ]
}

/// The overview.
fn overview() -> Vec<Entry> {
    use Context::*;
    vec![
        row(
            Action::Overview,
            "overview",
            "overview",
            "show the overview: clusters and objectives, and how far everything has come; and back",
            &[(Screen, "v"), (Overview, "v")],
        ),
        row(Action::NextTable, "next-table", "next table", "to the next table", &[(Overview, "tab  ]")]),
        row(
            Action::PreviousTable,
            "previous-table",
            "",
            "to the table before",
            &[(Overview, "shift-tab  [")],
        ),
        row(Action::Left, "left", "", "one column to the left", &[(Overview, "h  left")]),
        row(Action::Right, "right", "", "one column to the right", &[(Overview, "l  right")]),
    ]
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
