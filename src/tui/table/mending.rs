//! Keys that mend what the extraction made: all behind one.

use super::{Entry, row};
use crate::tui::action::{Action, Context};

/// Mending what the extraction made.
pub fn mending() -> Vec<Entry> {
    use Context::*;
    let both = |action, name: &str, hint, description: &str, keys: &'static str| {
        row(action, name, hint, description, &[(List, keys), (Reader, keys)])
    };
    vec![
        both(Action::EditText, "edit-text", "words", "edit the words; the original stays beside them", "e e"),
        row(
            Action::EditOutside,
            "edit-outside",
            "in EDITOR",
            "edit the words in the program that VISUAL or EDITOR names",
            &[(List, "e x"), (Reader, "e x"), (Note, "alt-e")],
        ),
        both(
            Action::MoveBounds,
            "move-bounds",
            "boundaries",
            "move the boundaries by word, sentence or item",
            "e b",
        ),
        both(Action::Split, "split", "split", "split in two, where it is offered or elsewhere", "e s"),
        both(Action::Join, "join", "join", "join with the next recommendation of the document", "e j"),
        both(
            Action::EditNames,
            "edit-names",
            "names",
            "correct who made it, to whom, and the response",
            "e n",
        ),
        both(Action::EditDocument, "edit-document", "document", "correct the details of the document", "e d"),
    ]
}
