//! What lies over the panes and has the keyboard: picker, palette, search line, note, reader, overview, help.

use super::action::{Action, Context};
use super::chooser::Chooser;
use super::fit::safe;
use super::form::Form;
use super::fuzzy::{Named, find};
use super::line::Line;
use super::overview::Page;
use super::possible::{Offer, offers};
use super::reader::{Mode, Over, Reader};
use super::state::State;
pub use crate::desk::Written;
use crate::desk::check_query;
use crate::facets::Filter;
use crate::facets::query::Wrong;
use crate::model::{Concept, Recommendation, RowId, Scheme, SchemeId};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use ratatui_textarea::{TextArea, WrapMode};

/// One of them; at most one is open.
#[derive(Debug)]
pub enum Layer {
    /// The objectives of a recommendation, or the concepts of every scheme.
    Picker(Picker),
    /// All actions.
    Palette(Palette),
    /// The search line.
    Search(Search),
    /// The list to go anywhere from.
    Chooser(Chooser),
    /// The line that names filters.
    Naming(Naming),
    /// The note of a recommendation.
    Note(Box<NoteEditor>),
    /// The source as a page to read.
    Reader(Box<Reader>),
    /// The overview.
    Overview(Page),
    /// A form of several lines.
    Form(Box<Form>),
    /// Every key.
    Help(Help),
    /// How far the work is; the first line shown.
    Progress(usize),
}

impl Layer {
    /// Whether it takes the whole screen.
    pub fn is_whole(&self) -> bool {
        matches!(self, Layer::Reader(_) | Layer::Overview(_) | Layer::Help(_))
    }

    /// Which keys it takes.
    pub fn context(&self) -> Context {
        match self {
            Layer::Picker(_) => Context::Picker,
            Layer::Palette(_) => Context::Palette,
            Layer::Search(_) => Context::Search,
            Layer::Chooser(_) => Context::Chooser,
            Layer::Naming(_) => Context::Naming,
            Layer::Note(_) => Context::Note,
            Layer::Reader(reader) => match (&reader.over, &reader.mode) {
                (Some(Over::Find(_)), _) => Context::Search,
                (Some(Over::Outline(_)), _) => Context::Palette,
                (None, Mode::Reading) => Context::Reader,
                (None, _) => Context::Marking,
            },
            Layer::Form(_) => Context::Form,
            Layer::Overview(_) => Context::Overview,
            Layer::Help(_) => Context::Help,
            Layer::Progress(_) => Context::Progress,
        }
    }
}

/// A line that narrows a list of names.
#[derive(Debug, Clone)]
pub struct Menu {
    /// What is written.
    pub line: Line,
    /// Places of the names that answer it, best first.
    pub found: Vec<usize>,
    /// Which of those is under the cursor.
    pub cursor: usize,
    names: Vec<Named>,
}

impl Menu {
    /// A menu of all these names.
    pub fn new(names: Vec<Named>) -> Self {
        Menu { line: Line::default(), found: (0..names.len()).collect(), cursor: 0, names }
    }

    /// Looks again after the line changed.
    pub fn refine(&mut self) {
        self.found = find(self.line.text(), &self.names);
        self.cursor = 0;
    }

    /// Moves by so many names.
    pub fn go(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.found.len().saturating_sub(1));
    }

    /// The place of the name under the cursor.
    pub fn chosen(&self) -> Option<usize> {
        self.found.get(self.cursor).copied()
    }
}

/// Chooses concepts of one recommendation: objectives, or those of every scheme.
#[derive(Debug, Clone)]
pub struct Picker {
    /// Which recommendation.
    pub row: RowId,
    /// What it is called: of what it chooses.
    pub name: &'static str,
    /// Scheme and notation of each, in the order that the menu's places count.
    pub concepts: Vec<(SchemeId, String)>,
    /// The line and what answers it.
    pub menu: Menu,
    /// Whether anything was put on or taken off: then Enter on an empty line only closes.
    pub touched: bool,
}

