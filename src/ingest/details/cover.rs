//! What covers carry beside a title: symbols, organisations, sessions, labels, the sort of text alone, notices, and
//! what the page of a web site puts around.

use crate::ingest::dates;
use crate::model::text::fold;

/// Words that join others; none begins or ends a title by itself.
const LINKS: &str = "of|on|the|and|for|in|to|at|with|from|by|a|an|de|du|des|la|le|les|et|sur|pour|en|au|aux|a|avec|\
    del|el|los|las|y|sobre|para|con|por|al|da|do|dos|das|e|em|no|na|com|d|l|un|une|un|una|its|her|his";

/// Whether a folded word only joins others.
pub(super) fn is_link(word: &str) -> bool {
    LINKS.split('|').any(|link| link == word)
}

/// The letters and digits of a word, folded.
pub(super) fn bare(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a word is a document's symbol, job number or barcode: "A/HRC/22/6", "GE.13-18942", "*1318942*".
fn is_symbol(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = core.chars().filter(char::is_ascii_digit).count();
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    let of_a_symbol = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "/.-()".contains(c);
    // "Add.1" and "Rev.2" are the only small letters in symbols.
    let plain = ["Rev", "Add", "Corr", "Amend"].iter().fold(core.to_string(), |w, s| w.replace(s, ""));
    let slashes = core.matches('/').count();
    core.chars().any(|c| c.is_alphanumeric())
        && plain.chars().all(of_a_symbol)
        && (slashes >= 2 && letters > 0
            || slashes >= 1 && digits > 0 && letters > 0
            || core.contains(['.', '-']) && digits >= 5 && letters > 0
            || letters == 0 && digits >= 6)
}

/// A line without symbols, marks of notes and the labels of a secretariat at its ends.
pub(super) fn stripped(line: &str) -> &str {
    let mut rest = line.trim();
    loop {
        let before = rest;
        rest = rest.trim_matches(|c: char| "*†‡_|·•".contains(c) || c.is_whitespace());
        if let Some((_, after)) = rest.split_once(' ').filter(|(first, _)| is_symbol(first)) {
            rest = after;
        } else if let Some((kept, _)) = rest.rsplit_once(' ').filter(|(_, last)| is_symbol(last)) {
            rest = kept;
        }
        for label in ["Distr.", "Distr:", "DISTR.", "Distribution:", "Original:", "Original :", "ORIGINAL:"] {
            rest = rest.find(label).map_or(rest, |at| &rest[..at]);
        }
        if rest == before {
            return if is_symbol(rest) { "" } else { rest };
        }
    }
}

/// A line of the form "Label: value", with the label folded.
pub(super) fn labelled(line: &str) -> Option<(String, &str)> {
    let (label, value) = line.split_once([':', '：'])?;
    let label = label.trim();
    (label.split_whitespace().count() <= 5 && label.chars().count() <= 40)
        .then(|| (fold(label), value.trim()))
}

/// Labels of what is neither a title nor a meeting.
const LABELS: &str = "distr|distribution|original|ref|reference|references|date|dates|fecha|fechas|data|lieu|place|\
    lugar|local|venue|location|when|where|language|langue|idioma|author|authors|auteur|auteurs|autor|autores|contact|\
    version|status|statut|estado|document|document no|symbol|size|pages|page|classification|agenda item|item|punto|\
    point|prepared by|redacta|convocan|convoca|organizers|organisers|tel|phone|fax|email|e-mail|website|web|isbn|issn|\
    doi|chair|chairs|present|participants|participantes|attendees|apologies|minutes taken by|rapporteur|facilitator|\
    commissioned by|commande par|gere par|managed by|period|periode|periodo|project|projet|proyecto|source|published|\
    publie|publicado|updated|posted|secretary|secretariat|secretaria|secretariado|to|from|cc|de|para|a|moderator|\
    duration|duree|duracion|time|heure|hora|presidencia|preside|asistentes|lieu et date|place and date|date and place|\
    date and venue|lugar y fecha|fecha y lugar|date et lieu|presidence|secretaire|redige par|prepare par";
/// Labels of a title.
const TITLES: &[&str] = &["title", "titre", "titulo", "subject", "objet", "asunto", "assunto"];
/// Labels of a meeting.
const EVENTS: &[&str] = &[
    "event",
    "meeting",
    "evenement",
    "reunion",
    "evento",
    "conference",
    "conferencia",
    "name of meeting",
    "name of event",
    "reuniao",
];

/// The title that a label gives.
pub(super) fn labelled_title(line: &str) -> Option<&str> {
    labelled(line).filter(|(label, _)| TITLES.contains(&label.as_str())).map(|(_, value)| value)
}

/// The meeting that a label gives.
pub(super) fn labelled_event(line: &str) -> Option<&str> {
    labelled(line).filter(|(label, _)| EVENTS.contains(&label.as_str())).map(|(_, value)| value)
}

fn is_label(line: &str) -> bool {
    labelled(line).is_some_and(|(label, _)| {
        let label = label.trim_end_matches(['.', '(', ')', 's']);
        LABELS.split('|').any(|known| known.trim_end_matches('s') == label)
    })
}

/// Nouns that name organisations and their organs, folded.
const ORGANISATIONS: &str = "council|commission|organization|organisation|assembly|union|ministry|office|agency|\
    secretariat|department|committee|network|association|federation|confederation|government|bureau|institute|\
    university|subcommittee|directorate|republic|kingdom|partnership|alliance|community|nations|mission|authority|\
    conseil|assemblee|ministere|agence|departement|comite|reseau|gouvernement|institut|republique|royaume|communaute|\
    consejo|comision|organizacion|asamblea|ministerio|oficina|secretaria|agencia|departamento|red|asociacion|gobierno|\
    instituto|federacion|republica|reino|comunidad|naciones|conselho|comissao|organizacao|assembleia|governo|rede|\
    comunidade|nacoes|nationen";
/// Nouns of bodies that meet again and again, and so may name a meeting too, folded.
const SERIES: &str = "forum|foro|process|processus|proceso|processo";

/// Whether a line is nothing but the name of an organisation or of a part of one.
fn is_organisation(line: &str) -> bool {
    is_name_of(ORGANISATIONS, line)
}

/// Whether a line is nothing but the name of a body that meets again and again.
pub(super) fn is_series(line: &str) -> bool {
    is_name_of(SERIES, line)
}

fn is_name_of(nouns: &str, line: &str) -> bool {
    let line = line.split(['(', '/']).next().unwrap_or(line);
    let words: Vec<&str> = line.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|w| bare(w)).collect();
    let noun = |w: &String| nouns.split('|').any(|n| n == w);
    let Some(at) = folded.iter().position(noun) else {
        // "OIM", "UNHCR": letters alone.
        return words.len() <= 2 && line.chars().all(|c| c.is_uppercase() || " -–&|".contains(c));
    };
    let meets = folded.iter().any(|w| super::event::is_meeting(w) && !SERIES.split('|').any(|n| n == w));
    if words.len() > 12 || meets || line.contains(|c: char| c == ':' || c.is_ascii_digit()) {
        return false;
    }
    let all_name = words
        .iter()
        .zip(&folded)
        .all(|(word, folded)| is_link(folded) || !word.starts_with(char::is_lowercase));
    // English names end in the noun, or say after it what it is for; French and Spanish ones begin with it.
    let next = folded.get(at + 1).map(String::as_str);
    all_name && (next.is_none_or(is_link) || at == 0)
        || at == 0 && next.is_none_or(|n| is_link(n) || is_adjective(n)) && !is_english(&folded)
}

