//! Decisions: entries of the append-only journal.

use super::{Details, DocumentId, RecommendationId, Verdict};
use serde::{Deserialize, Serialize};

/// What a decision sets. Each holds the whole new value of what it changes, so that an entry means the same on its
/// own, whatever came before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "set", rename_all = "kebab-case")]
pub enum Change {
    /// The reviewer's verdict on a recommendation.
    Verdict {
        /// The new verdict.
        to: Verdict,
    },
    /// The reviewer's tags of one scheme on a recommendation; an empty list clears them.
    Tags {
        /// The scheme.
        scheme: String,
        /// All notations from now on.
        to: Vec<String>,
    },
    /// The reviewer's note on a recommendation; none clears it.
    Note {
        /// The new note.
        to: Option<String>,
    },
    /// A document's details.
    Details {
        /// All details from now on.
        to: Details,
    },
    /// Whether a document is withdrawn.
    Withdrawn {
        /// Withdrawn, or back.
        to: bool,
    },
}

/// How `tag` edits the tags of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagEdit {
    /// These and no others.
    Replace,
    /// These too.
    Add,
    /// Not these.
    Remove,
    /// This one more or one less.
    Toggle,
}

impl TagEdit {
    /// The tags after the edit: `now` edited by `named`, without doubles.
    pub fn apply(self, now: &[String], named: &[String]) -> Vec<String> {
        let keep = |n: &&String| match self {
            TagEdit::Replace => false,
            TagEdit::Add => true,
            TagEdit::Remove | TagEdit::Toggle => !named.contains(n),
        };
        let mut tags: Vec<String> = now.iter().filter(keep).cloned().collect();
        for n in named {
            let wanted = match self {
                TagEdit::Replace | TagEdit::Add => !tags.contains(n),
                TagEdit::Remove => false,
                TagEdit::Toggle => !now.contains(n),
            };
            if wanted {
                tags.push(n.clone());
            }
        }
        tags
    }
}

/// What a step of the journal is: something done, or an earlier step undone or redone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// A decision of the reviewer.
    Do,
    /// An earlier step taken back.
    Undo,
    /// An undone step done again.
    Redo,
}

/// One journal entry, for people to read: it stands alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Who.
    pub reviewer: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Done, undone or redone.
    pub kind: StepKind,
    /// The document it concerns.
    pub document: DocumentId,
    /// The recommendation, where it concerns one.
    pub recommendation: Option<RecommendationId>,
    /// What was set.
    pub change: Change,
}

impl Change {
    /// The change in a few words: "keep", "cluster 3, 5", "objective none", "note".
    pub fn in_words(&self) -> String {
        match self {
            Change::Verdict { to } => to.word().to_string(),
            Change::Tags { scheme, to } if to.is_empty() => format!("{scheme} none"),
            Change::Tags { scheme, to } => format!("{scheme} {}", to.join(", ")),
            Change::Note { to: Some(_) } => "note".to_string(),
            Change::Note { to: None } => "note removed".to_string(),
            Change::Details { .. } => "document details".to_string(),
            Change::Withdrawn { to: true } => "document withdrawn".to_string(),
            Change::Withdrawn { to: false } => "document brought back".to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_edits() {
        let check = |edit: TagEdit, now: &[&str], named: &[&str], after: &[&str]| {
            let own = |s: &[&str]| s.iter().map(|s| s.to_string()).collect::<Vec<_>>();
            assert_eq!(edit.apply(&own(now), &own(named)), own(after), "{edit:?} {now:?} {named:?}");
        };
        check(TagEdit::Replace, &["1", "2"], &["3", "3"], &["3"]);
        check(TagEdit::Replace, &["1"], &[], &[]);
        check(TagEdit::Add, &["1"], &["1", "2"], &["1", "2"]);
        check(TagEdit::Remove, &["1", "2"], &["2", "9"], &["1"]);
        check(TagEdit::Toggle, &["1", "2"], &["2", "3"], &["1", "3"]);
    }

    // Journal entries are kept for ever and exchanged: their JSON is a promise.
    #[test]
    fn entries_are_written_as_promised() {
        let check = |change: Change, json: &str| {
            assert_eq!(serde_json::to_string(&change).unwrap(), json);
            assert_eq!(serde_json::from_str::<Change>(json).unwrap(), change);
        };
        check(Change::Verdict { to: Verdict::Keep }, r#"{"set":"verdict","to":"keep"}"#);
        check(
            Change::Tags { scheme: "objective".into(), to: vec!["8".into(), "9".into()] },
            r#"{"set":"tags","scheme":"objective","to":["8","9"]}"#,
        );
        check(Change::Note { to: None }, r#"{"set":"note","to":null}"#);
        check(Change::Withdrawn { to: true }, r#"{"set":"withdrawn","to":true}"#);
    }
}
