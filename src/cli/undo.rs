//! `undo`, `redo`

use super::Place;
use super::out::Out;
use crate::error::{Error, Result};

/// Back or forth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Back.
    Undo,
    /// Forth.
    Redo,
}

pub fn run(place: &Place, way: Way, out: &mut Out) -> Result<()> {
    let mut desk = place.desk_to_change()?;
    let (done, verb, past) = match way {
        Way::Undo => (desk.undo()?, "undo", "undone"),
        Way::Redo => (desk.redo()?, "redo", "redone"),
    };
    let Some(done) = done else {
        return Err(Error::failed(format!("{} has nothing to {verb}", desk.reviewer())));
    };
    if done.rows.is_empty() && done.documents.is_empty() {
        out.line(format!("{past}: {}", done.words))?;
    }
    for (r, words) in desk.recommendations_of(desk.reviewer(), &done.rows)?.iter().zip(&done.each) {
        // What was divided or joined is called so on each line.
        let words = done.whole().map_or_else(|| words.clone(), |whole| format!("{whole}: {words}"));
        out.line(format!("{}\t{past}: {words}", r.id))?;
    }
    done.documents.iter().try_for_each(|id| out.line(format!("{id}\t{past}: {}", done.words)))
}
