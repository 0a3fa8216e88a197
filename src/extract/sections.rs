//! Where each block stands: the headings above it, and whether they announce recommendations.

use super::cues::{CUES, Cue, Language, Words};
use crate::model::{BlockKind, Reading, Response};

/// What a heading says of the lists under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    /// They are recommendations.
    Announces,
    /// They may be.
    MayAnnounce,
    /// Nothing.
    Silent,
    /// They are something else.
    Excludes,
    /// They are something else, and so are the sentences.
    Mutes,
}

/// The place of a block among the headings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The headings above it, outermost first.
    pub path: &'a [String],
    /// What the nearest heading that says anything says.
    pub promise: Promise,
    /// What the addressed State said of what stands under these headings.
    pub response: Option<Response>,
}

#[derive(Debug)]
struct Section {
    path: Vec<String>,
    promise: Promise,
    response: Option<Response>,
}

/// The sections of a document, and the section and language of each block.
#[derive(Debug)]
pub(super) struct Outline {
    sections: Vec<Section>,
    of_block: Vec<usize>,
    /// Index into the languages of the cues, for each block.
    languages: Vec<usize>,
}

struct Open {
    level: u32,
    words: String,
    promise: Promise,
    response: Option<Response>,
}

impl Outline {
    pub fn new(reading: &Reading) -> Self {
        let languages = languages(reading);
        let mut outline = Outline {
            sections: vec![Section { path: Vec::new(), promise: Promise::Silent, response: None }],
            of_block: Vec::with_capacity(reading.blocks.len()),
            languages,
        };
        let mut stack: Vec<Open> = Vec::new();
        let mut adoption: Option<Adoption> = None;
        let mut headings = 0;
        for (n, block) in reading.blocks.iter().enumerate() {
            if let BlockKind::Heading { level } = block.kind {
                let words = &reading.text[block.range()];
                headings += 1;
                let promise = promise(words, headings == 1 && n < 3);
                let level = u32::from(level) * 10;
                let level = adopted(&mut adoption, level, promise, words, n, reading, &stack);
                stack.retain(|open| open.level < level);
                // Under recommendations "Media" or "Good practices" is a theme; "Keep a list of experts" asks.
                let themed = matches!(promise, Promise::Excludes | Promise::Mutes)
                    && commands(words, &CUES.languages[outline.languages[n]])
                    || promise == Promise::Excludes && stack.iter().any(|o| o.promise == Promise::Announces);
                let promise = if themed { Promise::Silent } else { promise };
                let response = response(words);
                let label = block.label.as_deref().map(|l| format!("{l} ")).unwrap_or_default();
                stack.push(Open { level, words: format!("{label}{words}"), promise, response });
                outline.sections.push(section(&stack));
            }
            // A heading stands under the headings above it, not under itself.
            outline.of_block.push(outline.sections.len() - 1);
        }
        outline
    }

    /// The place of a block; a heading's own words are the last of its path.
    pub fn place(&self, block: usize) -> Place<'_> {
        let section = &self.sections[self.of_block.get(block).copied().unwrap_or(0)];
        Place { path: &section.path, promise: section.promise, response: section.response }
    }

    /// The language of a block, as an index into the languages of the cues.
    pub fn language(&self, block: usize) -> usize {
        self.languages.get(block).copied().unwrap_or(0)
    }
}

/// Whether a heading is a command of several words.
fn commands(heading: &str, language: &Language) -> bool {
    let words = Words::beginning(heading);
    let of = words.get(1).is_some_and(|w| matches!(w, "of" | "de" | "des" | "du"));
    words.len() >= 5
        && !of
        && words.get(0).is_some_and(|w| !w.ends_with("ing"))
        && language.begins_with_verb(&words)
}

fn section(stack: &[Open]) -> Section {
    let speaking = stack.iter().rev().find(|o| o.promise != Promise::Silent);
    Section {
        path: stack.iter().map(|o| o.words.clone()).collect(),
        promise: speaking.map_or(Promise::Silent, |o| o.promise),
        response: stack.iter().rev().find_map(|o| o.response),
    }
}

/// Headings that follow an announcing heading without words of its own belong to it, though they are set alike.
struct Adoption {
    raw: u32,
    level: u32,
}

