//! Recommendations made of phrases, about thirty-five words each, in three languages.

use super::chance::Chance;

/// The phrases of a language, in the order in which a sentence takes one of each.
struct Grammar {
    language: &'static str,
    slots: [&'static [&'static str]; 7],
    /// What may stand after it all.
    extra: &'static [&'static str],
}

/// How often, of a hundred times, a sentence takes a phrase of each slot.
const TAKEN: [usize; 7] = [100, 100, 100, 70, 100, 60, 60];

const ENGLISH: Grammar = Grammar {
    language: "en",
    slots: [
        &[
            "States should",
            "The Government should",
            "Participants called on local authorities to",
            "Municipalities and regional governments should",
            "The meeting invited all countries of transit to",
            "Countries of destination are encouraged to",
            "The network should help its members to",
            "Consulates, together with diaspora associations, should",
            "Employers and trade unions should",
            "It was recommended to",
            "Ministries of labour and of the interior should jointly",
            "Regional bodies should",
            "Delegates urged border agencies to",
            "Civil society asked States to",
        ],
        &[
            "collect and publish data on",
            "adopt a national plan on",
            "strengthen cooperation on",
            "remove legal and practical obstacles to",
            "train officials and judges on",
            "review laws that concern",
            "invest more in",
            "open regular pathways linked to",
            "agree bilateral arrangements on",
            "raise awareness of",
            "put an end to practices that harm",
            "share good practice on",
            "simplify procedures for",
            "guarantee equal access to",
            "allocate a part of the budget to",
            "set up a hotline and an office for",
            "monitor and report every year on",
            "digitise registers that serve",
            "prevent and investigate abuses in",
        ],
        &[
            "fair recruitment and decent work",
            "search and rescue along dangerous routes",
            "the identification of missing migrants",
            "alternatives to immigration detention",
            "family reunification",
            "the portability of social security",
            "the transfer of remittances at low cost",
            "the recognition of skills and qualifications",
            "access to basic services and health care",
            "birth registration and legal identity",
            "the protection of victims of trafficking",
            "the prosecution of smuggling networks",
            "consular assistance and documents",
            "safe and dignified return and reintegration",
            "displacement by floods, drought and storms",
            "public debate free of xenophobia",
            "school enrolment and language courses",
            "the inspection of workplaces and housing",
            "predictable border procedures",
            "diaspora investment in local enterprises",
            "accurate information at all stages of the journey",
            "screening, referral and interpretation",
        ],
        &[
            "for women and girls on the move",
            "for unaccompanied children",
            "for seasonal and domestic workers",
            "for persons with disabilities and older persons",
            "for migrants in an irregular situation",
            "for young people who look for their first job",
            "for families that were separated",
            "for returnees and their communities",
            "for fishers and seafarers",
            "for students and researchers",
            "for people who flee disasters",
            "for stateless persons and those at risk of it",
            "for workers in care homes and hospitals",
        ],
        &[
            "in border towns such as",
            "in the province of",
            "along the corridor that leads through",
            "in the ports of and around",
            "in rural districts near",
            "in the reception centres of",
            "in the markets of",
            "in the free trade zone of",
        ],
        &[
            "by means of a joint fund with transparent rules",
            "with clear roles for mayors, schools and clinics",
            "through mobile teams that speak the languages of those concerned",
            "on the basis of disaggregated and anonymised figures",
            "in consultation with migrants and their organisations",
            "with the support of the regional economic community",
            "through pilot projects that are evaluated independently",
            "with firewalls between services and enforcement",
            "in line with international human rights and labour standards",
            "by way of memoranda that name a responsible office",
            "through one-stop centres that are open in the evening",
            "with particular care for the best interests of the child",
        ],
        &[
            "and report on progress before the next review",
            "within the coming two years",
            "and publish the results each spring",
            "with yearly meetings of focal points",
            "and make the costs known in advance",
            "without waiting for a change of law",
            "so that nobody is left without help",
            "and learn from the experience of neighbouring countries",
            "before the rainy season begins",
            "as a first step towards a regional agreement",
        ],
    ],
    extra: &[
        "while keeping procedures simple for those who cannot read",
        "including during health emergencies and elections",
        "taking into account the means of small island States",
        "as several delegations had proposed in earlier rounds",
    ],
};

