//! Headings that are recommendations, which the paragraphs under them explain.

use super::*;

/// The headings of one level under the same heading.
#[derive(Debug, Default)]
struct Siblings {
    /// Whether the heading above them announces recommendations, or may.
    promised: bool,
    count: usize,
    /// How many of them begin with a command.
    asking: usize,
}

impl Siblings {
    /// Whether there are three at least and so large a share of them asks.
    fn ask(&self, share: usize, of: usize) -> bool {
        self.count >= 3 && self.asking * of >= self.count * share
    }
}

impl Finder<'_> {
    /// A numbered heading that asks, under words that announce, is the recommendation that its paragraphs explain.
    pub(super) fn heading(&mut self, n: usize) -> usize {
        let number = self.block(n).label.as_deref().and_then(number_of);
        let follows = self.lead.as_ref().is_some_and(|l| l.last.is_some_and(|last| number == Some(last + 1)));
        if !follows && !self.lead_in_before(n) {
            self.lead = None;
        }
        // The heading's own promise is its own; those above it count.
        let above = self.previous(n).map_or(Promise::Silent, |p| self.outline.place(p).promise);
        let own = self.outline.place(n).promise;
        let listed_next = self.next(n).is_some_and(|m| self.block(m).kind == BlockKind::ListItem);
        let called = self.lead.as_ref().is_some_and(|l| l.call == Call::Announces);
        let under = own == Promise::Announces && above == Promise::Announces;
        let siblings = self.siblings(n);
        // Most of its siblings ask and it has an explanation as they have: it is one of them, however it is worded.
        let asks = self.begins_with_verb(n) || number.is_some() && siblings.ask(3, 5) && self.is_explained(n);
        let among = number.is_none() && !listed_next && self.commands(n) && siblings.ask(3, 4);
        if among && siblings.promised {
            let reason =
                "a heading that asks, among others that do, under words that announce recommendations";
            self.take(n, self.block(n).range(), None, 0.75, reason);
            self.lead = None;
        } else if number.is_some() && asks && !listed_next && (called || under) {
            let lead = self.lead.clone();
            let reason = "a numbered heading that asks, under words that announce recommendations";
            self.take(n, self.block(n).range(), lead.as_ref(), 0.9, reason);
            if let Some(lead) = &mut self.lead {
                lead.last = number;
            }
        } else if !follows {
            self.lead = None;
        }
        n + 1
    }

    /// The headings of a heading's level under the same heading, itself among them.
    fn siblings(&self, n: usize) -> Siblings {
        const FAR: usize = 200;
        let Some(level) = self.block(n).heading_level() else { return Siblings::default() };
        let under = |m: &usize| self.block(*m).heading_level().is_none_or(|l| l >= level);
        let like = |m: &usize| self.block(*m).heading_level() == Some(level);
        let before: Vec<usize> = (n.saturating_sub(FAR)..n).rev().take_while(under).collect();
        let parent = n.checked_sub(before.len() + 1).map(|m| self.outline.place(m).promise);
        let after = (n..self.reading.blocks.len().min(n + FAR)).take_while(under);
        let all: Vec<usize> = before.into_iter().chain(after).filter(like).collect();
        Siblings {
            promised: matches!(parent, Some(Promise::Announces | Promise::MayAnnounce)),
            count: all.len(),
            asking: all.iter().filter(|m| self.commands(**m)).count(),
        }
    }

    /// Whether running text follows a heading.
    fn is_explained(&self, n: usize) -> bool {
        self.next(n).is_some_and(|m| {
            self.block(m).kind == BlockKind::Paragraph && !self.words(m).trim_end().ends_with(':')
        })
    }

    pub(super) fn lead_in_before(&self, n: usize) -> bool {
        self.lead.is_some()
            && self
                .previous(n)
                .is_some_and(|p| self.block(p).kind == BlockKind::Paragraph && self.words(p).ends_with(':'))
    }
}
