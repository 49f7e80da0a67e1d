//! `onrecord query`: a saved query by its name, a query in a file, or SPARQL as it is typed.
//!
//! What parameters there are depends on the query, so the command line is read twice: first for the query, then,
//! with the query's parameters known, for what follows it.

use super::failure::Remedy;
use super::held::Held;
use super::{Context, Outcome};
use anyhow::{Context as _, bail};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Args, Command, FromArgMatches, ValueEnum};
use onrecord::query::endpoint::{Endpoint, LOGIN};
use onrecord::query::format::{self, Layout};
use onrecord::query::parameter::{self, Parameter};
use onrecord::query::{Answer, CancellationToken, Limits, QueryError, Question, saved};
use onrecord::rdf::iri::Base;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Ask the record: a saved query, a file, or SPARQL
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord query denials                     who denied what, and who had claimed it
  onrecord query said-by --by 'Ana Reyes' --since 2026-02-01
  onrecord query timeline --about 'Merrow Dam' --format csv > dam.csv
  onrecord query mine.rq --by 'Ana Reyes'    a query of your own
  onrecord query 'SELECT ?who ?what { ?who onr:denied ?claim . ?claim schema:text ?what }'
  onrecord query 'DESCRIBE <urn:onrecord:person/ana-reyes>'
  onrecord query denials --endpoint http://localhost:8890/sparql     the same of another store

`onrecord queries` lists the saved queries with their parameters. In a query of your own, a
variable `?_by` is a parameter, and `?__by` one that may be left out; `?_day_date` takes a day.
A comment `#?by VALUES ?who { ?__by_node }` belongs to the query where --by is given, and
`?__by_node` in it stands for those who go by the name.
The prefixes of the record need no declaration. Where no GRAPH is named, all graphs are asked.

An endpoint is any store of the SPARQL 1.1 Protocol into which the N-Quads of a record were loaded.
If it wants a login, set ONRECORD_ENDPOINT_LOGIN to user:password.")]
pub struct Arguments {
    #[command(flatten)]
    options: Options,
    /// A saved query, a file, - for standard input, or SPARQL in quotation marks
    #[arg(value_name = "NAME|FILE.rq|SPARQL")]
    question: String,
    /// Values for its parameters, such as --by 'Ana Reyes'
    #[arg(
        value_name = "--PARAM VALUE",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    rest: Vec<OsString>,
}

/// What may stand before or after the query.
#[derive(Args, Debug)]
struct Options {
    /// How to print the answer [default: table; for CONSTRUCT and DESCRIBE turtle]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The most rows or triples to print; 0 for all [default: 10000]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// The most seconds it may take [default: 60]
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u64>,
    /// Ask the store at this address over HTTP, not the record on this machine
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
}

/// How often it is looked whether somebody still waits for the answer.
const BLINK: Duration = Duration::from_millis(50);

const LIMIT: usize = 10_000;
const TIMEOUT: u64 = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading, as wide as the terminal
    Table,
    /// SPARQL results as CSV
    Csv,
    /// SPARQL results as TSV
    Tsv,
    /// SPARQL results as JSON
    Json,
    /// SPARQL results as XML
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE
    Turtle,
    /// N-Triples, for CONSTRUCT and DESCRIBE
    Ntriples,
}

impl From<Format> for format::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Table => Self::Table,
            Format::Csv => Self::Csv,
            Format::Tsv => Self::Tsv,
            Format::Json => Self::Json,
            Format::Xml => Self::Xml,
            Format::Turtle => Self::Turtle,
            Format::Ntriples => Self::NTriples,
        }
    }
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let text = text_of(context, &arguments)?;
    let follows = Follows::read(&parameter::parameters(&text), arguments.rest)?;
    let options = follows.options.or(arguments.options);
    // What is wrong with it is told before anything is opened; who goes by its names is asked then.
    let _: Question = Question::with_names(&text, &follows.given, |_| {
        Ok::<_, QueryError>(Answer::Truth(false))
    })?;
    let limits = Limits {
        time: Duration::from_secs(options.timeout.unwrap_or(TIMEOUT)),
        rows: match options.limit.unwrap_or(LIMIT) {
            0 => usize::MAX,
            limit => limit,
        },
    };
    let (answer, base) = match &options.endpoint {
        Some(address) => {
            let shortens = matches!(options.format, None | Some(Format::Table | Format::Turtle));
            let login = context.variable(LOGIN);
            let endpoint = Endpoint::new(address, login.as_deref())?;
            let ask = |question: &Question, rows| endpoint.answer(question, Limits { rows, ..limits });
            let question = Question::with_names(&text, &follows.given, |names| ask(names, usize::MAX))?;
            let answer = ask(&question, limits.rows)?;
            let base = match shortens {
                true => endpoint.base(limits.time)?,
                false => None,
            };
            (
                answer,
                base.unwrap_or_else(|| Base::default().as_str().to_owned()),
            )
        }
        None => {
            let record = context.record_at(follows.store.as_deref().unwrap_or(&context.store))?;
            let ask =
                |question: &Question, rows| answer(context, question, &record, Limits { rows, ..limits });
            let question = Question::with_names(&text, &follows.given, |names| ask(names, usize::MAX))?;
            let answer = ask(&question, limits.rows)?;
            (answer, record.base().as_str().to_owned())
        }
    };
    if answer.is_cut() {
        context.say(format_args!(
            "there is more: only the first {} are shown; --limit 0 shows all",
            limits.rows
        ));
    }
    let layout = Layout {
        width: context.columns(),
        base: &base,
    };
    let mut output = context.output();
    let format = options.format.map(format::Format::from);
    if answer.is_empty() && matches!(format, None | Some(format::Format::Table)) {
        context.say("nothing found");
    } else {
        format::write(&answer, format, layout, &mut output)?;
    }
    output.flush()?;
    Ok(Outcome::found(!answer.is_empty()))
}

