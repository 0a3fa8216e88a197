//! Packages of parts: the ZIP archives that DOCX and ODT files are.

use crate::error::{Error, Result};
use encoding_rs::{Encoding, UTF_8};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Largest part that is read, unpacked: an honest text stays far below, a bomb does not.
const LARGEST_PART: u64 = 64 << 20;
/// Most parts a package may have.
const MOST_PARTS: usize = 20_000;

/// An opened package.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    /// None where the list of parts at the end of the file is gone, as in a file that was cut off.
    archive: Option<ZipArchive<Cursor<&'a [u8]>>>,
}

/// A part's text.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// As far as it could be read.
    pub text: String,
    /// Whether some of it could not.
    pub damaged: bool,
}

impl<'a> Package<'a> {
    /// Opens a package. One without its list of parts is searched for them.
    pub fn open(name: &str, bytes: &'a [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok();
        if archive.as_ref().is_some_and(|a| a.len() > MOST_PARTS) {
            return Err(Error::failed(format!("{name} holds more than {MOST_PARTS} parts"))
                .hint("open it in a word processor, save it anew and import that"));
        }
        Ok(Package { bytes, archive })
    }

    /// Whether the list of parts could not be read.
    pub fn is_cut_off(&self) -> bool {
        self.archive.is_none()
    }

    /// The part at `path`, if there is one.
    pub fn part(&mut self, path: &str) -> Option<Part> {
        let (bytes, damaged) = self.listed(path).or_else(|| self.searched(path))?;
        let (text, is_text) = decode(&bytes);
        Some(Part { text, damaged: damaged || !is_text })
    }

    fn listed(&mut self, path: &str) -> Option<(Vec<u8>, bool)> {
        let archive = self.archive.as_mut()?;
        let index = archive.index_for_name(path).or_else(|| {
            let same = |name: &str| name.trim_start_matches('/').eq_ignore_ascii_case(path);
            let mut names = archive.file_names();
            names.position(|name| name.is_ok_and(|name| same(&name.replace('\\', "/"))))
        })?;
        let part = archive.by_index(index).ok()?;
        Some(read_within(part)).filter(|(bytes, damaged)| !(bytes.is_empty() && *damaged))
    }

    /// Looks for the part's own header in the file. Each part is packed by itself, so one can be had without the list.
    fn searched(&self, path: &str) -> Option<(Vec<u8>, bool)> {
        const HEADER: usize = 30;
        let word = |at: usize| Some(usize::from(u16::from_le_bytes(*self.bytes.get(at..)?.first_chunk()?)));
        let mut at = 0;
        while let Some(found) = find(self.bytes.get(at..)?, b"PK\x03\x04") {
            let header = at + found;
            at = header + 4;
            let (Some(method), Some(name), Some(extra)) =
                (word(header + 8), word(header + 26), word(header + 28))
            else {
                return None;
            };
            let start = header + HEADER;
            if self.bytes.get(start..start + name) != Some(path.as_bytes()) {
                continue;
            }
            let packed = self.bytes.get(start + name + extra..)?;
            return match method {
                8 => Some(read_within(flate2::read::DeflateDecoder::new(packed))),
                0 => Some(read_within(&packed[..find(packed, b"PK").unwrap_or(packed.len())])),
                _ => None,
            }
            .map(|(bytes, _)| (bytes, true));
        }
        None
    }
}

/// Reads to the end, the first error or the bound; whether it was not the end.
fn read_within(part: impl Read) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let ended = part.take(LARGEST_PART + 1).read_to_end(&mut bytes);
    let too_large = bytes.len() as u64 > LARGEST_PART;
    bytes.truncate(LARGEST_PART as usize);
    (bytes, too_large || ended.is_err())
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|w| w == mark)
}

/// XML is UTF-8 unless it says otherwise.
fn decode(bytes: &[u8]) -> (String, bool) {
    let declared = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
        let label = head.strip_prefix("<?xml")?.split_once("?>")?.0.split_once("encoding=")?.1;
        Encoding::for_label(label.get(1..)?.split(['"', '\'']).next()?.as_bytes())
    };
    let encoding = Encoding::for_bom(bytes).map(|(e, _)| e).or_else(declared).unwrap_or(UTF_8);
    let (text, _, bad) = encoding.decode(bytes);
    (text.into_owned(), !bad)
}
