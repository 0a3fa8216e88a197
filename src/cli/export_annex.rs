//! What `export` lets a user choose of an annex.

use super::out::Out;
use crate::config::TitlePage;
use crate::desk::export::AnnexChoices;
use crate::error::{Error, Result};
use crate::report::{self, Form, Grouping};
use clap::ValueEnum;
use std::path::PathBuf;

/// The title page, the grouping and the template of an annex.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Annex (docx, html, md)")]
pub struct AnnexArgs {
    /// What the headings are; each recommendation stands in full once and is referred to where it belongs a second time [default: cluster]
    #[arg(long, value_enum, value_name = "GROUPING")]
    group_by: Option<GroupBy>,
    /// Show the reviewers' notes
    #[arg(long)]
    notes: bool,
    /// Title [default: Recommendations by …, as grouped]
    #[arg(long)]
    title: Option<String>,
    /// A line under the title
    #[arg(long)]
    subtitle: Option<String>,
    /// The meeting or review that it is made for
    #[arg(long)]
    event: Option<String>,
    /// Where that is held
    #[arg(long)]
    place: Option<String>,
    /// The date on the title page, as it should stand there [default: the day of making]
    #[arg(long)]
    date: Option<String>,
    /// Who prepared it
    #[arg(long, value_name = "NAME")]
    prepared_by: Option<String>,
    /// Make md or html from this template in place of the built-in one
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Print the built-in template of md or html, to copy and change
    #[arg(long)]
    pub print_template: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GroupBy {
    /// Cluster, then objective
    Cluster,
    /// Objective
    Objective,
    /// Review round table, then objective
    RoundTable,
    /// Document, in reading order
    Document,
    /// Region, then objective
    Region,
}

impl GroupBy {
    fn grouping(self) -> Grouping {
        match self {
            GroupBy::Cluster => Grouping::Cluster,
            GroupBy::Objective => Grouping::Objective,
            GroupBy::RoundTable => Grouping::RoundTable,
            GroupBy::Document => Grouping::Document,
            GroupBy::Region => Grouping::Region,
        }
    }
}

impl AnnexArgs {
    /// Whether anything of it was given.
    pub fn is_given(&self) -> bool {
        let words = [&self.title, &self.subtitle, &self.event, &self.place, &self.date, &self.prepared_by];
        self.group_by.is_some() || self.notes || self.template.is_some() || words.iter().any(|w| w.is_some())
    }

    /// The user's own template, where one was named: its path and its text.
    pub fn template(&self, form: Option<Form>) -> Result<Option<(String, String)>> {
        let Some(path) = &self.template else { return Ok(None) };
        if form.is_none() {
            return Err(Error::usage("--template is for --format md or html"));
        }
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::usage(format!("cannot read the template {name}")).because(e))?;
        Ok(Some((name, text)))
    }

    /// What the line says of the annex, and where it says nothing, what the settings say of the title page.
    pub fn choices(&self, page: &TitlePage, template: Option<(String, String)>) -> AnnexChoices {
        let said = |here: &Option<String>, there: &Option<String>| here.clone().or_else(|| there.clone());
        let page = TitlePage {
            title: said(&self.title, &page.title),
            subtitle: said(&self.subtitle, &page.subtitle),
            event: said(&self.event, &page.event),
            place: said(&self.place, &page.place),
            prepared_by: said(&self.prepared_by, &page.prepared_by),
        };
        let grouping = self.group_by.map(GroupBy::grouping).unwrap_or_default();
        AnnexChoices { page, date: self.date.clone(), grouping, notes: self.notes, template }
    }
}

/// Prints the built-in template of a form.
pub fn print_template(form: Option<Form>, out: &mut Out) -> Result<()> {
    let Some(form) = form else {
        return Err(Error::usage("only md and html are made from templates").hint("give --format md or html"));
    };
    out.raw(report::built_in_template(form).as_bytes())
}
