//! The words that announce, ask and tell, read from one file a language, and how they are found in a text.

mod file;
mod phrases;

use crate::model::text::fold;
use file::File;
pub(super) use phrases::{Found, Phrases, Words};
use std::collections::HashSet;
use std::sync::LazyLock;

const FILES: [&str; 5] = [
    include_str!("cues/en.toml"),
    include_str!("cues/fr.toml"),
    include_str!("cues/es.toml"),
    include_str!("cues/pt.toml"),
    include_str!("cues/ar.toml"),
];

/// What a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cue {
    /// A heading or words before a list that announce recommendations.
    Announce,
    /// A heading that may announce them.
    MayAnnounce,
    /// A heading or words before a list that announce something else.
    Exclude,
    /// A heading under which nothing is a recommendation.
    Mute,
    /// Words in an item that ask.
    Ask,
    /// Someone who may be asked to act: the number of the name.
    Actor(usize),
    /// The name of whom a recommendation asks, before a colon or over a column.
    Addressee,
    /// The name of what was answered.
    Answer,
    /// The name of another detail: deadline, priority.
    Detail,
    /// A response of the addressed State.
    Response(crate::model::Response),
    /// A sentence recommends: how sure, and the number of the reason.
    Recommend(f32, usize),
    /// A sentence does not: what remains, and the number of the reason.
    Weaken(f32, usize),
}

/// One language's words for the beginnings of items.
#[derive(Debug)]
pub(super) struct Language {
    pub code: String,
    pub common: HashSet<String>,
    pub abbreviations: HashSet<String>,
    verbs: HashSet<String>,
    endings: Vec<String>,
    not_endings: Vec<String>,
    first_person: HashSet<String>,
    not_verbs: HashSet<String>,
    adverbs: HashSet<String>,
}

/// All cue words.
#[derive(Debug)]
pub(super) struct Cues {
    pub languages: Vec<Language>,
    pub headings: Phrases,
    pub lead_ins: Phrases,
    pub asks: Phrases,
    pub responses: Phrases,
    pub details: Phrases,
    pub sentences: Phrases,
    pub actors: Phrases,
    reasons: Vec<String>,
    names: Vec<String>,
}

/// The cue words that come with the program.
pub(super) static CUES: LazyLock<Cues> = LazyLock::new(Cues::built_in);

impl Cues {
    fn built_in() -> Self {
        let mut cues = Cues {
            languages: Vec::new(),
            headings: Phrases::default(),
            lead_ins: Phrases::default(),
            asks: Phrases::default(),
            responses: Phrases::default(),
            details: Phrases::default(),
            sentences: Phrases::default(),
            actors: Phrases::default(),
            reasons: Vec::new(),
            names: Vec::new(),
        };
        // The files are part of the program and a test reads each: one that cannot be read is left out.
        for file in FILES.iter().filter_map(|text| toml::from_str::<File>(text).ok()) {
            cues.add(file);
        }
        cues
    }

    fn add(&mut self, file: File) {
        use crate::model::Response::{Noted, Supported, UnderExamination};
        self.headings.add(&file.headings.announce, Cue::Announce);
        self.headings.add(&file.headings.may_announce, Cue::MayAnnounce);
        self.headings.add(&file.headings.exclude, Cue::Exclude);
        self.headings.add(&file.headings.mute, Cue::Mute);
        self.lead_ins.add(&file.lead_ins.announce, Cue::Announce);
        self.lead_ins.add(&file.lead_ins.exclude, Cue::Exclude);
        self.asks.add(&file.items.ask, Cue::Ask);
        self.responses.add(&file.responses.supported, Cue::Response(Supported));
        self.responses.add(&file.responses.noted, Cue::Response(Noted));
        self.responses.add(&file.responses.under_examination, Cue::Response(UnderExamination));
        self.details.add(&file.addressees, Cue::Addressee);
        self.details.add(&file.answers, Cue::Answer);
        self.details.add(&file.details, Cue::Detail);
        for group in &file.recommend {
            let reason = self.reason(&group.reason);
            self.sentences.add(&group.phrases, Cue::Recommend(group.weight, reason));
        }
        for actor in file.actors {
            self.actors.add(&actor.phrases, Cue::Actor(self.names.len()));
            self.names.push(actor.name);
        }
        for group in &file.weaken {
            let reason = self.reason(&group.reason);
            self.sentences.add(&group.phrases, Cue::Weaken(group.factor, reason));
        }
        let set = |words: Vec<String>| words.iter().map(|w| fold(w)).collect::<HashSet<_>>();
        self.languages.push(Language {
            code: file.language,
            common: set(file.common),
            abbreviations: set(file.abbreviations),
            verbs: set(file.items.verbs),
            endings: file.items.endings,
            not_endings: file.items.not_endings,
            first_person: set(file.items.first_person),
            not_verbs: set(file.items.not_verbs),
            adverbs: set(file.items.adverbs),
        });
    }

    fn reason(&mut self, reason: &str) -> usize {
        self.reasons.iter().position(|r| r == reason).unwrap_or_else(|| {
            self.reasons.push(reason.to_owned());
            self.reasons.len() - 1
        })
    }

    /// The name of an actor's number.
    pub fn name_of(&self, n: usize) -> &str {
        self.names.get(n).map_or("", String::as_str)
    }

    /// The reason of a number.
    pub fn reason_of(&self, n: usize) -> &str {
        self.reasons.get(n).map_or("", String::as_str)
    }
}

impl Language {
    /// Whether words begin with a verb that asks: "strengthen", "further strengthen", « renforcer ».
    pub fn begins_with_verb(&self, words: &Words) -> bool {
        let mut rest = words.iter();
        for _ in 0..3 {
            let Some(word) = rest.next() else { return false };
            if self.is_verb(word) {
                return true;
            }
            let adverb =
                self.adverbs.contains(word) || self.code == "en" && word.ends_with("ly") && word.len() > 4;
            if !adverb {
                return false;
            }
        }
        false
    }

    /// Whether the first words are those of a declaration: "we", « nous », "acordamos".
    pub fn first_person(&self, words: &Words) -> bool {
        let verb = |w: &str| matches!(self.code.as_str(), "es" | "pt") && w.len() > 5 && w.ends_with("mos");
        words.iter().take(6).any(|w| self.first_person.contains(w)) || words.get(0).is_some_and(verb)
    }

    fn is_verb(&self, word: &str) -> bool {
        let ending = |e: &String| word.len() > e.len() + 1 && word.ends_with(e.as_str());
        let not = self.not_verbs.contains(word) || self.not_endings.iter().any(ending);
        self.verbs.contains(word) || !not && self.endings.iter().any(ending)
    }
}

#[cfg(test)]
mod tests {
    use super::phrases::{Part, Pattern, part};
    use super::*;

    #[test]
    fn every_file_is_read() {
        for file in FILES {
            let file: File = toml::from_str(file).unwrap();
            for group in &file.recommend {
                assert!((0.0..1.0).contains(&group.weight), "{}", group.reason);
            }
            let all = [
                &file.headings.announce,
                &file.headings.may_announce,
                &file.lead_ins.announce,
                &file.items.ask,
            ];
            for phrase in all.into_iter().flatten() {
                let Part::Any(first) =
                    part(phrase.trim_start_matches("^ ").split_whitespace().next().unwrap())
                else {
                    panic!("{phrase}")
                };
                assert!(
                    first.iter().all(|p| !matches!(p, Pattern::Stem(s) if s.chars().count() < 2)),
                    "{phrase}"
                );
            }
        }
        assert_eq!(CUES.languages.len(), FILES.len());
    }
}
