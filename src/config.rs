//! Settings: flags, then environment, then the config file, then defaults.

use serde::Deserialize;
use std::path::PathBuf;

/// Colours of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Dark or light as the terminal says (`COLORFGBG`), no colours where `NO_COLOR` is set.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// No colours, only signs and weight.
    Mono,
}

/// The config file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The store to open.
    pub db: Option<PathBuf>,
    /// The name that decisions are made under.
    pub reviewer: Option<String>,
    /// Colours of the screen.
    #[serde(default)]
    pub theme: Theme,
    /// Whether borders and signs are drawn with ASCII characters only.
    #[serde(default)]
    pub ascii: bool,
}
