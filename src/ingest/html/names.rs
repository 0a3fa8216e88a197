//! What the names, roles and attributes of a page's elements say about them.

use dom_query::NodeRef;

/// What an element's tag and names tell of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Not of the document: menus, cookie and newsletter boxes, share links, controls.
    Chrome,
    /// Who wrote a text and when it came out.
    Byline,
    /// Perhaps not of the document: taken only where the readability library takes it too.
    Suspect,
    /// Nothing against it.
    Plain,
}

const CHROME_TAGS: &[&str] = &[
    "script", "style", "noscript", "template", "head", "nav", "button", "select", "option", "textarea",
    "input", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "dialog", "menu", "datalist",
];
const CHROME_ROLES: &[&str] = &[
    "navigation",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "tablist",
    "toolbar",
    "button",
    "banner",
    "contentinfo",
    "tooltip",
    "doc-toc",
];
/// Words of class names and ids that are used for nothing else.
const CHROME_WORDS: &[&str] = &[
    "cookie",
    "cookies",
    "cookiebanner",
    "consent",
    "gdpr",
    "newsletter",
    "subscribe",
    "subscription",
    "share",
    "sharing",
    "shares",
    "sharethis",
    "addtoany",
    "addthis",
    "sharedaddy",
    "social",
    "breadcrumb",
    "breadcrumbs",
    "navbar",
    "navigation",
    "nav",
    "menu",
    "submenu",
    "megamenu",
    "skip",
    "skiplink",
    "pager",
    "pagination",
    "disqus",
    "comments",
    "respond",
    "advert",
    "advertisement",
    "ads",
    "popup",
    "modal",
    "offcanvas",
];
/// Words that name the line with author and date.
const BYLINE_WORDS: &[&str] =
    &["byline", "author", "submitted", "meta", "metadata", "published", "posted", "pubdate", "timestamp"];
/// Words that mostly, but not always, mean that an element is not of the document.
const SUSPECT_WORDS: &[&str] = &[
    "related",
    "relatedposts",
    "recommended",
    "teaser",
    "teasers",
    "sidebar",
    "tags",
    "tag",
    "taglist",
    "meta",
    "byline",
    "author",
    "submitted",
    "promo",
    "banner",
    "carousel",
    "slider",
    "widget",
    "trending",
    "latest",
    "footer",
    "masthead",
    "toolbar",
    "print",
    "search",
    "login",
    "language",
    "copyright",
    "published",
];

/// Whether a tag alone says that what it holds is no text of the document.
pub(super) fn is_chrome_tag(tag: &str) -> bool {
    CHROME_TAGS.contains(&tag)
}

/// What the element's tag, role and names say.
pub(super) fn standing(node: &NodeRef, tag: &str) -> Standing {
    let role = node.attr("role").map(|r| r.to_ascii_lowercase()).unwrap_or_default();
    if is_chrome_tag(tag) || CHROME_ROLES.contains(&role.as_str()) || is_hidden(node) {
        return Standing::Chrome;
    }
    let words = name_words(node);
    let any = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    if any(CHROME_WORDS) {
        Standing::Chrome
    } else if any(BYLINE_WORDS) {
        Standing::Byline
    } else if matches!(tag, "aside" | "footer" | "header") || role == "complementary" || any(SUSPECT_WORDS) {
        Standing::Suspect
    } else {
        Standing::Plain
    }
}

/// Whether the element holds the notes of the document.
pub(super) fn is_notes(node: &NodeRef) -> bool {
    let role = node.attr("role").unwrap_or_default();
    let note_id = |id: &str| {
        ["fn", "ftn", "_ftn", "edn", "_edn"].iter().filter_map(|p| id.strip_prefix(p)).any(|n| {
            !n.is_empty() && n.trim_start_matches([':', '-', '_']).bytes().all(|b| b.is_ascii_digit())
        })
    };
    matches!(role.as_ref(), "doc-footnote" | "doc-endnote" | "doc-endnotes")
        || node.attr("id").is_some_and(|id| note_id(&id))
        || name_words(node)
            .iter()
            .any(|w| matches!(w.as_str(), "footnote" | "footnotes" | "endnote" | "endnotes"))
}

/// Whether the element is the page's main part by its own word.
pub(super) fn is_main(node: &NodeRef, tag: &str) -> bool {
    tag == "main" || node.attr("role").is_some_and(|r| r.as_ref() == "main")
}

fn is_hidden(node: &NodeRef) -> bool {
    let style = node.attr("style").map(|s| s.replace(' ', "").to_ascii_lowercase()).unwrap_or_default();
    let hidden = node.has_attr("hidden") || style.contains("display:none");
    // Panels that open on a click hold text of the document, and are hidden until then.
    hidden && node.normalized_char_count() < 300
}

/// The words of an element's class names and id: `block-share_links` and `shareLinks` both have `share`.
fn name_words(node: &NodeRef) -> Vec<String> {
    let mut words = Vec::new();
    for names in [node.attr("class"), node.attr("id")].into_iter().flatten() {
        let mut word = String::new();
        let mut small = false;
        for c in names.chars().take(400) {
            if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && small {
                words.push(std::mem::take(&mut word));
            }
            small = c.is_ascii_lowercase();
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase());
            }
        }
        words.push(word);
    }
    words.retain(|w| !w.is_empty());
    words
}
