//! The same thing said twice: `import` (near), `documents`, `show`, `list --alike`, `tag --alike`.

use super::desk::{Desk, REPORT};

/// Another report, which repeats one recommendation of the small one word for word and one with other words.
const OTHER: &str = "Summary of the Hill Town Consultation

Held in Hill Town on 7 June 2024

Key messages

- Reduce the cost of remittances.
- Combat trafficking in persons and protect all victims of trafficking.
- Open language courses in every district capital.
";

fn two_reports() -> Desk {
    let desk = Desk::with_report();
    desk.write("other.txt", OTHER);
    let ran = desk.run(&["import", "other.txt"]);
    assert!(ran.out.starts_with("new\t"), "{ran:?}");
    desk
}

fn beginning_with(desk: &Desk, words: &str) -> Vec<serde_json::Value> {
    let all = desk.json(&["list", "--format", "jsonl"]);
    all.into_iter().filter(|r| r["text"].as_str().unwrap().starts_with(words)).collect()
}

fn id(r: &serde_json::Value) -> &str {
    r["id"].as_str().unwrap()
}

#[test]
fn what_says_the_same_is_named_and_listed() {
    let desk = two_reports();
    let combat = beginning_with(&desk, "Combat");
    assert_eq!(combat[0]["alike"], serde_json::json!([id(&combat[1])]));
    assert_eq!(beginning_with(&desk, "Open")[0]["alike"], serde_json::json!([]));
    let shown = desk.run(&["show", id(&combat[0])]).out;
    let line = shown.lines().find(|line| line.starts_with("alike")).unwrap();
    let expected = [&id(&combat[1])[..8], "90 % alike", "Summary of the Hill Town Consultation", "the → all"];
    assert!(expected.iter().all(|words| line.contains(words)), "{line}");
    let listed = |alike: &str| desk.json(&["list", "--format", "jsonl", "--alike", alike]).len();
    assert_eq!((listed(id(&combat[0])), listed("any")), (2, 4));
    let both = ["list", "--format", "jsonl", "--alike", "any", "--search", "remittances"];
    assert_eq!(desk.json(&both).len(), 2);
    let query = format!("remittances or alike:{}", &id(&combat[1])[..8]);
    assert_eq!(desk.json(&["list", "--format", "jsonl", "--search", &query]).len(), 4);
    assert_eq!(desk.run(&["list", "--alike", "zzzz"]).code, 1);
}

#[test]
fn all_that_say_the_same_are_decided_in_one_step() {
    let desk = two_reports();
    let verdicts = || -> Vec<String> {
        let mut all = desk.json(&["list", "--format", "jsonl", "--alike", "any"]);
        all.retain(|r| r["text"].as_str().unwrap().starts_with("Reduce"));
        all.iter().map(|r| format!("{} {} {}", r["verdict"], r["clusters"], r["note"])).collect()
    };
    let one = id(&beginning_with(&desk, "Reduce")[0]).to_string();
    let ran = desk.run(&["tag", &one, "--alike", "--verdict", "keep", "--cluster", "4", "--note", "mine"]);
    assert_eq!((ran.code, ran.out.matches("decided").count()), (0, 2), "{ran:?}");
    assert!(ran.err.contains("1 recommendation and 1 more that say the same"), "{}", ran.err);
    assert!(ran.err.contains("2 decided in one step, 0 unchanged"), "{}", ran.err);
    assert_eq!(verdicts(), [r#""keep" [4] "mine""#, r#""keep" [4] null"#]);
    assert_eq!(desk.run(&["undo"]).code, 0);
    assert_eq!(verdicts(), [r#""unreviewed" [] null"#; 2]);
    assert_eq!(desk.run(&["tag", &one, "--alike"]).code, 1, "there is nothing to give");
    desk.run(&["tag", &one, "--verdict", "drop"]);
    assert_eq!(desk.run(&["tag", &one, "--alike"]).code, 0);
    assert_eq!(verdicts(), [r#""drop" [] null"#; 2]);
    desk.run(&["undo"]);
    assert_eq!(verdicts(), [r#""drop" [] null"#, r#""unreviewed" [] null"#]);
}

#[test]
fn a_document_in_another_page_frame_is_near() {
    let body: String = (1..9)
        .map(|n| format!("On day {n} the {n} delegations of coast {n} spoke of ferries, fares and of what winter asks of harbour {n}.\n\n"))
        .collect();
    let desk = Desk::empty();
    desk.write(
        "page.txt",
        format!("Harbours meet\n\n{body}Participants called for cheaper ferries in winter.\n"),
    );
    desk.write(
        "framed.txt",
        format!("Home\n\nAbout us\n\nHarbours meet\n\n{body}Participants called for cheaper ferries in winter.\n\nSubscribe\n"),
    );
    let first = desk.run(&["import", "page.txt"]);
    let earlier = first.out.split('\t').nth(1).unwrap().to_string();
    let ran = desk.run(&["import", "framed.txt"]);
    let cells: Vec<&str> = ran.out.trim_end().split('\t').collect();
    assert_eq!(
        (ran.code, cells[0], cells[2], cells[3]),
        (0, "near", "framed.txt", earlier.as_str()),
        "{ran:?}"
    );
    assert!(
        ran.err.contains("framed.txt is nearly the same as") && ran.err.contains(&earlier[..8]),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("1 of them near"), "{}", ran.err);
    let documents = desk.json(&["documents", "--format", "jsonl"]);
    assert_eq!(documents[0]["near"][0]["id"], cells[1]);
    assert_eq!(documents[1]["near"][0]["id"], earlier);
    assert!(desk.run(&["documents"]).out.contains(&format!("near {}", &earlier[..8])));
    assert_eq!(desk.ids().len(), 2, "both are in");
    desk.run(&["document", "withdraw", &earlier]);
    assert_eq!(desk.json(&["documents", "--format", "jsonl"])[1]["near"], serde_json::json!([]));
}

#[test]
fn the_corpus_news_item_is_near_its_copy() {
    let Some(corpus) = std::env::var_os("RAPPORTEUR_CORPUS") else { return };
    let desk = Desk::empty();
    let path = |name: &str| std::path::Path::new(&corpus).join(name).display().to_string();
    let ran = desk.run(&["import", &path("accra-news.txt"), &path("accra-web.txt")]);
    assert!(ran.out.lines().last().unwrap().starts_with("near\t"), "{ran:?}");
    let all = desk.json(&["list", "--format", "jsonl"]);
    assert!(all.iter().all(|r| r["alike"].as_array().unwrap().len() == 1), "{all:?}");
}

#[test]
fn the_same_report_again_links_everything() {
    let desk = Desk::with_report();
    desk.write("again.txt", REPORT.replace("thirty", "many"));
    assert_eq!(desk.run(&["import", "again.txt"]).code, 0);
    assert_eq!(desk.json(&["list", "--format", "jsonl", "--alike", "any"]).len(), 8);
}
