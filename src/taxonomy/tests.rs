use super::*;

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