fn adopted(
    adoption: &mut Option<Adoption>,
    level: u32,
    promise: Promise,
    words: &str,
    n: usize,
    reading: &Reading,
    stack: &[Open],
) -> u32 {
    if promise != Promise::Silent || starts_part(words) {
        *adoption = None;
        return level;
    }
    if let Some(adopted) = adoption.as_ref().filter(|a| a.raw == level) {
        return adopted.level;
    }
    if adoption.as_ref().is_some_and(|a| level < a.raw) {
        *adoption = None;
        return level;
    }
    let announcer = stack.iter().rev().find(|o| o.promise == Promise::Announces).filter(|o| o.level >= level);
    let Some(announcer) = announcer.filter(|_| stack.last().is_some_and(|o| o.promise == Promise::Announces))
    else {
        return level;
    };
    let mut between = reading.blocks[..n].iter().rev().take_while(|b| b.heading_level().is_none());
    let empty =
        between.clone().count() <= 2 && between.all(|b| b.kind != BlockKind::ListItem && b.label.is_none());
    if !empty {
        return level;
    }
    *adoption = Some(Adoption { raw: level, level: announcer.level + 1 });
    announcer.level + 1
}

fn starts_part(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(
        first.trim_end_matches([':', '.']),
        "annex" | "annexe" | "anexo" | "appendix" | "part" | "chapter" | "closing" | "clôture" | "clausura"
    )
}

/// What a heading says. The title of a document speaks for all of it only where it begins with such words.
fn promise(heading: &str, title: bool) -> Promise {
    // "Harbour dialogue: conclusions and recommendations" begins anew after the colon.
    let words = heading.rsplit([':', '–', '—']).next().filter(|_| title).unwrap_or(heading);
    let promise = promise_of(&Words::new(words), title);
    // "Participants called for:" stands like a heading and leads into a list.
    if !title && heading.trim_end().ends_with(':') && promise != Promise::Announces && leads_in(heading) {
        return Promise::Announces;
    }
    // "What participants asked for": what recommends as a sentence may announce.
    let asks = promise == Promise::Silent && !title && super::narrative::score(heading).0 >= 0.7;
    if asks { Promise::MayAnnounce } else { promise }
}

fn leads_in(heading: &str) -> bool {
    let words = Words::new(heading);
    let cues: Vec<Cue> = CUES.lead_ins.find(&words).map(|found| found.cue).collect();
    cues.contains(&Cue::Announce) && !cues.contains(&Cue::Exclude)
}

/// What the words of a heading say.
pub(super) fn promise_of(words: &Words, title: bool) -> Promise {
    if words.len() > 40 {
        return Promise::Silent;
    }
    let mut promise = Promise::Silent;
    for found in CUES.headings.find(words) {
        if title && found.from > 2 {
            continue;
        }
        match found.cue {
            // What comes first counts: "Recommendations on the programme of work" announces.
            Cue::Exclude | Cue::Mute if promise != Promise::Announces => {
                let other = if found.cue == Cue::Mute { Promise::Mutes } else { Promise::Excludes };
                return if announces_later(words, found.to) { Promise::Announces } else { other };
            }
            Cue::Announce => promise = Promise::Announces,
            Cue::MayAnnounce if promise == Promise::Silent => promise = Promise::MayAnnounce,
            _ => {}
        }
    }
    promise
}

/// "Background and recommendations": the second half counts where it is joined by "and". "List of recommendations",
/// "Liste thématique des propositions": a list is of what it is said to be of.
fn announces_later(words: &Words, from: usize) -> bool {
    let is = |at: Option<usize>, these: &[&str]| {
        at.and_then(|at| words.get(at)).is_some_and(|w| these.contains(&w))
    };
    let joined = is(Some(from), &["and", "et", "y", "e", "or", "و"]);
    let of = is(from.checked_sub(1), &["of", "de", "des", "da", "das", "do", "dos"]);
    let article =
        is(Some(from), &["the", "all", "key", "main", "our", "las", "los", "les", "as", "os", "principales"]);
    let what = from + usize::from(article);
    CUES.headings
        .find(words)
        .any(|f| f.cue == Cue::Announce && (joined && f.from > from || of && f.from == what))
}

