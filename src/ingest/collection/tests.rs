//! Tables as people keep them.

use super::*;
use crate::ingest::read_sheet;

fn collected(name: &str, text: &str, columns: &str) -> Result<Collection> {
    let given = if columns.is_empty() { Given::default() } else { Given::parse(columns)? };
    let format = format_of(name).unwrap();
    read(name, text.as_bytes(), format, &given, || read_sheet(name, text.as_bytes(), ""))
}

#[test]
fn columns_are_guessed_from_headers_in_three_languages() {
    let check = |header: &str, row: &str, columns: &str| {
        let text = format!("{header}\n{row}\n");
        let collection = collected("t.csv", &text, "").unwrap();
        assert_eq!(collection.columns, columns, "{header}");
        assert_eq!(collection.found[0].text, "Lower the fares of winter ferries.");
    };
    check(
        "No,Recommendation,GCM Objective,Budget",
        "1,Lower the fares of winter ferries.,8,low",
        "text from ‘Recommendation’, objective from ‘GCM Objective’; passed over: ‘No’, ‘Budget’",
    );
    check(
        "N°;Recommandation;État auteur;Réponse",
        "1;Lower the fares of winter ferries.;Ghana;Pris note",
        "text from ‘Recommandation’, proposer from ‘État auteur’, response from ‘Réponse’; passed over: ‘N°’",
    );
    check(
        "Objetivo 1\tObjetivo 2\tRecomendación\tPágina",
        "8\t9\tLower the fares of winter ferries.\t4",
        "text from ‘Recomendación’, page from ‘Página’, objective from ‘Objetivo 1’, objective from ‘Objetivo 2’",
    );
    check("What we ask,Who", "Lower the fares of winter ferries.,all", "text from column A");
    check(
        "Annex of the hill towns,\n,\nNo,Text",
        "1,Lower the fares of winter ferries.",
        "text from ‘Text’; passed over: ‘No’",
    );
}

#[test]
fn columns_can_be_named() {
    let text = "Ask,Goal,Whom\nLower the fares of winter ferries.,8,Ports\n";
    let collection = collected("t.csv", text, "text=ask,objective=Goal,addressee=C").unwrap();
    assert_eq!(collection.columns, "text from ‘Ask’, addressee from ‘Whom’, objective from ‘Goal’");
    assert_eq!(collection.found[0].addressees, ["Ports"]);
    let decided = Decided { at: 0, role: Role::Objective, words: "8".into(), address: "t.csv, B2".into() };
    assert_eq!(collection.decided, [decided]);
    let wrong = |columns: &str, words: &str| {
        let error = collected("t.csv", text, columns).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    };
    wrong("text=Wish", "has no column ‘Wish’ (its columns are: ‘Ask’, ‘Goal’, ‘Whom’)");
    wrong("colour=Ask", "a table has no column of ‘colour’");
    wrong("Ask", "‘Ask’ names no column");
}

#[test]
fn a_row_becomes_a_recommendation_with_its_place() {
    let text = "section,text,proposers,addressees,response,page,title\n\
        Sea > Ferries,\"Lower the fares\nof winter ferries.\",\"Ghana, Costa Rica\",Ports; Towns,Enjoys the support of,4,Report A\n\
        Sea > Ferries,,,,,,\n\
        Sea > Piers,'=Light the piers of every harbour.,\"Korea, Republic of\",,,x,Report B\n";
    let Collection { reading, found, .. } = collected("t.csv", text, "").unwrap();
    assert_eq!(found.len(), 2);
    let first = &found[0];
    assert_eq!(first.text, "Lower the fares of winter ferries.");
    assert_eq!(first.span.of(&reading.text), Some(first.text.as_str()));
    assert_eq!(first.section, ["Report A", "Sea", "Ferries"]);
    assert_eq!((first.page, first.response), (Some(4), Some(Response::Supported)));
    assert_eq!(
        (&first.proposers[..], &first.addressees[..]),
        (&["Ghana".into(), "Costa Rica".into()][..], &["Ports".into(), "Towns".into()][..])
    );
    assert_eq!(first.reason, "row 2 of a table");
    let second = &found[1];
    assert_eq!(
        (second.text.as_str(), &second.proposers[..]),
        ("=Light the piers of every harbour.", &["Korea, Republic of".to_string()][..])
    );
    assert_eq!(second.span.of(&reading.text), Some(second.text.as_str()));
    assert_eq!(reading.details.title, None);
    let headings = reading.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading { .. })).count();
    assert_eq!(headings, 6);
}

