//! The names of States: as the United Nations uses them, and as reports write them in English, French and Spanish.

use crate::model::text::fold;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A State.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Its code (ISO 3166-1, three letters).
    pub code: &'static str,
    /// Its short name in English, as the United Nations uses it.
    pub english: &'static str,
    /// Its name in French.
    pub french: &'static str,
    /// Its name in Spanish.
    pub spanish: &'static str,
}

/// The members and observers of the United Nations, and the States associated with one: code, English, French and
/// Spanish name, other names. From ISO 3166-1 and the Unicode CLDR, with names that reports use.
const LIST: &str = include_str!("states.tsv");

/// The State that a name means, whatever the language, the case and the article; none where it means none.
pub fn state(name: &str) -> Option<State> {
    let names = names();
    let folded = fold(name);
    let bare = without_article(folded.trim());
    names.get(bare).or_else(|| names.get(without_form(bare)?)).copied()
}

/// The name by which a proposer or addressee is counted: of a State its short English name, else the words as they are.
pub fn normalised(name: &str) -> &str {
    state(name).map_or(name, |state| state.english)
}

fn names() -> &'static HashMap<String, State> {
    static NAMES: OnceLock<HashMap<String, State>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        for line in LIST.lines() {
            let mut columns = line.split('\t');
            let mut next = || columns.next().unwrap_or_default();
            let state = State { code: next(), english: next(), french: next(), spanish: next() };
            let others = next().split("; ");
            for name in [state.english, state.french, state.spanish].into_iter().chain(others) {
                let folded = fold(name);
                names.entry(without_article(&folded).to_string()).or_insert(state);
            }
        }
        names.remove("");
        names
    })
}

/// "the gambia", "la gambie", "l'equateur" without the article.
fn without_article(name: &str) -> &str {
    const ARTICLES: [&str; 9] = ["the ", "la ", "le ", "les ", "l'", "el ", "los ", "las ", "l’"];
    let bare = ARTICLES.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    bare.trim()
}

/// "republic of chad", « royaume du maroc », "reino de españa" without the form of the State.
fn without_form(name: &str) -> Option<&str> {
    const FORMS: [&str; 8] =
        ["republic", "kingdom", "state", "republique", "royaume", "republica", "reino", "government"];
    let (_, rest) = name.split_once(' ').filter(|(form, _)| FORMS.contains(form))?;
    const JOINTS: [&str; 8] = ["of ", "de ", "du ", "des ", "d'", "del ", "d’", "de l'"];
    let bare = JOINTS.iter().find_map(|joint| rest.strip_prefix(joint))?;
    Some(without_article(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_has_one_name() {
        for (name, english) in [
            ("Gambia", "Gambia"),
            ("the Gambia", "Gambia"),
            ("The Gambia", "Gambia"),
            ("Gambie", "Gambia"),
            ("la Gambie", "Gambia"),
            ("GAMBIE", "Gambia"),
            ("Cote d'Ivoire", "Côte d’Ivoire"),
            ("Viet Nam", "Viet Nam"),
            ("Vietnam", "Viet Nam"),
            ("l’Équateur", "Ecuador"),
            ("El Salvador", "El Salvador"),
            ("États-Unis d’Amérique", "United States of America"),
            ("EE. UU.", "United States of America"),
            ("Venezuela", "Venezuela (Bolivarian Republic of)"),
            ("Corée du Sud", "Republic of Korea"),
            ("República de Corea", "Republic of Korea"),
            ("Republic of Chad", "Chad"),
            ("Royaume du Maroc", "Morocco"),
            ("Reino de España", "Spain"),
            ("RDC", "Democratic Republic of the Congo"),
            ("Congo", "Congo"),
            ("Guinea", "Guinea"),
            ("Alemania", "Germany"),
        ] {
            assert_eq!(state(name).map(|s| s.english), Some(english), "{name}");
        }
        for other in ["", "the", "Korea", "UNICEF", "Gambians", "Republic of Letters", "media"] {
            assert_eq!((state(other), normalised(other)), (None, other), "{other}");
        }
    }

    #[test]
    fn the_list_is_whole_and_no_name_means_two_states() {
        let mut of: HashMap<String, &str> = HashMap::new();
        let mut states = 0;
        for line in LIST.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 5, "{line}");
            assert!(columns[0].len() == 3 && columns[1..4].iter().all(|name| !name.is_empty()), "{line}");
            for name in columns[1..4].iter().copied().chain(columns[4].split("; ")).filter(|n| !n.is_empty())
            {
                let folded = fold(name);
                let other = of.insert(without_article(&folded).to_string(), columns[0]);
                assert!(other.is_none_or(|code| code == columns[0]), "{name}");
            }
            states += 1;
        }
        assert_eq!(states, 193 + 2 + 2, "members, observers, and two States associated with one");
    }
}
