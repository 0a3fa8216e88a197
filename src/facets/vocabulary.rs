//! Which recommendations have which words: all words of a store in memory, so that the first letters of a word are
//! answered as quickly as the whole word. Of a million recommendations it takes some tens of megabytes.
//!
//! Recommendations are known by the number of their row here, which never changes, not by their position.

use super::Bitset;
use super::bytes::checksum;
use super::query::{Query, Words, words_of};
use crate::model::RowId;
use crate::model::text::fold;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What the bytes begin with; the last letter changes with their form.
const MARK: &[u8; 8] = b"RPTRWRD1";
/// A word in more than one of so many rows takes less room as bits.
const DENSE: usize = 8;

/// The words of all recommendations, and the rows that have them.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Every word, one after the other, in their order; a word ends where the next begins.
    letters: Vec<u8>,
    words: Vec<Word>,
    /// The rows of each word, one after the other.
    rows: Vec<u8>,
    /// One past the highest row of all.
    end: usize,
    /// Rows whose words changed since.
    changed: BTreeSet<i64>,
    /// The words of rows that changed or came since.
    since: BTreeMap<Box<str>, Vec<i64>>,
    /// The rows among them.
    rows_since: BTreeSet<i64>,
}

/// Where the letters and the rows of a word begin, and how its rows are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Word {
    letters: u32,
    rows: u32,
    /// A bit for each row, else the distances from one row to the next.
    dense: bool,
}

/// A vocabulary in the making: recommendations come by rising row.
#[derive(Debug, Default)]
pub struct Gatherer {
    words: FxHashMap<Box<str>, Gathered>,
    end: usize,
}

#[derive(Debug, Default)]
struct Gathered {
    /// Distances, seven bits a byte.
    rows: Vec<u8>,
    count: usize,
    last: usize,
}

impl Gatherer {
    /// Takes the words of the recommendation in a row above those taken before.
    pub fn push(&mut self, row: RowId, texts: &[&str]) {
        let Ok(row) = usize::try_from(row.0) else { return };
        self.end = self.end.max(row + 1);
        each_word(texts, |word| match self.words.get_mut(word) {
            Some(gathered) => gathered.push(row),
            None => {
                let mut gathered = Gathered::default();
                gathered.push(row);
                self.words.insert(word.into(), gathered);
            }
        });
    }

    /// The vocabulary.
    pub fn finish(self) -> Vocabulary {
        let mut words: Vec<(Box<str>, Gathered)> = self.words.into_iter().collect();
        words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut all = Vocabulary { end: self.end, ..Vocabulary::default() };
        for (word, gathered) in words {
            all.append(word.as_bytes(), &gathered);
        }
        all.letters.shrink_to_fit();
        all.rows.shrink_to_fit();
        all
    }
}

impl Gathered {
    fn push(&mut self, row: usize) {
        if self.count > 0 && self.last == row {
            return;
        }
        let mut distance = row - self.last;
        while distance >= 0x80 {
            self.rows.push(distance as u8 | 0x80);
            distance >>= 7;
        }
        self.rows.push(distance as u8);
        self.last = row;
        self.count += 1;
    }
}

/// Calls `each` with every row that the distances lead to.
fn distances(bytes: &[u8], mut each: impl FnMut(usize)) {
    let (mut row, mut distance, mut shift) = (0usize, 0usize, 0);
    for byte in bytes {
        distance |= ((byte & 0x7f) as usize) << shift;
        shift = (shift + 7) % 56;
        if byte & 0x80 == 0 {
            row = row.saturating_add(distance);
            each(row);
            (distance, shift) = (0, 0);
        }
    }
}

/// Calls `each` with every word of these texts, as queries divide them.
fn each_word(texts: &[&str], mut each: impl FnMut(&str)) {
    let mut word = String::new();
    for text in texts {
        // Plain letters need no folding; a word with others is folded as queries are.
        let mut plain = |part: &str, each: &mut dyn FnMut(&str)| {
            word.clear();
            word.push_str(part);
            word.make_ascii_lowercase();
            each(&word);
        };
        if text.is_ascii() {
            text.split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|w| !w.is_empty())
                .for_each(|w| plain(w, &mut each));
            continue;
        }
        for part in text.split_ascii_whitespace() {
            match part.is_ascii() {
                true => part
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .filter(|w| !w.is_empty())
                    .for_each(|w| plain(w, &mut each)),
                false => words_of(part).iter().for_each(|word| each(word)),
            }
        }
    }
}

