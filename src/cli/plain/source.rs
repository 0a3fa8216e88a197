//! The source around a recommendation, a paragraph a line.

use crate::desk::Source;
use crate::model::text::one_line;
use crate::model::{Block, BlockKind, Span};

/// So many characters of a paragraph are told: enough for any that a person wrote.
const LONGEST: usize = 8_000;

/// The paragraph that a span stands in, with so many before and after it.
pub fn around(source: &Source, span: Span, reach: usize) -> Vec<String> {
    let byte = source.text.char_indices().nth(span.start).map_or(source.text.len(), |(at, _)| at);
    let own = source.blocks.partition_point(|block| block.end <= byte);
    let Some(last) = source.blocks.len().checked_sub(1) else { return vec!["The source is empty.".into()] };
    let own = own.min(last);
    let (from, to) = (own.saturating_sub(reach), own.saturating_add(reach).min(last));
    let told = source.blocks.iter().enumerate().take(to + 1).skip(from);
    told.map(|(at, block)| {
        let here = if at == own { "Here: " } else { "" };
        format!("{here}{}", paragraph(source, block))
    })
    .collect()
}

fn paragraph(source: &Source, block: &Block) -> String {
    let text: String = source.text.get(block.range()).unwrap_or_default().chars().take(LONGEST).collect();
    let kind = match block.kind {
        BlockKind::Heading { .. } => "Heading: ",
        BlockKind::Footnote => "Footnote: ",
        BlockKind::Caption => "Caption: ",
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableRow => "",
    };
    let label = block.label.as_deref().map_or(String::new(), |label| format!("{} ", one_line(label)));
    format!("{kind}{label}{}", one_line(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_is_told_as_was_asked() {
        let texts = ["One.", "Deux à deux.", "Three.", "Four."];
        let mut source = Source { text: String::new(), blocks: Vec::new() };
        for text in texts {
            let start = source.text.len();
            source.text += text;
            let end = source.text.len();
            source.blocks.push(Block {
                kind: BlockKind::Paragraph,
                start,
                end,
                page: None,
                label: None,
                depth: 0,
            });
            source.text.push('\n');
        }
        let check = |start: usize, reach: usize, told: &[&str]| {
            assert_eq!(around(&source, Span { start, end: start + 3 }, reach), told);
        };
        check(5, 0, &["Here: Deux à deux."]);
        check(18, 1, &["Deux à deux.", "Here: Three.", "Four."]);
        check(0, 9, &["Here: One.", "Deux à deux.", "Three.", "Four."]);
        check(900, 0, &["Here: Four."]);
        let empty = Source { text: String::new(), blocks: Vec::new() };
        assert_eq!(around(&empty, Span { start: 0, end: 1 }, usize::MAX), ["The source is empty."]);
    }
}
