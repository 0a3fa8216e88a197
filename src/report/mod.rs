//! Recommendations as files: CSV and JSON Lines, a data package of them, the annex (Markdown, HTML, DOCX) and the matrix (XLSX).
//! Pure over model values: bytes come out, and the time is handed in.

mod annex;
mod chart;
mod dates;
mod docx;
mod group;
mod made;
mod matrix;
mod package;
mod rows;
mod standing;
mod summary;
mod template;

pub use annex::{Annex, Choices};
pub use docx::docx;
pub use group::Grouping;
pub use made::{Front, Made, NOTICE, PROGRAM};
pub use matrix::{BASE_COLUMN, MATRIX_SHEET, fingerprint, matrix};
pub use package::package;
pub use rows::{Row, csv_header, csv_record, document_json, harmless, json_line};
pub use standing::Standing;
pub use template::{Form, built_in_template, render};
