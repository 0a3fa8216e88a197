//! One recommendation whole: words, tags and suggestions, note, source, history.

mod alike;
mod others;

use super::sought::pieces;
use super::{evidence, put_line, row, span};
use crate::desk::Written;
use crate::model::difference::{Piece, difference, shortened};
use crate::model::{Document, Recommendation, StepKind, Suggestion, Suggestions, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE, in_use};
use crate::tui::action::{Action, Context};
use crate::tui::fit::{brief, columns, cut, fitted, safe, wrap};
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
/// Unchanged words on each side of a change.
const BESIDE: usize = 4;
/// Evidence in fewer columns says nothing.
const EVIDENCE: usize = 8;
/// How many characters of a recommendation are shown: enough for any that a person would call one.
const LONGEST: usize = 8_000;

/// Draws the lines in sight. What one key would take is always among them: on the last row where it stands elsewhere.
pub fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let (lines, takes) = lines(state, usize::from(area.width));
    let height = usize::from(area.height);
    let top = state.details.top.min(last_top(lines.len(), takes, height));
    let out_of_sight = takes.filter(|at| !(top..top + height).contains(at));
    let shown = height - usize::from(out_of_sight.is_some());
    for (n, line) in lines.iter().skip(top).take(shown).enumerate() {
        put_line(buffer, row(area, n), line);
    }
    if let Some(line) = out_of_sight.and_then(|at| lines.get(at)) {
        put_line(buffer, row(area, shown), line);
    }
}

/// How many lines are above and below those in sight.
pub fn out_of_sight(state: &State, area: Rect) -> (usize, usize) {
    let (lines, takes) = lines(state, usize::from(area.width));
    let height = usize::from(area.height);
    let top = state.details.top.min(last_top(lines.len(), takes, height));
    let shown = height - usize::from(takes.is_some_and(|at| !(top..top + height).contains(&at)));
    (top, lines.len().saturating_sub(top + shown))
}

/// The first line shown when the last one is in sight.
pub fn last_top(lines: usize, takes: Option<usize>, height: usize) -> usize {
    match lines.saturating_sub(height) {
        0 => 0,
        last => last + usize::from(takes.is_some_and(|at| at <= last)),
    }
}

