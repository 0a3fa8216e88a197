//! Whole texts to blocks, case by case.

use super::read;
use crate::ingest::canonical::Canonical;
use crate::model::{Block, BlockKind};
use proptest::prelude::*;

fn blocks(text: &str, markdown: bool) -> (String, Vec<Block>, Option<u32>) {
    let mut canonical = Canonical::new();
    let pages = read(text, markdown, &mut canonical);
    let (text, blocks) = canonical.finish();
    (text, blocks, pages)
}

fn show(text: &str, block: &Block) -> String {
    let kind = match block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::ListItem => format!("li{}", block.depth),
        BlockKind::Footnote => "note".to_owned(),
        BlockKind::TableRow => "row".to_owned(),
        BlockKind::Caption => "caption".to_owned(),
    };
    let label = block.label.as_deref().map(|l| format!(" [{l}]")).unwrap_or_default();
    format!("{kind}{label} {}", &text[block.range()])
}

#[track_caller]
fn check(text: &str, want: &[&str]) {
    let (canonical, blocks, _) = blocks(text, false);
    let found: Vec<String> = blocks.iter().map(|b| show(&canonical, b)).collect();
    assert_eq!(found, want, "{text}");
}

const PROSE: &str = "The delegates who met in the old harbour town for two days spoke of\nwork, of homes and of the sea, and they said that nobody should have to\nwait a year for a paper that takes an hour.";
const PROSE_LINE: &str = "p The delegates who met in the old harbour town for two days spoke of work, of homes and of the sea, and they said that nobody should have to wait a year for a paper that takes an hour.";

#[test]
fn wrapped_lines_are_one_paragraph() {
    check(&format!("{PROSE}\n\n{PROSE}\n"), &[PROSE_LINE, PROSE_LINE]);
}

#[test]
fn headings_by_number_capitals_and_lines() {
    check(
        &format!(
            "1. Homes\n\n{PROSE}\n\n1.1 Rents\n\n{PROSE}\n\nANNEX I: STEPS\n\n{PROSE}\n\nClosing words\n-------------\n{PROSE}\n"
        ),
        &[
            "h1 [1.] Homes",
            PROSE_LINE,
            "h2 [1.1] Rents",
            PROSE_LINE,
            "h1 ANNEX I: STEPS",
            PROSE_LINE,
            "h2 Closing words",
            PROSE_LINE,
        ],
    );
}

#[test]
fn items_are_not_headings_and_keep_their_depth() {
    check(
        &format!(
            "{PROSE}\n\n1. Open the schools of the coast in the evening so that those who work by\n   day can learn.\n2. Share data:\n   (a) on boats;\n   (b) on homes.\n3. Fund clinics.\n"
        ),
        &[
            PROSE_LINE,
            "li0 [1.] Open the schools of the coast in the evening so that those who work by day can learn.",
            "li0 [2.] Share data:",
            "li1 [(a)] on boats;",
            "li1 [(b)] on homes.",
            "li0 [3.] Fund clinics.",
        ],
    );
}

#[test]
fn an_item_runs_over_a_page_with_its_head_number_and_note() {
    let page = |n: u32, words: &str| {
        format!("Harbour dialogue                      {n}\n\n{words}\n\n                  {n}\n")
    };
    let text = [
        page(1, PROSE),
        page(2, "- Open the schools of the coast in the evening and give those who work1\n\n1 By day or by night.\nSee above."),
        page(3, "by day a place to learn.\n- Share data."),
        page(4, PROSE),
    ]
    .join("\u{c}");
    check(
        &text,
        &[
            PROSE_LINE,
            "li0 [-] Open the schools of the coast in the evening and give those who work by day a place to learn.",
            "note [1] By day or by night. See above.",
            "li0 [-] Share data.",
            PROSE_LINE,
        ],
    );
    assert_eq!(blocks(&text, false).2, Some(4));
}

#[test]
fn a_web_copy_has_a_paragraph_a_line() {
    check(
        "Strong Ties Along the Coast\nThe mayors met in May. They spoke of work and homes and agreed on a good deal more than they had in the year before.\nThey will meet again.\n-\nShare data\n*Names stand as agreed.\n",
        &[
            "h1 Strong Ties Along the Coast",
            "p The mayors met in May. They spoke of work and homes and agreed on a good deal more than they had in the year before.",
            "p They will meet again.",
            "li0 [-] Share data",
            "note [*] Names stand as agreed.",
        ],
    );
}

#[test]
fn contents_are_rows() {
    check(
        "Contents\n\n1. Homes ........ 3\n2. Work ......... 4\n",
        &["h1 Contents", "row 1. Homes\t3", "row 2. Work\t4"],
    );
}

#[test]
fn a_transcription_is_put_in_order() {
    let filler =
        "The mayors spoke of work and of homes and of the sea for a long while before they went on. "
            .repeat(6);
    let page = |n: u32, words: &str| format!("{n} {words} {filler}Dialogue of the Harbour Mayors {n}\n\n");
    let text = format!(
        "Dialogue of the Harbour Mayors\n\nTranscription\n\n{}{}{}{}{}Other report\n\nOther report The towns should share nothing\n\nMore information\n",
        page(1, "They met."),
        page(2, "3.1 Steps for the towns of the coast The mayors agreed on steps."),
        page(3, "1. Share data on boats There is little of it."),
        page(4, "2. Open schools in the evening This helps those who work."),
        page(5, "They left."),
    );
    let (canonical, blocks, pages) = blocks(&text, false);
    let headings: Vec<String> =
        blocks.iter().filter(|b| b.heading_level().is_some()).map(|b| show(&canonical, b)).collect();
    assert_eq!(
        headings,
        [
            "h1 Dialogue of the Harbour Mayors",
            "h1 [3.1] Steps for the towns of the coast",
            "h5 [1.] Share data on boats",
            "h5 [2.] Open schools in the evening",
        ]
    );
    assert!(!canonical.contains("nothing"), "the excerpts after the end are no part of it");
    assert!(!canonical.contains("Mayors 3"), "running heads go");
    assert_eq!(pages, Some(5));
}

proptest! {
    #[test]
    fn any_text_gives_valid_blocks(
        pieces in proptest::collection::vec("[a-zA-Zé«»“” .,;:()\\[\\]*_#>|`~\\-•0-9³\t\r]{0,24}|\n|\n\n|\u{c}|1\\. |- |\\(a\\) |____|\\| a \\| b \\||\\|---\\|", 0..40),
        markdown: bool,
    ) {
        let text = pieces.concat();
        let (canonical, blocks, _) = blocks(&text, markdown);
        let mut last = 0;
        for block in &blocks {
            prop_assert!(block.start >= last && block.start < block.end);
            prop_assert!(canonical.get(block.range()).is_some());
            last = block.end;
        }
    }

    #[test]
    fn wild_text_never_panics(text in "\\PC{0,200}", markdown: bool) {
        blocks(&text, markdown);
    }
}
