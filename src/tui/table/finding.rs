//! Actions that find: filters and orders.

use super::{Entry, clusters, row};
use crate::facets::OrderBy;
use crate::model::Verdict;
use crate::tui::action::{Action, Context};

/// Orders, after `s` as filters after `f`.
pub fn ordering() -> Vec<Entry> {
    let order = |by: OrderBy, hint, description: &str, keys| {
        row(Action::Order(by), &format!("order-{}", by.word()), hint, description, &[(Context::Screen, keys)])
    };
    vec![
        order(OrderBy::Reading, "reading order", "reading order; again: last first", "s d"),
        order(OrderBy::Certainty, "certainty", "most certain first; again: least certain first", "s c"),
        order(OrderBy::Title, "title", "order by the document's title; again: last first", "s t"),
        order(OrderBy::Date, "date", "order by the document's date; again: last first", "s w"),
        order(OrderBy::Page, "page", "order by page; again: last first", "s p"),
        order(OrderBy::Kind, "kind", "order by kind; again: last first", "s k"),
        order(OrderBy::Verdict, "verdict", "order by verdict; again: last first", "s v"),
        order(OrderBy::Cluster, "cluster", "order by cluster; again: last first", "s g"),
        order(OrderBy::Decided, "decided", "order by when it was decided; again: last first", "s l"),
        order(OrderBy::Region, "region", "order by the document's region; again: last first", "s r"),
    ]
}

pub fn filtering() -> Vec<Entry> {
    use Context::*;
    let mut table = Vec::new();
    for (n, label) in clusters() {
        let keys: &'static str =
            ["f 1  alt-1", "f 2  alt-2", "f 3  alt-3", "f 4  alt-4", "f 5  alt-5", "f 6  alt-6"]
                [usize::from(n) - 1];
        table.push(row(
            Action::FilterCluster(n),
            &format!("filter-cluster-{n}"),
            "filter",
            &format!("show only cluster {n}, {label}, tagged or suggested; again: all clusters"),
            &[(Screen, keys)],
        ));
    }
    let verdict = |v: Verdict, name: &str, keys| {
        let description = format!("show only verdict {v}; again: all verdicts");
        row(Action::FilterVerdict(v), name, v.word(), &description, &[(Screen, keys)])
    };
    table.extend([
        verdict(Verdict::Unreviewed, "filter-unreviewed", "f u"),
        verdict(Verdict::Keep, "filter-keep", "f y"),
        verdict(Verdict::Drop, "filter-drop", "f d"),
        verdict(Verdict::Later, "filter-later", "f l"),
        row(
            Action::FilterUntagged,
            "filter-untagged",
            "untagged",
            "show only what has no cluster tag; again: tagged or not",
            &[(Screen, "f t")],
        ),
        row(
            Action::FilterDocument,
            "filter-document",
            "this document",
            "show only the document of this recommendation; again: all documents",
            &[(Screen, "f f")],
        ),
        row(
            Action::FilterSaid,
            "filter-said-twice",
            "said twice",
            "show only what is said more than once; again: everything",
            &[(Screen, "f s")],
        ),
        row(
            Action::FilterAlike,
            "filter-alike",
            "alike",
            "show only what says the same as this recommendation; again: everything",
            &[(Screen, "f =")],
        ),
        row(Action::SaveFilter, "save-filter", "save", "save the filters under a name", &[(Screen, "f w")]),
        row(
            Action::SavedFilters,
            "saved-filters",
            "saved",
            "choose among the saved filters",
            &[(Screen, "f p")],
        ),
        row(
            Action::RemoveFilter,
            "remove-filter",
            "remove",
            "remove the saved filter under the cursor",
            &[(Chooser, "delete  ctrl-x")],
        ),
        row(
            Action::LikeThis,
            "like-this",
            "most like it",
            "show what is most like this recommendation; again: everything",
            &[(Screen, "f m")],
        ),
        row(
            Action::Jump,
            "jump",
            "go to",
            "go to a document, heading, objective, saved filter or action by its name",
            &[(Screen, "'")],
        ),
        row(Action::ClearFilters, "clear-filters", "clear", "show everything again", &[(Screen, "c")]),
    ]);
    table
}
