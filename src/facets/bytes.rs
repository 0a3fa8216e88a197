//! An index as bytes, to be kept and read back in milliseconds.
//!
//! Little-endian; lengths are 64 bits. What is read back is checked in every length and place before it is used, so that
//! bytes that were cut or changed make no index at all: it is then made anew.

use super::index::{Column, ConceptColumn};
use super::set::Set;
use super::{Bitset, DocumentRow, Facet, Index};
use crate::model::RowId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What the bytes begin with; the last letter changes with their form.
const MARK: &[u8; 8] = b"RPTRFCT1";

impl Index {
    /// The index as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(MARK.to_vec());
        out.number(0);
        self.write(&mut out);
        let mut bytes = out.0;
        let sum = checksum(bytes.get(16..).unwrap_or_default()).to_le_bytes();
        if let Some(place) = bytes.get_mut(8..16) {
            place.copy_from_slice(&sum);
        }
        bytes
    }

    /// The index that these bytes are; none where they are no sound index.
    pub fn from_bytes(bytes: &[u8]) -> Option<Index> {
        let mut from = Reader { rest: bytes.strip_prefix(MARK)?, known: HashMap::new() };
        if from.number()? != checksum(from.rest) {
            return None;
        }
        let mut index = read(&mut from)?;
        from.rest.is_empty().then_some(())?;
        index.settle();
        Some(index)
    }

    fn write(&self, out: &mut Writer) {
        out.number(self.rows.len() as u64);
        let first = self.rows.first().map_or(0, |row| row.0);
        let without_gaps = self.rows.iter().zip(first..).all(|(row, number)| row.0 == number);
        out.number(u64::from(without_gaps));
        match without_gaps {
            true => out.number(first as u64),
            false => self.rows.iter().for_each(|row| out.number(row.0 as u64)),
        }
        out.number(self.documents.len() as u64);
        for (place, document) in self.documents.iter().enumerate() {
            out.number(self.place_of(place).0 as u64);
            out.text(&document.id);
            let days = document.days.as_ref();
            let texts = [
                document.language.as_ref(),
                document.region.as_ref(),
                days.map(|d| &d.0),
                days.map(|d| &d.1),
            ];
            texts.into_iter().for_each(|text| out.maybe(text));
        }
        out.bits(&self.shown);
        out.number(self.values.len() as u64);
        for (facet, column) in &self.values {
            out.text(word_of(facet));
            out.column(column);
        }
        out.number(self.concepts.len() as u64);
        for (scheme, column) in &self.concepts {
            out.text(scheme);
            out.column(&column.tagged);
            out.column(&column.suggested);
            out.bits(&column.untagged);
        }
    }
}

fn read(from: &mut Reader) -> Option<Index> {
    let len = from.length(0)?;
    u32::try_from(len).ok()?;
    let rows = match from.number()? {
        1 => {
            let first = from.number()? as i64;
            // Without gaps the rows take no bytes of their own: the bits that follow bound their number.
            (len / 8 <= from.rest.len()).then_some(())?;
            (first..first.checked_add(len as i64)?).map(RowId).collect()
        }
        _ => {
            from.length_of(len, 8)?;
            (0..len).map(|_| from.number().map(|row| RowId(row as i64))).collect::<Option<_>>()?
        }
    };
    let mut index = Index { rows, ..Index::default() };
    let documents = from.length(40)?;
    let mut begins = Vec::with_capacity(documents);
    for _ in 0..documents {
        begins.push(from.number()? as usize);
        let (id, language, region) = (from.text()?, from.maybe()?, from.maybe()?);
        let days = from.maybe()?.zip(from.maybe()?);
        index.documents.push(DocumentRow { id, language, region, days });
    }
    (begins.is_sorted() && begins.first().is_none_or(|first| *first == 0) && (documents > 0 || len == 0))
        .then_some(())?;
    begins.last().is_none_or(|last| *last <= len).then_some(())?;
    for (document, begin) in begins.iter().enumerate() {
        let end = begins.get(document + 1).copied().unwrap_or(len);
        index.document_of.extend(std::iter::repeat_n(document as u32, end - begin));
    }
    index.shown = from.bits(len)?;
    for _ in 0..from.length(16)? {
        let facet = facet_of(&from.text()?)?;
        index.values.insert(facet, from.column(len)?);
    }
    for _ in 0..from.length(24)? {
        let scheme = from.text()?.to_string();
        let (tagged, suggested) = (from.column(len)?, from.column(len)?);
        index.concepts.insert(scheme, ConceptColumn { tagged, suggested, untagged: from.bits(len)? });
    }
    Some(index)
}

