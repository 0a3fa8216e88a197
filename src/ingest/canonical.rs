//! Builds the canonical text and the blocks over it, the same way for every format.

use crate::model::text::{is_hostile, plain_words};
use crate::model::{Block, BlockKind};

/// Collects blocks in reading order into one canonical text.
#[derive(Debug, Default)]
pub struct Canonical {
    text: String,
    blocks: Vec<Block>,
}

impl Canonical {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a block: its words on one line, white space folded to single spaces (a tab between the cells of a
    /// table row stays), hostile characters gone. A label goes before the words and outside the block. Blocks
    /// without words are passed over. Returns whether the block was taken.
    pub fn push(
        &mut self,
        kind: BlockKind,
        label: Option<&str>,
        depth: u8,
        page: Option<u32>,
        words: &str,
    ) -> bool {
        let keep_tabs = kind == BlockKind::TableRow;
        let words = clean(words, keep_tabs);
        if words.is_empty() {
            return false;
        }
        let tight = |kind| matches!(kind, BlockKind::ListItem | BlockKind::TableRow);
        if let Some(last) = self.blocks.last() {
            self.text.push_str(if tight(last.kind) && tight(kind) { "\n" } else { "\n\n" });
        }
        let label = label.map(|l| clean(l, false)).filter(|l| !l.is_empty());
        if let Some(label) = &label {
            self.text.push_str(label);
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(&words);
        self.blocks.push(Block { kind, start, end: self.text.len(), page, label, depth });
        true
    }

    /// The words of the block that was pushed last.
    pub fn last_words(&self) -> &str {
        self.blocks.last().and_then(|block| self.text.get(block.range())).unwrap_or_default()
    }

    /// The canonical text, ended by a line feed unless empty, and its blocks.
    pub fn finish(mut self) -> (String, Vec<Block>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        (self.text, self.blocks)
    }
}

/// The words on one line. With `keep_tabs` every tab stays, also that of an empty cell, except at the end.
fn clean(words: &str, keep_tabs: bool) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = String::new();
    let mut rest = words;
    loop {
        let (plain, after) = rest.split_at(plain_words(rest, out.is_empty() || !gap.is_empty()));
        if !plain.is_empty() {
            out.push_str(&gap);
            gap.clear();
            out.push_str(plain);
            // A space may stand at the end, or before more that is none.
            if out.ends_with(' ') {
                gap.extend(out.pop());
            }
        }
        let mut chars = after.chars();
        let Some(c) = chars.next() else { return out };
        rest = chars.as_str();
        if keep_tabs && c == '\t' {
            gap.retain(|c| c == '\t');
            gap.push('\t');
        } else if c.is_whitespace() {
            if gap.is_empty() && !out.is_empty() {
                gap.push(' ');
            }
        } else if !is_hostile(c) && c != '\u{ad}' {
            out.push_str(&gap);
            gap.clear();
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn plain_words_are_cleaned_as_others_are(words in "([a-z]| |[\t\n\u{ad}\u{1b}é]){0,20}", keep_tabs: bool) {
            // Without ASCII letters and spaces every character is looked at.
            let other = |text: &str| text.replace(|c: char| c.is_ascii_lowercase(), "ж").replace(' ', "\u{2003}");
            let cleaned = clean(&words, keep_tabs).replace(|c: char| c.is_ascii_lowercase(), "ж");
            proptest::prop_assert_eq!(cleaned, clean(&other(&words), keep_tabs));
        }
    }

    #[test]
    fn blocks_point_at_their_words() {
        let mut canonical = Canonical::new();
        canonical.push(BlockKind::Heading { level: 1 }, Some("1."), 0, None, "Data");
        canonical.push(BlockKind::ListItem, Some("•"), 0, None, " Share\n data\u{1b} ");
        canonical.push(BlockKind::ListItem, Some("•"), 0, None, "Pub\u{ad}lish it");
        assert!(!canonical.push(BlockKind::Paragraph, None, 0, None, " \n "));
        canonical.push(BlockKind::TableRow, None, 0, None, "a \t b\u{202e} c");
        canonical.push(BlockKind::TableRow, None, 0, None, "\t 2 \t\t d \t ");
        let (text, blocks) = canonical.finish();
        assert_eq!(text, "1. Data\n\n• Share data\n• Publish it\na\tb c\n\t2\t\td\n");
        let words: Vec<_> = blocks.iter().map(|b| &text[b.range()]).collect();
        assert_eq!(words, ["Data", "Share data", "Publish it", "a\tb c", "\t2\t\td"]);
    }
}
