//! The order of reading of right-to-left text.

use super::pieces::is_right_to_left;

/// Text drawn from the left, put in the order of reading: the whole turned round, except for runs of letters and
/// digits that are read from the left. Brackets come as they were written, not as they look.
pub(super) fn logical(visual: &str) -> String {
    let mut out = String::with_capacity(visual.len());
    let mut run: Vec<char> = Vec::new();
    let mut open: Vec<char> = Vec::new();
    let left = |c: char| c.is_alphanumeric() && !is_right_to_left(c) || is_digit(c);
    for c in visual.chars().rev() {
        if left(c) {
            run.append(&mut open);
            run.push(c);
        } else if !run.is_empty() && matches!(c, '.' | ',' | '/' | '-' | ':' | ' ' | '%') {
            open.push(c);
        } else {
            out.extend(run.drain(..).rev());
            out.extend(open.drain(..));
            out.push(c);
        }
    }
    out.extend(run.drain(..).rev());
    out.extend(open);
    out
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_brackets_keep_their_way() {
        for (visual, read) in
            [("ب ا", "ا ب"), ("ب 2018 ا", "ا 2018 ب"), (")ب( ا", "ا (ب)"), ("ب UN 10.7 ا", "ا UN 10.7 ب")]
        {
            assert_eq!(logical(visual), read);
        }
    }
}
