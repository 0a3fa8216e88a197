//! Filters saved under a name.

use super::Desk;
use crate::error::{Error, Result};
use crate::facets::Filter;
use crate::model::Change;
use crate::model::text::one_line;
use crate::store::{Entry, Target};

/// The longest name of a saved filter, in characters.
const LONGEST: usize = 60;

/// A filter saved under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its name.
    pub name: String,
    /// What it lets through.
    pub filter: Filter,
    /// How many recommendations that is now.
    pub count: usize,
}

impl Desk {
    /// Every saved filter with how much it lets through now, in order of the names.
    pub fn saved_filters(&mut self) -> Result<Vec<SavedFilter>> {
        let saved = self.store.saved_filters()?;
        let counted = saved.into_iter().map(|(name, filter)| {
            let count = self.count(&filter)?;
            Ok(SavedFilter { name, filter, count })
        });
        counted.collect()
    }

    /// The filter saved under a name.
    pub fn saved_filter(&self, name: &str) -> Result<Filter> {
        let saved = self.store.saved_filters()?;
        let known: Vec<String> = saved.iter().map(|(known, _)| known.clone()).collect();
        saved.into_iter().find(|(known, _)| known == name).map(|(_, filter)| filter).ok_or_else(|| {
            let error = Error::failed(format!("no filter is saved as ‘{name}’"));
            match known.as_slice() {
                [] => error.hint("save one with: rapporteur filters save NAME FILTERS"),
                known => error.hint(format!("saved are: {}", known.join(", "))),
            }
        })
    }

    /// Saves a filter under a name, a step of the journal, on disk when it returns. True where another one was saved under
    /// it before.
    pub fn save_filter(&mut self, name: &str, filter: &Filter) -> Result<bool> {
        let name = one_line(name.trim());
        if name.is_empty() || name.chars().count() > LONGEST {
            return Err(Error::usage(format!("‘{name}’ is no name for a filter"))
                .hint(format!("a name has 1 to {LONGEST} characters")));
        }
        if filter.is_empty() {
            return Err(Error::usage("a filter that lets everything through is not saved")
                .hint("name at least one condition"));
        }
        let replaces = self.store.saved_filters()?.iter().any(|(known, _)| *known == name);
        let json = serde_json::to_value(filter);
        let to = json.map_err(|e| Error::failed("the filter cannot be written down").because(e))?;
        self.set_filter(name, Some(to))?;
        Ok(replaces)
    }

    /// Removes the filter saved under a name, a step of the journal; it must be there.
    pub fn remove_filter(&mut self, name: &str) -> Result<()> {
        self.saved_filter(name)?;
        self.set_filter(name.to_string(), None)
    }

    fn set_filter(&mut self, name: String, to: Option<serde_json::Value>) -> Result<()> {
        let entry = Entry { target: Target::Store, change: Change::Filter { name, to } };
        self.step(|store, reviewer| store.decide(reviewer, &[entry])).map(|_| ())
    }
}
