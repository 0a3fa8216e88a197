//! The body of the DOCX annex: title page, contents, summary, recommendations with footnotes, sources.

use super::parts::{CLOSE_DOCUMENT, DOCUMENT, FOOTNOTES};
use super::xml::{Look, Xml};
use crate::report::annex::{Annex, Item, Section, Source};
use crate::report::chart::shade;

const PLAIN: Look = Look { italic: false, bold: false, soft: false, right_to_left: false };
const SOFT: Look = Look { soft: true, ..PLAIN };

/// Shades of the tables, from none to the most, and whether white letters stand on them.
const SHADES: [(&str, bool); 6] = [
    ("FFFFFF", false),
    ("DCEBF5", false),
    ("B6D5EA", false),
    ("7FB5D8", false),
    ("2F78AA", true),
    ("0B4F7A", true),
];

/// `word/document.xml` and `word/footnotes.xml`.
pub fn body(annex: &Annex) -> (String, String) {
    let mut body = Body { xml: Xml::default(), notes: Xml::default(), footnotes: 0, bookmarks: 0 };
    body.xml.raw(DOCUMENT);
    body.notes.raw(FOOTNOTES);
    body.title_page(annex);
    body.contents(annex);
    body.summary(annex);
    for (at, section) in annex.sections.iter().enumerate() {
        body.section(section, at == 0);
    }
    body.sources(&annex.sources);
    body.heading("Heading1", "made", "How this document was made");
    body.xml.paragraph("BodyText", &annex.made_in_words);
    body.xml.paragraph("BodyText", annex.notice);
    body.xml.raw(CLOSE_DOCUMENT);
    body.notes.raw("</w:footnotes>");
    (body.xml.finish(), body.notes.finish())
}

struct Body {
    xml: Xml,
    notes: Xml,
    footnotes: usize,
    bookmarks: usize,
}

impl Body {
    fn title_page(&mut self, annex: &Annex) {
        let front = &annex.front;
        self.xml.paragraph("Title", &front.title);
        if let Some(subtitle) = &front.subtitle {
            self.xml.paragraph("Subtitle", subtitle);
        }
        for line in [&front.event, &front.place, &front.date].into_iter().flatten() {
            self.xml.paragraph("TitleDetail", line);
        }
        let documents = plural(annex.sources.len(), "document");
        let words = format!("{} from {documents}, {}", annex.count_in_words, annex.grouping);
        self.xml.paragraph("TitleDetail", &words);
        if let Some(open) = &annex.open {
            self.xml.paragraph("TitleDetail", open);
        }
        if let Some(by) = &front.prepared_by {
            self.xml.paragraph("TitleDetail", &format!("Prepared by {by}"));
        }
        self.xml.paragraph("Notice", annex.notice);
    }

    fn contents(&mut self, annex: &Annex) {
        self.xml.paragraph("ContentsHeading", "Contents");
        let own = [("summary", "Summary")].into_iter();
        let last = [("sources", "Sources"), ("made", "How this document was made")].into_iter();
        let mut lines: Vec<(u8, &str, &str)> = own.map(|(anchor, words)| (1, anchor, words)).collect();
        for section in &annex.sections {
            lines.push((1, &section.anchor, &section.short));
            let below = section.sections.iter().filter(|s| s.count > 0);
            lines.extend(below.map(|s| (2, s.anchor.as_str(), s.short.as_str())));
        }
        lines.extend(last.map(|(anchor, words)| (1, anchor, words)));
        for (level, anchor, words) in lines {
            let bookmark = bookmark(anchor);
            self.xml.open_paragraph(if level == 1 { "Contents1" } else { "Contents2" });
            self.xml.link(&bookmark, words).raw("<w:r><w:tab/></w:r>");
            self.xml.field(&format!("PAGEREF {bookmark} \\h"), "–").raw("</w:p>");
        }
    }

    fn summary(&mut self, annex: &Annex) {
        self.new_page_heading("summary", "Summary");
        self.xml.paragraph("BodyText", &summary_in_words(annex));
        self.heat_table(annex);
        self.xml.paragraph("Caption", "Figure 1. Recommendations by objective");
        self.xml.raw(super::parts::CHART);
        self.objective_table(annex);
    }

