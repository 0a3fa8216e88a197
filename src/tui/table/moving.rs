//! Actions that move: in the list, and in the overview.

use super::{Entry, row};
use crate::tui::action::{Action, Context};

pub fn moving() -> Vec<Entry> {
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
pub fn overview() -> Vec<Entry> {
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
