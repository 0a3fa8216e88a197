//! What a document says of itself: title, date, place, event, region, language. Only what it states; where its words
//! allow two answers there is none, because a wrong detail is worse than a missing one.

use super::dates::{self, Found};
use super::place;
use crate::model::text::fold;
use crate::model::{Block, BlockKind, DateRange, Details};

/// What a format's own fields state, where it has such fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stated {
    /// Title.
    pub title: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// Language tag, as written.
    pub language: Option<String>,
}

/// How many bytes of a document's beginning are looked at for what it says of itself.
const HEAD: usize = 6000;
/// How many blocks of it.
const HEAD_BLOCKS: usize = 16;
/// How much of one block.
const BLOCK: usize = 1500;
/// A block up to this length can be a line of a cover or a by-line.
const SHORT: usize = 160;
/// How long after a meeting a text about it may come out for the year to be taken from there, in days.
const FRESH: i64 = 60;

/// Finds the details of a document.
pub(super) fn find(text: &str, blocks: &[Block], stated: &Stated) -> Details {
    let head = head(text, blocks);
    let dateline = head.iter().filter(|b| b.is_prose()).take(4).find_map(|b| place::dateline(b.words));
    let title = stated.title.clone().or_else(|| title(&head));
    let published = stated.published.as_deref().and_then(published).or_else(|| byline_date(&head));
    let on_cover = cover(&head);
    let told = head.iter().filter(|b| b.is_prose()).find_map(|b| place::told(b.words));
    let in_words = told.as_ref().and_then(|t| t.date.as_ref());
    let meeting =
        [on_cover.as_ref().map(|(date, _)| date), in_words, dateline.as_ref().and_then(|d| d.date.as_ref())]
            .into_iter()
            .flatten()
            .find_map(|found| found.date().or_else(|| year_from(found, published.as_ref()?)));
    let place = on_cover
        .and_then(|(_, place)| place)
        .or_else(|| dateline.map(|d| d.place))
        .or_else(|| told.and_then(|t| t.place));
    Details {
        event: title.as_deref().and_then(event),
        region: region(title.as_deref(), &head),
        language: language(text, blocks, stated.language.as_deref()),
        date: meeting.or(published),
        title,
        place,
    }
}

/// A block of the document's beginning.
struct Line<'a> {
    kind: BlockKind,
    words: &'a str,
}

impl Line<'_> {
    fn is_prose(&self) -> bool {
        self.kind == BlockKind::Paragraph && self.words.len() > 100
    }

    fn is_short(&self) -> bool {
        self.words.len() <= SHORT
            && matches!(self.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Caption)
    }
}

fn head<'a>(text: &'a str, blocks: &[Block]) -> Vec<Line<'a>> {
    let near = blocks.iter().take(HEAD_BLOCKS).take_while(|b| b.start < HEAD);
    near.map(|b| Line { kind: b.kind, words: place::cut(&text[b.range()], BLOCK) }).collect()
}

/// The first outermost heading; else the line over the one that names place and day; else the first line, if it
/// stands over a text as a title does.
fn title(head: &[Line]) -> Option<String> {
    let fits = |l: &&Line| {
        let words = l.words.split_whitespace().count();
        l.words.len() <= 300
            && (words >= 4 || l.words.chars().count() >= 20 && words >= 2)
            && !l.words.ends_with(['.', ';', ',', ':'])
            && !matches!(l.kind, BlockKind::ListItem | BlockKind::TableRow | BlockKind::Footnote)
    };
    let heading = head.iter().filter(fits).find(|l| matches!(l.kind, BlockKind::Heading { level: 1 }));
    let dateline = head.iter().position(|l| l.is_prose() && place::dateline(l.words).is_some());
    let over = dateline.and_then(|at| head[..at].iter().rev().find(fits));
    let first = head.first().filter(fits).filter(|_| head.len() > 1);
    heading.or(over).or(first).map(|l| l.words.to_string())
}

fn published(written: &str) -> Option<DateRange> {
    let found = dates::find(written);
    found.first().filter(|f| f.has_day()).and_then(Found::date)
}

/// A short line with one day in it and no place: when the text came out.
fn byline_date(head: &[Line]) -> Option<DateRange> {
    head.iter().filter(|l| l.is_short() && l.words.len() <= 80).find_map(|l| {
        let found = dates::find(l.words);
        found.first().filter(|f| found.len() == 1 && f.has_day()).and_then(Found::date)
    })
}