/// Whether a folded word ends as adjectives do that follow a French or Spanish noun.
fn is_adjective(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "al", "ale", "ales", "aux", "que", "ques", "ico", "ica", "ano", "ana", "ien", "ienne", "ain", "aine",
        "ar", "aire", "eur", "ior",
    ];
    word.len() > 4 && ENDS.iter().any(|end| word.ends_with(end))
}

fn is_english(folded: &[String]) -> bool {
    folded.iter().any(|w| matches!(w.as_str(), "of" | "on" | "for" | "the" | "and" | "from" | "to" | "with"))
}

/// Words that say what sort of text it is, folded.
const SORTS: &str = "summary|report|final|draft|executive|outcome|outcomes|document|note|press|release|news|communique|\
    statement|declaration|minutes|concept|paper|brief|policy|evaluation|information|background|working|meeting|chair's|\
    chairs|conclusions|recommendations|proceedings|annex|resume|rapport|synthese|projet|compte|rendu|proces-verbal|\
    verbal|proces|conceptuelle|presse|informe|resumen|ejecutivo|borrador|acta|nota|resultados|conceptual|declaracion|\
    comunicado|prensa|relatoria|relatorio|resumo|preliminary|advance|version|unedited|provisional|preliminaire|finale|\
    provisoire|preliminar|confidential|restricted|official|english|french|spanish|only|copy|joint|conjoint|conjointe|\
    reunion|conclusiones|recomendaciones|recommandations|publication|annual|technical|series|update|revised|rev";

