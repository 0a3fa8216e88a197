//! Whom a recommendation asks to act: the subject of "should", the object of "called on", the State under review.

use super::cues::{CUES, Cue, Found, Words};

/// Verbs whose subject is asked to act.
const MODALS: [&str; 26] = [
    "should",
    "must",
    "ought",
    "shall",
    "need",
    "needs",
    "have",
    "has",
    "devraient",
    "doivent",
    "devrait",
    "doit",
    "devront",
    "devra",
    "deben",
    "debe",
    "deberian",
    "deberia",
    "deberan",
    "debera",
    "tienen",
    "tiene",
    "gagneraient",
    "are",
    "sont",
    "estan",
];

/// The actors that words ask to act, in the order they are named.
pub(super) fn of(words: &str) -> Vec<String> {
    let words = Words::new(words);
    let actors = longest(CUES.actors.find(&words).collect());
    if actors.is_empty() {
        return Vec::new();
    }
    let calls: Vec<Found> = CUES.sentences.find(&words).filter(|f| is_call(f.cue)).collect();
    let mut asked: Vec<bool> = actors.iter().map(|a| is_subject(&words, a) || is_object(&calls, a)).collect();
    // "Governments, employers and unions should": one that is asked asks those joined to it.
    let joined = |a: &Found, b: &Found| {
        let between = a.to..b.from;
        between.len() <= 2 && between.clone().all(|n| is_joint(words.get(n).unwrap_or("")))
    };
    for n in (1..actors.len()).rev() {
        asked[n - 1] |= asked[n] && joined(&actors[n - 1], &actors[n]);
    }
    for n in 1..actors.len() {
        asked[n] |= asked[n - 1] && joined(&actors[n - 1], &actors[n]);
    }
    let mut names: Vec<String> = Vec::new();
    for (actor, _) in actors.iter().zip(asked).filter(|(_, asked)| *asked) {
        if let Cue::Actor(n) = actor.cue
            && !names.iter().any(|name| name == CUES.name_of(n))
        {
            names.push(CUES.name_of(n).to_owned());
        }
    }
    names
}

/// The State under review, where words say who examined or supports the recommendations below them.
pub(super) fn under_review(words: &str) -> Option<String> {
    const BEFORE: [&str; 10] = [
        "examined by ",
        "support of ",
        "supported by ",
        "accepted by ",
        "position of ",
        "examinées par ",
        "adhésion de ",
        "adhésion du ",
        "examinadas por ",
        "apoyo de ",
    ];
    BEFORE.iter().find_map(|before| {
        let after = &words[words.find(before)? + before.len()..];
        let after = ["the ", "la ", "le ", "l’", "el ", "los "]
            .iter()
            .fold(after, |a, t| a.strip_prefix(t).unwrap_or(a));
        let small = |w: &str| matches!(w, "of" | "and" | "the" | "de" | "du" | "la" | "et" | "y");
        let mut end = 0;
        for word in after.split_inclusive([' ', ',', ':', ';', '.']) {
            let bare = word.trim_end_matches([' ', ',', ':', ';', '.']);
            if !(bare.starts_with(char::is_uppercase) || small(bare) && end > 0) {
                break;
            }
            if bare.starts_with(char::is_uppercase) {
                end = bare.as_ptr() as usize - after.as_ptr() as usize + bare.len();
            }
            if !word.ends_with(' ') {
                break;
            }
        }
        (end > 0).then(|| after[..end].to_owned())
    })
}

/// The longest of actors that overlap.
fn longest(mut all: Vec<Found>) -> Vec<Found> {
    all.sort_by_key(|f| (f.from, std::cmp::Reverse(f.to)));
    let mut kept: Vec<Found> = Vec::new();
    for found in all {
        if kept.last().is_none_or(|last| found.from >= last.to) {
            kept.push(found);
        }
    }
    kept
}

fn is_call(cue: Cue) -> bool {
    matches!(cue, Cue::Recommend(_, n)
        if matches!(CUES.reason_of(n), "calls on someone to act" | "encourages to act"))
}

fn is_subject(words: &Words, actor: &Found) -> bool {
    let next = |n: usize| words.get(actor.to + n).unwrap_or("");
    let modal = |n: usize| match next(n) {
        "need" | "needs" | "have" | "has" => next(n + 1) == "to",
        "are" => matches!(next(n + 1), "urged" | "invited" | "encouraged" | "asked" | "requested"),
        "sont" => matches!(next(n + 1), "invites" | "pries" | "appeles" | "encourages" | "exhortes"),
        "estan" => next(n + 1) == "llamados",
        "tienen" | "tiene" => next(n + 1) == "que",
        word => MODALS.contains(&word),
    };
    modal(0) || matches!(next(0), "also" | "therefore" | "themselves" | "eux" | "tambien") && modal(1)
}

fn is_object(calls: &[Found], actor: &Found) -> bool {
    calls.iter().any(|call| {
        let inside = call.from < actor.from && actor.to <= call.to;
        let after = call.to <= actor.from + 1 && actor.from <= call.to + 2 && call.from < actor.from;
        inside || after
    })
}

fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "and" | "or" | "et" | "ou" | "y" | "o" | "the" | "les" | "los" | "las" | "aux" | "a" | "their"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_asked_are_named() {
        for (words, names) in [
            ("Governments should publish data.", &["Governments"][..]),
            ("Participants called on States and employers to act.", &["States", "Employers"]),
            ("Mayors spoke of governments that had changed.", &[]),
            ("Les États devraient agir.", &["États"]),
            ("Los sindicatos instaron a los gobiernos a actuar.", &["Gobiernos"]),
            ("Donors need to pay, said the cities.", &["Donors"]),
        ] {
            assert_eq!(of(words), names, "{words}");
        }
    }

    #[test]
    fn the_state_under_review_is_named() {
        for (words, state) in [
            ("have been examined by Ruritania and enjoy the support of Ruritania:", Some("Ruritania")),
            ("enjoy the support of the Republic of Ruritania, which", Some("Republic of Ruritania")),
            ("Recommendations:", None),
        ] {
            assert_eq!(under_review(words).as_deref(), state, "{words}");
        }
    }
}
