//! Any filter answers the same from the index of bitsets and from plain SQL on the store: rows, their order, and every
//! live count, whatever was decided, undone and withdrawn before.
//!
//! The SQL here follows from what README and schema say of filters, and from nothing of how the index is made.

use proptest::prelude::*;
use proptest::sample::select;
use rapporteur::desk::{Desk, Edit};
use rapporteur::facets::query::forms;
use rapporteur::facets::{Facet, Filter, Pick};
use rapporteur::model::{DocumentId, RowId, TagEdit, Verdict};
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;
use std::path::Path;

const LANGUAGES: [Option<&str>; 3] = [None, Some("en"), Some("fr")];
const REGIONS: [Option<&str>; 3] = [None, Some("Africa"), Some("Europe and North America")];
const DATES: [Option<&str>; 6] = [
    None,
    Some("2022"),
    Some("2023-02"),
    Some("2023-06-30"),
    Some("2023-12-30/2024-01-02"),
    Some("2023/2024-05"),
];
const DAYS: [&str; 6] = ["2022-01-01", "2023-02-15", "2023-06-30", "2023-07-01", "2024-01-01", "2025-01-01"];
const KINDS: [&str; 3] = ["listed", "narrative", "manual"];
const NAMES: [&str; 4] = ["Chad", "Peru", "Harbour Union", "Nobody"];
const RESPONSES: [&str; 3] = ["supported", "noted", "under-examination"];
const VERDICTS: [&str; 4] = ["unreviewed", "keep", "drop", "later"];
const NOTATIONS: [&str; 4] = ["1", "2", "3", "6"];
const SCHEMES: [&str; 2] = ["cluster", "objective"];
const WORDS: [&str; 7] = ["ferry", "schools", "child", "état", "data", "open", "absent"];
const REVIEWERS: [&str; 2] = ["Amina", "Bo"];

#[derive(Debug, Clone)]
struct Document {
    language: Option<&'static str>,
    region: Option<&'static str>,
    date: Option<&'static str>,
    recommendations: Vec<Recommendation>,
}

