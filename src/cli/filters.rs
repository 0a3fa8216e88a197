//! The filters that `list` and `export` share.

use crate::desk::export::Selected;
use crate::desk::{Desk, check_query};
use crate::error::{Error, Result};
use crate::facets::{Facet, Filter, Order, OrderBy, Pick, Said};
use crate::model::{DateRange, Kind, Response, Verdict};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use std::sync::Arc;

/// The same filter twice means or, different filters mean and.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Filters (the same twice: or; different ones: and)")]
pub struct Filters {
    /// What is saved under this name; what the line says of the same field counts instead
    #[arg(long, value_name = "NAME")]
    filter: Option<String>,
    /// Tagged with cluster N (1-6); ~N: suggested and not tagged yet
    #[arg(long, value_name = "N")]
    cluster: Vec<String>,
    /// Tagged with objective N (1-23); ~N: suggested and not tagged yet
    #[arg(long, value_name = "N")]
    objective: Vec<String>,
    /// Tagged with a concept of any scheme, such as element:v
    #[arg(long, value_name = "SCHEME:N")]
    concept: Vec<String>,
    /// Without a tag of this scheme
    #[arg(long, value_name = "SCHEME")]
    untagged: Vec<String>,
    /// unreviewed, keep, drop or later
    #[arg(long, value_name = "VERDICT")]
    verdict: Vec<String>,
    /// listed, narrative or manual
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// In this document
    #[arg(long, value_name = "ID")]
    document: Vec<String>,
    /// In a document of this language (en, fr, es, …)
    #[arg(long, value_name = "LANGUAGE")]
    language: Vec<String>,
    /// In a document of this region
    #[arg(long, value_name = "REGION")]
    region: Vec<String>,
    /// Made by
    #[arg(long, value_name = "NAME")]
    proposer: Vec<String>,
    /// Addressed to
    #[arg(long, value_name = "NAME")]
    addressee: Vec<String>,
    /// supported, noted or under-examination
    #[arg(long, value_name = "RESPONSE")]
    response: Vec<String>,
    /// In a document dated this day or later (2023-11-28, 2023-11 or 2023)
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// In a document dated this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// What this reviewer decided, as they did; any: whoever decided
    #[arg(long, value_name = "NAME|any")]
    decided_by: Option<String>,
    /// What says the same as this recommendation, and it; any: whatever is said more than once
    #[arg(long, value_name = "ID|any")]
    alike: Option<String>,
    /// Words in any form, "phrases", beginn*, field:value, and, or, not, brackets; see the README
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    search: Option<String>,
    /// Most like this recommendation in their words, the most alike first
    #[arg(long, value_name = "ID")]
    like: Option<String>,
}

impl Filters {
    /// What a filter made of these lets through, in an order: of the reviewer's own state, or of somebody's decisions.
    pub fn select(&self, desk: &mut Desk, filter: &Filter, order: Order) -> Result<Selected> {
        match self.decided_by.as_deref() {
            Some(name) => desk.find_decided_by((name != "any").then_some(name), filter, order),
            None => {
                let me: Arc<str> = desk.reviewer().into();
                Ok(desk.find_ordered(filter, order)?.rows.iter().map(|row| (me.clone(), *row)).collect())
            }
        }
    }

    /// Whose decisions were asked for, where somebody's were.
    pub fn decided_by(&self) -> Option<&str> {
        self.decided_by.as_deref()
    }

