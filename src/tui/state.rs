//! Everything the screen knows.

use super::action::Context;
use super::drafts::Drafts;
use super::events::Message;
use super::facet_list::FacetList;
use super::fit::{columns, safe, wrap};
use super::key::Key;
use super::keymap::Keymap;
use super::layers::{Layer, Written};
use super::layout::{Areas, SMALLEST, STATUS_INDENT, Splits, reading, said_at_most};
use super::marks::Marks;
use super::overview::{Page, Place};
use super::pointer::Edge;
use super::reader::{Over, Reader};
use super::requests::{Request, Step};
use super::source::Around;
use super::theme::{Signs, Theme};
use crate::config::TitlePage;
use crate::desk::export::ExportFormat;
use crate::desk::{Alike, Behind, Found, Heading, Headway, SavedFilter, Source, Taking, Tally};
use crate::facets::{Filter, Order};
use crate::model::{Decision, Document, DocumentId, Recommendation, RowId, Suggestions};
use ratatui::layout::Rect;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// How many recommendations stay in memory beside those on the screen.
const CARDS: usize = 4096;
/// How many texts of documents stay in memory.
const SOURCES: usize = 4;

/// Which pane has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// The list.
    #[default]
    List,
    /// The details.
    Details,
    /// The facets.
    Facets,
}

/// How the status line sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Something to know.
    #[default]
    Told,
    /// Something was done and is on disk.
    Saved,
    /// Something failed.
    Failed,
}

/// What the status line says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// The words, safe to show.
    pub words: String,
    /// How they sound.
    pub tone: Tone,
}

/// What `update` asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the desk.
    Ask(Request),
    /// Read the config file again.
    ReadSettings,
    /// Stop the program until `fg`.
    Suspend,
    /// Take the terminal again after the program was stopped by others.
    Resume,
    /// Paint everything anew.
    Repaint,
    /// Listen to the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Copy a text through the terminal.
    Copy(String),
    /// Have words edited in the program that the user chose.
    Edit(Outside),
}

/// Words that are edited outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// Whose.
    pub row: RowId,
    /// Which words of it.
    pub what: Written,
    /// As they are now.
    pub text: String,
}

/// A step that was sent to the desk and not answered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What kind of step.
    pub step: Step,
    /// On which recommendation, where it is a decision.
    pub row: Option<RowId>,
    /// Whether the cursor moved on with it.
    pub moved_on: bool,
    /// What it was decided on, where that was marked.
    pub marks: Option<Marks>,
    /// The scheme of which a letter put a suggestion on or took it off.
    pub letter: Option<String>,
    /// The recommendations that are told anew with its answer.
    pub renewed: Vec<RowId>,
}

impl Sent {
    /// A step of a kind, on nothing in particular.
    pub fn of(step: Step) -> Self {
        Sent { step, row: None, moved_on: false, marks: None, letter: None, renewed: Vec::new() }
    }
}

/// Recommendations that the cursor is to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    /// To the first of these that is shown.
    pub rows: Vec<RowId>,
    /// Whether to say so where the filter lets none of them through.
    pub tell: bool,
}

impl Aim {
    /// At one recommendation.
    pub fn at(row: RowId) -> Aim {
        Aim { rows: vec![row], tell: false }
    }
}

/// An answer that says what the next keys are about: they are held until it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// Where the next recommendation without a verdict is.
    Unreviewed,
    /// What stands under the same heading, to be marked.
    Section,
}

/// What was last asked of the desk, so that nothing is asked twice.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Recommendations.
    pub rows: Vec<RowId>,
    /// Recommendations that are not in sight yet.
    pub ahead: Vec<RowId>,
    /// The text of a document.
    pub source: Option<DocumentId>,
    /// The decisions on a recommendation.
    pub history: Option<RowId>,
    /// What says the same as a recommendation.
    pub alike: Option<RowId>,
}

/// What the details show beside the recommendation itself.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// Which recommendation they are about.
    pub row: Option<RowId>,
    /// First line shown.
    pub top: usize,
    /// The first of those that say the same and where all of them are, once known.
    pub alike: Option<(Vec<Alike>, Vec<RowId>)>,
    /// Every decision, oldest first, once known.
    pub history: Option<Vec<Decision>>,
    /// The source around it, once known.
    pub around: Option<Around>,
}

