//! The form of a scheme file: a new concept scheme, or changes to one that is there.
//!
//! ```toml
//! scheme = "followup"                      # its name: --concept followup:quick
//! label = "Follow-up"                      # over its concepts on the screen
//!
//! [[concept]]
//! notation = "quick"
//! label = { en = "Quick win", fr = "Résultat rapide" }
//! terms = { en = ["within a year", "immediate*"], fr = ["sans délai"] }
//! ```
//!
//! The built-in groups and mechanisms are such files, in `schemes/`.

use super::place::{Place, Source, Table, Text, Value};
use crate::error::Result;

/// Languages that terms can be given in.
pub const TERM_LANGUAGES: [&str; 4] = ["en", "fr", "es", "pt"];

/// How strongly a term speaks for a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// It can mean nothing else.
    Decisive,
    /// It nearly always means it.
    Sure,
    /// It mostly means it.
    Strong,
    /// It may mean it.
    Fair,
    /// It goes with it.
    Slight,
    /// It speaks against it.
    Against,
}

impl Strength {
    const ALL: [(&'static str, Strength); 6] = [
        ("decisive", Strength::Decisive),
        ("sure", Strength::Sure),
        ("strong", Strength::Strong),
        ("fair", Strength::Fair),
        ("slight", Strength::Slight),
        ("against", Strength::Against),
    ];
}

/// Words that speak for a concept, written as in the vocabulary of the suggestions.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The words.
    pub written: String,
    /// The language they are of, ISO 639-1; none: of any.
    pub language: Option<&'static str>,
    /// How strongly they speak.
    pub strength: Strength,
    /// Where they were written.
    pub place: Place,
}

/// A scheme file, read but not yet held against the schemes that are there.
#[derive(Debug)]
pub(super) struct SchemeFile {
    pub(super) scheme: Text,
    pub(super) label: Option<Labels>,
    pub(super) named: bool,
    pub(super) order: Vec<Text>,
    pub(super) neutral: Vec<Term>,
    pub(super) concepts: Vec<ConceptEntry>,
}

/// What a file says of one concept.
#[derive(Debug)]
pub(super) struct ConceptEntry {
    pub(super) notation: Text,
    pub(super) label: Option<Labels>,
    pub(super) title: Option<Labels>,
    pub(super) alternatives: Vec<String>,
    pub(super) terms: Vec<Term>,
    pub(super) follows: Vec<Text>,
    pub(super) broader: Option<Text>,
    pub(super) clusters: Option<(Place, Vec<Text>)>,
}

/// A label in one language or several; the first is shown: English where there is one.
#[derive(Debug)]
pub(super) struct Labels(pub(super) Vec<String>);

impl SchemeFile {
    /// Reads a file; an error names the file, the place and the key.
    pub(super) fn read(name: &str, text: &str) -> Result<SchemeFile> {
        let source = Source::new(name, text);
        let parsed = source.parse()?;
        let file = Table::whole(&source, &parsed);
        file.check_keys(&["scheme", "label", "named", "order", "neutral", "concept"])?;
        let concepts = match file.get("concept") {
            Some(list) => list.list()?.iter().map(concept).collect::<Result<_>>()?,
            None => Vec::new(),
        };
        Ok(SchemeFile {
            scheme: file.need("scheme")?.text().and_then(scheme_name)?,
            label: file.get("label").map(|v| labels(&v)).transpose()?,
            named: file.get("named").map_or(Ok(false), |v| v.truth())?,
            order: file.get("order").map_or(Ok(Vec::new()), |v| v.texts())?,
            neutral: file.get("neutral").map_or(Ok(Vec::new()), |v| terms(&v))?,
            concepts,
        })
    }
}

fn concept(value: &Value) -> Result<ConceptEntry> {
    let table = value.table()?;
    table.check_keys(&[
        "notation",
        "label",
        "title",
        "alternative",
        "terms",
        "follows",
        "broader",
        "clusters",
    ])?;
    let clusters = match table.get("clusters") {
        Some(value) => Some((value.place(), value.texts()?)),
        None => None,
    };
    Ok(ConceptEntry {
        notation: table.need("notation")?.text().and_then(notation)?,
        label: table.get("label").map(|v| labels(&v)).transpose()?,
        title: table.get("title").map(|v| labels(&v)).transpose()?,
        alternatives: table.get("alternative").map_or(Ok(Vec::new()), |v| alternatives(&v))?,
        terms: table.get("terms").map_or(Ok(Vec::new()), |v| terms(&v))?,
        broader: table.get("broader").map(|v| v.text()).transpose()?,
        follows: table.get("follows").map_or(Ok(Vec::new()), |v| v.texts())?,
        clusters,
    })
}