#[derive(Debug, Clone)]
struct Recommendation {
    kind: &'static str,
    words: Vec<&'static str>,
    lead_in: Option<&'static str>,
    proposers: Vec<&'static str>,
    addressees: Vec<&'static str>,
    response: Option<&'static str>,
    /// Notations by place in `SCHEMES`, and whether each stands ready to be taken.
    suggested: Vec<(usize, &'static str, bool)>,
    /// Put aside, taken back as marked, or neither.
    hidden: (bool, bool),
}

#[derive(Debug, Clone)]
enum Act {
    Verdict(usize, usize, &'static str),
    Tag(usize, usize, usize, &'static str),
    Undo(usize),
    Withdraw(usize, bool),
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let document = (
        select(&LANGUAGES[..]),
        select(&REGIONS[..]),
        select(&DATES[..]),
        prop::collection::vec(recommendation(), 0..14),
    );
    let document = document.prop_map(|(language, region, date, recommendations)| Document {
        language,
        region,
        date,
        recommendations,
    });
    prop::collection::vec(document, 1..5)
}

fn recommendation() -> impl Strategy<Value = Recommendation> {
    let names = || prop::collection::vec(select(&NAMES[..3]), 0..3);
    (
        select(&KINDS[..]),
        prop::collection::vec(select(&WORDS[..6]), 1..5),
        prop::option::of(select(&WORDS[..6])),
        names(),
        names(),
        prop::option::of(select(&RESPONSES[..])),
        prop::collection::vec((0..SCHEMES.len(), select(&NOTATIONS[..]), any::<bool>()), 0..3),
        (prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
    )
        .prop_map(|(kind, words, lead_in, proposers, addressees, response, suggested, hidden)| {
            Recommendation { kind, words, lead_in, proposers, addressees, response, suggested, hidden }
        })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        5 => (0..2usize, 0..60usize, select(&VERDICTS[..])).prop_map(|(who, at, word)| Act::Verdict(who, at, word)),
        5 => (0..2usize, 0..60usize, 0..2usize, select(&NOTATIONS[..]))
            .prop_map(|(who, at, scheme, notation)| Act::Tag(who, at, scheme, notation)),
        2 => (0..2usize).prop_map(Act::Undo),
        1 => (0..5usize, any::<bool>()).prop_map(|(at, withdrawn)| Act::Withdraw(at, withdrawn)),
    ]
}

fn pick() -> impl Strategy<Value = (Facet, Pick)> {
    let plain = |facet: Facet, values: &'static [&'static str]| {
        select(values).prop_map(move |value| (facet.clone(), Pick::Is(value.to_string())))
    };
    let concept = (select(&SCHEMES[..]), select(&NOTATIONS[..]), 0..3).prop_map(|(scheme, notation, way)| {
        let notation = notation.to_string();
        let pick = [Pick::Is(notation.clone()), Pick::Suggested(notation.clone()), Pick::Either(notation)];
        (Facet::Concept(scheme.to_string()), pick[way as usize].clone())
    });
    prop_oneof![
        3 => plain(Facet::Verdict, &VERDICTS),
        1 => plain(Facet::Kind, &KINDS),
        1 => plain(Facet::Language, &["en", "fr", "es", "EN"]),
        1 => plain(Facet::Region, &["Africa", "Europe and North America", "africa", "Nowhere"]),
        1 => plain(Facet::Proposer, &NAMES),
        1 => plain(Facet::Addressee, &["peru", "Harbour Union"]),
        1 => plain(Facet::Response, &RESPONSES),
        1 => plain(Facet::Reviewer, &["Amina", "Bo"]),
        1 => (0..6usize).prop_map(|at| (Facet::Document, Pick::Is(id_of(at)))),
        4 => concept,
    ]
}

/// Words as typed, and the same for full-text search: any form of a word, a phrase to the letter, none of a word.
fn search() -> impl Strategy<Value = (String, String)> {
    let word = || select(&WORDS[..]);
    let any_form = |word: &str| {
        let forms: Vec<String> =
            forms(&rapporteur::model::text::fold(word)).iter().map(|f| format!("\"{f}\"")).collect();
        format!("({})", forms.join(" OR "))
    };
    prop_oneof![
        word().prop_map(move |word| (format!("{word} "), any_form(word))),
        (word(), word()).prop_map(|(a, b)| (format!("\"{a} {b}\""), format!("\"{a} {b}\""))),
        (word(), word())
            .prop_map(move |(a, b)| (format!("{a} or {b} "), format!("{} OR {}", any_form(a), any_form(b)))),
        (word(), word())
            .prop_map(move |(a, b)| (format!("{a} -{b} "), format!("{} NOT {}", any_form(a), any_form(b)))),
    ]
}

fn filter() -> impl Strategy<Value = (Filter, Option<String>)> {
    let day = || prop::option::weighted(0.2, select(&DAYS[..]).prop_map(String::from));
    let untagged = prop::collection::btree_set(select(&SCHEMES[..]).prop_map(String::from), 0..2);
    (prop::collection::vec(pick(), 0..5), day(), day(), untagged, prop::option::weighted(0.3, search()))
        .prop_map(|(picks, since, until, untagged, search)| {
            let (search, expression) = search.unzip();
            let mut filter = Filter { since, until, search, untagged, ..Filter::default() };
            picks.into_iter().for_each(|(facet, pick)| filter.pick(facet, pick));
            (filter, expression)
        })
}

fn id_of(document: usize) -> String {
    format!("{:064x}", document + 0xa0)
}

/// Writes the documents into an empty store.
fn fill(path: &Path, documents: &[Document]) {
    drop(Desk::open(path, "Amina").unwrap());
    let mut db = Connection::open(path).unwrap();
    let db = db.transaction().unwrap();
    let json = |value: serde_json::Value| value.to_string();
    let mut row = 0;
    for (at, document) in documents.iter().enumerate() {
        let mut details = serde_json::Map::new();
        for (name, value) in
            [("language", document.language), ("region", document.region), ("date", document.date)]
        {
            details.extend(value.map(|value| (name.to_string(), value.into())));
        }
        db.execute(
            "INSERT INTO document (row, id, source, format, state, reader, imported_at, details)
             VALUES (?1, ?2, 'report.txt', 'text', 'whole', '0', '2024-01-01T00:00:00Z', ?3)",
            (at as i64 + 1, id_of(at), json(details.into())),
        )
        .unwrap();
        // Not in the order of their rows, as a mark by hand is not.
        for (nth, r) in document.recommendations.iter().enumerate() {
            row += 1;
            let text = r.words.join(" ");
            let start = (nth * 7) % document.recommendations.len().max(1);
            db.execute(
                "INSERT INTO recommendation (row, id, document, kind, start, end, section, lead_in, text, proposers, addressees,
                     response, confidence, reason, aside, unmarked)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, '[]', ?7, ?8, ?9, ?10, ?11, 0.5, '', ?12, ?13)",
                rusqlite::params![
                    row, format!("{row:064x}"), at as i64 + 1, r.kind, start as i64, start as i64 + 1, r.lead_in, text,
                    json(r.proposers.clone().into()), json(r.addressees.clone().into()), r.response, r.hidden.0, r.hidden.1
                ],
            )
            .unwrap();
            db.execute(
                "INSERT INTO recommendation_words (rowid, text, lead_in) VALUES (?1, ?2, ?3)",
                (row, text, r.lead_in),
            )
            .unwrap();
            db.execute("INSERT INTO suggestion (recommendation, ranked) VALUES (?1, ?2)", (row, ranked(r)))
                .unwrap();
        }
    }
    db.commit().unwrap();
}

