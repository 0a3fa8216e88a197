//! The schemes beside clusters and objectives, a line each: tags, then what stands to be taken.

use super::{Page, concept};
use crate::model::Recommendation;
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use crate::tui::action::{Action, Context};
use crate::tui::fit::{columns, cut, safe};
use crate::tui::key::sequence_in_words;
use crate::tui::panes::span;
use crate::tui::theme::Role;
use ratatui::text::Span;

/// Columns between the name of a scheme and its concepts.
const GAP: usize = 2;

/// What is shown of a scheme: its name, its tags, and what is suggested and no tag yet.
struct Row {
    name: String,
    tags: Vec<String>,
    suggested: Vec<String>,
}

impl Page<'_> {
    /// Nothing where no other scheme has a tag or a likely suggestion.
    pub(super) fn other_schemes(&mut self, card: &Recommendation) {
        let rows = rows(card);
        if rows.is_empty() {
            return;
        }
        let mut keys = self.state.keymap.keys_of(Context::List, Action::Concepts);
        let aside = keys.next().map_or(String::new(), |key| format!("{} chooses", sequence_in_words(key)));
        self.heading("Other schemes", &aside);
        let widest = rows.iter().map(|row| columns(&row.name)).max().unwrap_or(0).min(self.width / 3);
        rows.iter().for_each(|row| self.scheme(row, widest));
    }

    fn scheme(&mut self, row: &Row, widest: usize) {
        let ellipsis = self.state.signs.ellipsis;
        let (dim, tag, picked) = (self.style(Role::Dim), self.style(Role::Tag), self.state.signs.picked);
        let name = super::super::filled(&cut(&row.name, widest, ellipsis), widest, ellipsis);
        let mut room = self.width.saturating_sub(2 + widest + GAP);
        let mut spans = vec![span(format!("  {name}"), dim), Span::raw(" ".repeat(GAP))];
        let parts = [
            (format!("{picked} "), row.tags.join(", "), tag),
            // No plus: the key that keeps with suggested tags does not take these.
            (String::new(), row.suggested.join(", "), dim),
        ];
        for (sign, words, style) in parts.into_iter().filter(|(_, words, _)| !words.is_empty()) {
            let gap = if spans.len() > 2 { "  " } else { "" };
            let words =
                cut(&words, room.saturating_sub(columns(gap) + columns(&sign)), ellipsis).into_owned();
            room = room.saturating_sub(columns(gap) + columns(&sign) + columns(&words));
            if !words.is_empty() {
                spans.push(span(format!("{gap}{sign}{words}"), style));
            }
        }
        self.push(spans);
    }
}

/// Known schemes in their order, then those whose file is gone.
fn rows(card: &Recommendation) -> Vec<Row> {
    let known = in_use().schemes.iter().map(|s| (s.id.as_str(), s.label.clone()));
    let gone = card.tags.keys().filter(|id| in_use().scheme(id).is_none()).map(|id| (id.as_str(), safe(id)));
    let others = known.chain(gone).filter(|(id, _)| ![CLUSTER, OBJECTIVE].contains(id));
    let row = |(id, name): (&str, String)| {
        let tags = card.tags_in(id);
        let suggested = card.suggested.standing(id).filter(|n| !tags.iter().any(|tag| tag == n));
        Row {
            name,
            tags: tags.iter().map(|n| concept(id, n)).collect(),
            suggested: suggested.map(|n| concept(id, n)).collect(),
        }
    };
    others.map(row).filter(|row| !row.tags.is_empty() || !row.suggested.is_empty()).collect()
}
