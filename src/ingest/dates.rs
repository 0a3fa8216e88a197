//! Dates and ranges of dates as reports write them, in English, French, Spanish, Portuguese and Arabic.

use crate::model::DateRange;
use crate::model::text::fold;
use std::ops::Range;

/// A date or range as written, with its place in the text; a year may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Bytes of the text it stands in.
    pub place: Range<usize>,
    from: Day,
    to: Day,
}

/// A day of a year or a whole month; the year may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
}

impl Found {
    /// Whether it says which year.
    pub fn has_year(&self) -> bool {
        self.to.year.is_some()
    }

    /// Whether it says which day.
    pub fn has_day(&self) -> bool {
        self.from.day.is_some()
    }

    /// Whether it goes from one day to another.
    pub fn is_range(&self) -> bool {
        self.from != self.to
    }

    /// As ISO 8601, none without a year or where there is no such day.
    pub fn date(&self) -> Option<DateRange> {
        self.in_year(self.to.year?)
    }

    /// As ISO 8601, `year` being the year of its end.
    pub fn in_year(&self, year: u32) -> Option<DateRange> {
        let before = u32::from(self.from.month > self.to.month);
        let (from, to) = (self.from.iso(self.from.year.unwrap_or(year - before)), self.to.iso(year));
        DateRange::parse(&if from == to { from } else { format!("{from}/{to}") }).ok()
    }
}

impl Day {
    fn iso(&self, year: u32) -> String {
        match self.day {
            Some(day) => format!("{year:04}-{:02}-{day:02}", self.month),
            None => format!("{year:04}-{:02}", self.month),
        }
    }
}

/// All dates in the text, in order, without overlap.
pub(super) fn find(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let read = Reader { tokens: &tokens };
        match read.date(at) {
            Some((from, to, end)) if end > at => {
                let place = tokens[at].place.start..tokens[end - 1].place.end;
                found.push(Found { place, from, to });
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether a word is the name of a month or of a day of the week.
pub(super) fn is_calendar_word(word: &str) -> bool {
    let word = fold(word);
    month_number(&word).is_some() || WEEKDAYS.contains(&word.as_str())
}

struct Token {
    place: Range<usize>,
    /// Digits, letters (folded), or one other character.
    word: String,
    number: Option<u32>,
    capital: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let class = |c: char| if c.is_ascii_digit() { 1 } else { 2 * u8::from(c.is_alphabetic() || is_mark(c)) };
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, n)| class(c) > 0 && class(*n) == class(c)) {
            end = at + next.len_utf8();
        }
        let word = fold(&text[start..end]);
        let number = if class(c) == 1 && word.len() <= 4 { word.parse().ok() } else { None };
        tokens.push(Token { place: start..end, word, number, capital: c.is_uppercase() });
    }
    tokens
}

/// Accents written as characters of their own belong to the letter before.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

