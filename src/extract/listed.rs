//! Listed recommendations: items of lists, numbered headings with their explanation, and lists inside a sentence.

mod lists;

use super::Found;
use super::cues::{CUES, Cue, Words};
use super::narrative::score;
use super::sections::{Outline, Promise, promise_of, response};
use super::sentences::sentences;
use super::{details, inline, named, proposers, tables};
use crate::model::{Block, BlockKind, Kind, Reading, Response};
use std::ops::Range;

/// Every listed recommendation of a document.
pub(super) fn find(reading: &Reading, outline: &Outline) -> Vec<Found> {
    let mut finder = Finder { reading, outline, found: Vec::new(), lead: None, runs: Vec::new() };
    finder.runs = runs(reading).into_iter().filter_map(|blocks| finder.run(blocks)).collect();
    let mut n = 0;
    while n < reading.blocks.len() {
        if let Some(next) = finder.named(n) {
            n = next;
            continue;
        }
        n = match reading.blocks[n].kind {
            BlockKind::TableRow => finder.table(n),
            BlockKind::Heading { .. } => finder.heading(n),
            BlockKind::ListItem | BlockKind::Paragraph if finder.is_item(n) => finder.list(n),
            BlockKind::Paragraph => finder.paragraph(n),
            _ => n + 1,
        };
    }
    finder.found
}

/// What the words before a list say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Announces,
    Silent,
    Excludes,
}

/// The words before a list, and how far they reach.
#[derive(Debug, Clone)]
struct LeadIn {
    words: String,
    call: Call,
    response: Option<Response>,
    /// The last number of the list so far: the next one may follow after an explanation.
    last: Option<u32>,
}

struct Finder<'a> {
    reading: &'a Reading,
    outline: &'a Outline,
    found: Vec<Found>,
    lead: Option<LeadIn>,
    /// In the order of their blocks.
    runs: Vec<Run>,
}

/// Numbers that run on through headings.
struct Run {
    blocks: Range<usize>,
    /// The share of its members that ask.
    asking: f32,
    /// Whether most of them say what "we" do or begin with a verb.
    declares: bool,
}

