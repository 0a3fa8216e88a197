//! One recommendation whole: words, tags and suggestions, note, source, history.

use super::{put_line, row, span};
use crate::model::{Recommendation, StepKind, Suggestion, Suggestions};
use crate::taxonomy::{CLUSTER, OBJECTIVE, built_in};
use crate::tui::action::{Action, Context};
use crate::tui::fit::{columns, cut, safe, wrap};
use crate::tui::key::sequence_in_words;
use crate::tui::source::Around;
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// How many suggestions of a scheme are shown.
const SHOWN: usize = 4;
/// How many characters of a recommendation are shown: enough for any that a person would call one.
const LONGEST: usize = 8_000;

/// Draws the lines in sight.
pub fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let lines = lines(state, usize::from(area.width));
    let top = state.details.top.min(lines.len().saturating_sub(usize::from(area.height)));
    for (n, line) in lines.iter().skip(top).take(usize::from(area.height)).enumerate() {
        put_line(buffer, row(area, n), line);
    }
}

/// All lines for so many columns; scrolling counts them.
pub fn lines(state: &State, width: usize) -> Vec<Line<'static>> {
    let Some(card) = state.card() else { return Vec::new() };
    let width = width.saturating_sub(2);
    let mut page =
        Page { state, width, labels: labels_width(card).min(width.saturating_sub(8)), lines: Vec::new() };
    page.words(card);
    page.facts(card);
    page.concepts(card, "Cluster", CLUSTER);
    page.concepts(card, "Objective", OBJECTIVE);
    page.note(card);
    page.source(card);
    page.history();
    page.lines
}

struct Page<'a> {
    state: &'a State,
    width: usize,
    /// Columns of the longest concept shown, so that scores stand in one column.
    labels: usize,
    lines: Vec<Line<'static>>,
}