    /// The filters as a phrase, for the record of an export: "verdict keep; cluster 3 or 5; search “data”".
    pub fn in_words(&self, only_kept: bool) -> String {
        let kept = [Verdict::Keep.word().to_string()];
        let verdict: &[String] = if only_kept { &kept } else { &self.verdict };
        let several: [(&str, &[String]); 12] = [
            ("verdict", verdict),
            ("cluster", &self.cluster),
            ("objective", &self.objective),
            ("concept", &self.concept),
            ("untagged", &self.untagged),
            ("kind", &self.kind),
            ("document", &self.document),
            ("language", &self.language),
            ("region", &self.region),
            ("proposer", &self.proposer),
            ("addressee", &self.addressee),
            ("response", &self.response),
        ];
        let one = [
            ("saved filter", &self.filter),
            ("since", &self.since),
            ("until", &self.until),
            ("decided by", &self.decided_by),
            ("alike", &self.alike),
            ("search", &self.search),
            ("like", &self.like),
        ];
        let several = several.iter().filter(|(_, values)| !values.is_empty());
        let mut words: Vec<String> =
            several.map(|(name, values)| format!("{name} {}", values.join(" or "))).collect();
        words.extend(one.iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_deref()?))));
        if words.is_empty() { "none".to_string() } else { words.join("; ") }
    }

    /// The filter that these words mean.
    pub fn filter(&self, desk: &Desk) -> Result<Filter> {
        let mut filter = self.checked()?;
        if let Some(id) = &self.like {
            filter.like = Some(desk.id_of(id)?.to_string());
        }
        if let Some(name) = &self.filter {
            filter = desk.saved_filter(name)?.overridden_by(filter);
        }
        filter.said = self.said(desk)?;
        for document in &self.document {
            filter.pick(Facet::Document, Pick::Is(desk.document(document)?.id.to_string()));
        }
        Ok(filter)
    }

    fn said(&self, desk: &Desk) -> Result<Option<Said>> {
        Ok(match self.alike.as_deref() {
            None => None,
            Some("any") => Some(Said::MoreThanOnce),
            Some(id) => Some(Said::With(desk.id_of(id)?)),
        })
    }

    /// The filter without what only a store knows; what is wrong with it is a usage error.
    pub fn checked(&self) -> Result<Filter> {
        if let Some(search) = &self.search {
            check_query(search).map_err(|wrong| {
                Error::usage(format!("--search {wrong}")).hint("see: the table of search terms in the README")
            })?;
        }
        let mut filter = Filter { search: self.search.clone(), ..Filter::default() };
        for (scheme, notations) in [(CLUSTER, &self.cluster), (OBJECTIVE, &self.objective)] {
            notations.iter().try_for_each(|n| pick_concept(&mut filter, scheme, n))?;
        }
        for concept in &self.concept {
            let (scheme, notation) = split_concept(concept)?;
            pick_concept(&mut filter, scheme, notation)?;
        }
        for scheme in &self.untagged {
            taxonomy::in_use().check_scheme(scheme)?;
            filter.untagged.insert(scheme.clone());
        }
        pick_words(
            &mut filter,
            Facet::Verdict,
            "verdict",
            &self.verdict,
            Verdict::ALL.iter().map(|v| v.word()),
        )?;
        pick_words(&mut filter, Facet::Kind, "kind", &self.kind, Kind::ALL.iter().map(|k| k.word()))?;
        pick_words(
            &mut filter,
            Facet::Response,
            "response",
            &self.response,
            Response::ALL.iter().map(|r| r.word()),
        )?;
        for word in &self.language {
            filter.pick(Facet::Language, Pick::Is(super::import::language(word)?));
        }
        let names = [
            (Facet::Region, &self.region),
            (Facet::Proposer, &self.proposer),
            (Facet::Addressee, &self.addressee),
        ];
        for (facet, values) in names {
            values.iter().for_each(|v| filter.pick(facet.clone(), Pick::Is(v.clone())));
        }
        filter.since = self.since.as_deref().map(DateRange::parse).transpose()?.map(|d| d.first_day());
        filter.until = self.until.as_deref().map(DateRange::parse).transpose()?.map(|d| d.last_day());
        Ok(filter)
    }
}

/// An order as it is written on the command line.
pub fn order(word: &str) -> std::result::Result<Order, String> {
    let known = OrderBy::ALL.map(OrderBy::word).join(", ");
    Order::from_word(word)
        .ok_or_else(|| format!("no such order; one of: {known}; with :desc the other way round"))
}

/// "element:v" as scheme and notation.
pub fn split_concept(concept: &str) -> Result<(&str, &str)> {
    concept.split_once(':').ok_or_else(|| {
        Error::usage(format!("‘{concept}’ names no concept")).hint("write SCHEME:NOTATION, such as element:v")
    })
}

fn pick_concept(filter: &mut Filter, scheme: &str, notation: &str) -> Result<()> {
    let (notation, suggested) = match notation.strip_prefix('~') {
        Some(rest) => (rest, true),
        None => (notation, false),
    };
    taxonomy::in_use().check(scheme, notation)?;
    let value = notation.to_string();
    filter.pick(
        Facet::Concept(scheme.into()),
        if suggested { Pick::Suggested(value) } else { Pick::Is(value) },
    );
    Ok(())
}

fn pick_words<'a>(
    filter: &mut Filter,
    facet: Facet,
    what: &str,
    words: &[String],
    known: impl Iterator<Item = &'a str>,
) -> Result<()> {
    let known: Vec<&str> = known.collect();
    for word in words {
        if !known.contains(&word.as_str()) {
            return Err(Error::usage(format!("there is no {what} ‘{word}’"))
                .hint(format!("one of: {}", known.join(", "))));
        }
        filter.pick(facet.clone(), Pick::Is(word.clone()));
    }
    Ok(())
}
