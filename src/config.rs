//! Settings: flags, then environment, then the config file, then defaults.

use crate::error::{Error, Result};
use directories::ProjectDirs;
use serde::Deserialize;
use std::path::{Path, PathBuf};

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
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
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
    /// How surely a sentence must recommend to be taken at import, 0 to 1.
    pub threshold: Option<f32>,
    /// How high a suggestion must score to be taken with one key or `tag --suggested`, 0 to 1.
    pub take_above: Option<f32>,
    /// The order in which the screen shows recommendations, as `list --order` takes it.
    pub order: Option<String>,
    /// Scheme files beside those of the schemes folder; after loading, all of them in the order they count.
    #[serde(default)]
    pub schemes: Vec<PathBuf>,
    /// The schemes shown in the facets pane, in this order; all where nothing is said.
    pub facets: Option<Vec<String>>,
    /// The title page of annexes, where the command line does not say otherwise.
    #[serde(default)]
    pub annex: TitlePage,
}

/// What stands on the title page of an annex.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct TitlePage {
    /// Its title.
    pub title: Option<String>,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// The meeting or review that it is made for.
    pub event: Option<String>,
    /// Where that is held.
    pub place: Option<String>,
    /// Who prepared it.
    pub prepared_by: Option<String>,
}

impl Config {
    /// Reads the config file: the one named, which must be there, else the one in the config folder, where there is one.
    pub fn load(named: Option<&Path>) -> Result<Config> {
        let path = match named {
            Some(path) => path.to_path_buf(),
            None => match config_folder() {
                Some(folder) if folder.join("config.toml").exists() => folder.join("config.toml"),
                Some(folder) => return Ok(Config { schemes: scheme_files(&folder)?, ..Config::default() }),
                None => return Ok(Config::default()),
            },
        };
        let text = std::fs::read_to_string(&path)
            .map_err(|e| Error::usage(format!("cannot read the config {}", path.display())).because(e))?;
        let config = Config::parse(&text).map_err(|(place, message)| {
            Error::usage(format!("config {}:{place}: {message}", path.display()))
                .hint("keys: db, reviewer, theme (auto, dark, light, mono), ascii (true, false), threshold (0 to 1), take-above (0 to 1), order (document, certainty, certainty:desc, …), schemes (a list of files), facets (a list of schemes), [annex] (title, subtitle, event, place, prepared-by)")
        })?;
        config.checked(&path)
    }

    /// The config with a relative store beside the file that names it; values that mean nothing are refused.
    fn checked(mut self, path: &Path) -> Result<Config> {
        let wrong = |what: &str| Err(Error::usage(format!("config {}: {what}", path.display())));
        if self.db.as_ref().is_some_and(|db| db.as_os_str().is_empty()) {
            return wrong("db names no file");
        }
        if self.threshold.is_some_and(|t| !(0.0..=1.0).contains(&t)) {
            return wrong("threshold is not between 0 and 1");
        }
        if self.take_above.is_some_and(|t| !(0.0..=1.0).contains(&t)) {
            return wrong("take-above is not between 0 and 1");
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        self.db = self.db.map(|db| folder.join(db));
        let named = self.schemes.iter().map(|file| folder.join(file));
        self.schemes = scheme_files(folder)?.into_iter().chain(named).collect();
        Ok(self)
    }

    /// Reads a config's text; an error is its place (`line:column`, from 1) and a message on one line.
    fn parse(text: &str) -> std::result::Result<Config, (String, String)> {
        toml::from_str(text).map_err(|e| {
            let before = &text[..e.span().map_or(0, |span| span.start.min(text.len()))];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            (format!("{line}:{column}"), e.message().lines().collect::<Vec<_>>().join("; "))
        })
    }

    /// The store: as named, else as the config says, else in the data folder.
    pub fn store(&self, named: Option<PathBuf>) -> Result<PathBuf> {
        named
            .or_else(|| self.db.clone())
            .or_else(|| data_folder().map(|f| f.join("rapporteur.db")))
            .ok_or_else(|| {
                Error::store("there is no home folder to keep the store in")
                    .hint("name a store with --db PATH")
            })
    }

    /// Who decides: as named, else as the config says, else the login name.
    pub fn reviewer(&self, named: Option<String>) -> String {
        let login = ["USER", "LOGNAME", "USERNAME"].iter().map(|name| std::env::var(name).ok());
        let names = [named, self.reviewer.clone()].into_iter().chain(login).flatten();
        let name = names.map(|n| n.trim().to_string()).find(|n| !n.is_empty());
        name.unwrap_or_else(|| "reviewer".to_string())
    }
}

/// The files of the folder `schemes` beside the config file, by name.
fn scheme_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let folder = folder.join("schemes");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let cannot = |e| Error::usage(format!("cannot read the folder {}", folder.display())).because(e);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn config_folder() -> Option<PathBuf> {
    let own = std::env::var_os("RAPPORTEUR_CONFIG_DIR").map(PathBuf::from);
    own.or_else(|| xdg("XDG_CONFIG_HOME")).or_else(|| Some(project()?.config_dir().to_path_buf()))
}

fn data_folder() -> Option<PathBuf> {
    xdg("XDG_DATA_HOME").or_else(|| Some(project()?.data_dir().to_path_buf()))
}

/// `directories` leaves the XDG variables aside on macOS, where people set them all the same.
fn xdg(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from).filter(|f| f.is_absolute())?;
    Some(folder.join("rapporteur"))
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "rapporteur")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_is_read() {
        let config = Config::parse("reviewer = \"Amina\"\ntheme = \"light\"\n").unwrap();
        assert_eq!(
            (config.reviewer.as_deref(), config.theme, config.ascii),
            (Some("Amina"), Theme::Light, false)
        );
    }

    #[test]
    fn a_title_page_is_read() {
        let config = Config::parse("[annex]\nevent = \"Review\"\nprepared-by = \"The team\"\n").unwrap();
        assert_eq!(config.annex.event.as_deref(), Some("Review"));
        assert_eq!(config.annex.prepared_by.as_deref(), Some("The team"));
    }

    #[test]
    fn a_wrong_config_names_the_place() {
        let check = |text: &str, place: &str, words: &str| {
            let (found, message) = Config::parse(text).unwrap_err();
            assert!(found == place && message.contains(words), "{found} {message}");
        };
        check("ascii = true\ncolour = 1\n", "2:1", "unknown field `colour`");
        check("theme = \"pink\"", "1:9", "unknown variant `pink`");
        check("reviewer = ", "1:12", "");
    }
}
