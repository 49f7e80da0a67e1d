//! The command line: a file for each sub-command, and what they share.
//!
//! A sub-command is `Arguments` (its doc comments are its help) and `run(&Global, Arguments)`, which gives an
//! [`Outcome`] or an error. Results go to standard output, messages and progress to standard error
//! (`terminal`); what the shell gets to see of an error is decided in `failure` alone.

mod backup;
mod check;
mod claims;
mod compact;
mod completions;
mod evaluate;
mod export;
mod extract;
mod failure;
mod forget;
mod graph;
mod ingest;
mod input;
mod judge;
mod judgements;
mod load;
mod name;
mod output;
mod parallel;
mod problem;
mod queries;
mod query;
mod reading;
mod refresh;
mod resolve;
mod restore;
mod serve;
mod show;
mod stats;
mod terminal;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// What every sub-command can be told.
#[derive(Args, Debug)]
pub struct Global {
    /// The folder that holds the record; made by the first `onrecord ingest`
    #[arg(
        long,
        global = true,
        env = "ONRECORD_STORE",
        default_value = "onrecord-store",
        value_name = "FOLDER"
    )]
    pub store: PathBuf,
}

/// How a sub-command that did not fail went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it was asked, and there was something to show: exit code 0.
    Found,
    /// It worked, and there is nothing to show: exit code 1.
    NothingFound,
}

impl Outcome {
    /// `Found` if there was anything.
    pub fn found(anything: bool) -> Self {
        if anything { Self::Found } else { Self::NothingFound }
    }
}

/// Reads news articles and keeps a record: who said what, to whom, when, in which words.
#[derive(Parser, Debug)]
#[command(
    name = "onrecord",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "\
A first round:
  onrecord ingest articles/                read a folder of articles into the record
  onrecord claims --by 'Ana Reyes'         what has she said, when, in which words, printed where?
  onrecord show 'Ana Reyes'                who she is, what she said, what is said of her
  onrecord judge review                    say of what was read whether it is so
  onrecord query denials                   a saved query; `onrecord queries` lists them
  onrecord serve                           all of it in the browser
  onrecord export -o record.ttl            the whole record as Turtle

Exit codes: 0 done, 1 nothing found, 2 error."
)]
struct CommandLine {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Ingest(ingest::Arguments),
    Extract(extract::Arguments),
    Load(load::Arguments),
    Claims(claims::Arguments),
    Show(show::Arguments),
    Judge(judge::Arguments),
    Judgements(judgements::Arguments),
    Queries(queries::Arguments),
    Query(query::Arguments),
    Export(export::Arguments),
    Graph(graph::Arguments),
    Serve(serve::Arguments),
    Check(check::Arguments),
    Refresh(refresh::Arguments),
    Resolve(resolve::Arguments),
    Forget(forget::Arguments),
    Stats(stats::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Compact(compact::Arguments),
    Evaluate(evaluate::Arguments),
    Completions(completions::Arguments),
}

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let CommandLine { global, command } = CommandLine::parse();
    match run(&global, command) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Err(error) => failure::report(&error),
    }
}

fn run(global: &Global, command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Ingest(arguments) => ingest::run(global, arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Load(arguments) => load::run(global, arguments),
        Command::Claims(arguments) => claims::run(global, arguments),
        Command::Show(arguments) => show::run(global, arguments),
        Command::Judge(arguments) => judge::run(global, arguments),
        Command::Judgements(arguments) => judgements::run(global, arguments),
        Command::Queries(arguments) => queries::run(global, arguments),
        Command::Query(arguments) => query::run(global, arguments),
        Command::Export(arguments) => export::run(global, arguments),
        Command::Graph(arguments) => graph::run(global, arguments),
        Command::Serve(arguments) => serve::run(global, arguments),
        Command::Check(arguments) => check::run(global, arguments),
        Command::Refresh(arguments) => refresh::run(global, arguments),
        Command::Resolve(arguments) => resolve::run(global, arguments),
        Command::Forget(arguments) => forget::run(global, arguments),
        Command::Stats(arguments) => stats::run(global, arguments),
        Command::Backup(arguments) => backup::run(global, arguments),
        Command::Restore(arguments) => restore::run(global, arguments),
        Command::Compact(arguments) => compact::run(global, arguments),
        Command::Evaluate(arguments) => evaluate::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
    }
}
