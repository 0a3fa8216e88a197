//! The same thing said twice, in words.

use crate::desk::{Alike, Desk};
use crate::error::Result;
use crate::model::text::one_line;
use crate::model::{Recommendation, Verdict};

/// Of others that say the same, so many are told of with their words.
const TOLD: usize = 20;
/// Of the words in which two texts differ, so many are told on each side.
const WORDS: usize = 8;

/// What says the same as a recommendation, a line each; pending where it was not compared yet.
pub fn in_words(desk: &Desk, r: &Recommendation) -> Result<Vec<String>> {
    if r.alike.is_none() {
        return Ok(vec!["not compared with the others yet".to_string()]);
    }
    let (shown, all) = desk.alike(r.row, TOLD)?;
    let of = all.len();
    let mut lines: Vec<String> = shown.iter().map(|other| line(r, other)).collect();
    lines.extend(
        (of > shown.len())
            .then(|| format!("and {} more: rapporteur list --alike {}", of - shown.len(), r.id.short())),
    );
    Ok(lines)
}

/// "1a2b3c4d, 92 % alike, page 12 of Report of the Riverside Dialogue (5e6f7a8b), keep: boats → ships"
fn line(own: &Recommendation, other: &Alike) -> String {
    let r = &other.recommendation;
    let place = match r.page {
        Some(page) => format!("page {page} of "),
        None => String::new(),
    };
    let document = match r.document.id == own.document.id {
        true => "this document".to_string(),
        false => format!("{} ({})", one_line(r.document.name()), r.document.id.short()),
    };
    let verdict = match r.verdict {
        Verdict::Unreviewed => String::new(),
        verdict => format!(", {verdict}"),
    };
    let words = difference(other);
    format!("{}, {:.0} % alike, {place}{document}{verdict}{words}", r.id.short(), other.likeness * 100.0)
}

fn difference(other: &Alike) -> String {
    let some = |words: &[String]| match words.get(..WORDS) {
        _ if words.is_empty() => "–".to_string(),
        Some(first) if words.len() > WORDS => format!("{} …", first.join(" ")),
        _ => words.join(" "),
    };
    let difference = &other.difference;
    match (difference.only_first.is_empty(), difference.only_second.is_empty()) {
        (true, true) => String::new(),
        _ => format!(": {} → {}", some(&difference.only_first), some(&difference.only_second)),
    }
}
