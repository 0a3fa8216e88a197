//! Suggestions for any words under any heading, and what tags teach about them.
#![no_main]

use rapporteur::model::Passage;
use rapporteur::suggest::Suggester;
use rapporteur::taxonomy::{CLUSTER, OBJECTIVE, in_use};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (heading, words) = text.split_once('\n').unwrap_or(("", &text));
    let (lead_in, words) = words.split_once(": ").unwrap_or(("", words));
    let languages = [None, Some("en"), Some("fr"), Some("es"), Some("pt"), Some("ar"), Some("xx")];
    let passage = Passage {
        text: words,
        lead_in: Some(lead_in),
        context: Some(heading),
        section: &[heading.to_string()],
        language: languages[words.len() % languages.len()],
        document: None,
    };
    let suggested = Suggester::built_in().suggest(&passage);
    assert_eq!(suggested, Suggester::built_in().suggest(&passage), "the same again");
    for scheme in [CLUSTER, OBJECTIVE] {
        let suggested = suggested.of(scheme);
        assert!(suggested.is_sorted_by(|a, b| a.score >= b.score), "best first: {suggested:?}");
        for suggestion in suggested {
            assert!((0.0..=1.0).contains(&suggestion.score), "{suggestion:?}");
            assert!(in_use().concept(scheme, &suggestion.notation).is_some(), "{suggestion:?}");
        }
    }
});
