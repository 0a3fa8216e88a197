//! Bullets and numbers at the beginning of a line.

/// What stands before a list item, a numbered heading or a numbered paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct Mark<'a> {
    /// The bullet or number as it stands: "•", "(a)", "3.1".
    pub label: &'a str,
    /// What sort of mark it is.
    pub sort: Sort,
    /// The words after it.
    pub rest: &'a str,
}

/// Sorts of marks. Two marks of one sort at one depth belong to the same list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::ingest) enum Sort {
    /// A sign without order: •, -, *, o.
    Bullet(char),
    /// 1. 1) (1) 1 – one number and how it is set off.
    Number(u32, Set),
    /// 3.1, 123.45: the number of parts and the last one.
    Parts(u8, u32),
    /// a) (a) a., with its place in the alphabet.
    Letter(u32, Set),
    /// A. B., with its place in the alphabet.
    Capital(u32, Set),
    /// i) (i) i.
    Roman(u32, Set),
    /// I. II. III.
    GreatRoman(u32, Set),
}

/// How a number or letter is set off from the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::ingest) enum Set {
    /// 1.
    Dot,
    /// 1)
    Closed,
    /// (1)
    Enclosed,
}

impl Sort {
    /// The number a mark stands for, where it has one.
    pub fn number(self) -> Option<u32> {
        match self {
            Sort::Bullet(_) => None,
            Sort::Number(n, _)
            | Sort::Parts(_, n)
            | Sort::Letter(n, _)
            | Sort::Capital(n, _)
            | Sort::Roman(n, _)
            | Sort::GreatRoman(n, _) => Some(n),
        }
    }

    /// Whether two marks could stand in one list.
    pub fn like(self, other: Sort) -> bool {
        match (self, other) {
            (Sort::Bullet(a), Sort::Bullet(b)) => a == b,
            (Sort::Number(_, a), Sort::Number(_, b))
            | (Sort::Letter(_, a), Sort::Letter(_, b))
            | (Sort::Capital(_, a), Sort::Capital(_, b))
            | (Sort::Roman(_, a), Sort::Roman(_, b))
            | (Sort::GreatRoman(_, a), Sort::GreatRoman(_, b)) => a == b,
            (Sort::Parts(a, _), Sort::Parts(b, _)) => a == b,
            _ => false,
        }
    }

    /// The same mark read as a letter where it was read as a roman number: "(i)" after "(h)".
    pub fn as_letter(self, label: &str) -> Option<Sort> {
        let set = match self {
            Sort::Roman(_, set) | Sort::GreatRoman(_, set) => set,
            _ => return None,
        };
        let mut letters = label.chars().filter(|c| c.is_ascii_alphabetic());
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        let place = u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1;
        Some(if letter.is_ascii_lowercase() { Sort::Letter(place, set) } else { Sort::Capital(place, set) })
    }
}

const BULLETS: &str = "•●◦○▪■□▸►▶➢➤➔→✓✔❖⁃∙·*-–—\u{f0b7}\u{f0a7}\u{f0d8}\u{f076}\u{2010}\u{2011}";

/// The mark at the beginning of a trimmed line, if it has one.
pub(in crate::ingest) fn mark(line: &str) -> Option<Mark<'_>> {
    bullet(line).or_else(|| numbered(line)).or_else(|| arabic(line))
}

/// "أ)", "(ب)", "ج-", "١.": Arabic letters in their old order, and digits.
fn arabic(line: &str) -> Option<Mark<'_>> {
    const LETTERS: [char; 12] = ['أ', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل'];
    let enclosed = line.starts_with('(');
    let body = line.strip_prefix('(').unwrap_or(line);
    let core = body.find([')', '.', '-']).filter(|at| (1..=6).contains(at)).map(|at| &body[..at])?;
    let close = body[core.len()..].chars().next()?;
    let len = line.len() - body.len() + core.len() + close.len_utf8();
    let rest = &line[len..];
    let set = match close {
        ')' if enclosed => Set::Enclosed,
        _ if enclosed => return None,
        ')' => Set::Closed,
        _ => Set::Dot,
    };
    let mut chars = core.chars();
    let only = chars.next().filter(|_| chars.next().is_none());
    let letter = only.map(|c| if c == 'ا' { 'أ' } else { c });
    let place = letter.and_then(|c| LETTERS.iter().position(|l| *l == c));
    let digit = |c: char| ('٠'..='٩').contains(&c).then(|| c as u32 - '٠' as u32);
    let number = core.chars().try_fold(0u32, |n, c| digit(c).map(|d| n * 10 + d)).filter(|n| *n > 0);
    let sort = match (place, number) {
        (Some(place), _) => Sort::Letter(place as u32 + 1, set),
        (_, Some(number)) => Sort::Number(number, set),
        _ => return None,
    };
    rest.starts_with(char::is_whitespace).then(|| Mark { label: &line[..len], sort, rest: rest.trim_start() })
}

fn bullet(line: &str) -> Option<Mark<'_>> {
    let first = line.chars().next()?;
    let after = &line[first.len_utf8()..];
    let spaced = after.is_empty() || after.starts_with(char::is_whitespace);
    let glued = !"*-–—·\u{2010}\u{2011}".contains(first) && !after.starts_with(first);
    let known = BULLETS.contains(first) && (spaced || glued) || first == 'o' && spaced && !after.is_empty();
    known.then(|| Mark {
        label: &line[..first.len_utf8()],
        sort: Sort::Bullet(first),
        rest: after.trim_start(),
    })
}

