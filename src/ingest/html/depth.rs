//! How deeply a page nests its elements, told by a scan of its tags: the tree builder's time grows with the square
//! of the depth, so a page made to hang it has to be turned away before.

/// Deepest nesting that is read; real pages stay far below a hundred.
pub(super) const DEEPEST: usize = 1000;

/// Elements that end by themselves when the next of their kind begins.
const SELF_ENDING: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup",
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "rt", "rp", "html", "head", "body",
];
/// Elements whose content is text up to their own end tag.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noembed", "noframes"];
/// How far up an end tag looks for its beginning.
const LOOK_UP: usize = 64;

/// Whether elements are nested deeper than `DEEPEST`.
pub(super) fn too_deep(html: &str) -> bool {
    let mut open: Vec<u64> = Vec::new();
    let mut foreign = 0usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let (ending, tag) = rest.strip_prefix('/').map_or((false, rest), |t| (true, t));
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let len = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
        let name = tag[..len].to_ascii_lowercase();
        rest = &tag[len..];
        let is_foreign = matches!(name.as_str(), "svg" | "math");
        if ending {
            if close(&mut open, key(&name)) && is_foreign {
                foreign = foreign.saturating_sub(1);
            }
        } else if foreign > 0 && closes_itself(rest) {
            // `<path/>` ends where it begins, in drawings and formulas only.
        } else if foreign > 0 || !SELF_ENDING.contains(&name.as_str()) {
            open.push(key(&name));
            foreign += usize::from(is_foreign);
            if open.len() > DEEPEST {
                return true;
            }
        }
        if !ending && foreign == 0 && RAW.contains(&name.as_str()) {
            rest = after_raw(rest, &name);
        }
    }
    false
}

fn close(open: &mut Vec<u64>, key: u64) -> bool {
    let place = open.iter().rev().take(LOOK_UP).position(|k| *k == key);
    if let Some(up) = place {
        open.truncate(open.len() - up - 1);
    }
    place.is_some()
}

fn closes_itself(attributes: &str) -> bool {
    attributes.find('>').is_some_and(|end| attributes[..end].ends_with('/'))
}

/// What follows the start of the end tag of a raw element; nothing where it never ends.
fn after_raw<'a>(content: &'a str, name: &str) -> &'a str {
    let mut rest = content;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        if rest.get(2..2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return rest;
        }
        rest = &rest[2..];
    }
    ""
}

/// A number for a name (FNV-1a); two names that share one would only make the scan less exact.
fn key(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_true_nesting_counts() {
        let many = 3 * DEEPEST;
        for (page, deep) in [
            ("<div>".repeat(many), true),
            ("<B a=1>".repeat(many), true),
            ("<div>x</div>".repeat(many), false),
            ("<p>x".repeat(many), false),
            ("<br>".repeat(many), false),
            ("<td><font>x</td></font>".repeat(many), false),
            ("<svg><td></svg>".repeat(many), false),
            (format!("<svg>{}", "<td>".repeat(many)), true),
            (format!("<svg>{}</svg>", "<path d='x'/>".repeat(many)), false),
            (format!("<script>{}</script>", "<b>".repeat(many)), false),
            (format!("<!--{}-->", "<b>".repeat(many)), false),
            ("< <a <".into(), false),
        ] {
            assert_eq!(too_deep(&page), deep, "{}", &page[..page.len().min(40)]);
        }
    }
}
