//! Finding words in the source that is read.

use super::Reader;
use crate::model::text::fold;
use std::ops::Range;

impl Reader {
    /// Finds words, accents and case aside, and where they stand.
    pub fn find(&mut self, words: &str) {
        let Some(source) = &self.source else { return };
        let folded = fold(words);
        self.found = (!folded.is_empty()).then(|| (folded.clone(), hits(&source.text, &folded)));
    }

    /// The hit after what is at the top of the screen or was last gone to, or the one before; the other end follows.
    pub fn hit(&mut self, forward: bool, height: usize) -> Option<(usize, usize)> {
        let (_, hits) = self.found.as_ref()?;
        let count = hits.len();
        let after = hits.partition_point(|hit| hit.start <= self.seen);
        let at = if forward {
            after % count.max(1)
        } else {
            hits.partition_point(|hit| hit.start < self.seen).checked_sub(1).unwrap_or(count.checked_sub(1)?)
        };
        let byte = hits.get(at)?.start;
        self.keep_in_sight(byte, height);
        self.seen = byte;
        Some((at + 1, count))
    }
}

/// Where folded words stand in a text, in bytes. A letter and the marks on it are found together.
pub(super) fn hits(text: &str, folded: &str) -> Vec<Range<usize>> {
    // The text folded letter by letter, with the place that each byte comes from.
    let (mut flat, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut gap = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            gap = !flat.is_empty();
            continue;
        }
        if c.is_ascii() {
            if std::mem::take(&mut gap) {
                flat.push(' ');
                places.push(at);
            }
            flat.push(c.to_ascii_lowercase());
            places.push(at);
            continue;
        }
        let letter = fold(c.encode_utf8(&mut [0; 4]));
        if !letter.is_empty() && std::mem::take(&mut gap) {
            flat.push(' ');
            places.push(at);
        }
        places.extend(std::iter::repeat_n(at, letter.len()));
        flat.push_str(&letter);
    }
    places.push(text.len());
    let place = |at: usize| places.get(at).copied().unwrap_or(text.len());
    let hit = |(at, _): (usize, &str)| {
        let last = place((at + folded.len()).saturating_sub(1));
        let end = text.get(last..).and_then(|rest| rest.chars().next()).map_or(last, |c| last + c.len_utf8());
        place(at)..end
    };
    flat.match_indices(folded).map(hit).collect()
}
