//! Paragraphs that are recommendations, and words that lead into a list.

use super::*;

impl Finder<'_> {
    pub(super) fn paragraph(&mut self, n: usize) -> usize {
        if self.detail(n) {
            return n + 1;
        }
        let words = self.words(n).to_owned();
        let place = self.outline.place(n);
        let labelled = self.block(n).label.is_some();
        let next_listed = self
            .next(n)
            .is_some_and(|m| self.block(m).kind == BlockKind::ListItem || self.block(m).label.is_some());
        let announces_list = words.trim_end().ends_with(':') || next_listed && self.answer(n).is_some();
        if announces_list && next_listed {
            let last = self.last_sentence(&words);
            self.lead =
                Some(LeadIn { call: lead_call(&last), response: self.answer(n), words: last, last: None });
            return n + 1;
        }
        if inline::take(self.reading, self.outline, n, &mut self.found) {
            return n + 1;
        }
        if let Some((from, reason)) = self.operative(n).or_else(|| self.addressed(n)) {
            self.take(n, self.block(n).start + from..self.block(n).end, None, 0.85, reason);
            return n + 1;
        }
        let keeps = self.lead.as_ref().is_some_and(|l| l.last.is_some());
        if !keeps && !labelled {
            self.lead = None;
        }
        let speaks = !words.ends_with(':') && !self.tells_of_recommendations(n);
        let announced = match place.promise {
            Promise::Announces => true,
            // Paragraphs that command, one after the other, are a list without bullets.
            Promise::MayAnnounce | Promise::Silent => {
                self.commands(n) && self.sibling_commands(n) && is_sentence(&words)
            }
            _ => false,
        };
        if !announced || !speaks {
            return n + 1;
        }
        let parts = sentences(&words);
        let short = words.split_whitespace().take(71).count() <= 70 && parts.len() <= 2;
        let by_verb = self.begins_with_verb(n) && (labelled || self.sibling_asks(n));
        // What follows a first sentence that asks explains it, unless it asks too.
        let explained =
            by_verb && parts.len() > 1 && parts[1..].iter().all(|r| score(&words[r.clone()]).0 < 0.5);
        let start = self.block(n).start;
        let range = match parts.first() {
            Some(first) if explained => start + first.start..start + first.end,
            _ if short && (by_verb || labelled && score(&words).0 >= 0.7) => self.block(n).range(),
            _ => return n + 1,
        };
        let reason = "a piece that asks, under a heading that announces recommendations";
        self.take(n, range, None, if labelled { 0.85 } else { 0.7 }, reason);
        n + 1
    }

    /// "INVITE the secretariat to …": a paragraph of a declaration that begins with its verb in capitals.
    pub(super) fn operative(&self, n: usize) -> Option<(usize, &'static str)> {
        let words = self.words(n);
        let first = words.split_whitespace().next()?;
        let capitals = first.chars().filter(|c| c.is_uppercase()).count();
        let shouted = capitals >= 4 && first.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let speaks = words.contains(char::is_lowercase) && !words.ends_with(':');
        let asks = shouted && speaks && lead_call(&words[..sentences(words).first()?.end]) == Call::Announces;
        asks.then_some((0, "a paragraph of a declaration whose verb asks"))
    }

    /// "Secretariat: Draw up a plan": whom it asks, and the recommendation after the colon.
    pub(super) fn addressed(&self, n: usize) -> Option<(usize, &'static str)> {
        let words = self.words(n);
        let (name, asked) = words.split_once(':')?;
        let from = words.len() - asked.trim_start().len();
        let language = &CUES.languages[self.outline.language(n)];
        let named = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 8;
        let asks = named
            && self.outline.place(n).promise == Promise::Announces
            && language.begins_with_verb(&Words::beginning(&words[from..]))
            && !self.begins_with_verb(n);
        asks.then_some((
            from,
            "a piece that names whom it asks, under a heading that announces recommendations",
        ))
    }

    /// Whether the paragraph before or after begins with a verb too.
    pub(super) fn sibling_asks(&self, n: usize) -> bool {
        [self.previous(n), self.next(n)]
            .into_iter()
            .flatten()
            .any(|m| self.block(m).kind == BlockKind::Paragraph && self.begins_with_verb(m))
    }

    /// Whether the paragraph before or after begins with a command too.
    pub(super) fn sibling_commands(&self, n: usize) -> bool {
        [self.previous(n), self.next(n)]
            .into_iter()
            .flatten()
            .any(|m| self.block(m).kind == BlockKind::Paragraph && self.commands(m))
    }

    pub(super) fn last_sentence(&self, words: &str) -> String {
        sentences(words).last().map(|r| words[r.clone()].to_owned()).unwrap_or_else(|| words.to_owned())
    }
}
