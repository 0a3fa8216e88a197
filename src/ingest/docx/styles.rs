//! Styles of a Word document: what a paragraph or run is set in, through the styles that its style is based on.

use crate::ingest::xml::{Element, Token, Xml};
use std::borrow::Cow;
use std::collections::HashMap;

/// Longest chain of styles based on styles that is followed; a circle ends there too.
const LONGEST_CHAIN: usize = 32;

/// How letters are set, where a place says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Setting {
    pub strong: Option<bool>,
    /// In half points.
    pub size: Option<u16>,
    pub hidden: Option<bool>,
    pub raised: Option<bool>,
}

impl Setting {
    /// What is said here, else what is said in `beneath`.
    pub fn over(self, beneath: Setting) -> Setting {
        Setting {
            strong: self.strong.or(beneath.strong),
            size: self.size.or(beneath.size),
            hidden: self.hidden.or(beneath.hidden),
            raised: self.raised.or(beneath.raised),
        }
    }

    /// Takes in one property of a run.
    pub fn take(&mut self, property: &Element) {
        match property.name() {
            "b" => self.strong = Some(property.is_on()),
            "u" if property.is_on() => self.strong = Some(true),
            "sz" => self.size = property.number("val"),
            "vanish" => self.hidden = Some(property.is_on()),
            "vertAlign" => self.raised = Some(property.get("val").as_deref() == Some("superscript")),
            _ => {}
        }
    }
}

/// A list that a paragraph or style belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    pub list: Option<u32>,
    pub level: Option<u8>,
}

/// What a style says, with what it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// Its name in lower case; the names of built-in styles are English in every language.
    pub name: String,
    based_on: Option<String>,
    /// 0 to 8 for headings, 9 for body text.
    pub outline: Option<u8>,
    pub place: ListPlace,
    pub setting: Setting,
    /// The size that it says itself, in half points.
    own_size: Option<u16>,
}

/// All styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    beneath: Setting,
}

impl Styles {
    /// Reads the part with the styles; whether all of it could be read.
    pub fn read(part: &str) -> (Self, bool) {
        let mut xml = Xml::new(part);
        let mut styles = Styles::default();
        while let Some(token) = xml.next(0) {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "docDefaults" => styles.beneath = defaults(&mut xml),
                "style" => {
                    let id = element.get("styleId").unwrap_or_default();
                    let is_default = matches!(element.get("default").as_deref(), Some("1" | "true" | "on"));
                    if is_default && element.get("type").as_deref() == Some("paragraph") {
                        styles.default = Some(id.clone());
                    }
                    styles.styles.insert(id, style(&mut xml));
                }
                _ => {}
            }
        }
        styles.styles = styles.styles.iter().map(|(id, own)| (id.clone(), styles.with_bases(own))).collect();
        (styles, !xml.is_damaged())
    }

    /// What the style of this id says; one that is not defined has its id for a name.
    pub fn get(&self, id: Option<&str>) -> Cow<'_, Style> {
        let id = id.or(self.default.as_deref());
        match id.and_then(|id| self.styles.get(id)) {
            Some(style) => Cow::Borrowed(style),
            None => Cow::Owned(Style {
                name: id.unwrap_or_default().to_lowercase(),
                setting: self.beneath,
                ..Style::default()
            }),
        }
    }

    fn with_bases(&self, own: &Style) -> Style {
        let mut found = Style { own_size: own.setting.size, ..own.clone() };
        let mut based_on = found.based_on.clone();
        for _ in 0..LONGEST_CHAIN {
            let Some(base) = based_on.as_ref().and_then(|id| self.styles.get(id)) else { break };
            found.outline =
                found.outline.or_else(|| base.outline.or_else(|| heading_level(&base.name).map(|l| l - 1)));
            found.place.list = found.place.list.or(base.place.list);
            found.place.level = found.place.level.or(base.place.level);
            found.setting = found.setting.over(base.setting);
            based_on = base.based_on.clone();
        }
        found.setting = found.setting.over(self.beneath);
        found
    }

    /// What a style of characters says by itself.
    pub fn of_letters(&self, id: &str) -> Setting {
        match self.styles.get(id) {
            Some(style) => Setting { size: style.own_size, ..style.setting },
            None => Setting::default(),
        }
    }
}

/// The level in the name of a heading's style: "heading 2", "Heading2", and as ids go in other languages "Titre2".
pub(super) fn heading_level(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let words = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = name[words.len()..].parse().ok().filter(|l| (1..=9).contains(l))?;
    let words = words.trim_end();
    ["heading", "titre", "ttulo", "título", "titulo", "berschrift", "überschrift", "rubrik", "kop"]
        .contains(&words)
        .then_some(level)
}

fn defaults(xml: &mut Xml) -> Setting {
    let mut setting = Setting { size: Some(20), ..Setting::default() };
    let level = xml.level();
    while let Some(token) = xml.next(level) {
        if let Token::Open(element) = token {
            setting.take(&element);
        }
    }
    setting
}

fn style(xml: &mut Xml) -> Style {
    let mut style = Style::default();
    let level = xml.level();
    while let Some(token) = xml.next(level) {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "name" => style.name = element.get("val").unwrap_or_default().to_lowercase(),
            "basedOn" => style.based_on = element.get("val"),
            "outlineLvl" => style.outline = element.number("val"),
            "numId" => style.place.list = element.number("val"),
            "ilvl" => style.place.level = element.number("val"),
            // What a table style says of the first row, and what was changed.
            "tblStylePr" | "pPrChange" | "rPrChange" => xml.skip(),
            _ => style.setting.take(&element),
        }
    }
    style
}
