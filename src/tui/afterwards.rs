//! What the screen shows once a step is done: asked for together with the step, so that one answer and one frame hold
//! all that follows from it.

use crate::desk::{Alike, Desk, Found, Headway};
use crate::error::Result;
use crate::facets::{Filter, Order};
use crate::model::{Decision, Recommendation, RowId};

/// What is looked at when a step is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Which query this is; the newest wins.
    pub generation: u64,
    /// What is shown.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// The recommendations in sight: what was decided may have taught something about them.
    pub rows: Vec<RowId>,
    /// The one that keys are about.
    pub subject: Option<RowId>,
    /// Whether what says the same as that one is to be told, too.
    pub alike: bool,
    /// Whether clusters and documents are counted one by one.
    pub parts: bool,
}

/// What it has become.
#[derive(Debug, Clone)]
pub struct Afterwards {
    /// Which query was answered.
    pub generation: u64,
    /// What it found.
    pub found: Found,
    /// How far the work is.
    pub progress: Headway,
    /// The recommendations in sight.
    pub rows: Vec<Recommendation>,
    /// What is shown of one recommendation beside itself.
    pub about: Option<About>,
}

/// What is shown of a recommendation beside itself.
#[derive(Debug, Clone)]
pub struct About {
    /// Which one.
    pub row: RowId,
    /// The decisions on it, oldest first.
    pub history: Vec<Decision>,
    /// The first of those that say the same, and where all of them are; none where that was not asked.
    pub alike: Option<(Vec<Alike>, Vec<RowId>)>,
}

impl Afterwards {
    /// What a view of the desk has become.
    pub fn seen(desk: &mut Desk, view: &View) -> Result<Afterwards> {
        Ok(Afterwards {
            generation: view.generation,
            found: desk.find_ordered(&view.filter, view.order)?,
            progress: if view.parts { desk.progress()? } else { desk.today()? },
            rows: desk.cards(&view.rows)?,
            about: view.subject.map(|row| About::read(desk, row, view.alike)).transpose()?,
        })
    }
}

impl About {
    fn read(desk: &Desk, row: RowId, alike: bool) -> Result<About> {
        let alike = alike.then(|| desk.alike(row, super::update::ALIKE_SHOWN)).transpose()?;
        Ok(About { row, history: desk.history(row)?, alike })
    }
}
