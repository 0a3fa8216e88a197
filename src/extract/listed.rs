//! Listed recommendations: items of lists, numbered headings with their explanation, and lists inside a sentence.

mod headings;
mod lists;
mod paragraphs;
mod runs;

use super::Found;
use super::cues::{CUES, Cue, Words};
use super::narrative::score;
use super::sections::{Outline, Promise, promise_of, response};
use super::sentences::sentences;
use super::{details, inline, named, proposers, tables};
use crate::model::{Block, BlockKind, Kind, Reading, Response};
use runs::{Run, runs};
use std::ops::Range;

/// Why a piece was taken that says of itself what it is.
pub(super) const NAMED: &str = "a piece that calls itself a recommendation";

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
        let reason = NAMED;
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
        let is_answered =
            self.last_at_hand(n).is_some_and(|f| [NAMED, tables::HEADED].contains(&f.reason.as_str()));
        let table = tables::read(self.reading, self.outline, n, is_answered);
        if let Some(last) = self.last_at_hand(n) {
            last.details.add(table.above);
        }
        for row in table.rows {
            let from = self.found.len();
            self.take(row.block, row.range, None, row.confidence, row.reason);
            for found in &mut self.found[from..] {
                found.details.add(row.details.clone());
            }
        }
        table.end
    }

    /// The recommendation found last, where it stands in the section of a block or is that section's heading.
    fn last_at_hand(&mut self, n: usize) -> Option<&mut Found> {
        let path = self.outline.place(n).path;
        self.found.last_mut().filter(|f| self.outline.place(f.block).path == path)
    }

    /// Takes in a piece that only says something of the recommendation above it: its addressee, its deadline.
    fn detail(&mut self, n: usize) -> bool {
        let words = self.words(n);
        let Some((cue, value)) = details::named(words) else { return false };
        let language = &CUES.languages[self.outline.language(n)];
        if cue != Cue::Addressee && language.begins_with_verb(&Words::beginning(value)) {
            return false;
        }
        let said = details::read(words);
        if let Some(last) = self.last_at_hand(n) {
            last.details.add(said);
        }
        true
    }
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
