//! The mouse, where it is switched on.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// One thing that the mouse did, at a column and a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// The left button went down.
    Down(u16, u16),
    /// It moved with the button held.
    Drag(u16, u16),
    /// The button was let go.
    Up,
    /// The wheel was turned.
    Wheel {
        /// Towards the end.
        down: bool,
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
}

impl Pointer {
    /// What a terminal event tells; none for other buttons and for moving without one.
    pub fn of_event(event: MouseEvent) -> Option<Self> {
        let (x, y) = (event.column, event.row);
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Pointer::Down(x, y)),
            MouseEventKind::Drag(MouseButton::Left) => Some(Pointer::Drag(x, y)),
            MouseEventKind::Up(MouseButton::Left) => Some(Pointer::Up),
            MouseEventKind::ScrollDown => Some(Pointer::Wheel { down: true, x, y }),
            MouseEventKind::ScrollUp => Some(Pointer::Wheel { down: false, x, y }),
            _ => None,
        }
    }
}

/// An edge between panes that can be dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Right of the facets.
    Facets,
    /// Between list and details.
    Details,
}
