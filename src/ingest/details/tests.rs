use super::*;
use crate::ingest::canonical::Canonical;

/// Blocks from lines: `# ` begins a heading of the first level and so on, anything else is a paragraph.
pub(super) fn details(lines: &[&str], stated: &Stated) -> Details {
    let mut canonical = Canonical::new();
    for line in lines {
        let words = line.trim_start_matches('#');
        let kind = match u8::try_from(line.len() - words.len()) {
            Ok(level) if level > 0 => BlockKind::Heading { level },
            _ => BlockKind::Paragraph,
        };
        canonical.push(kind, None, 0, None, words.trim_start());
    }
    let (text, blocks) = canonical.finish();
    find(&text, &blocks, stated)
}

fn published(on: &str) -> Stated {
    Stated { published: Some(on.into()), ..Stated::default() }
}

const FILLER: &str =
    "Participants came from ministries, towns and associations, and spoke about what had been done.";

#[test]
fn where_and_when_in_a_dateline_or_in_words() {
    let check = |text: &str, on: Option<&str>, date: Option<&str>, place: Option<&str>| {
        let found = details(
            &["# A title of some words", &format!("{text} {FILLER}")],
            &on.map(published).unwrap_or_default(),
        );
        assert_eq!(found.date.as_ref().map(|d| d.as_str()), date, "{text}");
        assert_eq!(found.place.as_deref(), place, "{text}");
    };
    check("Lusaka, 14 March 2022 – Ministers met.", None, Some("2022-03-14"), Some("Lusaka"));
    check(
        "LUSAKA, Zambia, 14–16 March 2022 — Ministers met.",
        None,
        Some("2022-03-14/2022-03-16"),
        Some("LUSAKA, Zambia"),
    );
    check("Lusaka, 25 July – Ministers met.", None, None, Some("Lusaka"));
    check(
        "Lusaka, 25 July – Ministers met.",
        Some("2022-07-29T10:00:00Z"),
        Some("2022-07-25"),
        Some("Lusaka"),
    );
    check("Lusaka, 30 December – Ministers met.", Some("2 January 2023"), Some("2022-12-30"), Some("Lusaka"));
    // So long after, the year is a guess; the day of publication is not.
    check("Lusaka, 25 July – Ministers met.", Some("2022-12-29"), Some("2022-12-29"), Some("Lusaka"));
    check(
        "Lusaka – From 4 to 6 May 2022, the Government hosted a dialogue.",
        None,
        Some("2022-05-04/2022-05-06"),
        Some("Lusaka"),
    );
    check("Lomé, le 3 mars 2022 – Les ministres ont parlé.", None, Some("2022-03-03"), Some("Lomé"));
    check(
        "San José, 3 de marzo de 2022 - Los ministros hablaron.",
        None,
        Some("2022-03-03"),
        Some("San José"),
    );
    check(
        "The meeting was held in Lusaka, Zambia, from 4 to 6 May 2022.",
        None,
        Some("2022-05-04/2022-05-06"),
        Some("Lusaka, Zambia"),
    );
    check(
        "The dialogue took place on 4 and 5 May 2022 in Port Louis and was chaired by two States.",
        None,
        Some("2022-05-04/2022-05-05"),
        Some("Port Louis"),
    );
    check(
        "L’atelier s’est tenu à Lomé du 4 au 6 mai 2022.",
        None,
        Some("2022-05-04/2022-05-06"),
        Some("Lomé"),
    );
    check(
        "Les experts, réunis à Saint-Louis du 30 avril au 2 mai 2022, ont parlé.",
        None,
        Some("2022-04-30/2022-05-02"),
        Some("Saint-Louis"),
    );
    check(
        "El taller se celebró en la ciudad de Santa Ana del 4 al 6 de mayo de 2022.",
        None,
        Some("2022-05-04/2022-05-06"),
        Some("Santa Ana"),
    );
    check(
        "A reunião decorreu em Maputo de 4 a 6 de maio de 2022.",
        None,
        Some("2022-05-04/2022-05-06"),
        Some("Maputo"),
    );
}

#[test]
fn what_is_not_stated_is_not_given() {
    for text in [
        "Background – The text was adopted on 19 December 2018 after long talks.",
        "The next meeting will be held in Lusaka from 4 to 6 May 2026.",
        "This follows the review scheduled to take place in Lusaka in October 2024.",
        "The previous meeting was held in Lusaka on 4 May 2015.",
        "La prochaine réunion aura lieu à Lomé du 4 au 6 mai 2026.",
        "La próxima reunión se celebrará en San José del 4 al 6 de mayo de 2026.",
        "The meeting was held in English and in November, on 31 November 2023.",
        "Objective 8 – Save lives, since 4 May 2022.",
        "Those held in detention in 2022 were few.",
    ] {
        let found = details(&["# A title of some words", &format!("{text} {FILLER}")], &Stated::default());
        assert_eq!((found.date, found.place), (None, None), "{text}");
    }
}

