//! Forms of a word in English, French and Spanish: `woman` and `women`, `enfant` and `enfants`, `protect` and
//! `protected`.
//!
//! By endings and a short list, not by a stemmer: a stemmer folds `organ` and `organisation`, `universal` and
//! `university` into one, and needs the words of the store to turn its stems back into what stands in the index. What
//! an ending makes that is no word of any language finds nothing and harms nothing. A word is not asked for its language:
//! the endings of the three rarely agree on a word of another.

use std::collections::BTreeSet;

/// Shorter words have no forms but those of the list.
const SHORTEST: usize = 4;

/// Words whose forms follow no ending; folded. Whoever asks for one is answered with all of its line.
const IRREGULAR: &[&str] = &[
    "woman women",
    "man men",
    "child children",
    "person persons people",
    "foot feet",
    "life lives",
    "wife wives",
    "half halves",
    "crisis crises",
    "basis bases",
    "analysis analyses",
    "criterion criteria",
    "visa visas",
    "gas gases",
    "law laws",
    "aid aids aided aiding",
    "pay pays paid paying",
    "give gives gave given giving",
    "take takes took taken taking",
    "make makes made making",
    "build builds built building",
    "bring brings brought bringing",
    "seek seeks sought seeking",
    "find finds found finding",
    "hold holds held holding",
    "keep keeps kept keeping",
    "know knows knew known knowing",
    "lead leads led leading",
    "leave leaves left leaving",
    "lose loses lost losing",
    "meet meets met meeting meetings",
    "run runs ran running",
    "send sends sent sending",
    "speak speaks spoke spoken speaking",
    "spend spends spent spending",
    "teach teaches taught teaching",
    "undertake undertakes undertook undertaken undertaking",
    "uphold upholds upheld upholding",
    "write writes wrote written writing",
    "traffic traffics trafficked trafficking trafficker traffickers",
    "loi lois",
    "droit droits",
    "pays",
    "nino nina ninos ninas",
    "hijo hija hijos hijas",
    "pais paises",
    "ley leyes",
    "vez veces",
    "luz luces",
    "news",
    "series",
    "species",
    "access accesses accessed accessing",
    "process processes processed processing",
    "this",
    "thus",
    "their theirs",
];

/// A folded word and its forms in any of the three languages, in order of the alphabet.
pub fn forms(word: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::from([word.to_string()]);
    let alike: Vec<&str> = IRREGULAR
        .iter()
        .filter(|line| line.split(' ').any(|w| w == word))
        .flat_map(|line| line.split(' '))
        .collect();
    if !alike.is_empty() {
        all.extend(alike.into_iter().map(str::to_string));
        return all;
    }
    if word.chars().count() < SHORTEST || !word.chars().all(|c| c.is_ascii_lowercase()) {
        return all;
    }
    for language in [english, french, spanish] {
        let Language { bases, inflect } = language(word);
        for base in bases.iter().filter(|base| base.len() + 1 >= SHORTEST) {
            all.insert(base.clone());
            inflect(base, &mut |form| {
                all.insert(form);
            });
        }
    }
    all
}

/// What a language makes of a word.
struct Language {
    /// Words that it may be a form of.
    bases: Vec<String>,
    /// Tells every form of one of those.
    inflect: fn(&str, &mut dyn FnMut(String)),
}

