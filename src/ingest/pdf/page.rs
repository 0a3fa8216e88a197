//! What a library tells of a page: the boundary behind which it can be exchanged. Measures are in points, from the
//! upper left corner of the page as a reader holds it, downwards.

/// A run of text as it was drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Span {
    /// Its characters, leftmost first unless `logical`.
    pub text: String,
    /// Whether the characters are in the order of reading already.
    pub logical: bool,
    /// Where it begins.
    pub x: f32,
    /// Where it ends.
    pub end_x: f32,
    /// Its baseline.
    pub y: f32,
    /// Size of its letters.
    pub size: f32,
    /// Whether its letters are bold.
    pub bold: bool,
    /// What the producer says it belongs to.
    pub tag: Option<Tag>,
}

/// The element of a tagged document a span belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    /// What the element is.
    pub kind: TagKind,
    /// Which one it is: spans of one element are one block.
    pub element: u32,
    /// How many lists it lies in.
    pub lists: u8,
}

/// The kinds of elements that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    /// Running text.
    Paragraph,
    /// A heading of a level, 0 where the level is not told.
    Heading(u8),
    /// The words of a list item.
    Item,
    /// The bullet or number of a list item, or of a note.
    Label,
    /// A cell of a table: its row.
    Cell(u32),
    /// A note.
    Note,
    /// The words of a picture or table.
    Caption,
}

/// A straight line across or down the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl Rule {
    /// Whether it runs across.
    pub fn across(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// All that a library tells of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct RawPage {
    /// How high it is.
    pub height: f32,
    /// In the order they were drawn; without what the producer calls an artifact.
    pub spans: Vec<Span>,
    pub rules: Vec<Rule>,
    /// Small figures that may be bullets: the middle of their right edges.
    pub dots: Vec<(f32, f32)>,
    /// Whether something on the page could not be read.
    pub damaged: bool,
}
