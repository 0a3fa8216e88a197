//! How things look: roles to styles, and the signs that carry the same meaning without colour.

use super::style;
use crate::config::{Config, Theme as Choice};
use crate::error::Result;
use crate::model::{Kind, Verdict};
use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is, whatever it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Words to read.
    Text,
    /// Words that stand back.
    Dim,
    /// Headings and the focused pane's title.
    Title,
    /// Lines between panes.
    Rule,
    /// The row under the cursor.
    Selected,
    /// The row under the cursor of a pane that has not the keyboard.
    Marked,
    /// The sign before the row under the cursor.
    Bar,
    /// A keep.
    Keep,
    /// A drop.
    Drop,
    /// A later.
    Later,
    /// A tag that a reviewer put.
    Tag,
    /// A suggestion that the key for it would take.
    Standing,
    /// A picked facet value, a filter chip.
    Chip,
    /// A key in the hints bar.
    Key,
    /// The recommendation's own words in its source.
    Quoted,
    /// A word that the search looks for.
    Sought,
    /// Words that spoke for a suggestion.
    Evidence,
    /// A number among others, from 1, few, to 4, most.
    Heat(u8),
    /// Something was done and saved.
    Good,
    /// Something failed.
    Bad,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 23] = [
        Role::Text,
        Role::Dim,
        Role::Title,
        Role::Rule,
        Role::Selected,
        Role::Marked,
        Role::Bar,
        Role::Keep,
        Role::Drop,
        Role::Later,
        Role::Tag,
        Role::Standing,
        Role::Chip,
        Role::Key,
        Role::Quoted,
        Role::Sought,
        Role::Evidence,
        Role::Heat(1),
        Role::Heat(2),
        Role::Heat(3),
        Role::Heat(4),
        Role::Good,
        Role::Bad,
    ];

    /// The word for it in a config file.
    pub fn word(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Dim => "dim",
            Role::Title => "title",
            Role::Rule => "rule",
            Role::Selected => "selected",
            Role::Marked => "marked",
            Role::Bar => "bar",
            Role::Keep => "keep",
            Role::Drop => "drop",
            Role::Later => "later",
            Role::Tag => "tag",
            Role::Standing => "standing",
            Role::Chip => "chip",
            Role::Key => "key",
            Role::Quoted => "quoted",
            Role::Sought => "sought",
            Role::Evidence => "evidence",
            Role::Heat(..=1) => "heat-1",
            Role::Heat(2) => "heat-2",
            Role::Heat(3) => "heat-3",
            Role::Heat(4..) => "heat-4",
            Role::Good => "good",
            Role::Bad => "bad",
        }
    }
}

/// How many colours may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Palette {
    Dark,
    Light,
    Mono,
}

/// Roles to styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    palette: Palette,
    greys: bool,
    /// Styles of the user, by place in [`Role::ALL`].
    own: [Option<Style>; Role::ALL.len()],
}

impl Theme {
    /// The theme that a choice comes to on this terminal. `variable` reads the environment.
    pub fn choose(choice: Choice, variable: impl Fn(&str) -> Option<String>) -> Theme {
        let no_colour = variable("NO_COLOR").is_some_and(|v| !v.is_empty());
        let term = variable("TERM").unwrap_or_default();
        let greys = term.contains("256color") || term.contains("direct") || variable("COLORTERM").is_some();
        let palette = match choice {
            Choice::Dark => Palette::Dark,
            Choice::Light => Palette::Light,
            Choice::Mono => Palette::Mono,
            Choice::Auto if no_colour || term == "dumb" || term.starts_with("vt") => Palette::Mono,
            Choice::Auto if variable("COLORFGBG").is_some_and(|v| light_background(&v)) => Palette::Light,
            Choice::Auto => Palette::Dark,
        };
        Theme { palette, greys, own: Default::default() }
    }

