//! Spans to pieces: what stands on one baseline without a wide gap.

use super::page::{Span, Tag, TagKind};
use crate::model::text::is_invisible;

/// Words on one baseline. Marks of notes that were raised above it are gone; one at its beginning is kept apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    pub x: f32,
    pub end_x: f32,
    pub y: f32,
    pub size: f32,
    /// Letters that are bold.
    pub bold: usize,
    /// Letters in all.
    pub letters: usize,
    /// The raised number or sign at its beginning: the label of a note.
    pub raised: Option<String>,
    pub tag: Option<Tag>,
}

/// Widest gap within a piece, in sizes of its letters.
const GAP: f32 = 0.8;
/// Narrowest gap that stands for a space.
const SPACE: f32 = 0.15;

/// The pieces of a page, in the order they were drawn.
pub(super) fn pieces(spans: &[Span]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut spaced = false;
    for span in spans {
        if span.text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c) && c != '\u{ad}')
        {
            spaced = true;
            continue;
        }
        let joined = out.last_mut().is_some_and(|last| join(last, span, spaced));
        if !joined {
            out.push(begin(span));
        }
        spaced = false;
    }
    let mut out = merged(out);
    out.retain(|p| !p.text.trim().is_empty() || p.raised.is_some());
    out
}

fn begin(span: &Span) -> Piece {
    let letters = span.text.chars().filter(|c| c.is_alphanumeric()).count();
    Piece {
        text: ordered(span),
        x: span.x,
        end_x: span.end_x,
        y: span.y,
        size: span.size,
        bold: if span.bold { letters } else { 0 },
        letters,
        raised: None,
        tag: span.tag,
    }
}

/// The characters of a span as they stand on the page, leftmost first.
fn ordered(span: &Span) -> String {
    let text = span.text.as_str();
    if span.logical && text.chars().any(is_right_to_left) {
        return super::order::logical(text);
    }
    text.to_owned()
}

/// Whether a letter belongs to a script written from the right.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Adds a span to the piece before it where it goes on there. Answers whether it did.
fn join(last: &mut Piece, span: &Span, spaced: bool) -> bool {
    let size = last.size.max(span.size);
    let gap = span.x - last.end_x;
    let rise = last.y - span.y;
    if rise.abs() <= 0.08 * size.max(6.0) {
        if gap > GAP * size || gap < -0.5 * size {
            return false;
        }
        if is_label(last.tag) != is_label(span.tag) && gap > 0.25 * size {
            return false;
        }
        push(
            last,
            span,
            spaced || gap > SPACE * size || is_enumerator(&last.text, &span.text),
            &ordered(span),
        );
        return true;
    }
    // A raised mark after a word, or a word after the raised mark it begins with.
    let near = gap.abs() < 0.6 * size;
    if near && is_raised(span.size, rise, last.size) {
        if !is_mark(&span.text) || measures(&last.text) {
            push(last, span, spaced && !last.text.ends_with(char::is_whitespace), &ordered(span));
        } else {
            last.end_x = last.end_x.max(span.end_x);
        }
        return true;
    }
    if (-0.5 * size..GAP * 2.0 * size).contains(&gap)
        && is_raised(last.size, -rise, span.size)
        && is_mark(&last.text)
        && last.raised.is_none()
    {
        let label = std::mem::take(&mut last.text).trim().to_owned();
        let x = last.x;
        *last = Piece { raised: Some(label), x, ..begin(span) };
        return true;
    }
    // A word lowered below its line, as in CO2.
    if near && is_raised(span.size, -rise, last.size) && span.text.trim().chars().count() <= 3 {
        push(last, span, spaced, &ordered(span));
        return true;
    }
    // Back on the line after a lowered or raised word.
    false
}

fn push(last: &mut Piece, span: &Span, space: bool, text: &str) {
    if space && !last.text.ends_with(char::is_whitespace) && !text.starts_with(char::is_whitespace) {
        last.text.push(' ');
    }
    last.text.push_str(text);
    last.end_x = last.end_x.max(span.end_x);
    let letters = span.text.chars().filter(|c| c.is_alphanumeric()).count();
    last.letters += letters;
    last.bold += if span.bold { letters } else { 0 };
    if span.size > last.size && letters > 0 {
        last.size = span.size;
    }
    last.tag = match (last.tag, span.tag) {
        (Some(tag), Some(new)) if tag.kind == TagKind::Label => Some(new),
        (None, new) => new,
        (tag, _) => tag,
    };
}

fn is_label(tag: Option<Tag>) -> bool {
    tag.is_some_and(|t| t.kind == TagKind::Label)
}

/// Whether a piece is so far the number of an item whose words come next: its tab may be narrower than a space.
fn is_enumerator(text: &str, next: &str) -> bool {
    let text = text.trim_start();
    let core = text.trim_start_matches('(').trim_end_matches([')', '.']);
    let short = (1..=5).contains(&core.len()) && core.bytes().all(|b| b.is_ascii_alphanumeric());
    let closed = text.ends_with(')') || text.ends_with('.') && core.bytes().all(|b| b.is_ascii_digit());
    short && closed && core.len() < text.len() && next.starts_with(char::is_alphabetic)
}

