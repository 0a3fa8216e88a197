//! Bytes to a document with blocks.

pub mod canonical;
pub mod pdf;

use crate::error::Result;
use crate::model::Reading;

/// Reads a file's bytes. `name` is the path as given, for messages and as a hint where content does not tell.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading> {
    let _ = (name, bytes);
    todo!()
}

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 100 << 20;

/// Says that a file is too large.
pub fn too_large(name: &str, size: u64) -> crate::error::Error {
    let _ = size;
    crate::error::Error::failed(name)
}

/// Whether a file's name promises a type that can be read.
pub fn is_known_name(name: &str) -> bool {
    let _ = name;
    true
}