    /// The theme that a config comes to on this terminal: the one that it names, its own styles laid over it. Where
    /// no colour is wanted, those keep their weight alone.
    pub fn with(config: &Config, variable: impl Fn(&str) -> Option<String>) -> Result<Theme> {
        let mut theme = Theme::choose(config.theme.base, variable);
        for (meaning, written) in &config.theme.styles {
            let place =
                Role::ALL.iter().position(|role| role.word() == meaning.get_ref()).ok_or_else(|| {
                    let known = Role::ALL.map(Role::word).join(", ");
                    let words = format!("there is no meaning ‘{}’; one of: base, {known}", meaning.get_ref());
                    config.wrong_at(meaning.span(), &words)
                })?;
            let mut own = style::parse(written.get_ref()).ok_or_else(|| {
                let words = format!("‘{}’ is no style: write {}", written.get_ref(), style::KNOWN);
                config.wrong_at(written.span(), &words)
            })?;
            if theme.palette == Palette::Mono && config.theme.base != Choice::Mono {
                (own.fg, own.bg) = (None, None);
            }
            if let Some(of_role) = theme.own.get_mut(place) {
                *of_role = Some(own);
            }
        }
        Ok(theme)
    }

    /// The style of a role. The background stays the terminal's own but under the cursor, and there the foreground is set too.
    pub fn style(&self, role: Role) -> Style {
        let place = Role::ALL.iter().position(|known| *known == role);
        if let Some(own) = place.and_then(|place| self.own.get(place).copied().flatten()) {
            return own;
        }
        let plain = Style::new();
        let colour = |dark, light| match self.palette {
            Palette::Dark => plain.fg(dark),
            Palette::Light => plain.fg(light),
            Palette::Mono => plain,
        };
        let under_cursor = |dark, light| match self.palette {
            Palette::Dark if self.greys => plain.fg(Color::Indexed(255)).bg(Color::Indexed(dark)),
            Palette::Light if self.greys => plain.fg(Color::Indexed(16)).bg(Color::Indexed(light)),
            _ => plain.add_modifier(Modifier::REVERSED),
        };
        match role {
            Role::Text => plain,
            Role::Dim | Role::Rule => plain.add_modifier(Modifier::DIM),
            Role::Title => colour(Color::Cyan, Color::Blue).add_modifier(Modifier::BOLD),
            Role::Selected => under_cursor(238, 252),
            Role::Marked if self.greys && self.palette != Palette::Mono => under_cursor(235, 255),
            Role::Marked => plain.add_modifier(Modifier::BOLD),
            Role::Bar => colour(Color::Cyan, Color::Blue).add_modifier(Modifier::BOLD),
            Role::Keep | Role::Good => colour(Color::Green, Color::Green),
            Role::Drop => colour(Color::Red, Color::Red),
            Role::Later => colour(Color::Yellow, Color::Magenta),
            Role::Tag => colour(Color::Cyan, Color::Blue),
            Role::Standing => plain,
            Role::Chip => colour(Color::Cyan, Color::Blue).add_modifier(Modifier::BOLD),
            Role::Key => plain.add_modifier(Modifier::BOLD),
            Role::Quoted => plain.add_modifier(Modifier::BOLD),
            Role::Sought => match self.palette {
                Palette::Mono => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
                _ => colour(Color::Yellow, Color::Magenta).add_modifier(Modifier::BOLD),
            },
            Role::Evidence => plain.add_modifier(Modifier::UNDERLINED),
            Role::Heat(level) => self.heat(level),
            Role::Bad => colour(Color::Red, Color::Red).add_modifier(Modifier::BOLD),
        }
    }

    /// The more, the stronger the ground; where there are no shades, the stronger the number itself.
    fn heat(self, level: u8) -> Style {
        let shade = |shades: [u8; 4]| shades.get(usize::from(level.clamp(1, 4)) - 1).copied().unwrap_or(0);
        let ground = |text: u8, shade: u8| Style::new().fg(Color::Indexed(text)).bg(Color::Indexed(shade));
        match self.palette {
            Palette::Dark if self.greys => ground(255, shade([236, 23, 30, 31])),
            Palette::Light if self.greys => ground(16, shade([255, 195, 153, 117])),
            _ if level <= 1 => Style::new().add_modifier(Modifier::DIM),
            _ if level >= 4 => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            _ if level == 3 => Style::new().add_modifier(Modifier::BOLD),
            _ => Style::new(),
        }
    }

