//! The schemes beside clusters and objectives: what speaks for their concepts, and how likely each is.
//!
//! Each scheme is a tree of terms of its own, so that what one scheme knows silences nothing in another, and what a user
//! adds moves no objective. Terms come from the scheme files; a concept may also follow what is suggested of a cluster
//! or an objective.

use super::pattern::Pattern;
use super::score::{Said, sum};
use super::terms::Terms;
use super::words::{Language, SmallWords, Words};
use crate::error::Result;
use crate::model::{Passage, SchemeId, Suggestion, Suggestions};
use crate::taxonomy::{CLUSTER, OBJECTIVE, Strength, Taxonomy, Term, Wording};
use std::collections::BTreeMap;

/// What a term counts in the lead-in of a list, in the sentence before, in the headings above from the innermost
/// outwards, and, where concepts have names, in the title of the document and the name of its event.
const LEAD_IN: f32 = 0.6;
const CONTEXT: f32 = 0.4;
const HEADINGS: [f32; 3] = [0.7, 0.5, 0.4];
const DOCUMENT: f32 = 0.8;
/// The words around add no more than this part of what a passage's own words say, and a little: a heading alone makes
/// nothing likely. Names are another matter: what is said under one is of it.
const AROUND: f32 = 0.5;
const AROUND_ALONE: f32 = 1.5;
/// What the likelihood of a concept counts for one that follows it.
const FOLLOWS: f32 = 5.0;
/// What is said of a narrower concept counts for the broader one, and no more than a sure term.
const BROADER: f32 = 0.9;
const MOST_WIDENED: f32 = 6.0;
/// Concepts less likely than this are not suggested; where nothing speaks clearly, none is.
const LEAST_SCORE: f32 = 0.3;
const MOST_SCORE: f32 = 0.98;
const MOST: usize = 6;
const MOST_EVIDENCE: usize = 4;

/// What speaks for the concepts of all schemes beside clusters and objectives.
#[derive(Debug, Default)]
pub(super) struct Schemes(Vec<Speech>);

/// What speaks for the concepts of one scheme. A concept has two places among the terms: the second is for names in
/// capitals, which count in capitals only.
#[derive(Debug)]
struct Speech {
    scheme: SchemeId,
    notations: Vec<String>,
    languages: Vec<Terms>,
    named: bool,
    /// Concepts with the broader one that they lie in, by their places in `notations`.
    broader: Vec<(usize, usize)>,
    /// Concepts that follow others: (place in `notations`, (scheme, notation)).
    follows: Vec<(usize, (SchemeId, String))>,
}

/// What spoke for one concept.
#[derive(Debug, Default)]
struct Heard {
    said: Vec<Said>,
    around: Vec<Said>,
    /// What was said of a concept within this one.
    widened: f32,
    /// Weights with the bytes of the text that said it.
    spoke: Vec<(f32, (usize, usize))>,
    /// The words that spoke for a concept that this one follows.
    borrowed: Vec<String>,
}

/// A text around a passage, and what a term counts in it.
struct Around<'a> {
    text: &'a str,
    words: Words,
    share: f32,
}

impl Schemes {
    /// What the taxonomy says of its schemes; an error names the place of a term that cannot be read.
    pub(super) fn of(taxonomy: &Taxonomy, small_words: &SmallWords) -> Result<Schemes> {
        let others = taxonomy.schemes.iter().filter(|s| s.id != CLUSTER && s.id != OBJECTIVE);
        let speaking = others.filter_map(|s| Some((s, taxonomy.wording.get(&s.id)?)));
        let speech = speaking.map(|(scheme, wording)| {
            let languages = Language::ALL.map(|language| {
                let small = small_words.of_language(language);
                terms(scheme, wording, Terms::new(language, small), language)
            });
            let place = |notation: &str| scheme.concepts.iter().position(|c| c.notation == notation);
            let follows = wording.follows.iter();
            let broader = wording.broader.iter();
            Ok(Speech {
                scheme: scheme.id.clone(),
                notations: scheme.concepts.iter().map(|c| c.notation.clone()).collect(),
                languages: languages.into_iter().collect::<Result<_>>()?,
                named: wording.named,
                broader: broader.filter_map(|(n, other)| Some((place(n)?, place(other)?))).collect(),
                follows: follows.filter_map(|(n, other)| Some((place(n)?, other.clone()))).collect(),
            })
        });
        speech.collect::<Result<_>>().map(Schemes)
    }