fn numbered(line: &str) -> Option<Mark<'_>> {
    let enclosed = line.starts_with('(') || line.starts_with('[');
    let body = if enclosed { &line[1..] } else { line };
    let dashed = dashed_number(body);
    let core_len = dashed.unwrap_or_else(|| {
        body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(body.len())
    });
    if core_len == 0 || core_len > 12 {
        return None;
    }
    let core = &body[..core_len];
    let tail = &body[core_len..];
    let (core, set, len) = if enclosed {
        let close = tail.chars().next().filter(|c| matches!(c, ')' | ']'))?;
        (core, Set::Enclosed, 1 + core_len + close.len_utf8())
    } else if tail.starts_with(')') || tail.starts_with('º') || tail.starts_with('°') {
        (core, Set::Closed, core_len + tail.chars().next().map_or(0, char::len_utf8))
    } else {
        let bare = core.strip_suffix('.').unwrap_or(core);
        // Without a full stop only "3.1" is a number of a list; "3 States" is not.
        if bare.len() == core.len() && !bare.contains('.') {
            return None;
        }
        (bare, Set::Dot, core_len)
    };
    // "(1) (a)" and "1.-" are one mark each.
    let label = &line[..len];
    let mut rest = &line[len..];
    if set == Set::Closed || set == Set::Dot {
        rest = rest.strip_prefix(".-").or_else(|| rest.strip_prefix('-')).unwrap_or(rest);
    }
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim_start();
    sort(core, set).map(|sort| Mark { label, sort, rest })
}

/// The length of "125-15." and "125-15" before a space: a number of two parts whose full stop was mistyped.
fn dashed_number(body: &str) -> Option<usize> {
    let (first, rest) = body.split_once('-')?;
    let second = rest.bytes().take_while(u8::is_ascii_digit).count();
    let digits = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit());
    let stop = rest[second..].starts_with(". ");
    (digits && (1..=3).contains(&second) && stop).then_some(first.len() + 1 + second + 1)
}

fn sort(core: &str, set: Set) -> Option<Sort> {
    if core.starts_with(|c: char| c.is_ascii_digit()) {
        let mut parts = 0u8;
        let mut last = 0;
        for part in core.split(['.', '-']) {
            if part.is_empty() || part.len() > 3 || !part.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            last = part.parse().ok()?;
            parts = parts.checked_add(1)?;
        }
        return Some(if parts == 1 { Sort::Number(last, set) } else { Sort::Parts(parts, last) });
    }
    if !core.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let lower = core.bytes().all(|b| b.is_ascii_lowercase());
    let upper = core.bytes().all(|b| b.is_ascii_uppercase());
    if !lower && !upper {
        return None;
    }
    if let Some(n) = roman(&core.to_ascii_lowercase()) {
        return Some(if lower { Sort::Roman(n, set) } else { Sort::GreatRoman(n, set) });
    }
    let letter = core.bytes().next().filter(|_| core.len() == 1)?;
    let place = u32::from(letter.to_ascii_lowercase() - b'a') + 1;
    Some(if lower { Sort::Letter(place, set) } else { Sort::Capital(place, set) })
}

/// A small roman number in lower case; letters that are only rarely numbers (c, d, l, m) stay letters.
fn roman(core: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = core.bytes().take_while(|b| *b == b'x').count();
    let rest = &core[tens..];
    let unit = UNITS.iter().position(|u| *u == rest)?;
    (tens < 4 && tens * 10 + unit > 0).then_some((tens * 10 + unit) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_what_only_looks_like_one() {
        for (line, label, rest) in [
            ("• Share data", "•", "Share data"),
            ("•Share data", "•", "Share data"),
            ("- Share", "-", "Share"),
            ("o Share", "o", "Share"),
            ("1. Share", "1.", "Share"),
            ("1) Share", "1)", "Share"),
            ("(1) Share", "(1)", "Share"),
            ("(iv) Share", "(iv)", "Share"),
            ("iv. Share", "iv.", "Share"),
            ("a) Share", "a)", "Share"),
            ("3.1 Data", "3.1", "Data"),
            ("3.1. Data", "3.1.", "Data"),
            ("123.45. Ratify it (Chad);", "123.45.", "Ratify it (Chad);"),
            ("II. Conclusions", "II.", "Conclusions"),
            ("-", "-", ""),
            ("148.1.", "148.1.", ""),
            ("125-15. Ratify it", "125-15.", "Ratify it"),
            ("ب) تنظيم", "ب)", "تنظيم"),
            ("١٢. تنظيم", "١٢.", "تنظيم"),
        ] {
            let found = mark(line).unwrap_or_else(|| panic!("no mark in {line:?}"));
            assert_eq!((found.label, found.rest), (label, rest), "{line:?}");
        }
        for line in [
            "-5 degrees",
            "3 States",
            "2030 Agenda",
            "2018. The",
            "e.g. this",
            "*emphasis*",
            "--",
            "(see 3)",
            "de",
            "",
        ] {
            assert_eq!(mark(line), None, "{line:?}");
        }
    }

    #[test]
    fn an_i_may_be_a_letter() {
        let found = mark("(i) Share").unwrap();
        assert_eq!(found.sort, Sort::Roman(1, Set::Enclosed));
        assert_eq!(found.sort.as_letter(found.label), Some(Sort::Letter(9, Set::Enclosed)));
    }
}
