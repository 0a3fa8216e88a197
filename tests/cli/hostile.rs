//! Documents made to do harm: each is read within bounds or refused in one line, and what they hold steers nothing.

use crate::desk::Desk;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The name of a hostile file, its bytes, and what is to be said of it.
type Hostile = (&'static str, Vec<u8>, Outcome);

#[derive(Debug, Clone, Copy)]
enum Outcome {
    /// It comes in, with nothing harmful in it.
    In,
    /// It is refused, in these words.
    Refused(&'static str),
}
use Outcome::{In, Refused};

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // The kind of a package stands in it unpacked.
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", document.as_bytes())])
}

fn odt(text: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b'><office:body><office:text>{text}\
         </office:text></office:body></office:document-content>"
    );
    let kind = b"application/vnd.oasis.opendocument.text";
    archive(&[("mimetype", kind), ("content.xml", content.as_bytes())])
}

/// A page whose only content is packed twice.
fn pdf(content: &[u8]) -> Vec<u8> {
    let pack = |bytes: &[u8]| {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    };
    let packed = pack(&pack(content));
    let mut file = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
        .to_vec();
    let head = format!("4 0 obj<</Length {}/Filter[/FlateDecode/FlateDecode]>>stream\n", packed.len());
    file.extend(head.as_bytes());
    file.extend(packed);
    file.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    file
}

/// The files of one kind of harm, each imported on its own beside a sound one.
fn check(files: Vec<Hostile>) {
    let desk = Desk::with_report();
    for (name, bytes, outcome) in files {
        let before = desk.run(&["documents"]).out;
        desk.write(name, bytes);
        let ran = desk.run(&["import", name]);
        let told: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("rapporteur: ")).collect();
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        match outcome {
            In => assert!(
                ran.err.len() < 2_000
                    && ran.code == 0
                    && ["new\t", "near\t"].iter().any(|is| ran.out.starts_with(is)),
                "{name}: {ran:?}"
            ),
            Refused(words) => {
                assert_eq!((ran.code, told.len()), (1, 1), "{name}: {ran:?}");
                assert!(told[0].contains(words) && told[0].contains(name), "{name}: {}", told[0]);
                assert_eq!(desk.run(&["documents"]).out, before, "{name}");
            }
        }
        let _ = std::fs::remove_file(desk.path(name));
    }
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let blanks = vec![b' '; 65 << 20];
    let bomb = archive(&[("mimetype", b"x"), ("word/document.xml", &blanks)]);
    assert!(bomb.len() < 1 << 20);
    check(vec![
        ("bomb.docx", bomb, Refused("")),
        ("bomb.pdf", pdf(&blanks[..8 << 20]), In),
        ("parts.docx", archive(&vec![("a", &b""[..]); 1]), Refused("ZIP archive")),
    ]);
}

#[test]
fn tables_with_very_many_columns_are_bounded() {
    // Of a million each takes seconds, and minutes without optimisation.
    const COLUMNS: usize = 100_000;
    let cells = format!("<table><tr>{}</tr></table>", "<td>x".repeat(COLUMNS));
    let spans = "<table><tr><td colspan=1000000000 rowspan=1000000000>Open schools<td>x</table><p>Ports should be lit.";
    let row = |cell: &str| {
        format!("recommendation,{}\nOpen schools,{}\n", cell.repeat(COLUMNS), cell.repeat(COLUMNS))
    };
    let repeated = "<table:table><table:table-row table:number-rows-repeated='1000000000'>\
        <table:table-cell table:number-columns-repeated='1000000000'><text:p>Open schools</text:p></table:table-cell>\
        </table:table-row></table:table>";
    let grid = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr><w:p><w:r><w:t>Open schools</w:t></w:r></w:p>\
        </w:tc></w:tr></w:tbl>";
    let pipes = format!(
        "# Report\n\n|{}\n|{}\n|{}\n",
        "a|".repeat(COLUMNS),
        "-|".repeat(COLUMNS),
        "x|".repeat(COLUMNS)
    );
    let fields: String = (0..20_000).map(|n| format!("\"f{n}\":\"x\",")).collect();
    check(vec![
        ("cells.html", cells.into_bytes(), In),
        ("spans.html", spans.into(), In),
        ("columns.csv", row("x,").into_bytes(), In),
        ("repeated.odt", odt(repeated), In),
        ("grid.docx", docx(grid), In),
        ("pipes.md", pipes.into_bytes(), In),
        (
            "fields.jsonl",
            format!("{{{fields}\"text\":\"Open schools\"}}\n").into_bytes(),
            Refused("too large a table"),
        ),
    ]);
}

