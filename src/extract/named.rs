//! Recommendations that say so themselves: "Recommendation 3: …", « Recommandation n° 2 – … », "Recomendación 1. …".

use super::cues::Words;

/// The byte at which the words of a named recommendation begin; the text's length where they stand in what follows.
/// `announced` says that a heading announces recommendations: then "Action 2" and "Priority 1" name them too.
pub(super) fn words_from(text: &str, announced: bool) -> Option<usize> {
    if let Some(from) = code(text, announced) {
        return Some(from);
    }
    let name_end = text.find(|c: char| !c.is_alphabetic())?;
    let name = Words::new(&text[..name_end]);
    let named = match name.get(0)? {
        "recommendation" | "recommandation" | "recomendacion" | "recomendacao" => true,
        "action" | "priority" | "priorite" | "prioridad" | "proposal" | "proposition" | "propuesta"
        | "commitment" | "engagement" | "compromiso" | "measure" | "mesure" | "medida" | "step" | "ask"
        | "demande" | "point" | "message" | "accion" => announced,
        _ => false,
    };
    let mut rest = text[name_end..].trim_start();
    // "Recommendation: open schools" needs no number.
    // … but "Priority: high" says something of one.
    let alone = named && !name.get(0).is_some_and(|w| w.starts_with("prior"));
    if let Some(words) = rest.strip_prefix(':').map(str::trim_start).filter(|w| alone && !w.is_empty()) {
        return Some(text.len() - words.len());
    }
    for sign in ["n°", "no.", "nº", "N°", "No.", "#"] {
        rest = rest.strip_prefix(sign).map_or(rest, str::trim_start);
    }
    let number = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    if !named || !rest.starts_with(|c: char| c.is_ascii_digit()) || number > 6 {
        return None;
    }
    let full_stop = rest[..number].ends_with('.');
    let after = rest[number..].trim_start();
    let words = after.trim_start_matches([':', '.', '–', '—', '-', ')', '\u{a0}', ' ']);
    let set_off = full_stop || words.len() < after.len() || after.is_empty();
    set_off.then(|| text.len() - words.len())
}

/// "R1. Open schools", "REC 2: …", "R.3 – …"; under a heading that announces, other letters name one too ("A1.", "P3:").
fn code(text: &str, announced: bool) -> Option<usize> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let name = &text[..letters];
    let named = matches!(name, "R" | "Rec" | "REC" | "Reco" | "RECO")
        || announced && (1..=2).contains(&letters) && name.bytes().all(|b| b.is_ascii_uppercase());
    let rest = text[letters..].trim_start_matches(['.', '-', '‑', ' ', '\u{a0}']);
    let number = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    let digits = rest[..number].trim_end_matches('.');
    if !named || digits.is_empty() || digits.len() > 5 || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let after = rest[digits.len()..].trim_start();
    let words = after.trim_start_matches([':', '.', '–', '—', '-', ')', '\u{a0}', ' ']);
    (words.len() < after.len() || after.is_empty()).then_some(text.len() - words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_numbers() {
        for (text, announced, words) in [
            ("Recommendation 1: Open schools", false, Some("Open schools")),
            ("Recommandation n° 2 – Ouvrir", false, Some("Ouvrir")),
            ("Recomendación 3. Abrir", false, Some("Abrir")),
            ("Recommendation 4", false, Some("")),
            ("Recommendation 4 was noted", false, None),
            ("Recommendations: none", false, None),
            ("Recommendation: Open schools", false, Some("Open schools")),
            ("Action 2: Open schools", true, Some("Open schools")),
            ("Action 2: Open schools", false, None),
            ("R1. Open schools", false, Some("Open schools")),
            ("REC 2: Open schools", false, Some("Open schools")),
            ("R12 – Open schools", false, Some("Open schools")),
            ("P3: Open schools", true, Some("Open schools")),
            ("P3: Open schools", false, None),
            ("R2 was noted", false, None),
        ] {
            assert_eq!(words_from(text, announced).map(|at| &text[at..]), words, "{text}");
        }
    }
}
