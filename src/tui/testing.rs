//! A screen without a terminal: hand-made recommendations, a desk in memory, keys as text.

mod alike;
mod mends;
mod play;
mod strange;

pub use play::{Play, rows};
pub use strange::STRANGE;

use super::afterwards::{About, Afterwards, View};
use super::requests::{Reply, Request, Step};

use crate::desk::{
    Done, Draft, Edit, Found, Heading, Headway, Overview, Part, SavedFilter, Source, Tally, query_so_far,
};
use crate::facets::query::Query;
use crate::facets::{Bitset, DocumentRow, Facet, Filter, Index, Order, OrderBy, Pick, Row, SortKeys};
use crate::model::{
    Block, BlockKind, Change, Decision, Details, Document, DocumentId, Format, Kind, ReadState,
    Recommendation, RecommendationId, RowId, Span, StepKind, Suggestion, Suggestions, TagEdit, Verdict,
};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A report that is mended: a list, and a passage that nothing announces.
pub const REPORT: &str = "Report of the Lakeside Dialogue (fictional)

Introduction

The lake froze early that year. Boats lay on the shore. Participants asked the towns to light the harbour and to train \
their pilots in first aid.

Recommendations

- Open a help desk in each harbour (Chad).
- Print the timetable in four languages; and read it out on the radio.
- Count the passengers of every ferry.

Closing

The Chair thanked the cooks. Harbours should publish their fees before the summer.
";

const SENTENCES: &[(&str, &str, &str)] = &[
    ("Set up joint information desks at the three main crossing points.", "3", "3"),
    ("Share anonymised figures on arrivals every quarter.", "3", "1"),
    ("Open a seasonal work scheme with written contracts in the workers' own languages.", "2", "6"),
    ("Delegates urged coastal authorities to coordinate search and rescue at sea.", "6", "8"),
    ("Waive residence conditions for children's schooling and clinics.", "1", "15"),
    ("Reduire le cout des envois de fonds à moins de trois pour cent.", "4", "20"),
    ("Map the villages that floods will empty first, and plan with them.", "5", "2"),
];

/// A desk in memory that knows enough to answer the screen.
#[derive(Debug)]
pub struct FakeDesk {
    documents: Vec<Document>,
    cards: Vec<Recommendation>,
    steps: Vec<Vec<(usize, Recommendation)>>,
    undone: Vec<Vec<(usize, Recommendation)>>,
    text: String,
    blocks: Vec<Block>,
    /// Recommendations that were split or joined.
    gone: BTreeSet<RowId>,
    saved: Vec<(String, Filter)>,
    /// Whether everything that it tells is full of what terminals and panes fear.
    is_strange: bool,
    searches: Vec<String>,
    /// The others who gave verdicts.
    pub others: Vec<(String, usize)>,
    /// What was written and not saved.
    pub drafts: Vec<Draft>,
    /// Fails the next step with these words.
    pub failing: Option<&'static str>,
}

impl FakeDesk {
    /// A desk with so many recommendations in one document.
    pub fn new(count: usize) -> Self {
        FakeDesk::of(count, |n| SENTENCES[n % SENTENCES.len()].0)
    }

    /// A desk with so many recommendations of these words in one document.
    pub fn of(count: usize, words: impl Fn(usize) -> &'static str) -> Self {
        let mut document = Document {
            id: DocumentId::of(b"riverside"),
            details: Details {
                title: Some("Report of the Riverside Dialogue (fictional)".into()),
                language: Some("en".into()),
                ..Details::default()
            },
            source: "riverside.txt".into(),
            format: Format::Text,
            state: ReadState::Whole,
            pages: Some(18),
            imported_at: "2026-01-02T03:04:05Z".into(),
            withdrawn: false,
            recommendations: count as u32,
        };
        document.details.event = Some("Riverside Dialogue".into());
        let shared = Arc::new(document.clone());
        let (mut text, mut blocks, mut cards) = (String::new(), Vec::new(), Vec::new());
        for n in 0..count {
            let sentence = words(n);
            let before = format!("Background paragraph {n} on what was said before.\n");
            for (words, kind) in [(before.trim_end(), BlockKind::Paragraph), (sentence, BlockKind::ListItem)]
            {
                let start = text.len();
                text.push_str(words);
                let page = Some(n as u32 / 3 + 1);
                blocks.push(Block { kind, start, end: text.len(), page, label: None, depth: 0 });
                text.push('\n');
            }
            let end = text.chars().count() - 1;
            let span = Span { start: end - sentence.chars().count(), end };
            cards.push(Recommendation { text: sentence.into(), ..recommendation(n, &shared, span) });
        }
        let documents = if count == 0 { Vec::new() } else { vec![document] };
        FakeDesk {
            documents,
            cards,
            steps: Vec::new(),
            undone: Vec::new(),
            text,
            blocks,
            gone: BTreeSet::new(),
            saved: Vec::new(),
            is_strange: false,
            searches: Vec::new(),
            others: Vec::new(),
            drafts: Vec::new(),
            failing: None,
        }
    }

