//! Bytes to text: byte order marks, declared and guessed encodings, line ends, and no character that could steer a terminal.

use crate::model::text::is_hostile;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text as decoded: lines end in `\n`, pages in form feeds, and no other control character is left.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text.
    pub text: String,
    /// Whether some bytes were no text in the encoding found.
    pub damaged: bool,
}

/// How many bytes from the first that is not ASCII the guess of an encoding rests on.
const GUESS: usize = 256 * 1024;
/// How many bytes of a file tell UTF-16 and binary data.
const SAMPLE: usize = 256 * 1024;

/// Decodes a file; none where the bytes are no text in any encoding. `markup` says that the file may name its own
/// encoding, as web pages do.
pub(super) fn decode(bytes: &[u8], markup: bool) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return settle(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return settle(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (!is_binary(bytes, 300)).then(|| Decoded { text: tidy(text), damaged: false });
    }
    if is_binary(bytes, 20) {
        return None;
    }
    let declared = markup.then(|| declared_encoding(bytes)).flatten();
    settle(choose(bytes, declared), bytes)
}

/// The first bytes as text good enough to look for marks of a format.
pub(super) fn glimpse(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(8 * 1024)];
    let encoding = Encoding::for_bom(head).map(|(e, _)| e).or_else(|| utf_16_without_mark(head));
    match encoding {
        Some(encoding) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

fn settle(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    (!is_binary(text.as_bytes(), 300)).then(|| Decoded { text: tidy(&text), damaged })
}

/// Bytes that are not valid UTF-8: mostly UTF-8 with a few broken ones, what the page declares, or a guess.
fn choose(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good >= 10 * bad {
        return UTF_8;
    }
    if let Some(encoding) = declared.filter(|e| *e != UTF_8 && !e.decode_without_bom_handling(bytes).1) {
        return encoding;
    }
    let from = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[from.saturating_sub(64)..bytes.len().min(from + GUESS)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The encoding a web page names in its head (`<meta charset=…>`, or the older form with `content="…; charset=…"`).
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = head.split("<meta").skip(1).find_map(|meta| {
        let tag = meta.split('>').next()?;
        tag.split_once("charset").map(|(_, value)| value.trim_start())
    })?;
    let label = after.strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label = label.split(|c: char| matches!(c, '"' | '\'' | ';' | '/') || c.is_whitespace()).next()?;
    Encoding::for_label(label.as_bytes()).filter(|e| *e != UTF_16LE && *e != UTF_16BE)
}

/// UTF-16 of mostly European or spaced text has a NUL in every other byte, always on the same side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let (mut first, mut second) = (0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let encoding = if second >= first { UTF_16LE } else { UTF_16BE };
    let (few, many) = (first.min(second), first.max(second));
    let enough = many >= 2 && many * 10 >= sample.len() / 2 && few * 20 <= many;
    (enough && bytes.len().is_multiple_of(2) && !encoding.decode_without_bom_handling(sample).1)
        .then_some(encoding)
}

/// Whether more than so many in a thousand bytes are control characters that no text has.
fn is_binary(bytes: &[u8], per_thousand: usize) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let odd = sample.iter().filter(|b| matches!(b, 0..=8 | 11 | 14..=26 | 28..=31 | 127)).count();
    odd * 1000 > sample.len() * per_thousand
}

/// Line ends become `\n`; of the control characters only tabs and form feeds stay.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Nearly all of a text stays as it is.
        let stays = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t' | b'\x0c');
        let (plain, after) = rest.split_at(rest.as_bytes().iter().take_while(|byte| stays(byte)).count());
        out.push_str(plain);
        let mut chars = after.chars();
        let Some(c) = chars.next() else { return out };
        rest = chars.as_str();
        match c {
            '\r' => {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                out.push('\n');
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{b}' => out.push(' '),
            c if is_hostile(c) => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], text: &str, damaged: bool) {
        assert_eq!(decode(bytes, true), Some(Decoded { text: text.into(), damaged }), "{bytes:?}");
    }

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn encodings_are_recognised() {
        let text = "Réunion à Dakar : « l’État » a rappelé ses engagements.\n";
        check(text.as_bytes(), text, false);
        check(format!("\u{feff}{text}").as_bytes(), text, false);
        check(&utf_16(text, true), text, false);
        check(&utf_16(text, false), text, false);
        check(&utf_16(&format!("\u{feff}{text}"), true), text, false);
        check(&utf_16(&format!("\u{feff}{text}"), false), text, false);
        check(&encoding_rs::WINDOWS_1252.encode(text).0, text, false);
        let arabic = "اجتمع ممثلو الدول لمناقشة حماية المهاجرين في المنطقة\n";
        check(&utf_16(arabic, true), arabic, false);
        check(&encoding_rs::WINDOWS_1256.encode(arabic).0, arabic, false);
    }

    #[test]
    fn a_page_may_name_its_encoding() {
        for meta in [
            "<meta charset=\"windows-1251\">",
            "<META http-equiv=Content-Type content='text/html; charset=windows-1251'>",
        ] {
            let page = format!("<html>{meta}<p>Миграция");
            check(&encoding_rs::WINDOWS_1251.encode(&page).0, &page, false);
            // Declared wrongly, as pages are when a site moves to UTF-8.
            check(page.as_bytes(), &page, false);
        }
    }

    #[test]
    fn broken_bytes_are_told_and_the_rest_is_read() {
        let mut bytes = "é".repeat(40).into_bytes();
        bytes.push(0xc3);
        check(&bytes, &format!("{}\u{fffd}", "é".repeat(40)), true);
    }

    #[test]
    fn no_control_character_is_left() {
        check(b"a\0b\x1b[31mc\r\nd\re\x0cf\tg", "ab[31mc\nd\ne\u{c}f\tg", false);
        check("x\u{202e}y\u{2028}z\u{9b}".as_bytes(), "xy\nz", false);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let mut state = 1u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(4096)
        .collect();
        assert_eq!(decode(&noise, false), None);
        assert_eq!(decode(&[0; 64], false), None);
    }

    proptest! {
        #[test]
        fn any_bytes_give_harmless_text(bytes: Vec<u8>, markup: bool) {
            if let Some(decoded) = decode(&bytes, markup) {
                let hostile = decoded.text.chars().find(|c| is_hostile(*c) && *c != '\u{c}');
                prop_assert_eq!(hostile, None);
            }
        }
    }
}