/// All lines for so many columns, and which of them names what one key would take; scrolling counts them.
pub fn lines(state: &State, width: usize) -> (Vec<Line<'static>>, Option<usize>) {
    let Some(card) = state.subject() else { return (Vec::new(), None) };
    let width = width.saturating_sub(2);
    let mut page = Page { state, width, labels: labels_width(card, width), lines: Vec::new() };
    page.words(card);
    let takes = page.lines.len();
    page.takes(card);
    let takes = (page.lines.len() > takes).then_some(takes);
    page.facts(card);
    page.note(card);
    page.concepts(card, "Cluster", CLUSTER);
    page.concepts(card, "Objective", OBJECTIVE);
    page.other_schemes(card);
    page.alike(card);
    page.source(card);
    page.history();
    (page.lines, takes)
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

    fn is_low(&self) -> bool {
        self.state.details_area().height < 16
    }

    fn heading(&mut self, name: &str, aside: &str) {
        if !(self.is_low() && name == "Objective") {
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

    /// Wraps a text, what is sought in it marked.
    fn searched_paragraph(&mut self, text: &str, style: Style) {
        let marked = self.state.sought.find(text);
        let found = style.patch(self.style(Role::Sought));
        for line in wrap(text, self.width) {
            let piece = |(range, is_sought): (std::ops::Range<usize>, bool)| {
                span(&text[range], if is_sought { found } else { style })
            };
            self.push(pieces(line, &marked).into_iter().map(piece).collect());
        }
    }

    fn words(&mut self, card: &Recommendation) {
        if let Some(lead_in) = &card.lead_in {
            let lead_in = safe(lead_in);
            self.searched_paragraph(&lead_in, self.style(Role::Dim));
        }
        let text: String = card.text.chars().take(LONGEST).collect();
        self.own_words(&safe(&text), &evidence::in_text(&safe(&text), &self.speaking(card)));
        if let Some(found) = &card.original_text {
            self.difference(&safe(found), &safe(&card.text));
        }
    }

    /// What an edit changed, word by word; signs tell it without colours too.
    fn difference(&mut self, found: &str, now: &str) {
        let mut text = String::from("mended ");
        let mut styles = vec![(0..text.len(), self.style(Role::Dim))];
        for piece in shortened(&difference(found, now), BESIDE) {
            let (words, role) = match piece {
                Piece::Same(words) => (words, Role::Dim),
                Piece::Removed(words) => (format!("[-{words}-]"), Role::Drop),
                Piece::Added(words) => (format!("{{+{words}+}}"), Role::Keep),
            };
            let from = text.len();
            text.push_str(&words);
            styles.push((from..text.len(), self.style(role)));
            text.push(' ');
        }
        let end = text.trim_end().len();
        for line in wrap(&text[..end], self.width) {
            let shown = styles.iter().filter_map(|(range, style)| {
                let within = range.start.max(line.start)..range.end.min(line.end);
                (!within.is_empty()).then_some((within, *style))
            });
            let mut at = line.start;
            let mut spans = Vec::new();
            for (range, style) in shown {
                spans.push(Span::raw(text[at..range.start].to_string()));
                spans.push(span(&text[range.clone()], style));
                at = range.end;
            }
            self.push(spans);
        }
    }

    /// The recommendation's own words: what is sought is marked, what spoke for a suggestion is underlined.
    fn own_words(&mut self, text: &str, spoken: &[std::ops::Range<usize>]) {
        let (sought, speaking) = (self.style(Role::Sought), self.style(Role::Evidence));
        let marked = self.state.sought.find(text);
        for line in wrap(text, self.width) {
            let mut spans = Vec::new();
            for (piece, is_sought) in pieces(line, &marked) {
                for (part, speaks) in pieces(piece, spoken) {
                    let mut style = self.style(Role::Text);
                    style = if is_sought { style.patch(sought) } else { style };
                    style = if speaks { style.patch(speaking) } else { style };
                    spans.push(span(&text[part], style));
                }
            }
            self.push(spans);
        }
    }

    /// What spoke for the suggestion whose letter was pressed, else for the best cluster and the best objective.
    fn speaking<'b>(&self, card: &'b Recommendation) -> Vec<&'b str> {
        let taking = &self.state.taking;
        let focused = taking.focused.as_ref().and_then(|(scheme, notation)| {
            card.suggested.of(scheme).iter().find(|s| s.notation == *notation)
        });
        let best = [CLUSTER, OBJECTIVE].into_iter().filter_map(|scheme| card.suggested.of(scheme).first());
        let speaking: Vec<&Suggestion> = focused.map_or_else(|| best.collect(), |s| vec![s]);
        speaking.into_iter().flat_map(|s| &s.evidence).map(String::as_str).collect()
    }

    /// What the key that keeps with suggestions would set, on one line however many there are.
    fn takes(&mut self, card: &Recommendation) {
        let mut keys = self.state.keymap.keys_of(Context::List, Action::KeepSuggested);
        let Some(key) = keys.next().map(sequence_in_words) else { return };
        let mut labels = Vec::new();
        for scheme in [CLUSTER, OBJECTIVE] {
            for (n, notation) in self.state.taking.standing(card, scheme).into_iter().enumerate() {
                let letter = self.letter(scheme, notation);
                // Cluster 5 and objective 5 are not to be taken for each other.
                let sign = match (scheme, n) {
                    (OBJECTIVE, 0) => format!("{letter}+ obj {notation}"),
                    _ => format!("{letter}+ {notation}"),
                };
                let words = in_use().concept(scheme, notation).map_or("", |c| c.short.as_str());
                labels.push((sign, words.to_string()));
            }
        }
        let (dot, ellipsis) = (self.state.signs.dot, self.state.signs.ellipsis);
        let missing = self.no_cluster(card);
        if labels.is_empty() && missing.is_empty() {
            return;
        }
        let begin = " takes  ";
        let after = if labels.is_empty() || missing.is_empty() { String::new() } else { format!(" {dot} ") };
        let taken = columns(&key) + columns(begin) + columns(&after) + columns(&missing);
        let room = self.width.saturating_sub(taken);
        let mut line = String::new();
        // Two signs and a space stand between schemes, one and a space between concepts of one: count for the wider.
        for (n, label) in fitted(&labels, 3, room, ellipsis).iter().enumerate() {
            let gap = if label.contains("+ obj ") { format!(" {dot} ") } else { ", ".to_string() };
            line += if n > 0 { &gap } else { "" };
            line += label;
        }
        let (strong, dim) = (self.style(Role::Key), self.style(Role::Dim));
        let line = span(line, self.style(Role::Standing));
        self.push(vec![span(key, strong), span(begin, dim), line, span(after + &missing, strong)]);
    }

    /// That it would be kept without a cluster, and the keys for one; nothing where it would not.
    fn no_cluster(&self, card: &Recommendation) -> String {
        if card.verdict != Verdict::Unreviewed || !self.state.taking.leaves_no_cluster(card) {
            return String::new();
        }
        let key =
            |n| self.state.keymap.keys_of(Context::List, Action::TagCluster(n)).next().map(sequence_in_words);
        let keys: Vec<String> = [1, 6].into_iter().filter_map(key).collect();
        format!("no cluster: {}", keys.join("-"))
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
        if !self.is_low() {
            self.gap();
        }
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
        let standing = self.state.taking.standing(card, scheme);
        let told = self.state.taking.told_by_objectives(card).filter(|_| scheme == CLUSTER);
        let aside = if told.is_some() { "as proposed for the objective" } else { "" };
        self.heading(name, aside);
        let others = suggestions(&card.suggested, scheme).filter(|s| !tags.contains(&s.notation));
        let others: Vec<&Suggestion> = others.take(SHOWN).collect();
        if tags.is_empty() && others.is_empty() && told.is_none() {
            self.push(vec![span("   none", self.style(Role::Dim))]);
        }
        for notation in tags {
            let style = self.style(Role::Tag);
            let label = concept(scheme, notation);
            let label = cut(&label, self.width.saturating_sub(3), self.state.signs.ellipsis).into_owned();
            let letter = span(self.letter(scheme, notation), self.style(Role::Key));
            self.push(vec![letter, span(format!("{} ", self.state.signs.picked), style), span(label, style)]);
        }
        // What nothing but the objectives speaks for.
        if let Some(told) = told.filter(|told| others.iter().all(|s| s.notation != *told)) {
            let label = cut(&concept(scheme, told), self.width.saturating_sub(3), self.state.signs.ellipsis)
                .into_owned();
            self.push(vec![span(format!(" + {label}"), self.style(Role::Standing))]);
        }
        for suggestion in others {
            self.suggestion(suggestion, scheme, standing.contains(&suggestion.notation.as_str()));
        }
    }

    fn suggestion(&mut self, suggestion: &Suggestion, scheme: &str, stands: bool) {
        let ellipsis = self.state.signs.ellipsis;
        let label = concept(scheme, &suggestion.notation);
        let label = super::filled(&brief(&label, self.labels, ellipsis), self.labels, ellipsis);
        let (sign, role) = if stands { ("+ ", Role::Standing) } else { ("  ", Role::Dim) };
        let score = format!(" {:>3.0}%", suggestion.score.clamp(0.0, 1.0) * 100.0);
        let room = self.width.saturating_sub(3 + self.labels + columns(&score) + 2);
        let evidence = safe(&suggestion.evidence.join(", "));
        let evidence =
            if room < EVIDENCE { String::new() } else { format!("  {}", cut(&evidence, room, ellipsis)) };
        let (style, dim) = (self.style(role), self.style(Role::Dim));
        let letter = span(self.letter(scheme, &suggestion.notation), self.style(Role::Key));
        self.push(vec![letter, span(sign, style), span(label, style), span(score, dim), span(evidence, dim)]);
    }

    /// The letter of a suggestion, or room for one.
    fn letter(&self, scheme: &str, notation: &str) -> String {
        self.state.taking.letter(scheme, notation).unwrap_or(' ').to_string()
    }

    /// The reviewer's own words, after the sign that the list has for them.
    fn note(&mut self, card: &Recommendation) {
        let sign = self.state.signs.note;
        let lines = card.note.iter().flat_map(|note| note.lines()).take(200);
        for (n, line) in lines.enumerate() {
            let line = safe(line);
            for (m, range) in wrap(&line, self.width.saturating_sub(2)).into_iter().enumerate() {
                let sign = if n + m == 0 { sign } else { " " };
                let sign = span(format!("{sign} "), self.style(Role::Key));
                self.push(vec![sign, span(&line[range], self.style(Role::Text))]);
            }
        }
        if let Some(written) = self.state.drafts.written_of(card.row) {
            let context = self.state.deciding_context();
            let key = |action| self.state.keymap.keys_of(context, action).next().map(sequence_in_words);
            let (what, action) = match written {
                Written::Note => ("note", Action::Note),
                Written::Text => ("edit", Action::EditText),
            };
            let words = format!("{what} not saved yet: {} goes on with it", key(action).unwrap_or_default());
            self.push(vec![
                span(format!("{sign} "), self.style(Role::Key)),
                span(words, self.style(Role::Bad)),
            ]);
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
        self.paragraph(&about(&card.document), 2, dim);
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

/// Columns for labels: those of the longest where they leave room for a word of evidence, else fewer.
fn labels_width(card: &Recommendation, width: usize) -> usize {
    /// A letter and a sign before the label; a score and gaps after it; an ellipsis after the evidence.
    const BESIDE: usize = 3 + 5 + 2 + 1;
    /// What says most about a concept stands in so many columns.
    const LEAST: usize = 18;
    let shown = |scheme| card.suggested.of(scheme).iter().take(SHOWN).map(move |s| (scheme, s));
    let all = || shown(CLUSTER).chain(shown(OBJECTIVE));
    let longest = all().map(|(scheme, s)| columns(&concept(scheme, &s.notation))).max().unwrap_or(0);
    let word = |s: &Suggestion| s.evidence.first().map_or(0, |word| (columns(&safe(word)) + 1).max(EVIDENCE));
    let evidence = all().map(|(_, s)| word(s)).max().unwrap_or(0);
    let room = width.saturating_sub(BESIDE + evidence).max(LEAST).min(width.saturating_sub(8));
    longest.min(room)
}

fn suggestions<'a>(suggested: &'a Suggestions, scheme: &str) -> impl Iterator<Item = &'a Suggestion> {
    suggested.of(scheme).iter()
}

fn concept(scheme: &str, notation: &str) -> String {
    match in_use().concept(scheme, notation) {
        Some(concept) => concept.name(),
        None => safe(notation),
    }
}

/// What is known of a document, on one line: when, where, its language, format, pages, and how whole it came in.
fn about(document: &Document) -> String {
    let details = &document.details;
    let stated =
        [details.date.as_ref().map(|d| d.as_str()), details.place.as_deref(), details.language.as_deref()];
    let mut facts: Vec<String> = stated.into_iter().flatten().map(safe).collect();
    facts.push(document.format.to_string());
    facts.extend(document.pages.map(|n| if n == 1 { "1 page".to_string() } else { format!("{n} pages") }));
    facts.push(document.state.to_string());
    facts.join(", ")
}