    /// Adds what these schemes say of a passage to what is suggested already.
    pub(super) fn suggest(
        &self,
        passage: &Passage,
        words: &Words,
        language: Language,
        suggestions: &mut Suggestions,
    ) {
        let (around, document) = (around(passage), document(passage));
        for speech in &self.0 {
            let mut heard: BTreeMap<usize, Heard> = BTreeMap::new();
            speech.hear(passage.text, words, language, &mut heard);
            let document = document.iter().filter(|_| speech.named);
            for text in around.iter().chain(document) {
                speech.hear_around(text, language, &mut heard);
            }
            speech.follow(suggestions, &mut heard);
            speech.widen(&mut heard);
            let found = speech.ranked(passage.text, heard);
            if !found.is_empty() {
                suggestions.others.insert(speech.scheme.clone(), found);
            }
        }
    }
}

impl Speech {
    fn hear(&self, text: &str, words: &Words, language: Language, heard: &mut BTreeMap<usize, Heard>) {
        // What is said again says nothing new.
        for found in self.languages[language as usize].find(words).iter().filter(|f| f.before == 0) {
            let spans = spans(words, &found.phrases);
            for &(place, weight) in found.speaks {
                if place % 2 == 1 && !are_names(text, &spans) {
                    continue;
                }
                let heard = heard.entry(place / 2).or_default();
                heard.said.push(Said { weight, words: found.phrases.first().copied() });
                heard.spoke.extend(spans.iter().filter(|_| weight > 0.0).map(|span| (weight, *span)));
            }
        }
    }

    fn hear_around(&self, around: &Around, language: Language, heard: &mut BTreeMap<usize, Heard>) {
        let Around { text, words, share } = around;
        for found in self.languages[language as usize].find(words).iter().filter(|f| f.before == 0) {
            for &(place, weight) in found.speaks {
                if place % 2 == 0 || are_names(text, &spans(words, &found.phrases)) {
                    let said = Said { weight: weight * share, words: None };
                    heard.entry(place / 2).or_default().around.push(said);
                }
            }
        }
    }

    fn follow(&self, suggestions: &Suggestions, heard: &mut BTreeMap<usize, Heard>) {
        for (place, (scheme, notation)) in &self.follows {
            let Some(other) = suggestions.of(scheme).iter().find(|s| s.notation == *notation) else {
                continue;
            };
            let heard = heard.entry(*place).or_default();
            // Where several follow the same, each of them is less sure.
            let followers =
                self.follows.iter().filter(|(_, of)| of.0 == *scheme && of.1 == *notation).count();
            let share = 1.0 / (followers.max(1) as f32).sqrt();
            let said = Said { weight: FOLLOWS * share * other.score, words: None };
            // What only the words around spoke for is no more said here than there.
            if other.evidence.is_empty() {
                heard.around.push(said)
            } else {
                heard.said.push(said)
            }
            heard.borrowed.extend(other.evidence.iter().cloned());
        }
    }

    /// What speaks for a concept speaks for the broader one, a little less.
    fn widen(&self, heard: &mut BTreeMap<usize, Heard>) {
        for (narrow, broad) in &self.broader {
            let Some(narrow) = heard.get_mut(narrow) else { continue };
            let said = sum(&mut narrow.said).min(MOST_WIDENED);
            if said > 0.0 {
                let spoke: Vec<_> =
                    narrow.spoke.iter().map(|(weight, span)| (weight * BROADER, *span)).collect();
                let broad = heard.entry(*broad).or_default();
                // The two may have been said with the same words: then they were said once.
                broad.widened = broad.widened.max(said * BROADER);
                broad.spoke.extend(spoke);
            }
        }
    }

    fn ranked(&self, text: &str, heard: BTreeMap<usize, Heard>) -> Vec<Suggestion> {
        let mut sums: Vec<(usize, f32, Heard)> =
            heard.into_iter().map(|(place, mut heard)| (place, heard.sum(self.named), heard)).collect();
        let most = sums.iter().map(|(_, sum, _)| *sum).fold(0.0, f32::max);
        sums.retain(|(_, sum, _)| likelihood(*sum, most) >= LEAST_SCORE);
        // Stable: where scores agree, the order of the scheme stands.
        sums.sort_by(|a, b| b.1.total_cmp(&a.1));
        let suggestion = |(place, sum, heard): (usize, f32, Heard)| {
            Some(Suggestion {
                notation: self.notations.get(place)?.clone(),
                score: likelihood(sum, most),
                evidence: heard.evidence(text),
            })
        };
        sums.into_iter().take(MOST).filter_map(suggestion).collect()
    }
}

impl Heard {
    fn sum(&mut self, named: bool) -> f32 {
        let (own, around) = (sum(&mut self.said).max(self.widened), sum(&mut self.around));
        let most = if named { f32::INFINITY } else { AROUND * own.max(0.0) + AROUND_ALONE };
        own + around.min(most)
    }