impl Finder<'_> {
    fn block(&self, n: usize) -> &Block {
        &self.reading.blocks[n]
    }

    fn words(&self, n: usize) -> &str {
        &self.reading.text[self.block(n).range()]
    }

    /// Whether a block is judged as an item of a list: items are, and short numbered paragraphs, unless their words
    /// lead into the list below them.
    fn is_item(&self, n: usize) -> bool {
        let block = self.block(n);
        match block.kind {
            BlockKind::ListItem => true,
            BlockKind::Paragraph if block.label.is_some() => {
                let words = self.words(n);
                let below = self.next(n).map(|m| self.block(m)).filter(|b| b.kind == BlockKind::ListItem);
                let leads = below.is_some_and(|b| b.depth <= block.depth)
                    && (words.ends_with(':') || self.answer(n).is_some());
                !leads && words.split_whitespace().take(101).count() <= 100 && sentences(words).len() <= 3
            }
            _ => false,
        }
    }

    /// What the members of a run of numbers are like.
    fn run(&self, blocks: Range<usize>) -> Option<Run> {
        let (mut members, mut asking, mut declaring) = (0usize, 0usize, 0usize);
        for n in blocks.clone() {
            let block = self.block(n);
            if block.depth > 0 || !block.label.as_deref().is_some_and(is_decimal) || !self.is_item(n) {
                continue;
            }
            let words = Words::beginning(self.words(n));
            let language = &CUES.languages[self.outline.language(n)];
            members += 1;
            asking += usize::from(self.asks(n));
            declaring += usize::from(language.first_person(&words) || language.begins_with_verb(&words));
        }
        (members > 0).then(|| Run {
            blocks,
            asking: asking as f32 / members as f32,
            declares: declaring * 2 > members,
        })
    }

    /// The run of numbers that a block belongs to.
    fn run_of(&self, n: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|r| r.blocks.start <= n);
        self.runs[..after].last().filter(|r| r.blocks.contains(&n))
    }

    /// The next block that is no note.
    fn next(&self, n: usize) -> Option<usize> {
        (n + 1..self.reading.blocks.len()).find(|n| self.block(*n).kind != BlockKind::Footnote)
    }

    /// The previous block that is no note.
    fn previous(&self, n: usize) -> Option<usize> {
        (0..n).rev().find(|n| self.block(*n).kind != BlockKind::Footnote)
    }

    /// Takes a recommendation that says so itself ("Recommendation 3: …"); the words may stand in the paragraph below.
    /// Answers the block after it.
    fn named(&mut self, n: usize) -> Option<usize> {
        let told = matches!(
            self.block(n).kind,
            BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::ListItem
        );
        let promise = self.outline.place(n).promise;
        let words = self.words(n);
        let from = named::words_from(words, promise == Promise::Announces).filter(|_| told)?;
        let reason = "a piece that calls itself a recommendation";
        if from < words.len() {
            let range = self.block(n).start + from..self.block(n).end;
            self.take(n, range, None, 0.93, reason);
            return Some(n + 1);
        }
        let below = self.next(n)?;
        let said = self.block(below).kind == BlockKind::Paragraph && !self.words(below).ends_with(':');
        said.then(|| {
            self.take(below, self.block(below).range(), None, 0.9, reason);
            below + 1
        })
    }

    fn table(&mut self, n: usize) -> usize {
        let (end, rows) = tables::rows(self.reading, self.outline, n);
        for (row, range) in rows {
            self.take(row, range, None, 0.85, "a row of a table of recommendations");
        }
        end
    }

    /// A numbered heading that asks, under words that announce, is the recommendation that its paragraphs explain.
    fn heading(&mut self, n: usize) -> usize {
        let number = self.block(n).label.as_deref().and_then(number_of);
        let follows = self.lead.as_ref().is_some_and(|l| l.last.is_some_and(|last| number == Some(last + 1)));
        if !follows && !self.lead_in_before(n) {
            self.lead = None;
        }
        // The heading's own promise is its own; those above it count.
        let above = self.previous(n).map_or(Promise::Silent, |p| self.outline.place(p).promise);
        let own = self.outline.place(n).promise;
        let listed_next = self.next(n).is_some_and(|m| self.block(m).kind == BlockKind::ListItem);
        let called = self.lead.as_ref().is_some_and(|l| l.call == Call::Announces);
        let asks = self.begins_with_verb(n);
        let under = own == Promise::Announces && above == Promise::Announces;
        let among = number.is_none() && asks && !listed_next && self.stands_among_commands(n);
        if among {
            let reason =
                "a heading that asks, among others that do, under words that announce recommendations";
            self.take(n, self.block(n).range(), None, 0.75, reason);
            self.lead = None;
        } else if number.is_some() && asks && !listed_next && (called || under) {
            let lead = self.lead.clone();
            let reason = "a numbered heading that asks, under words that announce recommendations";
            self.take(n, self.block(n).range(), lead.as_ref(), 0.9, reason);
            if let Some(lead) = &mut self.lead {
                lead.last = number;
            }
        } else if !follows {
            self.lead = None;
        }
        n + 1
    }

    /// Whether the headings of this one's level under the same heading ask as it does: three at least, and most.
    fn stands_among_commands(&self, n: usize) -> bool {
        const FAR: usize = 200;
        let Some(level) = self.block(n).heading_level() else { return false };
        let under = |m: &usize| self.block(*m).heading_level().is_none_or(|l| l >= level);
        let like = |m: &usize| self.block(*m).heading_level() == Some(level);
        let before: Vec<usize> = (n.saturating_sub(FAR)..n).rev().take_while(under).collect();
        let parent = n.checked_sub(before.len() + 1).map(|m| self.outline.place(m).promise);
        let promised = matches!(parent, Some(Promise::Announces | Promise::MayAnnounce));
        let after = (n + 1..self.reading.blocks.len().min(n + FAR)).take_while(under);
        let all: Vec<usize> = before.into_iter().chain(after).filter(like).collect();
        let commanding = all.iter().filter(|m| self.commands(**m)).count();
        promised && self.commands(n) && commanding >= 2 && commanding * 4 >= all.len() * 3
    }

    fn lead_in_before(&self, n: usize) -> bool {
        self.lead.is_some()
            && self
                .previous(n)
                .is_some_and(|p| self.block(p).kind == BlockKind::Paragraph && self.words(p).ends_with(':'))
    }

    fn paragraph(&mut self, n: usize) -> usize {
        let words = self.words(n).to_owned();
        let place = self.outline.place(n);
        let labelled = self.block(n).label.is_some();
        let next_listed = self
            .next(n)
            .is_some_and(|m| self.block(m).kind == BlockKind::ListItem || self.block(m).label.is_some());
        let announces_list = words.trim_end().ends_with(':') || next_listed && self.answer(n).is_some();
        if announces_list && next_listed {
            let last = self.last_sentence(&words);
            self.lead =
                Some(LeadIn { call: lead_call(&last), response: self.answer(n), words: last, last: None });
            return n + 1;
        }
        if inline::take(self.reading, self.outline, n, &mut self.found) {
            return n + 1;
        }
        if let Some((from, reason)) = self.operative(n).or_else(|| self.addressed(n)) {
            self.take(n, self.block(n).start + from..self.block(n).end, None, 0.85, reason);
            return n + 1;
        }
        let keeps = self.lead.as_ref().is_some_and(|l| l.last.is_some());
        if !keeps && !labelled {
            self.lead = None;
        }
        let speaks = !words.ends_with(':') && !self.tells_of_recommendations(n);
        let announced = match place.promise {
            Promise::Announces => true,
            // Paragraphs that command, one after the other, are a list without bullets.
            Promise::MayAnnounce | Promise::Silent => {
                self.commands(n) && self.sibling_commands(n) && is_sentence(&words)
            }
            _ => false,
        };
        if !announced || !speaks {
            return n + 1;
        }
        let parts = sentences(&words);
        let short = words.split_whitespace().take(71).count() <= 70 && parts.len() <= 2;
        let by_verb = self.begins_with_verb(n) && (labelled || self.sibling_asks(n));
        // What follows a first sentence that asks explains it, unless it asks too.
        let explained =
            by_verb && parts.len() > 1 && parts[1..].iter().all(|r| score(&words[r.clone()]).0 < 0.5);
        let start = self.block(n).start;
        let range = match parts.first() {
            Some(first) if explained => start + first.start..start + first.end,
            _ if short && (by_verb || labelled && score(&words).0 >= 0.7) => self.block(n).range(),
            _ => return n + 1,
        };
        let reason = "a piece that asks, under a heading that announces recommendations";
        self.take(n, range, None, if labelled { 0.85 } else { 0.7 }, reason);
        n + 1
    }

    /// "INVITE the secretariat to …": a paragraph of a declaration that begins with its verb in capitals.
    fn operative(&self, n: usize) -> Option<(usize, &'static str)> {
        let words = self.words(n);
        let first = words.split_whitespace().next()?;
        let capitals = first.chars().filter(|c| c.is_uppercase()).count();
        let shouted = capitals >= 4 && first.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let speaks = words.contains(char::is_lowercase) && !words.ends_with(':');
        let asks = shouted && speaks && lead_call(&words[..sentences(words).first()?.end]) == Call::Announces;
        asks.then_some((0, "a paragraph of a declaration whose verb asks"))
    }

    /// "Secretariat: Draw up a plan": whom it asks, and the recommendation after the colon.
    fn addressed(&self, n: usize) -> Option<(usize, &'static str)> {
        let words = self.words(n);
        let (name, asked) = words.split_once(':')?;
        let from = words.len() - asked.trim_start().len();
        let language = &CUES.languages[self.outline.language(n)];
        let named = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 8;
        let asks = named
            && self.outline.place(n).promise == Promise::Announces
            && language.begins_with_verb(&Words::beginning(&words[from..]))
            && !self.begins_with_verb(n);
        asks.then_some((
            from,
            "a piece that names whom it asks, under a heading that announces recommendations",
        ))
    }

    /// Whether the paragraph before or after begins with a verb too.
    fn sibling_asks(&self, n: usize) -> bool {
        [self.previous(n), self.next(n)]
            .into_iter()
            .flatten()
            .any(|m| self.block(m).kind == BlockKind::Paragraph && self.begins_with_verb(m))
    }

    /// Whether the paragraph before or after begins with a command too.
    fn sibling_commands(&self, n: usize) -> bool {
        [self.previous(n), self.next(n)]
            .into_iter()
            .flatten()
            .any(|m| self.block(m).kind == BlockKind::Paragraph && self.commands(m))
    }

    fn last_sentence(&self, words: &str) -> String {
        sentences(words).last().map(|r| words[r.clone()].to_owned()).unwrap_or_else(|| words.to_owned())
    }
}