#[test]
fn what_nests_without_end_is_bounded() {
    const DEEP: usize = 10_000;
    let nested = |open: &str, close: &str| format!("{}Open schools{}", open.repeat(DEEP), close.repeat(DEEP));
    let items: String = (0..DEEP).map(|n| format!("{}- item {n}\n", "  ".repeat(n % 2_000))).collect();
    let json = format!("{{\"text\":\"Open schools\",\"tags\":{}{}}}\n", "[".repeat(DEEP), "]".repeat(DEEP));
    let levels: String = (0..300)
        .map(|n| {
            format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='{n}'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Level {n}</w:t></w:r></w:p>")
        })
        .collect();
    check(vec![
        ("lists.html", nested("<ul><li>", "</li></ul>").into_bytes(), Refused("nests")),
        ("quotes.md", format!("{}Open schools", "> ".repeat(DEEP)).into_bytes(), In),
        ("items.md", items.into_bytes(), In),
        (
            "lists.odt",
            odt(&nested("<text:list><text:list-item>", "</text:list-item></text:list>")),
            Refused(""),
        ),
        ("levels.docx", docx(&levels), In),
        ("groups.rtf", format!("{{\\rtf1 {}\\par After.\\par}}", nested("{", "}")).into_bytes(), In),
        ("arrays.jsonl", json.into_bytes(), Refused("")),
        ("brackets.pdf", format!("%PDF-1.7\n1 0 obj{}endobj\n", "[".repeat(DEEP)).into_bytes(), Refused("")),
    ]);
}

