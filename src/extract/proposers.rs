//! Who made a recommendation: States in brackets at its end.

/// The names in brackets at the end of an item. `review` says that the item is of a review report, where brackets at
/// the end always name States; elsewhere every name must look like one.
pub(super) fn of(words: &str, review: bool) -> Vec<String> {
    let mut words = words;
    let mut found = Vec::new();
    // "(Chad) (Peru)": brackets follow each other where several States said the same.
    loop {
        words = words.trim_end_matches([';', '.', ',', ' ']);
        let Some(open) = words.strip_suffix(')').and_then(last_open) else { break };
        let names = split(&words[open + 1..words.len() - 1]);
        let named = !names.is_empty() && names.iter().all(|n| looks_like_a_state(n));
        // Brackets before the last may be the short name of a treaty: they must name States surely.
        let sure = names.iter().all(|n| is_known(n));
        if !named || !(sure || review && found.is_empty()) {
            break;
        }
        found.splice(0..0, names);
        words = &words[..open];
    }
    found
}

/// The State or organization that speaks at the beginning of a sentence, or, where the sentence begins with "She also",
/// of the one before it.
pub(super) fn speaker(sentence: &str, before: Option<&str>) -> Vec<String> {
    const PRONOUNS: [&str; 12] = [
        "She ",
        "He ",
        "It ",
        "They ",
        "Elle ",
        "Il ",
        "Ils ",
        "Elles ",
        "Ella ",
        "Él ",
        "Asimismo",
        "También ",
    ];
    let goes_on = PRONOUNS.iter().any(|p| sentence.starts_with(p));
    let said = if goes_on { before.unwrap_or("") } else { sentence };
    subject(said).into_iter().collect()
}

/// "The representative of Chad …", "Chad called …", "IOM …": the name a sentence begins with.
fn subject(sentence: &str) -> Option<String> {
    const OFFICES: [&str; 14] = [
        "The representative of ",
        "The delegation of ",
        "The delegate of ",
        "The Government of ",
        "The observer for ",
        "The representative for ",
        "La représentante de ",
        "Le représentant de ",
        "La délégation de ",
        "La délégation du ",
        "La representante de ",
        "El representante de ",
        "La delegación de ",
        "La delegada de ",
    ];
    let rest = OFFICES.iter().find_map(|o| sentence.strip_prefix(o)).unwrap_or(sentence);
    let rest = ["the ", "The ", "la ", "l’", "el "].iter().find_map(|a| rest.strip_prefix(a)).unwrap_or(rest);
    let state = STATES.iter().filter(|s| rest.starts_with(**s)).max_by_key(|s| s.len());
    if let Some(state) = state.filter(|s| rest[s.len()..].starts_with([' ', ','])) {
        return Some((*state).to_owned());
    }
    let word = rest.split([' ', ',']).next().unwrap_or("");
    let acronym = (3..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    acronym.then(|| word.to_owned())
}

fn last_open(words: &str) -> Option<usize> {
    const FAR: usize = 600;
    let mut deep = 1;
    for (at, c) in words.char_indices().rev().take(FAR) {
        match c {
            ')' => deep += 1,
            '(' => deep -= 1,
            _ => {}
        }
        if deep == 0 {
            return Some(at);
        }
    }
    None
}

/// Names between commas and semicolons; "and" joins the last two, unless a State has it in its name.
fn split(inner: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in inner.split([',', ';', '/']) {
        let part = part.trim();
        let part = part
            .strip_prefix("and ")
            .or_else(|| part.strip_prefix("et "))
            .or_else(|| part.strip_prefix("y "))
            .unwrap_or(part);
        match [" and ", " et ", " y "].iter().find_map(|j| part.split_once(j)).filter(|_| !has_and(part)) {
            Some((a, b)) => names.extend([a, b]),
            None => names.push(part),
        }
    }
    names.iter().map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()
}

fn has_and(name: &str) -> bool {
    const WITH_AND: [&str; 12] = [
        "Bosnia and Herzegovina",
        "Trinidad and Tobago",
        "Antigua and Barbuda",
        "Saint Kitts and Nevis",
        "Sao Tome and Principe",
        "Saint Vincent and the Grenadines",
        "United Kingdom of Great Britain and Northern Ireland",
        "Great Britain and Northern Ireland",
        "Bosnie et Herzégovine",
        "Trinité et Tobago",
        "Bosnia y Herzegovina",
        "Trinidad y Tabago",
    ];
    WITH_AND.iter().any(|w| name.contains(w))
}

fn looks_like_a_state(name: &str) -> bool {
    let small = [
        "of",
        "the",
        "and",
        "de",
        "la",
        "du",
        "des",
        "del",
        "d’Ivoire",
        "d'Ivoire",
        "et",
        "y",
        "el",
        "les",
        "los",
        "le",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let great = |w: &str| w.trim_start_matches(['(', '‘', '\'']).starts_with(char::is_uppercase);
    (1..=10).contains(&words.len())
        && words.first().is_some_and(|w| great(w) || *w == "the")
        && words.iter().all(|w| great(w) || small.contains(&w.trim_end_matches(')')))
        && !name.chars().any(|c| c.is_ascii_digit())
        && (name.chars().any(char::is_lowercase) || matches!(name, "UK" | "USA" | "UAE" | "US"))
}

/// Whether a name is one of a State.
fn is_known(name: &str) -> bool {
    let name = name.trim_start_matches("the ").trim_start_matches("The ");
    STATES.iter().any(|s| name == *s || name.starts_with(s) && name[s.len()..].starts_with([' ', '(']))
}

/// States as reports name them in English, French and Spanish, the short forms first words suffice for.
const STATES: &[&str] = &include!("states.in");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_speaks() {
        for (sentence, before, names) in [
            ("Ghana called for data.", None, &["Ghana"][..]),
            ("The representative of IOM urged action.", None, &["IOM"]),
            ("She also called for data.", Some("The delegation of Peru spoke."), &["Peru"]),
            ("Ghanaian women called for data.", None, &[]),
            ("Participants called for data.", Some("Ghana spoke."), &[]),
        ] {
            assert_eq!(speaker(sentence, before), names, "{sentence}");
        }
    }

    #[test]
    fn states_in_brackets_at_the_end() {
        for (words, review, names) in [
            ("Ratify it (Chad);", true, &["Chad"][..]),
            ("Ratify it (OP-CAT) (Chad, Peru and Niger);", true, &["Chad", "Peru", "Niger"]),
            ("Ratify it (Bosnia and Herzegovina).", true, &["Bosnia and Herzegovina"]),
            ("Ratify it (Venezuela (Bolivarian Republic of))", true, &["Venezuela (Bolivarian Republic of)"]),
            ("Share data (Chad) (Peru);", true, &["Chad", "Peru"]),
            ("Share data (Chad)", false, &["Chad"]),
            ("Share data (Annex)", false, &[]),
            ("Join the pact (GCM)", true, &[]),
            ("Share data", true, &[]),
        ] {
            assert_eq!(of(words, review), names, "{words}");
        }
    }
}
