//! Styles as people write them: `green`, `bright-blue bold`, `white on 238`, `#204060 underlined`.

use ratatui::style::{Color, Modifier, Style};

/// What a style may be made of, for messages.
pub const KNOWN: &str = "a colour (black, red, green, yellow, blue, magenta, cyan, white, grey, bright-red …, default, 0 to 255, \
#rrggbb), `on` and a colour for the background, and bold, dim, italic, underlined, reversed";

const COLOURS: &[(&str, Color)] = &[
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("grey", Color::DarkGray),
    ("gray", Color::DarkGray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const WEIGHTS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// Reads a style; none where a word in it means nothing.
pub fn parse(text: &str) -> Option<Style> {
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        style = match (word, WEIGHTS.iter().find(|(name, _)| *name == word)) {
            ("plain", _) => style,
            ("on", _) => style.bg(colour(words.next()?)?),
            (_, Some((_, weight))) => style.add_modifier(*weight),
            (_, None) => style.fg(colour(word)?),
        };
    }
    (!text.trim().is_empty()).then_some(style)
}

fn colour(word: &str) -> Option<Color> {
    if let Some((_, colour)) = COLOURS.iter().find(|(name, _)| *name == word) {
        return Some(*colour);
    }
    match word.strip_prefix('#') {
        Some(hex) if hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
            u32::from_str_radix(hex, 16).ok().map(Color::from_u32)
        }
        Some(_) => None,
        None => word.parse().ok().map(Color::Indexed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_read() {
        let check = |text: &str, style: Option<Style>| assert_eq!(parse(text), style, "{text}");
        let plain = Style::new();
        check("green", Some(plain.fg(Color::Green)));
        check("bright-blue bold", Some(plain.fg(Color::LightBlue).add_modifier(Modifier::BOLD)));
        check("white on 238", Some(plain.fg(Color::Gray).bg(Color::Indexed(238))));
        check(
            "#204060 underlined",
            Some(plain.fg(Color::Rgb(0x20, 0x40, 0x60)).add_modifier(Modifier::UNDERLINED)),
        );
        check("reversed", Some(plain.add_modifier(Modifier::REVERSED)));
        check("plain", Some(plain));
        for wrong in
            ["", " ", "greenish", "on", "red on", "256", "-1", "#12345", "#é2345", "#1234567", "green, bold"]
        {
            check(wrong, None);
        }
    }
}