/// Whether a line, dates apart, says only what sort of text it is: "SUMMARY REPORT", "Résumé d’évaluation", "Draft 2".
pub(super) fn is_sort_alone(line: &str) -> bool {
    let line = without_dates(line);
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).map(fold);
    let said: Vec<String> = words.collect();
    line.chars().any(char::is_alphabetic)
        && said.iter().all(|w| {
            is_link(w) || w.chars().all(|c| c.is_ascii_digit()) || SORTS.split('|').any(|sort| sort == w)
        })
}

/// Whether a line tells of a session or an item of an agenda and nothing else.
fn is_session(line: &str) -> bool {
    let folded = fold(line);
    let words = folded.split_whitespace().count();
    const ITEMS: &[&str] = &[
        "page ",
        "agenda item",
        "item ",
        "point ",
        "points ",
        "tema ",
        "temas ",
        "punto ",
        "ponto ",
        "items ",
        "provisional agenda",
    ];
    let counted = folded.contains(|c: char| c.is_ascii_digit());
    ITEMS.iter().any(|item| folded.starts_with(item)) && (counted || folded.contains("agenda"))
        || words <= 6
            && !folded.split_whitespace().take(3).any(names_a_sort)
            && ["session", "sesion", "sesiones", "sessao", "sitting"]
                .iter()
                .any(|s| folded.split(|c: char| !c.is_alphanumeric()).any(|w| w == *s))
}

/// What web sites, archives and samples put around a text, folded.
const NOTICES: &str = "\
    size: px|start display|display at page|download|cookie|skip to|sign in|log in|subscribe|newsletter|\
    share this|read more|print this|www.|http|all rights reserved|for official use|not for circulation|\
    fictional sample|fictional document|fictional example|sample document|exemple fictif|document fictif|\
    exemple fictive|muestra, fictici|documento fictici|documento de muestra|amostra ficticia|unedited|\
    non editee|sin editar|circulated as received|printed in|recycled paper|breadcrumb|you are here|home >|\
    home /|back to|copyright|©|prepared by|prepared for|prepare par|preparado por|elaborado por|submitted by|\
    presente par|presentado por|presented by|issued by|published by|publie par|publicado por|as delivered|\
    check against delivery|seul le prononce fait foi|embargo|press release|communique de presse|\
    comunicado de prensa";

/// Words of notices that stand on covers in whole sentences, folded.
const DISCLAIMERS: &str = "fictional|fictif|fictive|ficticio|ficticia|do not exist|n'existe|no existe|designations employed|\
    opinions expressed|views expressed|do not necessarily reflect|does not imply|all rights reserved|opinions exprimees|\
    vues exprimees|n'engage|appellations employees|opiniones expresadas|denominaciones|no refleja|derechos reservados|\
    for the purpose of|has not been edited|without formal editing|circulated as received|funded by|financed by|\
    finance par|financiado";

/// Whether a sentence of a cover is a notice, after which the cover goes on.
pub(super) fn is_disclaimer(sentence: &str) -> bool {
    let folded = fold(sentence).replace('’', "'");
    sentence.len() <= 600 && DISCLAIMERS.split('|').any(|words| folded.contains(words))
}

fn is_notice(line: &str) -> bool {
    let folded = fold(line);
    line.contains('@') || NOTICES.split('|').any(|notice| folded.contains(notice))
}

/// Whether nothing is left of a line beside dates, places and words that join them.
fn is_date_line(line: &str) -> bool {
    let found = dates::find(line);
    let Some((first, last)) = found.first().zip(found.last()) else { return false };
    let around = [&line[..first.place.start], &line[last.place.end..]].concat();
    let named = |w: &str| w.starts_with(|c: char| !c.is_lowercase()) && !super::event::is_meeting(&bare(w));
    let words: Vec<&str> = around.split_whitespace().collect();
    let is_rest = |w: &&str| is_link(&bare(w)) || bare(w).is_empty() || named(w);
    words.len() <= 8 && words.iter().all(is_rest) && !words.iter().any(|w| names_a_sort(&bare(w)))
}

/// Whether a folded word is a noun that reports, statements and declarations are called by.
pub(super) fn names_a_sort(word: &str) -> bool {
    const NOUNS: &str = "report|summary|outcome|outcomes|conclusions|proceedings|minutes|declaration|statement|\
        communique|note|evaluation|rapport|compte|resume|synthese|proces-verbal|informe|resumen|acta|declaracion|nota|\
        comunicado|relatoria|conclusiones|evaluacion|relatorio|declaracao|ata|resumo|nota|charter|agreement|pledge|\
        compact|appel|appeal|message|position|recommendations|recommandations|recomendaciones|resolution|memo|actes";
    NOUNS.split('|').any(|noun| noun == word)
}

