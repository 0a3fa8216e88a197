//! Handing over: what was selected as a file of some format, the same from the command line and the screen.

use super::Desk;
use crate::config::TitlePage;
use crate::error::{Error, Result};
use crate::facets::{Facet, Filter, Order, Pick};
use crate::model::{Recommendation, RowId, Verdict};
use crate::report::{self, Annex, Choices, Form, Front, Grouping, Made, Standing};
use crate::taxonomy::OBJECTIVE;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A kind of file that recommendations are handed over in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Data: a line a recommendation, for spreadsheets.
    Csv,
    /// Data: a JSON object a line.
    Jsonl,
    /// A ZIP file of CSV and JSON Lines with a description (Frictionless).
    Datapackage,
    /// A matrix to fill in.
    Xlsx,
    /// An annex for word processors.
    Docx,
    /// An annex as a web page.
    Html,
    /// An annex in Markdown.
    Md,
}

impl ExportFormat {
    /// All of them.
    pub const ALL: [ExportFormat; 7] = [
        ExportFormat::Docx,
        ExportFormat::Xlsx,
        ExportFormat::Html,
        ExportFormat::Md,
        ExportFormat::Csv,
        ExportFormat::Jsonl,
        ExportFormat::Datapackage,
    ];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            ExportFormat::Csv => "csv",
            ExportFormat::Jsonl => "jsonl",
            ExportFormat::Datapackage => "datapackage",
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Docx => "docx",
            ExportFormat::Html => "html",
            ExportFormat::Md => "md",
        }
    }

    /// The format that a word means: its name.
    pub fn from_word(word: &str) -> Option<ExportFormat> {
        Self::ALL.into_iter().find(|format| format.word() == word.trim().to_lowercase())
    }

    /// How names of such files end.
    pub fn extension(self) -> &'static str {
        if self == ExportFormat::Datapackage { "zip" } else { self.word() }
    }

    /// The format that the end of a file's name says.
    pub fn of_name(name: &Path) -> Option<ExportFormat> {
        let extension = name.extension()?.to_string_lossy().to_lowercase();
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// Whether it is an annex, which holds what is kept unless a verdict was asked for.
    pub fn is_annex(self) -> bool {
        matches!(self, ExportFormat::Docx | ExportFormat::Html | ExportFormat::Md)
    }

    /// Whether its bytes are no text.
    pub fn is_binary(self) -> bool {
        matches!(self, ExportFormat::Datapackage | ExportFormat::Xlsx | ExportFormat::Docx)
    }

    /// The form that a template makes.
    pub fn form(self) -> Option<Form> {
        match self {
            ExportFormat::Md => Some(Form::Markdown),
            ExportFormat::Html => Some(Form::Html),
            _ => None,
        }
    }
}

/// What is exported: whose state, and of which recommendation, in order.
pub type Selected = Vec<(Arc<str>, RowId)>;

/// What is chosen of an annex.
#[derive(Debug, Clone, Default)]
pub struct AnnexChoices {
    /// The title page; without a title it is made of the grouping, without a date it is the day of making.
    pub page: TitlePage,
    /// The date on the title page, as it should stand there.
    pub date: Option<String>,
    /// What the headings are.
    pub grouping: Grouping,
    /// Whether notes are shown.
    pub notes: bool,
    /// A template in place of the built-in one: its name, for messages, and its text.
    pub template: Option<(String, String)>,
}

/// How what was selected is to be written.
#[derive(Debug, Clone)]
pub struct Export {
    /// The kind of file.
    pub format: ExportFormat,
    /// What it says of itself.
    pub made: Made,
    /// How everything stands that could have been selected, where that is known.
    pub standing: Option<Standing>,
    /// What is chosen of an annex.
    pub annex: AnnexChoices,
    /// Whether CSV begins with a byte order mark.
    pub mark: bool,
}

/// Takes bytes as they are made.
pub type Take<'a> = &'a mut dyn FnMut(&[u8]) -> Result<()>;

