//! How the screen looks, as the config file says.

use serde::de::value::StrDeserializer;
use serde::de::{Error as _, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use toml::Spanned;

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

/// A theme and what is to look otherwise in it: `theme = "light"`, or a table with `base` and styles by meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeSettings {
    /// What the styles are laid over.
    pub base: Theme,
    /// Meaning and style as written; each knows its place in the file.
    pub styles: Vec<(Spanned<String>, Spanned<String>)>,
}

impl<'de> Deserialize<'de> for ThemeSettings {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Seen)
    }
}

struct Seen;

impl<'de> Visitor<'de> for Seen {
    type Value = ThemeSettings;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("auto, dark, light, mono, or a table of styles")
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<ThemeSettings, E> {
        let word: StrDeserializer<E> = word.into_deserializer();
        Ok(ThemeSettings { base: Theme::deserialize(word)?, styles: Vec::new() })
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<ThemeSettings, M::Error> {
        let mut settings = ThemeSettings::default();
        while let Some(meaning) = map.next_key::<Spanned<String>>()? {
            if meaning.get_ref() == "base" {
                settings.base = map.next_value()?;
            } else if settings.styles.len() < 1000 {
                settings.styles.push((meaning, map.next_value()?));
            } else {
                return Err(M::Error::custom("there are not so many meanings"));
            }
        }
        Ok(settings)
    }
}
