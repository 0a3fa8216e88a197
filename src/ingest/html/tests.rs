use super::*;
use crate::ingest::details::Stated;

const LONG: &str = "Delegates of nine towns spoke for two days about housing, schools and work, and agreed that \
    registers should be shared, that fees should fall, and that every newcomer should find a person to turn to.";
const MORE: &str = "The mayor said that the plan had been written with those it is for, that money had been set aside \
    for three years, and that a first account of what was done would be given in the spring.";

/// The blocks of a page, a line each: kind, label in brackets, words.
fn lines(html: &str) -> Vec<String> {
    read_page(html).1
}

fn read_page(html: &str) -> (Stated, Vec<String>) {
    let mut canonical = Canonical::new();
    let stated = read("page.html", html, &mut canonical).unwrap();
    let (text, blocks) = canonical.finish();
    let line = |b: &crate::model::Block| {
        let kind = match b.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".into(),
            BlockKind::ListItem => format!("li{}", b.depth),
            BlockKind::Footnote => "note".into(),
            BlockKind::TableRow => "row".into(),
            BlockKind::Caption => "caption".into(),
        };
        let label = b.label.as_ref().map(|l| format!(" [{l}]")).unwrap_or_default();
        format!("{kind}{label} {}", &text[b.range()])
    };
    (stated, blocks.iter().map(line).collect())
}

/// What a page with this in its article is read as, without the two paragraphs that make it an article.
fn check(inner: &str, expected: &[&str]) {
    let page = format!(
        "<html><body><main><article><p>{LONG}</p>{inner}<p>{MORE}</p></article></main></body></html>"
    );
    let all = lines(&page);
    assert_eq!(all.first(), Some(&format!("p {LONG}")), "{inner}");
    assert_eq!(all.last(), Some(&format!("p {MORE}")), "{inner}");
    assert_eq!(all[1..all.len() - 1], *expected, "{inner}");
}

#[test]
fn lists_keep_their_marks_and_depth() {
    check(
        "<ul><li>Share data</li><li><p>Cut fees</p><p>by half</p></li></ul>",
        &["li0 [•] Share data", "li0 [•] Cut fees by half"],
    );
    check(
        "<ol type=a start=3><li>Share data<ul><li>daily</li></ul>and soon</li><li value=9>Cut fees</li></ol>",
        &["li0 [c.] Share data", "li1 [•] daily", "p and soon", "li0 [i.] Cut fees"],
    );
    check(
        "<ul style='list-style:none'><li>(a) Share data</li><li>2.1 Cut fees</li></ul>",
        &["li0 [(a)] Share data", "li0 [2.1] Cut fees"],
    );
    check(
        "<p>• Share data<br>• Cut <b>all</b><br> fees</p>",
        &["li0 [•] Share data", "li0 [•] Cut all fees"],
    );
    check("<dl><dt>Data</dt><dd>Share them</dd></dl>", &["p Data", "p Share them"]);
}

#[test]
fn headings_tables_quotes_and_notes_are_told_apart() {
    check("<h2>2. Data</h2><h4><a href='#x'>Fees</a></h4>", &["h2 [2.] Data", "h4 Fees"]);
    check(
        "<h2>Data</h2><p><strong>What towns should do:</strong></p>",
        &["h2 Data", "h3 What towns should do:"],
    );
    check("<div role=heading aria-level=3>Data</div>", &["h3 Data"]);
    check(
        "<table><caption>Plans</caption><tr><th>Who</th><th>What</th></tr><tr><td><p>Towns</p></td><td>Share<br>data</td></tr></table>",
        &["caption Plans", "row Who\tWhat", "row Towns\tShare data"],
    );
    check("<table><tr><td><ul><li>Share data</li></ul></td></tr></table>", &["li0 [•] Share data"]);
    check("<blockquote><p>We share data.</p></blockquote>", &["p We share data."]);
    check("<p>We share<sup>1</sup> data<a href='#fn2'>[2]</a>.</p>", &["p We share data."]);
    check("<p>On the 19<sup>th</sup> we met.</p>", &["p On the 19th we met."]);
    check("<p>One<br><br>Two</p>", &["p One", "p Two"]);
    check("<p>of\u{ad}ten <em>so</em>cial \n\t work</p>", &["p often social work"]);
}

