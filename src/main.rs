//! The program `onrecord`: reads the command line, runs one sub-command, tells the shell how it went.
//!
//! Everything that knows of the command line stands in `cli`; the work is done by the library of this package,
//! of which `cli` sees only the public items.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
