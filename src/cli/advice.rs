//! Commands as advice: the line that does it for this store and this reviewer, ready to be copied.

use super::Place;
use std::path::Path;

/// `rapporteur --db reviews.db --reviewer Berta undo`: the command with whatever of this run the next one would not know.
pub fn line(place: &Place, command: &str) -> String {
    let known = |variable: &str| std::env::var(variable).ok().filter(|value| !value.is_empty());
    let mut words = vec!["rapporteur".to_string()];
    let mut path = |flag: &str, path: &Path| {
        words.extend([flag.to_string(), quoted(&path.display().to_string())]);
    };
    if let Some(config) = &place.named_config {
        path("--config", config);
    }
    if let Some(store) = place.store.as_deref().filter(|s| known("RAPPORTEUR_DB").is_none_or(|db| **s != *db))
    {
        path("--db", store);
    }
    if place.reviewer != place.config.reviewer(known("RAPPORTEUR_REVIEWER")) {
        words.extend(["--reviewer".to_string(), quoted(&place.reviewer)]);
    }
    words.push(command.to_string());
    words.join(" ")
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./:@%+=,".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_string(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_the_words_back() {
        let check = |word: &str, shown: &str| assert_eq!(quoted(word), shown);
        check("Berta", "Berta");
        check("Jeanne d'Arc", r"'Jeanne d'\''Arc'");
        check("Æsa", "Æsa");
        check("", "''");
        check("$HOME", "'$HOME'");
        check("../store.db", "../store.db");
    }
}
