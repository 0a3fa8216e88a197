//! Deciding: every change is a step of the journal, on disk when these return.

use super::Desk;
use super::taking::Shown;
use crate::error::Result;
use crate::model::{Change, DocumentId, Recommendation, RowId, TagEdit, Verdict};
use crate::store::{Entry, Step, Target};
use crate::suggest::Suggester;
use crate::taxonomy;
use std::collections::{HashMap, HashSet};

/// What a reviewer does to one recommendation.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Gives a verdict.
    Verdict(Verdict),
    /// Edits the tags of one scheme.
    Tags {
        /// The scheme: `taxonomy::CLUSTER`, `taxonomy::OBJECTIVE`, ….
        scheme: String,
        /// How.
        edit: TagEdit,
        /// With which notations.
        notations: Vec<String>,
    },
    /// Writes the note; none removes it.
    Note(Option<String>),
    /// Keeps, with the suggested tags that stand ready in each scheme that has no tag yet.
    KeepSuggested,
    /// Keeps, with the tags that stood ready when they were shown, by scheme, in each scheme that has no tag yet: what
    /// was learned since is not taken unseen.
    KeepShown(Shown),
    /// Puts one concept on, or takes it off. Where its scheme has no tag yet, what stood ready when it was shown counts as
    /// put on: one more or one less of it.
    ToggleShown {
        /// The scheme.
        scheme: String,
        /// What stood ready.
        shown: Vec<String>,
        /// The concept.
        notation: String,
    },
    /// The verdict and the tags that another recommendation has when this is decided; its note stays its own.
    Same(RowId),
}

impl Edit {
    /// Keeps with the suggested tags as this recommendation shows them, those scored `above` or more, and the cluster that
    /// the objectives tell where no cluster is among them.
    pub fn keep_shown(recommendation: &Recommendation, above: f32) -> Edit {
        Edit::KeepShown(Shown::of(recommendation, above, |_| true))
    }
}

/// What a step did, told after it is on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// In a few words: "keep", "cluster 3", "keep, cluster 3, objective 8"; of many recommendations, what the first got.
    pub words: String,
    /// The recommendations it changed.
    pub rows: Vec<RowId>,
    /// What each of them got, in the same order.
    pub each: Vec<String>,
    /// The documents whose details or withdrawal it changed.
    pub documents: Vec<DocumentId>,
}

impl Done {
    /// What it is called as a whole where it divided one or joined two: that is one matter, however many it takes.
    pub fn whole(&self) -> Option<&'static str> {
        [SPLIT, JOINED].into_iter().find(|whole| self.words.starts_with(whole))
    }
}

/// So many recommendations are read at once: memory stays small however many are decided.
const PAGE: usize = 1000;

impl Desk {
    /// Makes one step of decisions, on disk when it returns. None where nothing would change.
    pub fn decide(&mut self, rows: &[RowId], edits: &[Edit]) -> Result<Option<Done>> {
        check_notations(edits)?;
        let edits = self.meant(rows, edits)?;
        self.step_from(|desk| {
            let mut entries = Vec::new();
            for page in rows.chunks(PAGE) {
                for recommendation in desk.before_edits(page, &edits)? {
                    entries.extend(entries_for(&recommendation, &edits, desk.take_above));
                }
            }
            Ok(entries)
        })
    }

    /// Makes one step of decisions that differ from row to row, on disk when it returns. None where nothing would change.
    pub fn decide_each(&mut self, decisions: &[(RowId, Vec<Edit>)]) -> Result<Option<Done>> {
        decisions.iter().try_for_each(|(_, edits)| check_notations(edits))?;
        self.step_from(|desk| {
            let mut entries = Vec::new();
            for (row, edits) in decisions {
                for recommendation in desk.before_edits(&[*row], edits)? {
                    entries.extend(entries_for(&recommendation, edits, desk.take_above));
                }
            }
            Ok(entries)
        })
    }

