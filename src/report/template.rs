//! The Markdown and HTML annex, from templates that a user can copy and change.

use super::annex::Annex;
use super::chart;
use super::summary::Bar;
use crate::error::{Error, Result};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, State, Value, escape_formatter};

/// A form of the annex that is made by a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// One self-contained web page.
    Html,
}

const MARKDOWN: &str = include_str!("templates/annex.md");
const HTML: &str = include_str!("templates/annex.html");

/// The template that the program itself uses.
pub fn built_in_template(form: Form) -> &'static str {
    match form {
        Form::Markdown => MARKDOWN,
        Form::Html => HTML,
    }
}

/// The annex in a form, by the built-in template or by a user's own: its name, for messages, and its text. Whatever a
/// template prints is escaped for the form, unless it says `| safe`.
pub fn render(annex: &Annex, form: Form, own: Option<(&str, &str)>) -> Result<String> {
    let (name, text) = own.unwrap_or(("the built-in template", built_in_template(form)));
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(move |_| match form {
        Form::Markdown => AutoEscape::Custom("markdown".into()),
        Form::Html => AutoEscape::Html,
    });
    environment.set_formatter(format);
    let bars: Vec<(String, usize)> = annex.summary.objectives.iter().map(labelled).collect();
    environment.add_function("objective_chart", move || Value::from_safe_string(chart::bars(&bars)));
    environment.add_filter("shade", |count: usize, most: usize| chart::shade(count, most));
    let wrong = |e: minijinja::Error| {
        let line = e.line().map_or_else(String::new, |line| format!(":{line}"));
        let detail = e.detail().map_or_else(|| e.kind().to_string(), str::to_string);
        Error::usage(format!("template {name}{line}: {detail}"))
            .hint("start from the built-in one: rapporteur export --format html --print-template")
    };
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(wrong)?;
    environment.set_syntax(syntax);
    environment.add_template("annex", text).map_err(wrong)?;
    let template = environment.get_template("annex").map_err(wrong)?;
    template.render(Value::from(Serde(annex))).map_err(wrong)
}

fn labelled(bar: &Bar) -> (String, usize) {
    (format!("{}. {}", bar.notation, bar.short), bar.count)
}

fn format(out: &mut Output, state: &mut State, value: &Value) -> std::result::Result<(), minijinja::Error> {
    match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Custom(_), Some(text)) if !value.is_safe() => {
            out.write_str(&escape_markdown(text)).map_err(minijinja::Error::from)
        }
        (AutoEscape::Custom(_), _) if value.is_none() || value.is_undefined() => Ok(()),
        (AutoEscape::Custom(_), _) => write!(out, "{value}").map_err(minijinja::Error::from),
        _ if value.is_none() => Ok(()),
        _ => escape_formatter(out, state, value),
    }
}

/// Words of a document as Markdown that shows just them.
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escape_markdown("a *b* <script> [x](y) # z"), "a \\*b\\* \\<script\\> \\[x\\](y) \\# z");
    }
}
