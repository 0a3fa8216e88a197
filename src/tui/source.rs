//! The source around a recommendation, cut to what a pane can show.

use super::fit::safe;
use crate::desk::Source;
use crate::model::{Block, BlockKind, Span};
use std::ops::Range;

/// How many bytes of a long paragraph are shown before and after a recommendation.
const NEAR: usize = 700;

/// A recommendation in its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// The paragraph before, safe to show.
    pub before: Option<String>,
    /// What stands before it in its own paragraph, up to its first letter.
    pub lead: String,
    /// Its own words as they stand.
    pub words: String,
    /// What follows it in its own paragraph, from its last letter on.
    pub rest: String,
    /// The paragraph after.
    pub after: Option<String>,
}

/// The bytes of a span that counts code points.
pub fn bytes_of(span: Span, text: &str) -> Option<Range<usize>> {
    let mut at = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = at.nth(span.start)?;
    let end = match span.end.checked_sub(span.start)? {
        0 => start,
        length => at.nth(length - 1)?,
    };
    Some(start..end)
}

impl Around {
    /// What stands around a span; none where the span does not lie in the text.
    pub fn of(source: &Source, span: Span) -> Option<Around> {
        let text = source.text.as_str();
        let bytes = bytes_of(span, text)?;
        let blocks = &source.blocks;
        let first = blocks.partition_point(|b| b.end <= bytes.start);
        let last = blocks.partition_point(|b| b.start < bytes.end.max(bytes.start + 1));
        let own = blocks.get(first..last.max(first)).unwrap_or_default();
        let start = own.first().map_or(bytes.start, |b| b.start.min(bytes.start));
        let end = own.last().map_or(bytes.end, |b| b.end.max(bytes.end));
        let readable = |b: &&Block| !matches!(b.kind, BlockKind::Footnote | BlockKind::Heading { .. });
        let near = |b: &Block| text.get(b.range());
        Some(Around {
            before: blocks[..first.min(blocks.len())]
                .iter()
                .rev()
                .take(3)
                .find(readable)
                .and_then(near)
                .map(tail),
            lead: joined(tail, text.get(start..bytes.start)?),
            words: safe(text.get(bytes.clone())?),
            rest: joined(head, text.get(bytes.end..end)?),
            after: blocks[last.min(blocks.len())..].iter().take(3).find(readable).and_then(near).map(head),
        })
    }
}

/// A cut text that still has a space at the end or beginning where the source has white space.
fn joined(cut: fn(&str) -> String, text: &str) -> String {
    let space = |is: bool| if is { " " } else { "" };
    let words = cut(text);
    if words.is_empty() {
        return space(!text.is_empty()).to_string();
    }
    let (before, after) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    format!("{}{words}{}", space(before), space(after))
}

fn head(text: &str) -> String {
    match (NEAR..text.len()).find(|at| text.is_char_boundary(*at)) {
        Some(at) => safe(&text[..at]) + "…",
        None => safe(text),
    }
}

fn tail(text: &str) -> String {
    let from = text.len().saturating_sub(NEAR);
    match (from..text.len()).find(|at| *at > 0 && text.is_char_boundary(*at)) {
        Some(at) if from > 0 => String::from("…") + &safe(&text[at..]),
        _ => safe(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(kind: BlockKind, start: usize, end: usize) -> Block {
        Block { kind, start, end, page: None, label: None, depth: 0 }
    }

    fn source() -> Source {
        let text =
            "Title\nThe hall was full. Ministers agreed to meet. Tea followed.\nThey left é.\n".to_string();
        let blocks = vec![
            block(BlockKind::Heading { level: 1 }, 0, 5),
            block(BlockKind::Paragraph, 6, 64),
            block(BlockKind::Paragraph, 65, 78),
        ];
        Source { text, blocks }
    }

    #[test]
    fn a_sentence_stands_in_its_paragraph() {
        let around = Around::of(&source(), Span { start: 25, end: 50 }).unwrap();
        assert_eq!(around.before, None, "a heading is no paragraph");
        assert_eq!(around.lead, "The hall was full. ");
        assert_eq!(around.words, "Ministers agreed to meet.");
        assert_eq!(around.rest, " Tea followed.");
        assert_eq!(around.after.as_deref(), Some("They left é."));
    }

    #[test]
    fn no_space_is_made_up_between_words_and_signs() {
        let around = Around::of(&source(), Span { start: 25, end: 49 }).unwrap();
        assert_eq!(
            (around.words.as_str(), around.rest.as_str()),
            ("Ministers agreed to meet", ". Tea followed.")
        );
    }

    #[test]
    fn a_span_outside_the_text_has_nothing_around_it() {
        assert_eq!(Around::of(&source(), Span { start: 70, end: 99 }), None);
        assert_eq!(Around::of(&source(), Span { start: 9, end: 3 }), None);
        assert!(Around::of(&source(), Span { start: 78, end: 78 }).is_some());
    }

    #[test]
    fn a_long_paragraph_is_cut() {
        let long = format!("{} here {}", "é".repeat(5000), "é".repeat(5000));
        let end = long.len();
        let source = Source { text: long, blocks: vec![block(BlockKind::Paragraph, 0, end)] };
        let around = Around::of(&source, Span { start: 5001, end: 5005 }).unwrap();
        assert_eq!(around.words, "here");
        assert!(around.lead.len() < 2 * NEAR && around.lead.starts_with('…'), "{}", around.lead.len());
        assert!(around.rest.len() < 2 * NEAR && around.rest.ends_with('…'));
    }
}
