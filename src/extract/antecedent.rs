//! The words that a recommendation leans on: what "these areas" and "they" stand for, and the explanation below a title.

use super::cues::Words;
use super::sentences::sentences;
use crate::model::{BlockKind, Reading};
use std::ops::Range;

/// How many blocks back the words may stand that a recommendation leans on.
const FAR: usize = 6;

/// The sentence that a recommendation leans on: the one before it in its paragraph; where there is none and its words
/// point back, the last of the text before; of a title the first sentence that explains it.
pub(super) fn of(reading: &Reading, n: usize, range: &Range<usize>) -> Option<String> {
    let block = reading.blocks.get(n)?;
    let before = &reading.text[block.start.min(range.start)..range.start];
    last_sentence(before)
        .or_else(|| leans(&reading.text[range.clone()]).then(|| before_block(reading, n)).flatten())
        .or_else(|| explanation(reading, n, range))
}

/// The last sentence of words, on one line.
fn last_sentence(words: &str) -> Option<String> {
    // Of a paragraph without end only the last words are read, for each sentence in it.
    const ENOUGH: usize = 1_500;
    let from = words.len().saturating_sub(ENOUGH);
    let from = (from..words.len()).find(|at| words.is_char_boundary(*at)).unwrap_or(words.len());
    let words = &words[from..];
    let last = sentences(words).pop()?;
    said(&words[last])
}

/// The last sentence of the running text or item before a block, in the same section.
fn before_block(reading: &Reading, n: usize) -> Option<String> {
    let before = reading.blocks[..n].iter().rev().take(FAR);
    let told = before.take_while(|b| b.heading_level().is_none());
    let found = told.filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem)).find(|b| {
        // Another item of the list points back as well.
        let own = &reading.text[b.range()];
        own.split_whitespace().nth(2).is_some() && !leans(own)
    });
    found.and_then(|b| last_sentence(&reading.text[b.range()]))
}

/// The first sentence of what explains a title: the rest of its own block, or the paragraph below it.
fn explanation(reading: &Reading, n: usize, range: &Range<usize>) -> Option<String> {
    let block = reading.blocks.get(n)?;
    let rest = reading.text.get(range.end..block.end).unwrap_or("");
    let below = || {
        let below = reading.blocks.get(n + 1).filter(|b| b.kind == BlockKind::Paragraph)?;
        block.heading_level().map(|_| &reading.text[below.range()])
    };
    let words = if rest.split_whitespace().nth(3).is_some() { rest } else { below()? };
    let first = sentences(words).into_iter().next()?;
    said(&words[first])
}

fn said(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().any(char::is_alphanumeric).then_some(words)
}

/// Whether words point back: "these areas", "such measures", "they should".
pub(super) fn leans(words: &str) -> bool {
    const POINTERS: &[&str] = &[
        "this", "these", "those", "such", "they", "it", "them", "their", "its", "both", "same", "latter",
        "thereof", "ce", "cet", "cette", "ces", "cela", "ceci", "celles", "ceux", "telles", "tels", "ils",
        "elles", "leur", "leurs", "este", "esta", "estos", "estas", "ese", "esa", "esos", "esas", "esto",
        "eso", "dicho", "dicha", "dichos", "dichas", "ello", "ellos", "ellas", "tales",
    ];
    // What points back after many words has its own words to point to.
    const EARLY: usize = 8;
    const OPENING: &[&str] =
        &["it is", "it was", "it would", "it will", "it should be noted", "those who", "ceux qui", "such as"];
    let words = Words::beginning(words);
    let opening: Vec<&str> = words.iter().take(EARLY + 1).collect();
    let impersonal = |at: usize| {
        let from = opening[at..].join(" ");
        OPENING.iter().any(|o| from.starts_with(o))
    };
    (0..opening.len().min(EARLY)).any(|at| POINTERS.contains(&opening[at]) && !impersonal(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_point_back() {
        for (words, want) in [
            ("Fund these centres", true),
            ("They should be funded.", true),
            ("Such measures must last.", true),
            ("Financer ces centres", true),
            ("Fortalecer dichos centros", true),
            ("It is essential to fund centres.", false),
            ("Help those who lost their papers", true),
            ("Fund centres", false),
            ("Fund centres in the towns of the northern coast that need them", false),
        ] {
            assert_eq!(leans(words), want, "{words}");
        }
    }
}