    /// Makes a step of what `entries` says from what is so now. Where another program decided something in between, it
    /// says it anew: no toggle is made on what is no longer so.
    pub(super) fn step_from(
        &mut self,
        entries: impl Fn(&Desk) -> Result<Vec<Entry>>,
    ) -> Result<Option<Done>> {
        loop {
            let seen = self.store.last_entry()?;
            let entries = entries(self)?;
            let mut outdated = false;
            let done = self.step(|store, reviewer| {
                let decided = store.decide_after(seen, reviewer, &entries)?;
                outdated = decided.is_none();
                Ok(decided.flatten())
            })?;
            if !outdated {
                return Ok(done);
            }
        }
    }

    /// What the edits are made on. What the reviewer's tags taught is read only for an edit that takes suggestions.
    fn before_edits(&self, rows: &[RowId], edits: &[Edit]) -> Result<Vec<Recommendation>> {
        match edits.contains(&Edit::KeepSuggested) {
            true => self.cards(rows),
            false => self.store.cards(&self.reviewer, rows),
        }
    }

    /// Withdraws a document, or brings it back: its recommendations leave lists and exports, nothing is deleted.
    pub fn withdraw(&mut self, document: &DocumentId, withdrawn: bool) -> Result<Option<Done>> {
        self.decide_on_document(document, Change::Withdrawn { to: withdrawn })
    }

    /// Takes back the reviewer's last step, on disk when it returns. None where there is nothing to undo.
    pub fn undo(&mut self) -> Result<Option<Done>> {
        self.step(|store, reviewer| store.undo(reviewer))
    }

    /// Does the last undone step again, on disk when it returns. None where there is nothing to redo.
    pub fn redo(&mut self) -> Result<Option<Done>> {
        self.step(|store, reviewer| store.redo(reviewer))
    }

    fn decide_on_document(&mut self, document: &DocumentId, change: Change) -> Result<Option<Done>> {
        let entry = Entry { target: Target::Document(document.clone()), change };
        self.step(|store, reviewer| store.decide(reviewer, &[entry]))
    }

    /// Runs one step on the store and brings the index up to it.
    pub(super) fn step(
        &mut self,
        run: impl FnOnce(&mut crate::store::Store, &str) -> Result<Option<Step>>,
    ) -> Result<Option<Done>> {
        let Some(step) = run(&mut self.store, &self.reviewer)? else { return Ok(None) };
        let done = told(&step);
        if !done.documents.is_empty() || step.entries.iter().any(|entry| entry.change.comes_or_goes()) {
            self.sort_keys = None;
        }
        let mended = step.entries.iter().any(|entry| entry.change.is_mend());
        // The step is on disk: what cannot follow it now is made anew at the next question.
        if (mended && self.suggest_anew(&done.rows).is_err()) || self.follow(&done.rows).is_err() {
            self.forget();
        }
        // A passage marked by hand may say what others say; if that fails now, it is compared when the store is opened again.
        let _ = self.compare_if_few();
        Ok(Some(done))
    }

    /// New words took their suggestions with them.
    fn suggest_anew(&mut self, rows: &[RowId]) -> Result<()> {
        let suggester = Suggester::in_use();
        self.store.suggest_missing(rows, |passage| suggester.suggest(passage))
    }

    fn follow(&mut self, rows: &[RowId]) -> Result<()> {
        self.learn(rows)?;
        self.follow_store()
    }
}

/// What the edits set, each made on what the one before it left.
fn entries_for(recommendation: &Recommendation, edits: &[Edit], above: f32) -> Vec<Entry> {
    let mut now = recommendation.clone();
    let mut entries: Vec<Entry> = Vec::new();
    for change in edits.iter().flat_map(|edit| {
        let changes = changes(&now, edit, above);
        changes.iter().for_each(|change| set(&mut now, change));
        changes
    }) {
        entries.retain(|made| !same_matter(&made.change, &change));
        entries.push(Entry { target: Target::Recommendation(recommendation.row), change });
    }
    entries
}

fn set(recommendation: &mut Recommendation, change: &Change) {
    match change {
        Change::Verdict { to } => recommendation.verdict = *to,
        Change::Note { to } => recommendation.note.clone_from(to),
        Change::Tags { scheme, to } => {
            recommendation.tags.insert(scheme.clone(), to.clone());
        }
        _ => {}
    }
}