impl Desk {
    /// Hands over what was selected, a page of recommendations at a time, so that memory stays small.
    pub fn each(
        &self,
        selected: &Selected,
        mut take: impl FnMut(Recommendation) -> Result<()>,
    ) -> Result<()> {
        for page in selected.chunk_by(|a, b| a.0 == b.0).flat_map(|same| same.chunks(500)) {
            let rows: Vec<RowId> = page.iter().map(|(_, row)| *row).collect();
            let whose = &*page[0].0;
            let found = match whose == self.reviewer() {
                true => self.recommendations(&rows)?,
                false => self.recommendations_of(whose, &rows)?,
            };
            found.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    /// How everything stands that passes a filter, whatever verdict it asks for.
    pub fn how_all_stands(&mut self, filter: &Filter) -> Result<Standing> {
        let mut whole = filter.clone();
        whole.picks.remove(&Facet::Verdict);
        let mut standing = Standing::default();
        for (count, verdict) in standing.verdicts.iter_mut().zip(Verdict::ALL.iter().copied()) {
            let mut these = whole.clone();
            these.pick(Facet::Verdict, Pick::Is(verdict.word().to_string()));
            *count = self.count(&these)?;
        }
        let mut open = whole;
        for verdict in [Verdict::Unreviewed, Verdict::Later] {
            open.pick(Facet::Verdict, Pick::Is(verdict.word().to_string()));
        }
        standing.open_objectives =
            self.cross(&open, &Facet::Concept(OBJECTIVE.into()), &Facet::Verdict)?.down;
        Ok(standing)
    }

    /// Writes what was selected.
    pub fn write_export(&self, selected: &Selected, export: &Export, take: Take) -> Result<()> {
        match export.format {
            ExportFormat::Csv => {
                if export.mark {
                    take("\u{feff}".as_bytes())?;
                }
                self.write_csv(selected, take)
            }
            ExportFormat::Jsonl => self.each(selected, |r| take((report::json_line(&r) + "\n").as_bytes())),
            ExportFormat::Datapackage => take(&report::package(&self.all(selected)?, &export.made)?),
            ExportFormat::Xlsx => take(&report::matrix(&self.all(selected)?, &export.made)?),
            ExportFormat::Docx | ExportFormat::Html | ExportFormat::Md => {
                let annex = self.annex(&self.all(selected)?, export)?;
                match export.format.form() {
                    Some(form) => {
                        let own = export.annex.template.as_ref().map(|(name, text)| (&**name, &**text));
                        take(report::render(&annex, form, own)?.as_bytes())
                    }
                    None => take(&report::docx(&annex)?),
                }
            }
        }
    }

    /// What was selected as CSV (RFC 4180).
    pub fn write_csv(&self, selected: &Selected, take: Take) -> Result<()> {
        let mut record = |cells: &[String]| {
            let mut writer =
                csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            let written = writer.write_record(cells);
            written.map_err(|e| Error::failed("cannot write CSV").because(e))?;
            let line = writer.into_inner();
            take(&line.map_err(|e| Error::failed("cannot write CSV").because(e.into_error()))?)
        };
        record(&report::csv_header().map(str::to_string))?;
        self.each(selected, |r| record(&report::csv_record(&r)))
    }

    fn all(&self, selected: &Selected) -> Result<Vec<Recommendation>> {
        let mut all = Vec::with_capacity(selected.len());
        self.each(selected, |r| {
            all.push(r);
            Ok(())
        })?;
        Ok(all)
    }

    fn annex(&self, recommendations: &[Recommendation], export: &Export) -> Result<Annex> {
        let AnnexChoices { page, date, grouping, notes, .. } = export.annex.clone();
        let front = Front {
            title: page.title.unwrap_or_else(|| format!("Recommendations {}", grouping.in_words())),
            subtitle: page.subtitle,
            event: page.event,
            place: page.place,
            date: Some(date.unwrap_or_else(|| export.made.day().to_string())),
            prepared_by: page.prepared_by,
        };
        let paragraphs = self.paragraphs(recommendations)?;
        let standing = export.standing.clone();
        let choices = Choices { front, grouping, notes, paragraphs, standing };
        Ok(Annex::of(recommendations, &choices, export.made.clone()))
    }
}

/// The filter of an annex: what is kept, unless it asks for a verdict itself. The flag tells whether it was narrowed.
pub fn of_kept(format: ExportFormat, mut filter: Filter) -> (Filter, bool) {
    let narrowed = format.is_annex() && !filter.picks.contains_key(&Facet::Verdict);
    if narrowed {
        filter.pick(Facet::Verdict, Pick::Is(Verdict::Keep.word().to_string()));
    }
    (filter, narrowed)
}

/// Writes to a temporary name beside the file and moves it there, so that a half-written file never bears the name. A file
/// that is there is written over only where that was said.
pub fn write_whole(path: &Path, over: bool, write: impl FnOnce(Take) -> Result<()>) -> Result<()> {
    let cannot = |e: std::io::Error| Error::failed(format!("cannot write {}", path.display())).because(e);
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Error::failed(format!("cannot write {}", path.display())).hint("there is no such folder"));
    }
    let file = tempfile::Builder::new()
        .prefix(".rapporteur-")
        .make_in(folder, |path| std::fs::File::create_new(path))
        .map_err(cannot)?;
    let mut buffer = std::io::BufWriter::new(&file);
    write(&mut |bytes| buffer.write_all(bytes).map_err(cannot))?;
    buffer.flush().map_err(cannot)?;
    drop(buffer);
    file.as_file().sync_all().map_err(cannot)?;
    let moved = if over { file.persist(path).map(|_| ()) } else { file.persist_noclobber(path).map(|_| ()) };
    moved.map_err(|e| match e.error.kind() {
        std::io::ErrorKind::AlreadyExists => is_there(path),
        _ => cannot(e.error),
    })
}

