//! Lists of a Word document: which label a paragraph gets is said nowhere in the file and must be counted.

use crate::ingest::flow::labels::{bullet, in_format};
use crate::ingest::xml::{Token, Xml};
use std::collections::{HashMap, HashSet};

/// Levels a list may have.
const LEVELS: usize = 9;

/// How one level of a list is numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// "%1.%2." or a bullet.
    pattern: String,
    /// 0: never begins anew; n: begins anew after level n.
    restart: Option<u8>,
    /// Whether all numbers are shown in digits.
    legal: bool,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Pattern {
    levels: [Option<Level>; LEVELS],
    /// Name of the style that holds the levels.
    style_link: Option<String>,
    /// Name of the style that is held here.
    num_style: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct List {
    pattern: u32,
    levels: [Option<Level>; LEVELS],
    starts: [Option<u32>; LEVELS],
}

/// The lists of a document, with where their counts stand.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<u32, Pattern>,
    lists: HashMap<u32, List>,
    /// Lists of one pattern count on together.
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Starts of their own that lists have used up.
    started: HashSet<(u32, usize)>,
}

/// The label of a paragraph in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// "(a)", "•"; none where the level shows nothing.
    pub text: Option<String>,
    /// Whether it is a bullet.
    pub is_bullet: bool,
}

impl Numbering {
    /// Reads the part with the lists; whether all of it could be read.
    pub fn read(part: &str) -> (Self, bool) {
        let mut xml = Xml::new(part);
        let mut numbering = Numbering::default();
        while let Some(token) = xml.next(0) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "abstractNum" => {
                    let id = element.number("abstractNumId").unwrap_or(0);
                    numbering.patterns.insert(id, pattern(&mut xml));
                }
                "num" => {
                    let id = element.number("numId").unwrap_or(0);
                    numbering.lists.insert(id, list(&mut xml));
                }
                _ => {}
            }
        }
        let whole = !xml.is_damaged();
        numbering.link();
        (numbering, whole)
    }

    /// A pattern may only point at a style, whose levels another pattern holds.
    fn link(&mut self) {
        let holders: HashMap<String, [Option<Level>; LEVELS]> =
            self.patterns.values().filter_map(|p| Some((p.style_link.clone()?, p.levels.clone()))).collect();
        for pattern in self.patterns.values_mut() {
            if let Some(levels) = pattern.num_style.as_ref().and_then(|name| holders.get(name)) {
                pattern.levels = levels.clone();
            }
        }
    }

    /// The level of a list that the paragraphs of a style are of.
    pub fn level_of_style(&self, list: u32, style: &str) -> Option<u8> {
        let is_of = |l: &Option<Level>| l.as_ref().is_some_and(|l| l.style.as_deref() == Some(style));
        let levels = &self.patterns.get(&self.lists.get(&list)?.pattern)?.levels;
        levels.iter().position(is_of).and_then(|at| u8::try_from(at).ok())
    }

    /// Counts a paragraph and says its label; none where there is no such list.
    pub fn next(&mut self, list: u32, level: u8) -> Option<Label> {
        let at = usize::from(level).min(LEVELS - 1);
        let own = self.lists.get(&list)?;
        let pattern = self.patterns.get(&own.pattern)?;
        let levels: [Option<&Level>; LEVELS] =
            std::array::from_fn(|n| own.levels[n].as_ref().or(pattern.levels[n].as_ref()));
        let start = |n: usize| own.starts[n].unwrap_or_else(|| levels[n].map_or(1, |l| l.start));
        let counts = self.counts.entry(own.pattern).or_default();
        let begins = own.starts[at].is_some() && self.started.insert((list, at));
        counts[at] = Some(match counts[at] {
            Some(n) if !begins => n.saturating_add(1),
            _ => start(at),
        });
        for n in at + 1..LEVELS {
            let restarts = match levels[n].and_then(|l| l.restart) {
                Some(after) => usize::from(after) > at,
                None => true,
            };
            if restarts {
                counts[n] = None;
            }
        }
        let shown = levels[at]?;
        if shown.format == "bullet" {
            return Some(Label { text: Some(bullet(&shown.pattern)), is_bullet: true });
        }
        let counts = *counts;
        let number = |n: usize| {
            let format =
                if shown.legal { "decimal" } else { levels[n].map_or("decimal", |l| l.format.as_str()) };
            in_format(counts[n].unwrap_or(start(n)), format)
        };
        let text = fill(&shown.pattern, number);
        Some(Label { text: Some(text.trim().to_string()).filter(|t| !t.is_empty()), is_bullet: false })
    }
}