#[test]
fn notes_at_the_end_are_notes() {
    let page = format!(
        "<html><body><main><h1>x</h1><p>{LONG}</p><p>{MORE}</p>\
         <section class=footnotes><ol><li id=fn1>See page nine. <a href='#r1'>↩</a></li></ol></section></main></body></html>"
    );
    assert!(lines(&page).contains(&"note [1.] See page nine.".to_string()), "{:?}", lines(&page));
}

/// Menus, boxes and lists of other pages that surround a text, as several systems write them.
const AROUND: [(&str, &str); 4] = [
    // Drupal
    (
        "<header role=banner><nav><ul class=menu><li><a href=/a>ZZ Who we are</a></li></ul></nav></header>\
         <div class='region-breadcrumb'><ol class=breadcrumb><li><a href=/>ZZ Home</a></li></ol></div>\
         <div class=block-page-title-block><h1 class=page-title><span>Towns agree on a plan for newcomers</span></h1></div>\
         <main role=main><article class='node node--type-news'><div class=node__meta>ZZ Submitted by admin on 3 May 2022</div>\
         <div class='field field--name-body'>",
        "</div></article><div class='views-element-container block-views-related'><h2>ZZ Related</h2><div class=views-row>\
         <a href=/n1>ZZ Another story of a town</a><p>ZZ Some words that lead into it.</p></div></div></main>\
         <footer role=contentinfo><p>ZZ All rights reserved, and more words on that.</p></footer>",
    ),
    // WordPress
    (
        "<div id=page class=site><header id=masthead><p class=site-title><a href=/>ZZ Portal</a></p></header>\
         <div id=primary class=content-area><article id=post-7 class='post hentry'><header class=entry-header>\
         <h1 class=entry-title>Towns agree on a plan for newcomers</h1><div class=entry-meta><span class=posted-on>ZZ Posted on \
         <time datetime=2022-05-03>May 3, 2022</time></span> <span class=byline>ZZ by <a href=/u>admin</a></span></div></header>\
         <div class=entry-content>",
        "<div class='sharedaddy sd-sharing'><h3>ZZ Share this:</h3><ul><li><a href=/f>ZZ Facebook</a></li></ul></div></div></article>\
         <section id=comments class=comments-area><h2>ZZ One thought</h2><p>ZZ A comment of some length by a reader.</p></section></div>\
         <aside id=secondary class=widget-area><h2>ZZ Recent posts</h2><ul><li><a href=/x>ZZ Something else</a></li></ul></aside></div>",
    ),
    // A form around the whole page
    (
        "<form id=aspnetForm action=/x><input type=hidden value=ZZ><div id=s4-workspace><div class=ms-core-navigation role=navigation>\
         <ul><li><a href=/>ZZ Home</a></li></ul></div><div id=contentBox><h1>Towns agree on a plan for newcomers</h1>\
         <div class=ms-rtestate-field>",
        "</div></div><div id=newsletter-signup><p>ZZ Sign up to our newsletter and hear from us each month.</p></div></div></form>",
    ),
    // Nothing but divisions
    (
        "<div class=a1><div class=a2><a href=/1>ZZ Start</a> <a href=/2>ZZ News</a> <a href=/3>ZZ Contact</a></div></div>\
         <div class=b1><div class=b2>",
        "</div></div><div class=c1><a href=/1>ZZ Imprint</a> <a href=/2>ZZ Privacy</a> <a href=/3>ZZ Contact</a></div>",
    ),
];

