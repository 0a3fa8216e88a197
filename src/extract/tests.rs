//! The rules of extraction, case by case, on documents in a small notation: `# ` heading, `- ` and `1. ` items (two
//! spaces deeper each), `# 1. ` a numbered heading, `[^] ` a note, `| ` a row, anything else a paragraph.

use super::extract;
use crate::model::{Block, BlockKind, Candidate, Details, Format, Kind, ReadState, Reading, Response};
use proptest::prelude::*;

fn reading(notation: &str) -> Reading {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for line in notation.lines().filter(|l| !l.trim().is_empty()) {
        let depth = (line.len() - line.trim_start().len()) as u8 / 2;
        let line = line.trim();
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        let (kind, label, words) = if (1..9).contains(&hashes) {
            let words = line[hashes..].trim_start();
            let numbered = words.split_once(' ').filter(|(l, _)| l.ends_with('.') && l.len() < 6);
            let (label, words) = numbered.map_or((None, words), |(l, w)| (Some(l), w));
            (BlockKind::Heading { level: hashes as u8 }, label, words)
        } else if let Some(words) = line.strip_prefix("- ") {
            (BlockKind::ListItem, Some("-"), words)
        } else if let Some(words) = line.strip_prefix("| ") {
            (BlockKind::TableRow, None, words)
        } else if let Some(words) = line.strip_prefix("[^] ") {
            (BlockKind::Footnote, Some("1"), words)
        } else {
            let label = line.split_once(' ').filter(|(l, _)| {
                l.len() < 8
                    && l.ends_with(['.', ')'])
                    && l.starts_with(|c: char| c.is_ascii_digit() || c == '(')
            });
            label.map_or((BlockKind::Paragraph, None, line), |(l, w)| (BlockKind::ListItem, Some(l), w))
        };
        let start = text.len();
        text.push_str(words);
        blocks.push(Block {
            kind,
            start,
            end: text.len(),
            page: None,
            label: label.map(str::to_owned),
            depth,
        });
        text.push('\n');
    }
    let (format, state) = (Format::Text, ReadState::Whole);
    Reading { format, state, text, blocks, details: Details::default(), pages: None }
}

fn found(notation: &str, kind: Kind) -> Vec<Candidate> {
    extract(&reading(notation)).into_iter().filter(|c| c.kind == kind).collect()
}

#[track_caller]
fn check(notation: &str, kind: Kind, want: &[&str]) {
    let found = found(notation, kind);
    let texts: Vec<&str> = found.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, want, "{notation}");
}

#[track_caller]
fn listed(notation: &str, want: &[&str]) {
    check(notation, Kind::Listed, want);
}

#[test]
fn lists_under_headings_that_announce() {
    listed(
        "# Recommendations\n- Share data;\n- Open schools; and\n- Fund clinics.",
        &["Share data", "Open schools", "Fund clinics."],
    );
    listed(
        "# Annex I: Conclusions and recommendations\n## 1. Data\n1. Share data.\n## 2. Media\n2. Train reporters.",
        &["Share data.", "Train reporters."],
    );
    listed(
        "# Recommandations\n- Renforcer les écoles.\n- Un registre commun des naissances.",
        &["Renforcer les écoles.", "Un registre commun des naissances."],
    );
    listed(
        "# Recomendaciones\n- Fortalecer las escuelas.\n- Más médicos en la frontera.",
        &["Fortalecer las escuelas.", "Más médicos en la frontera."],
    );
    listed("# Recomendações\n- Reforçar as escolas.", &["Reforçar as escolas."]);
    listed("# التوصيات\n- تعزيز المدارس في المناطق الحدودية", &["تعزيز المدارس في المناطق الحدودية"]);
}

#[test]
fn headings_set_alike_belong_to_an_announcing_heading_without_words() {
    listed(
        "# Recommendations\n# Data\n- Share data.\n# Schools\n- Open schools.\n# List of participants\n- Open Harbour Trust, director",
        &["Share data.", "Open schools."],
    );
}

