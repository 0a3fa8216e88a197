//! What a file is, by its content; the name only decides where content does not.

use super::decode::glimpse;
use crate::error::{Error, Result};
use crate::model::Format;

/// A kind of file that is known and not read, and the way out.
struct Foreign {
    is: fn(&[u8]) -> bool,
    what: &'static str,
    way_out: &'static str,
}

/// How far from the start a mark may stand: some programs write a few lines before `%PDF`.
const HEAD: usize = 1024;
const SAVE_AS: &str = "save it as DOCX or PDF and import that";

const FOREIGN: &[Foreign] = &[
    Foreign { is: |b| is_zip(b) && has(b, b"xl/workbook"), what: "an Excel workbook", way_out: SAVE_AS },
    Foreign {
        is: |b| is_zip(b) && has(b, b"ppt/presentation"),
        what: "a PowerPoint presentation",
        way_out: SAVE_AS,
    },
    Foreign { is: |b| is_zip(b) && has(b, b"epub+zip"), what: "an EPUB book", way_out: SAVE_AS },
    Foreign { is: is_zip, what: "a ZIP archive", way_out: "unpack it and import the files in it" },
    Foreign {
        is: |b| is_ole(b) && has(b, &wide(b"EncryptedPackage")),
        what: "an Office file locked with a password",
        way_out: "open it with its password, save it without one and import that",
    },
    Foreign {
        is: |b| is_ole(b) && has(b, &wide(b"WordDocument")),
        what: "an old Word document (.doc)",
        way_out: "open it in a word processor, save it as DOCX and import that",
    },
    Foreign {
        is: is_ole,
        what: "an old Office file (.doc, .xls, .ppt)",
        way_out: "open it in the program that made it, save it as DOCX or PDF and import that",
    },
    Foreign { is: is_image, what: "a picture", way_out: "recognise its text with an OCR program first" },
    Foreign {
        is: |b| b.starts_with(b"\x1f\x8b") || b.starts_with(b"7z\xbc\xaf") || b.starts_with(b"Rar!"),
        what: "a compressed file",
        way_out: "unpack it and import the files in it",
    },
    Foreign {
        is: |b| b.starts_with(b"SQLite format 3\0"),
        what: "an SQLite database",
        way_out: "open a store of this program with --db",
    },
    Foreign {
        is: |b| b.starts_with(b"MIME-Version:") || b.starts_with(b"From: <Saved by"),
        what: "a web archive (MHTML)",
        way_out: "save the page as HTML and import that",
    },
];

/// What the file is; an error that names the file and the way out where it cannot be read.
pub(super) fn sniff(name: &str, bytes: &[u8]) -> Result<Format> {
    if has(&bytes[..bytes.len().min(HEAD)], b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Ok(Format::Rtf);
    }
    if is_zip(bytes) && is_odt(bytes) {
        return Ok(Format::Odt);
    }
    if is_zip(bytes) && is_word(bytes) {
        return Ok(Format::Docx);
    }
    if let Some(foreign) = FOREIGN.iter().find(|f| (f.is)(bytes)) {
        let message = format!("{name} is {}, which this version does not read", foreign.what);
        return Err(Error::failed(message).hint(foreign.way_out));
    }
    let head = glimpse(bytes);
    Ok(if looks_like_html(name, &head) {
        Format::Html
    } else if has_extension(name, &["md", "markdown", "mkd"]) || looks_like_markdown(&head) {
        Format::Markdown
    } else {
        Format::Text
    })
}

/// Whether a file of this name, met while walking a folder, is likely to be a report that can be read. Gold lists are not.
pub fn is_known_name(name: &str) -> bool {
    has_extension(
        name,
        &["txt", "text", "md", "markdown", "mkd", "html", "htm", "xhtml", "pdf", "docx", "odt", "rtf"],
    )
}

fn has(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|w| w == mark)
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// An OpenDocument text says so first; one packed anew by another program may have that packed away.
fn is_odt(bytes: &[u8]) -> bool {
    let others: [&[u8]; 3] =
        [b"opendocument.spreadsheet", b"opendocument.presentation", b"opendocument.graphics"];
    has(bytes, b"opendocument.text")
        || has(bytes, b"content.xml")
            && has(bytes, b"META-INF/manifest.xml")
            && !others.iter().any(|o| has(bytes, o))
}