    fn heat_table(&mut self, annex: &Annex) {
        let summary = &annex.summary;
        let by_region = if summary.regions.is_empty() { "" } else { " and region" };
        self.xml.paragraph("Caption", &format!("Table 1. Recommendations by cluster{by_region}"));
        let columns = summary.regions.len() + 1;
        let width = (6000 / columns).min(1950);
        let widths: Vec<usize> =
            std::iter::once(9638 - width * columns).chain(std::iter::repeat_n(width, columns)).collect();
        self.open_table(&widths);
        let head = std::iter::once("Cluster").chain(summary.regions.iter().map(String::as_str));
        self.header_row(&widths, &head.chain(["Total"]).collect::<Vec<_>>());
        for row in &summary.by_region {
            self.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.cell(widths[0], &row.label, "TableText", SHADES[0]);
            for count in &row.counts {
                self.cell(
                    width,
                    &count.to_string(),
                    "TableNumber",
                    SHADES[shade(*count, summary.most).min(5)],
                );
            }
            self.cell(width, &row.total.to_string(), "TableNumber", SHADES[0]);
            self.xml.raw("</w:tr>");
        }
        let totals = summary.region_totals.iter().chain([&annex.count]).map(usize::to_string);
        let totals: Vec<String> = std::iter::once("All recommendations".to_string()).chain(totals).collect();
        self.total_row(&widths, &totals);
        self.xml.raw("</w:tbl>");
    }

    fn objective_table(&mut self, annex: &Annex) {
        self.xml.paragraph("Caption", "Table 2. Recommendations by objective");
        let widths = [5238, 1950, 1350, 1100];
        let names = ["Objective", "Recommendations", "Documents", "Regions"];
        // Where no document states its region, zeros would say that nobody spoke.
        let shown = if annex.summary.regions.is_empty() { 3 } else { 4 };
        self.open_table(&widths[..shown]);
        self.header_row(&widths[..shown], &names[..shown]);
        for bar in &annex.summary.objectives {
            self.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.cell(widths[0], &format!("{}. {}", bar.notation, bar.title), "TableText", SHADES[0]);
            let counts = [bar.count, bar.documents, bar.regions];
            for (count, width) in counts.iter().zip(&widths[1..shown]) {
                self.cell(*width, &count.to_string(), "TableNumber", SHADES[0]);
            }
            self.xml.raw("</w:tr>");
        }
        self.xml.raw("</w:tbl>");
    }