/// The words that stand before an ending, each with another ending put on. The first rule whose ending is there decides.
fn undone(word: &str, rules: &[(&str, &[&str])]) -> Vec<String> {
    let rule = rules.iter().find_map(|(ending, instead)| Some((word.strip_suffix(ending)?, *instead)));
    let (stem, instead) = rule.unwrap_or((word, &[""]));
    instead.iter().map(|ending| format!("{stem}{ending}")).collect()
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn has_vowel(word: &str) -> bool {
    word.contains(|c| is_vowel(c) || c == 'y')
}

/// Whether a word ends in consonant, vowel, consonant: such verbs double the last letter (`plan`, `planned`).
fn doubles(word: &str) -> bool {
    let last: Vec<char> = word.chars().rev().take(3).collect();
    matches!(last[..], [c, b, a] if !is_vowel(a) && is_vowel(b) && !is_vowel(c) && !matches!(c, 'w' | 'x' | 'y'))
}

fn english(word: &str) -> Language {
    let mut bases = vec![word.to_string()];
    let plural: &[(&str, &[&str])] = &[
        ("sses", &["ss"]),
        ("shes", &["sh"]),
        ("ches", &["ch", "che"]),
        ("xes", &["x"]),
        ("ies", &["y", "ie"]),
        ("ss", &["ss"]),
        ("us", &["us"]),
        ("is", &["is"]),
        ("s", &[""]),
    ];
    let past: &[(&str, &[&str])] =
        &[("ied", &["y"]), ("eed", &["eed"]), ("ed", &["", "e"]), ("ing", &["", "e"])];
    bases.extend(undone(word, plural));
    for base in undone(word, past).into_iter().filter(|base| has_vowel(base)) {
        let twice = base.chars().rev().take(2).collect::<Vec<_>>();
        if matches!(twice[..], [a, b] if a == b && !is_vowel(a)) {
            bases.push(base[..base.len() - 1].to_string());
        }
        bases.push(base);
    }
    Language { bases, inflect: inflect_english }
}

fn inflect_english(base: &str, tell: &mut dyn FnMut(String)) {
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        ["ies", "ied"].iter().for_each(|ending| tell(format!("{stem}{ending}")));
        tell(format!("{base}ing"));
    } else if let Some(stem) = base.strip_suffix('e') {
        ["es", "ed", "ing"].iter().for_each(|ending| tell(format!("{stem}{ending}")));
    } else {
        let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end));
        tell(format!("{base}{}", if hisses { "es" } else { "s" }));
        ["ed", "ing"].iter().for_each(|ending| tell(format!("{base}{ending}")));
        if let Some(last) = base.chars().last().filter(|_| doubles(base)) {
            ["ed", "ing"].iter().for_each(|ending| tell(format!("{base}{last}{ending}")));
        }
    }
}

fn french(word: &str) -> Language {
    let singular: &[(&str, &[&str])] =
        &[("eaux", &["eau"]), ("aux", &["al", "au"]), ("eux", &["eux", "eu"]), ("ss", &["ss"]), ("s", &[""])];
    let masculine: &[(&str, &[&str])] = &[
        ("trice", &["trice", "teur"]),
        ("euse", &["euse", "eur", "eux"]),
        ("enne", &["enne", "en"]),
        ("elle", &["elle", "el"]),
        ("ive", &["ive", "if"]),
        ("ale", &["ale", "al"]),
        ("ante", &["ante", "ant"]),
        ("ente", &["ente", "ent"]),
        ("ee", &["ee", "e", "er"]),
        ("ie", &["ie", "ir"]),
    ];
    let bases = undone(word, singular).iter().flat_map(|one| undone(one, masculine)).collect();
    Language { bases, inflect: inflect_french }
}

fn inflect_french(base: &str, tell: &mut dyn FnMut(String)) {
    let mut with = |ending: &str, instead: &[&str]| match base.strip_suffix(ending) {
        Some(stem) => {
            instead.iter().for_each(|ending| tell(format!("{stem}{ending}")));
            true
        }
        None => false,
    };
    let _ = with("teur", &["teurs", "trice", "trices"])
        || with("eur", &["eurs", "euse", "euses"])
        || with("eux", &["euse", "euses"])
        || with("eau", &["eaux"])
        || with("al", &["ale", "ales", "aux", "als"])
        || with("if", &["ifs", "ive", "ives"])
        || with("en", &["ens", "enne", "ennes"])
        || with("el", &["els", "elle", "elles"])
        || with("ant", &["ants", "ante", "antes"])
        || with("ent", &["ents", "ente", "entes"])
        || with("er", &["e", "es", "ee", "ees", "ent", "ant", "ons", "era", "eront", "ers", "ere", "eres"])
        || with("ir", &["i", "is", "it", "ie", "ies", "issent", "issant"])
        || with("ee", &["ees", "e", "es"])
        || with("e", &["es", "ee", "ees"])
        || with("", &["s"]);
}

fn spanish(word: &str) -> Language {
    let singular: &[(&str, &[&str])] =
        &[("ces", &["z"]), ("coes", &["cao"]), ("es", &["e", ""]), ("ss", &["ss"]), ("s", &[""])];
    let masculine: &[(&str, &[&str])] = &[
        ("ada", &["ado", "ada", "ar"]),
        ("ado", &["ado", "ar"]),
        ("ida", &["ido", "ida", "er", "ir"]),
        ("ido", &["ido", "er", "ir"]),
        ("ando", &["ando", "ar"]),
        ("iendo", &["er", "ir"]),
        ("ora", &["or", "ora"]),
        ("ana", &["ano", "ana"]),
        ("era", &["ero", "era"]),
        ("aria", &["ario", "aria"]),
        ("iva", &["ivo", "iva"]),
        ("osa", &["oso", "osa"]),
        ("ica", &["ico", "ica"]),
        ("esina", &["esino"]),
    ];
    let bases = undone(word, singular).iter().flat_map(|one| undone(one, masculine)).collect();
    Language { bases, inflect: inflect_spanish }
}

