//! What a document says of itself: title, date, place, event, region, language. Only what it states; where its words
//! allow two answers there is none, because a wrong detail is worse than a missing one.

mod cover;
mod event;
mod language;
mod region;
mod title;

use super::dates::{self, Found};
use super::place;
use crate::model::text::{fold, one_line};
use crate::model::{Block, BlockKind, DateRange, Details};

/// What a format's own fields state, where it has such fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stated {
    /// Title.
    pub title: Option<String>,
    /// Title that a producer noted; often a template's, so believed only where the text has it too.
    pub noted: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// Language tag, as written.
    pub language: Option<String>,
}

/// How many bytes of a document's beginning are looked at for what it says of itself.
const HEAD: usize = 6000;
/// How many blocks of it.
const HEAD_BLOCKS: usize = 24;
/// How much of one block.
const BLOCK: usize = 1500;
/// A block up to this length can be a line of a cover or a by-line.
const SHORT: usize = 160;
/// How long after a meeting a text about it may come out for the year to be taken from there, in days.
const FRESH: i64 = 60;

/// The language of a text; none where it is too little to tell.
pub(super) fn language_of(text: &str, blocks: &[Block]) -> Option<String> {
    language::language(text, blocks, None)
}

/// Finds the details of a document.
pub(super) fn find(text: &str, blocks: &[Block], stated: &Stated) -> Details {
    let head = head(text, blocks);
    let dateline = head.iter().filter(|b| b.is_prose()).take(4).find_map(|b| place::dateline(b.words));
    let title = stated.title.clone().or_else(|| noted(&head, stated)).or_else(|| title::title(&head));
    let published = stated.published.as_deref().and_then(published).or_else(|| byline_date(&head));
    let cover_date = cover_date(&head);
    let told = head.iter().filter(|b| b.is_prose()).find_map(|b| place::told(b.words));
    let in_words = told.as_ref().and_then(|t| t.date.as_ref());
    let meeting = [
        cover_date.as_ref().map(|(date, _)| date),
        in_words,
        dateline.as_ref().and_then(|d| d.date.as_ref()),
    ]
    .into_iter()
    .flatten()
    .find_map(|found| found.date().or_else(|| year_from(found, published.as_ref()?)));
    let place = cover_date
        .and_then(|(_, place)| place)
        .or_else(|| labelled_place(&head))
        .or_else(|| dateline.map(|d| d.place))
        .or_else(|| told.and_then(|t| t.place));
    Details {
        event: event_of(&head, title.as_deref(), place.as_deref()),
        region: region::region(title.as_deref(), &head),
        language: language::language(text, blocks, stated.language.as_deref()),
        date: meeting
            .or(published)
            .or_else(|| month_on_cover(&head))
            .or_else(|| run_on_date(&head, title.as_deref()?)),
        title,
        place,
    }
}

/// A block of the document's beginning.
struct Line<'a> {
    kind: BlockKind,
    words: &'a str,
    page: Option<u32>,
    /// Whether it bears a number or letter of an outline.
    numbered: bool,
    /// Whether it bears the mark of a note: "*".
    starred: bool,
}

impl Line<'_> {
    /// A paragraph of sentences, which a long title is not.
    fn is_prose(&self) -> bool {
        let words = self.words;
        self.kind == BlockKind::Paragraph
            && words.len() > 100
            && (words.len() > 300
                || words.ends_with(['.', ',', ';', ':', '…', '”', '»', '"'])
                || words.contains(". "))
    }

    fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading { .. })
    }

    /// Whether it can be a line of a cover: no item of a list, row or note.
    fn is_line(&self) -> bool {
        !self.is_prose()
            && (self.is_heading() || matches!(self.kind, BlockKind::Paragraph | BlockKind::Caption))
    }

    fn is_short(&self) -> bool {
        self.words.len() <= SHORT && self.is_line()
    }

    fn is_sentence(&self) -> bool {
        self.words.ends_with('.') || self.words.contains(". ")
    }

    /// Whether the body of the text begins here.
    fn opens_the_body(&self) -> bool {
        self.is_prose() && !cover::is_disclaimer(self.words)
            || self.numbered && self.is_heading()
            || self.is_line() && cover::opens_the_body(self.words)
    }
}

fn head<'a>(text: &'a str, blocks: &[Block]) -> Vec<Line<'a>> {
    let near = blocks.iter().take(HEAD_BLOCKS).take_while(|b| b.start < HEAD);
    let line = |b: &Block| Line {
        kind: b.kind,
        words: place::cut(&text[b.range()], BLOCK),
        page: b.page,
        numbered: b.label.as_ref().is_some_and(|l| l.chars().any(char::is_alphanumeric)),
        starred: b.label.as_ref().is_some_and(|l| l.starts_with(['*', '†'])),
    };
    near.map(line).collect()
}

/// The part of the head before the body begins.
fn cover_of<'h, 'a>(head: &'h [Line<'a>]) -> &'h [Line<'a>] {
    &head[..head.iter().position(Line::opens_the_body).unwrap_or(head.len())]
}

