//! Texts built here, and what is read from them.

use super::read;
use crate::ingest::flow::tests::{lines, package};
use crate::model::ReadState;

const STYLES: &str = r#"<office:document-styles><office:styles>
  <style:default-style style:family="paragraph"><style:text-properties fo:font-size="12pt"/></style:default-style>
  <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/>
  <style:style style:name="Title" style:family="paragraph"/>
  <style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
  <text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/></text:outline-style>
</office:styles><office:automatic-styles>
  <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
</office:automatic-styles></office:document-styles>"#;

const AUTOMATIC: &str = r#"
  <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_1"/>
  <style:style style:name="PB" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
  <style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold" fo:font-size="150%"/></style:style>
  <style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
  <style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
  <text:list-style style:name="L1">
    <text:list-level-style-number text:level="1" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
    <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
    <text:list-level-style-bullet text:level="3" text:bullet-char="&#xF0B7;"/>
  </text:list-style>"#;

fn text(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{AUTOMATIC}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", STYLES),
        ("meta.xml", "<meta><meta:document-statistic meta:page-count='2'/></meta>"),
    ])
}

fn check(body: &str, expected: &[&str]) {
    let (state, found) = lines(|canonical| read("report.odt", &text(body), canonical));
    assert_eq!(
        (found, state),
        (expected.iter().map(|l| l.to_string()).collect(), ReadState::Whole),
        "{body}"
    );
}

#[test]
fn headings_and_titles_come_from_styles() {
    check(
        "<text:p text:style-name='Title'>Report</text:p><text:h text:outline-level='1'>First</text:h>\
         <text:p text:style-name='P1'>Outlined</text:p><text:h text:outline-level='2'>1.1 Second</text:h>\
         <text:h text:outline-level='1'>Next</text:h><text:p text:style-name='Illustration'>Figure 1</text:p>",
        &[
            "h1 Report",
            "h1 [I.] First",
            "h1 Outlined",
            "h2 [1.1] Second",
            "h1 [II.] Next",
            "caption Figure 1",
        ],
    );
}

#[test]
fn labels_are_counted() {
    let item = |inside: &str| format!("<text:list-item>{inside}</text:list-item>");
    let p = |words: &str| format!("<text:p>{words}</text:p>");
    let inner = format!("<text:list>{}{}</text:list>", item(&p("under")), item(&p("under too")));
    let first = format!(
        "<text:list text:style-name='L1' xml:id='one'>{}{}</text:list>",
        item(&(p("One") + &p("goes on") + &inner)),
        item(&p("Two"))
    );
    let goes_on =
        format!("<text:list text:style-name='L1' text:continue-list='one'>{}</text:list>", item(&p("Three")));
    let anew = format!(
        "<text:list text:style-name='L1'>{}{}</text:list>",
        item(&p("One")),
        "<text:list-header><text:p>no item</text:p></text:list-header>"
    );
    check(
        &(first + &p("Between.") + &goes_on + &p("Between.") + &anew),
        &[
            "li [(a)] One",
            "p goes on",
            "li> [a.1.] under",
            "li> [a.2.] under too",
            "li [(b)] Two",
            "p Between.",
            "li [(c)] Three",
            "p Between.",
            "li [(a)] One",
            "p no item",
        ],
    );
}

#[test]
fn what_is_not_text_is_left_out() {
    check(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:table-of-content><text:index-body><text:p>Data 4</text:p></text:index-body></text:table-of-content>\
         <text:p>Share<office:annotation><text:p>A comment</text:p></office:annotation> all<text:s text:c='2'/>\n   \
         <text:span text:style-name='H'>hidden</text:span><text:a>data</text:a><text:span text:style-name='S'>3</text:span></text:p>\
         <text:section text:display='none'><text:p>Hidden.</text:p></text:section><text:section><text:p>Seen.</text:p></text:section>",
        &["p Share all data", "p Seen."],
    );
}

#[test]
fn notes_boxes_and_rows() {
    check(
        "<text:p>The Compact<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See the annex.</text:p></text:note-body></text:note> says\
         <draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box><svg:title>A picture</svg:title></draw:frame> so.</text:p>\
         <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>No.</text:p></table:table-cell><table:table-cell><text:p>Text</text:p></table:table-cell></table:table-row></table:table-header-rows>\
         <table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>Share</text:p><text:p>data</text:p></table:table-cell></table:table-row></table:table>",
        &[
            "p The Compact says so.",
            "p Boxed.",
            "row No. | Text",
            "row 1 | Share data",
            "note [1] See the annex.",
        ],
    );
}

#[test]
fn typed_bullets_and_large_lines() {
    check(
        "<text:p><text:span text:style-name='B'>Follow-up</text:span></text:p><text:p>States should:</text:p>\
         <text:p>–<text:tab/>share data;</text:p><text:p>–<text:tab/>publish it.</text:p>",
        &["h1 Follow-up", "p States should:", "li [–] share data;", "li [–] publish it."],
    );
}

#[test]
fn pages_are_told_where_the_counts_agree() {
    let bytes = text("<text:p>One <text:soft-page-break/>goes on.</text:p><text:p>Two.</text:p>");
    let mut canonical = crate::ingest::canonical::Canonical::new();
    assert_eq!(read("report.odt", &bytes, &mut canonical).unwrap().pages, Some(2));
    let pages: Vec<_> = canonical.finish().1.iter().map(|b| b.page).collect();
    assert_eq!(pages, [Some(1), Some(2)]);
}

#[test]
fn a_locked_file_is_said_to_be_locked() {
    let bytes = package(&[("content.xml", "x"), ("META-INF/manifest.xml", "<manifest:encryption-data/>")]);
    let Err(error) = read("report.odt", &bytes, &mut crate::ingest::canonical::Canonical::new()) else {
        panic!("it was read");
    };
    assert!(error.to_string().starts_with("report.odt is locked with a password ("), "{error}");
}

#[test]
fn what_can_be_read_of_a_damaged_text_is_kept() {
    let body: String = (0..100).map(|n| format!("<text:p>Paragraph {n} says something.</text:p>")).collect();
    let whole = text(&body);
    for bytes in [
        whole[..whole.len() - 40].to_vec(),
        text(&body.replacen("</text:p>", "", 3)),
        text(&body[..body.len() - 9]),
    ] {
        let (state, found) = lines(|canonical| read("report.odt", &bytes, canonical));
        assert_eq!(state, ReadState::Damaged);
        assert!(found.len() > 90 && found[1] == "p Paragraph 1 says something.", "{found:?}");
    }
}