impl Picker {
    /// A picker of objectives that shows what is suggested first, then the rest in their order.
    pub fn of_objectives(card: &Recommendation) -> Self {
        let objectives = in_use().scheme(OBJECTIVE);
        let names = |_: &Scheme, c: &Concept| Named::new(&c.notation, &c.labels);
        Self::new(card, "Objectives", objectives.into_iter().collect(), names)
    }

    /// A picker of the concepts of every scheme, found as "women", "group women" or "group:women": what is suggested
    /// first, then the schemes beside objectives and clusters, which have keys of their own.
    pub fn of_all(card: &Recommendation) -> Self {
        let mut schemes: Vec<&Scheme> = in_use().schemes.iter().collect();
        schemes.sort_by_key(|s| [OBJECTIVE, CLUSTER].contains(&s.id.as_str()));
        let names = |s: &Scheme, c: &Concept| {
            let own = [s.id.clone(), s.label.clone(), format!("{}:{}", s.id, c.notation)];
            Named::new(&c.notation, c.labels.iter().chain(&own))
        };
        Self::new(card, "Concepts", schemes, names)
    }

    fn new(
        card: &Recommendation,
        name: &'static str,
        schemes: Vec<&Scheme>,
        named: impl Fn(&Scheme, &Concept) -> Named,
    ) -> Self {
        // What is suggested first, then the rest: both scheme by scheme, suggestions by rank.
        let rank = |s: &Scheme, c: &Concept| {
            card.suggested.of(&s.id).iter().position(|of| of.notation == c.notation).unwrap_or(usize::MAX)
        };
        let places = schemes.iter().enumerate();
        let mut concepts: Vec<(usize, &Scheme, &Concept)> =
            places.flat_map(|(at, s)| s.concepts.iter().map(move |c| (at, *s, c))).collect();
        concepts.sort_by_key(|(at, s, c)| (rank(s, c) == usize::MAX, *at, rank(s, c)));
        let names = concepts.iter().map(|(_, s, c)| named(s, c)).collect();
        let concepts = concepts.into_iter().map(|(_, s, c)| (s.id.clone(), c.notation.clone())).collect();
        Picker { row: card.row, name, concepts, menu: Menu::new(names), touched: false }
    }

    /// Whether it chooses among several schemes.
    pub fn is_of_all(&self) -> bool {
        self.concepts.first().zip(self.concepts.last()).is_some_and(|(a, z)| a.0 != z.0)
    }

    /// Scheme and notation of the concept under the cursor.
    pub fn chosen(&self) -> Option<&(SchemeId, String)> {
        self.concepts.get(self.menu.chosen()?)
    }
}

/// Finds any action by its name.
#[derive(Debug, Clone)]
pub struct Palette {
    /// Actions, in the order that the menu's places count: first those that can be done now.
    pub offers: Vec<Offer>,
    /// The line and what answers it.
    pub menu: Menu,
    /// Where it was opened.
    pub from: Context,
}

impl Palette {
    /// A palette of what keys do where a context has the keyboard.
    pub fn new(state: &State, from: Context) -> Self {
        let offers = offers(state, from);
        let name = |offer: &Offer| {
            let e = offer.entry;
            Named::new("", [&e.description, &e.name, &e.name.replace('-', " ")])
        };
        let names = offers.iter().map(name).collect();
        Palette { offers, menu: Menu::new(names), from }
    }

    /// The action under the cursor.
    pub fn chosen(&self) -> Option<Action> {
        self.offers.get(self.menu.chosen()?).map(|offer| offer.entry.action)
    }
}

/// Every key, or those that answer what is written.
#[derive(Debug, Clone)]
pub struct Help {
    /// Where it was opened: the keys that mean something there stand first.
    pub from: Context,
    /// What is written.
    pub line: Line,
    /// The first line shown.
    pub top: usize,
}

