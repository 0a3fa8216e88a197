//! A document to candidate recommendations; pure.

use crate::model::{Candidate, Reading};

/// The recommendations found in a document, in reading order.
pub fn extract(reading: &Reading) -> Vec<Candidate> {
    let _ = reading;
    todo!()
}
