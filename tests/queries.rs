//! The query language on a store: every query answers what each recommendation would answer alone.

use proptest::prelude::*;
use rapporteur::desk::{Desk, Edit};
use rapporteur::facets::Filter;
use rapporteur::facets::query::{Condition, Field, Query};
use rapporteur::model::{Details, Recommendation, RowId, TagEdit, Verdict};
use std::sync::{Mutex, OnceLock};

const REPORT: &str = "# Report of the Query Dialogue

## Recommendations on women

- Strengthen search and rescue so that lives are saved at sea.
- Give every woman who migrates a school for her children.
- Hear women and children, and give migrants their own data.
- Rescue the records and search them, and share the data.

## Recommandations

- Protéger les enfants migrants et réunir les familles.
- Garantir à chaque enfant une école.

## Recomendaciones

- Reforzar la búsqueda y el rescate en el mar.
- Proteger a las mujeres migrantes.
";

/// A desk over the report, with verdicts, tags and notes, and its recommendations in reading order.
fn desk() -> &'static Mutex<(Desk, Vec<Recommendation>, tempfile::TempDir)> {
    static DESK: OnceLock<Mutex<(Desk, Vec<Recommendation>, tempfile::TempDir)>> = OnceLock::new();
    DESK.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report.md");
        std::fs::write(&report, REPORT).unwrap();
        let mut desk = Desk::open(&folder.path().join("s.db"), "Amina").unwrap();
        desk.import(&report, &Details::default(), None).unwrap();
        let rows = desk.find(&Filter::default()).unwrap().rows.to_vec();
        assert_eq!(rows.len(), 8);
        let tag = |scheme: &str, notation: &str| Edit::Tags {
            scheme: scheme.into(),
            edit: TagEdit::Add,
            notations: vec![notation.into()],
        };
        for (nth, edit) in [
            (0, Edit::Verdict(Verdict::Keep)),
            (0, tag("cluster", "3")),
            (1, Edit::Verdict(Verdict::Drop)),
            (2, tag("cluster", "1")),
            (2, tag("objective", "7")),
            (4, Edit::Note(Some("Ask the women's ministry".into()))),
            (5, Edit::Verdict(Verdict::Later)),
        ] {
            desk.decide(&[rows[nth]], &[edit]).unwrap();
        }
        let cards = desk.recommendations(&rows).unwrap();
        Mutex::new((desk, cards, folder))
    })
}

/// What one recommendation answers, read from it alone.
fn naive(query: &Query, card: &Recommendation) -> bool {
    match query {
        Query::Everything => true,
        Query::Words(words) => {
            [Some(&card.text), card.lead_in.as_ref()].into_iter().flatten().any(|text| words.stand_in(text))
        }
        Query::Field(condition) => field(condition, card),
        Query::All(parts) => parts.iter().all(|part| naive(part, card)),
        Query::Any(parts) => parts.iter().any(|part| naive(part, card)),
        Query::Not(part) => !naive(part, card),
    }
}

fn field(condition: &Condition, card: &Recommendation) -> bool {
    let value = condition.value.as_str();
    let tagged = |scheme: &str| match value {
        "*" => !card.tags_in(scheme).is_empty(),
        _ => card.tags_in(scheme).iter().any(|n| n == value),
    };
    match condition.field {
        Field::Section => card.section.iter().any(|heading| condition.names(heading)),
        Field::Kind => condition.names(card.kind.word()),
        Field::Verdict => condition.names(card.verdict.word()),
        Field::Cluster => tagged("cluster"),
        Field::Objective => tagged("objective"),
        Field::Untagged => card.tags_in(value).is_empty(),
        Field::Note => card.note.as_deref().is_some_and(|note| condition.is_any() || condition.names(note)),
        Field::Id => card.id.as_str().starts_with(value),
        Field::Document => condition.names(card.document.name()),
        other => panic!("{other:?} is not asked here"),
    }
}

fn leaf() -> impl Strategy<Value = String> {
    const WORDS: &[&str] =
        &["woman", "women", "child", "enfant", "data", "se", "migrant", "mar", "école", "rescue ", "protege"];
    const OTHERS: &[&str] = &[
        "\"search and rescue\"",
        "\"and rescue\"",
        "s*",
        "verdict:keep",
        "verdict:u",
        "verdict:later",
        "kind:listed",
        "cluster:3",
        "cluster:*",
        "objective:7",
        "untagged:cluster",
        "note:*",
        "note:ask",
        "section:recommandations",
        "section:women",
        "document:query",
        "id:a",
        "id:4",
    ];
    prop_oneof![proptest::sample::select(WORDS), proptest::sample::select(OTHERS)].prop_map(str::to_string)
}

fn text() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        let two = || (inner.clone(), inner.clone());
        prop_oneof![
            two().prop_map(|(a, b)| format!("{a} {b}")),
            two().prop_map(|(a, b)| format!("{a} and {b}")),
            two().prop_map(|(a, b)| format!("{a} or {b}")),
            two().prop_map(|(a, b)| format!("({a} or {b}) ")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            inner.clone().prop_map(|a| format!("-({a})")),
        ]
    })
}

/// The rows that a query finds, and those that each recommendation says it is.
fn both(text: &str) -> (Vec<RowId>, Vec<RowId>) {
    let mut guard = desk().lock().unwrap_or_else(|broken| broken.into_inner());
    let (desk, cards, _) = &mut *guard;
    let query = rapporteur::desk::check_query(text).unwrap_or_else(|wrong| panic!("{text}: {wrong}"));
    let found = desk.find(&Filter { search: Some(text.into()), ..Filter::default() }).unwrap();
    let expected = cards.iter().filter(|card| naive(&query, card)).map(|card| card.row).collect();
    (found.rows.to_vec(), expected)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_query_finds_what_each_recommendation_answers(text in text()) {
        let (found, expected) = both(&text);
        prop_assert_eq!(found, expected, "{}", text);
    }
}

#[test]
fn known_queries_find_known_recommendations() {
    let check = |text: &str, expected: &[usize]| {
        let (found, naive) = both(text);
        assert_eq!(found, naive, "{text}");
        let guard = desk().lock().unwrap();
        let places: Vec<usize> =
            found.iter().map(|row| guard.1.iter().position(|card| card.row == *row).unwrap()).collect();
        assert_eq!(places, expected, "{text}");
    };
    check("woman ", &[1, 2]);
    check("enfants ", &[4, 5]);
    check("mujer ", &[7]);
    check("proteger ", &[4, 7]);
    check("search rescue ", &[0, 3]);
    check("\"search and rescue\"", &[0]);
    check("(woman or enfant) -verdict:drop ", &[2, 4, 5]);
    check("woman or cluster:3 ", &[0, 1, 2]);
    check("not (verdict:unreviewed or note:*) ", &[0, 1, 5]);
    check("section:women data ", &[2, 3]);
    check("note:ministry", &[4]);
    check("cluster:3 or verdict:later", &[0, 5]);
}

#[test]
fn the_deepest_query_that_is_read_is_answered() {
    let deep = format!("{}sea{}", "(woman or -(data or ".repeat(10), "))".repeat(10));
    let (found, expected) = both(&deep);
    assert_eq!(found, expected);
    let deep = format!("{}sea{}", "(woman or data (".repeat(10), "))".repeat(10));
    let (found, expected) = both(&deep);
    assert_eq!(found, expected);
    let many = (0..200).map(|n| format!("protected{n} ")).collect::<Vec<_>>().join("or ");
    assert_eq!(both(&many), (vec![], vec![]));
}
