//! The terms of one language as a tree of words, and the one pass that finds them in a text.

use super::pattern::{Part, Pattern, SHORTEST_PREFIX};
use super::vocabulary::Place;
use super::words::{Language, Words};
use rustc_hash::{FxHashMap, FxHashSet};

/// Words that may stand between the parts of a term written with `..`.
const WIDEST_GAP: usize = 3;
/// Words that a term has at most.
const MOST_PARTS: usize = 8;

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
    small: FxHashSet<String>,
    stems: FxHashMap<String, Symbol>,
    prefixes: FxHashMap<[u8; SHORTEST_PREFIX], Vec<(String, Symbol)>>,
    symbols: Symbol,
    edges: FxHashMap<(Node, Symbol, bool), Node>,
    meanings: Vec<Vec<Meaning>>,
    gaps: Vec<bool>,
    terms: Vec<Term>,
    known: FxHashMap<Vec<(Node, u8)>, TermId>,
}

/// A term found in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found<'t> {
    /// What it speaks for.
    pub(super) speaks: &'t [(Place, f32)],
    /// First and last word of each of its phrases.
    pub(super) phrases: Vec<(usize, usize)>,
    /// How often it was found before.
    pub(super) before: usize,
}

/// The places in a text of the words that a phrase is made of.
#[derive(Debug, Clone, Copy, Default)]
struct Path {
    words: [u32; MOST_PARTS],
    count: usize,
}

/// A phrase found in a text.
#[derive(Debug)]
struct Hit {
    meaning: Meaning,
    path: Path,
}

impl Path {
    fn and(mut self, word: usize) -> Path {
        self.words[self.count] = word as u32;
        self.count += 1;
        self
    }

    fn words(&self) -> &[u32] {
        &self.words[..self.count]
    }

    fn span(&self) -> (usize, usize) {
        (self.words[0] as usize, self.words[self.count - 1] as usize)
    }

    /// Whether the other is made of all words of this one and of more.
    fn is_within(&self, other: &Path) -> bool {
        other.count > self.count && self.words().iter().all(|w| other.words().contains(w))
    }
}

impl Terms {
    /// No terms yet; small words are passed over within phrases.
    pub(super) fn new(language: Language, small: Vec<String>) -> Terms {
        Terms {
            language,
            small: small.into_iter().collect(),
            stems: FxHashMap::default(),
            prefixes: FxHashMap::default(),
            symbols: 0,
            edges: FxHashMap::default(),
            meanings: vec![Vec::new()],
            gaps: vec![false],
            terms: Vec::new(),
            known: FxHashMap::default(),
        }
    }

    /// Adds a term that speaks for a concept with a weight, or one that speaks for none and only keeps the
    /// shorter terms within it silent. False where the term spoke for that concept already: then the first one stands.
    pub(super) fn add(&mut self, pattern: &Pattern, speaks: Option<(Place, f32)>) -> Result<bool, String> {
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
        let mut fresh = true;
        for wording in wordings {
            let id = self.term(&wording);
            let term = &mut self.terms[id as usize];
            match speaks {
                Some((place, _)) if term.speaks.iter().any(|(p, _)| *p == place) => {
                    fresh = false;
                }
                Some(speaks) => term.speaks.push(speaks),
                None => {}
            }
        }
        Ok(fresh)
    }

