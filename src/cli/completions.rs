//! `onrecord completions`: a script with which the shell completes our sub-commands and options.

use super::{CommandLine, Context, Outcome};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::Write;

/// Print a script that completes commands and options in your shell
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish")]
pub struct Arguments {
    /// The shell that shall complete
    shell: Shell,
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    // Written to memory first: clap_complete panics where its writer fails.
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut CommandLine::command(),
        "onrecord",
        &mut script,
    );
    let mut output = context.output();
    output.write_all(&script)?;
    output.flush()?;
    Ok(Outcome::Found)
}
