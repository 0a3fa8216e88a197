//! The marks inside a line of Markdown: emphasis, code, links, tags.

/// The words of a line without the marks of emphasis, code and links.
pub(in crate::ingest) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.push_str(&rest[1..2]);
                2
            }
            '[' => match link(rest) {
                Some((words, len)) => {
                    if !is_note_mark(words, &rest[words.len() + 2..len]) {
                        out.push_str(&inline_emphasis(words));
                    }
                    len
                }
                None => {
                    out.push(c);
                    1
                }
            },
            '!' if rest[1..].starts_with('[') => match link(&rest[1..]) {
                Some((_, len)) => len + 1,
                None => {
                    out.push(c);
                    1
                }
            },
            '<' => match tag(rest) {
                Some((words, len)) => {
                    out.push_str(words);
                    len
                }
                None => {
                    out.push(c);
                    1
                }
            },
            '`' => 1,
            '&' => match entity(rest) {
                Some((sign, len)) => {
                    out.push(sign);
                    len
                }
                None => {
                    out.push(c);
                    1
                }
            },
            '*' | '_' => {
                let run = rest.bytes().take_while(|b| *b == c as u8).count();
                let after = rest[run..].chars().next();
                if !emphasis(c, out.chars().next_back(), after) {
                    out.push_str(&rest[..run]);
                }
                run
            }
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    out
}

/// A sign written by its name, and the length of that.
fn entity(text: &str) -> Option<(char, usize)> {
    const NAMES: [(&str, char); 7] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&apos;", '\''),
        ("&nbsp;", ' '),
    ];
    NAMES.iter().find(|(name, _)| text.starts_with(name)).map(|(name, sign)| (*sign, name.len()))
}

fn inline_emphasis(words: &str) -> String {
    words.replace(['*', '`'], "")
}

/// Whether a run of signs marks emphasis: it touches a word, and an underscore stands at its edge.
fn emphasis(sign: char, before: Option<char>, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let inside = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    (word(before) || word(after)) && !(sign == '_' && inside)
}

/// Whether a link is the mark of a note on the same page: "[\\*](#_ftn1)", "[12](#fn12)".
fn is_note_mark(words: &str, target: &str) -> bool {
    let words = words.trim_matches(['[', ']', '\\']);
    let sign = !words.is_empty() && words.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '\\'));
    let number = !words.is_empty() && words.len() <= 3 && words.bytes().all(|b| b.is_ascii_digit());
    target.starts_with("(#") && (sign || number)
}

/// The words of a link, and the length of all of it.
fn link(text: &str) -> Option<(&str, usize)> {
    const LONGEST: usize = 1000;
    let close = text.bytes().take(LONGEST).position(|b| b == b']')?;
    let words = &text[1..close];
    if words.starts_with('^') {
        return None;
    }
    let rest = &text[close + 1..];
    let (open, end) = match rest.bytes().next()? {
        b'(' => ('(', b')'),
        b'[' => ('[', b']'),
        _ => return None,
    };
    let mut deep = 0usize;
    for (at, b) in rest.bytes().enumerate().take(LONGEST) {
        if b == open as u8 {
            deep += 1;
        } else if b == end {
            deep -= 1;
            if deep == 0 {
                return Some((words, close + 1 + at + 1));
            }
        }
    }
    None
}

/// A tag, or an address between angle brackets, which stands for itself.
fn tag(text: &str) -> Option<(&str, usize)> {
    let close = text.bytes().take(300).position(|b| b == b'>')?;
    let inner = &text[1..close];
    if inner.starts_with("http") || inner.contains('@') && !inner.contains(' ') {
        return Some((inner, close + 1));
    }
    let name = inner.trim_start_matches('/');
    let known = [
        "br", "sup", "sub", "b", "i", "em", "strong", "u", "a", "p", "div", "span", "small", "center", "hr",
        "img",
    ];
    let word = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    known.contains(&word.as_str()).then_some((if word == "br" { " " } else { "" }, close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_marks_go_and_words_stay() {
        for (text, want) in [
            ("a *b* __c__ `d`", "a b c d"),
            ("2 * 3 and snake_case", "2 * 3 and snake_case"),
            ("\\*no\\*", "*no*"),
            ("![pic](x.png) see <https://a.b>", " see https://a.b"),
            ("Review[\\*](#_ftn1) of 2025[12](#fn12)", "Review of 2025"),
            ("see [3](#part-3a) and [page](#p)", "see  and page"),
            ("[open", "[open"),
            ("a<br>b <i>c</i> <3", "a b c <3"),
            ("R&amp;D & x&y", "R&D & x&y"),
        ] {
            assert_eq!(inline(text), want);
        }
    }
}
