//! Keys of the reader: moving over a document, and choosing what to mark.

use super::{Entry, row};
use crate::tui::action::{Action, Context};
use crate::tui::motion::Unit;

/// Reading a document and moving over it.
pub fn reading() -> Vec<Entry> {
    use Context::*;
    let mut table = vec![
        row(
            Action::NextPassage,
            "next-recommendation",
            "next",
            "to the next recommendation of the document",
            &[(Reader, "tab  ]")],
        ),
        row(
            Action::PreviousPassage,
            "previous-recommendation",
            "",
            "to the recommendation before",
            &[(Reader, "shift-tab  [")],
        ),
        row(
            Action::Choose,
            "choose",
            "mark",
            "choose a passage and mark it as a recommendation",
            &[(Reader, "v")],
        ),
        row(Action::Outline, "outline", "outline", "jump to a heading of the document", &[(Reader, "t")]),
        row(Action::FindHere, "find", "find", "find words in the document", &[(Reader, "/")]),
        row(Action::NextHit, "next-hit", "", "to the next place where they stand", &[(Reader, "n")]),
        row(
            Action::PreviousHit,
            "previous-hit",
            "",
            "to the place before where they stand",
            &[(Reader, "N")],
        ),
    ];
    let moves = [
        (Unit::Word, "word", "w  right  l", "b  left  h"),
        (Unit::Sentence, "sentence", ")  j  down", "(  k  up"),
        (Unit::Item, "item", "}  J", "{  K"),
    ];
    for (unit, name, next, previous) in moves {
        let hint = if unit == Unit::Item { "item" } else { name };
        table.push(row(
            Action::Go(unit, true),
            &format!("next-{name}"),
            hint,
            &format!("choose the next {name}, or move the end to it"),
            &[(Marking, next)],
        ));
        table.push(row(
            Action::Go(unit, false),
            &format!("previous-{name}"),
            "",
            &format!("choose the {name} before, or move the end back"),
            &[(Marking, previous)],
        ));
    }
    table.push(row(
        Action::Turn,
        "other-end",
        "other end",
        "move the end of what is chosen, or its other end; where it is split: the next place that is offered",
        &[(Marking, "v  tab")],
    ));
    table
}