    /// The style of a verdict.
    pub fn verdict(&self, verdict: Verdict) -> Style {
        self.style(match verdict {
            Verdict::Unreviewed => Role::Dim,
            Verdict::Keep => Role::Keep,
            Verdict::Drop => Role::Drop,
            Verdict::Later => Role::Later,
        })
    }
}

/// `COLORFGBG` is `foreground;background` in the terminal's sixteen colours; 7 and 15 are the light ones.
fn light_background(value: &str) -> bool {
    value.rsplit(';').next().is_some_and(|background| matches!(background, "7" | "15"))
}

/// Signs that carry meaning without colour, one column each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// Stands before the row under the cursor.
    pub bar: &'static str,
    /// Stands where something was cut off.
    pub ellipsis: &'static str,
    /// Stands between parts of a line.
    pub dot: &'static str,
    /// Stands between headings.
    pub crumb: &'static str,
    /// Stands before what is picked.
    pub picked: &'static str,
    /// Marks what is said elsewhere too.
    pub alike: &'static str,
    /// Has a note.
    pub note: &'static str,
    /// Stands before how many are above what is in sight.
    pub above: &'static str,
    /// Stands before how many are below what is in sight.
    pub below: &'static str,
    /// A line from left to right.
    pub across: &'static str,
    /// A line from top to bottom.
    pub down: &'static str,
    /// A line across with one going down.
    pub tee_down: &'static str,
    /// A line down with one going right.
    pub tee_right: &'static str,
    /// A line across with one going up.
    pub tee_up: &'static str,
    /// A piece of a bar that is done.
    pub full: &'static str,
    /// A piece of a bar that is not.
    pub empty: &'static str,
    /// Corners: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    ascii: bool,
}

impl Signs {
    /// Signs with line drawing, or of ASCII only.
    pub fn new(ascii: bool) -> Self {
        if ascii {
            return Signs {
                bar: ">",
                ellipsis: "~",
                dot: "-",
                crumb: ">",
                picked: "*",
                alike: "=",
                note: "n",
                above: "^",
                below: "v",
                across: "-",
                down: "|",
                tee_down: "+",
                tee_right: "+",
                tee_up: "+",
                full: "#",
                empty: ".",
                corners: ["+"; 4],
                ascii,
            };
        }
        Signs {
            bar: "▌",
            ellipsis: "…",
            dot: "·",
            crumb: "›",
            picked: "●",
            alike: "≈",
            note: "*",
            above: "↑",
            below: "↓",
            across: "─",
            down: "│",
            tee_down: "┬",
            tee_right: "├",
            tee_up: "┴",
            full: "█",
            empty: "░",
            corners: ["╭", "╮", "╰", "╯"],
            ascii,
        }
    }

