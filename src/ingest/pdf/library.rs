//! The library that opens PDF files, and nothing else: only this file and the ones beneath it name it.

mod shapes;

use super::page::{RawPage, Rule, Span, Tag, TagKind};
use super::pieces::is_right_to_left;
use pdfboss_core::{Document, Error, OcState, Page, StandardType, StructureTree};
use pdfboss_text::{
    ArtifactKind, FontCache, ReadingOrder, Ruling, SkippedTextKind, Structure, TextSpan,
    extract_spans_and_rulings_reporting_cached_with,
};

/// An open file.
pub(super) struct File {
    document: Document,
    fonts: FontCache,
    layers: Option<OcState>,
    tree: Option<StructureTree>,
}

/// Why a file does not open.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It wants a password, or another one.
    Password,
    /// It holds nothing that could be mended.
    Broken(String),
}

/// Most spans and rules taken of one page: more than any page a person can read.
const MOST: usize = 200_000;

impl File {
    /// Opens a file from its bytes.
    pub fn open(bytes: &[u8], password: &str) -> Result<Self, Refusal> {
        let document = Document::load_with_password(bytes.to_vec(), password).map_err(|e| match e {
            Error::Encrypted => Refusal::Password,
            e => Refusal::Broken(e.to_string()),
        })?;
        let layers = document.oc_state();
        let tree = document.structure_tree();
        Ok(File { document, fonts: FontCache::default(), layers, tree })
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.document.flattened_page_count()
    }

    /// How many pages it says to have, which may be more where it is damaged.
    pub fn promised_pages(&self) -> usize {
        self.document.page_count()
    }

    /// The title and language the file states.
    pub fn stated(&self) -> (Option<String>, Option<String>) {
        (self.document.metadata().title, self.document.language())
    }

    /// Reads a page, from 0.
    pub fn page(&self, index: usize) -> RawPage {
        let broken = RawPage { damaged: true, ..RawPage::default() };
        let Ok(page) = self.document.page(index) else { return broken };
        let order = if self.tree.is_some() { ReadingOrder::StructureTree } else { ReadingOrder::Content };
        let read = extract_spans_and_rulings_reporting_cached_with(
            pdfboss_core::Immediate(&self.document),
            &page,
            &self.fonts,
            self.layers.as_ref(),
            self.tree.as_ref(),
            order,
        );
        let Ok((spans, rulings, report)) = pdfboss_core::block_on(read) else { return broken };
        let damaged = report.skipped.iter().any(|s| s.kind != SkippedTextKind::XObject);
        // A tagged file says what its items are.
        let dots = match page.content(&self.document) {
            Ok(content) if spans.iter().all(|s| s.structure.is_none()) => shapes::dots(&content),
            _ => Vec::new(),
        };
        RawPage { damaged, ..turned(&page, spans, &rulings, dots) }
    }
}

/// The page as a reader holds it.
fn turned(page: &Page, mut spans: Vec<TextSpan>, rulings: &[Ruling], dots: Vec<(f32, f32)>) -> RawPage {
    spans.truncate(MOST);
    let letters = |keep: &dyn Fn(&TextSpan) -> bool| -> usize {
        spans.iter().filter(|s| keep(s)).map(|s| s.text.trim().len()).sum()
    };
    // Text under a picture of itself is the only text of a scanned page; elsewhere it repeats what is seen.
    let seen = letters(&|s| !s.invisible) * 4 > letters(&|s| s.invisible);
    let marked = letters(&|s| s.artifact.is_some()) * 10 < letters(&|_| true) * 3;
    let turn = [0, 90, 180, 270].into_iter().max_by_key(|turn| (letters(&|s| s.rotate == *turn), *turn == 0));
    let turn = turn.unwrap_or(0);
    let frame = Frame { turn, page: page.media_box };
    let is_artifact = |span: &TextSpan| match &span.artifact {
        Some(artifact) => artifact.kind == ArtifactKind::Pagination || marked,
        None => false,
    };
    let height = frame.height();
    let taken = spans
        .iter()
        .filter(|s| s.rotate == turn && !is_artifact(s) && (s.invisible != seen) && !s.vertical)
        .filter(|s| s.size.is_finite() && s.x.is_finite() && s.y.is_finite() && s.end_x.is_finite())
        .map(|s| {
            let (x, y) = frame.place(s.x, s.y);
            let (end_x, _) = frame.place(s.end_x, s.end_y);
            Span {
                text: leftmost_first(s),
                logical: s.logical,
                x: x.min(end_x),
                end_x: x.max(end_x),
                y,
                size: s.size.abs().max(0.1),
                bold: s.bold,
                tag: s.structure.as_ref().and_then(tag),
            }
        })
        .collect();
    let rules = rulings.iter().take(MOST).map(|r| {
        let (ax, ay) = frame.place(r.start.x, r.start.y);
        let (bx, by) = frame.place(r.end.x, r.end.y);
        Rule { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) }
    });
    let dots = dots.into_iter().filter(|_| turn == 0).map(|(x, y)| frame.place(x, y)).collect();
    RawPage { height, spans: taken, rules: rules.collect(), dots, damaged: false }
}

