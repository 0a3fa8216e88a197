//! Mending: what the extraction cut wrongly, missed or misread. Each call is a step of the journal, on disk when it returns.

use super::{Desk, Done};
use crate::error::{Error, Result};
use crate::extract;
use crate::model::{
    Candidate, Change, Details, Document, DocumentId, Kind, Mark, Reading, Recommendation, RecommendationId,
    Response, RowId, Span, Wording,
};
use crate::store::{Entry, Placed, Target};
use std::ops::Range;

/// A recommendation is no longer than so many code points; more is a slip of the keyboard.
const LONGEST: usize = 20_000;
/// Two that are joined stand no further apart than so many code points.
const APART: usize = 2_000;

/// What a person mends of one recommendation.
#[derive(Debug, Clone, PartialEq)]
pub enum Mend {
    /// Its boundaries: its words become those of the source there.
    Span(Span),
    /// Its words.
    Text(String),
    /// Who made it.
    Proposers(Vec<String>),
    /// Whom it asks to act.
    Addressees(Vec<String>),
    /// What the addressed State said of it.
    Response(Option<Response>),
}

/// A document read back from the store, with places in it.
struct Read {
    document: DocumentId,
    reading: Reading,
    placed: Vec<Placed>,
}

/// From so many words on, what stands between two that are joined is told.
const BETWEEN: usize = 3;

impl Desk {
    /// Every recommendation of a document in reading order; those set aside too.
    pub fn places(&self, document: &DocumentId) -> Result<Vec<Placed>> {
        self.store.places(&self.reviewer, document)
    }

    /// Marks a passage of a document as a recommendation. None where it is one already.
    pub fn mark(&mut self, document: &DocumentId, span: Span) -> Result<Option<Done>> {
        let read = self.read(&self.store.document(document.as_str())?)?;
        let candidate = read.passage(span)?;
        let mark = Mark {
            kind: Kind::Manual,
            wording: wording_of(&candidate),
            proposers: candidate.proposers,
            addressees: candidate.addressees,
            response: candidate.response,
            reason: "marked by hand".to_string(),
            from: Vec::new(),
        };
        let entries = read.entries_for(mark);
        self.step(|store, reviewer| store.decide(reviewer, &entries))
    }

    /// Mends one recommendation. None where nothing would change.
    pub fn mend(&mut self, row: RowId, mends: &[Mend]) -> Result<Option<Done>> {
        let recommendation = self.standing(row)?;
        let mut changes = Vec::new();
        for mend in mends {
            match mend {
                Mend::Span(span) => changes.extend(self.moved(&recommendation, *span)?),
                Mend::Text(words) => {
                    let text = one_line(words)?;
                    changes.push(Change::Text { to: Wording { text, ..recommendation.wording() } });
                }
                Mend::Proposers(names) => changes.push(Change::Proposers { to: cleaned(names) }),
                Mend::Addressees(names) => changes.push(Change::Addressees { to: cleaned(names) }),
                Mend::Response(to) => changes.push(Change::Response { to: *to }),
            }
        }
        let mut entries: Vec<Entry> = Vec::new();
        for change in changes {
            entries.retain(|made| !made.change.mends_the_same(&change));
            entries.push(Entry { target: Target::Recommendation(row), change });
        }
        self.step(|store, reviewer| store.decide(reviewer, &entries))
    }

    /// Where a recommendation may be split in two, in code points of the canonical text, the most sensible first.
    pub fn splits(&self, row: RowId) -> Result<Vec<usize>> {
        let recommendation = self.standing(row)?;
        let read = self.read(&recommendation.document)?;
        let words = read.words(recommendation.span)?;
        let point = |(_, next)| recommendation.span.start + words[..next].chars().count();
        Ok(extract::splits(words).into_iter().map(point).collect())
    }

