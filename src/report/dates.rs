//! Dates as people write them.

use crate::model::DateRange;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date or range for people: "28 to 30 November 2023", "November 2023", "2023".
pub fn date_in_words(date: &DateRange) -> String {
    let (from, to) = date.as_str().split_once('/').unwrap_or((date.as_str(), ""));
    if to.is_empty() || from == to {
        return one_date(from);
    }
    // What both ends share at their beginning, year and month, stands once at the end.
    let shared = from.split('-').zip(to.split('-')).take_while(|(a, b)| a == b).count();
    let whole = one_date(from);
    let words = whole.split(' ').count();
    let first: Vec<&str> = whole.split(' ').take(words.saturating_sub(shared).max(1)).collect();
    format!("{} to {}", first.join(" "), one_date(to))
}

fn one_date(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    let month = parts.get(1).and_then(|m| MONTHS.get(m.parse::<usize>().ok()?.checked_sub(1)?));
    match (month, parts.get(2)) {
        (Some(month), Some(day)) => format!("{} {month} {}", day.trim_start_matches('0'), parts[0]),
        (Some(month), None) => format!("{month} {}", parts[0]),
        (None, _) => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_well() {
        let check =
            |date: &str, words: &str| assert_eq!(date_in_words(&DateRange::parse(date).unwrap()), words);
        check("2023", "2023");
        check("2023-11", "November 2023");
        check("2023-11-08", "8 November 2023");
        check("2023-11-28/2023-11-30", "28 to 30 November 2023");
        check("2023-11-28/2023-12-02", "28 November to 2 December 2023");
        check("2023-12-28/2024-01-02", "28 December 2023 to 2 January 2024");
        check("2023-10/2023-11", "October to November 2023");
        check("2023/2024", "2023 to 2024");
        check("2023-11-08/2023-11-08", "8 November 2023");
    }
}