/// Puts the numbers of the levels in the places of a pattern.
fn fill(pattern: &str, number: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0) {
            Some(place) => {
                chars.next();
                out.push_str(&number(place as usize - 1));
            }
            None => out.push(c),
        }
    }
    out
}

fn pattern(xml: &mut Xml) -> Pattern {
    let mut pattern = Pattern::default();
    let inside = xml.level();
    while let Some(token) = xml.next(inside) {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "lvl" => {
                let at = element.number::<usize>("ilvl").unwrap_or(LEVELS);
                let read = level(xml);
                if let Some(level) = pattern.levels.get_mut(at) {
                    *level = Some(read);
                }
            }
            "styleLink" => pattern.style_link = element.get("val"),
            "numStyleLink" => pattern.num_style = element.get("val"),
            _ => {}
        }
    }
    pattern
}

fn list(xml: &mut Xml) -> List {
    let mut list = List::default();
    let mut at = LEVELS;
    let inside = xml.level();
    while let Some(token) = xml.next(inside) {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "abstractNumId" => list.pattern = element.number("val").unwrap_or(0),
            "lvlOverride" => at = element.number("ilvl").unwrap_or(LEVELS),
            "startOverride" => {
                if let Some(start) = list.starts.get_mut(at) {
                    *start = element.number("val");
                }
            }
            "lvl" => {
                let at = element.number("ilvl").unwrap_or(at);
                let read = level(xml);
                if let Some(level) = list.levels.get_mut(at) {
                    *level = Some(read);
                }
            }
            _ => {}
        }
    }
    list
}

fn level(xml: &mut Xml) -> Level {
    let mut level = Level { start: 1, format: "decimal".to_string(), ..Level::default() };
    let inside = xml.level();
    while let Some(token) = xml.next(inside) {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "start" => level.start = element.number("val").unwrap_or(1),
            "numFmt" => level.format = element.get("val").unwrap_or_default(),
            "lvlText" => level.pattern = element.get("val").unwrap_or_default(),
            "lvlRestart" => level.restart = element.number("val"),
            "isLgl" => level.legal = element.is_on(),
            "pStyle" => level.style = element.get("val"),
            _ => {}
        }
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(part: &str, paragraphs: &[(u32, u8)]) -> Vec<String> {
        let (mut numbering, whole) = Numbering::read(part);
        assert!(whole);
        let mut next = |(list, level): &(u32, u8)| numbering.next(*list, *level)?.text;
        paragraphs.iter().map(|p| next(p).unwrap_or_default()).collect()
    }

    const PART: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="5">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
          <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
          <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%5"/><w:isLgl/><w:lvlRestart w:val="0"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num>
      </w:numbering>"#;

    #[test]
    fn levels_count_each_for_itself() {
        let paragraphs = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 0), (1, 1), (1, 2)];
        assert_eq!(labels(PART, &paragraphs), ["1.", "(a)", "(b)", "1.b.iii", "•", "2.", "(a)", "2.a.iii"]);
    }

    #[test]
    fn lists_of_one_pattern_count_on_and_a_start_of_its_own_begins_once() {
        assert_eq!(labels(PART, &[(1, 0), (3, 0), (2, 0), (2, 0), (1, 0)]), ["1.", "2.", "7.", "8.", "9."]);
    }

    #[test]
    fn a_level_may_run_on_through_the_levels_above() {
        assert_eq!(labels(PART, &[(1, 0), (1, 4), (1, 0), (1, 4)]), ["1.", "1-1", "2.", "2-2"]);
    }

    #[test]
    fn a_level_above_that_was_not_used_shows_its_start() {
        assert_eq!(labels(PART, &[(1, 1), (1, 2)]), ["(a)", "1.a.iii"]);
        assert_eq!(labels(PART, &[(9, 0), (1, 200)]), ["", ""]);
    }
}
