//! The screen driven by keys, without a terminal.

mod actions;
mod alike;
mod choosing;
mod deciding;
mod exporting;
mod filtering;
mod gallery;
mod looks;
mod many;
mod mending;
mod over;
mod overview;
mod panics;
mod pointing;
mod possible;
mod random;
mod reading;
mod replay;
mod said;
mod unsaved;
mod without_cluster;

use super::testing::Play;