const FRENCH: Grammar = Grammar {
    language: "fr",
    slots: [
        &[
            "Les États devraient",
            "Le Gouvernement devrait",
            "Les participants ont appelé les autorités locales à",
            "Il est recommandé de",
            "Les communes et les régions devraient",
            "Les pays de destination sont encouragés à",
            "Les employeurs et les syndicats devraient",
        ],
        &[
            "recueillir et publier des données sur",
            "adopter un plan national concernant",
            "renforcer la coopération en matière de",
            "lever les obstacles pratiques qui entravent",
            "former les agents et les juges en ce qui concerne",
            "conclure des accords bilatéraux sur",
            "consacrer une part du budget à",
            "sensibiliser le public à",
        ],
        &[
            "le recrutement équitable et le travail décent",
            "la recherche et le sauvetage en mer",
            "l'identification des migrants disparus",
            "les solutions de substitution à la détention",
            "le regroupement familial",
            "les envois de fonds à moindre coût",
            "la reconnaissance des compétences et des diplômes",
            "l'accès aux services de base",
            "la protection des victimes de la traite",
            "l'assistance consulaire",
            "le retour digne et la réintégration",
            "les déplacements dus aux inondations et à la sécheresse",
        ],
        &[
            "pour les femmes et les filles",
            "pour les enfants non accompagnés",
            "pour les travailleurs saisonniers et domestiques",
            "pour les personnes handicapées",
            "pour les migrants en situation irrégulière",
            "pour les jeunes en quête d'un premier emploi",
        ],
        &[
            "dans les villes frontalières comme",
            "dans la province de",
            "le long du couloir qui traverse",
            "dans les ports de",
        ],
        &[
            "au moyen d'un fonds commun aux règles transparentes",
            "avec l'appui de la communauté économique régionale",
            "en consultation avec les migrants et leurs associations",
            "sur la base de chiffres ventilés et anonymes",
            "conformément aux normes internationales du travail",
            "par des équipes mobiles qui parlent les langues concernées",
        ],
        &[
            "et rendre compte des progrès avant le prochain examen",
            "dans les deux années à venir",
            "et publier les résultats chaque printemps",
            "sans attendre une modification de la loi",
            "afin que personne ne reste sans aide",
        ],
    ],
    extra: &[
        "y compris pendant les urgences sanitaires",
        "en tenant compte des moyens des petits États insulaires",
    ],
};

const SPANISH: Grammar = Grammar {
    language: "es",
    slots: [
        &[
            "Los Estados deberían",
            "El Gobierno debería",
            "Los participantes instaron a las autoridades locales a",
            "Se recomienda",
            "Los municipios y las regiones deberían",
            "Se alienta a los países de destino a",
        ],
        &[
            "recopilar y publicar datos sobre",
            "adoptar un plan nacional sobre",
            "reforzar la cooperación en materia de",
            "eliminar los obstáculos prácticos para",
            "capacitar a funcionarios y jueces en",
            "concertar acuerdos bilaterales sobre",
            "destinar una parte del presupuesto a",
            "sensibilizar a la población sobre",
        ],
        &[
            "la contratación equitativa y el trabajo decente",
            "la búsqueda y el salvamento en el mar",
            "la identificación de los migrantes desaparecidos",
            "las alternativas a la detención",
            "la reunificación familiar",
            "el envío de remesas a bajo costo",
            "el reconocimiento de aptitudes y títulos",
            "el acceso a los servicios básicos",
            "la protección de las víctimas de la trata",
            "la asistencia consular",
            "el retorno digno y la reintegración",
            "los desplazamientos por inundaciones y sequías",
        ],
        &[
            "para las mujeres y las niñas",
            "para los niños no acompañados",
            "para los trabajadores temporeros y domésticos",
            "para las personas con discapacidad",
            "para los migrantes en situación irregular",
            "para los jóvenes que buscan su primer empleo",
        ],
        &[
            "en ciudades fronterizas como",
            "en la provincia de",
            "a lo largo del corredor que cruza",
            "en los puertos de",
        ],
        &[
            "mediante un fondo común con reglas transparentes",
            "con el apoyo de la comunidad económica regional",
            "en consulta con los migrantes y sus asociaciones",
            "sobre la base de cifras desglosadas y anónimas",
            "de conformidad con las normas internacionales del trabajo",
            "por medio de equipos móviles que hablen los idiomas necesarios",
        ],
        &[
            "e informar de los avances antes del próximo examen",
            "en los próximos dos años",
            "y publicar los resultados cada primavera",
            "sin esperar a que cambie la ley",
            "para que nadie quede sin ayuda",
        ],
    ],
    extra: &[
        "también durante emergencias sanitarias",
        "teniendo en cuenta los medios de los pequeños Estados insulares",
    ],
};

/// The language of a document, ISO 639-1: mostly English, some French and Spanish.
pub fn language(chance: &mut Chance) -> &'static str {
    match chance.below(10) {
        0..7 => ENGLISH.language,
        7..9 => FRENCH.language,
        _ => SPANISH.language,
    }
}

