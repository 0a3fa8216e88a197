//! Mends on the desk in memory: enough for the screen to show something. Undo of them is tried on a real desk.

use super::FakeDesk;
use crate::desk::{Done, JOINED, Mend, Placed, SPLIT};
use crate::model::{Kind, Recommendation, RowId, Span};
use crate::tui::requests::{Mending, Reply, Step};
use std::sync::Arc;

impl FakeDesk {
    /// Where the recommendations stand.
    pub fn places(&self) -> Vec<Placed> {
        let placed = |card: &Recommendation| Placed {
            row: card.row,
            id: card.id.clone(),
            span: card.span,
            kind: card.kind,
            verdict: card.verdict,
            aside: self.gone.contains(&card.row),
            unmarked: false,
        };
        let mut places: Vec<Placed> = self.cards.iter().map(placed).collect();
        places.sort_by_key(|placed| placed.span.start);
        places
    }

    /// After the third word.
    pub fn splits(&self, row: RowId) -> Vec<usize> {
        let card = self.card(row.0);
        card.text.match_indices(' ').nth(2).map(|(at, _)| card.span.start + at + 1).into_iter().collect()
    }

    /// Mends.
    pub fn mend(&mut self, mending: Mending) -> Reply {
        let done = |words: &str, rows: Vec<RowId>| Done {
            words: words.into(),
            each: vec![words.into(); rows.len()],
            rows,
            documents: Vec::new(),
        };
        let done = match mending {
            Mending::Mark(_, span) => done("marked", vec![self.push(span)]),
            Mending::Mend(row, mends) => {
                mends.into_iter().for_each(|mend| self.set(row, mend));
                done("text", vec![row])
            }
            Mending::Split(row, at) => {
                let Span { start, end } = self.card(row.0).span;
                self.gone.insert(row);
                let parts =
                    [Span { start, end: at - 1 }, Span { start: at, end }].map(|span| self.push(span));
                done(SPLIT, vec![parts[0], parts[1], row])
            }
            Mending::Join(row) => {
                let next = RowId(row.0 + 1);
                if next.0 > self.cards.len() as i64 {
                    let words = "this is the last recommendation of the document".to_string();
                    return Reply::Failed { step: Some(Step::Mend), words };
                }
                self.gone.extend([row, next]);
                let span = Span { start: self.card(row.0).span.start, end: self.card(next.0).span.end };
                done(JOINED, vec![self.push(span), row, next])
            }
            Mending::Correct(id, _, to) => {
                for card in &mut self.cards {
                    let mut document = card.document.as_ref().clone();
                    document.details = (*to).clone();
                    card.document = Arc::new(document);
                }
                self.documents.iter_mut().for_each(|document| document.details = (*to).clone());
                Done { documents: vec![id], ..done("document details", Vec::new()) }
            }
        };
        let now = done.rows.iter().map(|row| self.card(row.0).clone()).collect();
        Reply::Stepped(Step::Mend, Some(done), now)
    }

    fn words(&self, span: Span) -> String {
        self.text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
    }

    fn push(&mut self, span: Span) -> RowId {
        let row = RowId(self.cards.len() as i64 + 1);
        let like = self.cards[0].clone();
        let text = self.words(span).replace('\n', " ");
        self.cards.push(Recommendation { row, span, text, kind: Kind::Manual, ..like });
        row
    }

    fn set(&mut self, row: RowId, mend: Mend) {
        let words = match &mend {
            Mend::Span(span) => self.words(*span),
            Mend::Text(text) => text.clone(),
            _ => String::new(),
        };
        let card = &mut self.cards[row.0 as usize - 1];
        match mend {
            Mend::Span(span) => (card.span, card.text) = (span, words),
            Mend::Text(_) => {
                let found = std::mem::replace(&mut card.text, words);
                card.original_text.get_or_insert(found);
            }
            Mend::Proposers(names) => card.proposers = names,
            Mend::Addressees(names) => card.addressees = names,
            Mend::Response(response) => card.response = response,
        }
    }
}
