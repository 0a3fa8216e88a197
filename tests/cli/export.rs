//! `export`: what the rapporteur hands over.

use super::desk::Desk;

#[test]
fn the_annex_holds_what_was_kept_with_its_source() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&[
        "tag",
        &ids[3],
        "--verdict",
        "keep",
        "--cluster",
        "6",
        "--objective",
        "10",
        "--objective",
        "9",
    ]);
    desk.run(&[
        "tag",
        &ids[2],
        "--verdict",
        "keep",
        "--cluster",
        "4",
        "--objective",
        "20",
        "--note",
        "cheaper",
    ]);
    let ran = desk.run(&["export", "--format", "md", "--notes"]);
    let annex = ran.out;
    let places: Vec<usize> = [
        "## Cluster 4.",
        "### Objective 20.",
        "Reduce the cost",
        "Note: cheaper",
        "## Cluster 6.",
        "### Objective 9.",
        "Combat trafficking",
        "also objective 10 (Eradicate trafficking)",
        "## Sources",
    ]
    .iter()
    .map(|words| annex.find(words).unwrap_or_else(|| panic!("{words}\n{annex}")))
    .collect();
    assert!(places.is_sorted(), "{annex}");
    assert!(!annex.contains("Collect and share"), "what is not kept stays out");
    assert!(annex.contains("Report of the Fictional Dialogue on Migration"));
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let desk = Desk::with_report();
    let check = |arguments: &[&str], code: i32| {
        let mut all = vec!["export", "--format", "csv"];
        all.extend(arguments);
        let ran = desk.run(&all);
        assert_eq!(ran.code, code, "{}", ran.err);
        ran.err
    };
    check(&["-o", "out.csv"], 0);
    let written = std::fs::read_to_string(desk.path("out.csv")).unwrap();
    assert_eq!(written.lines().count(), 5);
    assert!(written.starts_with("id,document,title,") && written.contains("\r\n"));
    assert!(check(&["-o", "out.csv"], 1).contains("--force"));
    check(&["-o", "out.csv", "--force", "--search", "remittances"], 0);
    assert_eq!(std::fs::read_to_string(desk.path("out.csv")).unwrap().lines().count(), 2);
    assert!(check(&["-o", "nowhere/out.csv"], 1).contains("nowhere/out.csv"));
}

