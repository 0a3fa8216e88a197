//! Where a title ends that a sentence is glued to.

/// The number of words in capitals that a sentence follows: a heading.
pub(super) fn shouted(words: &[(&str, u32)], at: usize) -> usize {
    const LONGEST: usize = 16;
    let capitals = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        word.chars().any(char::is_alphabetic) && letters.clone().all(char::is_uppercase)
    };
    let between = |word: &str| matches!(word, "–" | "-" | "&" | "/");
    let rest = &words[at..];
    let len = rest.iter().take_while(|w| capitals(w.0) || between(w.0)).count();
    let letters: usize = rest[..len].iter().map(|w| w.0.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let mixed = rest.get(len).is_some_and(|w| w.0.starts_with(char::is_uppercase));
    // "A" and "Y" begin sentences too.
    let last = rest[..len].last().is_some_and(|w| w.0.chars().count() > 1);
    if mixed && last && len <= LONGEST && letters >= 8 { len } else { 0 }
}

/// The number of words of a title that a sentence is glued to.
pub(super) fn title_end(words: &[(&str, u32)]) -> Option<usize> {
    const LONGEST: usize = 60;
    if let len @ 1.. = shouted(words, 0) {
        return Some(len);
    }
    if words.first().is_some_and(|w| starter(w.0)) {
        return None;
    }
    for at in 1..words.len().min(LONGEST) {
        let (before, word) = (words[at - 1].0, words[at].0);
        if before.ends_with(['.', ';']) || before.ends_with('?') {
            return None;
        }
        let upper = word.starts_with(char::is_uppercase);
        if !upper || before.ends_with([',', ':', '/', '-', '–']) || binds(before) && !is_everyone(words, at)
        {
            continue;
        }
        let next = words.get(at + 1).map_or("", |w| w.0);
        let sentence = next.starts_with(char::is_lowercase) || word.ends_with(',');
        let free = !before.starts_with(char::is_uppercase) || before.ends_with(')');
        if starter(word) && (at > 1 || next.starts_with(char::is_lowercase)) || free && sentence && at > 2 {
            return Some(at);
        }
    }
    None
}

/// Whether "to all", "for all" ends before a word: the word after it begins anew.
fn is_everyone(words: &[(&str, u32)], at: usize) -> bool {
    let before = at.checked_sub(2).and_then(|n| words.get(n)).map_or("", |w| w.0);
    words[at - 1].0 == "all" && matches!(before, "to" | "for" | "of" | "by")
}

/// Words that want a noun after them: what follows is no new sentence.
pub(super) fn binds(word: &str) -> bool {
    const BINDING: &[&str] = &[
        "the", "of", "and", "for", "in", "to", "on", "with", "a", "an", "by", "between", "among", "or",
        "from", "at", "as", "other", "its", "their", "through", "within", "under", "per", "de", "du", "des",
        "la", "le", "les", "et", "en", "el", "los", "las", "y", "del", "para", "pour", "avec", "con",
        "across", "towards", "&", "all", "into", "this", "these", "those", "that", "our", "many", "all.",
    ];
    BINDING.contains(&word.to_lowercase().as_str())
}

/// Words that begin a sentence and hardly ever stand in the middle of a title.
pub(super) fn starter(word: &str) -> bool {
    const STARTERS: &[&str] = &[
        "The",
        "This",
        "These",
        "Those",
        "There",
        "It",
        "In",
        "A",
        "An",
        "They",
        "We",
        "On",
        "At",
        "Participants",
        "During",
        "As",
        "Many",
        "Some",
        "Several",
        "While",
        "Although",
        "Since",
        "Le",
        "La",
        "Les",
        "Ce",
        "Cette",
        "Il",
        "El",
        "Los",
        "Las",
        "Este",
        "Esta",
        "Se",
        "Un",
        "Une",
        "Una",
        "Delegates",
        "Member",
        "Governments",
        "States",
        "Countries",
        "Speakers",
    ];
    STARTERS.contains(&word)
}
