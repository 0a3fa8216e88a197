//! A text as words that can be compared: folded, stemmed lightly, in the language they are written in.

use crate::model::text;
use std::collections::HashMap;

/// More words than this are not read: a recommendation is a sentence or a few, and a line of a
/// damaged file may be megabytes long.
const MOST_WORDS: usize = 2_000;

/// A language that there is a vocabulary for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Language {
    English,
    French,
    Spanish,
    Portuguese,
    Arabic,
}

impl Language {
    pub(super) const ALL: [Language; 5] =
        [Language::English, Language::French, Language::Spanish, Language::Portuguese, Language::Arabic];

    /// The language that an ISO 639-1 code (`fr`, `fr-CA`) names.
    pub(super) fn from_code(code: &str) -> Option<Language> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        Language::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(primary))
    }

    /// Its ISO 639-1 code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::Spanish => "es",
            Language::Portuguese => "pt",
            Language::Arabic => "ar",
        }
    }

    /// Takes off what a word changes with number, gender or tense, so that its forms compare alike. The stem
    /// need not be a word: it is only ever compared with other stems.
    pub(super) fn stem(self, word: &mut String) {
        if self == Language::Arabic {
            return stem_arabic(word);
        }
        if !word.is_ascii() || word.len() < 4 {
            return;
        }
        match self {
            Language::Arabic => {}
            Language::English => stem_english(word),
            Language::French => stem_french(word),
            Language::Spanish => stem_spanish(word),
            Language::Portuguese => stem_portuguese(word),
        }
    }
}

fn cut(word: &mut String, by: usize) {
    word.truncate(word.len() - by);
}

fn ends(word: &str, end: &str, least: usize) -> bool {
    word.len() >= end.len() + least && word.ends_with(end)
}

fn change(word: &mut String, from: &str, to: &str, least: usize) -> bool {
    let fits = ends(word, from, least);
    if fits {
        cut(word, from.len());
        word.push_str(to);
    }
    fits
}

fn stem_english(w: &mut String) {
    let _ = change(w, "children", "child", 0) || change(w, "women", "woman", 0);
    if !change(w, "ies", "y", 2)
        && !change(w, "sses", "ss", 2)
        && !["ss", "us", "is"].iter().any(|e| w.ends_with(e))
    {
        change(w, "s", "", 3);
    }
    let _ = change(w, "ing", "", 3) || change(w, "ed", "", 3);
    change(w, "e", "", 3);
    // British and American spelling: programme, organisation, recognise, labour.
    let _ = change(w, "mm", "m", 3) || change(w, "isation", "ization", 2) || change(w, "is", "iz", 4);
    if let Some(at) = w.find("our").filter(|&at| at > 1) {
        w.replace_range(at..at + 3, "or");
    }
}

fn stem_french(w: &mut String) {
    let _ = change(w, "aux", "al", 2) || change(w, "s", "", 3) || change(w, "x", "", 3);
    while ends(w, "e", 3) {
        cut(w, 1);
    }
    let _ = change(w, "ll", "l", 3) || change(w, "nn", "n", 3) || change(w, "tt", "t", 3);
}

fn stem_spanish(w: &mut String) {
    change(w, "s", "", 4);
    let _ = change(w, "a", "", 3) || change(w, "o", "", 3) || change(w, "e", "", 3);
}

fn stem_portuguese(w: &mut String) {
    let _ = change(w, "oes", "ao", 2)
        || change(w, "aes", "ao", 2)
        || change(w, "ais", "al", 2)
        || change(w, "eis", "el", 2)
        || change(w, "ns", "m", 2)
        || change(w, "s", "", 4);
    let _ = change(w, "a", "", 3) || change(w, "o", "", 3) || change(w, "e", "", 3);
}

/// Takes off the article, what is joined to it and the commonest endings, and leaves three letters at least.
fn stem_arabic(w: &mut String) {
    let long = |word: &str| word.chars().count() >= 3;
    for joined in ["وال", "بال", "فال", "كال", "ولل", "ال", "لل", "و", "ب", "ل"] {
        if let Some(rest) = w.strip_prefix(joined).filter(|rest| long(rest)) {
            *w = rest.to_owned();
            break;
        }
    }
    for ending in ["ات", "ون", "ين", "ان", "ها", "هم", "يه", "ية", "ه", "ة", "ي", "ا"] {
        if let Some(rest) = w.strip_suffix(ending).filter(|rest| long(rest)) {
            *w = rest.to_owned();
            break;
        }
    }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Its place in the text, in bytes.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// Whether a sentence or a part of one ended before it: no phrase reaches over that.
    pub(super) opens: bool,
    /// Its folded form, a place in [`Words::folded`].
    folded: (usize, usize),
}

/// The words of a text in order, folded but not yet stemmed.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: Vec<Word>,
    folded: String,
}

