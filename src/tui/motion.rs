//! Words, sentences and items of a source, to move over it: byte ranges within its blocks.

use crate::desk::Source;
use crate::extract;
use crate::model::Block;
use std::ops::Range;

/// What one move goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A word with the signs at it.
    Word,
    /// A sentence.
    Sentence,
    /// A whole item, paragraph or heading.
    Item,
}

/// The unit at a byte, or the nearest after it, or the last one.
pub fn at(source: &Source, byte: usize, unit: Unit) -> Option<Range<usize>> {
    let here = source.blocks.partition_point(|block| block.end <= byte);
    let within = |n: usize| Some(units(source, source.blocks.get(n)?, unit));
    let after = within(here).and_then(|units| units.into_iter().find(|u| u.end > byte));
    after
        .or_else(|| within(here + 1)?.into_iter().next())
        .or_else(|| source.blocks.iter().rev().find_map(|block| units(source, block, unit).pop()))
}

/// The first unit that begins after a byte.
pub fn next(source: &Source, byte: usize, unit: Unit) -> Option<Range<usize>> {
    let here = source.blocks.partition_point(|block| block.end <= byte);
    let blocks = source.blocks.iter().skip(here);
    blocks.flat_map(|block| units(source, block, unit)).find(|range| range.start > byte)
}

/// The last unit that begins before a byte.
pub fn previous(source: &Source, byte: usize, unit: Unit) -> Option<Range<usize>> {
    let here = source.blocks.partition_point(|block| block.start < byte);
    let blocks = source.blocks.iter().take(here).rev();
    blocks.flat_map(|block| units(source, block, unit).into_iter().rev()).find(|range| range.start < byte)
}

/// The nearest end of a unit after a byte.
pub fn next_end(source: &Source, byte: usize, unit: Unit) -> Option<usize> {
    let here = source.blocks.partition_point(|block| block.end <= byte);
    let blocks = source.blocks.iter().skip(here);
    blocks.flat_map(|block| units(source, block, unit)).map(|range| range.end).find(|end| *end > byte)
}

/// The nearest end of a unit before a byte.
pub fn previous_end(source: &Source, byte: usize, unit: Unit) -> Option<usize> {
    let here = source.blocks.partition_point(|block| block.start < byte);
    let blocks = source.blocks.iter().take(here).rev();
    let ends = blocks.flat_map(|block| units(source, block, unit).into_iter().rev()).map(|range| range.end);
    ends.into_iter().find(|end| *end < byte)
}

fn units(source: &Source, block: &Block, unit: Unit) -> Vec<Range<usize>> {
    let text = source.text.get(block.range()).unwrap_or_default();
    let within = match unit {
        Unit::Word => words(text),
        Unit::Sentence => extract::sentences(text),
        Unit::Item => std::iter::once(0..text.trim_end().len()).collect(),
    };
    let placed = |range: Range<usize>| block.start + range.start..block.start + range.end;
    within.into_iter().filter(|range| !range.is_empty()).map(placed).collect()
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (open, c.is_whitespace()) {
            (None, false) => open = Some(at),
            (Some(from), true) => {
                words.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    fn source() -> Source {
        let text = "One two. Three four.\n- five six\n";
        let block = |kind, start, end| Block { kind, start, end, page: None, label: None, depth: 0 };
        let blocks = vec![block(BlockKind::Paragraph, 0, 20), block(BlockKind::ListItem, 23, 31)];
        Source { text: text.into(), blocks }
    }

    #[test]
    fn moves_go_over_words_sentences_and_items() {
        let source = source();
        let words = |range: Option<Range<usize>>| range.map(|range| source.text[range].to_string());
        let check = |found: Option<Range<usize>>, expected: Option<&str>| {
            assert_eq!(words(found).as_deref(), expected);
        };
        use Unit::{Item, Sentence, Word};
        check(at(&source, 5, Word), Some("two."));
        check(at(&source, 8, Word), Some("Three"));
        check(at(&source, 21, Sentence), Some("five six"));
        check(at(&source, 99, Item), Some("five six"));
        check(next(&source, 0, Word), Some("two."));
        check(next(&source, 15, Word), Some("five"));
        check(next(&source, 0, Sentence), Some("Three four."));
        check(next(&source, 0, Item), Some("five six"));
        check(next(&source, 28, Word), None);
        check(previous(&source, 23, Word), Some("four."));
        check(previous(&source, 9, Sentence), Some("One two."));
        check(previous(&source, 30, Item), Some("five six"));
        check(previous(&source, 0, Word), None);
        assert_eq!(next_end(&source, 3, Word), Some(8));
        assert_eq!(next_end(&source, 8, Sentence), Some(20));
        assert_eq!(next_end(&source, 20, Item), Some(31));
        assert_eq!(previous_end(&source, 31, Word), Some(27));
        assert_eq!(previous_end(&source, 27, Sentence), Some(20));
        assert_eq!(previous_end(&source, 3, Word), None);
    }
}
