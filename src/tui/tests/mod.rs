//! The screen driven by keys, without a terminal.

mod actions;
mod choosing;
mod deciding;
mod filtering;
mod looks;
mod over;
mod panics;
mod random;

use super::testing::Play;
