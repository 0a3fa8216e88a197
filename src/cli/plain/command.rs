//! What a typed line means.

use crate::model::Verdict;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Go on by so many, back where it is less than nothing.
    Move(isize),
    /// Go to this place in the list, from 1.
    Go(usize),
    /// To the last.
    Last,
    /// To the next one without a verdict.
    NextUnreviewed,
    /// Keep with the suggested tags.
    Take,
    /// Give a verdict.
    Verdict(Verdict),
    /// Put a suggestion on or take it off, by its letter, counted from 0.
    Letter(usize),
    /// Put concepts of a scheme on or take them off: numbers, or any part of a label.
    Tag {
        /// The scheme.
        scheme: String,
        /// Numbers, or words of one label.
        words: String,
    },
    /// Write a note; none tells it.
    Note(Option<String>),
    /// Take the note away.
    NoNote,
    /// As the last one decided.
    Repeat,
    /// Mark this one, these places (from 1), or everything.
    Mark(Marked),
    /// Take all marks off.
    Unmark,
    /// Back one step.
    Undo,
    /// Forth again.
    Redo,
    /// Search; none ends it.
    Search(Option<String>),
    /// Show only what these filters let through, as `list` takes them.
    Filter(Vec<String>),
    /// Show everything again.
    Clear,
    /// Put in an order.
    Order(String),
    /// Read the source, so many paragraphs before and after.
    Read(usize),
    /// Tell everything about this one.
    Show,
    /// Tell how much is done.
    Progress,
    /// Tell every word.
    Help,
    /// Leave.
    Quit,
}

/// What is to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marked {
    /// The one that was told last.
    This,
    /// From this place to that one, from 1.
    Places(usize, usize),
    /// What stands under the same heading.
    Section,
    /// Everything that the filter lets through.
    All,
}

/// Every word, what may be written for it, and what it does.
pub const HELP: &[(&str, &str, &str)] = &[
    ("next", "an empty line, j", "the next recommendation"),
    ("previous", "k", "the one before"),
    ("go N", "first, last", "the N-th of the list"),
    ("unreviewed", "N", "the next without a verdict"),
    ("take", "+", "keep with the suggested tags, and go on"),
    ("keep", "y", "keep, and go on"),
    ("drop", "d, x", "drop, and go on"),
    ("later", "l", "leave for later, and go on"),
    ("unreview", "-", "take the verdict back"),
    ("A to E", "", "put a suggested concept on, or take it off"),
    ("cluster N", "1 to 6", "put clusters on, or take them off"),
    ("objective N", "o N, o WORDS", "put objectives on, or take them off, by number or any part of a label"),
    ("tag SCHEME:N", "t SCHEME:N", "the same for any scheme"),
    ("note TEXT", "n TEXT", "write a note; note alone tells it, note none takes it away"),
    ("repeat", ".", "decide as on the last one decided"),
    (
        "mark",
        "m, mark 3-8, mark section, mark all",
        "mark several: what is decided then is decided on all of them; unmark ends it",
    ),
    ("undo", "u", "take back the last step; redo (U) does it again"),
    ("search WORDS", "/WORDS", "only what answers; search alone ends it"),
    ("filter …", "f …", "only what `rapporteur list` would let through: filter cluster 3 verdict unreviewed"),
    ("clear", "c", "everything again"),
    ("order WORD", "s WORD", "document, certainty, certainty:desc, date, …"),
    ("read", "r, read 3", "the source around it"),
    ("show", "w", "everything about this one, with history"),
    ("progress", "p", "how much is done"),
    ("help", "?", "these words"),
    ("quit", "q", "leave; everything is saved"),
];

/// What a line means; an error says what was expected.
pub fn parse(line: &str) -> Result<Command, String> {
    let line = line.trim();
    if let Some(query) = line.strip_prefix('/') {
        return Ok(Command::Search(some(query)));
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    // Letters mean what they mean in the screen, where J is not j; words may be written as people like.
    let word = if word.chars().count() > 1 { word.to_lowercase() } else { word.to_string() };
    let command = match word.as_str() {
        "" | "next" | "j" => Command::Move(1),
        "previous" | "prev" | "back" | "k" => Command::Move(-1),
        "first" => Command::Go(1),
        "last" | "G" => Command::Last,
        "go" => Command::Go(number(rest).ok_or("go where? go 12 goes to the twelfth")?),
        "unreviewed" | "N" => Command::NextUnreviewed,
        "take" | "+" | "space" => Command::Take,
        "keep" | "y" => Command::Verdict(Verdict::Keep),
        "drop" | "d" | "x" => Command::Verdict(Verdict::Drop),
        "later" | "l" => Command::Verdict(Verdict::Later),
        "unreview" | "-" => Command::Verdict(Verdict::Unreviewed),
        "A" | "B" | "C" | "D" | "E" => Command::Letter(usize::from(word.as_bytes()[0] - b'A')),
        "1" | "2" | "3" | "4" | "5" | "6" => tag("cluster", &word)?,
        "cluster" => tag("cluster", rest)?,
        "objective" | "objectives" | "o" => tag("objective", rest)?,
        "tag" | "t" => {
            let (scheme, words) = rest.split_once(':').ok_or("tag what? tag element:v")?;
            tag(scheme.trim(), words)?
        }
        "note" | "n" if rest.eq_ignore_ascii_case("none") => Command::NoNote,
        "note" | "n" => Command::Note(some(rest)),
        "repeat" | "." => Command::Repeat,
        "mark" | "m" => {
            Command::Mark(marked(rest).ok_or("mark what? mark, mark 3-8, mark section or mark all")?)
        }
        "unmark" => Command::Unmark,
        "undo" | "u" => Command::Undo,
        "redo" | "U" => Command::Redo,
        "search" => Command::Search(some(rest)),
        "filter" | "f" => Command::Filter(flags(rest)),
        "clear" | "c" => Command::Clear,
        "order" | "sort" | "s" => Command::Order(rest.to_string()),
        "read" | "r" if rest.is_empty() => Command::Read(1),
        "read" | "r" => {
            Command::Read(number(rest).ok_or("read how much? read 3 reads three paragraphs around")?)
        }
        "show" | "w" => Command::Show,
        "progress" | "p" => Command::Progress,
        "help" | "?" => Command::Help,
        "quit" | "exit" | "q" => Command::Quit,
        other => return Err(format!("‘{other}’ means nothing here; help tells every word")),
    };
    Ok(command)
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_string())
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok()
}

