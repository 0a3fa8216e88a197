//! Pages made to hang a reader, told by a scan of their tags: the tree builder's time grows with the square of the
//! depth of its elements and of the number of attributes of one of them, so such pages are turned away before.

/// Deepest nesting that is read; real pages stay far below a hundred.
pub(super) const DEEPEST: usize = 1000;
/// Most attributes of one element; real pages stay far below a hundred.
const MOST_ATTRIBUTES: usize = 1000;

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

/// Why a page is turned away, as the end of a sentence; none for a page that can be read.
pub(super) fn trap(html: &str) -> Option<String> {
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
        let attributes = Attributes::scan(&tag[len..]);
        if attributes.count > MOST_ATTRIBUTES {
            return Some(format!("gives one element more than {MOST_ATTRIBUTES} attributes"));
        }
        rest = &tag[len + attributes.len..];
        let is_foreign = matches!(name.as_str(), "svg" | "math");
        if ending {
            if close(&mut open, key(&name)) && is_foreign {
                foreign = foreign.saturating_sub(1);
            }
        } else if foreign > 0 && attributes.close_the_tag {
            // `<path/>` ends where it begins, in drawings and formulas only.
        } else if foreign > 0 || !SELF_ENDING.contains(&name.as_str()) {
            open.push(key(&name));
            foreign += usize::from(is_foreign);
            if open.len() > DEEPEST {
                return Some(format!("nests its elements more than {DEEPEST} deep"));
            }
        }
        if !ending && foreign == 0 && RAW.contains(&name.as_str()) {
            rest = after_raw(rest, &name);
        }
    }
    None
}

fn close(open: &mut Vec<u64>, key: u64) -> bool {
    let place = open.iter().rev().take(LOOK_UP).position(|k| *k == key);
    if let Some(up) = place {
        open.truncate(open.len() - up - 1);
    }
    place.is_some()
}

/// What stands in a tag after its name.
struct Attributes {
    count: usize,
    /// Bytes up to and without the `>`.
    len: usize,
    /// Whether a `/` stands before the `>`.
    close_the_tag: bool,
}

impl Attributes {
    fn scan(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut count, mut quote, mut before) = (0, None, b' ');
        let mut len = bytes.len();
        for (at, byte) in bytes.iter().enumerate() {
            match quote {
                Some(mark) if *byte == mark => quote = None,
                Some(_) => continue,
                None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(*byte),
                None if *byte == b'>' => {
                    len = at;
                    break;
                }
                None => {
                    let between = |b: u8| b.is_ascii_whitespace() || b == b'/';
                    count += usize::from(between(before) && !between(*byte));
                    if byte.is_ascii_whitespace() && before == b'=' {
                        continue;
                    }
                }
            }
            before = *byte;
        }
        Attributes { count, len, close_the_tag: bytes[..len].ends_with(b"/") }
    }
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
    fn many_attributes_are_a_trap() {
        let many = " a".repeat(2 * MOST_ATTRIBUTES);
        for (page, trapped) in [
            (format!("<p{many}>"), true),
            (format!("<p{}>", many.replace(' ', "/")), true),
            (format!("<p title='{many}' alt=\"{many}\" x = '{many}'>"), false),
            (format!("<p>{many}<p '>{many}"), false),
        ] {
            assert_eq!(trap(&page).is_some(), trapped, "{}", &page[..40]);
        }
    }

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
            assert_eq!(trap(&page).is_some(), deep, "{}", &page[..page.len().min(40)]);
        }
    }
}
