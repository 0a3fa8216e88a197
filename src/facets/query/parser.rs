//! From what people write to what they ask for.

use super::{Condition, Field, Query, Words, Wrong, joined, words_of};
use crate::model::text::fold;

/// Brackets in brackets, at most: nobody means more, and full-text search does not take many more.
const DEEPEST: usize = 20;
/// Words and conditions, at most.
const MOST: usize = 200;
/// What may begin a part.
const PART: &str = "expected a word, a “phrase”, field:value or ( here";

/// How a query is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// What is wrong is told.
    Strict,
    /// What is wrong is left out.
    Lenient,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Leaf(Query),
}

/// Reads a query in which the schemes of these names are fields, too.
pub fn parse(text: &str, care: Care, schemes: &[&str]) -> Result<Query, Wrong> {
    let tokens = Lexer { chars: text.chars().collect(), at: 0, care, schemes, tokens: Vec::new() }.run()?;
    let mut parser = Parser { tokens, at: 0, care, end: text.chars().count() + 1 };
    let mut query = parser.any(0)?;
    while let Some((column, _)) = parser.peek() {
        if care == Care::Strict {
            return Err(Wrong { column, words: "there is no ( for this )".into(), open: false });
        }
        parser.at += 1;
        query = both(query, parser.any(0)?);
    }
    Ok(query)
}

fn both(one: Query, other: Query) -> Query {
    match (one, other) {
        (Query::Everything, query) | (query, Query::Everything) => query,
        (one, other) => Query::All(vec![one, other]),
    }
}

struct Lexer<'a> {
    chars: Vec<char>,
    at: usize,
    care: Care,
    /// Schemes whose names are fields.
    schemes: &'a [&'a str],
    tokens: Vec<(usize, Token)>,
}