impl Words {
    /// Cuts a text into words. A hyphen or an apostrophe parts words ("l'accès", "anti-trafficking"), and so
    /// does whatever is no letter or digit.
    pub(super) fn of(text: &str) -> Words {
        let mut out = Words::default();
        let (mut start, mut opens) = (None, true);
        for (at, c) in text.char_indices() {
            if c.is_alphanumeric() || text::is_invisible(c) || is_mark(c) {
                start.get_or_insert(at);
                continue;
            }
            if let Some(start) = start.take() {
                out.push(text, start, at, opens);
                opens = false;
                if out.words.len() == MOST_WORDS {
                    return out;
                }
            }
            opens |= matches!(c, '.' | ';' | ':' | '!' | '?');
        }
        if let Some(start) = start {
            out.push(text, start, text.len(), opens);
        }
        out
    }

    fn push(&mut self, text: &str, start: usize, end: usize, opens: bool) {
        let from = self.folded.len();
        let word = &text[start..end];
        if word.is_ascii() {
            self.folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            self.folded.push_str(&text::fold(word));
        }
        self.words.push(Word { start, end, opens, folded: (from, self.folded.len()) });
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Word, &str)> {
        self.words.iter().map(|w| (w, &self.folded[w.folded.0..w.folded.1]))
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}

/// A combining accent belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Tells the languages apart by their small words.
#[derive(Debug, Default)]
pub(super) struct SmallWords {
    of: HashMap<String, u8>,
}

impl SmallWords {
    /// Adds a small word of a language.
    pub(super) fn add(&mut self, language: Language, word: &str) {
        *self.of.entry(word.to_owned()).or_default() |= 1 << language as u8;
    }

    /// The small words of a language.
    pub(super) fn of_language(&self, language: Language) -> Vec<String> {
        self.of
            .iter()
            .filter(|(_, of)| *of >> language as u8 & 1 == 1)
            .map(|(word, _)| word.clone())
            .collect()
    }

    /// Whether it is a small word of the language.
    pub(super) fn contains(&self, language: Language, word: &str) -> bool {
        self.of.get(word).is_some_and(|of| of >> language as u8 & 1 == 1)
    }

    /// The language of a text: the one that most of its small words are of; the stated one unless another is
    /// clearly ahead (documents quote, and a report may be filed under the language of its cover).
    pub(super) fn language(&self, words: &Words, stated: Option<&str>) -> Language {
        let mut hits = [0usize; Language::ALL.len()];
        for (_, word) in words.iter().take(200) {
            let of = self.of.get(word).copied().unwrap_or(0);
            for (n, hits) in hits.iter_mut().enumerate() {
                *hits += usize::from(of >> n & 1);
            }
            hits[Language::Arabic as usize] += usize::from(word.starts_with(is_arabic));
        }
        let stated = stated.and_then(Language::from_code);
        let mut best = stated.unwrap_or(Language::English);
        let mut most = hits[best as usize] + usize::from(stated.is_some()) * 2;
        for language in Language::ALL {
            if hits[language as usize] > most {
                (best, most) = (language, hits[language as usize]);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        use Language::*;
        for (language, forms) in [
            (English, &["agency", "agencies"][..]),
            (English, &["detain", "detained", "detaining", "detains"]),
            (English, &["rescue", "rescued", "rescues", "rescuing"]),
            (English, &["programme", "programmes", "program", "programs"]),
            (English, &["organisation", "organizations"]),
            (English, &["recognise", "recognized", "recognizing"]),
            (English, &["labour", "labor"]),
            (English, &["child", "children"]),
            (French, &["migrante", "migrants", "migrant"]),
            (French, &["enregistre", "enregistree", "enregistrees"]),
            (French, &["consulaire", "consulaires"]),
            (French, &["social", "sociaux", "sociale"]),
            (Spanish, &["migrantes", "migrante"]),
            (Spanish, &["trabajadores", "trabajador", "trabajadora"]),
            (Spanish, &["paises", "pais"]),
            (Portuguese, &["migracao", "migracoes"]),
            (Portuguese, &["sociais", "social"]),
        ] {
            let stems: Vec<String> = forms
                .iter()
                .map(|form| {
                    let mut word = form.to_string();
                    language.stem(&mut word);
                    word
                })
                .collect();
            assert!(stems.iter().all(|s| s == &stems[0]), "{forms:?} became {stems:?}");
        }
    }

    #[test]
    fn words_are_cut_and_folded() {
        let text = "L’accès à l'E\u{301}tat; anti-Trafficking 2030.";
        let words = Words::of(text);
        let folded: Vec<&str> = words.iter().map(|(_, f)| f).collect();
        assert_eq!(folded, ["l", "acces", "a", "l", "etat", "anti", "trafficking", "2030"]);
        let opens: Vec<bool> = words.iter().map(|(w, _)| w.opens).collect();
        assert_eq!(opens, [true, false, false, false, false, true, false, false]);
        assert!(words.iter().all(|(w, f)| text::fold(&text[w.start..w.end]) == f));
    }

    #[test]
    fn a_text_without_end_is_read_in_part() {
        assert_eq!(Words::of(&"word ".repeat(100_000)).len(), MOST_WORDS);
    }
}
