//! What holds in a group and for a paragraph while they are read.

use crate::ingest::flow::Look;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    Text,
    Nowhere,
    Fonts,
    Styles,
    /// The bullet or number before a list item.
    Label,
    /// What a field does.
    Field,
    /// A shape: only the text in its box counts.
    Shape,
    /// Text written twice: what is in Unicode counts.
    Twice,
}

/// What holds in a group, and ends with it.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub destination: Destination,
    pub font: Option<i32>,
    pub strong: bool,
    pub underlined: bool,
    /// In half points.
    pub size: u16,
    pub hidden: bool,
    pub deleted: bool,
    pub raised: bool,
    /// How many characters stand for a Unicode one, for programs that know none.
    pub stand_ins: usize,
    /// Whether the group is a field that makes a table of contents.
    pub is_contents: bool,
    /// Whether the group is a note: its number stands in `Reader::open_notes`.
    pub opens_note: bool,
    /// Whether the next word may be a destination that is only for those who know it.
    pub is_optional: bool,
}

impl Group {
    /// The group around all others.
    pub fn outermost() -> Self {
        Group {
            destination: Destination::Text,
            font: None,
            strong: false,
            underlined: false,
            size: 24,
            hidden: false,
            deleted: false,
            raised: false,
            stand_ins: 1,
            is_contents: false,
            opens_note: false,
            is_optional: false,
        }
    }
}

/// What holds for a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Setting {
    pub style: Option<i32>,
    pub outline: Option<u8>,
    pub in_table: bool,
    pub is_listed: bool,
    pub depth: u8,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub words: String,
    pub look: Look,
    pub label: String,
    pub note_label: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub name: String,
    pub outline: Option<u8>,
}
