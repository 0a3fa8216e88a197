//! Styles of an OpenDocument text: what its paragraphs and letters are set in, through their parents.

use super::lists::{ListStyle, list_style};
use crate::ingest::xml::{Element, Token, Xml};
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
    /// By family and name.
    styles: HashMap<(String, String), Style>,
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
                    self.styles.insert((family, name), read);
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

    /// What the style of this family and name says.
    pub fn get(&self, family: &str, name: Option<&str>) -> Style {
        let mut found = Style::default();
        let mut next = name.map(String::from);
        for _ in 0..LONGEST_CHAIN {
            let Some(name) = next else { break };
            let style = self.styles.get(&(family.to_string(), name.clone()));
            let shown = style.and_then(|s| s.names.first().cloned()).unwrap_or_else(|| as_shown(&name));
            found.names.push(shown);
            let Some(style) = style else { break };
            found.outline = found.outline.or(style.outline);
            found.list = found.list.or_else(|| style.list.clone());
            found.breaks_page |= style.breaks_page;
            found.setting = found.setting.over(style.setting);
            next = style.parent.clone();
        }
        if family == "paragraph" {
            found.setting = found.setting.over(self.default);
        }
        found
    }
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
