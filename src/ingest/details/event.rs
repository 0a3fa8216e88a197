//! The meeting that a title or a line of a cover names.

use super::cover::{bare, is_link};
use crate::ingest::dates;
use crate::model::text::fold;

/// Nouns that name meetings and processes, folded.
const MEETINGS: &[&str] = &[
    "meeting",
    "dialogue",
    "conference",
    "forum",
    "consultation",
    "consultations",
    "review",
    "workshop",
    "summit",
    "seminar",
    "symposium",
    "retreat",
    "roundtable",
    "hearing",
    "reunion",
    "rencontre",
    "atelier",
    "examen",
    "sommet",
    "seminaire",
    "colloque",
    "conferencia",
    "foro",
    "dialogo",
    "consulta",
    "taller",
    "cumbre",
    "seminario",
    "encuentro",
    "reuniao",
    "encontro",
];
/// Words that stand before such a noun without a capital, folded.
const ADJECTIVES: &[&str] = &[
    "regional",
    "interregional",
    "inter-regional",
    "cross-regional",
    "global",
    "high-level",
    "ministerial",
    "annual",
    "national",
    "technical",
    "thematic",
    "international",
    "subregional",
    "de",
    "haut",
    "niveau",
    "du",
    "troisieme",
    "second",
    "third",
    "first",
];

/// Words that stand before the name of a meeting in a title; the first of them begin it.
const REPORTS: &[&str] = &[
    "report",
    "summary",
    "outcome",
    "outcomes",
    "conclusions",
    "proceedings",
    "rapport",
    "compte",
    "rendu",
    "resume",
    "informe",
    "relatoria",
    "acta",
    "relatorio",
    "final",
    "executive",
    "document",
    "of",
    "the",
    "on",
    "de",
    "la",
    "le",
    "du",
    "des",
    "del",
    "los",
    "las",
    "el",
    "sur",
    "sobre",
    "from",
    "note",
    "nota",
];
/// How many of them begin a title.
const BEGINNINGS: usize = 17;
/// Nouns that say nothing of a meeting where they begin a line and no "of" or "on" follows, or what follows is no name.
const LOOSE: &[&str] = &[
    "meeting",
    "review",
    "workshop",
    "summit",
    "hearing",
    "retreat",
    "roundtable",
    "seminar",
    "examen",
    "consulta",
];

/// Whether a folded word is a noun that names meetings.
pub(super) fn is_meeting(word: &str) -> bool {
    MEETINGS.contains(&word)
}

/// The meeting that a title names: by beginning with it, after "Report of the", or after a dash or colon.
pub(super) fn event(title: &str) -> Option<String> {
    let mut rest = title;
    let mut opens = true;
    loop {
        let end = [":", "|", " – ", " — ", " - "].iter().filter_map(|s| Some((rest.find(s)?, s.len()))).min();
        let part = rest[..end.map_or(rest.len(), |(at, _)| at)].trim();
        if let Some(event) = named(part, opens) {
            return Some(event);
        }
        let (at, len) = end?;
        rest = &rest[at + len..];
        opens = false;
    }
}

/// The meeting that a part of a title names; `opens` where it is the first part.
fn named(name: &str, opens: bool) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let noun = words.iter().take(8).position(|w| is_meeting(&bare(w)))?;
    let mut start = 0;
    if words.first().is_some_and(|w| REPORTS[..BEGINNINGS].contains(&bare(w).as_str())) {
        start = words[..noun].iter().position(|w| !REPORTS.contains(&bare(w).as_str())).unwrap_or(noun);
    }
    let next = words.get(noun + 1).map(|w| bare(w)).unwrap_or_default();
    let is_loose = noun == 0 && LOOSE.contains(&bare(words[0]).as_str());
    if is_loose && (!opens || !matches!(next.as_str(), "of" | "on" | "for" | "between" | "de" | "du" | "des"))
    {
        return None;
    }
    let leads_up =
        |w: &&str| w.starts_with(|c: char| !c.is_lowercase()) || ADJECTIVES.contains(&bare(w).as_str());
    let ends_there =
        !words[noun..].iter().any(|w| matches!(bare(w).as_str(), "report" | "rapport" | "informe"));
    (words[start..noun].iter().all(leads_up) && noun - start <= 5 && words.len() - start >= 3 && ends_there)
        .then(|| words[start..].join(" "))
}

/// The line without a date at its end, and without the place before it.
pub(super) fn without_when_and_where(line: &str, place: Option<&str>) -> String {
    const ENDS: &[char] = &[' ', ',', '-', '–', '—', '·', '|', ';', ':'];
    let strip = |mut text: &'_ str| -> usize {
        loop {
            text = text.trim_end_matches(ENDS);
            match text.rsplit_once(' ') {
                Some((before, last)) if is_link(&fold(last)) || fold(last) == "held" => text = before,
                _ => return text.len(),
            }
        }
    };
    let mut end = line.trim_end().len();
    let dates = dates::find(line);
    let last = dates.last().filter(|d| line[d.place.end..].split_whitespace().count() <= 3);
    if let Some(date) = last.filter(|d| d.has_year() && d.place.start > 0) {
        end = strip(&line[..date.place.start]);
    }
    let kept = &line[..end];
    for part in place.into_iter().flat_map(|p| [p, p.split(',').next().unwrap_or(p)]) {
        let before = kept.strip_suffix(part);
        let apart = |b: &str| last.is_some() || b.trim_end().ends_with([',', ')', '–', '—', '-', '|', '·']);
        if let Some(before) = before.filter(|b| !b.trim().is_empty() && apart(b)) {
            return line[..strip(before)].to_string();
        }
    }
    kept.to_string()
}
