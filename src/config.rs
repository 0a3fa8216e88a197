//! Settings: flags, then environment, then the config file, then defaults.

mod look;

pub use look::{Theme, ThemeSettings};

use crate::error::{Error, Result};
use directories::ProjectDirs;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The config file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The file, whether it is there or not; none where there is no config folder.
    #[serde(skip)]
    pub path: Option<PathBuf>,
    /// What was read from it.
    #[serde(skip)]
    text: String,
    /// The store to open.
    pub db: Option<PathBuf>,
    /// The name that decisions are made under.
    pub reviewer: Option<String>,
    /// Colours of the screen.
    #[serde(default)]
    pub theme: ThemeSettings,
    /// Keys of the screen in place of the default ones, by context and action.
    #[serde(default)]
    pub keys: Keys,
    /// Whether borders and signs are drawn with ASCII characters only.
    #[serde(default)]
    pub ascii: bool,
    /// Whether the screen listens to the mouse from the start.
    #[serde(default)]
    pub mouse: bool,
    /// How surely a sentence must recommend to be taken at import, 0 to 1.
    #[serde(default, deserialize_with = "share")]
    pub threshold: Option<f32>,
    /// How high a suggestion must score to be taken with one key or `tag --suggested`, 0 to 1.
    #[serde(default, deserialize_with = "share")]
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

/// Keys by context and action; each word knows its place in the file.
pub type Keys = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Vec<Spanned<String>>>>;

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

/// What a config file may say.
const KNOWN: &str = "keys: db, reviewer, theme (auto, dark, light, mono, or a table [theme] with base and styles), \
ascii (true, false), mouse (true, false), threshold (0 to 1), take-above (0 to 1), order (document, certainty, certainty:desc, …), \
schemes (a list of files), facets (a list of schemes), \
[keys.CONTEXT] (ACTION = [\"key\", …]), [annex] (title, subtitle, event, place, prepared-by)";

/// A number from 0 to 1.
fn share<'de, D: Deserializer<'de>>(value: D) -> std::result::Result<Option<f32>, D::Error> {
    let share = f32::deserialize(value)?;
    let wrong = || D::Error::custom(format!("{share} is not between 0 and 1"));
    (0.0..=1.0).contains(&share).then_some(Some(share)).ok_or_else(wrong)
}

impl Config {
    /// Reads the config file: the one named, which must be there, else the one in the config folder, where there is one.
    pub fn load(named: Option<&Path>) -> Result<Config> {
        match named {
            Some(path) => Config::read(path),
            None => match config_folder() {
                Some(folder) if folder.join("config.toml").exists() => {
                    Config::read(&folder.join("config.toml"))
                }
                Some(folder) => {
                    let path = Some(folder.join("config.toml"));
                    Ok(Config { schemes: scheme_files(&folder)?, path, ..Config::default() })
                }
                None => Ok(Config::default()),
            },
        }
    }

    /// Reads a config file, which must be there.
    pub fn read(path: &Path) -> Result<Config> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::usage(format!("cannot read the config {}", path.display())).because(e))?;
        let config = Config::parse(&text).map_err(|(place, message)| {
            let error = Error::usage(format!("config {}:{place}: {message}", path.display()));
            if message.starts_with("unknown field") { error.hint(KNOWN) } else { error }
        })?;
        Config { path: Some(path.to_path_buf()), text, ..config }.checked(path)
    }

    /// Says what is wrong at a place (bytes) of the file, with line and column.
    pub fn wrong_at(&self, place: Range<usize>, words: &str) -> Error {
        let path = self.path.as_deref().unwrap_or(Path::new("config.toml"));
        Error::usage(format!(
            "config {}:{}: {words}",
            path.display(),
            line_and_column(&self.text, place.start)
        ))
    }

    /// The config with a relative store beside the file that names it; values that mean nothing are refused.
    fn checked(mut self, path: &Path) -> Result<Config> {
        let wrong = |what: &str| Err(Error::usage(format!("config {}: {what}", path.display())));
        if self.db.as_ref().is_some_and(|db| db.as_os_str().is_empty()) {
            return wrong("db names no file");
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
            let place = line_and_column(text, e.span().map_or(0, |span| span.start));
            (place, e.message().lines().collect::<Vec<_>>().join("; "))
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

    /// Who decides: as named, else as the config says, else the login name, else the account that the program runs under.
    pub fn reviewer(&self, named: Option<String>) -> String {
        let login = ["USER", "LOGNAME", "USERNAME"].iter().map(|name| std::env::var(name).ok());
        let names = [named, self.reviewer.clone()].into_iter().chain(login).flatten();
        let name = names.map(|n| n.trim().to_string()).find(|n| !n.is_empty());
        name.or_else(account).unwrap_or_else(|| "reviewer".to_string())
    }
}

/// The name of the account, as the system's own program tells it wherever accounts are kept; none where there is no such
/// program. Asked only where the environment does not say.
fn account() -> Option<String> {
    use std::process::{Command, Stdio};
    let told = Command::new("id").arg("-un").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let name = String::from_utf8(told.stdout).ok()?.trim().to_string();
    (told.status.success() && !name.is_empty() && !name.contains(char::is_control)).then_some(name)
}

/// `line:column` of a byte, both from 1, the column in characters.
fn line_and_column(text: &str, at: usize) -> String {
    let before = text.get(..at.min(text.len())).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{line}:{column}")
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
            (config.reviewer.as_deref(), config.theme.base, config.ascii),
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
    fn keys_and_styles_know_their_place() {
        let text = "[theme]\nbase = \"dark\"\nkeep = \"blue\"\n[keys.list]\nkeep = [\"y\", \"k k\"]\n";
        let config = Config { text: text.into(), ..Config::parse(text).unwrap() };
        let (meaning, style) = &config.theme.styles[0];
        assert_eq!(
            (config.theme.base, meaning.get_ref().as_str(), style.get_ref().as_str()),
            (Theme::Dark, "keep", "blue")
        );
        assert!(config.wrong_at(style.span(), "no").to_string().contains(":3:8: no"));
        let keys: Vec<String> = config
            .keys
            .values()
            .flat_map(BTreeMap::values)
            .flatten()
            .map(|k| config.wrong_at(k.span(), k.get_ref()).to_string())
            .collect();
        assert_eq!(keys, ["config config.toml:5:9: y", "config config.toml:5:14: k k"]);
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
        check("[theme]\nbase = \"pink\"", "2:8", "unknown variant `pink`");
        check("theme = 3", "1:9", "auto, dark, light, mono, or a table");
        check("[theme]\nkeep = 3", "2:8", "string");
        check("[keys.list]\nkeep = \"y\"", "2:8", "sequence");
        check("[keys]\nkeep = [\"y\"]", "2:8", "map");
    }
}
