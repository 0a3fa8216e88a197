//! Documents built here, part by part, and what is read from them.

use super::read;
use crate::ingest::canonical::Canonical;
use crate::ingest::flow::tests::{lines, package};
use crate::model::ReadState;

const STYLES: &str = r#"<w:styles>
  <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our headings"/><w:basedOn w:val="Titre1"/></w:style>
  <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
  <w:style w:type="paragraph" w:styleId="Dots"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
  <w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
  <w:style w:type="character" w:styleId="Hide"><w:name w:val="Hide"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering>
  <w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"#;

const NOTES: &str = r#"<w:footnotes>
  <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>never</w:t></w:r></w:p></w:footnote>
  <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> See the annex.</w:t></w:r></w:p></w:footnote>
  <w:footnote w:id="3"><w:p><w:r><w:t>Not referred to.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"#;

fn document(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    package(&[
        ("word/document.xml", &document),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", NOTES),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Running head</w:t></w:r></w:p></w:hdr>"),
    ])
}

fn lines_of(bytes: &[u8]) -> (ReadState, Vec<String>) {
    lines(|canonical| read("report.docx", bytes, canonical))
}

fn check(body: &str, expected: &[&str]) {
    let (state, lines) = lines_of(&document(body));
    assert_eq!(lines, expected, "{body}");
    assert_eq!(state, ReadState::Whole, "{body}");
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn styled(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn listed(list: u8, level: u8, words: &str) -> String {
    let place = format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>");
    format!("<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn tracked_changes_are_resolved() {
    check(
        "<w:p><w:r><w:t>Share </w:t></w:r><w:del><w:r><w:delText>no </w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>all </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>\
         <w:moveTo><w:r><w:t>data</w:t></w:r></w:moveTo></w:p>",
        &["p Share all data"],
    );
    // A paragraph whose end was deleted runs on; one deleted whole leaves nothing; old properties do not count.
    check(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Share </w:t></w:r></w:p><w:p><w:r><w:t>data.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>Old.</w:delText></w:r></w:del></w:p>\
         <w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='Titre1'/></w:pPr></w:pPrChange></w:pPr><w:r>\
         <w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Now.</w:t></w:r></w:p>",
        &["p Share data.", "p Now."],
    );
    check(
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        &["row a | b"],
    );
}

#[test]
fn what_only_wraps_text_is_entered_and_what_is_hidden_is_not() {
    check(
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:r><w:t>Share</w:t></w:r></w:hyperlink>\
         <w:smartTag><w:r><w:t xml:space='preserve'> data</w:t></w:r></w:smartTag></w:p></w:sdtContent></w:sdt>",
        &["p Share data"],
    );
    check(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>seen</w:t></w:r>\
         <w:r><w:rPr><w:rStyle w:val='Hide'/></w:rPr><w:t>hidden too</w:t></w:r></w:p>",
        &["p seen"],
    );
}

#[test]
fn a_text_box_is_read_once_after_its_paragraph() {
    let text = |t: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(t));
    let choice =
        format!("<mc:Choice><w:drawing><wps:txbx>{}</wps:txbx></w:drawing></mc:Choice>", text("Boxed."));
    let fallback =
        format!("<mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback>", text("Boxed."));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r><w:r><w:t>Around.</w:t></w:r></w:p>"
    );
    check(&body, &["p Around.", "p Boxed."]);
}

#[test]
fn headings_come_from_styles_and_outlines() {
    let outlined = "<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>Third</w:t></w:r></w:p>";
    let body = styled("Title", "Report")
        + &styled("Titre1", "First")
        + &styled("Own", "2. Second")
        + outlined
        + &styled("Loop", "Text.");
    check(&body, &["h1 Report", "h1 First", "h1 [2.] Second", "h3 Third", "p Text."]);
    check(&(styled("TM1", "First 3") + &p("Text.")), &["p Text."]);
}

#[test]
fn labels_are_computed() {
    let body = listed(1, 0, "One")
        + &listed(1, 1, "under")
        + &listed(1, 1, "under too")
        + &listed(1, 0, "Two")
        + &styled("Dots", "Point");
    check(&body, &["li [(1)] One", "li> [a.] under", "li> [b.] under too", "li [(2)] Two", "li> [•] Point"]);
    check(&listed(0, 0, "In no list"), &["p In no list"]);
    check(&listed(7, 0, "In a list that is not there"), &["p In a list that is not there"]);
}

#[test]
fn notes_are_blocks_of_their_own_and_their_marks_go() {
    check(
        "<w:p><w:r><w:t>The Compact</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>, adopted</w:t></w:r></w:p>",
        &["p The Compact, adopted", "note [1] See the annex."],
    );
    let raised =
        |n: &str| format!("<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{n}</w:t></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>the pilot.</w:t></w:r>{}<w:r><w:t xml:space='preserve'> On 40 m</w:t></w:r>{}</w:p><w:p>{}<w:r><w:t>A note.</w:t></w:r></w:p>",
        raised("4"),
        raised("2"),
        raised("4")
    );
    check(&body, &["p the pilot. On 40 m2", "note [4] A note."]);
}

#[test]
fn rows_hold_their_cells_and_frames_hold_text() {
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let nested = format!("<w:tbl>{}</w:tbl>", row(&[cell(&p("x")), cell(&p("y"))]));
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&[cell(&p("No.")), cell(&p("Recommendation"))]),
        row(&[cell(&p("1")), cell(&(p("Share") + &p("data") + &nested))])
    );
    check(&table, &["row No. | Recommendation", "row 1 | Share data x y"]);
    let frame =
        format!("<w:tbl>{}</w:tbl>", row(&[cell(&(p("States should:") + &listed(1, 0, "share data")))]));
    check(&frame, &["p States should:", "li [(1)] share data"]);
    let list =
        format!("<w:tbl>{}</w:tbl>", row(&[cell(&p("Data")), cell(&(p("• share it") + &p("• publish it")))]));
    check(&list, &["row Data", "li [•] share it", "li [•] publish it"]);
    let theme = cell(&p("Theme"));
    let what = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>Recommendation</w:t></w:r></w:p></w:tc>";
    let items = cell(&(p("• share it") + &p("(b) publish it") + &p("soon")));
    let headed = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&[theme, what.to_string(), cell(&p("Who"))]),
        row(&[cell("<w:p/>"), items, cell("<w:p/>"), cell(&p("States"))]),
        row(&[cell(&p("Data")), cell("<w:p/>"), cell(&p("x")), cell("<w:p/>")])
    );
    let expected = [
        "row Theme | Recommendation |  | Who",
        "row  | share it |  | States",
        "row  | (b) publish it soon",
        "row Data |  | x",
    ];
    check(&headed, &expected);
}

