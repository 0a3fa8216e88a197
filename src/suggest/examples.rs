//! Example sentences: what the words of sentences whose objectives are known say about other texts.
//!
//! The vocabulary knows the field's terms; the examples know how they are spoken of. A word, a pair of words or the
//! beginning of a long word speaks for an objective the more, the oftener it stands in that objective's examples and the
//! more rarely in others: naive Bayes, counted once when a language is first needed.

use super::vocabulary::OBJECTIVES;
use super::words::{Language, SmallWords, Words};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// How many examples the guess before any example counts as.
const DOUBT: f32 = 4.0;
/// How often a sign would have been seen had there been more examples: what was seen once may be chance.
const UNSEEN: f32 = 1.0;
/// How much a word must speak for an objective to be shown as evidence: three times as often there as elsewhere, about.
const TELLING: f32 = 1.0;
/// Letters of the beginning of a word that speaks for its kin ("recruiter", "recruitment").
const BEGINNING: usize = 5;

/// What is known of one language from its examples.
#[derive(Debug)]
pub(super) struct Examples {
    language: Language,
    /// For each sign the part of `speaks` that it has.
    signs: HashMap<u64, (u32, u32), BuildHasherDefault<AsIs>>,
    speaks: Vec<(u8, f32)>,
    /// What every known sign says against an objective: more where there are more examples.
    against: [f32; OBJECTIVES],
}

/// What the signs of a text add up to.
#[derive(Debug, Default)]
pub(super) struct Heard {
    sums: [f32; OBJECTIVES],
    known: f32,
    signs: Vec<u64>,
}

impl Heard {
    /// How much the examples speak for each objective, whatever the length of the text.
    pub(super) fn scores(&self) -> [f32; OBJECTIVES] {
        let length = (self.known + 8.0).sqrt();
        self.sums.map(|sum| sum / length)
    }
}

/// A sign of a text, and the words it was read from.
struct Sign {
    hash: u64,
    first: usize,
    last: usize,
}

impl Examples {
    /// The examples of the language that are in this repository.
    pub(super) fn built_in(language: Language, small_words: &SmallWords) -> &'static Examples {
        static BUILT_IN: [OnceLock<Examples>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        BUILT_IN[language as usize].get_or_init(|| {
            let examples = read(source(language)).expect("the example files are checked by a test");
            Examples::learn(language, &examples, small_words)
        })
    }

    fn learn(language: Language, examples: &[(Vec<u8>, &str)], small_words: &SmallWords) -> Examples {
        let mut counts: HashMap<u64, Vec<(u8, f32)>, BuildHasherDefault<AsIs>> = HashMap::default();
        let mut sentences = [0.0f32; OBJECTIVES];
        for (objectives, sentence) in examples {
            let mut signs: Vec<u64> =
                signs(language, &Words::of(sentence), small_words).iter().map(|s| s.hash).collect();
            signs.sort_unstable();
            signs.dedup();
            for &objective in objectives {
                sentences[usize::from(objective)] += 1.0;
                for sign in &signs {
                    let counted = counts.entry(*sign).or_default();
                    match counted.iter_mut().find(|(o, _)| *o == objective) {
                        Some((_, count)) => *count += 1.0,
                        None => counted.push((objective, 1.0)),
                    }
                }
            }
        }
        let all: f32 = sentences.iter().sum();
        let mut out = Examples {
            language,
            signs: HashMap::default(),
            speaks: Vec::new(),
            against: sentences.map(|n| (DOUBT / (n + DOUBT)).ln()),
        };
        for (sign, counted) in counts {
            let share = (counted.iter().map(|(_, n)| n).sum::<f32>() + UNSEEN) / all;
            let begin = out.speaks.len() as u32;
            out.speaks.extend(counted.iter().map(|(o, n)| (*o, (1.0 + n / (DOUBT * share)).ln())));
            out.signs.insert(sign, (begin, out.speaks.len() as u32));
        }
        out
    }

    /// What a sign says for objectives, those that it says nothing for left out.
    fn says(&self, sign: u64) -> Option<&[(u8, f32)]> {
        let &(begin, end) = self.signs.get(&sign)?;
        self.speaks.get(begin as usize..end as usize)
    }

    /// Listens to a text; words that were heard before say nothing new.
    pub(super) fn hear(&self, words: &Words, share: f32, small_words: &SmallWords, heard: &mut Heard) {
        for sign in signs(self.language, words, small_words) {
            let Err(place) = heard.signs.binary_search(&sign.hash) else { continue };
            let Some(says) = self.says(sign.hash) else { continue };
            heard.signs.insert(place, sign.hash);
            heard.known += share;
            for &(objective, weight) in says {
                heard.sums[usize::from(objective)] += weight * share;
            }
            for (sum, against) in heard.sums.iter_mut().zip(&self.against) {
                *sum += against * share;
            }
        }
    }

