//! The languages that documents are read in.

use super::text::fold;

/// Codes (ISO 639-1) and what the languages are called in English, French and Spanish, folded.
const LANGUAGES: [(&str, &[&str]); 5] = [
    ("en", &["english", "anglais", "ingles"]),
    ("fr", &["french", "francais", "frances"]),
    ("es", &["spanish", "espagnol", "espanol"]),
    ("pt", &["portuguese", "portugais", "portugues"]),
    ("ar", &["arabic", "arabe"]),
];

/// The code of a language named by its code or its name in English, French or Spanish.
pub fn language_code(word: &str) -> Option<&'static str> {
    let folded = fold(word);
    let named = LANGUAGES.iter().find(|(code, names)| *code == folded || names.contains(&folded.as_str()));
    named.map(|(code, _)| *code)
}