struct Reader<'a> {
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.word.as_str())
    }

    fn skip(&self, at: usize, words: &[&str]) -> usize {
        if words.contains(&self.word(at)) { at + 1 } else { at }
    }

    fn date(&self, at: usize) -> Option<(Day, Day, usize)> {
        self.iso(at).or_else(|| self.day_first(at)).or_else(|| self.month_first(at))
    }

    /// "2023-11-28".
    fn iso(&self, at: usize) -> Option<(Day, Day, usize)> {
        let dashed = |i: usize| self.word(i) == "-" && self.word(i + 1).len() == 2;
        let year = self.year_number(at)?;
        if !dashed(at + 1) || !dashed(at + 3) {
            return None;
        }
        let (month, day) = (self.tokens.get(at + 2)?.number?, self.tokens.get(at + 4)?.number?);
        let day = Day { year: Some(year), month, day: Some(day) };
        (1..=12).contains(&month).then_some((day, day, at + 5))
    }

    /// "28 November 2023", "28–30 November 2023", "28 de noviembre al 2 de diciembre de 2023", "28, 29 et 30 mars".
    fn day_first(&self, at: usize) -> Option<(Day, Day, usize)> {
        let (first, mut next) = self.day(at)?;
        let start = self.month(next);
        let mut from = None;
        if let Some((month, after)) = start {
            let (year, after) = self.year(after);
            next = after;
            from = Some(Day { year, month, day: Some(first) });
        }
        let mut last = None;
        while let Some((day, after)) = self.joint(next, from.is_none()).and_then(|n| self.day(n)) {
            if from.is_some() && self.month(after).is_none() {
                break;
            }
            (last, next) = (Some(day), after);
            if from.is_some() {
                break;
            }
        }
        let Some(last) = last else { return from.map(|day| (day, day, next)) };
        let (month, after) = self.month(next)?;
        let (year, end) = self.year(after);
        let to = Day { year, month, day: Some(last) };
        let from = from.unwrap_or(Day { year, month, day: Some(first) });
        Some((Day { year: from.year.or(if from.month <= month { year } else { None }), ..from }, to, end))
    }

    /// "November 28, 2023", "November 28 to December 2, 2023", "October 2017".
    fn month_first(&self, at: usize) -> Option<(Day, Day, usize)> {
        let (month, next) = self.month(at)?;
        if let (Some(year), after) = self.year(next) {
            let whole = Day { year: Some(year), month, day: None };
            return Some((whole, whole, after));
        }
        let (first, mut next) = self.day(next)?;
        let (mut last, mut last_month) = (first, month);
        if let Some(after) = self.joint(next, true) {
            let (to_month, after) =
                self.month(after).filter(|_| self.word(next) != "and").unwrap_or((month, after));
            if let Some((day, after)) = self.day(after) {
                (last, last_month, next) = (day, to_month, after);
            }
        }
        let (year, end) = self.year(next);
        let to = Day { year, month: last_month, day: Some(last) };
        Some((Day { year: year.filter(|_| month <= last_month), month, day: Some(first) }, to, end))
    }

    /// A day of the month, with the ending of an ordinal and a name of a weekday before it.
    fn day(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.tokens.get(at)?;
        let day = token.number.filter(|n| (1..=31).contains(n) && token.word.len() <= 2)?;
        Some((day, self.skip(at + 1, &["st", "nd", "rd", "th", "er", "ero", "o", "°"])))
    }

    fn month(&self, at: usize) -> Option<(u32, usize)> {
        let mut at = self.skip(at, &["of", "de", "d"]);
        at = self.skip(at, &["'"]);
        // Arabic reports name the month twice: "شباط/فبراير".
        if self.word(at + 1) == "/" && month_number(self.word(at + 2)).is_some() {
            at += 2;
        }
        let token = self.tokens.get(at)?;
        let month = month_number(&token.word)?;
        // "may", "march" and short forms are also words, or the beginning of words.
        let is_other_word =
            token.word.len() <= 3 && token.word != "mai" || matches!(token.word.as_str(), "sept" | "march");
        if is_other_word && !token.capital {
            return None;
        }
        Some((month, self.skip(at + 1, &["."])))
    }

    /// The year that follows, if one does, and where the text goes on.
    fn year(&self, at: usize) -> (Option<u32>, usize) {
        let next = self.skip(at, &["de", "del", "of", ","]);
        match self.year_number(next) {
            Some(year) => (Some(year), next + 1),
            None => (None, at),
        }
    }

    fn year_number(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        token.number.filter(|n| (1950..=2100).contains(n) && token.word.len() == 4)
    }

    /// What stands between the two ends of a range; "and" and commas only within a list of days of one month.
    fn joint(&self, at: usize, listed: bool) -> Option<usize> {
        const RANGE: &[&str] = &["-", "to", "a", "al", "au", "ao", "until", "through"];
        const LIST: &[&str] = &["and", "et", "y", "e", "&", ","];
        let word = self.word(at);
        (RANGE.contains(&word) || listed && LIST.contains(&word))
            .then(|| self.skip(at + 1, &["le", "el", "o"]))
    }
}

