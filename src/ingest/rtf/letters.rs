//! Letters of rich text: bytes in the code page of the font they are set in, and Unicode by number.

use encoding_rs::Encoding;
use std::collections::HashMap;

/// How the bytes of a font are to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Page {
    /// A code page.
    Known(&'static Encoding),
    /// Signs of a symbol font, which have no letters.
    Symbol,
}

/// The fonts of a document and what its bytes mean.
#[derive(Debug)]
pub(super) struct Fonts {
    pages: HashMap<i32, Page>,
    /// For fonts that state none.
    pub default: &'static Encoding,
}

impl Default for Fonts {
    fn default() -> Self {
        Fonts { pages: HashMap::new(), default: encoding_rs::WINDOWS_1252 }
    }
}

impl Fonts {
    /// Notes the character set of a font.
    pub fn set(&mut self, font: i32, charset: i32) {
        let page = match charset {
            2 => Some(Page::Symbol),
            _ => of_charset(charset).map(Page::Known),
        };
        self.pages.extend(page.map(|page| (font, page)));
    }

    /// How the bytes of a font are to be read.
    pub fn page(&self, font: Option<i32>) -> Page {
        font.and_then(|font| self.pages.get(&font).copied()).unwrap_or(Page::Known(self.default))
    }
}

/// The encoding of a code page by its number; none where it is not known here.
pub(super) fn of_code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        874 | 1250..=1258 => format!("windows-{number}"),
        866 => "ibm866".to_string(),
        932 => "shift_jis".to_string(),
        936 => "gbk".to_string(),
        949 => "euc-kr".to_string(),
        950 => "big5".to_string(),
        10000 => "macintosh".to_string(),
        10007 => "x-mac-cyrillic".to_string(),
        65001 => "utf-8".to_string(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

fn of_charset(charset: i32) -> Option<&'static Encoding> {
    of_code_page(match charset {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// Bytes and halves of characters that wait for what makes them whole.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    bytes: Vec<u8>,
    page: Option<Page>,
    high: Option<u16>,
}

impl Waiting {
    /// Takes a byte in a code page; returns the characters that were waiting where the page changes.
    pub fn byte(&mut self, byte: u8, page: Page) -> String {
        let before = if self.page == Some(page) { String::new() } else { self.flush() };
        self.page = Some(page);
        self.bytes.push(byte);
        before
    }

    /// Takes a character by its number, which stands for a half where it is beyond the first plane; returns what can
    /// be written.
    pub fn unicode(&mut self, number: i32) -> String {
        let mut out = self.flush_bytes();
        // Numbers are stored as signed 16 bits, by some programs as they are.
        let unit = if number < 0 { number + 0x1_0000 } else { number };
        match (self.high.take(), u32::try_from(unit).unwrap_or(0)) {
            (_, unit @ 0xd800..=0xdbff) => self.high = Some(unit as u16),
            (Some(high), low @ 0xdc00..=0xdfff) => {
                out.extend(char::decode_utf16([high, low as u16]).map(|c| c.unwrap_or('\u{fffd}')));
            }
            (_, unit) => out.extend(char::from_u32(unit)),
        }
        out
    }

    /// What was waiting.
    pub fn flush(&mut self) -> String {
        self.high = None;
        self.flush_bytes()
    }

    fn flush_bytes(&mut self) -> String {
        let bytes = std::mem::take(&mut self.bytes);
        match self.page.take() {
            Some(Page::Symbol) => {
                bytes.iter().filter_map(|b| char::from_u32(0xf000 + u32::from(*b))).collect()
            }
            Some(Page::Known(encoding)) => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
            None => String::new(),
        }
    }
}
