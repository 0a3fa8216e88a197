//! Why each sentence of a document was taken or left.

use super::antecedent;
use super::narrative::{Sign, context, score, signs};
use super::sections::Outline;
use super::sentences::sentences;
use crate::model::{BlockKind, Reading};

/// A sentence with what speaks for and against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The sentence, on one line.
    pub text: String,
    /// Page it begins on.
    pub page: Option<u32>,
    /// How surely it recommends, 0 to 1.
    pub score: f32,
    /// The sentence that its words point back to, where they do.
    pub leans_on: Option<String>,
    /// The phrases that speak for and against it.
    pub signs: Vec<Sign>,
}

/// Every sentence of the paragraphs and items of a document, in reading order.
pub fn explain(reading: &Reading) -> Vec<Judged> {
    let outline = Outline::new(reading);
    let told = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
    let blocks = reading.blocks.iter().enumerate().filter(|(_, b)| told(b.kind));
    let judge = |(n, block): (usize, &crate::model::Block)| {
        let text = &reading.text[block.range()];
        let (context, _) = context(&outline, n);
        let judge = move |range| {
            let words: &str = &text[std::ops::Range::<usize>::clone(&range)];
            let place = block.start + range.start..block.start + range.end;
            Judged {
                text: words.split_whitespace().collect::<Vec<_>>().join(" "),
                page: block.page,
                score: (score(words).0 * context).min(0.97),
                leans_on: antecedent::leans(words).then(|| antecedent::of(reading, n, &place)).flatten(),
                signs: signs(words),
            }
        };
        sentences(text).into_iter().map(judge).collect::<Vec<_>>()
    };
    blocks.flat_map(judge).collect()
}