/// Whether a line is furniture of a cover: no title, whatever its size.
pub(super) fn is_furniture(line: &str) -> bool {
    let rest = stripped(line);
    !rest.chars().any(char::is_alphabetic)
        || is_label(rest)
        || is_organisation(rest)
        || is_sort_alone(rest)
        || is_session(rest)
        || is_notice(rest)
        || is_date_line(rest)
}

/// The line without the dates in it.
fn without_dates(line: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for found in dates::find(line) {
        out.push_str(&line[at..found.place.start]);
        at = found.place.end;
    }
    out.push_str(&line[at..]);
    out
}

/// Whether a line is the heading of a part that opens a text, after which no cover goes on.
pub(super) fn opens_the_body(line: &str) -> bool {
    const PARTS: &str = "contents|table of contents|sommaire|table des matieres|indice|contenido|introduction|\
        introduccion|introducao|background|contexte|contexto|context|antecedentes|historique|foreword|preface|\
        avant-propos|prologo|acknowledgements|acknowledgments|remerciements|agradecimientos|executive summary|\
        resume executif|resumen ejecutivo|preamble|preambule|preambulo|overview|objectives|objectifs|objetivos|\
        opening|ouverture|apertura|list of acronyms|acronyms|abbreviations|key messages|key findings|summary|\
        conclusions|conclusiones|recommendations|recommandations|recomendaciones|opening session|opening remarks|\
        rationale|justification|justificacion|purpose|agenda|ordre du jour|orden del dia|participants|participation";
    let folded = fold(line.trim_matches(|c: char| !c.is_alphabetic()));
    let first = folded.split(" and ").next().unwrap_or_default();
    let is_part = |words: &str| PARTS.split('|').any(|part| part == words);
    is_part(&folded)
        || is_part(first)
        || is_part(folded.split(" et ").next().unwrap_or_default())
        || is_part(folded.split(" y ").next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_titles() {
        let furniture = [
            "A/CONF.231/3",
            "IRF-CSP/2025/RD/SR Distr.: general",
            "GE.13-18942",
            "*1318942*",
            "Distr.: Limited",
            "Original: French",
            "United Nations A/HRC/22/6",
            "General Assembly Distr.: General",
            "Nations Unies",
            "Conseil économique et social",
            "Economic Commission for Africa",
            "International Organization for Migration (IOM)",
            "Ministerio de Relaciones Exteriores",
            "Permanent Mission of Valdoria",
            "Organisation internationale pour les métiers",
            "Comisión Interamericana de Oficios",
            "OIM",
            "Twenty-second session",
            "Agenda item 6",
            "Point 4 de l’ordre du jour provisoire",
            "SUMMARY REPORT",
            "Résumé d’évaluation Juin 2025",
            "Draft 2",
            "13 December 2012",
            "Lusaka, Zambia, 14–16 March 2022",
            "Lomé, du 14 au 16 mars 2022",
            "FICTIONAL SAMPLE – no such meeting took place",
            "Size: px",
            "Start display at page:",
            "Lugar: Puerto Largo",
            "Réf. : FER/CM/2025/DEC",
            "Prepared by the secretariat",
            "Page 1 of 12",
        ];
        let taken: Vec<&str> = furniture.into_iter().filter(|line| !is_furniture(line)).collect();
        assert!(taken.is_empty(), "taken for titles: {taken:#?}");
        let titles = [
            "Report of the Working Group on Labour Mobility",
            "Third Regional Dialogue on Labour Mobility",
            "Committee on Mobility hears nurses from four towns",
            "Declaration of the Ministers of the Coast",
            "Minutes of the meeting of the Committee on Skills, 4 May 2022",
            "Union of cities: what newcomers need",
            "Compte rendu de la réunion technique de Lomé",
            "Regional Review Forum on Mobility 2024",
            "Gobierno lanza un plan para los recién llegados",
            "Coastal States Consultative Process on Mobility",
            "Report of the fourth session",
            "Distribution of skills in towns",
            "COVID-19 and the right to health",
        ];
        let lost: Vec<&str> = titles.into_iter().filter(|line| is_furniture(line)).collect();
        assert!(lost.is_empty(), "taken for furniture: {lost:#?}");
    }

    #[test]
    fn symbols_are_stripped_from_the_ends() {
        for (line, rest) in [
            ("IRF-CSP/2025/RD/SR Distr.: general", ""),
            ("United Nations A/HRC/22/6", "United Nations"),
            ("General Assembly Distr.: General 4 May 2022 Original: English", "General Assembly"),
            ("Report on skills*", "Report on skills"),
            ("and/or GCM/SDG links", "and/or GCM/SDG links"),
            ("ICM/2017/2 Report on skills", "Report on skills"),
        ] {
            assert_eq!(stripped(line), rest, "{line}");
        }
    }
}