/// The line that names filters to be saved.
#[derive(Debug, Clone)]
pub struct Naming {
    /// What is written.
    pub line: Line,
}

/// The search line.
#[derive(Debug, Clone)]
pub struct Search {
    /// What is written.
    pub line: Line,
    /// The filter to go back to.
    pub before: Filter,
    /// The recommendation to go back to.
    pub row: Option<RowId>,
    /// Which of the earlier searches stands in the line, counted from the newest; none while it is written anew.
    pub earlier: Option<usize>,
    /// What was written before an earlier search took its place.
    pub written: String,
    /// What was to be searched for and means nothing.
    refused: Option<String>,
}

impl Search {
    /// A search line over what is shown now.
    pub fn new(filter: &Filter, row: Option<RowId>) -> Self {
        Search {
            line: Line::selected(filter.search.as_deref().unwrap_or_default()),
            before: filter.clone(),
            row,
            earlier: None,
            written: String::new(),
            refused: None,
        }
    }

    /// Refuses what is written where something in it means nothing: a search without its wrong part finds what nobody
    /// looks for, and what is done then is done to all of it.
    pub fn refuse(&mut self) -> bool {
        self.refused = self.trouble(true).map(|_| self.line.text().to_string());
        self.refused.is_some()
    }

    /// Whether what is written was refused.
    pub fn is_refused(&self) -> bool {
        self.refused.as_deref() == Some(self.line.text())
    }

    /// Puts an earlier search, or a later one, in the line; false where there is none.
    pub fn recall(&mut self, searches: &[String], older: bool) -> bool {
        let next = match (self.earlier, older) {
            (None, true) => Some(0),
            (Some(n), true) => Some(n + 1),
            (None, false) => return false,
            (Some(n), false) => n.checked_sub(1),
        };
        let text = match next {
            None => std::mem::take(&mut self.written),
            Some(n) => match searches.len().checked_sub(n + 1).and_then(|at| searches.get(at)) {
                Some(search) => search.clone(),
                None => return false,
            },
        };
        if self.earlier.is_none() {
            self.written = self.line.text().to_string();
        }
        self.earlier = next;
        self.line = Line::new(&text);
        true
    }

    /// What is wrong with what is written: what may still be mended by writing on is not told before `done`.
    pub fn trouble(&self, done: bool) -> Option<Wrong> {
        let text = self.line.text();
        let wrong = check_query(text).err()?;
        let last_word = text.chars().count() - text.chars().rev().take_while(|c| !c.is_whitespace()).count();
        (done || !(wrong.open || wrong.column > last_word)).then_some(wrong)
    }
}

/// Writes the note or the words of one recommendation.
#[derive(Debug)]
pub struct NoteEditor {
    /// Which recommendation.
    pub row: RowId,
    /// What is written.
    pub what: Written,
    /// The editor.
    pub area: TextArea<'static>,
}

impl NoteEditor {
    /// An editor of what is there, or of what was written of it before, the caret behind it.
    pub fn new(card: &Recommendation, what: Written, draft: Option<&str>) -> Self {
        let text = draft.unwrap_or_else(|| what.now(card));
        let lines = text.lines().map(safe).collect();
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(ratatui::style::Style::new());
        area.move_cursor(ratatui_textarea::CursorMove::Bottom);
        area.move_cursor(ratatui_textarea::CursorMove::End);
        NoteEditor { row: card.row, what, area }
    }

    /// The note as written; none where nothing is.
    pub fn note(&self) -> Option<String> {
        let note = self.area.lines().join("\n").trim().to_string();
        (!note.is_empty()).then_some(note)
    }

    /// Puts a pasted text in, line by line.
    pub fn paste(&mut self, text: &str) {
        let lines: Vec<String> = text.replace('\r', "\n").split('\n').map(safe).collect();
        self.area.insert_str(lines.join("\n"));
    }
}
