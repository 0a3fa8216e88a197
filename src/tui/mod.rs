//! The screen.

use crate::config::Theme;
use crate::desk::Desk;
use crate::error::Result;

/// How the screen looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// ASCII borders and signs only.
    pub ascii: bool,
}

/// Opens the screen on a desk and returns when the user quits. `welcome` is said in the status line at the start.
pub fn run(desk: Desk, look: Look, welcome: Option<String>) -> Result<()> {
    let _ = (desk, look, welcome);
    todo!()
}
