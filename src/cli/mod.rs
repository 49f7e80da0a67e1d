//! The command line: a file for each sub-command, and what they share.
//!
//! A sub-command is `Arguments` (its doc comments are its help) and `run(&Context, Arguments)`, which gives an
//! [`Outcome`] or an error. The record, the streams and the place where it was called it has from its [`Context`]: results go
//! to the output, messages and progress beside it (`terminal`); what the shell gets to see of an error is decided in
//! `failure` alone. So a server can run it, too, for somebody elsewhere (`through`).

mod backup;
mod check;
mod claims;
mod compact;
mod completions;
mod context;
mod evaluate;
mod export;
mod extract;
mod failure;
mod forget;
mod graph;
mod held;
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
mod surroundings;
mod terminal;
mod through;
mod watch;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use context::Context;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::ExitCode;
use surroundings::Surroundings;
use through::{Elsewhere, visit};

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
    /// What the shell is told.
    fn code(self) -> u8 {
        match self {
            Self::Found => 0,
            Self::NothingFound => 1,
        }
    }

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
    let context = Context::here(global.store);
    let code = run(&context, command).map(Outcome::code).or_else(|error| {
        let elsewhere = error.downcast::<Elsewhere>()?;
        visit(elsewhere, context.surroundings(), context.streams())
    });
    ExitCode::from(code.unwrap_or_else(|error| failure::report(&error, &context)))
}

/// Runs the program with other arguments for somebody elsewhere; gives the exit code.
fn run_for(mut context: Context, arguments: Vec<OsString>) -> u8 {
    let command = called_elsewhere(CommandLine::command(), context.surroundings());
    let matches = command.try_get_matches_from(arguments);
    let done = matches
        .and_then(|matches| CommandLine::from_arg_matches(&matches))
        .map_err(anyhow::Error::from)
        .and_then(|CommandLine { global, command }| {
            context.store = global.store;
            run(&context, command)
        });
    done.map_or_else(|error| failure::report(&error, &context), Outcome::code)
}

/// A command whose arguments look at the variables of those surroundings, not at our own.
fn called_elsewhere(command: clap::Command, surroundings: &Surroundings) -> clap::Command {
    let looking_there = |argument: clap::Arg| {
        let Some(name) = argument.get_env().map(OsStr::to_owned) else {
            return argument;
        };
        let argument = argument.env(None);
        match surroundings.raw_variable(&name.to_string_lossy()) {
            Some(value) => argument.default_value(value.to_owned()),
            None => argument,
        }
    };
    command
        .mut_args(looking_there)
        .mut_subcommands(|command| called_elsewhere(command, surroundings))
}

fn run(context: &Context, command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Ingest(arguments) => ingest::run(context, arguments),
        Command::Extract(arguments) => extract::run(context, arguments),
        Command::Load(arguments) => load::run(context, arguments),
        Command::Claims(arguments) => claims::run(context, arguments),
        Command::Show(arguments) => show::run(context, arguments),
        Command::Judge(arguments) => judge::run(context, arguments),
        Command::Judgements(arguments) => judgements::run(context, arguments),
        Command::Queries(arguments) => queries::run(context, arguments),
        Command::Query(arguments) => query::run(context, arguments),
        Command::Export(arguments) => export::run(context, arguments),
        Command::Graph(arguments) => graph::run(context, arguments),
        Command::Serve(arguments) => serve::run(context, arguments),
        Command::Check(arguments) => check::run(context, arguments),
        Command::Refresh(arguments) => refresh::run(context, arguments),
        Command::Resolve(arguments) => resolve::run(context, arguments),
        Command::Forget(arguments) => forget::run(context, arguments),
        Command::Stats(arguments) => stats::run(context, arguments),
        Command::Backup(arguments) => backup::run(context, arguments),
        Command::Restore(arguments) => restore::run(context, arguments),
        Command::Compact(arguments) => compact::run(context, arguments),
        Command::Evaluate(arguments) => evaluate::run(context, arguments),
        Command::Completions(arguments) => completions::run(context, arguments),
    }
}
