//! What the screen asked and the worker has not answered yet: which comes next, and which answers go out together.

use super::requests::Request;
use std::collections::VecDeque;

/// Recommendations that are not in sight yet are read in pieces of so many: a key waits for one piece at most.
const PIECE: usize = 8;

/// Requests in the order in which they came.
#[derive(Debug, Default)]
pub struct Waiting(VecDeque<Request>);

impl Waiting {
    /// Lets a request wait behind the others.
    pub fn push(&mut self, request: Request) {
        self.0.push_back(request);
    }

    /// The request to be answered now: the first that no later one makes worthless. What is not in sight yet is read
    /// when nothing else waits, and piece by piece.
    pub fn next(&mut self) -> Option<Request> {
        while let Some(at) = self.first_in_sight() {
            let request = self.0.remove(at)?;
            if !self.0.iter().skip(at).any(|later| request.outdated_by(later)) {
                return Some(request);
            }
        }
        // Of those that look ahead, the last is where the reviewer is now.
        let last = self.0.pop_back();
        self.0.clear();
        match last {
            Some(Request::Ahead(mut rows)) if rows.len() > PIECE => {
                self.push(Request::Ahead(rows.split_off(PIECE)));
                Some(Request::Ahead(rows))
            }
            last => last,
        }
    }

    /// Whether what comes next is answered so soon that the answer before it may go out with its own: one frame then
    /// shows both.
    pub fn is_brief(&self) -> bool {
        let next = self.first_in_sight().and_then(|at| self.0.get(at));
        next.is_some_and(|next| {
            matches!(
                next,
                Request::Rows(_)
                    | Request::History(_)
                    | Request::Alike(_)
                    | Request::Source(_)
                    | Request::Progress { parts: false }
                    | Request::Afterwards(_)
            )
        })
    }

    fn first_in_sight(&self) -> Option<usize> {
        self.0.iter().position(|request| !matches!(request, Request::Ahead(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Edit;
    use crate::facets::{Filter, Order};
    use crate::model::RowId;

    fn rows(rows: std::ops::Range<i64>) -> Vec<RowId> {
        rows.map(RowId).collect()
    }

    fn decide(row: i64) -> Request {
        Request::Decide { rows: vec![RowId(row)], edits: Vec::<Edit>::new() }
    }

    fn find(generation: u64) -> Request {
        Request::Find { generation, filter: Filter::default(), order: Order::default() }
    }

    #[test]
    fn what_is_not_in_sight_comes_last_and_in_pieces() {
        let check = |asked: Vec<Request>, answered: Vec<Request>| {
            let mut waiting = Waiting::default();
            asked.into_iter().for_each(|request| waiting.push(request));
            let order: Vec<Request> = std::iter::from_fn(|| waiting.next()).collect();
            assert_eq!(order, answered);
        };
        check(vec![find(1), decide(7), find(2)], vec![decide(7), find(2)]);
        check(
            vec![Request::Ahead(rows(0..10)), Request::History(RowId(3)), decide(7)],
            vec![
                Request::History(RowId(3)),
                decide(7),
                Request::Ahead(rows(0..8)),
                Request::Ahead(rows(8..10)),
            ],
        );
        check(
            vec![Request::Ahead(rows(0..3)), Request::Rows(rows(5..6)), Request::Ahead(rows(6..8))],
            vec![Request::Rows(rows(5..6)), Request::Ahead(rows(6..8))],
        );
        check(vec![], vec![]);
    }

    #[test]
    fn a_key_comes_between_two_pieces() {
        let mut waiting = Waiting::default();
        waiting.push(Request::Ahead(rows(0..20)));
        assert_eq!(waiting.next(), Some(Request::Ahead(rows(0..8))));
        waiting.push(decide(7));
        assert_eq!(waiting.next(), Some(decide(7)));
        assert_eq!(waiting.next(), Some(Request::Ahead(rows(8..16))));
    }

    #[test]
    fn answers_wait_only_for_brief_ones() {
        let check = |asked: Vec<Request>, brief: bool| {
            let mut waiting = Waiting::default();
            asked.iter().for_each(|request| waiting.push(request.clone()));
            assert_eq!(waiting.is_brief(), brief, "{asked:?}");
        };
        check(vec![], false);
        check(vec![Request::History(RowId(1)), find(1)], true);
        check(vec![find(1), Request::History(RowId(1))], false);
        check(vec![Request::Ahead(rows(0..9))], false);
        check(vec![Request::Ahead(rows(0..9)), Request::Alike(RowId(1))], true);
        check(vec![Request::Progress { parts: true }], false);
        check(vec![decide(1)], false);
    }
}