/// A package of Word: its text has its usual place, or is in a package of Office that is none of the others.
fn is_word(bytes: &[u8]) -> bool {
    let others: [&[u8]; 3] = [b"xl/workbook", b"ppt/presentation", b"visio/document"];
    has(bytes, b"word/document")
        || has(bytes, b"[Content_Types].xml") && !others.iter().any(|o| has(bytes, o))
}

/// A compound file of Office before 2007; the names in it are written with two bytes a letter.
fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

fn wide(name: &[u8]) -> Vec<u8> {
    name.iter().flat_map(|b| [*b, 0]).collect()
}

fn is_image(bytes: &[u8]) -> bool {
    let starts = [&b"\x89PNG\r\n"[..], b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"8BPS"];
    starts.iter().any(|s| bytes.starts_with(s))
        || bytes.starts_with(b"RIFF") && has(&bytes[..bytes.len().min(16)], b"WEBP")
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    extension.is_some_and(|e| extensions.contains(&e.as_str()))
}

/// A text that begins with a tag of a page is one; with a page's name, any tag of a page in its beginning will do.
fn looks_like_html(name: &str, head: &str) -> bool {
    const FIRST: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<main",
        "<article",
        "<section",
        "<div",
        "<h1",
        "<h2",
        "<p>",
        "<p ",
        "<ul",
        "<ol",
        "<table",
        "<span",
        "<header",
        "<link",
        "<style",
        "<script",
    ];
    let lower = head.to_ascii_lowercase();
    let mut start = lower.trim_start_matches('\u{feff}').trim_start();
    while let Some((_, rest)) = ["<!--", "<?xml"]
        .iter()
        .find_map(|open| start.strip_prefix(open)?.split_once(if *open == "<!--" { "-->" } else { "?>" }))
    {
        start = rest.trim_start();
    }
    FIRST.iter().any(|tag| start.starts_with(tag))
        || has_extension(name, &["html", "htm", "xhtml"]) && FIRST.iter().any(|tag| lower.contains(tag))
}

/// Headings with hashes are Markdown's own; one alone could be an accident, so it needs a second mark.
fn looks_like_markdown(head: &str) -> bool {
    let is_heading = |line: &str| {
        let words = line.trim_start_matches('#');
        let hashes = line.len() - words.len();
        (1..=6).contains(&hashes) && words.starts_with(' ') && words.len() > 1
    };
    let headings = head.lines().filter(|l| is_heading(l)).count();
    headings >= 2 || headings == 1 && (head.matches("**").count() >= 2 || head.contains("]("))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        for (name, content, format) in [
            ("a.txt", "Plain words.", Format::Text),
            ("a.txt", "# Title\n\nWords.\n\n## Part\n", Format::Markdown),
            ("a.md", "Plain words.", Format::Markdown),
            ("a.txt", "We saw issue # 4 in **one** place", Format::Text),
            ("a.pdf", "<html><body><p>x</p></body></html>", Format::Html),
            ("a.txt", "junk\n%PDF-1.4\n", Format::Pdf),
            ("a.txt", "PK\x03\x04....word/document.xml", Format::Docx),
            ("a.doc", "PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", Format::Odt),
            ("a.doc", "PK\x03\x04....[Content_Types].xml", Format::Docx),
            ("a", "\n <?xml version='1.0'?>\n<!-- x --> <!DOCTYPE HTML PUBLIC ''>", Format::Html),
            ("a.doc", "PK\x03\x04....content.xml....META-INF/manifest.xml", Format::Odt),
            ("a.doc", "{\\rtf1 x}", Format::Rtf),
            ("a.htm", "stray words <p>x</p>", Format::Html),
            ("a.txt", "Write <p>x</p> for a paragraph.", Format::Text),
            ("a.txt", "<5 years of age", Format::Text),
        ] {
            assert_eq!(sniff(name, content.as_bytes()).unwrap(), format, "{name}: {content}");
        }
    }

    #[test]
    fn files_of_other_kinds_are_named_with_a_way_out() {
        for (bytes, what) in [
            (&b"PK\x03\x04...."[..], "a ZIP archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
                "an old Word document (.doc)",
            ),
            (b"\x89PNG\r\n\x1a\n", "a picture"),
        ] {
            let line = sniff("the/file", bytes).unwrap_err().to_string();
            assert!(line.starts_with(&format!("the/file is {what}")), "{line}");
            assert!(line.ends_with(')') && !line.contains('\n'), "{line}");
        }
    }
}
