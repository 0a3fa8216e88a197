//! One error type for the whole program: what failed, why, and the way out.

use std::fmt;

/// What kind of failure it was; decides the exit code (scripts rely on these numbers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    /// Something named could not be done: an input failed, an id is unknown, an output cannot be written. Exit code 1.
    Failed,
    /// The command line or the config is wrong, or there is no terminal for the screen. Exit code 2.
    Usage,
    /// The store cannot be used. Exit code 3.
    Store,
}

/// A failure told in one line, with its cause and hints that say the way out.
#[derive(Debug, thiserror::Error)]
pub struct Error {
    /// Decides the exit code.
    pub kind: Kind,
    /// One line that names the file and the place.
    pub message: String,
    /// What lay beneath, where something did.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
    /// The ways out, a sentence each.
    pub hints: Vec<String>,
    /// Whether a password, or another one, would mend it.
    pub wants_password: bool,
}

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), source: None, hints: Vec::new(), wants_password: false }
    }

    /// Something named could not be done (exit code 1).
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Kind::Failed, message)
    }

    /// The command line or config is wrong (exit code 2).
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// The store cannot be used (exit code 3).
    pub fn store(message: impl Into<String>) -> Self {
        Self::new(Kind::Store, message)
    }

    /// A file does not open without a password, or without another one (exit code 1).
    pub fn password(message: impl Into<String>) -> Self {
        Error { wants_password: true, ..Self::failed(message) }
    }

    /// Adds a way out.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the cause.
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The exit code of the process: 1, 2 or 3.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::Store => 3,
        }
    }
}

impl fmt::Display for Error {
    /// The message, its causes after colons, and the hints in one bracket, all on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let mut cause = self.source.as_deref().map(|s| s as &dyn std::error::Error);
        while let Some(c) = cause {
            write!(f, ": {}", without_number(&c.to_string()))?;
            cause = c.source();
        }
        match self.hints.as_slice() {
            [] => Ok(()),
            hints => write!(f, " ({})", hints.join("; ")),
        }
    }
}

/// What the system says of a failure, without the number that it has there.
fn without_number(words: &str) -> &str {
    match words.rsplit_once(" (os error ") {
        Some((said, number)) if number.trim_end_matches(')').parse::<i32>().is_ok() => said,
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_line_for_people() {
        let io = std::io::Error::from_raw_os_error(2);
        let error = Error::failed("cannot read a.pdf").because(io).hint("check the path").hint("or its name");
        let told = error.to_string();
        assert!(told.starts_with("cannot read a.pdf: ") && told.ends_with(" (check the path; or its name)"));
        assert!(!told.contains("os error"), "{told}");
        assert_eq!(without_number("failed (os error x)"), "failed (os error x)");
    }
}
