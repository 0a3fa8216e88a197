//! The order in which what was found is shown.

use super::find::like;
use super::{Desk, Found};
use crate::error::Result;
use crate::facets::{Facet, Filter, Index, Order, OrderBy, SortKeys};
use crate::model::text::fold;
use crate::model::{Kind, Verdict};
use crate::store::Store;
use crate::taxonomy::{self, CLUSTER};
use std::collections::HashMap;

impl Desk {
    /// What was found, in an order; what is like another, the most alike first unless another order is asked. Keys that no decision changes are kept for the next question.
    pub(super) fn arranged(
        &mut self,
        index: &Index,
        found: Found,
        filter: &Filter,
        order: Order,
    ) -> Result<Found> {
        if let Some(like) = like(&self.store, filter)?.filter(|_| order.is_reading()) {
            let keys = SortKeys::of_rows(index, like.into_iter().zip(0..));
            return Ok(Found { rows: keys.arrange(index, &found.rows, false), ..found });
        }
        if order.is_reading() {
            return Ok(found);
        }
        if self.sort_keys.as_ref().is_none_or(|(by, _)| *by != order.by || changes_with_decisions(*by)) {
            self.sort_keys = Some((order.by, sort_keys(&self.store, index, &self.reviewer, order.by)?));
        }
        let rows = match &self.sort_keys {
            Some((_, keys)) => keys.arrange(index, &found.rows, order.descending),
            None => found.rows,
        };
        Ok(Found { rows, ..found })
    }
}

fn changes_with_decisions(by: OrderBy) -> bool {
    matches!(by, OrderBy::Verdict | OrderBy::Cluster | OrderBy::Decided)
}

/// What the recommendations of an index, made for a reviewer, are put in order by.
pub(super) fn sort_keys(store: &Store, index: &Index, reviewer: &str, by: OrderBy) -> Result<SortKeys> {
    Ok(match by {
        OrderBy::Reading => SortKeys::reading(index),
        OrderBy::Page => SortKeys::of_rows(index, store.pages()?),
        OrderBy::Certainty => SortKeys::of_rows(index, store.certainties()?),
        OrderBy::Decided => SortKeys::of_rows(index, store.last_steps(reviewer)?),
        OrderBy::Kind => SortKeys::of_facet(index, &Facet::Kind, Kind::ALL.iter().map(|k| k.word())),
        OrderBy::Verdict => SortKeys::of_facet(index, &Facet::Verdict, Verdict::ALL.iter().map(|v| v.word())),
        OrderBy::Cluster => {
            let clusters = taxonomy::in_use().clusters().iter().map(|c| c.notation.as_str());
            SortKeys::of_facet(index, &Facet::Concept(CLUSTER.into()), clusters)
        }
        OrderBy::Title | OrderBy::Date | OrderBy::Region => {
            let documents = store.documents()?;
            let documents: HashMap<&str, _> = documents.iter().map(|d| (d.id.as_str(), d)).collect();
            SortKeys::of_documents(index, |id| {
                let document = documents.get(id)?;
                match by {
                    OrderBy::Title => Some(fold(document.name())),
                    OrderBy::Date => Some(document.details.date.as_ref()?.first_day()),
                    _ => Some(fold(document.details.region.as_ref()?)),
                }
            })
        }
    })
}