#[test]
fn a_cover_states_place_and_date() {
    for (line, date, place) in [
        ("Lusaka, Zambia, 14–16 March 2022", Some("2022-03-14/2022-03-16"), Some("Lusaka, Zambia")),
        ("14 to 16 March 2022, Lusaka", Some("2022-03-14/2022-03-16"), Some("Lusaka")),
        ("Lomé, du 14 au 16 mars 2022", Some("2022-03-14/2022-03-16"), Some("Lomé")),
        (
            "San José, Costa Rica, 14 al 16 de marzo de 2022",
            Some("2022-03-14/2022-03-16"),
            Some("San José, Costa Rica"),
        ),
        ("March 2022 Lusaka", Some("2022-03"), Some("Lusaka")),
        ("14 to 16 March 2022", Some("2022-03-14/2022-03-16"), None),
        ("30 November 2023 · Press release", Some("2023-11-30"), None),
        ("Updated March 2022", None, None),
    ] {
        let found = details(&["# A title of some words", line, FILLER], &Stated::default());
        assert_eq!(found.date.as_ref().map(|d| d.as_str()), date, "{line}");
        assert_eq!(found.place.as_deref(), place, "{line}");
    }
}

#[test]
fn titles_are_what_stands_as_a_title() {
    let long = format!("Lusaka, 14 March 2022 – Ministers met. {FILLER}");
    for (lines, title) in [
        (vec!["# Ministers meet on labour mobility", FILLER], Some("Ministers meet on labour mobility")),
        (
            vec!["Home", "Who we are", "Ministers meet on labour mobility", &long],
            Some("Ministers meet on labour mobility"),
        ),
        (vec!["Ministers meet on labour mobility", FILLER], Some("Ministers meet on labour mobility")),
        (vec!["Who we are", FILLER], None),
        (vec!["Ministers met and spoke of many things.", FILLER], None),
        (vec![FILLER], None),
    ] {
        assert_eq!(details(&lines, &Stated::default()).title.as_deref(), title, "{lines:?}");
    }
}

#[test]
fn events_are_named_by_titles_that_begin_with_them() {
    for (title, name) in [
        (
            "Report of the Third Regional Dialogue on Labour Mobility",
            Some("Third Regional Dialogue on Labour Mobility"),
        ),
        (
            "Rapport de la Réunion ministérielle sur la mobilité",
            Some("Réunion ministérielle sur la mobilité"),
        ),
        ("Informe de la Conferencia Regional sobre Movilidad", Some("Conferencia Regional sobre Movilidad")),
        ("Inter-regional dialogue on data for policy", Some("Inter-regional dialogue on data for policy")),
        ("Ministers call for dialogue on labour mobility", None),
        ("New hopes at the Heart of a Regional Dialogue", None),
        ("Meeting report", None),
    ] {
        assert_eq!(event::event(title).as_deref(), name, "{title}");
    }
}

#[test]
fn a_region_is_named_alone_or_not_at_all() {
    for (title, body, name) in [
        ("Review for Latin America and the Caribbean", FILLER, Some("Latin America and the Caribbean")),
        ("Dialogue sur la mobilité en Afrique de l’Ouest", FILLER, Some("Africa")),
        ("Dialogue in Africa and the Americas on data", FILLER, None),
        (
            "A dialogue on data for policy",
            "The Asia-Pacific review gathered States of Asia and the Pacific.",
            Some("Asia and the Pacific"),
        ),
        ("A dialogue on data for policy", "One guest had come from Africa.", None),
        ("A dialogue on data for policy", "States of Africa spoke, and Africa and Europe agreed.", None),
    ] {
        let found = details(&[&format!("# {title}"), body], &Stated::default());
        assert_eq!(found.region.as_deref(), name, "{title} {body}");
    }
}

#[test]
fn the_language_is_that_of_the_running_text() {
    let declared = |tag: &str| Stated { language: Some(tag.into()), ..Stated::default() };
    let french =
        "Les participants ont souligné que la protection des travailleurs est une responsabilité partagée.";
    let spanish = "Los participantes subrayaron que la protección de los trabajadores es una responsabilidad compartida.";
    let german = "Die Teilnehmenden betonten, dass der Schutz der Beschäftigten eine gemeinsame Aufgabe aller Staaten ist.";
    for (body, stated, code) in [
        (FILLER.repeat(5), declared("fr"), Some("en")),
        (french.repeat(5), declared("en-GB"), Some("fr")),
        (spanish.repeat(5), Stated::default(), Some("es")),
        (german.repeat(8), Stated::default(), None),
        ("Ok 12".to_string(), declared("pt-BR"), Some("pt")),
        ("Ok 12".to_string(), Stated::default(), None),
    ] {
        assert_eq!(details(&[&body], &stated).language.as_deref(), code, "{body}");
    }
}