#[test]
fn lines_of_json_are_read_as_they_are_exported() {
    let line = |text: &str| {
        format!(
            "{{\"id\":\"x\",\"document\":{{\"id\":\"y\",\"title\":\"Report A\",\"date\":\"2024\",\"region\":\"Africa\",\"language\":\"en\"}},\
             \"section\":[\"Sea\",\"Ferries\"],\"page\":4,\"kind\":\"listed\",\"text\":\"{text}\",\"proposers\":[\"Ghana\",\"Togo\"],\
             \"response\":\"noted\",\"verdict\":\"keep\",\"clusters\":[1,3],\"objectives\":[8],\"tags\":{{\"cluster\":[\"1\",\"3\"],\"element\":[\"v\"]}},\
             \"note\":null,\"suggested_clusters\":[{{\"notation\":\"1\"}}]}}"
        )
    };
    let text = format!("{}\nnot json\n\n{}\n", line("Lower the fares."), line("Light the piers."));
    let collection = collected("t.jsonl", &text, "").unwrap();
    assert_eq!(
        collection.found.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(),
        ["Lower the fares.", "Light the piers."]
    );
    let first = &collection.found[0];
    assert_eq!((&first.section[..], first.page), (&["Sea".to_string(), "Ferries".into()][..], Some(4)));
    assert_eq!(
        (&first.proposers[..], first.response),
        (&["Ghana".to_string(), "Togo".into()][..], Some(Response::Noted))
    );
    assert_eq!(collection.reading.details.title.as_deref(), Some("Report A"));
    assert_eq!(collection.reading.details.language.as_deref(), Some("en"));
    let tags = collection.decided.iter().find(|d| d.role == Role::Tags && d.at == 1).unwrap();
    assert_eq!(
        (tags.words.as_str(), tags.address.as_str()),
        ("cluster:1; cluster:3; element:v", "t.jsonl, line 4, tags")
    );
    assert_eq!(collection.refused.len(), 1);
    assert!(collection.refused[0].to_string().contains("t.jsonl, line 2"), "{}", collection.refused[0]);
}

#[test]
fn what_holds_no_recommendations_is_said_with_the_way_out() {
    let check = |text: &str, words: &str| {
        let error = collected("t.csv", text, "").unwrap_err();
        assert!(error.to_string().contains(words) && error.to_string().contains("--columns"), "{error}");
    };
    check("country,year\nGhana,2023\n", "no column that is known to hold recommendations");
    check("text\n\n", "holds no recommendations");
    check("1,2\n3,4\n", "no column that is known");
}

#[test]
fn responses_are_told_apart() {
    let check = |words: &str, expected: Option<Response>| assert_eq!(response(words), expected, "{words}");
    check("Accepted", Some(Response::Supported));
    check("Not accepted", Some(Response::Noted));
    check("Noted", Some(Response::Noted));
    check("under examination", Some(Response::UnderExamination));
    check("En examen", Some(Response::UnderExamination));
    check("", None);
    check("high priority", None);
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_table_or_an_error(text in "(?s).{0,200}", jsonl: bool) {
        let name = if jsonl { "t.jsonl" } else { "t.csv" };
        if let Ok(collection) = collected(name, &format!("text,objective\n{text}"), "") {
            for candidate in &collection.found {
                proptest::prop_assert_eq!(candidate.span.of(&collection.reading.text), Some(candidate.text.as_str()));
            }
        }
    }
}