/// What is suggested, best first; the first cluster stands ready where it scores high, objectives all that do.
fn ranked(r: &Recommendation) -> String {
    let of = |scheme: usize| -> Vec<serde_json::Value> {
        let mut all: BTreeMap<&str, bool> = BTreeMap::new();
        r.suggested.iter().filter(|s| s.0 == scheme).for_each(|(_, notation, ready)| {
            all.insert(notation, *ready);
        });
        let mut all: Vec<(bool, &str)> = all.into_iter().map(|(notation, ready)| (ready, notation)).collect();
        all.sort_by_key(|(ready, _)| !ready);
        let score = |ready: bool| if ready { 0.9 } else { 0.1 };
        all.iter()
            .map(|(ready, n)| serde_json::json!({"notation": n, "score": score(*ready), "evidence": []}))
            .collect()
    };
    serde_json::json!({"clusters": of(0), "objectives": of(1)}).to_string()
}

/// Conditions in SQL with their values, joined by `and`.
#[derive(Default)]
struct Sql {
    conditions: Vec<String>,
    values: Vec<String>,
}

impl Sql {
    /// Adds a condition; `?` stands for each of the values.
    fn add(&mut self, condition: &str, values: &[&str]) {
        self.conditions.push(format!("({condition})"));
        self.values.extend(values.iter().map(|value| value.to_string()));
    }

    fn rows<T: rusqlite::types::FromSql>(&self, db: &Connection, select: &str, rest: &str) -> Vec<Vec<T>> {
        let sql = format!(
            "WITH first_last AS (
                 SELECT row, json_extract(details, '$.language') AS language, json_extract(details, '$.region') AS region,
                     substr(json_extract(details, '$.date'), 1, coalesce(nullif(instr(json_extract(details, '$.date'), '/'), 0) - 1, 99)) AS first,
                     substr(json_extract(details, '$.date'), instr(json_extract(details, '$.date'), '/') + 1) AS last
                 FROM document
             ), ready AS (
                 SELECT recommendation, 'cluster' AS scheme, json_extract(ranked, '$.clusters[0].notation') AS notation
                 FROM suggestion WHERE json_extract(ranked, '$.clusters[0].score') > 0.5
                 UNION ALL
                 SELECT s.recommendation, 'objective', json_extract(o.value, '$.notation')
                 FROM suggestion s, json_each(s.ranked, '$.objectives') o WHERE json_extract(o.value, '$.score') > 0.5
             ), shown AS (
                 SELECT r.*, d.id AS document_id, f.language, f.region, f.first, f.last
                 FROM recommendation r JOIN document d ON d.row = r.document JOIN first_last f ON f.row = d.row
                 WHERE d.withdrawn = 0 AND r.aside = 0 AND r.unmarked = 0
             )
             SELECT {select} FROM shown WHERE {} {rest}",
            if self.conditions.is_empty() { "1".to_string() } else { self.conditions.join(" AND ") }
        );
        let mut statement = db.prepare(&sql).unwrap_or_else(|e| panic!("{e}: {sql}"));
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row| (0..columns).map(|at| row.get(at)).collect();
        statement.query_map(params_from_iter(&self.values), row).unwrap().map(Result::unwrap).collect()
    }
}

const NO_TAG: &str =
    "NOT EXISTS (SELECT 1 FROM tag WHERE reviewer = ? AND recommendation = shown.row AND scheme = ?)";
const TAGGED: &str = "EXISTS (SELECT 1 FROM tag WHERE reviewer = ? AND recommendation = shown.row AND scheme = ? AND notation = ?)";
const READY: &str =
    "EXISTS (SELECT 1 FROM ready WHERE recommendation = shown.row AND scheme = ? AND notation = ?)";