impl Lexer<'_> {
    fn run(mut self) -> Result<Vec<(usize, Token)>, Wrong> {
        let mut leaves = 0;
        while let Some(c) = self.chars.get(self.at).copied() {
            let column = self.at + 1;
            let token = match c {
                c if c.is_whitespace() => None,
                '(' => Some(Token::Open),
                ')' => Some(Token::Close),
                '-' if self.begins_part(self.at + 1) => Some(Token::Not),
                _ => {
                    let token = if is_quote(c) { self.phrase()? } else { self.bare()? };
                    leaves += usize::from(matches!(token, Some(Token::Leaf(_))));
                    if leaves > MOST {
                        return self
                            .wrong(column, format!("a query takes at most {MOST} words"), false)
                            .map(|_| self.tokens);
                    }
                    self.tokens.extend(token.map(|token| (column, token)));
                    continue;
                }
            };
            self.at += 1;
            self.tokens.extend(token.map(|token| (column, token)));
        }
        Ok(self.tokens)
    }

    /// An error, or nothing where what is wrong is left out.
    fn wrong(&self, column: usize, words: String, open: bool) -> Result<(), Wrong> {
        match self.care {
            Care::Strict => Err(Wrong { column, words, open }),
            Care::Lenient => Ok(()),
        }
    }

    fn begins_part(&self, at: usize) -> bool {
        self.chars.get(at).is_some_and(|c| c.is_alphanumeric() || is_quote(*c) || *c == '(')
    }

    /// A text in quotes; the lexer stands on the first.
    fn quoted(&mut self) -> Result<String, Wrong> {
        let column = self.at + 1;
        let from = self.at + 1;
        let to = (from..self.chars.len()).find(|at| is_quote(self.chars[*at]));
        if to.is_none() {
            self.wrong(column, "the quote that begins here does not end".into(), true)?;
        }
        let to = to.unwrap_or(self.chars.len());
        self.at = to + 1;
        Ok(self.chars.get(from..to).unwrap_or_default().iter().collect())
    }

    fn phrase(&mut self) -> Result<Option<Token>, Wrong> {
        // A quote that is still open may be in the middle of a word.
        let text = self.quoted()?;
        let beginning = text.ends_with('*') || self.at > self.chars.len();
        Ok(words(&text, true, beginning))
    }

    /// A word, an operator, or a field with its value.
    fn bare(&mut self) -> Result<Option<Token>, Wrong> {
        let from = self.at;
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c);
        while self.chars.get(self.at).is_some_and(|c| !ends(*c)) {
            self.at += 1;
        }
        let text: String = self.chars[from..self.at].iter().collect();
        match text.to_ascii_lowercase().as_str() {
            "and" => return Ok(Some(Token::And)),
            "or" => return Ok(Some(Token::Or)),
            "not" => return Ok(Some(Token::Not)),
            _ => {}
        }
        if let Some((name, value)) =
            text.split_once(':').filter(|(name, _)| is_name(name) || self.scheme(name))
        {
            return self.field(from, name, value.to_string());
        }
        let open = self.at == self.chars.len();
        let star = text.ends_with('*');
        Ok(words(&text, star, star || open))
    }

    /// A field whose name was read; a value in quotes may follow.
    fn field(&mut self, from: usize, name: &str, mut value: String) -> Result<Option<Token>, Wrong> {
        let column = from + name.chars().count() + 2;
        let mut quoted = false;
        let tilde = value == "~";
        if (value.is_empty() || tilde) && self.chars.get(self.at).is_some_and(|c| is_quote(*c)) {
            value = self.quoted()?;
            // A value whose quote is still open may be in the middle of a word.
            quoted = self.at <= self.chars.len() && !tilde;
            value = if tilde { format!("~{value}") } else { value };
        }
        let name = name.to_ascii_lowercase();
        let field = Field::ALL.into_iter().find(|field| field.word() == name);
        let Some(field) = field.or(self.scheme(&name).then_some(Field::Tag)) else {
            return self.wrong(from + 1, self.unknown(&name), false).map(|()| None);
        };
        let value = value.trim().to_string();
        if value.is_empty() || value == "~" {
            return self.wrong(column, format!("expected a value after {name}:"), true).map(|()| None);
        }
        // `group:women` is a short way to write `tag:group:women`.
        let value = if field.word() == name { value } else { format!("{name}:{value}") };
        Ok(Some(Token::Leaf(Query::Field(Condition { field, value, quoted, column }))))
    }

    fn scheme(&self, name: &str) -> bool {
        self.schemes.iter().any(|scheme| scheme.eq_ignore_ascii_case(name))
    }

    /// That there is no such field; what is written most like it comes first.
    fn unknown(&self, name: &str) -> String {
        let mut known = Field::ALL.map(Field::word).to_vec();
        known.extend(self.schemes.iter().filter(|scheme| !Field::ALL.iter().any(|f| f.word() == **scheme)));
        known.sort_by_key(|word| unlikeness(name, word));
        let known = known.join(", ");
        format!("there is no field ‘{name}’; one of: {known}; or put it in quotes to search for the words")
    }
}

/// How many letters must be put in, taken out or exchanged to make one word of another; of a word that goes on, none.
fn unlikeness(written: &str, word: &str) -> usize {
    if word.starts_with(written) || written.starts_with(word) {
        return 0;
    }
    let mut line: Vec<usize> = (0..=word.chars().count()).collect();
    for (row, a) in (1..).zip(written.chars()) {
        let mut before = std::mem::replace(&mut line[0], row);
        for (column, b) in (1..).zip(word.chars()) {
            let exchanged = before + usize::from(a != b);
            before = line[column];
            line[column] = exchanged.min(before + 1).min(line[column - 1] + 1);
        }
    }
    line.last().copied().unwrap_or(0)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}')
}

/// Whether a text before a colon may name a field: `10:30` and `https://` are words.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphabetic())
        && !matches!(text.to_ascii_lowercase().as_str(), "http" | "https")
}