/// That a file is there, and what to do.
pub fn is_there(path: &Path) -> Error {
    Error::failed(format!("{} is there already", path.display()))
        .hint("name another file, or give --force to write over it")
}

/// Now, as exports state it: RFC 3339, UTC, to the second.
pub fn now() -> String {
    stated(time::OffsetDateTime::now_utc()).unwrap_or_default()
}

/// A time as exports state it; none where its year has no four digits.
pub fn stated(at: time::OffsetDateTime) -> Option<String> {
    let format = time::macros::format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    at.to_offset(time::UtcOffset::UTC).format(&format).ok()
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// Where.
    pub path: PathBuf,
    /// What is in it: "16 kept recommendations".
    pub words: String,
    /// What is not decided yet and is not in it, where there is such.
    pub open: Option<String>,
}

impl Desk {
    /// Writes what a filter lets through for the reviewer, an annex of what is kept, to a file.
    pub fn hand_over(
        &mut self,
        filter: &Filter,
        format: ExportFormat,
        page: &TitlePage,
        path: &Path,
        over: bool,
    ) -> Result<HandedOver> {
        if path.exists() && !over {
            return Err(is_there(path));
        }
        let (filter, _) = of_kept(format, filter.clone());
        let found = self.find_ordered(&filter, Order::default())?;
        let me: Arc<str> = self.reviewer().into();
        let selected: Selected = found.rows.iter().map(|row| (me.clone(), *row)).collect();
        let standing = self.how_all_stands(&filter)?;
        let these = self.standing_of(&filter, &standing);
        let made = self.made(now(), filter.in_words(), self.reviewer(), selected.len());
        let annex = AnnexChoices { page: page.clone(), ..AnnexChoices::default() };
        let open = standing.open_beside(&these);
        let export = Export { format, made, standing: Some(standing), annex, mark: false };
        write_whole(path, over, |take| self.write_export(&selected, &export, take))?;
        Ok(HandedOver { path: path.to_path_buf(), words: these.in_words(), open })
    }

    /// What an export says of itself.
    pub fn made(&self, at: String, filter: String, reviewer: &str, count: usize) -> Made {
        Made {
            program: report::PROGRAM.to_string(),
            at,
            store: self.path().file_name().unwrap_or_default().to_string_lossy().into_owned(),
            reviewer: reviewer.to_string(),
            filter,
            count,
        }
    }

    /// Of how everything stands, the verdicts that a filter lets through.
    pub fn standing_of(&self, filter: &Filter, whole: &Standing) -> Standing {
        let mut these = whole.clone();
        if filter.picks.contains_key(&Facet::Verdict) {
            for (count, verdict) in these.verdicts.iter_mut().zip(Verdict::ALL.iter().copied()) {
                *count = if filter.has(&Facet::Verdict, verdict.word()) { *count } else { 0 };
            }
        }
        these
    }
}
