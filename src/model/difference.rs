//! What an edit changed, word by word.

/// Words that both texts have, or only one of them, joined by spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the first.
    Removed(String),
    /// Only in the second.
    Added(String),
}

/// Comparing more words with each other than this would take longer than a key press may.
const MOST: usize = 4_000_000;

/// The pieces that lead from one text to another; what was removed stands before what was added.
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let (one, two): (Vec<&str>, Vec<&str>) =
        (before.split_whitespace().collect(), after.split_whitespace().collect());
    let begin = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let (rest_one, rest_two) = (&one[begin..], &two[begin..]);
    let end = rest_one.iter().rev().zip(rest_two.iter().rev()).take_while(|(a, b)| a == b).count();
    let (middle_one, same) = rest_one.split_at(rest_one.len() - end);
    let middle_two = &rest_two[..rest_two.len() - end];
    let mut pieces = Pieces::default();
    pieces.same(&one[..begin]);
    let mut from = (0, 0);
    for (a, b) in common(middle_one, middle_two) {
        pieces.changed(&middle_one[from.0..a], &middle_two[from.1..b]);
        pieces.same(&middle_one[a..=a]);
        from = (a + 1, b + 1);
    }
    pieces.changed(&middle_one[from.0..], &middle_two[from.1..]);
    pieces.same(same);
    pieces.found
}

/// The pieces with at most so many unchanged words on each side of a change; what is left out in between, and at both
/// ends, is an ellipsis.
pub fn shortened(pieces: &[Piece], words: usize) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let short = |(n, piece): (usize, &Piece)| {
        let Piece::Same(same) = piece else { return piece.clone() };
        let all: Vec<&str> = same.split(' ').collect();
        let after = if n > 0 { words } else { 0 };
        let before = if n < last { words } else { 0 };
        // A text that did not change at all is not shortened to nothing.
        if all.len() <= after + before + 1 || after + before == 0 {
            return piece.clone();
        }
        let kept = [&all[..after], &["…"], &all[all.len() - before..]].concat();
        Piece::Same(kept.join(" "))
    };
    pieces.iter().enumerate().map(short).collect()
}

/// The difference in plain text, as `wdiff` writes it: "call [-quickly-] {+soon+}".
pub fn in_plain_text(pieces: &[Piece]) -> String {
    let word = |piece: &Piece| match piece {
        Piece::Same(words) => words.clone(),
        Piece::Removed(words) => format!("[-{words}-]"),
        Piece::Added(words) => format!("{{+{words}+}}"),
    };
    pieces.iter().map(word).collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Pieces {
    found: Vec<Piece>,
}

impl Pieces {
    fn same(&mut self, words: &[&str]) {
        match self.found.last_mut() {
            _ if words.is_empty() => {}
            Some(Piece::Same(before)) => {
                before.push(' ');
                before.push_str(&words.join(" "));
            }
            _ => self.found.push(Piece::Same(words.join(" "))),
        }
    }

    fn changed(&mut self, removed: &[&str], added: &[&str]) {
        if !removed.is_empty() {
            self.found.push(Piece::Removed(removed.join(" ")));
        }
        if !added.is_empty() {
            self.found.push(Piece::Added(added.join(" ")));
        }
    }
}

/// Places of the longest sequence of words that both have.
fn common(one: &[&str], two: &[&str]) -> Vec<(usize, usize)> {
    if one.len().saturating_mul(two.len()) > MOST {
        return Vec::new();
    }
    let columns = two.len() + 1;
    // How many words the rests from here on have in common.
    let mut length = vec![0u32; (one.len() + 1) * columns];
    for a in (0..one.len()).rev() {
        for b in (0..two.len()).rev() {
            length[a * columns + b] = if one[a] == two[b] {
                length[(a + 1) * columns + b + 1] + 1
            } else {
                length[(a + 1) * columns + b].max(length[a * columns + b + 1])
            };
        }
    }
    let (mut a, mut b, mut found) = (0, 0, Vec::new());
    while a < one.len() && b < two.len() {
        if one[a] == two[b] {
            found.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if length[(a + 1) * columns + b] >= length[a * columns + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn edits_are_told_word_by_word() {
        let check = |before: &str, after: &str, told: &str| {
            assert_eq!(in_plain_text(&difference(before, after)), told);
        };
        check("open the office", "open the office", "open the office");
        check("open the old office now", "open an office now", "open [-the old-] {+an+} office now");
        check("open schools", "open schools and clinics", "open schools {+and clinics+}");
        check("to open schools", "schools", "[-to open-] schools");
        check("", "all new", "{+all new+}");
        check("a b c d", "b x d", "[-a-] b [-c-] {+x+} d");
        check("gone", "", "[-gone-]");
    }

    #[test]
    fn what_did_not_change_is_shortened() {
        let check = |before: &str, after: &str, told: &str| {
            assert_eq!(in_plain_text(&shortened(&difference(before, after), 2)), told);
        };
        check("a b c d e f g h", "a b c x e f g h", "a b c [-d-] {+x+} e f …");
        check("a b c", "a x c", "a [-b-] {+x+} c");
        check("1 2 3 4 5 6 7 8 9", "0 2 3 4 5 6 7 8 0", "[-1-] {+0+} 2 3 … 7 8 [-9-] {+0+}");
        check("a b c d e", "a b c d e", "a b c d e");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn a_difference_holds_both_texts(before in "([a-c] ){0,12}", after in "([a-c] ){0,12}") {
            let pieces = difference(&before, &after);
            let read = |with_removed: bool| {
                let words = pieces.iter().filter_map(|piece| match piece {
                    Piece::Same(words) => Some(words.as_str()),
                    Piece::Removed(words) => with_removed.then_some(words.as_str()),
                    Piece::Added(words) => (!with_removed).then_some(words.as_str()),
                });
                words.collect::<Vec<_>>().join(" ")
            };
            prop_assert_eq!(read(true), before.trim_end());
            prop_assert_eq!(read(false), after.trim_end());
        }
    }
}