#[test]
fn lists_of_other_things_are_not_taken() {
    for heading in [
        "List of participants",
        "Agenda",
        "References",
        "Guiding questions",
        "Background",
        "Acronyms",
        "Ordre du jour",
        "Participantes",
    ] {
        listed(
            &format!("# Recommendations\n- Share data.\n# {heading}\n- Share of towns\n- Open floor"),
            &["Share data."],
        );
    }
    listed("The following delegations took part:\n- Open Harbour Trust\n- Support Ltd", &[]);
    listed("# Session 2\nThe towns had done this:\n- Opened schools\n- Shared data", &[]);
    listed("# Session 2\nThe meeting aimed to:\n- share data\n- build trust", &[]);
}

#[test]
fn words_before_a_list_announce_it_and_stay_apart() {
    let found = found(
        "# Session 3\nThe delegates agreed. Governments should:\n- open schools;\n- share data.",
        Kind::Listed,
    );
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|c| c.lead_in.as_deref() == Some("Governments should:")), "{found:?}");
    listed(
        "# Débats\nLes États sont invités à :\n- ouvrir des écoles ;\n- partager leurs données.",
        &["ouvrir des écoles", "partager leurs données."],
    );
    listed(
        "# Debates\nSe insta a los Estados a:\n- abrir escuelas;\n- compartir datos.",
        &["abrir escuelas", "compartir datos."],
    );
    listed(
        "# Session 3\nRecommendations:\n- Schools for all children\n- Data on boats",
        &["Schools for all children", "Data on boats"],
    );
}

#[test]
fn an_item_leads_into_the_items_below_it() {
    let found = found(
        "# Recommendations\n1. Help schools by:\n  (a) training teachers;\n  (b) buying books.",
        Kind::Listed,
    );
    let all: Vec<_> = found.iter().map(|c| (c.text.as_str(), c.lead_in.as_deref())).collect();
    assert_eq!(
        all,
        [("training teachers", Some("Help schools by:")), ("buying books.", Some("Help schools by:"))]
    );
}

#[test]
fn a_heading_of_conclusions_lets_each_item_speak() {
    listed(
        "# Conclusions\n- The hall was full.\n- The boats were late.\n- The towns should share data.",
        &["The towns should share data."],
    );
}

#[test]
fn a_numbered_heading_that_asks_is_the_recommendation() {
    let notation = "# Five recommendations\nThe towns put forward the following recommendations:\n## 1. Share data on boats\nBoats come every day. Data should be shared at once.\n## 2. Open schools\nMany children wait.";
    listed(notation, &["Share data on boats", "Open schools"]);
    check(notation, Kind::Narrative, &["Data should be shared at once."]);
}

#[test]
fn lists_inside_a_sentence_are_divided() {
    let notation = "They stressed that the pact should: (i) open schools; (ii) share data; and (iii) fund clinics. The rest was tea.";
    listed(notation, &["open schools", "share data", "fund clinics."]);
    listed("The report has two parts: (i) the schools of the coast; and (ii) the boats of the river.", &[]);
}

#[test]
fn an_item_runs_over_a_note() {
    listed(
        "# Recommendations\n- Share data.\n[^] A note on data.\n- Open schools.",
        &["Share data.", "Open schools."],
    );
}

#[test]
fn review_reports_name_proposers_and_responses() {
    let notation = "# Conclusions and/or recommendations\n1. The recommendations below enjoy the support of Ruritania:\n  1.1. Ratify the pact (Chad);\n  1.2. Share data (Peru)/Publish data (Bosnia and Herzegovina);\n2. The recommendations below were noted by Ruritania:\n  2.1. Open schools (Niger).";
    let found = found(notation, Kind::Listed);
    let all: Vec<_> = found.iter().map(|c| (c.text.as_str(), c.proposers.join("+"), c.response)).collect();
    let (yes, noted) = (Some(Response::Supported), Some(Response::Noted));
    assert_eq!(
        all,
        [
            ("Ratify the pact (Chad)", "Chad".to_owned(), yes),
            ("Share data (Peru)", "Peru".to_owned(), yes),
            ("Publish data (Bosnia and Herzegovina)", "Bosnia and Herzegovina".to_owned(), yes),
            ("Open schools (Niger).", "Niger".to_owned(), noted),
        ]
    );
}

