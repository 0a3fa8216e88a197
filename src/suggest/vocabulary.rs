//! The vocabulary files: weighted terms and phrases for each concept, one file a language, for people to read
//! and edit. `vocabulary/en.toml` explains the form.

use super::pattern::Pattern;
use super::schemes::weight;
use super::terms::Terms;
use super::words::{Language, SmallWords};
use crate::model::text::fold;
use crate::taxonomy::{self, Taxonomy};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many objectives there are.
pub(super) const OBJECTIVES: usize = 23;
/// How many clusters there are.
pub(super) const CLUSTERS: usize = 6;

/// The schemes of the vocabulary, with the place of the first concept of each.
const SCHEMES: [(&str, Place); 2] = [(taxonomy::OBJECTIVE, 0), (taxonomy::CLUSTER, OBJECTIVES)];

/// A concept that terms can speak for, as a place: objectives first, then clusters.
pub(super) type Place = usize;

/// What the files of all languages say, ready for matching.
#[derive(Debug)]
pub(super) struct Vocabulary {
    languages: [Terms; Language::ALL.len()],
    /// The small words of every language.
    pub(super) small_words: SmallWords,
}

impl Vocabulary {
    /// The vocabulary made of the files of this repository, with the terms that users gave for clusters and objectives.
    pub(super) fn with(taxonomy: &Taxonomy) -> crate::error::Result<Vocabulary> {
        let compact = taxonomy::built_in();
        let mut small_words = SmallWords::default();
        let mut languages = Language::ALL.map(|language| {
            read(language, source(language), compact, &mut small_words)
                .expect("the vocabulary files are checked by a test")
        });
        for (scheme, first) in SCHEMES {
            for (notation, term) in taxonomy.wording.get(scheme).iter().flat_map(|w| &w.terms) {
                let Some(place) = compact.scheme(scheme).map(|s| first + s.position(notation)) else {
                    continue;
                };
                let spoken =
                    Language::ALL.into_iter().filter(|l| term.language.is_none_or(|of| of == l.code()));
                for language in spoken {
                    let speaks = Some((place, weight(term.strength)));
                    let terms = &mut languages[language as usize];
                    let added = Pattern::read(&term.written).and_then(|pattern| terms.add(&pattern, speaks));
                    added.map_err(|why| term.place.error(why))?;
                }
            }
        }
        Ok(Vocabulary { languages, small_words })
    }

    /// The terms of a language.
    pub(super) fn of(&self, language: Language) -> &Terms {
        &self.languages[language as usize]
    }
}

fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("vocabulary/en.toml"),
        Language::French => include_str!("vocabulary/fr.toml"),
        Language::Spanish => include_str!("vocabulary/es.toml"),
        Language::Portuguese => include_str!("vocabulary/pt.toml"),
        Language::Arabic => include_str!("vocabulary/ar.toml"),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    small: String,
    neutral: Vec<String>,
    objective: BTreeMap<String, Levels>,
    #[serde(default)]
    cluster: BTreeMap<String, Levels>,
}

/// How strongly the terms of a list speak for their concept.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Levels {
    decisive: Vec<String>,
    sure: Vec<String>,
    strong: Vec<String>,
    fair: Vec<String>,
    slight: Vec<String>,
    against: Vec<String>,
}

impl Levels {
    /// The lists with what one of their terms counts.
    fn weighted(&self) -> [(&[String], f32); 6] {
        [
            (&self.decisive, 8.0),
            (&self.sure, 5.0),
            (&self.strong, 3.5),
            (&self.fair, 2.0),
            (&self.slight, 1.0),
            (&self.against, -2.0),
        ]
    }
}

/// Reads one language's file; the error names the section and the term of every mistake in it.
fn read(
    language: Language,
    source: &str,
    taxonomy: &Taxonomy,
    small_words: &mut SmallWords,
) -> Result<Terms, String> {
    let file: File = toml::from_str(source).map_err(|e| format!("{}.toml: {e}", language.code()))?;
    let small: Vec<String> = file.small.split_whitespace().map(fold).collect();
    for word in &small {
        small_words.add(language, word);
    }
    let mut terms = Terms::new(language, small);
    let mut mistakes = Vec::new();
    let mut note = |section: &str, result: Result<(), String>| {
        mistakes.extend(result.err().map(|e| format!("{}.toml: {section} {e}", language.code())));
    };
    for phrase in &file.neutral {
        note("neutral", Pattern::read(phrase).and_then(|p| terms.add(&p, None).map(|_| ())));
    }
    let schemes = [(taxonomy::OBJECTIVE, &file.objective, 0), (taxonomy::CLUSTER, &file.cluster, OBJECTIVES)];
    for (scheme, sections, first) in schemes {
        for (notation, levels) in sections {
            let section = format!("[{scheme}.{notation}]");
            let position = taxonomy.scheme(scheme).map(|s| s.position(notation));
            let Some(place) = position.filter(|&p| p < OBJECTIVES) else {
                note(&section, Err("is unknown".into()));
                continue;
            };
            for (list, weight) in levels.weighted() {
                for term in list {
                    let speaks = Some((first + place, weight));
                    let added = Pattern::read(term).and_then(|p| terms.add(&p, speaks));
                    let twice = || Err(format!("`{term}` is there twice"));
                    note(&section, added.and_then(|fresh| if fresh { Ok(()) } else { twice() }));
                }
            }
        }
    }
    if mistakes.is_empty() { Ok(terms) } else { Err(mistakes.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_english(source: &str) -> Result<Terms, String> {
        read(Language::English, source, taxonomy::built_in(), &mut SmallWords::default())
    }

    #[test]
    fn the_files_are_whole() {
        for language in Language::ALL {
            read(language, source(language), taxonomy::built_in(), &mut SmallWords::default()).unwrap();
            let file: File = toml::from_str(source(language)).unwrap();
            assert_eq!(file.objective.len(), OBJECTIVES, "{language:?}");
            for (notation, levels) in &file.objective {
                let count: usize = levels.weighted().iter().map(|(list, _)| list.len()).sum();
                assert!(count >= 8, "{language:?} objective {notation} has {count} terms");
                assert!(
                    !levels.decisive.is_empty(),
                    "{language:?} objective {notation} has no decisive term"
                );
            }
        }
    }

    #[test]
    fn mistakes_are_named() {
        let head = "small = \"of the\"\nneutral = []\n";
        for (body, said) in [
            ("[objective.24]\nsure = [\"x\"]", "[objective.24] is unknown"),
            ("[objective.1]\nsure = [\"data\"]\nfair = [\"Data\"]", "is there twice"),
            ("[objective.1]\nsure = [\"of the\"]", "has no words"),
            ("[objective.1]\nsure = [\"\"]", "has no words"),
            ("[objective.1]\nsure = [\"tra*\"]", "at least 4 letters"),
            ("[objective.1]\ncertain = [\"data\"]", "unknown field"),
        ] {
            let error = read_english(&format!("{head}{body}\n")).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