/// Everything the screen knows; `update` changes it, `draw` shows it.
#[derive(Debug)]
pub struct State {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Roles to styles.
    pub theme: Theme,
    /// Signs.
    pub signs: Signs,
    /// Who decides.
    pub reviewer: String,
    /// Keys to actions.
    pub keymap: Keymap,
    /// All documents, once known.
    pub documents: Option<Vec<Document>>,
    /// How many of them are not withdrawn.
    pub standing: usize,
    /// What is shown.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// What is searched for, to be marked where it stands.
    pub sought: crate::facets::query::Marks,
    /// What was searched for before, the newest last.
    pub searches: Vec<String>,
    /// Number of the newest query.
    pub generation: u64,
    /// What the newest answered query found.
    pub found: Found,
    /// Whether any query was answered yet.
    pub answered: bool,
    /// Whether the recommendation under the cursor stays when the newest query is answered, even where it no longer passes the filter.
    pub holding: bool,
    /// What is marked to be decided on together; never what is not shown.
    pub marks: Marks,
    /// How far the work is, once known.
    pub progress: Option<Headway>,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether the config file wants it so.
    pub mouse_wanted: bool,
    /// Where edges between panes were dragged to.
    pub splits: Splits,
    /// The edge that is being dragged.
    pub dragging: Option<Edge>,
    /// What stands ready to be taken.
    pub taking: Taking,
    /// The recommendation decided on last.
    pub last_decided: Option<RowId>,
    /// Recommendations near the cursor.
    pub cards: HashMap<RowId, Recommendation>,
    /// Which of the found ones is under the cursor.
    pub cursor: usize,
    /// The first one shown.
    pub top: usize,
    /// Whether the first answer may still place the cursor: nobody has touched anything.
    pub arriving: bool,
    /// Whether the cursor is on its way to where there is something left to decide, without having been asked.
    pub led: bool,
    /// Where the cursor goes when the next query is answered.
    pub go_to: Option<Aim>,
    /// Where the cursor stood before nothing was found.
    pub stood: Option<RowId>,
    /// The answer that was asked for by a key and not given yet.
    pub awaited: Option<Awaited>,
    /// Keys, clicks and pastes that came meanwhile.
    pub held: VecDeque<Message>,
    /// Which pane has the keyboard.
    pub focus: Focus,
    /// Whether facets are wanted where there is room.
    pub facets_wanted: bool,
    /// Filters saved under a name, as last counted.
    pub saved: Vec<SavedFilter>,
    /// Headings with recommendations under them, as last asked.
    pub headings: Vec<Heading>,
    /// Rows of the facets pane.
    pub facets: FacetList,
    /// The details.
    pub details: Details,
    /// Texts of documents, the newest last.
    pub sources: Vec<(DocumentId, Arc<Source>)>,
    /// Where the cursor stood in the overview.
    pub overview: Place,
    /// What lies over the panes and has the keyboard.
    pub layer: Option<Layer>,
    /// The layers from which it was opened, the nearest last: each has the keyboard again when what lies over it closes.
    pub beneath: Vec<Layer>,
    /// The reader that was left last: opened again at the same recommendation, it shows the same place.
    pub left: Option<Box<Reader>>,
    /// Notes and words of recommendations that were written and neither saved nor given up.
    pub drafts: Drafts,
    /// What the settings say of the title page of annexes.
    pub title_page: TitlePage,
    /// Format and file of the last export.
    pub exported: Option<(ExportFormat, String)>,
    /// Keys of a sequence begun.
    pub pending: Vec<Key>,
    /// The status line.
    pub status: Status,
    /// Steps sent and not answered, oldest first.
    pub sent: VecDeque<Sent>,
    /// What was last asked.
    pub asked: Asked,
    /// Whether it was said that something written was not saved.
    pub warned: bool,
    /// What is still to be done in the background.
    pub behind: Behind,
    /// Whether the program ends once every step is answered.
    pub leaving: bool,
    /// Whether the program ends now.
    pub over: bool,
    /// Whether anything changed since the last frame.
    pub changed: bool,
}

