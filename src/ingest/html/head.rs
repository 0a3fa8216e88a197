//! What a page states of itself: title, publication date, language.

use super::squeeze;
use crate::ingest::details::Stated;
use crate::model::text::one_line;
use dom_query::{Document, NodeRef};

/// Longest title that is believed.
const LONGEST_TITLE: usize = 400;

/// Reads title, publication date and language from a page's head, its first heading and its `<time>`.
pub(super) fn read(page: &Document) -> Stated {
    let metas: Vec<(String, String)> = page.select("meta").nodes().iter().filter_map(meta).collect();
    let named = |names: &[&str]| {
        names.iter().find_map(|n| metas.iter().find(|(name, _)| name == n)).map(|(_, value)| value.clone())
    };
    let published = named(&[
        "article:published_time",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "dc.date.created",
        "dcterms.created",
        "citation_publication_date",
        "pubdate",
        "publish-date",
        "date",
    ]);
    let language = page.html_root().attr("lang").map(|l| l.to_string()).filter(|l| !l.trim().is_empty());
    Stated {
        title: title(page, named(&["og:title", "dc.title", "dcterms.title", "twitter:title"])),
        published: published.or_else(|| time(page)),
        language: language
            .or_else(|| named(&["content-language", "dc.language", "dcterms.language", "og:locale"])),
        noted: None,
    }
}

fn meta(node: &NodeRef) -> Option<(String, String)> {
    let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| node.attr(a))?;
    let content = one_line(&node.attr("content")?);
    (!content.is_empty()).then(|| (name.to_ascii_lowercase(), content))
}

fn time(page: &Document) -> Option<String> {
    ["main time[datetime]", "article time[datetime]", "time[datetime]"].iter().find_map(|place| {
        page.select_single(place).attr("datetime").map(|t| t.to_string()).filter(|t| !t.is_empty())
    })
}

/// The first heading that the page's head confirms; else the head's own title; else the only first-level heading.
fn title(page: &Document, declared: Option<String>) -> Option<String> {
    let headings: Vec<String> = page.select("h1").iter().take(20).map(|h| one_line(&h.text())).collect();
    let headings: Vec<&String> = headings.iter().filter(|h| is_title(h)).collect();
    let tag = page.select("title").iter().next().map(|t| one_line(&t.text())).filter(|t| is_title(t));
    let declared = declared.filter(|t| is_title(t));
    let head: Vec<String> = [&declared, &tag].into_iter().flatten().map(|t| squeeze(t)).collect();
    let confirmed = headings.iter().filter(|h| head.iter().any(|t| t.contains(&squeeze(h))));
    let confirmed = confirmed.max_by_key(|h| h.len()).filter(|h| h.split_whitespace().count() > 1);
    if let Some(heading) = confirmed {
        return Some(heading.to_string());
    }
    match headings.as_slice() {
        [only] if only.split_whitespace().count() > 3 => Some(only.to_string()),
        _ => declared.or(tag).map(|t| without_site(&t).to_string()),
    }
}

fn is_title(text: &str) -> bool {
    text.len() <= LONGEST_TITLE && text.chars().any(char::is_alphabetic)
}

/// A head's title often ends in the site's name: "Ministers meet | Portal".
fn without_site(title: &str) -> &str {
    let cut = [" | ", " - ", " – ", " — ", " :: ", " » "].iter().filter_map(|s| title.find(s)).min();
    cut.map(|at| title[..at].trim()).filter(|t| t.split_whitespace().count() > 2).unwrap_or(title)
}