#[test]
fn typed_bullets_and_lines_broken_by_hand_are_items() {
    check(
        "<w:p><w:r><w:t>•</w:t></w:r><w:r><w:tab/><w:t>Share data</w:t></w:r></w:p><w:p><w:r><w:sym w:char='F0B7'/><w:tab/><w:t>Publish it</w:t></w:r></w:p>",
        &["li [•] Share data", "li [•] Publish it"],
    );
    check(
        "<w:p><w:r><w:t>(a) share</w:t><w:br/><w:t>all data;</w:t><w:br/><w:t>(b) publish it;</w:t></w:r></w:p>",
        &["li [(a)] share all data;", "li [(b)] publish it;"],
    );
    check(
        "<w:p><w:r><w:t>One line</w:t><w:br/><w:t>and another</w:t></w:r></w:p>",
        &["p One line and another"],
    );
}

#[test]
fn bold_and_large_lines_are_headings() {
    let set = |properties: &str, words: &str| {
        format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r></w:p>")
    };
    let (large, bold) = ("<w:b/><w:sz w:val='32'/>", "<w:b/>");
    let text = "Delegations met for two days and spoke about many things.";
    let body = set(large, "1. Opening")
        + &p(text)
        + &set(bold, "First day")
        + &p(text)
        + &set(large, "2. Closing")
        + &p(text);
    let text = format!("p {text}");
    check(&body, &["h1 [1.] Opening", &text, "h2 First day", &text, "h1 [2.] Closing", &text]);
    check(
        &(set(bold, "Governments should:") + &p("share data.") + &p("More text here.") + &p("And more.")),
        &["p Governments should:", "p share data.", "p More text here.", "p And more."],
    );
}

#[test]
fn other_prefixes_and_places_are_read_too() {
    let bytes = package(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' Target='/doc/main.xml'/></Relationships>",
        ),
        (
            "doc/main.xml",
            "<x:document xmlns:x='strict'><x:body><x:p><x:pPr><x:pStyle x:val='H'/></x:pPr><x:r><x:t>Data &amp; more &#8211; &unknown;</x:t></x:r></x:p></x:body></x:document>",
        ),
        (
            "doc/_rels/main.xml.rels",
            "<Relationships><Relationship Type='x/styles' Target='../other/styles.xml'/></Relationships>",
        ),
        ("other/styles.xml", "<styles><style styleId='H'><name val='Heading 2'/></style></styles>"),
    ]);
    let (state, lines) = lines_of(&bytes);
    assert_eq!(lines, ["h2 Data & more –"]);
    assert_eq!(state, ReadState::Damaged, "a name that is not known was left out");
}

#[test]
fn pages_are_told_where_the_file_agrees_with_itself() {
    let body = "<w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>Two.</w:t></w:r></w:p>";
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    for (counted, pages) in [("2", Some(2)), ("9", None)] {
        let app = format!("<Properties><Pages>{counted}</Pages></Properties>");
        let mut canonical = Canonical::new();
        let bytes = package(&[("word/document.xml", &document), ("docProps/app.xml", &app)]);
        let found = read("report.docx", &bytes, &mut canonical).unwrap();
        assert_eq!(found.pages, pages);
        let blocks = canonical.finish().1;
        assert_eq!(blocks.iter().map(|b| b.page).collect::<Vec<_>>(), [pages.map(|_| 1), pages]);
    }
}

#[test]
fn what_can_be_read_of_a_damaged_file_is_kept() {
    let body: String = (0..200).map(|n| p(&format!("Paragraph {n} says something of its own."))).collect();
    let whole = document(&body);
    for (name, bytes) in [
        ("cut off", whole[..whole.len() * 2 / 5].to_vec()),
        ("without its list of parts", whole[..whole.len() - 30].to_vec()),
        ("an end tag lost", document(&body.replacen("</w:p>", "", 1))),
        ("cut off inside", document(&body[..body.len() - 8])),
    ] {
        let (state, lines) = lines_of(&bytes);
        assert!(
            lines.len() > 20 && lines[0].starts_with("p Paragraph 0 says something"),
            "{name}: {} {:?}",
            lines.len(),
            lines.first()
        );
        assert_eq!(state, ReadState::Damaged, "{name}");
    }
}

#[test]
fn bombs_and_depths_are_bounded() {
    let deep = "<w:ins>".repeat(100_000) + "x" + &"</w:ins>".repeat(100_000) + &p("After.");
    let (state, lines) = lines_of(&document(&deep));
    assert_eq!((state, lines), (ReadState::Damaged, vec!["p After.".to_string()]));
    let tables = "<w:tbl><w:tr><w:tc>".repeat(5_000);
    let (state, _) = lines_of(&document(&tables));
    assert_eq!(state, ReadState::Damaged);
}