/// The facets whose values are kept by recommendation, each with its word.
const FACETS: [(&str, Facet); 6] = [
    ("verdict", Facet::Verdict),
    ("kind", Facet::Kind),
    ("proposer", Facet::Proposer),
    ("addressee", Facet::Addressee),
    ("response", Facet::Response),
    ("reviewer", Facet::Reviewer),
];

fn word_of(facet: &Facet) -> &'static str {
    FACETS.iter().find(|(_, known)| known == facet).map_or("", |(word, _)| word)
}

fn facet_of(word: &str) -> Option<Facet> {
    FACETS.iter().find(|(known, _)| *known == word).map(|(_, facet)| facet.clone())
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A text that may not be there.
    fn maybe(&mut self, text: Option<&Arc<str>>) {
        match text {
            Some(text) => self.text(text),
            None => self.number(u64::MAX),
        }
    }

    fn bits(&mut self, bits: &Bitset) {
        self.0.reserve(bits.words().len() * 8);
        bits.words().iter().for_each(|word| self.number(*word));
    }

    fn column(&mut self, column: &Column) {
        self.number(column.len() as u64);
        for (value, set) in column {
            self.text(value);
            match set {
                Set::Many(bits) => {
                    self.number(u64::MAX);
                    self.bits(bits);
                }
                Set::Few(list) => {
                    self.number(list.len() as u64);
                    list.iter().for_each(|at| self.0.extend_from_slice(&at.to_le_bytes()));
                }
            }
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    /// Texts read so far: many documents share theirs.
    known: HashMap<&'a str, Arc<str>>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// A length of things that take at least so many bytes each.
    fn length(&mut self, each: usize) -> Option<usize> {
        let len = usize::try_from(self.number()?).ok()?;
        self.length_of(len, each)
    }

    /// The length itself, where so many things of so many bytes can still come.
    fn length_of(&self, len: usize, each: usize) -> Option<usize> {
        (len.checked_mul(each)? <= self.rest.len()).then_some(len)
    }

    fn text(&mut self) -> Option<Arc<str>> {
        let len = self.length(1)?;
        self.text_of(len)
    }

    fn maybe(&mut self) -> Option<Option<Arc<str>>> {
        match self.number()? {
            u64::MAX => Some(None),
            len => self.text_of(usize::try_from(len).ok()?).map(Some),
        }
    }

    fn text_of(&mut self, len: usize) -> Option<Arc<str>> {
        let text = std::str::from_utf8(self.take(len)?).ok()?;
        Some(self.known.entry(text).or_insert_with(|| text.into()).clone())
    }

    fn bits(&mut self, len: usize) -> Option<Bitset> {
        let words = self.take(len.div_ceil(64).checked_mul(8)?)?;
        let word = |bytes: &[u8]| bytes.try_into().map_or(0, u64::from_le_bytes);
        Some(Bitset::from_words(words.chunks_exact(8).map(word).collect(), len))
    }

    fn column(&mut self, len: usize) -> Option<Column> {
        let mut column = BTreeMap::new();
        for _ in 0..self.length(16)? {
            let value = self.text()?;
            let set = match self.number()? {
                u64::MAX => Set::Many(self.bits(len)?),
                few => {
                    let list = self.take(usize::try_from(few).ok()?.checked_mul(4)?)?;
                    let list: Vec<u32> = list
                        .chunks_exact(4)
                        .map(|bytes| bytes.try_into().map_or(0, u32::from_le_bytes))
                        .collect();
                    let rising = list.is_sorted_by(|a, b| a < b)
                        && list.last().is_none_or(|last| (*last as usize) < len);
                    rising.then_some(Set::Few(list))?
                }
            };
            column.insert(value, set);
        }
        Some(column)
    }
}

/// A sum over all bytes that notices what was cut, changed or exchanged. Not for hostile hands: who can write the store
/// can write its decisions.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x9fb2_1c65_1e98_df25).rotate_left(29);
    let words = bytes.chunks_exact(8);
    let last = words.remainder().iter().fold(bytes.len() as u64, |sum, byte| mix(sum, u64::from(*byte)));
    words.fold(last, |sum, word| mix(sum, word.try_into().map_or(0, u64::from_le_bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::{Builder, Filter, Row};
    use proptest::prelude::*;

    fn index(rows: usize, gap: i64) -> Index {
        let document = |n: usize| DocumentRow {
            id: n.to_string().into(),
            language: (n % 3 == 1).then(|| "en".into()),
            region: None,
            days: (n % 2 == 1).then(|| ("2023-01-01".into(), "2023-01-31".into())),
        };
        let mut builder = Builder::new((0..=rows / 6).map(document).collect(), &["cluster".into()]);
        for n in 0..rows {
            let words =
                |every: usize| if n % every == 0 { vec!["1".to_string(), "2".into()] } else { vec![] };
            let row = Row {
                values: vec![
                    (Facet::Verdict, ["keep", "drop"][n % 2].into()),
                    (Facet::Proposer, (n % 40).to_string()),
                ],
                tags: [("cluster".to_string(), words(5))].into(),
                suggested: [("cluster".to_string(), words(3))].into(),
            };
            builder.push(RowId(7 + n as i64 * gap), n as u32 / 6, n % 11 != 0, &row);
        }
        builder.finish()
    }

    #[test]
    fn what_is_kept_is_read_back() {
        for (rows, gap) in [(0, 1), (1, 1), (63, 1), (64, 2), (500, 1), (500, 3)] {
            let (index, bytes) = (index(rows, gap), index(rows, gap).to_bytes());
            let back = Index::from_bytes(&bytes).unwrap();
            assert_eq!(back.select(&Filter::default(), None), index.select(&Filter::default(), None));
            assert_eq!((&back.values, &back.concepts), (&index.values, &index.concepts));
            assert_eq!(
                (&back.begins, &back.document_of, &back.documents),
                (&index.begins, &index.document_of, &index.documents)
            );
            assert_eq!(back.to_bytes(), bytes);
        }
    }

    proptest! {
        #[test]
        fn changed_bytes_are_refused(at in 0..10_000usize, to in any::<u8>(), cut in 0..10_000usize) {
            let whole = index(200, 1).to_bytes();
            let mut changed = whole.clone();
            let at = at % changed.len();
            prop_assume!(changed[at] != to);
            changed[at] = to;
            prop_assert!(Index::from_bytes(&changed).is_none());
            prop_assert!(Index::from_bytes(&whole[..cut % whole.len()]).is_none());
        }

        /// Even where the sum is right, no length and no place is believed.
        #[test]
        fn no_bytes_harm(at in 16..10_000usize, to in any::<[u8; 8]>()) {
            let mut changed = index(200, 2).to_bytes();
            let at = (16 + at % (changed.len() - 24)) & !7;
            changed[at..at + 8].copy_from_slice(&to);
            let sum = checksum(&changed[16..]).to_le_bytes();
            changed[8..16].copy_from_slice(&sum);
            if let Some(index) = Index::from_bytes(&changed) {
                index.select(&Filter::default(), None);
            }
        }
    }
}