/// The words of a text as a part of the query; none where it has none. Several stand together. An article that an
/// apostrophe ties to its noun (l’enfant, d’asile) is left out: the index parts them.
fn words(text: &str, exact: bool, beginning: bool) -> Option<Token> {
    let folded = fold(text);
    let bound = folded.split_once('\'').filter(|(article, noun)| {
        !exact && matches!(*article, "l" | "d" | "qu" | "s" | "n" | "c" | "j" | "m" | "t") && !noun.is_empty()
    });
    let words = words_of(bound.map_or(folded.as_str(), |(_, noun)| noun));
    let exact = exact || words.len() > 1;
    (!words.is_empty()).then_some(Token::Leaf(Query::Words(Words { words, exact, beginning })))
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    care: Care,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<(usize, &Token)> {
        self.tokens.get(self.at).map(|(column, token)| (*column, token))
    }

    /// Parts with `or` between them.
    fn any(&mut self, depth: usize) -> Result<Query, Wrong> {
        let mut parts = vec![self.all(depth)?];
        while let Some((column, Token::Or)) = self.peek() {
            if parts.last() == Some(&Query::Everything) {
                self.expected(column)?;
            }
            self.at += 1;
            let part = self.all(depth)?;
            if part == Query::Everything {
                self.expected(self.here())?;
            }
            parts.push(part);
        }
        // What is missing is not asked for: `a or` finds what `a` finds.
        parts.retain(|part| *part != Query::Everything);
        Ok(joined(parts, Query::Any))
    }

    /// Parts with `and`, or nothing, between them.
    fn all(&mut self, depth: usize) -> Result<Query, Wrong> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                None | Some((_, Token::Or | Token::Close)) => break,
                Some((column, Token::And)) => {
                    if parts.is_empty() {
                        self.expected(column)?;
                    }
                    self.at += 1;
                    if matches!(self.peek(), None | Some((_, Token::And | Token::Or | Token::Close))) {
                        self.expected(self.here())?;
                    }
                }
                Some(_) => parts.extend(self.part(depth)?),
            }
        }
        Ok(joined(parts, Query::All))
    }

    /// A word, a field, brackets, or the opposite of one of these.
    fn part(&mut self, depth: usize) -> Result<Option<Query>, Wrong> {
        let mut opposite = false;
        while let Some((_, Token::Not)) = self.peek() {
            opposite = !opposite;
            self.at += 1;
        }
        let column = self.here();
        let found = match self.tokens.get(self.at).map(|(_, token)| token.clone()) {
            Some(Token::Leaf(query)) => {
                self.at += 1;
                Some(query)
            }
            Some(Token::Open) => {
                self.at += 1;
                self.bracket(column, depth + 1)?
            }
            _ => {
                self.expected(column)?;
                None
            }
        };
        Ok(found.map(|query| if opposite { Query::Not(Box::new(query)) } else { query }))
    }

    /// What stands in brackets, after the first.
    fn bracket(&mut self, column: usize, depth: usize) -> Result<Option<Query>, Wrong> {
        if depth > DEEPEST {
            if self.care == Care::Strict {
                return Err(Wrong {
                    column,
                    words: format!("brackets stand at most {DEEPEST} deep"),
                    open: false,
                });
            }
            self.at = self.tokens.len();
            return Ok(None);
        }
        let query = self.any(depth)?;
        if query == Query::Everything {
            self.expected(self.here())?;
        }
        match self.peek() {
            Some((_, Token::Close)) => self.at += 1,
            _ if self.care == Care::Strict => {
                return Err(Wrong {
                    column,
                    words: "the ( that stands here is not closed".into(),
                    open: true,
                });
            }
            _ => {}
        }
        Ok((query != Query::Everything).then_some(query))
    }

    fn here(&self) -> usize {
        self.peek().map_or(self.end, |(column, _)| column)
    }

    fn expected(&self, column: usize) -> Result<(), Wrong> {
        match self.care {
            Care::Strict => Err(Wrong { column, words: PART.into(), open: column == self.end }),
            Care::Lenient => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A query as people would write it with all brackets.
    fn shown(query: &Query) -> String {
        let joined = |parts: &[Query], with: &str| {
            format!("({})", parts.iter().map(shown).collect::<Vec<_>>().join(with))
        };
        match query {
            Query::Everything => "everything".into(),
            Query::Words(w) => {
                let quote = if w.exact { "'" } else { "" };
                format!("{quote}{}{}{quote}", w.words.join(" "), if w.beginning { "*" } else { "" })
            }
            Query::Field(c) => {
                let quote = if c.quoted { "'" } else { "" };
                format!("{}={quote}{}{quote}@{}", c.field.word(), c.value, c.column)
            }
            Query::All(parts) => joined(parts, " & "),
            Query::Any(parts) => joined(parts, " | "),
            Query::Not(part) => format!("!{}", shown(part)),
        }
    }

    #[test]
    fn queries_are_read() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Query::parse(text).map(|q| shown(&q)), Ok(expected.to_string()), "{text}");
            assert_eq!(shown(&Query::so_far(text)), expected, "{text}, while it is written");
        };
        check("", "everything");
        check("  * … ", "everything");
        check("Data", "data*");
        check("data ", "data");
        check("données  échange", "(donnees & echange*)");
        check("wom* ", "'wom*'");
        check("wom*", "'wom*'");
        check("\"search and rescue\" sea ", "('search and rescue' & sea)");
        check("“search and rescue”", "'search and rescue'");
        check("« regroupement familial »", "'regroupement familial'");
        check("\"climate chang*\"", "'climate chang*'");
        check("cross-border ", "'cross border'");
        check("l’enfant d'asile ", "(enfant & asile)");
        check("a b or c d ", "((a & b) | (c & d))");
        check("a and b OR c ", "((a & b) | c)");
        check("a (b or c) ", "(a & (b | c))");
        check("not a -b ", "(!a & !b)");
        check("not not a ", "a");
        check("a -(b or c)", "(a & !(b | c))");
        check("a - b ", "(a & b)");
        check("-\"b c\"", "!'b c'");
        check("verdict:keep", "verdict=keep@9");
        check("(verdict:keep) or cluster:~3 ", "(verdict=keep@10 | cluster=~3@27)");
        check("document:\"riverside dialogue\" x ", "(document='riverside dialogue'@10 & x)");
        check("tag:element:v", "tag=element:v@5");
        check("not note:*", "!note=*@10");
        check("Proposer:Glenmoor", "proposer=Glenmoor@10");
        check("at 10:30 ", "(at & '10 30')");
        check("https://a.example ", "'https a example'");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_column() {
        let check = |text: &str, column: usize, words: &str, so_far: &str| {
            let wrong = Query::parse(text).unwrap_err();
            assert!(wrong.column == column && wrong.words.contains(words), "{text}: {wrong}");
            assert_eq!(shown(&Query::so_far(text)), so_far, "{text}, while it is written");
        };
        check("data \"search and", 6, "does not end", "(data & 'search and*')");
        check("document:\"river", 10, "does not end", "document=river@10");
        check("(a or b ", 1, "not closed", "(a | b)");
        check("a ) b ", 3, "no (", "(a & b)");
        check("a and", 6, "a word, a “phrase”", "a");
        check("a or ", 6, "a word, a “phrase”", "a");
        check("or a ", 1, "a word, a “phrase”", "a");
        check("and a ", 1, "a word, a “phrase”", "a");
        check("a and or b ", 7, "a word, a “phrase”", "(a | b)");
        check("a () ", 4, "a word, a “phrase”", "a");
        check("not", 4, "a word, a “phrase”", "everything");
        check("a not ", 7, "a word, a “phrase”", "a");
        check("é verdict:", 11, "expected a value after verdict:", "e");
        check("a colour:red b ", 3, "there is no field ‘colour’", "(a & b)");
        check("cluster:~", 9, "expected a value", "everything");
        check(&"(".repeat(30), 21, "at most 20 deep", "everything");
        check(&"a ".repeat(201), 401, "at most 200 words", &format!("({})", ["a"; 200].join(" & ")));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whatever_is_typed_is_read(text in "\\PC{0,60}|([-a-z():~*\"'«» ]|and |or |not |note:|cluster:){0,40}") {
            let so_far = Query::so_far(&text);
            if let Err(wrong) = Query::parse(&text) {
                prop_assert!((1..=text.chars().count() + 1).contains(&wrong.column), "{}", wrong);
            } else {
                prop_assert_eq!(Query::parse(&text).ok(), Some(so_far));
            }
        }
    }
}
