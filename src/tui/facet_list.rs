//! The rows of the facets pane, made anew when counts change.

use super::fit::safe;
use crate::desk::Found;
use crate::facets::{Counts, Facet, Filter, Pick};
use crate::model::{Document, Kind, Scheme, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacetRow {
    /// A facet's name.
    Heading(String),
    /// A value that can be picked.
    Value(FacetValue),
    /// How many more values there are than can be shown.
    More(usize),
    /// Room between facets.
    Gap,
}

/// So many values of a facet are shown; thousands of documents are better searched for. What is picked always is.
const MOST: usize = Counts::DOCUMENTS;

/// A value of a facet with its live counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// Which facet.
    pub facet: Facet,
    /// The value as filters name it.
    pub value: String,
    /// What to call it, safe to show.
    pub label: String,
    /// How many have it.
    pub having: usize,
    /// For how many it is suggested while they have no tag of the scheme.
    pub suggested: usize,
    /// Whether the filter picks it.
    pub picked: bool,
}

/// Rows with a cursor that stays on its value while counts change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetList {
    /// All rows.
    pub rows: Vec<FacetRow>,
    /// Which row is under the cursor; always a value where there is one.
    pub cursor: usize,
    /// First row shown.
    pub top: usize,
}

impl FacetList {
    /// Makes the rows anew.
    pub fn rebuild(&mut self, found: &Found, documents: &[Document], filter: &Filter) {
        let under = self.under_cursor().map(|v| (v.facet.clone(), v.value.clone()));
        self.rows = rows(&found.counts, documents, filter);
        let same = |row: &FacetRow| match (row, &under) {
            (FacetRow::Value(v), Some((facet, value))) => v.facet == *facet && v.value == *value,
            _ => false,
        };
        self.cursor = self.rows.iter().position(same).unwrap_or(self.cursor);
        self.go(0);
    }

    /// The value under the cursor.
    pub fn under_cursor(&self) -> Option<&FacetValue> {
        match self.rows.get(self.cursor) {
            Some(FacetRow::Value(value)) => Some(value),
            _ => None,
        }
    }

    /// Moves by so many values.
    pub fn go(&mut self, by: isize) {
        let values: Vec<usize> = self.values().collect();
        let at = values.partition_point(|row| *row < self.cursor).min(values.len().saturating_sub(1));
        let to = at.saturating_add_signed(by).min(values.len().saturating_sub(1));
        self.cursor = values.get(to).copied().unwrap_or(0);
    }

    /// Moves to the first value of the next facet, or of this one or the one before.
    pub fn go_facet(&mut self, forward: bool) {
        let firsts: Vec<usize> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| matches!(row, FacetRow::Heading(_)))
            .map(|(at, _)| at + 1)
            .collect();
        let to = match forward {
            true => firsts.iter().find(|at| **at > self.cursor),
            false => firsts.iter().rev().find(|at| **at < self.cursor),
        };
        self.cursor = to.copied().unwrap_or(self.cursor);
    }

    /// How many rows find room in a pane of this height: where not all of them do, the last line says so.
    pub fn shown(&self, height: usize) -> usize {
        if self.rows.len() > height && height > 3 { height - 1 } else { height }
    }

    /// Scrolls so that the cursor, and the heading over it, are among so many rows.
    pub fn follow(&mut self, height: usize) {
        let heading = self.rows[..self.cursor.min(self.rows.len())].last();
        let from = self.cursor - usize::from(matches!(heading, Some(FacetRow::Heading(_))));
        if from < self.top {
            self.top = from;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }

    fn values(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().enumerate().filter(|(_, r)| matches!(r, FacetRow::Value(_))).map(|(at, _)| at)
    }
}

/// Puts a value of a facet into a filter or takes it out. Concepts are picked tagged or suggested alike.
pub fn toggle(filter: &mut Filter, facet: &Facet, value: &str) {
    let picks = filter.picks.entry(facet.clone()).or_default();
    let before = picks.len();
    picks.retain(|p| p.value() != value);
    if picks.len() == before {
        picks.insert(pick(facet, value));
    }
    if picks.is_empty() {
        filter.picks.remove(facet);
    }
}

