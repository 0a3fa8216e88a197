//! The library beneath the `rapporteur` program.

pub mod cli;
pub mod config;
pub mod desk;
pub mod error;
pub mod extract;
pub mod facets;
pub mod ingest;
pub mod model;
pub mod report;
pub mod store;
pub mod suggest;
pub mod taxonomy;
pub mod tui;
