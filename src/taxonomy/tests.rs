use super::*;

fn put(taxonomy: &mut Taxonomy, name: &str, text: &str) -> Result<()> {
    taxonomy.put(SchemeFile::read(name, text)?)
}

#[test]
fn the_facts_are_whole() {
    let t = built_in();
    let sizes: Vec<_> = t.schemes.iter().map(|s| (s.id.as_str(), s.concepts.len())).collect();
    let expected =
        [(CLUSTER, 6), (OBJECTIVE, 23), (GROUP, 32), ("element", 24), ("principle", 10), (MECHANISM, 33)];
    assert_eq!(sizes, expected);
    assert!(t.schemes.iter().flat_map(|s| &s.concepts).all(|c| !c.title.is_empty() && !c.short.is_empty()));
    assert_eq!(t.proposed_clusters.len(), 23);
    assert_eq!(t.regions.len(), 5);
    assert_eq!(t.concept(OBJECTIVE, "8").unwrap().short, "Save lives");
}

#[test]
fn every_mechanism_of_the_facts_is_a_concept() {
    let facts: serde_json::Value = serde_json::from_str(include_str!("facts.json")).unwrap();
    let known = built_in().scheme(MECHANISM).unwrap();
    for mechanism in facts["mechanisms"].as_array().unwrap() {
        let name = mechanism["name"].as_str().unwrap();
        let concept = known.concepts.iter().find(|c| c.short == name).unwrap_or_else(|| panic!("{name}"));
        for alias in mechanism["aliases"].as_array().unwrap() {
            assert!(concept.labels.iter().any(|label| label == alias.as_str().unwrap()), "{name}: {alias}");
        }
    }
}

#[test]
fn a_file_adds_to_what_is_there_and_changes_it() {
    let mut t = built_in().clone();
    put(&mut t, "a.toml", "scheme = \"pace\"\n[[concept]]\nnotation = \"b\"\nlabel = \"Slow\"\n").unwrap();
    let second = "scheme = \"pace\"\nlabel = \"Speed\"\norder = [\"a\"]\n[[concept]]\nnotation = \"a\"\n\
        label = { fr = \"Vite\", en = \"Fast\" }\nbroader = \"b\"\n[[concept]]\nnotation = \"b\"\nlabel = \"Slowly\"\n";
    put(&mut t, "b.toml", second).unwrap();
    let scheme = t.scheme("pace").unwrap();
    let shown: Vec<_> = scheme.concepts.iter().map(|c| c.name()).collect();
    assert_eq!((scheme.label.as_str(), shown), ("Speed", vec!["a Fast".to_string(), "b Slowly".to_string()]));
    assert_eq!(t.concept("pace", "a").unwrap().labels, ["Fast", "Vite"]);
    assert_eq!(t.concept("pace", "b").unwrap().labels, ["Slow", "Slowly"]);
    let ids: Vec<_> = t.schemes.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, [CLUSTER, OBJECTIVE, "pace", GROUP, "element", "principle", MECHANISM]);
    put(
        &mut t,
        "c.toml",
        "scheme = \"objective\"\n[[concept]]\nnotation = \"8\"\nlabel = \"Lives\"\nclusters = [\"6\"]\n",
    )
    .unwrap();
    let eight = t.concept(OBJECTIVE, "8").unwrap();
    assert_eq!((eight.short.as_str(), eight.title.starts_with("Save lives and")), ("Lives", true));
    let proposed = t.proposed_clusters.iter().find(|(o, _)| o == "8").unwrap();
    assert_eq!(proposed.1, ["6"]);
}

#[test]
fn a_sign_stands_before_its_label_and_a_word_does_not() {
    let check = |scheme: &str, notation: &str, name: &str| {
        assert_eq!(built_in().concept(scheme, notation).unwrap().name(), name);
    };
    check(OBJECTIVE, "8", "8 Save lives");
    check("element", "v", "v Disaggregated data");
    check(GROUP, "disability", "Persons with disabilities");
    check(MECHANISM, "5+5", "5+5 Dialogue on Migration");
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "(scheme|order|concept|terms|label|= |\"a\"|\\[\\[concept\\]\\]|\\{|\\}|\\[|\\]|en|,|\n|é|\\PC){0,40}") {
        let _ = put(&mut built_in().clone(), "any.toml", &text);
    }
}
