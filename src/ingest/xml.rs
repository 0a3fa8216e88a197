//! XML as word processors write it, read leniently: names without prefixes, broken markup passed over and told.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// How deep elements may nest; what lies deeper is passed over.
const DEEPEST: usize = 256;
/// How many places of broken markup are passed over before the rest is given up.
const MOST_FAULTS: usize = 1_000;
/// How often reading begins anew behind markup that does not end: each time the rest is looked through.
const MOST_RESTARTS: usize = 20;

/// A reader that hands out what begins and what is written, and keeps count of what ends.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    /// What the reader reads.
    text: &'x str,
    restarts: usize,
    /// The elements that are open.
    open: Vec<Box<str>>,
    /// How many elements are open below the deepest that are handed out.
    sunk: usize,
    faults: usize,
    ended: bool,
}

/// What comes next.
pub(super) enum Token<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// Characters.
    Text(Cow<'x, str>),
}

/// The beginning of an element.
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// Its name without a prefix: producers choose prefixes as they like.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The attribute of this name, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name)?;
        Some(
            found
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_| found.value.to_string(), Cow::into_owned),
        )
    }

    /// The number in the attribute of this name.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an on/off property is on: it is unless its value says no.
    pub fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

impl<'x> Xml<'x> {
    /// Reads `text` from its beginning.
    pub fn new(text: &'x str) -> Self {
        let reader = lenient(text);
        Xml { reader, text, restarts: 0, open: Vec::new(), sunk: 0, faults: 0, ended: false }
    }

    /// How many elements are open, the one just handed out among them. Give this to `next` to read what is in it.
    pub fn level(&self) -> usize {
        self.open.len()
    }

    /// The next thing inside the element that opened at `level`, however deep; none when it closes.
    pub fn next(&mut self, level: usize) -> Option<Token<'x>> {
        while !self.ended && self.open.len() >= level {
            match self.reader.read_event() {
                Ok(Event::Eof) => {
                    self.ended = true;
                    self.faults += usize::from(!self.open.is_empty());
                }
                Ok(Event::Start(_)) if self.open.len() >= DEEPEST => {
                    if self.sunk == 0 {
                        self.fault();
                    }
                    self.sunk += 1;
                }
                Ok(Event::Start(start)) => {
                    self.open.push(start.local_name().into_inner().into());
                    return Some(Token::Open(Element(start)));
                }
                Ok(Event::End(_)) if self.sunk > 0 => self.sunk -= 1,
                Ok(Event::End(end)) => self.close(end.local_name().into_inner()),
                Ok(_) if self.sunk > 0 => {}
                Ok(Event::Text(text)) => return Some(Token::Text(text.xml10_content())),
                Ok(Event::CData(text)) => return Some(Token::Text(text.xml10_content())),
                Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                    Ok(Some(c)) => return Some(Token::Text(c.to_string().into())),
                    // Only the five names that XML has: what a document type declares is not unfolded.
                    _ => match quick_xml::escape::resolve_xml_entity(&name.into_inner()) {
                        Some(text) => return Some(Token::Text(text.into())),
                        None => self.fault(),
                    },
                },
                Ok(_) => {}
                Err(_) => self.begin_anew(),
            }
        }
        None
    }

    /// Passes over the element that was just handed out.
    pub fn skip(&mut self) {
        let level = self.level();
        while self.next(level).is_some() {}
    }

    /// The characters in the element that was just handed out.
    pub fn words(&mut self) -> String {
        let level = self.level();
        let mut words = String::new();
        while let Some(token) = self.next(level) {
            if let Token::Text(text) = token {
                words.push_str(&text);
            }
        }
        words
    }

    /// Whether markup was broken or nested too deep, so far.
    pub fn is_damaged(&self) -> bool {
        self.faults > 0
    }

    fn close(&mut self, name: &str) {
        match self.open.iter().rposition(|open| **open == *name) {
            Some(at) => {
                self.faults += usize::from(at + 1 < self.open.len());
                self.open.truncate(at);
            }
            None => self.fault(),
        }
    }

    /// Goes on behind the sign that begins markup without an end: the rest is no comment because a sign was lost.
    fn begin_anew(&mut self) {
        self.fault();
        self.restarts += 1;
        let behind =
            usize::try_from(self.reader.error_position()).ok().and_then(|at| self.text.get(at + 1..));
        match behind.filter(|_| self.restarts <= MOST_RESTARTS) {
            Some(text) => (self.reader, self.text) = (lenient(text), text),
            None => self.ended = true,
        }
    }

    fn fault(&mut self) {
        self.faults += 1;
        self.ended |= self.faults > MOST_FAULTS;
    }
}

fn lenient(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    config.expand_empty_elements = true;
    reader
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> (String, bool) {
        let mut xml = Xml::new(text);
        let mut out = String::new();
        while let Some(token) = xml.next(0) {
            match token {
                Token::Open(element) => out += &format!("<{}>", element.name()),
                Token::Text(text) => out += &text,
            }
        }
        (out, xml.is_damaged())
    }

    #[test]
    fn broken_markup_is_passed_over_and_told() {
        for (text, expected, is_damaged) in [
            ("<w:a><b/>x &amp; y&#33;<![CDATA[<z>]]></w:a>", "<a><b>x & y!<z>", false),
            ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;x<!-- no --></a>", "<a>x", true),
            ("<a>x</b>y</a>", "<a>xy", true),
            ("<a><b>x</a>", "<a><b>x", true),
            ("<a>x", "<a>x", true),
            ("<a>x & y</a>", "<a>x & y", false),
            ("<a>x<!-- lost y</a><c>z</c>", "<a>x!-- lost y<c>z", true),
        ] {
            assert_eq!(told(text), (expected.to_string(), is_damaged), "{text}");
        }
    }

    #[test]
    fn an_element_ends_where_it_closes() {
        let mut xml = Xml::new("<a><b><c>in</c></b><d/></a>");
        let mut opened = Vec::new();
        while let Some(Token::Open(element)) = xml.next(0) {
            opened.push(element.name().to_string());
            if element.name() == "b" {
                xml.skip();
            }
        }
        assert_eq!(opened, ["a", "b", "d"]);
    }

    proptest! {
        #[test]
        fn anything_is_read_to_its_end(text in "(<(/?[abc]|!--|!\\[CDATA\\[|\\?)|>|-->|]]>|&#?[a-z0-9]{0,3};?|[ =\"'x\0é]){0,60}") {
            told(&text);
        }
    }
}