/// The filter in SQL, without what it picks in one facet.
fn sql(filter: &Filter, expression: Option<&str>, reviewer: &str, without: Option<&Facet>) -> Sql {
    let mut sql = Sql::default();
    for (facet, picks) in filter.picks.iter().filter(|(facet, _)| Some(*facet) != without) {
        let mut one = Sql::default();
        for pick in picks {
            let value = pick.value();
            match (facet, pick) {
                (Facet::Verdict, _) => one.add(
                    "coalesce((SELECT verdict FROM state WHERE reviewer = ? AND recommendation = shown.row), 'unreviewed') = ?",
                    &[reviewer, value],
                ),
                (Facet::Reviewer, _) => one.add(
                    "EXISTS (SELECT 1 FROM state WHERE reviewer = ? AND recommendation = shown.row) AND ? = reviewer_asked",
                    &[reviewer, value],
                ),
                (Facet::Kind, _) => one.add("kind = ?", &[value]),
                (Facet::Document, _) => one.add("document_id = ?", &[value]),
                (Facet::Language, _) => one.add("lower(language) = lower(?)", &[value]),
                (Facet::Region, _) => one.add("lower(region) = lower(?)", &[value]),
                (Facet::Response, _) => one.add("response = ?", &[value]),
                (Facet::Proposer, _) => {
                    one.add("EXISTS (SELECT 1 FROM json_each(proposers) WHERE lower(value) = lower(?))", &[value])
                }
                (Facet::Addressee, _) => {
                    one.add("EXISTS (SELECT 1 FROM json_each(addressees) WHERE lower(value) = lower(?))", &[value])
                }
                (Facet::Concept(scheme), Pick::Is(_)) => one.add(TAGGED, &[reviewer, scheme, value]),
                (Facet::Concept(scheme), Pick::Suggested(_)) => {
                    one.add(&format!("{NO_TAG} AND {READY}"), &[reviewer, scheme, scheme, value])
                }
                (Facet::Concept(scheme), Pick::Either(_)) => one.add(
                    &format!("{TAGGED} OR {NO_TAG} AND {READY}"),
                    &[reviewer, scheme, value, reviewer, scheme, scheme, value],
                ),
            }
        }
        let any = one.conditions.join(" OR ").replace("reviewer_asked", &format!("'{reviewer}'"));
        sql.conditions.push(format!("({any})"));
        sql.values.extend(one.values);
    }
    for scheme in &filter.untagged {
        sql.add(NO_TAG, &[reviewer, scheme]);
    }
    // A year or a month begins with its first day and ends with its last.
    if let Some(day) = &filter.since {
        sql.add("last || substr('-12-31', length(last) - 3) >= ?", &[day]);
    }
    if let Some(day) = &filter.until {
        sql.add("first || substr('-01-01', length(first) - 3) <= ?", &[day]);
    }
    if let Some(expression) = expression {
        sql.add(
            "row IN (SELECT rowid FROM recommendation_words WHERE recommendation_words MATCH ?)",
            &[expression],
        );
    }
    sql
}

/// The counts of a facet in SQL: for each value, those that have it, and of concepts those for which it stands ready.
fn counts(db: &Connection, sql: &Sql, facet: &Facet, reviewer: &str) -> BTreeMap<String, (usize, usize)> {
    let mut counted: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let rows: Vec<String> =
        sql.rows::<i64>(db, "row", "").into_iter().map(|row| row[0].to_string()).collect();
    let among = format!("({})", rows.join(", "));
    let of_row = |expression: &str| {
        format!(
            "SELECT {expression}, count(*) FROM recommendation r JOIN document d ON d.row = r.document WHERE r.row IN {among} GROUP BY 1"
        )
    };
    let of_list = |column: &str| {
        format!(
            "SELECT value, count(DISTINCT r.row) FROM recommendation r, json_each(r.{column}) WHERE r.row IN {among} GROUP BY 1"
        )
    };
    let quoted = |word: &str| format!("'{word}'");
    let (having, ready) = match facet {
        Facet::Verdict => (
            of_row(&format!(
                "coalesce((SELECT verdict FROM state WHERE reviewer = {} AND recommendation = r.row), 'unreviewed')",
                quoted(reviewer)
            )),
            None,
        ),
        Facet::Reviewer => (
            format!(
                "SELECT reviewer, count(*) FROM state WHERE reviewer = {} AND recommendation IN {among} GROUP BY 1",
                quoted(reviewer)
            ),
            None,
        ),
        Facet::Kind => (of_row("kind"), None),
        Facet::Document => (of_row("d.id"), None),
        Facet::Language => (of_row("json_extract(d.details, '$.language')"), None),
        Facet::Region => (of_row("json_extract(d.details, '$.region')"), None),
        Facet::Response => (of_row("response"), None),
        Facet::Proposer => (of_list("proposers"), None),
        Facet::Addressee => (of_list("addressees"), None),
        Facet::Concept(scheme) => {
            let mine = format!("reviewer = {} AND scheme = {}", quoted(reviewer), quoted(scheme));
            (
                format!(
                    "SELECT notation, count(*) FROM tag WHERE {mine} AND recommendation IN {among} GROUP BY 1"
                ),
                Some(format!(
                    "SELECT row FROM recommendation WHERE row IN {among} AND row NOT IN (SELECT recommendation FROM tag WHERE {mine})"
                )),
            )
        }
    };
    let mut select = db.prepare(&having).unwrap();
    let pairs =
        select.query_map([], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, usize>(1)?))).unwrap();
    for (value, count) in pairs.map(Result::unwrap) {
        counted.extend(value.map(|value| (value, (count, 0))));
    }
    if let (Some(open), Facet::Concept(scheme)) = (ready, facet) {
        let open: Vec<i64> =
            db.prepare(&open).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        for notation in NOTATIONS {
            let mut sql = Sql::default();
            sql.add(READY, &[scheme, notation]);
            let ready =
                sql.rows::<i64>(db, "row", "").into_iter().filter(|row| open.contains(&row[0])).count();
            if ready > 0 {
                counted.entry(notation.to_string()).or_default().1 = ready;
            }
        }
    }
    counted
}

