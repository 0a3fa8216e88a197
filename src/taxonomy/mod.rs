//! Concept schemes: the Compact's own from `facts.json`, affected groups and consultation mechanisms from `schemes/`,
//! and the users' own from files of the same form.

mod file;
mod own;
mod place;
#[cfg(test)]
mod tests;

pub use file::{Strength, TERM_LANGUAGES, Term};
pub use own::Wording;
pub use place::Place;

pub mod states;

use crate::error::{Error, Result};
use crate::model::{Concept, Scheme, SchemeId};
use file::SchemeFile;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::thread::{Builder, ScopedJoinHandle, scope};

/// The six thematic clusters.
pub const CLUSTER: &str = "cluster";
/// The 23 objectives (A/RES/73/195, para. 16).
pub const OBJECTIVE: &str = "objective";

/// Affected groups, such as children or migrant workers.
pub const GROUP: &str = "group";
/// The regional and global consultation mechanisms on migration.
pub const MECHANISM: &str = "mechanism";

/// The built-in scheme files.
const FILES: [(&str, &str); 4] = [
    ("group.toml", include_str!("schemes/group.toml")),
    ("element.toml", include_str!("schemes/element.toml")),
    ("principle.toml", include_str!("schemes/principle.toml")),
    ("mechanism.toml", include_str!("schemes/mechanism.toml")),
];

/// All schemes and facts that the program knows.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Schemes in the order they are shown.
    pub schemes: Vec<Scheme>,
    /// The project's proposal of clusters for each objective, best first: (objective, clusters).
    pub proposed_clusters: Vec<(String, Vec<String>)>,
    /// The regions of the reviews.
    pub regions: Vec<String>,
    /// The review round tables: (notation, objectives).
    pub round_tables: Vec<(String, Vec<String>)>,
    /// What speaks for the concepts of each scheme, beside the vocabulary of clusters and objectives.
    pub wording: BTreeMap<SchemeId, Wording>,
    /// The schemes to show as facets, in this order, where a user chose them.
    pub shown: Option<Vec<SchemeId>>,
    /// The users' scheme files as they were read: what follows from them is made anew when they change.
    pub own: Vec<String>,
}

/// The facts compiled into the program.
pub fn built_in() -> &'static Taxonomy {
    static BUILT_IN: OnceLock<Taxonomy> = OnceLock::new();
    BUILT_IN.get_or_init(|| {
        let facts: Facts =
            serde_json::from_str(include_str!("facts.json")).expect("facts.json is checked by a test");
        let mut taxonomy = facts.into_taxonomy();
        for file in built_in_files() {
            taxonomy.put(file).expect("the scheme files are checked by a test");
        }
        taxonomy
    })
}

/// The built-in scheme files, read side by side: every start waits for them.
fn built_in_files() -> Vec<SchemeFile> {
    let read = |(name, text)| SchemeFile::read(name, text).expect("the scheme files are checked by a test");
    scope(|scope| {
        let readers = FILES.map(|file| (Builder::new().spawn_scoped(scope, move || read(file)), file));
        let file = |(reader, file): (std::io::Result<ScopedJoinHandle<_>>, _)| match reader {
            Ok(reader) => reader.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => read(file),
        };
        readers.into_iter().map(file).collect()
    })
}

static IN_USE: OnceLock<Taxonomy> = OnceLock::new();

/// The taxonomy that this process works with: what [`Taxonomy::use_for_good`] set at the start, else the built-in one.
pub fn in_use() -> &'static Taxonomy {
    IN_USE.get_or_init(|| built_in().clone())
}

impl Taxonomy {
    /// Sets the taxonomy that this process works with. Once, before anything asked for it; a second one is not taken.
    pub fn use_for_good(self) -> bool {
        IN_USE.set(self).is_ok()
    }

    /// The schemes to show as facets, in order.
    pub fn shown(&self) -> Vec<&Scheme> {
        match &self.shown {
            Some(ids) => ids.iter().filter_map(|id| self.scheme(id)).collect(),
            None => self.schemes.iter().collect(),
        }
    }