/// Whether text of `size`, `rise` above a line of `line` letters, is raised.
fn is_raised(size: f32, rise: f32, line: f32) -> bool {
    size < 0.87 * line && rise > 0.12 * line && rise < 0.75 * line
}

/// Whether raised text refers to a note: a number, stars, a letter alone.
fn is_mark(text: &str) -> bool {
    let text = text.trim().trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | ',' | ' '));
    let digits =
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–' | ' '));
    let stars =
        !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¹' | '²' | '³'));
    let letter = text.len() == 1 && text.bytes().all(|b| b.is_ascii_lowercase());
    digits && text.len() <= 7 || stars || letter
}

/// Whether a word is a unit that a raised digit is a power of.
fn measures(text: &str) -> bool {
    let unit = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    matches!(unit, "m" | "km" | "cm" | "mm" | "dm")
}

/// Joins pieces that were drawn apart though they stand side by side: words drawn one by one in another order, marks
/// of notes drawn after the line.
fn merged(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut index: Vec<usize> = (0..pieces.len()).collect();
    index.sort_by(|a, b| pieces[*a].x.total_cmp(&pieces[*b].x));
    index.sort_by(|a, b| pieces[*a].y.total_cmp(&pieces[*b].y));
    let mut gone = vec![false; pieces.len()];
    for at in 0..index.len() {
        let this = index[at];
        if gone[this] {
            continue;
        }
        let reach = pieces[this].y + pieces[this].size.max(4.0) * 0.75;
        let mut next = at + 1;
        while let Some(&other) = index.get(next).filter(|i| pieces[**i].y <= reach && next < at + 400) {
            if !gone[other]
                && let Some((keep, drop)) = meet(&pieces, this, other)
            {
                let dropped = std::mem::replace(&mut pieces[drop], empty());
                gone[drop] = true;
                absorb(&mut pieces[keep], dropped);
                if drop == this {
                    break;
                }
            }
            next += 1;
        }
    }
    let mut kept = gone.iter();
    pieces.retain(|_| kept.next().is_some_and(|gone| !gone));
    pieces
}

fn empty() -> Piece {
    Piece {
        text: String::new(),
        x: 0.0,
        end_x: 0.0,
        y: 0.0,
        size: 1.0,
        bold: 0,
        letters: 0,
        raised: None,
        tag: None,
    }
}

/// Which of two pieces takes the other in, if they meet: (keeps, goes).
fn meet(pieces: &[Piece], a: usize, b: usize) -> Option<(usize, usize)> {
    let (high, low) = (&pieces[a], &pieces[b]);
    let size = high.size.max(low.size);
    let rise = low.y - high.y;
    let (left, right, l, r) = if high.x <= low.x { (high, low, a, b) } else { (low, high, b, a) };
    let gap = right.x - left.end_x;
    if rise <= 0.08 * size.max(6.0) {
        if left.text == right.text && (right.x - left.x).abs() < 0.15 * size {
            return Some((l, r));
        }
        let labels = is_label(left.tag) != is_label(right.tag);
        let fits = gap > -0.3 * size && gap < if labels { 0.25 } else { 0.6 } * size;
        return fits.then_some((l, r));
    }
    let raised = is_raised(high.size, rise, low.size) && is_mark(&high.text) && high.raised.is_none();
    let after = high.x - low.end_x;
    let before = low.x - high.end_x;
    let touches = after.abs() < 0.4 * size
        || (-0.4 * size..1.6 * size).contains(&before)
        || high.x > low.x && high.end_x < low.end_x;
    (raised && touches && !measures(&low.text)).then_some((b, a))
}

fn absorb(keep: &mut Piece, gone: Piece) {
    if is_raised(gone.size, keep.y - gone.y, keep.size) && is_mark(&gone.text) {
        if gone.x < keep.x {
            keep.raised = Some(gone.text.trim().to_owned());
            keep.x = gone.x;
        }
        return;
    }
    if keep.text == gone.text && (keep.x - gone.x).abs() < 0.15 * keep.size {
        keep.bold = keep.letters;
        return;
    }
    let space = gone.x - keep.end_x > SPACE * keep.size.max(gone.size);
    let (first, second) = (keep.text.as_str(), gone.text.as_str());
    let gap = space && !first.ends_with(char::is_whitespace) && !second.starts_with(char::is_whitespace);
    keep.text = format!("{first}{}{second}", if gap { " " } else { "" });
    keep.end_x = keep.end_x.max(gone.end_x);
    keep.letters += gone.letters;
    keep.bold += gone.bold;
    keep.size = keep.size.max(gone.size);
    if is_label(keep.tag) || keep.tag.is_none() {
        keep.tag = gone.tag.or(keep.tag);
    }
}
