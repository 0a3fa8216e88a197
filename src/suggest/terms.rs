//! The terms of one language as a tree of words, and the one pass that finds them in a text.

use super::vocabulary::Place;
use super::words::{Language, Words};
use std::collections::{HashMap, HashSet};

/// Words that may stand between the parts of a term written with `..`.
const WIDEST_GAP: usize = 3;
/// Letters that the stem of a `word*` has at least: it is looked up by that many.
const SHORTEST_PREFIX: usize = 4;
/// Words that a term has at most.
const MOST_PARTS: usize = 8;

/// A term as written in a vocabulary file: phrases that must all stand in the text (`+`), each in all the
/// wordings that its alternatives (`a/b`) allow.
#[derive(Debug)]
pub(super) struct Pattern {
    written: String,
    phrases: Vec<Vec<Vec<Part>>>,
}

/// One word of a phrase.
#[derive(Debug, Clone)]
struct Part {
    word: String,
    prefix: bool,
    after_gap: bool,
}

impl Pattern {
    /// Reads a term; an error says what is wrong with it.
    pub(super) fn read(written: &str) -> Result<Pattern, String> {
        let phrases =
            written.split(" + ").map(|p| read_phrase(p, written)).collect::<Result<Vec<_>, String>>()?;
        Ok(Pattern { written: written.to_owned(), phrases })
    }
}

fn read_phrase(phrase: &str, written: &str) -> Result<Vec<Vec<Part>>, String> {
    let mut wordings: Vec<Vec<Part>> = vec![Vec::new()];
    let mut gap = false;
    for piece in phrase.split_whitespace() {
        if piece == ".." {
            gap = true;
            continue;
        }
        let mut longer = Vec::new();
        for alternative in piece.split('/') {
            let parts = read_parts(alternative, gap, written)?;
            longer.extend(wordings.iter().map(|w| [w.as_slice(), &parts].concat()));
        }
        wordings = longer;
        gap = false;
    }
    Ok(wordings)
}

/// The words of one alternative: several where a hyphen or an apostrophe parts them.
fn read_parts(alternative: &str, gap: bool, written: &str) -> Result<Vec<Part>, String> {
    let (text, prefix) = match alternative.strip_suffix('*') {
        Some(text) => (text, true),
        None => (alternative, false),
    };
    let words = Words::of(text);
    let last = words.len().saturating_sub(1);
    let part = |(n, (_, word)): (usize, (_, &str))| Part {
        word: word.to_owned(),
        prefix: prefix && n == last,
        after_gap: gap && n == 0,
    };
    let parts: Vec<Part> = words.iter().enumerate().map(part).collect();
    if parts.iter().any(|p| p.prefix && (p.word.len() < SHORTEST_PREFIX || !p.word.is_ascii())) {
        return Err(format!("`{written}`: a word before * has at least {SHORTEST_PREFIX} letters"));
    }
    Ok(parts)
}

type Symbol = u32;
type Node = u32;
type TermId = u32;

/// What a phrase found in a text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// A term, or a neutral phrase, of its own.
    Term(TermId),
    /// One of the phrases of a term that needs several.
    Half(TermId, u8),
    /// What follows is detail.
    Turn,
}

/// What a term speaks for.
#[derive(Debug, Default)]
struct Term {
    speaks: Vec<(Place, f32)>,
    phrases: u8,
}

/// The terms of one language.
#[derive(Debug)]
pub(super) struct Terms {
    language: Language,
    small: HashSet<String>,
    stems: HashMap<String, Symbol>,
    prefixes: HashMap<[u8; SHORTEST_PREFIX], Vec<(String, Symbol)>>,
    symbols: Symbol,
    edges: HashMap<(Node, Symbol, bool), Node>,
    meanings: Vec<Vec<Meaning>>,
    gaps: Vec<bool>,
    terms: Vec<Term>,
    known: HashMap<Vec<(Node, u8)>, TermId>,
}

/// A term found in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found<'t> {
    /// What it speaks for.
    pub(super) speaks: &'t [(Place, f32)],
    /// First and last word of each of its phrases.
    pub(super) phrases: Vec<(usize, usize)>,
}

/// A phrase found in a text, with the places of the words it is made of.
#[derive(Debug, Clone)]
struct Hit {
    meaning: Meaning,
    words: [u32; MOST_PARTS],
    count: usize,
}

impl Hit {
    fn words(&self) -> &[u32] {
        &self.words[..self.count]
    }

    fn span(&self) -> (usize, usize) {
        (self.words[0] as usize, self.words[self.count - 1] as usize)
    }

    /// Whether the other is made of all words of this one and of more.
    fn is_within(&self, other: &Hit) -> bool {
        other.count > self.count && self.words().iter().all(|w| other.words().contains(w))
    }
}

