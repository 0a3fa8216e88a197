//! Styles of an OpenDocument text: what its paragraphs and letters are set in, through their parents.

use super::lists::{ListStyle, list_style};
use crate::ingest::xml::{Element, Token, Xml};
use std::borrow::Cow;
use std::collections::HashMap;

/// Longest chain of parents that is followed; a circle ends there too.
const LONGEST_CHAIN: usize = 32;

/// How letters are set, where a place says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Setting {
    pub strong: Option<bool>,
    pub size: Option<Size>,
    pub hidden: Option<bool>,
    pub raised: Option<bool>,
}

/// The size of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// In half points.
    HalfPoints(u16),
    /// In percent of what lies beneath.
    Percent(u16),
}

impl Setting {
    /// What is said here, else what is said in `beneath`.
    pub fn over(self, beneath: Setting) -> Setting {
        let size = match (self.size, beneath.size) {
            (Some(Size::Percent(percent)), Some(Size::HalfPoints(n))) => {
                let scaled = u32::from(n) * u32::from(percent) / 100;
                Some(Size::HalfPoints(u16::try_from(scaled).unwrap_or(u16::MAX)))
            }
            (own, under) => own.or(under),
        };
        Setting {
            strong: self.strong.or(beneath.strong),
            size,
            hidden: self.hidden.or(beneath.hidden),
            raised: self.raised.or(beneath.raised),
        }
    }

    /// The size in half points.
    pub fn half_points(self) -> u16 {
        match self.size {
            Some(Size::HalfPoints(n)) => n,
            _ => 24,
        }
    }

    fn take(&mut self, properties: &Element) {
        if let Some(weight) = properties.get("font-weight") {
            let is_bold = weight == "bold" || weight.parse::<u16>().is_ok_and(|w| w >= 600);
            self.strong = Some(is_bold);
        }
        if properties.get("text-underline-style").is_some_and(|u| u != "none") {
            self.strong = Some(true);
        }
        if let Some(display) = properties.get("display") {
            self.hidden = Some(display == "none");
        }
        if let Some(position) = properties.get("text-position") {
            let raised = position.starts_with("super")
                || position
                    .split('%')
                    .next()
                    .and_then(|p| p.trim().parse::<i16>().ok())
                    .is_some_and(|p| p > 0);
            self.raised = Some(raised);
        }
        self.size = properties.get("font-size").and_then(|size| size_of(&size)).or(self.size);
    }
}

fn size_of(written: &str) -> Option<Size> {
    let number = |unit: &str| {
        written.strip_suffix(unit)?.trim().parse::<f32>().ok().filter(|n| (0.0..2000.0).contains(n))
    };
    if let Some(percent) = number("%") {
        return Some(Size::Percent(percent as u16));
    }
    let points =
        number("pt").or_else(|| Some(number("in")? * 72.0)).or_else(|| Some(number("cm")? * 28.35))?;
    Some(Size::HalfPoints((points * 2.0).round() as u16))
}

/// What a style says, with its parents.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    parent: Option<String>,
    /// The names of the style and its parents, in lower case, as users see them.
    pub names: Vec<String>,
    pub outline: Option<u8>,
    /// The list that its paragraphs are in; the empty name stands for none.
    pub list: Option<String>,
    pub breaks_page: bool,
    pub setting: Setting,
}

/// All styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    paragraphs: HashMap<String, Style>,
    letters: HashMap<String, Style>,
    default: Setting,
    pub lists: HashMap<String, ListStyle>,
    /// How headings are numbered.
    pub outline: ListStyle,
}

impl Styles {
    /// Takes in the styles of a part. Those that a part of styles makes for its own running heads are left aside.
    pub fn read(&mut self, xml: &mut Xml, with_automatic: bool) {
        let level = xml.level();
        while let Some(token) = xml.next(level) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "automatic-styles" if !with_automatic => xml.skip(),
                "master-styles" => xml.skip(),
                "default-style" if element.get("family").as_deref() == Some("paragraph") => {
                    self.default = style(xml, &element).setting;
                }
                "style" => {
                    let family = element.get("family").unwrap_or_default();
                    let name = element.get("name").unwrap_or_default();
                    let read = style(xml, &element);
                    match family.as_str() {
                        "paragraph" => drop(self.paragraphs.insert(name, read)),
                        "text" => drop(self.letters.insert(name, read)),
                        _ => {}
                    }
                }
                "list-style" => {
                    let name = element.get("name").unwrap_or_default();
                    let read = list_style(xml);
                    self.lists.insert(name, read);
                }
                "outline-style" => self.outline = list_style(xml),
                _ => {}
            }
        }
    }

    /// Joins what styles say with what their parents say; to be called once, when all are read.
    pub fn settle(&mut self) {
        for family in [&mut self.paragraphs, &mut self.letters] {
            *family = family.iter().map(|(name, own)| (name.clone(), with_parents(own, family))).collect();
        }
    }

    /// What a style of paragraphs says.
    pub fn of_paragraph(&self, name: Option<&str>) -> Cow<'_, Style> {
        let name = name.unwrap_or("Standard");
        let own = || Style { names: vec![as_shown(name)], ..Style::default() };
        self.paragraphs.get(name).map_or_else(|| Cow::Owned(own()), Cow::Borrowed)
    }

    /// How the letters of a style of paragraphs are set.
    pub fn setting(&self, of: &Style) -> Setting {
        of.setting.over(self.default)
    }

    /// How a style sets letters.
    pub fn of_letters(&self, name: Option<&str>) -> Setting {
        name.and_then(|name| self.letters.get(name)).map(|style| style.setting).unwrap_or_default()
    }
}

fn with_parents(own: &Style, family: &HashMap<String, Style>) -> Style {
    let mut found = own.clone();
    let mut next = own.parent.as_ref();
    for _ in 0..LONGEST_CHAIN {
        let Some(name) = next else { break };
        let parent = family.get(name);
        found.names.extend(parent.map_or_else(|| Some(as_shown(name)), |p| p.names.first().cloned()));
        let Some(parent) = parent else { break };
        found.outline = found.outline.or(parent.outline);
        found.list = found.list.or_else(|| parent.list.clone());
        found.breaks_page |= parent.breaks_page;
        found.setting = found.setting.over(parent.setting);
        next = parent.parent.as_ref();
    }
    found
}

/// Names are stored with their blanks written out: "Heading_20_1".
fn as_shown(name: &str) -> String {
    name.replace("_20_", " ").to_lowercase()
}

fn style(xml: &mut Xml, element: &Element) -> Style {
    let shown = element.get("display-name").map(|n| n.to_lowercase());
    let names = shown.or_else(|| element.get("name").map(|n| as_shown(&n))).into_iter().collect();
    let mut style = Style {
        parent: element.get("parent-style-name"),
        names,
        outline: element.number("default-outline-level"),
        list: element.get("list-style-name"),
        ..Style::default()
    };
    let level = xml.level();
    while let Some(token) = xml.next(level) {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "text-properties" => style.setting.take(&element),
            "paragraph-properties" => {
                style.breaks_page |= element.get("break-before").as_deref() == Some("page")
            }
            _ => {}
        }
    }
    style
}
