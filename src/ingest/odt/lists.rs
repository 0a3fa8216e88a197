//! Lists of an OpenDocument text: labels are counted, with what the list's style says of each level.

use crate::ingest::flow::labels::{bullet, in_format};
use crate::ingest::xml::{Element, Token, Xml};
use std::collections::HashMap;

/// Levels a list may have.
pub(super) const LEVELS: usize = 10;

/// How one level is numbered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Level {
    bullet: Option<String>,
    format: String,
    prefix: String,
    suffix: String,
    start: u32,
    /// How many levels the number shows.
    shown: usize,
}

/// How the levels of a list are numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct ListStyle([Option<Level>; LEVELS]);

/// Where the numbers of a list stand.
pub(super) type Counts = [Option<u32>; LEVELS];

impl ListStyle {
    /// Whether a level shows anything.
    pub fn shows(&self, level: usize) -> bool {
        self.0.get(level).and_then(Option::as_ref).is_some_and(|l| l.bullet.is_some() || !l.format.is_empty())
    }

    /// Counts an item of a level (0 outermost) and says its label, where it has one.
    pub fn next(&self, counts: &mut Counts, level: usize, own_start: Option<u32>) -> Option<String> {
        let at = level.min(LEVELS - 1);
        let start = |n: usize| self.0[n].as_ref().map_or(1, |l| l.start);
        counts[at] =
            Some(own_start.unwrap_or_else(|| counts[at].map_or_else(|| start(at), |n| n.saturating_add(1))));
        counts[at + 1..].fill(None);
        let own = self.0[at].as_ref()?;
        if let Some(stored) = &own.bullet {
            return Some(bullet(stored));
        }
        let first = (at + 1).saturating_sub(own.shown.max(1));
        let number = |n: usize| {
            let format = self.0[n].as_ref().map_or("", |l| l.format.as_str());
            (!format.is_empty()).then(|| in_format(counts[n].unwrap_or_else(|| start(n)), named(format)))
        };
        let numbers: Vec<_> = (first..=at).filter_map(number).collect();
        let label = format!("{}{}{}", own.prefix, numbers.join("."), own.suffix);
        Some(label.trim().to_string()).filter(|_| !own.format.is_empty())
    }
}

/// The name of a format in WordprocessingML, which the shared counting knows.
fn named(format: &str) -> &str {
    match format {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ if format.starts_with('أ') => "arabicAlpha",
        _ => "decimal",
    }
}

/// Reads the levels of the style that was just handed out.
pub(super) fn list_style(xml: &mut Xml) -> ListStyle {
    let mut style = ListStyle::default();
    let inside = xml.level();
    while let Some(token) = xml.next(inside) {
        let Token::Open(element) = token else { continue };
        let bullet = match element.name() {
            "list-level-style-bullet" => Some(element.get("bullet-char").unwrap_or_default()),
            "list-level-style-image" => Some(String::new()),
            "list-level-style-number" | "outline-level-style" => None,
            _ => continue,
        };
        let at = element.number::<usize>("level").unwrap_or(0).wrapping_sub(1);
        if let Some(level) = style.0.get_mut(at) {
            *level = Some(read_level(&element, bullet));
        }
    }
    style
}

fn read_level(element: &Element, bullet: Option<String>) -> Level {
    Level {
        bullet,
        format: element.get("num-format").unwrap_or_default(),
        prefix: element.get("num-prefix").unwrap_or_default(),
        suffix: element.get("num-suffix").unwrap_or_default(),
        start: element.number("start-value").unwrap_or(1),
        shown: element.number("display-levels").unwrap_or(1),
    }
}

/// A list while it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenList {
    pub style: Option<String>,
    pub id: Option<String>,
    pub counts: Counts,
    /// How deep the items being read are nested, 0 outermost.
    pub level: usize,
    /// The number that the item being read begins anew with.
    pub own_start: Option<u32>,
    /// Whether the next paragraph begins an item, and so gets a label.
    pub begins_item: bool,
}

/// The counts of lists that have ended, for those that go on with them.
#[derive(Debug, Default)]
pub(super) struct Ended {
    by_id: HashMap<String, Counts>,
    by_style: HashMap<String, Counts>,
}

impl Ended {
    /// Opens a list; `outer` is the style of the list around it.
    pub fn open(&self, element: &Element, of_paragraphs: Option<String>) -> OpenList {
        let style = element.get("style-name").or(of_paragraphs);
        let of_style = || self.by_style.get(style.as_ref()?).copied();
        let counts = match element.get("continue-list") {
            Some(id) => self.by_id.get(&id).copied().or_else(of_style),
            None if element.get("continue-numbering").as_deref() == Some("true") => of_style(),
            None => None,
        };
        OpenList { style, id: element.get("id"), counts: counts.unwrap_or_default(), ..OpenList::default() }
    }

    /// Keeps where a list's numbers stand.
    pub fn close(&mut self, list: OpenList) {
        self.by_id.extend(list.id.map(|id| (id, list.counts)));
        self.by_style.extend(list.style.map(|style| (style, list.counts)));
    }
}