impl State {
    /// The screen before anything is known.
    pub fn new(size: (u16, u16), theme: Theme, signs: Signs, reviewer: &str) -> Self {
        State {
            size,
            theme,
            signs,
            reviewer: safe(reviewer),
            keymap: Keymap::default(),
            documents: None,
            standing: 0,
            filter: Filter::default(),
            order: Order::default(),
            sought: Default::default(),
            searches: Vec::new(),
            generation: 0,
            found: Found::default(),
            answered: false,
            holding: false,
            marks: Marks::default(),
            progress: None,
            mouse: false,
            mouse_wanted: false,
            splits: Splits::default(),
            dragging: None,
            taking: Taking::above(Suggestions::THRESHOLD),
            last_decided: None,
            cards: HashMap::new(),
            cursor: 0,
            top: 0,
            arriving: true,
            led: false,
            go_to: None,
            stood: None,
            awaited: None,
            held: VecDeque::new(),
            focus: Focus::List,
            facets_wanted: true,
            saved: Vec::new(),
            headings: Vec::new(),
            facets: FacetList::default(),
            details: Details::default(),
            sources: Vec::new(),
            overview: Place::default(),
            layer: None,
            beneath: Vec::new(),
            left: None,
            drafts: Drafts::default(),
            title_page: TitlePage::default(),
            exported: None,
            pending: Vec::new(),
            status: Status::default(),
            sent: VecDeque::new(),
            asked: Asked::default(),
            warned: false,
            behind: Behind::default(),
            leaving: false,
            over: false,
            changed: true,
        }
    }

    /// Where everything stands.
    pub fn areas(&self) -> Areas {
        let in_facets = self.focus == Focus::Facets;
        Areas::split(self.size, self.facets_wanted, in_facets, self.splits, self.said())
    }

    /// Rows that what was said takes: as many as it needs, so that its end, which is often the way out, is not cut off. One
    /// while something is written in its place.
    fn said(&self) -> u16 {
        let is_written = |layer: &Layer| match layer {
            Layer::Search(_) | Layer::Naming(_) => true,
            Layer::Reader(reader) => matches!(reader.over, Some(Over::Find(_))),
            _ => false,
        };
        let width = usize::from(self.size.0.saturating_sub(STATUS_INDENT + 1));
        if self.layer.as_ref().is_some_and(is_written) || columns(&self.status.words) <= width {
            return 1;
        }
        wrap(&self.status.words, width).len().min(usize::from(said_at_most(self.size.1))) as u16
    }

    /// Where everything stands in the reader.
    pub fn reader_areas(&self) -> reading::Areas {
        reading::Areas::new(self.size, self.said())
    }

    /// Where the details stand: of the reader where it is open.
    pub fn details_area(&self) -> Rect {
        if self.reader().is_some() { self.reader_areas().details } else { self.areas().details }
    }

    /// Whether the terminal is too small to work on.
    pub fn is_too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// The recommendation under the cursor, by its place in the store.
    pub fn row(&self) -> Option<RowId> {
        self.found.rows.get(self.cursor).copied()
    }

    /// The recommendation under the cursor, once loaded.
    pub fn card(&self) -> Option<&Recommendation> {
        self.cards.get(&self.row()?)
    }

    /// The reader, where it is open, also under another layer.
    pub fn reader(&self) -> Option<&Reader> {
        let layers = self.layer.iter().chain(self.beneath.iter().rev());
        layers.into_iter().find_map(|layer| match layer {
            Layer::Reader(reader) => Some(reader.as_ref()),
            _ => None,
        })
    }

    /// The reader, where it is open, also under another layer, to change it.
    pub fn reader_mut(&mut self) -> Option<&mut Reader> {
        let layers = self.layer.iter_mut().chain(self.beneath.iter_mut().rev());
        layers.into_iter().find_map(|layer| match layer {
            Layer::Reader(reader) => Some(reader.as_mut()),
            _ => None,
        })
    }