    /// The recommendation of a row.
    pub fn card(&self, row: i64) -> &Recommendation {
        &self.cards[row as usize - 1]
    }

    /// Exchanges one recommendation, as another program would.
    pub fn change(&mut self, row: i64, change: impl FnOnce(&mut Recommendation)) {
        change(&mut self.cards[row as usize - 1]);
    }

    fn answer(&mut self, request: Request) -> Reply {
        let reply = self.answer_plainly(request);
        if self.is_strange { strange::made_strange(reply) } else { reply }
    }

    fn answer_plainly(&mut self, request: Request) -> Reply {
        match request {
            Request::First => Reply::First(self.cards.iter().take(20).cloned().collect()),
            Request::Documents => Reply::Documents(self.documents.clone()),
            Request::Find { generation, filter, order } => {
                Reply::Found(generation, self.find(&filter, order))
            }
            Request::Unreviewed(mut filter, order) => {
                filter.picks.insert(Facet::Verdict, [Pick::Is("unreviewed".into())].into());
                Reply::Unreviewed(self.find(&filter, order).rows)
            }
            Request::Overview(filter) => {
                let index = self.index();
                let found = self.searched(&index, &filter);
                Reply::Overview(Box::new(Overview::of(&index, &filter, found.as_ref(), &self.documents)))
            }
            Request::Rows(rows) | Request::Ahead(rows) => {
                Reply::Rows(rows.iter().map(|r| self.card(r.0).clone()).collect())
            }
            Request::Source(id) => {
                Reply::Source(id, Arc::new(Source { text: self.text.clone(), blocks: self.blocks.clone() }))
            }
            Request::Progress { parts } => Reply::Progress(self.progress(parts)),
            Request::History(row) => Reply::History(row, self.history(row)),
            Request::Alike(row) => self.alike(row),
            Request::Spread(row) => self.spread(row),
            Request::Searches => Reply::Searches(self.searches.clone()),
            Request::Searched(query) => {
                self.searches.push(query);
                Reply::Searches(self.searches.clone())
            }
            Request::Others => Reply::Others(self.others.clone()),
            Request::Section(row) => {
                let near = self.cards.chunks(3).find(|near| near.iter().any(|card| card.row == row));
                Reply::Section(near.unwrap_or_default().iter().map(|card| card.row).collect())
            }
            Request::Drafts => Reply::Drafts(self.drafts.clone()),
            Request::KeepDrafts(drafts) => {
                self.drafts = drafts;
                Reply::Drafts(Vec::new())
            }
            Request::Headings(_) => Reply::Headings(self.headings()),
            Request::SavedFilters => Reply::SavedFilters(self.saved(), None),
            Request::SaveFilter(name, filter) => {
                self.saved.retain(|(known, _)| *known != name);
                self.saved.push((name.clone(), filter));
                Reply::SavedFilters(self.saved(), Some(format!("saved as “{name}”")))
            }
            Request::RemoveFilter(name) => {
                self.saved.retain(|(known, _)| *known != name);
                Reply::SavedFilters(self.saved(), Some(format!("removed “{name}”")))
            }
            Request::Decide { rows, edits } => self.decide(&rows, &edits),
            Request::Afterwards(view) => Reply::Afterwards(Box::new(self.afterwards(&view))),
            Request::Places(id) => Reply::Places(id, self.places()),
            Request::Splits(row) => Reply::Splits(row, self.splits(row)),
            Request::Mend(mending) => self.mend(mending),
            Request::Export(order) => Reply::IsThere(order),
            Request::Undo => self.back(Step::Undo),
            Request::Redo => self.back(Step::Redo),
        }
    }