#[test]
fn entities_do_not_multiply() {
    let mut entities = "<!ENTITY a0 'lololololololololo'>".to_string();
    for n in 1..12 {
        entities += &format!("<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10));
    }
    let document =
        |body: &str| format!("<!DOCTYPE x [{entities}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>{body}");
    let in_docx = document(
        "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Open schools &a11; &f;</w:t></w:r></w:p></w:body></w:document>",
    );
    let in_odt = document(
        "<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text><text:p>Open schools &a11; &f;</text:p>\
         </office:text></office:body></office:document-content>",
    );
    let in_page = document("<html><body><p>Open schools &a11; &f;</p></body></html>");
    let kind = &b"application/vnd.oasis.opendocument.text"[..];
    let desk = Desk::empty();
    for (name, bytes) in [
        ("a.docx", archive(&[("word/document.xml", in_docx.as_bytes())])),
        ("a.odt", archive(&[("mimetype", kind), ("content.xml", in_odt.as_bytes())])),
        ("a.html", in_page.into_bytes()),
    ] {
        desk.write(name, bytes);
        let ran = desk.run(&["import", name]);
        assert!(ran.code < 2 && !ran.err.contains("panicked"), "{name}: {ran:?}");
        let db = rusqlite::Connection::open(desk.path("store.db")).unwrap();
        let most: Option<i64> =
            db.query_row("SELECT max(length(text)) FROM content", [], |row| row.get(0)).unwrap();
        assert!(most.unwrap_or(0) < 10_000, "{name} became {most:?} bytes, packed");
        let shown =
            desk.run(&["show", "--document", "1"]).out + &desk.run(&["list", "--format", "jsonl"]).out;
        assert!(!shown.contains("root:"), "no file is looked into");
    }
}

#[test]
fn lines_without_end_are_read() {
    const LONG: usize = 1 << 18;
    let words = "Ports should be lit at night ".repeat(LONG / 29);
    let letters = "x".repeat(LONG);
    check(vec![
        ("words.txt", words.clone().into_bytes(), In),
        ("letters.txt", letters.clone().into_bytes(), In),
        ("words.md", format!("# {words}\n").into_bytes(), In),
        ("letters.html", format!("<p>{letters}").into_bytes(), In),
        ("cell.csv", format!("recommendation\n{words}\n").into_bytes(), In),
        ("line.jsonl", format!("{{\"text\":\"{words}\"}}\n").into_bytes(), In),
        ("words.rtf", format!("{{\\rtf1 {words}\\par}}").into_bytes(), In),
        ("words.docx", docx(&format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")), In),
    ]);
}

/// Whatever words a document puts where, no character of it steers a terminal, and no cell begins a formula.
#[test]
fn no_word_of_a_document_steers_what_shows_it() {
    let evil = "=1+\u{202e}cmd\u{1b}]0;owned\u{7}\u{9b}31m\u{2066}\u{feff}";
    let desk = Desk::empty();
    let row = serde_json::json!({
        "text": format!("{evil} Open schools for all children."), "section": [format!("{evil} heading")],
        "lead_in": format!("{evil} States should:"), "proposers": [format!("{evil} Chad")], "addressees": [format!("@{evil}")],
        "document": {"title": format!("{evil} title"), "date": "2024", "region": evil, "language": "en"},
        "note": format!("-{evil}"), "verdict": "keep",
    });
    desk.write("evil.jsonl", format!("{row}\n"));
    desk.write(
        "evil.html",
        format!(
            "<title>{evil} page</title><h1>{evil} Recommendations</h1><ul><li>Light the port {evil} at night.</ul>"
        ),
    );
    desk.write(
        "evil.txt",
        format!("{evil} Report\n\nRecommendations\n\n- Train the guards {evil} at night.\n"),
    );
    let arguments =
        ["import", "evil.jsonl", "evil.html", "evil.txt", "--decisions", "--event", evil, "--place", evil];
    let imported = desk.run(&arguments[..4]);
    assert_eq!(imported.code, 0, "{imported:?}");
    let ids = desk.ids();
    assert!(ids.len() >= 3, "{ids:?}");
    for id in &ids {
        assert_eq!(desk.run(&["tag", id, "--note", evil, "--verdict", "keep"]).code, 0);
    }
    let documents = desk.run(&["documents", "--format", "jsonl"]).out;
    let document = serde_json::from_str::<serde_json::Value>(documents.lines().next().unwrap()).unwrap();
    let document = document["id"].as_str().unwrap().to_string();
    assert_eq!(desk.run(&["document", "edit", &document, "--title", evil, "--event", evil]).code, 0);
    let commands: &[&[&str]] = &[
        &["documents"],
        &["documents", "--format", "jsonl"],
        &["show", "--document", &document],
        &["show", "--document", &document, "--blocks"],
        &["show", &ids[0]],
        &["list"],
        &["list", "--format", "csv"],
        &["list", "--format", "jsonl"],
        &["stats"],
        &["export", "--format", "csv"],
        &["export", "--format", "jsonl"],
        &["export", "--format", "md"],
        &["export", "--format", "html"],
        &["import", "evil.jsonl"],
        &["import", "nowhere\u{1b}[31m.txt"],
        &["list", "--search", "cluster:\u{1b}[31m"],
        &["show", "\u{1b}[31m"],
    ];
    for command in commands {
        let ran = desk.run(command);
        let shown = format!("{}{}", ran.out, ran.err);
        assert!(!shown.is_empty(), "{command:?}");
        let steers = |c: char| rapporteur::model::text::is_hostile(c) && c != '\r';
        let at = shown.find(steers).map(|at| shown[at..].chars().take(30).collect::<String>());
        // A table begins with the mark of its encoding, which Excel asks for.
        let is_mark = shown.starts_with('\u{feff}') && !shown[3..].contains(steers);
        assert!(at.is_none() || is_mark, "{command:?}: {at:?}");
        if command.contains(&"csv") {
            let begins_formula = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '@', '\t']);
            assert!(!ran.out.lines().flat_map(|line| line.split(',')).any(begins_formula), "{}", ran.out);
        }
    }
}

/// What the fuzz targets found, kept as they found it or cut down: each comes in or fails alone, in one line.
#[test]
fn what_a_fuzzer_found_harms_nothing_else() {
    let workbook = |cells: &str| {
        let sheet = format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>");
        let relations = |of: &str, kind: &str, target: &str| {
            let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            format!(
                "<Relationships{of}><Relationship Id=\"r1\" Type=\"{base}/{kind}\" Target=\"{target}\"/></Relationships>"
            )
        };
        archive(&[
            ("_rels/.rels", relations("", "officeDocument", "xl/workbook.xml").as_bytes()),
            ("xl/workbook.xml", b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", relations("", "worksheet", "worksheets/sheet1.xml").as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    };
    let text = |at: &str| format!("<c r=\"{at}\" t=\"str\"><v>Recommendation</v></c>");
    let desk = Desk::with_report();
    for (name, bytes) in [
        // The library counts a column's letters, and a row's digits, beyond what it counts with.
        ("letters.xlsx", workbook(&text("AAAAAAAAAAAAA1"))),
        ("digits.xlsx", workbook(&text("A99999999999999999999"))),
    ] {
        desk.write(name, bytes);
        let ran = desk.run(&["import", name, "report.txt"]);
        let told = ran.err.lines().filter(|line| line.starts_with("rapporteur: ")).count();
        assert!(ran.code < 2 && told <= 1 && !ran.err.contains("panicked"), "{name}: {ran:?}");
        assert!(ran.out.lines().any(|line| line.starts_with("known\t")), "{name}: {ran:?}");
    }
}