fn inflect_spanish(base: &str, tell: &mut dyn FnMut(String)) {
    const GENDERED: &[&str] = &["ado", "ido", "ano", "ero", "ario", "ivo", "oso", "ico", "esino"];
    let mut with = |ending: &str, instead: &[&str]| match base.strip_suffix(ending) {
        Some(stem) => {
            instead.iter().for_each(|ending| tell(format!("{stem}{ending}")));
            true
        }
        None => false,
    };
    let _ = with("or", &["ora", "ores", "oras"])
        || with("ar", &["a", "an", "e", "en", "ado", "ada", "ados", "adas", "ando"])
        || with("er", &["e", "en", "ido", "ida", "idos", "idas", "iendo"])
        || with("ir", &["e", "en", "ido", "ida", "idos", "idas", "iendo"])
        || with("z", &["ces"])
        || with("cao", &["coes"])
        || base.ends_with(is_vowel) && with("", &["s"])
        || with("", &["es"]);
    if GENDERED.iter().any(|ending| base.ends_with(ending)) {
        let stem = base.strip_suffix('o').unwrap_or(base);
        ["a", "as"].iter().for_each(|ending| tell(format!("{stem}{ending}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_finds_its_forms() {
        let check = |word: &str, found: &str| {
            let forms = forms(word);
            let missing: Vec<&str> = found.split(' ').filter(|form| !forms.contains(*form)).collect();
            assert!(missing.is_empty(), "{word}: {missing:?} is not in {forms:?}");
        };
        check("woman", "women");
        check("women", "woman");
        check("people", "person persons");
        check("migrants", "migrant migrante migrantes");
        check("migrant", "migrants");
        check("countries", "country");
        check("country", "countries");
        check("boxes", "box");
        check("cases", "case");
        check("protected", "protect protects protecting");
        check("protecting", "protect protected");
        check("ensure", "ensures ensured ensuring");
        check("ensuring", "ensure ensured");
        check("planned", "plan plans planning");
        check("plan", "planned planning");
        check("applied", "apply applies applying");
        check("trafficking", "traffic traffickers");
        check("agreed", "agreed");
        check("lives", "life");
        check("enfant", "enfants");
        check("enfants", "enfant");
        check("nationaux", "national nationale nationales");
        check("nationale", "national nationaux");
        check("travailleuses", "travailleur travailleurs travailleuse");
        check("travailleur", "travailleuses");
        check("niveaux", "niveau");
        check("employees", "employe employee employes");
        check("proteger", "protege protegent protegees");
        check("protegees", "proteger protege");
        check("garantir", "garantit garantie garantissent");
        check("etrangere", "etrangeres");
        check("administratives", "administratif administrative");
        check("ninos", "nina nino");
        check("mujeres", "mujer");
        check("mujer", "mujeres");
        check("organizaciones", "organizacion");
        check("voces", "voz");
        check("trabajadoras", "trabajador trabajadores");
        check("ciudadana", "ciudadanos ciudadano");
        check("reforzar", "reforzado reforzada reforzando");
        check("recomendado", "recomendar recomendada");
        check("recomendacoes", "recomendacao");
    }

    #[test]
    fn other_words_are_no_forms() {
        let check = |word: &str, others: &str| {
            let forms = forms(word);
            let found: Vec<&str> = others.split(' ').filter(|other| forms.contains(*other)).collect();
            assert!(found.is_empty(), "{word}: {found:?}");
        };
        check("organisation", "organ organise");
        check("universal", "university universities");
        check("casos", "casa casas");
        check("enfant", "enfer");
        check("string", "str");
        check("sea", "seas see");
        check("news", "new");
        check("access", "acces");
        check("politics", "police");
        check("8", "88");
        check("arabie", "arabes");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_word_is_a_form_of_itself_and_forms_are_few(word in "\\PC{0,12}|[a-z]{1,14}(s|es|ies|ed|ing|aux|ees|ces|ando)?") {
            let forms = forms(&word);
            prop_assert!(forms.contains(&word));
            prop_assert!(forms.len() <= 120, "{:?}", forms);
        }

        #[test]
        fn a_plural_finds_what_its_singular_finds(word in "[bcdfghlmnprt][aeiou][bcdglmnprt][aeiou][bcdglmnprt]") {
            let plural = format!("{word}s");
            prop_assert!(forms(&word).contains(&plural));
            prop_assert!(forms(&plural).contains(&word));
        }
    }
}
