//! The region that a document speaks of, where it names one alone.

use super::Line;
use crate::model::text::fold;

/// Wordings of the regions (in the order of the taxonomy's list) and of what is none of them, folded.
const REGIONS: [&[&str]; 6] = [
    &[
        "africa",
        "african",
        "afrique",
        "africain",
        "africaine",
        "africains",
        "africaines",
        "africano",
        "africana",
        "africanos",
    ],
    &[
        "arab states",
        "arab region",
        "arab countries",
        "etats arabes",
        "region arabe",
        "estados arabes",
        "الدول العربية",
        "المنطقة العربية",
    ],
    &[
        "asia and the pacific",
        "asia-pacific",
        "asia pacific",
        "asie et pacifique",
        "asie-pacifique",
        "asie et le pacifique",
        "asia y el pacifico",
        "asia e pacifico",
    ],
    &["europe", "north america", "ece region", "amerique du nord", "europa", "america del norte"],
    &[
        "latin america",
        "caribbean",
        "amerique latine",
        "caraibes",
        "america latina",
        "caribe",
        "south america",
        "central america",
    ],
    &["americas", "ameriques", "interregional", "inter-regional", "cross-regional"],
];

/// The region that the title names, or that alone is named, more than once, in the beginning.
pub(super) fn region(title: Option<&str>, head: &[Line]) -> Option<String> {
    let only = |text: &str, least: usize| {
        let text = format!(" {} ", fold(text).replace(|c: char| !c.is_alphanumeric() && c != '-', " "));
        let counts =
            REGIONS.map(|names| names.iter().map(|n| text.matches(&format!(" {n} ")).count()).sum::<usize>());
        let mut named = counts.iter().enumerate().filter(|(_, n)| **n > 0);
        let (at, count) = named.next()?;
        let region = crate::taxonomy::built_in().regions.get(at)?;
        (named.next().is_none() && *count >= least).then(|| region.clone())
    };
    let named_by_title = title.and_then(|t| only(t, 1));
    named_by_title.or_else(|| {
        let all: Vec<&str> = title.into_iter().chain(head.iter().map(|l| l.words)).collect();
        only(&all.join(" "), 2)
    })
}