    /// The words that spoke for the concept, weightiest first, no word twice.
    fn evidence(mut self, text: &str) -> Vec<String> {
        self.spoke.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut evidence: Vec<String> = Vec::new();
        for (_, (start, end)) in self.spoke {
            if spans.iter().all(|&(s, e)| end <= s || e <= start) {
                spans.push((start, end));
                evidence.push(text[start..end].to_string());
            }
        }
        for words in self.borrowed {
            if !evidence.iter().any(|known| known.contains(&words) || words.contains(known)) {
                evidence.push(words);
            }
        }
        evidence.truncate(MOST_EVIDENCE);
        evidence
    }
}

/// How likely a concept is right whose terms add up to `sum`, while the most of its scheme is `most`: a sure term alone
/// speaks for nine in ten, a fair one for less than half.
fn likelihood(sum: f32, most: f32) -> f32 {
    let logit = -2.0 + 0.8 * sum.min(8.0) + 1.5 * ((sum.max(0.0) + 4.0) / (most + 4.0)).ln();
    (1.0 / (1.0 + (-logit).exp())).min(MOST_SCORE)
}

fn around<'a>(passage: &Passage<'a>) -> Vec<Around<'a>> {
    let before = [passage.lead_in.map(|l| (l, LEAD_IN)), passage.context.map(|c| (c, CONTEXT))];
    let headings = passage.section.iter().rev().map(String::as_str).zip(HEADINGS);
    before.into_iter().flatten().chain(headings).map(|(text, share)| Around::of(text, share)).collect()
}

fn document<'a>(passage: &Passage<'a>) -> Vec<Around<'a>> {
    let names = passage.document.map(|d| [d.title.as_deref(), d.event.as_deref()]);
    names.into_iter().flatten().flatten().map(|name| Around::of(name, DOCUMENT)).collect()
}

impl<'a> Around<'a> {
    fn of(text: &'a str, share: f32) -> Self {
        Around { text, words: Words::of(text), share }
    }
}

/// The bytes of phrases.
fn spans(words: &Words, phrases: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let bytes = |&(first, last): &(usize, usize)| Some((words.get(first)?.start, words.get(last)?.end));
    phrases.iter().filter_map(bytes).collect()
}

/// Whether what was found for a name in capitals is one: it stands in capitals, in a text that does not.
fn are_names(text: &str, spans: &[(usize, usize)]) -> bool {
    spans.iter().all(|&(start, end)| is_in_capitals(&text[start..end])) && text.contains(char::is_lowercase)
}

/// The terms of a scheme in one language: those of the language, and those of any.
fn terms(
    scheme: &crate::model::Scheme,
    wording: &Wording,
    mut terms: Terms,
    language: Language,
) -> Result<Terms> {
    let spoken = |term: &&Term| term.language.is_none_or(|of| of == language.code());
    for term in wording.neutral.iter().filter(spoken) {
        add(&mut terms, term, None)?;
    }
    for (notation, term) in wording.terms.iter().filter(|(_, term)| spoken(&term)) {
        let Some(at) = scheme.concepts.iter().position(|c| c.notation == *notation) else { continue };
        let place = 2 * at + usize::from(is_in_capitals(&term.written));
        add(&mut terms, term, Some((place, weight(term.strength))))?;
    }
    if wording.named {
        for (at, label) in
            scheme.concepts.iter().enumerate().flat_map(|(at, c)| c.labels.iter().map(move |l| (at, l)))
        {
            let place = 2 * at + usize::from(is_in_capitals(label));
            // What is written in terms means something else in names; a name that is no term is passed over.
            let name = label.replace(['/', '*', '+'], " ").replace("..", " ");
            if let Ok(pattern) = Pattern::read(&name) {
                let _ = terms.add(&pattern, Some((place, weight(Strength::Decisive))));
            }
        }
    }
    Ok(terms)
}

fn add(terms: &mut Terms, term: &Term, speaks: Option<(usize, f32)>) -> Result<()> {
    let added = Pattern::read(&term.written).and_then(|pattern| terms.add(&pattern, speaks));
    added.map(|_| ()).map_err(|why| term.place.error(why))
}

/// What a term counts, as in the vocabulary of the objectives.
pub(super) fn weight(strength: Strength) -> f32 {
    match strength {
        Strength::Decisive => 8.0,
        Strength::Sure => 5.0,
        Strength::Strong => 3.5,
        Strength::Fair => 2.0,
        Strength::Slight => 1.0,
        Strength::Against => -2.0,
    }
}

/// Whether words are a name in capitals, such as "GFMD".
fn is_in_capitals(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).count() > 1 && !words.chars().any(char::is_lowercase)
}