fn tag(scheme: &str, words: &str) -> Result<Command, String> {
    match some(words) {
        Some(words) => Ok(Command::Tag { scheme: scheme.to_string(), words }),
        None => Err(format!("which {scheme}? write its number, or any part of its label")),
    }
}

fn marked(rest: &str) -> Option<Marked> {
    match rest.split_once('-') {
        _ if rest.is_empty() => Some(Marked::This),
        _ if rest == "all" => Some(Marked::All),
        _ if rest == "section" => Some(Marked::Section),
        Some((from, to)) => Some(Marked::Places(number(from.trim())?, number(to.trim())?)),
        None => number(rest).map(|at| Marked::Places(at, at)),
    }
}

/// "cluster 3 region \"West Africa\"" as the command line's own flags; `--` may be written or not.
fn flags(words: &str) -> Vec<String> {
    let mut flags = Vec::new();
    let mut is_name = true;
    for word in quoted(words) {
        if is_name && !word.starts_with("--") {
            flags.push(format!("--{word}"));
        } else {
            flags.push(word);
        }
        is_name = !is_name;
    }
    flags
}

/// Words apart, those in quotes together.
fn quoted(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (n, part) in text.split('"').enumerate() {
        match n % 2 {
            1 => words.push(part.to_string()),
            _ => words.extend(part.split_whitespace().map(String::from)),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_and_letters_are_commands() {
        let tag = |scheme: &str, words: &str| Command::Tag { scheme: scheme.into(), words: words.into() };
        for (line, command) in [
            ("", Command::Move(1)),
            ("  j ", Command::Move(1)),
            ("Previous", Command::Move(-1)),
            ("go 12", Command::Go(12)),
            ("keep", Command::Verdict(Verdict::Keep)),
            ("KEEP", Command::Verdict(Verdict::Keep)),
            ("-", Command::Verdict(Verdict::Unreviewed)),
            ("C", Command::Letter(2)),
            ("3", tag("cluster", "3")),
            ("o save lives", tag("objective", "save lives")),
            ("cluster 1 4", tag("cluster", "1 4")),
            ("tag element:v", tag("element", "v")),
            ("note ask the  desk", Command::Note(Some("ask the  desk".into()))),
            ("n", Command::Note(None)),
            ("note none", Command::NoNote),
            ("mark", Command::Mark(Marked::This)),
            ("mark 3-8", Command::Mark(Marked::Places(3, 8))),
            ("m all", Command::Mark(Marked::All)),
            ("mark section", Command::Mark(Marked::Section)),
            ("/sea rescue", Command::Search(Some("sea rescue".into()))),
            ("search", Command::Search(None)),
            ("read 3", Command::Read(3)),
            ("q", Command::Quit),
        ] {
            assert_eq!(parse(line), Ok(command), "{line}");
        }
        let flags = ["--cluster", "3", "--region", "West Africa"].map(String::from).to_vec();
        assert_eq!(parse("filter cluster 3 --region \"West Africa\""), Ok(Command::Filter(flags)));
    }

    #[test]
    fn what_means_nothing_says_the_way_out() {
        for (line, words) in [
            ("jump", "help tells every word"),
            ("Z", "help tells every word"),
            ("go", "go 12"),
            ("go x", "go 12"),
            ("objective", "number, or any part of its label"),
            ("tag v", "tag element:v"),
            ("mark x-y", "mark 3-8"),
            ("read much", "read 3"),
        ] {
            let error = parse(line).unwrap_err();
            assert!(error.contains(words), "{line}: {error}");
        }
    }

    #[test]
    fn every_word_of_the_help_is_one() {
        for (word, others, _) in HELP {
            let first = word.split(' ').next().unwrap_or_default();
            let example = match first {
                "go" | "cluster" | "objective" => format!("{first} 3"),
                "tag" => "tag element:v".to_string(),
                _ => first.to_string(),
            };
            assert!(parse(&example).is_ok(), "{word}");
            for other in others.split(", ").filter(|o| o.chars().count() == 1) {
                assert!(parse(other).is_ok(), "{other}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_line_breaks_it(line in "\\PC{0,60}", word in "(go|tag|mark|filter|read|o|/|note) \\PC{0,20}") {
            let _ = parse(&line);
            let _ = parse(&word);
        }
    }
}
