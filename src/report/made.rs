//! What every export says of itself: from which store it was made, when, for whom and by what filter.

use serde::Serialize;

/// How an export came to be. The time is handed in, so that the same store gives the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Name and version of the program.
    pub program: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// The store's file name, without its folder: an annex goes to people whom the folder does not concern.
    pub store: String,
    /// Whose decisions it shows.
    pub reviewer: String,
    /// The filter, in words.
    pub filter: String,
    /// How many recommendations it let through.
    pub count: usize,
}

impl Made {
    /// "Made by rapporteur 0.1.0 on 2026-03-04 at 10:30 UTC from the store reports.db; decisions of Amina; filter: verdict keep."
    pub fn in_words(&self) -> String {
        format!(
            "Made by {} on {} from the store {}; decisions of {}; filter: {}.",
            self.program,
            self.at_in_words(),
            self.store,
            self.reviewer,
            self.filter
        )
    }

    /// "2026-03-04 at 10:30 UTC", or the time as it was given where it is no RFC 3339.
    pub fn at_in_words(&self) -> String {
        match (self.at.get(..10), self.at.get(11..16)) {
            (Some(day), Some(minute)) => format!("{day} at {minute} UTC"),
            _ => self.at.clone(),
        }
    }

    /// The day, `2026-03-04`.
    pub fn day(&self) -> &str {
        self.at.get(..10).unwrap_or(&self.at)
    }
}

/// What the title page says. Everything but the title may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Front {
    /// The title.
    pub title: String,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// The meeting or review it is made for.
    pub event: Option<String>,
    /// Where that is held.
    pub place: Option<String>,
    /// The date to print, as it should stand.
    pub date: Option<String>,
    /// Who prepared it.
    pub prepared_by: Option<String>,
}

/// Name and version of this program, as exports state them.
pub const PROGRAM: &str = concat!("rapporteur ", env!("CARGO_PKG_VERSION"));

/// Stands on every annex: nobody shall take it for a document of an organization.
pub const NOTICE: &str = "Working document. Not an official document of any organization or meeting.";