/// The producer's title, where the cover has it too.
fn noted(head: &[Line], stated: &Stated) -> Option<String> {
    let letters = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let title = stated.noted.as_deref().map(one_line)?;
    let cover: String = cover_of(head).iter().map(|l| letters(l.words)).collect();
    (title::fits(&title) && cover.contains(&letters(&title))).then_some(title)
}

fn published(written: &str) -> Option<DateRange> {
    let found = dates::find(written);
    found.first().filter(|f| f.has_day()).and_then(Found::date)
}

/// A short line with one day in it and no place: when the text came out.
fn byline_date(head: &[Line]) -> Option<DateRange> {
    head.iter().filter(|l| l.is_short() && l.words.len() <= 80).find_map(|l| {
        let found = dates::find(l.words);
        found.first().filter(|f| found.len() == 1 && f.has_day() && !f.is_range()).and_then(Found::date)
    })
}

/// A month on a cover that says nothing nearer: when the text came out.
fn month_on_cover(head: &[Line]) -> Option<DateRange> {
    cover_of(head).iter().filter(|l| l.is_short()).find_map(|l| {
        let found = dates::find(l.words);
        let alone = found.first().is_some_and(|f| f.place == (0..l.words.len()));
        let found = if alone || cover::is_sort_alone(l.words) { found } else { Vec::new() };
        found.first().filter(|f| found.len() == 1 && f.has_year()).and_then(Found::date)
    })
}

/// The date on a cover whose lines run into each other, as transcriptions have them: after the title, before the first
/// sentence ends.
fn run_on_date(head: &[Line], title: &str) -> Option<DateRange> {
    let after = head.iter().filter(|l| l.is_prose()).find_map(|l| {
        let at = l.words.find(title).filter(|at| *at <= 10)?;
        Some(place::cut(&l.words[at + title.len()..], 400))
    })?;
    let found = dates::find(after);
    found.first().filter(|f| f.has_year() && !after[..f.place.start].contains(". ")).and_then(Found::date)
}

/// Labels of the day and of the place of a meeting, folded.
const WHEN: &[&str] = &["date", "dates", "fecha", "fechas", "data", "datas", "when", "cuando", "quand"];
const WHERE: &[&str] =
    &["place", "venue", "location", "where", "lieu", "lugar", "local", "donde", "city", "ville"];

/// The date on a cover or under a title, with the place beside it: a range of days, a date with a place, or what a
/// label says to be the date.
fn cover_date(head: &[Line]) -> Option<(Found, Option<String>)> {
    head.iter().filter(|l| l.is_short() && !l.is_sentence()).find_map(|l| {
        let label = cover::labelled(l.words);
        let says = |words: &[&str]| {
            let mut named = label.iter().flat_map(|(label, _)| label.split(|c: char| !c.is_alphabetic()));
            named.any(|w| words.contains(&w))
        };
        let all_known = label.as_ref().is_none_or(|(label, _)| {
            let mut words = label.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
            words.clone().any(event::is_meeting)
                || words.all(|w| WHEN.contains(&w) || WHERE.contains(&w) || cover::is_link(w))
        });
        let of_label = says(WHEN) || says(WHERE);
        let line = label.as_ref().filter(|_| of_label).map_or(l.words, |(_, value)| value);
        let found = dates::find(line);
        let [date] = found.as_slice() else { return None };
        let place = place::beside(line, date).or_else(|| {
            let (meeting, place) = place::last(&line[..date.place.start])?;
            meeting.split_whitespace().any(|w| event::is_meeting(&cover::bare(w))).then_some(place)
        });
        (all_known && date.has_year() && (place.is_some() || date.is_range() || of_label && date.has_day()))
            .then(|| (date.clone(), place))
    })
}

/// The place that a label gives: "Venue: Hall 3, Lusaka, Zambia".
fn labelled_place(head: &[Line]) -> Option<String> {
    head.iter().filter(|l| l.is_short()).find_map(|l| {
        let (label, value) = cover::labelled(l.words)?;
        WHERE.contains(&label.as_str()).then(|| place::of_label(value))?
    })
}

/// The meeting that a label, the title or another line of the cover names.
fn event_of(head: &[Line], title: Option<&str>, place: Option<&str>) -> Option<String> {
    let cover = cover_of(head);
    let given = cover.iter().filter(|l| l.is_short()).find_map(|l| cover::labelled_event(l.words));
    if let Some(given) = given.filter(|g| g.split_whitespace().count() >= 2) {
        return Some(event::without_when_and_where(given, place));
    }
    let named = |line: &str| event::event(&event::without_when_and_where(line, place));
    title.and_then(named).or_else(|| {
        let whole = title::lines(head, cover.len());
        let lines = || whole.iter().filter(|l| !cover::is_furniture(l) && !l.ends_with('.'));
        let singular = lines().filter(|l| !cover::is_series(l)).find_map(|l| named(l));
        singular.or_else(|| lines().find_map(|l| named(l)))
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

#[cfg(test)]
mod covers;
#[cfg(test)]
mod tests;