    /// The overview, where it is open, also under another layer, to change it.
    pub fn overview_mut(&mut self) -> Option<&mut Page> {
        let layers = self.layer.iter_mut().chain(self.beneath.iter_mut().rev());
        layers.into_iter().find_map(|layer| match layer {
            Layer::Overview(page) => Some(page),
            _ => None,
        })
    }

    /// Opens a layer over the one that has the keyboard.
    pub fn open_over(&mut self, layer: Layer) {
        self.beneath.extend(self.layer.replace(layer));
    }

    /// Closes the layer that has the keyboard; the one beneath has it again.
    pub fn close_layer(&mut self) {
        self.layer = self.beneath.pop();
    }

    /// The recommendation that keys are about: the one that is read, else the one under the cursor.
    pub fn subject_row(&self) -> Option<RowId> {
        self.reader().map(|reader| reader.row).or_else(|| self.row())
    }

    /// The recommendation that keys are about, once loaded.
    pub fn subject(&self) -> Option<&Recommendation> {
        self.cards.get(&self.subject_row()?)
    }

    /// Whether no step is on its way that may change a recommendation. One on what was marked, or back or forth, may.
    pub fn is_settled(&self, row: RowId) -> bool {
        self.sent.iter().all(|sent| sent.row.is_some_and(|other| other != row))
    }

    /// The text of a document, once loaded.
    pub fn source(&self, document: &DocumentId) -> Option<&Arc<Source>> {
        self.sources.iter().find(|(id, _)| id == document).map(|(_, source)| source)
    }

    /// Remembers the text of a document and forgets the oldest.
    pub fn keep_source(&mut self, document: DocumentId, source: Arc<Source>) {
        self.sources.retain(|(id, _)| *id != document);
        self.sources.push((document, source));
        let excess = self.sources.len().saturating_sub(SOURCES);
        self.sources.drain(..excess);
    }

    /// Remembers recommendations; when they become many, only those near the cursor stay.
    pub fn keep_cards(&mut self, cards: Vec<Recommendation>) {
        self.cards.extend(cards.into_iter().map(|card| (card.row, card)));
        if self.cards.len() > CARDS {
            let near: Vec<RowId> = self.window().collect();
            self.cards.retain(|row, _| near.contains(row));
        }
    }

    /// Forgets all recommendations but these, to be asked for again where they are wanted.
    pub fn forget_cards(&mut self, but: &[RowId]) {
        self.cards.retain(|row, _| but.contains(row));
        self.asked.rows.clear();
        self.asked.ahead.clear();
    }

    /// Whether a recommendation is listed or read now.
    pub fn is_in_sight(&self, row: RowId) -> bool {
        self.in_sight().any(|shown| shown == row) || self.subject_row() == Some(row)
    }

    /// The recommendations that should be in memory: a page before and two after those shown.
    pub fn window(&self) -> impl Iterator<Item = RowId> {
        let page = self.areas().listed().max(8);
        let from = self.top.saturating_sub(page);
        let near = self.found.rows.iter().skip(from).take(page * 4).copied();
        near.chain(self.reader().map(|reader| reader.row))
    }

    /// The recommendations in sight.
    pub fn in_sight(&self) -> impl Iterator<Item = RowId> {
        self.found.rows.iter().skip(self.top).take(self.areas().listed().max(1)).copied()
    }

    /// Which context has the keyboard.
    pub fn context(&self) -> Context {
        match (&self.layer, self.focus) {
            (Some(layer), _) => layer.context(),
            (None, Focus::Facets) => Context::Facets,
            (None, _) => Context::List,
        }
    }

    /// Where keys about one recommendation are looked up: in the reader where it is read, else in the list.
    pub fn deciding_context(&self) -> Context {
        if self.reader().is_some() { Context::Reader } else { Context::List }
    }

    /// Says something in the status line.
    pub fn tell(&mut self, tone: Tone, words: impl AsRef<str>) {
        self.status = Status { words: self.signs.words(&safe(words.as_ref())), tone };
    }

    /// How far what the other filters let through has come.
    pub fn tally(&self) -> Tally {
        Tally::of(&self.found.counts)
    }
}