/// The response that words announce: "enjoy the support of".
pub(super) fn response(words: &str) -> Option<Response> {
    let words = Words::new(words);
    let mut found = CUES.responses.find(&words).filter_map(|f| match f.cue {
        Cue::Response(r) => Some(r),
        _ => None,
    });
    let first = found.next()?;
    // "did not enjoy the support" holds both: the refusal counts; so does "will be examined".
    Some(found.fold(first, |a, b| match (a, b) {
        (Response::Supported, other) => other,
        (kept, _) => kept,
    }))
}

/// The language of each block: by its own common words where it has enough, else the document's.
fn languages(reading: &Reading) -> Vec<usize> {
    let codes = &CUES.languages;
    let mut totals = vec![0u32; codes.len()];
    let own: Vec<Option<usize>> = reading
        .blocks
        .iter()
        .map(|block| {
            // A long block is known by its beginning.
            let text = &reading.text[block.range()];
            let cut = text.char_indices().nth(600).map_or(text.len(), |(at, _)| at);
            let mut counts = vec![0u32; codes.len()];
            let words = Words::new(&text[..cut]);
            for word in words.iter() {
                for (n, language) in codes.iter().enumerate() {
                    counts[n] += u32::from(language.common.contains(word));
                }
            }
            for (total, count) in totals.iter_mut().zip(&counts) {
                *total += count;
            }
            let best = (0..counts.len()).max_by_key(|n| (counts[*n], codes.len() - n))?;
            let second = (0..counts.len()).filter(|n| *n != best).map(|n| counts[n]).max().unwrap_or(0);
            (counts[best] >= 3 && counts[best] >= second + 2).then_some(best)
        })
        .collect();
    let stated = reading.details.language.as_deref().and_then(|l| codes.iter().position(|c| c.code == l));
    let most = (0..totals.len()).max_by_key(|n| (totals[*n], codes.len() - n)).unwrap_or(0);
    let document = stated.unwrap_or(most);
    own.into_iter().map(|own| own.unwrap_or(document)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_announce_or_do_not() {
        for (heading, want) in [
            ("Recommendations", Promise::Announces),
            ("Annex I: Conclusions and recommendations", Promise::Announces),
            ("The way forward", Promise::Announces),
            ("Key messages", Promise::MayAnnounce),
            ("Conclusions", Promise::MayAnnounce),
            ("List of participants", Promise::Mutes),
            ("List of recommendations", Promise::Announces),
            ("Participants called for:", Promise::Announces),
            ("Los participantes recomendaron:", Promise::Announces),
            ("Participants:", Promise::Mutes),
            ("Annex: Thematic list of proposals", Promise::Announces),
            ("List of the main speakers", Promise::Mutes),
            ("Liste des principales recommandations", Promise::Announces),
            ("Lista de recomendaciones", Promise::Announces),
            ("Lista de participantes", Promise::Mutes),
            ("Implementation of the previous recommendations", Promise::Excludes),
            ("Background and recommendations", Promise::Announces),
            ("Data and evidence", Promise::Silent),
            ("Principales recommandations", Promise::Announces),
            ("Recomendaciones", Promise::Announces),
            ("Mensajes clave", Promise::MayAnnounce),
            ("Recomendações", Promise::Announces),
            ("التوصيات", Promise::Announces),
            ("Agenda", Promise::Mutes),
            ("Migration and the 2030 Agenda", Promise::Silent),
            ("Documents and identity", Promise::Silent),
            ("Media and public opinion", Promise::Silent),
        ] {
            assert_eq!(promise(heading, false), want, "{heading}");
        }
        assert_eq!(promise("Report on the recommendations of Harbour", true), Promise::Silent);
        assert_eq!(promise("Harbour dialogue: conclusions and recommendations", true), Promise::Announces);
    }

    #[test]
    fn responses_are_read() {
        use Response::*;
        for (words, want) in [
            ("The recommendations below enjoy the support of Ruritania:", Some(Supported)),
            ("will be examined by Ruritania, which will respond in due time", Some(UnderExamination)),
            ("did not enjoy the support of Ruritania and are noted", Some(Noted)),
            ("Les recommandations suivantes ont recueilli l’adhésion", Some(Supported)),
            ("have been examined by Ruritania and enjoy its support:", Some(Supported)),
            ("have been examined by Ruritania and have been noted:", Some(Noted)),
            ("They spoke", None),
        ] {
            assert_eq!(response(words), want, "{words}");
        }
    }
}
