//! One list to go anywhere from: documents, headings, objectives, saved filters, actions.

use super::action::{Action, Context};
use super::fit::safe;
use super::fuzzy::Named;
use super::layers::Menu;
use super::possible::offers;
use super::state::State;
use crate::facets::Filter;
use crate::model::{DocumentId, RowId};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};

/// What is chosen among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choosing {
    /// Everything that one can go to.
    Anything,
    /// Saved filters alone.
    Saved,
}

/// Where a choice leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Goal {
    /// The first recommendation of a document.
    Document(DocumentId),
    /// The first recommendation under a heading.
    Heading(RowId),
    /// What is tagged with a concept, or suggested for it: scheme and notation.
    Concept(&'static str, String),
    /// What a saved filter lets through.
    Saved(String, Filter),
    /// An action.
    Action(Action),
}

/// Something that can be chosen.
#[derive(Debug, Clone)]
pub struct Target {
    /// What it is, in one word.
    pub kind: &'static str,
    /// What it is called, safe to show.
    pub label: String,
    /// What it lies under, safe to show.
    pub under: String,
    /// What stands at the right: how many, or a key.
    pub aside: String,
    /// Whether it can be gone to now; where not, the right side says why.
    pub is_possible: bool,
    /// Where it leads.
    pub goal: Goal,
}

/// A list of targets that is narrowed by what is written.
#[derive(Debug, Clone)]
pub struct Chooser {
    /// What is chosen among.
    pub choosing: Choosing,
    /// Targets, in the order that the menu's places count.
    pub targets: Vec<Target>,
    /// The line and what answers it.
    pub menu: Menu,
    /// Where it was opened.
    pub from: Context,
}

impl Chooser {
    /// A list of what is known now.
    pub fn new(state: &State, choosing: Choosing, from: Context) -> Self {
        let targets = match choosing {
            Choosing::Anything => anything(state, from),
            Choosing::Saved => saved(state),
        };
        Chooser { choosing, menu: menu(&targets), targets, from }
    }

    /// Takes in what became known; what is written stays.
    pub fn renew(&mut self, state: &State) {
        let renewed = Chooser::new(state, self.choosing, self.from);
        let (line, cursor) = (std::mem::take(&mut self.menu.line), self.menu.cursor);
        *self = renewed;
        self.menu.line = line;
        self.menu.refine();
        self.menu.go(cursor as isize);
    }

    /// What is under the cursor.
    pub fn chosen(&self) -> Option<&Target> {
        self.targets.get(self.menu.chosen()?)
    }
}

fn menu(targets: &[Target]) -> Menu {
    let name = |target: &Target| {
        let sign = if let Goal::Concept(_, notation) = &target.goal { notation.as_str() } else { "" };
        Named::new(sign, [&target.label, &format!("{} {} {}", target.kind, target.under, target.label)])
    };
    Menu::new(targets.iter().map(name).collect())
}

fn anything(state: &State, from: Context) -> Vec<Target> {
    let mut targets = saved(state);
    targets.extend(documents(state));
    targets.extend(concepts(state));
    targets.extend(headings(state));
    targets.extend(actions(state, from));
    targets
}

fn saved(state: &State) -> Vec<Target> {
    let target = |s: &crate::desk::SavedFilter| Target {
        kind: "filter",
        label: safe(&s.name),
        under: String::new(),
        aside: s.count.to_string(),
        is_possible: true,
        goal: Goal::Saved(s.name.clone(), s.filter.clone()),
    };
    state.saved.iter().map(target).collect()
}

fn documents(state: &State) -> impl Iterator<Item = Target> {
    let shown = state.documents.iter().flatten().filter(|d| !d.withdrawn && d.recommendations > 0);
    shown.map(|d| Target {
        kind: "document",
        label: safe(d.name()),
        under: String::new(),
        aside: d.recommendations.to_string(),
        is_possible: true,
        goal: Goal::Document(d.id.clone()),
    })
}

fn concepts(state: &State) -> impl Iterator<Item = Target> {
    let of = |kind: &'static str| {
        in_use().scheme(kind).into_iter().flat_map(|s| &s.concepts).map(move |c| (kind, c))
    };
    of(CLUSTER).chain(of(OBJECTIVE)).map(|(kind, concept)| {
        let counts = &state.found.counts;
        let count = counts.of(&crate::facets::Facet::Concept(kind.into()), &concept.notation);
        Target {
            kind,
            label: format!("{} {}", concept.notation, concept.short),
            under: String::new(),
            aside: count.map_or(0, |c| c.having + c.suggested).to_string(),
            is_possible: true,
            goal: Goal::Concept(kind, concept.notation.clone()),
        }
    })
}

fn headings(state: &State) -> impl Iterator<Item = Target> {
    let crumb = format!(" {} ", state.signs.crumb);
    let name = |document: &DocumentId| {
        let known = state.documents.iter().flatten().find(|known| known.id == *document);
        known.map_or(String::new(), |known| safe(known.name()))
    };
    let target = move |h: &crate::desk::Heading| {
        h.section.split_last().map(|(own, above)| Target {
            kind: "heading",
            label: safe(own),
            under: std::iter::once(name(&h.document))
                .chain(above.iter().map(|s| safe(s)))
                .collect::<Vec<_>>()
                .join(&crumb),
            aside: h.count.to_string(),
            is_possible: true,
            goal: Goal::Heading(h.row),
        })
    };
    state.headings.iter().filter_map(target)
}

fn actions(state: &State, from: Context) -> impl Iterator<Item = Target> {
    let others = offers(state, from).into_iter().filter(|offer| offer.entry.action != Action::Jump);
    others.map(move |offer| Target {
        kind: "action",
        label: offer.entry.description.clone(),
        under: String::new(),
        aside: match offer.hindrance {
            Some(why) => why.to_string(),
            None => state.keymap.first_key(from, offer.entry.action),
        },
        is_possible: offer.hindrance.is_none(),
        goal: Goal::Action(offer.entry.action),
    })
}