const FACETS: [Facet; 9] = [
    Facet::Verdict,
    Facet::Kind,
    Facet::Document,
    Facet::Language,
    Facet::Region,
    Facet::Proposer,
    Facet::Addressee,
    Facet::Response,
    Facet::Reviewer,
];

fn check(desk: &mut Desk, db: &Connection, filter: &Filter, expression: Option<&str>) {
    let reviewer = desk.reviewer().to_string();
    let found = desk.find(filter).unwrap();
    let whole = sql(filter, expression, &reviewer, None);
    let expected: Vec<RowId> = whole
        .rows::<i64>(db, "row", "ORDER BY document, start, row")
        .into_iter()
        .map(|row| RowId(row[0]))
        .collect();
    assert_eq!(found.rows.to_vec(), expected, "rows of {filter:?}");
    assert_eq!(found.counts.matching, expected.len());
    assert_eq!(found.counts.total, Sql::default().rows::<i64>(db, "row", "").len());
    let schemes = SCHEMES.map(|scheme| Facet::Concept(scheme.to_string()));
    for facet in FACETS.into_iter().chain(schemes) {
        let under = sql(filter, expression, &reviewer, Some(&facet));
        let expected = counts(db, &under, &facet, &reviewer);
        let counted = found.counts.facets.get(&facet).into_iter().flatten();
        // A value that is picked is told though nothing has it.
        let counted: BTreeMap<String, (usize, usize)> = counted
            .filter(|count| count.having + count.suggested > 0)
            .map(|count| (count.value.to_string(), (count.having, count.suggested)))
            .collect();
        assert_eq!(counted, expected, "counts of {facet:?} under {filter:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_filter_answers_as_sql_does(
        documents in documents(),
        sittings in prop::collection::vec((prop::collection::vec(act(), 0..12), prop::collection::vec(filter(), 1..8)), 1..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        fill(&path, &documents);
        let db = Connection::open(&path).unwrap();
        let rows: Vec<RowId> = {
            let mut select = db.prepare("SELECT row FROM recommendation WHERE NOT aside AND NOT unmarked").unwrap();
            let rows = select.query_map([], |row| row.get(0)).unwrap();
            rows.map(|row| RowId(row.unwrap())).collect()
        };
        let mut desks = REVIEWERS.map(|name| Desk::open(&path, name).unwrap());
        for (acts, filters) in sittings {
            for act in acts {
                match act {
                    _ if rows.is_empty() => {}
                    Act::Verdict(who, at, word) => {
                        let edit = Edit::Verdict(Verdict::from_word(word).unwrap());
                        desks[who].decide(&[rows[at % rows.len()]], &[edit]).unwrap();
                    }
                    Act::Tag(who, at, scheme, notation) => {
                        let (scheme, notations) = (SCHEMES[scheme].to_string(), vec![notation.to_string()]);
                        let edit = Edit::Tags { scheme, edit: TagEdit::Toggle, notations };
                        desks[who].decide(&[rows[at % rows.len()]], &[edit]).unwrap();
                    }
                    Act::Undo(who) => drop(desks[who].undo().unwrap()),
                    Act::Withdraw(at, withdrawn) => {
                        let id: DocumentId = desks[0].document(&id_of(at % documents.len())).unwrap().id;
                        desks[0].withdraw(&id, withdrawn).unwrap();
                    }
                }
            }
            for desk in &mut desks {
                check(desk, &db, &Filter::default(), None);
                filters.iter().for_each(|(filter, expression)| check(desk, &db, filter, expression.as_deref()));
            }
        }
    }
}