#[test]
fn articles_of_a_declaration_are_listed() {
    let notation = "# Déclaration des ports\n## I. Écoles\n1. Nous nous engageons à ouvrir des écoles.\n2. Nous recommandons de former des maîtres.\n## II. Données\n3. Nous invitons les villes à publier leurs chiffres.\n## III. Santé\n4. Nous soignerons tout le monde.\n## IV. Suivi\n5. Nous convenons de nous revoir.";
    assert_eq!(found(notation, Kind::Listed).len(), 5);
}

#[test]
fn recommendations_that_say_so() {
    listed(
        "# Report\nRecommendation 1: Open the schools.\n# Recommendation 2\nTowns should share data.\n# Talk\nRecommendation 3 was long.",
        &["Open the schools.", "Towns should share data."],
    );
}

#[test]
fn rows_of_a_table_and_explained_paragraphs() {
    let rows = "# Suivi\n| N°\tRecommandation\tQui\n| 1\tOuvrir des écoles du soir.\tVilles\n| 2\tPartager toutes les données utiles.\tÉtats";
    listed(rows, &["Ouvrir des écoles du soir.", "Partager toutes les données utiles."]);
    listed("# Contents\n| Recommendations\t3\n| The schools of the coast\t4", &[]);
    listed(
        "# Recommendations\nOpen the schools. Three towns did. It was easy.\nShare all data. It costs little.",
        &["Open the schools.", "Share all data."],
    );
}

#[test]
fn sentences_that_recommend() {
    for sentence in [
        "The harbour towns called for more schools.",
        "She urged States to open the schools at night.",
        "Participants stressed the need for better boats.",
        "Speakers underlined the importance of sharing data on time.",
        "Data should be shared within a week.",
        "It is essential that every child be heard.",
        "More clinics are needed along the river.",
        "States were encouraged to publish the figures.",
        "“We must act before the winter,” said the mayor.",
        "Les villes ont appelé à ouvrir davantage d’écoles.",
        "Elle a souligné la nécessité de former les maîtres.",
        "Les États devraient publier leurs chiffres.",
        "Il est indispensable de soigner tous les enfants.",
        "Las ciudades instaron a los Estados a abrir escuelas.",
        "Subrayó la necesidad de formar a los maestros.",
        "Los Estados deberían publicar sus cifras.",
        "Es fundamental garantizar la atención a la niñez.",
    ] {
        check(&format!("# Session 1\n{sentence}"), Kind::Narrative, &[sentence]);
    }
}

#[test]
fn sentences_that_tell() {
    for sentence in [
        "The meeting was held in the old harbour hall.",
        "The objective of the meeting was to discuss what should be shared.",
        "The mayor thanked the towns for their support.",
        "Twelve towns have opened schools since then.",
        "The report will be published next year.",
        "Should the towns share their data?",
        "La réunion s’est tenue dans l’ancien port.",
        "Le maire a remercié les villes de leur appui.",
        "La reunión se celebró en el puerto viejo.",
        "El alcalde agradeció a las ciudades su apoyo.",
    ] {
        check(&format!("# Session 1\n{sentence}"), Kind::Narrative, &[]);
    }
}

#[test]
fn every_candidate_says_why_and_where() {
    let found =
        extract(&reading("# Port\n## Recommendations\n- Share data.\n## Debate\nBoats should be safe."));
    assert_eq!(found[0].section, ["Port", "Recommendations"]);
    assert!(found.iter().all(|c| !c.reason.is_empty() && (0.0..1.0).contains(&c.confidence)), "{found:?}");
}

proptest! {
    #[test]
    fn spans_hold_the_words(lines in proptest::collection::vec("(# |- |  - |1\\. |\\(a\\) |)(Recommendations|should|Share|«é»|data:|\\(Chad\\)/|; |\\. |\u{e9}|[a-z]{1,5}| ){0,12}", 0..20)) {
        let reading = reading(&lines.join("\n"));
        for candidate in extract(&reading) {
            let words = candidate.span.of(&reading.text).expect("within the text");
            prop_assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), candidate.text.clone());
            prop_assert!(!candidate.text.is_empty());
        }
    }
}

