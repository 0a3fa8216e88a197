//! The words that announce, ask and tell, read from one file a language, and how they are found in a text.

use crate::model::text::fold;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const FILES: [&str; 5] = [
    include_str!("cues/en.toml"),
    include_str!("cues/fr.toml"),
    include_str!("cues/es.toml"),
    include_str!("cues/pt.toml"),
    include_str!("cues/ar.toml"),
];

/// Words that `..` may stand for at most.
const GAP: usize = 6;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    common: Vec<String>,
    abbreviations: Vec<String>,
    headings: Headings,
    lead_ins: LeadIns,
    items: Items,
    responses: Responses,
    /// Names before a colon of what is said of a recommendation: its addressee, its deadline.
    #[serde(default)]
    details: Vec<String>,
    #[serde(default)]
    recommend: Vec<Recommend>,
    #[serde(default)]
    weaken: Vec<Weaken>,
    #[serde(default)]
    actors: Vec<Actor>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Actor {
    name: String,
    phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Headings {
    announce: Vec<String>,
    may_announce: Vec<String>,
    exclude: Vec<String>,
    mute: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeadIns {
    announce: Vec<String>,
    exclude: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Items {
    verbs: Vec<String>,
    endings: Vec<String>,
    not_endings: Vec<String>,
    first_person: Vec<String>,
    not_verbs: Vec<String>,
    adverbs: Vec<String>,
    ask: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Responses {
    supported: Vec<String>,
    noted: Vec<String>,
    under_examination: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recommend {
    weight: f32,
    reason: String,
    phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weaken {
    factor: f32,
    reason: String,
    phrases: Vec<String>,
}

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
    /// The name of a detail: addressee, deadline, priority.
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

/// The words of a text, folded.
#[derive(Debug)]
pub(super) struct Words {
    folded: String,
    at: Vec<(u32, u32)>,
}

impl Words {
    pub fn new(text: &str) -> Self {
        // Folding changes nothing else in plain English words, and most words are.
        let folded = if text.is_ascii() { text.to_ascii_lowercase() } else { fold(text) };
        let mut at = Vec::with_capacity(folded.len() / 6 + 1);
        let mut from = None;
        for (i, c) in folded.char_indices() {
            match (c.is_alphanumeric(), from) {
                (true, None) => from = Some(i),
                (false, Some(start)) => {
                    at.push((start as u32, i as u32));
                    from = None;
                }
                _ => {}
            }
        }
        if let Some(start) = from {
            at.push((start as u32, folded.len() as u32));
        }
        Words { folded, at }
    }

    /// The first words of a text: enough to tell how it begins.
    pub fn beginning(text: &str) -> Self {
        const ENOUGH: usize = 120;
        Self::new(text.char_indices().nth(ENOUGH).map_or(text, |(at, _)| &text[..at]))
    }

    pub fn len(&self) -> usize {
        self.at.len()
    }

    pub fn get(&self, n: usize) -> Option<&str> {
        self.at.get(n).map(|(from, to)| &self.folded[*from as usize..*to as usize])
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|n| self.get(n))
    }
}

#[derive(Debug)]
enum Part {
    Any(Vec<Pattern>),
    Gap,
    /// The words end here.
    End,
}

#[derive(Debug)]
enum Pattern {
    Word(String),
    Stem(String),
    Ending(String),
}

impl Pattern {
    fn fits(&self, word: &str) -> bool {
        match self {
            Pattern::Word(w) => w == word,
            Pattern::Stem(s) => word.starts_with(s.as_str()),
            Pattern::Ending(s) => word.len() > s.len() + 1 && word.ends_with(s.as_str()),
        }
    }
}

#[derive(Debug)]
struct Phrase {
    parts: Vec<Part>,
    cue: Cue,
    /// It stands at the beginning of a text only.
    first: bool,
}

/// Phrases, found by their first word.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    all: Vec<Phrase>,
    by_word: HashMap<String, Vec<usize>>,
    /// By the first two letters of the stem.
    by_stem: HashMap<[char; 2], Vec<usize>>,
}

/// A phrase that was found: words `from..to`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub cue: Cue,
    pub from: usize,
    pub to: usize,
}

impl Phrases {
    fn add(&mut self, phrases: &[String], cue: Cue) {
        for phrase in phrases {
            let first = phrase.starts_with("^ ");
            let parts: Vec<Part> = phrase.trim_start_matches("^ ").split_whitespace().map(part).collect();
            let n = self.all.len();
            if let Some(Part::Any(patterns)) = parts.first() {
                for pattern in patterns {
                    match pattern {
                        Pattern::Word(word) => self.by_word.entry(word.clone()).or_default().push(n),
                        Pattern::Stem(stem) => {
                            if let Some(key) = two(stem) {
                                self.by_stem.entry(key).or_default().push(n);
                            }
                        }
                        // A phrase cannot begin so: every word would have to be tried.
                        Pattern::Ending(_) => {}
                    }
                }
            }
            self.all.push(Phrase { parts, cue, first });
        }
    }

    /// Every phrase in the words, in their order.
    pub fn find<'a>(&'a self, words: &'a Words) -> impl Iterator<Item = Found> + 'a {
        (0..words.len()).flat_map(move |from| {
            let word = words.get(from).unwrap_or("");
            let exact = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            let stems = two(word).and_then(|k| self.by_stem.get(&k)).map_or(&[][..], Vec::as_slice);
            exact.iter().chain(stems).filter_map(move |n| {
                let phrase = &self.all[*n];
                let to = end(&phrase.parts, words, from).filter(|_| !phrase.first || from == 0)?;
                Some(Found { cue: phrase.cue, from, to })
            })
        })
    }

    /// Whether any phrase of a kind is in the words.
    pub fn any(&self, words: &Words, cue: Cue) -> bool {
        self.find(words).any(|f| f.cue == cue)
    }
}

fn two(word: &str) -> Option<[char; 2]> {
    let mut chars = word.chars();
    Some([chars.next()?, chars.next()?])
}

fn part(word: &str) -> Part {
    if word == ".." {
        return Part::Gap;
    }
    if word == "$" {
        return Part::End;
    }
    Part::Any(
        word.split('|')
            .map(|w| match (w.strip_suffix('~'), w.strip_prefix('~')) {
                (Some(stem), _) => Pattern::Stem(fold(stem)),
                (_, Some(ending)) => Pattern::Ending(fold(ending)),
                _ => Pattern::Word(fold(w)),
            })
            .collect(),
    )
}

/// Where a phrase that begins at a word ends, if the words follow it.
fn end(parts: &[Part], words: &Words, at: usize) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else { return Some(at) };
    match first {
        Part::Any(patterns) => {
            let word = words.get(at)?;
            patterns.iter().any(|p| p.fits(word)).then(|| end(rest, words, at + 1)).flatten()
        }
        Part::End => (at == words.len()).then_some(at),
        Part::Gap => (at..=at + GAP).find_map(|next| end(rest, words, next)),
    }
}

#[cfg(test)]
mod tests {
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

    fn check(phrase: &str, text: &str, found: bool) {
        let mut phrases = Phrases::default();
        phrases.add(&[phrase.to_owned()], Cue::Ask);
        assert_eq!(phrases.any(&Words::new(text), Cue::Ask), found, "{phrase} in {text}");
    }

    #[test]
    fn phrases_are_found_word_by_word() {
        check("call~ on|upon", "They Called upon all", true);
        check("call~ on|upon", "They called all upon", false);
        check("stress~ .. need", "stressed, again, the urgent need", true);
        check("stress~ .. need", "stressed one two three four five six seven need", false);
        check("a souligné .. nécessité", "Elle a souligné la Nécessité", true);
        check("l importance", "de l’importance", true);
        check("^ agenda $", "Agenda", true);
        check("^ agenda", "The agenda", false);
        check("agenda $", "The agenda for action", false);
    }
}