/// Makes a value the only pick of its facet, or takes the picks out where it was the only one.
pub fn only(filter: &mut Filter, facet: &Facet, value: &str) {
    let was_only = filter.has(facet, value) && filter.picks.get(facet).is_some_and(|p| p.len() == 1);
    filter.picks.remove(facet);
    if !was_only {
        filter.pick(facet.clone(), pick(facet, value));
    }
}

fn pick(facet: &Facet, value: &str) -> Pick {
    match facet {
        Facet::Concept(_) => Pick::Either(value.to_string()),
        _ => Pick::Is(value.to_string()),
    }
}

/// What to call a value of a facet.
pub fn label(facet: &Facet, value: &str, documents: &[Document]) -> String {
    match facet {
        Facet::Concept(scheme) => match in_use().concept(scheme, value) {
            Some(concept) => concept.name(),
            None => safe(&format!("{scheme} {value}")),
        },
        Facet::Document => {
            let document = documents.iter().find(|d| d.id.as_str() == value);
            safe(document.map_or(value, Document::name))
        }
        Facet::Language => language(value).to_string(),
        _ => safe(value),
    }
}

fn language(code: &str) -> &str {
    match code {
        "ar" => "Arabic",
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "pt" => "Portuguese",
        other => other,
    }
}

/// The notations of a scheme that are rows: all clusters and objectives, so that silence shows; of other schemes those
/// that something has, in the order of the scheme.
fn notations(scheme: &Scheme, mut counted: Vec<String>) -> Vec<String> {
    if [CLUSTER, OBJECTIVE].contains(&scheme.id.as_str()) {
        return scheme.concepts.iter().map(|c| c.notation.clone()).collect();
    }
    counted.sort_by_key(|notation| scheme.position(notation));
    counted
}

