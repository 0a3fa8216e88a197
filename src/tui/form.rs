//! A form of a few lines: names and response of a recommendation, details of a document.

use super::fit::safe;
use super::line::Line;
use super::requests::Mending;
use crate::desk::Mend;
use crate::desk::export::ExportFormat;
use crate::error::{Error, Result};
use crate::model::{DateRange, Details, Document, DocumentId, Recommendation, Response, RowId};
use std::path::PathBuf;

/// What a form corrects.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// Who made a recommendation, to whom, and the response.
    Names(RowId),
    /// A document, with its details as they were seen.
    Document(DocumentId, Box<Details>),
    /// An export.
    Export {
        /// The file that was named and is there already.
        there: Option<PathBuf>,
    },
}

/// One line of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What it is.
    pub label: &'static str,
    /// What is written.
    pub line: Line,
    /// How it is written.
    pub hint: &'static str,
}

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// What it corrects.
    pub about: About,
    /// Its lines.
    pub fields: Vec<Field>,
    /// Which line has the keyboard.
    pub cursor: usize,
}

impl Form {
    /// Who made a recommendation, to whom, and the response.
    pub fn names(card: &Recommendation) -> Form {
        let response = card.response.map_or("", Response::word);
        let fields = vec![
            field("Proposers", &card.proposers.join("; "), "names with ; between them"),
            field("Addressees", &card.addressees.join("; "), "names with ; between them"),
            field("Response", response, "supported, noted, under-examination, or nothing"),
        ];
        Form { about: About::Names(card.row), fields, cursor: 0 }
    }

    /// The details of a document.
    pub fn document(document: &Document) -> Form {
        let details = &document.details;
        let word = |word: &Option<String>| word.clone().unwrap_or_default();
        let date = details.date.as_ref().map_or("", DateRange::as_str);
        let fields = vec![
            field("Title", &word(&details.title), ""),
            field("Event", &word(&details.event), "the meeting or process it reports on"),
            field("Place", &word(&details.place), "where the meeting was held"),
            field("Date", date, "2023-11-28, 2023-11, 2023 or 2023-11-28/2023-11-30"),
            field("Region", &word(&details.region), ""),
            field("Language", &word(&details.language), "en, fr, es, pt or ar"),
        ];
        Form { about: About::Document(document.id.clone(), Box::new(details.clone())), fields, cursor: 0 }
    }

    /// An export: to which format and file.
    pub fn export(about: About, format: ExportFormat, file: &str) -> Form {
        let fields = vec![
            field("Format", format.word(), "docx html md: annex; xlsx: matrix; csv jsonl datapackage"),
            field("File", file, "in the folder that the program was started in, or with its folder"),
        ];
        Form { about, fields, cursor: 0 }
    }

    /// The title over it.
    pub fn title(&self) -> &'static str {
        match &self.about {
            About::Names(_) => "Who, to whom, and the response",
            About::Document(..) => "Document",
            About::Export { there: Some(_) } => "Export: write over the file?",
            About::Export { there: None } => "Export",
        }
    }

    /// The line that has the keyboard.
    pub fn line(&mut self) -> Option<&mut Line> {
        self.fields.get_mut(self.cursor).map(|field| &mut field.line)
    }

    /// To another line; past the last comes the first.
    pub fn go(&mut self, by: isize) {
        let count = self.fields.len().max(1) as isize;
        self.cursor = (self.cursor as isize + by).rem_euclid(count) as usize;
    }

    /// What it mends, as written; a wrong date, language or response is told.
    pub fn mending(&self) -> Result<Mending> {
        let written = |n: usize| self.fields.get(n).map_or("", |field| field.line.text().trim());
        let word = |n: usize| Some(safe(written(n))).filter(|word| !word.is_empty());
        match &self.about {
            About::Names(row) => {
                let names = |n: usize| written(n).split(';').map(safe).collect();
                let response = match written(2) {
                    "" | "none" => None,
                    word => Some(Response::from_word(word).ok_or_else(|| {
                        Error::usage(format!("there is no response ‘{word}’"))
                            .hint("supported, noted, under-examination, or nothing")
                    })?),
                };
                let mends =
                    vec![Mend::Proposers(names(0)), Mend::Addressees(names(1)), Mend::Response(response)];
                Ok(Mending::Mend(*row, mends))
            }
            // It has an order of its own.
            About::Export { .. } => Err(Error::usage("an export mends nothing")),
            About::Document(id, from) => {
                let date = written(3);
                let date = (!date.is_empty()).then(|| DateRange::parse(date)).transpose()?;
                let language = word(5).map(|word| language(&word)).transpose()?;
                let to = Details {
                    title: word(0),
                    event: word(1),
                    place: word(2),
                    date,
                    region: word(4),
                    language,
                };
                Ok(Mending::Correct(id.clone(), from.clone(), Box::new(to)))
            }
        }
    }
}

fn field(label: &'static str, text: &str, hint: &'static str) -> Field {
    Field { label, line: Line::new(&safe(text)), hint }
}

/// The code of a language that reports are written in.
fn language(word: &str) -> Result<String> {
    const KNOWN: [&str; 5] = ["en", "fr", "es", "pt", "ar"];
    let code = word.to_lowercase();
    match KNOWN.contains(&code.as_str()) {
        true => Ok(code),
        false => {
            Err(Error::usage(format!("‘{word}’ is no language known here")).hint("en, fr, es, pt or ar"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        crate::tui::testing::FakeDesk::new(1).card(1).document.as_ref().clone()
    }

    #[test]
    fn what_is_written_becomes_details() {
        let mut form = Form::document(&document());
        let write = |form: &mut Form, n: usize, text: &str| form.fields[n].line = Line::new(text);
        write(&mut form, 0, "  ");
        write(&mut form, 3, "2024-05/2024-06");
        write(&mut form, 5, "FR");
        let Ok(Mending::Correct(_, from, to)) = form.mending() else { panic!() };
        assert_eq!((from.title.is_some(), to.title), (true, None));
        assert_eq!(to.date.map(|date| date.to_string()).as_deref(), Some("2024-05/2024-06"));
        assert_eq!(to.language.as_deref(), Some("fr"));
        for (n, wrong) in [(3, "May 2024"), (5, "Klingon")] {
            let mut form = Form::document(&document());
            write(&mut form, n, wrong);
            assert!(form.mending().unwrap_err().to_string().contains(wrong), "{wrong}");
        }
    }

    #[test]
    fn names_stand_between_semicolons() {
        let mut form = Form::names(crate::tui::testing::FakeDesk::new(1).card(1));
        form.fields[0].line = Line::new("Chad; the Gambia");
        form.fields[2].line = Line::new("noted");
        let Ok(Mending::Mend(_, mends)) = form.mending() else { panic!() };
        assert_eq!(mends[0], Mend::Proposers(vec!["Chad".into(), "the Gambia".into()]));
        assert_eq!(mends[2], Mend::Response(Some(Response::Noted)));
        form.fields[2].line = Line::new("accepted");
        assert!(form.mending().is_err(), "that is a State's word for something else");
        form.go(-1);
        assert_eq!(form.cursor, 2);
    }
}