    /// The words (first, last) that spoke most for an objective, at most `most`, none twice.
    pub(super) fn evidence(
        &self,
        words: &Words,
        objective: usize,
        most: usize,
        small_words: &SmallWords,
    ) -> Vec<(usize, usize)> {
        let weight = |sign: &Sign| {
            let says = self.says(sign.hash)?.iter().find(|(o, _)| usize::from(*o) == objective)?.1;
            let speaks = says + self.against[objective];
            (speaks > TELLING).then_some((speaks, sign.first, sign.last))
        };
        let mut spoke: Vec<_> = signs(self.language, words, small_words).iter().filter_map(weight).collect();
        spoke.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (_, first, last) in spoke {
            if out.len() < most && out.iter().all(|&(f, l)| last < f || l < first) {
                out.push((first, last));
            }
        }
        out
    }
}

/// The signs of a text: the stems of its words, pairs of stems that follow one another, and the beginnings of long
/// words. Small words are passed over.
fn signs(language: Language, words: &Words, small_words: &SmallWords) -> Vec<Sign> {
    let mut out = Vec::with_capacity(words.len() * 3);
    let mut before: Option<(u64, usize)> = None;
    let mut stem = String::new();
    for (n, (word, folded)) in words.iter().enumerate() {
        if small_words.contains(language, folded) {
            continue;
        }
        stem.clear();
        stem.push_str(folded);
        language.stem(&mut stem);
        let hash = hash(b'w', stem.as_bytes());
        out.push(Sign { hash, first: n, last: n });
        if let Some((before, first)) = before.filter(|_| !word.opens) {
            out.push(Sign { hash: before.rotate_left(7) ^ hash, first, last: n });
        }
        if let Some((beginning, _)) =
            folded.char_indices().nth(BEGINNING).and_then(|(at, _)| folded.split_at_checked(at))
        {
            out.push(Sign { hash: self::hash(b'b', beginning.as_bytes()), first: n, last: n });
        }
        before = Some((hash, n));
    }
    out
}

/// A number for a sign, the same on every machine (FNV-1a).
fn hash(kind: u8, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(step(0xcbf2_9ce4_8422_2325, &kind), step)
}

/// Takes a sign, which is a hash already, as it is.
#[derive(Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(b'?', bytes);
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("examples/en.txt"),
        Language::French => include_str!("examples/fr.txt"),
        Language::Spanish => include_str!("examples/es.txt"),
        Language::Portuguese => include_str!("examples/pt.txt"),
        Language::Arabic => include_str!("examples/ar.txt"),
    }
}

/// Reads a file of examples: sentences, each on its line, under the objectives they belong to in brackets. An error names
/// the line.
fn read(source: &str) -> Result<Vec<(Vec<u8>, &str)>, String> {
    let mut objectives: Vec<u8> = Vec::new();
    let mut examples = Vec::new();
    for (n, line) in source.lines().enumerate() {
        let line = line.trim();
        let wrong = |why: &str| Err(format!("line {}: {why}", n + 1));
        if let Some(inside) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let number = |word: &str| word.parse::<u8>().ok().filter(|n| (1..=OBJECTIVES as u8).contains(n));
            match inside.split_whitespace().map(number).collect::<Option<Vec<u8>>>() {
                Some(numbers) if !numbers.is_empty() => {
                    objectives = numbers.into_iter().map(|n| n - 1).collect();
                }
                _ => return wrong("numbers of objectives between [ and ]"),
            }
        } else if !line.is_empty() && !line.starts_with('#') {
            if objectives.is_empty() {
                return wrong("a sentence before its objective");
            }
            examples.push((objectives.clone(), line));
        }
    }
    Ok(examples)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(examples: &str, text: &str) -> [f32; OBJECTIVES] {
        let small_words = SmallWords::default();
        let examples = Examples::learn(Language::English, &read(examples).unwrap(), &small_words);
        let mut heard = Heard::default();
        examples.hear(&Words::of(text), 1.0, &small_words, &mut heard);
        heard.scores()
    }

    #[test]
    fn the_files_are_whole() {
        for language in Language::ALL {
            let examples = read(source(language)).unwrap_or_else(|e| panic!("{language:?}: {e}"));
            for objective in 0..OBJECTIVES as u8 {
                let count = examples.iter().filter(|(objectives, _)| objectives.contains(&objective)).count();
                assert!(count >= 5, "{language:?} objective {} has {count} examples", objective + 1);
            }
            let mut sentences: Vec<&str> = examples.iter().map(|(_, sentence)| *sentence).collect();
            sentences.sort_unstable();
            let twice = sentences.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twice, None, "{language:?}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (file, said) in [
            ("[24]\nx", "line 1: numbers"),
            ("\n[]\nx", "line 2: numbers"),
            ("# note\nx\n[1]", "line 2: a sentence before"),
        ] {
            assert!(read(file).unwrap_err().contains(said), "{file:?}");
        }
        assert_eq!(read("# note\n[9 10]\nx\n").unwrap(), [(vec![8, 9], "x")]);
    }

    #[test]
    fn words_speak_for_what_they_were_an_example_of() {
        let examples = "[8]\nLanterns for ferries.\n[20]\nLoans for weavers.\n";
        let heard = scores(examples, "The weaver wants a loan.");
        assert!(heard[19] > heard[7] && heard[19] > heard[0], "{heard:?}");
        assert_eq!(scores(examples, "Nothing of the kind."), [0.0; OBJECTIVES]);
    }
}