fn rows(counts: &Counts, documents: &[Document], filter: &Filter) -> Vec<FacetRow> {
    let concept = |scheme: &str| Facet::Concept(scheme.to_string());
    let counted = |facet: &Facet| -> Vec<String> {
        let values = counts.facets.get(facet).into_iter().flatten().enumerate();
        let shown = values.filter(|(n, count)| *n < MOST || filter.has(facet, &count.value));
        shown.map(|(_, count)| count.value.to_string()).collect()
    };
    let verdicts = Verdict::ALL.iter().map(|v| v.word().to_string()).collect();
    let kinds = Kind::ALL.iter().map(|k| k.word().to_string());
    let kinds = kinds.filter(|k| counts.of(&Facet::Kind, k).is_some()).collect();
    let of_scheme = |scheme: &'static Scheme| {
        let facet = concept(&scheme.id);
        (scheme.label.as_str(), notations(scheme, counted(&facet)), facet)
    };
    let of_facet = |name: &'static str, facet: Facet| (name, counted(&facet), facet);
    // The first scheme stands on top, in sight; the others behind the facets that are short.
    let mut schemes = in_use().shown().into_iter().map(of_scheme);
    let groups: Vec<(&str, Vec<String>, Facet)> = schemes
        .next()
        .into_iter()
        .chain([
            ("Verdict", verdicts, Facet::Verdict),
            ("Kind", kinds, Facet::Kind),
            of_facet("Document", Facet::Document),
            of_facet("Language", Facet::Language),
            of_facet("Region", Facet::Region),
        ])
        .chain(schemes)
        .collect();
    // Both are in the order of import: thousands of documents are not searched through for each of them.
    let mut left = documents.iter();
    let mut called = |facet: &Facet, value: &str| match facet {
        Facet::Document => {
            let document = left.find(|d| d.id.as_str() == value);
            safe(document.map_or(value, Document::name))
        }
        _ => label(facet, value, &[]),
    };
    let mut rows = Vec::new();
    for (name, values, facet) in groups.into_iter().filter(|(_, values, _)| !values.is_empty()) {
        if !rows.is_empty() {
            rows.push(FacetRow::Gap);
        }
        rows.push(FacetRow::Heading(name.to_string()));
        let left_out = if facet == Facet::Document { counts.more_documents } else { 0 };
        let more = left_out + counts.facets.get(&facet).map_or(0, Vec::len).saturating_sub(values.len());
        rows.extend(values.into_iter().map(|value| {
            let count = counts.of(&facet, &value);
            FacetRow::Value(FacetValue {
                label: called(&facet, &value),
                having: count.map_or(0, |c| c.having),
                suggested: count.map_or(0, |c| c.suggested),
                picked: filter.has(&facet, &value),
                facet: facet.clone(),
                value,
            })
        }));
        rows.extend((more > 0).then_some(FacetRow::More(more)));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::Count;

    fn list(filter: &Filter) -> FacetList {
        let mut found = Found::default();
        let count = |value: &str, having, suggested| Count { value: value.into(), having, suggested };
        found.counts.facets.insert(Facet::Kind, vec![count("narrative", 2, 0), count("listed", 9, 0)]);
        found.counts.facets.insert(Facet::Concept("cluster".into()), vec![count("3", 1, 7)]);
        let mut list = FacetList::default();
        list.rebuild(&found, &[], filter);
        list
    }

    #[test]
    fn all_clusters_verdicts_and_objectives_are_rows_of_their_own() {
        let list = list(&Filter::default());
        let value = |facet: &Facet, value: &str| {
            let mut found = list.rows.iter().filter_map(|row| match row {
                FacetRow::Value(v) if v.facet == *facet && v.value == value => {
                    Some((v.label.as_str(), v.having, v.suggested))
                }
                _ => None,
            });
            found.next()
        };
        let cluster = Facet::Concept("cluster".into());
        assert_eq!(value(&cluster, "3"), Some(("3 International cooperation and governance", 1, 7)));
        assert_eq!(value(&cluster, "6"), Some(("6 Smuggling and trafficking", 0, 0)));
        assert_eq!(value(&Facet::Verdict, "later"), Some(("later", 0, 0)));
        assert_eq!(value(&Facet::Kind, "manual"), None);
        assert!(value(&Facet::Concept("objective".into()), "23").is_some());
    }

    #[test]
    fn of_other_schemes_only_what_is_spoken_of_is_a_row() {
        let count = |value: &str, having, suggested| Count { value: value.into(), having, suggested };
        let mut found = Found::default();
        let groups = vec![count("children", 0, 2), count("gone", 1, 0), count("women", 3, 1)];
        found.counts.facets.insert(Facet::Concept("group".into()), groups);
        let mut list = FacetList::default();
        list.rebuild(&found, &[], &Filter::default());
        let group = list.rows.iter().position(|row| *row == FacetRow::Heading("Group".into())).unwrap();
        let shown: Vec<&str> = list.rows[group + 1..]
            .iter()
            .map_while(|row| if let FacetRow::Value(value) = row { Some(value.label.as_str()) } else { None })
            .collect();
        assert_eq!(shown, ["Children", "Women", "group gone"]);
        assert!(!list.rows.contains(&FacetRow::Heading("Element".into())));
    }

    #[test]
    fn the_cursor_stands_on_values_only_and_stays_on_its_value() {
        let mut list = list(&Filter::default());
        assert_eq!(list.under_cursor().map(|v| v.value.as_str()), Some("1"));
        list.go(6);
        assert_eq!(list.under_cursor().map(|v| v.value.as_str()), Some("unreviewed"));
        list.go_facet(false);
        assert_eq!(list.under_cursor().map(|v| v.value.as_str()), Some("1"));
        list.go_facet(true);
        list.go_facet(true);
        assert_eq!(list.under_cursor().map(|v| v.value.as_str()), Some("listed"));
        list.go(isize::MIN);
        list.go(isize::MAX);
        assert_eq!(list.under_cursor().map(|v| v.value.as_str()), Some("23"));
        list.rebuild(&Found::default(), &[], &Filter::default());
        assert_eq!(list.under_cursor().map(|v| v.value.as_str()), Some("23"));
    }

    #[test]
    fn picks_are_toggled_and_exchanged() {
        let cluster = Facet::Concept("cluster".into());
        let mut filter = Filter::default();
        toggle(&mut filter, &cluster, "3");
        toggle(&mut filter, &cluster, "4");
        assert_eq!(filter.picks[&cluster].len(), 2);
        only(&mut filter, &cluster, "3");
        assert_eq!(filter.picks[&cluster].iter().collect::<Vec<_>>(), [&Pick::Either("3".into())]);
        only(&mut filter, &cluster, "3");
        assert!(filter.is_empty());
        filter.pick(cluster.clone(), Pick::Is("3".into()));
        toggle(&mut filter, &cluster, "3");
        assert!(filter.is_empty());
    }
}
