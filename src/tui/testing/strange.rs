//! The desk in memory with words that terminals and panes fear, wherever a document, a file or a person gives some.

use super::FakeDesk;
use crate::model::{Block, BlockKind, Details, Recommendation};
use crate::tui::requests::Reply;
use std::sync::Arc;

/// Arabic, Chinese, combining marks, emoji, overrides and escapes, a word without end.
pub const STRANGE: &[&str] = &[
    "التعاون بين الدول على الحدود ومساعدة المهاجرين في البحر",
    "加强边境合作,在海上拯救生命,并为移民提供信息和服务。加强边境合作。",
    "e\u{301}e\u{301}\u{301}\u{301} a\u{20dd} 👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 🇫🇷 \u{202e}evil\u{202c} \u{1b}[31mred\u{7}",
    "averyveryverylongwordthatnobodywouldeverwriteinareportbutmachinesdowriteitwithoutanyhesitation",
];

fn nth(n: usize) -> String {
    STRANGE[n % STRANGE.len()].to_string()
}

impl FakeDesk {
    /// A desk with so many recommendations, all of it strange.
    pub fn strange(count: usize) -> Self {
        let mut desk = FakeDesk::of(count, |n| STRANGE[n % STRANGE.len()]);
        desk.is_strange = true;
        for document in &mut desk.documents {
            let name = |n| Some(nth(n));
            let (title, event, place, region) = (name(0), name(1), name(2), name(3));
            document.details =
                Details { title, event, place, region, language: Some("en".into()), ..Details::default() };
            document.source = nth(1);
        }
        // Every third line of the source is a heading, with a strange label.
        for (n, block) in desk.blocks.iter_mut().enumerate().filter(|(n, _)| n % 3 == 0) {
            *block = Block {
                kind: BlockKind::Heading { level: 1 + (n % 4) as u8 },
                label: Some(nth(n)),
                ..block.clone()
            };
        }
        let document = desk.documents.first().cloned().map(Arc::new);
        for (n, card) in desk.cards.iter_mut().enumerate() {
            card.document = document.clone().unwrap_or_else(|| card.document.clone());
            make_strange(card, n);
        }
        desk
    }
}

fn make_strange(card: &mut Recommendation, n: usize) {
    card.section = vec![nth(n), nth(n + 1), nth(n + 2)];
    card.lead_in = Some(nth(n + 1));
    card.note = n.is_multiple_of(2).then(|| format!("{}\n{}", nth(n), nth(n + 2)));
    card.original_text = n.is_multiple_of(3).then(|| nth(n + 1));
    card.proposers = vec![nth(n), nth(n + 1)];
    card.addressees = vec![nth(n + 2)];
    card.reason = nth(n + 3);
    card.reviewer = Some(nth(n));
    card.suggested.clusters[0].evidence = vec![nth(n + 1), nth(n + 2)];
    card.tags.insert(nth(n + 1), vec![nth(n + 2)]);
}

/// What people and files are called, strange too.
pub fn made_strange(mut reply: Reply) -> Reply {
    match &mut reply {
        Reply::History(_, decisions) => decisions.iter_mut().for_each(|decision| decision.reviewer = nth(2)),
        Reply::Afterwards(seen) => {
            let history = seen.about.iter_mut().flat_map(|about| &mut about.history);
            history.for_each(|decision| decision.reviewer = nth(2));
        }
        Reply::Headings(headings) => {
            headings
                .iter_mut()
                .enumerate()
                .for_each(|(n, heading)| heading.section = vec![nth(n), nth(n + 1)]);
        }
        Reply::SavedFilters(saved, said) => {
            saved.iter_mut().enumerate().for_each(|(n, saved)| saved.name = nth(n));
            *said = said.take().map(|_| nth(2));
        }
        Reply::Stepped(_, Some(done), _) => done.words = nth(done.rows.len()),
        Reply::Alike(_, others, _) => {
            others.iter_mut().for_each(|other| other.difference.only_first = vec![nth(1), nth(2)]);
        }
        Reply::Others(others) => others.iter_mut().for_each(|(name, _)| *name = nth(1)),
        Reply::Drafts(drafts) => drafts.iter_mut().for_each(|draft| draft.about = nth(1)),
        Reply::Searches(searches) => searches.extend((0..4).map(nth)),
        Reply::Failed { words, .. } => *words = nth(2),
        _ => {}
    }
    reply
}