/// A scheme's name goes into `--concept NAME:N` and into exports.
fn scheme_name(name: Text) -> Result<Text> {
    let begins = name.text.starts_with(|c: char| c.is_ascii_lowercase());
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match begins && name.text.len() <= 32 && name.text.chars().all(fits) {
        true => Ok(name),
        false => Err(name.place.error("a scheme's name is of small letters, digits and hyphens, 32 at most")),
    }
}

/// A notation stands in lists with commas, behind colons and as a word of its own.
fn notation(notation: Text) -> Result<Text> {
    let text = &notation.text;
    let begins = text.starts_with(char::is_alphanumeric);
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '+');
    let refuse = |why: &str| Err(notation.place.error(why));
    if !begins || text.chars().count() > 24 || !text.chars().all(fits) {
        return refuse("a notation is of letters, digits and - . _ + without spaces, 24 at most");
    }
    match text.as_str() {
        "none" | "any" => refuse("this word means something else on the command line"),
        _ => Ok(notation),
    }
}

fn labels(value: &Value) -> Result<Labels> {
    let Some(table) = value.as_table() else { return value.text().map(|label| Labels(vec![label.text])) };
    let mut labels = Vec::new();
    for (language, value) in table.entries() {
        check_language(language, &value)?;
        let label = value.text()?.text;
        if language == "en" { labels.insert(0, label) } else { labels.push(label) }
    }
    match labels.is_empty() {
        true => Err(value.place().error("is empty")),
        false => Ok(Labels(labels)),
    }
}

fn alternatives(value: &Value) -> Result<Vec<String>> {
    let texts = |value: &Value| value.texts().map(|texts| texts.into_iter().map(|t| t.text));
    let Some(table) = value.as_table() else { return Ok(texts(value)?.collect()) };
    let mut all = Vec::new();
    for (language, value) in table.entries() {
        check_language(language, &value)?;
        all.extend(texts(&value)?);
    }
    Ok(all)
}

fn check_language(language: &str, value: &Value) -> Result<()> {
    let fits = (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
    match fits {
        true => Ok(()),
        false => Err(value.place().error("expected a language of two or three letters, such as en, fr, es")),
    }
}

/// A list; a table of lists by language or by strength; or a table of both, by language first.
fn terms(value: &Value) -> Result<Vec<Term>> {
    let Some(table) = value.as_table() else { return of_strength(value, None, Strength::Sure) };
    let mut all = Vec::new();
    for (key, value) in table.entries() {
        let language = TERM_LANGUAGES.iter().copied().find(|language| *language == key);
        all.extend(match (language, value.as_table()) {
            (Some(_), Some(levels)) => {
                let levels = levels.entries().map(|(key, value)| of_level(key, &value, language));
                levels.collect::<Result<Vec<_>>>()?.concat()
            }
            (Some(_), None) => of_strength(&value, language, Strength::Sure)?,
            (None, _) => of_level(key, &value, None)?,
        });
    }
    Ok(all)
}

fn of_level(key: &str, value: &Value, language: Option<&'static str>) -> Result<Vec<Term>> {
    match Strength::ALL.iter().find(|(word, _)| *word == key) {
        Some((_, strength)) => of_strength(value, language, *strength),
        None => {
            let words: Vec<&str> = Strength::ALL.iter().map(|(word, _)| *word).collect();
            let languages = if language.is_none() { TERM_LANGUAGES.join(", ") + "; " } else { String::new() };
            Err(value
                .place()
                .error("there is no such key")
                .hint(format!("known here: {languages}{}", words.join(", "))))
        }
    }
}

fn of_strength(value: &Value, language: Option<&'static str>, strength: Strength) -> Result<Vec<Term>> {
    let term = |t: Text| Term { written: t.text, language, strength, place: t.place };
    Ok(value.texts()?.into_iter().map(term).collect())
}
