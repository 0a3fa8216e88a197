//! Actions that decide: verdicts, tags, and many at once.

use super::{Entry, clusters, row};
use crate::tui::action::{Action, Context};

pub fn deciding() -> Vec<Entry> {
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
            Action::MarkSection,
            "mark-section",
            "",
            "mark what stands under the same heading; again: unmark it",
            &[(List, "S")],
        ),
        row(
            Action::MarkAll,
            "mark-all",
            "",
            "mark everything that the filter lets through; again: unmark it",
            &[(List, "ctrl-a")],
        ),
    ]
}
