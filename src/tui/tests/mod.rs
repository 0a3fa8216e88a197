//! The screen driven by keys, without a terminal.

mod actions;
mod deciding;
mod filtering;
mod looks;
mod mending;
mod over;
mod panics;
mod random;

use super::testing::Play;