    /// Words of the program with these signs only.
    pub fn words(&self, text: &str) -> String {
        if !self.ascii {
            return text.to_string();
        }
        let plain = |c| match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            '…' => '~',
            '·' | '–' => '-',
            '→' => '>',
            other => other,
        };
        text.chars().map(plain).collect()
    }

    /// The sign of a verdict.
    pub fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Unreviewed => self.dot,
            Verdict::Keep if self.ascii => "v",
            Verdict::Keep => "✓",
            Verdict::Drop if self.ascii => "x",
            Verdict::Drop => "✗",
            Verdict::Later if self.ascii => "?",
            Verdict::Later => "»",
        }
    }

    /// What a bar's part of a verdict is made of; told apart without colour.
    pub fn part(&self, verdict: Verdict) -> &'static str {
        match (verdict, self.ascii) {
            (Verdict::Keep, false) => "█",
            (Verdict::Later, false) => "▒",
            (Verdict::Drop, false) => "░",
            (Verdict::Unreviewed, false) => "·",
            (Verdict::Keep, true) => "#",
            (Verdict::Later, true) => "=",
            (Verdict::Drop, true) => "-",
            (Verdict::Unreviewed, true) => ".",
        }
    }

    /// The sign of a kind.
    pub fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Listed if self.ascii => "=",
            Kind::Listed => "≡",
            Kind::Narrative if self.ascii => "\"",
            Kind::Narrative => "¶",
            Kind::Manual if self.ascii => "m",
            Kind::Manual => "✎",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(choice: Choice, variables: &[(&str, &str)]) -> Theme {
        let find = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string());
        Theme::choose(choice, find)
    }

    #[test]
    fn the_terminal_decides_where_nobody_chose() {
        let palette = |choice, variables: &[(&str, &str)]| theme(choice, variables).palette;
        assert_eq!(palette(Choice::Auto, &[]), Palette::Dark);
        assert_eq!(palette(Choice::Auto, &[("COLORFGBG", "0;15")]), Palette::Light);
        assert_eq!(palette(Choice::Auto, &[("COLORFGBG", "15;default;0")]), Palette::Dark);
        assert_eq!(palette(Choice::Auto, &[("NO_COLOR", "1")]), Palette::Mono);
        assert_eq!(palette(Choice::Auto, &[("NO_COLOR", "")]), Palette::Dark);
        assert_eq!(palette(Choice::Light, &[("NO_COLOR", "1")]), Palette::Light);
    }

    #[test]
    fn without_colour_there_is_no_colour_and_the_cursor_is_still_seen() {
        let mono = theme(Choice::Mono, &[("TERM", "xterm-256color")]);
        for role in Role::ALL {
            let style = mono.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        assert!(mono.style(Role::Selected).add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn sixteen_colours_suffice_and_the_background_stays() {
        for choice in [Choice::Dark, Choice::Light] {
            for role in Role::ALL {
                let style = theme(choice, &[("TERM", "xterm")]).style(role);
                assert_eq!(style.bg, None, "{role:?}");
                assert!(!matches!(style.fg, Some(Color::Rgb(..) | Color::Indexed(_))), "{role:?}");
            }
        }
    }

    #[test]
    fn a_background_never_comes_without_a_foreground() {
        for choice in [Choice::Dark, Choice::Light] {
            for role in Role::ALL {
                let style = theme(choice, &[("TERM", "tmux-256color")]).style(role);
                assert_eq!(style.bg.is_some(), style.bg.is_some() && style.fg.is_some(), "{role:?}");
            }
        }
    }

    #[test]
    fn a_config_lays_its_styles_over_a_theme() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let with = |text: &str, variables: &[(&str, &str)]| {
            std::fs::write(&path, text).unwrap();
            let find = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string());
            Theme::with(&Config::read(&path).unwrap(), find)
        };
        let text = "[theme]\nbase = \"light\"\nkeep = \"#00aa00 bold\"\n";
        let theme = with(text, &[]).unwrap();
        assert_eq!(theme.style(Role::Keep).fg, Some(Color::Rgb(0, 0xaa, 0)));
        assert_eq!(theme.style(Role::Tag).fg, Some(Color::Blue), "the rest is the theme's");
        let text = "[theme]\nkeep = \"green bold\"\n";
        let plain = with(text, &[("NO_COLOR", "1")]).unwrap().style(Role::Keep);
        assert_eq!((plain.fg, plain.add_modifier), (None, Modifier::BOLD));
        let check = |text: &str, place: &str, words: &str| {
            let told = with(text, &[]).unwrap_err().to_string();
            assert!(told.contains(&format!(":{place}: ")) && told.contains(words), "{told}");
        };
        check("[theme]\nkept = \"green\"\n", "2:1", "no meaning ‘kept’; one of: base, text, dim");
        check("[theme]\nkeep = \"greenish\"\n", "2:8", "‘greenish’ is no style");
    }
}
