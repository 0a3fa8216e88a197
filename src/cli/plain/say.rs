//! A recommendation in lines to be heard: what it says first, then what is known and proposed.

use crate::desk::Taking;
use crate::model::text::one_line;
use crate::model::{Decision, Recommendation, StepKind, Verdict};
use crate::taxonomy;
use crate::taxonomy::{CLUSTER, OBJECTIVE};

/// How many suggestions of a scheme are told.
const TOLD: usize = 4;

/// The lines that tell a recommendation at a place of the list, from 1.
pub fn recommendation(r: &Recommendation, place: usize, of: usize, taking: &Taking) -> Vec<String> {
    let page = r.page.map_or(String::new(), |p| format!(", page {p}"));
    let mut lines = vec![format!("{place} of {of}: {}, {}{page}.", r.verdict, r.kind)];
    lines.extend(r.lead_in.as_deref().map(one_line));
    lines.push(one_line(&r.text));
    for (scheme, tags) in r.tags.iter().filter(|(_, tags)| !tags.is_empty()) {
        let tags: Vec<String> = tags.iter().map(|tag| labelled(scheme, tag)).collect();
        lines.push(format!("Tagged {scheme} {}.", tags.join(", ")));
    }
    lines.extend(r.note.as_deref().map(|note| format!("Note: {}", one_line(note))));
    let takes = takes(r, taking);
    if r.verdict == Verdict::Unreviewed && !takes.is_empty() {
        lines.push(format!("take sets {}.", takes.join(", ")));
    }
    if r.verdict == Verdict::Unreviewed && !takes.is_empty() && taking.leaves_no_cluster(r) {
        lines.push("take sets no cluster; cluster N does.".to_string());
    }
    lines
}

/// The suggestions with their letters and reasons.
pub fn suggestions(r: &Recommendation, taking: &Taking) -> Vec<String> {
    let mut lines = Vec::new();
    for scheme in [CLUSTER, OBJECTIVE] {
        for s in r.suggested.of(scheme).iter().take(TOLD) {
            let letter = taking.letter(scheme, &s.notation).map_or(String::new(), |l| format!("{l}: "));
            let words = one_line(&s.evidence.join(", "));
            let why = if words.is_empty() { String::new() } else { format!(", for: {words}") };
            let percent = s.score.clamp(0.0, 1.0) * 100.0;
            lines.push(format!(
                "{letter}{scheme} {}, {percent:.0} percent{why}",
                labelled(scheme, &s.notation)
            ));
        }
    }
    if lines.is_empty() {
        lines.push("Nothing is suggested.".to_string());
    }
    lines
}

/// What else is known of it.
pub fn facts(r: &Recommendation, history: &[Decision]) -> Vec<String> {
    let mut lines =
        vec![format!("Id {}.", r.id.short()), format!("Document: {}.", one_line(r.document.name()))];
    let section: Vec<String> = r.section.iter().map(|s| one_line(s)).collect();
    let named = [
        ("Section", section.join(" > ")),
        ("Made by", one_line(&r.proposers.join(", "))),
        ("Asks", one_line(&r.addressees.join(", "))),
        ("Response", r.response.map_or(String::new(), |r| r.to_string())),
        ("Taken for", one_line(&r.reason)),
    ];
    lines.extend(named.into_iter().filter(|(_, value)| !value.is_empty()).map(|(n, v)| format!("{n}: {v}.")));
    lines.extend(history.iter().map(|d| {
        let how = match d.kind {
            StepKind::Do => "",
            StepKind::Undo => "undo: ",
            StepKind::Redo => "redo: ",
        };
        let when = d.at.get(..16).unwrap_or(&d.at).replace('T', " ");
        format!("{when}, {}: {how}{}", one_line(&d.reviewer), one_line(&d.change.in_words()))
    }));
    lines
}

/// "cluster 3, objective 8" as "cluster 3 International cooperation, objective 8 Save lives".
pub fn with_labels(words: &str) -> String {
    let mut scheme = String::new();
    let labelled = |part: &str| {
        let (named, notation) = part.rsplit_once(' ').unwrap_or(("", part));
        if !named.is_empty() {
            scheme = named.to_string();
        }
        match taxonomy::in_use().concept(&scheme, notation) {
            Some(concept) => format!("{part} {}", concept.short),
            None => part.to_string(),
        }
    };
    words.split(", ").map(labelled).collect::<Vec<_>>().join(", ")
}

fn takes(r: &Recommendation, taking: &Taking) -> Vec<String> {
    let of = |scheme: &'static str| {
        let standing = taking.standing(r, scheme).into_iter();
        standing.map(move |notation| {
            let letter = taking.letter(scheme, notation).map_or(String::new(), |l| format!("{l} "));
            format!("{letter}{scheme} {}", labelled(scheme, notation))
        })
    };
    of(CLUSTER).chain(of(OBJECTIVE)).collect()
}

fn labelled(scheme: &str, notation: &str) -> String {
    match taxonomy::in_use().concept(scheme, notation) {
        Some(concept) => format!("{notation} {}", concept.short),
        None => one_line(notation),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_their_labels() {
        for (words, told) in [
            ("keep", "keep"),
            (
                "keep, cluster 5, objective 8, 20",
                "keep, cluster 5 Drivers of migration, objective 8 Save lives, 20 Remittances",
            ),
            ("cluster none", "cluster none"),
        ] {
            assert_eq!(with_labels(words), told);
        }
    }
}