impl Arguments {
    /// The record that is named behind the query. It is needed before the query is read, and with it its parameters.
    fn store(&self) -> Option<&Path> {
        let mut rest = self.rest.iter();
        let rest = rest.by_ref();
        loop {
            let word = rest.next()?;
            if word == "--store" {
                return rest.next().map(Path::new);
            }
            if let Some(store) = word.to_str().and_then(|word| word.strip_prefix("--store=")) {
                return Some(Path::new(store));
            }
        }
    }
}

/// Asks the record. In a server, a query is given up when nobody waits for its answer any more.
fn answer(context: &Context, question: &Question, record: &Held, limits: Limits) -> anyhow::Result<Answer> {
    let Some(reading) = record.shared() else {
        return Ok(Answer::of(question, &**record, limits)?);
    };
    let (token, begun) = (CancellationToken::new(), Instant::now());
    let is_late = || begun.elapsed() >= limits.time;
    let answer = thread::scope(|scope| {
        let (answered, waiting) = mpsc::channel::<()>();
        let watched = token.clone();
        scope.spawn(move || {
            while waiting.recv_timeout(BLINK) == Err(RecvTimeoutError::Timeout) {
                if is_late() || context.go_on().is_err() {
                    watched.cancel();
                }
            }
        });
        let answer = Answer::under(question, &*reading, limits.rows, token);
        drop(answered);
        answer
    });
    context.go_on()?;
    match answer {
        Err(_) if is_late() => Err(QueryError::TooSlow(limits.time).into()),
        answer => Ok(answer?),
    }
}

/// The SPARQL that is meant: a saved query goes before a file, a file before what was typed.
fn text_of(context: &Context, arguments: &Arguments) -> anyhow::Result<String> {
    let question = arguments.question.as_str();
    let saved = saved::find(question);
    if let Ok(query) = saved {
        return Ok(query.text.to_owned());
    }
    if question == "-" {
        context.go_where_the_record_is(arguments.store().unwrap_or(&context.store))?;
        let mut text = String::new();
        context
            .input()
            .read_to_string(&mut text)
            .context("standard input is not a query in UTF-8")?;
        return Ok(text);
    }
    if question.contains(char::is_whitespace) || question.contains('{') {
        return Ok(question.to_owned());
    }
    let path = Path::new(question);
    if path.extension().is_some() || path.components().count() > 1 || context.path(path).is_file() {
        return std::fs::read_to_string(context.path(path))
            .with_context(|| format!("{question} cannot be read"))
            .remedy(
                "Give a saved query (`onrecord queries`), a file in UTF-8, or SPARQL in quotation marks.",
            );
    }
    Ok(saved?.text.to_owned())
}

/// What follows the query on the command line.
struct Follows {
    given: BTreeMap<String, String>,
    options: Options,
    store: Option<std::path::PathBuf>,
}

impl Follows {
    fn read(parameters: &[Parameter], rest: Vec<OsString>) -> anyhow::Result<Self> {
        let mut command = Options::augment_args(Command::new("onrecord query").no_binary_name(true))
            .disable_help_flag(true)
            .arg(
                Arg::new("store")
                    .long("store")
                    .value_parser(clap::value_parser!(std::path::PathBuf)),
            );
        for parameter in parameters {
            if command
                .get_arguments()
                .any(|ours| ours.get_long() == Some(&parameter.name))
            {
                let variable = &parameter.variable;
                bail!("the query's parameter ?{variable} has the name of an option of onrecord; rename it");
            }
            let id = id(parameter);
            let name = parameter.name.clone();
            let value = Arg::new(id).long(name).value_name(parameter.kind.placeholder());
            command = command.arg(value.allow_hyphen_values(true));
        }
        let matches = command
            .try_get_matches_from(rest)
            .map_err(|error| unknown(&error, parameters).unwrap_or_else(|| error.into()))?;
        let value = |parameter: &Parameter| {
            let value: &String = matches.get_one(&id(parameter))?;
            Some((parameter.name.clone(), value.clone()))
        };
        Ok(Self {
            given: parameters.iter().filter_map(value).collect(),
            options: Options::from_arg_matches(&matches)?,
            store: matches.get_one("store").cloned(),
        })
    }
}

/// What clap knows a parameter by.
fn id(parameter: &Parameter) -> String {
    format!("parameter {}", parameter.name)
}

/// A parameter that the query does not have is told with those that it has.
fn unknown(error: &clap::Error, parameters: &[Parameter]) -> Option<anyhow::Error> {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let name = argument.strip_prefix("--")?.split('=').next()?;
    (error.kind() == ErrorKind::UnknownArgument).then(|| {
        let known = parameters.iter().map(|parameter| parameter.name.clone());
        QueryError::unknown_parameter(name, known.collect()).into()
    })
}

impl Options {
    /// These, and where they say nothing, those.
    fn or(self, other: Self) -> Self {
        Self {
            format: self.format.or(other.format),
            limit: self.limit.or(other.limit),
            timeout: self.timeout.or(other.timeout),
            endpoint: self.endpoint.or(other.endpoint),
        }
    }
}
