//! Where a recommendation stands on its page, for a reader with the source in hand: the number printed before it, else
//! which paragraph of the page (or of the whole text, where it has no pages) it stands in.

use super::Desk;
use crate::error::Result;
use crate::model::{Block, BlockKind, Recommendation, RecommendationId};
use std::collections::{BTreeMap, HashMap};

impl Desk {
    /// The paragraph of each of these recommendations, in words: "para. 115.23", "3rd paragraph".
    pub fn paragraphs(
        &self,
        recommendations: &[Recommendation],
    ) -> Result<HashMap<RecommendationId, String>> {
        let mut of_documents: BTreeMap<_, Vec<&Recommendation>> = BTreeMap::new();
        for r in recommendations {
            of_documents.entry(&r.document.id).or_default().push(r);
        }
        let mut words = HashMap::new();
        for (document, mut inside) in of_documents {
            let source = self.source(document)?;
            inside.sort_by_key(|r| r.span.start);
            let mut inside = inside.into_iter().peekable();
            for (at, (byte, _)) in source.text.char_indices().enumerate() {
                while let Some(r) = inside.next_if(|r| r.span.start == at) {
                    words.extend(paragraph(&source.blocks, byte).map(|p| (r.id.clone(), p)));
                }
            }
        }
        Ok(words)
    }
}

/// The paragraph that a byte of the text stands in.
fn paragraph(blocks: &[Block], byte: usize) -> Option<String> {
    let at = blocks.partition_point(|b| b.end <= byte);
    let block = blocks.get(at).filter(|b| b.start <= byte)?;
    if let Some(number) = printed(block) {
        return Some(format!("para. {}{number}", above(&blocks[..at], block)));
    }
    let counts = |b: &&Block| {
        b.page == block.page && !matches!(b.kind, BlockKind::Heading { .. } | BlockKind::Footnote)
    };
    Some(format!("{} paragraph", ordinal(blocks[..at].iter().filter(counts).count() + 1)))
}

/// The number or letter printed before a block; a bullet tells nothing.
fn printed(block: &Block) -> Option<&str> {
    let label = block.label.as_deref()?.trim().trim_end_matches(['.', ':']);
    label.chars().any(char::is_alphanumeric).then_some(label)
}

/// The number above a lettered or nested item, with a space: the "12 " of "12 (a)".
fn above(before: &[Block], block: &Block) -> String {
    let own = printed(block).unwrap_or_default();
    if block.depth == 0 && own.starts_with(|c: char| c.is_ascii_digit()) {
        return String::new();
    }
    let holds = |b: &&Block| {
        let numbered = printed(b).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
        numbered && (b.depth < block.depth || b.kind != BlockKind::ListItem)
    };
    let within = before.iter().rev().take_while(|b| b.heading_level().is_none());
    within.into_iter().find(holds).and_then(printed).map_or_else(String::new, |n| format!("{n} "))
}

fn ordinal(n: usize) -> String {
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Footnote, Heading, ListItem, Paragraph};

    #[test]
    fn a_paragraph_is_told_by_its_number_or_its_place() {
        let rows: [(BlockKind, u32, Option<&str>, u8); 9] = [
            (Heading { level: 1 }, 1, Some("II."), 0),
            (Paragraph, 1, None, 0),
            (Footnote, 1, Some("1"), 0),
            (ListItem, 1, Some("•"), 0),
            (Paragraph, 2, Some("12."), 0),
            (ListItem, 2, Some("(a)"), 0),
            (ListItem, 2, Some("115.23"), 0),
            (ListItem, 2, Some("1."), 1),
            (Paragraph, 3, None, 0),
        ];
        let block = |(at, (kind, page, label, depth)): (usize, &(BlockKind, u32, Option<&str>, u8))| Block {
            kind: *kind,
            start: at * 10,
            end: at * 10 + 8,
            page: Some(*page),
            label: label.map(str::to_string),
            depth: *depth,
        };
        let blocks: Vec<Block> = rows.iter().enumerate().map(block).collect();
        let check =
            |byte, words: Option<&str>| assert_eq!(paragraph(&blocks, byte).as_deref(), words, "{byte}");
        check(10, Some("1st paragraph"));
        check(32, Some("2nd paragraph"));
        check(45, Some("para. 12"));
        check(50, Some("para. 12 (a)"));
        check(60, Some("para. 115.23"));
        check(70, Some("para. 115.23 1"));
        check(80, Some("1st paragraph"));
        check(19, None);
        check(500, None);
    }

    #[test]
    fn ordinals() {
        let check = |n, word: &str| assert_eq!(ordinal(n), word);
        check(1, "1st");
        check(2, "2nd");
        check(11, "11th");
        check(23, "23rd");
        check(113, "113th");
    }
}
