//! The library beneath the `rapporteur` program.

pub mod error;
pub mod extract;
pub mod ingest;
pub mod model;
pub mod suggest;
pub mod taxonomy;
