//! Recommendations as CSV, JSON Lines and a Markdown annex; pure over model values.

mod annex;
mod rows;

pub use annex::markdown;
pub use rows::{Row, csv_header, csv_record, document_json, json_line};