    /// Splits a recommendation in two: at a place in code points of the canonical text, else at the most sensible one. It
    /// is set aside, and its parts stand in its place.
    pub fn split(&mut self, row: RowId, at: Option<usize>) -> Result<Option<Done>> {
        let whole = self.standing(row)?;
        let read = self.read(&whole.document)?;
        let words = read.words(whole.span)?;
        let divided = match at {
            Some(at) => at.checked_sub(whole.span.start).and_then(|n| divided(words, n)),
            None => extract::splits(words).first().copied(),
        };
        let Some((end, next)) = divided else { return Err(cannot_split(&whole, at)) };
        let point = |byte: usize| whole.span.start + words[..byte].chars().count();
        let first = read.passage(Span { start: whole.span.start, end: point(end) })?;
        let second = read.passage(Span { start: point(next), end: whole.span.end })?;
        let before = first.text.clone();
        let mut entries = read.entries_for(part(&whole, first, whole.context.clone()));
        entries.extend(read.entries_for(part(&whole, second, Some(before))));
        entries.push(aside(row, true));
        self.step(|store, reviewer| store.decide(reviewer, &entries))
    }

    /// Joins two recommendations of a document to one, with what stands between them. Both are set aside, and the whole
    /// stands in their place.
    pub fn join(&mut self, row: RowId, other: RowId) -> Result<Option<Done>> {
        let (one, two) = (self.standing(row)?, self.standing(other)?);
        let (one, two) = if one.span <= two.span { (one, two) } else { (two, one) };
        let read = self.read(&one.document)?;
        read.check_neighbours(&one, &two)?;
        let span = Span { start: one.span.start, end: two.span.end.max(one.span.end) };
        let candidate = read.passage(span)?;
        let mark = Mark {
            kind: one.kind,
            wording: Wording {
                lead_in: one.lead_in.clone(),
                context: one.context.clone(),
                ..wording_of(&candidate)
            },
            proposers: together(&one.proposers, &two.proposers),
            addressees: together(&one.addressees, &two.addressees),
            response: one.response.or(two.response),
            reason: "joined by hand".to_string(),
            from: vec![one.id.clone(), two.id.clone()],
        };
        let mut entries = read.entries_for(mark);
        entries.extend([aside(one.row, true), aside(two.row, true)]);
        let between = match one.span.end < two.span.start {
            true => read.words(Span { start: one.span.end, end: two.span.start })?,
            false => "",
        };
        let between = between.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        let mut done = self.step(|store, reviewer| store.decide(reviewer, &entries))?;
        // A bullet or a number between is nothing that anybody would miss.
        if let Some(done) = done.as_mut().filter(|_| between >= BETWEEN) {
            done.words += &format!(", with {between} words between");
        }
        Ok(done)
    }

    /// Joins a recommendation with the next one of its document.
    pub fn join_next(&mut self, row: RowId) -> Result<Option<Done>> {
        let one = self.standing(row)?;
        let places = self.places(&one.document.id)?;
        let mut after =
            places.iter().filter(|placed| placed.stands()).skip_while(|placed| placed.row != row).skip(1);
        match after.next() {
            Some(next) => self.join(row, next.row),
            None => {
                Err(Error::failed("this is the last recommendation of the document: none to join it with"))
            }
        }
    }

    /// Sets the details of a document where `to` differs from `from`, which is what was seen when they
    /// were corrected: what others corrected meanwhile stays.
    pub fn correct_document(
        &mut self,
        document: &DocumentId,
        from: &Details,
        to: &Details,
    ) -> Result<Option<Done>> {
        let now = self.store.document(document.as_str())?.details;
        let change = Change::Details { to: now.moved(from, to) };
        let entry = Entry { target: Target::Document(document.clone()), change };
        self.step(|store, reviewer| store.decide(reviewer, &[entry]))
    }

    /// What moving its boundaries sets: its words, and names that only the new words state.
    fn moved(&self, recommendation: &Recommendation, span: Span) -> Result<Vec<Change>> {
        let candidate = self.read(&recommendation.document)?.passage(span)?;
        let wording = wording_of(&candidate);
        let lead_in = wording.lead_in.clone().or_else(|| recommendation.lead_in.clone());
        let mut changes = vec![Change::Span { to: Wording { lead_in, ..wording } }];
        if recommendation.proposers.is_empty() && !candidate.proposers.is_empty() {
            changes.push(Change::Proposers { to: candidate.proposers });
        }
        if recommendation.addressees.is_empty() && !candidate.addressees.is_empty() {
            changes.push(Change::Addressees { to: candidate.addressees });
        }
        Ok(changes)
    }

