//! Small files made here, each with one thing to get right.

use super::*;
use crate::model::Block;
use proptest::prelude::*;
use std::fmt::Write;

/// Draws a page: a letter of the size 10 is 6 wide, and places are counted from the upper left corner.
#[derive(Default, Clone)]
struct Sheet {
    content: String,
}

const HEIGHT: f32 = 800.0;

impl Sheet {
    fn text(mut self, x: f32, y: f32, size: f32, bold: bool, words: &str) -> Self {
        let font = if bold { "F2" } else { "F1" };
        let y = HEIGHT - y;
        let shown: String = words
            .chars()
            .map(|c| match c {
                '(' | ')' | '\\' => format!("\\{c}"),
                '•' => "\\225".to_owned(),
                c if c.is_ascii() => c.to_string(),
                c => format!("\\{:o}", u32::from(c)),
            })
            .collect();
        let _ = writeln!(self.content, "BT /{font} {size} Tf {x} {y} Td ({shown}) Tj ET");
        self
    }

    /// Lines of running text, 12 apart.
    fn lines(self, x: f32, y: f32, lines: &[&str]) -> Self {
        lines
            .iter()
            .zip(0u8..)
            .fold(self, |sheet, (line, n)| sheet.text(x, y + 12.0 * f32::from(n), 10.0, false, line))
    }

    fn rule(mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        let _ = writeln!(self.content, "{x0} {} m {x1} {} l S", HEIGHT - y0, HEIGHT - y1);
        self
    }

    fn square(mut self, x: f32, y: f32) -> Self {
        let _ = writeln!(self.content, "{x} {} 3 3 re f", HEIGHT - y);
        self
    }
}

/// A file of pages.
fn file(pages: &[Sheet]) -> Vec<u8> {
    let widths = "600 ".repeat(224);
    let font = |name: &str| {
        format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [{widths}] >>"
        )
    };
    let kids: String = (0..pages.len()).map(|n| format!("{} 0 R ", 5 + 2 * n)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", pages.len()),
        font("Courier"),
        font("Courier-Bold"),
    ];
    for (n, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 {HEIGHT}] /Contents {} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
            6 + 2 * n
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{}\nendstream", page.content.len(), page.content));
    }
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj\n{object}\nendobj", n + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF", objects.len() + 1);
    out.into_bytes()
}

fn blocks(bytes: &[u8]) -> (PdfFacts, String, Vec<Block>) {
    let mut canonical = Canonical::new();
    let facts = read("report.pdf", bytes, None, &mut canonical).expect("the file opens");
    let (text, blocks) = canonical.finish();
    (facts, text, blocks)
}