/// The date on a cover or under a title, with the place beside it: a range of days, or a date with a place.
fn cover(head: &[Line]) -> Option<(Found, Option<String>)> {
    let is_sentence = |l: &Line| l.words.ends_with('.') || l.words.contains(". ");
    head.iter().filter(|l| l.is_short() && !is_sentence(l)).find_map(|l| {
        let found = dates::find(l.words);
        let [date] = found.as_slice() else { return None };
        let place = place::beside(l.words, date);
        (date.has_year() && (place.is_some() || date.is_range())).then(|| (date.clone(), place))
    })
}

/// The date with its year from the day the text came out, if that came soon after.
fn year_from(found: &Found, published: &DateRange) -> Option<DateRange> {
    let out = day_number(&published.first_day())?;
    let year: u32 = published.first_day().get(..4)?.parse().ok()?;
    [year, year - 1].into_iter().find_map(|year| {
        let date = found.in_year(year)?;
        let age = out - day_number(&date.last_day())?;
        (-3..=FRESH).contains(&age).then_some(date)
    })
}

/// Days since some day long ago, near enough to compare.
fn day_number(iso: &str) -> Option<i64> {
    let mut parts = iso.split('-').map(|p| p.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(year * 365 + year / 4 + (month - 1) * 61 / 2 + day)
}

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

/// The meeting that a title names by beginning with it, or after "Report of the".
fn event(title: &str) -> Option<String> {
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
    let name = title.split([':', '|']).next().unwrap_or(title).trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let noun = words.iter().take(8).position(|w| MEETINGS.contains(&bare(w).as_str()))?;
    let mut start = 0;
    if words.first().is_some_and(|w| REPORTS[..17].contains(&bare(w).as_str())) {
        start = words[..noun].iter().position(|w| !REPORTS.contains(&bare(w).as_str())).unwrap_or(noun);
    }
    let leads_up =
        |w: &&str| w.starts_with(|c: char| !c.is_lowercase()) || ADJECTIVES.contains(&bare(w).as_str());
    let event = words[start..].join(" ");
    let ends_there =
        !words[noun..].iter().any(|w| matches!(bare(w).as_str(), "report" | "rapport" | "informe"));
    (words[start..noun].iter().all(leads_up) && noun - start <= 5 && words.len() - start >= 3 && ends_there)
        .then_some(event)
}

fn bare(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

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
fn region(title: Option<&str>, head: &[Line]) -> Option<String> {
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

/// Languages that the program reads, and their ISO 639-1 codes.
const LANGUAGES: [(whatlang::Lang, &str); 5] = [
    (whatlang::Lang::Eng, "en"),
    (whatlang::Lang::Fra, "fr"),
    (whatlang::Lang::Spa, "es"),
    (whatlang::Lang::Por, "pt"),
    (whatlang::Lang::Ara, "ar"),
];
/// How many bytes of running text the guess of the language rests on.
const SAMPLE: usize = 12_000;

/// The language of the document's running text; where that is too little to tell, the one it declares.
fn language(text: &str, blocks: &[Block], declared: Option<&str>) -> Option<String> {
    let declared = declared.map(|d| d.trim().to_ascii_lowercase()).and_then(|d| {
        LANGUAGES.iter().find(|(_, code)| d.split(['-', '_']).next() == Some(code)).map(|(_, code)| *code)
    });
    let sample = sample(text, blocks);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let code =
        |info: &whatlang::Info| LANGUAGES.iter().find(|(l, _)| *l == info.lang()).map(|(_, code)| *code);
    let of_any = whatlang::detect(&sample);
    if letters >= 400 && of_any.as_ref().is_some_and(|i| i.is_reliable() && code(i).is_none()) {
        return None;
    }
    let ours = whatlang::Detector::with_allowlist(LANGUAGES.iter().map(|(l, _)| *l).collect());
    let told = ours
        .detect(&sample)
        .filter(|i| letters >= 400 || letters >= 40 && i.is_reliable())
        .as_ref()
        .and_then(code);
    told.or(declared).map(String::from)
}

/// Longer blocks from the beginning and, for what a foreword may hide, from the middle.
fn sample(text: &str, blocks: &[Block]) -> String {
    let mut out = String::new();
    let long = |b: &&Block| b.end - b.start >= 60;
    let halves = [blocks, &blocks[blocks.len() / 2..]];
    for (i, half) in halves.into_iter().enumerate() {
        let enough = SAMPLE * (i + 1) / 2;
        let mut chosen: Vec<&Block> = half.iter().filter(long).take(60).collect();
        if chosen.is_empty() {
            chosen = half.iter().take(60).collect();
        }
        for block in chosen {
            let words = &text[block.range()];
            out.extend(words.chars().take(enough.saturating_sub(out.len()).min(2000)));
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests;
