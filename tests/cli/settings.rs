//! The config file: keys and styles, and what is wrong with them.

use super::desk::Desk;

#[test]
fn keys_tells_the_keys_in_force() {
    let desk = Desk::empty();
    desk.write(
        "config/config.toml",
        "[keys.list]\nkeep = [\"K\"]\n[keys.screen]\ndetails-up = []\nundo = [\"z z\"]\n",
    );
    let keys = desk.json(&["keys", "--format", "jsonl"]);
    let of = |action: &str| {
        let rows = keys.iter().filter(|row| row["action"] == action);
        rows.map(|row| format!("{} {}", row["context"].as_str().unwrap(), row["keys"])).collect::<Vec<_>>()
    };
    assert_eq!(of("keep")[0], "list [\"K\"]");
    assert_eq!(of("undo")[0], "screen [\"z z\"]");
    assert_eq!(of("details-up"), ["reader [\"K\"]"]);
    assert!(of("cancel").len() > 5);
}

#[test]
fn a_wrong_config_is_refused_with_its_place() {
    let desk = Desk::with_report();
    let check = |text: &str, place: &str, words: &[&str]| {
        desk.write("config/config.toml", text);
        let ran = desk.run(&["list"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text}: {}", ran.err);
        assert!(ran.err.contains(&format!("config.toml:{place}: ")), "{text}: {}", ran.err);
        words.iter().for_each(|words| assert!(ran.err.contains(words), "{text}: {}", ran.err));
    };
    check("reviewer = \"A\"\n[keys.list]\nkeep = [\"u\"]\n", "3:9", &["undo (screen)", "keep (list)"]);
    check("[keys.lists]\nkeep = [\"u\"]\n", "1:7", &["‘lists’"]);
    check("[keys.list]\nkept = [\"u\"]\n", "2:1", &["‘kept’", "rapporteur keys"]);
    check("[keys.list]\nkeep = [\"hyper-u\"]\n", "2:9", &["‘hyper-u’ is no key"]);
    check("[theme]\nkeep = \"greenish\"\n", "2:8", &["no style"]);
    check("[theme]\nmood = \"green\"\n", "2:1", &["no meaning ‘mood’"]);
    check("theme = \"pink\"\n", "1:9", &["pink"]);
    check("[theme\n", "1:7", &[]);
    desk.write("config/config.toml", "theme = \"light\"\n");
    assert_eq!(desk.run(&["list"]).code, 0);
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let desk = Desk::empty();
    desk.write("config/config.toml", "broken");
    for shell in ["bash", "zsh", "fish"] {
        let ran = desk.run(&["completions", shell]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for word in ["import", "filters", "decided-by", "completions"] {
            assert!(ran.out.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(desk.run(&["completions", "cmd"]).code, 2);
    let man = desk.run(&["man"]);
    assert_eq!(man.code, 0);
    for words in [".TH rapporteur", ".SH LIST: OPTIONS", "rapporteur filters", "Exit codes"] {
        assert!(man.out.contains(words), "{words}");
    }
    assert!(
        !man.out.contains("read\\-fenced") && !man.out.contains("GENERATE"),
        "what is hidden is not told"
    );
}

#[test]
fn filters_by_suggestions_go_by_what_would_be_taken() {
    let desk = Desk::with_report();
    let mut counts = Vec::new();
    for above in ["0.2", "0.5", "0.95"] {
        desk.write("config/config.toml", format!("take-above = {above}\n"));
        let taken = |r: &serde_json::Value| {
            r["suggested_clusters"][0]["score"].as_f64().is_some_and(|score| score >= above.parse().unwrap())
        };
        let wanted = desk.json(&["list", "--format", "jsonl"]).iter().filter(|r| taken(r)).count();
        let clusters = (1..=6).flat_map(|n| ["--cluster".to_string(), format!("~{n}")]);
        let arguments: Vec<String> =
            ["list", "--format", "jsonl"].map(String::from).into_iter().chain(clusters).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        assert_eq!(desk.json(&arguments).len(), wanted, "take-above = {above}");
        counts.push(wanted);
    }
    assert!(counts[0] > counts[2], "{counts:?}: the report tells the thresholds apart");
}

#[test]
fn without_a_login_name_the_account_decides() {
    let desk = Desk::with_report();
    let Ok(id) = std::process::Command::new("id").arg("-un").output() else { return };
    let account = String::from_utf8(id.stdout).unwrap().trim().to_string();
    let mut command = desk.command();
    for name in ["RAPPORTEUR_REVIEWER", "USER", "LOGNAME", "USERNAME"] {
        command.env_remove(name);
    }
    let ran = super::desk::Ran::of(command.arg("stats").output().unwrap());
    assert!(ran.out.starts_with(&format!("4 recommendations, 1 document, as {account} decided")), "{ran:?}");
}
