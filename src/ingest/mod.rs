//! Bytes to a document with blocks.

mod canonical;
mod text;

use crate::error::Result;
use crate::model::Reading;

/// Reads a file's bytes. `name` is the path as given, for messages and as a hint where content does not tell.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading> {
    let _ = (name, bytes);
    todo!()
}
