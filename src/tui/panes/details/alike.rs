//! Where else the same thing is said.

use super::Page;
use crate::desk::Alike;
use crate::model::{Recommendation, Verdict};
use crate::tui::action::{Action, Context};
use crate::tui::fit::{columns, cut, safe};
use crate::tui::key::sequence_in_words;
use crate::tui::panes::span;
use crate::tui::theme::Role;

impl Page<'_> {
    /// What says the same: verdict, page and document, how alike, and the words that are others there.
    pub(super) fn alike(&mut self, card: &Recommendation) {
        let alike = self.state.details.alike.clone().filter(|(first, _)| !first.is_empty());
        let Some((first, all)) = alike else { return };
        let times = all.len() + 1;
        let name = if times == 2 { "Said twice".to_string() } else { format!("Said {times} times") };
        self.heading(&name, &self.keys(card));
        first.iter().for_each(|other| self.other(card, other));
        let more = all.len().saturating_sub(first.len());
        if more > 0 {
            self.push(vec![span(format!("  and {more} more"), self.style(Role::Dim))]);
        }
    }

    /// What keys do with them: "~ next, = the same for all". What is not decided has nothing to give yet.
    fn keys(&self, card: &Recommendation) -> String {
        let key = |action| self.state.keymap.keys_of(Context::List, action).next().map(sequence_in_words);
        let decided = card.verdict != Verdict::Unreviewed || card.tags.values().any(|tags| !tags.is_empty());
        let words = [
            key(Action::NextAlike).map(|key| format!("{key} next")),
            key(Action::Spread).filter(|_| decided).map(|key| format!("{key} the same for all")),
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn other(&mut self, card: &Recommendation, other: &Alike) {
        let (r, dim) = (&other.recommendation, self.style(Role::Dim));
        let sign = format!("  {} ", self.state.signs.verdict(r.verdict));
        let page = r.page.map_or(String::new(), |page| format!("p{page} "));
        let likeness = format!(" {:>3.0}%", other.likeness * 100.0);
        let difference = &other.difference;
        let some =
            |words: &[String]| if words.is_empty() { "–".to_string() } else { safe(&words.join(" ")) };
        let words = match difference.only_first.is_empty() && difference.only_second.is_empty() {
            true => String::new(),
            false => format!("  {} → {}", some(&difference.only_first), some(&difference.only_second)),
        };
        let words = self.state.signs.words(&words);
        let room = self.width.saturating_sub(columns(&sign) + columns(&page) + columns(&likeness));
        let name = match r.document.id == card.document.id {
            true => "this document".to_string(),
            false => safe(r.document.name()),
        };
        let named = room.saturating_sub(columns(&words).min(room / 2));
        let ellipsis = self.state.signs.ellipsis;
        let name = cut(&name, named, ellipsis).into_owned();
        let words = cut(&words, room.saturating_sub(columns(&name)), ellipsis).into_owned();
        self.push(vec![
            span(sign, self.state.theme.verdict(r.verdict)),
            span(page, dim),
            span(name, self.style(Role::Text)),
            span(likeness, dim),
            span(words, dim),
        ]);
    }
}