impl Terms {
    /// No terms yet; small words are passed over within phrases.
    pub(super) fn new(language: Language, small: Vec<String>) -> Terms {
        Terms {
            language,
            small: small.into_iter().collect(),
            stems: HashMap::new(),
            prefixes: HashMap::new(),
            symbols: 0,
            edges: HashMap::new(),
            meanings: vec![Vec::new()],
            gaps: vec![false],
            terms: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Adds a term that speaks for a concept with a weight, or one that speaks for none and only keeps the
    /// shorter terms within it silent.
    pub(super) fn add(&mut self, pattern: &Pattern, speaks: Option<(Place, f32)>) -> Result<(), String> {
        let written = &pattern.written;
        let mut wordings: Vec<Vec<(Node, u8)>> = vec![Vec::new()];
        for (n, phrase) in pattern.phrases.iter().enumerate() {
            let mut longer = Vec::new();
            for parts in phrase {
                let parts = self.without_small(parts);
                if parts.is_empty() {
                    return Err(format!("`{written}` has no words of its own"));
                }
                let node = self.grow(&parts, written)?;
                longer.extend(wordings.iter().map(|w| [w.as_slice(), &[(node, n as u8)]].concat()));
            }
            wordings = longer;
        }
        for wording in wordings {
            let id = self.term(&wording);
            let term = &mut self.terms[id as usize];
            match speaks {
                Some((place, _)) if term.speaks.iter().any(|(p, _)| *p == place) => {
                    return Err(format!("`{written}` is there twice"));
                }
                Some(speaks) => term.speaks.push(speaks),
                None => {}
            }
        }
        Ok(())
    }

    /// The parts of a phrase without its small words, which may stand or lack in a text; all of them where
    /// but one other word is left, so that "at sea" is more than "sea"; none where no other word is left.
    fn without_small(&self, parts: &[Part]) -> Vec<Part> {
        let other: Vec<Part> = parts.iter().filter(|p| !self.small.contains(&p.word)).cloned().collect();
        if other.len() == 1 { parts.to_vec() } else { other }
    }

    /// Adds words after which a text gives detail: what follows them counts less.
    pub(super) fn add_turn(&mut self, written: &str) -> Result<(), String> {
        for parts in read_phrase(written, written)? {
            let node = self.grow(&parts, written)?;
            self.meanings[node as usize].push(Meaning::Turn);
        }
        Ok(())
    }

    /// The term of these phrases, made when it is new.
    fn term(&mut self, wording: &[(Node, u8)]) -> TermId {
        if let Some(&id) = self.known.get(wording) {
            return id;
        }
        let id = self.terms.len() as TermId;
        self.terms.push(Term { speaks: Vec::new(), phrases: wording.len() as u8 });
        self.known.insert(wording.to_vec(), id);
        for &(node, n) in wording {
            let meaning = if wording.len() == 1 { Meaning::Term(id) } else { Meaning::Half(id, n) };
            self.meanings[node as usize].push(meaning);
        }
        id
    }

    /// The node at the end of a phrase.
    fn grow(&mut self, parts: &[Part], written: &str) -> Result<Node, String> {
        if parts.is_empty() || parts.len() > MOST_PARTS {
            return Err(format!("`{written}` has no words, or more than {MOST_PARTS}"));
        }
        let mut node: Node = 0;
        for (n, part) in parts.iter().enumerate() {
            let symbol = self.symbol(part);
            let gap = part.after_gap && n > 0;
            self.gaps[node as usize] |= gap;
            let next = self.meanings.len() as Node;
            let reached = *self.edges.entry((node, symbol, gap)).or_insert(next);
            if reached == next {
                self.meanings.push(Vec::new());
                self.gaps.push(false);
            }
            node = reached;
        }
        Ok(node)
    }

    fn symbol(&mut self, part: &Part) -> Symbol {
        let fresh = self.symbols;
        let symbol = if part.prefix {
            let list = self.prefixes.entry(first_letters(&part.word).unwrap_or_default()).or_default();
            match list.iter().find(|(prefix, _)| *prefix == part.word) {
                Some((_, known)) => *known,
                None => {
                    list.push((part.word.clone(), fresh));
                    fresh
                }
            }
        } else {
            let mut stem = part.word.clone();
            self.language.stem(&mut stem);
            *self.stems.entry(stem).or_insert(fresh)
        };
        self.symbols += Symbol::from(symbol == fresh);
        symbol
    }

    /// The terms in a text. Where one phrase is made of the words of a longer one, only the longer speaks.
    /// The second value holds, for each word, whether it stands in the detail of its sentence.
    pub(super) fn find(&self, words: &Words) -> (Vec<Found<'_>>, Vec<bool>) {
        let text = self.read(words);
        let mut hits = Vec::new();
        for start in 0..text.words.len() {
            if !text.words[start].symbols.is_empty() {
                let begun = Hit { meaning: Meaning::Turn, words: [0; MOST_PARTS], count: 0 };
                self.walk(&text, 0, start, &begun, &mut hits);
            }
        }
        let details = details(words, &hits);
        (self.found(hits, text.words.len()), details)
    }

    /// Which words of the vocabulary each word of the text can be.
    fn read(&self, words: &Words) -> Text {
        let mut text = Text { words: Vec::with_capacity(words.len()), symbols: Vec::new() };
        let mut stem = String::new();
        for (word, folded) in words.iter() {
            let from = text.symbols.len();
            if let Some(list) = first_letters(folded).and_then(|letters| self.prefixes.get(&letters)) {
                text.symbols
                    .extend(list.iter().filter(|(p, _)| folded.starts_with(p.as_str())).map(|(_, s)| s));
            }
            stem.clear();
            stem.push_str(folded);
            self.language.stem(&mut stem);
            text.symbols.extend(self.stems.get(&stem));
            text.words.push(TextWord {
                symbols: from..text.symbols.len(),
                small: self.small.contains(folded),
                opens: word.opens,
            });
        }
        text
    }

    /// Follows the tree from a node at a word of the text, and notes every phrase that ends on the way.
    fn walk(&self, text: &Text, node: Node, mut at: usize, begun: &Hit, hits: &mut Vec<Hit>) {
        let mut passed = 0;
        let reach = if self.gaps[node as usize] { WIDEST_GAP } else { 0 };
        while let Some(word) = text.words.get(at) {
            if begun.count > 0 && word.opens {
                return;
            }
            for &symbol in &text.symbols[word.symbols.clone()] {
                for gap in [false, true] {
                    if !gap && passed > 0 || gap && reach == 0 {
                        continue;
                    }
                    if let Some(&next) = self.edges.get(&(node, symbol, gap)) {
                        self.step(text, next, at, begun, hits);
                    }
                }
            }
            if begun.count == 0 {
                return;
            }
            passed += usize::from(!word.small);
            if passed > reach {
                return;
            }
            at += 1;
        }
    }

    fn step(&self, text: &Text, node: Node, at: usize, begun: &Hit, hits: &mut Vec<Hit>) {
        let mut hit = begun.clone();
        hit.words[hit.count] = at as u32;
        hit.count += 1;
        for &meaning in &self.meanings[node as usize] {
            hits.push(Hit { meaning, ..hit.clone() });
        }
        if hit.count < MOST_PARTS {
            self.walk(text, node, at + 1, &hit, hits);
        }
    }

    /// The hits as terms, each once, in the order of the text.
    fn found(&self, hits: Vec<Hit>, words: usize) -> Vec<Found<'_>> {
        let mut at_word: Vec<Vec<u32>> = vec![Vec::new(); words];
        for (n, hit) in hits.iter().enumerate().filter(|(_, h)| matches!(h.meaning, Meaning::Term(_))) {
            for &word in hit.words() {
                at_word[word as usize].push(n as u32);
            }
        }
        let mut terms: Vec<(TermId, Found)> = Vec::new();
        let mut place_of: HashMap<TermId, usize> = HashMap::new();
        let mut halves: HashMap<TermId, Vec<Option<(usize, usize)>>> = HashMap::new();
        for hit in &hits {
            match hit.meaning {
                Meaning::Turn => {}
                Meaning::Term(id) => {
                    let longer =
                        at_word[hit.words[0] as usize].iter().any(|&n| hit.is_within(&hits[n as usize]));
                    if !longer && !self.terms[id as usize].speaks.is_empty() {
                        let place = *place_of.entry(id).or_insert_with(|| {
                            terms.push((id, self.begin(id)));
                            terms.len() - 1
                        });
                        terms[place].1.phrases.push(hit.span());
                    }
                }
                Meaning::Half(id, n) => {
                    let count = usize::from(self.terms[id as usize].phrases);
                    let halves = halves.entry(id).or_insert_with(|| vec![None; count]);
                    halves[usize::from(n)].get_or_insert(hit.span());
                    if halves.iter().all(Option::is_some) && !place_of.contains_key(&id) {
                        place_of.insert(id, terms.len());
                        let phrases = halves.iter().flatten().copied().collect();
                        terms.push((id, Found { phrases, ..self.begin(id) }));
                    }
                }
            }
        }
        terms.into_iter().map(|(_, found)| found).collect()
    }

    fn begin(&self, id: TermId) -> Found<'_> {
        Found { speaks: &self.terms[id as usize].speaks, phrases: Vec::new() }
    }
}

struct Text {
    words: Vec<TextWord>,
    symbols: Vec<Symbol>,
}

struct TextWord {
    symbols: std::ops::Range<usize>,
    small: bool,
    opens: bool,
}

fn first_letters(word: &str) -> Option<[u8; SHORTEST_PREFIX]> {
    word.as_bytes().first_chunk().copied()
}

/// For each word, whether a turn ("including", "in order to") stands before it in its sentence.
fn details(words: &Words, hits: &[Hit]) -> Vec<bool> {
    let mut turned = vec![false; words.len()];
    for hit in hits.iter().filter(|h| h.meaning == Meaning::Turn) {
        turned[hit.span().1] = true;
    }
    let mut detail = false;
    for (n, (word, _)) in words.iter().enumerate() {
        detail &= !word.opens;
        let turns = turned[n];
        turned[n] = detail;
        detail |= turns;
    }
    turned
}