impl Vocabulary {
    /// The vocabulary of these rows and of those after them. What changed since either was made is left out.
    pub fn joined(&self, later: &Vocabulary) -> Vocabulary {
        let mut all = Vocabulary { end: self.end.max(later.end), ..Vocabulary::default() };
        all.letters.reserve(self.letters.len());
        all.rows.reserve(self.rows.len() + later.rows.len());
        let (mut own, mut others) = (0, 0);
        loop {
            let (here, there) = (self.letters_of(own), later.letters_of(others));
            let Some(word) = here.into_iter().chain(there).min() else { return all };
            let mut gathered = Gathered::default();
            if here == Some(word) {
                self.each_row(own, |row| gathered.push(row));
                own += 1;
            }
            if there == Some(word) {
                later.each_row(others, |row| gathered.push(row));
                others += 1;
            }
            all.append(word, &gathered);
        }
    }

    /// Takes the next word, in order.
    fn append(&mut self, word: &[u8], gathered: &Gathered) {
        let dense = gathered.count > self.end / DENSE;
        self.words.push(Word { letters: self.letters.len() as u32, rows: self.rows.len() as u32, dense });
        self.letters.extend_from_slice(word);
        if dense {
            let mut bits = Bitset::none(self.end);
            distances(&gathered.rows, |row| bits.set(row, true));
            bits.words().iter().for_each(|word| self.rows.extend_from_slice(&word.to_le_bytes()));
        } else {
            self.rows.extend_from_slice(&gathered.rows);
        }
    }

    /// Takes what the words of a recommendation are now; none where it is no more.
    pub fn renew(&mut self, row: RowId, texts: &[&str]) {
        if usize::try_from(row.0).is_ok_and(|row| row < self.end) {
            self.changed.insert(row.0);
        }
        if !self.rows_since.insert(row.0) {
            self.since.values_mut().for_each(|rows| rows.retain(|known| *known != row.0));
        }
        each_word(texts, |word| {
            let rows = self.since.entry(word.into()).or_default();
            if rows.last() != Some(&row.0) {
                rows.push(row.0);
            }
        });
    }

    /// The rows below `len` that answer a query of words; none where it holds what words alone cannot tell: a phrase, or
    /// a field.
    pub fn answer(&self, query: &Query, len: usize) -> Option<Bitset> {
        match query {
            Query::Words(words) => self.any_form(words, len),
            Query::Any(parts) => parts.iter().try_fold(Bitset::none(len), |mut any, part| {
                any.or(&self.answer(part, len)?);
                Some(any)
            }),
            Query::All(parts) => {
                let mut all: Option<Bitset> = None;
                for part in parts.iter().filter(|part| !matches!(part, Query::Not(_))) {
                    let rows = self.answer(part, len)?;
                    match &mut all {
                        Some(all) => all.and(&rows),
                        None => all = Some(rows),
                    }
                }
                for part in parts {
                    if let Query::Not(without) = part {
                        all.as_mut()?.and_not(&self.answer(without, len)?);
                    }
                }
                all
            }
            Query::Everything | Query::Field(_) | Query::Not(_) => None,
        }
    }

    fn any_form(&self, words: &Words, len: usize) -> Option<Bitset> {
        let [word] = words.words.as_slice() else { return None };
        let forms = words.forms();
        if forms.iter().chain([word]).any(|form| !form.chars().all(char::is_alphanumeric)) {
            return None;
        }
        let mut rows = Bitset::none(len.max(self.end));
        for form in &forms {
            let form = fold(form);
            let at = self.place_of(form.as_bytes());
            if self.letters_at(at) == form.as_bytes() {
                self.add(at, &mut rows);
            }
        }
        if words.beginning {
            let from = self.place_of(word.as_bytes());
            let places =
                (from..self.words.len()).take_while(|at| self.letters_at(*at).starts_with(word.as_bytes()));
            places.for_each(|at| self.add(at, &mut rows));
        }
        for row in self.changed.iter().filter_map(|row| usize::try_from(*row).ok()) {
            rows.set(row, false);
        }
        rows.resize(len);
        self.add_since(&forms, words.beginning.then_some(word), &mut rows);
        Some(rows)
    }

