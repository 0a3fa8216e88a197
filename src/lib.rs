//! The library beneath the `rapporteur` program: from meeting report to tagged recommendations.
//!
//! # The way of a recommendation
//!
//! ```text
//! file ──ingest──▶ canonical text + blocks ──extract──▶ candidates ──suggest──▶ clusters, objectives
//!                                                            │
//!                 screen, list, export ◀──facets── store ◀───┘   every decision: one entry of the journal
//! ```
//!
//! # The map
//!
//! | module | subject | may use |
//! |---|---|---|
//! | [`error`], [`config`] | a failure with its way out; settings | (leaves) |
//! | [`model`] | the field's words as values; identities | |
//! | [`taxonomy`] | clusters, objectives and the other schemes, built in and of users' files; one in use for the process | `model` |
//! | [`facets`] | filters, the query language, orders, bitsets, live counts | `model` |
//! | [`alike`] | the same thing said twice: signatures, likeness | `model` |
//! | [`ingest`] | bytes to blocks: what a file is, its text, one reader a format | `model`, `taxonomy` |
//! | [`extract`] | blocks to candidate recommendations | `model`, `taxonomy` |
//! | [`suggest`] | text to ranked concepts with evidence | `model`, `taxonomy` |
//! | [`report`] | recommendations to CSV, JSON Lines, a data package, the annex (Markdown, HTML, DOCX), the matrix (XLSX) | `model`, `taxonomy` |
//! | [`store`] | one SQLite file: documents, recommendations, journal, search, what says the same | `model`, `taxonomy`, `facets`, `alike` |
//! | [`desk`] | what people do with a store | all above |
//! | [`cli`] | the command tree, one file a command | `desk` and all above |
//! | [`tui`] | the screen | `desk` and all above |
//!
//! `tests/architecture.rs` holds these directions. `main` joins `cli` and `tui`, which do not know each other: the command
//! line is handed the screen as three functions.
//!
//! # What always holds
//!
//! - **The source is never lost.** The store keeps a file's bytes and its canonical text, written once. A recommendation is a
//!   span of that text, in code points ([`model::Span`]); blocks are byte ranges of it ([`model::Block`]).
//! - **Decisions are an append-only journal** ([`store`], table `journal`, guarded by triggers). An entry holds the whole new
//!   value of what it sets ([`model::Change`]) and the change that would take it back. The tables `state` and `tag` are the journal
//!   applied entry by entry, in the same transaction; a test replays the journal from nothing and compares. Undo and redo append.
//! - **What was found stays beside what was mended** (table `found`). Verdicts, tags and notes are each reviewer's; mends (words, boundaries,
//!   names, marks, splits, joins) are everybody's: the newest that was not taken back counts, whoever made it, and an id never changes by them.
//! - **Identities travel** ([`model::DocumentId`], [`model::RecommendationId`]): hashes of content, never of offsets.
//! - **What is shown as done is on disk**: `desk` returns after a commit with `synchronous=FULL`; the screen shows a decision
//!   when its worker has answered.
//! - **Text from documents is data**: [`ingest`] lets no hostile character ([`model::text::is_hostile`]) into a canonical text, screens and
//!   tables fold it to one line, CSV cells are kept from being formulas, Markdown is escaped.
//! - **The same input gives the same output**: no clock, no randomness and no unordered map decides what is found or suggested.
//!   Suggestions are kept in the store and made anew when [`suggest::Suggester::version`] changed. What
//!   a reviewer's tags teach ([`suggest::Learner`]) is added when a recommendation is read; it follows from the journal's state, in whatever
//!   order the tags were given. Filters and counts of suggestions (`~N`) go by the kept ones that score as high as those
//!   that are taken (`take-above`), without what was learned:
//!   a list that changed under the cursor with every key would be no list, and a lesson touches every recommendation.
//! - **The screen breaks nowhere**: a test presses random keys over words that terminals fear, at random sizes, through every layer;
//!   `RAPPORTEUR_RANDOM_KEYS=10000` sets how many (1,500 where nothing is set), `RAPPORTEUR_RANDOM_SEED` which. Another holds every
//!   layer at four sizes in three themes as a snapshot.
//!
//! # How good it is
//!
//! On the samples, against the gold lists in `tests/gold/` (measures as `rapporteur evaluate` prints them). All but those held back
//! were looked at while the rules and vocabularies were made: of the transcription the headings and lists, of the others everything.
//! No rule was made for a sentence of one held back; the scores of the news page were seen on the way and guided the work.
//!
#![doc = include_str!("figures.md")]
//!
//! # How quick it is
//!
//! Filters and counts come from bitsets ([`facets::Index`]), words of a great store from a vocabulary in memory
//! ([`facets::Vocabulary`]). Both are kept in the store as bytes with the numbers of the newest recommendation and journal
//! entry that they know; what came after is read from the tables ([`store::Columns`]), so that neither a decision nor
//! another program's makes anything anew. Bytes that are not sound, or were made otherwise, are made again.
//! What follows from a step (counts, rows in sight, history) is asked for with it and comes in one answer, brief answers
//! go out together, and what is not in sight yet is read last and in pieces: a key is few frames and waits for little.
//!
#![doc = include_str!("speed.md")]
//!
//! # How safe it is
//!
//! Documents are read, and what they recommend is found, in a child process with bounds on memory, time and what it may answer
//! (`desk::fence`): whatever a file does, its own import fails in one line. What follows from documents and journal is held against
//! them by `doctor`, and made anew by `doctor --repair` ([`desk::doctor`]); `tests/cli/trust.rs` harms each of it in turn. Any filter answers
//! the same from bitsets and from SQL (`tests/filters.rs`). What came later is told by the journal's numbers, never by the clock.
//!
#![doc = include_str!("trust.md")]
//!
//! # What is left out on purpose
//!
//! No network, no async runtime, no plugin interface, no trait over the store (there is one store), no stemmer
//! in the search index: the query language ([`facets::query`]) knows the forms of words itself.

pub mod alike;
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
