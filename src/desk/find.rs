//! Finding recommendations, and reading what stands behind them.

use super::Desk;
use super::query::{Answerer, query_so_far};
use crate::error::Result;
use crate::facets::query::Query;
use crate::facets::{Bitset, Counts, Cross, Facet, Filter, Index, Order, Pick};
use crate::model::{Block, Decision, DocumentId, Recommendation, RowId};
use crate::store::{Columns, Draft, Store};
use crate::suggest::Suggester;
use crate::taxonomy::{self, states};
use std::collections::HashMap;
use std::sync::Arc;

/// What a filter lets through, in the order asked, with live counts.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The recommendations.
    pub rows: Arc<[RowId]>,
    /// Live counts of every facet.
    pub counts: Counts,
}

/// The canonical text of a document and the blocks over it (byte ranges).
#[derive(Debug, Clone)]
pub struct Source {
    /// The canonical text.
    pub text: String,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
}

/// A heading with the recommendations under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its document.
    pub document: DocumentId,
    /// The heading below those above it, the nearest last; none for what stands before the first.
    pub section: Vec<String>,
    /// The first recommendation under it.
    pub row: RowId,
    /// How many stand under it, one after the other.
    pub count: usize,
}

/// Headings of all documents are told up to so many recommendations; of more, those of one document.
const ALL_HEADINGS: usize = 50_000;
/// What is like a recommendation, at most.
const LIKE: usize = 200;

impl Desk {
    /// What the reviewer searched for in the screen, the newest last.
    pub fn searches(&self) -> Result<Vec<String>> {
        self.store.searches(&self.reviewer)
    }

    /// Remembers what the reviewer searched for.
    pub fn remember_search(&mut self, query: &str) -> Result<()> {
        self.store.remember_search(&self.reviewer, query)
    }