    /// The recommendation, unless others stand in its place.
    fn standing(&self, row: RowId) -> Result<Recommendation> {
        let found = self.recommendations_of(&self.reviewer, &[row])?.pop();
        let Some(recommendation) = found else {
            return Err(Error::failed("there is no such recommendation"));
        };
        let placed = self.places(&recommendation.document.id)?;
        match placed.iter().any(|placed| placed.row == row && placed.stands()) {
            true => Ok(recommendation),
            false => {
                Err(Error::failed(format!("recommendation {} was set aside", recommendation.id.short()))
                    .hint("mend what stands in its place, or take the step back: rapporteur undo"))
            }
        }
    }

    fn read(&self, document: &Document) -> Result<Read> {
        let (text, blocks) = self.store.source(&document.id)?;
        let reading = Reading {
            format: document.format,
            state: document.state,
            text,
            blocks,
            details: document.details.clone(),
            pages: document.pages,
        };
        Ok(Read { document: document.id.clone(), reading, placed: self.places(&document.id)? })
    }
}

impl Read {
    fn bytes(&self, span: Span) -> Option<Range<usize>> {
        let byte = |n: usize| {
            let text = &self.reading.text;
            text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(n)
        };
        (span.start < span.end).then_some(byte(span.start)?..byte(span.end)?)
    }

    fn words(&self, span: Span) -> Result<&str> {
        let words = self.bytes(span).and_then(|range| self.reading.text.get(range));
        words.ok_or_else(|| self.no_place(span))
    }

    /// The passage at a span as a candidate.
    fn passage(&self, span: Span) -> Result<Candidate> {
        let range = self.bytes(span).ok_or_else(|| self.no_place(span))?;
        if span.end.saturating_sub(span.start) > LONGEST {
            return Err(Error::failed(format!(
                "{}:{} is too long for a recommendation",
                span.start, span.end
            ))
            .hint(format!("mark at most {LONGEST} code points")));
        }
        extract::passage(&self.reading, range).ok_or_else(|| {
            Error::failed(format!("there are no words at {}:{}", span.start, span.end)).hint(self.ways())
        })
    }

    fn no_place(&self, span: Span) -> Error {
        let last = self.reading.text.chars().count();
        Error::failed(format!(
            "{}:{} is no place in document {}, which has {last} code points",
            span.start,
            span.end,
            self.document.short()
        ))
        .hint(self.ways())
    }

    fn ways(&self) -> String {
        format!("a span is START:END in code points of: rapporteur show --document {}", self.document.short())
    }

    /// What makes a mark stand: where the same passage was a recommendation before, that one comes back.
    fn entries_for(&self, mark: Mark) -> Vec<Entry> {
        let known = self.placed.iter().find(|placed| placed.span == mark.wording.span);
        if let Some(placed) = known.filter(|placed| !placed.unmarked) {
            return vec![aside(placed.row, false)];
        }
        let id = match known {
            Some(placed) => placed.id.clone(),
            None => self.free_id(&mark.wording),
        };
        let back = known.filter(|placed| placed.aside).map(|placed| aside(placed.row, false));
        let change = Change::Marked { to: Some(Box::new(mark)) };
        let marked = Entry { target: Target::Marked(self.document.clone(), id), change };
        std::iter::once(marked).chain(back).collect()
    }

    /// The identity of the n-th passage with these words, as two people would count who mark the same one.
    fn free_id(&self, wording: &Wording) -> RecommendationId {
        let start = self.bytes(wording.span).map_or(0, |range| range.start);
        let before = self.reading.text.get(..start).unwrap_or_default();
        let mut occurrence = before.matches(wording.text.as_str()).count();
        loop {
            let id = RecommendationId::of(&self.document, &wording.text, occurrence);
            if self.placed.iter().all(|placed| placed.id != id) {
                return id;
            }
            occurrence += 1;
        }
    }