/// One recommendation in a language.
pub fn recommendation(language: &str, chance: &mut Chance) -> String {
    let grammar = match language {
        "fr" => &FRENCH,
        "es" => &SPANISH,
        _ => &ENGLISH,
    };
    let mut words = String::new();
    for (n, slot) in grammar.slots.iter().enumerate() {
        if !chance.percent(TAKEN.get(n).copied().unwrap_or(100)) {
            continue;
        }
        if n > 0 {
            words.push(' ');
        }
        words.push_str(chance.one(slot).unwrap_or_default());
        // The fifth slot ends in a preposition: a place follows.
        if n == 4 {
            words.push(' ');
            words.push_str(&place(chance));
        }
    }
    if chance.percent(25) {
        words.push_str(", ");
        words.push_str(chance.one(grammar.extra).unwrap_or_default());
    }
    words.push('.');
    words
}

/// A place that is on no map, of some three thousand, the first ones often.
pub fn place(chance: &mut Chance) -> String {
    const BEGIN: [&str; 20] = [
        "Ba", "Cor", "Dun", "El", "Far", "Gal", "Hal", "Is", "Ka", "Lo", "Mar", "Nem", "Or", "Pel", "Quin",
        "Ras", "Sol", "Tam", "Ul", "Ve",
    ];
    const MIDDLE: [&str; 12] = ["an", "be", "dor", "el", "go", "im", "la", "mer", "no", "ri", "sa", "tu"];
    const END: [&str; 12] =
        ["bay", "da", "ford", "gate", "lia", "mouth", "nia", "port", "ra", "shire", "ton", "via"];
    let n = chance.early(BEGIN.len() * MIDDLE.len() * END.len());
    let (begin, rest) = (n % BEGIN.len(), n / BEGIN.len());
    let (middle, end) = (rest % MIDDLE.len(), rest / MIDDLE.len());
    [BEGIN.get(begin), MIDDLE.get(middle), END.get(end)].into_iter().flatten().copied().collect()
}

/// A State that is on no map, of 193, the first ones often.
pub fn state(chance: &mut Chance) -> String {
    const NAMES: [&str; 49] = [
        "Andoria",
        "Belmar",
        "Cassia",
        "Dorane",
        "Estavia",
        "Feldia",
        "Gorana",
        "Harmia",
        "Istria Major",
        "Jarland",
        "Kestonia",
        "Lumera",
        "Mirador",
        "Norvania",
        "Ostland",
        "Pellagia",
        "Quarra",
        "Rivania",
        "Sundland",
        "Tarsia",
        "Umbria Nova",
        "Valdoria",
        "Westmark",
        "Xantia",
        "Yeldon",
        "Zamara",
        "Arvad",
        "Brennia",
        "Corvia",
        "Delmont",
        "Elbonne",
        "Farovia",
        "Galdor",
        "Hesper",
        "Ilvania",
        "Jundia",
        "Karthia",
        "Lorandy",
        "Mendia",
        "Nethra",
        "Orvand",
        "Palmyre",
        "Quillon",
        "Rosmark",
        "Selvia",
        "Tolmar",
        "Urania",
        "Vestria",
        "Wendia",
    ];
    const STYLES: [(&str, &str); 4] =
        [("", ""), ("Republic of ", ""), ("", " and the Isles"), ("Federation of ", "")];
    let n = chance.early(193);
    let (before, after) = STYLES.get(n / NAMES.len()).copied().unwrap_or_default();
    format!("{before}{}{after}", NAMES.get(n % NAMES.len()).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_about_thirty_five_words_and_differ() {
        for language in ["en", "fr", "es"] {
            let mut chance = Chance::of(1, 1);
            let made: Vec<String> = (0..1000).map(|_| recommendation(language, &mut chance)).collect();
            let words: usize = made.iter().map(|text| text.split_whitespace().count()).sum();
            assert!((32_000..40_000).contains(&words), "{language}: {words}");
            let distinct: std::collections::HashSet<&String> = made.iter().collect();
            assert!(distinct.len() > 990, "{language}: {}", distinct.len());
        }
    }

    #[test]
    fn names_are_many() {
        let mut chance = Chance::of(1, 1);
        let states: std::collections::HashSet<String> = (0..20_000).map(|_| state(&mut chance)).collect();
        let places: std::collections::HashSet<String> = (0..50_000).map(|_| place(&mut chance)).collect();
        assert!(states.len() > 180 && places.len() > 2000, "{} {}", states.len(), places.len());
    }
}
