//! What was written and neither saved nor given up, by recommendation. It outlives the program: the desk keeps it.

use crate::desk::{Draft, Written};
use crate::model::RowId;

/// Everything that was written and not saved, in the order of the recommendations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    all: Vec<Draft>,
    /// Whether the desk does not know of the newest yet.
    stale: bool,
}

impl Drafts {
    /// What the desk has kept, and what was written since.
    pub fn take(&mut self, kept: Vec<Draft>) {
        let newer = std::mem::replace(&mut self.all, kept);
        newer.into_iter().for_each(|draft| self.put(draft));
    }

    /// What was written of a recommendation.
    pub fn of(&self, row: RowId, written: Written) -> Option<&str> {
        self.all.iter().find(|d| d.row == row && d.written == written).map(|draft| draft.words.as_str())
    }

    /// Which words of a recommendation were written and not saved, where some were.
    pub fn written_of(&self, row: RowId) -> Option<Written> {
        self.all.iter().find(|draft| draft.row == row).map(|draft| draft.written)
    }

    /// Keeps what was written, in the place of what was written of it before.
    pub fn put(&mut self, draft: Draft) {
        self.all.retain(|d| (d.row, d.written) != (draft.row, draft.written));
        let at = self.all.partition_point(|d| (d.row, d.written) < (draft.row, draft.written));
        self.all.insert(at, draft);
        self.stale = true;
    }

    /// Forgets what was written: it was saved or given up.
    pub fn remove(&mut self, row: RowId, written: Written) {
        let before = self.all.len();
        self.all.retain(|d| (d.row, d.written) != (row, written));
        self.stale |= self.all.len() != before;
    }

    /// All of them.
    pub fn all(&self) -> &[Draft] {
        &self.all
    }

    /// Whether the desk is to be told; from then on it knows.
    pub fn tell(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    /// "a note is", "2 notes and an edit are": what was not saved.
    pub fn in_words(&self) -> String {
        let count = |written| self.all.iter().filter(|draft| draft.written == written).count();
        let part = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(one.to_string()),
            n => Some(format!("{n} {many}")),
        };
        let parts =
            [part(count(Written::Note), "a note", "notes"), part(count(Written::Text), "an edit", "edits")];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(" and ");
        format!("{words} {}", if self.all.len() == 1 { "is" } else { "are" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(row: i64, written: Written, words: &str) -> Draft {
        Draft { row: RowId(row), written, about: "Open a help desk.".into(), words: words.into() }
    }

    #[test]
    fn the_newest_of_each_stays_and_the_desk_is_told_once() {
        let mut drafts = Drafts::default();
        drafts.put(draft(2, Written::Note, "a"));
        drafts.put(draft(2, Written::Note, "ask"));
        assert_eq!((drafts.all().len(), drafts.of(RowId(2), Written::Note)), (1, Some("ask")));
        assert!(drafts.tell() && !drafts.tell());
        drafts.remove(RowId(2), Written::Text);
        assert!(!drafts.tell(), "nothing was there");
        drafts.take(vec![draft(1, Written::Note, "old"), draft(2, Written::Note, "older")]);
        assert_eq!(drafts.of(RowId(2), Written::Note), Some("ask"), "what was written since is newer");
        assert_eq!(drafts.written_of(RowId(1)), Some(Written::Note));
    }

    #[test]
    fn they_are_counted_in_words() {
        let check = |all: &[(i64, Written)], words: &str| {
            let mut drafts = Drafts::default();
            all.iter().for_each(|(row, written)| drafts.put(draft(*row, *written, "x")));
            assert_eq!(drafts.in_words(), words);
        };
        check(&[(1, Written::Note)], "a note is");
        check(&[(1, Written::Text)], "an edit is");
        check(&[(1, Written::Note), (2, Written::Note)], "2 notes are");
        check(&[(1, Written::Note), (1, Written::Text), (3, Written::Note)], "2 notes and an edit are");
    }
}
