//! Where and when a meeting was held, from a dateline ("Accra, 28 November – …"), a line of a cover, or a sentence that
//! tells it ("was held in Accra from …").

use super::dates::{self, Found};
use crate::model::text::fold;

/// The beginning of a news text: where and perhaps when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    pub place: String,
    pub date: Option<Found>,
}

/// What a sentence tells of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub place: Option<String>,
    pub date: Option<Found>,
}

/// How far into a text a dateline goes.
const DATELINE: usize = 90;
/// How far a sentence's date or place may stand from the words that tell of the meeting.
const REACH: usize = 160;

/// The dateline that a text begins with.
pub(super) fn dateline(text: &str) -> Option<Dateline> {
    let (end, dash) = text.char_indices().take_while(|(i, _)| *i < DATELINE).find(|(i, c)| {
        matches!(c, '–' | '—') || *c == '-' && text[..*i].ends_with(' ') && text[i + 1..].starts_with(' ')
    })?;
    let found = dates::find(&text[..end]);
    // A dash within a range of days is no end: "Accra, 28–30 November 2023 – …".
    let all = dates::find(cut(text, DATELINE));
    if let Some(date) = all.iter().find(|d| d.place.start < end && end < d.place.end) {
        let after = &text[date.place.end..];
        after.trim_start().starts_with(['–', '—', '-', ':', '.']).then_some(())?;
        let place = place_name(&text[..date.place.start])?;
        return Some(Dateline { place, date: Some(date.clone()) });
    }
    let date = found.first().cloned();
    let place = match &date {
        Some(date) => {
            place_name(&text[..date.place.start]).or_else(|| place_name(&text[date.place.end..end]))?
        }
        None => place_name(&text[..end])?,
    };
    // Without a day before the dash, one must follow soon: else any words before a dash would do.
    let follows = || all.iter().any(|d| d.place.start >= end + dash.len_utf8());
    (date.is_some() || follows() && place.split_whitespace().count() <= 4).then_some(Dateline { place, date })
}

/// The beginning of a text, at most so many bytes of it.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The place that stands with a date on a line of its own: "Accra, Ghana, 28–30 November 2023".
pub(super) fn beside(line: &str, date: &Found) -> Option<String> {
    let (before, after) = (&line[..date.place.start], &line[date.place.end..]);
    match (before.trim().is_empty(), after.trim().is_empty()) {
        (false, true) => place_name(before),
        (true, false) => place_name(after),
        _ => None,
    }
}

/// The name of a place that ends a line after a comma or bracket, and what stands before it: "Forum on Skills, Lusaka,".
pub(super) fn last(line: &str) -> Option<(&str, String)> {
    let mut from = None;
    for (at, c) in line.char_indices().rev().filter(|(_, c)| matches!(c, ',' | ')' | '–' | '—')).take(4) {
        let after = &line[at + c.len_utf8()..];
        match place_name(after) {
            Some(name) => from = Some((&line[..at + usize::from(c == ')')], name)),
            // "Lusaka, from 4 May": nothing but what leads to the date.
            None if from.is_none() && after.split_whitespace().count() <= 1 => continue,
            None => break,
        }
    }
    from
}

/// The place that a label gives, without rooms and streets before it: "Hall 3, Lusaka, Zambia".
pub(super) fn of_label(value: &str) -> Option<String> {
    let value = value.split(['(', ';']).next().unwrap_or(value).trim_end_matches('.');
    let parts: Vec<&str> = value.split([',', '،']).map(str::trim).collect();
    let from = parts.iter().rposition(|p| !is_name(p) || is_common(&[p])).map_or(0, |at| at + 1);
    let kept = &parts[from..];
    (!kept.is_empty() && kept.len() <= 3).then(|| kept.join(", "))
}

