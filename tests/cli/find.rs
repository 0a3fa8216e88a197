//! Finding: orders, queries, saved filters, what is alike.

use super::desk::Desk;

/// Places of the recommendations that a command lists, as their places in reading order.
fn listed(desk: &Desk, arguments: &[&str]) -> Vec<usize> {
    let ids = desk.ids();
    let place = |r: &serde_json::Value| ids.iter().position(|id| r["id"] == id.as_str()).unwrap();
    desk.json(&[&["list", "--format", "jsonl"], arguments].concat()).iter().map(place).collect()
}

#[test]
fn a_list_comes_in_the_order_asked() {
    let desk = Desk::with_report();
    let earlier = "Report of the Early Dialogue\n\nHeld in Rivertown on 4 May 2020\n\nRecommendations\n\n\
        - Waive the fees of residence permits for seasonal workers.\n";
    let earlier = desk.write("earlier.txt", earlier);
    assert_eq!(desk.run(&["import", earlier.to_str().unwrap()]).code, 0);
    let ids = desk.ids();
    for (nth, verdict) in [(3, "drop"), (1, "keep"), (2, "keep")] {
        assert_eq!(desk.run(&["tag", &ids[nth], "--verdict", verdict, "--cluster", "6"]).code, 0);
    }
    let check = |sort: &str, places: &[usize]| assert_eq!(listed(&desk, &["--sort", sort]), places, "{sort}");
    check("document", &[0, 1, 2, 3, 4]);
    check("document:desc", &[4, 3, 2, 1, 0]);
    check("date", &[4, 0, 1, 2, 3]);
    check("title", &[4, 0, 1, 2, 3]);
    check("verdict", &[0, 4, 1, 2, 3]);
    check("decided", &[3, 1, 2, 0, 4]);
    check("decided:desc", &[2, 1, 3, 0, 4]);
    assert_eq!(listed(&desk, &["--sort", "decided:desc", "--decided-by", "any"]), [2, 1, 3]);
    let score = |r: &serde_json::Value| {
        let best = |scheme: &str| r[scheme][0]["score"].as_f64().unwrap_or(0.0);
        best("suggested_clusters").min(best("suggested_objectives"))
    };
    // Another reviewer's tags taught nothing yet: shown are the scores as they were found.
    let fresh = ["--reviewer", "Zoe", "list", "--format", "jsonl", "--sort", "certainty:desc"];
    let surest = desk.json(&fresh);
    assert!(surest.windows(2).all(|w| score(&w[0]) >= score(&w[1])));
    let wrong = desk.run(&["list", "--sort", "colour"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("certainty"), "{}", wrong.err);
}

#[test]
fn queries_combine_words_and_fields() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    desk.run(&["tag", &ids[1], "--verdict", "keep", "--cluster", "3", "--note", "ask the coast guard"]);
    let check =
        |query: &str, places: &[usize]| assert_eq!(listed(&desk, &["--search", query]), places, "{query}");
    check("remittance ", &[2]);
    check("life or remittance ", &[1, 2]);
    check("verdict:keep or trafficking", &[1, 3]);
    check("-cluster:3", &[0, 2, 3]);
    check("note:guards", &[1]);
    check("objective:~20", &[2]);
    check("document:fictional since:2023-05 until:2023", &[0, 1, 2, 3]);
    check("section:introduction", &[]);
    check("language:english \"statistical offices\"", &[0]);
    check(&format!("id:{}", &ids[3][..8]), &[3]);
    let wrong = |query: &str, words: &[&str]| {
        let ran = desk.run(&["list", "--search", query]);
        assert_eq!(ran.code, 2, "{query}: {}", ran.err);
        words.iter().for_each(|words| assert!(ran.err.contains(words), "{query}: {}", ran.err));
    };
    wrong("(data or sea", &["column 1", "not closed"]);
    wrong("data verdict:accepted", &["column 14", "unreviewed, keep, drop, later"]);
    wrong("colour:red", &["column 1", "no field ‘colour’"]);
}

#[test]
fn filters_are_saved_under_a_name_and_counted_live() {
    let desk = Desk::with_report();
    let ids = desk.ids();
    assert_eq!(desk.json(&["filters", "--format", "jsonl"]).len(), 0);
    let saved = desk.run(&["filters", "save", "to do", "--verdict", "unreviewed", "--search", "data or sea"]);
    assert_eq!((saved.code, saved.out.as_str()), (0, ""));
    assert!(
        saved.err.contains("saved as to do: verdict unreviewed; search “data or sea” (2 now)"),
        "{}",
        saved.err
    );
    let count = || desk.json(&["filters", "--format", "jsonl"])[0]["count"].as_u64().unwrap();
    assert_eq!(count(), 2);
    desk.run(&["tag", &ids[0], "--verdict", "keep"]);
    assert_eq!(count(), 1);
    assert_eq!(listed(&desk, &["--filter", "to do"]), [1]);
    assert_eq!(listed(&desk, &["--filter", "to do", "--verdict", "keep"]), [0], "the line counts instead");
    assert!(desk.run(&["filters"]).out.contains("to do"));
    assert!(desk.run(&["filters", "save", "to do", "--kind", "listed"]).err.contains("saved anew"));
    assert_eq!(listed(&desk, &["--filter", "to do"]).len(), 4);
    let wrong = |arguments: &[&str], code: i32, words: &str| {
        let ran = desk.run(arguments);
        assert!(ran.code == code && ran.err.contains(words), "{arguments:?}: {} {}", ran.code, ran.err);
    };
    wrong(&["list", "--filter", "done"], 1, "saved are: to do");
    wrong(&["filters", "remove", "done"], 1, "no filter is saved as ‘done’");
    wrong(&["filters", "save", "all"], 2, "at least one condition");
    wrong(&["filters", "save", " ", "--kind", "listed"], 2, "no name");
    wrong(&["filters", "save", "x", "--decided-by", "any"], 2, "--decided-by");
    assert_eq!(desk.run(&["filters", "remove", "to do"]).code, 0);
    wrong(&["list", "--filter", "to do"], 1, "filters save");
    let back = desk.run(&["undo"]);
    assert_eq!((back.code, back.out.as_str()), (0, "undone: filter “to do” removed\n"));
    assert_eq!(listed(&desk, &["--filter", "to do"]).len(), 4);
    assert_eq!(desk.run(&["redo"]).code, 0);
    wrong(&["list", "--filter", "to do"], 1, "filters save");
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn what_is_alike_comes_first() {
    let desk = Desk::empty();
    let report = "# Report of the Dialogue\n\n## Recommendations\n\n\
        - Open information desks at the harbour of every island.\n\
        - Share figures on harbour arrivals with neighbouring islands.\n\
        - Train judges in the law of the sea.\n\
        - Staff the information desks at each harbour of the islands.\n";
    let report = desk.write("report.md", report);
    assert_eq!(desk.run(&["import", report.to_str().unwrap()]).code, 0);
    let ids = desk.ids();
    assert_eq!(ids.len(), 4);
    assert_eq!(listed(&desk, &["--like", &ids[0][..8]]), [0, 3, 1]);
    assert_eq!(listed(&desk, &["--like", &ids[2]]), [2]);
    assert_eq!(listed(&desk, &["--like", &ids[0], "--search", "figures"]), [1]);
    assert_eq!(listed(&desk, &["--like", &ids[0], "--sort", "document:desc"]), [3, 1, 0]);
    assert_eq!(desk.run(&["list", "--like", "ffff"]).code, 1);
}
