//! Filters, bitsets and live counts over the recommendations of a store; pure.

mod bitset;
mod build;
mod bytes;
mod counting;
mod cross;
mod filter;
mod index;
mod order;
mod popcount;
mod progress;
pub mod query;
mod set;
mod vocabulary;

pub use bitset::Bitset;
pub use build::Builder;
pub use counting::{Count, Counts};
pub use cross::{Cell, Cross};
pub use filter::{Facet, Filter, Pick, Said};
pub use index::{DocumentRow, Index, Row};
pub use order::{Order, OrderBy, SortKeys};
pub use vocabulary::{Gatherer, Vocabulary};
