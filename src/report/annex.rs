//! The Markdown annex: recommendations by cluster and objective, each with its source.

use crate::model::text::one_line;
use crate::model::{Document, Recommendation};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The annex of these recommendations. Each stands in full once, under the first of its clusters and objectives in the
/// order of the schemes; its other tags are named beside its source. `made` says how it was made (date, filter, store).
pub fn markdown(recommendations: &[Recommendation], made: &str) -> String {
    let mut out = String::from("# Recommendations by cluster and objective\n\n");
    let _ = writeln!(out, "{} recommendations. {}\n", recommendations.len(), escape(made));
    let mut groups: BTreeMap<(usize, usize), Vec<&Recommendation>> = BTreeMap::new();
    for r in recommendations {
        groups.entry((first_place(r, CLUSTER), first_place(r, OBJECTIVE))).or_default().push(r);
    }
    let (mut number, mut cluster_now) = (0, None);
    for ((cluster, objective), members) in groups {
        if cluster_now != Some(cluster) {
            cluster_now = Some(cluster);
            let _ = writeln!(out, "## {}\n", heading(CLUSTER, "Cluster", cluster));
        }
        let _ = writeln!(out, "### {}\n", heading(OBJECTIVE, "Objective", objective));
        for r in members {
            number += 1;
            let _ = writeln!(out, "{number}. {}  \n   {}", escape(&r.text), source(r));
            if let Some(note) = &r.note {
                let _ = writeln!(out, "   Note: {}", escape(note));
            }
        }
        out.push('\n');
    }
    sources(&mut out, recommendations);
    out
}

fn first_place(r: &Recommendation, scheme: &str) -> usize {
    let known = taxonomy::built_in().scheme(scheme);
    let places = r.tags_in(scheme).iter().filter_map(|n| known.map(|s| s.position(n)));
    places.min().unwrap_or(usize::MAX)
}

fn heading(scheme: &str, word: &str, place: usize) -> String {
    let concept = taxonomy::built_in().scheme(scheme).and_then(|s| s.concepts.get(place));
    match concept {
        Some(c) => format!("{word} {}. {}", c.notation, escape(&c.title)),
        None => format!("No {}", word.to_lowercase()),
    }
}

/// "*(Title, p. 12, Annex I > Data; proposed by X; also objective 9)*"
fn source(r: &Recommendation) -> String {
    let mut parts = vec![escape(r.document.name())];
    parts.extend(r.page.map(|page| format!("p. {page}")));
    parts.extend((!r.section.is_empty()).then(|| escape(&r.section.join(" > "))));
    let mut said = vec![parts.join(", ")];
    if let Some(lead_in) = &r.lead_in {
        said.push(format!("“{}”", escape(lead_in)));
    }
    if !r.proposers.is_empty() {
        said.push(format!("proposed by {}", escape(&r.proposers.join(", "))));
    }
    for (scheme, tags) in &r.tags {
        let known = taxonomy::built_in().scheme(scheme);
        let first = known.map_or(usize::MAX, |_| first_place(r, scheme));
        let shown_above = |tag: &&String| {
            (scheme == CLUSTER || scheme == OBJECTIVE) && known.is_some_and(|s| s.position(tag) == first)
        };
        let others: Vec<&str> = tags.iter().filter(|t| !shown_above(t)).map(String::as_str).collect();
        if !others.is_empty() {
            said.push(format!("also {scheme} {}", others.join(", ")));
        }
    }
    format!("*({})*", said.join("; "))
}

fn sources(out: &mut String, recommendations: &[Recommendation]) {
    let mut documents: Vec<&Document> = Vec::new();
    for r in recommendations {
        if !documents.iter().any(|d| d.id == r.document.id) {
            documents.push(&r.document);
        }
    }
    if documents.is_empty() {
        return;
    }
    out.push_str("## Sources\n\n");
    for d in documents {
        let details = &d.details;
        let date = details.date.as_ref().map(|d| d.as_str());
        let known = [details.event.as_deref(), details.place.as_deref(), date, details.region.as_deref()];
        let known: Vec<String> = known.into_iter().flatten().map(escape).collect();
        let known = if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
        let _ = writeln!(out, "- {}{known}: {}", escape(d.name()), escape(&d.source));
    }
}

/// Words of a document as Markdown that shows just them.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escape("a *b* <script> [x](y)\n# z"), "a \\*b\\* \\<script\\> \\[x\\](y) \\# z");
    }
}