#[test]
fn a_column_of_recommendations_is_taken_with_whom_it_asks() {
    let found = found(
        "# Matrix\n| No\tFinding\tRecommendation\tAddressed to\tResponse\n| 1. Law\n| 1.1\tFees are high.\tCap the fees.\tBanks; post office\tAccepted\n| 1.2\tLines are long.\tA second counter.\t\tRejected: no room",
        Kind::Listed,
    );
    let said: Vec<_> = found.iter().map(|c| (c.text.as_str(), c.addressees.join(", "), c.response)).collect();
    let (supported, noted) = (Some(Response::Supported), Some(Response::Noted));
    assert_eq!(
        said,
        [
            ("Cap the fees.", "Banks, Post office".to_owned(), supported),
            ("A second counter.", String::new(), noted)
        ]
    );
}

#[test]
fn a_card_is_one_recommendation_and_its_actions_are_none() {
    listed(
        "# Response\n| Recommendation 1\tOpen a second counter.\n| Addressed to\tPost office\n| Response\tAccepted\n| Key action\tResponsible\tDeadline\n| 1.1 Find a room\tPost master\tMay",
        &["Open a second counter."],
    );
    listed(
        "# Actions agreed\n| Action\tWho\n| Open a second counter\tPost office",
        &["Open a second counter"],
    );
    listed("# Recommendations\n| Step\tDate\n| Kick-off meeting\t8 May", &[]);
}

#[test]
fn what_is_said_below_a_recommendation_is_none() {
    let found = found(
        "# Recommendations\n## 1. Open a second counter\nThe line is long.\nAddressed to: post office, banks\n## 2. Pay travel in advance\nDestinataires : Ministère des finances",
        Kind::Listed,
    );
    let said: Vec<_> = found.iter().map(|c| (c.text.as_str(), c.addressees.join(", "))).collect();
    assert_eq!(
        said,
        [
            ("Open a second counter", "Post office, Banks".to_owned()),
            ("Pay travel in advance", "Ministère des finances".to_owned())
        ]
    );
}

#[test]
fn numbers_of_a_review_with_states_need_no_heading() {
    listed(
        "# Full text\n115.1. Close the camp (Chad); Source of position: Add.1 Supported\n- Right to housing\n115.2. Name a guardian (Peru; Niger)",
        &["Close the camp (Chad)", "Name a guardian (Peru; Niger)"],
    );
}

#[test]
fn those_asked_may_stand_before_a_list_in_a_sentence() {
    listed(
        "# The asks on one page\nTo Governments: one counter for all; no fees to workers; a consul within reach.",
        &["one counter for all", "no fees to workers", "a consul within reach."],
    );
}

#[test]
fn the_threshold_holds_for_items_and_sentences() {
    let reading = reading(
        "# Conclusions\n- Open schools.\n- The school of Lund.\n- Fund clinics.\n# Day two\nStates must share data with the towns.",
    );
    for threshold in [0.0, 0.3, 0.6, 0.8, 0.9] {
        let found = super::extract_above(&reading, threshold);
        assert!(found.iter().all(|c| c.confidence >= threshold), "{threshold}");
        assert!(threshold > 0.6 || !found.is_empty(), "{threshold}");
    }
}

#[test]
fn legends_are_no_recommendations() {
    check(
        "# Recommendations\nPriority:\n- high = within six months\n- low = within two years\n# Recommendations\n- Open a desk at the port.\n- Train its staff.",
        Kind::Listed,
        &["Open a desk at the port.", "Train its staff."],
    );
}

#[test]
fn what_a_numbered_paragraph_announces_holds_under_the_headings_below_it() {
    let review = "# II. Conclusions and/or recommendations\n115. The recommendations listed below have been examined by Valdora and enjoy its support:\n## Rights\n115.1. Ratify the Convention (Chad);\n115.2. Adopt a law on asylum (Peru);";
    let found = found(review, Kind::Listed);
    assert_eq!(found.len(), 2);
    for candidate in found {
        assert_eq!(candidate.response, Some(Response::Supported));
        assert!(candidate.lead_in.is_some_and(|words| words.starts_with("The recommendations listed below")));
    }
}
