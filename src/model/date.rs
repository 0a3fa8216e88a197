//! Dates of meetings: a day, a month, a year, or a range of them, as ISO 8601 writes them.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A date as a document states it, `2023-11-28`, `2023-11`, `2023`, or a range `2023-11-28/2023-11-30` (ISO 8601-1, 5.5).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateRange(String);

impl DateRange {
    /// Reads a date or range; a wrong one is a usage error that says what is taken.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let (from, to) = text.split_once('/').unwrap_or((text, text));
        if !is_date(from) || !is_date(to) || last_day(to) < first_day(from) {
            return Err(Error::usage(format!("‘{text}’ is not a date"))
                .hint("write 2023-11-28, 2023-11, 2023 or a range 2023-11-28/2023-11-30"));
        }
        Ok(DateRange(text.to_string()))
    }

    /// First day it covers, as `YYYY-MM-DD`.
    pub fn first_day(&self) -> String {
        first_day(self.0.split('/').next().unwrap_or_default())
    }

    /// Last day it may cover, as `YYYY-MM-DD`; a month is taken to have 31 days, which is enough to compare.
    pub fn last_day(&self) -> String {
        last_day(self.0.rsplit('/').next().unwrap_or_default())
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |i: usize, len: usize| {
        let part = parts.get(i)?;
        (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
    };
    let Some(year) = number(0, 4) else { return false };
    let month_ok = parts.len() < 2 || number(1, 2).is_some_and(|m| (1..=12).contains(&m));
    let day_ok = parts.len() < 3 || number(2, 2).is_some_and(|d| d >= 1 && d <= days_in(year, number(1, 2)));
    parts.len() <= 3 && month_ok && day_ok
}

fn days_in(year: u32, month: Option<u32>) -> u32 {
    match month {
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        Some(2) => 28,
        _ => 31,
    }
}

fn first_day(text: &str) -> String {
    format!("{text}{}", &"-01-01"[text.len().saturating_sub(4).min(6)..])
}

fn last_day(text: &str) -> String {
    format!("{text}{}", &"-12-31"[text.len().saturating_sub(4).min(6)..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_checked() {
        for good in ["2023", "2023-11", "2023-11-28", "2023-11-28/2023-11-30", "2024-02-29", "2023/2024"] {
            assert!(DateRange::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["", "23", "2023-13", "2023-02-29", "28 November 2023", "2023-11-30/2023-11-28", "2023-1-1"]
        {
            assert!(DateRange::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_range_covers_its_days() {
        let date = DateRange::parse("2023-11/2024").unwrap();
        assert_eq!((date.first_day().as_str(), date.last_day().as_str()), ("2023-11-01", "2024-12-31"));
    }
}