/// The text of a span with the letters of each glyph turned round where they are read from the right: a glyph for two
/// letters comes with them in the order of reading, though the glyphs come leftmost first.
fn leftmost_first(span: &TextSpan) -> String {
    let letters: Vec<char> = span.text.chars().collect();
    if span.logical || span.glyph_x.len() != letters.len() || !letters.iter().any(|c| is_right_to_left(*c)) {
        return span.text.clone();
    }
    let mut out = String::with_capacity(span.text.len());
    let mut at = 0;
    while at < letters.len() {
        let same = span.glyph_x[at..].iter().take_while(|x| **x == span.glyph_x[at]).count().max(1);
        out.extend(letters[at..at + same].iter().rev());
        at += same;
    }
    out
}

/// How a page is held so that most of its text is upright.
struct Frame {
    turn: i32,
    page: pdfboss_core::Rect,
}

impl Frame {
    fn height(&self) -> f32 {
        let p = &self.page;
        if self.turn % 180 == 0 { p.y1 - p.y0 } else { p.x1 - p.x0 }
    }

    /// A point of the page's own space, from the upper left corner of the turned page.
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let p = &self.page;
        match self.turn {
            90 => (y - p.y0, x - p.x0),
            180 => (p.x1 - x, y - p.y0),
            270 => (p.y1 - y, p.x1 - x),
            _ => (x - p.x0, p.y1 - y),
        }
    }
}

/// The element of the structure tree that a span's words form a block with.
fn tag(structure: &Structure) -> Option<Tag> {
    let mut kind = None;
    let mut element = 0;
    let mut row = None;
    let mut lists = 0u8;
    for e in &structure.path {
        let found = match e.standard_type {
            StandardType::P => Some(match kind {
                Some(kept @ (TagKind::Item | TagKind::Cell(_) | TagKind::Note | TagKind::Caption)) => kept,
                _ => TagKind::Paragraph,
            }),
            StandardType::H => Some(TagKind::Heading(0)),
            StandardType::H1 => Some(TagKind::Heading(1)),
            StandardType::H2 => Some(TagKind::Heading(2)),
            StandardType::H3 => Some(TagKind::Heading(3)),
            StandardType::H4 => Some(TagKind::Heading(4)),
            StandardType::H5 => Some(TagKind::Heading(5)),
            StandardType::H6 => Some(TagKind::Heading(6)),
            StandardType::L => {
                lists = lists.saturating_add(1);
                None
            }
            StandardType::LI | StandardType::LBody => Some(TagKind::Item),
            StandardType::Lbl => Some(TagKind::Label),
            StandardType::TR => {
                row = Some(e.object.num);
                None
            }
            StandardType::TH | StandardType::TD => row.map(TagKind::Cell),
            StandardType::Note => Some(TagKind::Note),
            StandardType::Caption => Some(TagKind::Caption),
            _ => None,
        };
        // A cell stays one whatever paragraphs it holds.
        if let Some(found) = found
            && !matches!(kind, Some(TagKind::Cell(_)) if !matches!(found, TagKind::Cell(_)))
        {
            kind = Some(found);
            element = e.object.num;
        }
    }
    kind.map(|kind| Tag { kind, element, lists })
}