    fn afterwards(&self, view: &View) -> Afterwards {
        let about = |row| match self.alike(row) {
            Reply::Alike(_, first, all) => {
                Some(About { row, history: self.history(row), alike: view.alike.then_some((first, all)) })
            }
            _ => None,
        };
        Afterwards {
            generation: view.generation,
            found: self.find(&view.filter, view.order),
            progress: self.progress(view.parts),
            rows: view.rows.iter().map(|row| self.card(row.0).clone()).collect(),
            about: view.subject.and_then(about),
        }
    }

    fn index(&self) -> Index {
        let document = DocumentRow {
            id: DocumentId::of(b"riverside").as_str().into(),
            language: Some("en".into()),
            region: None,
            days: Some(("2025-11-28".into(), "2025-11-30".into())),
        };
        let row = |card: &Recommendation| Row {
            values: vec![
                (Facet::Verdict, card.verdict.word().into()),
                (Facet::Kind, card.kind.word().into()),
            ],
            tags: card.tags.clone(),
            suggested: [CLUSTER, OBJECTIVE]
                .map(|s| (s.to_string(), card.suggested.standing(s).map(String::from).collect()))
                .into(),
        };
        let standing = self.cards.iter().filter(|card| !self.gone.contains(&card.row));
        let rows = standing.map(|c| (c.row, 0, row(c))).collect();
        Index::build(vec![document], &[CLUSTER.into(), OBJECTIVE.into()], rows)
    }

    fn searched(&self, index: &Index, filter: &Filter) -> Option<Bitset> {
        let found = filter.search.as_deref().map(|query| {
            let query = query_so_far(query);
            let hits = self.cards.iter().filter(|card| answers(&query, card));
            index.positions_of(hits.map(|c| c.row))
        });
        let found = match &filter.said {
            Some(said) => {
                let mut said =
                    index.positions_of(self.cards.iter().filter(|c| self.is_said(said, c)).map(|c| c.row));
                found.iter().for_each(|found| said.and(found));
                Some(said)
            }
            None => found,
        };
        let like = filter.like.as_ref().map(|id| {
            // The same sentence comes every seventh time.
            let text = self.cards.iter().find(|c| c.id.as_str() == id).map(|c| c.text.clone());
            let same = self.cards.iter().filter(|c| Some(&c.text) == text.as_ref());
            index.positions_of(same.map(|c| c.row))
        });
        like.or(found)
    }

    fn find(&self, filter: &Filter, order: Order) -> Found {
        let index = self.index();
        let found = self.searched(&index, filter);
        let (mut rows, counts) = index.select(filter, found.as_ref());
        if !order.is_reading() {
            rows = self.keys(&index, order.by).arrange(&index, &rows, order.descending);
        }
        Found { rows, counts }
    }

    fn saved(&self) -> Vec<SavedFilter> {
        let count = |filter: &Filter| self.find(filter, Order::default()).rows.len();
        let saved = |(name, filter): &(String, Filter)| SavedFilter {
            name: name.clone(),
            filter: filter.clone(),
            count: count(filter),
        };
        self.saved.iter().map(saved).collect()
    }

    /// One heading for every three recommendations.
    fn headings(&self) -> Vec<Heading> {
        let heading = |(n, cards): (usize, &[Recommendation])| Heading {
            document: cards[0].document.id.clone(),
            section: vec!["Annex II".into(), format!("Session {}", n + 1)],
            row: cards[0].row,
            count: cards.len(),
        };
        self.cards.chunks(3).enumerate().map(heading).collect()
    }