/// Each block as "kind label|words".
fn check(pages: &[Sheet], expected: &[&str]) {
    let (_, text, blocks) = blocks(&file(pages));
    let told: Vec<String> = blocks
        .iter()
        .map(|b| {
            let kind = match b.kind {
                BlockKind::Heading { level } => format!("h{level}"),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::ListItem => format!("i{}", b.depth),
                BlockKind::Footnote => "n".to_owned(),
                BlockKind::TableRow => "r".to_owned(),
                BlockKind::Caption => "c".to_owned(),
            };
            format!("{kind} {}|{}", b.label.as_deref().unwrap_or(""), &text[b.range()])
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn lines_become_paragraphs_and_broken_words_are_joined() {
    let page = Sheet::default()
        .lines(
            60.0,
            100.0,
            &[
                "The harbour towns met in spring to talk about work, homes and the regis-",
                "tration of people who come for a season and stay on in a cross-regional",
                "way. They spoke of cross-regional talks.",
            ],
        )
        .lines(60.0, 156.0, &["Another paragraph stands further down."]);
    check(
        &[page],
        &[
            "p |The harbour towns met in spring to talk about work, homes and the registration of people who come for a season and stay on in a cross-regional way. They spoke of cross-regional talks.",
            "p |Another paragraph stands further down.",
        ],
    );
}

#[test]
fn items_with_bullets_and_numbers_that_stand_apart() {
    let page = Sheet::default()
        .text(60.0, 100.0, 10.0, false, "•")
        .lines(78.0, 100.0, &["Open the town hall on market days for all who need a", "paper."])
        .text(60.0, 124.0, 10.0, false, "•")
        .lines(78.0, 124.0, &["Close the old pier."])
        .text(100.0, 160.0, 10.0, false, "12.1.")
        .text(145.0, 160.0, 10.0, false, "Pay the ferrymen on time and see to it that")
        .lines(60.0, 172.0, &["boats are safe (Amaria);"])
        .text(100.0, 184.0, 10.0, false, "12.2.")
        .text(145.0, 184.0, 10.0, false, "Ask them first (Drosk);");
    check(
        &[page],
        &[
            "i0 •|Open the town hall on market days for all who need a paper.",
            "i0 •|Close the old pier.",
            "i1 12.1.|Pay the ferrymen on time and see to it that boats are safe (Amaria);",
            "i1 12.2.|Ask them first (Drosk);",
        ],
    );
}

#[test]
fn bullets_may_be_drawn() {
    let page = Sheet::default()
        .lines(60.0, 100.0, &["The towns agreed on the following steps, which the mayors will take:"])
        .square(66.0, 122.0)
        .lines(
            80.0,
            124.0,
            &[
                "share the list of beds with each other every evening of winter so",
                "that nobody sleeps outside",
            ],
        )
        .square(66.0, 146.0)
        .lines(80.0, 148.0, &["print one map"]);
    check(
        &[page],
        &[
            "p |The towns agreed on the following steps, which the mayors will take:",
            "i0 •|share the list of beds with each other every evening of winter so that nobody sleeps outside",
            "i0 •|print one map",
        ],
    );
}

#[test]
fn columns_are_read_one_after_another_even_if_drawn_row_by_row() {
    let left = [
        "The left column speaks of",
        "boats that cross the wide",
        "river in the morning and",
        "come back with the last of",
        "the light, and of those who",
    ];
    let right = [
        "wait for them. The right is",
        "about the school on a hill",
        "to which all children can",
        "walk, whatever papers they",
        "hold in their small hands.",
    ];
    let mut page = Sheet::default();
    for (n, (l, r)) in left.iter().zip(right).enumerate() {
        let y = 100.0 + 12.0 * n as f32;
        page = page.text(60.0, y, 10.0, false, l).text(320.0, y, 10.0, false, r);
    }
    check(&[page], &[&format!("p |{} {}", left.join(" "), right.join(" "))]);
}

#[test]
fn what_repeats_at_the_edges_goes_and_sentences_cross_pages() {
    let page = |n: usize, words: &[&str]| {
        Sheet::default()
            .text(60.0, 40.0, 9.0, false, "Report of the harbour meeting")
            .lines(60.0, 100.0, words)
            .text(300.0, 770.0, 9.0, false, &format!("- {n} -"))
    };
    check(
        &[
            page(1, &["One sentence begins here and it goes on over the edge of the first page"]),
            page(2, &["to the second. There the next one begins and it does not end before the"]),
            page(3, &["third."]),
        ],
        &[
            "p |One sentence begins here and it goes on over the edge of the first page to the second. There the next one begins and it does not end before the third.",
        ],
    );
}

#[test]
fn notes_leave_the_text_and_so_do_their_marks() {
    let first = Sheet::default()
        .lines(60.0, 100.0, &["The towns met in the old hall for the first time in many years and spoke"])
        .text(60.0, 112.0, 10.0, false, "of the sea")
        .text(120.0, 108.5, 6.0, false, "1")
        .text(126.0, 112.0, 10.0, false, "and of 30 km")
        .text(198.0, 108.5, 6.0, false, "2")
        .text(204.0, 112.0, 10.0, false, "of land, which they want to")
        .rule(60.0, 715.0, 180.0, 715.0)
        .text(60.0, 725.0, 6.0, false, "1")
        .text(66.0, 728.0, 9.0, false, "As it was in spring.");
    let second = Sheet::default().lines(60.0, 100.0, &["keep."]);
    check(
        &[first, second],
        &[
            "p |The towns met in the old hall for the first time in many years and spoke of the sea and of 30 km2 of land, which they want to keep.",
            "n 1|As it was in spring.",
        ],
    );
}

#[test]
fn headings_by_size_weight_and_number() {
    let page = Sheet::default()
        .text(60.0, 60.0, 18.0, true, "The harbour report")
        .text(60.0, 100.0, 14.0, true, "I. Work and homes")
        .lines(
            60.0,
            124.0,
            &["The meeting opened on time and many people came from all of the five towns", "to hear it."],
        )
        .text(60.0, 160.0, 10.0, true, "Work")
        .lines(60.0, 178.0, &["There was little to say of it that had not been said before in the town."])
        .text(60.0, 204.0, 10.0, true, "Bold words that end like a sentence are no heading.");
    check(
        &[page],
        &[
            "h1 |The harbour report",
            "h2 I.|Work and homes",
            "p |The meeting opened on time and many people came from all of the five towns to hear it.",
            "h3 |Work",
            "p |There was little to say of it that had not been said before in the town.",
            "p |Bold words that end like a sentence are no heading.",
        ],
    );
}

fn ruled(sheet: Sheet, ys: &[f32]) -> Sheet {
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let sheet = ys.iter().fold(sheet, |s, y| s.rule(60.0, *y, 500.0, *y));
    [60.0, 120.0, 400.0, 500.0].iter().fold(sheet, |s, x| s.rule(*x, top, *x, bottom))
}

#[test]
fn rows_of_a_table_keep_their_cells() {
    let head = |s: Sheet| {
        s.text(64.0, 112.0, 10.0, true, "No.")
            .text(124.0, 112.0, 10.0, true, "What to do")
            .text(404.0, 112.0, 10.0, true, "Who")
    };
    let first =
        ruled(head(Sheet::default().lines(60.0, 80.0, &["Before the table."])), &[100.0, 116.0, 145.0])
            .text(64.0, 128.0, 10.0, false, "1")
            .lines(124.0, 128.0, &["Mend the pier before the", "winter and the harbour"])
            .text(404.0, 128.0, 10.0, false, "Amaria");
    let second = ruled(head(Sheet::default()), &[100.0, 116.0, 130.0, 145.0])
        .text(124.0, 127.0, 10.0, false, "wall after it.")
        .text(64.0, 140.0, 10.0, false, "2")
        .text(124.0, 140.0, 10.0, false, "Paint the boats.")
        .text(404.0, 140.0, 10.0, false, "Drosk")
        .lines(60.0, 180.0, &["After the table."]);
    check(
        &[first, second],
        &[
            "p |Before the table.",
            "r |No.\tWhat to do\tWho",
            "r |1\tMend the pier before the winter and the harbour wall after it.\tAmaria",
            "r |2\tPaint the boats.\tDrosk",
            "p |After the table.",
        ],
    );
}

#[test]
fn rows_without_rules_are_seen_by_where_their_cells_begin() {
    let mut page = Sheet::default().lines(60.0, 80.0, &["What to do, and who:"]);
    for (n, (what, more, who)) in [
        ("Mend the pier before", "the winter comes", "Amaria"),
        ("Paint the boats", "", "Drosk"),
        ("Light the", "lamps", "All"),
    ]
    .iter()
    .enumerate()
    {
        let y = 110.0 + 34.0 * n as f32;
        page = page.text(60.0, y, 10.0, false, what).text(300.0, y, 10.0, false, who);
        if !more.is_empty() {
            page = page.text(60.0, y + 12.0, 10.0, false, more);
        }
    }
    check(
        &[page],
        &[
            "p |What to do, and who:",
            "r |Mend the pier before the winter comes\tAmaria",
            "r |Paint the boats\tDrosk",
            "r |Light the lamps\tAll",
        ],
    );
}

#[test]
fn a_picture_of_a_page_has_no_text_layer() {
    let (facts, text, _) = blocks(&file(&[Sheet::default().rule(0.0, 0.0, 600.0, 0.0)]));
    assert_eq!((facts.state, facts.pages, text.as_str()), (ReadState::NoTextLayer, 1, ""));
    let cover = Sheet::default().lines(60.0, 300.0, &["A report of which only this page is text."]);
    let pictures = vec![Sheet::default(); 9];
    let (facts, text, _) = blocks(&file(&[&[cover], pictures.as_slice()].concat()));
    assert_eq!((facts.state, facts.pages), (ReadState::NoTextLayer, 10));
    assert_eq!(text, "A report of which only this page is text.\n");
}

#[test]
fn passwords_are_asked_for_and_tried() {
    let locked = include_bytes!("../../../tests/data/locked.pdf");
    let open = |password: Option<&str>| {
        let mut canonical = Canonical::new();
        let facts = read("locked.pdf", locked, password, &mut canonical);
        facts.map(|_| canonical.finish().0).map_err(|e| e.to_string())
    };
    assert_eq!(open(Some("harbour")), Ok("A word behind a lock.\n".to_owned()));
    for (password, told) in [(None, "wants a password"), (Some("pier"), "does not open")] {
        let why = open(password).expect_err("it is locked");
        assert!(why.contains(told) && why.contains("--password-file"), "{why}");
    }
}

#[test]
fn a_file_without_pages_says_so() {
    for bytes in [&b""[..], b"%PDF-1.4", b"%PDF-1.4\ntrailer << >>", &[0; 500]] {
        let mut canonical = Canonical::new();
        let error = read("broken.pdf", bytes, None, &mut canonical).expect_err("nothing can be read");
        assert!(error.to_string().starts_with("broken.pdf "), "{error}");
    }
}

#[test]
fn damaged_files_are_read_as_far_as_they_go_and_never_panic() {
    let page = Sheet::default().lines(
        60.0,
        300.0,
        &["One line of words that is long enough to be seen", "and another one."],
    );
    let whole = file(&[page.clone(), page]);
    let mut seed = 7u32;
    let mut next = |bound: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % bound.max(1)
    };
    for round in 0..200 {
        let mut bytes = whole.clone();
        if round % 2 == 0 {
            bytes.truncate(next(whole.len()));
        }
        for _ in 0..round / 8 {
            if let Some(byte) =
                (!bytes.is_empty()).then(|| next(bytes.len())).and_then(|at| bytes.get_mut(at))
            {
                *byte = next(256) as u8;
            }
        }
        let mut canonical = Canonical::new();
        let _ = read("damaged.pdf", &bytes, None, &mut canonical);
        let (text, blocks) = canonical.finish();
        assert!(blocks.iter().all(|b| text.get(b.range()).is_some_and(|w| !w.is_empty())));
    }
    let mut cut = whole.clone();
    cut.truncate(whole.len() - 120);
    let (facts, text, _) = blocks(&cut);
    assert_eq!(facts.pages, 2);
    assert!(text.contains("another one."));
}

fn any_span() -> impl Strategy<Value = page::Span> {
    let words =
        prop_oneof!["[A-Za-z(). ]{0,12}", "[0-9]{1,3}[.)]?", "•|–|\u{fffd}|-", "[ء-ي ]{1,8}", "\\PC{0,6}"];
    (words, -50.0f32..700.0, 0.0f32..300.0, -20.0f32..900.0, 0.1f32..40.0, any::<(bool, bool, u8)>())
        .prop_map(|(text, x, width, y, size, (logical, bold, tag))| {
            let kind = match tag % 9 {
                0 => Some(page::TagKind::Paragraph),
                1 => Some(page::TagKind::Heading(tag % 7)),
                2 => Some(page::TagKind::Item),
                3 => Some(page::TagKind::Label),
                4 => Some(page::TagKind::Cell(u32::from(tag / 64))),
                5 => Some(page::TagKind::Note),
                _ => None,
            };
            let tag = kind.map(|kind| page::Tag { kind, element: u32::from(tag / 16), lists: tag % 3 });
            page::Span { text, logical, x, end_x: x + width, y, size, bold, tag }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_stands_on_a_page_becomes_valid_blocks(
        sheets in prop::collection::vec(prop::collection::vec(any_span(), 0..60), 1..5),
        rules in prop::collection::vec((0.0f32..600.0, 0.0f32..800.0, 0.0f32..400.0, any::<bool>()), 0..30),
        dots in prop::collection::vec((0.0f32..600.0, 0.0f32..800.0), 0..10),
    ) {
        let count = sheets.len() as u32;
        let mut furniture = furniture::Furniture::default();
        let rules: Vec<Rule> = rules.iter().map(|(x, y, long, across)| {
            let (x1, y1) = if *across { (x + long, *y) } else { (*x, y + long) };
            Rule { x0: *x, y0: *y, x1, y1 }
        }).collect();
        let pages: Vec<Page> = sheets.iter().map(|spans| {
            let pieces = pieces::pieces(spans);
            furniture.see(&pieces, HEIGHT);
            Page { height: HEIGHT, pieces, rules: rules.clone(), dots: dots.clone() }
        }).collect();
        let mut canonical = Canonical::new();
        write(pages, &furniture, &mut canonical);
        let (text, blocks) = canonical.finish();
        let mut end = 0;
        for block in &blocks {
            prop_assert!(block.start >= end && text.get(block.range()).is_some_and(|w| !w.is_empty()));
            prop_assert!(block.page.is_some_and(|p| (1..=count).contains(&p)));
            end = block.end;
        }
    }
}

/// The folder of shared documents, where this machine has one.
fn corpus() -> Option<std::path::PathBuf> {
    let found = std::env::var_os("RAPPORTEUR_CORPUS").map(std::path::PathBuf::from);
    if found.is_none() {
        println!("skipped: RAPPORTEUR_CORPUS is not set");
    }
    found
}

#[test]
fn every_recommendation_of_a_review_report_is_whole_in_one_block() {
    let Some(corpus) = corpus() else { return };
    // The lists have some signs wrong.
    let letters = |words: &str| words.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    for name in ["upr/ghana2012", "upr/mexico2013", "iom/brief-fr"] {
        let bytes = std::fs::read(corpus.join(name).with_extension("pdf")).expect("the corpus has the file");
        let gold =
            std::fs::read_to_string(corpus.join(name).with_extension("gold.jsonl")).expect("and its list");
        let (facts, text, blocks) = blocks(&bytes);
        assert_eq!(facts.state, ReadState::Whole);
        let read: Vec<String> = blocks.iter().map(|b| letters(&text[b.range()])).collect();
        let told: Vec<String> = gold
            .lines()
            .filter_map(|line| {
                serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(letters)
            })
            .collect();
        let found = told.iter().filter(|t| read.iter().any(|r| r.contains(t.as_str()))).count();
        assert!(found * 100 >= told.len() * 97, "{name}: {found} of {}", told.len());
    }
}

#[test]
fn hostile_files_are_answered() {
    let Some(corpus) = corpus() else { return };
    let files = std::fs::read_dir(corpus.join("hostile")).expect("the corpus has the folder");
    for path in
        files.filter_map(|f| Some(f.ok()?.path())).filter(|p| p.extension().is_some_and(|e| e == "pdf"))
    {
        let bytes = std::fs::read(&path).expect("the file can be read");
        let _ = read("hostile.pdf", &bytes, None, &mut Canonical::new());
    }
}
