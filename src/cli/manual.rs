//! `completions SHELL`, `man`: made from the command tree itself.

use super::Cli;
use super::out::Out;
use crate::error::{Error, Result};
use clap::CommandFactory;
use clap_complete::Shell;

/// Print what makes a shell complete commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = PLACES)]
pub struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

const PLACES: &str = "Where it goes, for example:
  bash  rapporteur completions bash > ~/.local/share/bash-completion/completions/rapporteur
  zsh   rapporteur completions zsh > DIRECTORY_OF_FPATH/_rapporteur
  fish  rapporteur completions fish > ~/.config/fish/completions/rapporteur.fish";

/// Prints completions for a shell.
pub fn completions(args: &Args, out: &mut Out) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rapporteur", &mut script);
    out.raw(&script)
}

/// Prints the manual page: the program, then every command.
pub fn man(out: &mut Out) -> Result<()> {
    let mut page = Vec::new();
    let cannot = |e: std::io::Error| Error::failed("the manual page cannot be made").because(e);
    let mut program = Cli::command();
    program.build();
    clap_mangen::Man::new(program.clone()).render(&mut page).map_err(cannot)?;
    for command in program.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        let man = clap_mangen::Man::new(command.clone());
        for part in [
            clap_mangen::Man::render_synopsis_section,
            clap_mangen::Man::render_description_section,
            clap_mangen::Man::render_options_section,
        ] {
            let mut section = Vec::new();
            part(&man, &mut section).map_err(cannot)?;
            page.extend(named_section(&section, command.get_name()));
        }
    }
    out.raw(&page)
}

/// A section of a command's page under the command's own name.
fn named_section(section: &[u8], command: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(section);
    text.replacen(".SH ", &format!(".SH {}: ", command.to_uppercase()), 1).into_bytes()
}
