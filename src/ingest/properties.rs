//! What a file of a word processor says of itself.

use super::xml::{Token, Xml};
use crate::model::ReadState;

/// What a reader found out beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Properties {
    /// How whole the text came in.
    pub state: ReadState,
    /// Number of pages, where the file tells.
    pub pages: Option<u32>,
    /// The title, where words of the text are set as the title. The file's own field for it is left aside: it is
    /// filled by templates and file names.
    pub title: Option<String>,
    /// When it was last saved, as written.
    pub saved: Option<String>,
    /// Language tag, as written.
    pub language: Option<String>,
}

impl Default for Properties {
    fn default() -> Self {
        Properties { state: ReadState::Whole, pages: None, title: None, saved: None, language: None }
    }
}

impl Properties {
    /// Reads the part of a package that holds them, in the words that DOCX and ODT share (Dublin Core).
    pub fn of_package(part: &str) -> Self {
        let mut xml = Xml::new(part);
        let mut found = Properties::default();
        let mut created = None;
        while let Some(token) = xml.next(0) {
            let Token::Open(element) = token else { continue };
            let slot = match element.name() {
                "modified" | "date" => &mut found.saved,
                "created" | "creation-date" => &mut created,
                "language" => &mut found.language,
                _ => continue,
            };
            *slot = Some(xml.words().trim().to_string()).filter(|words| !words.is_empty());
        }
        found.saved = found.saved.or(created);
        found
    }
}
