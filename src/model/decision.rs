//! Decisions: entries of the append-only journal.

use super::{Details, DocumentId, Mark, RecommendationId, Response, Verdict, Wording};
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
    /// How a recommendation reads, edited; for everybody.
    Text {
        /// The new words, and where they stand.
        to: Wording,
    },
    /// Where a recommendation stands, its boundaries moved; for everybody.
    Span {
        /// The new place, and the words there.
        to: Wording,
    },
    /// Who made a recommendation; for everybody.
    Proposers {
        /// All of them from now on.
        to: Vec<String>,
    },
    /// Whom a recommendation asks to act; for everybody.
    Addressees {
        /// All of them from now on.
        to: Vec<String>,
    },
    /// What the addressed State said of a recommendation in the source; for everybody.
    Response {
        /// What it said; none where nothing is stated.
        to: Option<Response>,
    },
    /// Whether a person marked this as a recommendation; for everybody.
    Marked {
        /// What was marked; none where it is no longer.
        to: Option<Box<Mark>>,
    },
    /// What is saved under a name as a filter; for everybody.
    Filter {
        /// The name.
        name: String,
        /// The filter as it is written in the store; none where nothing is saved under the name any more.
        to: Option<serde_json::Value>,
    },
    /// Whether others stand in a recommendation's place: its parts, or the whole it is a part of; for everybody.
    Aside {
        /// Set aside, or back.
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
            Change::Text { .. } => "text".to_string(),
            Change::Span { .. } => "boundaries".to_string(),
            Change::Proposers { to } => named("proposers", to),
            Change::Addressees { to } => named("addressees", to),
            Change::Response { to } => format!("response {}", to.map_or("none", Response::word)),
            Change::Marked { to: Some(mark) } => match mark.from.len() {
                0 => "marked".to_string(),
                1 => "part of a split".to_string(),
                _ => "joined".to_string(),
            },
            Change::Marked { to: None } => "mark removed".to_string(),
            Change::Filter { name, to: Some(_) } => format!("filter “{name}” saved"),
            Change::Filter { name, to: None } => format!("filter “{name}” removed"),
            Change::Aside { to: true } => "set aside".to_string(),
            Change::Aside { to: false } => "brought back".to_string(),
        }
    }

    /// Whether it mends what the extraction made: then it is everybody's.
    pub fn is_mend(&self) -> bool {
        self.mended().is_some()
    }

    /// Whether two changes mend the same thing, so that the later one counts.
    pub fn mends_the_same(&self, other: &Change) -> bool {
        self.mended().is_some_and(|what| other.mended() == Some(what))
    }

    /// Whether it makes a recommendation come or go.
    pub fn comes_or_goes(&self) -> bool {
        matches!(self, Change::Marked { .. } | Change::Aside { .. })
    }

    fn mended(&self) -> Option<Mended> {
        Some(match self {
            // Words and place go together: a moved boundary changes both.
            Change::Text { .. } | Change::Span { .. } => Mended::Wording,
            Change::Proposers { .. } => Mended::Proposers,
            Change::Addressees { .. } => Mended::Addressees,
            Change::Response { .. } => Mended::Response,
            Change::Marked { .. } => Mended::Marked,
            Change::Aside { .. } => Mended::Aside,
            Change::Verdict { .. }
            | Change::Tags { .. }
            | Change::Note { .. }
            | Change::Details { .. }
            | Change::Withdrawn { .. }
            | Change::Filter { .. } => return None,
        })
    }
}

/// What a mend changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mended {
    Wording,
    Proposers,
    Addressees,
    Response,
    Marked,
    Aside,
}

fn named(what: &str, names: &[String]) -> String {
    if names.is_empty() { format!("{what} none") } else { format!("{what} {}", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Span};

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
        let filter = serde_json::json!({ "untagged": ["cluster"] });
        check(
            Change::Filter { name: "to do".into(), to: Some(filter) },
            r#"{"set":"filter","name":"to do","to":{"untagged":["cluster"]}}"#,
        );
        check(
            Change::Filter { name: "to do".into(), to: None },
            r#"{"set":"filter","name":"to do","to":null}"#,
        );
    }

    #[test]
    fn mends_are_written_as_promised() {
        let check = |change: Change, json: &str| {
            assert_eq!(serde_json::to_string(&change).unwrap(), json);
            assert_eq!(serde_json::from_str::<Change>(json).unwrap(), change);
        };
        let bare = Wording {
            span: Span { start: 3, end: 9 },
            text: "Listen".into(),
            page: None,
            section: Vec::new(),
            lead_in: None,
            context: None,
        };
        let whole = Wording {
            page: Some(2),
            section: vec!["Annex".into()],
            lead_in: Some("States should:".into()),
            context: Some("It was late.".into()),
            ..bare.clone()
        };
        check(
            Change::Text { to: bare.clone() },
            r#"{"set":"text","to":{"start":3,"end":9,"text":"Listen"}}"#,
        );
        check(
            Change::Span { to: whole },
            r#"{"set":"span","to":{"start":3,"end":9,"text":"Listen","page":2,"section":["Annex"],"lead_in":"States should:","context":"It was late."}}"#,
        );
        check(Change::Proposers { to: vec!["Chad".into()] }, r#"{"set":"proposers","to":["Chad"]}"#);
        check(Change::Addressees { to: vec![] }, r#"{"set":"addressees","to":[]}"#);
        check(
            Change::Response { to: Some(Response::UnderExamination) },
            r#"{"set":"response","to":"under-examination"}"#,
        );
        check(Change::Response { to: None }, r#"{"set":"response","to":null}"#);
        let mark = Mark {
            kind: Kind::Manual,
            wording: bare.clone(),
            proposers: Vec::new(),
            addressees: Vec::new(),
            response: None,
            reason: "marked by hand".into(),
            from: Vec::new(),
        };
        check(
            Change::Marked { to: Some(Box::new(mark.clone())) },
            r#"{"set":"marked","to":{"kind":"manual","start":3,"end":9,"text":"Listen","reason":"marked by hand"}}"#,
        );
        let part = Mark {
            kind: Kind::Listed,
            proposers: vec!["Chad".into()],
            addressees: vec!["media".into()],
            response: Some(Response::Noted),
            from: vec![RecommendationId::from_stored("ab".into())],
            ..mark
        };
        check(
            Change::Marked { to: Some(Box::new(part)) },
            r#"{"set":"marked","to":{"kind":"listed","start":3,"end":9,"text":"Listen","proposers":["Chad"],"addressees":["media"],"response":"noted","reason":"marked by hand","from":["ab"]}}"#,
        );
        check(Change::Marked { to: None }, r#"{"set":"marked","to":null}"#);
        check(Change::Aside { to: true }, r#"{"set":"aside","to":true}"#);
    }
}
