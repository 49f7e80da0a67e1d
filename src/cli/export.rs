//! `onrecord export`: the whole record in formats that others read.

use super::output::Target;
use super::{Context, Outcome};
use clap::{Args, ValueEnum};
use onrecord::export::{self, jsonl};
use onrecord::store::Record;
use std::io::Write;
use std::path::PathBuf;

/// Write the whole record as Turtle, TriG, N-Quads or JSON lines
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord export -o record.ttl               readable and sorted, to be kept in git
  onrecord export -o record.trig              with its graphs, for any SPARQL 1.1 store
  onrecord export --format nquads | sort -c   a line a quad, sorted
  onrecord export -o read.jsonl               an article a line, as `onrecord extract` prints it

Turtle leaves out the vocabulary (ontology/onrecord.ttl) and which run read which article.
What is written as RDF is read back by a second parser first; a file takes its name only when
it is complete.")]
pub struct Arguments {
    /// The format [default: by the ending of -o, else turtle]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Where to write it [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Turtle: node by node, graphs merged
    Turtle,
    /// TriG: Turtle with its graphs
    Trig,
    /// N-Quads: a line a quad
    Nquads,
    /// JSON lines: an article a line, with all that was read in it
    Jsonl,
}

impl Format {
    /// What the ending of a file's name asks for.
    fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "ttl" => Some(Self::Turtle),
            "trig" => Some(Self::Trig),
            "nq" => Some(Self::Nquads),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let record = context.record()?;
    if record.articles()?.is_empty() {
        context.say("the record holds no articles");
        return Ok(Outcome::NothingFound);
    }
    let target = Target::new(arguments.output);
    let format = arguments
        .format
        .or_else(|| Format::of_ending(target.ending()?))
        .unwrap_or(Format::Turtle);
    target.write(context, |output| match format {
        // Streamed where nobody else needs the record, however large it is.
        Format::Jsonl if !context.is_elsewhere() => lines(&record, output),
        _ => {
            let written = record.undisturbed(|record| format.written(record))?;
            Ok(output.write_all(&written)?)
        }
    })?;
    Ok(Outcome::Found)
}

impl Format {
    /// The whole record, before anything of it is printed: whoever reads it slowly shall hold nobody up who writes.
    fn written(self, record: &Record) -> anyhow::Result<Vec<u8>> {
        Ok(match self {
            Self::Turtle => export::turtle(record)?.into_bytes(),
            Self::Trig => export::trig(record)?.into_bytes(),
            Self::Nquads => export::nquads(record)?.into_bytes(),
            Self::Jsonl => {
                let mut written = Vec::new();
                lines(record, &mut written)?;
                written
            }
        })
    }
}

fn lines(record: &Record, output: &mut dyn Write) -> anyhow::Result<()> {
    jsonl::article_lines(record, |line| {
        anyhow::Ok(writeln!(output, "{}", line.to_json()?)?)
    })
}
