//! The annex as an Office Open XML document (ISO/IEC 29500): own writer, so that every part is known and small.

mod body;
mod chart;
mod parts;
mod xml;

use super::annex::Annex;
use crate::error::{Error, Result};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The annex as the bytes of a DOCX file. The same annex gives the same bytes.
pub fn docx(annex: &Annex) -> Result<Vec<u8>> {
    let (body, footnotes) = body::body(annex);
    let chart = chart::bars(&annex.summary.objectives);
    let parts: [(&str, String); 14] = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_string()),
        ("_rels/.rels", parts::PACKAGE_RELATIONS.to_string()),
        ("docProps/core.xml", parts::core_properties(annex)),
        ("docProps/app.xml", parts::APP_PROPERTIES.to_string()),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_string()),
        ("word/styles.xml", parts::STYLES.to_string()),
        ("word/settings.xml", parts::SETTINGS.to_string()),
        ("word/fontTable.xml", parts::FONTS.to_string()),
        ("word/footnotes.xml", footnotes),
        ("word/header1.xml", parts::header(annex)),
        ("word/footer1.xml", parts::footer(annex)),
        ("word/footer2.xml", parts::first_footer()),
        ("word/charts/chart1.xml", chart),
    ];
    zipped(parts.iter().map(|(name, text)| (*name, text.as_bytes())))
}

/// Named parts as the bytes of a ZIP file without times, so that the same parts give the same bytes.
pub fn zipped<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let write = || {
        for (name, bytes) in parts {
            zip.start_file(name, options)?;
            zip.write_all(bytes)?;
        }
        zip.finish()
    };
    let done = write().map_err(|e| Error::failed("cannot pack the file").because(e))?;
    Ok(done.into_inner())
}