/// Stretches of blocks whose numbers run on (1., 2., 3., …) through two headings or more: the articles of a declaration,
/// the items of an annex under themes.
fn runs(reading: &Reading) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut from, mut last, mut end) = (0, 0, 0);
    let (mut heading, mut crossed, mut count) = (false, 0, 0);
    for (n, block) in reading.blocks.iter().enumerate() {
        if block.heading_level().is_some() {
            heading = true;
        }
        let number = block.label.as_deref().filter(|l| is_decimal(l)).and_then(number_of);
        let Some(number) = number.filter(|_| block.depth == 0 && block.heading_level().is_none()) else {
            continue;
        };
        if number == last + 1 && last > 0 {
            crossed += u32::from(heading);
            count += 1;
        } else {
            if crossed >= 2 && count >= 4 {
                runs.push(from..end);
            }
            (from, crossed, count) = (n, 0, 1);
        }
        (heading, last, end) = (false, number, n + 1);
    }
    if crossed >= 2 && count >= 4 {
        runs.push(from..end);
    }
    runs
}

/// "12." or "12)", not "1.2." or "(a)".
fn is_decimal(label: &str) -> bool {
    let digits = label.trim_end_matches(['.', ')']);
    !digits.is_empty() && digits.len() < label.len() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// What the words before a list announce.
pub(super) fn lead_call(words: &str) -> Call {
    let sentence = words;
    let words = Words::new(words);
    let mut call = Call::Silent;
    for found in CUES.lead_ins.find(&words) {
        match found.cue {
            Cue::Exclude => return Call::Excludes,
            Cue::Announce => call = Call::Announces,
            _ => {}
        }
    }
    // "Recommendations:" says what a heading would say.
    let heading = if words.len() <= 6 { promise_of(&words, false) } else { Promise::Silent };
    match heading {
        Promise::Announces if call == Call::Silent => Call::Announces,
        Promise::Mutes | Promise::Excludes if call == Call::Silent => Call::Excludes,
        // Words that recommend as a sentence would announce a list too: "The Chair pleaded for the following to be done:".
        _ if call == Call::Silent && score(sentence).0 >= 0.7 => Call::Announces,
        _ => call,
    }
}

/// Where a recommendation ends whose State in brackets a stroke or a semicolon and another recommendation follow.
fn joint(words: &str) -> Option<usize> {
    words.match_indices(['/', ';']).find_map(|(at, sign)| {
        let before = words[..at].trim_end().trim_end_matches(';');
        let next = &words[at + 1..];
        let next = &next[letter_mark(next)..];
        let named = before.ends_with(')') && (sign == "/" || !proposers::of(before, true).is_empty());
        (named && next.starts_with(char::is_uppercase)).then_some(at)
    })
}

/// The length of white space and of a letter or number in brackets before words: "(b) Accept visits".
fn letter_mark(words: &str) -> usize {
    let rest = words.trim_start();
    let mark = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')).filter(|(mark, _)| {
        (1..=3).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    });
    let rest = mark.map_or(rest, |(_, after)| after.trim_start());
    words.len() - rest.len()
}

