//! The sheets beside the matrix: sources, how it was made, and the lists that cells are chosen from.

use super::{List, Looks, harmless};
use crate::model::{Document, Recommendation};
use crate::report::made::{Made, NOTICE};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::HashMap;

/// The documents behind the recommendations.
pub fn sources(
    sheet: &mut Worksheet,
    recommendations: &[Recommendation],
    documents: &[&Document],
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Sources")?.set_freeze_panes(1, 0)?.set_landscape().set_print_fit_to_pages(1, 0);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    recommendations.iter().for_each(|r| *counts.entry(r.document.id.as_str()).or_default() += 1);
    let head = [
        ("source no.", 10.0),
        ("title", 60.0),
        ("event", 30.0),
        ("place", 20.0),
        ("date", 22.0),
        ("region", 24.0),
        ("language", 10.0),
        ("pages", 8.0),
        ("file", 40.0),
        ("recommendations", 17.0),
        ("id", 66.0),
    ];
    for (at, (name, width)) in (0u16..).zip(head) {
        sheet.set_column_width(at, width)?.write_string_with_format(0, at, name, &looks.head)?;
    }
    for (row, d) in (1u32..).zip(documents) {
        let details = &d.details;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let date = details.date.as_ref().map_or_else(String::new, |d| d.to_string());
        let file = d.source.rsplit(['/', '\\']).next().unwrap_or(&d.source).to_string();
        sheet.write_number_with_format(row, 0, f64::from(row), &looks.number)?;
        let wrapped = [(60.0, d.name()), (30.0, details.event.as_deref().unwrap_or_default()), (40.0, &file)];
        sheet.set_row_height(row, super::height(wrapped.into_iter()))?;
        let words = [d.name().to_string(), text(&details.event), text(&details.place), date];
        let more = [text(&details.region), text(&details.language)];
        for (at, word) in (1u16..).zip(words.into_iter().chain(more)) {
            sheet.write_string_with_format(row, at, super::cut(harmless(word)), &looks.text)?;
        }
        if let Some(pages) = d.pages {
            sheet.write_number_with_format(row, 7, f64::from(pages), &looks.number)?;
        }
        sheet.write_string_with_format(row, 8, super::cut(harmless(file)), &looks.text)?;
        let count = counts.get(d.id.as_str()).copied().unwrap_or(0);
        sheet.write_number_with_format(row, 9, count as f64, &looks.number)?;
        sheet.write_string_with_format(row, 10, d.id.as_str(), &looks.text)?;
    }
    sheet.autofilter(0, 0, documents.len().max(1) as u32, head.len() as u16 - 1)?;
    Ok(())
}

/// How the file was made, and how it comes back.
pub fn how_made(sheet: &mut Worksheet, made: &Made, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name("How made")?.set_column_width(0, 24)?.set_column_width(1, 90)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, "How made", &looks.title)?;
    let count = made.count.to_string();
    let rows = [
        ("Program", made.program.as_str()),
        ("Made at", &made.at),
        ("Store", &made.store),
        ("Decisions of", &made.reviewer),
        ("Filter", &made.filter),
        ("Recommendations", &count),
        ("", ""),
        ("Status", NOTICE),
        (
            "To fill in",
            "Yellow columns of the sheet “Recommendations”. Choose from the lists, or leave cells empty.",
        ),
        ("Other tags", "SCHEME:NOTATION, several parted by semicolons, such as element:v; principle:a."),
        (
            "Leave alone",
            "The hidden columns “id” and “as exported”: they tell which cells were changed. Rows may be sorted, filtered or deleted.",
        ),
        (
            "To bring it back",
            "rapporteur --reviewer NAME import --decisions FILE.xlsx (with --dry-run it only says what would change)",
        ),
    ];
    for (row, (name, words)) in (2u32..).zip(rows) {
        sheet.set_row_height(row, super::height([(90.0, words)].into_iter()))?;
        sheet.write_string_with_format(row, 0, name, &looks.text)?;
        sheet.write_string_with_format(row, 1, harmless(words.to_string()), &looks.text)?;
    }
    Ok(())
}

/// What cells are chosen from; hidden.
pub fn lists(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Lists")?.set_hidden(true);
    for (column, list) in (0u16..).zip(List::ALL) {
        for (row, value) in (0u32..).zip(list.values()) {
            sheet.write_string(row, column, value)?;
        }
    }
    Ok(())
}
