//! The users' own schemes: files put upon the built-in taxonomy.

use super::file::{ConceptEntry, SchemeFile, Term};
use super::place::Place;
use super::place::Text;
use super::{CLUSTER, GROUP, MECHANISM, OBJECTIVE, Taxonomy};
use crate::error::Result;
use crate::model::{Concept, Scheme, SchemeId};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Schemes whose concepts are the Compact's own: their labels and order can be changed, and no concept added.
const CLOSED: [&str; 4] = [CLUSTER, OBJECTIVE, "element", "principle"];
/// No scheme file is larger, in bytes.
const LARGEST: u64 = 4 << 20;

/// What speaks for the concepts of a scheme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wording {
    /// Whether labels are names, so that a text that says one speaks of the concept.
    pub named: bool,
    /// Words that speak for nothing and keep shorter terms within them silent.
    pub neutral: Vec<Term>,
    /// Terms with the notation of the concept that they speak for.
    pub terms: Vec<(String, Term)>,
    /// Concepts that speak for one: (notation, (scheme, notation)).
    pub follows: Vec<(String, (SchemeId, String))>,
    /// Concepts that lie within a broader one: (notation, notation of the broader).
    pub broader: Vec<(String, String)>,
}

impl Taxonomy {
    /// This taxonomy with the schemes of these files, later files upon earlier ones. An error names file, place and key.
    pub fn with_files(mut self, paths: &[PathBuf]) -> Result<Taxonomy> {
        for path in paths {
            let text = read(path)?;
            self.put(SchemeFile::read(&path.display().to_string(), &text)?)?;
            self.own.push(text);
        }
        Ok(self)
    }

    /// Puts what a scheme file says upon what is there.
    pub(super) fn put(&mut self, file: SchemeFile) -> Result<()> {
        check_once(file.concepts.iter().map(|c| (&c.notation.text, &c.notation.place)))?;
        let id = file.scheme.text.clone();
        if self.scheme(&id).is_none() {
            if file.concepts.is_empty() {
                return Err(file.scheme.place.error(format!("the scheme ‘{id}’ has no concept")).hint(
                    "write [[concept]] with notation and label for each, or the name of a scheme that is there",
                ));
            }
            let label = capitalised(&id);
            // Clusters and objectives first, then what users add, then groups and what comes with the Compact.
            let place = |other: &str| self.schemes.iter().position(|s| s.id == other);
            let at = match id.as_str() {
                MECHANISM => None,
                GROUP => place("element"),
                _ => place(GROUP),
            };
            let scheme = Scheme { id: id.clone(), label, concepts: Vec::new() };
            self.schemes.insert(at.unwrap_or(self.schemes.len()), scheme);
        }
        for entry in &file.concepts {
            self.put_concept(&id, entry)?;
        }
        let Some(scheme) = self.schemes.iter_mut().find(|s| s.id == id) else { return Ok(()) };
        if let Some(label) = file.label.and_then(|l| l.0.into_iter().next()) {
            scheme.label = label;
        }
        check_once(file.order.iter().map(|t| (&t.text, &t.place)))?;
        if let Some(unknown) = file.order.iter().find(|t| scheme.concept(&t.text).is_none()) {
            return Err(unknown.place.error(format!("there is no {id} ‘{}’", unknown.text)));
        }
        let place = |c: &Concept| file.order.iter().position(|t| t.text == c.notation).unwrap_or(usize::MAX);
        scheme.concepts.sort_by_key(place);
        let broader =
            file.concepts.iter().filter_map(|c| Some((c.notation.text.clone(), c.broader.as_ref()?)));
        let broader: Vec<(String, &Text)> = broader.collect();
        let unknown =
            |(of, other): &&(String, &Text)| *of == other.text || scheme.concept(&other.text).is_none();
        if let Some((_, other)) = broader.iter().find(unknown) {
            return Err(other.place.error(format!("there is no other {id} ‘{}’", other.text)));
        }
        let broader: Vec<_> = broader.into_iter().map(|(of, other)| (of, other.text.clone())).collect();
        let wording = self.wording.entry(id).or_default();
        wording.broader.extend(broader);
        wording.named |= file.named;
        wording.neutral.extend(file.neutral);
        wording.terms.extend(
            file.concepts
                .into_iter()
                .flat_map(|c| c.terms.into_iter().map(move |t| (c.notation.text.clone(), t))),
        );
        Ok(())
    }

