//! Headings that no style names: short paragraphs set bold, large or in capitals.

use super::{Draft, Look, Paragraph, Piece, Role};
use crate::ingest::text::marks::Sort;
use crate::model::BlockKind;
use std::collections::HashMap;

/// The size that most running text is set in, in half points.
pub(super) fn body_size(pieces: &[Piece]) -> u32 {
    let mut letters: HashMap<u32, u64> = HashMap::new();
    for piece in pieces {
        if let Piece::Paragraph(Paragraph { role: Role::Body | Role::Item, look, .. }) = piece {
            *letters.entry(look.size()).or_default() += u64::from(look.letters);
        }
    }
    letters.into_iter().max_by_key(|(size, letters)| (*letters, *size)).map_or(0, |(size, _)| size)
}

/// How a heading without a style is set; the greater stands above the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Set {
    size: u32,
    capitals: bool,
    strong: bool,
    /// How many parts its number has; 0 where it has none.
    parts: u8,
}

impl Set {
    fn is_above(self, other: Set) -> bool {
        let numbered = self.parts > 0 && other.parts > 0;
        if numbered && self.parts != other.parts {
            return self.parts < other.parts;
        }
        (self.size, self.capitals, self.strong) > (other.size, other.capitals, other.strong)
    }
}

/// Turns paragraphs that look like headings into headings, with levels by how they are set.
pub(super) fn raise(drafts: &mut [Draft], body_size: u32) {
    // Where the running text is bold, bold tells nothing.
    let all = drafts.iter().fold(Look::default(), |all, d| all.and(d.paragraph.look));
    let bold_tells = all.strong < all.letters / 2;
    let mut base = 0;
    let mut above: Vec<Set> = Vec::new();
    for at in 0..drafts.len() {
        if let BlockKind::Heading { level } = drafts[at].kind {
            above.clear();
            base = if drafts[at].paragraph.role == Role::Title { 0 } else { level };
            continue;
        }
        let Some(set) = looks(&drafts[at], body_size, bold_tells) else { continue };
        let next = drafts[at + 1..].iter().find(|d| d.kind != BlockKind::Footnote);
        let Some(next) = next else { continue };
        // Items that are all set like this are a list set like this.
        let like = |a: Option<Sort>, b: Option<Sort>| matches!((a, b), (Some(a), Some(b)) if a.like(b));
        let is_item = |d: &Draft| d.kind == BlockKind::ListItem;
        let is_list = is_item(&drafts[at]) && is_item(next) && like(drafts[at].sort, next.sort);
        if is_list && looks(next, body_size, bold_tells) == Some(set) {
            continue;
        }
        match above.iter().position(|s| *s == set) {
            Some(same) => above.truncate(same + 1),
            None => {
                above.retain(|s| s.is_above(set));
                above.push(set);
            }
        }
        let level = base.saturating_add(u8::try_from(above.len()).unwrap_or(9)).clamp(1, 9);
        drafts[at].kind = BlockKind::Heading { level };
        drafts[at].paragraph.depth = 0;
    }
}

/// How a draft is set, if it could be a heading.
fn looks(draft: &Draft, body_size: u32, bold_tells: bool) -> Option<Set> {
    let parts = match (draft.kind, draft.sort) {
        (BlockKind::Paragraph, _) => 0,
        (BlockKind::ListItem, Some(Sort::Parts(parts, _))) => parts,
        (BlockKind::ListItem, Some(Sort::Number(..) | Sort::Capital(..) | Sort::GreatRoman(..))) => 1,
        _ => return None,
    };
    let words = draft.paragraph.words.trim();
    let look: Look = draft.paragraph.look;
    let count = words.split_whitespace().count();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    if count > 25
        || letters < 3
        || words.ends_with(['.', ':', ';', ','])
        || words.starts_with(char::is_lowercase)
    {
        return None;
    }
    let strong = bold_tells && look.is_strong();
    let large = body_size > 0 && look.size() * 100 >= body_size * 115;
    let capitals = count <= 15 && is_in_capitals(words);
    let enough =
        if draft.kind == BlockKind::ListItem { strong || large } else { strong || large || capitals };
    enough.then_some(Set { size: look.size().max(body_size), capitals, strong, parts })
}

/// Words in capitals, not the symbol of a document: "SUMMARY REPORT", not "A/HRC/26/13".
fn is_in_capitals(words: &str) -> bool {
    let has_word = words.split(|c: char| !c.is_alphabetic()).any(|w| w.chars().count() >= 4);
    let is_upper = words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase);
    has_word && is_upper && !words.contains(['/', '@'])
}
