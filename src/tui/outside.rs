//! Words edited in the program that the user chose for it.

use std::io::{Read, Write};
use std::process::Command;

/// A text grows no longer than so many bytes; more is not what was meant.
const LONGEST: u64 = 1_000_000;

/// The program that edits texts: what `VISUAL` or `EDITOR` names, with arguments, else `vi`.
pub fn program(variable: impl Fn(&str) -> Option<String>) -> String {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(variable);
    named
        .map(|name| name.trim().to_string())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "vi".to_string())
}

/// Has a text edited and returns when the program has ended; why it could not, in words, where it could not.
pub fn edit(program: &str, text: &str) -> Result<String, String> {
    let nothing =
        |why: String| format!("{why}: nothing was changed (VISUAL or EDITOR names another program)");
    let failed = |e: std::io::Error| nothing(format!("the text cannot be handed to {program}: {e}"));
    // Only this user may read it, and it goes when it is no longer needed.
    let mut file =
        tempfile::Builder::new().prefix("recommendation-").suffix(".txt").tempfile().map_err(failed)?;
    writeln!(file, "{text}").and_then(|()| file.flush()).map_err(failed)?;
    // The shell reads the arguments that the variable may hold, as other programs have it.
    let ended =
        Command::new("sh").arg("-c").arg(format!("{program} \"$1\"")).arg("sh").arg(file.path()).status();
    let status = ended.map_err(|e| nothing(format!("{program} cannot be started: {e}")))?;
    if !status.success() {
        return Err(nothing(format!("{program} failed ({status})")));
    }
    // Some editors write another file of the same name.
    let read = || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        std::fs::File::open(file.path())?.take(LONGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|e| nothing(format!("the text cannot be read back: {e}")))?;
    String::from_utf8(bytes).map_err(|_| nothing(format!("{program} wrote no UTF-8")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_named_program_edits() {
        let check = |visual: Option<&str>, editor: Option<&str>, named: &str| {
            let variable = |name: &str| if name == "VISUAL" { visual } else { editor }.map(str::to_string);
            assert_eq!(program(variable), named);
        };
        check(Some("ed -s"), Some("nano"), "ed -s");
        check(Some(" "), Some("nano"), "nano");
        check(None, None, "vi");
    }

    #[test]
    fn a_text_comes_back_as_the_program_left_it() {
        let edited = edit("sed -i s/old/new/", "the old words").unwrap();
        assert_eq!(edited, "the new words\n");
        let why = |program: &str| edit(program, "words").unwrap_err();
        assert!(why("false").contains("false failed") && why("false").contains("nothing was changed"));
        assert!(why("kill -9 $$ #").contains("signal"), "{}", why("kill -9 $$ #"));
        assert!(why("rm").contains("cannot be read back"));
        assert!(why("printf '\\377' >").contains("no UTF-8"));
    }
}