    /// The parts of a phrase without its small words, which may stand or lack in a text; all of them where
    /// but one other word is left, so that "at sea" is more than "sea"; none where no other word is left.
    fn without_small(&self, parts: &[Part]) -> Vec<Part> {
        let other: Vec<Part> = parts.iter().filter(|p| !self.small.contains(&p.word)).cloned().collect();
        if other.len() == 1 { parts.to_vec() } else { other }
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
    pub(super) fn find(&self, words: &Words) -> Vec<Found<'_>> {
        let text = self.read(words);
        let mut hits = Vec::new();
        for start in 0..text.words.len() {
            if !text.words[start].symbols.is_empty() {
                self.walk(&text, 0, start, Path::default(), &mut hits);
            }
        }
        self.found(&hits, text.words.len())
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
    fn walk(&self, text: &Text, node: Node, mut at: usize, begun: Path, hits: &mut Vec<Hit>) {
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

    fn step(&self, text: &Text, node: Node, at: usize, begun: Path, hits: &mut Vec<Hit>) {
        let path = begun.and(at);
        hits.extend(self.meanings[node as usize].iter().map(|&meaning| Hit { meaning, path }));
        if path.count < MOST_PARTS {
            self.walk(text, node, at + 1, path, hits);
        }
    }

    /// The hits as terms, in the order of the text.
    fn found(&self, hits: &[Hit], words: usize) -> Vec<Found<'_>> {
        let mut at_word: Vec<Vec<&Hit>> = vec![Vec::new(); words];
        for hit in hits.iter().filter(|h| matches!(h.meaning, Meaning::Term(_))) {
            for &word in hit.path.words() {
                at_word[word as usize].push(hit);
            }
        }
        let mut times: FxHashMap<TermId, usize> = FxHashMap::default();
        let mut halves: FxHashMap<TermId, Vec<Option<(usize, usize)>>> = FxHashMap::default();
        let mut all = Vec::new();
        for hit in hits {
            match hit.meaning {
                Meaning::Term(id) => {
                    let speaks = &self.terms[id as usize].speaks;
                    let beside = &at_word[hit.path.words[0] as usize];
                    if !speaks.is_empty() && !beside.iter().any(|other| hit.path.is_within(&other.path)) {
                        let times = times.entry(id).or_default();
                        all.push(Found { speaks, phrases: vec![hit.path.span()], before: *times });
                        *times += 1;
                    }
                }
                Meaning::Half(id, n) => {
                    let term = &self.terms[id as usize];
                    let halves = halves.entry(id).or_insert_with(|| vec![None; usize::from(term.phrases)]);
                    let news = halves[usize::from(n)].is_none();
                    halves[usize::from(n)].get_or_insert(hit.path.span());
                    if news && halves.iter().all(Option::is_some) {
                        let phrases = halves.iter().flatten().copied().collect();
                        all.push(Found { speaks: &term.speaks, phrases, before: 0 });
                    }
                }
            }
        }
        all
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the text that each of the terms finds, with the number of the term.
    fn found(terms: &[&str], text: &str) -> Vec<(usize, String)> {
        let small = ["the", "of", "in", "at", "and"].map(str::to_owned).to_vec();
        let mut all = Terms::new(Language::English, small);
        for (n, term) in terms.iter().enumerate() {
            all.add(&Pattern::read(term).unwrap(), (*term != "neutral phrase").then_some((n, 1.0))).unwrap();
        }
        let words = Words::of(text);
        let at = |n: usize| words.get(n).unwrap();
        let of = |f: &Found| -> Vec<(usize, String)> {
            f.phrases.iter().map(|&(a, b)| (f.speaks[0].0, text[at(a).start..at(b).end].to_owned())).collect()
        };
        all.find(&words).iter().flat_map(of).collect()
    }

    fn check(terms: &[&str], text: &str, expected: &[(usize, &str)]) {
        let found = found(terms, text);
        let found: Vec<(usize, &str)> = found.iter().map(|(n, w)| (*n, w.as_str())).collect();
        assert_eq!(found, expected, "{terms:?} in {text:?}");
    }

    #[test]
    fn forms_prefixes_and_alternatives_match() {
        check(&["missing migrant"], "Search for MISSING migrants.", &[(0, "MISSING migrants")]);
        check(
            &["traffick*"],
            "anti-trafficking units, traffickers",
            &[(0, "trafficking"), (0, "traffickers")],
        );
        check(&["border guard/official"], "guards, border officials", &[(0, "border officials")]);
        check(&["identité"], "identite", &[(0, "identite")]);
    }

    #[test]
    fn small_words_are_passed_over() {
        check(&["collection data"], "the collection of the data", &[(0, "collection of the data")]);
        check(&["collection of data"], "data; collection data", &[(0, "collection data")]);
        check(&["at sea"], "the sea and those at sea", &[(0, "at sea")]);
    }

    #[test]
    fn gaps_are_small_and_stay_in_a_sentence() {
        check(
            &["combat .. trafficking"],
            "combat all forms of trafficking",
            &[(0, "combat all forms of trafficking")],
        );
        check(&["combat .. trafficking"], "combat trafficking", &[(0, "combat trafficking")]);
        check(&["combat .. trafficking"], "combat one two three four trafficking", &[]);
        check(&["data collection"], "of data. Collection begins", &[]);
    }

    #[test]
    fn the_longer_phrase_speaks() {
        check(&["justice", "access to justice"], "access to justice", &[(1, "access to justice")]);
        check(&["rescue", "search and rescue"], "rescue", &[(0, "rescue")]);
        check(&["data", "neutral phrase"], "a neutral phrase", &[]);
        check(
            &["border data", "data policy"],
            "border data policy",
            &[(0, "border data"), (1, "data policy")],
        );
    }

    #[test]
    fn parts_may_stand_anywhere() {
        let terms = ["detention + child"];
        check(&terms, "Children. No detention.", &[(0, "detention"), (0, "Children")]);
        check(&terms, "No detention.", &[]);
    }
}
