//! The marks and characters that rich text is written in.

/// What comes next in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` or `\name12`.
    Word(&'b str, Option<i32>),
    /// `\~`: a backslash and a sign.
    Sign(u8),
    /// A byte of text, written out or as `\'e9`.
    Byte(u8),
}

/// Cuts bytes into tokens.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
    /// Whether something was no proper token.
    pub is_damaged: bool,
}

impl<'b> Tokens<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Tokens { rest: bytes, is_damaged: false }
    }

    fn word(&mut self) -> Token<'b> {
        let letters = self.rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (name, rest) = self.rest.split_at(letters);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take_while(|b| b.is_ascii_digit()).count();
        let number = (digits > 0).then(|| &rest[..sign + digits]);
        self.rest = &rest[number.map_or(0, <[u8]>::len)..];
        // A blank ends the word and is no text.
        self.rest = self.rest.strip_prefix(b" ").unwrap_or(self.rest);
        let number = number.and_then(|n| std::str::from_utf8(n).ok()).map(|n| n.parse().unwrap_or(0));
        Token::Word(std::str::from_utf8(name).unwrap_or_default(), number)
    }

    /// Passes over pictures and the like, which are stored as bytes.
    fn skip_binary(&mut self, count: Option<i32>) {
        let count = usize::try_from(count.unwrap_or(0)).unwrap_or(0);
        self.is_damaged |= count > self.rest.len();
        self.rest = &self.rest[count.min(self.rest.len())..];
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match first {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => match rest.first() {
                    Some(b) if b.is_ascii_alphabetic() => match self.word() {
                        Token::Word("bin", count) => {
                            self.skip_binary(count);
                            continue;
                        }
                        word => word,
                    },
                    Some(b'\'') => {
                        let digits = rest.get(1..3).and_then(|d| std::str::from_utf8(d).ok());
                        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
                            Some(byte) => {
                                self.rest = &rest[3..];
                                Token::Byte(byte)
                            }
                            None => {
                                self.rest = &rest[1..];
                                self.is_damaged = true;
                                continue;
                            }
                        }
                    }
                    Some(sign) => {
                        self.rest = &rest[1..];
                        Token::Sign(*sign)
                    }
                    None => continue,
                },
                byte => Token::Byte(*byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_cut_into_tokens() {
        let check = |file: &[u8], tokens: &[Token], is_damaged: bool| {
            let mut all = Tokens::new(file);
            let found: Vec<_> = all.by_ref().collect();
            assert_eq!((found.as_slice(), all.is_damaged), (tokens, is_damaged));
        };
        use Token::{Byte, Close, Open, Sign, Word};
        check(b"{\\b0 a\r\n}", &[Open, Word("b", Some(0)), Byte(b'a'), Close], false);
        check(b"\\u-4000\\'e9\\~\\\\", &[Word("u", Some(-4000)), Byte(0xe9), Sign(b'~'), Sign(b'\\')], false);
        check(b"\\bin3 {{{x", &[Byte(b'x')], false);
        check(b"\\bin9 x", &[], true);
        check(b"\\'zz\\", &[Byte(b'z'), Byte(b'z')], true);
        check(b"\\fs99999999999 ", &[Word("fs", Some(0))], false);
        check(b"\\par\\- ", &[Word("par", None), Sign(b'-'), Byte(b' ')], false);
    }
}