    /// The scheme of this name.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|s| s.id == id)
    }

    /// The concept of this notation in the scheme of this name.
    pub fn concept(&self, scheme: &str, notation: &str) -> Option<&Concept> {
        self.scheme(scheme)?.concept(notation)
    }

    /// The clusters proposed for an objective, the best first.
    pub fn clusters_of(&self, objective: &str) -> &[String] {
        let proposed = self.proposed_clusters.iter().find(|(of, _)| of == objective);
        proposed.map_or(&[], |(_, clusters)| clusters)
    }

    /// The scheme of this name; an unknown one is a usage error that names the known ones.
    pub fn check_scheme(&self, id: &str) -> Result<&Scheme> {
        let known = || self.schemes.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(", ");
        self.scheme(id).ok_or_else(|| {
            Error::usage(format!("there is no scheme ‘{id}’")).hint(format!("one of: {}", known()))
        })
    }

    /// Checks that a notation is one of the scheme's; an unknown one is a usage error that says which there are.
    pub fn check(&self, scheme: &str, notation: &str) -> Result<()> {
        let known = self.check_scheme(scheme)?;
        if known.concept(notation).is_some() {
            return Ok(());
        }
        let ends = known.concepts.first().zip(known.concepts.last());
        let range =
            ends.map_or_else(String::new, |(a, z)| format!("they run from {} to {}", a.notation, z.notation));
        Err(Error::usage(format!("there is no {scheme} ‘{notation}’")).hint(range))
    }

    /// The six clusters.
    pub fn clusters(&self) -> &[Concept] {
        self.scheme(CLUSTER).map_or(&[], |s| &s.concepts)
    }

    /// The 23 objectives.
    pub fn objectives(&self) -> &[Concept] {
        self.scheme(OBJECTIVE).map_or(&[], |s| &s.concepts)
    }
}

#[derive(Deserialize)]
struct Facts {
    clusters: Vec<Fact>,
    elements: Vec<Fact>,
    objectives: Vec<Fact>,
    principles: Vec<Fact>,
    regions: Vec<Region>,
    round_tables: Vec<RoundTable>,
}

#[derive(Deserialize)]
struct RoundTable {
    notation: String,
    objectives: Vec<String>,
}

#[derive(Deserialize)]
struct Region {
    #[serde(rename = "prefLabel")]
    pref_label: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Fact {
    notation: String,
    #[serde(rename = "prefLabel")]
    pref_label: BTreeMap<String, String>,
    #[serde(default)]
    short: BTreeMap<String, String>,
    #[serde(default, rename = "altLabel")]
    alt_label: BTreeMap<String, Vec<String>>,
    proposed_clusters: Option<Proposal>,
}

#[derive(Deserialize)]
struct Proposal {
    primary: String,
    secondary: Vec<String>,
}

impl Fact {
    fn concept(&self) -> Concept {
        let title = self.pref_label.get("en").cloned().unwrap_or_default();
        let short = self.short.get("en").cloned().unwrap_or_else(|| title.clone());
        let alternatives = self.alt_label.values().flatten();
        let labels =
            self.pref_label.values().chain(self.short.values()).chain(alternatives).cloned().collect();
        Concept { notation: self.notation.clone(), title, short, labels }
    }
}

impl Facts {
    fn into_taxonomy(self) -> Taxonomy {
        let scheme = |id: &str, label: &str, facts: &[Fact]| Scheme {
            id: id.into(),
            label: label.into(),
            concepts: facts.iter().map(Fact::concept).collect(),
        };
        let proposed = |o: &Fact| {
            let p = o.proposed_clusters.as_ref()?;
            Some((o.notation.clone(), std::iter::once(&p.primary).chain(&p.secondary).cloned().collect()))
        };
        Taxonomy {
            schemes: vec![
                scheme(CLUSTER, "Cluster", &self.clusters),
                scheme(OBJECTIVE, "Objective", &self.objectives),
                scheme("element", "Element", &self.elements),
                scheme("principle", "Guiding principle", &self.principles),
            ],
            proposed_clusters: self.objectives.iter().filter_map(proposed).collect(),
            round_tables: self.round_tables.into_iter().map(|t| (t.notation, t.objectives)).collect(),
            regions: self.regions.into_iter().filter_map(|mut r| r.pref_label.remove("en")).collect(),
            wording: BTreeMap::new(),
            shown: None,
            own: Vec::new(),
        }
    }
}