    fn keys(&self, index: &Index, by: OrderBy) -> SortKeys {
        let numbers = |number: fn(&Recommendation) -> Option<u64>| {
            SortKeys::of_rows(index, self.cards.iter().filter_map(|c| Some((c.row, number(c)?))))
        };
        match by {
            OrderBy::Page => numbers(|c| c.page.map(u64::from)),
            OrderBy::Certainty => numbers(|c| c.suggested.clusters.first().map(|s| (s.score * 1e6) as u64)),
            OrderBy::Kind => SortKeys::of_facet(index, &Facet::Kind, Kind::ALL.iter().map(|k| k.word())),
            OrderBy::Verdict => {
                SortKeys::of_facet(index, &Facet::Verdict, Verdict::ALL.iter().map(|v| v.word()))
            }
            OrderBy::Cluster => {
                SortKeys::of_facet(index, &Facet::Concept(CLUSTER.into()), ["1", "2", "3", "4", "5", "6"])
            }
            _ => SortKeys::reading(index),
        }
    }

    fn progress(&self, parts: bool) -> Headway {
        let all = Tally::sum(self.cards.iter().map(|card| (card.verdict.word(), 1)));
        let today = all.decided;
        let part = |value: &str, of: usize| {
            let tally = Tally { decided: today.min(of), later: all.later.min(of - today.min(of)), of };
            Part { value: value.into(), tally }
        };
        let pace = (today >= 5).then_some(12.0);
        if !parts {
            return Headway { today, pace, ..Headway::default() };
        }
        let clusters = vec![part("3", 2), part("6", 9)];
        let documents = vec![part(DocumentId::of(b"riverside").as_str(), self.cards.len())];
        Headway { today, pace, clusters, documents }
    }

    fn history(&self, row: RowId) -> Vec<Decision> {
        let card = self.card(row.0);
        let decided = card.verdict != Verdict::Unreviewed;
        let entry = Decision {
            reviewer: "amina".into(),
            at: "2026-02-03T04:05:06Z".into(),
            kind: StepKind::Do,
            document: card.document.id.clone(),
            recommendation: Some(card.id.clone()),
            change: Change::Verdict { to: card.verdict },
        };
        if decided { vec![entry] } else { Vec::new() }
    }

    fn decide(&mut self, rows: &[RowId], edits: &[Edit]) -> Reply {
        if let Some(words) = self.failing.take() {
            return Reply::Failed { step: Some(Step::Decide), words: words.into() };
        }
        let edits: Vec<Edit> = edits.iter().flat_map(|edit| self.meant(rows, edit)).collect();
        let (mut before, mut words) = (Vec::new(), Vec::new());
        for row in rows {
            let at = row.0 as usize - 1;
            let was = self.cards[at].clone();
            let mut own = Vec::new();
            edits.iter().for_each(|edit| apply(&mut self.cards[at], edit, &mut own));
            if self.cards[at] != was {
                before.push((at, was));
                words.push(own.join(", "));
            }
        }
        if before.is_empty() {
            return Reply::Stepped(Step::Decide, None, Vec::new());
        }
        let places: Vec<usize> = before.iter().map(|(at, _)| *at).collect();
        self.steps.push(before);
        self.undone.clear();
        self.done_each(Step::Decide, &places, words)
    }

    fn meant(&self, rows: &[RowId], edit: &Edit) -> Vec<Edit> {
        match edit {
            Edit::Same(row) => {
                let model = self.card(row.0);
                let tags = model.tags.iter().map(|(scheme, notations)| Edit::Tags {
                    scheme: scheme.clone(),
                    edit: TagEdit::Replace,
                    notations: notations.clone(),
                });
                tags.chain([Edit::Verdict(model.verdict)]).collect()
            }
            Edit::Tags { scheme, edit: TagEdit::Toggle, notations } if rows.len() > 1 => {
                let has = |row: &RowId| self.card(row.0).tags_in(scheme).contains(&notations[0]);
                let edit = if rows.iter().all(has) { TagEdit::Remove } else { TagEdit::Add };
                vec![Edit::Tags { scheme: scheme.clone(), edit, notations: notations.clone() }]
            }
            edit => vec![edit.clone()],
        }
    }