impl Page<'_> {
    fn style(&self, role: Role) -> Style {
        self.state.theme.style(role)
    }

    fn push(&mut self, mut spans: Vec<Span<'static>>) {
        spans.insert(0, Span::raw(" "));
        self.lines.push(Line::from(spans));
    }

    fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    fn heading(&mut self, name: &str, aside: &str) {
        let low = self.state.areas().details.height < 16;
        if !(low && name == "Objective") {
            self.gap();
        }
        let room = self.width.saturating_sub(columns(name) + 2);
        let aside = cut(aside, room, self.state.signs.ellipsis).into_owned();
        let spans =
            vec![span(name, self.style(Role::Key)), span(format!("  {aside}"), self.style(Role::Dim))];
        self.push(spans);
    }

    /// Wraps a text of one style under an indent.
    fn paragraph(&mut self, text: &str, indent: usize, style: Style) {
        for range in wrap(text, self.width.saturating_sub(indent)) {
            self.push(vec![Span::raw(" ".repeat(indent)), span(&text[range], style)]);
        }
    }

    fn words(&mut self, card: &Recommendation) {
        if let Some(lead_in) = &card.lead_in {
            let lead_in = safe(lead_in);
            self.paragraph(&lead_in, 0, self.style(Role::Dim));
        }
        let text: String = card.text.chars().take(LONGEST).collect();
        self.paragraph(&safe(&text), 0, self.style(Role::Text));
        if card.original_text.is_some() {
            self.paragraph("edited; the source below has the original", 0, self.style(Role::Dim));
        }
    }

    fn facts(&mut self, card: &Recommendation) {
        let (dot, dim) = (self.state.signs.dot, self.style(Role::Dim));
        let mut facts = vec![card.kind.to_string()];
        facts.extend(card.page.map(|p| format!("page {p}")));
        facts.extend(card.response.map(|r| format!("response {r}")));
        facts.push(safe(&card.reason));
        let facts = facts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(&format!(" {dot} "));
        let verdict = format!("{} {}", self.state.signs.verdict(card.verdict), card.verdict);
        let room = self.width.saturating_sub(columns(&verdict) + 3);
        let facts = cut(&facts, room, self.state.signs.ellipsis).into_owned();
        self.gap();
        let verdict = span(verdict, self.state.theme.verdict(card.verdict));
        self.push(vec![verdict, span(format!(" {dot} {facts}"), dim)]);
        for (name, names) in [("by", &card.proposers), ("to", &card.addressees)] {
            if !names.is_empty() {
                let names = safe(&format!("{name} {}", names.join(", ")));
                self.paragraph(&names, 0, dim);
            }
        }
    }

    /// Tags of a scheme, then suggestions with what spoke for them. A plus marks what one key would take.
    fn concepts(&mut self, card: &Recommendation, name: &str, scheme: &str) {
        let tags = card.tags_in(scheme);
        let standing: Vec<&str> = match tags {
            [] => card.suggested.standing(scheme).collect(),
            _ => Vec::new(),
        };
        let key =
            self.state.keymap.keys_of(Context::List, Action::KeepSuggested).next().map(sequence_in_words);
        let aside = match key {
            Some(key) if !standing.is_empty() => format!("{key} takes +"),
            _ => String::new(),
        };
        self.heading(name, &aside);
        let others = suggestions(&card.suggested, scheme).filter(|s| !tags.contains(&s.notation));
        let others: Vec<&Suggestion> = others.take(SHOWN).collect();
        if tags.is_empty() && others.is_empty() {
            self.push(vec![span("  none", self.style(Role::Dim))]);
        }
        for notation in tags {
            let style = self.style(Role::Tag);
            let label = concept(scheme, notation);
            let label = cut(&label, self.width.saturating_sub(2), self.state.signs.ellipsis).into_owned();
            self.push(vec![span(format!("{} ", self.state.signs.picked), style), span(label, style)]);
        }
        for suggestion in others {
            self.suggestion(suggestion, scheme, standing.contains(&suggestion.notation.as_str()));
        }
    }

    fn suggestion(&mut self, suggestion: &Suggestion, scheme: &str, stands: bool) {
        let ellipsis = self.state.signs.ellipsis;
        let label = super::filled(&concept(scheme, &suggestion.notation), self.labels, ellipsis);
        let (sign, role) = if stands { ("+ ", Role::Standing) } else { ("  ", Role::Dim) };
        let score = format!(" {:>3.0}%", suggestion.score.clamp(0.0, 1.0) * 100.0);
        let room = self.width.saturating_sub(2 + self.labels + columns(&score) + 2);
        let evidence = safe(&suggestion.evidence.join(", "));
        let evidence = if room < 8 { String::new() } else { format!("  {}", cut(&evidence, room, ellipsis)) };
        let (style, dim) = (self.style(role), self.style(Role::Dim));
        self.push(vec![span(sign, style), span(label, style), span(score, dim), span(evidence, dim)]);
    }

    fn note(&mut self, card: &Recommendation) {
        let Some(note) = &card.note else { return };
        self.heading("Note", "");
        for line in note.lines().take(200) {
            self.paragraph(&safe(line), 2, self.style(Role::Text));
        }
    }

    fn source(&mut self, card: &Recommendation) {
        let title = safe(card.document.name());
        self.heading("Source", &title);
        let dim = self.style(Role::Dim);
        let crumb = format!(" {} ", self.state.signs.crumb);
        let section = card.section.iter().map(|s| safe(s)).collect::<Vec<_>>().join(&crumb);
        if !section.is_empty() {
            self.paragraph(&section, 2, dim);
        }
        let Some(around) = &self.state.details.around else { return };
        let around = around.clone();
        if let Some(before) = &around.before {
            self.gap();
            self.paragraph(before, 2, dim);
        }
        self.gap();
        self.own_paragraph(&around);
        if let Some(after) = &around.after {
            self.gap();
            self.paragraph(after, 2, dim);
        }
    }

    /// The paragraph that the recommendation stands in, its own words lifted out by weight and by a bar.
    fn own_paragraph(&mut self, around: &Around) {
        let text = format!("{}{}{}", around.lead, around.words, around.rest);
        let quoted = around.lead.len()..around.lead.len() + around.words.len();
        let (dim, strong, bar) = (self.style(Role::Dim), self.style(Role::Quoted), self.style(Role::Bar));
        for range in wrap(&text, self.width.saturating_sub(2)) {
            let inside = |at: usize| at.clamp(range.start, range.end);
            let (from, to) = (inside(quoted.start), inside(quoted.end));
            let sign = if from < to { self.state.signs.bar } else { " " };
            self.push(vec![
                span(format!("{sign} "), bar),
                span(&text[range.start..from], dim),
                span(&text[from..to], strong),
                span(&text[to..range.end], dim),
            ]);
        }
    }

    fn history(&mut self) {
        let Some(history) = self.state.details.history.as_ref().filter(|h| !h.is_empty()) else { return };
        let entries: Vec<(String, String)> = history
            .iter()
            .rev()
            .take(50)
            .map(|decision| {
                let when = decision.at.get(..16).unwrap_or(&decision.at).replace('T', " ");
                let what = match decision.kind {
                    StepKind::Do => decision.change.in_words(),
                    StepKind::Undo => format!("undo: {}", decision.change.in_words()),
                    StepKind::Redo => format!("redo: {}", decision.change.in_words()),
                };
                (safe(&when), safe(&format!("{what}  {}", decision.reviewer)))
            })
            .collect();
        self.heading("History", "");
        for (when, what) in entries {
            let room = self.width.saturating_sub(columns(&when) + 4);
            let what = cut(&what, room, self.state.signs.ellipsis).into_owned();
            self.push(vec![
                span(format!("  {when}  "), self.style(Role::Dim)),
                span(what, self.style(Role::Text)),
            ]);
        }
    }
}

fn labels_width(card: &Recommendation) -> usize {
    let of = |scheme| {
        let shown = card.suggested.of(scheme).iter().take(SHOWN);
        shown.map(|s| columns(&concept(scheme, &s.notation))).max().unwrap_or(0)
    };
    of(CLUSTER).max(of(OBJECTIVE))
}

fn suggestions<'a>(suggested: &'a Suggestions, scheme: &str) -> impl Iterator<Item = &'a Suggestion> {
    suggested.of(scheme).iter()
}

fn concept(scheme: &str, notation: &str) -> String {
    match built_in().concept(scheme, notation) {
        Some(concept) => format!("{notation} {}", concept.short),
        None => safe(notation),
    }
}
