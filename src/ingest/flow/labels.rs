//! Bullets and numbers as readers see them, from what files store.

/// A bullet as a reader sees it: those of symbol fonts are stored as letters or private characters.
pub(in crate::ingest) fn bullet(stored: &str) -> String {
    match stored.trim().chars().next() {
        Some(c) if !c.is_alphanumeric() && !is_private(c) && !c.is_control() && c != '§' => c.to_string(),
        _ => "•".to_string(),
    }
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// A number in a format of numbers by its name in WordprocessingML.
pub(in crate::ingest) fn in_format(n: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "lowerLetter" => letters(n, 'a'),
        "upperLetter" => letters(n, 'A'),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "decimalZero" => format!("{n:02}"),
        "decimalEnclosedParen" => format!("({n})"),
        "decimalEnclosedFullstop" => format!("{n}."),
        "arabicAlpha" => from_row(n, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        "arabicAbjad" => from_row(n, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
        _ => n.to_string(),
    }
}

/// a … z, aa, bb: Word repeats the letter.
fn letters(n: u32, first: char) -> String {
    let row: String = (0..26u8).map(|i| char::from(first as u8 + i)).collect();
    from_row(n, &row)
}

fn from_row(n: u32, row: &str) -> String {
    let len = row.chars().count() as u32;
    match n.checked_sub(1) {
        Some(n) => {
            let letter = row.chars().nth((n % len) as usize).unwrap_or('?');
            std::iter::repeat_n(letter, (n / len + 1).min(20) as usize).collect()
        }
        None => "0".to_string(),
    }
}

fn roman(n: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&n) {
        return n.to_string();
    }
    let mut rest = n;
    let mut out = String::new();
    for (value, digits) in PARTS {
        while rest >= value {
            out.push_str(digits);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_their_formats() {
        for (n, format, text) in [
            (4, "decimal", "4"),
            (4, "lowerLetter", "d"),
            (28, "upperLetter", "BB"),
            (14, "lowerRoman", "xiv"),
            (1999, "upperRoman", "MCMXCIX"),
            (3, "decimalZero", "03"),
            (2, "arabicAbjad", "ب"),
            (0, "lowerLetter", "0"),
            (7, "chicago", "7"),
        ] {
            assert_eq!(in_format(n, format), text, "{n} {format}");
        }
    }

    #[test]
    fn bullets_of_symbol_fonts_are_bullets() {
        for (stored, seen) in [("\u{f0b7}", "•"), ("o", "•"), ("§", "•"), ("", "•"), ("–", "–"), ("▪ ", "▪")]
        {
            assert_eq!(bullet(stored), seen, "{stored:?}");
        }
    }
}