/// A name of a place with nothing else around it but commas, weekdays and articles before a date.
fn place_name(text: &str) -> Option<String> {
    let text = text.split(['(', '/']).next().unwrap_or(text);
    let strip = |c: char| c.is_whitespace() || ",،.;:-–—|·".contains(c);
    let mut words: Vec<&str> = text.trim_matches(strip).split_whitespace().collect();
    let is_link = |w: &&str| {
        let w = bare(w);
        w.is_empty()
            || matches!(
                w.as_str(),
                "le" | "les" | "du" | "el" | "del" | "on" | "from" | "the" | "los" | "dias" | "de"
            )
            || dates::is_calendar_word(&w)
    };
    while words.last().is_some_and(is_link) {
        words.pop();
    }
    let name = words.join(" ");
    let name = name.trim_matches(strip);
    let parts: Vec<&str> = name.split([',', '،']).map(str::trim).collect();
    let fits = parts.len() <= 3 && words.len() <= 6 && parts.iter().all(|p| is_name(p)) && !is_common(&parts);
    fits.then(|| name.to_string())
}

fn bare(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "la"
            | "el"
            | "les"
            | "le"
            | "du"
            | "da"
            | "do"
            | "of"
            | "and"
            | "y"
            | "et"
            | "los"
            | "las"
            | "del"
            | "al"
    )
}

/// Words with capitals (or of a script without them), with particles only between.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |w: &str| {
        w.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
            && w.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
    };
    let ends = words.first().is_some_and(|w| capital(w)) && words.last().is_some_and(|w| capital(w));
    ends && words.iter().all(|w| capital(w) || is_particle(w))
        && words.iter().filter(|w| capital(w)).count() <= 4
}

/// Whether names with capitals are no place.
fn is_common(parts: &[&str]) -> bool {
    const COMMON: &str = "\
        background|introduction|summary|context|contexte|antecedentes|overview|note|press|release|news|\
        report|statement|update|published|posted|objective|session|annex|day|agenda|programme|resume|\
        contexto|introduccion|communique|comunicado|draft|final|version|updated|date|global|compact|\
        migration|meeting|dialogue|conference|forum|conclusions|recommendations|recommandations|\
        recomendaciones|room|palais|hotel|centre|center|hall|university|conclusiones|english|french|\
        spanish|arabic|framework|by|virtual|online|section|chapter|part|cluster|theme|panel|rapport|\
        informe|reunion|atelier|taller|dialogo|conferencia|workshop|review|declaration|declaracion|\
        united|nations|unies|unidas|government|gouvernement|gobierno|ministry|minister|mr|ms|mrs|mme|dr|\
        iom|oim|un|gcm";
    // Countries whose names hold one of these words.
    const NAMES: &[&str] = &[
        "united kingdom",
        "united states",
        "united states of america",
        "united republic of tanzania",
        "united arab emirates",
    ];
    parts.iter().any(|p| {
        !NAMES.contains(&fold(p).as_str())
            && p.split_whitespace().map(bare).any(|w| COMMON.split('|').any(|c| c == w))
    })
}

/// Words that tell of a meeting as a thing that took place, folded; each stands at the beginning of words.
const CUES: &str = "\
    was held|were held|took place|held in|held on|held from|hosted|was convened|convened in|convened on|\
    met in|met on|met from|gathered in|organized|organised|brought together|s'est tenu|se sont tenu|\
    tenue a|tenu a|tenue du|tenu du|tenue le|reunis a|reunie a|reunis du|reunis en|reunis au|reunis le|\
    s'est reuni|se sont reuni|a eu lieu|ont eu lieu|s'est deroule|organise a|organisee a|a accueilli|\
    se celebro|se celebraron|celebrada en|celebrado en|celebrada del|celebrado del|celebrada los|\
    se llevo a cabo|tuvo lugar|se realizo|realizada en|realizado en|reunidos en|reunidas en|\
    se reunieron|se reunio|en la ciudad de|realizou-se|realizada em|realizado em|reunidos em|\
    reuniram-se|teve lugar|decorreu em";
/// Words that place what follows in another time or at another meeting, folded. (A line must not begin with a space:
/// it would be lost.)
const ELSEWHEN: &str = "\
    scheduled| will |to be held|be held|ahead of| next |upcoming|planned|since|adopted|previous|earlier|\
    last year|following the|endorsed|prochain|se tiendra|aura lieu| sera |prevu|depuis|adopte|precedent|\
    a la suite|proxim|se celebrara|tendra lugar|previst|desde|adoptad|aprobad|anterior|first meeting|\
    first round|first review|premiere reunion|primera reunion|as a follow|en vue|con miras";

/// The first sentence that tells of a meeting with its place or date.
pub(super) fn told(text: &str) -> Option<Told> {
    text.split_inclusive(". ").take(4).find_map(told_by)
}

