//! What keys can do, and where.

use super::motion::Unit;
use crate::facets::OrderBy;
use crate::model::Verdict;

/// Everything that a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// One line down.
    Down,
    /// One line up.
    Up,
    /// One page down.
    PageDown,
    /// One page up.
    PageUp,
    /// To the first line.
    Top,
    /// To the last line.
    Bottom,
    /// To the next recommendation without a verdict.
    NextUnreviewed,
    /// Keep with the suggested tags, and move on.
    KeepSuggested,
    /// Keep, and move on.
    Keep,
    /// Drop, and move on.
    Drop,
    /// Leave for later, and move on.
    Later,
    /// Take the verdict back.
    Unreview,
    /// Tag or untag one of the six clusters.
    TagCluster(u8),
    /// Put on or take off the suggestion of a letter, counted from 0.
    Suggestion(u8),
    /// Give the verdict and the tags of the last one decided.
    Repeat,
    /// Mark to decide on it together with others, or unmark.
    Mark,
    /// Mark from the last one marked to here.
    MarkRange,
    /// Mark everything that the filter lets through, or unmark it.
    MarkAll,
    /// Mark what stands under the same heading, or unmark it.
    MarkSection,
    /// Put in an order, or the other way round.
    Order(OrderBy),
    /// Choose objectives by number or any part of a label.
    Objectives,
    /// Choose concepts of any scheme.
    Concepts,
    /// Write a note.
    Note,
    /// Take back the last step.
    Undo,
    /// Do the undone step again.
    Redo,
    /// Read the source around the recommendation.
    Reader,
    /// To the next recommendation in the reader.
    NextPassage,
    /// To the recommendation before in the reader.
    PreviousPassage,
    /// Jump to a heading.
    Outline,
    /// Find words in the document.
    FindHere,
    /// To the next place where the words stand.
    NextHit,
    /// To the place before where the words stand.
    PreviousHit,
    /// Choose a passage to mark.
    Choose,
    /// By one word, sentence or item, forth or back.
    Go(Unit, bool),
    /// Fix what is chosen, or let the other end move.
    Turn,
    /// Edit the words.
    EditText,
    /// Edit in the program that `EDITOR` names.
    EditOutside,
    /// Move the boundaries.
    MoveBounds,
    /// Split in two.
    Split,
    /// Join with the next.
    Join,
    /// Correct who made it, to whom, and the response.
    EditNames,
    /// Correct the document's details.
    EditDocument,
    /// Give all that say the same this one's verdict and tags.
    Spread,
    /// To the next recommendation that says the same.
    NextAlike,
    /// Show only what is said more than once.
    FilterSaid,
    /// Show only what says the same as this recommendation.
    FilterAlike,
    /// Scroll the details down.
    DetailsDown,
    /// Scroll the details up.
    DetailsUp,
    /// Search the words of all recommendations.
    Search,
    /// Show only one of the six clusters.
    FilterCluster(u8),
    /// Show only one verdict.
    FilterVerdict(Verdict),
    /// Show only what has no cluster tag.
    FilterUntagged,
    /// Show only the document of this recommendation.
    FilterDocument,
    /// Show everything again.
    ClearFilters,
    /// Save the filters under a name.
    SaveFilter,
    /// Choose among the saved filters.
    SavedFilters,
    /// Remove the saved filter under the cursor.
    RemoveFilter,
    /// Show what is most like the recommendation.
    LikeThis,
    /// Go to a document, heading, objective, saved filter or action.
    Jump,
    /// Show the overview: clusters and objectives, and how far everything has come.
    Overview,
    /// To the next table of the overview.
    NextTable,
    /// To the table before.
    PreviousTable,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// To the next pane.
    NextPane,
    /// To the pane before.
    PreviousPane,
    /// Show or hide the facets.
    ToggleFacets,
    /// Filter by the value under the cursor.
    Pick,
    /// To the next facet.
    NextFacet,
    /// To the facet before.
    PreviousFacet,
    /// Put on or take off what is under the cursor, and stay.
    Toggle,
    /// Take what is under the cursor, or what was written.
    Accept,
    /// Start a new line.
    NewLine,
    /// Leave this and go back; never leaves the program.
    Cancel,
    /// Find any action by its name.
    Palette,
    /// Show every key.
    Help,
    /// Show how far the work is.
    Progress,
    /// Export what the filter lets through.
    Export,
    /// Copy the words and where they stand.
    Copy,
    /// Listen to the mouse, or leave it to the terminal.
    Mouse,
    /// Stop the program until `fg`.
    Suspend,
    /// Read the config file again.
    ReadSettings,
    /// Paint the screen anew.
    Repaint,
    /// Leave the program.
    Quit,
}

/// Where a key means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The list of recommendations and the details beside it.
    List,
    /// The facets.
    Facets,
    /// List, details and facets alike.
    Screen,
    /// The reader.
    Reader,
    /// The overview.
    Overview,
    /// The reader, while a passage is chosen.
    Marking,
    /// A form of several lines.
    Form,
    /// The help screen.
    Help,
    /// How far the work is.
    Progress,
    /// All of the above.
    Panes,
    /// The objectives picker.
    Picker,
    /// The palette of actions.
    Palette,
    /// The search line.
    Search,
    /// The list to go anywhere from.
    Chooser,
    /// The line that names filters.
    Naming,
    /// The note.
    Note,
    /// Everywhere, text fields too.
    Everywhere,
}

impl Context {
    /// Every context, in the order the help screen shows them.
    pub const ALL: [Context; 17] = [
        Context::List,
        Context::Screen,
        Context::Panes,
        Context::Facets,
        Context::Picker,
        Context::Search,
        Context::Chooser,
        Context::Naming,
        Context::Note,
        Context::Reader,
        Context::Overview,
        Context::Marking,
        Context::Form,
        Context::Palette,
        Context::Help,
        Context::Progress,
        Context::Everywhere,
    ];

    /// The word for it in the list of keys.
    pub fn word(self) -> &'static str {
        match self {
            Context::List => "list",
            Context::Facets => "facets",
            Context::Screen => "screen",
            Context::Reader => "reader",
            Context::Overview => "overview",
            Context::Marking => "marking",
            Context::Form => "form",
            Context::Help => "help",
            Context::Progress => "progress",
            Context::Panes => "panes",
            Context::Picker => "picker",
            Context::Palette => "palette",
            Context::Search => "search",
            Context::Chooser => "chooser",
            Context::Naming => "naming",
            Context::Note => "note",
            Context::Everywhere => "everywhere",
        }
    }

    /// The contexts in which a key is looked up while this one has the keyboard, nearest first.
    pub fn chain(self) -> &'static [Context] {
        use Context::*;
        match self {
            List => &[List, Screen, Panes, Everywhere],
            Facets => &[Facets, Screen, Panes, Everywhere],
            Screen => &[Screen, Panes, Everywhere],
            Reader => &[Reader, Panes, Everywhere],
            Overview => &[Overview, Panes, Everywhere],
            Marking => &[Marking, Everywhere],
            Form => &[Form, Everywhere],
            Help => &[Help, Panes, Everywhere],
            Progress => &[Progress, Panes, Everywhere],
            Panes => &[Panes, Everywhere],
            Picker => &[Picker, Everywhere],
            Palette => &[Palette, Everywhere],
            Search => &[Search, Everywhere],
            Chooser => &[Chooser, Everywhere],
            Naming => &[Naming, Everywhere],
            Note => &[Note, Everywhere],
            Everywhere => &[Everywhere],
        }
    }
}
