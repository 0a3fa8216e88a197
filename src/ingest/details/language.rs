//! The language a document is written in.

use crate::model::Block;

/// Languages that the program reads, and their ISO 639-1 codes.
const LANGUAGES: [(whatlang::Lang, &str); 5] = [
    (whatlang::Lang::Eng, "en"),
    (whatlang::Lang::Fra, "fr"),
    (whatlang::Lang::Spa, "es"),
    (whatlang::Lang::Por, "pt"),
    (whatlang::Lang::Ara, "ar"),
];
/// How many bytes of running text the guess of the language rests on.
const SAMPLE: usize = 12_000;

/// The language of the document's running text; where that is too little to tell, the one it declares.
pub(super) fn language(text: &str, blocks: &[Block], declared: Option<&str>) -> Option<String> {
    let declared = declared.map(|d| d.trim().to_ascii_lowercase()).and_then(|d| {
        LANGUAGES.iter().find(|(_, code)| d.split(['-', '_']).next() == Some(code)).map(|(_, code)| *code)
    });
    let sample = sample(text, blocks);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let code =
        |info: &whatlang::Info| LANGUAGES.iter().find(|(l, _)| *l == info.lang()).map(|(_, code)| *code);
    let of_any = whatlang::detect(&sample);
    if letters >= 400 && of_any.as_ref().is_some_and(|i| i.is_reliable() && code(i).is_none()) {
        return None;
    }
    let ours = whatlang::Detector::with_allowlist(LANGUAGES.iter().map(|(l, _)| *l).collect());
    let told = ours
        .detect(&sample)
        .filter(|i| letters >= 400 || letters >= 40 && i.is_reliable())
        .as_ref()
        .and_then(code);
    told.or(declared).map(String::from)
}

/// Longer blocks from the beginning and, for what a foreword may hide, from the middle.
fn sample(text: &str, blocks: &[Block]) -> String {
    let mut out = String::new();
    let long = |b: &&Block| b.end - b.start >= 60;
    let halves = [blocks, &blocks[blocks.len() / 2..]];
    for (i, half) in halves.into_iter().enumerate() {
        let enough = SAMPLE * (i + 1) / 2;
        let mut chosen: Vec<&Block> = half.iter().filter(long).take(60).collect();
        if chosen.is_empty() {
            chosen = half.iter().take(60).collect();
        }
        for block in chosen {
            let words = &text[block.range()];
            out.extend(words.chars().take(enough.saturating_sub(out.len()).min(2000)));
            out.push('\n');
        }
    }
    out
}