#[test]
fn formats_agree() {
    let desk = Desk::with_report();
    desk.run(&["tag", &desk.ids()[0], "--verdict", "keep", "--note", "=1+1"]);
    let listed = desk.run(&["list", "--format", "jsonl"]).out;
    assert_eq!(desk.run(&["export", "--format", "jsonl"]).out, listed);
    let csv = desk.run(&["list", "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let note = reader.headers().unwrap().iter().position(|h| h == "note").unwrap();
    assert_eq!(&reader.records().next().unwrap().unwrap()[note], "'=1+1");
}

/// Keeps everything, two recommendations under two headings, one with a note.
fn kept() -> Desk {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&[
        "tag",
        &ids[0],
        &ids[1],
        "--verdict",
        "keep",
        "--cluster",
        "3",
        "--objective",
        "1",
        "--objective",
        "8",
    ]);
    desk.run(&[
        "tag",
        &ids[2],
        "--verdict",
        "keep",
        "--cluster",
        "4",
        "--objective",
        "20",
        "--note",
        "cheaper <b>",
    ]);
    desk.run(&["tag", &ids[3], "--verdict", "keep"]);
    desk
}

const TEXTS: [&str; 4] =
    ["Collect and share", "Strengthen search and rescue", "Reduce the cost", "Combat trafficking"];
const AT: [&str; 2] = ["--made-at", "2026-03-04T10:30:00Z"];

#[test]
fn every_kept_recommendation_stands_in_full_once_under_every_grouping() {
    let desk = kept();
    for format in ["md", "html"] {
        for grouping in ["cluster", "objective", "round-table", "document", "region"] {
            let annex = desk.run(&["export", "--format", format, "--group-by", grouping]).out;
            for text in TEXTS {
                assert_eq!(annex.matches(text).count(), 1, "{format} {grouping} {text}");
            }
            let refers = annex.contains("See also");
            assert_eq!(
                refers,
                matches!(grouping, "cluster" | "objective" | "round-table" | "region"),
                "{format} {grouping}"
            );
            assert!(annex.contains("Not an official document"));
            assert!(
                annex.contains("the store store.db; decisions of Amina; filter: verdict keep"),
                "{annex}"
            );
        }
    }
}

#[test]
fn the_same_store_gives_the_same_bytes() {
    let desk = kept();
    for format in ["csv", "jsonl", "datapackage", "xlsx", "docx", "html", "md"] {
        let write = |name: &str| {
            let ran = desk.run(&["export", "--format", format, "-o", name, AT[0], AT[1]]);
            assert_eq!(ran.code, 0, "{format}: {}", ran.err);
            assert!(ran.err.contains("on 2026-03-04 at 10:30 UTC"), "{}", ran.err);
            std::fs::read(desk.path(name)).unwrap()
        };
        assert_eq!(write(&format!("a.{format}")), write(&format!("b.{format}")), "{format}");
    }
}

#[test]
fn what_does_not_go_together_is_refused() {
    let desk = kept();
    let check = |arguments: &[&str], words: &str| {
        let ran = desk.run(&[&["export"], arguments].concat());
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    };
    check(&["--format", "jsonl", "--bom"], "--bom is for --format csv");
    check(&["--format", "csv", "--notes"], "for an annex");
    check(&["--format", "docx", "--template", "x"], "--template is for");
    check(&["--format", "md", "--template", "missing"], "cannot read the template");
    check(&["--format", "xlsx", "--print-template"], "only md and html");
    check(&["--format", "md", "--made-at", "yesterday"], "is not a time");
    check(&["--format", "docx", "-o", "-"], "name a file: -o FILE.docx");
    check(&["--format", "datapackage", "-o", "-"], "name a file: -o FILE.zip");
}

#[test]
fn a_template_can_be_copied_and_changed() {
    let desk = kept();
    for format in ["md", "html"] {
        let own = desk.run(&["export", "--format", format, "--print-template"]).out;
        desk.write("own", &own);
        let export =
            |more: &[&str]| desk.run(&[&["export", "--format", format, AT[0], AT[1]], more].concat());
        assert_eq!(export(&["--template", "own"]).out, export(&[]).out);
        desk.write("own", "{% for s in sections %}{{ s.short }}|{{ front.title }}\n{% endfor %}");
        let out = export(&["--template", "own", "--title", "<A> *b*", "--group-by", "objective"]).out;
        let title = if format == "md" { "\\<A\\> \\*b\\*" } else { "&lt;A&gt; *b*" };
        assert_eq!(
            out,
            format!(
                "Objective 1. Data|{title}\nObjective 8. Save lives|{title}\nObjective 20. Remittances|{title}\nNo objective|{title}\n"
            )
        );
        desk.write("own", "one\n{{ nothing( }}");
        let ran = export(&["--template", "own"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("template own:2"), "{}", ran.err);
    }
}

#[test]
fn notes_are_shown_on_request_and_stay_text() {
    let desk = kept();
    let html = |more: &[&str]| desk.run(&[&["export", "--format", "html"], more].concat()).out;
    assert!(!html(&[]).contains("Note:"));
    assert!(html(&["--notes"]).contains("Note: cheaper &lt;b&gt;"));
}

#[test]
fn a_dash_is_standard_output() {
    let desk = Desk::with_report();
    let csv = |more: &[&str]| desk.run(&[&["export", "--format", "csv"], more].concat()).out;
    assert_eq!(csv(&["-o", "-"]), csv(&[]));
    assert!(!desk.path("-").exists());
}

#[test]
fn csv_begins_with_a_mark_on_request() {
    let desk = Desk::with_report();
    let csv = |more: &[&str]| desk.run(&[&["export", "--format", "csv"], more].concat()).out;
    assert_eq!(csv(&["--bom"]), format!("\u{feff}{}", csv(&[])));
}

#[test]
fn a_data_package_describes_its_tables() {
    let desk = kept();
    assert_eq!(desk.run(&["export", "--format", "datapackage", "-o", "data.zip", AT[0], AT[1]]).code, 0);
    let mut zip = zip::ZipArchive::new(std::fs::File::open(desk.path("data.zip")).unwrap()).unwrap();
    let mut part = |name: &str| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap();
    let package: serde_json::Value = serde_json::from_str(&part("datapackage.json")).unwrap();
    assert_eq!(package["created"], "2026-03-04T10:30:00Z");
    assert_eq!(part("recommendations.jsonl"), desk.run(&["export", "--format", "jsonl"]).out);
    for resource in package["resources"].as_array().unwrap() {
        let text = part(resource["path"].as_str().unwrap());
        let Some(fields) = resource["schema"]["fields"].as_array() else { continue };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
        assert!(reader.records().all(|r| r.is_ok_and(|r| r.len() == names.len())));
    }
}

#[test]
fn a_word_processor_takes_the_annex() {
    let desk = kept();
    assert_eq!(
        desk.run(&["export", "--format", "docx", "-o", "annex.docx", "--notes", "--title", "R & D <1>"]).code,
        0
    );
    let read = "import docx, zipfile, re
d = docx.Document('annex.docx')
assert d.core_properties.title == 'R & D <1>', d.core_properties.title
words = [p.text for p in d.paragraphs]
for text in ['Collect and share', 'Strengthen search', 'Reduce the cost', 'Combat trafficking']:
    assert sum(text in w for w in words) == 1, (text, words)
notes = zipfile.ZipFile('annex.docx').read('word/footnotes.xml').decode()
assert len(re.findall(', 4 to 5 May 2023, [2-5](?:nd|rd|th) paragraph, Recommendations\\.', notes)) == 4, notes
body = zipfile.ZipFile('annex.docx').read('word/document.xml').decode()
assert body.count('footnoteReference w:id') == 4
marks = set(re.findall('bookmarkStart w:id=\"[0-9]+\" w:name=\"([^\"]+)\"', body))
for to in re.findall('w:anchor=\"([^\"]+)\"', body):
    assert to in marks, to
assert len(d.tables) == 2 and any('See also 1, 2.' in w for w in words), words
assert any(w == 'Note: cheaper <b>' for w in words)
";
    super::tools::python(&desk, "docx", read);
    if let Some(pdf) = super::tools::office(&desk, "pdf", "annex.docx") {
        assert!(std::fs::metadata(desk.path(&pdf)).unwrap().len() > 10_000);
    }
}

#[test]
fn a_spreadsheet_takes_the_matrix() {
    let desk = kept();
    desk.run(&["tag", &desk.ids()[3], "--note", "=HYPERLINK(\"x\")"]);
    assert_eq!(desk.run(&["export", "--format", "xlsx", "-o", "matrix.xlsx"]).code, 0);
    let read = "import openpyxl
book = openpyxl.load_workbook('matrix.xlsx')
assert book.sheetnames == ['Recommendations', 'Cluster by objective', 'Document by objective', 'Sources', 'How made', 'Lists']
sheet = book['Recommendations']
assert sheet.freeze_panes == 'C2' and sheet.auto_filter.ref and sheet['B2'].alignment.wrap_text
assert len(sheet.data_validations.dataValidation) == 6
cells = [c for row in sheet.iter_rows() for c in row]
assert not any(c.data_type == 'f' or str(c.value).startswith('=') for c in cells)
assert [str(sheet.cell(r, 2).value).split()[0] for r in range(2, 6)] == ['Collect', 'Strengthen', 'Reduce', 'Combat']
counts = book['Cluster by objective']
assert counts['B8'].value.startswith('=COUNTIFS(') and counts['B11'].value == '=SUM(B5:B10)', (counts['B8'].value, counts['B11'].value)
shown = openpyxl.load_workbook('%s', data_only=True)['Cluster by objective']
assert [shown.cell(7, c).value for c in (2, 9, 25)] == [2, 2, 4], [c.value for c in shown[7]]
assert [shown.cell(11, c).value for c in (2, 9, 21, 25)] == [2, 2, 1, 5], [c.value for c in shown[11]]
";
    // The numbers kept beside the formulas, and then what LibreOffice works out.
    super::tools::python(&desk, "openpyxl", &read.replace("%s", "matrix.xlsx"));
    if let Some(saved) = super::tools::office(&desk, "xlsx", "matrix.xlsx") {
        super::tools::python(&desk, "openpyxl", &read.replace("%s", &saved));
    }
}

#[test]
fn a_validator_takes_the_annex() {
    let desk = kept();
    assert_eq!(desk.run(&["export", "--format", "html", "-o", "annex.html", "--title", "R & D <1>"]).code, 0);
    let read = "import html5lib
html5lib.HTMLParser(strict=True).parse(open('annex.html', encoding='utf-8').read())
";
    super::tools::python(&desk, "html5lib", read);
}

/// Opens the web page in a browser without a window: everything stands there, the filter works, and nothing is loaded from
/// elsewhere. The checks are those that accessibility tools make first: names, headings in order, unique ids, links that lead
/// somewhere, tables with headers.
#[test]
fn a_browser_takes_the_annex() {
    let desk = kept();
    let ran =
        desk.run(&["export", "--format", "html", "-o", "annex.html", "--notes", "--title", "R & D <1>"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = std::fs::read_to_string(desk.path("annex.html")).unwrap();
    for elsewhere in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
    let check = "<script>
addEventListener('load', () => {
  const all = (s) => [...document.querySelectorAll(s)], wrong = [];
  const hold = (words, good) => { if (!good) wrong.push(words); };
  const ids = all('[id]').map((e) => e.id);
  hold('ids are unique', new Set(ids).size === ids.length);
  hold('links lead somewhere', all('a').every((a) => document.getElementById(a.getAttribute('href').slice(1))));
  const levels = all('h1,h2,h3').map((h) => +h.tagName[1]);
  hold('one first heading', levels.filter((l) => l === 1).length === 1);
  hold('headings in order', levels.every((l, i) => i === 0 || l <= levels[i - 1] + 1));
  hold('tables have captions and headers', all('table').every((t) => t.caption && t.querySelector('th[scope=col]') && t.querySelector('th[scope=row]')));
  hold('labels', all('input').every((i) => i.labels.length === 1));
  hold('pictures have names', all('svg').every((s) => s.getAttribute('aria-label')));
  hold('labelled by what is there', all('[aria-labelledby]').every((e) => document.getElementById(e.getAttribute('aria-labelledby'))));
  const names = all('section[aria-labelledby],nav[aria-label],[role=region]').map((e) => e.getAttribute('aria-label') || document.getElementById(e.getAttribute('aria-labelledby')).textContent);
  hold('landmarks have names of their own', new Set(names).size === names.length);
  hold('language', document.documentElement.lang === 'en' && document.title === 'R & D <1>');
  hold('four items', all('.items > li').length === 4);
  hold('fits a phone', document.documentElement.scrollWidth <= innerWidth);
  const shown = () => all('.items > li').filter((li) => li.offsetParent).length, box = document.getElementById('words');
  const type = (words) => { box.value = words; box.dispatchEvent(new Event('input')); return shown(); };
  hold('filter', type('RÉDUCE cost') === 1 && type('2023 may') === 4 && type('zzz') === 0 && type('') === 4);
  document.body.dataset.checked = wrong.join('; ') || 'all well';
});
</script></body>";
    desk.write("checked.html", page.replace("</body>", check));
    for size in ["--window-size=500,900", "--window-size=1200,900"] {
        let mut browser = std::process::Command::new("chromium");
        browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", size]);
        browser.arg(format!("file://{}", desk.path("checked.html").display()));
        let Ok(ran) = browser.output() else {
            println!("skipped: no Chromium here");
            return;
        };
        let dom = String::from_utf8_lossy(&ran.stdout);
        let at = dom.find("data-checked=\"").map_or("not checked", |at| &dom[at..]);
        assert!(at.starts_with("data-checked=\"all well\""), "{}", at.chars().take(200).collect::<String>());
    }
}

#[test]
fn an_annex_says_what_it_leaves_out() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&["tag", &ids[0], "--suggested"]);
    desk.run(&["tag", &ids[2], "--verdict", "later"]);
    let open = "2 of 4 recommendations are not reviewed yet, 1 is left for later";
    for format in ["md", "html"] {
        let ran = desk.run(&["export", "--format", format]);
        for words in
            ["1 kept recommendation", open, "Among what is not decided yet, some speak of objectives 8"]
        {
            assert!(ran.out.contains(words), "{format}: {words}\n{}", ran.out);
        }
        assert!(ran.err.contains(&format!("not in the annex: {open}")), "{}", ran.err);
        assert!(!ran.out.contains("Region"), "no document states its region:\n{}", ran.out);
    }
    let unreviewed = desk.run(&["export", "--format", "md", "--verdict", "unreviewed"]).out;
    for words in [
        "2 recommendations not reviewed yet",
        "None of these recommendations is tagged with an objective yet",
    ] {
        assert!(unreviewed.contains(words), "{words}\n{unreviewed}");
    }
    assert!(unreviewed.contains("1 of 4 recommendations is left for later"), "{unreviewed}");
    // A saved filter that asks for a verdict asks for it here too.
    desk.run(&["filters", "save", "mine", "--verdict", "later"]);
    let later = desk.run(&["export", "--format", "md", "--filter", "mine"]).out;
    assert!(later.contains("1 recommendation left for later, by cluster"), "{later}");
}