/// "It was noted that the fees had not changed": an item that tells and does not ask.
fn tells_what_was_done(words: &str) -> bool {
    let words = Words::new(words);
    words.len() > 5 && CUES.sentences.find(&words).any(|f| matches!(f.cue, Cue::Weaken(..)))
}

fn number_of(label: &str) -> Option<u32> {
    label
        .trim_end_matches(|c: char| !c.is_ascii_digit())
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

/// Whether words are enough for a sentence and end as one.
fn is_sentence(words: &str) -> bool {
    words.split_whitespace().take(5).count() == 5
        && words.trim_end().ends_with(['.', ';', '!', ')'])
        && sentences(words).first().is_some_and(|first| words[first.clone()].contains(' '))
}

fn is_empty_item(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).count() < 6 || words.split_whitespace().count() < 2
}

/// The range without the semicolon or comma that joins an item to the next.
pub(super) fn without_joints(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text[range.clone()].trim_end();
    let mut kept = words;
    for joint in ["; and", "; or", "; et", "; ou", "; y", "; e", ", and", ", et", ", y"] {
        kept = kept.strip_suffix(joint).unwrap_or(kept);
    }
    let kept = kept.trim_end_matches([';', ',']).trim_end();
    let lead = kept.len() - kept.trim_start().len();
    range.start + lead..range.start + kept.len()
}