    fn back(&mut self, step: Step) -> Reply {
        let (from, to) = match step {
            Step::Redo => (&mut self.undone, &mut self.steps),
            _ => (&mut self.steps, &mut self.undone),
        };
        let Some(mut cards) = from.pop() else { return Reply::Stepped(step, None, Vec::new()) };
        for (at, card) in &mut cards {
            std::mem::swap(&mut self.cards[*at], card);
        }
        let places: Vec<usize> = cards.iter().map(|(at, _)| *at).collect();
        to.push(cards);
        self.done(step, &places, "keep".into())
    }

    fn done(&self, step: Step, places: &[usize], words: String) -> Reply {
        self.done_each(step, places, vec![words; places.len()])
    }

    fn done_each(&self, step: Step, places: &[usize], each: Vec<String>) -> Reply {
        let words = each.first().cloned().unwrap_or_default();
        let cards: Vec<Recommendation> = places.iter().map(|at| self.cards[*at].clone()).collect();
        let rows = cards.iter().map(|card| card.row).collect();
        let done = Done { words, rows, documents: Vec::new(), each };
        Reply::Stepped(step, Some(done), cards)
    }
}

fn apply(card: &mut Recommendation, edit: &Edit, words: &mut Vec<String>) {
    match edit {
        Edit::Verdict(verdict) => card.verdict = *verdict,
        Edit::Tags { scheme, edit, notations } => {
            let now = edit.apply(card.tags_in(scheme), notations);
            words.push(format!("{scheme} {}", now.join(", ")));
            card.tags.insert(scheme.clone(), now);
            return;
        }
        Edit::Note(note) => card.note.clone_from(note),
        Edit::KeepSuggested => {
            return apply(card, &Edit::keep_shown(card, Suggestions::THRESHOLD), words);
        }
        Edit::ToggleShown { scheme, shown, notation } => {
            let tags = card.tags_in(scheme);
            let before = if tags.is_empty() { shown } else { tags };
            let now = TagEdit::Toggle.apply(before, std::slice::from_ref(notation));
            words.push(format!("{scheme} {}", now.join(", ")));
            if now.is_empty() {
                card.tags.remove(scheme);
            } else {
                card.tags.insert(scheme.clone(), now);
            }
            return;
        }
        Edit::Same(_) => return,
        Edit::KeepShown(shown) => {
            card.verdict = Verdict::Keep;
            card.tags.extend(shown.taken_by(card));
        }
    }
    words.push(card.verdict.word().into());
}

/// Whether a recommendation answers a query of words.
fn answers(query: &Query, card: &Recommendation) -> bool {
    match query {
        Query::Everything | Query::Field(_) => true,
        Query::Words(words) => words.stand_in(&card.text),
        Query::All(parts) => parts.iter().all(|part| answers(part, card)),
        Query::Any(parts) => parts.iter().any(|part| answers(part, card)),
        Query::Not(part) => !answers(part, card),
    }
}

/// The n-th recommendation of a document.
pub fn recommendation(n: usize, document: &Arc<Document>, span: Span) -> Recommendation {
    let (text, cluster, objective) = SENTENCES[n % SENTENCES.len()];
    let suggestion = |notation: &str, score| Suggestion {
        notation: notation.into(),
        score,
        evidence: text.split(' ').skip(1).take(2).map(|w| w.to_lowercase()).collect(),
    };
    Recommendation {
        row: RowId(n as i64 + 1),
        id: RecommendationId::of(&document.id, text, n),
        document: document.clone(),
        kind: if n % 3 == 2 { Kind::Narrative } else { Kind::Listed },
        span,
        text: text.into(),
        original_text: None,
        page: Some(n as u32 / 3 + 1),
        section: vec!["Annex II".into(), "Thematic cluster".into()],
        lead_in: None,
        context: None,
        proposers: Vec::new(),
        addressees: Vec::new(),
        response: None,
        confidence: 0.9,
        reason: "item of an announced list".into(),
        verdict: Verdict::Unreviewed,
        tags: Default::default(),
        note: None,
        reviewer: None,
        decided_at: None,
        suggested: Suggestions {
            clusters: vec![suggestion(cluster, 0.84), suggestion("1", 0.21)],
            objectives: vec![suggestion(objective, 0.77), suggestion("23", 0.31)],
            ..Suggestions::default()
        },
        alike: Some(Vec::new()),
    }
}
