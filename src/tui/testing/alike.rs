//! The desk in memory where recommendations say the same.

use super::{FakeDesk, Play};
use crate::alike::Difference;
use crate::desk::{Alike, Done};
use crate::facets::Said;
use crate::model::{Recommendation, RecommendationId, RowId};
use crate::tui::requests::{Reply, Step};
use crate::tui::state::State;
use crate::tui::theme::{Signs, Theme};
use crate::tui::update::ALIKE_SHOWN;

impl FakeDesk {
    /// A desk where these say the same.
    pub fn where_alike(mut self, rows: &[i64]) -> Self {
        let ids: Vec<RecommendationId> = rows.iter().map(|row| self.card(*row).id.clone()).collect();
        for row in rows {
            self.change(*row, |card| {
                card.alike = Some(ids.iter().filter(|id| **id != card.id).cloned().collect());
            });
        }
        self
    }

    fn others(&self, row: RowId) -> Vec<Recommendation> {
        let ids = self.card(row.0).alike.clone().unwrap_or_default();
        self.cards.iter().filter(|card| ids.contains(&card.id)).cloned().collect()
    }

    /// What says the same as a recommendation.
    pub fn alike(&self, row: RowId) -> Reply {
        let alike = |recommendation| Alike {
            recommendation,
            likeness: 0.92,
            difference: Difference {
                only_first: vec!["three".into()],
                only_second: vec!["several".into(), "busy".into()],
            },
        };
        let others = self.others(row);
        let all = others.iter().map(|other| other.row).collect();
        Reply::Alike(row, others.into_iter().take(ALIKE_SHOWN).map(alike).collect(), all)
    }

    /// Gives the others a recommendation's verdict and tags.
    pub fn spread(&mut self, row: RowId) -> Reply {
        let own = self.card(row.0).clone();
        let rows: Vec<RowId> = self.others(row).iter().map(|other| other.row).collect();
        for row in &rows {
            self.change(row.0, |card| (card.verdict, card.tags) = (own.verdict, own.tags.clone()));
        }
        let now = rows.iter().map(|row| self.card(row.0).clone()).collect();
        let each = vec![own.verdict.to_string(); rows.len()];
        let done = Done { words: own.verdict.to_string(), rows, each, documents: Vec::new() };
        Reply::Stepped(Step::Decide, Some(done), now)
    }

    /// Whether a filter by what is said elsewhere too lets a recommendation through.
    pub fn is_said(&self, said: &Said, card: &Recommendation) -> bool {
        let others = card.alike.as_deref().unwrap_or_default();
        match said {
            Said::MoreThanOnce => !others.is_empty(),
            Said::With(id) => card.id == *id || others.contains(id),
        }
    }
}

impl Play {
    /// A screen of ten recommendations, or as many as there must be, where these say the same.
    pub fn where_alike(size: (u16, u16), rows: &[i64]) -> Self {
        let theme = Theme::choose(crate::config::Theme::Dark, |name| {
            (name == "TERM").then(|| "xterm-256color".into())
        });
        let count = rows.iter().max().map_or(10, |last| (*last as usize).max(10));
        let desk = FakeDesk::new(count).where_alike(rows);
        Play::with(State::new(size, theme, Signs::new(false), "amina"), desk)
    }
}