    /// What the reviewer wrote in the screen and neither saved nor gave up, in the order of the recommendations.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        self.store.drafts(&self.reviewer)
    }

    /// Keeps what the reviewer wrote and did not save, in the place of what was kept before.
    pub fn keep_drafts(&mut self, drafts: &[Draft]) -> Result<()> {
        self.store.keep_drafts(&self.reviewer, drafts)
    }

    /// The other reviewers who gave verdicts, and how many each gave; a few of them.
    pub fn others(&self) -> Result<Vec<(String, usize)>> {
        self.store.others(&self.reviewer)
    }

    /// What stands under the same heading of the document as a recommendation, itself among them, in reading order; also under
    /// the headings within that one.
    pub fn section(&self, row: RowId) -> Result<Vec<RowId>> {
        let Some(card) = self.recommendations_of(&self.reviewer, &[row])?.pop() else {
            return Ok(Vec::new());
        };
        let own = card.section.as_slice();
        let is_under =
            |section: &[String]| if own.is_empty() { section.is_empty() } else { section.starts_with(own) };
        let all = self.store.headings(Some(&card.document.id))?;
        Ok(all.into_iter().filter(|(_, _, section)| is_under(section)).map(|(row, ..)| row).collect())
    }

    /// The headings that recommendations stand under, in reading order; where there are too many recommendations,
    /// only those of one document.
    pub fn headings(&mut self, of: Option<&DocumentId>) -> Result<Vec<Heading>> {
        let of = if self.count(&Filter::default())? > ALL_HEADINGS { of } else { None };
        let mut headings: Vec<Heading> = Vec::new();
        for (row, document, section) in self.store.headings(of)? {
            match headings.last_mut() {
                Some(last) if last.document == document && last.section == section => last.count += 1,
                _ => headings.push(Heading { document, section, row, count: 1 }),
            }
        }
        Ok(headings)
    }

    /// What a filter lets through, in reading order. A search query that means nothing (no word in it) filters nothing.
    pub fn find(&mut self, filter: &Filter) -> Result<Found> {
        self.find_ordered(filter, Order::default())
    }

    /// What a filter lets through, in an order.
    pub fn find_ordered(&mut self, filter: &Filter, order: Order) -> Result<Found> {
        let index = self.take_index(filter)?;
        let found =
            select(&self.asked(&index), filter).and_then(|found| self.arranged(&index, found, filter, order));
        self.index = Some(index);
        found
    }

    /// Counts every pair of values of two facets among what a filter lets through.
    pub fn cross(&mut self, filter: &Filter, down: &Facet, across: &Facet) -> Result<Cross> {
        self.with_index(filter, |index, filter, found| index.cross(filter, found, down, across))
    }

    /// Counts with the index, the filter as the index knows names, and what its search found.
    pub(super) fn with_index<T>(
        &mut self,
        filter: &Filter,
        count: impl FnOnce(&Index, &Filter, Option<&Bitset>) -> T,
    ) -> Result<T> {
        let index = self.take_index(filter)?;
        let filter = &with_names_normalised(filter);
        let found = searched(&self.asked(&index), filter);
        let counted = found.map(|found| count(&index, filter, found.as_ref()));
        self.index = Some(index);
        counted
    }

    /// The first recommendations in reading order, before anything is counted or learned.
    pub fn first(&self, count: usize) -> Result<Vec<Recommendation>> {
        self.store.cards(&self.reviewer, &self.store.first_rows(count)?)
    }

    /// The index, brought up to the store, and all else that answers a filter; to be put back.
    fn take_index(&mut self, filter: &Filter) -> Result<Columns> {
        if filter.search.is_some() {
            self.follow_words()?;
        }
        self.follow_store()?;
        match self.index.take() {
            Some(index) => Ok(index),
            None => columns_for(&self.store, &self.reviewer),
        }
    }

    /// What answers queries on an index of this desk's.
    fn asked<'a>(&'a self, index: &'a Index) -> Answerer<'a> {
        Answerer { store: &self.store, reviewer: &self.reviewer, index, words: self.words() }
    }

    /// Does what can wait for a quiet moment: keeps the index in the store where that will save time, and moves what was
    /// committed from the log into the store's own file. Whoever asks for nothing loses nothing where it fails.
    pub fn rest(&mut self) -> Result<()> {
        self.follow_store()?;
        if let Some(index) = self.index.as_mut().filter(|index| index.worth_keeping()) {
            self.store.keep_columns(index)?;
        }
        self.rest_words()?;
        self.move_log()
    }

    /// Moves what was committed from the log into the store's own file.
    pub fn move_log(&self) -> Result<()> {
        self.store.checkpoint()
    }

    /// Has at hand what the first key would otherwise wait for: how suggestions are made, what was learned, and the
    /// vocabulary of a great store.
    pub fn make_ready(&mut self) -> Result<()> {
        self.cards(&[])?;
        Suggester::in_use();
        if self.store.is_great()? {
            self.follow_words()?;
        }
        Ok(())
    }

    /// Makes and keeps everything that a great store opens quickly with, after much came in at once.
    pub fn settle(&mut self) -> Result<()> {
        self.begin_gathering()?;
        self.find(&Filter::default())?;
        self.end_gathering()?;
        self.rest()
    }

    /// Leaves the log of the store alone between commits: only [`Desk::rest`] moves it, so that no decision waits for that.
    pub fn unhurried(self) -> Result<Desk> {
        self.store.checkpoint_by_hand()?;
        Ok(self)
    }

    /// Brings the index, where there is one, up to what changed in the store.
    pub(super) fn follow_store(&mut self) -> Result<()> {
        if let Some(index) = &mut self.index
            && !self.store.follow(index)?
        {
            self.index = None;
        }
        Ok(())
    }

    /// How many recommendations a filter lets through.
    pub fn count(&mut self, filter: &Filter) -> Result<usize> {
        self.with_index(filter, |index, filter, found| index.matching(filter, found).count())
    }

    /// What a filter lets through of what somebody decided: `Some(name)` that reviewer, `None` anybody. Pairs of
    /// reviewer and recommendation in an order; what two reviewers decided on comes twice.
    pub fn find_decided_by(
        &self,
        name: Option<&str>,
        filter: &Filter,
        order: Order,
    ) -> Result<Vec<(Arc<str>, RowId)>> {
        let names = match name {
            Some(name) => vec![name.to_string()],
            None => self.store.reviewers()?,
        };
        let mut places = HashMap::new();
        let mut all = Vec::new();
        let mut keys = Vec::new();
        for name in names {
            let name: Arc<str> = name.into();
            let index = columns_for(&self.store, &name)?;
            if places.is_empty() {
                let everything = index.select(&Filter::default(), None).0;
                places = everything.iter().enumerate().map(|(at, row)| (*row, at)).collect();
            }
            let mut decided = filter.clone();
            decided.pick(Facet::Reviewer, Pick::Is(name.to_string()));
            let sort_keys = super::order::sort_keys(&self.store, &index, &name, order.by)?;
            let asked = Answerer { reviewer: &name, ..self.asked(&index) };
            for row in select(&asked, &decided)?.rows.iter() {
                keys.push((sort_keys.key(&index, *row, order.descending), places.get(row).copied()));
                all.push((name.clone(), *row));
            }
        }
        let mut keyed: Vec<_> = keys.into_iter().zip(all).collect();
        keyed.sort_by_key(|(key, _)| *key);
        Ok(keyed.into_iter().map(|(_, pair)| pair).collect())
    }

    /// These recommendations with another reviewer's state, in the order asked; unknown ones are left out. Their
    /// suggestions are those of the vocabulary alone.
    pub fn recommendations_of(&self, reviewer: &str, rows: &[RowId]) -> Result<Vec<Recommendation>> {
        self.store.recommendations(reviewer, rows)
    }

    /// The text that a document was read to.
    pub fn source(&self, document: &DocumentId) -> Result<Source> {
        self.store.source(document).map(|(text, blocks)| Source { text, blocks })
    }

    /// Every decision on a recommendation, by every reviewer, oldest first.
    pub fn history(&self, row: RowId) -> Result<Vec<Decision>> {
        self.store.history(row)
    }
}

