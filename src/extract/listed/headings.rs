//! Headings that are recommendations, which the paragraphs under them explain.

use super::*;

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
        let asks = self.begins_with_verb(n);
        let under = own == Promise::Announces && above == Promise::Announces;
        let among = number.is_none() && asks && !listed_next && self.stands_among_commands(n);
        if among {
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

    /// Whether the headings of this one's level under the same heading ask as it does: three at least, and most.
    pub(super) fn stands_among_commands(&self, n: usize) -> bool {
        const FAR: usize = 200;
        let Some(level) = self.block(n).heading_level() else { return false };
        let under = |m: &usize| self.block(*m).heading_level().is_none_or(|l| l >= level);
        let like = |m: &usize| self.block(*m).heading_level() == Some(level);
        let before: Vec<usize> = (n.saturating_sub(FAR)..n).rev().take_while(under).collect();
        let parent = n.checked_sub(before.len() + 1).map(|m| self.outline.place(m).promise);
        let promised = matches!(parent, Some(Promise::Announces | Promise::MayAnnounce));
        let after = (n + 1..self.reading.blocks.len().min(n + FAR)).take_while(under);
        let all: Vec<usize> = before.into_iter().chain(after).filter(like).collect();
        let commanding = all.iter().filter(|m| self.commands(**m)).count();
        promised && self.commands(n) && commanding >= 2 && commanding * 4 >= all.len() * 3
    }

    pub(super) fn lead_in_before(&self, n: usize) -> bool {
        self.lead.is_some()
            && self
                .previous(n)
                .is_some_and(|p| self.block(p).kind == BlockKind::Paragraph && self.words(p).ends_with(':'))
    }
}