    fn add_since(&self, forms: &[String], beginning: Option<&String>, rows: &mut Bitset) {
        let mut add = |found: &[i64]| {
            let len = rows.len();
            for row in found.iter().filter_map(|row| usize::try_from(*row).ok()).filter(|row| *row < len) {
                rows.set(row, true);
            }
        };
        forms.iter().filter_map(|form| self.since.get(fold(form).as_str())).for_each(|found| add(found));
        if let Some(beginning) = beginning {
            let from = self
                .since
                .range::<str, _>((std::ops::Bound::Included(beginning.as_str()), std::ops::Bound::Unbounded));
            from.take_while(|(word, _)| word.starts_with(beginning.as_str()))
                .for_each(|(_, found)| add(found));
        }
    }

    /// The letters of the word at a place; none past the last.
    fn letters_at(&self, at: usize) -> &[u8] {
        let begin = |at: usize| self.words.get(at).map_or(self.letters.len(), |word| word.letters as usize);
        self.letters.get(begin(at)..begin(at + 1)).unwrap_or_default()
    }

    fn letters_of(&self, at: usize) -> Option<&[u8]> {
        (at < self.words.len()).then(|| self.letters_at(at))
    }

    /// The place of the first word that is not before these letters.
    fn place_of(&self, letters: &[u8]) -> usize {
        let (mut from, mut to) = (0, self.words.len());
        while from < to {
            let middle = from + (to - from) / 2;
            match self.letters_at(middle) < letters {
                true => from = middle + 1,
                false => to = middle,
            }
        }
        from
    }

    fn add(&self, at: usize, rows: &mut Bitset) {
        let Some((dense, bytes)) = self.rows_at(at) else { return };
        match dense {
            true => rows.or_bytes(bytes),
            false => {
                let len = rows.len();
                distances(bytes, |row| {
                    if row < len {
                        rows.set(row, true);
                    }
                });
            }
        }
    }

    /// Calls `each` with every row of a word, rising.
    fn each_row(&self, at: usize, mut each: impl FnMut(usize)) {
        match self.rows_at(at) {
            Some((true, bytes)) => {
                let mut bits = Bitset::none(self.end);
                bits.or_bytes(bytes);
                bits.iter().for_each(each);
            }
            Some((false, bytes)) => distances(bytes, &mut each),
            None => {}
        }
    }

    /// The rows of a word as they are written, and whether as bits.
    fn rows_at(&self, at: usize) -> Option<(bool, &[u8])> {
        let word = self.words.get(at)?;
        let end = self.words.get(at + 1).map_or(self.rows.len(), |next| next.rows as usize);
        Some((word.dense, self.rows.get(word.rows as usize..end).unwrap_or_default()))
    }

