//! The screen driven by keys, without a terminal.

mod looks;

use super::testing::Play;