const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
];

/// The number of a month from its folded name.
fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "jan", "janvier", "enero", "janeiro", "يناير"],
        &["february", "feb", "fevrier", "febrero", "fevereiro", "فبراير"],
        &["march", "mar", "mars", "marzo", "marco", "مارس"],
        &["april", "apr", "avril", "abril", "ابريل"],
        &["may", "mai", "mayo", "maio", "مايو"],
        &["june", "jun", "juin", "junio", "junho", "يونيو"],
        &["july", "jul", "juillet", "julio", "julho", "يوليو"],
        &["august", "aug", "aout", "agosto", "اغسطس"],
        &["september", "sept", "sep", "septembre", "septiembre", "setiembre", "setembro", "سبتمبر"],
        &["october", "oct", "octobre", "octubre", "outubro", "اكتوبر"],
        &["november", "nov", "novembre", "noviembre", "novembro", "نوفمبر"],
        &["december", "dec", "decembre", "diciembre", "dezembro", "ديسمبر"],
    ];
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|i| u32::try_from(i + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_reports_write_them() {
        let check = |text: &str, dates: &[&str]| {
            let found: Vec<String> =
                find(text).iter().map(|f| f.date().map_or("?".into(), |d| d.to_string())).collect();
            assert_eq!(found, dates, "{text}");
        };
        check("held from 28 to 30 November 2023 in Accra", &["2023-11-28/2023-11-30"]);
        check("28–30 November 2023", &["2023-11-28/2023-11-30"]);
        check("28 November – 2 December 2023", &["2023-11-28/2023-12-02"]);
        check("28 December 2023 to 2 January 2024", &["2023-12-28/2024-01-02"]);
        check("28 December to 2 January 2024", &["2023-12-28/2024-01-02"]);
        check("November 28-30, 2023, and July 25th, 2024", &["2023-11-28/2023-11-30", "2024-07-25"]);
        check("November 28 to December 2, 2023", &["2023-11-28/2023-12-02"]);
        check("the 3rd of May, 2022", &["2022-05-03"]);
        check("le 3 mars 2022 et le 1er juin 2022", &["2022-03-03", "2022-06-01"]);
        check("du 4 au 6 août 2023 ; les 4, 5 et 6 août 2023", &["2023-08-04/2023-08-06"; 2]);
        check("du 30 août au 1er septembre 2023", &["2023-08-30/2023-09-01"]);
        check("del 4 al 6 de mayo de 2023", &["2023-05-04/2023-05-06"]);
        check("los días 4 y 5 de mayo del 2023", &["2023-05-04/2023-05-05"]);
        check("del 30 de abril al 2 de mayo de 2023", &["2023-04-30/2023-05-02"]);
        check("de 4 a 6 de março de 2023", &["2023-03-04/2023-03-06"]);
        check("October 2017 Geneva; en mayo de 2021", &["2017-10", "2021-05"]);
        check("2023-11-28", &["2023-11-28"]);
        check("القاهرة، 5 شباط/فبراير 2024", &["2024-02-05"]);
        check("Banjul, 25 July – and on 30 February 2024", &["?", "?"]);
        check("it may 2020 and march 2020; 5 dec; resolution 73/195 of 2018; 12 people", &[]);
    }

    #[test]
    fn a_missing_year_can_be_given() {
        let found = find("Banjul, 30 December to 2 January").remove(0);
        assert_eq!(found.date(), None);
        assert_eq!(found.in_year(2024).unwrap().as_str(), "2023-12-30/2024-01-02");
    }

    proptest! {
        #[test]
        fn places_are_of_the_text(text in "([0-9]{1,4}|of|de|mai|May|July|to|-|–|,|é| |\u{301}){0,30}") {
            let mut end = 0;
            for found in find(&text) {
                prop_assert!(text.get(found.place.clone()).is_some() && found.place.start >= end);
                end = found.place.end;
                let _ = found.date();
            }
        }
    }
}
