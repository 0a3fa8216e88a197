//! The values of a TOML file, each with its place and the key that leads to it, for errors that people can follow.

use crate::error::{Error, Result};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A TOML file's text.
#[derive(Debug)]
pub(super) struct Source<'f> {
    name: Arc<str>,
    text: &'f str,
    /// The byte that each line begins at.
    lines: Vec<usize>,
}

/// A place in a file, to say what is wrong there later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    file: Arc<str>,
    line: usize,
    column: usize,
    key: String,
}

impl Place {
    /// What is wrong there, as a usage error: "followup.toml:7:9: concept.terms: …".
    pub fn error(&self, message: impl std::fmt::Display) -> Error {
        let Place { file, line, column, key } = self;
        let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
        Error::usage(format!("{file}:{line}:{column}: {key}{message}"))
    }
}

impl<'f> Source<'f> {
    pub(super) fn new(name: &str, text: &'f str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Source { name: name.into(), text, lines: std::iter::once(0).chain(after).collect() }
    }

    /// The whole file as a table.
    pub(super) fn parse(&self) -> Result<Spanned<DeTable<'f>>> {
        DeTable::parse(self.text).map_err(|e| {
            let at = e.span().map_or(0, |span| span.start);
            self.place(at, String::new()).error(e.message().lines().collect::<Vec<_>>().join("; "))
        })
    }

    fn place(&self, at: usize, key: String) -> Place {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let column = self.text.get(self.lines[line - 1]..at).map_or(0, |before| before.chars().count()) + 1;
        Place { file: self.name.clone(), line, column, key }
    }
}

/// A table and the keys that lead to it.
#[derive(Debug, Clone)]
pub(super) struct Table<'s, 'f> {
    source: &'s Source<'f>,
    table: &'s DeTable<'f>,
    at: usize,
    key: String,
}

/// A value and the keys that lead to it.
#[derive(Debug, Clone)]
pub(super) struct Value<'s, 'f> {
    source: &'s Source<'f>,
    value: &'s Spanned<DeValue<'f>>,
    key: String,
}

/// A text with its place.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) place: Place,
}

impl<'s, 'f> Table<'s, 'f> {
    /// The whole of a file that [`Source::parse`] read.
    pub(super) fn whole(source: &'s Source<'f>, parsed: &'s Spanned<DeTable<'f>>) -> Self {
        Table { source, table: parsed.get_ref(), at: 0, key: String::new() }
    }

    /// Refuses keys that are none of these.
    pub(super) fn check_keys(&self, known: &[&str]) -> Result<()> {
        match self.table.keys().find(|key| !known.contains(&key.get_ref().as_ref())) {
            None => Ok(()),
            Some(key) => {
                let path = self.path(key.get_ref());
                let place = self.source.place(key.span().start, path);
                Err(place.error("there is no such key").hint(format!("known here: {}", known.join(", "))))
            }
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<Value<'s, 'f>> {
        let value = self.table.get(key)?;
        Some(Value { source: self.source, value, key: self.path(key) })
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, key: &str) -> Result<Value<'s, 'f>> {
        self.get(key).ok_or_else(|| self.source.place(self.at, self.path(key)).error("is missing"))
    }

    /// Every key with its value.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'s str, Value<'s, 'f>)> {
        self.table.iter().map(|(key, value)| {
            let key: &str = key.get_ref();
            (key, Value { source: self.source, value, key: self.path(key) })
        })
    }

    fn path(&self, key: &str) -> String {
        if self.key.is_empty() { key.to_string() } else { format!("{}.{key}", self.key) }
    }
}

impl<'s, 'f> Value<'s, 'f> {
    pub(super) fn place(&self) -> Place {
        self.source.place(self.value.span().start, self.key.clone())
    }

    fn wrong(&self, wanted: &str) -> Error {
        let found = match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.place().error(format!("expected {wanted}, found {found}"))
    }

    /// A text that holds something.
    pub(super) fn text(&self) -> Result<Text> {
        match self.value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => Err(self.place().error("is empty")),
            DeValue::String(text) => Ok(Text { text: text.trim().to_string(), place: self.place() }),
            _ => Err(self.wrong("a text in quotes")),
        }
    }

    pub(super) fn truth(&self) -> Result<bool> {
        self.value.get_ref().as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    pub(super) fn list(&self) -> Result<Vec<Value<'s, 'f>>> {
        let list = self.value.get_ref().as_array().ok_or_else(|| self.wrong("a list"))?;
        Ok(list.iter().map(|value| Value { source: self.source, value, key: self.key.clone() }).collect())
    }

    pub(super) fn texts(&self) -> Result<Vec<Text>> {
        self.list()?.iter().map(Value::text).collect()
    }

    /// The table that this is, where it is one.
    pub(super) fn as_table(&self) -> Option<Table<'s, 'f>> {
        let table = self.value.get_ref().as_table()?;
        Some(Table { source: self.source, table, at: self.value.span().start, key: self.key.clone() })
    }

    pub(super) fn table(&self) -> Result<Table<'s, 'f>> {
        self.as_table().ok_or_else(|| self.wrong("a table"))
    }
}