#[test]
fn pages_of_several_systems_leave_only_their_text() {
    for (before, after) in AROUND {
        for tag in ["p", "div"] {
            let body = format!(
                "<{tag}>{LONG}</{tag}><h2>What towns should do</h2><ul><li>Share registers with each other.</li>\
                 <li>Cut the fees for papers.</li><li>Name a person to turn to.</li></ul><{tag}>{MORE}</{tag}>"
            );
            let page = format!(
                "<!doctype html><html lang=en><head><title>Towns agree on a plan for newcomers | Portal</title></head>\
                 <body><div class=cookie-consent><p>ZZ We use cookies to do this and that.</p></div>{before}{body}{after}</body></html>"
            );
            let expected = [
                "h1 Towns agree on a plan for newcomers".to_string(),
                format!("p {LONG}"),
                "h2 What towns should do".into(),
                "li0 [•] Share registers with each other.".into(),
                "li0 [•] Cut the fees for papers.".into(),
                "li0 [•] Name a person to turn to.".into(),
                format!("p {MORE}"),
            ];
            assert_eq!(lines(&page), expected, "{before}");
        }
    }
}

#[test]
fn a_page_of_lists_alone_is_read_whole() {
    let items = |word: &str| {
        (1..=12).map(|n| format!("<li>{word} the registers of town {n}.</li>")).collect::<String>()
    };
    let page = format!(
        "<html><head><title>What towns should do</title></head><body><nav><a href=/>ZZ</a></nav><main><h1>What towns should do</h1>\
         <h2>Data</h2><ul>{}</ul><h2>Fees</h2><ul>{}</ul></main><footer>ZZ</footer></body></html>",
        items("Share"),
        items("Print")
    );
    let all = lines(&page);
    assert_eq!(all.len(), 1 + 2 * 13, "{all:?}");
    assert!(!all.iter().any(|l| l.contains("ZZ")));
}

#[test]
fn an_annex_beside_the_article_is_not_lost() {
    let items: String =
        (1..=9).map(|n| format!("<li>Open the register of town {n} to all who ask.</li>")).collect();
    let page = format!(
        "<html><body><main><div class=story><p>{LONG}</p><p>{MORE}</p><p>{LONG}</p></div>\
         <div class=accordion><div class=panel style='display: none'><h2>Annex</h2><ol>{items}</ol></div></div></main></body></html>"
    );
    assert_eq!(lines(&page).iter().filter(|l| l.starts_with("li0 [")).count(), 9, "{:?}", lines(&page));
}

#[test]
fn a_head_states_title_day_and_language() {
    let check = |head: &str, h1: &str, title: Option<&str>| {
        let page = format!("<html lang=fr-CH><head>{head}</head><body>{h1}<p>{LONG}</p></body></html>");
        assert_eq!(read_page(&page).0.title.as_deref(), title, "{head} {h1}");
    };
    check("<title>Towns agree on plan - Portal</title>", "", Some("Towns agree on plan"));
    check("<title>Portal</title>", "<h1>Towns agree on plan</h1>", Some("Towns agree on plan"));
    check(
        "<title>Towns agree on plan | Portal</title>",
        "<h1>Portal</h1><h1>Towns agree on plan</h1>",
        Some("Towns agree on plan"),
    );
    check(
        "<meta property=og:title content='Towns agree on plan'><title>x</title>",
        "",
        Some("Towns agree on plan"),
    );
    check("", "", None);
    let page = "<html lang=fr-CH><head><meta property='article:published_time' content='2022-05-03T10:00'></head><body><p>x</body></html>";
    let stated = read_page(page).0;
    assert_eq!(
        (stated.published.as_deref(), stated.language.as_deref()),
        (Some("2022-05-03T10:00"), Some("fr-CH"))
    );
}

#[test]
fn a_page_nested_to_hang_the_reader_is_turned_away() {
    let mut canonical = Canonical::new();
    let error = read("deep.html", &"<div>".repeat(200_000), &mut canonical).unwrap_err().to_string();
    assert!(error.starts_with("deep.html nests"), "{error}");
    assert_eq!(lines(&format!("{}<p>Words</p>", "<div>".repeat(900))), ["p Words"]);
}