    fn check_neighbours(&self, one: &Recommendation, two: &Recommendation) -> Result<()> {
        let cannot = |why: &str| {
            Error::failed(format!("{} and {} cannot be joined: {why}", one.id.short(), two.id.short()))
        };
        if one.row == two.row {
            return Err(cannot("they are one"));
        }
        if one.document.id != two.document.id {
            return Err(cannot("they stand in different documents"));
        }
        let between = |placed: &&Placed| {
            placed.stands()
                && placed.row != one.row
                && placed.row != two.row
                && placed.span.start >= one.span.end
                && placed.span.end <= two.span.start
        };
        if let Some(placed) = self.placed.iter().find(between) {
            return Err(cannot(&format!("{} stands between them", placed.id.short())));
        }
        if two.span.start.saturating_sub(one.span.end) > APART {
            return Err(cannot("too much stands between them").hint("give one of them all words with --text"));
        }
        Ok(())
    }
}

fn aside(row: RowId, to: bool) -> Entry {
    Entry { target: Target::Recommendation(row), change: Change::Aside { to } }
}

fn wording_of(candidate: &Candidate) -> Wording {
    Wording {
        span: candidate.span,
        text: candidate.text.clone(),
        page: candidate.page,
        section: candidate.section.clone(),
        lead_in: candidate.lead_in.clone(),
        context: candidate.context.clone(),
    }
}

/// A part of a whole, with what the whole says of who and to whom where it says nothing itself.
fn part(whole: &Recommendation, candidate: Candidate, context: Option<String>) -> Mark {
    let or = |own: Vec<String>, whole: &[String]| if own.is_empty() { whole.to_vec() } else { own };
    Mark {
        kind: whole.kind,
        wording: Wording { lead_in: whole.lead_in.clone(), context, ..wording_of(&candidate) },
        proposers: or(candidate.proposers, &whole.proposers),
        addressees: or(candidate.addressees, &whole.addressees),
        response: whole.response,
        reason: "split by hand".to_string(),
        from: vec![whole.id.clone()],
    }
}

/// The end of the first part and the beginning of the second, in bytes, divided at the n-th code point; none where one
/// of them has no words.
fn divided(words: &str, n: usize) -> Option<(usize, usize)> {
    let at = words.char_indices().nth(n)?.0;
    // A place that is offered divides as it is offered: what joins the parts goes with neither.
    if let Some(offered) = extract::splits(words).into_iter().find(|(_, next)| *next == at) {
        return Some(offered);
    }
    let (before, after) = words.split_at(at);
    let end = before.trim_end().trim_end_matches([';', ',']).trim_end().len();
    let joined = |c: char| c.is_whitespace() || matches!(c, ';' | ',');
    let next = words.len() - after.trim_start_matches(joined).len();
    let says = |part: &str| part.contains(char::is_alphanumeric);
    (says(&words[..end]) && says(&words[next..])).then_some((end, next))
}

fn cannot_split(whole: &Recommendation, at: Option<usize>) -> Error {
    let Span { start, end } = whole.span;
    match at {
        Some(at) => Error::failed(format!("{} cannot be split at {at}", whole.id.short()))
            .hint(format!("a place with words on both sides, between {start} and {end}")),
        None => {
            Error::failed(format!("{} makes one call: no place to split it is offered", whole.id.short()))
                .hint(format!("name one between {start} and {end} with --at"))
        }
    }
}

fn one_line(words: &str) -> Result<String> {
    let safe = crate::model::text::one_line(words);
    match safe.trim() {
        "" => Err(Error::usage("a recommendation cannot be without words")
            .hint("drop it instead: rapporteur tag ID --verdict drop")),
        words => Ok(words.to_string()),
    }
}

fn cleaned(names: &[String]) -> Vec<String> {
    let mut cleaned: Vec<String> = Vec::new();
    for name in names.iter().map(|name| crate::model::text::one_line(name)) {
        if !name.is_empty() && !cleaned.contains(&name) {
            cleaned.push(name);
        }
    }
    cleaned
}

fn together(one: &[String], two: &[String]) -> Vec<String> {
    cleaned(&[one, two].concat())
}