    fn put_concept(&mut self, id: &str, entry: &ConceptEntry) -> Result<()> {
        let ConceptEntry { notation, .. } = entry;
        let Some(scheme) = self.schemes.iter_mut().find(|s| s.id == id) else { return Ok(()) };
        match scheme.concepts.iter_mut().find(|c| c.notation == notation.text) {
            Some(concept) => entry.change(concept),
            None if CLOSED.contains(&id) => {
                return Err(notation.place.error(format!("there is no {id} ‘{}’", notation.text)).hint(
                    "concepts of the Compact can be called otherwise, not added: make a scheme of your own",
                ));
            }
            None => scheme.concepts.push(entry.concept()?),
        }
        self.put_proposal(id, entry)?;
        for other in &entry.follows {
            let (scheme, of) = other.text.split_once(':').unwrap_or(("", &other.text));
            if ![CLUSTER, OBJECTIVE].contains(&scheme) || self.concept(scheme, of).is_none() {
                return Err(other
                    .place
                    .error(format!("‘{}’ is no cluster and no objective", other.text))
                    .hint("write objective:N or cluster:N"));
            }
            let follows = (notation.text.clone(), (scheme.to_string(), of.to_string()));
            self.wording.entry(id.to_string()).or_default().follows.push(follows);
        }
        Ok(())
    }

    /// Changes which clusters are proposed for an objective.
    fn put_proposal(&mut self, id: &str, entry: &ConceptEntry) -> Result<()> {
        let Some((place, clusters)) = &entry.clusters else { return Ok(()) };
        if id != OBJECTIVE {
            return Err(place.error("only objectives have clusters proposed for them"));
        }
        if clusters.is_empty() {
            return Err(place.error("is empty").hint("name at least one cluster, the best first"));
        }
        check_once(clusters.iter().map(|t| (&t.text, &t.place)))?;
        if let Some(unknown) = clusters.iter().find(|t| self.concept(CLUSTER, &t.text).is_none()) {
            return Err(unknown.place.error(format!("there is no cluster ‘{}’", unknown.text)));
        }
        let proposal = clusters.iter().map(|t| t.text.clone()).collect();
        let of = &entry.notation.text;
        match self.proposed_clusters.iter_mut().find(|(objective, _)| objective == of) {
            Some((_, clusters)) => *clusters = proposal,
            None => self.proposed_clusters.push((of.clone(), proposal)),
        }
        Ok(())
    }
}

impl ConceptEntry {
    /// A concept that was not there.
    fn concept(&self) -> Result<Concept> {
        let notation = self.notation.text.clone();
        if self.label.is_none() {
            return Err(self.notation.place.error(format!("the new concept ‘{notation}’ has no label")));
        }
        let mut concept =
            Concept { notation, title: String::new(), short: String::new(), labels: Vec::new() };
        self.change(&mut concept);
        if concept.title.is_empty() {
            concept.title.clone_from(&concept.short);
        }
        Ok(concept)
    }

    /// What the file says is shown; what the concept was called before still finds it.
    fn change(&self, concept: &mut Concept) {
        let first = |labels: &Option<super::file::Labels>| labels.as_ref()?.0.first().cloned();
        concept.short = first(&self.label).unwrap_or_else(|| std::mem::take(&mut concept.short));
        concept.title = first(&self.title).unwrap_or_else(|| std::mem::take(&mut concept.title));
        let labels = [&self.label, &self.title].into_iter().flatten().flat_map(|labels| &labels.0);
        for label in labels.chain(&self.alternatives) {
            if !concept.labels.contains(label) {
                concept.labels.push(label.clone());
            }
        }
    }
}

fn check_once<'a>(named: impl Iterator<Item = (&'a String, &'a Place)>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for (text, place) in named {
        if !seen.insert(text) {
            return Err(place.error(format!("‘{text}’ is there twice")));
        }
    }
    Ok(())
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn read(path: &Path) -> Result<String> {
    let cannot = || crate::error::Error::usage(format!("cannot read the scheme file {}", path.display()));
    let size = std::fs::metadata(path).map_err(|e| cannot().because(e).hint("check the path"))?.len();
    if size > LARGEST {
        return Err(cannot().because("it is too large for a scheme file").hint("check the path"));
    }
    let bytes = std::fs::read(path).map_err(|e| cannot().because(e))?;
    let text = String::from_utf8(bytes).map_err(|_| cannot().because("it is not UTF-8 text"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}
