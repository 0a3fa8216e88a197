//! Files written here, and what is read from them.

use super::read;
use crate::ingest::flow::tests::lines;
use crate::model::ReadState;
use proptest::prelude::*;

const HEAD: &str = r"\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset204 Times CYR;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1,h1;}{\s2 Title;}{\*\cs10 heading 5;}{\s3 toc 1;}}{\info{\title Not text}}";

fn lines_of(bytes: &[u8]) -> (ReadState, Vec<String>) {
    lines(|canonical| Ok(read(bytes, canonical)))
}

fn check(body: &str, expected: &[&str]) {
    let (state, found) = lines_of(format!("{{\\rtf1{HEAD}{body}}}").as_bytes());
    assert_eq!(
        (found, state),
        (expected.iter().map(|l| l.to_string()).collect(), ReadState::Whole),
        "{body}"
    );
}

#[test]
fn letters_come_from_code_pages_and_numbers() {
    check(r"caf\'e9 \f2\'cc\'e8\'f0\f0  na\u239\'efve\par", &["p café Мир naïve"]);
    check(r"y \uc2\u8211\'96\'97 x\uc1\u-10179?\u-8704? y\uc0\u233 z\par", &["p y – x😀 yéz"]);
    check(
        r"a\~b \{c\} d\_e f\-g\line h\emdash i\rquote s\ldblquote\rdblquote\par",
        &["p a b {c} d-e fg h—i’s“”"],
    );
}

#[test]
fn styles_say_what_a_paragraph_is() {
    check(
        r"\pard\s2 Report\par\pard\s1 1. Data\par\pard\plain Text.\par\pard\s3 Data 4\par\pard\outlinelevel1 Sharing\par\pard x.\par",
        &["h1 Report", "h1 [1.] Data", "p Text.", "h2 Sharing", "p x."],
    );
    check(
        r"\pard{\b\fs32 Follow-up}\par\pard\plain\fs22 States met for two days and spoke at length.\par",
        &["h1 Follow-up", "p States met for two days and spoke at length."],
    );
}

#[test]
fn items_have_the_label_that_stands_before_them() {
    check(
        r"\pard{\listtext\f1\'b7\tab}\ls1\ilvl0 share data\par{\listtext\tab (a)\tab}\ls1\ilvl1 with all\par\pard{\pntext\f0 2.\tab}{\*\pn\pnlvlbody}publish it\par",
        &["li [•] share data", "li> [(a)] with all", "li [2.] publish it"],
    );
    check(
        r"\bullet\tab share data\par \bullet\tab publish it\par",
        &["li [•] share data", "li [•] publish it"],
    );
}

#[test]
fn notes_stand_after_the_text_and_their_marks_go() {
    check(
        r"The Compact{\super\chftn{\footnote\pard\s4{\super\chftn} See\par the annex.}} says so.\par{\super 2} typed\par On the pilot.{\super 2} 40 m{\super 2}\par",
        &["p The Compact says so.", "note [2] typed", "p On the pilot. 40 m2", "note [1] See the annex."],
    );
}

#[test]
fn rows_hold_their_cells() {
    check(
        r"\trowd\cellx1\cellx2\pard\intbl No.\cell Text\cell\row\trowd\pard\intbl 1\cell Share\par data\cell\row\pard After.\par",
        &["row No. | Text", "row 1 | Share data", "p After."],
    );
}

#[test]
fn what_is_not_text_is_left_out() {
    check(
        r"{\header Head\par}Share {\deleted no }{\v hidden}{\*\unknown thing}{\pict\bin4 {{{{ffd8}all {\*\bkmkstart x}data{\annotation A comment\par}.\par",
        &["p Share all data."],
    );
    check(
        r"{\field{\*\fldinst TOC \\o}{\fldrslt Data 4\par}}{\field{\*\fldinst HYPERLINK x}{\fldrslt Linked}} words.\par",
        &["p Linked words."],
    );
    check(
        r"Around{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Boxed.\par}}{\shprslt Boxed.\par}} it.\par{\upr{ansi}{\*\ud{wide}}}\par",
        &["p Around", "p Boxed.", "p it.", "p wide"],
    );
}

#[test]
fn what_can_be_read_of_a_damaged_file_is_kept() {
    for (file, expected) in [
        (r"{\rtf1 One.\par Two", &["p One.", "p Two"][..]),
        (r"{\rtf1 One.\par}}} Two\par", &["p One.", "p Two"]),
        (r"{\rtf1 One.\'zz\par", &["p One.zz"]),
    ] {
        let (state, found) = lines_of(file.as_bytes());
        assert_eq!(
            (found, state),
            (expected.iter().map(|l| l.to_string()).collect(), ReadState::Damaged),
            "{file}"
        );
    }
    let deep = format!("{{\\rtf1 {}x{}After.\\par}}", "{".repeat(100_000), "}".repeat(100_000));
    assert_eq!(lines_of(deep.as_bytes()), (ReadState::Damaged, vec!["p After.".to_string()]));
}

proptest! {
    #[test]
    fn any_words_and_groups_are_read(file in r"(\\(par|pard|cell|row|intbl|footnote|u|'e9|bin|shptxt|fldinst|listtext|\*|~)-?[0-9]{0,3} ?|[{} a-z]){0,80}") {
        let (_, found) = lines_of(format!("{{\\rtf1 {file}").as_bytes());
        prop_assert!(found.iter().all(|line| !line.contains('\n')));
    }
}