/// Whether two changes set the same thing, so that only the later counts.
fn same_matter(a: &Change, b: &Change) -> bool {
    match (a, b) {
        (Change::Tags { scheme: a, .. }, Change::Tags { scheme: b, .. }) => a == b,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

fn changes(recommendation: &Recommendation, edit: &Edit, above: f32) -> Vec<Change> {
    match edit {
        Edit::Verdict(to) => vec![Change::Verdict { to: *to }],
        Edit::Note(to) => vec![Change::Note { to: to.clone().filter(|note| !note.trim().is_empty()) }],
        Edit::Tags { scheme, edit, notations } => {
            let mut to = edit.apply(recommendation.tags_in(scheme), notations);
            if let Some(known) = taxonomy::in_use().scheme(scheme) {
                to.sort_by_key(|notation| known.position(notation));
            }
            vec![Change::Tags { scheme: scheme.clone(), to }]
        }
        Edit::KeepSuggested => changes(recommendation, &Edit::keep_shown(recommendation, above), above),
        Edit::KeepShown(shown) => {
            let tags = shown.taken_by(recommendation).into_iter().map(|(scheme, notations)| Edit::Tags {
                scheme,
                edit: TagEdit::Replace,
                notations,
            });
            let tags = tags.flat_map(|edit| changes(recommendation, &edit, above));
            std::iter::once(Change::Verdict { to: Verdict::Keep }).chain(tags).collect()
        }
        Edit::ToggleShown { scheme, shown, notation } => {
            let tags = recommendation.tags_in(scheme);
            let before = if tags.is_empty() { shown } else { tags };
            let notations = TagEdit::Toggle.apply(before, std::slice::from_ref(notation));
            let edit = Edit::Tags { scheme: scheme.clone(), edit: TagEdit::Replace, notations };
            changes(recommendation, &edit, above)
        }
        // Made into its parts before anything is decided.
        Edit::Same(_) => Vec::new(),
    }
}

fn check_notations(edits: &[Edit]) -> Result<()> {
    for edit in edits {
        let (scheme, notations) = match edit {
            Edit::Tags { scheme, notations, .. } => (scheme, notations.as_slice()),
            Edit::ToggleShown { scheme, notation, .. } => (scheme, std::slice::from_ref(notation)),
            _ => continue,
        };
        taxonomy::in_use().check_scheme(scheme)?;
        notations.iter().try_for_each(|notation| taxonomy::in_use().check(scheme, notation))?;
    }
    Ok(())
}

fn told(step: &Step) -> Done {
    let mut words: HashMap<&Target, Vec<String>> = HashMap::new();
    for entry in &step.subject {
        words.entry(&entry.target).or_default().push(entry.change.in_words());
    }
    let mut done = Done { words: String::new(), rows: Vec::new(), documents: Vec::new(), each: Vec::new() };
    let mut seen = HashSet::new();
    for target in step.entries.iter().map(|entry| &entry.target).filter(|target| seen.insert(*target)) {
        let own = words.remove(target).unwrap_or_default().join(", ");
        if done.words.is_empty() {
            done.words.clone_from(&own);
        }
        match target {
            Target::Recommendation(row) => {
                done.rows.push(*row);
                done.each.push(own);
            }
            Target::Document(id) => done.documents.push(id.clone()),
            // The store answers with rows: what was marked is there now.
            Target::Marked(..) | Target::Store => {}
        }
    }
    if let Some(words) = divided_or_joined(step) {
        done.words = words.to_string();
    }
    done
}

/// What dividing a recommendation is called.
pub const SPLIT: &str = "split in two";
/// What joining two is called.
pub const JOINED: &str = "joined with the next";

/// What a step is called that sets recommendations aside for others.
fn divided_or_joined(step: &Step) -> Option<&'static str> {
    let aside = |to: bool| step.subject.iter().filter(|entry| entry.change == Change::Aside { to }).count();
    let marked =
        step.subject.iter().filter(|entry| matches!(entry.change, Change::Marked { to: Some(_) })).count();
    match (aside(true), marked + aside(false)) {
        (1, 2) => Some(SPLIT),
        (2, 1) => Some(JOINED),
        _ => None,
    }
}