    fn open_table(&mut self, widths: &[usize]) {
        self.xml.raw("<w:tbl><w:tblPr><w:tblStyle w:val=\"Matrix\"/><w:tblW w:w=\"9638\" w:type=\"dxa\"/>");
        self.xml.raw("<w:tblLayout w:type=\"fixed\"/><w:tblLook w:firstRow=\"1\"/></w:tblPr><w:tblGrid>");
        for width in widths {
            self.xml.raw(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.raw("</w:tblGrid>");
    }

    fn header_row(&mut self, widths: &[usize], words: &[&str]) {
        self.xml.raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (at, (word, width)) in words.iter().zip(widths).enumerate() {
            let style = if at == 0 { "TableHead" } else { "TableHeadNumber" };
            self.cell(*width, word, style, ("E8EEF3", false));
        }
        self.xml.raw("</w:tr>");
    }

    fn total_row(&mut self, widths: &[usize], words: &[String]) {
        self.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (at, (word, width)) in words.iter().zip(widths).enumerate() {
            let style = if at == 0 { "TableHead" } else { "TableHeadNumber" };
            self.cell(*width, word, style, SHADES[0]);
        }
        self.xml.raw("</w:tr>");
    }

    fn cell(&mut self, width: usize, text: &str, style: &str, (shade, white): (&str, bool)) {
        self.xml.raw(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
        if shade != "FFFFFF" {
            self.xml.raw(&format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{shade}\"/>"));
        }
        self.xml.raw("<w:vAlign w:val=\"center\"/></w:tcPr>").open_paragraph(style);
        match white {
            true => self
                .xml
                .raw("<w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>")
                .text(text)
                .raw("</w:t></w:r>"),
            false => self.xml.run(text, PLAIN),
        };
        self.xml.raw("</w:p></w:tc>");
    }

    fn section(&mut self, section: &Section, first: bool) {
        match (section.level, first) {
            (1, true) => self.new_page_heading(&section.anchor, &section.heading),
            (1, false) => self.heading("Heading1", &section.anchor, &section.heading),
            _ => self.heading("Heading2", &section.anchor, &section.heading),
        }
        section.items.iter().for_each(|item| self.item(item));
        if !section.see_also.is_empty() {
            self.xml.open_paragraph("SeeAlso").run("See also ", PLAIN);
            for (at, number) in section.see_also.iter().enumerate() {
                self.xml.link(&format!("r{number}"), &number.to_string());
                self.xml.run(if at + 1 == section.see_also.len() { "." } else { ", " }, PLAIN);
            }
            self.xml.raw("</w:p>");
        }
        section.sections.iter().for_each(|below| self.section(below, false));
    }

    fn item(&mut self, item: &Item) {
        self.xml.raw("<w:p><w:pPr><w:pStyle w:val=\"Recommendation\"/>");
        self.xml.raw(if item.right_to_left { "<w:bidi/></w:pPr>" } else { "</w:pPr>" });
        self.open_bookmark(&format!("r{}", item.number));
        self.xml.run(&format!("{}.", item.number), PLAIN);
        let bookmark = self.bookmarks;
        self.xml.raw(&format!("<w:bookmarkEnd w:id=\"{bookmark}\"/><w:r><w:tab/></w:r>"));
        let look = Look { right_to_left: item.right_to_left, ..PLAIN };
        if let Some(lead_in) = &item.lead_in {
            self.xml.run(&format!("{lead_in} "), Look { italic: true, soft: true, ..look });
        }
        self.xml.run(&item.text, look);
        if let Some(proposers) = &item.proposers_to_add {
            self.xml.run(&format!(" ({proposers})"), Look { italic: true, ..PLAIN });
        }
        if item.original_text.is_some() {
            self.xml.run(" [text edited]", SOFT);
        }
        self.footnote(item);
        self.xml.raw("</w:p>");
        if !item.also.is_empty() {
            self.xml.paragraph("Also", &format!("Also {}", item.also.join(", ")));
        }
        if let Some(note) = &item.note {
            self.xml.paragraph("Note", &format!("Note: {note}"));
        }
    }

    /// The source of an item: document, date, place in it, and how it was edited.
    fn footnote(&mut self, item: &Item) {
        self.footnotes += 1;
        // 0 and 1 are the separators.
        let id = self.footnotes + 1;
        self.xml.raw(&format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
        ));
        let notes = &mut self.notes;
        notes.raw(&format!("<w:footnote w:id=\"{id}\">")).open_paragraph("FootnoteText");
        notes.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>");
        notes.run(" ", PLAIN).run(&item.document, Look { italic: true, ..PLAIN });
        let mut rest = String::new();
        for part in [item.date.as_deref(), Some(item.place.as_str()).filter(|p| !p.is_empty())] {
            rest.extend(part.iter().flat_map(|p| [", ", p]));
        }
        rest.extend(item.response.iter().flat_map(|r| ["; ", r, " by the State addressed"]));
        rest.push_str(if rest.ends_with('…') { "" } else { "." });
        if let Some(original) = &item.original_text {
            rest += &format!(" In the source: “{original}”");
        }
        notes.run(&rest, PLAIN).raw("</w:p></w:footnote>");
    }

    fn sources(&mut self, sources: &[Source]) {
        self.heading("Heading1", "sources", "Sources");
        for source in sources {
            self.xml.open_paragraph("Source").run(&format!("{}.", source.number), PLAIN);
            self.xml.raw("<w:r><w:tab/></w:r>").run(&source.name, PLAIN);
            let details = source.details.join(", ");
            let details = if details.is_empty() { String::new() } else { format!(" ({details})") };
            let count = plural(source.count, "recommendation");
            self.xml.run(&format!("{details}. {count}. File {}", source.file), SOFT).raw("</w:p>");
        }
    }

    fn new_page_heading(&mut self, anchor: &str, words: &str) {
        self.xml.raw("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:pageBreakBefore/></w:pPr>");
        self.heading_words(anchor, words);
    }

    fn heading(&mut self, style: &str, anchor: &str, words: &str) {
        self.xml.open_paragraph(style);
        self.heading_words(anchor, words);
    }

    fn heading_words(&mut self, anchor: &str, words: &str) {
        self.open_bookmark(&bookmark(anchor));
        let id = self.bookmarks;
        self.xml.run(words, PLAIN).raw(&format!("<w:bookmarkEnd w:id=\"{id}\"/></w:p>"));
    }

    fn open_bookmark(&mut self, name: &str) {
        self.bookmarks += 1;
        let id = self.bookmarks;
        self.xml.raw(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"));
    }
}

/// What stands before the tables.
fn summary_in_words(annex: &Annex) -> String {
    let summary = &annex.summary;
    let mut words = String::from(
        "A recommendation with two clusters or objectives counts under both; totals count it once.",
    );
    if let Some(open) = &annex.open {
        words += &format!(" {open}: these figures do not count them.");
    }
    if (1..annex.count).contains(&summary.without_objective) {
        let has = if summary.without_objective == 1 { "has" } else { "have" };
        let some = plural(summary.without_objective, "recommendation");
        words += &format!(" {some} {has} no objective.");
    }
    words.extend(summary.silent_in_words.iter().map(|silent| format!(" {silent}")));
    words
}

/// Names of bookmarks hold letters, digits and low lines only.
fn bookmark(anchor: &str) -> String {
    format!("heading_{}", anchor.replace('-', "_"))
}

fn plural(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
