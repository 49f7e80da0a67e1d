//! `onrecord extract`: the reading without a store, an article at a time.

use super::failure::Remedy;
use super::problem::Problem;
use super::{Context, Outcome, reading};
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use onrecord::export::article_nquads;
use onrecord::export::jsonl::article_line;
use onrecord::pipeline::Extraction;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Read articles and print what was found, one JSON line for each, or as N-Quads; nothing is stored
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  onrecord extract dam.txt                         all that was read in an article
  onrecord extract articles/ > read.jsonl          a folder, in the order of its names
  onrecord extract page.html crawl.warc.gz         web pages, feeds, web archives
  cat wire.jsonl | onrecord extract -              articles as JSON lines
  onrecord extract dam.txt | jq -c '.attributions[] | [.speaker, .attitude, .content_text]'
  onrecord extract crawl.warc.gz --format nquads --errors bad.jsonl > shard.nq

A line of JSON has \"text\" or \"html\" and, where known, \"id\", \"title\", \"published\", \"publisher\",
\"url\"; --field names others. Offsets count Unicode code points of the text as given, from 0, end
exclusive; of a web page the text is what was found to be its article, which the line gives back.

N-Quads are the graphs that `onrecord ingest` would store of the articles; `onrecord load` makes a
record of them. With --errors, a run that finds no article ends with 1 and is no error.")]
pub struct Arguments {
    #[command(flatten)]
    reading: reading::Arguments,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Write what cannot be read to this file too, a JSON line each: file, part of it, error
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON lines: an article a line
    Jsonl,
    /// N-Quads: a graph for each article, a line a quad
    Nquads,
}

impl Format {
    /// The whole lines of an article.
    fn lines(self, extraction: &Extraction) -> anyhow::Result<String> {
        Ok(match self {
            Self::Jsonl => article_line(extraction).to_json()? + "\n",
            Self::Nquads => article_nquads(extraction)?,
        })
    }
}

pub fn run(context: &Context, arguments: Arguments) -> anyhow::Result<Outcome> {
    let errors = arguments.errors.as_deref();
    let mut errors = errors.map(|path| ErrorFile::create(context, path)).transpose()?;
    let mut output = context.output();
    let mut count = arguments.reading.read(
        context,
        |extraction| arguments.format.lines(&extraction),
        |read| match (read, &mut errors) {
            (Ok(lines), _) => Ok(output.write_all(lines?.as_bytes())?),
            (Err(problem), Some(errors)) => errors.note(&problem),
            (Err(_), None) => Ok(()),
        },
    )?;
    output.flush()?;
    if errors.is_none() {
        count = count.something()?;
    }
    let remarks = count.remarks();
    if !remarks.is_empty() {
        context.say(remarks.trim_start_matches("; "));
    }
    Ok(Outcome::found(count.read > 0))
}

/// Where problems are noted for programs. Each line is written at once, so that a run that is killed has told what it met.
struct ErrorFile {
    path: PathBuf,
    file: File,
}

impl ErrorFile {
    fn create(context: &Context, path: &Path) -> anyhow::Result<Self> {
        let file = File::create(context.path(path))
            .with_context(|| format!("{} cannot be written", path.display()))
            .remedy("Give --errors a file in a folder that exists and that you may write to.")?;
        let path = path.to_owned();
        Ok(Self { path, file })
    }

    fn note(&mut self, problem: &Problem) -> anyhow::Result<()> {
        let line = problem.to_json()? + "\n";
        self.file
            .write_all(line.as_bytes())
            .with_context(|| format!("{} cannot be written", self.path.display()))
    }
}
