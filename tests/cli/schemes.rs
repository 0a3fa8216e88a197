//! Schemes of one's own: added, tagged, filtered, suggested, exported, undone; and what is wrong in their files.

use super::desk::Desk;

const TIMEFRAME: &str = include_str!("../../sample-data/schemes/timeframe.toml");
const REPORT: &str = "Report of the Fictional Dialogue on Migration

Held in Rivertown on 4 and 5 May 2023

Recommendations

- Strengthen search and rescue without delay so that lives are saved at sea.
- Reduce the cost of remittances in the long term.
- Combat trafficking in persons and protect the victims of trafficking, women and children first.
";

/// A store with a report, and the sample scheme in the config folder.
fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("config/schemes/timeframe.toml", TIMEFRAME);
    desk.write("report.txt", REPORT);
    assert_eq!(desk.run(&["import", "report.txt"]).code, 0);
    desk
}

/// What a run prints, with one word for each line: its first.
fn ids(desk: &Desk, arguments: &[&str]) -> Vec<String> {
    let all = [&["list", "--format", "jsonl"], arguments].concat();
    desk.json(&all).iter().map(|r| r["id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn a_concept_of_ones_own_goes_the_way_of_the_built_in_ones() {
    let desk = desk();
    let all = desk.ids();
    assert_eq!(ids(&desk, &["--concept", "timeframe:~now"]), all[..1]);
    assert_eq!(ids(&desk, &["--concept", "timeframe:~long"]), all[1..2]);
    let ran = desk.run(&["tag", &all[2], "--concept", "timeframe:next", "--concept", "group:victims"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ids(&desk, &["--concept", "timeframe:next"]), all[2..]);
    assert_eq!(ids(&desk, &["--untagged", "timeframe"]), all[..2]);
    let lines = desk.json(&["export", "--format", "jsonl"]);
    assert_eq!(lines[2]["tags"], serde_json::json!({"group": ["victims"], "timeframe": ["next"]}));
    assert_eq!(lines[0]["suggested"]["timeframe"][0]["notation"], "now");
    assert_eq!(lines[0]["suggested"]["timeframe"][0]["evidence"], serde_json::json!(["without delay"]));
    assert!(desk.run(&["export", "--format", "csv"]).out.contains("group:victims; timeframe:next"));
    let shown = desk.run(&["show", &all[2]]).out;
    assert!(shown.contains("next Before the next review"), "{shown}");
    let stats = desk.run(&["stats"]).out;
    assert!(stats.contains("Before the next review"), "{stats}");
    assert_eq!(desk.run(&["undo"]).code, 0);
    assert_eq!(ids(&desk, &["--concept", "timeframe:next"]), Vec::<String>::new());
    assert_eq!(ids(&desk, &["--untagged", "timeframe"]), all);
}

#[test]
fn without_its_file_a_tag_keeps_its_notation() {
    let desk = desk();
    let first = &desk.ids()[0];
    assert_eq!(desk.run(&["tag", first, "--concept", "timeframe:now"]).code, 0);
    std::fs::remove_dir_all(desk.path("config")).unwrap();
    let shown = desk.run(&["show", first]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.lines().any(|l| l.split_whitespace().eq(["timeframe", "now"])), "{}", shown.out);
    assert_eq!(desk.json(&["list", "--format", "jsonl"])[0]["tags"]["timeframe"], serde_json::json!(["now"]));
    let refused = desk.run(&["list", "--concept", "timeframe:now"]);
    assert_eq!((refused.code, refused.err.contains("no scheme ‘timeframe’")), (2, true), "{}", refused.err);
    for format in ["xlsx", "docx", "html", "md", "csv"] {
        let ran = desk.run(&[
            "export",
            "--format",
            format,
            "-o",
            &format!("out.{format}"),
            "--verdict",
            "unreviewed",
        ]);
        assert_eq!(ran.code, 0, "{format}: {}", ran.err);
    }
    assert_eq!(desk.run(&["undo"]).code, 0);
    assert_eq!(desk.json(&["list", "--format", "jsonl"])[0]["tags"], serde_json::json!({}));
}

#[test]
fn a_store_takes_up_a_scheme_that_comes_later() {
    let desk = Desk::empty();
    desk.write("report.txt", REPORT);
    desk.write("later.toml", TIMEFRAME);
    assert_eq!(desk.run(&["import", "report.txt"]).code, 0);
    let all = desk.ids();
    assert_eq!(ids(&desk, &["--scheme", "later.toml", "--concept", "timeframe:~now"]), all[..1]);
}

#[test]
fn built_in_schemes_are_called_ordered_and_proposed_otherwise() {
    let desk = desk();
    desk.write(
        "own.toml",
        "scheme = \"objective\"\norder = [\"20\", \"8\"]\n\n[[concept]]\nnotation = \"8\"\nlabel = \"Missing migrants\"\n\
         clusters = [\"6\", \"1\"]\nterms = [\"lanterns\"]\n\n[[concept]]\nnotation = \"10\"\nlabel = \"Trafficking\"\n",
    );
    desk.write("clusters.toml", "scheme = \"cluster\"\norder = [\"6\", \"4\"]\n");
    let own = ["--scheme", "own.toml", "--scheme", "clusters.toml"];
    desk.write("texts.txt", "Search and rescue at sea.\nLanterns for all.\n");
    let answers = desk.json(&[&own[..], &["suggest", "texts.txt"]].concat());
    assert_eq!(answers[0]["suggested_objectives"][0]["notation"], "8");
    assert_eq!(answers[0]["suggested_clusters"][0]["notation"], "6");
    assert_eq!(answers[1]["suggested_objectives"][0]["notation"], "8");
    let plain = desk.json(&["suggest", "texts.txt"]);
    assert_eq!(plain[0]["suggested_clusters"][0]["notation"], "3");
    assert_eq!(plain[1]["suggested_objectives"], serde_json::json!([]));
    for id in desk.ids() {
        assert_eq!(desk.run(&[&own[..], &["tag", &id, "--suggested"]].concat()).code, 0);
    }
    let annex = desk.run(&[&own[..], &["export", "--format", "md"]].concat()).out;
    let at = |words: &str| annex.find(words).unwrap_or_else(|| panic!("no {words} in {annex}"));
    assert!(at("\n## Cluster 6") < at("\n## Cluster 4"), "{annex}");
    assert!(at("Missing migrants") > 0);
}

#[test]
fn wrong_files_are_refused_at_the_start_with_place_and_key() {
    let desk = desk();
    let check = |text: &str, words: &[&str]| {
        desk.write("own.toml", text);
        let ran = desk.run(&["--scheme", "own.toml", "list"]);
        assert_eq!(ran.code, 2, "{text}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        assert!(words.iter().all(|w| ran.err.contains(w)), "{text}: {}", ran.err);
    };
    let concept = "[[concept]]\nnotation = \"a\"\nlabel = \"A\"\n";
    check("scheme = ", &["own.toml:1:10: "]);
    check("label = \"X\"\n", &["own.toml:1:1: scheme: is missing"]);
    check("scheme = 3\n", &["own.toml:1:10: scheme: expected a text in quotes, found a number"]);
    check("scheme = \"Two Words\"\n", &["own.toml:1:10: scheme: ", "small letters"]);
    check("scheme = \"x\"\n", &["own.toml:1:10: scheme: ", "‘x’ has no concept"]);
    check(
        "scheme = \"x\"\ncolour = 1\n",
        &["own.toml:2:1: colour: there is no such key", "known here: scheme, label"],
    );
    check("scheme = \"x\"\n[[concept]]\nlabel = \"A\"\n", &["own.toml:2:1: concept.notation: is missing"]);
    check(
        "scheme = \"x\"\n[[concept]]\nnotation = \"a\"\n",
        &["own.toml:3:12: concept.notation: ", "‘a’ has no label"],
    );
    check(
        "scheme = \"x\"\n[[concept]]\nnotation = \"a:b\"\n",
        &["own.toml:3:12: concept.notation: a notation is"],
    );
    check("scheme = \"x\"\n[[concept]]\nnotation = \"none\"\n", &["own.toml:3:12", "command line"]);
    check(
        &format!("scheme = \"x\"\n{concept}label2 = \"A\"\n"),
        &["own.toml:5:1: concept.label2: there is no such key", "known here: notation"],
    );
    check(
        &format!("scheme = \"x\"\n{concept}{concept}"),
        &["own.toml:6:12: concept.notation: ‘a’ is there twice"],
    );
    check(
        &format!("scheme = \"x\"\n{concept}terms = {{ en = \"now\" }}\n"),
        &["own.toml:5:16: concept.terms.en: expected a list, found a text"],
    );
    check(
        &format!("scheme = \"x\"\n{concept}terms = {{ de = [\"jetzt\"] }}\n"),
        &["own.toml:5:16: concept.terms.de: there is no such key", "en, fr, es, pt; decisive"],
    );
    check(
        &format!("scheme = \"x\"\n{concept}terms = [\"good\", \"abc*\"]\n"),
        &["own.toml:5:18: concept.terms: `abc*`: a word before * has at least 4 letters"],
    );
    check(
        &format!("scheme = \"x\"\n{concept}terms = {{ en = {{ sure = [\"of the\"] }} }}\n"),
        &["own.toml:5:26: concept.terms.en.sure: `of the` has no words"],
    );
    check(
        &format!("scheme = \"x\"\n{concept}follows = [\"group:women\"]\n"),
        &["own.toml:5:12: concept.follows: "],
    );
    check(
        &format!("scheme = \"x\"\norder = [\"b\"]\n{concept}"),
        &["own.toml:2:10: order: there is no x ‘b’"],
    );
    check(
        &format!("scheme = \"x\"\n{concept}clusters = [\"1\"]\n"),
        &["own.toml:5:12: concept.clusters: only objectives"],
    );
    check(
        "scheme = \"objective\"\n[[concept]]\nnotation = \"24\"\nlabel = \"More\"\n",
        &["own.toml:3:12", "no objective ‘24’"],
    );
    check(
        "scheme = \"objective\"\n[[concept]]\nnotation = \"8\"\nclusters = [\"7\"]\n",
        &["own.toml:4:13: concept.clusters: there is no cluster ‘7’"],
    );
    check(
        "scheme = \"objective\"\n[[concept]]\nnotation = \"8\"\nterms = [\"search and rescue\", \"x*\"]\n",
        &["own.toml:4:31: concept.terms: `x*`"],
    );
    let ran = desk.run(&["--scheme", "nowhere.toml", "list"]);
    assert_eq!((ran.code, ran.err.contains("nowhere.toml")), (2, true), "{}", ran.err);
    desk.write("config/config.toml", "schemes = [\"../own2.toml\"]\n");
    desk.write("own2.toml", "scheme = \"x\"\n");
    assert!(desk.run(&["list"]).err.contains("own2.toml:1:10"));
    desk.write("config/config.toml", "facets = [\"colour\"]\n");
    let ran = desk.run(&["list"]);
    assert_eq!((ran.code, ran.err.contains("no scheme ‘colour’")), (2, true), "{}", ran.err);
}
