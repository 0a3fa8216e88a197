//! Phrases, and how they are found in the words of a text.

use super::Cue;
use crate::model::text::fold;
use std::collections::HashMap;

/// Words that `..` may stand for at most.
const GAP: usize = 6;

/// The words of a text, folded.
#[derive(Debug)]
pub(in crate::extract) struct Words {
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
pub(super) enum Part {
    Any(Vec<Pattern>),
    Gap,
    /// The words end here.
    End,
}

#[derive(Debug)]
pub(super) enum Pattern {
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
pub(in crate::extract) struct Phrases {
    all: Vec<Phrase>,
    by_word: HashMap<String, Vec<usize>>,
    /// By the first two letters of the stem.
    by_stem: HashMap<[char; 2], Vec<usize>>,
}

/// A phrase that was found: words `from..to`.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Found {
    pub cue: Cue,
    pub from: usize,
    pub to: usize,
}

impl Phrases {
    pub(super) fn add(&mut self, phrases: &[String], cue: Cue) {
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

pub(super) fn part(word: &str) -> Part {
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
