//! Covers of different makes, each with what it states.

use super::tests::details;
use super::{Details, Stated};

/// A cover, line by line (`# ` begins a heading of the first level, `## ` of the second), and what it states: title,
/// event, place, date.
struct Cover {
    lines: &'static [&'static str],
    states: [Option<&'static str>; 4],
}

const BODY: &str =
    "Participants came from ministries, towns and associations, and spoke about what had been done.";
const CORPS: &str = "Les participants sont venus de ministères, de communes et d’associations, et ont parlé de ce qui a été fait.";
const CUERPO: &str =
    "Los participantes vinieron de ministerios, municipios y asociaciones, y hablaron de lo que se ha hecho.";

const COVERS: &[Cover] = &[
    // A review of a State by a working group.
    Cover {
        lines: &[
            "#### United Nations A/WG.3/41/5",
            "# General Assembly Distr.: General",
            "4 May 2031",
            "Original: English",
            "##### Council for Mobility",
            "###### Forty-first session",
            "Agenda item 6",
            "###### Universal Mobility Review",
            "## Report of the Working Group on the Universal Mobility Review*",
            "### Valdoria",
            "GE.31-04211",
            BODY,
        ],
        states: [
            Some("Report of the Working Group on the Universal Mobility Review – Valdoria"),
            Some("Universal Mobility Review"),
            None,
            Some("2031-05-04"),
        ],
    },
    // A dialogue's report, its title broken over two blocks.
    Cover {
        lines: &[
            "# IRF-CSP/2031/RD/SR Distr.: general",
            "# Inter-Delta Mobility Forum",
            "Coastal Towns Consultative Process on Mobility",
            "# Cross-Regional Dialogue on Mobility Governance",
            "and the Second Round of Regional Reviews of the Compact for Safe, Orderly and Regular Movement",
            "# Deltaville, Republic of Valdoria, 18–20 March 2031",
            "SUMMARY REPORT",
            "Fictional sample document. Any meeting, quotation or figure in it is invented.",
            "May 2031",
            "# Contents",
            BODY,
        ],
        states: [
            Some(
                "Cross-Regional Dialogue on Mobility Governance and the Second Round of Regional Reviews of the \
                 Compact for Safe, Orderly and Regular Movement",
            ),
            Some(
                "Cross-Regional Dialogue on Mobility Governance and the Second Round of Regional Reviews of the \
                 Compact for Safe, Orderly and Regular Movement",
            ),
            Some("Deltaville, Republic of Valdoria"),
            Some("2031-03-18/2031-03-20"),
        ],
    },
    // A title in capitals over three lines, after the sort of the text.
    Cover {
        lines: &[
            "INTERNATIONAL ORGANIZATION FOR SKILLS (IOS)",
            "FINAL REPORT",
            "OF THE THIRD MINISTERIAL CONFERENCE",
            "ON SKILLS AND MOBILITY",
            "PORT LINDEN, 3 TO 5 JUNE 2031",
            "# 1. Introduction",
            BODY,
        ],
        states: [
            Some("FINAL REPORT OF THE THIRD MINISTERIAL CONFERENCE ON SKILLS AND MOBILITY"),
            Some("THIRD MINISTERIAL CONFERENCE ON SKILLS AND MOBILITY"),
            Some("PORT LINDEN"),
            Some("2031-06-03/2031-06-05"),
        ],
    },
    // A declaration of ministers in French, its meeting under it.
    Cover {
        lines: &[
            "# Déclaration de Montclair sur la mobilité des travailleurs",
            "Sixième Conférence ministérielle des États du Littoral (CEL) Montclair, les 5 et 6 juin 2031",
            "Réf. : CEL/CM/2031/DEC",
            "## Préambule",
            CORPS,
        ],
        states: [
            Some("Déclaration de Montclair sur la mobilité des travailleurs"),
            Some("Sixième Conférence ministérielle des États du Littoral (CEL)"),
            Some("Montclair"),
            Some("2031-06-05/2031-06-06"),
        ],
    },
    // A notice in whole sentences between title and meeting.
    Cover {
        lines: &[
            "# Déclaration de Montclair sur les métiers du soin",
            "Document d’exemple fictif. Toute réunion, toute citation et tout chiffre qui s’y trouvent sont inventés à dessein.",
            "Conférence ministérielle du Forum des États riverains (FER) Montclair, les 5 et 6 juin 2031",
            "## Préambule",
            CORPS,
        ],
        states: [
            Some("Déclaration de Montclair sur les métiers du soin"),
            Some("Conférence ministérielle du Forum des États riverains (FER)"),
            Some("Montclair"),
            Some("2031-06-05/2031-06-06"),
        ],
    },
    // A body that meets every year, and nothing else on the cover.
    Cover {
        lines: &["# Pan-Coastal Forum on Skills", "Linden, 5 June 2031", BODY],
        states: [
            Some("Pan-Coastal Forum on Skills"),
            Some("Pan-Coastal Forum on Skills"),
            Some("Linden"),
            Some("2031-06-05"),
        ],
    },
    // The report of one of its sessions.
    Cover {
        lines: &[
            "# PAN-COASTAL FORUM ON SKILLS",
            "Report of the fourth session",
            "Linden, 5 June 2031",
            BODY,
        ],
        states: [
            Some("Report of the fourth session"),
            Some("PAN-COASTAL FORUM ON SKILLS"),
            Some("Linden"),
            Some("2031-06-05"),
        ],
    },
    // A short declaration.
    Cover {
        lines: &["African Union of Ports", "# Harbour Declaration", "Harbour City, 9 May 2031", BODY],
        states: [Some("Harbour Declaration"), None, Some("Harbour City"), Some("2031-05-09")],
    },
    // A news page that kept its menu.
    Cover {
        lines: &[
            "# About",
            "# About",
            "# Cross-cutting (World)",
            "# Cross-cutting (World)",
            "As a body of its kind, the Office supports towns in every part of the world. It has been here since 1990.",
            "# Towns agree on a plan for those who arrive",
            "Linden – From 3 to 5 June 2031, the Government hosted a dialogue of towns, and many of them came to it.",
            BODY,
        ],
        states: [
            Some("Towns agree on a plan for those who arrive"),
            None,
            Some("Linden"),
            Some("2031-06-03/2031-06-05"),
        ],
    },
    // A news page saved by a download site.
    Cover {
        lines: &[
            "Start display at page:",
            "Download",
            "Size: px",
            "# Regional Dialogue on Care Workers and their Families",
            "Posted on 7 June 2031",
            BODY,
        ],
        states: [
            Some("Regional Dialogue on Care Workers and their Families"),
            Some("Regional Dialogue on Care Workers and their Families"),
            None,
            Some("2031-06-07"),
        ],
    },
    // An outcome note in Spanish with labels.
    Cover {
        lines: &[
            "# NOTA DE RESULTADOS — REUNIÓN TÉCNICA DE PUERTO LARGO",
            "(borrador sin editar; versión para comentarios)",
            "Lugar: Casa de la Aduana, Puerto Largo (República de San Telmo)",
            "Fechas: 14 y 15 de octubre de 2031",
            "Redacta: Secretaría Pro Témpore",
            "# ANTECEDENTES",
            CUERPO,
        ],
        states: [
            Some("NOTA DE RESULTADOS — REUNIÓN TÉCNICA DE PUERTO LARGO"),
            Some("REUNIÓN TÉCNICA DE PUERTO LARGO"),
            Some("Casa de la Aduana, Puerto Largo"),
            Some("2031-10-14/2031-10-15"),
        ],
    },
    // Minutes of a committee.
    Cover {
        lines: &[
            "MINUTES",
            "# Minutes of the ninth meeting of the Committee on Skills",
            "Date: 4 May 2031",
            "Venue: Conference Room 4, Palais des Ponts, Linden",
            "Present: Ms. A. Berg (Chair), Mr. O. Diallo, Ms. P. Quint",
            "Apologies: Mr. R. Stone",
            BODY,
        ],
        states: [
            Some("Minutes of the ninth meeting of the Committee on Skills"),
            None,
            Some("Linden"),
            Some("2031-05-04"),
        ],
    },
    // A concept note, the meeting larger than the sort of the text.
    Cover {
        lines: &[
            "Concept note",
            "# High-level Dialogue on Seasonal Work",
            "Virtual meeting, 2–3 February 2031",
            "## Background and rationale",
            BODY,
        ],
        states: [
            Some("High-level Dialogue on Seasonal Work"),
            Some("High-level Dialogue on Seasonal Work"),
            None,
            Some("2031-02-02/2031-02-03"),
        ],
    },
    // An evaluation brief in French: visits are no meeting.
    Cover {
        lines: &[
            "# RÉSUMÉ D’ÉVALUATION Juin 2031",
            "#### ÉVALUATION FINALE DU PROJET",
            "#### « DES PONTS ENTRE LES DEUX RIVES DU DELTA »",
            "Cette note résume ce que l’évaluation a trouvé. Le rapport complet donne plus de détails à qui en veut.",
            "Évaluateur(s) : C. TREMBLAY",
            "sur le terrain : du 25 mars au 15 avril 2031",
            "Date du rapport final: 1 juin 2031",
            CORPS,
        ],
        states: [
            Some("ÉVALUATION FINALE DU PROJET « DES PONTS ENTRE LES DEUX RIVES DU DELTA »"),
            None,
            None,
            Some("2031-06-01"),
        ],
    },
    // A statement made at a conference.
    Cover {
        lines: &[
            "Check against delivery",
            "Permanent Mission of Valdoria",
            "# Statement by the Minister of Labour of Valdoria",
            "Global Conference on Fair Recruitment, Linden, 8 May 2031",
            "Mr. President, distinguished delegates, my country is proud to speak here. We thank the hosts for that.",
            BODY,
        ],
        states: [
            Some("Statement by the Minister of Labour of Valdoria"),
            Some("Global Conference on Fair Recruitment"),
            Some("Linden"),
            Some("2031-05-08"),
        ],
    },
    // A report in French that labels its title.
    Cover {
        lines: &[
            "Conseil économique et social",
            "Point 4 de l’ordre du jour provisoire",
            "Objet : Compte rendu de l’atelier technique de Lagune",
            "Lieu : Lagune",
            "Date : 12 mars 2031",
            CORPS,
        ],
        states: [
            Some("Compte rendu de l’atelier technique de Lagune"),
            None,
            Some("Lagune"),
            Some("2031-03-12"),
        ],
    },
    // A report in Spanish under a body of the United Nations.
    Cover {
        lines: &[
            "Naciones Unidas",
            "# Consejo Económico y Social",
            "Distr. limitada",
            "22º período de sesiones",
            "Tema 3 del programa",
            "## Informe de la Conferencia Regional sobre Movilidad Laboral",
            "San Telmo, 4 a 6 de mayo de 2031",
            CUERPO,
        ],
        states: [
            Some("Informe de la Conferencia Regional sobre Movilidad Laboral"),
            Some("Conferencia Regional sobre Movilidad Laboral"),
            Some("San Telmo"),
            Some("2031-05-04/2031-05-06"),
        ],
    },
    // A cover run together by a transcription.
    Cover {
        lines: &[
            "# Seventh World Meeting of Chairs of Dialogues",
            "i Seventh World Meeting of Chairs of Dialogues Mechanisms of Consultation and the Compact October 2031 \
             Linden The opinions expressed here are those of the authors. They bind nobody.",
            BODY,
        ],
        states: [
            Some("Seventh World Meeting of Chairs of Dialogues"),
            Some("Seventh World Meeting of Chairs of Dialogues"),
            None,
            Some("2031-10"),
        ],
    },
    // No cover: the text begins at once.
    Cover { lines: &[CUERPO, "# Recomendaciones", CUERPO], states: [None; 4] },
    // Furniture only.
    Cover {
        lines: &[
            "# Ministry of Labour",
            "A/12/4",
            "# Introduction",
            BODY,
            "# Outcomes of the discussions",
            BODY,
        ],
        states: [None; 4],
    },
];

#[test]
fn covers_state_title_event_place_and_date() {
    let mut wrong = Vec::new();
    for Cover { lines, states } in COVERS {
        let Details { title, event, place, date, .. } = details(lines, &Stated::default());
        let found = [title.as_deref(), event.as_deref(), place.as_deref(), date.as_ref().map(|d| d.as_str())];
        if &found != states {
            wrong.push(format!("{}: {found:?}, not {states:?}", lines[0]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_title_that_the_producer_noted_is_believed_where_the_cover_has_it() {
    let check = |noted: &str, title: Option<&str>| {
        let stated = Stated { noted: Some(noted.into()), ..Stated::default() };
        let found = details(
            &["Ministry of Labour", "SKILLS BEYOND BORDERS", "A guide in plain words", BODY],
            &stated,
        );
        assert_eq!(found.title.as_deref(), title, "{noted}");
    };
    check("Skills beyond borders", Some("Skills beyond borders"));
    check("Microsoft Word - template_final.doc", Some("SKILLS BEYOND BORDERS"));
}
