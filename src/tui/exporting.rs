//! Exporting from the screen: a form asks for format and file, the desk writes, and a file that is there is asked about.

use crate::config::TitlePage;
use crate::desk::export::{ExportFormat, HandedOver};
use crate::error::{Error, Result};
use crate::facets::{Facet, Filter};
use crate::model::Verdict;
use crate::tui::form::{About, Form};
use crate::tui::layers::Layer;
use crate::tui::requests::Request;
use crate::tui::state::{Effect, State, Tone};
use std::path::{Path, PathBuf};

/// What is to be written, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What passes is written; of an annex, what of it is kept.
    pub filter: Filter,
    /// The kind of file.
    pub format: ExportFormat,
    /// The file as it was named.
    pub path: PathBuf,
    /// Whether a file that is there is written over.
    pub over: bool,
    /// What the settings say of the title page.
    pub page: TitlePage,
}

/// Opens the form, with what was written in it last.
pub fn open(state: &mut State) {
    let (format, file) = state.exported.clone().unwrap_or((ExportFormat::Docx, "annex.docx".into()));
    show(state, format, &file, None);
    state.status = Default::default();
}

fn show(state: &mut State, format: ExportFormat, file: &str, there: Option<PathBuf>) {
    state.open_over(Layer::Form(Box::new(Form::export(About::Export { there }, format, file))));
}

/// What an export would hold as things stand: "annex: 12 kept; data and matrix: all 48 shown".
pub fn extent(state: &State) -> String {
    let shown = state.found.rows.len();
    if state.filter.picks.contains_key(&Facet::Verdict) {
        return format!("all {shown} shown");
    }
    let kept = state.found.counts.of(&Facet::Verdict, Verdict::Keep.word());
    let kept = kept.map_or(0, |count| count.having);
    format!("annex: {kept} kept; data and matrix: all {shown} shown")
}

/// Takes the form: what is wrong in it is said, and it stays open.
pub fn accept(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Form(form)) = &state.layer else { return };
    let About::Export { there } = &form.about else { return };
    match written(form) {
        Err(error) => state.tell(Tone::Failed, error.to_string()),
        Ok((format, path)) => {
            let over = there.as_ref() == Some(&path);
            state.close_layer();
            state.exported = Some((format, path.display().to_string()));
            state.tell(Tone::Told, format!("writing {} …", path.display()));
            let (filter, page) = (state.filter.clone(), state.title_page.clone());
            let order = Order { filter, format, path, over, page };
            effects.push(Effect::Ask(Request::Export(Box::new(order))));
        }
    }
}

/// Format and file as written. The name ends as the format wants it.
fn written(form: &Form) -> Result<(ExportFormat, PathBuf)> {
    let word = |n: usize| form.fields.get(n).map_or("", |field| field.line.text().trim());
    let format = ExportFormat::from_word(word(0)).ok_or_else(|| {
        let known = ExportFormat::ALL.map(ExportFormat::word).join(", ");
        Error::usage(format!("there is no format ‘{}’", word(0))).hint(format!("one of: {known}"))
    })?;
    if word(1).is_empty() {
        return Err(Error::usage("name the file to write"));
    }
    let path = PathBuf::from(word(1));
    let fits = path.extension().is_some_and(|end| end.eq_ignore_ascii_case(format.extension()));
    Ok((
        format,
        match (fits, ExportFormat::of_name(&path)) {
            (true, _) => path,
            (false, Some(_)) => path.with_extension(format.extension()),
            (false, None) => PathBuf::from(format!("{}.{}", word(1), format.extension())),
        },
    ))
}

/// Where a file is that a person names: `~/` is the home folder.
pub fn place_of(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), std::env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_path_buf(),
    }
}

/// Asks about a file that is there.
pub fn ask_again(state: &mut State, order: &Order) {
    let file = order.path.display().to_string();
    // Whoever does something else by now is not disturbed: the key shows the form again.
    if state.layer.is_none() {
        show(state, order.format, &file, Some(order.path.clone()));
    }
    let words = format!("{file} is there already: enter writes over it, another name leaves it");
    state.tell(Tone::Failed, words);
}

/// Says what was written.
pub fn tell(state: &mut State, done: &HandedOver) {
    let open = done.open.as_ref().map_or_else(String::new, |open| format!("; {open}"));
    state.tell(Tone::Saved, format!("{} written to {}{open}", done.words, done.path.display()));
}