fn told_by(sentence: &str) -> Option<Told> {
    let (folded, places) = fold_with_places(sentence);
    let starts_word = |at: usize| at == 0 || !folded[..at].ends_with(|c: char| c.is_alphanumeric());
    let (at, cue) = CUES
        .split('|')
        .filter_map(|cue| {
            folded.match_indices(cue).map(|(at, _)| at).find(|at| starts_word(*at)).map(|at| (at, cue))
        })
        .min()?;
    let plain = |text: &str| !ELSEWHEN.split('|').any(|w| text.contains(w));
    if !plain(&folded[..at]) || folded[..at].ends_with(" be ") {
        return None;
    }
    let (start, end) = (*places.get(at)?, *places.get(at + cue.len()).unwrap_or(&sentence.len()));
    let clear =
        |from: usize, to: usize| from <= to && to - from <= REACH && plain(&fold(&sentence[from..to]));
    let date = dates::find(sentence).into_iter().filter(Found::has_day).find(|d| {
        d.place.start >= end && clear(end, d.place.start)
            || d.place.end <= start && d.place.start <= 60 && clear(d.place.end, start)
    });
    // The last word of a cue may be the preposition: "held in".
    let from = sentence[..end].trim_end().rfind(' ').filter(|i| *i >= start).unwrap_or(end);
    let place = named_after(sentence, from).filter(|(p, _)| clear(end.min(*p), *p)).map(|(_, name)| name);
    (date.is_some() || place.is_some()).then_some(Told { place, date })
}

/// The text folded, with the byte of the text that each byte of the folded text comes from.
fn fold_with_places(text: &str) -> (String, Vec<usize>) {
    let (mut folded, mut places) = (String::new(), Vec::new());
    for (at, c) in text.char_indices() {
        let one = if c.is_whitespace() { " ".into() } else { fold(c.encode_utf8(&mut [0; 4])) };
        places.extend(std::iter::repeat_n(at, one.len()));
        folded.push_str(&one);
    }
    (folded, places)
}

/// The first name of a place after a preposition, and where it begins.
fn named_after(sentence: &str, from: usize) -> Option<(usize, String)> {
    const PREPOSITIONS: &[&str] = &["in", "à", "en", "au", "aux", "em", "a", "de"];
    let rest = &sentence[from..];
    let words: Vec<(usize, &str)> = words_of(rest).collect();
    for (i, (_, word)) in words.iter().enumerate() {
        let prior = i.checked_sub(1).and_then(|p| words.get(p)).map(|w| fold(w.1));
        let allowed = PREPOSITIONS.contains(word) && (*word != "de" || prior.as_deref() == Some("ciudad"));
        if !allowed {
            continue;
        }
        if let Some((place, name)) = name_at(rest, &words[i + 1..]) {
            return Some((from + place, name));
        }
    }
    None
}

/// Words with the byte each begins at; a canonical text has single spaces.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let placed = text.split_inclusive(' ').scan(0, |next, word| {
        let at = *next;
        *next += word.len();
        Some((at, word.trim_end()))
    });
    placed.filter(|(_, word)| !word.is_empty())
}

/// A name of a place at the beginning of these words, up to the comma or word that ends it.
fn name_at(text: &str, words: &[(usize, &str)]) -> Option<(usize, String)> {
    let (start, _) = *words.first()?;
    let mut end = start;
    let mut parts = 1;
    for (at, word) in words.iter().take(8) {
        let core = word.trim_end_matches([',', '.', ';', ':', ')']);
        let bare_core = fold(core);
        let goes_on = is_name(core) || is_particle(&bare_core) && end > start;
        if dates::is_calendar_word(core) || !goes_on {
            break;
        }
        if is_name(core) {
            end = at + core.len();
        }
        if core.len() < word.len() {
            parts += 1;
            if !word.ends_with(',') || parts > 2 {
                break;
            }
        }
    }
    let name = text[start..end].trim_end_matches([',', ' ']);
    let listed: Vec<&str> = name.split(',').map(str::trim).collect();
    (!name.is_empty() && listed.iter().all(|p| is_name(p)) && !is_common(&listed))
        .then(|| (start, name.to_string()))
}