    /// The vocabulary as bytes, without what changed since it was made.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(48 + self.letters.len() + self.words.len() * 9 + self.rows.len());
        bytes.extend_from_slice(MARK);
        bytes.extend_from_slice(&[0; 8]);
        for length in [self.end, self.words.len(), self.letters.len(), self.rows.len()] {
            bytes.extend_from_slice(&(length as u64).to_le_bytes());
        }
        for word in &self.words {
            bytes.extend_from_slice(&word.letters.to_le_bytes());
            bytes.extend_from_slice(&word.rows.to_le_bytes());
            bytes.push(u8::from(word.dense));
        }
        bytes.extend_from_slice(&self.letters);
        bytes.extend_from_slice(&self.rows);
        let sum = checksum(bytes.get(16..).unwrap_or_default()).to_le_bytes();
        if let Some(place) = bytes.get_mut(8..16) {
            place.copy_from_slice(&sum);
        }
        bytes
    }

    /// The vocabulary that these bytes are; none where they are no sound one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Vocabulary> {
        let number = |bytes: &[u8]| bytes.try_into().ok().map(u64::from_le_bytes);
        let (sum, rest) = bytes.strip_prefix(MARK)?.split_at_checked(8)?;
        (number(sum)? == checksum(rest)).then_some(())?;
        let (lengths, mut rest) = rest.split_at_checked(32)?;
        let mut lengths = lengths.chunks_exact(8).map(|length| usize::try_from(number(length)?).ok());
        let mut length = || lengths.next().flatten();
        let (end, words, letters, rows) = (length()?, length()?, length()?, length()?);
        let mut take = |len: usize| -> Option<&[u8]> {
            let (taken, left) = rest.split_at_checked(len)?;
            rest = left;
            Some(taken)
        };
        let word = |bytes: &[u8]| -> Option<Word> {
            let number = |from: usize| bytes.get(from..from + 4)?.try_into().ok().map(u32::from_le_bytes);
            Some(Word { letters: number(0)?, rows: number(4)?, dense: *bytes.get(8)? != 0 })
        };
        let words: Vec<Word> =
            take(words.checked_mul(9)?)?.chunks_exact(9).map(word).collect::<Option<_>>()?;
        let (letters, rows) = (take(letters)?.to_vec(), take(rows)?.to_vec());
        rest.is_empty().then_some(())?;
        words.is_sorted_by(|a, b| a.letters < b.letters && a.rows <= b.rows).then_some(())?;
        // The rows of the densest word bound the highest row: nothing is set aside for rows that nobody has.
        (end / DENSE <= rows.len().saturating_mul(8).saturating_add(64) * 64).then_some(())?;
        Some(Vocabulary { letters, words, rows, end, ..Vocabulary::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gathered(texts: &[String]) -> Vocabulary {
        let mut gatherer = Gatherer::default();
        texts.iter().enumerate().for_each(|(n, text)| gatherer.push(RowId(n as i64 + 1), &[text]));
        gatherer.finish()
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop::sample::select(vec![
                "Sea", "search", "Échange", "état", "a", "on-line", "8", "sea,", "ﬁsh",
            ]),
            0..6,
        )
        .prop_map(|words| words.join(" "))
    }

    proptest! {
        /// It finds what looking at every text would find, also after texts changed and came, and after it was kept.
        #[test]
        fn words_are_found_where_they_stand(
            texts in prop::collection::vec(text(), 0..120), later in prop::collection::vec((0..140usize, text()), 0..6),
            query in prop::sample::select(vec!["sea ", "se", "s", "e", "état or 8 ", "sea -a ", "ech on", "zzz", "line", "fish "]),
        ) {
            let mut vocabulary = Vocabulary::from_bytes(&gathered(&texts).to_bytes()).unwrap();
            let mut texts = texts;
            for (at, text) in later {
                let at = at.min(texts.len());
                if at == texts.len() {
                    texts.push(String::new());
                }
                texts[at] = text;
                vocabulary.renew(RowId(at as i64 + 1), &[&texts[at]]);
            }
            let query = Query::so_far(query);
            let answers = |query: &Query, text: &str| -> bool {
                fn stands(query: &Query, text: &str) -> bool {
                    match query {
                        Query::Words(words) => {
                            let has = words_of(text);
                            has.iter().any(|word| words.forms().contains(word) || (words.beginning && word.starts_with(&words.words[0])))
                        }
                        Query::All(parts) => parts.iter().all(|part| stands(part, text)),
                        Query::Any(parts) => parts.iter().any(|part| stands(part, text)),
                        Query::Not(part) => !stands(part, text),
                        _ => true,
                    }
                }
                stands(query, text)
            };
            let found: Vec<usize> = vocabulary.answer(&query, texts.len() + 1).unwrap().iter().collect();
            let expected: Vec<usize> = (0..texts.len()).filter(|n| answers(&query, &texts[*n])).map(|n| n + 1).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn what_is_joined_equals_what_was_gathered_at_once(
            texts in prop::collection::vec(text(), 0..60), at in 0..60usize,
        ) {
            let (before, after) = texts.split_at(at.min(texts.len()));
            let mut later = Gatherer::default();
            let rows = before.len() as i64 + 1..;
            rows.zip(after).for_each(|(row, text)| later.push(RowId(row), &[text]));
            let joined = gathered(before).joined(&later.finish());
            prop_assert_eq!(joined.to_bytes(), gathered(&texts).to_bytes());
        }

        #[test]
        fn changed_bytes_are_refused(at in 0..10_000usize, to in any::<u8>()) {
            let mut bytes = gathered(&["sea and land".into(), "the sea".into()]).to_bytes();
            let at = at % bytes.len();
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            prop_assert!(Vocabulary::from_bytes(&bytes).is_none());
        }
    }

    #[test]
    fn phrases_and_fields_are_left_to_others() {
        let vocabulary = gathered(&["search and rescue".into()]);
        for query in ["\"search and rescue\"", "sea \"and rescue\"", "kind:listed", "-sea", "it's "] {
            assert_eq!(vocabulary.answer(&Query::so_far(query), 2), None, "{query}");
        }
    }
}