pub(super) fn columns_for(store: &Store, reviewer: &str) -> Result<Columns> {
    let schemes: Vec<String> = taxonomy::in_use().schemes.iter().map(|s| s.id.clone()).collect();
    store.columns(reviewer, &schemes)
}

/// What the filter's search finds, of what it wants said elsewhere too or like another; none where it asks for nothing of that.
fn searched(asked: &Answerer, filter: &Filter) -> Result<Option<Bitset>> {
    let mut found = match filter.search.as_deref().map(query_so_far) {
        None | Some(Query::Everything) => None,
        Some(query) => Some(asked.answer(&query)?),
    };
    let said = filter.said.as_ref().map(|said| super::alike::said(asked.store, said)).transpose()?;
    for rows in said.into_iter().chain(like(asked.store, filter)?) {
        let mut these = asked.index.positions_of(rows);
        found.iter().for_each(|found| these.and(found));
        found = Some(these);
    }
    Ok(found)
}

/// What is most like the recommendation that a filter names, the most alike first; none where it names none.
pub(super) fn like(store: &Store, filter: &Filter) -> Result<Option<Vec<RowId>>> {
    let Some(id) = &filter.like else { return Ok(None) };
    store.most_like(store.row_of(id)?, LIKE).map(Some)
}

fn select(asked: &Answerer, filter: &Filter) -> Result<Found> {
    let filter = &with_names_normalised(filter);
    let found = searched(asked, filter)?;
    let (rows, counts) = asked.index.select(filter, found.as_ref());
    Ok(Found { rows, counts })
}

/// The filter with every State under the name by which it is counted.
fn with_names_normalised(filter: &Filter) -> Filter {
    let mut filter = filter.clone();
    for facet in [Facet::Proposer, Facet::Addressee] {
        if let Some(picks) = filter.picks.get_mut(&facet) {
            let one = |pick: &Pick| Pick::Is(states::normalised(pick.value()).to_string());
            *picks = picks.iter().map(one).collect();
        }
    }
    filter
}
