//! The words of the field as values: documents, blocks, recommendations, concepts, decisions.
//! No I/O, no SQL, no screen.

mod block;
mod concept;
mod date;
mod decision;
pub mod difference;
mod document;
mod id;
mod language;
mod mend;
mod recommendation;
pub mod text;

pub use block::{Block, BlockKind};
pub use concept::{Concept, Scheme, SchemeId, Suggestion, Suggestions};
pub use date::DateRange;
pub use decision::{Change, Decision, StepKind, TagEdit};
pub use document::{Details, Document, Format, ReadState, Reading};
pub use id::{DocumentId, Identities, RecommendationId};
pub use language::language_code;
pub use mend::{Mark, Wording};
pub use recommendation::{Candidate, Kind, Passage, Recommendation, Response, RowId, Span, Verdict};
